"""A text is pasted, and the matters that say much the same are listed: what the panel of a registration shows,
without registering anything. Nothing of the text is kept; it is sent in the body, never in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.desk.gate import Seat, at_desk, page
from huiyin.intake import repeats

LONGEST = 20_000


@require_http_methods(["GET", "POST"])
@at_desk
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form, and the matters that this officer may read anyway, the likest first."""
    text = request.POST.get("text", "")
    wrong = _wrong(text) if request.method == "POST" else ""
    found = repeats.Others()
    if text and not wrong:
        found = repeats.others(repeats.Told(text), seat.actor, now=seat.now, most=repeats.MOST)
    context = page(
        request, seat, text=text, wrong=wrong, found=found, longest=LONGEST, asked=bool(text) and not wrong
    )
    return render(request, "desk/similar.html", context, status=400 if wrong else 200)


def _wrong(text: str) -> str:
    if not text.strip():
        return _("请粘贴一段来信、来访或者留言的内容。")
    if len(text) > LONGEST:
        return _("文字太长，最多 %(most)d 字；请只留下说明事情的部分。") % {"most": LONGEST}
    return ""


paths = [path("similar/", show, name="similar")]
