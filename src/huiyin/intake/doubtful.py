"""How surely what a form was offered from a scanned letter was read: what is not sure is marked for whoever checks it.

Only words that still stand as they were read are judged; what somebody has typed since is his own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from huiyin.intake import letters, scanning
from huiyin.intake.models import PageState, ScanPage
from huiyin.intake.recognition import SURE_ENOUGH, Line


def lines_of(sheets: Iterable[ScanPage]) -> list[Line]:
    """The lines from which a form is filled: those of an unclear page are offered to nobody."""
    return [line for p in sheets if p.state != PageState.UNCLEAR for line in scanning.lines_of(p)]


def doubtful(lines: Iterable[Line]) -> list[Line]:
    """Lines that are to be checked."""
    return [line for line in lines if line.sure < SURE_ENOUGH]


def unsure(value: str | date | None, lines: Sequence[Line]) -> Line | None:
    """The least sure line that a value stands in, where that is to be checked; None where none is, or no line says it.

    What stands in the letter twice is as sure as where it was read better.
    """
    if not value:
        return None
    found = _with_day(value, lines) if isinstance(value, date) else _with_words(value, lines)
    worst = max((min(where, key=_how_sure) for where in found), key=_how_sure, default=None)
    return worst if worst and worst.sure < SURE_ENOUGH else None


def _how_sure(line: Line) -> float:
    return line.sure


def _with_day(day: date, lines: Sequence[Line]) -> list[Sequence[Line]]:
    return [[line] for line in lines if letters.proposed(line.text, today=day).written_on == day]


def _with_words(words: str, lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Each place where the words stand, as the lines they run over: blanks and marks aside, they may go on in the next."""
    wanted = _bare(words)
    bare = [_bare(line.text) for line in lines]
    owners = [line for line, text in zip(lines, bare, strict=True) for _ in text]
    whole, found, at = "".join(bare), list[Sequence[Line]](), -1
    while wanted and (at := whole.find(wanted, at + 1)) >= 0:
        found.append(owners[at : at + len(wanted)])
    return found


def _bare(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())
