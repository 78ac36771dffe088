"""What the simple procedure, mediation, hearings and recusal change (R22 28(3), 31[6], 33). See `effects`."""

from __future__ import annotations

from .conduct import Hearing
from .effects_duties import drop_points, end_duty, enter_duty, origin
from .guards_base import as_day as _day
from .law import ActSpec, Law
from .model import Act, Event, State, Window

# ------------------------------------------------------------------ the simple procedure


def use_simple(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """In handling by the simple procedure: the shorter period runs beside the sixty days of R22 34."""
    for no in act.points:
        s.points[no].path, s.points[no].step = "31[6]", spec.to
    s.conduct.simple.update(act.points)
    if act.codes.get("paper"):
        s.conduct.on_paper.update(act.points)


def want_paper(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The petitioner wants the answer in writing; what was answered by word is answered again, as an opinion, since the
    right to review runs from a written reply (R22 35)."""
    here = {no for no, q in s.points.items() if q.proceeding == act.proceeding} & s.conduct.simple
    s.conduct.on_paper.update(here)
    said = tuple(sorted(no for no in here if s.points[no].step == "answered"))
    if said:
        _not_answered_yet(s, act, said)
        p = s.proceedings[act.proceeding]
        enter_duty(s, act, law, "answer-in-writing", p.no, p.office, said, act.on)


def _not_answered_yet(s: State, act: Act, points: tuple[int, ...]) -> None:
    """An answer by word gives way to the opinion, which names anew what is carried out and by when."""
    drop_points(s, act, ("carry-out", "carry-out-report"), "ended", points)
    for no in points:
        s.points[no].step, s.points[no].outcome, s.points[no].execution_due = "accepted", "", None
    s.closed_on = s.archived_on = None


def leave_simple(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Back to the ordinary procedure: the sixty days still run from the acceptance, whatever the switch."""
    p = s.proceedings[act.proceeding]
    s.conduct.simple.difference_update(act.points)
    s.conduct.on_paper.difference_update(act.points)
    running = {no for d in s.live if d.rule == "answer" for no in d.left}
    again = tuple(no for no in act.points if no not in running)
    _not_answered_yet(s, act, act.points)
    if again:
        accepted = [a.on for a in s.acts if a.kind == "use_simple" and not set(a.points).isdisjoint(again)]
        enter_duty(s, act, law, "answer", p.no, p.office, again, max(accepted, default=act.on))


# ------------------------------------------------------------------ mediation


def mediate(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 33: under way, with the consent of both. No clock stops."""
    s.conduct.mediating[act.proceeding] = str(act.codes.get("form", "organ"))


def end_mediation(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Over without an agreement."""
    s.conduct.mediating.pop(act.proceeding, None)


def agree(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 33: agreed. The agreement of a people's mediation may be confirmed by the court, asked for by both."""
    if s.conduct.mediating.pop(act.proceeding, "") == "people":
        _open_confirmation(s, act, law)


def _open_confirmation(s: State, act: Act, law: Law) -> None:
    found = law.counted("judicial-confirmation", act.on)
    if found is None or found[1] is None:
        return
    version, counted = found
    assert counted is not None
    paper = s.number("paper", act.seq)
    for petitioner in s.signers():
        key = f"{origin(act)}:judicial-confirmation:{paper}:{petitioner}:{counted.due.isoformat()}"
        window = Window(
            key, "judicial-confirmation", petitioner, paper, act.on, counted.nominal, counted.due,
            counted.provisional, version.provision, version.certainty, act.seq,
        )  # fmt: skip
        s.windows[key] = window
        s.events.append(Event("window", window))


# ------------------------------------------------------------------ hearings


def ask_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Asked for; the office decides."""
    s.conduct.hearings[act.proceeding] = Hearing()


def decide_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Held or not held, with reasons."""
    hearing = s.conduct.hearings.setdefault(act.proceeding, Hearing())
    hearing.step = "ordered" if act.codes.get("hold") == "yes" else "declined"


def announce_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The day is known; announced again, it moves."""
    hearing = s.conduct.hearings[act.proceeding]
    hearing.step, hearing.day = "announced", _day(act.codes.get("day"))


def hold_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Held on that day."""
    hearing = s.conduct.hearings[act.proceeding]
    hearing.step, hearing.held_on = "held", act.on


def conclude_hearing(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Deliberated and concluded: what the opinion has to weigh."""
    hearing = s.conduct.hearings[act.proceeding]
    hearing.step, hearing.concluded_on = "concluded", act.on


# ------------------------------------------------------------------ recusal


def recusal_of(act: Act) -> tuple[int, str]:
    """Whose recusal an act asks for, and where: one declares for oneself."""
    who = (
        act.by.removeprefix("officer:")
        if act.kind == "declare_interest"
        else str(act.codes.get("officer", ""))
    )
    return act.proceeding, who


def ask_recusal(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 28(3): declared by the officer, or asked for by the petitioner."""
    s.conduct.recusal_asked[recusal_of(act)] = act.on


def decide_recusal(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The head decides on one request; who stands back takes no part any more, and is case officer no more."""
    asked, who = s.conduct.recusal_asked, str(act.codes.get("officer", ""))
    key = (act.proceeding, who) if (act.proceeding, who) in asked else (act.proceeding, "")
    since = asked.pop(key, None)
    here = [d for d in s.live if d.rule == "decide-recusal" and d.proceeding == act.proceeding]
    for d in [d for d in here if d.start == since][:1]:  # of two asked for on one day either: both end alike
        end_duty(s, d, "met", act)
    if act.codes.get("decision") != "granted":
        return
    s.conduct.barred.add(who)
    for p in s.proceedings.values():
        if p.officer == who:
            p.officer = ""
