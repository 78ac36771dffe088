"""What comes back from a form drawn from the rulebook: typed values, or the very words that were typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils import translation

from huiyin.statute.loader import load
from huiyin.web.draw import draw_spec
from huiyin.web.fields import (
    Bound,
    Choice,
    FieldSpec,
    Unreadable,
    bind,
    parse_day,
    parse_minute,
    spec_from,
    with_errors,
)

POINTS = (Choice("1", "接通排水沟"), Choice("2", "补做坡道"))
OFFICES = tuple(Choice(f"o{n}", f"第{n}单位") for n in range(20))


def bound(spec: FieldSpec, query: str) -> Bound:
    with translation.override("zh-hans"):
        return bind([spec], QueryDict(query))


def drawn(spec: FieldSpec) -> str:
    with translation.override("zh-hans"):
        return str(draw_spec(spec).control)


@pytest.mark.parametrize(
    "typed", ["2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "20261120", " 2026-11-20 "]
)
def test_a_day_is_read_however_people_write_it(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["2026-02-30", "20 Nov", "昨天", "2026-13-01"])
def test_what_is_no_day_is_refused_with_the_words_that_were_typed(typed: str) -> None:
    with pytest.raises(Unreadable, match=typed):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["2026-11-20T09:05", "2026-11-20 9:05", "2026年11月20日 9时5分"])
def test_a_minute_is_a_minute_in_shanghai(typed: str) -> None:
    assert parse_minute(typed) == datetime(2026, 11, 20, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("spec", "query", "value"),
    [
        (FieldSpec("a", "text", "甲"), "a=%20x%20", "x"),
        (FieldSpec("a", "longtext", "甲"), "a=1%0D%0A2", "1\n2"),
        (FieldSpec("a", "days", "甲", max=30), "a=20", 20),
        (FieldSpec("a", "bool", "甲"), "a=1", True),
        (FieldSpec("a", "bool", "甲"), "", False),
        (FieldSpec("a", "office", "甲", choices=OFFICES), "a=o3", "o3"),
        (FieldSpec("a", "office", "甲", choices=OFFICES), "a=第3单位", "o3"),
        (FieldSpec("a", "offices", "甲", choices=OFFICES), "a=第3单位&a=&a=o4", ["o3", "o4"]),
        (FieldSpec("a", "points", "甲", points=POINTS), "a=2", ["2"]),
        (FieldSpec("a", "per_point", "甲", points=POINTS), "a-1=x&a-2=y", {"1": "x", "2": "y"}),
        (FieldSpec("a", "per_point_date", "甲", points=POINTS), "a-1=2026-5-18", {"1": date(2026, 5, 18)}),
        (FieldSpec("a", "ground", "甲", choices=(Choice("g", "理由"),)), "a=g", "g"),
        (FieldSpec("a", "id", "甲"), "a=17", "17"),
    ],
)
def test_each_kind_of_field_comes_back_typed(spec: FieldSpec, query: str, value: Any) -> None:
    found = bound(spec, query)
    assert found.ok, found.specs
    assert found.values["a"] == value


@pytest.mark.parametrize(
    ("spec", "query", "kept"),
    [
        (FieldSpec("a", "date", "甲"), "a=2026-2-30", "2026-2-30"),
        (FieldSpec("a", "datetime", "甲"), "a=九点", "九点"),
        (FieldSpec("a", "days", "甲", max=30), "a=三十天", "三十天"),
        (FieldSpec("a", "days", "甲", max=30), "a=31", "31"),
        (FieldSpec("a", "office", "甲", choices=OFFICES), "a=不存在的局", "不存在的局"),
        (FieldSpec("a", "offices", "甲", choices=OFFICES), "a=o3&a=不存在的局", "不存在的局"),
        (FieldSpec("a", "longtext", "甲", max=5), "a=一二三四五六", "一二三四五六"),
        (FieldSpec("a", "per_point_date", "甲", points=POINTS), "a-2=2026-2-30", "2026-2-30"),
        (FieldSpec("a", "date", "甲", max=date(2026, 11, 20)), "a=2026-11-21", "2026-11-21"),
    ],
)
def test_what_cannot_be_read_is_refused_and_stays_in_the_form(spec: FieldSpec, query: str, kept: str) -> None:
    found = bound(spec, query)
    assert not found.ok
    assert kept in drawn(found.specs[0])


def test_an_office_is_found_by_its_short_name_and_a_part_of_a_name_says_which_are_near() -> None:
    among = (Choice("jw", "柏川县纪委监委", "县纪委监委"), Choice("c_jw", "洛原市纪委监委", "市纪委监委"))
    spec = FieldSpec("a", "office", "甲", choices=among)
    assert bound(spec, "a=县纪委监委").values["a"] == "jw"
    found = bound(spec, "a=纪委")
    assert found.specs[0].errors == ("没有“纪委”这一项。是不是：柏川县纪委监委、洛原市纪委监委？",)


def test_an_answer_missing_for_one_point_is_said_at_that_point_and_the_other_is_kept() -> None:
    spec = FieldSpec("answer", "per_point", "逐项答复", required=True, points=POINTS)
    found = bound(spec, "answer-1=已接通")
    assert not found.ok
    assert dict(found.specs[0].point_errors) == {"2": "这项诉求还没有填写。"}
    assert "已接通" in drawn(found.specs[0])


def test_a_required_field_left_empty_names_itself() -> None:
    found = bound(FieldSpec("reason", "longtext", "理由", required=True), "")
    assert found.specs[0].errors == ("请填写：理由",)


def test_a_refusal_from_below_stands_beside_the_field_it_names() -> None:
    (spec,) = with_errors([FieldSpec("days", "days", "天数")], {"days": "最多 30 日。"})
    assert spec.errors == ("最多 30 日。",)


def test_typed_markup_is_shown_as_typed_and_never_run() -> None:
    found = bound(FieldSpec("a", "longtext", "甲"), "a=%3Cscript%3Ealert(1)%3C/script%3E")
    html = drawn(found.specs[0])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_every_field_of_every_act_in_the_rulebook_can_be_drawn() -> None:
    rows = [
        row
        for name, table in load().tables.items()
        if name.startswith("acts_")
        for act in table.values()
        for row in act.get("fields", ())
    ]
    assert rows
    for row in rows:
        html = drawn(spec_from(row, points=POINTS))
        assert f'name="{row["key"]}' in html, row
