"""What of a text is evidence: its runs of characters, without salutations, closings and marks.

Runs are kept as keyed hashes only: an index of them holds no words, and without the installation's key nobody
can look a word up in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from huiyin.intake.matching.masking import masked

Hashes = np.ndarray[Any, np.dtype[np.uint32]]
Owners = np.ndarray[Any, np.dtype[np.intp]]
Hashed = tuple[Owners, Hashes]
"""Whose each hash is, by the text's place, and the hashes."""
Marks = np.ndarray[Any, np.dtype[np.bool_]]

BOILERPLATE = re.compile(
    "(?=[尊各领您你此敬恳请高尽早及望万不非十衷感谢特现有本我情联电身信上申反])(?:"  # how one of them can begin: a fifth of the time
    "尊敬的(?:各位)?(?:领导|书记|县长|市长|局长|主任|政府)(?:同志)?(?:们)?|各位领导|领导(?:您|你)们?好|(?:您|你)们?好|"
    "此致|敬礼|(?:恳|请)?请(?:各位|各级|上级|有关|相关)*(?:领导|部门|政府)(?:们)?(?:能够?|予以|高度|尽快|早日|重视|给予|帮助|协调|解决|处理|答复|回复|为感|为盼)*|"
    "高度重视|(?:尽快|早日|及时)(?:给予|予以)?(?:解决|处理|答复|回复)(?:为盼|为感)?|"
    "望(?:能)?(?:尽快|早日)?(?:给予)?(?:解决|处理|答复|回复)(?:为盼|为感)?|"
    "(?:万分|不胜|非常|十分|衷心)?感(?:谢|激)(?:不尽|万分|之至)?|谢谢(?:领导|您|你们)?|特此(?:反映|说明|申请|报告)|"
    "(?:现将|现就)?有关情况(?:反映|汇报|说明)?如下|(?:本人|我)(?:系|叫|是)|情况属实|(?:联系)?电话|身份证(?:号码?)?|(?:信|上)访人|申诉人|反映人)"
)
_MARKS = re.compile(r"[\W_]+")


def evidence(text: str) -> str:
    """The words that may tell one matter from another, without spaces and marks."""
    return BOILERPLATE.sub("", _MARKS.sub("", masked(text).lower()))


@lru_cache(maxsize=16)
def _factors(salt: int, length: int) -> tuple[np.uint32, ...]:
    mix = np.random.default_rng(salt).integers(1, 2**31, size=length + 1, dtype=np.uint32) * 2 + 1
    return tuple(mix)


def _codes(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _text(codes: Hashes) -> str:
    return codes.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")


def runs(text: str, length: int, salt: int = 0) -> Hashes:
    """The hash of every run of so many characters, in the order of the text."""
    codes = _codes(text)
    size = len(codes) - length + 1
    if size < 1:
        return np.zeros(0, np.uint32)
    *mix, last = _factors(salt, length)
    sums = np.zeros(size, np.uint32)
    for i, factor in enumerate(mix):
        sums ^= codes[i : i + size] * factor
        sums *= last
        sums ^= sums >> np.uint32(15)
    return sums >> np.uint32(1)  # both databases hold 31 bits without a sign


def distinct(texts: Sequence[str], length: int, salt: int) -> Hashed:
    """The runs that hold no blank, each once for a text: first the text's place, then the hash, both in order.

    Many short texts are cut at once: by itself each costs numpy's calls, not its characters."""
    joined = " ".join(texts)
    found = runs(joined, length, salt)
    blanks = _codes(joined) == ord(" ")
    ends = np.cumsum([len(text) + 1 for text in texts])
    whole = ~sliding_window_view(blanks, length).any(axis=1) if len(found) else np.zeros(0, bool)
    owners = np.searchsorted(ends, np.flatnonzero(whole), side="right")
    ordered = np.sort(owners.astype(np.uint64) << np.uint64(32) | found[whole])
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    ordered = ordered[new]
    return (ordered >> np.uint64(32)).astype(np.intp), ordered.astype(np.uint32)


def among(found: Hashes, known: Hashes) -> Marks:
    """Which of these are among the known ones, given in order: for one text a fifth of the time of numpy's `isin`."""
    if not len(known):
        return np.zeros(len(found), bool)
    at = np.searchsorted(known, found)
    at[at == len(known)] = 0
    return np.equal(known[at], found)


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts have in common: a share of both, and the passages of the second."""

    share: float
    passages: tuple[str, ...]


RUN, PASSAGE, MOST_PASSAGES = 3, 4, 6
STRUCK = "…"
"""What stands for words that are everybody's."""


def shared(mine: str, others: Iterable[str]) -> list[Shared]:
    """How much of a text of evidence and of each of some others is told with the same runs of characters."""
    cut = runs(mine, RUN)
    known = np.sort(cut)
    return [_shared(mine, cut, known, theirs) for theirs in others]


def _shared(mine: str, a: Hashes, known: Hashes, theirs: str) -> Shared:
    b = runs(theirs, RUN)
    if not len(a) or not len(b):
        return Shared(1.0 if mine and mine == theirs else 0.0, ())
    in_a, in_b = _covered(among(a, np.sort(b)), len(mine)), _covered(among(b, known), len(theirs))
    share = float(in_a.sum() + in_b.sum()) / (len(mine) + len(theirs))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], in_b, [False]]).astype(np.int8)))
    found = {theirs[i:j].strip(STRUCK) for i, j in zip(edges[::2], edges[1::2], strict=True)}
    return Shared(share, tuple(_longest(found)))


def _longest(passages: Iterable[str]) -> Iterator[str]:
    """The longest, none of which is a part of another."""
    kept: list[str] = []
    for one in sorted(passages, key=lambda said: (-len(said), said)):
        if len(kept) < MOST_PASSAGES and len(one) >= PASSAGE and not any(one in other for other in kept):
            kept.append(one)
            yield one


def _covered(hit: Marks, size: int) -> Marks:
    marks = np.zeros(size, bool)
    for i in range(RUN):
        marks[i : i + len(hit)] |= hit
    return marks


def without(text: str, everybodys: Marks) -> str:
    """The text without what it says in everybody's words only; `everybodys`: which of its runs are such."""
    if not everybodys.any():
        return text
    gone = _covered(everybodys, len(text)) & ~_covered(~everybodys, len(text))
    left = np.where(gone, ord(STRUCK), _codes(text))[~gone | np.diff(gone, prepend=False)]
    return _text(left).strip(STRUCK)


LEAST_PAIRS = 3
"""Fewer common pairs of characters are no likeness: a word that any letter holds (去年) would open all of one person's."""


def alike(mine: str, theirs: str) -> float:
    """How much of the shorter text's pairs of characters stand in the longer: likeness for a known petitioner."""
    a, b = set(pairwise(mine)), set(pairwise(theirs))
    both = len(a & b)
    return both / min(len(a), len(b)) if both >= LEAST_PAIRS else 0.0
