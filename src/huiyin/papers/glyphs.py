"""Which characters our fonts can print, and what is printed in place of the others.

PDF/A refuses a character without a glyph, so every text of a paper passes through `check` before it is
rendered and before a number is taken. What no font has is printed as 〓 and named in a note by its code
(〓：U+1F600), so that nothing disappears silently; the words as written stay in the register.

Never printable, whatever a font says: control characters, invisible formatting (bidirectional overrides can
make a paper read otherwise than it is stored), private use (means nothing outside one machine), lone
surrogates. Joiners, variation selectors and skin tones that belong to a character we cannot print share its
〓; a variation selector after a character that prints is left out, with a note.

The coverage of the shipped fonts is a committed file (`assets.make_coverage`), because reading the fonts
takes a second; a test holds it equal to the fonts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FONT_DIR = Path(__file__).parent / "fonts"
COVERAGE_FILE = FONT_DIR / "coverage.txt"
GETA = "〓"
"""The printers' geta mark: a character that is missing from the case."""

NAMED = 40
"""So many missing characters are named one by one in a note; of more, the number is given."""

_NEVER = (
    (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x115F, 0x1160), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xD800, 0xF8FF),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFD), (0xE0000, 0x10FFFF),
)  # fmt: skip
"""Controls, formats, fillers, surrogates, private use, selectors, tags."""

_SELECTORS = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_JOINED = (*_SELECTORS, (0x200D, 0x200D), (0x20E3, 0x20E3), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F))
_SIGNS = ((0x2000, 0x2BFF),)
_ZWJ = "\u200d"
_LINES = str.maketrans({"\t": " ", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


class Text(NamedTuple):
    """A text that can be printed, and what had to be replaced in it."""

    text: str
    missing: tuple[str, ...]
    """Codes of replaced characters in order of first appearance, joined where they shared one 〓."""
    dropped: tuple[str, ...]
    """Codes of variation selectors left out after a character that prints."""

    @property
    def notes(self) -> list[str]:
        """What is to be said about it on the paper."""
        return notes(self.missing, self.dropped)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A set of characters as sorted ranges; `ends[i]` is the last of the range that begins at `starts[i]`."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code <= self.ends[at]


def _in(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def read_fonts(directory: Path) -> list[int]:
    """Every character that some font of a directory has, sorted, without those that are never printed."""
    from fontTools.ttLib import TTCollection, TTFont  # takes a tenth of a second: only where it is needed

    found: set[int] = set()
    for path in sorted(directory.iterdir()):
        match path.suffix.lower():
            case ".ttf" | ".otf":
                with TTFont(str(path), lazy=True) as font:
                    found.update(font.getBestCmap() or ())
            case ".ttc" | ".otc":
                with TTCollection(str(path), lazy=True) as collection:
                    for face in collection.fonts:
                        found.update(face.getBestCmap() or ())
    return sorted(code for code in found if not _in(code, _NEVER))


def as_text(codes: Iterable[int]) -> str:
    """Codes as lines of hexadecimal ranges (`4E00-9FFF`, `3013`)."""
    coverage = _ranges(codes)
    return "".join(
        f"{low:X}-{high:X}\n" if low != high else f"{low:X}\n"
        for low, high in zip(coverage.starts, coverage.ends, strict=True)
    )


def _ranges(codes: Iterable[int]) -> Coverage:
    starts: list[int] = []
    ends: list[int] = []
    for code in codes:
        if ends and code == ends[-1] + 1:
            ends[-1] = code
        else:
            starts.append(code)
            ends.append(code)
    return Coverage(tuple(starts), tuple(ends))


@lru_cache(maxsize=8)
def coverage(extra: Path | None = None) -> Coverage:
    """What can be printed with the shipped fonts, and with those of an office's own directory."""
    pairs = [line.partition("-") for line in COVERAGE_FILE.read_text(encoding="ascii").split()]
    shipped = Coverage(
        tuple(int(low, 16) for low, _, _ in pairs), tuple(int(high or low, 16) for low, _, high in pairs)
    )
    if extra is None:
        return shipped
    own = {
        code for low, high in zip(shipped.starts, shipped.ends, strict=True) for code in range(low, high + 1)
    }
    return _ranges(sorted(own.union(read_fonts(extra))))


def check(text: str, extra: Path | None = None) -> Text:
    """The text as it can be printed: newlines kept, what no font has as 〓, and which those were."""
    text = text.replace("\r\n", "\n").translate(_LINES)
    known = coverage(extra)
    if all(c in known or c == "\n" for c in set(text)):
        return Text(text, (), ())
    out: list[str] = []
    missing: list[str] = []
    dropped: list[str] = []
    at = 0
    while at < len(text):
        first, at = text[at], at + 1
        if first in known or first == "\n":
            out.append(first)
            while at < len(text) and text[at] not in known and _in(ord(text[at]), _SELECTORS):
                dropped.append(code_of(text[at]))
                at += 1
        else:
            end = _cluster(text, at, known)
            out.append(GETA)
            missing.append("+".join(map(code_of, text[at - 1 : end])))
            at = end
    return Text("".join(out), tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(dropped)))


def _cluster(text: str, at: int, known: Coverage) -> int:
    """Where the characters end that share the 〓 of the one before `at` (an emoji of several parts)."""
    if _in(ord(text[at - 1]), _JOINED):
        return at
    while at < len(text):
        after_joiner = text[at - 1] == _ZWJ and (text[at] not in known or _in(ord(text[at]), _SIGNS))
        if not (_in(ord(text[at]), _JOINED) or (after_joiner and text[at] != "\n")):
            break
        at += 1
    return at


def code_of(character: str) -> str:
    """`U+4E00`."""
    return f"U+{ord(character):04X}"


def notes(missing: Iterable[str], dropped: Iterable[str] = ()) -> list[str]:
    """Notes for a paper: which characters stand behind 〓, which selectors were left out."""
    said = []
    if names := list(dict.fromkeys(missing)):
        more = f" 等{len(names)}种" if len(names) > NAMED else ""
        said.append(f"{GETA}：字库中没有的字符，依次为 {'、'.join(names[:NAMED])}{more}")
    if names := list(dict.fromkeys(dropped)):
        said.append(f"未印的字形选择符：{'、'.join(names[:NAMED])}")
    return said


class Checked(NamedTuple):
    """A whole value that can be printed, and the notes about all its texts together."""

    value: Any
    notes: list[str]


def check_all(value: Any, extra: Path | None = None) -> Checked:
    """`check` for every text in a value made of mappings, lists and texts (keys are ours, not checked)."""
    missing: list[str] = []
    dropped: list[str] = []

    def walk(item: Any) -> Any:
        if isinstance(item, str):
            checked = check(item, extra)
            missing.extend(checked.missing)
            dropped.extend(checked.dropped)
            return checked.text
        if isinstance(item, Mapping):
            return {key: walk(part) for key, part in item.items()}
        if isinstance(item, (list, tuple)):
            return [walk(part) for part in item]
        return item

    return Checked(walk(value), notes(missing, dropped))
