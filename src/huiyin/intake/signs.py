"""Words of the rulebook that point to a class, a purpose, or a matter that cannot wait. They only propose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from huiyin.intake import classes
from huiyin.statute.loader import Rulebook, Words
from huiyin.statute.reading import Rows, Table, choice, expect, text, words

BETWEEN = " / "
IN_TITLE = 2
"""A word in the title counts twice. A default of this house."""
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Urgency:
    """Why a matter cannot wait; of the matter, never of the person."""

    key: str
    words: Words
    provision: str
    certainty: str
    signs: tuple[str, ...]
    seasons: tuple[tuple[frozenset[int], tuple[str, ...]], ...] = ()
    """Months in which further words count."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Every sign of the rulebook."""

    classes: Mapping[str, tuple[str, ...]]
    """By the words of the class as they are stored: first level, or both with a stroke between."""
    purposes: Mapping[str, tuple[str, ...]]
    urgent: tuple[Urgency, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What signs point to, with the signs that stand in the words."""

    key: str
    why: tuple[str, ...]
    weight: int


# ------------------------------------------------------------------ reading the rulebook


@lru_cache(maxsize=8)
def signs(book: Rulebook) -> Signs:
    """The signs of a rulebook, read once."""
    if "signs" not in book.tables:
        return Signs({}, {}, ())
    return parse(book.tables["signs"], classes.classes(book))


def parse(table: Table, known: Iterable[classes.First]) -> Signs:
    """A sign of a class that does not exist is refused, with file and line."""
    expect(table, ("classes", "purposes", "urgent"), of="signs")
    named = _names(known)
    found = {}
    for key in table["classes"]:
        if key not in named:
            table["classes"].fail(f"no class {key!r}", key)
        found[named[key]] = _listed(table["classes"], key)
    purposes = {key: _listed(table["purposes"], key) for key in table["purposes"]}
    return Signs(found, purposes, tuple(_urgency(k, table["urgent"][k]) for k in table["urgent"]))


def _listed(table: Table, key: str) -> tuple[str, ...]:
    found = table[key]
    if not isinstance(found, Rows) or not all(isinstance(sign, str) and len(sign) > 1 for sign in found):
        table.fail("a list of words of two characters or more", key)
    if len(set(found)) < len(found):
        table.fail("a word is written twice", key)
    return tuple(found)


def _months(table: Table) -> frozenset[int]:
    found = table["months"]
    if not isinstance(found, Rows) or not all(isinstance(m, int) and 1 <= m <= 12 for m in found):
        table.fail("a list of months, 1 to 12", "months")
    return frozenset(found)


def _names(known: Iterable[classes.First]) -> dict[str, str]:
    found = {}
    for first in known:
        found[first.key] = first.title.zh
        for second in first.second:
            found[f"{first.key}.{second.key}"] = f"{first.title.zh}{BETWEEN}{second.title.zh}"
    return found


def _urgency(key: str, row: Table) -> Urgency:
    expect(row, ("words", "provision", "certainty"), ("signs", "seasons"), of=key)
    seasons = row.get("seasons", Table())
    return Urgency(
        key, words(row, "words"), text(row, "provision"), choice(row, "certainty", classes.CERTAINTY),
        _listed(row, "signs") if "signs" in row else (),
        tuple((_months(seasons[k]), _listed(seasons[k], "signs")) for k in seasons),
    )  # fmt: skip


# ------------------------------------------------------------------ pointing


def pointed(found: Mapping[str, tuple[str, ...]], topic: str, detail: str) -> list[Pointed]:
    """What the words point to, the strongest first: longer signs say more, those in the title twice as much."""
    rows = []
    for key, listed in found.items():
        here = [sign for sign in listed if sign in topic or sign in detail]
        if here:
            weight = sum((len(s) - 1) * (IN_TITLE if s in topic else 1) for s in here)
            rows.append(Pointed(key, tuple(sorted(here, key=len, reverse=True))[:MOST_WORDS], weight))
    return sorted(rows, key=lambda p: -p.weight)


def pointed_class(found: Signs, topic: str, detail: str) -> Pointed | None:
    """The class that key words propose; words of the first level strengthen its second levels."""
    rows = pointed(found.classes, topic, detail)
    whole = {p.key: p.weight for p in rows if BETWEEN not in p.key}

    def strength(p: Pointed) -> int:
        return p.weight + (whole.get(p.key.split(BETWEEN)[0], 0) if BETWEEN in p.key else 0)

    return max(rows, key=strength, default=None)


def pressing(found: Signs, said: str, on: date) -> list[tuple[Urgency, tuple[str, ...]]]:
    """Why the matter cannot wait, with the words; words of a season count in its months."""
    rows = []
    for one in found.urgent:
        listed = [*one.signs, *(s for months, more in one.seasons if on.month in months for s in more)]
        here = tuple(sign for sign in listed if sign in said)
        if here:
            rows.append((one, here[:MOST_WORDS]))
    return rows
