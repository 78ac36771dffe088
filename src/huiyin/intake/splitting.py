"""One entry, several matters: points of another nature are taken out and registered apart (摘转件).

The new file is an ordinary one. It holds only the words that the officer took out, never the entry itself; a
restricted original and what was attached to it stay where they are (R22 30(3)). Its clocks run from the day
the office received the original, so that nothing starts again, and the points end in the original file in the
same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.offices.actor import Actor
from huiyin.register import models, standing
from huiyin.register.lines import state
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, Opened, open_file
from huiyin.register.record import Wish, record
from huiyin.statute.model import Refused, State

JUDGES = frozenset({"registrar", "dispatcher", "confidential", "petition_leader"})


@dataclass(frozen=True)
class Extract:
    """What an officer takes out of an entry."""

    points: tuple[int, ...]
    requests: Mapping[int, str]
    """The words of each point as they stand in the new file."""
    text: str
    title: str
    withheld: bool = False
    """Whether the petitioner's name is kept from the office that will deal with it."""
    class1: str = ""
    class2: str = ""
    happened_in: str = ""
    attachments: tuple[int, ...] = ()


def movable(s: State) -> dict[int, tuple[int, ...]]:
    """Points that can be taken out, by the proceeding they wait in; none where only one is left."""
    if sum(q.step != "split_off" for q in s.points.values()) < 2:
        return {}
    found: dict[int, list[int]] = {}
    for q in s.points.values():
        waits = q.step in ("registered", "reported") and s.proceedings[q.proceeding].kind == "dispatch"
        if waits and q.purpose != "accusation":
            found.setdefault(q.proceeding, []).append(q.no)
    return {no: tuple(points) for no, points in found.items()}


def may_travel(file: models.File) -> list[models.Attachment]:
    """Attachments that may go along: of an ordinary file, and not the letter itself."""
    if file.restricted:
        return []
    return list(models.Attachment.objects.filter(file=file, original=False).order_by("pk"))


def split_off(
    file: models.File,
    proceeding: int,
    what: Extract,
    *,
    by: Actor,
    now: datetime,
    seen: int,
    key: str | None = None,
) -> Opened:
    """Open the new file, end the points in the original, link both. All of it, or nothing.

    The caller has fetched the file for this actor. The same `key` again gives the file opened before.
    """
    with transaction.atomic():
        entry = file.entries.order_by("pk")[0]
        opened = open_file(_new_entry(file, entry, proceeding, what, key), by=by, now=now, place=file.place)
        if opened.again:
            return opened
        wish = Wish(
            "split_off",
            now.date(),
            proceeding=proceeding,
            points=what.points,
            codes={"linked": opened.file.pk},
        )
        record(file.pk, wish, by=by, now=now, seen=seen)
        _same_pins(file, opened.file)
        _carry(file, opened, what.attachments, by, now)
        if state(file).judged == "first" and by.posts & JUDGES:
            first = Wish(
                "judge",
                now.date(),
                proceeding=1,
                codes={"result": "first"},
                words={"reason": _("摘转件，登记原件时已判定。")},
            )
            record(opened.file.pk, first, by=by, now=now, seen=opened.file.last_seq)
        return opened


def _new_entry(
    file: models.File, entry: models.Entry, proceeding: int, what: Extract, key: str | None
) -> NewEntry:
    s = state(file)
    here = s.proceedings.get(proceeding)
    if here is None or not what.points:
        raise Refused("points", "请选择要摘出的诉求。", "Choose the points to take out.")
    return NewEntry(
        channel=entry.channel, office=here.office, received_on=here.received, posted_on=entry.posted_on,
        stamped_on=entry.stamped_on, source=entry.source, title=what.title, words={"text": what.text},
        points=tuple(NewPoint(what.requests[no], s.points[no].purpose) for no in what.points),
        people=_people(file, s), heads=entry.heads, read_back=entry.read_back, undeliverable=entry.undeliverable,
        withheld=what.withheld, urgent=s.urgent, class1=what.class1, class2=what.class2, happened_in=what.happened_in,
        extract_of=entry.pk, key=key,
    )  # fmt: skip


def _people(file: models.File, s: State) -> tuple[NewPerson, ...]:
    """The petitioners in their roles. Consent to electronic service is given matter by matter and not carried.

    An authority to receive papers is carried as it stands now; one to withdraw or settle is granted matter by matter.
    """
    roles = list(file.roles.select_related("petitioner", "principal").order_by("no"))
    place = {r.pk: n for n, r in enumerate(roles, 1)}
    return tuple(
        NewPerson(
            dict(r.petitioner.person or {}), kind=r.petitioner.kind, role=r.role, digests=_digests(r.petitioner),
            contact=contact(r.contact or {}, restricted=file.restricted),
            mandate=standing.may(r, s, "receive") if standing.claims(r) else r.mandate,
            principal=place.get(r.principal_id or 0, 0),
        )
        for r in roles
    )  # fmt: skip


def _digests(petitioner: models.Petitioner) -> dict[str, str]:
    return {key: getattr(petitioner, key) for key in models.Petitioner.DIGESTS}


def contact(known: Mapping[str, Any], *, restricted: bool) -> dict[str, Any]:
    """The safe contact in the new file: what the person named, and no looser than it was.

    In a restricted file only a number named for it may be used; a message about the new file to the telephone
    at home would tell what the restricted one kept. Where none was named, nobody is told by message.
    """
    found = dict(known)
    if restricted and not found.get("phone"):
        found["tell"] = "none"
    return found


def _same_pins(source: models.File, target: models.File) -> None:
    """The person keeps the PIN; the query code is a new one."""
    for no, pin in source.roles.values_list("no", "pin_hash"):
        models.Role.objects.filter(file=target, no=no).update(pin_hash=pin)


def _carry(source: models.File, opened: Opened, chosen: tuple[int, ...], by: Actor, now: datetime) -> None:
    for a in may_travel(source):
        if a.pk in chosen:
            models.Attachment.objects.create(
                file=opened.file, entry=opened.entry, what=a.what, name=a.name, sha256=a.sha256, path=a.path,
                mime=a.mime, ext=a.ext, size=a.size, by=f"{by.kind}:{by.ref}", at=now,
            )  # fmt: skip
