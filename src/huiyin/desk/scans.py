"""The scan desk: a batch of scanned letters becomes entries, each typed beside its picture.

Only officers who register at the office that took the batch in see it, and of what may be an accusation only those
whom `intake.discretion` names; of a letter that has been registered nothing more is shown here: its pages are the
entry's originals, behind the one gate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.desk import registering_draft as drafts
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.registering import WRONG, may_register
from huiyin.desk.registering_forms import MOST_POINTS, Size
from huiyin.intake import attachments, discretion, pages, recognition, scan_work, scanning
from huiyin.intake.letters import Proposed, proposed
from huiyin.intake.models import Discretion, PageKind, PageState, Parting, ScanBatch, ScanPage, ScanSource
from huiyin.register.access import visible_to
from huiyin.web.fields import Bound, Choice, FieldSpec, bind, with_errors

TROUBLES = {
    "locked": gettext_lazy("这个文件有密码，打不开。请去掉密码另存或者重新扫描，再放进来。"),
    "broken": gettext_lazy("这个文件打不开，可能没有传完。请重新扫描。已画出的页都在。"),
    "many": gettext_lazy("这个文件超过 500 页。请分成几个文件。"),
}
SURE_ENOUGH = 0.85
"""Lines read with less certainty are marked for the clerk."""


# ------------------------------------------------------------------ the gate of this desk


def _guard(seat: Seat) -> None:
    if not may_register(seat):
        raise PermissionDenied


def _batch(seat: Seat, pk: int) -> ScanBatch:
    """A batch of this office, or 404."""
    _guard(seat)
    found = ScanBatch.objects.filter(pk=pk, office__code=seat.actor.office or "").first()
    if found is None:
        raise Http404
    return found


def _page(seat: Seat, pk: int) -> ScanPage:
    """A page that is not registered yet, of a batch of this office and a letter that is not kept back, or 404."""
    _guard(seat)
    rows = ScanPage.objects.select_related("source__batch").defer("lines")
    found = rows.filter(pk=pk, entry=None, source__batch__office__code=seat.actor.office or "").first()
    if found is None:
        raise Http404
    batch = found.source.batch
    kept = ScanPage.objects.filter(source__batch=batch).exclude(discretion=Discretion.OPEN)
    letter = scanning.letter_with(batch, pk) if kept.exists() else None
    if letter is not None and not _may_open(seat, letter, batch):
        raise Http404
    return found


def _letter(seat: Seat, batch: ScanBatch, first: int) -> scanning.Letter:
    found = scanning.letter_of(batch, first)
    if found is None or found.entry is not None or not _may_open(seat, found, batch):
        raise Http404
    return found


def _may_open(seat: Seat, letter: scanning.Letter, batch: ScanBatch) -> bool:
    return discretion.may_open(letter.discretion, batch, seat.actor, seat.today)


# ------------------------------------------------------------------ batches


@dataclass(frozen=True)
class Progress:
    """How far a batch has come, in pages and letters."""

    drawing: int
    waiting: int
    read: int
    unclear: int
    failed: int
    cancelled: int
    letters: int
    registered: int

    @property
    def busy(self) -> bool:
        """Whether a worker still has something to do."""
        return bool(self.drawing or self.waiting)


def _progress(batch: ScanBatch, found: list[ScanPage], letters: list[scanning.Letter]) -> Progress:
    files, pages_ = scan_work.given_up(batch)
    states = [p.state for p in found if p.kind == PageKind.PAGE and p.entry_id is None]
    going = batch.cancelled_at is None
    sources = batch.sources.filter(pages_found=None, trouble="").count() if going else 0
    return Progress(
        drawing=max(0, sources - len(files)), waiting=max(0, states.count(PageState.WAITING) - len(pages_)),
        read=states.count(PageState.READ), unclear=states.count(PageState.UNCLEAR),
        failed=states.count(PageState.FAILED) + len(pages_),
        cancelled=states.count(PageState.CANCELLED), letters=len(letters),
        registered=sum(1 for x in letters if x.entry is not None),
    )  # fmt: skip


def _hand_in_specs(seat: Seat) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "scans", "files", _("扫描文件"), _("PDF、TIFF、JPEG、PNG，可以一次选多个。"), True,
            accept=".pdf,.tif,.tiff,.jpg,.jpeg,.png", private=True,
        ),
        FieldSpec(
            "parting", "choice", _("怎样分信"), choices=tuple(Choice(p.value, str(p.label)) for p in Parting),
            value=Parting.SHEET.value,
        ),
        FieldSpec(
            "received_on", "date", _("收到日期"), _("期限从这一天的次日起算。"), True, value=seat.today, max=seat.today
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def scans(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The batches of this office, and a form to hand in another one."""
    _guard(seat)
    if request.method != "POST":
        return _scans(request, seat, Bound({}, _hand_in_specs(seat)))
    bound = bind(_hand_in_specs(seat), request.POST)
    uploads = [(cast("IO[bytes]", f.file), f.name or "") for f in request.FILES.getlist("scans")]
    asked = tuple(replace(s, errors=()) if s.key == "scans" else s for s in bound.specs)
    bound = Bound(bound.values, asked)  # which files were not taken is said above the form, by name
    wrong = {s.key: s.errors[0] for s in bound.specs if s.errors}
    if not uploads:
        wrong["scans"] = _("请选择扫描文件。")
    if wrong:
        return _scans(request, seat, Bound(bound.values, with_errors(bound.specs, wrong)), status=WRONG)
    batch, refused = scanning.take_in(
        str(seat.actor.office), seat.officer, uploads, parting=str(bound.values.get("parting") or Parting.SHEET),
        received_on=bound.values["received_on"], now=seat.now,
    )  # fmt: skip
    if batch is None or refused:
        return _scans(request, seat, bound, refused=refused, taken=batch, status=WRONG)
    return redirect("desk:scan_batch", batch.pk)


