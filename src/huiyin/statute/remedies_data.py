"""The tables of lawful paths, read from the rulebook: the Guide's lists, situations, topics, channels, outcomes.

A mistake is named with file and line: a way that leads nowhere, a list without a situation, a word unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .law import Law
from .loader import Rulebook
from .reading import Table, choice, day, expect, text, words
from .reading import Words as Words
from .rules import NOWHERE, Finder, finder

PETITION_ENDS = ("29", "30", "31[6]")
"""Ends that are dealt with as a petition: a suggestion, an accusation, the petition procedure."""
GROUPS = ("court", "organ", "other")
NATURES = ("litigation", "hot", "public", "major")
ACTS = ("transfer", "assign", "reply", "keep_on_file")


@dataclass(frozen=True, slots=True)
class Route:
    """One item of the Guide's lists: what sort of matter, and the procedures it stands for."""

    key: str
    title: Words
    group: str
    provision: str
    words: Words
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a situation, and why."""

    to: str
    words: Words

    @property
    def procedure(self) -> str:
        """The other law's procedure; empty where it is dealt with as a petition."""
        return "" if self.to in PETITION_ENDS else self.to


@dataclass(frozen=True, slots=True)
class Situation:
    """In what people come, and the ways out in the order to think of them."""

    key: str
    topic: str
    title: Words
    routes: tuple[str, ...]
    classes: tuple[str, ...]
    signs: tuple[str, ...]
    ways: tuple[Way, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Topic:
    """What the public guide asks first."""

    key: str
    title: Words
    words: Words


@dataclass(frozen=True, slots=True)
class Channel:
    """Where the Guide sends what comes in by a channel."""

    key: str
    channels: tuple[str, ...]
    purposes: tuple[str, ...]
    natures: tuple[str, ...]
    repeat: str
    act: str
    office: Finder
    watched: Finder
    provision: str
    certainty: str
    words: Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a point that has another path: the act, and what follows from it."""

    key: str
    title: Words
    act: str
    provision: str
    words: Words


@dataclass(frozen=True)
class Remedies:
    """All tables of one rulebook."""

    routes: dict[str, Route]
    situations: dict[str, Situation]
    topics: dict[str, Topic]
    channels: tuple[Channel, ...]
    outcomes: dict[str, Outcome]
    bring: dict[str, Words]


@lru_cache(maxsize=16)
def remedies(book: Rulebook) -> Remedies:
    """The tables of a rulebook, read once and checked against each other."""
    routes = {k: _route(k, row, book) for k, row in book.table("routes").items()}
    topics = {k: _topic(row, k) for k, row in book.table("topics").items()}
    found = {k: _situation(k, row, book, routes, topics) for k, row in book.table("situations").items()}
    channels = tuple(_channel(k, row) for k, row in book.table("channels").items())
    outcomes = {k: _outcome(k, row) for k, row in book.table("outcomes").items()}
    bring = {k: words(row) for k, row in book.table("bring").items()}
    return Remedies(routes, found, topics, channels, outcomes, bring)


def of(law: Law) -> Remedies:
    """The tables of a law's rulebook."""
    return remedies(law.book)


def _known(row: Table, key: str, among: object, of_: str) -> tuple[str, ...]:
    """Keys that all exist."""
    found = tuple(row.get(key, ()))
    for one in found:
        if one not in among:  # type: ignore[operator]
            row.fail(f"{of_!r}: there is no {one!r}", key)
    return found


def _route(key: str, row: Table, book: Rulebook) -> Route:
    expect(
        row,
        ("title", "group", "provision", "certainty", "since", "zh", "en", "procedures"),
        ("until",),
        of=key,
    )
    return Route(
        key,
        words(row, "title"),
        choice(row, "group", GROUPS),
        text(row, "provision"),
        words(row),
        _known(row, "procedures", book.procedures, key),
    )


def _topic(row: Table, key: str) -> Topic:
    expect(row, ("title", "zh", "en"), of=key)
    return Topic(key, words(row, "title"), words(row))


def _situation(
    key: str, row: Table, book: Rulebook, routes: dict[str, Route], topics: dict[str, Topic]
) -> Situation:
    expect(row, ("topic", "title", "since", "ways"), ("routes", "classes", "words"), of=key)
    ways = []
    for one in row["ways"]:
        expect(one, ("to", "zh", "en"), of=key)
        if one["to"] not in PETITION_ENDS and one["to"] not in book.procedures:
            one.fail(f"{key!r}: no procedure {one['to']!r}", "to")
        ways.append(Way(one["to"], words(one)))
    return Situation(
        key,
        choice(row, "topic", topics),
        words(row, "title"),
        _known(row, "routes", routes, key),
        tuple(row.get("classes", ())),
        tuple(row.get("words", ())),
        tuple(ways),
        day(row, "since"),
    )


def _channel(key: str, row: Table) -> Channel:
    expect(
        row,
        ("purposes", "act", "provision", "certainty", "zh", "en"),
        ("channels", "natures", "repeat", "office", "watched"),
        of=key,
    )
    return Channel(
        key,
        tuple(row.get("channels", ())),
        tuple(row["purposes"]),
        _known(row, "natures", NATURES, key),
        row.get("repeat", ""),
        choice(row, "act", ACTS),
        finder(row["office"]) if "office" in row else NOWHERE,
        finder(row["watched"]) if "watched" in row else NOWHERE,
        text(row, "provision"),
        text(row, "certainty"),
        words(row),
    )


def _outcome(key: str, row: Table) -> Outcome:
    expect(row, ("title", "act", "provision", "certainty", "zh", "en"), of=key)
    return Outcome(key, words(row, "title"), text(row, "act"), text(row, "provision"), words(row))
