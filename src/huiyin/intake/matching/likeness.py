"""The likeness index: which matters are told with the same rare runs of characters.

Of each text it keeps the few runs with the smallest hashes, which are the same few for texts that are alike, and
leaves out what stands in many texts: the register teaches which runs are everybody's. A check reads the lists of
its own runs, passes over those that turn out long, and counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from huiyin.intake.matching.shingles import RUN, Hashes, evidence, runs
from huiyin.intake.matching.store import Store

KEPT = 72
"""Runs kept of a text: two texts that share a third of their runs share some twenty of these."""
ASKED = 160
"""Runs asked for: a short text may be a part of a longer one, whose smallest are spread wider."""
LONG_LIST = 1200
"""A run that so many files have says little: it is passed over."""
MOST = 200
SAMPLE, EVERYBODYS = 20_000, 0.001
"""Of so many texts, what stands in one of a thousand is everybody's (at least in three)."""


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
            size = db.execute("select max(file) from held").fetchone()[0] or 1
            found = np.unique(runs(evidence(text), RUN, self.salt))
            marks = ",".join("?" * len(found))
            everybodys = f"select hash from common where hash in ({marks})"  # noqa: S608 - marks only
            common = db.execute(everybodys, found.tolist())
            rare = np.setdiff1d(found, np.fromiter((h for (h,) in common), np.uint32), assume_unique=True)
            for asked in rare[:ASKED].tolist():
                files = db.execute(
                    "select file from run where hash = ? limit ?", (asked, LONG_LIST)
                ).fetchall()
                if len(files) < LONG_LIST:
                    weight = log(1 + size / (1 + len(files)))
                    for (file,) in files:
                        weights[file] = weights.get(file, 0.0) + weight
        best = sorted(weights.items(), key=lambda item: (-item[1], -item[0]))[:most]
        return [Near(file, weight) for file, weight in best]

    def add(self, file: int, text: str) -> None:
        """One text more of a file."""
        with self.store.opened() as db:
            common = np.fromiter((h for (h,) in db.execute("select hash from common")), np.uint32)
        self.store.add(file, self._kept(text, common))

    def build(self, texts: Iterable[tuple[int, str]], sample: Iterable[str], **facts: str) -> Iterator[int]:
        """The whole index anew; gives how many texts are in so far."""
        common = self._everybodys(sample)
        return self.store.build(texts, lambda text: self._kept(text, common), common, **facts)

    def _kept(self, text: str, common: Hashes) -> Hashes:
        found = np.unique(runs(evidence(text), RUN, self.salt))
        if len(common):
            at = np.searchsorted(common, found)
            at[at == len(common)] = 0
            found = found[common[at] != found]
        return found[:KEPT]

    def _everybodys(self, sample: Iterable[str]) -> Hashes:
        """Runs that stand in many of these texts, learned from the register itself."""
        seen = [np.unique(runs(evidence(text), RUN, self.salt)) for text in sample]
        if not seen:
            return np.zeros(0, np.uint32)
        hashes, counts = np.unique(np.concatenate(seen), return_counts=True)
        often = max(3.0, EVERYBODYS * len(seen)) if len(seen) >= 200 else len(seen) + 1.0
        return hashes[counts > often]
