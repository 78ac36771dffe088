"""Dated rules: what an office owes, and how long a petitioner has.

A rule is a list of versions; each version says from when (`since`) and, once it has ended, until when it
holds. A version is added, never overwritten. A place may add rules of its own or shorten a duty: see `overlays`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, Protocol, TypeVar, cast, get_args

from huiyin.statute.calendar import ONE_DAY
from huiyin.statute.periods import UNITS, Unit
from huiyin.statute.reading import (
    RulebookError,
    Table,
    Words,
    choice,
    chosen,
    day,
    expect,
    flag,
    rows,
    suggest,
    text,
    whole,
    words,
)

NATIONAL = "national"

Kind = Literal["duty", "option", "window", "rest", "none"]
"""An option (to object) may be used until its day and then lapses; it is never late. `none`: the law of that
time knew no such rule, and the row says so."""
RuleUnit = Literal["day", "working_day", "month", "set", "prompt", "at_once", "none"]
Base = Literal["event", "receipt"]
Certainty = Literal["A", "B", "C", "M", "I", "H"]

PURPOSES = ("claim", "suggestion", "accusation", "enquiry", "thanks", "unclear")
"""What somebody wants with a petition (R22 29 to 31)."""

CERTAINTY_WORDS: Mapping[str, Words] = {
    "A": Words("法规原文", "text of the law"),
    "B": Words("见到部分原文", "part of the text seen"),
    "C": Words("转述资料", "second-hand source"),
    "M": Words("凭记忆，未核实", "from memory, unverified"),
    "I": Words("推断", "inference"),
    "H": Words("本系统默认", "default of this system"),
}


class RuleError(LookupError):
    """A rule was asked for that does not exist, or does not hold on that day."""


class Versioned(Protocol):
    """Something that holds from a day, perhaps until another."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def source(self) -> str: ...


V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One version of a rule about time."""

    key: str
    place: str
    title: Words
    kind: Kind
    since: date
    until: date | None
    length: int | None
    unit: RuleUnit
    starts: Words
    owner: Words
    provision: str
    words: Words
    certainty: Certainty
    roll: bool
    source: str
    not_for: tuple[str, ...] = ()
    """Purposes of points that it does not cover (R22 23(4))."""
    not_by: tuple[str, ...] = ()
    """`judicial`: not owed by political-legal organs for litigation (R22 23(4))."""
    base: Base = "event"
    """`receipt`: the days run from the office's receipt, whatever starts them by the national rule."""

    def measure(self) -> tuple[int, Unit] | None:
        """Length and unit if the rule itself gives a number, else None (set by someone, or "promptly")."""
        return (self.length, cast(Unit, self.unit)) if self.length is not None else None


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time of another law; its own provision and certainty where they are not those of its row."""

    length: int
    unit: Unit
    provision: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Finder:
    """How an office is found among those of a place: by its kind, or by a word of its remit."""

    kinds: tuple[str, ...] = ()
    remits: tuple[str, ...] = ()


NOWHERE = Finder()


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Another law's procedure that a point may be led in to (R22 31[1] to [5]), with that law's limits."""

    key: str
    title: Words
    item: str
    since: date
    until: date | None
    law: str
    provision: str
    words: Words
    certainty: Certainty
    apply: Limit | None
    """How long the petitioner has to apply, from the event that law names."""
    decide: Limit | None
    """How long the body has to decide; None: the handing-over sets a day."""
    extend: Limit | None
    source: str
    also: tuple[str, ...] = ()
    """Items that may be named instead, where lawyers differ."""
    organ: Words | None = None
    """Who is competent."""
    office: Finder = NOWHERE
    starts: Words | None = None
    """From which day the time to apply runs."""
    late: Words | None = None
    """What holds once that time is over."""
    bring: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    """Procedures that lie open against its result."""

    @property
    def items(self) -> tuple[str, ...]:
        """Every item of R22 31 that it may be named under."""
        return (self.item, *self.also)


