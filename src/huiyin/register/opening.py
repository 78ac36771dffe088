"""Opening a file: an entry is registered, with its points, its petitioners and their codes, as one act."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.offices.structure import steady
from huiyin.register import models, rows
from huiyin.register.joining import split
from huiyin.register.law import place as here
from huiyin.register.lines import line, state
from huiyin.register.numbering import entry_number
from huiyin.register.pins import hashed
from huiyin.register.record import Recorded, Wish, append, sent_before
from huiyin.register.vault import content_digest, digest
from huiyin.statute.model import CLAIMING, Refused, State

CODE_DIGITS = 12
PIN_DIGITS = 6


@dataclass(frozen=True)
class NewPoint:
    """A request as the person puts it."""

    request: str
    purpose: str = "claim"


@dataclass(frozen=True)
class NewPerson:
    """Somebody behind an entry. `digests` come from `intake.identity`; `person` and `contact` are sealed."""

    person: dict[str, Any]
    kind: str = "person"
    role: str = "self"
    digests: dict[str, str] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    mandate: bool = False
    electronic: bool = False
    pin: str = ""
    principal: int = 0
    """Position (from 1) of the person an agent, guardian or scribe speaks for."""

    @property
    def only_claims(self) -> bool:
        """Whether one says to speak for another, and nothing was seen that shows it."""
        return self.role in CLAIMING and not self.mandate


@dataclass(frozen=True)
class NewEntry:
    """What came in, as the form has it. Nothing is refused for a missing address or identity number."""

    channel: str
    office: str
    received_on: date
    title: str
    words: dict[str, Any]
    points: tuple[NewPoint, ...]
    people: tuple[NewPerson, ...]
    received_at: time | None = None
    posted_on: date | None = None
    stamped_on: date | None = None
    source: str = "ours"
    outside: tuple[tuple[str, str], ...] = ()
    heads: int = 1
    read_back: bool = False
    undeliverable: bool = False
    restricted: bool = False
    withheld: bool = False
    urgent: bool = False
    class1: str = ""
    class2: str = ""
    happened_in: str = ""
    feedback_due: date | None = None
    accused: tuple[str, ...] = ()
    """Offices that the form itself names as accused: they never receive it."""
    extract_of: int | None = None
    """The entry that this one is taken out of (摘转件)."""
    key: str | None = None


@dataclass(frozen=True)
class Opened:
    """A file just opened. Codes and PINs are shown once here; a code can be reprinted at any counter."""

    file: models.File
    entry: models.Entry
    recorded: Recorded | None
    codes: tuple[tuple[int, str, str], ...]
    """For each petitioner: number in the file, query code, PIN."""
    again: bool = False
    """Whether the same form had been sent before: nothing new was registered."""


class Different(Refused):
    """The same form was sent before with other words: they are offered as an addition, never dropped."""

    def __init__(self, entry: models.Entry) -> None:
        super().__init__(
            "different", f"这份表已经登记为 {entry.number}；新的内容可以作为补充加入。",
            f"This form was registered as {entry.number}; the new words can be added to it.",
        )  # fmt: skip
        self.entry = entry


def said(new: NewEntry) -> str:
    """Digest of what the form says, to tell a form sent twice from one sent with other words."""
    people = [p.person for p in new.people]
    return content_digest([new.title, new.words, [[p.request, p.purpose] for p in new.points], people])


def open_file(new: NewEntry, *, by: Actor, now: datetime, place: str | None = None) -> Opened:
    """Register an entry: a new file, its first act, its clocks. A form sent twice is one entry."""
    try:
        with transaction.atomic(), steady():
            again = _sent_before(new)
            return again or _open(new, by=by, now=now, place=place or here())
    except IntegrityError:
        again = _sent_before(new)  # two requests with one key at once: the other one has registered it
        if again is None:
            raise
        return again


def _sent_before(new: NewEntry) -> Opened | None:
    entry = models.Entry.objects.select_related("file").filter(key=new.key).first() if new.key else None
    if entry is None:
        return None
    if entry.words_digest != said(new):
        raise Different(entry)
    return Opened(entry.file, entry, None, codes_of(entry.file), again=True)


def codes_of(file: models.File) -> tuple[tuple[int, str, str], ...]:
    """The query codes of a file; PINs are kept as hashes only."""
    return tuple((r.no, r.code, "") for r in file.roles.all() if r.code)


def receiving_office(office: str, accused: tuple[str, ...], on: date) -> str:
    """R22 30(3): what accuses the receiving office is received by the petition office above it instead."""
    for _ in range(3):
        if office not in accused:
            return office
        above = selectors.petition_office_above(office, on)
        if above is None:
            return office
        office = above.code
    return office


def _open(new: NewEntry, *, by: Actor, now: datetime, place: str) -> Opened:
    check(new, now)
    new = replace(new, office=receiving_office(new.office, new.accused, new.received_on))
    restricted = is_restricted(new)
    number = entry_number(new.office, new.received_on, restricted=restricted)
    file = models.File(number=number, restricted=restricted, opened_on=new.received_on, place=place)
    rows.save(file)
    rows.insert(models.Matter, matter_row(new, file.pk))
    entry = add_entry_row(file, new, number, now, restricted)
    for no, p in enumerate(new.points, 1):
        rows.insert(models.Point, point_row(p, file.pk, no))
    codes = add_people(file, entry, new.people)
    recorded = append(file, State(), opening_wish(new), by=by, now=now, line=[])
    return Opened(file, entry, recorded, codes)


def is_restricted(new: NewEntry) -> bool:
    """Whether the person asked for it, or accuses somebody (R22 30(3))."""
    return new.restricted or any(p.purpose == "accusation" for p in new.points)


def matter_row(new: NewEntry, file_id: int) -> dict[str, Any]:
    """The matter as it comes in."""
    return {
        "file_id": file_id, "title": new.title, "class1": new.class1, "class2": new.class2,
        "happened_in": new.happened_in, "channel": new.channel, "received_on": new.received_on,
        "received_by_id": new.office, "withheld": new.withheld, "urgent": new.urgent,
    }  # fmt: skip


def point_row(p: NewPoint, file_id: int, no: int) -> dict[str, Any]:
    """A request as the person puts it."""
    return {"file_id": file_id, "no": no, "request": p.request, "purpose": p.purpose}


def entry_row(new: NewEntry, file_id: int, number: str, now: datetime, restricted: bool) -> dict[str, Any]:
    """What came in."""
    return {
        "file_id": file_id, "number": number, "channel": new.channel, "source": new.source, "office_id": new.office,
        "posted_on": new.posted_on, "stamped_on": new.stamped_on, "received_on": new.received_on,
        "received_at": new.received_at, "recorded_at": now, "heads": new.heads, "read_back": new.read_back,
        "undeliverable": new.undeliverable, "restricted": restricted, "words": new.words, "words_digest": said(new),
        "extract_of_id": new.extract_of, "key": new.key,
    }  # fmt: skip


def role_row(
    p: NewPerson, file_id: int, no: int, petitioner_id: int, entry_id: int | None, principal_id: int | None, code: str, pin: str
) -> dict[str, Any]:  # fmt: skip
    """A petitioner in a role of a file, with a query code and a PIN."""
    return {
        "file_id": file_id, "no": no, "petitioner_id": petitioner_id, "entry_id": entry_id, "role": p.role,
        "mandate": p.mandate, "contact": p.contact, "principal_id": principal_id, "code": code,
        "code_digest": digest("code", code), "pin_hash": hashed(pin), "electronic": p.electronic,
    }  # fmt: skip


def check(new: NewEntry, now: datetime) -> None:
    """What an entry must have at all; nothing is refused for a missing address or identity number."""
    if not new.points:
        raise Refused("points", "请至少写明一项诉求。", "State at least one request.", "R22 19(1)")
    if not new.people:
        raise Refused(
            "people",
            "没有信访人：匿名的也要登记为一位“未具名”。",
            "Anonymous writers are entered as one unnamed person.",
        )
    if new.received_on > now.date():
        raise Refused(
            "future",
            f"收到日期 {new.received_on} 在今天之后。",
            f"Received on {new.received_on}: that is in the future.",
        )


def opening_wish(new: NewEntry) -> Wish:
    """The act that registers an entry."""
    codes: dict[str, Any] = {
        "channel": new.channel,
        "purposes": [p.purpose for p in new.points],
        "petitioners": [[n, p.role] for n, p in enumerate(new.people, 1)],
    }
    flags = {
        "restricted": is_restricted(new),
        "withhold_name": new.withheld,
        "undeliverable": new.undeliverable,
        "urgent": new.urgent,
    }
    codes |= {k: 1 for k, v in flags.items() if v}
    claimed = [n for n, p in enumerate(new.people, 1) if p.only_claims and p.principal]
    if claimed:
        codes["claimed"] = claimed
    if new.feedback_due:
        codes["feedback_due"] = new.feedback_due.isoformat()
    return Wish("register", new.received_on, at=new.received_at, to=new.office, codes=codes)


def add_entry_row(
    file: models.File, new: NewEntry, number: str, now: datetime, restricted: bool
) -> models.Entry:
    """The entry's row with its outside numbers."""
    entry = models.Entry(**entry_row(new, file.pk, number, now, restricted))
    rows.save(entry)
    for system, outside in new.outside:
        rows.insert(models.OutsideNumber, {"entry_id": entry.pk, "system": system, "number": outside})
    return entry


