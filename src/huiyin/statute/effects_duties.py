"""Duties opened, taken off point by point, met and ended: what every effect shares.

The order is fixed in `procedure.apply`: effect, then duties met and ended, then duties opened, then the
paper issued. Nothing here decides whether the act was open; the guards did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .law import Law, Opening
from .model import ONCE, Act, Duty, Event, Paper, Point, Proceeding, State, runs
from .periods import Counted

MANY = 20
"""From so many points on, a key names them as runs."""


def origin(act: Act) -> str:
    """The act's part of a duty's key: its sequence, and the correction that last changed it."""
    return f"{act.seq}@{act.revision}" if act.revision else str(act.seq)


def key_of(
    act: Act, rule: str, proceeding: int, office: str, over: Iterable[int], due: date | None, paper: int = 0
) -> str:
    """A duty's own key: who owes what since which act, over which points (or for which paper), until when.

    Two foldings of a line give a duty the same key only if it is the same duty.
    """
    numbers = tuple(over)
    what = f"p{paper}" if paper else "+".join(map(str, numbers) if len(numbers) < MANY else runs(numbers))
    return f"{origin(act)}:{rule}:{proceeding}:{office}:{what}:{due.isoformat() if due else 'prompt'}"


def start(s: State, act: Act, kind: str, office: str, received: date) -> Proceeding:
    """A proceeding opens at an office."""
    p = Proceeding(s.number("proceeding", act.seq), kind, office, received, act.seq)
    s.proceedings[p.no] = p
    s.handlers.add(office)
    s.events.append(Event("proceeding", p))
    return p


def end_duty(s: State, d: Duty, how: str, act: Act, *, replaced_by: str = "") -> None:
    """End a live duty: met, extended, ended, moved, withdrawn or lapsed."""
    d.how = how
    d.ended_on = act.on
    d.ended_by = act.seq
    d.replaced_by = replaced_by
    s.live.remove(d)
    s.events.append(Event("ended", d))


def add_duty(s: State, d: Duty) -> None:
    """Enter a duty among the live ones."""
    s.duties[d.key] = d
    s.live.append(d)
    s.events.append(Event("opened", d))


def copied(d: Duty, key: str, act: Act, *, office: str = "") -> Duty:
    """The same duty under another key, over what was left of it: owed by another office, or counted anew."""
    new = Duty(key, d.rule, d.kind, d.proceeding, office or d.office, tuple(sorted(d.left - {ONCE})), act.seq)
    new.start, new.nominal, new.due, new.provisional = d.start, d.nominal, d.due, d.provisional
    new.provision, new.certainty, new.place, new.paper = d.provision, d.certainty, d.place, d.paper
    new.extended_by, new.procedure, new.uncounted = d.extended_by, d.procedure, d.uncounted
    return new


ONE_BY_ONE = frozenset({"decide-recusal"})
"""Of several requests each is met by a decision of its own: the effect ends the one that was decided."""


def reduce_duties(s: State, act: Act, rules: Iterable[str], how: str, *, own: bool) -> None:
    """Take the act's points off the duties of these rules; an emptied duty is over.

    `own` asks that the duty is owed by the office that acts: telling one's own part meets nobody else's.
    """
    for d in [d for d in s.live if d.rule in rules]:
        if d.rule in ONE_BY_ONE or (own and act.office and d.office != act.office):
            continue
        if d.proceeding != act.proceeding and s.proceedings[d.proceeding].review:
            continue  # each petitioner's request is answered on its own
        if d.over and act.points:
            if d.left.isdisjoint(act.points):
                continue
            d.left.difference_update(act.points)
        elif d.proceeding == act.proceeding:
            d.left.clear()
        if not d.left:
            end_duty(s, d, how, act)


def drop_points(s: State, act: Act, rules: Iterable[str], how: str, points: Iterable[int]) -> None:
    """Take these points off the duties of these rules, whoever owes them."""
    gone = frozenset(points)
    for d in [d for d in s.live if d.rule in rules and not d.left.isdisjoint(gone)]:
        d.left.difference_update(gone)
        if not d.left:
            end_duty(s, d, how, act)


def open_duty(s: State, act: Act, law: Law, item: Opening, new: Proceeding | None) -> None:
    """Open one duty of an act's row; where no rule is in force on that day there is none."""
    here = s.proceedings.get(act.proceeding)
    where = here if item.on in ("this", "sender") or new is None else new
    if where is None:
        return
    if item.on == "sender":
        where = s.proceedings.get(where.parent, where)
    owed_by = {"sender": here.sender if here else "", "to": act.to}.get(item.owes, where.keeper)
    if item.owes == "respondent":
        owed_by = s.proceedings[where.parent].keeper
    if _not_here(s, act, item, where):
        return
    over = told_points(s, law, item.rule, act.points, act.on, where)
    if act.points and not over:
        return
    if item.points == "supported":
        _open_execution(s, act, law, item, where, over)
        return
    if item.rule == "answer":
        _open_answer(s, act, law, where, over)
        return
    counted = _named_count(act, law, item)
    d = enter_duty(s, act, law, item.rule, where.no, owed_by, over, act.on, counted)
    if d is not None and item.procedure:
        d.procedure = str(act.codes[item.procedure])
        other = law.book.procedure(d.procedure, act.on)
        d.provision, d.certainty = other.provision, other.certainty


