"""An entry that was joined to the wrong matter: where the joining was taken back, it is registered on its own.

Else nobody would answer it: its words stay where they were recorded, and no duty runs for them there.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404

from huiyin.desk import registering_draft as drafts
from huiyin.desk.gate import Seat, may_register
from huiyin.desk.matter import Matter, matter
from huiyin.desk.registering_entry import WORDS
from huiyin.desk.registering_forms import CHANNELS, MOST_PEOPLE, MOST_POINTS, Size
from huiyin.register.models import Entry, Role

_NUMBERED = re.compile(r"^\d+\. (.+)$", re.M)
PERSON = ("name", "number", "phone", "address", "residence")


def taken_off(m: Matter, entry: Entry) -> bool:
    """Whether the act that joined this entry was corrected: it never happened."""
    held = {a.seq for a in m.state.acts} | {a.seq for a, _refused in m.state.conflicts}
    joined = [row.seq for row in m.acts if row.kind == "add_entry" and row.codes.get("entry") == entry.pk]
    return bool(joined) and not held & set(joined)


def may_register_apart(m: Matter, entry: Entry) -> bool:
    """Whether this officer can go on with it: who registers at the office that took it in and knows whose it is."""
    here = entry.office_id == m.seat.actor.office and entry.channel in CHANNELS
    return here and m.named and may_register(m.seat) and taken_off(m, entry)


def begin(seat: Seat, number: str) -> drafts.Registration:
    """A registration begun with what came in as this entry, of the day it came in; 404 where that is not for this officer."""
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    file = Entry.objects.filter(pk=pk).values_list("file", flat=True).first()
    m = matter(seat, file or 0, "entry")
    entry = next((e for e in m.entries if e.pk == pk), None)
    if entry is None or not may_register_apart(m, entry):
        raise Http404
    form = drafts.fresh(entry.channel)
    people = [r for r in m.roles if r.entry_id == entry.pk][:MOST_PEOPLE]
    requests = _NUMBERED.findall(str((entry.words or {}).get("requests") or ""))[:MOST_POINTS]
    form.size = Size(max(form.size.people, len(people)), max(form.size.points, len(requests)))
    form.typed = _typed(entry, people, requests)
    form.files = [_as_kept(a) for a in entry.attachments.order_by("pk")]
    return form


def _typed(entry: Entry, people: list[Role], requests: list[str]) -> dict[str, list[str]]:
    words = entry.words or {}
    values: dict[str, object] = {key: words.get(key) for key in WORDS}
    values |= {f"r{no}-text": request for no, request in enumerate(requests, 1)}
    for no, role in enumerate(people, 1):
        person = role.petitioner.person or {}
        values |= {f"p{no}-{key}": person.get(key) for key in PERSON} | {f"p{no}-role": role.role}
    values["received_on"] = entry.received_on.isoformat()
    return {key: [value] for key, value in values.items() if isinstance(value, str) and value}


def _as_kept(a: Any) -> dict[str, Any]:
    return {
        "name": a.name, "sha256": a.sha256, "original_sha256": a.sha256, "path": a.path, "mime": a.mime, "ext": a.ext,
        "size": a.size, "notes": [], "what": a.what, "original": a.original,
    }  # fmt: skip
