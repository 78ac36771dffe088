"""What the counter hands over: number, query codes, PIN slips, the receipt as a paper, a label for the inner file.

The page is for the officer who registered, for half an hour: of a restricted matter it is all that he sees.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.desk import registering_draft as drafts
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.issued import pdf
from huiyin.intake import scanning
from huiyin.papers import drafting
from huiyin.register.models import Paper


def where_to_follow() -> str:
    """The address at which a petitioner follows the matter; the code is typed there, never put into it."""
    return f"{settings.HUIYIN_SITE_URL}{reverse('portal:follow')}" if settings.HUIYIN_SITE_URL else ""


@require_GET
@at_desk
def receipt(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """The receipt; once its time is over it says where a code can be reprinted."""
    found: dict[str, Any] | None = drafts.receipt(seat.officer, key, seat.now)
    context = page(
        request,
        seat,
        "register",
        found=found,
        key=key,
        follow=where_to_follow(),
        site=settings.HUIYIN_SITE_URL,
        next_letter=scanning.next_letter(key),
    )
    return render(request, "desk/registering/receipt.html", context, status=200 if found else 410)


@require_GET
@at_desk
def receipt_pdf(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """The receipt as a numbered paper."""
    found = drafts.receipt(seat.officer, key, seat.now)
    paper = Paper.objects.filter(pk=found["paper"], file_id=found["file"]).first() if found else None
    if paper is None:
        raise Http404
    return pdf(drafting.issued_pdf(paper, now=seat.now))


@require_GET
@at_desk
def label(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """The label for the paper original, alone on its sheet."""
    found: dict[str, Any] | None = drafts.receipt(seat.officer, key, seat.now)
    if not found:
        raise Http404
    on = date.fromisoformat(found["received_on"])
    context = page(
        request, seat, "register", labels=[(found["number"], on, found["label"])],
        back=(reverse("desk:register_receipt", args=[key]), _("返回回执")),
    )  # fmt: skip
    return render(request, "desk/scans/labels.html", context)


@require_POST
@at_desk
def handed_over(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """The receipt was handed over: nothing of it is kept at this desk."""
    found = drafts.receipt(seat.officer, key, seat.now) or {}
    drafts.hand_over(seat.officer, key)
    letter = scanning.next_letter(key) if request.POST.get("next") == "letter" else None
    if letter is not None:
        batch, first = letter
        return (
            redirect("desk:scan_letter", batch.pk, first) if first else redirect("desk:scan_batch", batch.pk)
        )
    if request.POST.get("next") == "file" and found.get("visible"):
        return redirect("desk:file", found["file"])
    return redirect("desk:register_index")


paths = [
    path("register/receipt/<slug:key>/", receipt, name="register_receipt"),
    path("register/receipt/<slug:key>/receipt.pdf", receipt_pdf, name="register_receipt_pdf"),
    path("register/receipt/<slug:key>/label/", label, name="register_label"),
    path("register/receipt/<slug:key>/done/", handed_over, name="register_done"),
]
