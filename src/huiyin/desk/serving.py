"""Service: which papers still wait for proof, the proof itself, and the slip to be signed (民诉法 87-95 by analogy).

Only a proof starts a petitioner's window; until there is one, none is shown.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.desk import enclosing, keeping, labels, outcome, worklist
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.issued import open_paper
from huiyin.desk.matter import Matter, again
from huiyin.desk.proofs import due_of
from huiyin.register.access import KNOWS_NAMES, visible_to
from huiyin.register.lines import numbers
from huiyin.register.models import Duty, File, OpenDuty, Paper, Proceeding, Service, Sight
from huiyin.register.owing import owed
from huiyin.register.record import Recorded, Wish, record
from huiyin.statute.model import Refused
from huiyin.web.fields import Bound, Choice, FieldSpec, bind, with_errors
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.ofd"
SAID = ("place", "detail", "witnesses", "second", "language")
"""What the proof of service has a place of its own for, beside the words of the recipient."""
_TIME = re.compile(r"^\s*(\d{1,2})[:：时](\d{1,2})分?\s*$")


@dataclass(frozen=True)
class ServeForm:
    """The proof of one paper for one petitioner."""

    m: Matter
    paper: Paper

    @property
    def waiting(self) -> tuple[int, ...]:
        """Petitioners of whom there is no proof yet."""
        p = self.m.state.papers.get(self.paper.no)
        return tuple(no for no in p.addressees if no not in p.served) if p else ()

    def specs(self) -> tuple[FieldSpec, ...]:
        """To whom, how, when, who signed, and the proof."""
        law, private = self.m.law, self.m.file.restricted
        serve = {f.key: f for f in law.acts["serve"].fields}
        people = tuple(
            Choice(str(r.no), f"{self.m.names[r.no]}（{labels.of(labels.ROLES, r.role)}）")
            for r in self.m.roles
            if r.no in self.waiting
        )
        results = (Choice("serve", _("已送达，有证明")), Choice("serve_failed", _("没有送到")))
        return (
            FieldSpec("petitioner", "choice", bilingual(serve["petitioner"].title), required=True, choices=people,
                      value=people[0].value if len(people) == 1 else None, private=True),
            FieldSpec("result", "choice", _("结果"), required=True, choices=results, value="serve"),
            FieldSpec("method", "choice", bilingual(serve["method"].title), required=True, choices=_choices(serve["method"])),
            FieldSpec("on", "date", _("送达日期"), required=True, value=self.m.seat.today, max=self.m.seat.today, min=self.paper.on),
            FieldSpec("at", "text", _("时间"), _("直接送达、留置送达写到分，例如 10:20。"), max=10),
            FieldSpec("received_by", "choice", bilingual(serve["received_by"].title), _("没有送到的不用选。"),
                      choices=_choices(serve["received_by"]), value="self"),
            FieldSpec("opposed", "bool", bilingual(serve["opposed"].title)),
            *(FieldSpec(key, "text", bilingual(serve[key].title), max=200, private=private) for key in SAID),
            FieldSpec("proof", "longtext", bilingual(serve["proof"].title), rows=3, max=5_000, private=private),
            FieldSpec("scan", "files", _("送达回证、回执的扫描件"), _("签过字的回证、挂号回执、照片。"), accept=ACCEPTED),
        )  # fmt: skip

    def read(self, request: HttpRequest) -> Bound:
        """What was typed; a proven service names who signed, a failed one says what happened."""
        bound = bind(self.specs(), request.POST, request.FILES)
        wrong: dict[str, str] = {}
        values = dict(bound.values)
        if values.get("at"):
            found = _clock(str(values["at"]))
            if found is None:
                wrong["at"] = _("“%(typed)s”不是时间，请写成 10:20 这样。") % {"typed": values["at"]}
            values["at"] = found
        if values.get("result") == "serve" and not values.get("received_by"):
            wrong["received_by"] = _("请选择：签收人")
        wrong |= _unproven(values)
        if values.get("result") == "serve_failed" and not values.get("proof"):
            wrong["proof"] = _("没有送到的，要写明情况。")
        if values.get("result") == "serve_failed" and values.get("method") == "public_notice":
            wrong["method"] = _("公告没有“没有送到”。")
        return replace(bound, values=values, specs=with_errors(bound.specs, wrong))

    def wish(self, values: dict[str, Any], key: str) -> Wish:
        """The service as an act."""
        served = values["result"] == "serve"
        codes: dict[str, Any] = {"method": values["method"]}
        if served:
            codes |= {"received_by": values["received_by"]} | (
                {"opposed": 1} if values.get("opposed") else {}
            )
        said = (
            {key: values[key] for key in (*SAID, "proof") if values.get(key)}
            if served
            else {"proof": values.get("proof")}
        )
        paper = self.m.state.papers[self.paper.no]
        return Wish(
            values["result"], values["on"], proceeding=paper.proceeding, paper=self.paper.no,
            petitioner=int(values["petitioner"]), at=values.get("at"), codes=codes, words=said,
            key=key or None,
        )  # fmt: skip


def _unproven(values: dict[str, Any]) -> dict[str, str]:
    """What a way of service needs to be a proof at all (民诉法 89-95 by analogy)."""
    if values.get("result") != "serve":
        return {}
    if values.get("method") == "left" and not values.get("witnesses") and not values.get("scan"):
        return {"witnesses": _("留置送达要有见证人，或者附上照片、录像的截图。")}
    if values.get("method") in ("entrusted", "through_unit", "public_notice") and not values.get("detail"):
        return {"detail": _("请写明受托或者转交的单位；公告的写明登在哪里、从哪天到哪天。")}
    return {}


def _choices(field: Any) -> tuple[Choice, ...]:
    return tuple(Choice(c, labels.choice(field.key, c)) for c in field.choices)


def _clock(text: str) -> time | None:
    found = _TIME.match(text)
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    return time(hour, minute) if hour < 24 and minute < 60 else None


# ------------------------------------------------------------------ pages


@require_GET
@at_desk
def serving(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Papers that still wait for proof, by the day they are due: of this office, and of offices it sent a
    matter to whose petitioner asked that they should not know the name."""
    own = owed(seat.actor).filter(rule="serve").order_by(F("due").asc(nulls_last=True), "duty")
    shown = Paginator(own.values_list("duty", flat=True), worklist.PAGE).get_page(
        request.GET.get("page", "1")
    )
    others = list(_for_others(seat)[: worklist.PAGE])
    context = page(
        request,
        seat,
        "serving",
        rows=_waiting(seat, list(shown.object_list)),
        others=_waiting(seat, others),
        page=shown,
    )
    return render(request, "desk/serving.html", context)


