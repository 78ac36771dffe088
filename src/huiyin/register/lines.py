"""Rows of the register as the procedure sees them, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from huiyin.clock import SHANGHAI
from huiyin.register import models
from huiyin.register.law import Editions, current, editions
from huiyin.register.rows import select
from huiyin.register.world import WORLD
from huiyin.statute.law import Law
from huiyin.statute.model import Act, State, runs
from huiyin.statute.procedure import fold

WIDTH = 400
"""What a column of numbers holds."""


def numbers(text: str) -> tuple[int, ...]:
    """`1,2,3` as numbers; `1-300` as all of them."""
    found: list[int] = []
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return tuple(found)


def joined(found: Iterable[int]) -> str:
    """Numbers as `1,2,3`; where that is too long (hundreds of signers), as runs: `1-300`."""
    every = tuple(found)
    text = ",".join(map(str, every))
    return text if len(text) <= WIDTH else ",".join(runs(every))


COLUMNS = (
    "kind", "on", "seq", "office_id", "actor_kind", "actor", "proceeding", "points", "to_id", "petitioner", "paper",
    "names", "at", "codes", "recorded_at", "edition",
)  # fmt: skip


def to_act(row: tuple[object, ...]) -> Act:
    """A row of `COLUMNS` as an act."""
    (kind, on, seq, office, actor_kind, actor, proceeding, points, to, petitioner, paper, names, at, codes,
     recorded_at, edition) = row  # fmt: skip
    assert isinstance(recorded_at, datetime)
    return Act(
        kind, on, seq, office or "", f"{actor_kind}:{actor}", proceeding, numbers(str(points)), to or "",  # type: ignore[arg-type]
        petitioner, paper, names, at, codes, recorded_at.astimezone(SHANGHAI).date(), edition,  # type: ignore[arg-type]
    )  # fmt: skip


def line(file_id: int, *, happened_by: date | None = None, known_by: datetime | None = None) -> list[Act]:
    """The acts of a file, as they happened by a day and were known by a moment."""
    if happened_by is None and known_by is None:
        return [to_act(row) for row in select(models.Act, COLUMNS, order="seq", file_id=file_id)]
    rows = models.Act.objects.filter(file_id=file_id).order_by("seq")
    if happened_by is not None:
        rows = rows.filter(on__lte=happened_by)
    if known_by is not None:
        rows = rows.filter(recorded_at__lte=known_by)
    return [to_act(row) for row in rows.values_list(*COLUMNS)]


def law_for(file: models.File) -> tuple[Law, Editions]:
    """The law in force for a file, and the editions of its older acts."""
    return current(file.place), editions(file.place)


def state(file: models.File, acts: list[Act] | None = None) -> State:
    """The state that a file's acts make."""
    law, old = law_for(file)
    return fold(line(file.pk) if acts is None else acts, law, WORLD, editions=old)
