"""What the worker for scans does: pages drawn and read, from rows of the one queue, one row a file and one a page.

Each step can be repeated after a kill, cancelled, and tried again. Without the extra `[ocr]` pages are drawn all the
same and wait for somebody to type beside them.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from PIL import Image

from huiyin import clock
from huiyin.intake import attachments, discretion, leftovers, pages, raising, recognition
from huiyin.intake.models import Discretion, PageKind, PageState, ScanBatch, ScanPage, ScanSource
from huiyin.register import queue
from huiyin.register.models import Outbox

UNPACK, READ = "unpack", "recognise"
KINDS = frozenset({UNPACK, READ})
"""Kinds of queue rows that only the worker for scans takes."""
LEASE = timedelta(minutes=2)
"""Held anew page by page: a worker that is killed is followed by the next one after this time."""
HEARTBEAT = "heartbeat:scans"
"""Key of the row that says when a worker for scans was last seen."""
SILENT_AFTER = timedelta(minutes=5)


def row_key(kind: str, pk: int) -> str:
    """The key of the row of the queue for a file (`UNPACK`) or a page (`READ`)."""
    return f"{kind}:{pk}"


def enqueue(kind: str, pk: int, batch: int, now: datetime) -> None:
    """Put a file or a page into the queue."""
    ref = {"pk": pk, "batch": batch}
    queue.put([Outbox(kind=kind, ref=ref, key=row_key(kind, pk), created_at=now, next_at=now)])


def again(kind: str, pk: int, batch: int, now: datetime) -> None:
    """The same where it may have been in the queue before."""
    row = Outbox.objects.filter(key=row_key(kind, pk)).first()
    if row is None:
        enqueue(kind, pk, batch, now)
    else:
        queue.again(row, now)


class Turns:
    """Whose page is next: batches in turn, each from its oldest page, so that few letters never wait behind many.

    Files are parted into pages before anything is read: that is quick, and without it there is nothing to look at.
    """

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._count = 0

    def take(self, now: datetime) -> Outbox | None:
        """Lease the next row, or None where nothing is due."""
        row = queue.take(now, lease=LEASE, only=frozenset({UNPACK}))
        for batch in [] if row else self._in_turn(now):
            row = queue.take(now, lease=LEASE, only=frozenset({READ}), among=Q(ref__batch=batch))
            if row is not None:
                self._count += 1
                self._last[batch] = self._count
                return row
        return row or queue.take(now, lease=LEASE, only=frozenset({READ}))

    def _in_turn(self, now: datetime) -> list[int]:
        """Batches with a page to read, the one whose turn is longest ago first; of new ones the older first."""
        rows = queue.due(now).filter(kind=READ, ref__batch__isnull=False).order_by()
        found = set(rows.values_list("ref__batch", flat=True).distinct())
        self._last = {batch: n for batch, n in self._last.items() if batch in found}
        return sorted(found, key=lambda batch: (self._last.get(batch, 0), batch))


def silent(now: datetime) -> bool:
    """Whether no worker for scans works."""
    beat = queue.last_beat(HEARTBEAT)
    return beat is None or now - beat > SILENT_AFTER


# ------------------------------------------------------------------ the steps


def unpack(row: Outbox, now: datetime) -> str:
    """A file becomes pages: drawn, told apart from separators and blank backs, queued for reading.

    Cancelled is only the reading: without its pages a letter could not even be typed from its picture.
    """
    source = ScanSource.objects.select_related("batch").filter(pk=row.ref["pk"]).first()
    if source is None:
        return "gone"
    have = frozenset(source.pages.values_list("no", flat=True))
    try:
        with attachments.open_stored(source.sha256) as file:
            data = file.read()
        for no, drawn in pages.draw(data, str(source.kept["ext"]), but=have):
            _add_page(source, no, drawn, now)
            queue.hold(row, clock.now() + LEASE)
            queue.beat(clock.now(), HEARTBEAT)  # a thick file takes longer than silence is taken for death
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
    label = drawn.label[:80]
    kept = Discretion.OPEN
    if kind == PageKind.PAGE:
        kept = discretion.before_reading(source, no, stored.sha256, label)
    goes_on = bool(label) and source.pages.filter(no=no - 1, label=label).exists()
    with transaction.atomic():
        state = _before_reading(source.batch_id) if kind == PageKind.PAGE else PageState.UNREAD
        page = ScanPage.objects.create(
            source=source, no=no, sha256=stored.sha256, kept=_kept(stored), kind=kind, state=state,
            label=label, discretion=kept, begins=(drawn.begins and not goes_on) or None,
        )  # fmt: skip
        if state == PageState.WAITING:
            enqueue(READ, page.pk, source.batch_id, now)


def _before_reading(batch: int) -> PageState:
    if not recognition.available():
        return PageState.UNREAD
    cancelled = ScanBatch.objects.select_for_update().get(pk=batch).cancelled_at
    return PageState.CANCELLED if cancelled else PageState.WAITING


def _kept(stored: attachments.Stored) -> dict[str, Any]:
    """A drawn page as it is kept; the scan it was drawn from lies beside it as it came."""
    return {**raising.as_kept(stored), "notes": []}


def recognise(row: Outbox, now: datetime) -> str:
    """Read one page; turn its picture upright where it lay otherwise."""
    said: str | None = None
    while said is None:  # again, where somebody turned the page meanwhile
        said = _recognise(row)
    return said


def _recognise(row: Outbox) -> str | None:
    page = ScanPage.objects.select_related("source__batch").filter(pk=row.ref["pk"]).first()
    if page is None or page.entry_id or page.state == PageState.CANCELLED:
        return "cancelled"
    if page.source.batch.cancelled_at or not recognition.available():
        unread = PageState.CANCELLED if recognition.available() else PageState.UNREAD
        ScanPage.objects.filter(pk=page.pk).update(state=unread)
        return "cancelled" if recognition.available() else "the extra [ocr] is not installed"
    queue.hold(row, clock.now() + LEASE)
    try:
        with attachments.open_stored(page.sha256) as file:
            data = file.read()
        reading = recognition.read(data)
    except Exception:
        ScanPage.objects.filter(pk=page.pk).update(state=PageState.FAILED)
        raise
    return _keep_reading(page, data, reading)


def _keep_reading(page: ScanPage, data: bytes, reading: recognition.Reading) -> str | None:
    """Write down what was read; None where the picture is another one by now."""
    before = page.sha256
    if reading.turn:
        _store_turned(page, data, reading.turn)
    page.lines = [{"text": x.text, "sure": round(x.sure, 3), "box": list(x.box)} for x in reading.lines]
    page.state = PageState.READ if reading.sure >= recognition.CLEAR else PageState.UNCLEAR
    hinted = discretion.hints(recognition.as_text(reading.lines))
    with transaction.atomic():
        still = ScanPage.objects.select_for_update().get(pk=page.pk)
        if still.entry_id:
            return "registered meanwhile"
        if still.sha256 != before:
            return None
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
    # the picture as it lay, and the one drawn now: the page may have become another's meanwhile
    leftovers.note([{"sha256": page.sha256}, {"sha256": stored.sha256}], clock.now())
    page.sha256, page.kept = stored.sha256, _kept(stored)


# ------------------------------------------------------------------ what a person asks for


def turn(page: ScanPage, degrees: int, now: datetime) -> None:
    """Turn the picture by hand and read it again. A file that is gone from the disk raises Missing."""
    with attachments.open_stored(page.sha256) as file:
        _store_turned(page, file.read(), degrees % 360)
    page.state, page.lines = PageState.UNREAD, []
    page.save(update_fields=["sha256", "kept", "state", "lines"])
    read_again(page, now)


def read_again(page: ScanPage, now: datetime) -> None:
    """Have a page read, where this installation reads at all."""
    if recognition.available():
        ScanPage.objects.filter(pk=page.pk, entry=None).update(state=PageState.WAITING)
        again(READ, page.pk, page.source.batch_id, now)


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
                again(UNPACK, source.pk, batch.pk, now)
        if not recognition.available():
            return
        failed = ScanPage.objects.filter(
            source__batch=batch, entry=None, kind=PageKind.PAGE,
            state__in=[PageState.FAILED, PageState.CANCELLED, PageState.UNREAD],
        )  # fmt: skip
        waiting = ScanPage.objects.filter(source__batch=batch, state=PageState.WAITING)
        lost = given_up()
        stuck = [pk for pk in waiting.values_list("pk", flat=True) if row_key(READ, pk) in lost]
        for pk in [*failed.values_list("pk", flat=True), *stuck]:
            ScanPage.objects.filter(pk=pk).update(state=PageState.WAITING)
            again(READ, pk, batch.pk, now)


def given_up() -> frozenset[str]:
    """Keys of files and pages at which every attempt ended the worker itself: nobody tries them any more."""
    return frozenset(queue.given_up().filter(kind__in=KINDS).values_list("key", flat=True))
