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
    """For each file the first day of its own entries, and of those of the matters that it is the same as."""
    wanted = set(files)
    same = _same(wanted)
    every = wanted | set(same.values())
    rows = (
        models.Entry.objects.filter(file_id__in=every)
        .values_list("file_id")
        .annotate(first=Min("received_on"))
    )
    came = {int(file_id): first for file_id, first in rows if file_id is not None}
    found = {}
    for file_id in wanted:
        line, at = [file_id], file_id
        while at in same and same[at] not in line:
            at = same[at]
            line.append(at)
        days = [came[one] for one in line if one in came]
        if days:
            found[file_id] = min(days)
    return found


def _same(files: set[int]) -> dict[int, int]:
    """Which matter each one was linked to as the same, and which that one, as they stand now."""
    found: dict[int, int] = {}
    asked = files
    for _ in range(_DEEP):
        rows = models.Matter.objects.filter(file_id__in=asked, linked__isnull=False)
        new = {
            int(file_id): int(linked)
            for file_id, linked in rows.values_list("file_id", "linked_id")
            if linked
        }
        found |= new
        asked = set(new.values()) - found.keys()
        if not asked:
            break
    return found
