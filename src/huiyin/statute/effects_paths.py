"""What the acts about another law's procedure change: screened again, taken there, extended there, sent back.

Each function takes (state, act, spec, law) and is named in the act's table row; see `effects`.
"""

from __future__ import annotations

from datetime import date

from .effects_duties import add_duty, choose_path_of, end_duty, key_of
from .law import ActSpec, Law
from .model import Act, Duty, Proceeding, State
from .periods import Counted, count


def choose_path(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The sender screened again: path and procedure, point by point."""
    for no in act.points:
        choose_path_of(s.points[no], act.codes)


def taken_there(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The other side accepted it: the limit there runs from that day (law.md 9: 受理、立案之日)."""
    p = s.proceedings[act.proceeding]
    counted = law.procedure_count(p.procedure, act.on)
    if counted is None and act.codes.get("their_due"):
        named = date.fromisoformat(act.codes["their_due"])
        counted = Counted(act.on, named, named, law.calendar.provisional(named))
    if counted is not None:
        _count_again(s, act, p, counted, "moved")


def extend_there(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Extended by the other law, from the nominal day and in its own unit."""
    p = s.proceedings[act.proceeding]
    more = law.book.procedure(p.procedure, p.received).extend
    days = int(act.codes.get("days", 0))
    for d in _followed(s, p):
        if more is not None and d.nominal is not None:
            again = count(d.nominal, days, more.unit, law.calendar)
            _count_again(s, act, p, again, "extended", days)


def _followed(s: State, p: Proceeding) -> list[Duty]:
    return [d for d in s.live if d.rule == "lead-in" and d.proceeding == p.no]


def _count_again(s: State, act: Act, p: Proceeding, counted: Counted, how: str, days: int = 0) -> None:
    """The duty to follow it there, with another end; the old one names the new."""
    for d in _followed(s, p):
        over = tuple(sorted(d.left))
        new = Duty(
            key_of(act, d.rule, p.no, d.office, over, counted.due),
            d.rule,
            d.kind,
            p.no,
            d.office,
            over,
            act.seq,
        )
        new.start, new.nominal, new.due, new.provisional = counted
        new.provision, new.certainty, new.place = d.provision, d.certainty, d.place
        new.procedure, new.extended_by = d.procedure, days
        end_duty(s, d, how, act, replaced_by=new.key)
        add_duty(s, new)


def back_from_there(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """Refused there: the points are with the office that led them in, which tells the petitioner anew."""
    there = s.proceedings[act.proceeding]
    before = s.proceedings[there.parent]
    p = Proceeding(s.number("proceeding", act.seq), "handling", there.office, act.on, act.seq)
    p.parent, p.how, p.sender, p.officer = there.no, spec.key, before.sender, before.officer
    s.proceedings[p.no] = p
    for no in act.points:
        point = s.points[no]
        point.proceeding, point.step, point.path, point.procedure = p.no, spec.to, "", ""
    return p
