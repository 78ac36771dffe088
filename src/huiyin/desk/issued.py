"""An issued paper: its bytes as kept, its HTML twin, and how it reached whom."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from huiyin.desk import labels
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, matter
from huiyin.papers import drafting, sheets
from huiyin.papers.html import to_html
from huiyin.register.models import Paper, Service
from huiyin.web.security import PAPER_POLICY

_TAGS = re.compile(r"</?style[^>]*>")


def open_paper(seat: Seat, file_id: int, no: int) -> tuple[Matter, Paper]:
    """A paper of a matter that this officer may see; inner sheets only in the office that made them."""
    m = matter(seat, file_id, f"paper:{no}")
    row = next((p for p in m.papers if p.no == no), None)
    if row is None:
        raise Http404
    return m, row


@require_GET
@at_desk
def paper(request: HttpRequest, seat: Seat, file_id: int, no: int) -> HttpResponse:
    """The page of an issued paper."""
    m, row = open_paper(seat, file_id, no)
    document = drafting.issued_document(row, now=seat.now)
    args = [m.file.pk, row.no]
    standing = m.state.papers.get(row.no)
    mine = standing is not None and m.may_serve(standing)
    unserved = [n for n in standing.addressees if n not in standing.served] if standing else []
    context = page(
        request, seat, "list", m=m, file=m.file, row=row, title=labels.paper(m.law, row.kind), notes=document.notes,
        office=labels.office(row.office_id), services=_services(m, row), unserved=[m.names.get(n, n) for n in unserved],
        serve_url=reverse("desk:serve", args=args) if mine and unserved else "", corrected=standing is None,
        pdf_url=reverse("desk:paper_pdf", args=args), html_url=reverse("desk:paper_html", args=args),
        twin=to_html(document, row.on, page=False),
        sheet_url=reverse("desk:draft_sheet", args=args) if row.draft and row.office_id == seat.actor.office else "",
    )  # fmt: skip
    return render(request, "desk/paper.html", context)


def _services(m: Matter, row: Paper) -> list[dict[str, Any]]:
    """Every attempt and every proof, oldest first."""
    return [
        {
            "name": m.names.get(s.petitioner, str(s.petitioner)),
            "on": s.on,
            "at": s.at,
            "method": labels.of(labels.METHODS, s.method),
            "received_by": labels.of(labels.RECEIVERS, s.received_by) if s.received_by else "",
            "served": s.served,
            "receipt": reverse("desk:receipt", args=[m.file.pk, row.no, s.pk]) if s.served else "",
        }
        for s in Service.objects.filter(paper=row).order_by("on", "pk")
    ]


@require_GET
@at_desk
def paper_pdf(request: HttpRequest, seat: Seat, file_id: int, no: int) -> HttpResponse:
    """The bytes as they were issued."""
    m, row = open_paper(seat, file_id, no)
    return pdf(drafting.issued_pdf(row, now=m.seat.now))


def pdf(data: bytes) -> HttpResponse:
    """A paper shown in place."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    return response


@require_GET
@at_desk
def draft_sheet(request: HttpRequest, seat: Seat, file_id: int, no: int) -> HttpResponse:
    """发文稿纸: whose hands the paper went through; for the office that issued it, and no other."""
    m, row = open_paper(seat, file_id, no)
    if row.draft is None or row.office_id != seat.actor.office:
        raise Http404
    return pdf(sheets.draft_sheet(row, title=m.title, names=m.names).pdf)


@require_GET
@at_desk
def paper_html(request: HttpRequest, seat: Seat, file_id: int, no: int) -> HttpResponse:
    """The same paper for screens and screen readers."""
    _m, row = open_paper(seat, file_id, no)
    return html(to_html(drafting.issued_document(row, now=seat.now), row.on))


def html(text: str) -> HttpResponse:
    """The HTML twin as a page of its own, which carries its styles itself."""
    response = HttpResponse(text)
    response["Content-Security-Policy"] = PAPER_POLICY
    return response


@require_GET
@cache_control(max_age=3600, public=True)
def paper_css(request: HttpRequest) -> HttpResponse:
    """The look of papers for pages that show one among other things."""
    return HttpResponse(_TAGS.sub("", render_to_string("papers/style.html")), content_type="text/css")


paths = [
    path("files/<int:file_id>/papers/<int:no>/", paper, name="paper"),
    path("files/<int:file_id>/papers/<int:no>/paper.pdf", paper_pdf, name="paper_pdf"),
    path("files/<int:file_id>/papers/<int:no>/paper.html", paper_html, name="paper_html"),
    path("files/<int:file_id>/papers/<int:no>/draft-sheet.pdf", draft_sheet, name="draft_sheet"),
    path("paper.css", paper_css, name="paper_css"),
]
