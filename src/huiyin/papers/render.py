"""A content becomes a PDF: PDF/A-2a and PDF/UA-1, tagged, the same bytes for the same content.

typst is given all text as data (sys.inputs), never as source. The fonts are read once a process and shared;
a compiler belongs to one thread. The machine's own fonts are never used, so that a paper looks the same
everywhere; an office adds its own with `FontSet`.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from huiyin.clock import SHANGHAI
from huiyin.papers import seal
from huiyin.papers.blocks import Document
from huiyin.papers.compose import Head, Incomplete, compose
from huiyin.papers.glyphs import FONT_DIR
from huiyin.papers.titles import title_lines
from huiyin.statute.loader import Rulebook

__all__ = ["FontSet", "Head", "Incomplete", "Rendered", "compose", "render", "to_pdf"]

TYP_DIR = Path(__file__).parent / "typ"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_LONG = 90
"""A last paragraph of more characters may be broken over two pages; a shorter one moves whole."""

LINES = 22
CLOSER = 25
"""Lines a page; so many where a letter would else take a second sheet for its end and seal alone (GB/T 9704 7.3.5.5)."""

_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")

_TEXT = ("LXGW WenKai", "Noto Sans CJK SC", "Noto Serif CJK SC")
_HEADING = ("Noto Sans CJK SC", "LXGW WenKai", "Noto Serif CJK SC")
_TITLE = ("Noto Serif CJK SC", "LXGW WenKai", "Noto Sans CJK SC")


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts that an office owns: their directory and the family names for each place, ours behind them."""

    directory: Path | None = None
    text: tuple[str, ...] = ()
    """仿宋 of the text, such as FangSong_GB2312."""
    heading: tuple[str, ...] = ()
    """黑体 of the first level."""
    title: tuple[str, ...] = ()
    """小标宋 of marks and titles, such as FZXiaoBiaoSong-B05S."""

    def families(self) -> dict[str, list[str]]:
        """Family names for each place, in the order in which a character is looked for."""
        return {
            "text": [*self.text, *_TEXT],
            "heading": [*self.heading, *_HEADING],
            "title": [*self.title, *_TITLE],
        }


SHIPPED = FontSet()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper as it is kept: the bytes, and by which template and fonts they came about."""

    pdf: bytes = field(repr=False)
    sha256: str
    template: str
    fonts: str
    notes: list[str]
    pages: int


def render(
    key: str,
    content: Mapping[str, Any],
    *,
    head: Head,
    number: str | None,
    on: date,
    draft: bool,
    fonts: FontSet = SHIPPED,
    book: Rulebook | None = None,
) -> Rendered:
    """One paper as PDF. Not a draft: raises `Incomplete` where anything required is missing."""
    document = compose(
        key, content, head=head, number=number, on=on, draft=draft, extra_fonts=fonts.directory, book=book
    )
    return to_pdf(document, on, fonts)


def to_pdf(document: Document, on: date, fonts: FontSet = SHIPPED) -> Rendered:
    """A composed document as PDF; `on` is its date, and the only time in the file."""
    data = json.dumps(_data(document, on, fonts))
    pdf = compiled(data, on, fonts)
    if page_count(pdf) == 2 and document.layout != "form":
        closer = compiled(data, on, fonts, CLOSER)
        pdf = closer if page_count(closer) == 1 else pdf
    return Rendered(
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        template=f"{document.layout}@{template_version()}",
        fonts=font_version(fonts),
        notes=list(document.notes),
        pages=page_count(pdf),
    )


def compiled(data: str, on: date, fonts: FontSet, lines: int = LINES) -> bytes:
    """What the templates make of their data; `on` is the only time in the file."""
    pdf = _compiler(fonts).compile(
        sys_inputs={"doc": data, "lines": str(lines)},
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=int(datetime.combine(on, time(), SHANGHAI).timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _data(document: Document, on: date, fonts: FontSet) -> dict[str, Any]:
    """What the template reads."""
    data = asdict(document)
    last = document.blocks[-1] if document.blocks else None
    data.update(
        on=[on.year, on.month, on.day],
        fonts=fonts.families(),
        title_lines=title_lines(document.title),
        seal=seal.layout(document.seal),
        qr=_qr(document.qr),
        last_long=last is not None and (last.kind == "table" or len(last.text) > _LONG),
    )
    return data


def _qr(text: str) -> list[list[tuple[int, int]]]:
    """A QR code as runs of dark modules in each row: (first, length)."""
    if not text:
        return []
    rows: list[list[tuple[int, int]]] = []
    for row in segno.make(text, micro=False, error="m").matrix:
        runs: list[tuple[int, int]] = []
        for x, dark in enumerate(row):
            if dark and runs and sum(runs[-1]) == x:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            elif dark:
                runs.append((x, 1))
        rows.append(runs)
    return rows


def page_count(pdf: bytes) -> int:
    """Pages of a PDF made here: typst writes the page tree first and uncompressed."""
    found = _PAGES.search(pdf)
    if found is None:
        raise ValueError("not a PDF made by this module")
    return int(found[1])


@lru_cache(maxsize=1)
def template_version() -> str:
    """Twelve digits of the digest of all templates."""
    digest = hashlib.sha256()
    for path in sorted(TYP_DIR.glob("*.typ")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@lru_cache(maxsize=8)
def font_version(fonts: FontSet = SHIPPED) -> str:
    """Every font file that could have been used, with eight digits of its digest, and typst's own version."""
    paths = sorted(FONT_DIR.glob("*.[ot]tf"))
    if fonts.directory is not None:
        paths += sorted(
            p for p in fonts.directory.iterdir() if p.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc")
        )
    names = [f"{p.stem}@{hashlib.sha256(p.read_bytes()).hexdigest()[:8]}" for p in paths]
    return "; ".join([f"typst {version('typst')}", *names])


@lru_cache(maxsize=8)
def _fonts(directory: Path | None) -> typst.Fonts:
    paths: list[Any] = [FONT_DIR] if directory is None else [FONT_DIR, directory]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


_mine = threading.local()


def _compiler(fonts: FontSet) -> typst.Compiler:
    """This thread's compiler for these fonts; the fonts themselves are shared by all threads."""
    compilers: dict[Path | None, typst.Compiler] | None = getattr(_mine, "compilers", None)
    if compilers is None:
        compilers = _mine.compilers = {}
    if fonts.directory not in compilers:
        compilers[fonts.directory] = typst.Compiler(
            TYP_DIR / "paper.typ", root=TYP_DIR, font_paths=_fonts(fonts.directory), ignore_system_fonts=True
        )
    return compilers[fonts.directory]
