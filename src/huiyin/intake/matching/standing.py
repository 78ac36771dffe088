"""Where an earlier matter stands in law, for who raises the same again: the consequence the clerk has to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.register import lines
from huiyin.register.models import File, Paper, Point, Window
from huiyin.register.rows import OfFiles

_REVIEWED = OfFiles(lambda: Paper.objects.filter(kind="re_review_opinion"))
_WINDOWS = OfFiles(lambda: Window.objects.filter(ends=None), "petitioner", "start", "end")
_POINTS = OfFiles(lambda: Point.objects.order_by("no"), "step", "outcome")

EVERYBODYS: Mapping[int, Collection[int]] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """`handling`, `window` (an application for review is open until a day), `final` (re-reviewed) or `decided`."""

    what: str
    until: date | None = None
    became: tuple[tuple[str, str], ...] = ()
    """The step, and the outcome if there is one, of its requests; each once."""


def standings(
    files: Sequence[File], today: date, whose: Mapping[int, Collection[int]] = EVERYBODYS
) -> dict[int, Standing]:
    """Where each of these matters, at hand with its projection, stands today (R22 35, 36).

    `whose`: the numbers, by file, of the petitioners who are asked about; each opinion was served on them by a day of
    their own, and each of them has an own time to apply for review. Of other files every petitioner's time counts.
    """
    over = [file for file in files if file.matter.phase != "open"]
    # Only a re-review opinion makes anything final: no other line needs to be folded.
    reviewed, windows = (ask(file.pk for file in over) for ask in (_REVIEWED, _WINDOWS))
    final = {file.pk for file in over if file.pk in reviewed and lines.state(file).final}
    until = {}
    for pk, some in windows.items():
        theirs = whose.get(pk)
        ends = [
            end
            for petitioner, start, end in some
            if start <= today <= end and (theirs is None or petitioner in theirs)
        ]
        if ends:
            until[pk] = max(ends)
    points = _POINTS(file.pk for file in files)

    def standing(file: File) -> Standing:
        became = tuple(dict.fromkeys((step, outcome) for step, outcome in points[file.pk]))
        if file.matter.phase == "open":
            return Standing("handling", became=became)
        if file.pk in final:
            return Standing("final", became=became)
        end = until.get(file.pk)
        return Standing("window" if end else "decided", end, became)

    return {file.pk: standing(file) for file in files}
