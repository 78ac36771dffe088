"""What a named machine records by itself: silence counted, withdrawals that have rested, hearings that never ended.

The register's nightly run records these acts; a file of acts that is replayed is told them, too, so that both say
the same on a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from .law import Law
from .model import State

TELLING = ("tell-forwarded", "tell-direct")
SILENCE = "count_silence"
WITHDRAWN = "end_withdrawn"
UNENDED = "count_on"


class MachineAct(NamedTuple):
    """An act that is due to be recorded by a machine."""

    kind: str
    proceeding: int = 0
    points: tuple[int, ...] = ()
    petitioner: int = 0


def silences(s: State, law: Law, on: date) -> list[MachineAct]:
    """R22 34 with 23(3): claims whose acceptance nobody told in time are counted from day 15 after receipt.

    An accusation, a suggestion or an enquiry has no such clock, and neither has a claim that was screened
    for another law's procedure (31[1] to [5]).
    """
    spec = law.in_force(SILENCE, on)
    if spec is None or s.closed_on or s.archived_on:
        return []
    late = {no for d in s.live if d.rule in TELLING and d.due and d.due < on for no in d.left}
    counted = {no for d in s.live if d.rule == "answer" for no in d.left}
    found = []
    for p in s.proceedings.values():
        if p.kind != "handling":
            continue
        points = tuple(
            q.no for q in s.points.values()
            if q.proceeding == p.no and q.step in spec.frm and q.purpose == "claim" and q.path in ("", "31[6]")
            and q.no in late and q.no not in counted
        )  # fmt: skip
        if points:
            found.append(MachineAct(SILENCE, p.no, points))
    return found


def withdrawals(s: State, on: date) -> list[MachineAct]:
    """A withdrawal takes effect for its signer once it has rested its days."""
    return [
        MachineAct(WITHDRAWN, petitioner=no)
        for no, (until, step) in s.withdrawals.items()
        if step == "resting" and on > until
    ]


def unended_hearings(s: State, on: date) -> list[MachineAct]:
    """R22 36(2): a hearing that was to be over stops the period of its re-review no longer."""
    still = {d.proceeding for d in s.live if d.rule == "re-review" and d.due is None}
    return [
        MachineAct(UNENDED, d.proceeding)
        for d in s.live
        if d.rule == "end-hearing" and d.due and d.due < on and d.proceeding in still
    ]


def due_days(s: State) -> Iterable[date]:
    """The days on which something of this kind may first be due."""
    one = timedelta(days=1)
    yield from (d.due + one for d in s.live if d.rule in TELLING and d.due)
    yield from (until + one for until, step in s.withdrawals.values() if step == "resting")
    yield from (d.due + one for d in s.live if d.rule == "end-hearing" and d.due)
