"""`rulebook try`: the register replayed under a changed rule, by several processes, and nothing written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from huiyin import processes as many
from huiyin.offices.structure import steady
from huiyin.operations import NotPossible, migrating
from huiyin.register.lines import COLUMNS, to_act
from huiyin.register.models import Act, File
from huiyin.register.world import WORLD
from huiyin.statute.model import Act as Recorded
from huiyin.statute.trial import Trial, Tried, examined

PART = 1000
"""Files that one process takes at a time: enough to be worth it, few enough to show how far it is."""
Say = Callable[[int, int], None]


def run(overlay: Path, today: date, *, processes: int = 0, say: Say) -> Tried:
    """Replay every file; `say(done, all)` is told how far it is."""
    examined(
        overlay
    )  # what the law refuses, or would do nothing, is refused before anything is asked of the database
    migrating.require_migrated()
    trial = Trial(overlay, today)
    for place in File.objects.values_list("place", flat=True).distinct():
        trial.laws(place)  # each place has rules of its own that beat it
    keys = list(File.objects.order_by("pk").values_list("pk", flat=True))
    parts = [(keys[at], keys[min(at + PART, len(keys)) - 1]) for at in range(0, len(keys), PART)]
    total = Tried()
    workers = processes or min(os.cpu_count() or 1, len(parts))
    done: Iterable[Tried]
    if workers < 2:
        done = (part(trial, *ends) for ends in parts)
    else:
        done = many.spread(
            "huiyin.operations.trying:taken", [(str(overlay), today, *ends) for ends in parts], workers
        )
    try:
        for tried in done:
            total.add(tried)
            say(total.files, len(keys))
    except many.Ended as ended:
        raise NotPossible(f"{ended}; nothing was changed. Try with --processes 1.") from None
    return total


@lru_cache(maxsize=1)
def _trial(overlay: str, today: date) -> Trial:
    """A process reads the changed rulebook once."""
    return Trial(Path(overlay), today)


def taken(overlay: str, today: date, first: int, last: int) -> Tried:
    """What a process of its own does with the files from one key to another."""
    return part(_trial(overlay, today), first, last)


def part(trial: Trial, first: int, last: int) -> Tried:
    tried = Tried()
    places = dict(File.objects.filter(pk__range=(first, last)).values_list("pk", "place"))
    rows = Act.objects.filter(file_id__gte=first, file_id__lte=last).order_by("file_id", "seq")
    held = 0
    acts: list[Recorded] = []
    with steady():
        for pk, *row in rows.values_list("file_id", *COLUMNS).iterator(chunk_size=5000):
            if pk != held and acts:
                trial.file(acts, places[held], WORLD, tried)
                acts = []
            held = pk
            acts.append(to_act(tuple(row)))
        if acts:
            trial.file(acts, places[held], WORLD, tried)
    return tried
