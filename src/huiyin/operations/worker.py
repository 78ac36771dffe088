"""The worker: takes rows from the queue and follows them until it is told to stop.

It polls: at once while there is work, then less and less often up to a few seconds, so that an idle county
costs nothing. SIGTERM lets it finish the row in hand.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection

from huiyin import clock, following
from huiyin.intake import scan_work
from huiyin.operations.stopping import Stop
from huiyin.register import nightly, queue

log = logging.getLogger("huiyin.worker")

SHORTEST_WAIT = 0.2
LONGEST_WAIT = 3.0
BEAT_SECONDS = 30.0


@dataclass
class Tally:
    """What one run of the worker did."""

    done: int = 0
    put_off: int = 0


class Worker:
    """One worker; several may share a queue. `scans`: it draws and reads scanned pages, and nothing else."""

    def __init__(self, *, scans: bool = False) -> None:
        self.scans = scans
        self.stop = Stop()
        self.tally = Tally()
        self._beaten: float | None = None
        self._turns = scan_work.Turns()

    def run(self, *, once: bool = False) -> Tally:
        """Work until told to stop; `once`: until nothing is due."""
        wait = SHORTEST_WAIT
        while not self.stop.is_set():
            try:
                worked = self.turn()
            except (OperationalError, InterfaceError) as error:
                if once:
                    raise
                log.error("the database does not answer (%s); trying again", type(error).__name__)
                connection.close()
                worked, wait = False, LONGEST_WAIT
            if worked:
                wait = SHORTEST_WAIT
                continue
            if once:
                break
            self.stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        return self.tally

    def turn(self) -> bool:
        """One row, if one is due."""
        self._alive()
        now = clock.now()
        row = self._turns.take(now) if self.scans else queue.take(now, but=scan_work.KINDS)
        if row is None:
            return False
        if following.follow(row, now):
            self.tally.done += 1
        else:
            self.tally.put_off += 1
        return True

    def _alive(self) -> None:
        """Every half minute: a sign of life, and a look whether this day's machine acts were asked for."""
        ticks = clock.stopwatch()
        if self._beaten is not None and ticks - self._beaten < BEAT_SECONDS:
            return
        self._beaten = ticks
        if self.scans:
            queue.beat(clock.now(), scan_work.HEARTBEAT)
        else:
            queue.beat(clock.now())
            nightly.due(clock.now())


def run(*, once: bool = False, scans: bool = False) -> Tally:
    """Run a worker in this process; SIGTERM and SIGINT stop it after the row in hand."""
    worker = Worker(scans=scans)
    if scans:
        os.nice(10)  # reading a page takes seconds of a core; the site goes first
    if threading.current_thread() is threading.main_thread():
        worker.stop.on(signal.SIGTERM, signal.SIGINT)
    return worker.run(once=once)


def drain(*, scans: bool = False) -> Tally:
    """Do everything that is due now, in this process: for the demo and for tests."""
    return Worker(scans=scans).run(once=True)
