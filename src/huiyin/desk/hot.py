"""Hot issues and early signs, for the petition department: subjects and places, no names, nothing to export."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.registering_forms import BETWEEN, class_choices
from huiyin.intake.matching import hot

POSTS = frozenset({"petition_leader", "supervisor"})
SPANS = (30, 90, 180, 365)


@require_GET
@at_desk
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Groups of matters about one event, by how many people raised it."""
    if not seat.petition or not seat.actor.has(*POSTS):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else SPANS[1]
    found = hot.hot(seat.actor, today=seat.today, days=days)
    called = {c.value: c.label for c in class_choices(seat.law, seat.today)}
    rows = [(h, called.get(known := BETWEEN.join(h.subject), known)) for h in found]
    context = page(
        request, seat, "hot", issues=[r for r in rows if not r[0].early], signs=[r for r in rows if r[0].early],
        days=days, spans=SPANS,
    )  # fmt: skip
    return render(request, "desk/hot.html", context)


paths = [path("hot/", show, name="hot")]
