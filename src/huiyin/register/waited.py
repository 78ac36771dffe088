"""How long a petitioner has waited: since the first entry, whatever was sent where since. It never starts again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from huiyin.register import models

_DEEP = 20
"""A repeat of a repeat: so many links are followed."""


def first_entry(file_id: int) -> date | None:
    """The day on which the petitioner first came with this matter."""
    return first_entries([file_id]).get(file_id)


def first_entries(files: Iterable[int]) -> dict[int, date]:
    """For each file the first day of its own entries, and of those of the matters it was found to repeat."""
    wanted = set(files)
    repeats = _repeats(wanted)
    every = wanted | set(repeats.values())
    rows = (
        models.Entry.objects.filter(file_id__in=every)
        .values_list("file_id")
        .annotate(first=Min("received_on"))
    )
    came = {int(file_id): first for file_id, first in rows if file_id is not None}
    found = {}
    for file_id in wanted:
        line, at = [file_id], file_id
        while at in repeats and repeats[at] not in line:
            at = repeats[at]
            line.append(at)
        days = [came[one] for one in line if one in came]
        if days:
            found[file_id] = min(days)
    return found


def _repeats(files: set[int]) -> dict[int, int]:
    """Which matter each one repeats, and which that one repeats, as decided by a person and not corrected since."""
    found: dict[int, int] = {}
    asked = set(files)
    for _ in range(_DEEP):
        undone = set(
            models.Act.objects.filter(
                file_id__in=asked, kind="correct", codes__wrong__in=("never_happened", "result")
            ).values_list("file_id", "names")
        )
        acts = models.Act.objects.filter(file_id__in=asked, kind__in=("judge", "link", "unlink"))
        new: dict[int, int] = {}
        for file_id, seq, kind, codes in acts.order_by("seq").values_list("file_id", "seq", "kind", "codes"):
            linked = str(codes.get("linked", ""))
            if kind == "unlink":
                new.pop(file_id, None)
            elif linked.isdigit() and (file_id, seq) not in undone:
                new[file_id] = int(linked)
        found |= new
        asked = set(new.values()) - found.keys()
        if not asked:
            break
    return found
