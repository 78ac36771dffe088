"""What served notices told petitioners, and what a correction moves of it.

A notice tells a day (`tells` in papers.yaml): the last day of a duty, or of the petitioner's own period. Where a
correction moves that day, whoever was told the old one is told the new one, with the reason; until then the old
one stands against the new as untold. A period of the petitioner's own never ends earlier than was told.

LEGAL-QUESTION: no text says what becomes of a day that was told wrongly. Here the office's duty follows the
facts as corrected and is told anew; the petitioner's own period keeps the later of the two days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from .effects_duties import end_duty, enter_duty, origin
from .law import ActSpec, Law
from .model import Act, Event, Paper, State, Window

RULE = "tell-correction"
WINDOWS = frozenset({"review-window", "re-review-window"})
"""Periods of the petitioner's own: each of them has one, from the service on him."""


class Untold(NamedTuple):
    """A day that a petitioner was told and that no longer holds."""

    proceeding: int
    """The proceeding whose office told it, and tells it anew."""
    old: date
    new: date | None
    """None where nothing of the kind runs any more."""


def told_by(s: State, paper: Paper, law: Law) -> date | None:
    """The day that a paper tells as it is issued: the last of the duties of its rule over its points."""
    rule = rule_of(paper, law)
    return _last_day(s, rule, paper.points) if rule else None


# ------------------------------------------------------------------ what a correction moves

Row = list[Any]
"""Paper, proceeding, petitioners, the day told (ISO), the day that holds now (ISO, or empty)."""


def moved(old: State, new: State, law: Law) -> list[Row]:
    """What petitioners were told by now and is otherwise in the other folding, as the correction stores it."""
    grouped: dict[tuple[int, int, str, str], list[int]] = {}
    for (no, petitioner), told in _standing(old, law).items():
        if rule_of(old.papers[no], law) in WINDOWS and not window_of(new, no, petitioner):
            continue  # the service itself is taken back: it is to be served again, and told then
        now, pending = _now(new, old.papers[no], petitioner, law), old.untold.get((no, petitioner))
        if now != (pending.new if pending else told):
            key = (no, old.papers[no].proceeding, told.isoformat(), now.isoformat() if now else "")
            grouped.setdefault(key, []).append(petitioner)
    return [
        [no, proceeding, sorted(who), was, now] for (no, proceeding, was, now), who in sorted(grouped.items())
    ]


def _standing(s: State, law: Law) -> dict[tuple[int, int], date]:
    """The day each petitioner was told last, by the paper that told it; what is over concerns nobody any more."""
    last: dict[tuple[str, int, tuple[int, ...]], int] = {}
    for (
        paper
    ) in s.papers.values():  # what is on its way to somebody will tell him the day that it was printed with
        rule = rule_of(paper, law)
        if paper.told and any(d.rule == rule and not d.left.isdisjoint(paper.points) for d in s.live):
            last |= {(rule, petitioner, paper.points): paper.no for petitioner in paper.addressees}
    days = {(no, petitioner): s.papers[no].told for (_rule, petitioner, _points), no in last.items()}
    days |= {(w.paper, w.petitioner): w.end for w in s.windows.values() if w.rule in WINDOWS}
    days |= {key: day for key, day in s.retold.items() if key in days}
    days |= {key: u.old for key, u in s.untold.items() if key in days}
    return {key: day for key, day in days.items() if day}


def _now(new: State, was: Paper, petitioner: int, law: Law) -> date | None:
    """The day that the same paper would tell the same petitioner in the other folding."""
    paper, rule = new.papers.get(was.no), rule_of(was, law)
    if rule in WINDOWS:
        found = window_of(new, was.no, petitioner)
        return found.end if found else None
    # Without the paper (an extension that was never approved) what is owed by then holds.
    return paper.told if paper is not None else _last_day(new, rule, was.points)


def rule_of(paper: Paper, law: Law) -> str:
    """The rule whose last day a paper tells; empty where it tells none."""
    return str(law.papers.get(paper.kind, {}).get("tells") or "")


def _last_day(s: State, rule: str, points: Iterable[int]) -> date | None:
    over = frozenset(points)
    days = [d.due for d in s.live if d.rule == rule and d.due and not d.left.isdisjoint(over)]
    return max(days, default=None)


def window_of(s: State, paper: int, petitioner: int) -> Window | None:
    """The petitioner's own period after that paper."""
    return next((w for w in s.windows.values() if (w.paper, w.petitioner) == (paper, petitioner)), None)


# ------------------------------------------------------------------ effects


def correct(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Whoever was told otherwise is to be told; the petitioner's own period keeps the later of the two days."""
    for no, proceeding, petitioners, old, new in act.codes.get("told", ()):
        place = proceeding if proceeding in s.proceedings else 1
        was, now = date.fromisoformat(old), date.fromisoformat(new) if new else None
        for petitioner in petitioners:
            kept = _keep_window(s, act, no, petitioner, was)
            s.untold.pop((no, petitioner), None)
            if not kept and now != was and s.withdrawals.get(petitioner, ("", ""))[1] != "done":
                s.untold[no, petitioner] = Untold(place, was, now)
    _owe(s, act, law)


def _keep_window(s: State, act: Act, paper: int, petitioner: int, told: date) -> bool:
    """R22 35: the end that was told stays where the corrected facts would end the period earlier."""
    w = window_of(s, paper, petitioner)
    if w is None or w.end >= told:
        return False
    key = f"{origin(act)}:{w.rule}:{paper}:{petitioner}:{told.isoformat()}"
    longer = w._replace(key=key, nominal=told, end=told, certainty="H", opened_by=act.seq)
    del s.windows[w.key]
    s.windows[key] = longer
    s.events += [Event("window_moved", w), Event("window", longer)]
    for p in s.proceedings.values():  # who asked within the time that was told is in time
        if p.review and (p.review.applicant, p.review.against) == (petitioner, paper):
            p.review.late = p.review.asked_on > told
    return True


def _owe(s: State, act: Act, law: Law) -> None:
    """One duty for each office that told a day which no longer holds; none where every day holds again."""
    owed = {u.proceeding for u in s.untold.values()}
    for d in [d for d in s.live if d.rule == RULE]:
        if d.proceeding not in owed:
            end_duty(s, d, "ended", act)
        owed.discard(d.proceeding)
    for no in sorted(owed):
        enter_duty(s, act, law, RULE, no, s.proceedings[no].keeper, (), act.on)


def addressees(s: State, proceeding: int) -> tuple[int, ...]:
    """Those whom the office of a proceeding owes a corrected day; from now on they are told it."""
    told = [key for key, u in s.untold.items() if u.proceeding == proceeding]
    for no, petitioner in told:
        s.retold[no, petitioner] = s.untold.pop((no, petitioner)).new
    return tuple(sorted({petitioner for _no, petitioner in told}))
