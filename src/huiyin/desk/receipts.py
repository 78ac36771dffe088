"""The proof of service on paper: blank to be signed, and filled in afterwards."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.desk import labels
from huiyin.desk.gate import Seat, at_desk
from huiyin.desk.issued import open_paper, pdf
from huiyin.desk.matter import Matter
from huiyin.papers import drafting
from huiyin.papers.kinds import kind
from huiyin.papers.render import render
from huiyin.register.models import Paper, PaperPrint, Role, Service, Window
from huiyin.web.words import day


def receipt_content(m: Matter, row: Paper, role: Role, service: Service | None) -> dict[str, Any]:
    """One paper, one recipient: what is known now; the rest is left to be written by hand."""
    said: dict[str, Any] = {
        "paper_title": kind(row.kind).title.zh,
        "paper_number": row.number,
        "recipient": m.names[role.no],
        "filled_by": m.seat.officer.name,
        "filled_on": m.seat.today.isoformat(),
        "subject": m.title,
    }
    printed = PaperPrint.objects.filter(paper=row).first()
    if printed:
        said["paper_pages"] = printed.pages
    if service is not None:
        said |= _proven(m, row, role, service)
    elif row.kind == "handling_opinion":
        said["window_note"] = _("自签收之日的次日起算30日")
    return {"addressee": "", "computed": {k: v for k, v in said.items() if v}}


def _proven(m: Matter, row: Paper, role: Role, service: Service) -> dict[str, Any]:
    """What the service itself says."""
    at = f" {service.at.hour}时{service.at.minute:02d}分" if service.at else ""
    window = (
        Window.objects.filter(file=m.file, paper=row.no, petitioner=role.no)
        .exclude(rule="judicial-confirmation")
        .order_by("-pk")
        .first()
    )
    words = getattr(service.act, "words", None)
    found: dict[str, Any] = {
        "method": service.method,
        "received_at": f"{day(service.on)}{at}",
        "method_detail": str(((words and words.said) or {}).get("proof", "")),
    }
    if service.received_by and service.received_by != "self":
        found["proxy"] = labels.of(labels.RECEIVERS, service.received_by)
    if window is not None and window.key in m.state.windows:
        found |= {"window_until": window.end.isoformat(), "window_note": window.provision}
    return found


def _print(m: Matter, row: Paper, role: Role, service: Service | None) -> HttpResponse:
    board = row.draft.signboard if row.draft else None
    done = render(
        "service_receipt", receipt_content(m, row, role, service), head=drafting.head(board, row.office_id), number=None,
        on=m.seat.today, draft=False, fonts=drafting.fonts(),
    )  # fmt: skip
    return pdf(done.pdf)


@require_GET
@at_desk
def blank(request: HttpRequest, seat: Seat, file_id: int, no: int, petitioner: int) -> HttpResponse:
    """The slip to take along and have signed."""
    m, row = open_paper(seat, file_id, no)
    return _print(m, row, _addressee(m, row, petitioner), None)


@require_GET
@at_desk
def receipt(request: HttpRequest, seat: Seat, file_id: int, no: int, service_id: int) -> HttpResponse:
    """The slip of a service that is on record."""
    m, row = open_paper(seat, file_id, no)
    service = (
        Service.objects.filter(paper=row, pk=service_id, served=True).select_related("act__words").first()
    )
    if service is None:
        raise Http404
    return _print(m, row, _addressee(m, row, service.petitioner), service)


def _addressee(m: Matter, row: Paper, petitioner: int) -> Role:
    role = next((r for r in m.roles if r.no == petitioner), None)
    standing = m.state.papers.get(row.no)
    if role is None or standing is None or role.no not in standing.addressees or not m.may_serve(standing):
        raise Http404
    return role


paths = [
    path("files/<int:file_id>/papers/<int:no>/receipts/blank/<int:petitioner>.pdf", blank, name="blank"),
    path("files/<int:file_id>/papers/<int:no>/receipts/<int:service_id>.pdf", receipt, name="receipt"),
]
