"""R22 24(2): a closed office's proceedings and duties in a file pass to another; every date stays as it is."""

from __future__ import annotations

from .effects_duties import add_duty, copied, end_duty, key_of
from .law import ActSpec, Law
from .model import ONCE, Act, State


def succeed(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Who held, sent, helped or owed as the former office does so now; a case officer is to be named anew."""
    old, new = str(act.codes["from"]), act.to
    s.heirs = {code: new if heir == old else heir for code, heir in s.heirs.items()} | {old: new}
    for p in s.proceedings.values():
        if p.office == old:
            p.office, p.officer = new, ""
        if p.sender == old:
            p.sender = new
        if p.kept_by == old:
            p.kept_by = new
    if old in s.handlers:
        s.handlers = (s.handlers - {old}) | {new}
    for helping in s.conduct.helping.values():
        if old in helping:
            helping.symmetric_difference_update({old, new})
    for d in [d for d in s.live if d.office == old]:
        over = tuple(sorted(d.left - {ONCE}))
        key = key_of(act, d.rule, d.proceeding, new, over, d.due, d.paper)
        end_duty(s, d, "passed", act, replaced_by=key)
        add_duty(s, copied(d, key, act, office=new))
