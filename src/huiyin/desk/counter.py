"""The counter: somebody is here in person. Codes read out and printed, PINs set anew, what they want recorded.

Withdrawing, rating, consenting and confirming are the petitioner's own acts. A counter may write them down for
him, the office that handles the matter never may: the procedure refuses it, and the page says so beforehand.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.desk import labels, outcome
from huiyin.desk.actform import ActForm, petitioners
from huiyin.desk.doing import act_url
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, matter
from huiyin.desk.posting import posting
from huiyin.desk.presets import OPINIONS
from huiyin.desk.registering_receipt import where_to_follow
from huiyin.intake import pages
from huiyin.offices.actor import Actor
from huiyin.register.models import File, Reading, Role
from huiyin.register.opening import new_pin
from huiyin.register.record import Wish, record
from huiyin.register.roles import change_pin, consent
from huiyin.statute.guards_review import reviewable
from huiyin.statute.model import Refused
from huiyin.web.fields import Bound, Choice, FieldSpec, bind
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422
STAFF = frozenset({"registrar", "confidential", "petition_leader"})
OWN_ACTS = ("withdraw", "undo_withdraw", "rate", "consent_electronic", "confirm_receipt")
"""What a petitioner who comes in person may have written down."""
CHECKED: Mapping[str, str | Promise] = {
    "identity_document": gettext_lazy("核对了身份证件"),
    "other_document": gettext_lazy("核对了其他证件或者材料"),
    "known_in_person": gettext_lazy("工作人员认识本人"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one petitioner: the code, and the PIN if it was just set."""

    name: str
    number: str
    code: str
    pin: str = ""


def at_counter(seat: Seat, file_id: int, what: str = "counter") -> Matter:
    """The matter, for those who sit at a counter and may know who the petitioner is."""
    m = matter(seat, file_id, what)
    if not seat.actor.posts & STAFF:
        raise PermissionDenied
    if not m.named:
        raise Http404
    return m


def handles(m: Matter) -> bool:
    """Whether this office handles the matter, and so records nothing of the petitioner's own."""
    return any(p.office == m.seat.actor.office for p in m.state.proceedings.values() if p.kind != "dispatch")


# ------------------------------------------------------------------ the page


