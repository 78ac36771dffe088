"""What each noun of the procedure is in its table: rows as mappings, for one act and for bulk alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from huiyin.offices.actor import Actor
from huiyin.register.lines import joined
from huiyin.register.vault import content_digest
from huiyin.register.world import WORLD
from huiyin.statute.accused import kept_from
from huiyin.statute.explain import duty_steps, window_steps
from huiyin.statute.law import Law
from huiyin.statute.model import Act, Duty, Paper, Proceeding, State, Window

Row = dict[str, Any]


def said(words: Mapping[str, Any] | None) -> Row:
    """The words of an act that are kept: what was left empty was not said."""
    return {k: v for k, v in (words or {}).items() if v not in ("", None)}


def act(a: Act, file_id: int, by: Actor, now: datetime, words: Row, key: str | None) -> Row:
    """An act; of its words it keeps a digest."""
    return {
        "file_id": file_id, "seq": a.seq, "kind": a.kind, "on": a.on, "at": a.at, "recorded_at": now,
        "actor_kind": by.kind, "actor": by.ref, "office_id": a.office or None, "proceeding": a.proceeding,
        "points": joined(a.points), "to_id": a.to or None, "petitioner": a.petitioner, "paper": a.paper,
        "names": a.names, "codes": dict(a.codes), "words_digest": content_digest(words) if words else "",
        "edition": a.edition, "key": key,
    }  # fmt: skip


def duty(d: Duty, file_id: int, law: Law) -> Row:
    """A duty with the steps of its count."""
    return {
        "file_id": file_id, "key": d.key, "rule": d.rule, "kind": d.kind, "proceeding": d.proceeding,
        "office_id": d.office, "over": joined(d.over), "start": d.start, "nominal": d.nominal, "due": d.due,
        "provisional": d.provisional, "provision": d.provision, "certainty": d.certainty, "place": d.place,
        "paper": d.paper, "opened_by": d.opened_by, "edition": law.edition,
        "proof": [list(step) for step in duty_steps(d, law)],
    }  # fmt: skip


def duty_end(d: Duty, duty_id: int, ended: bool, by: Act) -> Row:
    """How a duty was met, extended, moved or ended by an act, or that the act opened it again."""
    return {
        "duty_id": duty_id, "how": d.how if ended else "reopened", "on": (ended and d.ended_on) or by.on,
        "by": d.ended_by or by.seq, "replaced_by": d.replaced_by,
    }  # fmt: skip


def open_duty(d: Duty, duty_id: int, file_id: int, restricted: bool) -> Row:
    """A duty in the work lists."""
    return {
        "duty_id": duty_id, "file_id": file_id, "office_id": d.office, "rule": d.rule, "due": d.due, "kind": d.kind,
        "restricted": restricted,
    }  # fmt: skip


def is_listed(d: Duty) -> bool:
    """Whether work lists show a duty that has not ended."""
    return not d.how and d.kind != "rest"


def window(w: Window, file_id: int, law: Law) -> Row:
    """A window with the steps of its count."""
    return {
        "file_id": file_id, "key": w.key, "rule": w.rule, "petitioner": w.petitioner, "paper": w.paper,
        "start": w.start, "nominal": w.nominal, "end": w.end, "provisional": w.provisional,
        "provision": w.provision, "certainty": w.certainty, "opened_by": w.opened_by, "edition": law.edition,
        "proof": [list(step) for step in window_steps(w, law)],
    }  # fmt: skip


def proceeding(p: Proceeding, file_id: int, officer_id: int | None) -> Row:
    """A proceeding, and the account of its case officer where one was named."""
    return {
        "file_id": file_id, "no": p.no, "kind": p.kind, "office_id": p.office, "sender_id": p.sender or None,
        "parent": p.parent, "how": p.how, "received": p.received, "opened_by": p.opened_by,
        "procedure": p.procedure, "officer_id": officer_id,
    }  # fmt: skip


def paper(p: Paper, file_id: int, act_id: int, board: str, taken: tuple[str, str, int], draft: Any) -> Row:
    """A paper under the signboard and the number that were taken for it; `draft` has an id and a digest."""
    return {
        "file_id": file_id, "no": p.no, "kind": p.kind, "office_id": p.office, "signboard": board,
        **numbered(taken), "on": p.on, "act_id": act_id,
        "draft_id": draft.pk if draft else None, "digest": draft.digest if draft else "",
        "addressees": joined(p.addressees),
    }  # fmt: skip


def numbered(taken: tuple[str, str, int]) -> Row:
    """The columns of a paper that its number fills."""
    number, series, serial = taken
    return {"number": number, "series": series, "serial": serial}


def service(a: Act, paper_id: int, act_id: int, served: bool) -> Row:
    """The proof of a service, or of an attempt that failed."""
    return {
        "paper_id": paper_id, "petitioner": a.petitioner, "method": str(a.codes.get("method", "electronic")),
        "on": a.on, "at": a.at, "received_by": str(a.codes.get("received_by", "self" if served else "")),
        "served": served, "act_id": act_id,
    }  # fmt: skip


def outbox(file_id: int, seq: int, now: datetime) -> Row:
    """What follows an act is done after its commit."""
    return {
        "kind": "act", "file_id": file_id, "ref": {"seq": seq}, "key": f"act:{file_id}:{seq}",
        "created_at": now, "next_at": now,
    }  # fmt: skip


# ------------------------------------------------------------------ projections

POINT_COLUMNS = ("purpose", "path", "step", "proceeding", "outcome", "execution_due", "carried_on")


def point(q: Any) -> Row:
    """What a point's columns show."""
    return {**{c: getattr(q, c) for c in POINT_COLUMNS}, "complained_id": q.complained or None}


def matter(s: State) -> Row:
    """What a matter's columns show."""
    return {
        "phase": s.phase, "concluded_on": s.concluded_on, "closed_on": s.closed_on, "archived_on": s.archived_on,
        "urgent": s.urgent, "judged": s.judged, "conflicts": len(s.conflicts), "last_on": s.last[0],
        "withheld": s.withheld, "linked_id": s.linked or None,
    }  # fmt: skip


def sights(s: State) -> dict[str, str]:
    """Every office that sees the file, and why."""
    found: dict[str, str] = {}
    for p in s.proceedings.values():
        if p.kind == "dispatch":
            found[p.keeper] = "received"
        elif p.review:  # the applicant has turned to it by name
            if found.get(p.office) != "received":
                found[p.office] = "reviewer"
        else:
            found.setdefault(p.keeper, "handler")
        if p.sender:
            found.setdefault(p.sender, "sender")
    for code in s.handlers:
        found.setdefault(code, "helping")
    for code in _closed_to(s, found):
        del found[code]
    return found


def _closed_to(s: State, found: Mapping[str, str]) -> list[str]:
    """R22 30(3): an office accused sees nothing more from the moment that it is known, nor does one under it.

    Only who registered it keeps it until he has sent it on; the organ asked for review is not shut out by its place.
    """
    first = {p.keeper for p in s.proceedings.values() if p.kind == "dispatch" and not p.parent}
    shut = kept_from(s, WORLD, s.last[0])
    return [
        code for code, why in found.items()
        if code in shut - first and (code in s.accused or why != "reviewer")
    ]  # fmt: skip
