"""A registration goes into the register: once, with its attachments and the decision first or repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.gate import Seat
from huiyin.desk.registering_draft import Registration
from huiyin.desk.registering_entry import Doubt, accuses, entry, people, requests_as_words
from huiyin.intake import pages, raising, repeats, scanning
from huiyin.register import models
from huiyin.register.access import note_reading, sees_names, visible_to
from huiyin.register.opening import NewEntry, Opened, join_entry, open_file
from huiyin.register.record import Wish, record
from huiyin.register.roles import consent
from huiyin.statute.model import Refused
from huiyin.web.fields import Choice
from huiyin.web.words import day

FIRST, JOIN, REPEAT = "first", "join", "repeat"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: first, a repeat registered apart, or one more entry of a matter."""

    what: str
    file_id: int = 0


@dataclass(frozen=True)
class Done:
    """What was registered, and whether this officer sees it from now on."""

    opened: Opened
    visible: bool
    joined: bool


# ------------------------------------------------------------------ first or repeat


def earlier(
    seat: Seat, form: Registration, values: Mapping[str, Any], restricted: bool
) -> list[repeats.Candidate]:
    """Matters of the same petitioners that this officer may read anyway."""
    digests = [p.digests for p in repeats.own(people(values, form.size.people)) if any(p.digests.values())]
    found = repeats.candidates(digests, seat.actor, restricted=restricted) if digests else []
    if form.join and all(c.file_id != form.join for c in found):
        found = [*_chosen(seat, form.join, restricted), *found]
    # The same form sent before is no earlier matter.
    own = models.Entry.objects.filter(key=form.entry_key).values_list("file", flat=True).first()
    return [c for c in found if c.file_id != own]


def _chosen(seat: Seat, file_id: int, restricted: bool) -> list[repeats.Candidate]:
    """The matter on whose page this form was begun, if the officer may read it and knows whose it is."""
    files = visible_to(seat.actor).filter(restricted=restricted, pk=file_id).select_related("matter")
    return [
        repeats.Candidate(f.pk, f.number, f.matter.title, f.matter.received_on, f.matter.phase, (), ())
        for f in files
        if sees_names(f, seat.actor)
    ]


def decisions(known: Sequence[repeats.Candidate]) -> tuple[Choice, ...]:
    """What can be decided about them."""
    found = [Choice(FIRST, _("初次：和下面各件都不是同一事项"))]
    for c in known:
        words = {"number": c.number, "title": c.title or c.number}
        found.append(
            Choice(
                f"{JOIN}:{c.file_id}", _("重复：并入 %(number)s“%(title)s”") % words, _("一并办理，期限不变")
            )
        )
        found.append(
            Choice(f"{REPEAT}:{c.file_id}", _("重复：与 %(number)s 同一事项，单独登记并关联") % words)
        )
    return tuple(found)


def decided(text: str, known: Sequence[repeats.Candidate]) -> Decision | None:
    """The decision as sent; None for none, and for one about a matter that was not offered."""
    what, _colon, number = text.partition(":")
    if what == FIRST and not number:
        return Decision(FIRST)
    offered = {str(c.file_id): c.file_id for c in known}
    return Decision(what, offered[number]) if what in (JOIN, REPEAT) and number in offered else None


def how(by: Sequence[str]) -> str:
    """By what an earlier matter was found."""
    words = {"id": _("证件号码"), "phone": _("电话"), "name_place": _("姓名和住址")}
    return "、".join(words[key] for key in by) or _("您选定的事项")


def will_see(seat: Seat, form: Registration, values: Mapping[str, Any]) -> bool:
    """Whether this officer will still see a restricted matter after registering it."""
    if not seat.actor.has("confidential") or not values.get("received_on"):
        return False
    made = entry(
        form.channel, values, people_rows=form.size.people, point_rows=form.size.points,
        office=seat.actor.office or "", key=form.entry_key, today=seat.today,
    )  # fmt: skip
    return made.office == seat.actor.office


# ------------------------------------------------------------------ into the register


