"""Messages that are nearly alike, so that one is never learned from while the other is asked about.

MinHash over runs of three characters finds pairs; a pair counts if it shares two in five of them. What is chained
by pairs, and what was said to belong together, is one group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from huiyin.intake.learn.features import Floats, Keys

BANDS, ROWS, SHARE = 24, 3, 0.4
_FROM, _BELOW = np.uint64(1 << 32), np.uint64(1 << 48)


def groups(texts: Sequence[tuple[Keys, Floats]], given: Sequence[str] = ()) -> list[str]:
    """For each text the name of its group: the number of the first text in it.

    `given`: for each text a group that is known already, or ''.
    """
    threes = [keys[(keys >= _FROM) & (keys < _BELOW)] for keys, _ in texts]
    head = list(range(len(texts)))

    def top(n: int) -> int:
        while head[n] != n:
            head[n] = head[head[n]]
            n = head[n]
        return n

    def join(first: int, other: int) -> None:
        a, b = top(first), top(other)
        head[max(a, b)] = min(a, b)

    first_of: dict[str, int] = {}
    for n, name in enumerate(given):
        if name:
            join(first_of.setdefault(name, n), n)
    for first, other in _pairs(threes):
        if top(first) != top(other) and _alike(threes[first], threes[other]):
            join(first, other)
    return [str(top(n)) for n in range(len(texts))]


def _pairs(threes: Sequence[Keys]) -> list[tuple[int, int]]:
    """Pairs that share a whole band; in a long bucket only neighbours are compared."""
    marks = _marks(threes)
    found: set[tuple[int, int]] = set()
    for band in range(BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for n, mark in enumerate(marks):
            if len(threes[n]):
                buckets[mark[band * ROWS : (band + 1) * ROWS].tobytes()].append(n)
        for members in buckets.values():
            found.update(pairwise(members))
    return sorted(found)


def _marks(threes: Sequence[Keys]) -> Keys:
    random = np.random.default_rng(1)
    odd = random.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    marks = np.zeros((len(threes), BANDS * ROWS), np.uint64)
    for n, keys in enumerate(threes):
        if len(keys):
            mixed = keys ^ (keys >> np.uint64(23))
            marks[n] = ((mixed[:, None] * odd) >> np.uint64(20)).min(axis=0)
    return marks


def _alike(first: Keys, other: Keys) -> bool:
    shared = len(np.intersect1d(first, other, assume_unique=True))
    return shared >= SHARE * (len(first) + len(other) - shared)
