"""Being told to stop by a signal.

A signal's handler may run between any two steps of the same thread. `threading.Event.set` takes a lock which that
thread may hold at this very moment (it waits on the event, or an earlier signal is just being noted), and then
nothing goes on for ever. `queue.SimpleQueue.put` is made for this: it may interrupt itself and `get`.
"""

from __future__ import annotations

import contextlib
import signal
from queue import Empty, SimpleQueue
from types import FrameType


class Stop:
    """Whether one was told to stop; waiting ends as soon as one is."""

    def __init__(self) -> None:
        self._told = False
        self._orders: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """Stop."""
        self._told = True
        self._orders.put(None)

    def is_set(self) -> bool:
        """Whether one was told."""
        return self._told

    def wait(self, seconds: float) -> bool:
        """Wait until told, or so long; whether one was told."""
        if not self._told:
            with contextlib.suppress(Empty):
                self._orders.get(timeout=seconds)
        return self._told

    def on(self, *signals: signal.Signals) -> None:
        """Be told by these signals."""
        for one in signals:
            signal.signal(one, self._heard)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self.set()
