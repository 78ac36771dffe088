"""Correcting the record: which act, what is wrong with it, what it should be, and why (R22 5, 44[1]).

Nothing is overwritten: a correction is an act of its own. Before it is recorded the page shows which later
acts would no longer fit; they are listed for a person to resolve, never dropped.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.desk import keeping, labels, line, outcome
from huiyin.desk.actform import as_code
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, again, matter
from huiyin.offices import selectors
from huiyin.register.lines import numbers
from huiyin.register.models import Act
from huiyin.register.record import Wish, record
from huiyin.register.world import WORLD
from huiyin.statute import telling
from huiyin.statute.authority import authority
from huiyin.statute.model import Act as Recorded
from huiyin.statute.model import Refused
from huiyin.statute.procedure import plan
from huiyin.web.draw import number_of
from huiyin.web.fields import Bound, Choice, FieldSpec, bind
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual, day

WRONG = 422
NEVER = "never_happened"


DATES = {"feedback_due": gettext_lazy("要求反馈的日期"), "posted_on": gettext_lazy("交邮日期")}
"""Days that an act holds beside its own."""


@dataclass(frozen=True)
class Correction:
    """The form of a correction of one act."""

    m: Matter
    act: Act

    @property
    def options(self) -> list[str]:
        """What can be wrong with this act: its day, the office it went to, its codes; or all of it."""
        codes = [
            key
            for key in ("days", "feedback_due", "method", "outcome", "result", "posted_on")
            if key in self.act.codes
        ]
        sent = self.act.to_id and self.act.seq > 1  # where it was registered is no destination
        return ["on", *(["to"] if sent else []), *codes, NEVER]

    def specs(self) -> list[FieldSpec]:
        """What is wrong, what it should be (a field for each), and why."""
        choices = tuple(Choice(o, labels.of(labels.WRONG, o)) for o in self.options)
        values = [spec for o in self.options for spec in self._value(o)]
        return [
            FieldSpec("wrong", "choice", _("错在哪里"), required=True, choices=choices),
            *values,
            FieldSpec("reason", "longtext", _("理由"), _("怎么发现的、依据什么更正。"), True, max=2_000, private=self.m.file.restricted),
        ]  # fmt: skip

    def _value(self, option: str) -> list[FieldSpec]:
        key = f"value_{option}"
        should = _("应为：%(what)s")
        if option == "on":
            return [
                FieldSpec(key, "date", should % {"what": _("日期")}, value=self.act.on, max=self.m.seat.today)
            ]
        if option in DATES:
            return [FieldSpec(key, "date", should % {"what": DATES[option]}, value=self.act.codes[option])]
        if option == "days":
            return [
                FieldSpec(
                    key,
                    "days",
                    should % {"what": _("延长日数")},
                    value=self.act.codes[option],
                    min=1,
                    max=30,
                    unit=_("日"),
                )
            ]
        if option == "to":
            offices = tuple(Choice(o.code, o.name, o.short) for o in selectors.offices(self.act.on))
            return [
                FieldSpec(
                    key, "office", should % {"what": _("送往单位")}, choices=offices, value=self.act.to_id
                )
            ]
        if option == NEVER:
            return []
        return [self._choice(option, key, should)]

    def _choice(self, option: str, key: str, should: str) -> FieldSpec:
        field = next(f for f in self.m.law.acts[self.act.kind].fields if f.key == option)
        choices = tuple(Choice(c, labels.choice(option, c)) for c in field.choices)
        label, now = should % {"what": bilingual(field.title)}, self.act.codes[option]
        if not isinstance(now, dict):
            return FieldSpec(key, "choice", label, choices=choices, value=now)
        points = tuple(Choice(no, f"{number_of(int(no) - 1)}、{self.m.request(int(no))}") for no in now)
        return FieldSpec(key, "per_point_choice", label, choices=choices, points=points, value=dict(now))

    def read(self, data: QueryDict) -> Bound:
        """What was typed; the value belongs to what is said to be wrong."""
        bound = bind(self.specs(), data)
        wrong = bound.values.get("wrong")
        if bound.ok and wrong and wrong != NEVER and bound.values.get(f"value_{wrong}") in (None, "", {}):
            why = (_("请填写应当是什么。"),)
            specs = [replace(s, errors=why) if s.key == f"value_{wrong}" else s for s in bound.specs]
            return replace(bound, specs=tuple(specs))
        return bound

    def wish(self, values: dict[str, Any], key: str) -> Wish:
        """The correction as an act."""
        codes = {"wrong": values["wrong"]}
        if values["wrong"] != NEVER:
            codes["value"] = as_code(values[f"value_{values['wrong']}"])
        return Wish(
            "correct",
            self.m.seat.today,
            names=self.act.seq,
            codes=codes,
            words={"reason": values["reason"]},
            key=key or None,
        )

    def would_change(self, wish: Wish) -> tuple[list[line.Conflict], list[str]]:
        """Later acts that would no longer fit, and days told to petitioners that would be others; raises the
        refusal that the correction would meet."""
        m, a = self.m, self.m.seat.actor
        before = {x.seq for x, _refused in m.state.conflicts}
        probe = Recorded(
            kind="correct", on=wish.on, seq=m.file.last_seq + 1, office=a.office or "", by=f"{a.kind}:{a.ref}",
            names=wish.names, codes=dict(wish.codes or {}), recorded=wish.on, edition=m.law.edition,
        )  # fmt: skip
        fresh = again(m.seat, m.file.pk)
        planned = plan(fresh.state, probe, m.law, WORLD, m.doer, line=fresh.line)
        broken = [
            line.Conflict(x.seq, labels.act(m.law, x.kind), x.on, bilingual(why), why.provision)
            for x, why in planned.conflicts
            if x.seq not in before
        ]
        return broken, [self._told(row) for row in planned.act.codes.get("told", ())]

    def _told(self, row: Sequence[Any]) -> str:
        """A day that was told, and what it would be."""
        no, _proceeding, who, old, new = row
        values = {
            "paper": labels.paper(self.m.law, self.m.state.papers[no].kind), "n": len(who),
            "old": day(date.fromisoformat(old)), "new": day(date.fromisoformat(new)) if new else "",
        }  # fmt: skip
        if not new:
            return _("《%(paper)s》告诉 %(n)s 位信访人的 %(old)s，不再适用。") % values
        if telling.rule_of(self.m.state.papers[no], self.m.law) in telling.WINDOWS and new < old:
            return _("《%(paper)s》送达后告诉信访人的申请复查最后一天 %(old)s 不提前，照旧。") % values
        return _("《%(paper)s》告诉 %(n)s 位信访人的 %(old)s，变成 %(new)s。") % values


def mine(m: Matter) -> list[Act]:
    """The acts that this office may correct: its own, and as the office that registered the matter, all."""
    first = m.acts[0] if m.acts else None
    own = m.seat.actor.office
    everything = first is not None and own in (first.office_id, first.to_id)
    return [a for a in m.acts if (everything or a.office_id == own) and a.kind != "recount"]


def may_correct(m: Matter) -> bool:
    """Whether this officer may correct anything here; which act, decides the office that recorded it."""
    own = mine(m)
    if not own:
        return False
    a = m.seat.actor
    probe = Recorded(
        "correct", m.seat.today, m.file.last_seq + 1, a.office or "", f"{a.kind}:{a.ref}", names=own[0].seq
    )
    return authority(m.state, probe, m.law.acts["correct"], m.doer) is None


def label(m: Matter, a: Act) -> str:
    """An act in the list to choose from."""
    points = labels.many(number_of(n - 1) for n in numbers(a.points))
    shown = _("（诉求%(which)s）") % {"which": points} if points and len(m.state.points) > 1 else ""
    return f"{a.seq}. {labels.act(m.law, a.kind)}{shown} {day(a.on)} {labels.office(a.office_id)}"


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def correct(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """First the act is chosen, then what is wrong with it; what would no longer fit is shown before it counts."""
    m = matter(seat, file_id, "correct")
    if not may_correct(m):
        raise Http404
    wanted = request.GET.get("names", "")
    act = next((a for a in mine(m) if str(a.seq) == wanted), None)
    if act is None:
        rows = [(a.seq, label(m, a)) for a in mine(m)]
        context = page(request, seat, "list", m=m, file=m.file, rows=rows, conflicts=line.conflicts(m))
        return render(request, "desk/correct_which.html", context)
    form = Correction(m, act)
    if request.method == "POST":
        return _sent(request, form)
    draft = keeping.kept(seat.officer, _key(form))
    return _page(request, form, tuple(form.read(_query(draft)).specs) if draft else tuple(form.specs()))


def _query(draft: Any) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in (draft.typed or {}).items():
        found.setlist(name, values)
    return found


def _key(form: Correction) -> str:
    return f"correct:{form.m.file.pk}:{form.act.seq}"


def _sent(request: HttpRequest, form: Correction) -> HttpResponse:
    m, seat = form.m, form.m.seat
    text = request.POST.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else m.file.last_seq
    bound = form.read(request.POST)
    if not bound.ok:
        return _page(request, form, bound.specs, status=WRONG)
    wish = form.wish(bound.values, request.POST.get("key", "")[:64])
    try:
        broken, told = form.would_change(wish)
        if (broken or told) and request.POST.get("confirm") != "1":
            return _page(request, form, bound.specs, broken=broken, told=told, status=WRONG)
        done = record(m.file.pk, wish, by=seat.actor, now=seat.now, seen=seen)
    except Refused as refused:
        keeping.keep(seat.officer, _key(form), request.POST, now=seat.now)
        fresh = again(seat, m.file.pk)
        return _page(
            request, form, bound.specs, refused=outcome.refusal(fresh, refused, seen, "correct"), status=WRONG
        )
    keeping.forget(seat.officer, _key(form))
    for sentence in outcome.sentences(done, m.law):
        messages.success(request, sentence)
    return redirect("desk:file", m.file.pk)


def _page(
    request: HttpRequest, form: Correction, specs: tuple[FieldSpec, ...], *, refused: Refusal | None = None,
    broken: list[line.Conflict] | None = None, told: list[str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    m = form.m
    spec = m.law.acts["correct"]
    hidden = {"key": request.POST.get("key") or secrets.token_urlsafe(24), keeping.FORM: _key(form)}
    if broken or told:
        hidden["confirm"] = "1"
    context = page(
        request, m.seat, "list", m=m, file=m.file, act=label(m, form.act), specs=Bound({}, tuple(specs)), refused=refused,
        broken=broken, told=told, seen=m.file.last_seq, hidden=hidden,
        submit=_("仍然更正") if broken or told else bilingual(spec.title),
        action=f"{reverse('desk:correct', args=[m.file.pk])}?names={form.act.seq}", why=bilingual(spec.words),
        provision=spec.provision, cancel=reverse("desk:file", args=[m.file.pk]), keep_url=reverse("desk:keep"),
    )  # fmt: skip
    return render(request, "desk/correct.html", context, status=status)


paths = [path("files/<int:file_id>/correct/", correct, name="correct")]
