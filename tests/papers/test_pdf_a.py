"""What PDF/A-2a and PDF/UA-1 ask of a file, looked up in the bytes of every kind of paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from huiyin.papers.kinds import kinds
from huiyin.papers.samples import sample_issue
from tests.papers.reading import issued
from tests.proves import proves

FORBIDDEN = {
    "/JavaScript", "/JS", "/AA", "/OpenAction", "/Launch", "/EmbeddedFiles", "/EF", "/XFA", "/AcroForm", "/Encrypt", "/F",
    "/Alternates", "/OPI", "/PostScript", "/TR", "/HTP", "/LZWDecode", "/Crypt",
}  # fmt: skip
"""Names that a file for the archive has nowhere as a key: scripts, actions, what lies outside of it, ciphers."""

SHIPPED = {"LXGWWenKai-Regular", "NotoSansCJKsc-Medium", "NotoSerifCJKsc-Bold"}


def objects(pdf: PdfReader) -> list[DictionaryObject]:
    """Every dictionary and stream of a file, each once."""
    seen: set[int] = set()
    found: list[DictionaryObject] = []
    waiting: list[Any] = [pdf.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            found.append(one)
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one
    return found


def tags(element: Any) -> Iterator[tuple[str, DictionaryObject]]:
    """The structure from a tag down."""
    element = element.get_object() if isinstance(element, IndirectObject) else element
    if isinstance(element, ArrayObject):
        for child in element:
            yield from tags(child)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            yield str(element["/S"]), element
        if "/K" in element:
            yield from tags(element.raw_get("/K"))


def widths(font: DictionaryObject) -> dict[int, float]:
    """The width that the file states for each glyph of a font."""
    found: dict[int, float] = {}
    given = list(font["/W"])  # type: ignore[call-overload]
    while given:
        first, then = int(given.pop(0)), given.pop(0)
        if isinstance(then, ArrayObject):
            found |= {first + at: float(width) for at, width in enumerate(then)}
        else:
            width = float(given.pop(0))
            found |= dict.fromkeys(range(first, int(then) + 1), width)
    return found


def check_font(font: DictionaryObject) -> str:
    """A font of the file: cut from ours, embedded, as wide as it says; its name."""
    inner = font["/DescendantFonts"][0].get_object()  # type: ignore[index]
    descriptor = inner["/FontDescriptor"].get_object()
    program = TTFont(io.BytesIO(descriptor["/FontFile2"].get_object().get_data()))
    per_em = 1000 / program["head"].unitsPerEm
    advances = [program["hmtx"][name][0] * per_em for name in program.getGlyphOrder()]
    assert inner["/Subtype"] == "/CIDFontType2" and inner["/CIDToGIDMap"] == "/Identity"
    assert all(abs(width - advances[gid]) < 1 for gid, width in widths(inner).items())
    assert isinstance(font["/ToUnicode"].get_object(), StreamObject)
    return str(inner["/BaseFont"]).partition("+")[2]


@proves("PDF/A-2a", "PDF/UA-1")
@pytest.mark.parametrize("key", list(kinds()))
def test_every_kind_of_paper_can_be_kept_in_an_archive_and_read_aloud(key: str) -> None:
    _, head, _, on = sample_issue(key)
    data = issued(key).pdf
    pdf = PdfReader(io.BytesIO(data))
    root: Any = pdf.trailer["/Root"]

    assert data.startswith(b"%PDF-1.7\n%") and all(byte > 127 for byte in data[10:14])
    assert data.rstrip().endswith(b"%%EOF") and not pdf.is_encrypted and len(pdf.trailer["/ID"]) == 2  # type: ignore[arg-type]
    assert pdf.metadata is not None and pdf.xmp_metadata is not None
    assert pdf.metadata.title and pdf.metadata.author == head.name
    assert pdf.metadata.creation_date is not None and pdf.metadata.creation_date.date().isoformat() == on
    xmp = pdf.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp and "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and f">{pdf.metadata.title}<" in xmp

    intent = root["/OutputIntents"][0].get_object()
    assert intent["/S"] == "/GTS_PDFA1" and intent["/DestOutputProfile"].get_object()["/N"] == 3
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(root["/Lang"]).startswith("zh")

    everything = objects(pdf)
    assert [name for one in everything for name in one if name in FORBIDDEN] == []
    fonts = [one for one in everything if one.get("/Type") == "/Font" and str(one["/Subtype"]) == "/Type0"]
    assert fonts and {check_font(one) for one in fonts} <= SHIPPED

    assert all(str(page["/Tabs"]) == "/S" and "/StructParents" in page for page in pdf.pages)
    found = list(tags(root["/StructTreeRoot"]))
    kinds_of_tag = [tag for tag, _ in found]
    assert kinds_of_tag.count("/H1") == 1 and "/H3" not in kinds_of_tag
    assert all("/Alt" in element for tag, element in found if tag == "/Figure")
    for tag, table in found:
        assert tag != "/Table" or "/TH" in [inner for inner, _ in tags(table)]


def test_a_form_is_read_out_label_by_label_each_followed_by_what_it_says() -> None:
    pdf = PdfReader(io.BytesIO(issued("receipt").pdf))
    said = "".join(pdf.pages[0].extract_text().split())
    assert (
        said.index("登记编号")
        < said.index("柏信访2026-000037")
        < said.index("登记日期")
        < said.index("查询码")
    )