def save(seat: Seat, form: Registration, new: NewEntry, decision: Decision | None, reason: str) -> Done:
    """Register the entry, its files and the decision: all of it, or nothing. Raises `Refused`."""
    with transaction.atomic():
        joined = decision is not None and decision.what == JOIN
        opened = (
            _join(seat, new, decision.file_id)
            if joined and decision
            else open_file(new, by=seat.actor, now=seat.now)
        )
        visible = visible_to(seat.actor).filter(pk=opened.file.pk).exists()
        if opened.again:
            return Done(opened, visible, joined)
        raising.attach(
            form.files, file=opened.file, entry=opened.entry, by=f"officer:{seat.actor.ref}", now=seat.now
        )
        scanning.registered(form.key, opened.entry)
        if visible and not joined:
            _judge(seat, opened, decision, reason)
            _consent(seat, opened)
        return Done(opened, visible, joined)


def _join(seat: Seat, new: NewEntry, file_id: int) -> Opened:
    file = visible_to(seat.actor).filter(pk=file_id).first()
    if file is None or file.restricted != accuses(new.points):
        raise Refused(
            "gone",
            "要并入的事项现在看不到了，请重新判断。",
            "The matter to join cannot be seen any more; decide again.",
        )
    return join_entry(file, requests_as_words(new), by=seat.actor, now=seat.now, seen=file.last_seq)


def _judge(seat: Seat, opened: Opened, decision: Decision | None, reason: str) -> None:
    if decision is None or not seat.actor.posts & seat.law.acts["judge"].who:
        return
    codes: dict[str, Any] = {"result": decision.what}
    if decision.what == REPEAT:
        codes["linked"] = decision.file_id
    wish = Wish("judge", seat.today, proceeding=1, codes=codes, words={"reason": reason.strip()})
    record(opened.file.pk, wish, by=seat.actor, now=seat.now, seen=opened.file.last_seq)


def _consent(seat: Seat, opened: Opened) -> None:
    """Consent given at the counter is an act of its own, where the officer may record it."""
    if not seat.actor.posts & (seat.law.acts["consent_electronic"].who | {"confidential"}):
        return
    for role in opened.entry.roles.filter(electronic=True):
        consent(role, True, by=seat.actor, now=seat.now)


# ------------------------------------------------------------------ what the counter hands over


def receipt_of(seat: Seat, done: Done, new: NewEntry, found: Sequence[Doubt]) -> dict[str, Any]:
    """Everything the receipt page shows. It is kept sealed, for this officer, for half an hour."""
    opened = done.opened
    pins = {no: pin for no, _code, pin in opened.codes}
    roles = list(opened.file.roles.select_related("petitioner").order_by("no"))
    if not done.joined:
        roles = [r for r in roles if r.entry_id == opened.entry.pk]
    elif done.visible:
        note_reading(opened.file, seat.actor, now=seat.now, what="code")
    return {
        "label": pages.LABEL + opened.file.number,
        "file": opened.file.pk, "number": opened.file.number, "entry": opened.entry.number,
        "paper": _paper(opened), "visible": done.visible, "joined": done.joined, "again": opened.again,
        "people": [_handed(r, pins.get(r.no, "")) for r in roles], "received_on": new.received_on.isoformat(),
        "late": (seat.today - new.received_on).days, "doubts": [d.words for d in found],
        "restricted": opened.file.restricted, "holder": labels.office(new.office), "owed": _owed(seat, opened),
    }  # fmt: skip


def _handed(role: models.Role, pin: str) -> dict[str, Any]:
    person = role.petitioner.person or {}
    return {
        "no": role.no, "name": str(person.get("name") or ""), "role": labels.of(labels.ROLES, role.role),
        "code": role.code, "pin": pin, "phone": bool(person.get("phone")) and not person.get("borrowed_phone"),
    }  # fmt: skip


def _paper(opened: Opened) -> int:
    """The receipt as a numbered paper; a joined entry has none of its own."""
    return opened.recorded.papers[0].pk if opened.recorded and opened.recorded.papers else 0


def _owed(seat: Seat, opened: Opened) -> list[list[str]]:
    """What the petitioner may expect, and by when."""
    if opened.recorded is None:
        return []
    found = []
    for event in opened.recorded.planned.events:
        duty = event.thing
        if event.what == "opened" and duty.kind == "duty" and duty.due and not duty.how:
            found.append([labels.rule(seat.law, duty.rule), labels.office(duty.office), day(duty.due)])
    return found
