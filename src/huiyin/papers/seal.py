"""The drawn seal of demonstrations: red ring, star, the office's name round the rim, and 示例 under the star.

It proves nothing and says so. A real office presses its own seal, or signs the PDF; then no seal text is
given and room is left.
"""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import TypedDict

DIAMETER = 42.0
"""Millimetres, as offices of a county have it."""

_RADIUS = 16.4
"""To the middle of the characters on the rim."""
_HEIGHT = 5.6
_WIDEST_STEP = 27.0
_ARC = 256.0
"""Degrees that the name may fill; the rest stays open below."""


class Rim(TypedDict):
    """One character of the rim: where it stands, how it is turned, how narrow it is (typst's units)."""

    text: str
    x: float
    y: float
    turn: float
    squeeze: float


class Seal(TypedDict):
    """All that the template needs to draw the seal."""

    diameter: float
    size: float
    rim: list[Rim]


def layout(text: str) -> Seal | None:
    """Where each character of the name stands; long names are set narrower, as engravers do."""
    characters = [c for c in text if not c.isspace()]
    if not characters:
        return None
    gaps = max(len(characters) - 1, 1)
    step = min(_WIDEST_STEP, _ARC / gaps)
    width = 2 * pi * _RADIUS * step / 360
    first = -step * (len(characters) - 1) / 2
    rim = [
        Rim(
            text=c,
            x=round(_RADIUS * sin(radians(first + at * step)), 3),
            y=round(-_RADIUS * cos(radians(first + at * step)), 3),
            turn=round(first + at * step, 3),
            squeeze=round(min(1.0, 0.96 * width / _HEIGHT), 3),
        )
        for at, c in enumerate(characters)
    ]
    return Seal(diameter=DIAMETER, size=_HEIGHT, rim=rim)