def choose_path_of(point: Point, codes: Mapping[str, Any]) -> None:
    """One path a point, chosen by a person; a new path drops the procedure of the old one."""
    path = codes.get("path") or point.path
    point.procedure = codes.get("procedure") or (point.procedure if path == point.path else "")
    point.path = path


def _not_here(s: State, act: Act, item: Opening, where: Proceeding) -> bool:
    """Whether this act, as it was done, opens no such duty there."""
    if (item.when and not act.codes.get(item.when)) or (item.unless and act.codes.get(item.unless)):
        return True
    # R22 23(3), 29(1) bind the organs that matters are sent to; a petition office dispatches by 22(1).
    if where.kind == "dispatch" and item.rule in ("tell-forwarded", "objection", "reply-suggestion"):
        return True
    return item.rule in PETITION_ONLY and not of_petition_office(s, where, act)


PETITION_ONLY = frozenset({"inform-organisation", "report-grave-accusation"})
"""What R22 30(2) asks of petition departments and of nobody else."""


def of_petition_office(s: State, p: Proceeding, act: Act) -> bool:
    """Whether a dispatch is a petition office's: who opened it says so itself, and only to one is a matter sent on."""
    first = next((a for a in s.acts if a.seq == p.opened_by), act)
    return bool(p.parent or first.codes.get("petition_office"))


def told_points(
    s: State, law: Law, rule: str, points: tuple[int, ...], start: date, p: Proceeding | None = None
) -> tuple[int, ...]:
    """The points that a rule covers. R22 23(4) leaves to rules of their own the notices on accusations, and those of
    political-legal organs on litigation: what a court has, and what a person put on the path 31[1]. R05 did not.
    """
    found = law.counted(rule, start)
    if found is None:
        return points
    kept_out, judicial = found[0].not_for, p.judicial if p and "judicial" in found[0].not_by else ""
    return tuple(
        no for no in points
        if s.points[no].purpose not in kept_out
        and not (judicial == "court" or (judicial and s.points[no].path == "31[1]"))
    )  # fmt: skip


def tell_again(s: State, act: Act, law: Law, p: Proceeding, points: tuple[int, ...]) -> None:
    """Whoever was told where these points are is to be told anew where they go now."""
    again = tuple(no for no in points if no in p.told)
    p.told.difference_update(again)
    if again and not s.undeliverable:
        rule = "tell-destination" if of_petition_office(s, p, act) else "tell-direct"
        owed = told_points(s, law, rule, again, act.on)
        if owed:
            enter_duty(s, act, law, rule, p.no, p.keeper, owed, act.on, certainty="I")


