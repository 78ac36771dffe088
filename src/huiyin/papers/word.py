"""The editable copy of a draft as .docx, for offices that finish their wording in Word or WPS.

The template (docx/paper.docx) is made by `make_template` and may be replaced by an office's own. Its font
names are those of Chinese offices; a machine without them shows its own fonts, the text is the same.
Text is data for the template and never read as markup.
"""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docxtpl import DocxTemplate

from huiyin.papers.blocks import Block, Document

TEMPLATE = Path(__file__).parent / "docx" / "paper.docx"
FANGSONG, HEITI, XIAOBIAOSONG = "仿宋_GB2312", "黑体", "方正小标宋简体"
_RED = RGBColor(0xC8, 0x10, 0x2E)
_WIDE = 156
"""Millimetres of the type area."""
_PITCH = Pt(28.95)
"""22 lines in 225 mm."""


def to_docx(document: Document, template: Path | None = None) -> bytes:
    """The document as .docx; the words are those of the PDF."""
    filled = DocxTemplate(str(template or TEMPLATE))
    filled.render({"paper": _data(document)}, autoescape=True)
    tables = [block for block in document.blocks if block.kind == "table"]
    for table, block in zip(filled.docx.tables, tables, strict=True):
        _as_wide_as_printed(table, block)
    out = BytesIO()
    filled.save(out)
    return out.getvalue()


def _data(document: Document) -> dict[str, Any]:
    data = asdict(document)
    for block in data["blocks"]:
        for row in block["rows"]:
            for cell in row:
                ticks = "　".join(("☑" if on else "☐") + label for label, on in cell["choices"])
                lines = [ticks, cell["text"], *[""] * (cell["lines"] - 1), cell["foot"]]
                text = "\n".join(lines).lstrip("\n")
                cell["text"] = text.rstrip("\n") if cell["lines"] == 1 else text
    data["attachments"] = [
        ("附件：" if at == 0 else "　　　") + (f"{at + 1}．" if len(document.attachments) > 1 else "") + name
        for at, name in enumerate(document.attachments)
    ]
    data["copies"] = "，".join(document.copies)
    return data


def _as_wide_as_printed(table: Any, block: Block) -> None:
    """Columns as wide as on the paper, labels in bold type; the template has one cell for all."""
    total = sum(block.columns)
    widths = [int(Mm(_WIDE) * part / total) for part in block.columns]
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        made = OxmlElement("w:gridCol")
        made.set(qn("w:w"), str(int(Emu(width).twips)))
        grid.append(made)
    for row, cells in zip(table.rows, block.rows, strict=True):
        at = 0
        for made, cell in zip(row._tr.tc_lst, cells, strict=True):
            made.width = Emu(sum(widths[at : at + cell.span]))
            at += cell.span
            if cell.head:
                for run in made.iter(qn("w:rPr")):
                    run.get_or_add_rFonts().set(qn("w:eastAsia"), HEITI)


