"""The procedure's tables, read from the rulebook: which acts exist, where each is open, what follows.

`Law` is one edition in one place; it also keeps the counts it has made, since the same few starts recur.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from .earlier import parse_earlier
from .limits import limit_on, parse_limits
from .loader import Rulebook, Words, parts_of
from .periods import Counted, count, extend
from .reading import Table, choice, chosen, day, expect, suggest, text, words
from .rules import CERTAINTY_WORDS, NATIONAL, DutyRule, RuleError, in_force, in_order
from .versions import BEGINNING, stacked, with_place

LEVELS = (
    "new",
    "file",
    "dispatch",
    "handling",
    "lead_in",
    "ruling",
    "review",
    "re_review",
    "reviewing",
    "any",
)
WHERES = (
    "any",
    "holder",
    "sender",
    "issuer",
    "sighted",
    "same_office",
    "helper",
    "respondent",
    "dispatching",
)
POSTS = frozenset(
    {
        "registrar", "dispatcher", "handler", "section", "legal", "head", "leader", "petition_leader", "confidential",
        "archivist", "supervisor", "review", "committee", "director", "helper", "petitioner", "machine",
    }
)  # fmt: skip
"""Who may do an act: posts of an office that sees matters, petitioners, named machines."""
POOLS = ("held", "sent", "requested")
STARTS = ("dispatch", "handling", "lead_in", "ruling", "review", "re_review")
OWES = ("new", "to", "sender", "respondent", "holder")
FIELD_KINDS = (
    "text", "longtext", "date", "days", "choice", "bool", "code", "id", "office", "offices", "officer", "procedure",
    "ground", "paper", "paper_issued", "petitioner", "petitioner_new", "per_point", "per_point_date", "act", "count",
)  # fmt: skip


class Opening(NamedTuple):
    """A duty that an act opens."""

    rule: str
    owes: str = "new"
    on: str = "new"
    due: str = ""
    procedure: str = ""
    points: str = ""
    when: str = ""
    """A field that has to be ticked; with `unless` one that has to be left."""
    unless: str = ""


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
    only: str = ""
    """Where alone it is asked: `redo`, in dealing anew with what a review revoked; `late`, of a request out of time;
    `revoke`, where the committee resolved to revoke, and then it is needed."""


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
    files: bool
    """Whether it is open after closing, too (R22 37(3): work goes on)."""
    path: str = ""
    """The lawful path that it puts its points on."""
    exists: bool = True
    """False: the law of that time knew no such act, and the row says so."""
    source: str = ""
    at: frozenset[str] = frozenset()
    """Stages of a review in which it is open."""
    sets: str = ""
    """The stage that a review gets."""
    starts_if: str = ""
    """The outcome without which the act starts no proceeding."""

    def fits(self, kind: str) -> bool:
        """Whether it belongs to a proceeding of that kind; `reviewing` is review and re-review alike."""
        return self.level in ("any", kind) or (self.level == "reviewing" and kind in REVIEWS)

    def begins(self, codes: Mapping[str, Any]) -> bool:
        """Whether an act with these codes starts a proceeding."""
        if not self.starts_if:
            return bool(self.starts)
        return self.starts_if in codes.get("outcome", {}).values()


REVIEWS = ("review", "re_review")
"""Kinds of proceedings in which an opinion is looked at again (R22 35, 36)."""


_REQUIRED = ("title", "provision", "certainty", "since", "zh", "en", "who", "where", "level", "fields")
_OPTIONAL = (
    "until", "from", "pool", "to", "starts", "effect", "guards", "meets", "ends", "opens", "issues", "quiet",
    "closed", "files", "path", "none", "at", "sets", "starts_if",
)  # fmt: skip


def parse_acts(
    table: Mapping[str, list[Table]],
    steps: Mapping[str, Any],
    stages: Mapping[str, Any],
    rules: frozenset[str],
) -> dict[str, tuple[ActSpec, ...]]:
    """Every act in its versions; a step, stage or rule that does not exist is refused with file and line."""
    return {
        key: in_order(key, [_act(key, row, steps, stages, rules) for row in rows])
        for key, rows in table.items()
    }


def _act(
    key: str, row: Table, steps: Mapping[str, Any], stages: Mapping[str, Any], rules: frozenset[str]
) -> ActSpec:
    expect(row, _REQUIRED, _OPTIONAL, of=key)
    for name in (*row.get("from", ()), *([row["to"]] if "to" in row else ())):
        if name not in steps:
            row.fail(f"{key!r}: no step {name!r}{suggest(name, steps)}", "from" if "from" in row else "to")
    fields = tuple(_field(item) for item in row["fields"])
    opens = tuple(_opening(item, {f.key for f in fields}) for item in row.get("opens", ()))
    for rule in (*row.get("meets", ()), *row.get("ends", ()), *(o.rule for o in opens)):
        if rule not in rules:
            row.fail(f"{key!r}: no rule {rule!r}{suggest(rule, rules)}")
    return ActSpec(
        key=key,
        title=words(row, "title"),
        provision=text(row, "provision"),
        certainty=choice(row, "certainty", CERTAINTY_WORDS),
        since=day(row, "since"),
        until=day(row, "until") if "until" in row else None,
        words=words(row),
        who=frozenset(chosen(row, "who", POSTS)),
        where=choice(row, "where", WHERES),
        level=choice(row, "level", LEVELS),
        frm=frozenset(row.get("from", ())),
        pool=choice(row, "pool", POOLS) if "pool" in row else "held",
        to=row.get("to", ""),
        starts=choice(row, "starts", STARTS) if "starts" in row else "",
        effect=row.get("effect", "note"),
        guards=tuple(row.get("guards", ())),
        meets=tuple(row.get("meets", ())),
        ends=tuple(row.get("ends", ())),
        opens=opens,
        issues=row.get("issues", ""),
        fields=fields,
        quiet=row.get("quiet", "no") == "yes",
        closed=row.get("closed", "no") == "yes",
        files=row.get("files", "no") == "yes",
        path=row.get("path", ""),
        exists=row.get("none", "no") != "yes",
        source=row.at(),
        at=frozenset(chosen(row, "at", stages)),
        sets=choice(row, "sets", stages) if "sets" in row else "",
        starts_if=row.get("starts_if", ""),
    )


def _opening(item: Any, fields: set[str]) -> Opening:
    if isinstance(item, str):
        return Opening(item)
    expect(item, ("rule",), ("owes", "on", "due", "due_of", "procedure", "points", "when", "unless"))
    for key in ("due", "due_of", "procedure", "when", "unless"):
        if key in item:
            choice(item, key, fields)
    for key, allowed in (("owes", OWES), ("on", ("new", "this", "sender")), ("points", ("supported",))):
        if key in item:
            choice(item, key, allowed)
    return Opening(
        rule=text(item, "rule"),
        owes=item.get("owes", "new"),
        on=item.get("on", "new"),
        due=item.get("due", item.get("due_of", "")),
        procedure=item.get("procedure", ""),
        points=item.get("points", ""),
        when=item.get("when", ""),
        unless=item.get("unless", ""),
    )


def _field(item: Table) -> Field:
    expect(item, ("key", "kind", "zh", "en"), ("required", "store", "choices", "max", "only"))
    return Field(
        key=text(item, "key"),
        kind=choice(item, "kind", FIELD_KINDS),
        required=item.get("required", "no") == "yes",
        store=choice(item, "store", ("codes", "words")) if "store" in item else "codes",
        title=words(item),
        choices=tuple(item.get("choices", ())),
        max=item.get("max", 0),
        only=choice(item, "only", ("redo", "late", "revoke")) if "only" in item else "",
    )


class Law:
    """One edition of the rulebook, in one place."""

    def __init__(self, book: Rulebook, place: str = NATIONAL) -> None:
        self.book = book
        self.place = place
        self.edition = book.edition
        self.calendar = book.calendar
        self.steps: Table = book.table("steps")
        self._papers = self._stack("papers")
        self._grounds = self._stack("grounds")
        self.papers: Mapping[str, Any] = _newest(self._papers)
        self.grounds: Mapping[str, Any] = _newest(self._grounds)
        self.stages: Table = book.table("stages")
        self.limits = parse_limits(book.table("limits"))
        self.earlier = parse_earlier(book.table("earlier"))
        rules = frozenset(key for p in book.places for key in book.rule_keys(p))
        self.versions = parse_acts(self._stack("acts"), self.steps, self.stages, rules)
        """Every act in its versions, the oldest first."""
        self.acts: dict[str, ActSpec] = {key: found[-1] for key, found in self.versions.items()}
        self.decided = frozenset(k for k, row in self.steps.items() if row.get("decided") == "yes")
        self._acts: dict[tuple[str, date], ActSpec | None] = {}
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

    def _stack(self, name: str) -> dict[str, list[Table]]:
        """A table with its earlier versions, and with what the places above and this place lay over it."""
        found = stacked(parts_of(self.book.tables, name))
        for one in reversed(self.book.chain(self.place)):
            for part in parts_of(self.book.overlays.get(one, {}), name):
                found = with_place(found, part)
        return found

    def limit(self, key: str, on: date) -> int:
        """A limit that is a number on that day; one that has ended, or is none, limits nothing."""
        found = limit_on(self.limits, key, on)
        return found.value if found else sys.maxsize

    def in_force(self, key: str, on: date) -> ActSpec | None:
        """The act's row of that day, if there is such an act then."""
        found = self._acts.get((key, on), False)
        if found is False:
            spec = in_force(self.versions.get(key, ()), on)
            found = self._acts[key, on] = spec if spec is not None and spec.exists else None
        return found  # type: ignore[return-value]

    def acts_on(self, on: date) -> Iterator[ActSpec]:
        """Every act that exists on a day, in the order of the tables."""
        for key in self.versions:
            spec = self.in_force(key, on)
            if spec is not None:
                yield spec

    def paper(self, key: str, on: date) -> Table | None:
        """The row of a paper as it was on a day."""
        return _row_on(self._papers.get(key, []), on)

    def ground(self, key: str, on: date) -> Table | None:
        """A ground of refusal, if it was one for what was received on that day."""
        return _row_on(self._grounds.get(key, []), on)

    def grounds_on(self, on: date) -> dict[str, Table]:
        """The closed list of grounds of a day."""
        return _on(self._grounds, on)

    def supervision_on(self, on: date) -> dict[str, Table]:
        """The grounds of a day on which a petition department supervises (R05 36(1), R22 40(1))."""
        return _on(self._stack("supervision"), on)


def _on(table: Mapping[str, list[Table]], on: date) -> dict[str, Table]:
    found = {key: _row_on(rows, on) for key, rows in table.items()}
    return {key: row for key, row in found.items() if row is not None}


def _newest(table: Mapping[str, list[Table]]) -> dict[str, Table]:
    return {key: rows[0] for key, rows in table.items()}


def _row_on(rows: list[Table], on: date) -> Table | None:
    for row in rows:
        if row.get("since", BEGINNING) <= on <= row.get("until", date.max):
            return None if row.get("none") == "yes" else row
    return None


@lru_cache(maxsize=32)
def law_of(book: Rulebook, place: str = NATIONAL) -> Law:
    """The law of a rulebook in a place; built once."""
    return Law(book, place)
