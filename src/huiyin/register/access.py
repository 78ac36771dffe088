"""Who sees what. All reads of files go through `visible_to`; `fetch` reads and authorises in one call."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from huiyin.offices.actor import Actor
from huiyin.register.models import Barred, File, Reading, Role, Sight, SightGrant

ADMINS = frozenset({"sysadmin", "secadmin", "auditor"})
CONFIDENTIAL = "confidential"


def visible_to(actor: Actor) -> QuerySet[File]:
    """The files this actor may read.

    An office sees a file because it received, sent, handles or helps with it; being above gives no sight.
    Restricted files (R22 30(3)) are seen only by officers named for them. Administrators see no matter.
    """
    files = File.objects.all()
    if actor.kind == "machine":
        return files
    if actor.kind == "petitioner":
        return files.filter(Exists(Role.objects.filter(file=OuterRef("pk"), pk=actor.ref)))
    if not actor.office or actor.posts & ADMINS or not actor.posts:
        return files.none()
    here = Sight.objects.filter(file=OuterRef("pk"), office_id=actor.office)
    if actor.officer_id:  # who is accused never sees the file, whatever post he holds
        files = files.exclude(Exists(Barred.objects.filter(file=OuterRef("pk"), officer_id=actor.officer_id)))
    if actor.has(CONFIDENTIAL):
        return files.filter(Exists(here))
    named = SightGrant.objects.filter(file=OuterRef("pk"), officer_id=actor.officer_id or 0, ended_at=None)
    return files.filter(Q(Exists(here), restricted=False) | Q(Exists(here), Exists(named), restricted=True))


def fetch(actor: Actor, file_id: int, *, now: datetime, what: str = "file") -> File:
    """The file, if this actor may read it; else 404, as for a file that does not exist.

    Every reading of a restricted file is logged.
    """
    file = visible_to(actor).select_related("matter").filter(pk=file_id).first()
    if file is None:
        raise Http404
    note_reading(file, actor, now=now, what=what)
    return file


def note_reading(file: File, actor: Actor, *, now: datetime, what: str) -> None:
    """Log the reading of a restricted file (R22 30(3), 46[5])."""
    if file.restricted and actor.kind == "officer":
        Reading.objects.create(
            file=file, officer_id=actor.officer_id, actor=f"{actor.kind}:{actor.ref}", what=what[:40], at=now
        )


def sees_names(file: File, actor: Actor) -> bool:
    """Whether the petitioner's name is shown: withheld names stay with the offices that received the entry."""
    if actor.kind != "officer" or not file.matter.withheld:
        return True
    return Sight.objects.filter(file=file, office_id=actor.office or "", why__in=("received", "sender")).exists()
