"""The gate of the desk: who sits here, in which office, on which day. Every page of the desk comes through it.

An officer may hold posts in several offices; the office chosen is kept in the session and switched on the
officer's own page. What the officer may see and do follows from the posts in that office alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from huiyin import clock
from huiyin.desk.nav import header
from huiyin.desk.signin import ask_to_sign_in
from huiyin.offices import selectors
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Office, Officer
from huiyin.offices.structure import structure
from huiyin.register.law import current
from huiyin.statute.law import Law

OFFICE = "office"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, "Seat", P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the desk: the officer, acting in one office, at one moment."""

    officer: Officer
    actor: Actor
    now: datetime
    held: Mapping[str, frozenset[str]]
    """Posts by office code; administrators under the empty code."""

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return self.now.astimezone(clock.SHANGHAI).date()

    @property
    def office(self) -> Office | None:
        """The office chosen; an administrator has none."""
        return structure().offices.get(self.actor.office or "")

    @property
    def offices(self) -> tuple[Office, ...]:
        """Every office in which a post is held today."""
        return tuple(structure().offices[code] for code in self.held if code)

    @property
    def law(self) -> Law:
        """The rulebook in force here."""
        return current()

    @property
    def petition(self) -> bool:
        """Whether the office chosen is a petition department."""
        return self.office is not None and self.office.petition


def take_seat(request: HttpRequest) -> Seat | None:
    """The signed-in officer in the office chosen; None for a visitor."""
    officer = request.user
    if not isinstance(officer, Officer):
        return None
    now = clock.now()
    today = clock.today()
    held = selectors.posts_by_office(officer, today)
    chosen = request.session.get(OFFICE)
    return Seat(officer, acting(officer, chosen if chosen in held else None, on=today, held=held), now, held)


def choose_office(request: HttpRequest, seat: Seat, code: str) -> bool:
    """Act in this office from now on; no where no post is held there."""
    if not code or code not in seat.held:
        return False
    request.session[OFFICE] = code
    return True


def at_desk(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The view gets the seat; a visitor is asked to sign in, and what he sent is kept for afterwards."""

    @wraps(view)
    @never_cache
    def seated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        seat = take_seat(request)
        if seat is None:
            return ask_to_sign_in(request)
        return view(request, seat, *args, **kwargs)

    return seated


def page(request: HttpRequest, seat: Seat, here: str = "", **more: Any) -> dict[str, Any]:
    """What every page of the desk needs, and what this one adds. `here`: the section to mark."""
    law = seat.law
    return {
        "desk": header(seat.officer, seat.office, seat.actor, here, query=request.GET.get("q", "")),
        "seat": seat,
        "today": seat.today,
        "calendar": law.calendar,
        **more,
    }


def may_register(seat: Seat) -> bool:
    """Whether the posts held here include one that registers."""
    return bool(seat.office and seat.actor.posts & seat.law.acts["register"].who)
