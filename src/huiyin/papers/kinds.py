"""The kinds of paper, read from the rulebook (papers.yaml and paper_values.yaml).

A kind says to whom a paper goes, in which format, under which number word, through which steps, and of which
parts it is made: parts that people write, and computed values that the system writes and nobody types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from huiyin.register.law import place
from huiyin.statute.law import Law, law_of
from huiyin.statute.loader import Rulebook, Words, load
from huiyin.statute.reading import Table, choice, day, expect, rows, text, words

Required = Literal["yes", "no", "per_point", "per_point_if_any"]

TO = ("petitioner", "office", "internal")
FORMATS = ("letter", "report", "slip", "form")
STEPS = ("draft", "check", "sign")
PART_KINDS = ("text", "date", "office", "list", "points", "days", "choice")
VALUE_KINDS = ("text", "date", "days", "number", "office", "choice", "flag", "list", "rows")
REQUIRED = ("yes", "no", "per_point", "per_point_if_any")

_KIND_KEYS = (
    "title", "to", "format", "number_word", "steps", "signed_by", "remedy", "provision", "certainty", "since",
    "zh", "en", "cites", "computed", "computed_if_any", "parts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paper: a field to fill in, or a value that the system computes."""

    key: str
    label: Words
    kind: str
    """text, date, office, list, points, days, choice; or computed."""
    form: str
    """How the value is written: the kind itself, and for computed values what paper_values.yaml says."""
    required: Required
    help: Words | None
    provision: str
    """The provision that asks for this part by name, else empty."""
    choices: Mapping[str, str]
    """For a choice: what is printed for each value."""
    fields: tuple[str, ...]
    """For rows: the keys of each row."""
    only: Mapping[str, tuple[str, ...]]
    """Needed only where the same point has one of these values, such as outcome support."""
    along: str = ""
    """Needed wherever this computed value is there."""

    @property
    def computed(self) -> bool:
        """Whether the system writes it."""
        return self.kind == "computed"

    @property
    def per_point(self) -> bool:
        """Whether there is one for each point, kept in the point."""
        return self.required in ("per_point", "per_point_if_any")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper."""

    key: str
    title: Words
    to: str
    format: str
    number_word: str
    steps: tuple[str, ...]
    signed_by: frozenset[str]
    remedy: bool
    """Whether it must say where and until when a review can be asked for."""
    provision: str
    certainty: str
    since: date
    words: Words
    cites: Mapping[str, str]
    parts: tuple[Part, ...]
    says: Mapping[str, str] = field(default_factory=dict)
    """Turns of phrase that the law in force gives this paper, by name: those of 2005 are not those of 2022."""
    to_untold: bool = False
    """Whether it goes to those only who were told a day that a correction has moved since."""

    def part(self, key: str) -> Part:
        """A part by its key."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(f"{self.key} has no part {key!r}")

    @property
    def written(self) -> tuple[Part, ...]:
        """The parts that people write: the fields of its form."""
        return tuple(p for p in self.parts if not p.computed)


def kinds(book: Rulebook | None = None) -> Mapping[str, Kind]:
    """Every kind of paper of a rulebook, else of the one in use."""
    return kinds_in(book or load(), place())


def kind(key: str, book: Rulebook | None = None, on: date | None = None) -> Kind:
    """One kind of paper, with the provisions of a day; an unknown key is a KeyError that names the known ones."""
    known = kinds(book)
    if key not in known:
        raise KeyError(f"no paper {key!r}: known are {', '.join(known)}")
    row = law_of(book or load(), place()).paper(key, on) if on else None
    if row is None:
        return known[key]
    return replace(
        known[key], provision=row["provision"], certainty=row["certainty"], words=words(row), cites=dict(row["cites"]),
        since=row["since"], says=dict(row.get("says", {})),
    )  # fmt: skip


