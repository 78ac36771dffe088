"""`rulebook try`: the register replayed under a changed rule, by several processes, and nothing written."""

from __future__ import annotations

import multiprocessing as mp
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from pathlib import Path

from huiyin.offices.structure import steady
from huiyin.operations import migrating, taking
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
    for tried in _in_turn(trial, parts) if workers < 2 else _together(overlay, today, parts, workers):
        total.add(tried)
        say(total.files, len(keys))
    return total


def _in_turn(trial: Trial, parts: list[tuple[int, int]]) -> Iterator[Tried]:
    for first, last in parts:
        yield part(trial, first, last)


def _together(overlay: Path, today: date, parts: list[tuple[int, int]], workers: int) -> Iterator[Tried]:
    """By processes of their own, each with its own connection: started anew, so that none is shared."""
    with ProcessPoolExecutor(
        workers, mp.get_context("spawn"), initializer=taking.begin, initargs=(str(overlay), today)
    ) as pool:
        for done in as_completed([pool.submit(taking.take, first, last) for first, last in parts]):
            yield done.result()


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
