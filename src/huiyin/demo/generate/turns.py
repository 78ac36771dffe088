"""Processes that take turns. Imported by a new process before Django is set up, so nothing here needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Turns:
    """What the processes share: whose turn it is, and what is done."""

    number: Any
    change: Any
    done: Any

    def wait(self, number: int) -> None:
        """Until everything before this batch is committed."""
        with self.change:
            self.change.wait_for(lambda: self.number.value == number)

    def next(self, number: int) -> None:
        """This batch is committed."""
        with self.change:
            self.number.value = number + 1
            self.change.notify_all()


def work(what: tuple[Any, ...], place: int, of: int, shared: Turns) -> None:
    """What such a process does."""
    import django

    django.setup()
    from huiyin.demo.generate import filling

    try:
        filling.take_turns(filling.Wanted(*what), place, of, shared)
    except Exception as error:
        shared.done.put(f"{type(error).__name__}: {error}")
        raise
