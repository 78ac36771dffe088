"""What acts on competence change: offices agree, the one above decides, others help (R22 24(1)). See `effects`."""

from __future__ import annotations

from .conduct import Competence
from .effects_duties import enter_duty
from .law import ActSpec, Law
from .model import Act, Event, Proceeding, State


def consult(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 24(1): the offices concerned spoke of who accepts; agreed or not."""
    agreed = str(act.codes.get("competent", "")) if act.codes.get("result") == "agreed" else ""
    for no in act.points:
        s.conduct.competence[no] = Competence(tuple(act.codes.get("offices", ())), agreed)


def refer_competence(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 24(1): put before the common superior, or the joint conference. The points stay in the dispatch."""
    here = s.proceedings[act.proceeding]
    # A joint conference has no officers of its own: who keeps its minutes records its decision.
    office = here.office if act.codes.get("conference") else act.to
    p = Proceeding(s.number("proceeding", act.seq), "ruling", office, act.on, act.seq)
    p.sender, p.parent, p.how = here.office, here.no, spec.key
    s.proceedings[p.no] = p
    s.handlers.add(office)
    s.events.append(Event("proceeding", p))
    for no in act.points:
        s.conduct.competence[no] = Competence(tuple(act.codes.get("offices", ())), asked=p.no)
    return p


def decide_competence(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The office above has decided; the matter goes there, and nobody objects to it again."""
    here = s.proceedings[act.proceeding]
    decided = {no for no, c in s.conduct.competence.items() if c.asked == here.no}
    for no in decided:
        s.conduct.competence[no].decided = str(act.codes.get("competent", ""))
    waiting = tuple(no for no in sorted(decided) if s.points[no].proceeding == here.parent)
    waiting = tuple(no for no in waiting if s.points[no].step not in law.decided)
    if waiting:
        enter_duty(s, act, law, "redispatch", here.parent, here.sender, waiting, act.on)


def ask_help(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Another office helps; it sees the matter."""
    s.conduct.helping.setdefault(act.proceeding, set()).add(act.to)
    s.handlers.add(act.to)