def _for_others(seat: Seat) -> Any:
    """Services that this office does for one that may not know the name."""
    sent = Proceeding.objects.filter(
        file=OuterRef("file"), no=OuterRef("duty__proceeding"), sender__code=seat.actor.office or ""
    )
    rows = OpenDuty.objects.filter(kind="duty", rule="serve", file__matter__withheld=True).filter(
        Exists(sent)
    )
    seen = rows.filter(file__in=visible_to(seat.actor))
    return seen.order_by(F("due").asc(nulls_last=True), "duty").values_list("duty", flat=True)


def _waiting(seat: Seat, ids: list[int]) -> list[dict[str, Any]]:
    """Lines of the list: the paper, its day, and of how many there is no proof yet. No name stands here."""
    duties = Duty.objects.in_bulk(ids)
    files = (
        visible_to(seat.actor).filter(pk__in={d.file_id for d in duties.values()}).select_related("matter")
    )
    seen = {f.pk: f for f in files}
    knows = Sight.objects.filter(file__in=seen, office_id=seat.actor.office or "", why__in=KNOWS_NAMES)
    named = set(knows.values_list("file_id", flat=True))
    papers = {(p.file_id, p.no): p for p in Paper.objects.filter(file__in=seen)}
    proven = set(
        Service.objects.filter(paper__in=papers.values(), served=True).values_list("paper", "petitioner")
    )
    return [
        _row(seat, duties[pk], seen[duties[pk].file_id], row, proven, named)
        for pk in ids
        if (row := papers.get((duties[pk].file_id, duties[pk].paper))) is not None
    ]


