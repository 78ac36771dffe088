"""Finding a matter: by a number, exactly (of the file, an entry, a paper, another system, or a query code), or by
what it says, in words and phrases.

A name opens nothing, and what one may not see is answered as what does not exist.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET

from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.labels import PHASES
from huiyin.desk.titles import titles
from huiyin.intake.matching import searching
from huiyin.offices.actor import Actor
from huiyin.register.access import visible_to
from huiyin.register.models import Entry, File, OutsideNumber, Paper, Role
from huiyin.register.opening import CODE_DIGITS
from huiyin.register.vault import digest

LONGEST = 80


def cleaned(text: str) -> str:
    """A number as typed: full-width digits and blanks do no harm."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.split())[:LONGEST]


def find(actor: Actor, text: str) -> list[File]:
    """The matters that this number names, as far as the actor may see them."""
    wanted = cleaned(text)
    if not wanted:
        return []
    forms = {
        wanted,
        wanted.replace("(", "（").replace(")", "）"),
        wanted.replace("[", "〔").replace("]", "〕"),
    }
    ids: set[int] = set(File.objects.filter(number__in=forms).values_list("pk", flat=True))
    ids |= set(Entry.objects.filter(number__in=forms).values_list("file", flat=True))
    ids |= set(OutsideNumber.objects.filter(number__in=forms).values_list("entry__file", flat=True))
    ids |= set(Paper.objects.filter(number__in=forms).values_list("file", flat=True))
    digits = wanted.replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) == CODE_DIGITS:
        ids |= set(Role.objects.filter(code_digest=digest("code", digits)).values_list("file", flat=True))
    return list(
        visible_to(actor).filter(pk__in=ids).select_related("matter").order_by("-opened_on", "-pk")[:20]
    )


@require_GET
@at_desk
def search(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One matter found is opened; several are listed; none says what can be looked up."""
    text = request.GET.get("q", "")
    found = find(seat.actor, text)
    if len(found) == 1:
        return redirect("desk:file", found[0].pk)
    only = _filters(request)
    said = (
        searching.Found() if found else searching.search(seat.actor, text[:LONGEST], now=seat.now, only=only)
    )
    called = titles(seat.actor, [*found, *(hit.file for hit in said.hits)])
    rows = [(f, called[f.pk]) for f in found]
    hits = [(hit, called[hit.file.pk]) for hit in said.hits]
    phases = [(key, str(label)) for key, label in PHASES.items()]
    context = page(request, seat, rows=rows, q=text, hits=hits, said=said, only=only, phases=phases)
    return render(request, "desk/find.html", context)


def _filters(request: HttpRequest) -> searching.Filters:
    """The filters in the address; what is no day is no filter."""
    phase = request.GET.get("phase", "")
    return searching.Filters(
        _day(request.GET.get("since", "")),
        _day(request.GET.get("until", "")),
        phase if phase in PHASES else "",
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


paths = [path("find/", search, name="find")]
