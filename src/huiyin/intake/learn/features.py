"""What a message is made of: every run of one to four characters, in the title and in the whole.

A run is packed into one 64-bit number (16 bits a character), so that a vocabulary is a sorted array, looking it
up needs no dictionary, and every feature can be read back as the characters it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_RUN = 4
BITS = np.uint64(16)
LONGEST_TEXT = 20_000
"""Characters of a message that are looked at: what a form takes."""
_BLANK = re.compile(r"\s+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff]")

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


@dataclass(frozen=True)
class Vocabulary:
    """The runs that a model knows in one view, sorted, and how telling each is (idf)."""

    keys: Keys
    idf: Floats
    share: float
    """How much this view counts beside the others."""

    def read(self, text: str) -> tuple[NDArray[np.intp], Floats]:
        """The places in the vocabulary of what the text has, and their values; of length `share`."""
        return self.weigh(*counted(text))

    def weigh(self, keys: Keys, values: Floats) -> tuple[NDArray[np.intp], Floats]:
        """The same for runs that are counted already."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        known = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), bool)
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
