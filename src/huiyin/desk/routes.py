"""The routing table, what is wrong with it, and how well classes are proposed: one page, counts only, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.desk import labels
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.nav import ROUTERS
from huiyin.desk.registering_forms import class_choices
from huiyin.intake import classing, routing
from huiyin.intake.learn.model import Unreadable
from huiyin.intake.models import ClassChoice
from huiyin.web.fields import Choice, FieldSpec

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table in words."""

    subject: str
    place: str
    office: str
    route: routing.Route

    @property
    def percent(self) -> int:
        """The share in whole per cent."""
        return round(self.route.confidence * 100)


@dataclass(frozen=True, slots=True)
class Learned:
    """The model in use, and how often what was proposed was chosen."""

    version: str
    report: dict[str, Any]
    trouble: str
    kept: int
    taken: int

    @property
    def percent(self) -> int:
        """The share of proposals that were chosen."""
        return round(100 * self.taken / self.kept) if self.kept else 0


@require_GET
@at_desk
def routes(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every row, filtered by subject; gaps, overlaps, stale rows and rows against the remits above."""
    if not seat.actor.has(*ROUTERS):
        raise PermissionDenied
    book = seat.law.book
    table = routing.table(book, seat.today)
    names = {c.value: c.label for c in class_choices(seat.law, seat.today)}
    wanted = request.GET.get("subject", "")
    shown = [r for r in table if not wanted or r.subject == wanted]
    faults = routing.faults(book, seat.today, table)
    found = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = page(
        request, seat, "routes", rows=[_row(r, names) for r in found], found=found, narrowed=bool(wanted),
        fields=[_filter({r.subject for r in table}, names, wanted)], learned=_learned(),
        gaps=[names.get(s, s) for s in faults.gaps],
        overlaps=[(names.get(o.subject, o.subject), labels.many(labels.office(c) for c in o.offices)) for o in faults.overlaps],
        stale=[_row(r, names) for r in faults.stale], outside=[_row(r, names) for r in faults.outside],
    )  # fmt: skip
    return render(request, "desk/admin/routes.html", context)


def _row(route: routing.Route, names: dict[str, str]) -> Row:
    return Row(
        names.get(route.subject, route.subject), route.place or _("各地"), labels.office(route.office), route
    )


def _filter(subjects: set[str], names: dict[str, str], wanted: str) -> FieldSpec:
    listed = tuple(Choice(s, names.get(s, s)) for s in sorted(subjects))
    return FieldSpec("subject", "choice", _("分类"), choices=listed, value=wanted)


def _learned() -> Learned:
    kept = classing.store()
    version, report, trouble = "", {}, ""
    try:
        if version := kept.current():
            report = kept.report(version)
    except (Unreadable, OSError, ValueError) as error:
        trouble = str(error)
    counted = ClassChoice.objects.filter(entry__restricted=False).aggregate(
        kept=Count("pk"), taken=Count("pk", filter=Q(proposed=F("chosen")))
    )
    return Learned(version, report, trouble, counted["kept"], counted["taken"])


paths = [path("routes/", routes, name="routes")]
