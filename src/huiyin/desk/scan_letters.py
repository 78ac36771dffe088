"""One letter at the scan desk: its pages, the picture beside the text, the form that it fills."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.desk import registering_draft as drafts
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.registering_forms import MOST_POINTS, Size
from huiyin.desk.scan_gate import batch_of, may_open, page_of, states
from huiyin.intake import attachments, discretion, doubtful, pages, scan_work, scanning
from huiyin.intake.letters import Proposed, proposed
from huiyin.intake.models import Discretion, PageKind, ScanBatch, ScanPage
from huiyin.intake.recognition import SURE_ENOUGH
from huiyin.web.words import full_day

TURNS = {"left": 90, "right": 270, "over": 180}


# ------------------------------------------------------------------ pages


@require_GET
@at_desk
def picture(request: HttpRequest, seat: Seat, pk: int) -> HttpResponseBase:
    """The picture of a page."""
    found, kept = page_of(seat, pk)
    try:
        stored = attachments.open_stored(found.sha256)
    except attachments.Missing:
        raise Http404 from None
    if kept:
        discretion.note_look([found.pk], seat.actor, seat.now)
    return FileResponse(stored, content_type=str(found.kept["mime"]))


@require_GET
@at_desk
def small(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The picture among many; of a letter that is kept back there is none."""
    found, kept = page_of(seat, pk)
    if kept:
        raise Http404
    try:
        with attachments.open_stored(found.sha256) as file:
            return HttpResponse(pages.small(file), content_type="image/jpeg")
    except attachments.Missing:
        raise Http404 from None


