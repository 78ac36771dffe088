"""Time left, in words a person reads at once; colour is decided here and never stands alone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from huiyin.statute.loader import load
from huiyin.web import words

CALENDAR = load().calendar
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due", "said", "level"),
    [
        (date(2026, 12, 21), "还有 21 个工作日", "ok"),
        (date(2026, 11, 26), "还有 4 个工作日", "ok"),
        (date(2026, 11, 25), "还有 3 个工作日", "soon"),
        (date(2026, 11, 23), "还有 1 个工作日", "soon"),
        (date(2026, 11, 20), "今天到期", "today"),
        (date(2026, 11, 19), "已超期 1 天", "overdue"),
        (date(2026, 11, 18), "已超期 2 天", "overdue"),
    ],
)
def test_the_time_left_is_said_in_working_days_and_lateness_in_days(due: date, said: str, level: str) -> None:
    with translation.override("zh-hans"):
        left = words.remaining(FRIDAY, due, CALENDAR)
    assert (left.words, left.level) == (said, level)


def test_the_national_day_holiday_leaves_no_working_day_and_is_said_in_days() -> None:
    with translation.override("zh-hans"):
        left = words.remaining(date(2026, 10, 1), date(2026, 10, 3), CALENDAR)
    assert (left.words, left.working_days, left.level) == ("还有 2 天", 0, "soon")


def test_a_make_up_saturday_counts_as_a_working_day() -> None:
    # 14 February 2026 is a Saturday worked for the Spring Festival.
    assert CALENDAR.is_working(date(2026, 2, 14))
    assert words.working_days_between(date(2026, 2, 13), date(2026, 2, 14), CALENDAR) == 1


def test_a_duty_met_late_says_how_late() -> None:
    with translation.override("zh-hans"):
        assert words.met(date(2026, 11, 4), date(2026, 11, 2)).words == "已完成，迟 2 天"
        assert words.met(date(2026, 11, 2), date(2026, 11, 2)).words == "按时完成"


def test_the_same_words_exist_in_english() -> None:
    with translation.override("en"):
        assert words.remaining(FRIDAY, date(2026, 11, 25), CALENDAR).words == "3 working days left"
        assert words.remaining(FRIDAY, date(2026, 11, 23), CALENDAR).words == "1 working day left"
        assert words.remaining(FRIDAY, date(2026, 11, 18), CALENDAR).words == "2 days overdue"


def test_days_and_minutes_are_said_in_shanghai_time_in_both_languages() -> None:
    evening = datetime(2026, 3, 1, 23, 5, tzinfo=ZoneInfo("UTC"))
    with translation.override("zh-hans"):
        assert words.full_day(FRIDAY) == "2026年11月20日（周五）"
        assert words.short_day(FRIDAY, date(2026, 1, 1)) == "11月20日"
        assert words.short_day(FRIDAY, date(2027, 1, 1)) == "2026年11月20日"
        assert words.when(evening) == "2026年3月2日 7:05"
    with translation.override("en"):
        assert words.full_day(FRIDAY) == "Fri 20 Nov 2026"
    assert words.when(None) == ""


def test_anything_with_zh_and_en_is_said_in_the_language_of_the_page() -> None:
    step = load().duties["answer"][0] if "answer" in load().duties else None
    pair = {"zh": "受理", "en": "Accept"}
    with translation.override("en"):
        assert words.bilingual(pair) == "Accept"
        assert words.bilingual({"zh": "受理"}) == "受理"
        assert step is None or words.bilingual(step)
    with translation.override("zh-hans"):
        assert words.bilingual(pair) == "受理"
    assert words.bilingual(None) == ""


def test_a_code_is_read_out_in_groups_of_four() -> None:
    assert words.grouped("7382 0194 5562") == ["7382", "0194", "5562"]
