"""The full-text index: which files hold which pairs of characters, for words and phrases of any length.

It narrows the search to few files; whether a phrase really stands there, and where, is read in the words
themselves, which only the caller's right to read a file opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from huiyin.intake.matching.masking import masked
from huiyin.intake.matching.shingles import Hashes, runs
from huiyin.intake.matching.store import Store

PAIR = 2
AROUND, MOST_PASSAGES, MOST_TERMS = 24, 3, 8
_BETWEEN = re.compile(r"[^\w]+")
_TERM = re.compile(r"[\"“”「]([^\"“”「」]+)[\"“”」]|([^\s\"“”「」]+)")


def folded(text: str) -> str:
    """Text as it is searched: one width, small letters, numbers of persons masked, marks as single spaces."""
    return _BETWEEN.sub(" ", masked(text).lower())


def terms(typed: str) -> tuple[str, ...]:
    """What is asked for: words between spaces, phrases between quotation marks. One character finds nothing."""
    found = [folded(quoted or plain).strip() for quoted, plain in _TERM.findall(typed)]
    return tuple(dict.fromkeys(term for term in found if len(term) >= PAIR))[:MOST_TERMS]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text, cut where something that was asked for begins and ends."""

    parts: tuple[tuple[str, bool], ...]


def passages(text: str, wanted: Iterable[str], most: int = MOST_PASSAGES) -> list[Passage]:
    """Where the terms stand in the text, with some words around; [] if one of them does not stand there."""
    flat = folded(text)
    asked = [term for term in wanted if term]
    if not asked or not all(term in flat for term in asked):
        return []
    pattern = re.compile("|".join(re.escape(term) for term in sorted(asked, key=len, reverse=True)))
    found: list[Passage] = []
    until = -1
    for hit in pattern.finditer(flat):
        if hit.start() < until or len(found) == most:
            continue
        start, until = max(0, until, hit.start() - AROUND), hit.end() + AROUND
        piece, at = flat[start:until], 0
        parts: list[tuple[str, bool]] = []
        for inner in pattern.finditer(piece):
            parts += [(piece[at : inner.start()], False), (inner.group(), True)]
            at = inner.end()
        found.append(Passage((*parts, (piece[at:], False))))
    return found


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
        pairs = np.unique(np.concatenate([self._pairs(term) for term in wanted] or [np.zeros(0, np.uint32)]))
        if not len(pairs):
            return []
        one = "select file from run where hash = ?"
        with self.store.opened() as db:
            rows = db.execute(" intersect ".join([one] * len(pairs[:200])), pairs[:200].tolist())
            return sorted((file for (file,) in rows), reverse=True)

    def add(self, file: int, text: str) -> None:
        """One text more of a file."""
        self.store.add(file, self._pairs(text))

    def build(self, texts: Iterable[tuple[int, str]], **facts: str) -> Iterator[int]:
        """The whole index anew; gives how many texts are in so far."""
        return self.store.build(texts, self._pairs, np.zeros(0, np.uint32), **facts)

    def _pairs(self, text: str) -> Hashes:
        """Pairs inside words and phrases: a mark between two characters parts them."""
        flat = folded(text)
        found = runs(flat, PAIR, self.salt)
        if not len(found):
            return found
        blank = np.frombuffer(flat.encode("utf-32-le", "surrogatepass"), dtype=np.uint32) == ord(" ")
        return np.unique(found[~(blank[:-1] | blank[1:])])
