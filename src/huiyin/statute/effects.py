"""What an act changes. Each function takes (state, act, spec, law) and is named in the act's table row.

The order is fixed in `procedure.apply`: effect, then duties met and ended, then duties opened, then the
paper issued. Nothing here decides whether the act was open; `guards` did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from .law import ActSpec, Law, Opening
from .model import ONCE, Act, Draft, Duty, Event, Paper, Point, Proceeding, State, Window
from .periods import Counted
from .recount import recounted

Effect = Callable[[State, Act, ActSpec, Law], Proceeding | None]

PUBLIC_NOTICE_DAYS = 30
"""Deemed served on the thirtieth day after publication (Civil Procedure Law 95, by analogy)."""


def origin(act: Act) -> str:
    """The act's part of a duty's key: its sequence, and the correction that last changed it."""
    return f"{act.seq}@{act.revision}" if act.revision else str(act.seq)


# ------------------------------------------------------------------ duties


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


def reduce_duties(s: State, act: Act, rules: Iterable[str], how: str, *, own: bool) -> None:
    """Take the act's points off the duties of these rules; an emptied duty is over.

    `own` asks that the duty is owed by the office that acts: telling one's own part meets nobody else's.
    """
    for d in [d for d in s.live if d.rule in rules]:
        if own and act.office and d.office != act.office:
            continue
        if d.over and act.points:
            if d.left.isdisjoint(act.points):
                continue
            d.left.difference_update(act.points)
        elif d.proceeding == act.proceeding:
            d.left.clear()
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
    owed_by = (here.sender if here else "") if item.owes == "sender" else where.office
    over = _told_points(s, item.rule, act.points)
    if act.points and not over:
        return
    if item.points == "supported":
        _open_execution(s, act, law, item, where, over)
        return
    if item.rule == "answer":
        _open_answer(s, act, law, where, over)
        return
    counted = _named_count(act, law, item)
    d = _enter(s, act, law, item.rule, where.no, owed_by, over, act.on, counted)
    if d is not None and item.procedure:
        procedure = law.book.procedure(str(act.codes[item.procedure]), act.on)
        d.provision, d.certainty = procedure.provision, procedure.certainty


def _told_points(s: State, rule: str, points: tuple[int, ...]) -> tuple[int, ...]:
    """R22 23(4): notices on accusations follow rules of their own, so no duty to tell is opened here."""
    if rule not in ("tell-forwarded", "tell-direct"):
        return points
    return tuple(no for no in points if s.points[no].purpose != "accusation")


def _named_count(act: Act, law: Law, item: Opening) -> Counted | None:
    """A due day set by someone (`due`), or the limit of the procedure that a point is led in to."""
    if item.due and act.codes.get(item.due):
        named = date.fromisoformat(act.codes[item.due])
        return Counted(act.on, named, named, law.calendar.provisional(named))
    if item.procedure:
        return law.procedure_count(str(act.codes.get(item.procedure, "")), act.on)
    return None


def _enter(
    s: State, act: Act, law: Law, rule: str, proceeding: int, office: str, over: tuple[int, ...], start: date,
    named: Counted | None = None, paper: int = 0, certainty: str = "",
) -> Duty | None:  # fmt: skip
    found = law.counted(rule, start)
    if found is None:
        return None
    version, counted = found
    counted = named or counted
    suffix = f":{paper}" if paper else (f":{'+'.join(map(str, over))}" if over else "")
    due = counted.due.isoformat() if counted else "prompt"
    key = f"{origin(act)}:{rule}:{proceeding}{suffix}:{due}"
    d = Duty(key, rule, version.kind, proceeding, office, over, act.seq)
    d.start = start
    if counted:
        d.nominal, d.due, d.provisional = counted.nominal, counted.due, counted.provisional
    d.provision, d.certainty, d.place, d.paper = version.provision, certainty or version.certainty, version.place, paper
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
    if told and told[1] and told[1].nominal < act.on:
        start, certainty = told[1].nominal, "I"
    _enter(s, act, law, "answer", where.no, where.office, fresh, start, certainty=certainty)


def _open_execution(
    s: State, act: Act, law: Law, item: Opening, where: Proceeding, points: tuple[int, ...]
) -> None:
    """A supported opinion is carried out by the day it names, point by point."""
    for no in points:
        due = s.points[no].execution_due
        if s.points[no].outcome == "support" and due:
            named = Counted(act.on, due, due, law.calendar.provisional(due))
            _enter(s, act, law, item.rule, where.no, where.office, (no,), act.on, named)


def open_service(s: State, act: Act, law: Law, paper: Paper) -> None:
    """A paper to petitioners is to be served on each of them."""
    found = law.counted("serve", act.on)
    if found is None or not paper.addressees:
        return
    version, counted = found
    key = f"{origin(act)}:serve:{paper.proceeding}:{paper.no}:{counted.due.isoformat() if counted else 'prompt'}"
    d = Duty(key, "serve", version.kind, paper.proceeding, paper.office, paper.addressees, act.seq)
    d.start, d.paper = act.on, paper.no
    if counted:
        d.nominal, d.due, d.provisional = counted.nominal, counted.due, counted.provisional
    d.provision, d.certainty, d.place = version.provision, version.certainty, version.place
    add_duty(s, d)


# ------------------------------------------------------------------ points and proceedings


def _start(s: State, act: Act, kind: str, office: str, received: date) -> Proceeding:
    p = Proceeding(len(s.proceedings) + 1, kind, office, received, act.seq)
    s.proceedings[p.no] = p
    s.handlers.add(office)
    s.events.append(Event("proceeding", p))
    return p


def register(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 22(1), 23: the file opens with its points and the clocks of whoever received it."""
    c = act.codes
    p = _start(s, act, "dispatch", act.office or act.to, act.on)
    p.how = str(c.get("channel", ""))
    for no, purpose in enumerate(c.get("purposes", ["claim"]), 1):
        s.points[no] = Point(no, purpose, p.no)
    for no, role in c.get("petitioners", [[1, "self"]]):
        s.petitioners[no] = role
    s.channels.append(p.how)
    s.restricted, s.withheld = bool(c.get("restricted")), bool(c.get("withhold_name"))
    s.undeliverable, s.urgent = bool(c.get("undeliverable")), bool(c.get("urgent"))
    points = tuple(s.points)
    enquiries = tuple(n for n, q in s.points.items() if q.purpose == "enquiry")
    petition = bool(c.get("petition_office"))
    first = "dispatch" if petition else "tell-direct"
    owed = _told_points(s, first, points)
    if owed:
        _enter(s, act, law, first, p.no, p.office, owed, act.on)
    if s.undeliverable and not petition:
        # R22 23(2): nobody can be told where name or address are unclear.
        reduce_duties(s, act, ("tell-direct",), "exempt", own=False)
    if petition and not s.undeliverable:
        _enter(s, act, law, "tell-destination", p.no, p.office, points, act.on)
    if enquiries and c.get("channel") in ("phone", "fax", "email", "web_media"):
        _enter(s, act, law, "reply-enquiry", p.no, p.office, enquiries, act.on)
    if s.urgent:
        _enter(s, act, law, "report-urgent", p.no, p.office, points, act.on)
    if c.get("feedback_due"):
        named = date.fromisoformat(c["feedback_due"])
        p.feedback_due = named
        counted = Counted(act.on, named, named, law.calendar.provisional(named))
        _enter(s, act, law, "closing-report", p.no, p.office, (), act.on, counted)
    return p


