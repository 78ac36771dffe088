"""Where a long title is broken: lines of nearly equal length, never inside a word that belongs together.

GB/T 9704-2012 7.3.1: centred, broken without tearing words, in the shape of a trapezoid or a diamond.
"""

from __future__ import annotations

LINE = 19
"""Characters of 二号 in a line of 156 mm, a little air left."""

_BEFORE = (
    "关于",
    "信访",
    "排水",
    "问题",
    "事项",
    "情况",
    "办理",
    "的函",
    "的报告",
    "等",
    "处理",
    "告知",
    "意见书",
)
_TOGETHER = ("信访事项", "人民政府", "委员会", "意见书", "告知书", "登记表", "办公室", "复查复核")
"""Never broken inside, unless there is no other place."""
_AFTER = "的、，）》等"
_NEVER_FIRST = "，、。；：？！）》〉”’的"
_NEVER_LAST = "（《〈“‘"


def title_lines(title: str, width: int = LINE) -> list[str]:
    """The title in as few lines as it needs, each about as long as the others."""
    text = " ".join(title.split())
    lines: list[str] = []
    for left in range(-(-len(text) // width), 0, -1):
        if left == 1:
            lines.append(text)
            break
        at = _break(text, len(text) / left, width)
        lines.append(text[:at])
        text = text[at:]
    return lines


def _break(text: str, ideal: float, width: int) -> int:
    """The best place near the ideal one, no farther than a line is wide."""
    places = range(max(1, int(ideal) - 4), min(len(text) - 1, width, int(ideal) + 4) + 1)
    return min(places, key=lambda at: (_cost(text, at) + abs(at - ideal), at))


def _cost(text: str, at: int) -> float:
    if text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST:
        return 50
    if text[at - 1].isascii() and text[at].isascii():
        return 30
    if any(text.startswith(word, at - n) for word in _TOGETHER for n in range(1, len(word))):
        return 12
    if text[at - 1] in _AFTER:
        return 0
    return 1 if text.startswith(_BEFORE, at) else 4
