"""Editions of the rulebook: kept whole with the acts recorded under them, and adopted when they change.

A new year's calendar or a mended rule is a new edition. Adopting it counts the open duties again, file by
file, as an act of a named machine, and never shortens a time that was told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.offices.actor import Actor
from huiyin.offices.structure import steady
from huiyin.register.law import current
from huiyin.register.lines import state
from huiyin.register.models import Act, Edition, File, OpenDuty, Window
from huiyin.register.record import Wish, record
from huiyin.statute.loader import from_texts, load, texts
from huiyin.statute.model import Refused
from huiyin.statute.recount import recounted, window_again

RULEBOOK = Actor.machine("rulebook")


def keep(now: datetime, by: str) -> bool:
    """Keep the whole text of the edition in force; False where it is kept already."""
    book = load()
    _, made = Edition.objects.get_or_create(
        digest=book.edition, defaults={"adopted_at": now, "adopted_by": by[:80], "content": texts()}
    )
    return made


def kept() -> list[Edition]:
    """Every edition that is kept, the newest first, without its text."""
    return list(Edition.objects.order_by("-adopted_at").defer("content"))


def is_kept() -> bool:
    """Whether the edition in force is kept, so that what is recorded under it can be counted again."""
    return Edition.objects.filter(pk=load().edition).exists()


def problems() -> list[str]:
    """Editions that acts name and that are not kept, or are not what their digest says."""
    named = set(Act.objects.values_list("edition", flat=True).distinct())
    kept = {row.digest: row for row in Edition.objects.all()}
    lost = [f"edition {digest[:12]} is named by acts and not kept" for digest in sorted(named - kept.keys())]
    return lost + [
        f"edition {digest[:12]} is not what its digest says"
        for digest, row in kept.items()
        if from_texts(row.content).edition != digest
    ]


# ------------------------------------------------------------------ adopting


@dataclass(frozen=True)
class Move:
    """One open duty that an edition counts otherwise."""

    file: int
    number: str
    key: str
    rule: str
    office: str
    old: date
    new: date
    settled: bool
    """Whether a date that was provisional no longer is."""
    window: bool = False
    """Whether it is a petitioner's own period."""


def moves(file: File, on: date) -> list[Move]:
    """The running periods of a file's petitioners, and its open duties, that the edition counts otherwise."""
    law, s = current(file.place), state(file)
    found = []
    for w in s.windows.values():
        later = window_again(w, law)
        if w.end >= on and (later.end, later.provisional) != (w.end, w.provisional):
            settled = w.provisional and not later.provisional
            who = f"petitioner {w.petitioner}"
            found.append(
                Move(file.pk, file.number, w.key, w.rule, who, w.end, later.end, settled, window=True)
            )
    for d in s.live:
        again = recounted(s, d, law)
        if again is None or d.due is None or d.kind == "rest":
            continue
        if (again.due, again.provisional) != (d.due, d.provisional):
            settled = d.provisional and not again.provisional
            found.append(Move(file.pk, file.number, d.key, d.rule, d.office, d.due, again.due, settled))
    return found


def all_moves(on: date) -> Iterator[tuple[File, list[Move]]]:
    """Every file with running periods or open duties that move."""
    owed = OpenDuty.objects.exclude(due=None).values_list("file_id", flat=True)
    running = Window.objects.filter(end__gte=on).values_list("file_id", flat=True)
    with steady():
        for pk in sorted({*owed, *running}):
            file = File.objects.get(pk=pk)
            found = moves(file, on)
            if found:
                yield file, found


def adopt(file: File, found: list[Move], now: datetime) -> Refused | None:
    """Record that the duties of a file are counted again under the edition in force."""
    edition = load().edition
    counted = {
        "duties": [m.key for m in found if not m.window],
        "windows": [m.key for m in found if m.window],
    }
    wish = Wish(
        "recount", now.date(), codes={name: keys for name, keys in counted.items() if keys},
        key=f"recount:{edition[:16]}:{file.pk}:{file.last_seq}",
    )  # fmt: skip
    try:
        record(file.pk, wish, by=RULEBOOK, now=now, seen=file.last_seq)
    except Refused as refused:
        return refused
    return None