@require_POST
@at_desk
def change_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Turn a page, part or join letters here, say that it is a page after all, hand an accusation over or clear it."""
    found, _kept = page_of(seat, pk)
    do = request.POST.get("do", "")
    if do in TURNS:
        try:
            scan_work.turn(found, TURNS[do], seat.now)
        except attachments.Missing:
            raise Http404 from None
    elif do in ("begin", "join"):
        scanning.say_begins(found, do == "begin")
    elif do in PageKind.values:
        scanning.say_kind(found, do, seat.now)
    elif do in ("hand", "clear"):
        _say_discretion(seat, found, Discretion.HANDED if do == "hand" else Discretion.CLEARED)
    return redirect(f"{_back(request, found)}#p{found.pk}")


def _back(request: HttpRequest, page_: ScanPage) -> str:
    """The page on which it was asked for: that of the letter, or of the whole batch."""
    batch = page_.source.batch
    letter = scanning.letter_with(batch, page_.pk) if request.POST.get("back") == "letter" else None
    if letter is None:
        return reverse("desk:scan_batch", args=[batch.pk])
    return reverse("desk:scan_letter", args=[batch.pk, letter.first.pk])


def _say_discretion(seat: Seat, page_: ScanPage, said: Discretion) -> None:
    """Of the whole letter. To hand it over there must be somebody named for such matters."""
    letter = scanning.letter_with(page_.source.batch, page_.pk)
    named = discretion.somebody_named(str(seat.actor.office), seat.today)
    if letter is not None and (said == Discretion.CLEARED or named):
        scanning.say_discretion(letter, said)


# ------------------------------------------------------------------ a letter becomes a form


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def letter(request: HttpRequest, seat: Seat, pk: int, first: int) -> HttpResponse:
    """Picture and text side by side; POST carries what was read and proposed into a registration form."""
    found = batch_of(seat, pk)
    one = scanning.letter_with(found, first)
    if one is None:
        raise Http404
    if one.entry is not None:  # the way back in a browser leads here
        messages.info(request, _("这封信已经登记。"))
        return redirect(f"{reverse('desk:scan_batch', args=[found.pk])}#p{first}")
    if not may_open(seat, one, found):
        raise Http404
    if one.first.pk != first:  # joined to the one before meanwhile
        return redirect("desk:scan_letter", found.pk, one.first.pk)
    if request.method == "POST":
        form = _form(seat, found, one, request.POST)
        return redirect(f"{reverse('desk:register', args=['letter'])}?form={form.key}")
    if one.waiting and request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)  # nothing new: the page stays as it is
    return _letter_page(request, seat, found, one)


def _letter_page(request: HttpRequest, seat: Seat, found: ScanBatch, one: scanning.Letter) -> HttpResponse:
    (state,) = states(seat, [one], found, discretion.somebody_named(found.office_id, seat.today))
    if state.held_back:
        discretion.note_look([p.pk for p in one.sheets], seat.actor, seat.now)
    text, lines = one.text, doubtful.lines_of(one.sheets)
    said = proposed(text, today=seat.today)
    others = [x for x in scanning.letters(found) if x.entry is None and may_open(seat, x, found)]
    context = page(
        request, seat, "scans", batch=found, letter=one, text=text, state=state,
        facts=[(label, shown, numbers, doubtful.unsure(value, lines)) for label, value, shown, numbers in _facts(said)],
        requests=[(words, doubtful.unsure(words, lines)) for words in said.requests],
        sheets=[(sheet, scanning.lines_of(sheet)) for sheet in one.sheets], sure_enough=SURE_ENOUGH,
        before=next((x for x in reversed(others) if x.no < one.no), None),
        after=next((x for x in others if x.no > one.no), None),
    )  # fmt: skip
    return render(request, "desk/scans/letter.html", context)


def _facts(said: Proposed) -> list[tuple[str, str | date | None, str, bool]]:
    """What the letter says of who wrote it: the label, the value, how it is shown, and whether that is a number."""
    return [
        (_("姓名"), said.name, said.name, False),
        (_("电话"), said.phone, said.phone, True),
        (_("住址"), said.address, said.address, False),
        (_("证件号码"), said.number, said.number, True),
        (_("落款日期"), said.written_on, full_day(said.written_on) if said.written_on else "", False),
    ]


def _form(seat: Seat, found: ScanBatch, one: scanning.Letter, sent: QueryDict) -> drafts.Registration:
    """A registration of this letter: the one begun before, or a fresh one with what was read (`do`=blank: nothing).

    What somebody else began goes over to whoever goes on with it: one letter, one form, and no second copy of its words.
    """
    fresh = drafts.fresh("letter")
    key = one.first.form or scanning.begun(one, fresh.key)
    if key != fresh.key:
        drafts.hand_on(key, seat.officer)
        begun = drafts.load(seat.officer, key)
        if begun is not None:
            return begun
        fresh.key = key  # begun and thrown away
    fresh.files = scanning.as_originals(one.sheets)
    fresh.typed = {"received_on": [found.received_on.isoformat()]}
    if sent.get("do") != "blank":
        said = proposed(one.text, today=seat.today)
        fresh.typed |= _typed(one.text, said)
        fresh.size = Size(fresh.size.people, min(max(fresh.size.points, len(said.requests)), MOST_POINTS))
    drafts.save(seat.officer, fresh, seat.now)
    return fresh


def _typed(text: str, said: Proposed) -> dict[str, list[str]]:
    values = {
        "text": text, "p1-name": said.name, "p1-number": said.number, "p1-phone": said.phone,
        "p1-address": said.address, "posted_on": said.written_on.isoformat() if said.written_on else "",
        **{f"r{no}-text": words for no, words in enumerate(said.requests, 1)},
    }  # fmt: skip
    return {key: [value] for key, value in values.items() if value}


paths = [
    path("scans/pages/<int:pk>/", picture, name="scan_page"),
    path("scans/pages/<int:pk>/small/", small, name="scan_page_small"),
    path("scans/pages/<int:pk>/change/", change_page, name="scan_page_change"),
    path("scans/<int:pk>/letters/<int:first>/", letter, name="scan_letter"),
]
