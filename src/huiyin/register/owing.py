"""What an office owes, by the day it is due: one indexed query behind the work list, its counts and the API."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from huiyin.offices.actor import Actor
from huiyin.register.access import CONFIDENTIAL, grants, visible_to
from huiyin.register.models import Barred, Duty, File, OpenDuty


def owed(actor: Actor) -> QuerySet[OpenDuty]:
    """The open duties of the actor's office that he may know of. Options (to object) are no duties.

    Written so that the index (office, restricted, due) finds and orders them: `restricted IN (false)`, because
    SQLite uses no index for `NOT restricted`, and no equality on `kind`, which has an index of the whole register.
    """
    if not actor.office:
        return OpenDuty.objects.none()
    rows = OpenDuty.objects.filter(office_id=actor.office).exclude(kind="option")
    if actor.has(CONFIDENTIAL):
        return rows.exclude(file__in=barred(actor))
    granted = list(grants(actor).exclude(file__in=barred(actor)).values_list("file_id", flat=True))
    if granted:
        return rows.filter(Q(restricted=False) | Q(file__in=granted))
    return rows.filter(restricted__in=(False,))


def barred(actor: Actor) -> list[int]:
    """Restricted files in which this officer is complained of: they are not there for him (R22 30(3))."""
    return list(Barred.objects.filter(officer_id=actor.officer_id or 0).values_list("file_id", flat=True))


def in_order(rows: QuerySet[OpenDuty]) -> QuerySet[OpenDuty, int]:
    """Their numbers by the day they are due.

    What is owed "promptly", without a day (a grave or urgent matter), stands before what has one.
    """
    return rows.order_by(F("due").asc(nulls_first=True), "duty").values_list("duty", flat=True)


def in_full(actor: Actor, ids: Iterable[int]) -> list[tuple[Duty, File]]:
    """The duties of one page with their files, in the order given; through the same gate as every reading."""
    wanted = list(ids)
    duties = Duty.objects.in_bulk(wanted)
    files = visible_to(actor).filter(pk__in={d.file_id for d in duties.values()}).select_related("matter")
    seen = {f.pk: f for f in files}
    return [(duties[pk], seen[duties[pk].file_id]) for pk in wanted if duties[pk].file_id in seen]
