"""Where a report or an accusation lies from its first moment (R22 30(3))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings

from huiyin.offices import selectors
from huiyin.offices.errors import UnknownOffice

HOPS = 4  # village, town, county, city, province: nobody stands higher here


def home(office: str, accused: Iterable[str], on: date) -> str:
    """The office that holds it: the one that took it in, if somebody there is named for such matters.

    Else the petition office nearest above with a named officer, and never one that is accused or stands under
    an accused office along any relation. Where there is none the petition office of this place holds it, so
    that nothing is turned away.
    """
    closed = set(accused)
    for code in tuple(closed):
        closed |= _under(code, on)
    for code in _line(office, on):
        if code not in closed and selectors.holders(code, "confidential", on):
            return code
    return str(settings.HUIYIN_FRONT_OFFICE) or office


def _under(code: str, on: date) -> frozenset[str]:
    try:
        return selectors.subordinates(code, on)
    except UnknownOffice:
        return frozenset()


def _line(office: str, on: date) -> Iterator[str]:
    """The office itself and the petition offices above it, then the petition office of this place and those above."""
    for start in dict.fromkeys((office, str(settings.HUIYIN_FRONT_OFFICE))):
        code = start
        for _hop in range(HOPS):
            yield code
            above = selectors.petition_office_above(code, on)
            if above is None:
                break
            code = above.code
