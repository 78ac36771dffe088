"""PDF, HTML and .docx say the same words."""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any

import docx
import pytest

from huiyin.papers.blocks import document_of
from huiyin.papers.compose import compose
from huiyin.papers.content import is_empty
from huiyin.papers.html import to_html
from huiyin.papers.kinds import Part, kind, kinds
from huiyin.papers.samples import sample, sample_issue
from huiyin.papers.word import to_docx
from tests.papers.reading import docx_words, html_words, issued, squeezed, twin, words


def texts(key: str) -> list[tuple[str, str]]:
    """Every text that somebody wrote into a sample, with the part it belongs to."""
    content: dict[str, Any] = sample(key)  # type: ignore[assignment]
    spec = kind(key)
    found = []
    for part in spec.written:
        if part.kind == "points":
            if key != "destination_notice":
                found += [(part.key, p["words"]) for p in content["points"]]
        elif part.per_point:
            found += [(part.key, printed(part, p.get(part.key))) for p in content["points"]]
        else:
            found.append((part.key, printed(part, content.get("parts", {}).get(part.key))))
    return [(name, squeezed(text).rstrip("。")) for name, text in found if text]


def printed(part: Part, value: Any) -> str:
    if is_empty(value):
        return ""
    if part.form == "date":
        day = date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    return part.choices.get(value, str(value))


@pytest.mark.parametrize("key", list(kinds()))
def test_every_written_part_stands_in_the_pdf_the_html_and_the_docx(key: str) -> None:
    content, head, _, on = sample_issue(key)
    day = date.fromisoformat(on)
    draft = compose(key, content, head=head, number=None, on=day, draft=True)
    in_pdf, in_html, in_docx = words(issued(key).pdf), html_words(twin(key)), docx_words(to_docx(draft))
    for name, text in texts(key):
        assert text in in_pdf, (name, "pdf")
        assert text in in_html, (name, "html")
        assert text in in_docx, (name, "docx")


@pytest.mark.parametrize("key", list(kinds()))
def test_every_block_stands_in_all_three(key: str) -> None:
    content, head, number, on = sample_issue(key)
    day = date.fromisoformat(on)
    document = compose(key, content, head=head, number=number, on=day, draft=False)
    in_pdf, in_html, in_docx = words(issued(key).pdf), html_words(twin(key)), docx_words(to_docx(document))
    said = [document.mark, document.number, document.addressee, document.signer]
    said += [block.lead + block.text for block in document.blocks]
    said += [
        line for b in document.blocks for row in b.rows for c in row for line in (*c.text.split("\n"), c.foot)
    ]
    said += [*document.attachments, *document.copies, document.signed_by and f"签发人：{document.signed_by}"]
    if document.layout == "form" and not document.signer:
        said.remove(document.mark)  # an inner sheet has no head; its title names the office
    for text in map(squeezed, said):
        assert text in in_pdf and text in in_html and text in in_docx, text


@pytest.mark.parametrize("key", list(kinds()))
def test_a_document_that_was_kept_is_read_back_as_it_was(key: str) -> None:
    content, head, number, on = sample_issue(key)
    document = compose(key, content, head=head, number=number, on=date.fromisoformat(on), draft=False)
    assert document_of(json.loads(json.dumps(asdict(document)))) == document


def test_the_twin_is_tagged_for_readers_that_do_not_see() -> None:
    page = twin("handling_opinion")
    assert '<html lang="zh-CN">' in page and '<article class="paper paper-letter" lang="zh-CN">' in page
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["信访事项处理意见书"]
    assert len(re.findall(r"<h2>", page)) == 5
    assert '<time datetime="2026-06-02">2026年6月2日</time>' in page


def test_tables_of_the_twin_have_header_cells_for_rows_or_columns() -> None:
    assert twin("service_receipt").count('<th scope="row" role="rowheader">') >= 12
    report = twin("closing_report")
    assert report.count('<th scope="col">') == 4 and "<thead>" in report and report.count("<tbody>") == 1


def test_the_twin_of_a_draft_says_so_and_bears_no_number() -> None:
    page = html_words(twin("handling_opinion", draft=True))
    assert "草稿：尚未签发" in page and "梁政信处〔2026〕4号" not in page


def test_the_twin_shows_the_same_marks_for_characters_that_cannot_be_printed() -> None:
    page = html_words(twin("reply", addressee="张😀"))
    assert "张〓：" in page and "U+1F600" in page


def test_the_twin_can_be_a_part_of_a_page() -> None:
    content, head, number, on = sample_issue("reply")
    day = date.fromisoformat(on)
    part = to_html(compose("reply", content, head=head, number=number, on=day, draft=False), day, page=False)
    assert part.lstrip().startswith("<article") and "<html" not in part


HOSTILE = "<script>alert(1)</script> & {{ paper.title }} {% if %} \"'"


def test_what_people_write_stays_text_in_the_twin_and_in_the_docx() -> None:
    page = twin("reply", addressee=HOSTILE)
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    content, head, _, on = sample_issue("reply")
    content["addressee"] = HOSTILE
    content["points"][0]["answer"] = HOSTILE + "\n第二段"
    document = compose("reply", content, head=head, number=None, on=date.fromisoformat(on), draft=True)
    made = docx.Document(io.BytesIO(to_docx(document)))
    lines = [p.text for p in made.paragraphs]
    assert HOSTILE + "：" in lines
    assert f"答复：{HOSTILE}。" in lines or f"答复：{HOSTILE}" in lines


@pytest.mark.parametrize("key", list(kinds()))
def test_the_docx_opens_as_a_document_on_a4_with_its_tables(key: str) -> None:
    content, head, _, on = sample_issue(key)
    document = compose(key, content, head=head, number=None, on=date.fromisoformat(on), draft=True)
    made = docx.Document(io.BytesIO(to_docx(document)))
    section = made.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    tables = [block for block in document.blocks if block.kind == "table"]
    assert [len(t.rows) for t in made.tables] == [len(b.rows) for b in tables]
    assert not any("{%" in p.text or "{{" in p.text for p in made.paragraphs)
