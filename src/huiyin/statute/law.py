"""The procedure's tables, read from the rulebook: which acts exist, where each is open, what follows.

`Law` is one edition in one place; it also keeps the counts it has made, since the same few starts recur.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from .loader import Rulebook, Words
from .periods import Counted, count, extend
from .reading import Table, choice, day, expect, suggest, text, words
from .rules import NATIONAL, DutyRule, RuleError

LEVELS = ("new", "file", "dispatch", "handling", "lead_in", "any")
WHERES = ("any", "holder", "sender", "issuer", "sighted", "same_office")
FIELD_KINDS = (
    "text", "longtext", "date", "days", "choice", "bool", "code", "id", "office", "offices", "officer", "procedure",
    "ground", "paper", "paper_issued", "petitioner", "petitioner_new", "per_point", "per_point_date", "act",
)  # fmt: skip


class Opening(NamedTuple):
    """A duty that an act opens."""

    rule: str
    owes: str = "new"
    on: str = "new"
    due: str = ""
    procedure: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an act's form. `store` says whether it is a code of the act or words kept apart."""

    key: str
    kind: str
    required: bool
    store: str
    title: Words
    choices: tuple[str, ...] = ()
    max: int = 0


@dataclass(frozen=True, slots=True)
class ActSpec:
    """One kind of act: its basis, who may, where it is open, and what follows."""

    key: str
    title: Words
    provision: str
    certainty: str
    since: date
    until: date | None
    words: Words
    who: frozenset[str]
    where: str
    level: str
    frm: frozenset[str]
    pool: str
    to: str
    starts: str
    effect: str
    guards: tuple[str, ...]
    meets: tuple[str, ...]
    ends: tuple[str, ...]
    opens: tuple[Opening, ...]
    issues: str
    fields: tuple[Field, ...]
    quiet: bool
    closed: bool
    """Whether it is open after closing, too (R22 37(3): work goes on)."""


_REQUIRED = ("title", "provision", "certainty", "since", "zh", "en", "who", "where", "level", "fields")
_OPTIONAL = (
    "until", "from", "pool", "to", "starts", "effect", "guards", "meets", "ends", "opens", "issues", "quiet",
    "closed",
)  # fmt: skip


def parse_acts(table: Table, steps: Mapping[str, Any], rules: frozenset[str]) -> dict[str, ActSpec]:
    """Every act of one file; a step or a rule that does not exist is refused with file and line."""
    return {key: _act(key, table[key], steps, rules) for key in table}


def _act(key: str, row: Table, steps: Mapping[str, Any], rules: frozenset[str]) -> ActSpec:
    expect(row, _REQUIRED, _OPTIONAL, of=key)
    for name in (*row.get("from", ()), *([row["to"]] if "to" in row else ())):
        if name not in steps:
            row.fail(f"{key!r}: no step {name!r}{suggest(name, steps)}", "from" if "from" in row else "to")
    opens = tuple(_opening(item) for item in row.get("opens", ()))
    for rule in (*row.get("meets", ()), *row.get("ends", ()), *(o.rule for o in opens)):
        if rule not in rules:
            row.fail(f"{key!r}: no rule {rule!r}{suggest(rule, rules)}")
    return ActSpec(
        key=key,
        title=words(row, "title"),
        provision=text(row, "provision"),
        certainty=text(row, "certainty"),
        since=day(row, "since"),
        until=day(row, "until") if "until" in row else None,
        words=words(row),
        who=frozenset(row["who"]),
        where=choice(row, "where", WHERES),
        level=choice(row, "level", LEVELS),
        frm=frozenset(row.get("from", ())),
        pool=row.get("pool", "held"),
        to=row.get("to", ""),
        starts=row.get("starts", ""),
        effect=row.get("effect", "note"),
        guards=tuple(row.get("guards", ())),
        meets=tuple(row.get("meets", ())),
        ends=tuple(row.get("ends", ())),
        opens=opens,
        issues=row.get("issues", ""),
        fields=tuple(_field(item) for item in row["fields"]),
        quiet=row.get("quiet", "no") == "yes",
        closed=row.get("closed", "no") == "yes",
    )


def _opening(item: Any) -> Opening:
    if isinstance(item, str):
        return Opening(item)
    expect(item, ("rule",), ("owes", "on", "due", "due_of", "procedure", "points"))
    return Opening(
        rule=text(item, "rule"),
        owes=item.get("owes", "new"),
        on=item.get("on", "new"),
        due=item.get("due", item.get("due_of", "")),
        procedure=item.get("procedure", ""),
        points=item.get("points", ""),
    )


def _field(item: Table) -> Field:
    expect(item, ("key", "kind", "zh", "en"), ("required", "store", "choices", "max"))
    return Field(
        key=text(item, "key"),
        kind=choice(item, "kind", FIELD_KINDS),
        required=item.get("required", "no") == "yes",
        store=item.get("store", "codes"),
        title=words(item),
        choices=tuple(item.get("choices", ())),
        max=item.get("max", 0),
    )


class Law:
    """One edition of the rulebook, in one place."""

    def __init__(self, book: Rulebook, place: str = NATIONAL) -> None:
        self.book = book
        self.place = place
        self.edition = book.edition
        self.calendar = book.calendar
        self.steps: Table = book.table("steps")
        self.grounds: Table = book.table("grounds")
        self.papers: Mapping[str, Any] = book.table("papers")
        rules = frozenset(key for p in book.places for key in book.rule_keys(p))
        self.acts: dict[str, ActSpec] = {}
        for name in sorted(n for n in book.tables if n.startswith("acts_")):
            for key, spec in parse_acts(book.tables[name], self.steps, rules).items():
                if key in self.acts:
                    book.tables[name].fail(f"the act {key!r} is written twice", key)
                self.acts[key] = spec
        self.decided = frozenset(k for k, row in self.steps.items() if row.get("decided") == "yes")
        self._counts: dict[tuple[str, date], tuple[DutyRule, Counted | None] | None] = {}

    def counted(self, rule: str, start: date) -> tuple[DutyRule, Counted | None] | None:
        """The rule in force on the day that starts the period, and its count; None where no rule holds.

        The version is picked by the act that starts the period (law.md 1.8). A rule without a number
        (set by someone, or "promptly") has no count.
        """
        found = self._counts.get((rule, start), False)
        if found is False:
            found = self._counts[(rule, start)] = self._count(rule, start)
        return found  # type: ignore[return-value]

    def _count(self, rule: str, start: date) -> tuple[DutyRule, Counted | None] | None:
        try:
            version = self.book.rule(rule, start, self.place)
        except RuleError:
            return None
        measure = version.measure()
        if measure is None:
            return version, None
        return version, count(start, measure[0], measure[1], self.calendar, roll=version.roll)

    def extend(self, nominal: date, days: int) -> Counted:
        """The end of a period that is extended, counted from its nominal day."""
        return extend(nominal, days, self.calendar)

    def procedure_count(self, key: str, start: date) -> Counted | None:
        """The limit of another law's procedure from that day; None where that law sets none."""
        try:
            limit = self.book.procedure(key, start).decide
        except RuleError:
            return None
        return count(start, limit.length, limit.unit, self.calendar) if limit else None

    def in_force(self, key: str, on: date) -> ActSpec | None:
        """The act's table row, if that act exists on that day."""
        spec = self.acts.get(key)
        if spec is None or on < spec.since or (spec.until is not None and on > spec.until):
            return None
        return spec


@lru_cache(maxsize=32)
def law_of(book: Rulebook, place: str = NATIONAL) -> Law:
    """The law of a rulebook in a place; built once."""
    return Law(book, place)