_RULE_KEYS = ("since", "title", "kind", "unit", "starts", "owner", "provision", "zh", "en", "certainty")
_LEAD_IN_KEYS = ("since", "title", "item", "law", "provision", "zh", "en", "certainty")
_LEAD_IN_MORE = (
    "until",
    "also",
    "organ",
    "office",
    "from",
    "late",
    "bring",
    "then",
    "apply",
    "decide",
    "extend",
)
_ITEMS = ("31[1]", "31[2]", "31[3]", "31[4]", "31[5]")


def parse_duties(table: Table, place: str = NATIONAL) -> dict[str, tuple[DutyRule, ...]]:
    """Every rule of one duties file, each with its versions in order of time."""
    found: dict[str, tuple[DutyRule, ...]] = {}
    for key in table:
        versions = [_duty_rule(key, place, row) for row in rows(table, key)]
        found[key] = in_order(key, versions)
    return found


def _duty_rule(key: str, place: str, row: Table) -> DutyRule:
    if row.get("kind") == "none":
        return _no_rule(key, place, row)
    expect(row, _RULE_KEYS, ("until", "length", "roll", "not_for", "not_by", "counts_from"), of=key)
    unit = cast(RuleUnit, choice(row, "unit", get_args(RuleUnit)))
    if (unit in UNITS) != ("length" in row):
        row.fail(f"{key!r}: a length goes with the units {', '.join(UNITS)} and with no other", "unit")
    return DutyRule(
        key=key,
        place=place,
        title=words(row, "title"),
        kind=cast(Kind, choice(row, "kind", get_args(Kind))),
        since=day(row, "since"),
        until=day(row, "until") if "until" in row else None,
        length=whole(row, "length") if "length" in row else None,
        unit=unit,
        starts=words(row, "starts"),
        owner=words(row, "owner"),
        provision=text(row, "provision"),
        words=words(row),
        certainty=cast(Certainty, choice(row, "certainty", get_args(Certainty))),
        roll=flag(row, "roll") if "roll" in row else True,
        source=row.at(),
        not_for=chosen(row, "not_for", PURPOSES),
        not_by=chosen(row, "not_by", ("judicial",)),
        base=cast(Base, choice(row, "counts_from", get_args(Base)) if "counts_from" in row else "event"),
    )


def _no_rule(key: str, place: str, row: Table) -> DutyRule:
    """A time whose law knew no such rule: it has a provision and words, and nothing to count."""
    expect(row, ("since", "title", "kind", "provision", "zh", "en", "certainty"), ("until",), of=key)
    nobody = Words("", "")
    return DutyRule(
        key, place, words(row, "title"), "none", day(row, "since"), day(row, "until") if "until" in row else None, None,
        "none", nobody, nobody, text(row, "provision"), words(row),
        cast(Certainty, choice(row, "certainty", get_args(Certainty))), True, row.at(),
    )  # fmt: skip


def parse_lead_ins(table: Table) -> dict[str, tuple[LeadIn, ...]]:
    """Every procedure of ``procedures.yaml``, each with its versions in order of time."""
    found: dict[str, tuple[LeadIn, ...]] = {}
    for key in table:
        found[key] = in_order(key, [_lead_in(key, row) for row in rows(table, key)])
    return found


def _lead_in(key: str, row: Table) -> LeadIn:
    expect(row, _LEAD_IN_KEYS, _LEAD_IN_MORE, of=key)
    if ("apply" in row) != ("from" in row):
        row.fail(f"{key!r}: a time to apply (apply) and the day it runs from (from) go together")
    return LeadIn(
        key=key,
        title=words(row, "title"),
        item=choice(row, "item", _ITEMS),
        since=day(row, "since"),
        until=day(row, "until") if "until" in row else None,
        law=text(row, "law"),
        provision=text(row, "provision"),
        words=words(row),
        certainty=cast(Certainty, choice(row, "certainty", get_args(Certainty))),
        apply=_limit(row, "apply"),
        decide=_limit(row, "decide"),
        extend=_limit(row, "extend"),
        source=row.at(),
        also=tuple(row.get("also", ())),
        organ=words(row, "organ") if "organ" in row else None,
        office=finder(row["office"]) if "office" in row else NOWHERE,
        starts=words(row, "from") if "from" in row else None,
        late=words(row, "late") if "late" in row else None,
        bring=tuple(row.get("bring", ())),
        then=tuple(row.get("then", ())),
    )