def _scans(
    request: HttpRequest, seat: Seat, bound: Bound, *, refused: Any = (), taken: ScanBatch | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    rows = []
    for batch in scanning.batches(str(seat.actor.office))[:50]:
        found = scanning.pages_of(batch)
        rows.append((batch, _progress(batch, found, scanning.letters(batch, found))))
    context = page(
        request, seat, "scans", rows=rows, specs=bound.specs, refused=refused, taken=taken,
        reads=recognition.available(),
    )  # fmt: skip
    return render(request, "desk/scans/index.html", context, status=status)


@require_GET
@at_desk
def batch(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The letters of a batch, page by page. `part`: only what changes while a worker reads."""
    found = _batch(seat, pk)
    every = scanning.pages_of(found)
    letters = scanning.letters(found, every)
    placed = {p.pk for x in letters for p in x.pages}
    named = discretion.somebody_named(found.office_id, seat.today)
    context = page(
        request, seat, "scans", batch=found, letters=[(x, _state(seat, x, found, named)) for x in letters],
        strays=[p for p in every if p.pk not in placed and p.kind != PageKind.SEPARATOR],
        progress=_progress(found, every, letters), separators=[p for p in every if p.kind == PageKind.SEPARATOR],
        troubles=_troubles(found),
        reads=recognition.available(), parting=found.get_parting_display(),
    )  # fmt: skip
    part = request.headers.get("HX-Request") == "true"
    return render(request, "desk/scans/letters.html" if part else "desk/scans/batch.html", context)


def _troubles(found: ScanBatch) -> list[tuple[ScanSource, str]]:
    """Files that could not be drawn, with the reason in words."""
    given_up = scan_work.given_up(found)[0]
    return [
        (s, str(TROUBLES.get(s.trouble, TROUBLES["broken"])))
        for s in found.sources.all()
        if s.trouble or s.pk in given_up
    ]


@dataclass(frozen=True)
class State:
    """What has become of a letter, as far as this officer may know, and whether it bears a label of ours."""

    registered: bool = False
    number: str = ""
    file: int = 0
    begun: str = ""
    by: str = ""
    """Who has its form in hand, where that is somebody else."""
    label: str = ""
    labelled: int = 0
    kept: str = ""
    """Why it is kept back."""
    closed: bool = False
    """Whether it is kept back from this officer."""
    can_hand: bool = False
    """Whether there is anybody to hand it to."""


def _state(seat: Seat, letter: scanning.Letter, batch: ScanBatch, named: bool) -> State:
    if letter.entry is not None:
        seen = visible_to(seat.actor).filter(pk=letter.entry.file_id).exists()
        return State(True, letter.entry.number if seen else "", letter.entry.file_id if seen else 0)
    kept = letter.discretion
    if not _may_open(seat, letter, batch):
        return State(kept=kept, closed=True)
    form = letter.first.form
    holder = drafts.held_by(form) if form else None
    begun = form if holder == seat.officer else ""
    label = next((p.label for p in letter.pages if p.label), "")
    known = (
        visible_to(seat.actor).filter(number=label).values_list("pk", flat=True).first() if label else None
    )
    return State(
        begun=begun, by=holder.name if holder and not begun else "", label=label, labelled=known or 0, kept=kept,
        can_hand=named and not form and kept != Discretion.HANDED,
    )  # fmt: skip


@require_POST
@at_desk
def change_batch(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Cancel, try again, put away."""
    found = _batch(seat, pk)
    do = request.POST.get("do", "")
    if do == "cancel":
        scan_work.cancel(found, seat.now)
    elif do == "retry":
        scan_work.retry(found, seat.now)
    elif do == "away":
        scanning.put_away(found, seat.now)
        return redirect("desk:scans")
    return redirect("desk:scan_batch", found.pk)


# ------------------------------------------------------------------ pages


@require_GET
@at_desk
def picture(request: HttpRequest, seat: Seat, pk: int) -> HttpResponseBase:
    """The picture of a page."""
    found = _page(seat, pk)
    try:
        stored = attachments.open_stored(found.sha256)
    except attachments.Missing:
        raise Http404 from None
    return FileResponse(stored, content_type=str(found.kept["mime"]))


@require_POST
@at_desk
def change_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Turn a page, part or join letters here, say that it is a page after all, hand an accusation over or clear it."""
    found = _page(seat, pk)
    do = request.POST.get("do", "")
    if do in ("left", "right", "over"):
        try:
            scan_work.turn(found, {"left": 90, "right": 270, "over": 180}[do], seat.now)
        except attachments.Missing:
            raise Http404 from None
    elif do in ("begin", "join"):
        scanning.say_begins(found, do == "begin")
    elif do in PageKind.values:
        scanning.say_kind(found, do, seat.now)
    elif do in ("hand", "clear"):
        _say_discretion(seat, found, Discretion.HANDED if do == "hand" else Discretion.CLEARED)
    return redirect(f"{reverse('desk:scan_batch', args=[found.source.batch_id])}#p{found.pk}")


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
    found = _batch(seat, pk)
    one = _letter(seat, found, first)
    text = one.text
    said = proposed(text, today=seat.today)
    if request.method == "POST":
        form = _form(seat, found, one, text, said, request.POST)
        return redirect(f"{reverse('desk:register', args=['letter'])}?form={form.key}")
    sheets = [(sheet, scanning.lines_of(sheet)) for sheet in one.sheets]
    context = page(
        request, seat, "scans", batch=found, letter=one, sheets=sheets, said=said,
        state=_state(seat, one, found, discretion.somebody_named(found.office_id, seat.today)), sure_enough=SURE_ENOUGH,
    )  # fmt: skip
    return render(request, "desk/scans/letter.html", context)


def _form(
    seat: Seat, found: ScanBatch, one: scanning.Letter, text: str, said: Proposed, sent: QueryDict
) -> drafts.Registration:
    """A registration of this letter: the one begun before, or a fresh one with what was read (`do`=blank: nothing).

    What somebody else began goes over to whoever goes on with it: one letter, one form, and no second copy of its words.
    """
    if one.first.form:
        drafts.hand_on(one.first.form, seat.officer)
    begun = drafts.load(seat.officer, one.first.form) if one.first.form else None
    if begun is not None:
        return begun
    form = drafts.fresh("letter")
    form.files = scanning.as_originals(one)
    typed: dict[str, list[str]] = {"received_on": [found.received_on.isoformat()]}
    if sent.get("do") != "blank":
        typed |= _typed(text, said)
        form.size = Size(form.size.people, min(max(form.size.points, len(said.requests)), MOST_POINTS))
    form.typed = typed
    drafts.save(seat.officer, form, seat.now)
    scanning.begun(one, form.key)
    return form


def _typed(text: str, said: Proposed) -> dict[str, list[str]]:
    values = {
        "text": text, "p1-name": said.name, "p1-number": said.number, "p1-phone": said.phone,
        "p1-address": said.address, "posted_on": said.written_on.isoformat() if said.written_on else "",
        **{f"r{no}-text": words for no, words in enumerate(said.requests, 1)},
    }  # fmt: skip
    return {key: [value] for key, value in values.items() if value}


# ------------------------------------------------------------------ sheets to print


@require_GET
@at_desk
def separator(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The sheet that goes between two letters."""
    _guard(seat)
    return render(request, "desk/scans/separator.html", page(request, seat, "scans", code=pages.NEXT_LETTER))


paths = [
    path("scans/", scans, name="scans"),
    path("scans/separator/", separator, name="scan_separator"),
    path("scans/pages/<int:pk>/", picture, name="scan_page"),
    path("scans/pages/<int:pk>/change/", change_page, name="scan_page_change"),
    path("scans/<int:pk>/", batch, name="scan_batch"),
    path("scans/<int:pk>/change/", change_batch, name="scan_batch_change"),
    path("scans/<int:pk>/letters/<int:first>/", letter, name="scan_letter"),
]
