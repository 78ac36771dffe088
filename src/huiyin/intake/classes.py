"""Classes of content (内容分类), read strictly from the rulebook: a mistake is named with file and line.

What is stored with a matter are the Chinese words of both levels, as they were when it was registered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from huiyin.statute.loader import Rulebook, Words
from huiyin.statute.reading import Table, choice, day, expect, text, words

CERTAINTY = ("A", "B", "C", "M", "I", "H")
CODE = re.compile(r"[0-9]{6}")
"""The national shape: two digits a level, 2+2+2 (law.md 4: only 990000, other, is known)."""
LONGEST = 30  # characters; the columns hold no more


@dataclass(frozen=True, slots=True)
class Second:
    """A class of the second level."""

    key: str
    title: Words
    certainty: str
    code: str
    sent_by: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """A class of the first level with those under it."""

    key: str
    title: Words
    provision: str
    certainty: str
    since: date
    until: date | None
    second: tuple[Second, ...]
    code: str
    sent_by: str = ""
    """The provision that decides where its matters go, whatever a remit says; empty: remits do."""

    def holds(self, on: date) -> bool:
        """Whether it may be chosen on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


def parse(table: Table) -> tuple[First, ...]:
    """Every class of the file; names given twice are refused, since the words are what is stored."""
    found = tuple(_first(key, table[key]) for key in table)
    seen: set[str] = set()
    for one in found:
        if one.title.zh in seen:
            table.fail(f"the class {one.title.zh!r} is written twice", one.key)
        seen.add(one.title.zh)
        codes = [one.code, *(s.code for s in one.second)]
        if len({*codes, *seen}) < len(codes) + len(seen) or any(c[:2] != one.code[:2] for c in codes):
            table.fail(f"the codes under {one.code} are not its own, or given twice", one.key)
        seen.update(codes)
    return found


def _code(row: Table) -> str:
    found = text(row, "code")
    if not CODE.fullmatch(found):
        row.fail("six digits, two a level", "code")
    return found


def _first(key: str, row: Table) -> First:
    expect(row, ("title", "code", "provision", "certainty", "since"), ("until", "second", "sent_by"), of=key)
    under = expect(row["second"], (), tuple(row["second"]), of=key) if "second" in row else Table()
    second = tuple(_second(k, under[k]) for k in under)
    if len({s.title.zh for s in second}) < len(second):
        row.fail(f"{key!r}: two classes of the second level have the same words", "second")
    return First(
        key, _short(row), text(row, "provision"), choice(row, "certainty", CERTAINTY), day(row, "since"),
        day(row, "until") if "until" in row else None, second, _code(row), _sent_by(row),
    )  # fmt: skip


def _second(key: str, row: Table) -> Second:
    expect(row, ("zh", "en", "certainty", "code"), ("sent_by",), of=key)
    title = words(row)
    if len(title.zh) > LONGEST:
        row.fail(f"{key!r}: at most {LONGEST} characters", "zh")
    return Second(key, title, choice(row, "certainty", CERTAINTY), _code(row), _sent_by(row))


def _sent_by(row: Table) -> str:
    return text(row, "sent_by") if "sent_by" in row else ""


def _short(row: Table) -> Words:
    title = words(row, "title")
    if len(title.zh) > LONGEST:
        row.fail(f"at most {LONGEST} characters", "title")
    return title


@lru_cache(maxsize=8)
def classes(book: Rulebook) -> tuple[First, ...]:
    """The classes of a rulebook, read once."""
    return parse(book.tables["classes"]) if "classes" in book.tables else ()


def on(book: Rulebook, day_: date) -> tuple[First, ...]:
    """The classes that may be chosen on that day."""
    return tuple(one for one in classes(book) if one.holds(day_))
