"""Rows of a table in their versions: what the law said before, written as what it said otherwise.

A row that has an `until` stands for an earlier text. It says only what differs from the version after it;
`drop` takes items out of that version's lists, `none` says that the earlier text knew no such thing. A place
writes its rows in the same way, on top of the law's: `add` puts items into a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .calendar import ONE_DAY
from .reading import Rows, Table, day

BEGINNING = date(2005, 5, 1)
"""The first day of the Regulation of 2005: from here on every day has one version of every national rule."""
_OF_THE_VERSION = ("until", "none", "drop", "add")


def stacked(parts: Iterable[Table]) -> dict[str, list[Table]]:
    """Every key of these files with its rows, newest first, each earlier one completed from the next."""
    found: dict[str, list[Table]] = {}
    each = [(key, row) for part in parts for key, row in part.items()]
    for key, row in sorted(each, key=lambda one: "until" in one[1]):  # in the order of what holds now
        found.setdefault(key, []).append(row)
    return {key: _completed(key, rows) for key, rows in found.items()}


def _completed(key: str, rows: list[Table]) -> list[Table]:
    ordered = sorted(rows, key=lambda row: row.get("until", date.max), reverse=True)
    done = [ordered[0]]
    for row in ordered[1:]:
        if "until" not in row:
            row.fail(f"{key!r} is written twice: the other is at {ordered[0].at()}")
        done.append(laid_over(done[-1], row))
    return done


def laid_over(base: Table, row: Table) -> Table:
    """The base with what the row says otherwise. It stands where the row stands."""
    whole = Table({k: v for k, v in base.items() if k not in _OF_THE_VERSION})
    whole.file, whole.line, whole.lines = row.file, row.line, dict(row.lines)
    for name, items in row.get("drop", {}).items():
        whole[name] = _listed(base, [i for i in base.get(name, ()) if _name(i) not in items])
    for name, items in row.get("add", {}).items():
        whole[name] = _listed(items, [*whole.get(name, ()), *items])
    whole.update({k: v for k, v in row.items() if k not in ("drop", "add")})
    return whole


def _name(item: Any) -> Any:
    return item.get("rule", item.get("key")) if isinstance(item, Mapping) else item


def _listed(like: Any, items: list[Any]) -> Rows:
    rows = Rows(items)
    rows.file, rows.line, rows.lines = like.file, like.line, [like.line] * len(items)
    return rows


def with_place(law: Mapping[str, list[Table]], place: Mapping[str, Table]) -> dict[str, list[Table]]:
    """The law's rows with a place's laid over them from the day the place's own begin."""
    found = dict(law)
    for key, row in place.items():
        since = day(row, "since")
        if key not in law:
            found[key] = [row]
            continue
        mine: list[Table] = []
        for version in law[key]:
            mine += _split(version, row, since)
        found[key] = mine
    return found


def _split(version: Table, row: Table, since: date) -> list[Table]:
    until = version.get("until")
    if until is not None and until < since:
        return [version]
    begins = version.get("since", BEGINNING)
    laid = laid_over(version, row)
    laid["since"] = max(begins, since)
    if until is not None:
        laid["until"] = until
    if begins >= since:
        return [laid]
    before = Table(version)
    before.file, before.line, before.lines = version.file, version.line, version.lines
    before["until"] = since - ONE_DAY
    return [laid, before]
