"""The likeness index: which matters are told with the same rare runs of characters.

Of each text it keeps the few runs with the smallest hashes, which are the same few for texts that are alike, and
leaves out what stands in many texts: the register teaches which runs are everybody's. A check reads the lists of
its own runs, passes over those that turn out long, and counts. What a run weighs depends on its own list only, not
on how many files there are: the numbers of files are given to restricted ones, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

import numpy as np

from huiyin.intake.matching.shingles import RUN, Hashed, Hashes, among, distinct, evidence, runs, without
from huiyin.intake.matching.store import Store, everybodys, lists

KEPT = 72
"""Runs kept of a text: two texts that share a third of their runs share some twenty of these."""
ASKED = 160
"""Runs asked for: a short text may be a part of a longer one, whose smallest are spread wider."""
LONG_LIST = 1200
"""A run that so many files have says little: it is passed over."""
MOST = 200
AT_ONCE = 500
SAMPLE, EVERYBODYS, AT_LEAST = 20_000, 0.01, 20
"""Of so many texts, what stands in one of a hundred is everybody's, or in so many of the register that its list
would be passed over; never what fewer than twenty say: so many may tell of one event."""


@dataclass(frozen=True, slots=True)
class Near:
    """A file that shares rare runs, and how much they weigh."""

    file: int
    weight: float


@dataclass(frozen=True)
class Likeness:
    """The index of one installation; `salt` is made of its key, so that hashes say nothing elsewhere."""

    path: Path
    salt: int

    @property
    def store(self) -> Store:
        """The file it lies in."""
        return Store(self.path)

    def nearest(self, text: str, most: int = MOST) -> list[Near]:
        """The files that share the rarest runs with this text, the nearest first. Raises `Lost`."""
        with self.store.opened() as db:
            _, found = distinct([evidence(text)], RUN, self.salt)
            rare = found[~among(found, everybodys(db))][:ASKED]
            short = lists(db, rare, LONG_LIST)
        if not short:
            return []
        sizes = np.array([len(files) for files in short])
        files, at = np.unique(np.concatenate(short), return_inverse=True)
        weights = np.bincount(at, np.repeat(np.log(1 + LONG_LIST / (1 + sizes)), sizes))
        best = np.lexsort((-files.astype(np.int64), -weights))[:most]
        return [
            Near(file, weight)
            for file, weight in zip(files[best].tolist(), weights[best].tolist(), strict=True)
        ]

    def own(self, said: Sequence[str]) -> list[str]:
        """Texts of evidence without the passages that this register knows as everybody's. Raises `Lost`."""
        with self.store.opened() as db:
            common = everybodys(db)
        known = among(runs("".join(said), RUN, self.salt), common)
        ends = accumulate(map(len, said))
        return [
            without(one, known[end - len(one) : max(end - len(one), end - RUN + 1)])
            for one, end in zip(said, ends, strict=True)
        ]

    def add(self, file: int, text: str) -> None:
        """One text more of a file."""
        with self.store.opened() as db:
            common = everybodys(db)
        self.store.add(file, self.kept([text], common)[1])

    def kept(self, texts: Sequence[str], common: Hashes) -> Hashed:
        """What is kept of each text, by its place, without everybody's runs."""
        owners, found = distinct([evidence(text) for text in texts], RUN, self.salt)
        rare = ~among(found, common)
        owners, found = owners[rare], found[rare]
        first = np.searchsorted(owners, np.arange(len(texts)))
        few = np.arange(len(owners)) - first[owners] < KEPT
        return owners[few], found[few]

    def everybodys(self, sample: Iterable[str], total: int) -> Hashes:
        """Runs that stand in many of these texts, spread over a register of so many: it teaches them itself."""
        texts, seen, size = iter(sample), [np.zeros(0, np.uint32)], 0
        while some := list(islice(texts, AT_ONCE)):
            seen.append(distinct([evidence(text) for text in some], RUN, self.salt)[1])
            size += len(some)
        hashes, counts = np.unique(np.concatenate(seen), return_counts=True)
        share = min(EVERYBODYS, LONG_LIST / max(total, 1))
        return hashes[counts > max(AT_LEAST, share * size)]
