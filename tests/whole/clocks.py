"""The day on which these tests take place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

TODAY = "2026-07-20"
NOW = f"{TODAY}T10:00"


@contextmanager
def clock_at(moment: str) -> Iterator[None]:
    """The clock stopped at a moment, for this process and the servers it runs."""
    before = os.environ.get("HUIYIN_NOW")
    os.environ["HUIYIN_NOW"] = moment
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("HUIYIN_NOW", None)
        else:
            os.environ["HUIYIN_NOW"] = before
