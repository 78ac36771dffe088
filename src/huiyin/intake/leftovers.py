"""Files that came with a form which was never sent: they leave the disk once nothing can speak of them any more.

A file is safe on the disk before any row names it, so a form that is thrown away leaves it behind: words and pictures
of persons that nobody is to answer, kept for nobody. Each file that a desk's form takes in is looked at again after
`GRACE`, and removed where no row and no form names it and nobody handed it in since. What an act, an entry or a scan
refers to is never touched, and no folder is swept: what was not noted here stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from huiyin.intake import attachments
from huiyin.intake.models import ScanPage, ScanSource
from huiyin.register import queue
from huiyin.register.models import Attachment, Outbox

KIND = "leftover"
GRACE = timedelta(days=30)
FORM_LASTS = timedelta(days=14)
"""How long a form that lies in a browser may bring back the files it had: well before they could go."""

_HOLDERS: list[Callable[[str], bool]] = []


def held_by(holds: Callable[[str], bool]) -> None:
    """The doors keep forms that are not sent yet: whether one of them names a SHA-256. Said when they are loaded."""
    if holds not in _HOLDERS:
        _HOLDERS.append(holds)


def note(files: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Look at these files again after the time of grace."""
    for sha256 in {str(f["sha256"]) for f in files}:
        row = Outbox(
            kind=KIND, ref={"sha256": sha256}, key=f"{KIND}:{sha256}", created_at=now, next_at=now + GRACE
        )
        queue.put([row])
        Outbox.objects.filter(key=row.key).update(next_at=now + GRACE, done_at=None, given_up_at=None)


def is_held(sha256: str) -> bool:
    """Whether anything in the register, at the scan desk or in a form refers to a file."""
    rows = (Attachment, ScanPage, ScanSource)
    return any(model.objects.filter(sha256=sha256).exists() for model in rows) or _in_a_form(sha256)


def _in_a_form(sha256: str) -> bool:
    return any(holds(sha256) for holds in _HOLDERS)


def drop_unless_held(sha256: str, untouched_since: datetime) -> bool:
    """Remove a file that nothing refers to and that nobody handed in since; whether it was there and went."""
    return not is_held(sha256) and attachments.forget(sha256, untouched_since)


def clear(row: Outbox, now: datetime) -> str:
    """The worker's step. A form that is still kept is asked again later; what is recorded needs no further look."""
    sha256 = str(row.ref["sha256"])
    if _in_a_form(sha256):
        raise StillKept(now + GRACE)
    return "removed" if drop_unless_held(sha256, now - GRACE) else "kept"


class StillKept(Exception):
    """A form names the file: look again `when`."""

    def __init__(self, when: datetime) -> None:
        super().__init__("a form that is not sent yet names it")
        self.when = when
