"""Many files with their whole lines at once: history taken over from elsewhere, demonstrations, measurements.

The same `plan()` that records single acts plans every act here, and the same functions make its row, so that
a file loaded is row for row the file that `record()` would have written (a test tells a story both ways and
compares the tables). What is not done act by act: files are planned in memory, numbers and keys are reserved
for a whole batch in one statement a table, and rows are written in bulk. A batch is one transaction: an act
that is refused leaves nothing of its batch behind, and takes no number.

Papers come signed: a `NewDraft` holds what was written, the acts draft, check and sign are acts of the line
like others, and nothing is rendered; a paper is rendered when somebody first opens it. Unless `follow` is
asked for, nothing follows the acts either: nobody is to be told today of what happened years ago.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.offices.structure import steady
from huiyin.register import models, opening, store, written
from huiyin.register.access import ADMINS, CONFIDENTIAL
from huiyin.register.law import current, editions
from huiyin.register.law import place as here
from huiyin.register.lines import joined
from huiyin.register.opening import NewEntry
from huiyin.register.record import Wish, act_of, check_date, check_names, check_paper, spec_of
from huiyin.register.vault import content_digest
from huiyin.register.world import OfficesWorld
from huiyin.statute.law import ActSpec, Law
from huiyin.statute.model import Act, Paper, Refused, State
from huiyin.statute.procedure import Doer, plan

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A paper as it was written before it was signed."""

    kind: str
    proceeding: int
    office: str
    on: date
    written_by: str
    at: datetime
    points: tuple[int, ...] = ()
    intended: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act of a line: what, by whom (an actor, or the number of the petitioner), recorded when.

    `draft` is the place (from 1) of the draft that it deals with or issues; `entry` what an act `add_entry`
    joins, with those of its people who are not in the file yet; `linked` the place (from 1) in the batch of
    the file that a repeat repeats.
    """

    wish: Wish
    by: Actor | int
    now: datetime
    draft: int = 0
    entry: NewEntry | None = None
    linked: int = 0


@dataclass(frozen=True, slots=True)
class NewFile:
    """An entry, who registered it and when, and everything that followed."""

    entry: NewEntry
    by: Actor
    now: datetime
    acts: Sequence[NewAct] = ()
    drafts: Sequence[NewDraft] = ()


# ------------------------------------------------------------------ planning


class _Known(OfficesWorld):
    """Offices, with what the tables of posts said remembered for the batch."""

    def __init__(self) -> None:
        self._named: dict[str, list[tuple[date, date | None]]] = {}

    def handles_restricted(self, code: str, on: date) -> bool:
        """Whether an officer named for restricted matters works there on that day."""
        named = self._named.get(code)
        if named is None:
            named = self._named[code] = selectors.terms(code, "confidential")
        if any(since <= on and (until is None or on <= until) for since, until in named):
            return True
        return super().handles_restricted(code, on)


@dataclass(slots=True)
class Done:
    """An act as planned, with what it issued and proved."""

    new: NewAct
    act: Act
    words: Row
    papers: list[Paper]
    restricted: bool
    """Whether the file was restricted by then: its numbers are taken from the restricted series."""
    served: bool | None = None


@dataclass(slots=True)
class Line:
    """One file as planned: its acts, what they changed, and where they lead. Ids are still places in lists."""

    new: NewFile
    law: Law
    restricted: bool
    drafts: list[models.Draft]
    entry: NewEntry
    state: State = field(default_factory=State)
    done: list[Done] = field(default_factory=list)
    line: list[Act] = field(default_factory=list)
    duties: dict[str, Row] = field(default_factory=dict)
    ends: list[tuple[str, Row]] = field(default_factory=list)
    windows: dict[str, Row] = field(default_factory=dict)
    window_ends: list[tuple[str, Row]] = field(default_factory=list)
    added: dict[int, str] = field(default_factory=dict)
    """Requests of points that were added later."""


def planned(files: Sequence[NewFile], place: str | None = None) -> list[Line]:
    """Plan whole files, or refuse the first act that is not open. Nothing is written."""
    law, world = current(place or here()), _Known()
    with steady():
        return [_planned(new, law, world) for new in files]


def _planned(new: NewFile, law: Law, world: _Known) -> Line:
    opening.check(new.entry, new.now)
    office = opening.receiving_office(new.entry.office, new.entry.accused, new.entry.received_on)
    entry = new.entry if office == new.entry.office else replace(new.entry, office=office)
    drafts = [_draft(place, d) for place, d in enumerate(new.drafts, 1)]
    found = Line(new, law, opening.is_restricted(entry), drafts, entry)
    _append(found, NewAct(opening.opening_wish(entry), new.by, new.now), world)
    for act in new.acts:
        _append(found, act, world)
    return found


def _draft(place: int, d: NewDraft) -> models.Draft:
    content = dict(d.content)
    return models.Draft(
        id=place, proceeding=d.proceeding, kind=d.kind, office_id=d.office,
        signboard_id=selectors.signboard(d.office, d.on).pk, on=d.on, points=joined(d.points),
        intended=dict(d.intended), content=content, digest=content_digest(content), written_by=d.written_by,
        updated_at=d.at,
    )  # fmt: skip


def _append(found: Line, new: NewAct, world: _Known) -> None:
    """What `record()` does with an act, on a file that is only in memory."""
    by = new.by if isinstance(new.by, Actor) else Actor.petitioner(new.by)
    spec = spec_of(found.law, new.wish)
    draft = found.drafts[new.draft - 1] if new.draft else None
    wish = _completed(found, new, spec, draft)
    seq, petitioner = len(found.done) + 1, new.by if isinstance(new.by, int) else wish.petitioner
    act = act_of(wish, spec, by, new.now, found.law, draft, seq, petitioner, _works_at(spec, wish))
    check_names(spec, act)
    check_date(act, new.now)
    drafts = dict(found.state.drafts)
    if seq > 1 and not _sees(found, by):
        raise Refused("unseen", f"{by.office}看不到这一卷。", f"{by.office} does not see this file.")
    doer = Doer(by.kind, f"{by.kind}:{by.ref}", by.office or "", by.posts)
    done = plan(found.state, act, found.law, world, doer, line=found.line, editions=editions(found.law.place))
    check_paper(spec, found.law, drafts, draft, act)
    found.state = done.state
    found.restricted = found.restricted or done.state.restricted
    served = spec.effect == "serve" if spec.effect in ("serve", "serve_failed") else None
    papers = [e.thing for e in done.events if e.what == "paper"]
    if draft is not None and papers:
        draft.issued = True
    if spec.effect == "add_point":
        found.added[max(found.state.points)] = str((wish.words or {}).get("request", ""))
    found.line.append(done.act)
    found.done.append(Done(new, done.act, written.said(wish.words), papers, found.restricted, served))
    for e in done.events:
        _keep(found, e.what, e.thing, done.act)


def _works_at(spec: ActSpec, wish: Wish) -> list[str] | None:
    accused = str((wish.codes or {}).get("officer") or "") if spec.key == "name_accused" else ""
    return store.works_at(accused, wish.on) if accused else None


def _completed(found: Line, new: NewAct, spec: ActSpec, draft: models.Draft | None) -> Wish:
    """The wish with what a caller need not repeat: its draft and digest, the entry it joins."""
    codes: Row = {}
    if draft is not None:
        codes["draft"] = new.draft
        if spec.effect in ("check", "sign"):
            codes["digest"] = draft.digest
    if new.linked:
        codes["linked"] = new.linked
    if new.entry is not None:
        first = len(found.state.petitioners) + 1
        codes |= {"channel": new.entry.channel, "entry": len(found.done)}
        if new.entry.people:
            codes["petitioners"] = [[first + i, p.role] for i, p in enumerate(new.entry.people)]
    return _with(new.wish, {**(new.wish.codes or {}), **codes}) if codes else new.wish


def _with(w: Wish, codes: Row) -> Wish:
    """The wish with other codes; `replace()` takes three times as long, and most acts of papers come by here."""
    return Wish(
        w.kind,
        w.on,
        w.proceeding,
        w.points,
        w.to,
        w.petitioner,
        w.paper,
        w.names,
        w.at,
        codes,
        w.words,
        w.key,
    )


def _sees(found: Line, by: Actor) -> bool:
    """As `access.visible_to` has it for a file whose projections are not written yet."""
    if by.kind != "officer":
        return True
    s, office = found.state, by.office or ""
    if (
        by.posts & ADMINS
        or by.ref in s.accused_officers
        or not ((office in s.handlers and not s.accused) or office in written.sights(s))
    ):
        return False
    return not found.restricted or CONFIDENTIAL in by.posts


def _keep(found: Line, what: str, thing: Any, act: Act) -> None:
    """Keep the rows of one event."""
    if what == "opened" and thing.key in found.duties:  # a correction that was corrected brings it back
        back = {"duty_id": 0, "how": "reopened", "on": act.on, "by": act.seq, "replaced_by": ""}
        found.ends.append((thing.key, back))
    elif what == "opened":
        found.duties[thing.key] = written.duty(thing, 0, found.law)
    elif what in ("ended", "reopened"):
        found.ends.append((thing.key, written.duty_end(thing, 0, what == "ended", act)))
    elif what == "window" and thing.key not in found.windows:
        found.windows[thing.key] = written.window(thing, 0, found.law)
    elif what in ("window", "window_corrected", "window_moved"):
        how = "reopened" if what == "window" else what.removeprefix("window_")
        found.window_ends.append((thing.key, {"window_id": 0, "how": how, "by": act.seq}))


@contextmanager
def less_collecting() -> Iterator[None]:
    """Batches make much that lives until they are done with: looking for garbage all the time finds none."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
