"""Key words of the rulebook: what they point to, and that a mistake in them is named."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.intake import classes, signs
from huiyin.statute.loader import load
from huiyin.statute.reading import RulebookError, read_text
from tests.classes.sentences import SENTENCES
from tests.proves import proves

KNOWN = signs.signs(load())
SMALL = """
classes: {labour.wages: [欠薪]}
purposes: {enquiry: {plainly: [请问<how>]}}
sets: {how: [怎么]}
urgent:
  season:
    words: {zh: 时令, en: Season}
    provision: R22 25
    certainty: H
    seasons: {flood: {months: [6], signs: [汛期]}}
"""


@pytest.mark.parametrize(
    ("topic", "detail", "label"),
    [
        ("工地拖欠工资", "老板不发工资", "劳动和社会保障 / 欠薪"),
        ("", "楼下饭店油烟很大，气味难闻，环保部门不管", "生态环境 / 大气污染"),
        ("", "物业和业委会闹矛盾，维修基金没人管", "城乡建设 / 房地产与物业"),
        ("小学招生划片不公平", "", "教育 / 招生"),
        ("", "退伍以后优抚金没有发", "军队事务与退役军人"),
    ],
)
@proves("S0-123")
def test_key_words_propose_a_class_and_say_which_words(topic: str, detail: str, label: str) -> None:
    found = signs.pointed_class(KNOWN, topic, detail)
    assert found is not None
    assert found.key == label
    assert found.why and all(word in topic + detail for word in found.why)


def test_words_that_point_nowhere_propose_nothing() -> None:
    assert signs.pointed_class(KNOWN, "", "今天天气很好") is None
    assert signs.pressing(KNOWN, "", "今天天气很好", date(2026, 6, 1)) == []


def test_every_second_level_of_the_rulebook_has_words_that_point_to_it() -> None:
    for first in classes.on(load(), date(2026, 3, 2)):
        for second in first.second:
            assert KNOWN.classes.get(f"{first.title.zh} / {second.title.zh}"), second.key


@proves("S0-135")
def test_a_matter_presses_for_danger_for_a_time_that_lapses_and_in_its_season() -> None:
    def found(said: str, on: date) -> list[str]:
        return [one.key for one, _words in signs.pressing(KNOWN, "", said, on)]

    assert found("桥墩开裂，随时倒塌", date(2026, 1, 5)) == ["danger"]
    assert found("复议期限后天就满了，是最后一天", date(2026, 1, 5)) == ["lapsing"]
    assert found("今年还没有供暖", date(2026, 1, 5)) == ["season"]
    assert found("今年还没有供暖", date(2026, 7, 5)) == []


def test_purposes_are_pointed_to_by_their_words() -> None:
    def purpose(said: str) -> str:
        found = signs.pointed_purpose(KNOWN, said)
        assert found is not None and all(word in said for word in found.why)
        return found.key

    assert purpose("请问养老金怎么办理，想了解需要什么材料") == "enquiry"
    assert purpose("举报村干部贪污") == "accusation"
    assert purpose("建议增设公交站") == "suggestion"
    assert signs.pointed_purpose(KNOWN, "今天天气很好") is None


def test_who_reports_a_shop_claims_and_who_tells_of_a_misdeed_in_office_accuses() -> None:
    """R22 30 and 31[5]: the word 举报 alone says neither."""

    def purpose(said: str) -> str:
        found = signs.pointed_purpose(KNOWN, said)
        return found.key if found else ""

    assert purpose("举报楼下烧烤店半夜排油烟，请查处") == "claim"
    assert purpose("尊敬的书记：举报小区门口的夜市噪声扰民") == "claim"
    assert purpose("镇上的会计虚报人数，把补贴打到他老婆的卡上") == "accusation"


def test_sentences_point_to_what_a_clerk_would_choose() -> None:
    wrong = []
    for row in SENTENCES.strip().splitlines():
        purpose, urgent, month, said = row.split(" | ")
        found = signs.pointed_purpose(KNOWN, said)
        pressing = [one.key for one, _words in signs.pressing(KNOWN, "", said, date(2026, int(month), 10))]
        if (found and found.key, pressing) != (purpose, [] if urgent == "-" else [urgent]):
            wrong.append((said, found, pressing))
    assert wrong == []


def test_what_is_past_taught_or_only_feared_does_not_press() -> None:
    for said in (
        "前年发生火灾烧了房子，保险公司不赔",
        "建议学校开展消防和防溺水演练",
        "一旦发生火灾，消防车进不来",
    ):
        assert signs.pressing(KNOWN, "", said, date(2026, 4, 10)) == [], said
    found = signs.pressing(KNOWN, "", "去年修的挡墙没事，可是今早山上掉石头", date(2026, 4, 10))
    assert [words for _one, words in found] == [("掉石头",)], "another clause takes nothing away"


def test_in_a_long_letter_one_word_in_passing_is_too_little() -> None:
    long, on = "物业多次涨价，业主不同意。" * 30 + "保安还动手打人。", date(2026, 4, 10)
    assert signs.pressing(KNOWN, "物业涨价", long, on) == []
    assert signs.pressing(KNOWN, "保安动手打人", long, on) != []
    assert signs.pressing(KNOWN, "物业涨价", f"{long}有人被砸伤。", on) != []


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        (("labour.wages", "labour.gold"), 2, "no class 'labour.gold'"),
        (("[欠薪]", "[欠]"), 2, "two characters"),
        (("[欠薪]", "[欠薪, 欠薪]"), 2, "written twice"),
        (("[请问<how>]", "请问"), 3, "a list of words"),
        (("<how>", "<why>"), 3, "no set 'why'"),
        (("[6]", "[13]"), 10, "months"),
        (("certainty: H", "certainty: sure"), 9, "certainty"),
    ],
)
def test_a_mistake_in_the_signs_is_named_with_file_and_line(
    wrong: tuple[str, str], line: int, words: str
) -> None:
    with pytest.raises(RulebookError) as caught:
        signs.parse(read_text(SMALL.replace(*wrong), "signs.yaml"), classes.classes(load()))
    assert words in caught.value.what
    assert caught.value.where == f"signs.yaml:{line}"
