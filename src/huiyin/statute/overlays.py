"""The law beats an overlay: what a place rules may neither give an office longer nor a petitioner less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from .calendar import ONE_DAY, Calendar
from .periods import count
from .reading import RulebookError
from .rules import DutyRule, in_force


def check_overlay(
    law: Mapping[str, Sequence[DutyRule]], place: Mapping[str, Sequence[DutyRule]], calendar: Calendar
) -> None:
    """Refuse an overlay that gives an office longer, or a petitioner less, than the law does."""
    for key, versions in place.items():
        for here in versions:
            for there in law.get(key, ()):
                if there.kind == "none" or not _meet(here, there):
                    continue
                if key == "extension" and "answer" in place and here.kind == there.kind:
                    _compare_in_all(here, there, law, place)
                else:
                    _compare(here, there, calendar)


def _meet(here: DutyRule, there: DutyRule) -> bool:
    return here.since <= (there.until or date.max) and there.since <= (here.until or date.max)


def _compare_in_all(
    here: DutyRule, there: DutyRule, law: Mapping[str, Sequence[DutyRule]], place: Mapping[str, Sequence[DutyRule]]
) -> None:  # fmt: skip
    """A place that shortens the first period may lengthen the second, as long as both together do not."""
    on = max(here.since, there.since)
    first = in_force(place["answer"], on)
    by_law = in_force(law.get("answer", ()), on)
    lengths = [
        rule.length for rule in (first, by_law, here, there) if rule is not None and rule.unit == "day"
    ]
    if first is None or by_law is None or len(lengths) < 4 or None in lengths:
        raise RulebookError(
            here.source, f"{here.key!r} cannot be compared with {there.provision}: say both in days"
        )
    mine, theirs = (first.length or 0) + (here.length or 0), (by_law.length or 0) + (there.length or 0)
    if mine > theirs:
        raise RulebookError(
            here.source, f"{here.key!r} gives {mine} day in all where {there.provision} gives {theirs}"
        )


def _compare(here: DutyRule, there: DutyRule, calendar: Calendar) -> None:
    """Refuse the one pair."""
    if here.kind != there.kind:
        raise RulebookError(here.source, f"{here.key!r} is a {here.kind} here and a {there.kind} by law")
    if there.length is None:
        return  # the law leaves the day open, so a place may name one
    terms = f"{there.provision} gives {_terms(there)}"
    if here.length is None:
        raise RulebookError(here.source, f"{here.key!r} names no days where {terms}")
    of_office = here.kind in ("duty", "option")
    if of_office and _ends_later(here, there, calendar):
        raise RulebookError(here.source, f"{here.key!r} gives {_terms(here)} where {terms}")
    if not of_office and _ends_later(there, here, calendar):
        raise RulebookError(here.source, f"{here.key!r} leaves {_terms(here)} where {terms}")


def _ends_later(one: DutyRule, other: DutyRule, calendar: Calendar) -> bool:
    """Whether the one ever ends after the other: tried from every day of the last years with notice."""
    first, second = one.measure(), other.measure()
    assert first is not None and second is not None
    if first[1] == second[1] and one.roll == other.roll:
        return first[0] > second[0]
    start, last = (
        date(max(calendar.first_year, calendar.last_year - 2), 1, 1),
        date(calendar.last_year, 9, 30),
    )
    while start <= last:
        ends = [
            count(start, n, u, calendar, roll=r.roll).due for (n, u), r in ((first, one), (second, other))
        ]
        if ends[0] > ends[1]:
            return True
        start += ONE_DAY
    return False


def _terms(rule: DutyRule) -> str:
    return f"{rule.length} {rule.unit}" + ("" if rule.roll else " without running on")