def _named_count(act: Act, law: Law, item: Opening) -> Counted | None:
    """The limit of the procedure that a point is led in to; else a due day set by someone (`due`)."""
    if item.procedure:
        by_law = law.procedure_count(str(act.codes.get(item.procedure, "")), act.on)
        if by_law is not None:
            return by_law
    if item.due and act.codes.get(item.due):
        named = date.fromisoformat(act.codes[item.due])
        return Counted(act.on, named, named, law.calendar.provisional(named))
    return None


def enter_duty(
    s: State, act: Act, law: Law, rule: str, proceeding: int, office: str, over: tuple[int, ...], start: date,
    named: Counted | None = None, paper: int = 0, certainty: str = "",
) -> Duty | None:  # fmt: skip
    found = law.counted(rule, start)
    if found is None:
        return None
    version, counted = found
    counted = named or counted
    key = key_of(act, rule, proceeding, office, over, counted.due if counted else None, paper)
    d = Duty(key, rule, version.kind, proceeding, office, over, act.seq)
    d.start = start
    if counted:
        d.nominal, d.due, d.provisional = counted.nominal, counted.due, counted.provisional
    d.provision, d.certainty, d.place, d.paper = (
        version.provision,
        certainty or version.certainty,
        version.place,
        paper,
    )
    add_duty(s, d)
    return d


def _open_answer(s: State, act: Act, law: Law, where: Proceeding, points: tuple[int, ...]) -> None:
    """DL-5 runs from acceptance; told late, from day 15 after receipt (law.md 1.5, an inference)."""
    covered = {p for d in s.live if d.rule == "answer" for p in d.left}
    fresh = tuple(p for p in points if p not in covered)
    if not fresh:
        return
    start, certainty = act.on, ""
    told = law.counted("tell-forwarded", where.received)
    if told and told[1] and told[1].due < act.on:
        start, certainty = told[1].nominal, "I"
    if _from_receipt(law, where.received):
        start, certainty = where.received, ""
    enter_duty(s, act, law, "answer", where.no, where.office, fresh, start, certainty=certainty)


def open_answer_at_receipt(s: State, act: Act, law: Law, p: Proceeding) -> None:
    """河南省信访条例 26[2]: where the days to answer run from receipt they are owed from that day, accepted or not yet."""
    claims = tuple(
        no for no in act.points if s.points[no].purpose == "claim" and s.points[no].path in ("", "31[6]")
    )
    if claims and _from_receipt(law, p.received):
        _open_answer(s, act, law, p, claims)


def _from_receipt(law: Law, received: date) -> bool:
    """Whether the place counts the days to answer from the office's receipt (河南省信访条例 26[2])."""
    found = law.counted("answer", received)
    return found is not None and found[0].base == "receipt"


def _open_execution(
    s: State, act: Act, law: Law, item: Opening, where: Proceeding, points: tuple[int, ...]
) -> None:
    """A supported opinion is carried out by the day it names, point by point."""
    for no in points:
        due = s.points[no].execution_due
        if s.points[no].outcome == "support" and due:
            named = Counted(act.on, due, due, law.calendar.provisional(due))
            enter_duty(s, act, law, item.rule, where.no, where.office, (no,), act.on, named)


def open_service(s: State, act: Act, law: Law, paper: Paper) -> None:
    """A paper to petitioners is to be served on each of them.

    Where the name is withheld from the handling office (要求保密) the office that sent the matter there serves,
    and owes it.
    """
    found = law.counted("serve", act.on)
    if found is None or not paper.addressees:
        return
    version, counted = found
    held = s.proceedings.get(paper.proceeding)
    office = held.sender if s.withheld and held and held.sender else paper.office
    if held is not None and held.kept_by:
        office = held.kept_by
    key = key_of(act, "serve", paper.proceeding, office, (), counted.due if counted else None, paper.no)
    d = Duty(key, "serve", version.kind, paper.proceeding, office, paper.addressees, act.seq)
    d.start, d.paper = act.on, paper.no
    if counted:
        d.nominal, d.due, d.provisional = counted.nominal, counted.due, counted.provisional
    d.provision, d.certainty, d.place = version.provision, version.certainty, version.place
    add_duty(s, d)
