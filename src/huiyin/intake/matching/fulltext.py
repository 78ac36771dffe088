"""The full-text index: which files hold which pairs of characters, for words and phrases of any length.

It narrows the search to few files; whether a phrase really stands there, and where, is read in the words
themselves, which only the caller's right to read a file opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from huiyin.intake.matching.masking import masked
from huiyin.intake.matching.shingles import Hashed, distinct
from huiyin.intake.matching.store import Store, holding

PAIR = 2
AROUND, MOST_PASSAGES, MOST_TERMS, MOST_PAIRS = 24, 3, 8, 200
_BETWEEN = re.compile(r"[^\w]+")
_CHINESE_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])")
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
"""Folding to one width makes marks narrow; among Chinese characters they are shown wide, as they were written."""
_TERM = re.compile(r"[\"“”「]([^\"“”「」]+)[\"“”」]|([^\s\"“”「」]+)")


def folded(text: str) -> str:
    """Text as it is searched: one width, small letters, numbers of persons masked, marks as single spaces."""
    return _BETWEEN.sub(" ", masked(text).lower())


def terms(typed: str) -> tuple[str, ...]:
    """What is asked for: words between spaces, phrases between quotation marks. One character finds nothing."""
    found = [term for _written, term in _asked(typed)]
    return tuple(dict.fromkeys(term for term in found if len(term) >= PAIR))[:MOST_TERMS]


def left_out(typed: str) -> tuple[str, ...]:
    """What is asked for and not sought, as written: single characters, numbers of persons, too many terms."""
    sought = terms(typed)
    return tuple(dict.fromkeys(written for written, term in _asked(typed) if term not in sought))


def _asked(typed: str) -> list[tuple[str, str]]:
    """Each term as written, and as it is searched; marks alone are none."""
    said = (quoted or plain for quoted, plain in _TERM.findall(typed))
    return [(one, folded(one).strip()) for one in said if any(c.isalnum() for c in one)]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text, cut where something that was asked for begins and ends."""

    parts: tuple[tuple[str, bool], ...]

    @property
    def terms(self) -> frozenset[str]:
        """What of it stands here."""
        return frozenset(folded(part) for part, here in self.parts if here)


def stand_in(text: str, wanted: Iterable[str]) -> bool:
    """Whether all terms stand in the text."""
    flat = folded(text)
    return all(term in flat for term in wanted)


def passages(text: str, wanted: Sequence[str], most: int = MOST_PASSAGES) -> list[Passage]:
    """Where the terms stand in the text, with some words around; [] if none of them does.

    Sought in the folded text, shown as it was written, numbers of persons masked."""
    if not any(term in folded(text) for term in wanted):
        return []
    written = _CHINESE_MARK.sub(lambda mark: mark.group().translate(_WIDE), masked(text))
    flat, places = _aligned(written)
    pattern = re.compile("|".join(re.escape(term) for term in sorted(wanted, key=len, reverse=True)))
    found: list[Passage] = []
    until = -1
    for hit in pattern.finditer(flat):
        if hit.start() < until or len(found) == most:
            continue
        at, until = max(0, until, hit.start() - AROUND), min(len(flat), hit.end() + AROUND)
        parts: list[tuple[str, bool]] = []
        for inner in pattern.finditer(flat, at, until):
            parts += [
                (written[places[at] : places[inner.start()]], False),
                (written[places[inner.start()] : places[inner.end() - 1] + 1], True),
            ]
            at = inner.end()
        found.append(Passage((*parts, (written[places[at - 1] + 1 : places[until]], False))))
    return found


def _aligned(written: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters, and for its end, where it stands in what was written."""
    lower = "".join(small if len(small := one.lower()) == 1 else one for one in written)
    flat: list[str] = []
    places: list[int] = []
    last = 0
    for gap in _BETWEEN.finditer(lower):
        flat += [lower[last : gap.start()], " "]
        places += [*range(last, gap.start()), gap.start()]
        last = gap.end()
    return "".join([*flat, lower[last:]]), [*places, *range(last, len(lower) + 1)]


@dataclass(frozen=True)
class FullText:
    """The index of one installation."""

    path: Path
    salt: int

    @property
    def store(self) -> Store:
        """The file it lies in."""
        return Store(self.path)

    def files(self, wanted: Iterable[str]) -> list[int]:
        """Files that hold every pair of characters of all terms, the newest first. Raises `Lost`."""
        pairs = np.unique(self.pairs(list(wanted))[1])[:MOST_PAIRS]
        with self.store.opened() as db:
            found: list[int] = holding(db, pairs)[::-1].tolist()
        return found

    def add(self, file: int, text: str) -> None:
        """One text more of a file."""
        self.store.add(file, self.pairs([text])[1])

    def pairs(self, texts: Sequence[str]) -> Hashed:
        """Pairs inside words and phrases, by the text's place: a mark between two characters parts them."""
        return distinct([folded(text) for text in texts], PAIR, self.salt)
