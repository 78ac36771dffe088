"""The rulebook of a day on one sheet: each entry with its words, its length, its article and how sure we are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from .law import Law
from .periods import UNIT_WORDS, Unit
from .reading import Words
from .rules import CERTAINTY_WORDS, DutyRule, RuleError

_UNNUMBERED = {
    "set": Words("由有权的机关指定日期", "a day that somebody sets"),
    "prompt": Words("及时（没有写日数）", "promptly (no days in the text)"),
    "at_once": Words("立即（没有写日数）", "at once (no days in the text)"),
}
_KINDS = {
    "option": Words("可以办，到期失效", "may be done until then"),
    "window": Words("信访人的申请期", "the petitioner's own time"),
    "rest": Words("等待期", "a period that has to run"),
}


class Entry(NamedTuple):
    """One thing that the rulebook says on a day."""

    title: Words
    says: Words
    """The length of time, where it is about time."""
    words: Words
    provision: str
    certainty: Words
    place: str
    letter: str = ""
    """How sure we are, as the rulebook writes it."""
    kind: str = ""
    """Of what is about time: duty, option, window, rest."""


class Difference(NamedTuple):
    """What one day or edition says otherwise than another; None where it has no such entry."""

    key: str
    before: Entry | None
    after: Entry | None


Sheet = dict[str, dict[str, Entry]]
"""By section (`duties`, `acts`, `papers`, `grounds`, `supervision`, `receivers`), then by key."""


def sheet(law: Law, on: date) -> Sheet:
    """Everything in force in a place on a day."""
    return {
        "duties": dict(_duties(law, on)),
        "acts": {s.key: Entry(s.title, Words("", ""), s.words, s.provision, _sure(s.certainty), "", s.certainty) for s in law.acts_on(on)},
        "papers": {key: _row(row) for key in law.papers if (row := law.paper(key, on)) is not None},
        "grounds": {key: _row(row) for key, row in law.grounds_on(on).items()},
        "supervision": {key: _row(row) for key, row in law.supervision_on(on).items()},
        "receivers": {key: _row(row) for key, row in law.book.table("receivers").items() if row["since"] <= on},
    }  # fmt: skip


def differences(before: Sheet, after: Sheet) -> dict[str, list[Difference]]:
    """What changed, by section, in the order of the tables; sections in which nothing changed are left out."""
    found = {}
    for name, now in after.items():
        was = before.get(name, {})
        keys = dict.fromkeys((*was, *now))
        changed = [
            Difference(key, was.get(key), now.get(key)) for key in keys if was.get(key) != now.get(key)
        ]
        if changed:
            found[name] = changed
    return found


def _duties(law: Law, on: date) -> Iterator[tuple[str, Entry]]:
    for key in law.book.rule_keys(law.place):
        try:
            rule = law.book.rule(key, on, law.place)
        except RuleError:
            continue
        said = Entry(
            rule.title,
            _says(rule),
            rule.words,
            rule.provision,
            _sure(rule.certainty),
            _called(law, rule.place),
            rule.certainty,
            rule.kind,
        )
        yield key, said


def _says(rule: DutyRule) -> Words:
    measure = rule.measure()
    said = _UNNUMBERED.get(rule.unit, Words("", "")) if measure is None else _long(*measure)
    kind = _KINDS.get(rule.kind)
    return Words(f"{said.zh}，{kind.zh}", f"{said.en}, {kind.en}") if kind else said


def _long(length: int, unit: Unit) -> Words:
    zh, one, many = UNIT_WORDS[unit]
    return Words(f"{length}{zh}", f"{length} {one if length == 1 else many}")


def _called(law: Law, place: str) -> str:
    title = law.book.about(place).get("title")
    return title["zh"] if title else ("" if place == "national" else place)


def _sure(certainty: str) -> Words:
    return CERTAINTY_WORDS.get(certainty, Words(certainty, certainty))


def _row(row: Mapping[str, Any]) -> Entry:
    title = Words(row["title"]["zh"], row["title"]["en"])
    words = Words(row["zh"], row["en"]) if "zh" in row else title
    return Entry(title, Words("", ""), words, row["provision"], _sure(row["certainty"]), "", row["certainty"])
