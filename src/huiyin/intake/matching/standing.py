"""Where an earlier matter stands in law, for who raises the same again: the consequence the clerk has to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from huiyin.register import lines
from huiyin.register.models import File, Paper, Window


@dataclass(frozen=True, slots=True)
class Standing:
    """`handling`, `window` (an application for review is open until a day), `final` (re-reviewed) or `decided`."""

    what: str
    until: date | None = None


def standings(files: Sequence[File], today: date) -> dict[int, Standing]:
    """Where each of these matters, at hand with its projection, stands today (R22 35, 36)."""
    over = [file for file in files if file.matter.phase != "open"]
    # Only a re-review opinion makes anything final: no other line needs to be folded.
    reviewed = set(
        Paper.objects.filter(file__in=over, kind="re_review_opinion").values_list("file", flat=True)
    )
    final = {file.pk for file in over if file.pk in reviewed and lines.state(file).final}
    windows = Window.objects.filter(file__in=over, start__lte=today, end__gte=today, ends=None)
    until = dict(windows.values_list("file").annotate(Max("end")))

    def standing(file: File) -> Standing:
        if file.matter.phase == "open":
            return Standing("handling")
        if file.pk in final:
            return Standing("final")
        return Standing("window", until[file.pk]) if file.pk in until else Standing("decided")

    return {file.pk: standing(file) for file in files}
