"""What acts on suggestions, accusations and unclear letters change (R22 29, 30). See `effects`."""

from __future__ import annotations

from .effects_duties import enter_duty, of_petition_office, told_points
from .law import ActSpec, Law
from .model import Act, State


def adopt(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """R22 29(1): each suggestion has been studied, and is adopted, adopted in part or not adopted."""
    said = act.codes.get("adoption", {})
    for no in act.points:
        s.points[no].step, s.points[no].outcome = spec.to, str(said.get(str(no), ""))


def resume_kept(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Completed by the petitioner, what was kept is dispatched like what came in on that day."""
    p = s.proceedings[act.proceeding]
    for no in act.points:
        s.points[no].step = spec.to
    petition = of_petition_office(s, p, act)
    first = "dispatch" if petition else "tell-direct"
    if s.undeliverable and not petition:
        return
    for rule in (first, *(["tell-destination"] if petition and not s.undeliverable else [])):
        owed = told_points(s, law, rule, act.points, act.on)
        if owed:
            enter_duty(s, act, law, rule, p.no, p.office, owed, act.on, certainty="I")
