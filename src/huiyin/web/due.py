"""A due date as it is drawn. Kept once drawn: work lists draw the same few days over and over."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from huiyin.web import words
from huiyin.web.parts import Due

ICONS: dict[words.Level, str] = {
    "ok": "clock",
    "soon": "soon",
    "today": "soon",
    "overdue": "overdue",
    "met": "done",
    "late": "overdue",
}


@lru_cache(maxsize=4096)
def draw_due(
    due: Due | None, today: date | None, calendar: words.WorkingDays, why: bool, language: str
) -> SafeString:
    """The chip as HTML; everything it depends on is an argument, the language too."""
    if due is None:
        return _html({"due": None})
    if due.met_on is not None:
        left = words.met(due.met_on, due.due)
    elif today is not None:
        left = words.remaining(today, due.due, calendar)
    else:
        raise ValueError("an open duty can only be drawn as seen from a day: due_chip needs today")
    return _html(
        {
            "due": due,
            "left": left,
            "icon": ICONS[left.level],
            "shown": words.short_day(due.due, today),
            "why": why,
            "rolled": due.nominal_due is not None and due.nominal_due != due.due,
            "entered_late": _entered_late(due),
        }
    )


def _entered_late(due: Due) -> date | None:
    """The day of recording, where a duty met in time was entered only after its due day."""
    if due.met_on is None or due.met_recorded_on is None:
        return None
    return due.met_recorded_on if due.met_on <= due.due < due.met_recorded_on else None


def _html(context: dict[str, object]) -> SafeString:
    return mark_safe(render_to_string("web/parts/due.html", context).strip())  # noqa: S308 - a template