def _row(
    seat: Seat, duty: Duty, file: File, row: Paper, proven: set[tuple[int, int]], named: set[int]
) -> dict[str, Any]:
    people = list(numbers(row.addressees))
    known = not file.matter.withheld or file.pk in named
    address = reverse("desk:serve", args=[file.pk, row.no]) if known else reverse("desk:file", args=[file.pk])
    return {
        "duty": duty, "file": file, "paper": row, "title": labels.paper(seat.law, row.kind), "of": len(people),
        "left": sum((row.pk, n) not in proven for n in people), "href": address, "known": known,
        "office": labels.office(row.office_id), "due": due_of(duty, labels.rule(seat.law, duty.rule)) if duty.due else None,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def serve(request: HttpRequest, seat: Seat, file_id: int, no: int) -> HttpResponse:
    """Record a service, or a failed attempt, of one paper to one petitioner."""
    m, row = open_paper(seat, file_id, no)
    standing = m.state.papers.get(row.no)
    if standing is None or not m.may_serve(standing):
        raise Http404
    form = ServeForm(m, row)
    if not form.waiting:
        return redirect("desk:paper", file_id, no)
    if request.method == "POST":
        return _sent(request, form)
    specs = form.specs()
    wanted = request.GET.get("petitioner", "")
    if wanted.isdigit():
        specs = tuple(replace(s, value=wanted) if s.key == "petitioner" else s for s in specs)
    return _page(request, form, specs)


def _sent(request: HttpRequest, form: ServeForm) -> HttpResponse:
    m, seat = form.m, form.m.seat
    bound = form.read(request)
    text = request.POST.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else m.file.last_seq
    held, unwanted = request.POST.get(enclosing.HELD, ""), request.POST.getlist(enclosing.DROP)
    came = enclosing.taken(seat, m.file, request.FILES.getlist("scan"), held, unwanted)
    if not bound.ok or came.refused:
        specs = with_errors(bound.specs, {"scan": came.refused})
        return _page(request, form, specs, held=came.files, status=WRONG)
    try:
        done = _record(form, bound.values, request.POST.get("key", "")[:64], seen, came.files)
    except Refused as why:
        fresh = ServeForm(again(seat, m.file.pk), form.paper)
        told = outcome.refusal(fresh.m, why, seen, "serve")
        return _page(request, fresh, bound.specs, refused=told, held=came.files, status=WRONG)
    keeping.forget(seat.officer, _key(form))
    for line in outcome.sentences(done, m.law):
        messages.success(request, line)
    return redirect("desk:paper", m.file.pk, form.paper.no)


def _record(
    form: ServeForm, values: dict[str, Any], key: str, seen: int, scans: list[dict[str, Any]]
) -> Recorded:
    m, seat = form.m, form.m.seat
    with transaction.atomic():
        done = record(m.file.pk, form.wish(values, key), by=seat.actor, now=seat.now, seen=seen)
        if scans and not done.act.attachments.exists():
            enclosing.attach(seat, m.file, scans, done.act)
    return done


def _key(form: ServeForm) -> str:
    return f"serve:{form.m.file.pk}:{form.paper.no}"


def _page(
    request: HttpRequest, form: ServeForm, specs: tuple[FieldSpec, ...], *, refused: Refusal | None = None,
    held: Sequence[dict[str, Any]] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    m, row = form.m, form.paper
    if held:
        named = [replace(s, help=enclosing.received(held)) if s.key == "scan" else s for s in specs]
        specs = (*named, *enclosing.dropping(held))
    opens = row.kind == "handling_opinion"
    note = _("证明日的次日起算该信访人申请复查的30日；在此之前不显示任何申请期。") if opens else ""
    context = page(
        request, m.seat, "serving", m=m, file=m.file, row=row, title=labels.paper(m.law, row.kind), refused=refused,
        specs=Bound({}, tuple(specs)), seen=m.file.last_seq, note=note, opens=opens,
        hidden={
            "key": request.POST.get("key") or secrets.token_urlsafe(24), **enclosing.holding(m.seat, m.file, held),
        },
        blanks=[(m.names[no], reverse("desk:blank", args=[m.file.pk, row.no, no])) for no in form.waiting],
        cancel=reverse("desk:paper", args=[m.file.pk, row.no]), why=bilingual(m.law.acts["serve"].words),
        provision=m.law.acts["serve"].provision, contacts=_contacts(form),
    )  # fmt: skip
    return render(request, "desk/serve.html", context, status=status)


def _contacts(form: ServeForm) -> list[tuple[str, list[tuple[str, str]]]]:
    """Safe contact of those still to be reached: where post may go, and who must not be told."""
    from huiyin.desk.files import safe_contact

    m = form.m
    found = [
        (m.names[r.no], safe_contact(r.contact or {})) for r in m.roles if r.no in form.waiting and m.named
    ]
    return [(name, lines) for name, lines in found if lines]


paths = [
    path("serving/", serving, name="serving"),
    path("files/<int:file_id>/papers/<int:no>/serve/", serve, name="serve"),
]
