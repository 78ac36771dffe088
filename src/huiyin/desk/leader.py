"""For a leader with five minutes: what is late, where, since when, and whose. One page that prints.

It measures offices by lateness, never by how many petitions concern them, and it names no person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from huiyin.desk import labels, proofs, worklist
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.nav import LEADERS
from huiyin.register.access import CONFIDENTIAL, visible_to
from huiyin.register.models import Duty, OpenDuty, Sight
from huiyin.register.naming import spoken, without
from huiyin.register.owing import barred
from huiyin.statute.law import Law
from huiyin.web.parts import Due

SHOWN = 36
"""Lines that fit on one printed page."""
LEAST = 2
"""Of each office at least so many, if they fit, so that nobody hides behind the slowest."""


@dataclass(frozen=True, slots=True)
class Late:
    """One duty that is late."""

    file_id: int
    number: str
    title: str
    what: str
    due: date
    days: int
    why: Due


@dataclass(slots=True)
class Bloc:
    """One office: how many of its duties are late, since when, and the oldest of them."""

    office: str
    count: int
    since: date
    days: int
    rows: list[Late] = field(default_factory=list)

    @property
    def some(self) -> bool:
        """Whether more are late than are shown."""
        return self.count > len(self.rows)


def in_sight(seat: Seat) -> QuerySet[OpenDuty]:
    """Duties a leader answers for: the office's own; for a petition department, of all it sent or received."""
    rows = OpenDuty.objects.filter(kind="duty")
    if seat.actor.has(CONFIDENTIAL):
        rows = rows.exclude(file__in=barred(seat.actor))
    else:
        rows = rows.filter(restricted=False)
    if seat.petition:
        return rows.filter(
            Exists(Sight.objects.filter(file=OuterRef("file"), office_id=seat.actor.office or ""))
        )
    return rows.filter(office_id=seat.actor.office or "")


def blocs(seat: Seat, law: Law) -> tuple[list[Bloc], int, int]:
    """Late duties by office, the office with the oldest first; all late ones; and offices left off the page."""
    late = in_sight(seat).filter(due__lt=seat.today)
    groups = list(
        late.values("office").annotate(n=Count("duty"), since=Min("due")).order_by("since", "office")
    )
    room = _room([g["n"] for g in groups])
    found = []
    for g, lines in zip(groups, room, strict=True):
        if not lines:
            continue
        bloc = Bloc(labels.office(str(g["office"])), g["n"], g["since"], (seat.today - g["since"]).days)
        ids = list(
            late.filter(office=g["office"]).order_by("due", "duty").values_list("duty", flat=True)[:lines]
        )
        bloc.rows = _rows(seat, ids, law)
        found.append(bloc)
    return found, sum(g["n"] for g in groups), len(groups) - len(found)


def _room(counts: list[int]) -> list[int]:
    """How many lines each office gets on the page: a few each, the rest to the oldest; none where it is full."""
    least = LEAST if len(counts) * LEAST <= SHOWN else 1
    lines = [min(n, least) if i * least < SHOWN else 0 for i, n in enumerate(counts)]
    left = SHOWN - sum(lines)
    for i, n in enumerate(counts):
        more = min(max(left, 0), n - lines[i]) if lines[i] else 0
        lines[i] += more
        left -= more
    return lines


def _rows(seat: Seat, ids: list[int], law: Law) -> list[Late]:
    duties = Duty.objects.in_bulk(ids)
    files = {
        f.pk: f
        for f in visible_to(seat.actor)
        .filter(pk__in={d.file_id for d in duties.values()})
        .select_related("matter")
    }
    named = spoken(files)
    found = []
    for pk in ids:
        d = duties[pk]
        f = files.get(d.file_id)
        if f is not None and d.due is not None:
            title = without(f.matter.title, named.get(f.pk, ()), instead="某")
            days = (seat.today - d.due).days
            what = labels.rule(law, d.rule)
            found.append(Late(f.pk, f.number, title, what, d.due, days, proofs.due_of(d, what)))
    return found


@require_GET
@at_desk
def leader(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is late in this leader's sight."""
    if seat.office is None or not seat.actor.has(*LEADERS):
        raise Http404
    law = seat.law
    found, total, off = blocs(seat, law)
    soon = worklist.by_when(in_sight(seat), "soon", seat.today, law.calendar).count()
    context = page(request, seat, "leader", blocs=found, total=total, soon=soon, off=off)
    return render(request, "desk/leader.html", context)


paths = [path("leader/", leader, name="leader")]
