"""Limits of the rulebook that are numbers and no periods: how often a request may be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .reading import Table, choice, day, expect, rows, text, whole, words
from .rules import CERTAINTY_WORDS, in_force, in_order


@dataclass(frozen=True, slots=True)
class Number:
    """One version of a limit."""

    value: int
    since: date
    until: date | None
    provision: str
    certainty: str
    source: str


def parse_limits(table: Table) -> dict[str, tuple[Number, ...]]:
    """Every limit of `limits.yaml`, each with its versions in order of time."""
    return {key: in_order(key, [_number(key, row) for row in rows(table, key)]) for key in table}


def _number(key: str, row: Table) -> Number:
    expect(row, ("since", "value", "provision", "certainty", "zh", "en"), ("until",), of=key)
    words(row)
    return Number(
        whole(row, "value"), day(row, "since"), day(row, "until") if "until" in row else None, text(row, "provision"),
        choice(row, "certainty", tuple(CERTAINTY_WORDS)), row.at(),
    )  # fmt: skip


def limit_on(limits: dict[str, tuple[Number, ...]], key: str, on: date) -> Number | None:
    """The version of a limit that holds on a day."""
    return in_force(limits.get(key, ()), on)
