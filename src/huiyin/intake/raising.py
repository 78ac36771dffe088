"""What a petitioner typed on the public site, as the register takes it in.

The parts of a form (`Said`) are plain JSON, so that they can be kept sealed while the form is filled in.
Nothing is refused for a missing name, address or number; nothing typed is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from huiyin.intake import confidential, identity
from huiyin.intake.attachments import Stored
from huiyin.register import models
from huiyin.register.messages import LANGUAGES
from huiyin.register.opening import PIN_DIGITS, NewEntry, NewPerson, NewPoint

Said = Mapping[str, Any]

PURPOSES = ("claim", "suggestion", "accusation", "enquiry", "thanks")
FOR_OTHERS = ("agent", "guardian", "relative", "helper", "scribe")
MOST_REPRESENTATIVES = 5  # R22 20(3) says so for visits; online the same number speaks for the others
MOST_SIGNERS = 100
TITLE = 40
SAID_BEFORE = ("text", "place", "complained", "history", "elsewhere", "elsewhere_number")
"""What is kept of a form as words."""
ACCUSING = re.compile(
    r"检举|控告|举报|揭发|贪污|受贿|行贿|索贿|挪用公款|以权谋私|徇私|滥用职权|包庇|打击报复|吃拿卡要"
)
_PHONE = re.compile(r"^\+?[\d\-（）()转]{7,20}$")
_BETWEEN = re.compile(r"[\s,，、;；|]+")
_ASKING = re.compile(r"(?:我的|我们的|现|特)?(?:请求|要求|诉求)(?:事项)?(?:如下|是)?\s*[：:]\s*$")
"""The heading of what is asked for, standing before the number that follows it."""
_MARK = re.compile(
    r"(?:^|(?<=[\n。；;：:！？]))[ \t　]*(?:第[一二三四五六七八九十]{1,3}[，、,：:项件]?|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、．]|\.(?!\d))|[①-⑳])[ \t　]*"
)


@dataclass(frozen=True)
class Line:
    """One further person, from one line of a list."""

    name: str
    phone: str = ""
    address: str = ""


# ------------------------------------------------------------------ reading what was typed


def people_lines(text: str) -> list[Line]:
    """People as they are listed: one a line, name first, then telephone and address in any order."""
    found: list[Line] = []
    for line in text.splitlines():
        words = [w for w in _BETWEEN.split(line.strip()) if w]
        if not words:
            continue
        phone = next((w for w in words[1:] if _PHONE.match(w)), "")
        rest = [w for w in words[1:] if w is not phone]
        found.append(Line(words[0], phone, " ".join(rest)))
    return found


def parts_of(text: str) -> list[str]:
    """The numbered parts of a text that raises several things; empty where it does not number them.

    Only what the writer numbered himself is taken for a part: the offer is his to accept. Who numbers what happened
    and then, under a heading of its own, what he asks for, is offered the latter.
    """
    marks = list(_MARK.finditer(text))
    if len(marks) < 2:
        return []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    parts = [text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)]
    told = next((n for n, part in enumerate(parts, 1) if _ASKING.search(part)), 0)
    if len(parts) - told >= 2:
        parts = parts[told:]
    return [found for part in parts if (found := _ASKING.sub("", part).strip())]


def sounds_like_accusation(text: str) -> bool:
    """Whether the words speak of reporting somebody: then the person is asked, and decides."""
    return bool(ACCUSING.search(text))


def weak_pin(pin: str, *numbers: str) -> bool:
    """Whether anybody would try this PIN first: one digit, a run, a pattern, or part of the own numbers."""
    digits = [int(c) for c in pin]
    steps = {(b - a) % 10 for a, b in pairwise(digits)}
    repeated = pin[:3] * 2 == pin or len(set(pin)) < 3
    own = any(pin in re.sub(r"\D", "", number) for number in numbers if number)
    return steps <= {0} or steps == {1} or steps == {9} or repeated or own


# ------------------------------------------------------------------ what the register takes in


def entry(
    said: Said, *, office: str, now: datetime, key: str, pin: str, accused: tuple[str, ...] = ()
) -> NewEntry:
    """The entry of a form that is complete. `accused`: codes of offices that the form names as accused."""
    people = _people(said, pin)
    requests = [r for r in said.get("requests", []) if r.get("text", "").strip()]
    if restricted(said):
        office = confidential.home(office, accused, now.date())
    return NewEntry(
        channel="web", office=office, received_on=now.date(), received_at=now.time().replace(second=0, microsecond=0),
        title=_title(requests), words=_words(said), happened_in=str(said.get("town", ""))[:60],
        points=tuple(NewPoint(r["text"].strip(), r["purpose"]) for r in requests),
        people=people, heads=max(int(said.get("heads") or 1), _signers(people)),
        undeliverable=_cannot_be_told(said, people), withheld=bool(said.get("withheld")),
        accused=accused if restricted(said) else (), key=key,
    )  # fmt: skip


def restricted(said: Said) -> bool:
    """Whether what the person asks for makes the matter restricted, before any officer opens it (R22 30(3))."""
    return any(r.get("purpose") == "accusation" for r in said.get("requests", []))


def _title(requests: Sequence[Said]) -> str:
    first = " ".join(str(requests[0]["text"]).split()) if requests else ""
    return first if len(first) <= TITLE else first[: TITLE - 1] + "…"


def _words(said: Said) -> dict[str, Any]:
    words = {key: said.get(key) for key in SAID_BEFORE}
    if said.get("mandate") and said.get("acting") in FOR_OTHERS:
        words["mandate"] = "said"  # so he says himself: an officer or the petitioner confirms it
    words["files"] = [[f["name"], f["original_sha256"]] for f in said.get("files", [])]
    return {key: value for key, value in words.items() if value}


def _person(name: str, phone: str, address: str, number: str = "") -> tuple[dict[str, str], dict[str, str]]:
    person = {
        "name": name.strip(),
        "phone": phone.strip(),
        "address": address.strip(),
        "number": number.strip(),
    }
    digests = identity.keys(identity.Person(name=name, number=number, phone=phone, place=address))
    return {k: v for k, v in person.items() if v}, digests


def _sender(said: Said, role: str, pin: str, principal: int = 0) -> NewPerson:
    fields = [str(said.get(k) or "") for k in ("name", "phone", "address", "number")]
    person, digests = _person(*fields)
    return NewPerson(
        person, kind=str(said.get("kind") or "person"), role=role, digests=digests, contact=contact_of(said),
        electronic=bool(said.get("electronic")), pin=pin, principal=principal,
    )  # fmt: skip


def _people(said: Said, pin: str) -> tuple[NewPerson, ...]:
    """Everyone behind the entry; the one who sends it chose the PIN."""
    acting = str(said.get("acting") or "self")
    if acting in FOR_OTHERS:
        fields = [str(said.get(k) or "") for k in ("other_name", "other_phone", "other_address")]
        person, digests = _person(*fields)
        return NewPerson(person, role="self", digests=digests), _sender(said, acting, pin, principal=1)
    if acting != "joint":
        return (_sender(said, "self", pin),)
    speakers = people_lines(str(said.get("representatives") or ""))
    signers = people_lines(str(said.get("signers") or ""))
    first = _sender(said, "representative" if speakers or signers else "self", pin)
    return (first, *(_listed(s, "representative") for s in speakers), *(_listed(s, "self") for s in signers))


def _listed(line: Line, role: str) -> NewPerson:
    person, digests = _person(line.name, line.phone, line.address)
    return NewPerson(person, role=role, digests=digests)


def sender_no(said: Said) -> int:
    """The number in the file of the one who sends the form."""
    return 2 if said.get("acting") in FOR_OTHERS else 1


def _signers(people: Sequence[NewPerson]) -> int:
    return sum(p.role in ("self", "representative") for p in people)


def _cannot_be_told(said: Said, people: Sequence[NewPerson]) -> bool:
    """R22 23(2): name and address unclear. In doubt it is not: who left a number or consents can be told."""
    return not any(_reachable(p) for p in people) and not said.get("electronic")


def _reachable(p: NewPerson) -> bool:
    return not identity.is_nameless(p.person.get("name", "")) or bool(
        p.person.get("address") or p.person.get("phone")
    )


def contact_of(said: Said) -> dict[str, Any]:
    """Safe contact: `tell` (self, other, none), `other` (who else may be told), `phone`, `times`, `post`, and the
    `language` of messages. What is so for everybody who says nothing is not kept."""
    keys = ("tell", "other", "phone", "times", "post", "language")
    return kept_contact({key: str(said.get(f"safe_{key}") or "").strip() for key in keys})


def kept_contact(said: Said) -> dict[str, Any]:
    """A safe contact without what is so anyway."""
    usual = {"tell": "self", "language": LANGUAGES[0][0]}
    return {key: value for key, value in said.items() if value and usual.get(key) != value}


# ------------------------------------------------------------------ attachments


def as_kept(stored: Stored) -> dict[str, Any]:
    """A stored file as a form keeps it until it is sent."""
    return {
        "name": stored.name, "sha256": stored.sha256, "original_sha256": stored.original_sha256, "path": stored.path,
        "mime": stored.mime, "ext": stored.ext, "size": stored.size, "notes": list(stored.notes),
    }  # fmt: skip


def attach(
    files: Sequence[Mapping[str, Any]], *, file: models.File, by: str, now: datetime,
    entry: models.Entry | None = None, act: models.Act | None = None,
) -> None:  # fmt: skip
    """Rows for files that are already safe on the disk."""
    for f in files:
        models.Attachment.objects.create(
            file=file, entry=entry, act=act, name=f["name"], sha256=f["sha256"], path=f["path"], mime=f["mime"],
            ext=f["ext"], size=f["size"], by=by, at=now, what=f.get("what") or "material", original=bool(f.get("original")),
        )  # fmt: skip


__all__ = [
    "FOR_OTHERS", "MOST_REPRESENTATIVES", "MOST_SIGNERS", "PIN_DIGITS", "PURPOSES", "Line", "as_kept", "attach",
    "contact_of", "entry", "parts_of", "people_lines", "restricted", "sender_no", "sounds_like_accusation", "weak_pin",
]  # fmt: skip
