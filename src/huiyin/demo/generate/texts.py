"""What generated petitions and papers say, put together from our own invented sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FILE = Path(__file__).with_name("fragments.yaml")
MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
TOWN = "town"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a matter is about, and which office settles it by which procedure."""

    class1: str
    class2: str
    to: str
    course: str
    title: str
    words: dict[str, tuple[str, ...]]
    """Sentences by what they are for: tell, harm, ask, found, support, explain, decline, basis."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """The whole file, with marks turned into places for values."""

    openings: tuple[str, ...]
    befores: tuple[str, ...]
    closings: tuple[str, ...]
    enquiries: tuple[tuple[str, ...], ...]
    thanks: tuple[tuple[str, ...], ...]
    unclear: tuple[tuple[str, ...], ...]
    suggestions: tuple[tuple[str, ...], ...]
    accusations: tuple[tuple[str, ...], ...]
    refusals: tuple[tuple[str, ...], ...]
    subjects: tuple[Subject, ...]
    """Each as often as its weight says."""


@lru_cache(maxsize=1)
def fragments() -> Fragments:
    """The sentences."""
    with FILE.open(encoding="utf-8") as file:
        rows: dict[str, Any] = yaml.safe_load(file)
    simple: dict[str, Any] = {
        name: tuple(map(_marked, rows[name])) for name in ("openings", "befores", "closings")
    }
    lists: dict[str, Any] = {
        name: tuple(tuple(map(_marked, row)) for row in rows[name])
        for name in ("enquiries", "thanks", "unclear", "suggestions", "accusations", "refusals")
    }
    subjects = tuple(_subject(row) for row in rows["subjects"] for _ in range(row["weight"]))
    return Fragments(**simple, **lists, subjects=subjects)


def _marked(sentence: str) -> str:
    return sentence.replace("<", "{").replace(">", "}")


def _subject(row: dict[str, Any]) -> Subject:
    class1, class2 = row["class"]
    kinds = ("tell", "harm", "ask", "found", "support", "explain", "decline")
    words = {kind: tuple(map(_marked, row[kind])) for kind in kinds} | {"basis": (row["basis"],)}
    return Subject(class1, class2, row["to"], row["course"], row["title"], words)


def values(rng: Random, place: str) -> dict[str, str]:
    """What the marks of one petition stand for."""
    return {
        "place": place, "unit": str(rng.randint(1, 9)), "month": MONTHS[rng.randrange(12)], "days": str(rng.randint(3, 40)),
        "sum": str(rng.randint(2, 90) * 100), "house": str(rng.randint(3, 30)), "age": str(rng.randint(66, 88)),
    }  # fmt: skip


def petition(rng: Random, subject: Subject, marks: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The words of a claim, and its requests."""
    f, words = fragments(), subject.words
    asks = rng.sample(words["ask"], k=min(len(words["ask"]), rng.choice((1, 1, 1, 2, 2, 3))))
    parts = [
        rng.choice(f.openings), rng.choice(words["tell"]), rng.choice(words["harm"]), rng.choice(f.befores),
        f"请求：{'；'.join(asks)}。", rng.choice(f.closings),
    ]  # fmt: skip
    return "".join(parts).format_map(marks), tuple(ask.format_map(marks) for ask in asks)


def pick(rng: Random, subject: Subject, kind: str, marks: dict[str, str]) -> str:
    """One of a subject's sentences of a kind."""
    found = subject.words[kind]
    return rng.choice(found).format_map(marks) if found else ""
