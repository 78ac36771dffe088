"""Dates and time left, in words: pure functions, time and calendar are arguments.

A person reads "还有 3 个工作日", not a timestamp. Colour comes from `level`, but never alone: the words
say the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.papers.citing import cite
from huiyin.web.citing import in_english

Level = Literal["ok", "soon", "today", "overdue", "met", "late"]

SOON = 3  # working days; from here on a duty is shown in amber
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_ZH = "一二三四五六日"


def cited(provision: object) -> str:
    """A provision as people who have never seen our short forms can read it."""
    text = str(provision or "")
    return in_english(text) if english() else cite(text)


class WorkingDays(Protocol):
    """What is needed of a calendar: the answer for a day, and that equal calendars are interchangeable."""

    def __hash__(self) -> int: ...

    def is_working(self, d: date, /) -> bool:
        """Whether offices work on this day."""
        ...


@dataclass(frozen=True, slots=True)
class Remaining:
    """Time left as words, how pressing it is, and the numbers behind the words."""

    words: str
    level: Level
    days: int  # calendar days; negative when overdue
    working_days: int  # working days after today up to and including the due day; 0 when overdue


def working_days_between(today: date, due: date, calendar: WorkingDays) -> int:
    """Working days after `today` up to and including `due`: those still left to work in."""
    step = timedelta(days=1)
    day, count = today, 0
    while day < due:
        day += step
        count += calendar.is_working(day)
    return count


def _in_working_days(count: int) -> str:
    return _("还有 1 个工作日") if count == 1 else _("还有 %(n)s 个工作日") % {"n": count}


def _in_days(count: int) -> str:
    return _("还有 1 天") if count == 1 else _("还有 %(n)s 天") % {"n": count}


def _overdue(count: int) -> str:
    return _("已超期 1 天") if count == 1 else _("已超期 %(n)s 天") % {"n": count}


def _late(count: int) -> str:
    return _("已完成，迟 1 天") if count == 1 else _("已完成，迟 %(n)s 天") % {"n": count}


def remaining(today: date, due: date, calendar: WorkingDays) -> Remaining:
    """How long until `due`, seen from `today`.

    Ahead it counts working days, because those are what an office has; where only days off are left it
    says plain days. Behind it counts calendar days, because lateness does not rest on a Sunday.
    """
    days = (due - today).days
    if days < 0:
        return Remaining(_overdue(-days), "overdue", days, 0)
    if days == 0:
        return Remaining(_("今天到期"), "today", 0, 0)
    working = working_days_between(today, due, calendar)
    words = _in_working_days(working) if working else _in_days(days)
    return Remaining(words, "soon" if working <= SOON else "ok", days, working)


def met(met_on: date, due: date) -> Remaining:
    """A duty that was met: on time, or how many days late."""
    days = (due - met_on).days
    if days < 0:
        return Remaining(_late(-days), "late", days, 0)
    return Remaining(_("按时完成"), "met", days, 0)


def english() -> bool:
    """Whether the page is being shown in English."""
    return (get_language() or "").startswith("en")


def day(value: date) -> str:
    """2026年11月20日 / 20 Nov 2026."""
    if english():
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def weekday(value: date) -> str:
    """周五 / Fri."""
    return _DAYS[value.weekday()] if english() else f"周{_DAYS_ZH[value.weekday()]}"


def full_day(value: date) -> str:
    """2026年11月20日（周五） / Fri 20 Nov 2026."""
    return f"{weekday(value)} {day(value)}" if english() else f"{day(value)}（{weekday(value)}）"


def short_day(value: date, today: date | None = None) -> str:
    """11月20日 / 20 Nov; with its year when that is not today's year."""
    if today is not None and value.year != today.year:
        return day(value)
    if english():
        return f"{value.day} {_MONTHS[value.month - 1]}"
    return f"{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """2026年11月20日 9:05 in Shanghai time."""
    local = value.astimezone(_SHANGHAI) if value.tzinfo else value
    return f"{day(local.date())} {local.hour}:{local.minute:02d}"


def when(value: date | datetime | None) -> str:
    """A day or a minute, whichever is known; nothing for nothing."""
    if value is None:
        return ""
    return moment(value) if isinstance(value, datetime) else day(value)


def bilingual(value: object) -> str:
    """Words in the page's language: of `{zh: …, en: …}`, an object with `zh` and `en`, or plain text."""
    if value is None:
        return ""
    if isinstance(value, dict):
        zh, en = value.get("zh"), value.get("en")
    else:
        zh, en = getattr(value, "zh", None), getattr(value, "en", None)
    if zh is None and en is None:
        return str(value)
    chosen = (en or zh) if english() else (zh or en)
    return str(chosen)


def grouped(code: str, size: int = 0) -> list[str]:
    """A code of digits in groups that can be read out: 123456789012 -> 1234 5678 9012, 407193 -> 407 193."""
    bare = "".join(code.split())
    size = size or (3 if len(bare) == 6 else 4)
    return [bare[at : at + size] for at in range(0, len(bare), size)]
