"""Words of the rulebook that point to a class, a purpose, or a matter that cannot wait. They only propose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from huiyin.intake import classes
from huiyin.intake.learn import BETWEEN as BETWEEN
from huiyin.statute.loader import Rulebook, Words
from huiyin.statute.reading import Rows, Table, choice, expect, text, whole, words

IN_TITLE = 2
"""A word in the title counts twice. A default of this house."""
PLAINLY = 4
"""What says a purpose plainly outweighs so many hints. A default of this house."""
MOST_WORDS = 5
APART = 10
"""How far the parts of a sign may stand apart, within one clause. A default of this house."""
LONG = 300
"""Characters from which on one sign in passing is too little: in a long letter much is mentioned. A default of this house."""
_NAMED = re.compile(r"<([a-z_]+)>")
_CLAUSE_ENDS = "，,。！？!?；;：:\n"
_GAP = f"[^{_CLAUSE_ENDS}]{{0,{APART}}}?"


@dataclass(frozen=True, slots=True)
class Urgency:
    """Why a matter cannot wait; of the matter, never of the person."""

    key: str
    words: Words
    provision: str
    certainty: str
    signs: tuple[re.Pattern[str], ...]
    seasons: tuple[tuple[frozenset[int], tuple[re.Pattern[str], ...]], ...] = ()
    """Months in which further words count."""
    but: tuple[re.Pattern[str], ...] = ()
    """What takes the force from a sign in the same clause: that it is long past, taught, or asked about."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Words that say a purpose plainly, and words that hint at it."""

    plainly: tuple[re.Pattern[str], ...]
    hints: tuple[re.Pattern[str], ...]
    times: int = 1
    """How much its signs count beside those of others: what must not be overlooked counts more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Every sign of the rulebook."""

    classes: Mapping[str, tuple[str, ...]]
    """By the words of the class as they are stored: first level, or both with a stroke between."""
    purposes: Mapping[str, Purpose]
    urgent: tuple[Urgency, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What signs point to, with the words that they stand for in the message."""

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
    expect(table, ("classes", "purposes", "urgent"), ("sets",), of="signs")
    named = _names(known)
    found = {}
    for key in table["classes"]:
        if key not in named:
            table["classes"].fail(f"no class {key!r}", key)
        found[named[key]] = _listed(table["classes"], key)
    sets = table.get("sets", Table())
    any_of = {key: "|".join(map(re.escape, _listed(sets, key, 1))) for key in sets}
    purposes = {key: _purpose(key, table["purposes"][key], any_of) for key in table["purposes"]}
    urgent = tuple(_urgency(key, table["urgent"][key], any_of) for key in table["urgent"])
    return Signs(found, purposes, urgent)


def _listed(table: Table, key: str, shortest: int = 2) -> tuple[str, ...]:
    found = table[key]
    if not isinstance(found, Rows) or not all(isinstance(s, str) and len(s) >= shortest for s in found):
        table.fail("a list of words of two characters or more", key)
    if len(set(found)) < len(found):
        table.fail("a word is written twice", key)
    return tuple(found)


def _patterns(table: Table, key: str, any_of: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    """Signs as they are looked for: `…` between parts that follow in one sentence, `<set>` for any word of a set."""
    if key not in table:
        return ()
    found = []
    for sign in _listed(table, key):
        for name in _NAMED.findall(sign):
            if name not in any_of:
                table.fail(f"no set {name!r}", key)
        parts = (_NAMED.split(part) for part in sign.split("…"))
        found.append(
            re.compile(
                _GAP.join(
                    "".join(f"(?:{any_of[p]})" if n % 2 else re.escape(p) for n, p in enumerate(pieces))
                    for pieces in parts
                )
            )
        )
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


def _purpose(key: str, row: Table, any_of: Mapping[str, str]) -> Purpose:
    expect(row, ("plainly",), ("hints", "times"), of=key)
    times = whole(row, "times") if "times" in row else 1
    return Purpose(_patterns(row, "plainly", any_of), _patterns(row, "hints", any_of), times)


def _urgency(key: str, row: Table, any_of: Mapping[str, str]) -> Urgency:
    expect(row, ("words", "provision", "certainty"), ("signs", "seasons", "but"), of=key)
    seasons = row.get("seasons", Table())
    return Urgency(
        key, words(row, "words"), text(row, "provision"), choice(row, "certainty", classes.CERTAINTY),
        _patterns(row, "signs", any_of),
        tuple((_months(seasons[k]), _patterns(seasons[k], "signs", any_of)) for k in seasons),
        _patterns(row, "but", any_of),
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


def pointed_purpose(found: Signs, said: str) -> Pointed | None:
    """The purpose that key words propose; of equal weight, the one that the rulebook names first."""
    rows = []
    for key, purpose in found.purposes.items():
        plainly = _stretches(purpose.plainly, said)
        hints = _stretches(purpose.hints, said)
        if plainly or hints:
            weight = purpose.times * (PLAINLY * len(plainly) + len(hints))
            rows.append(Pointed(key, tuple(dict.fromkeys((*plainly, *hints)))[:MOST_WORDS], weight))
    return max(rows, key=lambda p: p.weight, default=None)


def pressing(found: Signs, topic: str, detail: str, on: date) -> list[tuple[Urgency, tuple[str, ...]]]:
    """Why the matter cannot wait, with the words; words of a season count in its months."""
    rows = []
    for one in found.urgent:
        listed = [*one.signs, *(s for months, more in one.seasons if on.month in months for s in more)]
        here = _stretches(listed, f"{topic}\n{detail}", one.but)
        enough = len(here) > 1 or len(detail) < LONG or _stretches(listed, topic, one.but)
        if here and enough:
            rows.append((one, here[:MOST_WORDS]))
    return rows


def _stretches(
    listed: Sequence[re.Pattern[str]], said: str, but: Sequence[re.Pattern[str]] = ()
) -> tuple[str, ...]:
    """What each sign stands for in the words; none in a clause that something in `but` takes the force from."""
    found = []
    for sign in listed:
        for match in sign.finditer(said):
            if not but or not any(b.search(_clause(said, match)) for b in but):
                found.append(match[0])
                break
    return tuple(w for w in dict.fromkeys(found) if not any(w != other and w in other for other in found))


def _clause(said: str, match: re.Match[str]) -> str:
    """The clause or clauses in which a match lies."""
    start = max(said.rfind(mark, 0, match.start()) for mark in _CLAUSE_ENDS) + 1
    ends = [end for mark in _CLAUSE_ENDS if (end := said.find(mark, match.end())) >= 0]
    return said[start : min(ends, default=len(said))]
