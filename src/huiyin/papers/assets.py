"""Makes the files that are committed beside the code: cut fonts, their coverage, the .docx template.

Run when a font or the layout of the editable copy changes, never at run time:

    python -m huiyin.papers.assets fonts DIR   # DIR holds NotoSansCJK-Medium.ttc, NotoSerifCJK-Bold.ttc and
                                               # LXGWWenKai-Regular.ttf (Debian: fonts-noto-cjk,
                                               # fonts-noto-cjk-extra, fonts-lxgw-wenkai)
    python -m huiyin.papers.assets coverage
    python -m huiyin.papers.assets docx
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, newTable

from huiyin.papers import glyphs, word

_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x370, 0x3FF), (0x400, 0x45F), (0x2000, 0x27BF),
    (0x2E80, 0x2FDF), (0x3000, 0x312F), (0x3190, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Latin, punctuation, signs, kana and all of Han; no Hangul, which would add two megabytes."""

_RARE = ((0x3400, 0x4DBF), (0x20000, 0x3FFFF))
"""Han outside the common block: the text fonts carry it, the title font borrows it from them."""

_UNUSED_TABLES = ["VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS", "GDEF"]
"""Vertical writing and alternates, which no paper uses."""


_MAXIMA = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth",
)  # fmt: skip
"""What TrueType programs and composed glyphs would need: there are none."""


def _within(blocks: tuple[tuple[int, int], ...]) -> Callable[[int], bool]:
    return lambda code: any(low <= code <= high for low, high in blocks)


def cut(source: Path, family: str, target: Path, wanted: Callable[[int], bool]) -> None:
    """Write one face of a collection with only the characters that are wanted."""
    faces = TTCollection(str(source)).fonts
    face = next(f for f in faces if (f["name"].getDebugName(1) or "").startswith(family))
    face.recalcTimestamp = False
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += _UNUSED_TABLES
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in face.getBestCmap() if wanted(code)])
    cutter.subset(face)
    with_truetype_outlines(face)
    face.save(str(target))


def with_truetype_outlines(face: Any) -> None:
    """Turn the cubic outlines of a face into quadratic ones, one unit of a thousand at most apart.

    A cut of a CID-keyed CFF font carries its scale twice, in the font and in its parts; validators of PDF/A then
    read another width than the file states. TrueType outlines leave nothing to read differently.
    """
    drawn, glyphs_by_name = face.getGlyphSet(), {}
    for name in face.getGlyphOrder():
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs_by_name[name] = pen.glyph()
    face["loca"], outlines = newTable("loca"), newTable("glyf")
    outlines.glyphs, outlines.glyphOrder = glyphs_by_name, face.getGlyphOrder()
    face["glyf"] = outlines
    maxima = face["maxp"]
    maxima.tableVersion = 0x00010000
    for name in _MAXIMA:
        setattr(maxima, name, 0)
    maxima.maxZones = 1
    face["post"].formatType = 3.0
    del face["CFF "]
    face.sfntVersion = "\0\1\0\0"
    outlines.compile(face)
    for name, glyph in glyphs_by_name.items():
        advance, _bearing = face["hmtx"][name]
        face["hmtx"][name] = (advance, glyph.xMin if glyph.numberOfContours else 0)


def make_fonts(source: Path) -> None:
    """The three fonts of the papers from Debian's files. WenKai stays as it is: its name is reserved."""
    whole, rare = _within(_BLOCKS), _within(_RARE)
    cut(
        source / "NotoSansCJK-Medium.ttc", "Noto Sans CJK SC",
        glyphs.FONT_DIR / "NotoSansCJKsc-Medium-cut.ttf", whole,
    )  # fmt: skip
    cut(
        source / "NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC",
        glyphs.FONT_DIR / "NotoSerifCJKsc-Bold-cut.ttf", lambda code: whole(code) and not rare(code),
    )  # fmt: skip
    shutil.copyfile(source / "LXGWWenKai-Regular.ttf", glyphs.FONT_DIR / "LXGWWenKai-Regular.ttf")


def make_coverage() -> None:
    """The list of characters that the fonts here can print, as ranges."""
    glyphs.COVERAGE_FILE.write_text(glyphs.as_text(glyphs.read_fonts(glyphs.FONT_DIR)), encoding="ascii")


def main(arguments: list[str]) -> int:
    """Entry of `python -m huiyin.papers.assets`."""
    jobs: dict[str, Callable[[], Any]] = {"coverage": make_coverage, "docx": word.make_template}
    match arguments:
        case ["fonts", directory]:
            make_fonts(Path(directory))
            make_coverage()
        case [job] if job in jobs:
            jobs[job]()
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
