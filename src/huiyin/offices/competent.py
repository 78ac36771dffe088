"""Offices that a rule of the rulebook names by kind or by remit: who does that here."""

from __future__ import annotations

from datetime import date

from huiyin.offices import selectors
from huiyin.offices.models import Level, Office
from huiyin.statute.rules import Finder

HERE = (Level.COUNTY, Level.TOWN)


def offices_for(finder: Finder, on: date) -> list[Office]:
    """The offices of this place of those kinds, or with such a word among their remits; none where none is known.

    A kind means the office of the county: a town has its own discipline body, but no court.
    """
    found = []
    for one in selectors.offices(on):
        by_kind = one.kind in finder.kinds and one.level == Level.COUNTY
        by_remit = one.level in HERE and any(word in remit for remit in one.remit for word in finder.remits)
        if by_kind or by_remit:
            found.append(one)
    return found
