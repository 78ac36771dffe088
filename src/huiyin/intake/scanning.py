"""A batch of scanned letters on its way to becoming entries: pages apart, upright, read; letters parted.

The files are safe on the disk and their rows written before anything is done with them. What is slow (drawing
pages, reading them) is done by the worker for scans (`scan_work`).
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.intake import attachments, discretion, leftovers, raising, recognition, scan_work
from huiyin.intake.models import Discretion, PageKind, PageState, Parting, ScanBatch, ScanPage, ScanSource
from huiyin.offices.models import Officer
from huiyin.register.models import Entry

TAKEN = frozenset({"pdf", "tiff", "jpeg", "png"})


# ------------------------------------------------------------------ taking in


def take_in(
    office: str, officer: Officer, uploads: Iterable[tuple[IO[bytes], str]], *, parting: str, received_on: date, now: datetime,
    key: str = "",
) -> tuple[ScanBatch | None, list[tuple[str, str]]]:  # fmt: skip
    """Keep scanned files as one batch; also (name, reason) of those not taken. None where none was.

    `key`: of the form; sent twice it is the batch that it was the first time.
    """
    there = ScanBatch.objects.filter(officer=officer, key=key).exclude(key="").first()
    if there is not None:
        return there, []
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
        leftovers.note([{"sha256": stored.sha256}], now)
        if stored.kind not in TAKEN:
            refused.append(
                (stored.name, _("不是扫描件。扫描台收 PDF、TIFF、JPEG、PNG；其他材料请在登记时作为附件。"))
            )
            continue
        kept.append(stored)
    if not kept:
        return None, refused
    with transaction.atomic():
        batch, new = ScanBatch.objects.get_or_create(
            officer=officer, key=key or secrets.token_urlsafe(24),
            defaults={"office_id": office, "at": now, "received_on": received_on, "parting": Parting(parting)},
        )  # fmt: skip
        for no, stored in enumerate(kept if new else (), 1):
            source = ScanSource.objects.create(
                batch=batch, no=no, sha256=stored.sha256, kept=raising.as_kept(stored)
            )
            scan_work.enqueue(scan_work.UNPACK, source.pk, batch.pk, now)
    return batch, refused


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
        """What was read, as running text; each page begins a new line. Of an unclear page nothing: it is to be typed."""
        parts = (recognition.as_text(lines_of(p)) for p in self.sheets if p.state != PageState.UNCLEAR)
        return "\n".join(part for part in parts if part)


def lines_of(page: ScanPage) -> list[recognition.Line]:
    """The lines of a page as they were read."""
    return [
        recognition.Line(
            str(x["text"]), float(x["sure"]), (x["box"][0], x["box"][1], x["box"][2], x["box"][3])
        )
        for x in page.lines or ()
    ]


def batches(office: str, *, away: bool = False) -> QuerySet[ScanBatch]:
    """Batches of an office that nobody has put away; or those that somebody has."""
    return ScanBatch.objects.filter(office__code=office, put_away_at__isnull=not away).select_related(
        "officer"
    )


def handed_in_before(batch: ScanBatch) -> list[tuple[ScanSource, ScanBatch]]:
    """Files of this batch that the same office was handed in an earlier one, with that batch."""
    mine = {s.sha256: s for s in batch.sources.all()}
    rows = ScanSource.objects.filter(
        sha256__in=mine, batch__office__code=batch.office_id, batch__pk__lt=batch.pk
    ).select_related("batch")
    return [(mine[row.sha256], row.batch) for row in rows.order_by("batch__pk")]


def pages_of(batch: ScanBatch) -> list[ScanPage]:
    """All pages in the order in which they were scanned; what they say is read only where it is asked for."""
    return pages_by_batch([batch])[batch.pk]


def pages_by_batch(of: Iterable[ScanBatch]) -> defaultdict[int, list[ScanPage]]:
    """The same of several batches, by their numbers."""
    found = defaultdict(list)
    rows = ScanPage.objects.filter(source__batch__in=of).select_related("source", "entry").defer("lines")
    for page in rows.order_by("source__no", "no"):
        found[page.source.batch_id].append(page)
    return found


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


def say_kind(page: ScanPage, kind: str, now: datetime) -> None:
    """A person says that a page is no separator, or is blank after all; what turns out to be a page is read."""
    ScanPage.objects.filter(pk=page.pk, entry=None).update(kind=PageKind(kind))
    if kind == PageKind.PAGE and page.state == PageState.UNREAD:
        scan_work.read_again(page, now)


def say_discretion(letter: Letter, said: Discretion) -> None:
    """A person hands the letter to those named for accusations, or says that it is none."""
    ScanPage.objects.filter(pk__in=[p.pk for p in letter.pages], entry=None).update(discretion=said)


def put_away(batch: ScanBatch, now: datetime) -> None:
    """Take a batch off the list; what was not read yet waits. Its pages stay: nothing that came in is thrown away."""
    scan_work.cancel(batch, now)
    ScanBatch.objects.filter(pk=batch.pk).update(put_away_at=now)


def take_out(batch: ScanBatch, now: datetime) -> None:
    """Put a batch on the list again, and go on with it."""
    ScanBatch.objects.filter(pk=batch.pk).update(put_away_at=None)
    scan_work.retry(batch, now)


def begun(letter: Letter, form: str) -> str:
    """A registration form was begun from this letter: its key, or that of the form somebody began a moment before."""
    free = ScanPage.objects.filter(pk__in=[p.pk for p in letter.pages], entry=None, form="")
    if not free.filter(pk=letter.first.pk).update(form=form):
        return ScanPage.objects.values_list("form", flat=True).get(pk=letter.first.pk) or form
    free.update(form=form)
    return form


def registered(form: str, entry: Entry, taken: Container[int]) -> None:
    """The form was registered: its pages belong to the entry, and what was read is forgotten here.

    A page that somebody took off the form (not in `taken`) is a letter of its own again. Of what is restricted every
    page goes with it, also where it was handed in once more: it would stay open to all who register.
    """
    mine = ScanPage.objects.filter(form=form).exclude(form="")
    if not entry.restricted:
        sheets = mine.filter(kind=PageKind.PAGE).values_list("pk", flat=True)
        ScanPage.objects.filter(pk__in=[pk for pk in sheets if pk not in taken]).update(form="", begins=None)
    else:
        pages = list(mine.filter(kind=PageKind.PAGE).select_related("source"))
        copies = discretion.same_pages([(p.source.sha256, p.no) for p in pages], [p.sha256 for p in pages])
        copies.filter(entry=None).exclude(form=form).update(entry=entry, lines=[], label="", form="")
    mine.update(entry=entry, lines=[], label="")


def of_form(form: str) -> list[ScanPage]:
    """The pages from which a form is being filled in, while it is not registered."""
    if not form:
        return []
    rows = ScanPage.objects.filter(form=form, entry=None).select_related("source__batch")
    return [p for p in rows.order_by("source__no", "no") if p.kind == PageKind.PAGE]


def as_originals(sheets: Iterable[ScanPage]) -> list[dict[str, Any]]:
    """The pages as a registration form keeps scans of an original."""
    return [_as_original(page, no) for no, page in enumerate(sheets, 1)]


def _as_original(page: ScanPage, no: int) -> dict[str, Any]:
    name = _("来信第%(no)s页") % {"no": no} + f".{page.kept['ext']}"
    return {**page.kept, "name": name, "what": "page", "original": True, "page": page.pk}


def upright(form: str, files: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], set[int]]:
    """The files of a form, its pages as they lie by now; also which pages.

    A page may be turned while somebody types beside it. Where the form holds no file of them at all (an old page of it
    was sent after a colleague had taken it over), they all come with it: a letter is not registered without its original.
    """
    sheets = of_form(form)
    if sheets and not files:
        return [*as_originals(sheets)], {p.pk for p in sheets}
    by_page, by_bytes = {p.pk: p for p in sheets}, {p.sha256: p for p in sheets}
    found: list[Mapping[str, Any]] = []
    taken = set()
    for f in files:
        page = by_page.get(f.get("page", 0)) or by_bytes.get(f["sha256"])
        found.append({**f, **page.kept, "name": f["name"], "sha256": page.sha256} if page else f)
        taken |= {page.pk} if page else set()
    return found, taken


def next_letter(form: str) -> tuple[ScanBatch, int] | None:
    """Where to go on after a form: its batch, and the page that begins the next letter nobody has begun; 0 for none.

    None where the form was not begun from a scan.
    """
    page = ScanPage.objects.filter(form=form).exclude(form="").select_related("source__batch").first()
    if page is None:
        return None
    batch = page.source.batch
    every = letters(batch)
    here = next((x.no for x in every if page in x.pages), 0)
    after = [x for x in (*every[here:], *every[:here]) if x.entry is None and not x.first.form]
    open_ = [x for x in after if x.discretion in (Discretion.OPEN, Discretion.CLEARED)]
    return batch, open_[0].first.pk if open_ else 0
