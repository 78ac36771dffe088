"""What an office owes once it has come upon harm to a child (未成年人保护法 11(2))."""

from __future__ import annotations

from .effects_duties import enter_duty
from .law import ActSpec, Law
from .model import Act, State


def find_harm_to_child(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The office that found it reports it at once; the points stay where they are."""
    p = s.proceedings[act.proceeding]
    enter_duty(s, act, law, "report-child", p.no, p.office, (), act.on)
