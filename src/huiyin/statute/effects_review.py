"""What acts of review and re-review change (R22 35, 36). See `effects`.

A request for review is a proceeding of its own: one petitioner, some points of one opinion. The points stay
answered meanwhile; they move only when the opinion on them is revoked (to be redone) or changed.
"""

from __future__ import annotations

from datetime import date, timedelta

from .effects_duties import add_duty, drop_points, end_duty, enter_duty, key_of, start
from .law import ActSpec, Law
from .model import Act, Duty, Paper, Proceeding, State
from .periods import Counted, count
from .review import Review

ON_A_POINT = ("answer", "redo", "tell-extension", "carry-out", "carry-out-report")
"""What is owed on a point by force of an opinion that a review has taken away."""


def set_stage(s: State, act: Act, spec: ActSpec) -> None:
    """The stage that the act's row gives."""
    review = s.proceedings[act.proceeding].review
    if review is not None:
        review.stage = spec.sets


def _window_end(s: State, petitioner: int, paper: int) -> date | None:
    """The last day of that petitioner's own time; none where no service on him is proven yet."""
    ends = [w.end for w in s.windows.values() if w.petitioner == petitioner and w.paper == paper]
    return max(ends, default=None)


def _handling_of(s: State, p: Proceeding) -> Proceeding:
    """The handling whose opinion it all is about."""
    while p.review is not None:
        p = s.proceedings[p.parent]
    return p


