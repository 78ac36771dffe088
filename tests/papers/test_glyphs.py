"""What the fonts can print, and what stands in the place of the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

import huiyin
from huiyin.papers import glyphs
from huiyin.papers.glyphs import GETA, check, check_all, coverage
from huiyin.papers.samples import sample
from tests.papers.reading import issued, words

PACKAGE = Path(huiyin.__file__).parent


def test_the_committed_coverage_is_that_of_the_fonts() -> None:
    assert glyphs.COVERAGE_FILE.read_text("ascii") == glyphs.as_text(glyphs.read_fonts(glyphs.FONT_DIR))


def test_every_han_character_of_the_basic_plane_can_be_printed() -> None:
    known = coverage()
    for low, high in ((0x4E00, 0x9FFF), (0x3400, 0x4DBF)):
        assert [hex(code) for code in range(low, high + 1) if chr(code) not in known] == []


def test_fonts_stay_small_and_bring_their_licences() -> None:
    fonts = [p for p in glyphs.FONT_DIR.iterdir() if p.suffix in (".ttf", ".otf")]
    assert sum(p.stat().st_size for p in fonts) < 40_000_000
    for licence in ("LICENSE-LXGWWenKai.txt", "LICENSE-NotoCJK.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (glyphs.FONT_DIR / licence).read_text("utf-8")


def test_our_own_words_can_all_be_printed() -> None:
    ours = [*(PACKAGE / "papers" / "wording").glob("*.py"), PACKAGE / "papers" / "compose.py"]
    ours += [PACKAGE / "rulebook" / "papers.yaml", PACKAGE / "rulebook" / "paper_values.yaml"]
    for path in ours:
        assert check(path.read_text("utf-8")).missing == (), path


@pytest.mark.parametrize(
    "name", ["张三", "龘靐", "䶮某", "㛃某", "堃喆", "𬭎某", "𠮷田", "欧阳某·阿依", "Zhāng"]
)
def test_rare_characters_of_names_print_as_they_are(name: str) -> None:
    assert check(name) == (name, (), ())
    content = {"addressee": name}
    assert name in words(issued("acceptance_notice", content=_with(content)).pdf)


def _with(changes: dict[str, str]) -> dict[str, object]:
    return {**sample("acceptance_notice"), **changes}


@pytest.mark.parametrize(
    ("text", "printed", "codes"),
    [
        ("笑😀", "笑〓", ("U+1F600",)),
        ("一家👨‍👩‍👧好", "一家〓好", ("U+1F468+U+200D+U+1F469+U+200D+U+1F467",)),
        ("赞👍🏽", "赞〓", ("U+1F44D+U+1F3FD",)),
        ("\ue000私用", "〓私用", ("U+E000",)),
        ("\U000f0001", "〓", ("U+F0001",)),
        ("\U00020000", "〓", ("U+20000",)),
        ("\U00030000", "〓", ("U+30000",)),
        ("བོད", "〓〓〓", ("U+0F56", "U+0F7C", "U+0F51")),
        ("ᠮᠣᠩ", "〓〓〓", ("U+182E", "U+1823", "U+1829")),
        ("甲\x00乙\x07丙\x1b", "甲〓乙〓丙〓", ("U+0000", "U+0007", "U+001B")),
        ("正\u202e反\u2066内", "正〓反〓内", ("U+202E", "U+2066")),
        ("\ud800", "〓", ("U+D800",)),
        ("\ufeff甲\u200b乙", "〓甲〓乙", ("U+FEFF", "U+200B")),
        ("甲甲😀😀", "甲甲〓〓", ("U+1F600",)),
    ],
)
def test_what_no_font_has_prints_as_a_geta_mark_and_is_named(
    text: str, printed: str, codes: tuple[str, ...]
) -> None:
    found = check(text)
    assert (found.text, found.missing) == (printed, codes)
    assert found.notes == [f"〓：字库中没有的字符，依次为 {'、'.join(codes)}"]


def test_new_lines_are_kept_in_whatever_way_they_were_written() -> None:
    assert check("甲\n乙\r\n丙\r丁\u2028戊\t己") == ("甲\n乙\n丙\n丁\n戊 己", (), ())


def test_a_variation_selector_after_a_printed_character_is_left_out_with_a_note() -> None:
    found = check("葛\U000e0100某")
    assert found.text == "葛某"
    assert found.notes == ["未印的字形选择符：U+E0100"]


def test_a_very_long_list_of_missing_characters_ends_with_their_number() -> None:
    note = check("".join(chr(0xE000 + i) for i in range(90))).notes[0]
    assert note.endswith("等90种") and note.count("U+") == glyphs.NAMED


def test_notes_of_many_texts_name_each_character_once() -> None:
    checked = check_all({"a": ["😀", {"b": "😀\ue000"}], "n": 3})
    assert checked.value == {"a": ["〓", {"b": "〓〓"}], "n": 3}
    assert checked.notes == ["〓：字库中没有的字符，依次为 U+1F600、U+E000"]


@pytest.mark.parametrize("text", ["😀", "\x00", "བོད་", "\U00020000", "\ud800", "\u202e", "ᠮ", "\ue000"])
def test_a_paper_with_such_a_character_is_printed_with_its_code_in_a_note(text: str) -> None:
    rendered = issued("acceptance_notice", content=_with({"addressee": f"张{text}某"}))
    said = words(rendered.pdf)
    assert f"张{GETA}" in said
    assert f"U+{ord(text[0]):04X}" in said
    assert rendered.notes and f"U+{ord(text[0]):04X}" in rendered.notes[0]


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_only_printable_characters_come_out(text: str) -> None:
    out = check(text)
    known = coverage()
    assert all(c in known or c == "\n" for c in out.text)
    assert check(out.text).text == out.text


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_text_whatever_stops_a_paper(text: str) -> None:
    assert issued("reply", content={**_reply(), "addressee": f"甲{text}"}).pages >= 1


def _reply() -> dict[str, object]:
    return dict(sample("reply"))


def test_an_offices_own_fonts_add_to_what_can_be_printed(tmp_path: Path) -> None:
    font = TTFont(str(glyphs.FONT_DIR / "LXGWWenKai-Regular.ttf"))
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap[0x20000] = table.cmap[0x4E00]
    font.save(str(tmp_path / "own.ttf"))
    shutil.copy(glyphs.COVERAGE_FILE, tmp_path / "ignored.txt")
    assert check("\U00020000", tmp_path).missing == ()
    assert check("\U00020000").missing == ("U+20000",)
