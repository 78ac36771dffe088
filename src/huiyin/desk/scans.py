"""The scan desk: batches of scanned letters, each letter typed beside its picture (`scan_letters`)."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import IO, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.registering import WRONG
from huiyin.desk.scan_gate import batch_of, guard, states
from huiyin.intake import discretion, pages, recognition, scan_work, scanning
from huiyin.intake.models import PageKind, PageState, Parting, ScanBatch, ScanPage, ScanSource
from huiyin.register.access import visible_to
from huiyin.web.fields import Bound, Choice, FieldSpec, bind, with_errors

TROUBLES: dict[str, str | Promise] = {
    "locked": gettext_lazy("这个文件有密码，打不开。请去掉密码另存或者重新扫描，再放进来。"),
    "broken": gettext_lazy("这个文件打不开，或者有的页打不开。请重新扫描，再放进来。能打开的页都在下面。"),
    "many": gettext_lazy("这个文件超过 500 页。请分成几个文件。"),
}
STICKERS = 40
"""On a sheet."""
MARK = 4
"""Characters of the mark by which a page that asks again knows what has changed."""


# ------------------------------------------------------------------ how far a batch has come


@dataclass(frozen=True)
class Progress:
    """How far a batch has come, in pages and letters."""

    drawing: int
    waiting: int
    read: int
    unclear: int
    failed: int
    cancelled: int
    unread: int
    letters: int
    registered: int
    troubles: int

    @property
    def busy(self) -> bool:
        """Whether a worker still has something to do."""
        return bool(self.drawing or self.waiting)

    @property
    def again(self) -> bool:
        """Whether there is something to be tried once more."""
        return bool(self.failed or self.cancelled or self.troubles)

    @property
    def pages(self) -> int:
        """Pages that are read or to be read."""
        return self.waiting + self.tried

    @property
    def tried(self) -> int:
        """Pages whose reading is over, whichever way."""
        return self.read + self.unclear + self.failed + self.cancelled


def _progress(
    batch: ScanBatch, found: list[ScanPage], letters: list[scanning.Letter], lost: Container[str]
) -> Progress:
    """`lost`: keys of what nobody tries any more (`scan_work.given_up`)."""
    sheets = [p for p in found if p.kind == PageKind.PAGE and p.entry_id is None]
    states = Counter(p.state for p in sheets)
    stuck = sum(
        p.state == PageState.WAITING and scan_work.row_key(scan_work.READ, p.pk) in lost for p in sheets
    )
    sources = list(batch.sources.all())
    files = sum(_undrawable(s, lost) for s in sources)
    drawing = sum(s.pages_found is None and not s.trouble for s in sources)
    return Progress(
        drawing=max(0, drawing - files), waiting=states[PageState.WAITING] - stuck,
        read=states[PageState.READ], unclear=states[PageState.UNCLEAR],
        failed=states[PageState.FAILED] + stuck, cancelled=states[PageState.CANCELLED],
        unread=states[PageState.UNREAD], letters=len(letters),
        registered=sum(1 for x in letters if x.entry is not None),
        troubles=sum(bool(s.trouble) for s in sources) + files,
    )  # fmt: skip


def _undrawable(source: ScanSource, lost: Container[str]) -> bool:
    """Whether every attempt to draw a file ended the worker itself."""
    return source.pages_found is None and scan_work.row_key(scan_work.UNPACK, source.pk) in lost


# ------------------------------------------------------------------ batches


def _hand_in_specs(seat: Seat) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "scans", "files", _("扫描文件"), _("PDF、TIFF、JPEG、PNG，可以一次选多个。"), True,
            accept=".pdf,.tif,.tiff,.jpg,.jpeg,.png", private=True,
        ),
        FieldSpec(
            "parting", "choice", _("怎样分信"), _("分错了的，分好以后可以逐页调整。"), True,
            choices=tuple(Choice(p.value, str(p.label)) for p in Parting), value=Parting.SHEET.value,
        ),
        FieldSpec(
            "received_on", "date", _("收到日期"), _("期限从这一天的次日起算。"), True, value=seat.today, max=seat.today
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def scans(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The batches of this office, and a form to hand in another one."""
    guard(seat)
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
        str(seat.actor.office), seat.officer, uploads, parting=str(bound.values["parting"]),
        received_on=bound.values["received_on"], now=seat.now, key=request.POST.get("key", "")[:64],
    )  # fmt: skip
    if batch is None or refused:
        return _scans(request, seat, bound, refused=refused, taken=batch, status=WRONG)
    return redirect("desk:scan_batch", batch.pk)


