"""The proof of service on paper: blank to be signed, and filled in afterwards."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from huiyin.desk.gate import Seat, at_desk
from huiyin.desk.issued import open_paper, pdf
from huiyin.desk.matter import Matter
from huiyin.papers import sheets
from huiyin.register.models import Paper, Role, Service


def _print(m: Matter, row: Paper, role: Role, service: Service | None) -> HttpResponse:
    slip = sheets.Slip(row, role.no, m.names[role.no], m.title, m.seat.officer.name, m.seat.today)
    return pdf(sheets.proof_sheet(slip, service).pdf)


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
