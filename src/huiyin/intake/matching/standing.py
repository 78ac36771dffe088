"""Where an earlier matter stands in law, for who raises the same again: the consequence the clerk has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from huiyin.register import lines
from huiyin.register.models import File, Window


@dataclass(frozen=True, slots=True)
class Standing:
    """`handling`, `window` (an application for review is open until a day), `final` (re-reviewed) or `decided`."""

    what: str
    until: date | None = None


def standing(file: File, today: date) -> Standing:
    """Where this matter stands today (R22 35, 36)."""
    if file.matter.phase == "open":
        return Standing("handling")
    if lines.state(file).final:
        return Standing("final")
    open_still = Window.objects.filter(file=file, start__lte=today, end__gte=today, ends=None)
    until = open_still.order_by("-end").values_list("end", flat=True).first()
    return Standing("window", until) if until else Standing("decided")
