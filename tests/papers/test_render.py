"""Papers as PDF: layout, drafts, determinism, archives' format, and what must never happen to a page."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from huiyin.papers import seal
from huiyin.papers.compose import Head
from huiyin.papers.kinds import kind, kinds
from huiyin.papers.render import font_version, template_version
from huiyin.papers.samples import HEADS, TOWN, sample, sample_issue
from huiyin.papers.titles import LINE, title_lines
from tests.papers.reading import issued, issued_anew, pages, squeezed, words
from tests.proves import proves

MM = 72 / 25.4
DAY = date(2026, 6, 2)
TOWN_HEAD = HEADS["town"]


def lines_of(page: Any) -> dict[int, list[tuple[float, str]]]:
    """Glyph runs of a page: their left end and text, by the height of their line above the foot of the page."""
    found: dict[int, list[tuple[float, str]]] = {}

    def visit(text: str, cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.setdefault(round(y), []).append((x, text))

    page.extract_text(visitor_text=visit)
    return found


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


@pytest.mark.parametrize("key", list(kinds()))
def test_every_kind_is_issued_with_its_number_title_and_issuer(key: str) -> None:
    _, head, number, _ = sample_issue(key)
    rendered = issued(key)
    said = words(rendered.pdf)
    assert squeezed(number) in said
    assert squeezed(head.name) in said
    assert rendered.pages == len(reader(rendered.pdf).pages)
    assert rendered.notes == []


@pytest.mark.parametrize("key", list(kinds()))
def test_the_same_content_gives_the_same_bytes(key: str) -> None:
    first, second = issued(key), issued_anew(key)
    assert first.pdf == second.pdf
    assert first.sha256 == hashlib.sha256(first.pdf).hexdigest()


def test_another_process_gives_the_same_bytes_too() -> None:
    program = (
        "from huiyin.papers.samples import sample_issue; from huiyin.papers.render import render;"
        "from datetime import date; c, h, n, on = sample_issue('reply');"
        "print(render('reply', c, head=h, number=n, on=date.fromisoformat(on), draft=False).sha256)"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == issued("reply").sha256


def test_threads_may_render_at_the_same_time() -> None:
    expected = {key: issued(key).sha256 for key in ("reply", "receipt", "handling_opinion")}
    wrong: list[str] = []

    def work() -> None:
        wrong.extend(key for key in expected if issued_anew(key).sha256 != expected[key])

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []


def test_a_paper_names_the_template_and_fonts_that_made_it() -> None:
    rendered = issued("reply")
    assert rendered.template == f"letter@{template_version()}"
    assert rendered.fonts == font_version()
    assert "LXGWWenKai-Regular@" in rendered.fonts and "typst " in rendered.fonts


@proves("GB/T 9704-2012")
def test_gb_9704_a_full_page_has_22_lines_of_28_characters_on_a4() -> None:
    content = sample("handling_opinion")
    content["points"][0]["facts"] = "圆" * 28 * 60
    page = reader(issued("handling_opinion", content=content).pdf).pages[2]
    assert [round(float(v) / MM) for v in page.mediabox[2:]] == [210, 297]
    lines = {y: runs for y, runs in lines_of(page).items() if "圆" in "".join(t for _, t in runs)}
    assert len(lines) == 22
    assert {"".join(t for _, t in runs).count("圆") for runs in lines.values()} == {28}
    heights = sorted(lines, reverse=True)
    pitch = (heights[0] - heights[-1]) / 21
    assert abs(pitch - 225 / 22 * MM) < 0.2
    left = min(x for runs in lines.values() for x, _ in runs)
    assert abs(left - 28 * MM) < 1


@proves("GB/T 9704-2012")
def test_gb_9704_pages_of_a_letter_are_numbered_from_the_second_on() -> None:
    raw = [page.extract_text() for page in reader(issued("handling_opinion").pdf).pages]
    assert "— 1 —" not in raw[0]
    assert all(f"— {n} —" in text for n, text in enumerate(raw[1:], 2))


def rows_of(page: Any) -> list[tuple[float, str]]:
    """The lines of a page: their foot in millimetres from the top edge, and their words."""
    return sorted((297 - y / MM, squeezed("".join(t for _, t in runs))) for y, runs in lines_of(page).items())


@proves("GB/T 9704-2012")
def test_gb_9704_in_a_letter_the_number_stands_under_the_rule_and_the_title_two_lines_below() -> None:
    rows = {said: foot for foot, said in rows_of(reader(issued("acceptance_notice").pdf).pages[0])}
    number, title = rows["梁政信受〔2026〕5号"], rows["信访事项受理告知书"]
    rule_ends = 46 + 2.45
    assert abs((number - 0.88 * 5.64) - (rule_ends + 0.875 * 5.64)) < 0.6
    assert abs((title - 0.88 * 7.76) - (number + 0.12 * 5.64) - 2 * 225 / 22) < 0.8


@proves("GB/T 9704-2012")
def test_gb_9704_a_report_to_those_above_bears_its_mark_35_mm_under_the_edge_and_names_its_signer() -> None:
    page = reader(issued("closing_report").pdf).pages[0]
    mark = min(foot for foot, said in rows_of(page) if said == TOWN)
    assert 37 + 35 < mark < 37 + 35 + 15
    number = next(said for _, said in rows_of(page) if "〔2026〕" in said)
    assert number == "梁政信报〔2026〕2号签发人：褚丑"


@proves("GB/T 9704-2012")
def test_gb_9704_the_seal_is_pressed_on_name_and_date_which_lie_a_little_below_its_centre() -> None:
    page = reader(issued("extension_notice").pdf).pages[-1]
    rows = rows_of(page)
    name, day, star = (max(y for y, said in rows if w in said) for w in (TOWN, "2026年5月12日", "示例"))
    centre = star - 11.4 - 4.4 / 2  # the word under the star stands 11.4 mm below the centre
    between = (name - 0.88 * 5.64 + day + 0.12 * 5.64) / 2
    assert 0.5 < between - centre < 6
    assert name - 0.88 * 5.64 > centre - 21 and day + 0.12 * 5.64 < centre + 21


@proves("GB/T 9704-2012")
def test_gb_9704_a_letter_that_would_take_a_second_sheet_for_its_end_alone_is_set_closer() -> None:
    content = sample("hearing_notice")
    assert issued("hearing_notice", content=content).pages == 1
    content["parts"]["note"] = "请带购料收据。" * 30
    rendered = issued("hearing_notice", content=content)
    assert rendered.pages == 2
    first = [foot for foot, said in rows_of(reader(rendered.pdf).pages[0]) if "请带购料收据" in said]
    assert abs((first[1] - first[0]) - 225 / 22) < 0.4


@pytest.mark.parametrize("key", list(kinds()))
def test_a_draft_shows_that_it_is_one_and_bears_neither_number_nor_seal(key: str) -> None:
    _, _, number, _ = sample_issue(key)
    said = pages(issued(key, draft=True).pdf)
    assert all("草稿" in page for page in said)
    assert squeezed(number) not in said[0][:80]
    assert "示例" not in "".join(said).replace("（示例）", "").replace("，示例）", "").replace("示例地址", "")


@pytest.mark.parametrize("key", list(kinds()))
def test_an_empty_draft_can_be_looked_at_and_says_what_is_to_be_filled_in(key: str) -> None:
    rendered = issued(key, content={}, draft=True)
    spec = kind(key)
    said = words(rendered.pdf)
    if spec.written or key == "receipt":
        assert "【待填：" in said
    for part in spec.written:
        if part.required == "yes" and part.kind != "points":
            assert f"【待填：{squeezed(part.label.zh)}】" in said


def test_a_seal_says_that_it_is_only_an_example() -> None:
    content = sample("reply")
    content["computed"]["phone"] = "0000-0000001"
    content["parts"].pop("basis")
    with_seal = words(issued("reply", content=content).pdf)
    without = words(issued("reply", content=content, head=Head("柏川县信访局")).pdf)
    assert "示例" in with_seal and "示例" not in without


@pytest.mark.parametrize(
    "name", ["局", "柏川县信访局", "柏川县人民政府信访事项复查复核委员会办公室", "长" * 40]
)
def test_the_name_on_a_seal_keeps_inside_the_ring_and_never_overlaps(name: str) -> None:
    drawn = seal.layout(name)
    assert drawn is not None and "".join(c["text"] for c in drawn["rim"]) == name
    turns = [c["turn"] for c in drawn["rim"]]
    assert max(turns) - min(turns) <= 256.1
    step = turns[1] - turns[0] if len(turns) > 1 else 360
    room = 3.14159 * 2 * 16.4 * step / 360
    assert all(c["squeeze"] * drawn["size"] <= max(room, 0.1) for c in drawn["rim"])


def test_no_seal_is_drawn_without_a_text() -> None:
    assert seal.layout("  ") is None


def test_a_paper_that_leaves_the_house_cannot_be_issued_without_a_number() -> None:
    with pytest.raises(ValueError, match="without a number"):
        issued("reply", number=None)


@pytest.mark.parametrize("lines", range(26))
def test_no_page_ever_holds_a_seal_alone(lines: int) -> None:
    content = sample("extension_notice")
    content["parts"]["reason"] = "理" * (28 * lines + 10)
    last = pages(issued("extension_notice", content=content).pdf)[-1]
    assert "联系和查询" in last and "2026年5月12日" in last


@pytest.mark.parametrize("lines", range(0, 30, 2))
def test_no_page_of_a_slip_ever_holds_a_seal_alone(lines: int) -> None:
    content = sample("transfer_slip")
    content["parts"]["screening"] = "甄别意见的一行，够写满格子的宽度，再多写几个字就换行了。\n" * (lines + 1)
    last = pages(issued("transfer_slip", content=content).pdf)[-1]
    assert "联系人" in last and "2026年3月9日" in last


def test_a_joint_matter_names_all_47_petitioners() -> None:
    names = [f"{family}某{order}" for family in "赵钱孙李周吴郑王冯陈" for order in "甲乙丙丁戊"][:47]
    content = sample("acceptance_notice")
    content["addressee"], content["addressed"] = "、".join(names), "many"
    said = words(issued("acceptance_notice", content=content).pdf)
    assert "、".join(names) + "：" in said
    assert "你们于2026年3月2日" in said and "告诉你们" in said


def test_a_long_opinion_keeps_every_word_and_its_signature_on_the_last_page() -> None:
    content = sample("handling_opinion")
    facts = [f"第{n}处查看的情况，路面和水沟的高差逐段量过，结果记在附图里。" for n in range(1, 41)]
    content["points"][1]["facts"] = "".join(facts)
    rendered = issued("handling_opinion", content=content)
    assert rendered.pages >= 5
    assert "".join(facts) in words(rendered.pdf)
    assert "2026年6月2日" in pages(rendered.pdf)[-1]


def test_a_long_name_of_an_office_stays_on_the_page() -> None:
    name = "柏川县人民政府信访事项复查复核委员会办公室"
    rendered = issued("extension_notice", head=Head(name, name, "我办"))
    for page in reader(rendered.pdf).pages:
        xs = [x for runs in lines_of(page).values() for x, _ in runs]
        assert min(xs) > 15 * MM and max(xs) < 195 * MM
    assert name in pages(rendered.pdf)[0] and name in pages(rendered.pdf)[-1]


def test_an_address_without_spaces_is_broken_and_not_cut_off() -> None:
    address = "https://www.example.test/" + "abcdefghij" * 12
    content = sample("extension_notice")
    content["parts"]["reason"] = f"见{address}所附。"
    rendered = issued("extension_notice", content=content)
    assert squeezed(address) in words(rendered.pdf)
    lines = ["".join(t for _, t in runs) for runs in lines_of(reader(rendered.pdf).pages[0]).values()]
    assert max(len(line.replace("\u200b", "").strip()) for line in lines) < 60


def _hostile() -> Iterator[str]:
    yield from (
        '#import "base.typ": *',
        '#panic("x")',
        "$x^2$ *粗* _斜_ `码`",
        "= 标题",
        "// 注释",
        "\\ \\u{4e00}",
    )
    yield from ("]#[", "<script>alert(1)</script>", "{{ paper.title }} {% now 'Y' %}", "@ref <label>", "\"'&")


@pytest.mark.parametrize("text", list(_hostile()))
def test_what_people_write_is_text_and_never_a_program(text: str) -> None:
    content = sample("extension_notice")
    content["parts"]["reason"] = f"原文{text}完毕"
    content["addressee"] = text
    assert squeezed(f"原文{text}完毕") in words(issued("extension_notice", content=content).pdf)


@proves("GB/T 9704-2012")
@pytest.mark.parametrize(
    "title",
    [
        "信访事项处理意见书",
        "关于交办门前排水沟未接通等信访事项的函",
        "关于" + "很长的事项名称" * 6 + "办结情况的报告",
    ],
)
def test_gb_9704_a_title_is_broken_into_lines_of_like_length_that_fit(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(len(line) <= LINE for line in lines)
    assert max(map(len, lines)) - min(map(len, lines)) <= 10
    assert not any(line[0] in "，、。》）" for line in lines)
