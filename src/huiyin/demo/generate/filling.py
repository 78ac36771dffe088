"""Fills a register with generated matters, batch by batch, in one process or in several that take turns.

A batch is planned while another is being written: planning needs no database, and numbers are given out in the
order of the batches, so that however many processes work the acts are the same.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from queue import Empty
from typing import Any

from django.db import connection, connections

from huiyin.demo.generate.cast import cast
from huiyin.demo.generate.matters import Maker
from huiyin.demo.generate.seasons import seasons
from huiyin.demo.generate.turns import Turns, work
from huiyin.offices.structure import steady
from huiyin.register.bulk import less_collecting, planned
from huiyin.register.bulk_rows import ids_ahead
from huiyin.register.bulk_write import Batch, Counts
from huiyin.register.law import current

RULES_SINCE = date(2022, 5, 1)
"""The acts of the rulebook begin with the 2022 Regulation."""
BATCH = 400


class Failed(Exception):
    """A process that was at work ended early."""


@dataclass(frozen=True)
class Wanted:
    """A register to be made."""

    matters: int
    seed: int
    first: date
    last: date
    batch: int = BATCH
    """Matters in a transaction; repeats repeat one of the same batch, so that this too makes other acts."""

    @property
    def batches(self) -> int:
        """How many batches it takes."""
        return -(-self.matters // self.batch)


def wanted(matters: int, seed: int, years: int, until: date, batch: int = BATCH) -> Wanted:
    """So many matters over so many years, as far back as the rules go."""
    return Wanted(
        matters, seed, max(RULES_SINCE, until - timedelta(days=round(365.25 * years))), until, batch
    )


def fill(what: Wanted, processes: int = 0) -> Iterator[Counts]:
    """Make it; gives the counts of each batch as it is committed."""
    at_once = processes or (min(2, os.cpu_count() or 1) if connection.vendor == "postgresql" else 1)
    with less_collecting():
        if at_once == 1 or what.batches < 2 * at_once:
            work = Work(what)
            for number in range(what.batches):
                yield work.plan(number).write()
        else:
            yield from _together(what, at_once)


class Work:
    """What a process needs to plan batches."""

    def __init__(self, what: Wanted) -> None:
        law = current()
        with steady():
            found = seasons(what.first, what.last, law.calendar)
            self.maker = Maker(what.seed, what.matters, found, cast(what.last), law)
        self.what = what

    def plan(self, number: int) -> Batch:
        """One batch, planned."""
        first = number * self.what.batch
        return Batch(planned(self.maker.batch(first, min(first + self.what.batch, self.what.matters))))


# ------------------------------------------------------------------ several processes


def _together(what: Wanted, count: int) -> Iterator[Counts]:
    """Let processes plan at once and write in turn."""
    _disconnect()
    context: Any = mp.get_context("fork" if sys.platform == "linux" else "spawn")
    shared = Turns(context.Value("i", 0, lock=False), context.Condition(), context.Queue())
    started = [
        context.Process(target=work, args=(astuple(what), n, count, shared), daemon=True)
        for n in range(count)
    ]
    for process in started:
        process.start()
    try:
        for _ in range(what.batches):
            yield _next(shared.done, started)
    finally:
        for process in started:
            process.join(timeout=5)
            process.terminate()


def _disconnect() -> None:
    """Leave the database, threads of the pool included: what a process inherits of them it cannot use."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def _next(done: Any, started: list[Any]) -> Counts:
    while True:
        try:
            found = done.get(timeout=2)
        except Empty:
            if any(process.exitcode for process in started):
                raise Failed("a process that loaded matters ended early; what was committed stays") from None
            continue
        if isinstance(found, str):
            raise Failed(found)
        return Counts(*found)


def take_turns(what: Wanted, place: int, of: int, shared: Turns) -> None:
    """Plan every n-th batch, and write it when it is its turn."""
    with less_collecting():
        mine = Work(what)
        for number in range(place, what.batches, of):
            batch = mine.plan(number)
            if ids_ahead():
                batch.prepare()
            shared.wait(number)
            counts = batch.write()
            shared.next(number)
            shared.done.put(astuple(counts))
