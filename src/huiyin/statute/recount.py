"""Counting an open duty again under a new edition: a new year's calendar, or a rule that was mended.

Nothing that was told is ever shortened. A day that somebody named stays that day; a period in working days,
or one that was rolled past days off, is counted again.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .law import Law
from .model import Duty, State, Window
from .periods import Counted, count
from .rules import RuleError


class Recounted(NamedTuple):
    """A duty's days under another edition."""

    nominal: date
    due: date
    provisional: bool


def recounted(s: State, d: Duty, law: Law) -> Recounted | None:
    """The days of a duty under `law`, never earlier than they were; None where it has none to count."""
    if d.due is None or d.nominal is None:
        return None
    found = _counted(s, d, law)
    if found is None:
        # A named day: the new calendar only says whether it is still provisional.
        return Recounted(d.nominal, d.due, law.calendar.provisional(d.due))
    nominal, roll = found
    due = max(d.due, law.calendar.roll(nominal) if roll else nominal)
    return Recounted(nominal, due, law.calendar.provisional(due))


def window_again(w: Window, law: Law) -> Window:
    """A petitioner's period under `law`: its days are the same, its end may roll further, never back."""
    found = law.counted(w.rule, w.start)
    rolls = found is None or found[0].roll
    nominal = found[1].nominal if found and found[1] and found[0].unit == "working_day" else w.nominal
    end = max(w.end, law.calendar.roll(nominal) if rolls else nominal)
    return w._replace(nominal=nominal, end=end, provisional=law.calendar.provisional(end))


def _counted(s: State, d: Duty, law: Law) -> tuple[date, bool] | None:
    """The nominal day and whether it rolls; None for a day that somebody named.

    Days and months have the same nominal day under any calendar; that of an extension is kept, since it does
    not run from the day on which the rule's own period starts.
    """
    found = law.counted(d.rule, d.start)
    if found is None:
        return None
    version, counted = found
    if counted is not None:
        kept = d.nominal if version.unit != "working_day" else None
        return kept or counted.nominal, version.roll
    other = _other_law(d, law)
    return (other.nominal, True) if other is not None else None


def _other_law(d: Duty, law: Law) -> Counted | None:
    """The limit of the procedure that a point is led in to, or its extension there."""
    if not d.procedure:
        return None
    if not d.extended_by:
        return law.procedure_count(d.procedure, d.start)
    try:
        more = law.book.procedure(d.procedure, d.start).extend
    except RuleError:
        return None
    return count(d.start, d.extended_by, more.unit, law.calendar) if more else None