def add_people(
    file: models.File, entry: models.Entry | None, people: tuple[NewPerson, ...], first: int = 1
) -> tuple[tuple[int, str, str], ...]:
    """Petitioners in their roles, each with a query code and a PIN of their own."""
    codes: list[tuple[int, str, str]] = []
    roles: list[int] = []
    for no, p in enumerate(people, first):
        petitioner = rows.insert(models.Petitioner, {"kind": p.kind, "person": p.person, **p.digests})
        principal = roles[p.principal - 1] if 0 < p.principal <= len(roles) else None
        code, pin = new_code(), p.pin or new_pin()
        roles.append(
            rows.insert(
                models.Role,
                role_row(p, file.pk, no, petitioner, entry.pk if entry else None, principal, code, pin),
            )
        )
        codes.append((no, code, pin))
    return tuple(codes)


def new_code() -> str:
    """A query code: digits only, so that it can be typed on any phone and read out at a counter."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def new_pin() -> str:
    """A PIN for those who did not choose one; printed on their slip."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def join_entry(file: models.File, new: NewEntry, *, by: Actor, now: datetime, seen: int) -> Opened:
    """Register a further entry of a matter (repeat, joint signer, another addressee): counted, linked, never dropped.

    Whoever stands in the file already keeps his place, code and services; only others are added. The caller
    has fetched the file for this actor. No clock stops, moves or ends.
    """
    with transaction.atomic(), steady():
        again = _sent_before(new)
        if again:
            return again
        file = models.File.objects.select_for_update().get(pk=file.pk)
        number = entry_number(new.office, new.received_on, restricted=file.restricted)
        entry = add_entry_row(file, new, number, now, file.restricted)
        found = split(new.people, file)
        others, first = found.others, file.roles.count() + 1
        codes = add_people(file, entry, others, first)
        for position, no in found.principals.items():
            principal = models.Role.objects.get(file=file, no=no)
            models.Role.objects.filter(file=file, no=first + position - 1).update(principal=principal)
        joined: dict[str, Any] = {"channel": new.channel, "entry": entry.pk}
        if others:
            joined["petitioners"] = [[first + i, p.role] for i, p in enumerate(others)]
        claimed = [
            first + i
            for i, p in enumerate(others)
            if p.only_claims and (p.principal or i + 1 in found.principals)
        ]
        if claimed:
            joined["claimed"] = claimed
        acts = line(file.pk)
        wish = Wish("add_entry", new.received_on, codes=joined)
        recorded = append(file, state(file, acts), wish, by=by, now=now, line=acts)
        return Opened(file, entry, recorded, codes)


