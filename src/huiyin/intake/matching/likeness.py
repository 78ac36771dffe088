"""The likeness index: which matters are told with the same rare runs of characters.

Of each text it keeps the few runs with the smallest hashes, which are the same few for texts that are alike, and
leaves out what stands in many texts: the register teaches which runs are everybody's. A check reads the lists of
its own runs, passes over those that turn out long, and counts. What a run weighs depends on its own list only, not
on how many files there are: the numbers of files are given to restricted ones, too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from huiyin.intake.matching.shingles import RUN, Hashes, among, distinct, evidence, runs, without
from huiyin.intake.matching.store import Store

KEPT = 72
"""Runs kept of a text: two texts that share a third of their runs share some twenty of these."""
ASKED = 160
"""Runs asked for: a short text may be a part of a longer one, whose smallest are spread wider."""
LONG_LIST = 1200
"""A run that so many files have says little: it is passed over."""
MOST = 200
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
        weights: dict[int, float] = {}
        with self.store.opened() as db:
            found = distinct(runs(evidence(text), RUN, self.salt))
            rare = found[~among(found, self._common(db, found))]
            for asked in rare[:ASKED].tolist():
                files = db.execute(
                    "select file from run where hash = ? limit ?", (asked, LONG_LIST)
                ).fetchall()
                if len(files) < LONG_LIST:
                    weight = log(1 + LONG_LIST / (1 + len(files)))
                    for (file,) in files:
                        weights[file] = weights.get(file, 0.0) + weight
        best = sorted(weights.items(), key=lambda item: (-item[1], -item[0]))[:most]
        return [Near(file, weight) for file, weight in best]

    def own(self, said: Sequence[str]) -> list[str]:
        """Texts of evidence without the passages that this register knows as everybody's. Raises `Lost`."""
        cut = [runs(one, RUN, self.salt) for one in said]
        with self.store.opened() as db:
            common = self._common(db, np.unique(np.concatenate([np.zeros(0, np.uint32), *cut])))
        return [without(one, among(hashes, common)) for one, hashes in zip(said, cut, strict=True)]

    @staticmethod
    def _common(db: sqlite3.Connection, found: Hashes) -> Hashes:
        asked = "select hash from common where hash in (select value from json_each(?)) order by hash"
        return np.fromiter((h for (h,) in db.execute(asked, (json.dumps(found.tolist()),))), np.uint32)

    def add(self, file: int, text: str) -> None:
        """One text more of a file."""
        with self.store.opened() as db:
            common = np.fromiter(
                (h for (h,) in db.execute("select hash from common order by hash")), np.uint32
            )
        self.store.add(file, self.kept(text, common))

    def kept(self, text: str, common: Hashes) -> Hashes:
        """What is kept of a text, without everybody's runs."""
        found = distinct(runs(evidence(text), RUN, self.salt))
        return found[~among(found, common)][:KEPT]

    def everybodys(self, sample: Iterable[str], total: int) -> Hashes:
        """Runs that stand in many of these texts, spread over a register of so many: it teaches them itself."""
        seen = [distinct(runs(evidence(text), RUN, self.salt)) for text in sample]
        if not seen:
            return np.zeros(0, np.uint32)
        hashes, counts = np.unique(np.concatenate(seen), return_counts=True)
        share = min(EVERYBODYS, LONG_LIST / max(total, 1))
        return hashes[counts > max(AT_LEAST, share * len(seen))]
