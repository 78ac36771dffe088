"""Effects of R22 30(3): the accused are known, and what already lies with them is taken away."""

from __future__ import annotations

from .accused import dispatching
from .effects_duties import add_duty, copied, drop_points, end_duty, enter_duty, key_of, tell_again
from .law import ActSpec, Law
from .model import ONCE, Act, Proceeding, State

RULE = "take-from-accused"


def name_accused(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The accused are known, as offices here or as confirmed outsiders; what lies with them is to be taken away."""
    s.accuse(act.codes)
    s.accused_known = True
    held = [s.proceedings[no] for no in act.codes.get("held", ()) if no in s.proceedings]
    theirs = {p.keeper for p in held}
    owed = {d.proceeding for d in s.live if d.rule == RULE}
    for p in held:
        if p.no not in owed:
            above = dispatching(s, p)
            owner = next((q for q in above if q.keeper not in theirs | s.accused), above[-1])
            enter_duty(s, act, law, RULE, p.no, owner.keeper, (), act.on)


def take_from_accused(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """What is undecided goes back to the dispatch of who takes it, to be sent elsewhere; what was decided stands.

    Of its other duties there (papers on their way, an opinion to be carried out) the taker sees to the end.
    """
    p = s.proceedings[act.proceeding]
    back = next(q for q in dispatching(s, p) if q.keeper == act.office)
    taken = _with_what_follows(s, p)
    undecided = tuple(q.no for q in s.points.values() if q.proceeding in taken and q.step not in law.decided)
    drop_points(s, act, {d.rule for d in s.live if d.proceeding in taken and not d.paper}, "ended", undecided)
    decided = any(q.proceeding in taken for q in s.points.values() if q.no not in undecided)
    for d in [d for d in s.live if d.proceeding in taken or s.proceedings[d.proceeding].parent in taken]:
        if d.rule == RULE:
            end_duty(s, d, "met", act)
        elif d.office != p.keeper:
            continue  # of the organ that reviews what was decided there
        elif not d.over and not d.paper and not decided:
            end_duty(
                s, d, "ended", act
            )  # a closing report, and whatever else hung on the handling as a whole
        else:
            key = key_of(act, d.rule, d.proceeding, act.office, sorted(d.left - {ONCE}), d.due, d.paper)
            end_duty(s, d, "passed", act, replaced_by=key)
            add_duty(s, copied(d, key, act, office=act.office))
    for no in undecided:
        s.points[no].proceeding, s.points[no].step = back.no, "registered"
        if no in back.sent:
            back.sent.remove(no)
    s.handlers.discard(p.keeper)
    for no in taken:
        s.proceedings[no].kept_by, s.proceedings[no].extension_asked = act.office, 0
    tell_again(s, act, law, back, undecided)
    if undecided:
        enter_duty(s, act, law, "redispatch", back.no, back.keeper, undecided, act.on)


def _with_what_follows(s: State, p: Proceeding) -> set[int]:
    """A proceeding and those that the same office opened after it; a review is another organ's."""
    found = {p.no}
    for q in s.proceedings.values():  # a proceeding opens after the one that it came from
        if q.parent in found and q.review is None and q.keeper == p.keeper:
            found.add(q.no)
    return found
