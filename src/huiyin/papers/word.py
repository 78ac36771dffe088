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
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate

from huiyin.papers.blocks import Document

TEMPLATE = Path(__file__).parent / "docx" / "paper.docx"
FANGSONG, HEITI, XIAOBIAOSONG = "仿宋_GB2312", "黑体", "方正小标宋简体"
_RED = RGBColor(0xC8, 0x10, 0x2E)
_PITCH = Pt(28.95)
"""22 lines in 225 mm."""


def to_docx(document: Document, template: Path | None = None) -> bytes:
    """The document as .docx; the words are those of the PDF."""
    filled = DocxTemplate(str(template or TEMPLATE))
    filled.render({"paper": _data(document)}, autoescape=True)
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
    made.core_properties.author = "Huiyin"
    made.core_properties.title = ""
    TEMPLATE.parent.mkdir(exist_ok=True)
    made.save(str(TEMPLATE))


_LINES: tuple[tuple[str, str], ...] = (
    ("mark", "{{ paper.mark }}"),
    ("tag", "{%p if paper.draft %}"),
    ("center", "（草稿，未编号）"),
    ("tag", "{%p endif %}"),
    ("tag", "{%p if paper.number %}"),
    ("right", "{{ paper.number }}"),
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
    ("right", "{{ paper.signer }}　　　　"),
    ("right", "{{ paper.signed_on }}　　　　"),
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
    font, size = {"mark": (XIAOBIAOSONG, 34), "title": (XIAOBIAOSONG, 22), "heading": (HEITI, 16)}.get(
        look, (FANGSONG, 16)
    )
    run = _run(paragraph, text, font, size)
    if look in ("mark", "title", "center"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.space_after = Pt(14)
    if look == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if look == "mark":
        run.font.color.rgb = _RED


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
