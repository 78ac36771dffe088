"""What keeps a paper from being issued: everything missing is listed, nothing written is dropped."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.papers.compose import Incomplete
from huiyin.papers.content import ContentError, is_empty, missing
from huiyin.papers.kinds import kind, kinds
from huiyin.papers.samples import sample
from tests.papers.reading import issued
from tests.proves import proves


@pytest.mark.parametrize("key", list(kinds()))
def test_a_complete_paper_lacks_nothing(key: str) -> None:
    assert missing(key, sample(key)) == []


@pytest.mark.parametrize("key", list(kinds()))
def test_every_required_part_is_missed_when_it_is_blank(key: str) -> None:
    spec = kind(key)
    for part in spec.parts:
        if part.required == "no" or part.required == "per_point_if_any" or part.kind == "points":
            continue
        content: dict[str, Any] = sample(key)  # type: ignore[assignment]
        if part.required == "per_point":
            content["points"][-1][part.key] = "　 \n"
            expected: tuple[str, int | None] = (part.key, len(content["points"]))
        else:
            blank: Any = [] if part.form in ("list", "rows") else " \u3000\t"
            content["computed" if part.computed else "parts"][part.key] = blank
            expected = (part.key, None)
        assert [(m.part, m.point) for m in missing(key, content)] == [expected]


@proves("R22 32(1)")
@pytest.mark.parametrize("part", ["reasons", "facts", "outcome", "opinion", "basis"])
def test_r22_32_1_an_opinion_that_leaves_a_point_unanswered_cannot_be_issued(part: str) -> None:
    content = sample("handling_opinion")
    del content["points"][1][part]
    with pytest.raises(Incomplete) as refusal:
        issued("handling_opinion", content=content)
    assert [(m.part, m.point) for m in refusal.value.missing] == [(part, 2)]
    assert "第2项" in str(refusal.value)


@proves("R22 32(1)")
def test_r22_32_1_a_refusal_lists_all_that_is_missing_in_both_languages() -> None:
    content = sample("handling_opinion")
    content["points"][0]["opinion"] = ""
    content["points"][2]["basis"] = None
    content["parts"]["inquiry"] = " "
    found = missing("handling_opinion", content)
    assert [(m.part, m.point) for m in found] == [("inquiry", None), ("opinion", 1), ("basis", 3)]
    assert found[0].zh == "“调查经过”没有填写"
    assert found[1].en == "Point 1: “Opinion” is empty"


@proves("R22 32(2)")
def test_r22_32_2_a_supported_point_needs_a_day_and_someone_to_carry_it_out() -> None:
    content = sample("handling_opinion")
    for name in ("execution", "execution_by"):
        content["points"][0].pop(name)
    found = [(m.part, m.point) for m in missing("handling_opinion", content)]
    assert found == [("execution_by", 1), ("execution", 1)]


@proves("R22 35")
def test_r22_35_an_opinion_without_an_organ_of_review_cannot_be_issued() -> None:
    content = sample("handling_opinion")
    content["computed"]["review_organs"] = []
    assert [m.part for m in missing("handling_opinion", content)] == ["review_organs"]


@proves("R22 34")
def test_r22_34_an_extension_without_its_reason_cannot_be_told() -> None:
    content = sample("extension_notice")
    content["parts"]["reason"] = ""
    with pytest.raises(Incomplete):
        issued("extension_notice", content=content)


def test_a_paper_without_points_cannot_be_issued_where_points_are_its_substance() -> None:
    content = sample("acceptance_notice")
    content["points"] = []
    assert [m.part for m in missing("acceptance_notice", content)] == ["points"]


def test_a_paper_to_nobody_cannot_be_issued() -> None:
    content = sample("reply")
    content["addressee"] = "　"
    assert [m.part for m in missing("reply", content)] == ["addressee"]


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("due_on", "2026年5月", "不是日期"),
        ("due_on", "2026-02-30", "不是日期"),
        ("channel", "pigeon", "须从"),
        ("period_days", "sixty", "应为整数"),
    ],
)
def test_a_value_that_cannot_be_printed_counts_as_missing(part: str, value: Any, said: str) -> None:
    content = sample("acceptance_notice")
    content["computed"][part] = value
    found = missing("acceptance_notice", content)
    assert [m.part for m in found] == [part]
    assert said in found[0].zh


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": {"raeson": "写错了键的字也不能悄悄丢掉"}},
        {"computed": {"plan": "不是系统写的"}},
        {"points": [{"no": 1, "words": "甲", "opinion": "受理告知书里没有这一栏"}]},
        {"adressee": "张某"},
        {"addressed": "thou"},
        {"parts": {"plan": ["不是文字"]}},
        {"computed": {"oversight": {"not": "text"}}},
    ],
)
def test_what_a_paper_has_no_place_for_is_refused_and_never_dropped(wrong: dict[str, Any]) -> None:
    with pytest.raises(ContentError):
        missing("acceptance_notice", wrong)


@pytest.mark.parametrize(
    "blank", ["", " ", "\u3000\n\t", "\u200b", "\ufeff", None, [], [" "], [{"name": ""}]]
)
def test_white_space_of_any_kind_is_nothing(blank: Any) -> None:
    assert is_empty(blank)


@pytest.mark.parametrize("given", ["无", 0, ["甲"], [{"name": "县政府"}], "-"])
def test_a_word_or_a_nought_is_something(given: Any) -> None:
    assert not is_empty(given)
