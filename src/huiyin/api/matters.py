"""For officers' machines: what the own office owes, and a matter as that seat may read it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from ninja import Router

from huiyin import clock
from huiyin.api import periods, shapes
from huiyin.api.asked import day, page_number
from huiyin.api.door import OfficeKey, caller, nothing_here, private
from huiyin.api.law import said
from huiyin.register.access import fetch_numbered, sees_names
from huiyin.register.lines import law_for, numbers
from huiyin.register.models import Act, Paper
from huiyin.register.officers_view import OfficersView
from huiyin.register.owing import in_full, in_order, owed
from huiyin.statute.procedure import OpenAct
from huiyin.statute.reading import Words

router = Router(tags=["offices"], auth=OfficeKey())
PAGE = 50
ERRORS = {400: shapes.Error, 401: shapes.Error, 404: shapes.Error, 429: shapes.Error}


@router.get(
    "/duties",
    response={200: shapes.Duties, **ERRORS},
    by_alias=True,
    summary="What the own office owes, by the day it is due",
)
def duties(
    request: HttpRequest, response: HttpResponse, before: str = "", rule: str = "", page: str = "1"
) -> dict[str, Any]:
    """The work list: open duties of the caller's office; what is owed promptly comes first, then by day.

    `before`: only those due before that day. `rule`: only those of one rule.
    """
    actor, today = caller(request), clock.today()
    patch_vary_headers(response, ["Authorization"])
    rows = owed(actor)
    if before:
        rows = rows.filter(due__lt=day(before, "before"))
    if rule:
        rows = rows.filter(rule=rule)
    asked = page_number(page)
    found = Paginator(in_order(rows), PAGE)
    ids = list(found.page(asked).object_list) if asked <= found.num_pages else []
    return {
        "office": periods.office(actor.office or ""), "page": asked, "pages": found.num_pages, "total": found.count,
        "duties": [
            {**periods.duty(law_for(file)[0], row, None, today), "file": file.number, "restricted": file.restricted}
            for row, file in in_full(actor, ids)
        ],
    }  # fmt: skip


@router.get(
    "/files/{number}",
    response={200: shapes.File, **ERRORS},
    by_alias=True,
    summary="A matter as this seat may read it",
)
def file(request: HttpRequest, response: HttpResponse, number: str) -> dict[str, Any]:
    """State, points, the line of acts, papers, duties and windows with why, and what is open to this seat now.

    No names, addresses or numbers of persons. Reading a restricted matter is logged, as at the desk.
    """
    private(response)
    actor = caller(request)
    if len(number) > 40:
        raise nothing_here()
    found = fetch_numbered(actor, number, now=clock.now(), what="api")
    view = OfficersView(found, actor, clock.today(), sees_names(found, actor))
    return {
        "number": found.number, "restricted": found.restricted, "place": found.place, "edition": view.law.edition,
        "phase": view.state.phase, "opened_on": found.opened_on, "channel": found.matter.channel, "urgent": view.state.urgent,
        "names_withheld": not view.named, "as_of": view.today, "last_seq": found.last_seq,
        "points": [_point(view, no) for no in view.state.points],
        "proceedings": [
            {"no": p.no, "kind": p.kind, "office": periods.office(p.office), "received": p.received}
            for p in view.state.proceedings.values()
        ],
        "acts": _acts(view), "papers": [_paper(view, row) for row in view.papers],
        "duties": [periods.duty(view.law, row, view.state.duties[row.key], view.today) for row in view.duties],
        "windows": [periods.window(view.law, row) for row in view.windows],
        "open": [] if actor.is_machine else [_open(view, one) for one in view.open],
    }  # fmt: skip


def _point(view: OfficersView, no: int) -> dict[str, Any]:
    point = view.state.points[no]
    return {
        "no": no, "request": view.request(no), "purpose": point.purpose, "path": point.path,
        "step": view.law.steps.get(point.step) or said(Words(point.step, point.step)), "proceeding": point.proceeding,
        "office": periods.office(view.state.proceedings[point.proceeding].office), "outcome": point.outcome,
        "execution_due": point.execution_due, "carried_on": point.carried_on,
    }  # fmt: skip


def _acts(view: OfficersView) -> list[dict[str, Any]]:
    broken = {act.seq for act, _refused in view.state.conflicts}
    standing = {act.seq for act in view.state.acts}
    states = {seq: "conflict" if seq in broken else "stands" for seq in broken | standing}
    return [{**_act(view, row), "state": states.get(row.seq, "corrected")} for row in view.acts]


def _act(view: OfficersView, row: Act) -> dict[str, Any]:
    spec = view.law.acts.get(row.kind)
    return {
        "seq": row.seq, "act": row.kind, "title": said(spec.title if spec else Words(row.kind, row.kind)), "on": row.on,
        "at": row.at.isoformat("minutes") if row.at else None, "recorded_at": row.recorded_at.astimezone(clock.SHANGHAI),
        "by": row.actor_kind, "office": periods.office(row.office_id) if row.office_id else None,
        "to": periods.office(row.to_id) if row.to_id else None, "proceeding": row.proceeding,
        "points": list(numbers(row.points)), "petitioner": row.petitioner or None, "paper": row.paper or None,
    }  # fmt: skip


def _paper(view: OfficersView, row: Paper) -> dict[str, Any]:
    issued = view.state.papers.get(row.no)
    title = view.law.papers.get(row.kind, {}).get("title") or said(Words(row.kind, row.kind))
    served = {str(no): issued.served.get(no) for no in issued.addressees} if issued else {}
    return {
        "no": row.no, "kind": row.kind, "title": title, "number": row.number, "office": periods.office(row.office_id),
        "on": row.on, "served": served,
    }  # fmt: skip


def _open(view: OfficersView, one: OpenAct) -> dict[str, Any]:
    spec = view.law.acts[one.kind]
    fields = [
        {
            "key": f.key,
            "title": said(f.title),
            "kind": f.kind,
            "required": f.required,
            "choices": list(f.choices),
        }
        for f in spec.fields
    ]
    return {
        "act": one.kind, "title": said(spec.title), "words": said(spec.words), "provision": spec.provision,
        "certainty": spec.certainty, "proceeding": one.proceeding, "points": list(one.points), "fields": fields,
    }  # fmt: skip
