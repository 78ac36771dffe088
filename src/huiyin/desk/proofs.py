"""Why this date? A stored duty or window with the steps of its count, as they were stored with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from huiyin.web.parts import Due
from huiyin.web.words import english


def due_of(row: Any, title: str, end: date | None = None) -> Due:
    """A stored duty or window, as the chip shows it."""
    return Due(
        due=end or row.due, title=title, nominal_due=row.nominal, provisional=row.provisional, start_on=row.start,
        provision=row.provision, certainty=row.certainty, steps=tuple(zh_or_en(step) for step in row.proof),
    )  # fmt: skip


def zh_or_en(step: Any) -> str:
    """A stored step of a count in the page's language."""
    return str(step[1] if english() and len(step) > 1 else step[0])
