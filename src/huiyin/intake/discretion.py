"""Who may open a scanned letter before it is registered, where it may be a report or an accusation (R22 30(3)).

Registered, such a matter is restricted from its first moment. Before, nobody has decided what it is: what the words
point to is enough to keep it from everybody but the one who handed it in, who had the paper in his hands, and those
named for such matters. A person hands it to them, or says that it is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from huiyin.intake import signs
from huiyin.intake.models import Discretion, ScanBatch, ScanPage, ScanSource
from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.register.access import note_unfiled
from huiyin.register.law import current
from huiyin.register.models import File

NAMED = "confidential"
SCAN = "scan"
"""What the log of readings calls a scanned page; its number follows."""
KEPT_BACK = frozenset({Discretion.HINTED, Discretion.HANDED})
INSTEAD = ("petition_leader", "section")
"""Who opens what is kept back in an office where nobody is named: who answers for its petitions. A default of this house."""


def hints(text: str) -> bool:
    """Whether the words of a page point to a report or an accusation."""
    found = signs.pointed_purpose(signs.signs(current().book), text)
    return found is not None and found.key == "accusation"


def before_reading(source: ScanSource, no: int, sha256: str, label: str) -> Discretion:
    """What is known of a page before anybody reads it.

    More of a restricted matter, by its label, is kept back like what reads like one; and so is the same page handed
    in once more, where it was kept back before or became such a matter.
    """
    copies = same_pages([(source.sha256, no)], [sha256])
    kept = Q(discretion__in=KEPT_BACK) | Q(entry__file__restricted=True)
    restricted = bool(label) and File.objects.filter(number=label, restricted=True).exists()
    return Discretion.HINTED if restricted or copies.filter(kept).exists() else Discretion.OPEN


def same_pages(places: Iterable[tuple[str, int]], pictures: Iterable[str]) -> QuerySet[ScanPage]:
    """Pages that are the same picture, or the same page of the same file (a page that was turned is another picture)."""
    same = Q(sha256__in=list(pictures))
    for source, no in places:
        same |= Q(source__sha256=source, no=no)
    return ScanPage.objects.filter(same)


def somebody_named(office: str, on: date) -> bool:
    """Whether there is anybody to hand such a letter to."""
    return bool(selectors.holders(office, NAMED, on))


def may_open(kept: str, batch: ScanBatch, by: Actor, on: date) -> bool:
    """Whether this officer may see a letter that is kept back in this way."""
    if kept in (Discretion.OPEN, Discretion.CLEARED) or by.has(NAMED):
        return True
    if kept == Discretion.HINTED and by.officer_id == batch.officer_id:
        return True
    return by.has(*INSTEAD) and not somebody_named(batch.office_id, on)


def note_look(pages: Iterable[int], by: Actor, now: datetime) -> None:
    """Log a look at pages of a letter that is kept back, as one at a restricted matter is (R22 30(3), 46[5])."""
    for page in pages:
        note_unfiled(by, now=now, what=f"{SCAN}:{page}")


def file_of(what: str) -> File | None:
    """The matter that a page in the log of readings has become; None while it is not registered."""
    head, _colon, page = what.partition(":")
    if head != SCAN or not page.isdigit():
        return None
    return File.objects.filter(entries__in=ScanPage.objects.filter(pk=page).values("entry")).first()
