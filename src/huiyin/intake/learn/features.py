"""What a message is made of: every run of one to four characters, in the title and in the whole.

A run is packed into one 64-bit number (16 bits a character), so that a vocabulary is a sorted array, looking it
up needs no dictionary, and every feature can be read back as the characters it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LONGEST_RUN = 4
BITS = np.uint64(16)
BUCKET_BITS = 19
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
LONGEST_TEXT = 20_000
"""Characters of a message that are looked at: what a form takes."""
_BLANK = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff\ud800-\udfff\U00010000-\U0010ffff]")
"""Also what lies beyond the first plane (emoji above all): no run of 16 bits a character holds it."""

Keys = NDArray[np.uint64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Message:
    """What was written: the line above it, and the words."""

    topic: str
    detail: str


def clean(text: str) -> str:
    """Full and half width, upper and lower case and all kinds of blank made one; what cannot be seen dropped."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    return _BLANK.sub(" ", _UNSEEN.sub(" ", folded)).strip()


def views(message: Message) -> tuple[str, str]:
    """The two texts that are looked at: everything, and the title alone."""
    topic = clean(message.topic)
    return f"{topic} {clean(message.detail)}".strip(), topic


def runs(text: str) -> Keys:
    """Every run of one to four characters as its number, in the order of the text, shorter ones first."""
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16).astype(np.uint64)
    found, key = [codes], codes
    for n in range(2, LONGEST_RUN + 1):
        if len(codes) < n:
            break
        key = (key[:-1] << BITS) | codes[n - 1 :]
        found.append(key)
    return np.concatenate(found)


def spell(key: int) -> str:
    """The characters a number stands for."""
    units = [(key >> shift) & 0xFFFF for shift in (48, 32, 16, 0)]
    return b"".join(u.to_bytes(2, "little") for u in units if u).decode("utf-16-le", "replace")


def counted(text: str) -> tuple[Keys, Floats]:
    """Each run once, with how much its number of times counts: one, and the logarithm of more."""
    keys, times = np.unique(runs(text), return_counts=True)
    return keys, (1.0 + np.log(times)).astype(np.float32)


def _hash(keys: Keys) -> NDArray[np.intp]:
    """Which bucket a key lies in (multiplicative hashing by the golden ratio)."""
    return ((keys * GOLDEN) >> np.uint64(64 - BUCKET_BITS)).astype(np.intp)


@dataclass(frozen=True)
class Vocabulary:
    """The runs that a model knows in one view, sorted, and how telling each is (idf)."""

    keys: Keys
    idf: Floats
    share: float
    """How much this view counts beside the others."""

    @cached_property
    def _buckets(self) -> tuple[NDArray[np.intp], Keys, NDArray[np.intp], int]:
        """The keys by a hash: their places, the keys, where each bucket begins, and how many the fullest holds."""
        hashed = _hash(self.keys)
        order = np.argsort(hashed, kind="stable")
        starts = np.searchsorted(hashed[order], np.arange((1 << BUCKET_BITS) + 1))
        return order, self.keys[order], starts, int(np.diff(starts).max(initial=0))

    def find(self, keys: Keys) -> NDArray[np.intp]:
        """The place of each key, -1 for one that is not known. Several times faster than a search by halves."""
        order, listed, starts, deepest = self._buckets
        found = np.full(len(keys), -1, np.intp)
        at = starts[_hash(keys)]
        for step in range(deepest):
            here = np.minimum(at + step, len(listed) - 1)
            hit = np.flatnonzero(listed[here] == keys)
            found[hit] = order[here[hit]]
        return found

    def read(self, text: str) -> tuple[NDArray[np.intp], Floats]:
        """The places in the vocabulary of what the text has, and their values; of length `share`."""
        return self.weigh(*counted(text))

    def weigh(self, keys: Keys, values: Floats) -> tuple[NDArray[np.intp], Floats]:
        """The same for runs that are counted already."""
        places = self.find(keys)
        known = places >= 0
        places, values = places[known], values[known] * self.idf[places[known]]
        size = float(np.sqrt(values @ values))
        return places, (values * np.float32(self.share / size) if size else values)


def learn_vocabulary(texts: Sequence[tuple[Keys, Floats]], share: float, at_least: int) -> Vocabulary:
    """The runs that occur in at least so many messages, with their idf."""
    every = np.concatenate([keys for keys, _ in texts]) if texts else np.zeros(0, np.uint64)
    keys, messages = np.unique(every, return_counts=True)
    kept = messages >= at_least
    idf = np.log((1 + len(texts)) / (1 + messages[kept])) + 1
    return Vocabulary(keys[kept], idf.astype(np.float32), share)
