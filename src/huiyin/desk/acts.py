"""Recording an act: the form, the trial, the record, and what the page says afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.desk import competent, earlier, enclosing, keeping, labels, outcome, proposals, reviews
from huiyin.desk.actform import ActForm, form_of
from huiyin.desk.doing import ELSEWHERE, act_url
from huiyin.desk.files import entry_view
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.line import decided_on
from huiyin.desk.matter import Matter, again, matter
from huiyin.desk.presets import chosen, presets
from huiyin.papers import drafting
from huiyin.register.record import SAID_AT_ALL, Wish, record
from huiyin.register.world import WORLD
from huiyin.statute.law import ActSpec
from huiyin.statute.model import Act, Refused
from huiyin.statute.procedure import plan
from huiyin.web.fields import Bound
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422
UNWRITTEN = frozenset({"unanswered", "execution", "adoption"})
"""Refusals that only the written paper can answer: outcome and day of execution of each point."""


def numbers_in(text: str) -> tuple[int, ...]:
    """`1,2,3` as numbers; anything else as none."""
    parts = text.split(",")
    return tuple(int(p) for p in parts if p.isascii() and p.isdigit() and len(p) < 6)


def form_key(form: ActForm) -> str:
    """Under which key this form is kept for the officer."""
    return f"act:{form.m.file.pk}:{form.spec.key}:{form.proceeding}"


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def act(request: HttpRequest, seat: Seat, file_id: int, kind: str) -> HttpResponse:
    """The form of an act; sent, it is recorded, or shown again with the reason and everything typed."""
    m = matter(seat, file_id, f"act:{kind}")
    place = request.GET.get("proceeding", "")
    proceeding = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 0
    form = form_of(m, kind, proceeding, numbers_in(request.GET.get("points", "")))
    if kind == "correct":
        return redirect("desk:correct", file_id)
    if form is None or kind in ELSEWHERE:
        raise Http404
    if request.method == "POST":
        return _sent(request, form)
    draft = keeping.kept(seat.officer, form_key(form))
    preset = {**presets(form, request.GET.dict()), **keeping.preset(draft), **chosen(request.GET)}
    signed = (preset.get(enclosing.HELD) or [""])[-1]
    held = enclosing.held_before(seat, m.file, signed)
    unfit = [enclosing.note_too_old()] if enclosing.too_old(seat, m.file, signed) else []
    return _page(request, form, form.specs(preset), kept=draft, held=held, unfit=unfit)


def _sent(request: HttpRequest, form: ActForm) -> HttpResponse:
    m, seat = form.m, form.m.seat
    bound = form.read(request.POST)
    seen = _number(request.POST.get("seen", ""), m.file.last_seq)
    came = enclosing.Enclosed([], [])
    if takes_files(m, form.spec):
        uploads, held = request.FILES.getlist(enclosing.FIELD), request.POST.get(enclosing.HELD, "")
        came = enclosing.taken(seat, m.file, uploads, held, request.POST.getlist(enclosing.DROP))
    if not bound.ok or came.refused:
        _keep(request, form, came.files)
        return _page(request, form, bound.specs, held=came.files, unfit=came.refused, status=WRONG)
    try:
        wish = form.wish(bound.values, request.POST.get("key", "")[:64])
        if needs_paper(m, form.spec):
            return _to_paper(request, form, wish)
        with transaction.atomic():
            done = record(m.file.pk, wish, by=seat.actor, now=seat.now, seen=seen)
            if came.files and not done.act.attachments.exists():
                enclosing.attach(seat, m.file, came.files, done.act)
    except Refused as refused:
        _keep(request, form, came.files)
        fresh = again(seat, m.file.pk)
        return _page(
            request,
            form,
            bound.specs,
            refused=outcome.refusal(fresh, refused, seen, form.spec.key),
            held=came.files,
            status=WRONG,
        )
    keeping.forget(seat.officer, form_key(form))
    for line in outcome.sentences(done, m.law):
        messages.success(request, line)
    if form.spec.effect == "ask_review" and done.papers:
        messages.info(request, _("请打印出来给申请人核对、签名，交给他一份。"))
        return redirect("desk:paper", m.file.pk, done.papers[0].no)
    return redirect("desk:file", m.file.pk)


def _keep(request: HttpRequest, form: ActForm, held: Sequence[dict[str, Any]]) -> None:
    """Keep what was typed, with the files that came: the form opened anew holds them as well."""
    typed = request.POST.copy()
    for name in (enclosing.HELD, enclosing.DROP):
        typed.pop(name, None)
    typed.update(enclosing.holding(form.m.seat, form.m.file, held))
    keeping.keep(form.m.seat.officer, form_key(form), typed, now=form.m.seat.now)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def needs_paper(m: Matter, spec: ActSpec) -> bool:
    """Whether the act issues a paper that people write, check and sign first."""
    return bool(spec.issues and m.law.papers.get(spec.issues, {}).get("steps"))


def takes_files(m: Matter, spec: ActSpec) -> bool:
    """Whether scans and other files come with the act; what goes out as a paper is written, not scanned."""
    return spec.files and not needs_paper(m, spec)


def _to_paper(request: HttpRequest, form: ActForm, wish: Wish) -> HttpResponse:
    """The act is tried first, so that nobody writes a paper that could not go out; then its paper is begun."""
    m, seat = form.m, form.m.seat
    attempt(m, wish)
    whom = {"petitioner": wish.petitioner} if wish.petitioner else {}
    intended = {**(wish.codes or {}), **({"to": wish.to} if wish.to else {}), **whom}
    draft = drafting.start(
        m.file, form.spec.issues, wish.proceeding, wish.points, by=seat.actor, now=seat.now, on=wish.on,
        intended=intended, words=wish.words,
    )  # fmt: skip
    keeping.forget(seat.officer, form_key(form))
    return redirect("desk:draft", m.file.pk, draft.pk)


def attempt(m: Matter, wish: Wish) -> None:
    """Raise the refusal that this act would meet, without recording anything.

    What only the paper itself can answer is asked when the paper goes out.
    """
    a = m.seat.actor
    probe = Act(
        kind=wish.kind, on=wish.on, seq=m.file.last_seq + 1, office=a.office or "", by=f"{a.kind}:{a.ref}",
        proceeding=wish.proceeding, points=tuple(sorted(set(wish.points))), to=wish.to, petitioner=wish.petitioner,
        paper=wish.paper, codes={**(wish.codes or {}), **_reasons(wish)}, recorded=m.seat.today, edition=m.law.edition,
    )  # fmt: skip
    try:
        plan(m.state, probe, m.law, WORLD, m.doer, line=m.line)
    except Refused as refused:
        if refused.code not in UNWRITTEN:
            raise


def _reasons(wish: Wish) -> dict[str, int]:
    """That a reason was given is a code; the reason itself is words."""
    return {key: 1 for key in SAID_AT_ALL if (wish.words or {}).get(key)}


def _page(
    request: HttpRequest, form: ActForm, specs: Any, *, kept: Any = None, refused: Refusal | None = None,
    held: Sequence[dict[str, Any]] = (), unfit: Sequence[str] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    m = form.m
    files = [enclosing.field(held, unfit), *enclosing.dropping(held)] if takes_files(m, form.spec) else []
    bound = Bound({}, (*specs, *files))
    paper = needs_paper(m, form.spec)
    title = bilingual(form.spec.title)
    open_now = any(o.kind == form.spec.key and o.proceeding == form.proceeding for o in m.open)
    context = page(
        request, m.seat, "list", m=m, file=m.file, title=title, form=form, specs=bound, refused=refused,
        seen=m.file.last_seq, why=bilingual(form.spec.words), provision=form.spec.provision,
        stage=m.stage(form.proceeding),
        hidden={
            "key": request.POST.get("key") or secrets.token_urlsafe(24), keeping.FORM: form_key(form),
            **enclosing.holding(m.seat, m.file, held),
        },
        action=act_url(m.file.pk, form.spec.key, form.proceeding, form.candidates),
        submit=_("下一步：拟写《%(paper)s》") % {"paper": labels.paper(m.law, form.spec.issues)} if paper else title,
        note=_note(form, paper), beside=proposals.beside(form) if open_now else None,
        kept=kept, cancel=reverse("desk:file", args=[m.file.pk]),
        entries=[entry_view(m, e) for e in m.entries], asked=reviews.asked(m, form.proceeding),
        before=decided_on(m, form.spec.key, form.proceeding), shut=not open_now and not refused,
        earlier=earlier.beside(form) if open_now else None, linked=_linked(form),
        because=_because(form) if not open_now else None, ways=competent.ways(form) if open_now else [],
    )  # fmt: skip
    context["keep_url"] = reverse("desk:keep")
    return render(request, "desk/act.html", context, status=status)


def _linked(form: ActForm) -> str:
    """The number of the matter whose link is taken off."""
    m = form.m
    return m.number_of_linked(m.state.linked) if form.spec.effect == "unlink" and m.state.linked else ""


def _because(form: ActForm) -> tuple[str, str] | None:
    """Why the act is not open, where that can be said already."""
    why = form.m.why_shut(form.spec.key, form.proceeding)
    return (bilingual(why), why.provision) if why else None


def _note(form: ActForm, paper: bool) -> str:
    """What happens next, said above the button."""
    if paper:
        steps = form.m.law.papers[form.spec.issues]["steps"]
        words = labels.many(labels.act(form.m.law, s) for s in steps)
        return _("文书要经过%(steps)s，发出时才算“%(act)s”。") % {
            "steps": words,
            "act": bilingual(form.spec.title),
        }
    return ""


@require_POST
@at_desk
def drop(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Throw away what was kept of a form of this matter."""
    m = matter(seat, file_id, "drop")
    key = request.POST.get(keeping.FORM, "")
    if key.startswith((f"act:{m.file.pk}:", f"correct:{m.file.pk}", f"serve:{m.file.pk}:")):
        keeping.forget(seat.officer, key)
        messages.success(request, _("没有提交的内容已删除，什么也没有记录。"))
    return redirect("desk:file", m.file.pk)


paths = [
    path("files/<int:file_id>/acts/<slug:kind>/", act, name="act"),
    path("files/<int:file_id>/drop/", drop, name="drop"),
]
