"""A batch of scanned letters on its way to becoming entries: pages apart, upright, read; letters parted.

The files are safe on the disk and their rows written before anything is done with them. What is slow (drawing
pages, reading them) is done by the worker for scans, from rows of the one queue (`STEPS`), one row a file and
one a page: each can be repeated after a kill, cancelled, and tried again. Without the extra `[ocr]` pages are
drawn all the same and wait for somebody to type beside them.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from PIL import Image

from huiyin import clock
from huiyin.intake import attachments, discretion, pages, raising, recognition
from huiyin.intake.models import Discretion, PageKind, PageState, Parting, ScanBatch, ScanPage, ScanSource
from huiyin.offices.models import Officer
from huiyin.register import queue
from huiyin.register.models import Entry, Outbox

TAKEN = frozenset({"pdf", "tiff", "jpeg", "png"})
UNPACK, READ = "unpack", "recognise"
KINDS = frozenset({UNPACK, READ})
"""Kinds of queue rows that only the worker for scans takes."""
LEASE = timedelta(minutes=2)
"""Held anew page by page: a worker that is killed is followed by the next one after this time."""


# ------------------------------------------------------------------ taking in


def take_in(
    office: str, officer: Officer, uploads: Iterable[tuple[IO[bytes], str]], *, parting: str, received_on: date, now: datetime,
) -> tuple[ScanBatch | None, list[tuple[str, str]]]:  # fmt: skip
    """Keep scanned files as one batch; also (name, reason) of those not taken. None where none was."""
    most = settings.HUIYIN_MAX_SCAN_MB * attachments.MB
    limits = attachments.Limits(file_bytes=most, entry_bytes=most)
    kept: list[attachments.Stored] = []
    refused: list[tuple[str, str]] = []
    for upload, name in uploads:
        try:
            stored = attachments.store(upload, name, limits=limits)
        except (attachments.Refused, attachments.StorageFull) as problem:
            refused.append((attachments.shown_name(name), str(problem)))
            continue
        if stored.kind not in TAKEN:
            refused.append(
                (stored.name, _("不是扫描件。扫描台收 PDF、TIFF、JPEG、PNG；其他材料请在登记时作为附件。"))
            )
            continue
        kept.append(stored)
    if not kept:
        return None, refused
    with transaction.atomic():
        batch = ScanBatch.objects.create(
            office_id=office, officer=officer, at=now, received_on=received_on, parting=Parting(parting)
        )
        for no, stored in enumerate(kept, 1):
            source = ScanSource.objects.create(
                batch=batch, no=no, sha256=stored.sha256, kept=raising.as_kept(stored)
            )
            _queue(UNPACK, source.pk, now)
    return batch, refused


def _queue(kind: str, pk: int, now: datetime) -> None:
    queue.put([Outbox(kind=kind, ref={"pk": pk}, key=f"{kind}:{pk}", created_at=now, next_at=now)])


# ------------------------------------------------------------------ what the worker for scans does


def unpack(row: Outbox, now: datetime) -> str:
    """A file becomes pages: drawn, told apart from separators and blank backs, queued for reading."""
    source = ScanSource.objects.select_related("batch").filter(pk=row.ref["pk"]).first()
    if source is None or source.batch.cancelled_at:
        return "cancelled"
    have = frozenset(source.pages.values_list("no", flat=True))
    try:
        with attachments.open_stored(source.sha256) as file:
            data = file.read()
        for no, drawn in pages.draw(data, str(source.kept["ext"]), but=have):
            if ScanBatch.objects.filter(pk=source.batch_id).exclude(cancelled_at=None).exists():
                return "cancelled"
            _add_page(source, no, drawn, now)
            queue.hold(row, clock.now() + LEASE)
    except pages.Unreadable as problem:
        _drawn(source, problem.code)
        return problem.code
    except Exception:
        _drawn(source, "broken")  # said on the page at once; the queue tries again
        raise
    _drawn(source, "")
    return ""


def _drawn(source: ScanSource, trouble: str) -> None:
    found = source.pages.count()
    ScanSource.objects.filter(pk=source.pk).update(pages_found=found, trouble=trouble)


def _add_page(source: ScanSource, no: int, drawn: pages.Drawn, now: datetime) -> None:
    stored = attachments.store(io.BytesIO(drawn.data), _("第%(no)s页.jpg") % {"no": no})
    kind = PageKind.SEPARATOR if drawn.separator else PageKind.BLANK if drawn.blank else PageKind.PAGE
    readable = recognition.available()
    state = PageState.WAITING if kind == PageKind.PAGE and readable else PageState.UNREAD
    with transaction.atomic():
        page = ScanPage.objects.create(
            source=source, no=no, sha256=stored.sha256, kept={**raising.as_kept(stored), "notes": []}, kind=kind, state=state,
            label=drawn.label[:80],
        )  # fmt: skip
        if state == PageState.WAITING:
            _queue(READ, page.pk, now)


def recognise(row: Outbox, now: datetime) -> str:
    """Read one page; turn its picture upright where it lay otherwise."""
    page = ScanPage.objects.select_related("source__batch").filter(pk=row.ref["pk"]).first()
    if page is None or page.entry_id or page.state == PageState.CANCELLED or page.source.batch.cancelled_at:
        return "cancelled"
    if not recognition.available():
        ScanPage.objects.filter(pk=page.pk).update(state=PageState.UNREAD)
        return "the extra [ocr] is not installed"
    queue.hold(row, now + LEASE)
    with attachments.open_stored(page.sha256) as file:
        data = file.read()
    try:
        reading = recognition.read(data)
    except Exception:
        ScanPage.objects.filter(pk=page.pk).update(state=PageState.FAILED)
        raise
    if reading.turn:
        _store_turned(page, data, reading.turn)
    page.lines = [{"text": x.text, "sure": round(x.sure, 3), "box": list(x.box)} for x in reading.lines]
    page.state = PageState.READ if reading.sure >= recognition.CLEAR else PageState.UNCLEAR
    hinted = discretion.hints(recognition.as_text(reading.lines))
    with transaction.atomic():
        still = ScanPage.objects.select_for_update().get(pk=page.pk)
        if still.entry_id:
            return "registered meanwhile"
        page.discretion = still.discretion or (Discretion.HINTED if hinted else Discretion.OPEN)
        page.save(update_fields=["lines", "state", "sha256", "kept", "discretion"])
    return ""


STEPS: dict[str, Callable[[Outbox, datetime], str | None]] = {UNPACK: unpack, READ: recognise}


def _store_turned(page: ScanPage, data: bytes, turn: int) -> None:
    with Image.open(io.BytesIO(data)) as image:
        turned = image.rotate(turn, expand=True)
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=pages.QUALITY)
    out.seek(0)
    stored = attachments.store(out, str(page.kept["name"]))
    page.sha256, page.kept = stored.sha256, raising.as_kept(stored)


# ------------------------------------------------------------------ what a clerk does


@dataclass(frozen=True)
class Letter:
    """Consecutive pages of a batch that are one letter. `first` names it."""

    no: int
    pages: tuple[ScanPage, ...]

    @property
    def first(self) -> ScanPage:
        """The page it begins with."""
        return self.pages[0]

    @property
    def sheets(self) -> tuple[ScanPage, ...]:
        """Its pages without blank backs."""
        return tuple(p for p in self.pages if p.kind != PageKind.BLANK)

    @property
    def entry(self) -> Entry | None:
        """The entry it became."""
        return self.first.entry

    @property
    def discretion(self) -> str:
        """Kept back where one page of it is: handed over before hinted at, unless somebody looked and cleared it."""
        said = {p.discretion for p in self.pages}
        order = (Discretion.HANDED, Discretion.CLEARED, Discretion.HINTED)
        return next((d.value for d in order if d in said), Discretion.OPEN.value)

    @property
    def waiting(self) -> bool:
        """Whether a page of it is still to be read."""
        return any(p.state == PageState.WAITING for p in self.sheets)

    @property
    def lines(self) -> list[recognition.Line]:
        """All its lines, page after page."""
        return [line for page in self.sheets for line in lines_of(page)]

    @property
    def text(self) -> str:
        """What was read, as running text; each page begins a new line."""
        parts = (recognition.as_text(lines_of(page)) for page in self.sheets)
        return "\n".join(part for part in parts if part)


def lines_of(page: ScanPage) -> list[recognition.Line]:
    """The lines of a page as they were read."""
    return [
        recognition.Line(
            str(x["text"]), float(x["sure"]), (x["box"][0], x["box"][1], x["box"][2], x["box"][3])
        )
        for x in page.lines or ()
    ]


def batches(office: str) -> QuerySet[ScanBatch]:
    """Batches of an office that nobody has put away."""
    return ScanBatch.objects.filter(office__code=office, put_away_at=None)


def pages_of(batch: ScanBatch) -> list[ScanPage]:
    """All pages in the order in which they were scanned; what they say is read only where it is asked for."""
    rows = ScanPage.objects.filter(source__batch=batch).select_related("source", "entry").defer("lines")
    return list(rows.order_by("source__no", "no"))


def letters(batch: ScanBatch, found: Sequence[ScanPage] | None = None) -> list[Letter]:
    """The pages of a batch, parted into letters; separators and leading blank pages belong to none."""
    every = pages_of(batch) if found is None else found
    loose = _loose(every)
    runs: list[list[ScanPage]] = []
    before: ScanPage | None = None
    for page in every:
        if page.kind != PageKind.SEPARATOR:
            if not runs or _begins(batch, page, before, loose):
                runs.append([])
            runs[-1].append(page)
        before = page
    full = [run for run in runs if any(p.kind == PageKind.PAGE for p in run)]
    return [Letter(no, tuple(run)) for no, run in enumerate(full, 1)]


def _loose(every: Sequence[ScanPage]) -> frozenset[int]:
    """Files of one page each with sheets among them: there a file is a page of a stack, not the end of a letter."""
    pages_in = Counter(p.source_id for p in every)
    single = [p for p in every if pages_in[p.source_id] == 1]
    between = any(p.kind == PageKind.SEPARATOR for p in single)
    return frozenset(p.source_id for p in single) if between else frozenset()


def _begins(batch: ScanBatch, page: ScanPage, before: ScanPage | None, loose: frozenset[int]) -> bool:
    """Whether a letter begins with this page. What a person said goes first."""
    if before is None or before.kind == PageKind.SEPARATOR:
        return True
    if before.entry_id != page.entry_id or before.form != page.form:
        return True  # a letter that is being registered takes no further page
    if page.begins is not None:
        return page.begins
    if batch.parting == Parting.PAGE:
        return page.kind == PageKind.PAGE
    if page.source_id == before.source_id:
        return False
    return batch.parting == Parting.FILE or not {page.source_id, before.source_id} <= loose


def letter_of(batch: ScanBatch, first: int) -> Letter | None:
    """The letter that begins with this page."""
    return next((x for x in letters(batch) if x.first.pk == first), None)


def letter_with(batch: ScanBatch, page: int) -> Letter | None:
    """The letter that this page belongs to; none for a separator."""
    return next((x for x in letters(batch) if any(p.pk == page for p in x.pages)), None)


def say_begins(page: ScanPage, begins: bool) -> None:
    """A person parts a letter before this page, or joins it to the one before."""
    ScanPage.objects.filter(pk=page.pk, entry=None, form="").update(begins=begins)


def say_kind(page: ScanPage, kind: str) -> None:
    """A person says that a page is no separator, or is blank after all."""
    ScanPage.objects.filter(pk=page.pk, entry=None).update(kind=PageKind(kind))


def say_discretion(letter: Letter, said: Discretion) -> None:
    """A person hands the letter to those named for accusations, or says that it is none."""
    ScanPage.objects.filter(pk__in=[p.pk for p in letter.pages], entry=None).update(discretion=said)


def turn(page: ScanPage, degrees: int, now: datetime) -> None:
    """Turn the picture by hand and read it again. A file that is gone from the disk raises Missing."""
    with attachments.open_stored(page.sha256) as file:
        _store_turned(page, file.read(), degrees % 360)
    page.state, page.lines = PageState.UNREAD, []
    if recognition.available():
        page.state = PageState.WAITING
    page.save(update_fields=["sha256", "kept", "state", "lines"])
    if page.state == PageState.WAITING:
        _again(READ, page.pk, now)


def _again(kind: str, pk: int, now: datetime) -> None:
    row = Outbox.objects.filter(key=f"{kind}:{pk}").first()
    if row is None:
        _queue(kind, pk, now)
    else:
        queue.again(row, now)


def cancel(batch: ScanBatch, now: datetime) -> None:
    """Read no further page; what was read stays, and every page can still be typed from its picture."""
    with transaction.atomic():
        ScanBatch.objects.filter(pk=batch.pk).update(cancelled_at=now)
        waiting = ScanPage.objects.filter(source__batch=batch, state=PageState.WAITING)
        waiting.update(state=PageState.CANCELLED)


def retry(batch: ScanBatch, now: datetime) -> None:
    """Draw and read again what failed, was cancelled, or could not be read here before."""
    with transaction.atomic():
        ScanBatch.objects.filter(pk=batch.pk).update(cancelled_at=None)
        for source in batch.sources.all():
            if source.pages_found is None or source.trouble:
                _again(UNPACK, source.pk, now)
        if not recognition.available():
            return
        again = ScanPage.objects.filter(
            source__batch=batch, entry=None, kind=PageKind.PAGE,
            state__in=[PageState.FAILED, PageState.CANCELLED, PageState.UNREAD],
        )  # fmt: skip
        for pk in [*again.values_list("pk", flat=True), *given_up(batch)[1]]:
            ScanPage.objects.filter(pk=pk).update(state=PageState.WAITING)
            _again(READ, pk, now)


def given_up(batch: ScanBatch) -> tuple[frozenset[int], frozenset[int]]:
    """Files and pages at which every attempt ended the worker itself: nobody tries them any more."""
    keys = set(queue.given_up().filter(kind__in=KINDS).values_list("key", flat=True))
    if not keys:
        return frozenset(), frozenset()
    files = batch.sources.filter(pages_found=None).values_list("pk", flat=True)
    read = ScanPage.objects.filter(source__batch=batch, state=PageState.WAITING).values_list("pk", flat=True)
    return (
        frozenset(pk for pk in files if f"{UNPACK}:{pk}" in keys),
        frozenset(pk for pk in read if f"{READ}:{pk}" in keys),
    )


def put_away(batch: ScanBatch, now: datetime) -> None:
    """Take a batch off the list. Its pages stay: nothing that came in is thrown away."""
    ScanBatch.objects.filter(pk=batch.pk).update(put_away_at=now)


def begun(letter: Letter, form: str) -> None:
    """A registration form was begun from this letter."""
    ids = [p.pk for p in letter.pages]
    ScanPage.objects.filter(pk__in=ids, entry=None).update(form=form)


def registered(form: str, entry: Entry) -> None:
    """The form was registered: its pages belong to the entry, and what was read is forgotten here.

    Of what is restricted the same page handed in once more goes with it: it would stay open to all who register.
    """
    mine = ScanPage.objects.filter(form=form).exclude(form="")
    if entry.restricted:
        same = list(mine.filter(kind=PageKind.PAGE).values_list("sha256", flat=True))
        ScanPage.objects.filter(sha256__in=same, entry=None).update(entry=entry, lines=[], label="", form="")
    mine.update(entry=entry, lines=[], label="")


def of_form(form: str) -> list[ScanPage]:
    """The pages from which a form is being filled in, while it is not registered."""
    if not form:
        return []
    rows = ScanPage.objects.filter(form=form, entry=None).select_related("source__batch")
    return [p for p in rows.order_by("source__no", "no") if p.kind == PageKind.PAGE]


def as_originals(letter: Letter) -> list[dict[str, Any]]:
    """The pages as a registration form keeps scans of an original."""
    found = []
    for no, page in enumerate(letter.sheets, 1):
        name = _("来信第%(no)s页") % {"no": no} + f".{page.kept['ext']}"
        found.append({**page.kept, "name": name, "what": "page", "original": True})
    return found
