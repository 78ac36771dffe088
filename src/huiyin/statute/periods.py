"""Counting periods.

Neither the Regulation of 2022 nor that of 2005 says how a period is counted, so the general rules are
used by analogy: the day of the event is not counted (Civil Code 201(1)), a month ends on the day of the
same number or else on the last of the month (202), and a period whose last day is a day off ends on the
day after the holiday (203(1)). Before 2021 the same rules stood in the General Principles of Civil Law.
"""
# LEGAL-QUESTION: 203(1) says 法定休假日; the usual reading, followed here, takes week-ends for such days.
# LEGAL-QUESTION: the Regulation writes 日 and, once, 工作日 (23(3)); so 日 is read as natural days.

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from huiyin.statute.calendar import ONE_DAY, WEEKDAYS, Calendar
from huiyin.statute.reading import Words

Unit = Literal["day", "working_day", "month"]
UNITS: tuple[Unit, ...] = get_args(Unit)
UNIT_WORDS: dict[Unit, tuple[str, str, str]] = {
    "day": ("日", "day", "days"),
    "working_day": ("个工作日", "working day", "working days"),
    "month": ("个月", "month", "months"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Written out: the standard library's names follow the process's locale."""
CIVIL_CODE = date(2021, 1, 1)
"""The Civil Code is in force from this day; earlier counts rest on the law before it."""


class Counted(NamedTuple):
    """A period that has been counted."""

    start: date
    """The day of the event, itself not counted."""
    nominal: date
    """届满日: the last day by the number alone."""
    due: date
    """顺延后: the last day once days off have been passed over."""
    provisional: bool
    """Whether a year without a holiday notice was touched, so that `due` may yet change."""


class Step(NamedTuple):
    """One step of a count, in words."""

    zh: str
    en: str


def count(start: date, length: int, unit: Unit, calendar: Calendar, *, roll: bool = True) -> Counted:
    """Count a period that the event on `start` sets running."""
    return _count(start, length, unit, calendar, roll)


@lru_cache(maxsize=65536)
def _count(start: date, length: int, unit: Unit, calendar: Calendar, roll: bool) -> Counted:
    """The count itself; kept, since the same few starts recur. (A cached function hides its types.)"""
    if length < 1:
        raise ValueError(f"a period has at least one day, not {length}")
    if unit == "day":
        nominal = start + timedelta(days=length)
    elif unit == "working_day":
        nominal = calendar.add_working_days(start, length)
    elif unit == "month":
        nominal = _add_months(start, length)
    else:
        raise ValueError(f"a period is counted in {', '.join(UNITS)}, not {unit!r}")
    due = calendar.roll(nominal) if roll else nominal
    return Counted(start, nominal, due, calendar.provisional(start) or calendar.provisional(due))


def _add_months(start: date, length: int) -> date:
    """The day of the same number, or the last of a shorter month (Civil Code 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + length, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def extend(base: Counted | date, days: int, calendar: Calendar, *, roll: bool = True) -> Counted:
    """Extend a period by days, counted from its nominal last day.

    The text does not say what an extension starts from when the last day is a day off. Counting from the
    nominal day is a named choice: an office does not gain days from a holiday twice.
    """
    nominal = base.nominal if isinstance(base, Counted) else base
    return count(nominal, days, "day", calendar, roll=roll)


def steps(
    start: date,
    length: int,
    unit: Unit,
    calendar: Calendar,
    *,
    roll: bool = True,
    event: Words | None = None,
    basis: Step | None = None,
) -> list[Step]:
    """The count in words, one sentence a step; `event` names what happened on `start`, `basis` another text than ours
    on which the count rests."""
    return list(_steps(start, length, unit, calendar, roll, event, basis))


@lru_cache(maxsize=8192)
def _steps(
    start: date,
    length: int,
    unit: Unit,
    calendar: Calendar,
    roll: bool,
    event: Words | None,
    basis: Step | None,
) -> tuple[Step, ...]:
    counted = count(start, length, unit, calendar, roll=roll)
    found = [_first_day(start, event)]
    if unit == "working_day":
        found += _working_days(counted, length, calendar)
    else:
        found.append(_last_day(counted, length, unit, calendar))
    if unit != "working_day" and not calendar.is_working(counted.nominal):
        found.append(_rolled(counted, calendar) if roll else _not_rolled(counted, calendar))
    found.append(basis or _basis(start, unit, rolled=counted.due != counted.nominal))
    if counted.provisional:
        found.append(_provisional(calendar))
    return tuple(found)


def say_day(d: date) -> Words:
    """A day with its day of the week: 2024年2月17日（星期六）, 17 February 2024 (Saturday)."""
    weekday = WEEKDAYS[d.weekday()]
    return Words(f"{_zh(d)}（{weekday.zh}）", f"{_en(d)} ({weekday.en})")


def _zh(d: date) -> str:
    return f"{d.year}年{d.month}月{d.day}日"


def _en(d: date) -> str:
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


def say_worked(d: date, calendar: Calendar) -> Words:
    """A working day with its day of the week, and that it is worked in exchange if so."""
    if not calendar.is_makeup(d):
        return say_day(d)
    weekday = WEEKDAYS[d.weekday()]
    return Words(f"{_zh(d)}（{weekday.zh}，调休上班）", f"{_en(d)} ({weekday.en}, a make-up working day)")


def _first_day(start: date, event: Words | None) -> Step:
    zh, en = event or Words("起算的事由发生", "The event that starts the period")
    tomorrow = start + ONE_DAY
    return Step(
        f"{zh}：{_zh(start)}。当日不计入，自次日{_zh(tomorrow)}起算。",
        f"{en}: {_en(start)}. That day is not counted; the count begins on the next day, {_en(tomorrow)}.",
    )


def _last_day(counted: Counted, length: int, unit: Unit, calendar: Calendar) -> Step:
    d = say_worked(counted.nominal, calendar)
    if unit == "month":
        return Step(
            f"{length}个月后的对应日（没有对应日的，为月末日）是{d.zh}，为届满日。",
            f"The matching day {_number(length, unit)} later (or the last of that month) is {d.en}: "
            "the nominal last day.",
        )
    return Step(f"第{length}日是{d.zh}，为届满日。", f"Day {length} is {d.en}: the nominal last day.")


def _number(length: int, unit: Unit) -> str:
    _, one, many = UNIT_WORDS[unit]
    return f"{length} {one if length == 1 else many}"


def _rolled(counted: Counted, calendar: Calendar) -> Step:
    why = calendar.why_off(counted.nominal)
    assert why is not None
    due = say_worked(counted.due, calendar)
    return Step(
        f"届满日是休息日（{why.zh}），顺延到其后的第一个工作日：{due.zh}。",
        f"The nominal last day is a day off ({why.en}), so the period runs on to the next working day: "
        f"{due.en}.",
    )


def _not_rolled(counted: Counted, calendar: Calendar) -> Step:
    why = calendar.why_off(counted.nominal)
    assert why is not None
    return Step(
        f"届满日是休息日（{why.zh}），按本规则不顺延。",
        f"The nominal last day is a day off ({why.en}); by this rule the period does not run on.",
    )


def _working_days(counted: Counted, length: int, calendar: Calendar) -> list[Step]:
    """The days passed over, runs of one reason together, then the last day."""
    runs: list[tuple[date, date, Words]] = []
    for n in range(1, (counted.nominal - counted.start).days):
        d = counted.start + timedelta(days=n)
        why = calendar.why_off(d)
        if why is None:
            continue
        if runs and runs[-1][1] == d - ONE_DAY and runs[-1][2] == why:
            runs[-1] = (runs[-1][0], d, why)
        else:
            runs.append((d, d, why))
    found: list[Step] = []
    if runs:
        zh = "、".join(f"{_span(a, b).zh}（{why.zh}）" for a, b, why in runs)
        en = ", ".join(f"{_span(a, b).en} ({why.en})" for a, b, why in runs)
        found.append(Step(f"只计工作日，不计：{zh}。", f"Only working days count; passed over: {en}."))
    last = say_worked(counted.nominal, calendar)
    found.append(
        Step(
            f"第{length}个工作日是{last.zh}，为届满日。",
            f"Working day {length} is {last.en}: the last day.",
        )
    )
    return found


def _span(a: date, b: date) -> Words:
    return Words(_zh(a), _en(a)) if a == b else Words(f"{_zh(a)}至{_zh(b)}", f"{_en(a)} to {_en(b)}")


def _basis(start: date, unit: Unit, *, rolled: bool) -> Step:
    """On which text the count rests; in each case by analogy, since the Regulation has none."""
    if start < CIVIL_CODE:
        return Step(
            "《信访工作条例》《信访条例》没有规定期间怎样计算；2021年以前起算的，类推当时的《民法通则》第一百五十四条（凭记忆，未核实）。",
            "Neither Regulation says how a period is counted; before 2021 this rests by analogy on the "
            "General Principles of Civil Law 154 (from memory, unverified).",
        )
    articles = ["201"] + (["202"] if unit == "month" else []) + (["203"] if rolled else [])
    zh = {"201": "第二百零一条", "202": "第二百零二条", "203": "第二百零三条"}
    return Step(
        f"《信访工作条例》没有规定期间怎样计算，类推《民法典》{'、'.join(zh[a] for a in articles)}。",
        "The Regulation does not say how a period is counted; this rests by analogy on the Civil Code "
        f"{', '.join(articles)}.",
    )


def _provisional(calendar: Calendar) -> Step:
    return Step(
        f"放假通知目前只到{calendar.last_year}年：其后只按周末计算，此日期是暂定的，通知公布后可能变动。",
        f"Holiday notices reach only to {calendar.last_year}: beyond it only week-ends are passed over. "
        "This date is provisional and may change once a notice is given.",
    )
