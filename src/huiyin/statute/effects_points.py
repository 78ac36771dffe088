"""What acts on points change: registering, screening, sending on, accepting, extending, answering.

Each function takes (state, act, spec, law) and is named in the act's table row; see `effects`.
"""

from __future__ import annotations

from datetime import date

from .effects_duties import (
    add_duty,
    choose_path_of,
    drop_points,
    end_duty,
    enter_duty,
    key_of,
    of_petition_office,
    open_answer_at_receipt,
    reduce_duties,
    start,
    tell_again,
    told_points,
)
from .law import ActSpec, Law
from .model import ONCE, Act, Duty, Point, Proceeding, State
from .periods import Counted


def register(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 22(1), 23: the file opens with its points and the clocks of whoever received it."""
    c = act.codes
    p = start(s, act, "dispatch", act.to or act.office, act.on)
    p.how, p.judicial = str(c.get("channel", "")), str(c.get("judicial", ""))
    for no, purpose in enumerate(c.get("purposes", ["claim"]), 1):
        s.points[no] = Point(no, purpose, p.no)
    s.counts.setdefault("point", len(s.points))
    for no, role in c.get("petitioners", [[1, "self"]]):
        s.petitioners[no] = role
    s.claimed.update(c.get("claimed", ()))
    s.channels.append(p.how)
    s.restricted, s.withheld = bool(c.get("restricted")), bool(c.get("withhold_name"))
    s.undeliverable, s.urgent = bool(c.get("undeliverable")), bool(c.get("urgent"))
    points = tuple(s.points)
    _open_clocks(s, act, law, p, points, petition=bool(c.get("petition_office")))
    if s.urgent:
        open_urgent(s, act, law, p, points)
    if c.get("feedback_due"):
        named = date.fromisoformat(c["feedback_due"])
        p.feedback_due = named
        counted = Counted(act.on, named, named, law.calendar.provisional(named))
        enter_duty(s, act, law, "closing-report", p.no, p.office, (), act.on, counted)
    return p


def open_urgent(s: State, act: Act, law: Law, p: Proceeding, points: tuple[int, ...]) -> None:
    """R22 25(1): every office reports and tells; 25(2): a petition office also reports to the one above."""
    rules = ["report-urgent", "tell-urgent"]
    if of_petition_office(s, p, act):
        rules.append("report-urgent-up")
    for rule in rules:
        enter_duty(s, act, law, rule, p.no, p.office, points, act.on)


SAID_NOT_WRITTEN = ("phone", "fax", "email", "web_media")
"""Channels whose enquiries the county's Guide has answered in five working days; for letters it has no days."""


def _open_clocks(
    s: State, act: Act, law: Law, p: Proceeding, points: tuple[int, ...], *, petition: bool
) -> None:
    """The clocks of whoever received these points, from the day of receipt."""
    first = "dispatch" if petition else "tell-direct"
    owed = told_points(s, law, first, points, p.received, p)
    if owed:
        d = enter_duty(s, act, law, first, p.no, p.office, owed, p.received)
        if d is not None and s.undeliverable and not petition:
            end_duty(s, d, "exempt", act)  # R22 23(2): nobody can be told where name or address are unclear
    if petition and not s.undeliverable:
        enter_duty(s, act, law, "tell-destination", p.no, p.office, points, p.received)
    _open_enquiries(s, act, law, p, points)


def _open_enquiries(s: State, act: Act, law: Law, p: Proceeding, points: tuple[int, ...]) -> None:
    enquiries = tuple(no for no in points if s.points[no].purpose == "enquiry")
    if enquiries and not p.parent and s.channels[0] in SAID_NOT_WRITTEN:
        enter_duty(s, act, law, "reply-enquiry", p.no, p.office, enquiries, p.received)


def add_entry(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Another entry of the same matter: counted and joined; no clock stops, moves or ends."""
    s.channels.append(str(act.codes.get("channel", "")))
    for no, role in act.codes.get("petitioners", []):
        s.petitioners.setdefault(no, role)
    s.claimed.update(act.codes.get("claimed", ()))


def join(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Another signer, with a code and services of their own."""
    for no, role in act.codes.get("petitioners", [[act.petitioner, "self"]]):
        s.petitioners.setdefault(no, role)
    s.claimed.update(act.codes.get("claimed", ()))


def add_point(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A request found later gets the clocks that run from the receipt of the entry it stood in."""
    no = s.number("point", act.seq)
    p = s.proceedings[act.proceeding]
    s.points[no] = Point(no, str(act.codes.get("purpose", "claim")), p.no)
    s.restricted = s.restricted or s.points[no].purpose == "accusation"
    _open_clocks(s, act, law, p, (no,), petition=of_petition_office(s, p, act))


def renew_point(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 36(3): new facts and reasons are a point of their own, with clocks from now; what was answered stands."""
    p = start(s, act, "dispatch", act.office, act.on)
    p.how = "renewed"
    s.closed_on = s.archived_on = None
    for old in act.points:
        no = s.number("point", act.seq)
        s.points[no] = Point(no, s.points[old].purpose, p.no)
        s.points[no].renews = old
        _open_clocks(s, act, law, p, (no,), petition=bool(act.codes.get("petition_office")))
    return p


def judge(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """First or repeat of which matter, decided by a person."""
    s.judged = str(act.codes.get("result", "first"))
    s.linked = int(act.codes.get("linked") or 0) if s.judged == "repeat" else 0


def screen(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Purpose, path, urgency and the office complained of, point by point."""
    c = act.codes
    for no in act.points:
        point = s.points[no]
        was, point.purpose = point.purpose, c.get("purpose") or point.purpose
        choose_path_of(point, c)
        point.complained = c.get("complained") or point.complained
        if was != point.purpose:
            _purpose_mended(s, act, law, no, was)
        here = s.proceedings[act.proceeding]
        if here.judicial and not told_points(s, law, "tell-direct", (no,), here.received, here):
            drop_points(s, act, ("tell-direct",), "exempt", (no,))  # R22 23(4)
    if c.get("urgent") and not s.urgent:
        s.urgent = True
        open_urgent(s, act, law, s.proceedings[act.proceeding], act.points)


def _purpose_mended(s: State, act: Act, law: Law, no: int, was: str) -> None:
    """Another purpose has other clocks, from the same receipt; an accusation restricts the file from then on."""
    p, now = s.proceedings[act.proceeding], s.points[no].purpose
    if was == "enquiry":
        drop_points(s, act, ("reply-enquiry",), "ended", (no,))
    _open_enquiries(s, act, law, p, (no,))
    if now == "accusation":  # R22 23(4), 30(3)
        s.restricted = True
        if not told_points(s, law, "tell-direct", (no,), p.received):
            drop_points(s, act, ("tell-direct",), "ended", (no,))
    elif was == "accusation" and not s.undeliverable and not of_petition_office(s, p, act):
        enter_duty(s, act, law, "tell-direct", p.no, p.office, (no,), p.received)


def name_officer(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Who deals with it, from now on."""
    s.proceedings[act.proceeding].officer = str(act.codes.get("officer", ""))


def move_points(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The points take the step of the act's row."""
    for no in act.points:
        s.points[no].step = spec.to


def _place(s: State, act: Act, p: Proceeding, step: str) -> None:
    for no in act.points:
        point = s.points[no]
        point.proceeding, point.step = p.no, step
        point.complained = act.codes.get("complained") or point.complained


def send(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 22(1)[2], [3]: a proceeding opens at the other office, received when it appears in its list.

    Sent to another petition office it is dispatched again there, with that office's own fifteen days.
    """
    here = s.proceedings[act.proceeding]
    onward = bool(act.codes.get("petition_office"))
    p = start(s, act, "dispatch" if onward else "handling", act.to, act.on)
    p.sender, p.parent, p.how = act.office or here.office, here.no, spec.key
    p.judicial = str(act.codes.get("judicial", ""))
    if act.codes.get("feedback_due"):
        p.feedback_due = date.fromisoformat(act.codes["feedback_due"])
    if here.office not in s.accused:
        tell_again(s, act, law, here, act.points)  # who was told that it had been put before those above
    here.sent.extend(no for no in act.points if no not in here.sent)
    if here.office in s.accused:  # R22 30(3): it sees the file no more, so it can tell nobody where it went
        drop_points(s, act, ("tell-destination", "tell-direct"), "ended", act.points)
    _place(s, act, p, "registered" if onward else "arrived")
    s.handlers.update(act.codes.get("helping", ()))
    s.conduct.helping.setdefault(p.no, set()).update(act.codes.get("helping", ()))
    for no in act.points:
        s.conduct.passes[no] = s.conduct.passes.get(no, 0) + 1
    if onward:
        _open_clocks(s, act, law, p, act.points, petition=True)
    else:
        open_answer_at_receipt(s, act, law, p)
    return p


def report_up(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 22(1)[1], 25: put before the own-level committee and government; urgent ones are then reported."""
    move_points(s, act, spec, law)
    s.proceedings[act.proceeding].sent.extend(act.points)
    s.handlers.add(act.to)
    reduce_duties(s, act, ("report-urgent",), "met", own=True)


def take_up(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 23(1): the receiving office is competent itself; its duty to tell runs from its receipt."""
    here = s.proceedings[act.proceeding]
    p = start(s, act, "handling", here.office, here.received)
    p.parent, p.how = here.no, "take_up"
    here.sent.extend(act.points)
    _place(s, act, p, "arrived")
    open_answer_at_receipt(s, act, law, p)
    return p


def take_back(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The points go back to the sender's dispatch; the time since the first entry never starts again.

    Who was told that they had gone there is to be told again where they go now.
    """
    here = s.proceedings[act.proceeding]
    back = s.proceedings[here.parent]
    for no in act.points:
        s.points[no].proceeding, s.points[no].step = back.no, "registered"
        if no in back.sent:
            back.sent.remove(no)
    tell_again(s, act, law, back, act.points)


def tell(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The petitioner was told where these points went."""
    s.proceedings[act.proceeding].told.update(act.points)


def finish_points(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The points end here with this act's step."""
    move_points(s, act, spec, law)
    # The Guide's five days bind the office that registered it "with the department concerned": either may reply.
    drop_points(s, act, ("reply-enquiry",), "met", act.points)


def report_urgent(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 25: reported beside the dispatch; the points stay where they are."""
    s.conduct.urgent_told.update(filter(None, [act.to, *act.codes.get("also", ())]))
    s.handlers.update(s.conduct.urgent_told)


def sign_for(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Delivered is received; signing postpones nothing."""
    s.proceedings[act.proceeding].signed_on = act.on


def accept(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 31[6], R05 21(2): in handling."""
    for no in act.points:
        s.points[no].path, s.points[no].procedure = spec.path, ""
    move_points(s, act, spec, law)


def lead_in(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 31[1]-[5]: a proceeding under another law, with that law's limit."""
    here = s.proceedings[act.proceeding]
    p = start(s, act, "lead_in", here.office, act.on)
    p.parent, p.how, p.procedure = here.no, "name_path", str(act.codes.get("procedure", ""))
    _place(s, act, p, "led_in")
    for no in act.points:
        s.points[no].path, s.points[no].procedure = str(act.codes.get("path", "")), p.procedure
    return p


def refuse(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Refused on a ground of the closed list."""
    move_points(s, act, spec, law)


def count_silence(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 34 where nobody said whether the point is accepted: the row opens `answer` from day 15."""


def ask_extension(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A request for more days waits for the head."""
    p = s.proceedings[act.proceeding]
    p.extension_asked, p.extension_days = act.seq, int(act.codes.get("days", 30))
    p.extension_points = act.points


def agree_extension(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """山东省信访条例 42(2): the office that assigned the matter agrees to the request."""
    p = s.proceedings[act.proceeding]
    p.extension_agreed = p.extension_asked


def decline_extension(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The head said no; the period stays, and the office may ask again before expiry."""
    s.proceedings[act.proceeding].extension_asked = 0


def approve_extension(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 34: the old duty ends as extended; the new one names it and runs from its nominal day.

    Points accepted by another notice have their own sixty days and their own extension. The closing report
    that was ordered moves by as many days (a default: the order stands, the law moved).
    """
    p = s.proceedings[act.proceeding]
    for d in [d for d in s.live if d.rule in ("answer", "closing-report") and d.proceeding == p.no]:
        asked = d.left == {ONCE} or not d.left.isdisjoint(p.extension_points)
        if d.nominal is None or not asked:
            continue
        counted = law.extend(d.nominal, p.extension_days)
        over = tuple(sorted(d.left - {ONCE}))
        key = key_of(act, d.rule, p.no, d.office, over, counted.due)
        new = Duty(key, d.rule, d.kind, p.no, d.office, over, act.seq)
        new.start, new.nominal, new.due, new.provisional = (
            d.nominal,
            counted.nominal,
            counted.due,
            counted.provisional,
        )
        new.provision, new.certainty, new.place, new.extended_by = (
            d.provision,
            d.certainty,
            d.place,
            p.extension_days,
        )
        if d.rule == "closing-report":
            new.certainty = "H"
        end_duty(s, d, "extended", act, replaced_by=key)
        add_duty(s, new)
    p.extension_asked = -abs(p.extension_asked)


def answer(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 32(1): each point has its outcome; supported ones have a day.

    An opinion given anew can be taken for review anew, by whoever it is served on (law.md 9, an inference).
    """
    outcomes, days = act.codes.get("outcome", {}), act.codes.get("execution", {})
    opinion = s.number("paper", act.seq) if spec.issues else 0  # a simple answer is given by word
    for bound in [key for key in s.final if key[1] in act.points]:
        del s.final[bound]
    for no in act.points:
        point = s.points[no]
        point.step, point.outcome, point.opinion = spec.to, outcomes.get(str(no), ""), opinion
        point.execution_due = date.fromisoformat(days[str(no)]) if days.get(str(no)) else None


def carry_out(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 32(2): carried out on that day."""
    for no in act.points:
        s.points[no].carried_on = act.on


def close(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Nothing is owed."""
    s.closed_on = act.on


def reopen(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Taken up again."""
    s.closed_on = s.archived_on = None


def archive(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Bound and archived."""
    s.archived_on = act.on