def add_entry(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Another entry of the same matter: counted and joined; no clock stops, moves or ends."""
    s.channels.append(str(act.codes.get("channel", "")))
    for no, role in act.codes.get("petitioners", []):
        s.petitioners.setdefault(no, role)


def join(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Another signer, with a code and services of their own."""
    for no, role in act.codes.get("petitioners", [[act.petitioner, "self"]]):
        s.petitioners.setdefault(no, role)


def add_point(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A request found later gets the clocks that run from the receipt of the entry it stood in."""
    no = len(s.points) + 1
    p = s.proceedings[act.proceeding]
    s.points[no] = Point(no, str(act.codes.get("purpose", "claim")), p.no)
    for d in s.live:
        if d.proceeding == p.no and d.rule in ("dispatch", "tell-direct", "tell-destination"):
            d.left.add(no)


def judge(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """First or repeat, decided by a person."""
    s.judged = str(act.codes.get("result", "first"))


def screen(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Purpose, path, urgency and the office complained of, point by point."""
    c = act.codes
    for no in act.points:
        point = s.points[no]
        point.purpose = c.get("purpose") or point.purpose
        point.path = c.get("path") or point.path
        point.complained = c.get("complained") or point.complained
    if c.get("urgent") and not s.urgent:
        s.urgent = True
        p = s.proceedings[act.proceeding]
        _enter(s, act, law, "report-urgent", p.no, p.office, act.points, act.on)


def name_accused(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 30(3): the accused are known, as offices here or as confirmed outsiders."""
    office = act.codes.get("office")
    if office:
        s.accused.add(str(office))
    s.accused_known = True


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
    p = _start(s, act, "dispatch" if onward else "handling", act.to, act.on)
    p.sender, p.parent, p.how = act.office or here.office, here.no, spec.key
    if act.codes.get("feedback_due"):
        p.feedback_due = date.fromisoformat(act.codes["feedback_due"])
    here.sent.extend(act.points)
    _place(s, act, p, "registered" if onward else "arrived")
    s.handlers.update(act.codes.get("helping", ()))
    if onward:
        _enter(s, act, law, "dispatch", p.no, p.office, act.points, act.on)
        _enter(s, act, law, "tell-destination", p.no, p.office, act.points, act.on)
    return p


def report_up(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 22(1)[1], 25: put before the own-level committee and government; urgent ones are then reported."""
    move_points(s, act, spec, law)
    s.handlers.add(act.to)
    reduce_duties(s, act, ("report-urgent",), "met", own=True)


def take_up(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 23(1): the receiving office is competent itself; its duty to tell runs from its receipt."""
    here = s.proceedings[act.proceeding]
    p = _start(s, act, "handling", here.office, here.received)
    p.parent, p.how = here.no, "take_up"
    here.sent.extend(act.points)
    _place(s, act, p, "arrived")
    return p


def take_back(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The points go back to the sender's dispatch; the time since the first entry never starts again."""
    here = s.proceedings[act.proceeding]
    back = s.proceedings[here.parent]
    for no in act.points:
        s.points[no].proceeding, s.points[no].step = back.no, "registered"
        if no in back.sent:
            back.sent.remove(no)


def tell(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The petitioner was told where these points went."""
    s.proceedings[act.proceeding].told.update(act.points)


def finish_points(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The points end here with this act's step."""
    move_points(s, act, spec, law)
    reduce_duties(s, act, ("report-urgent",), "met", own=True)


def sign_for(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Delivered is received; signing postpones nothing."""
    s.proceedings[act.proceeding].signed_on = act.on


def accept(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 31[6]: in handling."""
    for no in act.points:
        s.points[no].path = "31[6]"
    move_points(s, act, spec, law)


def lead_in(s: State, act: Act, spec: ActSpec, law: Law) -> Proceeding:
    """R22 31[1]-[5]: a proceeding under another law, with that law's limit."""
    here = s.proceedings[act.proceeding]
    p = _start(s, act, "lead_in", here.office, act.on)
    p.parent, p.how, p.procedure = here.no, "name_path", str(act.codes.get("procedure", ""))
    _place(s, act, p, "led_in")
    for no in act.points:
        s.points[no].path = str(act.codes.get("path", ""))
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


def decline_extension(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The head said no; the period stays, and the office may ask again before expiry."""
    s.proceedings[act.proceeding].extension_asked = 0


def approve_extension(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 34: the old duty ends as extended; the new one names it and runs from its nominal day.

    The closing report that was ordered moves by as many days (a default: the order stands, the law moved).
    """
    p = s.proceedings[act.proceeding]
    for d in [d for d in s.live if d.rule in ("answer", "closing-report") and d.proceeding == p.no]:
        if d.nominal is None:
            continue
        counted = law.extend(d.nominal, p.extension_days)
        over = tuple(sorted(d.left - {ONCE}))
        key = f"{origin(act)}:{d.rule}:{p.no}:{'+'.join(map(str, over))}:{counted.due.isoformat()}"
        new = Duty(key, d.rule, d.kind, p.no, d.office, over, act.seq)
        new.start, new.nominal, new.due, new.provisional = d.nominal, counted.nominal, counted.due, counted.provisional
        new.provision, new.certainty, new.place = d.provision, d.certainty, d.place
        if d.rule == "closing-report":
            new.certainty = "H"
        end_duty(s, d, "extended", act, replaced_by=key)
        add_duty(s, new)
    p.extension_asked = -abs(p.extension_asked)


def answer(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 32(1): each point has its outcome; supported ones have a day."""
    outcomes, days = act.codes.get("outcome", {}), act.codes.get("execution", {})
    for no in act.points:
        point = s.points[no]
        point.step, point.outcome = spec.to, outcomes.get(str(no), "")
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


# ------------------------------------------------------------------ papers


def draft(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A draft rendered; a new text of the same draft begins its way again."""
    no = int(act.codes["draft"])
    s.drafts[no] = Draft(
        no, str(act.codes["paper_kind"]), act.proceeding, str(act.codes.get("digest", "")), "draft", act.by
    )


def check(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Checked by someone else."""
    d = s.drafts[int(act.codes["draft"])]
    s.drafts[d.id] = d._replace(step="check", checked_by=act.by)


def sign(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Signed; it can now be issued."""
    d = s.drafts[int(act.codes["draft"])]
    s.drafts[d.id] = d._replace(step="sign", signed_by=act.by)


def return_draft(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Back to its writer."""
    d = s.drafts[int(act.codes["draft"])]
    s.drafts[d.id] = d._replace(step="returned")


def issue(s: State, act: Act, spec: ActSpec, law: Law) -> Paper:
    """The act's paper is issued: to petitioners it opens a duty to serve, to offices it is delivered at once."""
    kind = spec.issues
    row = law.papers.get(kind, {})
    # A machine's slip (the receipt) is handed over as it is made; a paper that was signed is served with proof.
    served = row.get("to") == "petitioner" and row.get("steps") and not s.undeliverable
    addressees = s.signers() if served else ()
    paper = Paper(len(s.papers) + 1, kind, act, addressees)
    if not paper.office:  # sent by the petitioner himself: the receipt is the receiving office's
        paper.office = s.proceedings[act.proceeding or 1].office
    s.papers[paper.no] = paper
    s.events.append(Event("paper", paper))
    if "draft" in act.codes and int(act.codes["draft"]) in s.drafts:
        d = s.drafts[int(act.codes["draft"])]
        s.drafts[d.id] = d._replace(step="issued")
    open_service(s, act, law, paper)
    return paper


def serve(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Proven for one petitioner; an opinion of 31[6] starts that petitioner's window (R22 35)."""
    paper = s.papers[act.paper]
    on = act.on
    if act.codes.get("method") == "public_notice":
        on += timedelta(days=PUBLIC_NOTICE_DAYS)
    paper.served[act.petitioner] = on
    for d in [d for d in s.live if d.rule == "serve" and d.paper == paper.no]:
        d.left.discard(act.petitioner)
        if not d.left:
            end_duty(s, d, "met", act)
    if paper.kind == "handling_opinion":
        _open_window(s, act, law, paper, on)


def _open_window(s: State, act: Act, law: Law, paper: Paper, on: date) -> None:
    found = law.counted("review-window", on)
    if found is None or found[1] is None:
        return
    version, counted = found
    assert counted is not None
    key = f"{origin(act)}:review-window:{paper.no}:{act.petitioner}:{counted.due.isoformat()}"
    window = Window(
        key, "review-window", act.petitioner, paper.no, on, counted.nominal, counted.due, counted.provisional,
        version.provision, version.certainty, act.seq,
    )  # fmt: skip
    s.windows[key] = window
    s.events.append(Event("window", window))


def serve_failed(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Tried in vain; another way is to be tried."""
    s.papers[act.paper].failed.setdefault(act.petitioner, []).append(str(act.codes.get("method", "")))


# ------------------------------------------------------------------ petitioners and the line itself


def rate(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """One rating for each petitioner and office."""
    s.rated.add((act.petitioner, str(act.codes.get("about", ""))))


def withdraw(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """It rests: nothing stops yet."""
    found = law.counted("withdrawal-rest", act.on)
    until = found[1].nominal if found and found[1] else act.on + timedelta(days=7)
    s.withdrawals[act.petitioner] = (until, "resting")


def undo_withdraw(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """As if it had never been said."""
    s.withdrawals.pop(act.petitioner, None)


def end_withdrawn(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Over for that signer; over altogether once no signer is left."""
    until, _ = s.withdrawals[act.petitioner]
    s.withdrawals[act.petitioner] = (until, "done")
    if s.signers():
        return
    for point in s.points.values():
        if point.step not in law.decided:
            point.step = "withdrawn"
    for d in list(s.live):
        end_duty(s, d, "withdrawn", act)


def consent(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Consent to electronic service, given or taken back."""
    (s.consents.add if act.codes.get("given") == "yes" else s.consents.discard)(act.petitioner)


def recount(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A new edition: a live duty is counted again, and never ends earlier than was told."""
    for d in [d for d in s.live if d.key in act.codes.get("duties", ())]:
        again = recounted(s, d, law)
        if again is None:
            continue
        key = f"{origin(act)}:{d.key.split(':', 1)[1].rsplit(':', 1)[0]}:{again.due.isoformat()}"
        new = Duty(key, d.rule, d.kind, d.proceeding, d.office, tuple(sorted(d.left - {ONCE})), act.seq)
        new.start, new.nominal, new.due, new.provisional = d.start, again.nominal, again.due, again.provisional
        new.provision, new.certainty, new.place, new.paper = d.provision, d.certainty, d.place, d.paper
        end_duty(s, d, "moved", act, replaced_by=key)
        add_duty(s, new)


def note(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Recorded; nothing else changes."""


EFFECTS: dict[str, Effect] = {
    f.__name__: f
    for f in (
        register, add_entry, join, add_point, judge, screen, name_accused, move_points, send, report_up, take_up,
        take_back, tell, finish_points, sign_for, accept, lead_in, refuse, count_silence, ask_extension,
        decline_extension, approve_extension, answer, carry_out, close, reopen, archive, draft, check, sign,
        return_draft, serve, serve_failed, rate, withdraw, undo_withdraw, end_withdrawn, consent, recount, note,
    )
} | {"none": note}  # fmt: skip
