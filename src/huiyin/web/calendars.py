"""The calendar of working days for pages that were not given one."""

from __future__ import annotations

from functools import lru_cache

from huiyin.statute.loader import load
from huiyin.web.words import WorkingDays


@lru_cache(maxsize=1)
def calendar() -> WorkingDays:
    """The calendar of the rulebook that is shipped."""
    return load().calendar
