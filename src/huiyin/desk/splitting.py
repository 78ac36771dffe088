"""Taking points out of an entry (摘转件): the page. What travels and what stays is decided in `intake.splitting`."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.desk import labels, outcome
from huiyin.desk.actform import point_choices
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, matter
from huiyin.desk.registering_entry import TITLE
from huiyin.desk.registering_forms import BETWEEN, class_choices, offices, towns
from huiyin.intake import splitting
from huiyin.papers import drafting
from huiyin.register.opening import Opened
from huiyin.register.vault import digest
from huiyin.statute.model import Refused
from huiyin.web.fields import Bound, Choice, FieldSpec, bind
from huiyin.web.parts import Refusal

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def split_off(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Choose the points, write down what is taken out; sent, the new file is opened."""
    m = matter(seat, file_id, "split_off")
    found = [o for o in m.open if o.kind == "split_off"]
    movable = splitting.movable(m.state)
    if not found or not movable:
        raise Http404
    proceeding = next((o.proceeding for o in found if o.proceeding in movable), 0)
    points = movable.get(proceeding, ())
    if request.method != "POST":
        return _page(request, m, Bound({}, _specs(m, points)))
    bound = bind(_specs(m, points), request.POST)
    if not bound.ok:
        return _page(request, m, bound, status=WRONG)
    return _sent(request, m, proceeding, points, bound)


def _sent(
    request: HttpRequest, m: Matter, proceeding: int, points: tuple[int, ...], bound: Bound
) -> HttpResponse:
    seat = m.seat
    key = request.POST.get("key", "")[:64]
    seen = request.POST.get("seen", "")
    at = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else m.file.last_seq
    what = _extract(m, bound.values)
    try:
        opened = splitting.split_off(
            m.file, proceeding, what, by=seat.actor, now=seat.now, seen=at,
            key=digest("split form", f"{m.file.pk}:{key}") if key else None,
        )  # fmt: skip
    except Refused as refused:
        told = outcome.refusal(matter(seat, m.file.pk, "refused"), refused, at, "split_off")
        return _page(request, m, bound, refused=told, status=WRONG)
    said = _("已摘出另行登记：%(number)s。期限仍从收到之日起算。") % {"number": opened.file.number}
    messages.success(request, said)
    to = str(bound.values.get("to") or "")
    if to and not opened.again:
        return _start_paper(seat, opened, what, to)
    return redirect("desk:file", opened.file.pk)


def _start_paper(seat: Seat, opened: Opened, what: splitting.Extract, to: str) -> HttpResponse:
    """The paper that goes with it, begun with the words that were taken out."""
    draft = drafting.start(
        opened.file, "extract", 1, tuple(range(1, len(what.points) + 1)), by=seat.actor, now=seat.now,
        intended={"to": to}, words={"extract": what.text},
    )  # fmt: skip
    return redirect("desk:draft", opened.file.pk, draft.pk)


def _extract(m: Matter, values: Any) -> splitting.Extract:
    points = tuple(int(p) for p in values["points"])
    requests = {no: str(values["requests"].get(str(no)) or m.requests.get(no, "")) for no in points}
    first, _sep, second = str(values.get("class") or "").partition(BETWEEN)
    title = " ".join(str(values.get("title") or requests[points[0]]).split())
    return splitting.Extract(
        points=points, requests=requests, text=str(values["text"]), title=title[:TITLE],
        withheld=bool(values.get("withheld")), class1=first, class2=second, happened_in=str(values.get("town") or ""),
        attachments=tuple(int(a) for a in values.get("attachments") or ()),
    )  # fmt: skip


def _specs(m: Matter, points: tuple[int, ...]) -> tuple[FieldSpec, ...]:
    """The form. Of a restricted original nothing is kept in the browser, and nothing attached is offered."""
    restricted = m.file.restricted
    choices = point_choices(m, points)
    files = tuple(Choice(str(a.pk), a.name) for a in splitting.may_travel(m.file))
    attached = (
        (FieldSpec("attachments", "choices", _("随转的附件"), choices=files, private=True),) if files else ()
    )
    typed = {str(no): m.requests.get(no, "") for no in points}
    return (
        FieldSpec("points", "points", _("摘出哪几项"), required=True, points=choices, private=True),
        FieldSpec(
            "requests", "per_point", _("新件中怎样写"), _("没有选的不用管。只写这一项本身。"), points=choices, value=typed,
            rows=2, max=2_000, private=True,
        ),
        FieldSpec(
            "text", "longtext", _("摘录内容"), _("照原文摘，不加评论；不摘与这几项无关的人和事。"), True, max=20_000, rows=8,
            private=True,
        ),
        FieldSpec("title", "text", _("标题"), _("不填就用第一项。"), max=TITLE, private=True),
        FieldSpec(
            "withheld", "bool", _("不向办理单位透露信访人姓名"),
            _("原件限制知悉的，先问过信访人再去掉。") if restricted else "",
            value=restricted or m.file.matter.withheld,
        ),
        FieldSpec("class", "choice", _("内容分类"), choices=class_choices(m.law, m.seat.today)),
        FieldSpec("town", "choice", _("问题属地"), choices=towns(m.seat.today)),
        *attached,
        FieldSpec("to", "office", _("拟转给哪个单位"), _("填了就接着拟摘转件；也可以以后再拟。"), choices=offices(m.seat.today)),
    )  # fmt: skip


def _page(
    request: HttpRequest, m: Matter, bound: Bound, *, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = page(
        request, m.seat, "list", m=m, file=m.file, title=m.title, specs=bound, refused=refused, seen=m.file.last_seq,
        hidden={"key": request.POST.get("key") or secrets.token_urlsafe(24)}, cancel=reverse("desk:file", args=[m.file.pk]),
        stays=[labels.of(labels.PURPOSES, q.purpose) for q in m.state.points.values() if q.purpose == "accusation"],
        entries=[str((e.words or {}).get("text", "")) for e in m.entries],
    )  # fmt: skip
    return render(request, "desk/registering/split.html", context, status=status)


paths = [path("files/<int:file_id>/split/", split_off, name="split_off")]
