"""A further entry, or one more petitioner, of a matter that is registered already (R22 20(3), 22(1)).

Neither stops, moves or ends a clock. A further entry goes through the form of its channel, with this matter
decided beforehand; a person who only signs is added here, and gets a query code and a PIN of his own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.desk import labels, outcome
from huiyin.desk import registering_draft as drafts
from huiyin.desk.actform import petitioners
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, matter
from huiyin.desk.registering_entry import people
from huiyin.desk.registering_forms import CHANNELS, person_row
from huiyin.register.opening import NewPerson, join_person
from huiyin.register.vault import digest
from huiyin.statute.model import CLAIMING, Refused
from huiyin.web.fields import Bound, FieldSpec, bind, with_errors
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422


def _matter(seat: Seat, file_id: int, kind: str) -> Matter:
    """The matter, where this act is open here and the office may know whose it is; 404 else."""
    m = matter(seat, file_id, kind)
    if not m.named or not any(o.kind == kind for o in m.open):
        raise Http404
    return m


@require_GET
@at_desk
def add_entry(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Choose how the further entry came in; its form then joins it to this matter."""
    m = _matter(seat, file_id, "add_entry")
    ways = [(key, str(label)) for key, label in CHANNELS.items()]
    why = bilingual(m.law.acts["add_entry"].words)
    context = page(request, seat, "list", m=m, file=m.file, title=m.title, ways=ways, why=why)
    return render(request, "desk/add_entry.html", context)


# ------------------------------------------------------------------ one more petitioner


def _specs(m: Matter) -> tuple[FieldSpec, ...]:
    row = person_row(1, "join", 1)
    speaks = FieldSpec("for", "choice", _("代谁提出"), choices=petitioners(m), private=True)
    unnamed = tuple(c for c in petitioners(m) if c.value in _speaking_for_nobody(m))
    spoken = FieldSpec("agent", "choice", _("此前由谁代其提出"), choices=unnamed, private=True)
    name = replace(row.main[0], required=True)
    day = FieldSpec("on", "date", _("加入日期"), required=True, value=m.seat.today, max=m.seat.today)
    return (day, name, *row.main[1:], *row.more, speaks, *((spoken,) if unnamed else ()))


def _speaking_for_nobody(m: Matter) -> frozenset[str]:
    """Numbers of those who came for somebody who was not known then."""
    return frozenset(str(r.no) for r in m.roles if r.role in CLAIMING and r.principal is None)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def join(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Who joins, in which role; then the slip with the code and the PIN that are his own."""
    m = _matter(seat, file_id, "join")
    if request.method != "POST":
        return _page(request, m, Bound({}, _specs(m)))
    bound = bind(_specs(m), request.POST)
    values = bound.values
    if bound.ok and values.get("p1-role") in ("agent", "guardian") and not values.get("for"):
        why = {"for": _("代理人、监护人加入的，请选择代谁提出。")}
        bound = replace(bound, specs=with_errors(bound.specs, why))
    if not bound.ok or any(s.errors for s in bound.specs):
        return _page(request, m, bound, status=WRONG)
    return _sent(request, m, bound)


def _sent(request: HttpRequest, m: Matter, bound: Bound) -> HttpResponse:
    seat, values, form = m.seat, bound.values, request.POST.get("form", "")
    key = form if drafts.good_key(form) else drafts.new_key()
    (person,) = people(values, 1)
    try:
        role, pin = join_person(
            m.file, person, on=values["on"], by=seat.actor, now=seat.now, principal=int(values.get("for") or 0),
            agent=int(values.get("agent") or 0),
            key=digest("join form", f"{m.file.pk}:{key}"),
        )  # fmt: skip
    except Refused as refused:
        told = outcome.refusal(matter(seat, m.file.pk, "refused"), refused, m.file.last_seq, "join")
        return _page(request, m, bound, refused=told, status=WRONG)
    if pin:
        drafts.keep_receipt(seat.officer, key, _slip(m, role, person, pin), seat.now)
    return redirect("desk:register_receipt", key)


def _slip(m: Matter, role: Any, person: NewPerson, pin: str) -> dict[str, Any]:
    """What the counter hands over to him."""
    return {
        "file": m.file.pk, "number": m.file.number, "entry": m.file.number, "paper": 0, "visible": True, "joined": False,
        "again": False, "late": 0, "doubts": [], "restricted": m.file.restricted, "holder": "", "owed": [],
        "received_on": m.file.matter.received_on.isoformat(),
        "people": [{
            "no": role.no, "name": str((person.person or {}).get("name") or ""), "code": role.code, "pin": pin,
            "role": labels.of(labels.ROLES, role.role), "phone": False,
        }],
    }  # fmt: skip


def _page(
    request: HttpRequest, m: Matter, bound: Bound, *, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    form = request.POST.get("form", "")
    hidden = {"form": form if drafts.good_key(form) else drafts.new_key()}
    context = page(
        request, m.seat, "list", m=m, file=m.file, title=m.title, specs=bound, refused=refused, hidden=hidden,
        names=[(m.names[r.no], labels.of(labels.ROLES, r.role)) for r in m.roles],
        cancel=reverse("desk:file", args=[m.file.pk]), why=bilingual(m.law.acts["join"].words), seen=m.file.last_seq,
    )  # fmt: skip
    return render(request, "desk/join.html", context, status=status)


paths = [
    path("files/<int:file_id>/entry/", add_entry, name="add_entry"),
    path("files/<int:file_id>/join/", join, name="join"),
]
