"""How periods are counted: by analogy with the Civil Code, 201 to 203."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.statute.loader import load
from huiyin.statute.periods import UNITS, Counted, Unit, count, extend, steps
from huiyin.statute.reading import Words
from tests.proves import proves

CALENDAR = load().calendar
STARTS = st.dates(date(2005, 1, 1), date(2032, 12, 31))
LENGTHS = st.integers(1, 120)
UNIT = st.sampled_from(UNITS)


def due(start: date, length: int, unit: Unit = "day") -> tuple[date, date]:
    counted = count(start, length, unit, CALENDAR)
    assert not counted.provisional
    return counted.nominal, counted.due


@proves("R22 22(1)", "Civil Code 203")
def test_r22_22_1_dispatch_period_ending_on_a_holiday_runs_to_the_make_up_sunday() -> None:
    assert due(date(2024, 2, 2), 15) == (date(2024, 2, 17), date(2024, 2, 18))


@proves("R22 34", "Civil Code 203")
def test_r22_34_sixty_days_ending_on_a_sunday_run_to_monday() -> None:
    assert due(date(2024, 7, 10), 60) == (date(2024, 9, 8), date(2024, 9, 9))


@proves("R22 22(1)", "Civil Code 203")
def test_r22_22_1_dispatch_period_ending_on_new_years_day_runs_to_the_second() -> None:
    assert due(date(2024, 12, 17), 15) == (date(2025, 1, 1), date(2025, 1, 2))


@proves("R22 34")
def test_r22_34_sixty_days_from_acceptance_on_16_march_2026_end_on_15_may() -> None:
    assert due(date(2026, 3, 16), 60) == (date(2026, 5, 15), date(2026, 5, 15))


@proves("R22 34")
def test_r22_34_twenty_days_of_extension_end_on_4_june() -> None:
    first = count(date(2026, 3, 16), 60, "day", CALENDAR)
    assert extend(first, 20, CALENDAR)[1:3] == (date(2026, 6, 4), date(2026, 6, 4))


@proves("R22 34")
def test_r22_34_an_extension_runs_from_the_nominal_day_and_not_from_the_day_after_roll_forward() -> None:
    first = count(date(2024, 7, 10), 60, "day", CALENDAR)
    assert (first.nominal, first.due) == (date(2024, 9, 8), date(2024, 9, 9))
    assert extend(first, 30, CALENDAR).nominal == date(2024, 10, 8)
    assert extend(first.nominal, 30, CALENDAR) == extend(first, 30, CALENDAR)


@proves("R22 35")
def test_r22_35_thirty_days_from_service_on_4_june_2026_end_on_a_saturday_and_run_to_monday() -> None:
    assert due(date(2026, 6, 4), 30) == (date(2026, 7, 4), date(2026, 7, 6))


@proves("R22 23(3)")
def test_r22_23_3_five_working_days_pass_over_the_spring_festival() -> None:
    assert due(date(2024, 2, 7), 5, "working_day") == (date(2024, 2, 20), date(2024, 2, 20))


@proves("R22 23(3)")
def test_r22_23_3_natural_days_are_not_working_days() -> None:
    assert due(date(2024, 2, 7), 5, "day")[0] == date(2024, 2, 12)


@proves("Civil Code 201")
def test_civil_code_201_the_day_of_the_event_is_not_counted() -> None:
    assert due(date(2024, 3, 4), 1) == (date(2024, 3, 5), date(2024, 3, 5))
    assert due(date(2024, 3, 4), 1, "working_day") == (date(2024, 3, 5), date(2024, 3, 5))


@proves("Civil Code 202")
@pytest.mark.parametrize(
    ("start", "length", "nominal"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 15), 2, date(2024, 3, 15)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 12, 5), 12, date(2025, 12, 5)),
    ],
)
def test_civil_code_202_a_month_ends_on_the_day_of_the_same_number(
    start: date, length: int, nominal: date
) -> None:
    assert count(start, length, "month", CALENDAR).nominal == nominal


def test_a_period_can_be_counted_without_running_on() -> None:
    kept = count(date(2024, 2, 2), 15, "day", CALENDAR, roll=False)
    assert kept.due == kept.nominal == date(2024, 2, 17)


@pytest.mark.parametrize("length", [0, -1])
def test_a_period_of_no_days_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        count(date(2024, 2, 2), length, "day", CALENDAR)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="counted in day, working_day, month"):
        count(date(2024, 2, 2), 1, "week", CALENDAR)  # type: ignore[arg-type]


@proves("Civil Code 203")
@given(STARTS, LENGTHS, UNIT)
def test_no_period_ends_before_its_nominal_day_or_on_a_day_off(start: date, length: int, unit: Unit) -> None:
    counted = count(start, length, unit, CALENDAR)
    assert start < counted.nominal <= counted.due
    assert CALENDAR.is_working(counted.due)


@given(STARTS, LENGTHS, UNIT)
def test_no_period_runs_on_past_a_working_day(start: date, length: int, unit: Unit) -> None:
    counted = count(start, length, unit, CALENDAR)
    between = [counted.nominal + timedelta(days=n) for n in range((counted.due - counted.nominal).days)]
    assert not any(CALENDAR.is_working(d) for d in between)


@given(STARTS, st.integers(0, 400), LENGTHS, UNIT)
def test_who_starts_later_never_ends_earlier(start: date, later: int, length: int, unit: Unit) -> None:
    one = count(start, length, unit, CALENDAR)
    two = count(start + timedelta(days=later), length, unit, CALENDAR)
    assert one.nominal <= two.nominal
    assert one.due <= two.due


@given(STARTS, LENGTHS, UNIT)
def test_who_has_longer_never_ends_earlier(start: date, length: int, unit: Unit) -> None:
    one, two = (count(start, n, unit, CALENDAR) for n in (length, length + 1))
    assert one.nominal < two.nominal
    assert one.due <= two.due


@given(STARTS, LENGTHS, UNIT)
def test_a_count_is_provisional_exactly_if_it_touches_a_year_without_notice(
    start: date, length: int, unit: Unit
) -> None:
    counted = count(start, length, unit, CALENDAR)
    assert counted.provisional is (counted.due.year > 2026)


@given(STARTS, st.integers(1, 60), st.integers(1, 30))
def test_an_extension_is_never_shorter_than_what_it_extends(start: date, length: int, days: int) -> None:
    first = count(start, length, "day", CALENDAR)
    longer = extend(first, days, CALENDAR)
    assert longer.nominal == first.nominal + timedelta(days=days)
    assert longer.due >= first.due


def said(start: date, length: int, unit: Unit = "day", *, event: Words | None = None) -> tuple[str, str]:
    found = steps(start, length, unit, CALENDAR, event=event)
    return "\n".join(s.zh for s in found), "\n".join(s.en for s in found)


def test_the_steps_say_event_nominal_day_reason_and_roll_forward() -> None:
    zh, en = said(date(2024, 2, 2), 15, event=Words("收到", "Received"))
    assert zh == (
        "收到：2024年2月2日。当日不计入，自次日2024年2月3日起算。\n"
        "第15日是2024年2月17日（星期六），为届满日。\n"
        "届满日是休息日（春节假期），顺延到其后的第一个工作日：2024年2月18日（星期日，调休上班）。\n"
        "《信访工作条例》没有规定期间怎样计算，类推《民法典》第二百零一条、第二百零三条。"
    )
    assert en == (
        "Received: 2 February 2024. That day is not counted; "
        "the count begins on the next day, 3 February 2024.\n"
        "Day 15 is 17 February 2024 (Saturday): the nominal last day.\n"
        "The nominal last day is a day off (Spring Festival holiday), so the period runs on to the next "
        "working day: 18 February 2024 (Sunday, a make-up working day).\n"
        "The Regulation does not say how a period is counted; "
        "this rests by analogy on the Civil Code 201, 203."
    )


def test_the_steps_of_working_days_name_what_was_passed_over() -> None:
    zh, en = said(date(2024, 2, 7), 7, "working_day")
    assert "不计：2024年2月10日至2024年2月17日（春节假期）。" in zh
    assert "passed over: 10 February 2024 to 17 February 2024 (Spring Festival holiday)." in en
    assert "第7个工作日是2024年2月22日（星期四），为届满日。" in zh
    assert "顺延" not in zh


def test_week_ends_passed_over_are_named_day_by_day() -> None:
    zh, _ = said(date(2024, 3, 6), 5, "working_day")
    assert "不计：2024年3月9日（星期六）、2024年3月10日（星期日）。" in zh


def test_a_working_day_count_that_passes_nothing_over_says_nothing_of_it() -> None:
    zh, _ = said(date(2024, 3, 4), 2, "working_day")
    assert "不计：" not in zh


def test_the_steps_rest_on_the_civil_code_from_2021_and_on_the_law_before_it_until_then() -> None:
    assert "《民法通则》第一百五十四条" in said(date(2020, 12, 31), 15)[0]
    assert "《民法典》第二百零一条" in said(date(2021, 1, 1), 15)[0]
    assert "第二百零二条" in said(date(2024, 1, 31), 1, "month")[0]


def test_the_steps_of_a_provisional_date_say_so_in_both_languages() -> None:
    zh, en = said(date(2026, 12, 20), 15)
    assert "暂定" in zh
    assert "provisional" in en
    assert "暂定" not in said(date(2026, 12, 1), 15)[0]


def test_a_rule_that_does_not_run_on_says_so() -> None:
    found = steps(date(2024, 2, 2), 15, "day", CALENDAR, roll=False)
    assert any("不顺延" in s.zh and "does not run on" in s.en for s in found)


@given(STARTS, LENGTHS, UNIT)
def test_the_steps_always_name_the_start_the_last_day_and_the_text_they_rest_on(
    start: date, length: int, unit: Unit
) -> None:
    counted = count(start, length, unit, CALENDAR)
    zh, en = said(start, length, unit)
    for d in {start, counted.nominal, counted.due}:
        assert f"{d.year}年{d.month}月{d.day}日" in zh
        assert f"{d.day} {d:%B} {d.year}" in en
    assert "类推" in zh
    assert "by analogy" in en


def test_a_count_is_kept_for_calendars_of_one_edition() -> None:
    assert count(date(2024, 2, 2), 15, "day", CALENDAR) is count(date(2024, 2, 2), 15, "day", CALENDAR)
    assert isinstance(count(date(2024, 2, 2), 15, "day", CALENDAR), Counted)