def _scans(
    request: HttpRequest, seat: Seat, bound: Bound, *, refused: Any = (), taken: ScanBatch | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    listed = list(scanning.batches(str(seat.actor.office)).prefetch_related("sources")[:50])
    pages_, lost = scanning.pages_by_batch(listed), scan_work.given_up()
    rows = [(b, _progress(b, pages_[b.pk], scanning.letters(b, pages_[b.pk]), lost)) for b in listed]
    busy = any(progress.busy for _batch, progress in rows)
    context = page(
        request, seat, "scans", rows=rows, specs=bound.specs, refused=refused, taken=taken,
        away=scanning.batches(str(seat.actor.office), away=True)[:50], key=secrets.token_urlsafe(24),
        reads=recognition.available(), silent=busy and scan_work.silent(seat.now),
    )  # fmt: skip
    return render(request, "desk/scans/index.html", context, status=status)


@require_GET
@at_desk
def batch(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The letters of a batch, page by page. A page that asks again (`seen`) gets what has changed since."""
    found = batch_of(seat, pk)
    every = scanning.pages_of(found)
    letters = scanning.letters(found, every)
    placed = {p.pk for x in letters for p in x.pages}
    named = discretion.somebody_named(found.office_id, seat.today)
    lost = scan_work.given_up()
    progress = _progress(found, every, letters, lost)
    cards = list(zip(letters, states(seat, letters, found, named), strict=True))
    strays = [p for p in every if p.pk not in placed and p.kind != PageKind.SEPARATOR]
    separators = [p for p in every if p.kind == PageKind.SEPARATOR]
    marks = [
        _mark(x.first.pk, state, *((p.pk, p.kind, p.state, p.sha256) for p in x.pages)) for x, state in cards
    ]
    order = _mark([x.first.pk for x in letters], [p.pk for p in (*strays, *separators)], progress.troubles)
    seen = _mark(progress) + order + "".join(marks)
    context = page(
        request, seat, "scans", batch=found, letters=cards, strays=strays, separators=separators, progress=progress,
        seen=seen, troubles=_troubles(found, lost), before=scanning.handed_in_before(found),
        reads=recognition.available(), silent=progress.busy and scan_work.silent(seat.now),
        parting=found.get_parting_display(),
    )  # fmt: skip
    if request.headers.get("HX-Request") != "true":
        return render(request, "desk/scans/batch.html", context)
    return _changed(request, context, request.GET.get("seen", ""), seen)


def _changed(request: HttpRequest, context: dict[str, Any], before: str, now: str) -> HttpResponse:
    """What a page that asks again puts in place: nothing, the letters that changed, or all of them."""
    if before == now:
        return HttpResponse(status=204)
    whole = before[MARK : 2 * MARK] != now[MARK : 2 * MARK]
    known = [before[at : at + MARK] for at in range(2 * MARK, len(before), MARK)]
    marks = [now[at : at + MARK] for at in range(2 * MARK, len(now), MARK)]
    if not whole:
        cards = zip(context["letters"], known, marks, strict=True)
        context["letters"] = [card for card, old, new in cards if old != new]
    return render(request, "desk/scans/changed.html", {**context, "whole": whole})


def _mark(*what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()[:MARK]


def _troubles(found: ScanBatch, lost: Container[str]) -> list[tuple[ScanSource, str]]:
    """Files that could not be drawn, with the reason in words."""
    return [
        (s, str(TROUBLES.get(s.trouble, TROUBLES["broken"])))
        for s in found.sources.all()
        if s.trouble or _undrawable(s, lost)
    ]


@require_POST
@at_desk
def change_batch(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Cancel, try again, put away, take out again."""
    found = batch_of(seat, pk)
    do = request.POST.get("do", "")
    if do == "cancel":
        scan_work.cancel(found, seat.now)
    elif do == "retry":
        scan_work.retry(found, seat.now)
    elif do == "away":
        scanning.put_away(found, seat.now)
        return redirect("desk:scans")
    elif do == "back":
        scanning.take_out(found, seat.now)
    return redirect("desk:scan_batch", found.pk)


# ------------------------------------------------------------------ sheets to print


@require_GET
@at_desk
def separator(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The sheet that goes between two letters."""
    guard(seat)
    return render(request, "desk/scans/separator.html", page(request, seat, "scans", code=pages.NEXT_LETTER))


@require_GET
@at_desk
def stickers(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Stickers for first pages, where no sheet is laid between."""
    guard(seat)
    context = page(request, seat, "scans", code=pages.FIRST_PAGE, stickers=range(STICKERS))
    return render(request, "desk/scans/stickers.html", context)


@require_GET
@at_desk
def labels(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The labels for the paper originals of a batch: of the letters registered, those that this officer sees."""
    found = batch_of(seat, pk)
    entries = [x.entry for x in scanning.letters(found) if x.entry is not None]
    numbers = dict(
        visible_to(seat.actor).filter(pk__in=[e.file_id for e in entries]).values_list("pk", "number")
    )
    shown = [(numbers[e.file_id], e.received_on) for e in entries if e.file_id in numbers]
    context = page(
        request, seat, "scans", unseen=len(entries) - len(shown),
        back=(reverse("desk:scan_batch", args=[found.pk]), _("返回批次")),
        labels=[(number, on, pages.LABEL + number) for number, on in shown],
    )  # fmt: skip
    return render(request, "desk/scans/labels.html", context)


paths = [
    path("scans/", scans, name="scans"),
    path("scans/separator/", separator, name="scan_separator"),
    path("scans/stickers/", stickers, name="scan_stickers"),
    path("scans/<int:pk>/", batch, name="scan_batch"),
    path("scans/<int:pk>/change/", change_batch, name="scan_batch_change"),
    path("scans/<int:pk>/labels/", labels, name="scan_labels"),
]
