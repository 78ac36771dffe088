"""The law beats an overlay: what a place rules may neither give an office longer nor a petitioner less.

Nor may it take out of an act, a paper or a ground what the law asks for there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from .calendar import ONE_DAY, Calendar
from .periods import count
from .reading import RulebookError, Table, day, suggest
from .rules import DutyRule, in_force
from .versions import laid_over


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


# ------------------------------------------------------------------ acts, papers, grounds

TABLES = ("acts", "closures", "duties", "grounds", "papers", "place", "receivers", "supervision")
"""Tables that a place may have; other names are read by nothing."""
THEMED = frozenset({"acts", "grounds", "papers", "supervision"})
"""Of those: what may stand in several files, like `acts_review.yaml`."""


def check_names(found: Mapping[str, Table]) -> None:
    """Refuse a file of a place that nothing would read."""
    for name, table in found.items():
        theme = name.partition("_")[0]
        if name not in TABLES and not (theme in THEMED and theme != name):
            raise RulebookError(
                f"{table.file}:{table.line}",
                f"a place has no table {name!r}{suggest(name, TABLES)} ({', '.join(TABLES)})",
            )


def check_rows(
    name: str,
    law: Mapping[str, Sequence[Table]],
    place: Table,
    owed: Collection[str],
    decided: Collection[str],
) -> None:
    """Refuse rows of a place that take away what the law asks for: a guard, a duty, a part of a paper.

    `owed`: the duties of the law; `decided`: the steps that end a point."""
    for key, row in place.items():
        since = day(row, "since")
        if key not in law:
            if name == "acts":
                _new_act(key, row, owed, decided)
            continue
        for version in law[key]:
            if version.get("until", date.max) >= since and version.get("none") != "yes":
                _taken_away(name, key, version, row)
                if name == "acts":
                    _ended(key, row, laid_over(version, row), owed, version)


def _taken_away(name: str, key: str, version: Table, row: Table) -> None:
    if row.get("none") == "yes":
        row.fail(
            f"the law ({version['provision']}) has {key!r}, which a place cannot do without: the law beats an overlay",
            "none",
        )
    laid = laid_over(version, row)
    for part in KEPT[name]:
        kept = _kept(laid, part)
        for item in _kept(version, part):
            if item not in kept:
                row.fail(
                    f"{key!r} leaves out {item!r} of {part!r}, which {version['provision']} has: the law beats an overlay",
                    part if part in row else "drop" if "drop" in row else None,
                )  # fmt: skip
    for part in SAME[name]:
        if laid.get(part) != version.get(part):
            row.fail(
                f"{key!r} has {version.get(part)!r} as {part!r} by {version['provision']}: the law beats an overlay",
                part,
            )


KEPT = {"acts": ("guards", "opens", "fields"), "papers": ("parts",), "grounds": ("needs",)}
"""Lists of the law's rows to which a place may add, and from which it may take nothing that is asked for."""
SAME: dict[str, tuple[str, ...]] = {
    "acts": ("effect", "to", "level", "issues"),
    "papers": ("to",),
    "grounds": (),
}
"""What an act does, and whom a paper goes to."""


def _kept(row: Table, part: str) -> list[str]:
    """Names of what is asked for there: a field or part that may be left out is not."""
    found = []
    for item in row.get(part, ()):
        if not isinstance(item, Mapping):
            found.append(str(item))
        elif part == "opens" or item.get("required") == "yes":
            found.append(str(item.get("rule", item.get("key"))))
    return found


def _ended(
    key: str, row: Table, laid: Mapping[str, Any], owed: Collection[str], version: Mapping[str, Any]
) -> None:
    for part in ("meets", "ends"):
        for rule in laid.get(part, ()):
            if rule in owed and rule not in version.get(part, ()):
                row.fail(
                    f"{key!r} would end {rule!r}, which the law has others meet: the law beats an overlay",
                    part,
                )


def _new_act(key: str, row: Table, owed: Collection[str], decided: Collection[str]) -> None:
    """An act of a place's own ends no duty and no point of the law."""
    _ended(key, row, row, owed, {})
    if row.get("to") in decided:
        row.fail(f"{key!r} would end a point as {row['to']!r}: only acts of the law do", "to")
