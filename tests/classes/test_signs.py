"""Key words of the rulebook: what they point to, and that a mistake in them is named."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.intake import classes, signs
from huiyin.statute.loader import load
from huiyin.statute.reading import RulebookError, read_text
from tests.proves import proves

KNOWN = signs.signs(load())
SMALL = """
classes: {labour.wages: [欠薪]}
purposes: {enquiry: [请问]}
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
    assert signs.pressing(KNOWN, "今天天气很好", date(2026, 6, 1)) == []


def test_every_second_level_of_the_rulebook_has_words_that_point_to_it() -> None:
    for first in classes.on(load(), date(2026, 3, 2)):
        for second in first.second:
            assert KNOWN.classes.get(f"{first.title.zh} / {second.title.zh}"), second.key


@proves("S0-135")
def test_a_matter_presses_for_danger_for_a_time_that_lapses_and_in_its_season() -> None:
    def found(said: str, on: date) -> list[str]:
        return [one.key for one, _words in signs.pressing(KNOWN, said, on)]

    assert found("桥墩开裂，随时倒塌", date(2026, 1, 5)) == ["danger"]
    assert found("复议期限后天就满了，是最后一天", date(2026, 1, 5)) == ["lapsing"]
    assert found("今年还没有供暖", date(2026, 1, 5)) == ["season"]
    assert found("今年还没有供暖", date(2026, 7, 5)) == []


def test_purposes_are_pointed_to_by_their_words() -> None:
    def purpose(said: str) -> str:
        return signs.pointed(KNOWN.purposes, "", said)[0].key

    assert purpose("请问养老金怎么办理，想了解需要什么材料") == "enquiry"
    assert purpose("举报村干部贪污") == "accusation"
    assert purpose("建议增设公交站") == "suggestion"


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        (("labour.wages", "labour.gold"), 2, "no class 'labour.gold'"),
        (("[欠薪]", "[欠]"), 2, "two characters"),
        (("[欠薪]", "[欠薪, 欠薪]"), 2, "written twice"),
        (("[请问]", "请问"), 3, "a list of words"),
        (("[6]", "[13]"), 9, "months"),
        (("certainty: H", "certainty: sure"), 8, "certainty"),
    ],
)
def test_a_mistake_in_the_signs_is_named_with_file_and_line(
    wrong: tuple[str, str], line: int, words: str
) -> None:
    with pytest.raises(RulebookError) as caught:
        signs.parse(read_text(SMALL.replace(*wrong), "signs.yaml"), classes.classes(load()))
    assert words in caught.value.what
    assert caught.value.where == f"signs.yaml:{line}"