@require_GET
@at_desk
def counter(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """The petitioners of a matter, and what can be done for each of them here; `?print=label` the labels."""
    m = at_counter(seat, file_id)
    return _labels(request, m) if request.GET.get("print") == "label" else show(request, m)


def show(
    request: HttpRequest,
    m: Matter,
    *,
    slip: Slip | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a matter's petitioners; with a slip to print, or why something was not done."""
    kinds = {o.kind for o in m.open}
    acts = [(k, labels.act(m.law, k)) for k in OWN_ACTS if k in kinds]
    asked = _reviews(m)
    context = page(
        request, m.seat, "list", m=m, file=m.file, title=m.title, slip=slip, refused=refused, acts=acts,
        people=[
            (
                r, m.names[r.no], labels.of(labels.ROLES, r.role), m.state.withdrawals.get(r.no), posting(m, r),
                asked.get(r.no, ()),
            )
            for r in m.roles
        ],
        handles=handles(m), checked=[(k, str(v)) for k, v in CHECKED.items()], follow=where_to_follow(),
    )  # fmt: skip
    return render(request, "desk/counter/counter.html", context, status=status)


def _reviews(m: Matter) -> dict[int, list[tuple[str, str]]]:
    """By petitioner: what can be asked for by word of mouth now, or taken back, each with the page of its form."""
    found: dict[int, list[tuple[str, str]]] = {}
    open_now = {(o.kind, o.proceeding) for o in m.open}
    for kind, opinion in OPINIONS.items():
        for who, no in reviewable(m.state, opinion) if (kind, 0) in open_now else ():
            words = labels.pair(labels.act(m.law, kind), labels.paper(m.law, opinion))
            found.setdefault(who, []).append(
                (words, f"{act_url(m.file.pk, kind)}?petitioner={who}&paper={no}")
            )
    for p in m.state.proceedings.values():
        if p.review is not None and ("withdraw_review", p.no) in open_now:
            words = labels.pair(labels.act(m.law, "withdraw_review"), m.stage(p.no))
            href = f"{act_url(m.file.pk, 'withdraw_review', p.no)}&petitioner={p.review.applicant}"
            found.setdefault(p.review.applicant, []).append((words, href))
    return found


def one_of(m: Matter, no: str) -> Role:
    """The petitioner of this number; 404 else."""
    role = next((r for r in m.roles if str(r.no) == no), None)
    if role is None:
        raise Http404
    return role


@require_POST
@at_desk
def read_out(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Show and print the query code of one petitioner. It is logged: a code opens dates to whoever holds it."""
    m = at_counter(seat, file_id)
    role = one_of(m, request.POST.get("no", ""))
    log_reading(m.file, seat.actor, seat, "code")
    return show(request, m, slip=Slip(m.names[role.no], m.file.number, role.code))


def log_reading(file: File, actor: Actor, seat: Seat, what: str) -> None:
    """Who had a code read out, when. Restricted matters log every reading anyway."""
    Reading.objects.create(
        file=file, officer_id=actor.officer_id, actor=f"{actor.kind}:{actor.ref}", what=what, at=seat.now
    )


@require_POST
@at_desk
def new_pin_here(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Set a new PIN after the identity was checked; it is shown once, on the slip."""
    m = at_counter(seat, file_id)
    role = one_of(m, request.POST.get("no", ""))
    checked = request.POST.get("checked", "")
    if checked not in CHECKED:
        wrong = Refusal(_("没有重设密码：请先核对本人身份，选明怎样核对的。"), kept=_("原来的密码还能用。"))
        return show(request, m, refused=wrong, status=WRONG)
    pin = new_pin()
    try:
        change_pin(role, pin, by=seat.actor, now=seat.now, checked=checked)
    except Refused as refused:
        kept = Refusal(bilingual(refused), kept=_("原来的密码还能用。"), provision=refused.provision)
        return show(request, m, refused=kept, status=WRONG)
    log_reading(m.file, seat.actor, seat, "code")
    return show(
        request, at_counter(seat, file_id), slip=Slip(m.names[role.no], m.file.number, role.code, pin)
    )


def _labels(request: HttpRequest, m: Matter) -> HttpResponse:
    """The label of the paper original once more: one for each entry, as they may lie apart."""
    days = m.file.entries.order_by("pk").values_list("received_on", flat=True)
    context = page(
        request, m.seat, "list", labels=[(m.file.number, on, pages.LABEL + m.file.number) for on in days],
        back=(reverse("desk:counter", args=[m.file.pk]), _("返回窗口")),
    )  # fmt: skip
    return render(request, "desk/scans/labels.html", context)


# ------------------------------------------------------------------ the petitioner's own acts


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def own_act(request: HttpRequest, seat: Seat, file_id: int, kind: str) -> HttpResponse:
    """The form of an act of the petitioner, written down at the counter in his presence."""
    m = at_counter(seat, file_id, f"counter:{kind}")
    if kind not in OWN_ACTS:
        raise Http404
    form = ActForm(m, m.law.acts[kind], 0, ())
    specs = _specs(form, request.GET.get("no", ""))
    if request.method != "POST":
        return _form(request, form, Bound({}, specs))
    bound = bind(specs, request.POST)
    if not bound.ok:
        return _form(request, form, bound, status=WRONG)
    try:
        done = _record(form, bound.values, request.POST.get("key", "")[:64], _seen(request, m))
    except Refused as refused:
        told = outcome.refusal(matter(seat, file_id, "refused"), refused, _seen(request, m), kind)
        return _form(request, form, bound, refused=told, status=WRONG)
    messages.success(request, done)
    return redirect("desk:counter", file_id)


def _specs(form: ActForm, no: str) -> tuple[FieldSpec, ...]:
    """The day, the petitioner, and the act's own fields; a paper confirmed here was handed over here."""
    choices = petitioners(form.m)
    chosen = no if no in {c.value for c in choices} else (choices[0].value if len(choices) == 1 else "")
    who = FieldSpec(
        "petitioner", "choice", _("哪一位信访人"), required=True, choices=choices, value=chosen, private=True
    )
    found = [s for s in form.specs() if s.key not in ("petitioner", "method")]
    waiting = [
        Choice(str(p.no), labels.paper(form.m.law, p.kind))
        for p in form.m.state.papers.values()
        if set(p.addressees) - set(p.served)
    ]
    found = [replace(s, choices=tuple(waiting)) if s.key == "paper" else s for s in found]
    return (found[0], who, *found[1:])


def _record(form: ActForm, values: Mapping[str, Any], key: str, seen: int) -> str:
    """Record it, and say what was recorded."""
    m, seat, kind = form.m, form.m.seat, form.spec.key
    if kind == "consent_electronic":
        role = one_of(m, str(values["petitioner"]))
        done = consent(role, values["given"] == "yes", by=seat.actor, now=seat.now)
        return outcome.sentences(done, m.law)[0]
    wish: Wish = form.wish(values, key)
    if kind == "confirm_receipt":
        wish = replace(wish, codes={"method": "direct"})
    return outcome.sentences(record(m.file.pk, wish, by=seat.actor, now=seat.now, seen=seen), m.law)[0]


def _seen(request: HttpRequest, m: Matter) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else m.file.last_seq


def _form(
    request: HttpRequest, form: ActForm, bound: Bound, *, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    m = form.m
    title = bilingual(form.spec.title)
    context = page(
        request, m.seat, "list", m=m, file=m.file, title=title, specs=bound, refused=refused, seen=m.file.last_seq,
        why=bilingual(form.spec.words), provision=form.spec.provision, submit=title, handles=handles(m),
        hidden={"key": request.POST.get("key") or secrets.token_urlsafe(24)},
        cancel=reverse("desk:counter", args=[m.file.pk]),
    )  # fmt: skip
    return render(request, "desk/counter/act.html", context, status=status)


paths = [
    path("files/<int:file_id>/counter/", counter, name="counter"),
    path("files/<int:file_id>/counter/code/", read_out, name="counter_code"),
    path("files/<int:file_id>/counter/pin/", new_pin_here, name="counter_pin"),
    path("files/<int:file_id>/counter/<slug:kind>/", own_act, name="counter_act"),
]
