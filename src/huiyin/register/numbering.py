"""Number series without gaps: taken inside the transaction of the act, so a refused act takes none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import connection

from huiyin.offices import selectors
from huiyin.offices.models import Signboard


class Series(NamedTuple):
    """One number series: one for each signboard, word and year."""

    code: str
    word: str
    year: int


def take(series: Series) -> int:
    """The next serial of a series. The row stays locked until the transaction ends."""
    return take_many({series: 1})[series]


def take_many(counts: Mapping[Series, int]) -> dict[Series, int]:
    """So many serials of each series; the first of each. Always asked in one order, so that two never deadlock."""
    wanted = sorted(counts.items())
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO register_series (code, word, year, last) VALUES {marks} "  # noqa: S608 - only marks
            "ON CONFLICT (code, word, year) DO UPDATE SET last = register_series.last + excluded.last "
            "RETURNING code, word, year, last",
            [value for series, count in wanted for value in (*series, count)],
        )
        last = {Series(code, word, int(year)): int(serial) for code, word, year, serial in cursor.fetchall()}
    return {series: last[series] - count + 1 for series, count in wanted}


def paper_series(board: Signboard, word: str, on: date, *, restricted: bool) -> Series:
    """Restricted files have series of their own, whose word says nothing about their content."""
    return Series(board.number_code or board.name, f"特{word}" if restricted else word, on.year)


def paper_text(series: Series, serial: int) -> tuple[str, str, int]:
    """Number, series and serial of a paper: 柏信受〔2026〕1号."""
    code, word, year = series
    return f"{code}{word}〔{year}〕{serial}号", f"{code}{word}{year}", serial


def paper_number(board: Signboard, word: str, on: date, *, restricted: bool) -> tuple[str, str, int]:
    """The next number of a paper, taken."""
    series = paper_series(board, word, on, restricted=restricted)
    return paper_text(series, take(series))


def entry_series(office: str, on: date, *, restricted: bool) -> Series:
    """The series of entries that come in at an office; restricted ones share one that names no office."""
    code = "特" if restricted else (selectors.signboard(office, on).number_code or office)
    return Series(code, "件", on.year)


def entry_text(series: Series, serial: int) -> str:
    """Number of an entry and of the file it opens."""
    return f"{series.code}{series.year}-{serial:05d}"


def entry_number(office: str, on: date, *, restricted: bool) -> str:
    """The next number of an entry, taken."""
    series = entry_series(office, on, restricted=restricted)
    return entry_text(series, take(series))
