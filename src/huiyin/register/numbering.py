"""Number series without gaps: taken inside the transaction of the act, so a refused act takes none."""

from __future__ import annotations

from datetime import date

from django.db import connection

from huiyin.offices import selectors
from huiyin.offices.models import Signboard


def take(code: str, word: str, year: int) -> int:
    """The next serial of a series. The row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO register_series (code, word, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (code, word, year) DO UPDATE SET last = register_series.last + 1 RETURNING last",
            [code, word, year],
        )
        return int(cursor.fetchone()[0])


def paper_number(board: Signboard, word: str, on: date, *, restricted: bool) -> tuple[str, str, int]:
    """Number, series and serial of a paper: 柏信受〔2026〕1号. Restricted files have series of their own,
    whose word says nothing about their content."""
    code = board.number_code or board.name
    own = f"特{word}" if restricted else word
    serial = take(code, own, on.year)
    return f"{code}{own}〔{on.year}〕{serial}号", f"{code}{own}{on.year}", serial


def entry_number(office: str, on: date, *, restricted: bool) -> str:
    """Number of an entry and of the file it opens."""
    code = "特" if restricted else (selectors.signboard(office, on).number_code or office)
    return f"{code}{on.year}-{take(code, '件', on.year):05d}"
