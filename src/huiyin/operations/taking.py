"""What a process that replays a part of the register does. Imported before Django is set up, so nothing needs it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huiyin.statute.trial import Trial, Tried

_trial: list[Trial] = []


def begin(overlay: str, today: date) -> None:
    """The process gets its own connection, and reads the changed rulebook once."""
    import django

    django.setup()
    from huiyin.statute.trial import Trial

    _trial[:] = [Trial(Path(overlay), today)]


def take(first: int, last: int) -> Tried:
    """Replay the files from one key to another."""
    from huiyin.operations import trying

    return trying.part(_trial[0], first, last)