def make_template() -> None:
    """Write docx/paper.docx: A4, margins and type of GB/T 9704-2012, and the places for the text."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _font(made.styles["Normal"], FANGSONG, 16)
    shape = made.styles["Normal"].paragraph_format
    shape.line_spacing_rule, shape.line_spacing, shape.space_after = WD_LINE_SPACING.EXACTLY, _PITCH, Pt(0)
    for line in _LINES:
        _line(made, *line)
    _numbered(section)
    made.core_properties.author = "Huiyin"
    made.core_properties.title = ""
    TEMPLATE.parent.mkdir(exist_ok=True)
    made.save(str(TEMPLATE))


_LINES: tuple[tuple[str, str], ...] = (
    ("tag", "{%p if paper.layout == 'letter' %}"),
    ("ruled mark", "{{ paper.mark }}"),
    ("tag", "{%p elif paper.layout == 'official' %}"),
    ("mark", "{{ paper.mark }}"),
    ("tag", "{%p elif paper.signer %}"),
    ("center", "{{ paper.mark }}"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p if paper.draft %}"),
    ("center", "（草稿，未编号）"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p if paper.number %}"),
    ("right", "{{ paper.number }}"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p if paper.signed_by %}"),
    ("ruled", "签发人：{{ paper.signed_by }}"),
    ("tag", "{%p endif %}"),
    ("title", "{{ paper.title }}"),
    ("tag", "{%p if paper.addressee %}"),
    ("plain", "{{ paper.addressee }}"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p for block in paper.blocks %}"),
    ("tag", "{%p if block.kind == 'heading' %}"),
    ("heading", "{{ block.text }}"),
    ("tag", "{%p elif block.kind == 'table' %}"),
    ("table", ""),
    ("tag", "{%p else %}"),
    ("para", "{{ block.text }}"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p endfor %}"),
    ("tag", "{%p for name in paper.attachments %}"),
    ("para", "{{ name }}"),
    ("tag", "{%p endfor %}"),
    ("tag", "{%p if paper.signer %}"),
    ("plain", ""),
    ("signed", "{{ paper.signer }}"),
    ("signed", "{{ paper.signed_on }}"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p for note in paper.notes %}"),
    ("plain", "注：{{ note }}"),
    ("tag", "{%p endfor %}"),
    ("tag", "{%p if paper.copies %}"),
    ("plain", "抄送：{{ paper.copies }}。"),
    ("tag", "{%p endif %}"),
)
"""The template line by line: how it is set, and what stands there."""


def _line(made: Any, look: str, text: str) -> None:
    if look == "table":
        _table(made)
        return
    paragraph = made.add_paragraph()
    if look in ("para", "heading"):
        paragraph.paragraph_format.first_line_indent = Pt(32)
    if look == "para" and text == "{{ block.text }}":
        _run(paragraph, "{{ block.lead }}", HEITI, 16)
    font, size = _TYPES.get(look, (FANGSONG, 16))
    run = _run(paragraph, text, font, size)
    if look in ("mark", "ruled mark", "title", "center"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.space_after = Pt(14)
    paragraph.paragraph_format.space_before = Pt(20) if look == "title" else None
    paragraph.paragraph_format.keep_with_next = look == "heading"
    if look in ("right", "ruled", "signed"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if look == "signed":  # four characters from the edge (GB/T 9704-2012 7.3.5)
        paragraph.paragraph_format.right_indent = Pt(64)
        paragraph.paragraph_format.keep_together = True
    if look in ("mark", "ruled mark"):
        run.font.color.rgb = _RED
    if look in ("ruled", "ruled mark"):
        _red_rule(paragraph, "thickThinSmallGap" if look == "ruled mark" else "single")


_TYPES = {
    "mark": (XIAOBIAOSONG, 34), "ruled mark": (XIAOBIAOSONG, 34), "title": (XIAOBIAOSONG, 22), "heading": (HEITI, 16),
}  # fmt: skip


def _red_rule(paragraph: Any, shape: str) -> None:
    """The red rule under a line."""
    border, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", shape), ("sz", "18"), ("space", "4"), ("color", "C8102E")):
        below.set(qn(f"w:{name}"), value)
    border.append(below)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _numbered(section: Any) -> None:
    """— 2 — at the foot, from the second page on."""
    section.different_first_page_header_footer = True
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", None, " —"):
        run = _run(paragraph, text or "", FANGSONG, 14)
        if text is None:
            for kind in ("begin", "", "end"):
                part = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    part.set(qn("w:fldCharType"), kind)
                else:
                    part.text = "PAGE"
                run._r.append(part)


def _table(made: Any) -> None:
    """One cell that is repeated for each cell of each row; the rows and cells that say so vanish."""
    table = made.add_table(rows=3, cols=3, style="Table Grid")
    table.rows[0].cells[0].text = "{%tr for row in block.rows %}"
    for cell, text in zip(
        table.rows[1].cells,
        ("{%tc for cell in row %}", "{% colspan cell.span %}{{ cell.text }}", "{%tc endfor %}"),
        strict=True,
    ):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        _run(paragraph, text, FANGSONG, 12)
    table.rows[2].cells[0].text = "{%tr endfor %}"


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(text)
    _font(run, font, size)
    return run


def _font(styled: Any, name: str, size: float) -> None:
    """A font for Chinese and Latin characters alike."""
    styled.font.name, styled.font.size = name, Pt(size)
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