def join_person(
    file: models.File, person: NewPerson, *, on: date, by: Actor, now: datetime, principal: int = 0, agent: int = 0,
    key: str | None = None,
) -> tuple[models.Role, str]:  # fmt: skip
    """Add one petitioner to a file (R22 20(3)), with a code, a PIN and services of his own: his role and the PIN.

    `principal` is the number of whom he speaks for; `agent` that of one who spoke for him before he was known. The
    caller has fetched the file for this actor. Sent twice with the same key it is one petitioner, and the PIN is
    not told again.
    """
    with transaction.atomic(), steady():
        file = models.File.objects.select_for_update().get(pk=file.pk)
        again = sent_before(file, Wish("join", on, key=key), by) if key else None
        if again:
            return file.roles.get(no=again.codes["petitioners"][0][0]), ""
        there = split((person,), file).there
        if there:
            raise Refused(
                "there",
                "此人已经是本事项的信访人。",
                "This person is a petitioner of this matter already.",
                "R22 20(3)",
            )
        no = file.roles.count() + 1
        ((_no, _code, pin),) = add_people(file, None, (person,), no)
        speaks_for = file.roles.filter(no=principal).first() if principal else None
        file.roles.filter(no=no).update(principal=speaks_for)
        acts = line(file.pk)
        codes: dict[str, Any] = {"petitioners": [[no, person.role]]}
        claimed = [no] if speaks_for and person.only_claims else []
        if agent:
            claimed += _tie(file, agent, no)
        if claimed:
            codes["claimed"] = claimed
        wish = Wish("join", on, petitioner=no, codes=codes, key=key)
        append(file, state(file, acts), wish, by=by, now=now, line=acts)
        return file.roles.get(no=no), pin


def _tie(file: models.File, agent: int, principal: int) -> list[int]:
    """Let one who was entered as speaking for somebody not named speak for this one; whoever showed nothing claims it."""
    role = file.roles.filter(no=agent, role__in=CLAIMING, principal=None).first()
    if role is None:
        raise Refused(
            "agent", "所选的人没有待写明的被代人。", "Whoever was chosen does not speak for somebody yet to be named.", "R22 20(3)"
        )  # fmt: skip
    role.principal = file.roles.get(no=principal)
    role.save(update_fields=["principal"])
    return [] if role.mandate else [agent]
