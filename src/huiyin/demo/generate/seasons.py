"""When matters come in: on working days above all, more after holidays and in spring, a little more each year."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from huiyin.clock import SHANGHAI
from huiyin.statute.calendar import Calendar

DAY = timedelta(days=1)
BY_MONTH = (0.9, 0.9, 1.3, 1.1, 1.0, 1.0, 0.9, 1.0, 1.1, 0.95, 1.1, 1.05)
BY_WEEKDAY = (1.35, 1.1, 1.0, 0.95, 0.9, 0.8, 0.8)
OFF = 0.12
"""On a day off things come in by the site and by telephone only."""
GROWTH = 0.06
"""A year."""


@dataclass(frozen=True)
class Seasons:
    """The days of a period, with how much comes in on each of them."""

    first: date
    last: date
    calendar: Calendar
    shares: tuple[float, ...]
    """How much has come in by the end of each day."""
    working: tuple[date, ...]
    """For each day of the period and some time after it: the first working day from then on."""

    def received(self, place: int, of: int) -> date:
        """The day on which the n-th of all matters comes in; later ones never come in earlier."""
        return self.first + bisect(self.shares, (place + 0.5) / of * self.shares[-1]) * DAY

    def is_working(self, day: date) -> bool:
        """Whether offices are at work."""
        return self.working_from(day) == day

    def working_from(self, day: date) -> date:
        """That day, or the next on which offices are at work."""
        return self.working[(day - self.first).days]


def seasons(first: date, last: date, calendar: Calendar) -> Seasons:
    """The seasons from one day to another."""
    days = (last - first).days + 1
    return Seasons(
        first, last, calendar, tuple(accumulate(_share(first + n * DAY, first, calendar) for n in range(days))),
        _working(first, days + 400, calendar),
    )  # fmt: skip


def _share(day: date, first: date, calendar: Calendar) -> float:
    years = (day - first).days / 365.25
    if not calendar.is_working(day):
        return OFF * (1 + GROWTH * years)
    return BY_MONTH[day.month - 1] * BY_WEEKDAY[day.weekday()] * (1 + GROWTH * years)


def _working(first: date, days: int, calendar: Calendar) -> tuple[date, ...]:
    found: list[date] = []
    following = first + days * DAY
    for n in range(days - 1, -1, -1):
        day = first + n * DAY
        following = day if calendar.is_working(day) else following
        found.append(following)
    return tuple(reversed(found))


def moment(day: date, minutes: int) -> datetime:
    """So many minutes after half past eight, and never past the day."""
    return datetime.combine(day, time(8, 30), SHANGHAI) + timedelta(minutes=min(minutes, 900))
