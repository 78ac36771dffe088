"""Text on a scanned page, read offline by the extra `[ocr]` (RapidOCR and its models, which come in the wheel).

Loads almost a gigabyte: only the worker for scans calls `read()`, never the web process. A page may lie on
its side or upside down. Lines are found whichever way they run: boxes taller than wide say that the page lies
on its side; and of the two ways up the one is taken in which the lines read with more certainty, with the
turning of single lines switched off, so that what is upside down reads as noise.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import fmean
from typing import Any

from PIL import Image

log = logging.getLogger("huiyin.scans")

SURE = 0.9
"""A page whose lines read with this certainty on average lies the right way up."""
CLEAR = 0.7
"""Below this a page is not offered as read: it is handwriting, or no text."""
SURE_ENOUGH = 0.95
"""Lines read with less certainty are marked for whoever checks them. It is a mean over the line: one misread character
among twenty takes little from it, and what a clean print reads with is more."""
LONGEST_EDGE = 2_400
"""Pixels; a letter at 200 dpi. Larger pictures are read smaller, which loses nothing and saves seconds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: its text, how sure (0 to 1), and where (left, top, right, bottom in pixels)."""

    text: str
    sure: float
    box: tuple[int, int, int, int]

    @property
    def percent(self) -> int:
        """How sure, in whole per cent; never 100 for what may be wrong."""
        return min(99, int(self.sure * 100))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says, top to bottom, and by how many degrees it had to be turned (counter-clockwise)."""

    lines: tuple[Line, ...]
    turn: int

    @property
    def sure(self) -> float:
        """Mean certainty of the lines, each weighed by its length."""
        length = sum(len(line.text) for line in self.lines)
        return sum(line.sure * len(line.text) for line in self.lines) / length if length else 0.0


def available() -> bool:
    """Whether this installation can read at all."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    engine = RapidOCR()
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def read(picture: bytes) -> Reading:
    """Read one page, whichever way up it lies."""
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
    scale = min(1.0, LONGEST_EDGE / max(image.size))
    if scale < 1:
        image = image.resize((round(image.width * scale), round(image.height * scale)))
    first = _lines(image, turn=0)
    if _lies(first):
        tries = [(90, _lines(image, turn=90)), (270, None)]
    elif first and _sure(first) >= SURE:
        tries = [(0, first)]
    else:
        tries = [(0, first), (180, None)]
    best_turn, best = 0, first
    for turn, lines in tries:
        found = _lines(image, turn=turn) if lines is None else lines
        if turn == tries[0][0] or _sure(found) > _sure(best):
            best_turn, best = turn, found
        if _sure(best) >= SURE:
            break
    if _sure(best) < CLEAR:
        best_turn, best = 0, first  # handwriting reads as noise whichever way up: it stays as it was laid
    return Reading(tuple(_scaled(line, scale) for line in best), best_turn)


def _lines(image: Image.Image, *, turn: int) -> list[Line]:
    import numpy as np

    turned = image.rotate(turn, expand=True) if turn else image
    found = _engine()(np.asarray(turned), use_cls=False)
    if found.boxes is None or not found.txts:
        return []
    return [
        Line(in_chinese(text), float(sure), _box(corners))
        for corners, text, sure in zip(found.boxes.tolist(), found.txts, found.scores, strict=True)
    ]


def _box(corners: Sequence[Sequence[float]]) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))


def _scaled(line: Line, scale: float) -> Line:
    left, top, right, bottom = (round(n / scale) for n in line.box)
    return Line(line.text, line.sure, (left, top, right, bottom))


def _sure(lines: Sequence[Line]) -> float:
    return fmean(line.sure for line in lines) if lines else 0.0


def _lies(lines: Sequence[Line]) -> bool:
    """Whether most lines run up or down the page."""
    tall = sum(1 for line in lines if line.box[3] - line.box[1] > 1.5 * (line.box[2] - line.box[0]))
    return tall * 2 > len(lines)


# ------------------------------------------------------------------ lines as text

_HAN = "\u3400-\u9fff"
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
_NARROW = re.compile(rf"(?<=[{_HAN}，。：；？！（）、])[,:;?!()]|[,:;?!()](?=[{_HAN}])")
_PAIRS = (
    (re.compile(r"\(([^()（）]{0,20})）"), r"（\1）"),
    (re.compile(r"（([^()（）]{0,20})\)"), r"（\1）"),
)
_STOP = re.compile(rf"(?<=[{_HAN}])[oO](?=[{_HAN}]|$)")


def in_chinese(text: str) -> str:
    """Punctuation between characters as Chinese has it: what reads the lines gives half width, and 。 as a round letter."""
    text = _STOP.sub("。", _NARROW.sub(lambda m: m[0].translate(_WIDE), text))
    for half, whole in _PAIRS:
        text = half.sub(whole, text)
    return text


def as_text(lines: Sequence[Line]) -> str:
    """The lines as running text: a line that runs to the right edge goes on in the next one."""
    if not lines:
        return ""
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    full = right - 0.08 * (right - left)
    text = lines[0].text
    for line, after in pairwise(lines):
        height = max(1, line.box[3] - line.box[1])
        indented = after.box[0] - left > 1.2 * height
        text += ("" if line.box[2] >= full and not indented else "\n") + after.text
    return text