def ask_review(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 35, 36(1): a petitioner's request reaches the organ chosen; a closed file is open again.

    Posted in time is in time, whenever it comes (民诉法 85(4) by analogy).
    """
    paper = s.papers[act.paper]
    p = start(s, act, spec.starts, act.to, act.on)
    p.parent, p.how = paper.proceeding, str(act.codes.get("form", ""))
    points = act.points or paper.points
    p.review = Review(act.petitioner, points, paper.no)
    end = _window_end(s, act.petitioner, paper.no)
    posted = act.codes.get("posted_on")
    p.review.asked_on = date.fromisoformat(posted) if posted else act.on
    p.review.late = end is not None and p.review.asked_on > end
    s.closed_on = s.archived_on = None
    return p


def call_file(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The file is called for."""
    _review(s, act).file_called = True


def name_investigators(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Two of them, from now on."""
    _review(s, act).investigators = (str(act.codes["first"]), str(act.codes["second"]))


def investigate_review(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Something was found out and recorded."""
    _review(s, act).investigated = True


def announce_review_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A day, or a new one."""
    _review(s, act).hearing_day = date.fromisoformat(str(act.codes["day"]))


def open_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 36(2): in a re-review the period stands still; in a review it runs on, and one that is over is over."""
    review = _review(s, act)
    review.hearing_from, review.hearing_day = act.on, None
    for d in _of_re_review(s, act):
        if d.due and d.due < act.on:
            continue
        still = _again(d, act, None)
        end_duty(s, d, "paused", act, replaced_by=still.key)
        add_duty(s, still)


def close_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 36(2): the period goes on, longer by the days from the hearing's opening to its end, both counted in, but
    by none that lies past the day by which it was to end: no time parked there is "needed for the hearing"."""
    _go_on(s, act, law)
    review = _review(s, act)
    review.hearing_from, review.heard = None, True


def count_on(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 36(2): the hearing was to be over; it is still to be ended, and the period waits for it no longer."""
    _go_on(s, act, law)


def _go_on(s: State, act: Act, law: Law) -> None:
    last = min(
        (d.due for d in s.live if d.rule == "end-hearing" and d.proceeding == act.proceeding and d.due),
        default=act.on,
    )
    since = _review(s, act).hearing_from or act.on
    days = (min(act.on, last) - since).days + 1
    for d in [d for d in _of_re_review(s, act) if d.due is None]:
        found = law.counted(d.rule, d.start)
        if found is None or found[1] is None:
            continue
        uncounted = d.uncounted + days
        nominal = found[1].nominal + timedelta(days=uncounted)
        due = law.calendar.roll(nominal)
        again = _again(d, act, Counted(d.start, nominal, due, law.calendar.provisional(due)))
        again.uncounted = uncounted
        end_duty(s, d, "resumed", act, replaced_by=again.key)
        add_duty(s, again)


def _of_re_review(s: State, act: Act) -> list[Duty]:
    return [d for d in s.live if d.rule == "re-review" and d.proceeding == act.proceeding]


def _again(d: Duty, act: Act, counted: Counted | None) -> Duty:
    """The same duty with other days, or with none while it stands still."""
    due = counted.due if counted else None
    new = Duty(
        key_of(act, d.rule, d.proceeding, d.office, d.over, due), d.rule, d.kind, d.proceeding, d.office, d.over, act.seq
    )  # fmt: skip
    new.start, new.provision, new.certainty, new.place = d.start, d.provision, d.certainty, d.place
    new.uncounted = d.uncounted
    if counted:
        new.nominal, new.due, new.provisional = counted.nominal, counted.due, counted.provisional
    return new


def hold_session(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The committee has resolved, point by point."""
    outcomes = act.codes.get("outcome", {})
    _review(s, act).resolved = {no: str(outcomes.get(str(no), "")) for no in act.points}


def decide_review(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding | None:
    """R22 35, 36(1): what is revoked goes back to be redone, what is changed stands as changed, for all signers."""
    p = s.proceedings[act.proceeding]
    review = _review(s, act)
    outcomes = act.codes.get("outcome", {})
    review.outcomes = {no: str(outcomes.get(str(no), "")) for no in act.points}
    revoked = tuple(no for no, said in review.outcomes.items() if said == "revoke")
    new = _redo(s, act, law, p, revoked) if revoked else None
    for no, said in review.outcomes.items():
        if said == "change":
            _change(s, act, law, p, no)
    return new


def _redo(s: State, act: Act, law: Law, p: Proceeding, points: tuple[int, ...]) -> Proceeding:
    """The office that gave the opinion deals with these points again, within the days set."""
    old = _handling_of(s, p)
    new = start(s, act, "handling", old.office, act.on)
    new.sender, new.parent, new.how, new.officer = p.office, old.no, "redo", old.officer
    drop_points(s, act, ON_A_POINT, "ended", points)
    for no in points:
        point = s.points[no]
        new.redo[no] = point.outcome or s.proceedings[point.proceeding].redo.get(no, "")
        point.proceeding, point.step, point.outcome, point.opinion = new.no, "accepted", "", 0
        point.execution_due = point.carried_on = None
    days = int(act.codes.get("redo_days", 30))
    enter_duty(
        s, act, law, "redo", new.no, new.office, points, act.on, count(act.on, days, "day", law.calendar)
    )
    if old.kept_by:  # R22 30(3): the office accused is not the one that deals with it again
        enter_duty(s, act, law, "take-from-accused", new.no, old.kept_by, (), act.on)
    return new


def _change(s: State, act: Act, law: Law, p: Proceeding, no: int) -> None:
    """The changed opinion is what is carried out, by the office that had given the other."""
    old = _handling_of(s, p)
    drop_points(s, act, ON_A_POINT, "ended", (no,))
    point = s.points[no]
    point.proceeding, point.step = old.no, "answered"
    point.outcome = str(act.codes.get("changed", {}).get(str(no), ""))
    point.opinion = s.number("paper", act.seq)
    day = act.codes.get("execution", {}).get(str(no))
    point.execution_due = date.fromisoformat(day) if day and point.outcome == "support" else None
    point.carried_on = None
    if point.execution_due:
        due = point.execution_due
        named = Counted(act.on, due, due, law.calendar.provisional(due))
        enter_duty(s, act, law, "carry-out", old.no, old.office, (no,), act.on, named)


def bind_finally(s: State, act: Act, paper: Paper) -> None:
    """R22 36(3): once served on him, the re-review opinion is final for who asked for it, on what it maintained or
    changed; what it revoked is redone and can be reviewed anew."""
    review = s.proceedings[paper.proceeding].review
    if review is None or act.petitioner != review.applicant:
        return
    for no, said in review.outcomes.items():
        if said in ("maintain", "change"):
            s.final[(act.petitioner, no)] = paper.no


def tell_final(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 36(3): told once."""
    s.told_final.add(act.petitioner)


def publicise(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 36(2): made public, once; nothing is owed by it."""
    _review(s, act).publicised = True


def _review(s: State, act: Act) -> Review:
    review = s.proceedings[act.proceeding].review
    assert review is not None
    return review