def finder(table: Table) -> Finder:
    """How an office is found: `kinds` and `remits`, either or both."""
    expect(table, (), ("kinds", "remits"))
    return Finder(tuple(table.get("kinds", ())), tuple(table.get("remits", ())))


def _limit(row: Table, key: str) -> Limit | None:
    if key not in row:
        return None
    limit = expect(row[key], ("length", "unit"), ("provision", "certainty"), of=row.at(key))
    unit = cast(Unit, choice(limit, "unit", UNITS))
    return Limit(whole(limit, "length"), unit, limit.get("provision", ""), limit.get("certainty", ""))


def in_order(key: str, versions: Iterable[V]) -> tuple[V, ...]:
    """The versions of one key, once every day from the first has exactly one, up to the last's `until`."""
    ordered = tuple(sorted(versions, key=lambda v: v.since))
    for version in ordered:
        if version.until is not None and version.until < version.since:
            raise RulebookError(
                version.source, f"{key!r} ends on {version.until} before it begins on {version.since}"
            )
    for earlier, later in pairwise(ordered):
        if earlier.until is None or earlier.until >= later.since:
            raise RulebookError(
                later.source,
                f"{key!r} has two versions on {later.since}: the other is at {earlier.source}"
                + (" and has no until" if earlier.until is None else ""),
            )
        if earlier.until + ONE_DAY != later.since:
            raise RulebookError(
                later.source,
                f"{key!r} has a gap: no version from {earlier.until + ONE_DAY} to {later.since - ONE_DAY}",
            )
    return ordered


def in_force(versions: Sequence[V], on: date) -> V | None:
    """The version that holds on a day."""
    for version in versions:
        if version.since <= on and (version.until is None or on <= version.until):
            return version
    return None


def find(
    law: Mapping[str, Sequence[DutyRule]],
    overlays: Mapping[str, Mapping[str, Sequence[DutyRule]]],
    key: str,
    on: date,
    place: str,
    above: Sequence[str] = (),
) -> DutyRule:
    """The version of a rule that holds on a day in a place: its own, else one of those above it, else the law's."""
    if place != NATIONAL and place not in overlays:
        known = sorted({NATIONAL, *overlays})
        raise RuleError(f"no place {place!r}{suggest(place, known)} (places: {', '.join(known)})")
    tables = [*(overlays.get(one, {}) for one in (place, *above)), law]
    for table in tables:
        found = in_force(table.get(key, ()), on)
        if found is not None and found.kind != "none":
            return found
    versions = [v for table in reversed(tables) for v in table.get(key, ())]
    if versions:
        none = in_force([v for v in versions if v.kind == "none"], on)
        why = f": {none.words.en} {none.words.zh} ({none.provision})" if none else ""
        spans = ", ".join(_span(v) for v in versions if v.kind != "none")
        raise RuleError(f"rule {key!r} is not in force on {on} in {place!r}; it holds {spans}{why}")
    elsewhere = sorted(p for p, table in overlays.items() if key in table)
    if elsewhere:
        raise RuleError(f"no rule {key!r} in {place!r}; there is one in {', '.join(elsewhere)}")
    raise RuleError(f"no rule {key!r}{suggest(key, law)}")


def _span(version: Versioned) -> str:
    return f"from {version.since}" + (f" to {version.until}" if version.until else "")