@lru_cache(maxsize=8)
def kinds_in(book: Rulebook, where: str) -> Mapping[str, Kind]:
    """Every kind of paper in a place; a row that is not well written is refused with file and line."""
    law = law_of(book, where)
    table, values = law.papers, _with_grounds(book.table("paper_values"), law)
    found = {key: _kind(key, table[key], values) for key in table}
    used: dict[str, str] = {}
    for k in found.values():
        if k.number_word in used:
            table[k.key].fail(f"{k.key} and {used[k.number_word]} share the number word {k.number_word!r}")
        used[k.number_word] = k.key
    return found


def _with_grounds(values: Table, law: Law) -> Table:
    """The values, the grounds of refusal among them as the rulebook and the place have them."""
    if "ground" in values:
        row = values["ground"]
        titled = Table({**row, "choices": {key: row["title"]["zh"] for key, row in law.grounds.items()}})
        titled.file, titled.line, titled.lines = row.file, row.line, row.lines
        values["ground"] = titled
    return values


def _kind(key: str, row: Any, values: Table) -> Kind:
    expect(row, _KIND_KEYS, ("tells", "addressed", "until", "says"), of=key)
    parts = [_part(item) for item in row["parts"]]
    parts += [_value(name, "yes", row, values) for name in row["computed"]]
    parts += [_value(name, "no", row, values) for name in row["computed_if_any"]]
    names = [p.key for p in parts]
    for name in names:
        if names.count(name) > 1:
            row.fail(f"{key!r} names the part {name!r} twice")
    for part in parts:
        if part.along and part.along not in (*row["computed"], *row["computed_if_any"]):
            row.fail(f"{key!r}: {part.key} goes with {part.along!r}, which is no computed value of it")
    for step in row["steps"]:
        if step not in STEPS:
            row.fail(f"{key!r}: no step {step!r}", "steps")
    return Kind(
        key=key,
        title=words(row, "title"),
        to=choice(row, "to", TO),
        format=choice(row, "format", FORMATS),
        number_word=text(row, "number_word"),
        steps=tuple(row["steps"]),
        signed_by=frozenset(row["signed_by"]),
        remedy=choice(row, "remedy", ("review", "no")) == "review",
        provision=text(row, "provision"),
        certainty=text(row, "certainty"),
        since=day(row, "since"),
        words=words(row),
        cites=dict(row["cites"]),
        parts=tuple(parts),
        says=dict(row.get("says", {})),
        to_untold=row.get("addressed") == "untold",
    )


def _part(row: Table) -> Part:
    expect(row, ("key", "kind", "required", "zh", "en", "help"), ("provision", "choices", "only", "with"))
    form = choice(row, "kind", PART_KINDS)
    required = choice(row, "required", REQUIRED)
    if (form == "choice") != ("choices" in row):
        row.fail(f"{row['key']!r}: choices belong to kind choice")
    return Part(
        key=text(row, "key"),
        label=words(row),
        kind=form,
        form=form,
        required=required,  # type: ignore[arg-type]
        help=words(row, "help"),
        provision=row.get("provision", ""),
        choices=dict(row.get("choices", {})),
        fields=(),
        only={key: tuple(allowed) for key, allowed in row.get("only", {}).items()},
        along=row.get("with", ""),
    )


def _value(name: str, required: Required, row: Table, values: Table) -> Part:
    if name not in values:
        row.fail(f"no computed value {name!r} in paper_values.yaml")
    found = expect(values[name], ("zh", "en", "as"), ("each", "choices", "fields"))
    form = choice(found, "as", VALUE_KINDS)
    if "each" in found:
        required = "per_point" if required == "yes" else "per_point_if_any"
    return Part(
        key=name,
        label=words(found),
        kind="computed",
        form=form,
        required=required,
        help=None,
        provision="",
        choices=dict(found.get("choices", {})),
        fields=tuple(rows(found, "fields")) if form == "rows" else (),
        only={},
    )
