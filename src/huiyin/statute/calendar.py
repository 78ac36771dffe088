"""Working days: the yearly holiday notices of the State Council as tables.

One file a year under ``rulebook/calendars``: the days off, and the week-end days that are worked in
exchange (调休上班). A year nobody has given notice of yet has its week-ends off and nothing else, and
every date in it is provisional: nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.statute.reading import (
    Rows,
    RulebookError,
    Table,
    Words,
    choice,
    day,
    expect,
    rows,
    text,
    whole,
    words,
)

ONE_DAY = timedelta(days=1)

WEEKDAYS = (
    Words("星期一", "Monday"),
    Words("星期二", "Tuesday"),
    Words("星期三", "Wednesday"),
    Words("星期四", "Thursday"),
    Words("星期五", "Friday"),
    Words("星期六", "Saturday"),
    Words("星期日", "Sunday"),
)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a notice: its days off, and the week-end days worked for it."""

    name: Words
    first: date
    last: date
    worked: tuple[date, ...]

    def days(self) -> Iterable[date]:
        """Every day off of this holiday."""
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)


@dataclass(frozen=True, slots=True)
class Year:
    """What the notices for one year say."""

    year: int
    holidays: tuple[Holiday, ...]
    notices: tuple[str, ...]
    certainty: str
    source: str


def parse_year(table: Table, year: int) -> Year:
    """One calendar file.

    A notice may also move the last days of December before (31 December 2011 was worked for the New
    Year of 2012), so those belong to the file of the year the notice was given for.
    """
    expect(table, ("year", "certainty", "holidays"), ("notices",))
    if whole(table, "year") != year:
        table.fail(f"the file is named for {year} but says {table['year']}", "year")
    parsed: list[Holiday] = []
    for row in rows(table, "holidays"):
        expect(row, ("zh", "en", "from", "to"), ("worked",), of=table.at("holidays"))
        parsed.append(_holiday(row, year))
    notices = rows(table, "notices") if "notices" in table else ()
    certainty = choice(table, "certainty", "ABCM")
    found = Year(year, tuple(parsed), tuple(str(n) for n in notices), certainty, table.at())
    _no_overlap(found, table)
    return found


def _holiday(row: Table, year: int) -> Holiday:
    text(row, "zh")
    first, last = day(row, "from"), day(row, "to")
    if last < first:
        row.fail(f"ends on {last} before it begins on {first}", "to")
    worked = row.get("worked", Rows())
    for d in worked:
        if not isinstance(d, date):
            row.fail(f"{d!r} is not a date", "worked")
        if d.weekday() < _SATURDAY:
            row.fail(f"{d} is no Saturday or Sunday, so it is not worked in exchange", "worked")
    for d in (first, last, *worked):
        if not date(year - 1, 12, 1) <= d <= date(year, 12, 31):
            row.fail(f"{d} does not belong to the notice for {year}")
    return Holiday(words(row), first, last, tuple(worked))


def _no_overlap(year: Year, table: Table) -> None:
    seen: set[date] = set()
    for holiday in year.holidays:
        for d in (*holiday.days(), *holiday.worked):
            if d in seen:
                table.fail(f"{d} is named twice in the calendar of {year.year}", "holidays")
            seen.add(d)


class Calendar:
    """Which days are worked. Equal and hashed by its edition, so that counts can be cached on it."""

    __slots__ = ("_hash", "_next", "_off", "_worked", "edition", "first_year", "last_year", "years")

    def __init__(self, years: Iterable[Year], edition: str) -> None:
        self.edition = edition
        self.years = {y.year: y for y in sorted(years, key=lambda y: y.year)}
        if not self.years:
            raise RulebookError("calendars", "no year at all")
        self.first_year, self.last_year = min(self.years), max(self.years)
        self._off: dict[date, Words] = {}
        self._worked: set[date] = set()
        for year in self.years.values():
            self._add(year)
        self._next: dict[date, date] = {}
        self._hash = hash(edition)

    def _add(self, year: Year) -> None:
        if year.year - 1 not in self.years and year.year != self.first_year:
            raise RulebookError(year.source, f"there is no calendar for {year.year - 1}, the year before")
        for holiday in year.holidays:
            for d in (*holiday.days(), *holiday.worked):
                if d in self._off or d in self._worked:
                    raise RulebookError(year.source, f"{d} is already in the calendar of another year")
            self._off.update(dict.fromkeys(holiday.days(), holiday.name))
            self._worked.update(holiday.worked)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and other.edition == self.edition

    def __hash__(self) -> int:
        return self._hash

    def is_working(self, d: date) -> bool:
        """Whether offices work on that day."""
        if d in self._off:
            return False
        return d.weekday() < _SATURDAY or d in self._worked

    def is_makeup(self, d: date) -> bool:
        """Whether it is a Saturday or Sunday worked in exchange for a holiday (调休上班)."""
        return d in self._worked

    def why_off(self, d: date) -> Words | None:
        """Why that day is off: the holiday's name or the day of the week; None on a working day."""
        holiday = self._off.get(d)
        if holiday is not None:
            return Words(f"{holiday.zh}假期", f"{holiday.en} holiday")
        return None if self.is_working(d) else WEEKDAYS[d.weekday()]

    def provisional(self, d: date) -> bool:
        """Whether no notice has been given for that day's year, so that the day may yet change."""
        return not self.first_year <= d.year <= self.last_year

    def roll(self, d: date) -> date:
        """The day itself if it is worked, else the next one that is (Civil Code 203(1))."""
        found = self._next.get(d)
        if found is None:
            found = d
            while not self.is_working(found):
                found += ONE_DAY
            self._next[d] = found
        return found

    def add_working_days(self, d: date, n: int) -> date:
        """The n-th working day after d, which is itself not counted."""
        if n < 1:
            raise ValueError(f"at least one working day, not {n}")
        while n:
            d = self.roll(d + ONE_DAY)
            n -= 1
        return d
