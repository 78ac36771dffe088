"""Working days, from the State Council's yearly notices."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.statute.calendar import Calendar, parse_year
from huiyin.statute.loader import load
from huiyin.statute.reading import RulebookError, Words, read_text
from tests.proves import proves

CALENDAR = load().calendar
DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))

UNLIKE_CHINESECALENDAR = {
    # 国办发明电〔2005〕35号 works this Saturday for the New Year of 2006; the package leaves it out.
    date(2005, 12, 31): True,
}


def test_every_day_of_2005_to_2026_agrees_with_chinesecalendar() -> None:
    d = date(2005, 1, 1)
    while d <= date(2026, 12, 31):
        expected = UNLIKE_CHINESECALENDAR.get(d, chinese_calendar.is_workday(d))
        assert CALENDAR.is_working(d) is expected, f"{d}"
        d += timedelta(days=1)


def test_every_make_up_day_agrees_with_chinesecalendar() -> None:
    d = date(2005, 1, 1)
    while d <= date(2026, 12, 31):
        expected = d in UNLIKE_CHINESECALENDAR or d in chinese_calendar.constants.workdays
        assert CALENDAR.is_makeup(d) is expected, f"{d}"
        d += timedelta(days=1)


def test_every_year_names_its_notice() -> None:
    assert list(CALENDAR.years) == list(range(2005, 2027))
    for year in CALENDAR.years.values():
        assert year.notices
        assert all(str(year.year - 1) in n or str(year.year) in n for n in year.notices)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 2, 17), Words("春节假期", "Spring Festival holiday")),
        (date(2024, 2, 24), Words("星期六", "Saturday")),
        (date(2024, 9, 8), Words("星期日", "Sunday")),
        (date(2020, 10, 1), Words("国庆节、中秋节假期", "National Day and Mid-Autumn Festival holiday")),
        (date(2007, 12, 31), Words("元旦假期", "New Year's Day holiday")),
        (date(2027, 1, 1), None),
        (date(2024, 2, 18), None),
    ],
)
def test_a_day_off_says_why(day: date, why: Words | None) -> None:
    assert CALENDAR.why_off(day) == why


def test_a_make_up_sunday_is_worked() -> None:
    sunday = date(2024, 2, 18)
    assert CALENDAR.is_makeup(sunday)
    assert CALENDAR.is_working(sunday)
    assert CALENDAR.roll(date(2024, 2, 10)) == sunday


@proves("R22 23(3)")
def test_r22_23_3_a_make_up_saturday_counts_as_a_working_day() -> None:
    assert date(2024, 10, 12).weekday() == 5
    assert CALENDAR.add_working_days(date(2024, 10, 11), 1) == date(2024, 10, 12)


def test_a_year_without_notice_has_its_week_ends_off_and_nothing_invented() -> None:
    assert CALENDAR.last_year == 2026
    d = date(2027, 1, 1)
    while d.year == 2027:
        assert CALENDAR.is_working(d) is (d.weekday() < 5)
        assert CALENDAR.provisional(d)
        d += timedelta(days=1)
    assert not CALENDAR.provisional(date(2026, 12, 31))
    assert CALENDAR.provisional(date(2004, 12, 31))


@given(DAYS)
def test_a_day_off_has_a_reason_and_a_working_day_has_none(day: date) -> None:
    assert (CALENDAR.why_off(day) is None) is CALENDAR.is_working(day)


@given(DAYS)
def test_rolling_reaches_the_first_working_day_and_no_other(day: date) -> None:
    rolled = CALENDAR.roll(day)
    assert rolled >= day
    assert CALENDAR.is_working(rolled)
    assert not any(CALENDAR.is_working(day + timedelta(days=n)) for n in range((rolled - day).days))


@given(DAYS, st.integers(1, 60))
def test_working_days_are_added_one_by_one(day: date, n: int) -> None:
    reached = CALENDAR.add_working_days(day, n)
    passed = [day + timedelta(days=i) for i in range(1, (reached - day).days + 1)]
    assert sum(CALENDAR.is_working(d) for d in passed) == n
    assert CALENDAR.is_working(reached)


def test_adding_no_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        CALENDAR.add_working_days(date(2024, 1, 2), 0)


GOOD = "year: 2024\ncertainty: C\nholidays:\n  - {zh: 元旦, en: New Year, from: 2024-01-01, to: 2024-01-01}\n"


def more(days: str) -> str:
    """The good calendar with one more holiday."""
    return GOOD + "  - {zh: 春节, en: Spring Festival, " + days + "}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("2024\n", "2025\n", 1), "1: the file is named for 2024 but says 2025"),
        (more("from: 2024-02-17, to: 2024-02-10"), "5: ends on 2024-02-10 before it begins"),
        (more("from: 2024-02-10, to: 2024-02-17, worked: [2024-02-19]"), "5: 2024-02-19 is no Saturday"),
        (more("from: 2024-02-10, to: 2024-02-17, worked: [2024-02-17]"), "2024-02-17 is named twice"),
        (more("from: 2024-01-01, to: 2024-01-02"), "2024-01-01 is named twice"),
        (more("from: 2025-02-10, to: 2025-02-17"), "5: 2025-02-10 does not belong to the notice for 2024"),
        (more("from: 2024-02-10, to: 2024-02-17, worked: [tomorrow]"), "5: 'tomorrow' is not a date"),
        (more("from: 2024-02-10, till: 2024-02-17"), "5: unknown key 'till'"),
        ("year: 2024\ncertainty: C\nholidays: []\n", "3: 'holidays' must be a list of at least one"),
    ],
)
def test_a_calendar_that_cannot_be_true_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RulebookError) as caught:
        parse_year(read_text(text, "2024.yaml"), 2024)
    assert said in str(caught.value)


def test_a_day_may_not_stand_in_two_years() -> None:
    first = parse_year(
        read_text(GOOD + "  - {zh: 元旦, en: x, from: 2024-12-31, to: 2024-12-31}\n", "a"), 2024
    )
    text = GOOD.replace("2024", "2025").replace("from: 2025-01-01", "from: 2024-12-31")
    with pytest.raises(RulebookError, match="2024-12-31 is already in the calendar of another year"):
        Calendar([first, parse_year(read_text(text, "b"), 2025)], "x")


def test_calendars_of_one_edition_are_equal_and_share_their_counts() -> None:
    again = Calendar(CALENDAR.years.values(), CALENDAR.edition)
    other = Calendar(CALENDAR.years.values(), "another")
    assert again == CALENDAR
    assert hash(again) == hash(CALENDAR)
    assert other != CALENDAR
