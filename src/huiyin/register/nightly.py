"""What machines record by themselves once a day: work of closed offices passed on, silence counted, withdrawals
that have rested, hearings that were to be over.

All are acts like any other, planned by the rulebook and refused by it where they are not open. Each has a
key, so that a second run on the same day, or two workers at once, record nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef

from huiyin.offices import errors
from huiyin.offices.actor import Actor
from huiyin.offices.structure import steady
from huiyin.register import succeeding
from huiyin.register.lines import joined, law_for, state
from huiyin.register.models import Act, File, OpenDuty, Outbox
from huiyin.register.queue import put
from huiyin.register.record import Wish, record
from huiyin.statute.machines import TELLING, silences, unended_hearings, withdrawals
from huiyin.statute.model import Refused, State

NIGHTLY = Actor.machine("nightly")


@dataclass
class Done:
    """What one night recorded, and what it could not."""

    silences: int = 0
    withdrawals: int = 0
    passed: int = 0
    hearings: int = 0
    refused: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """One line for the queue's row."""
        text = f"{self.silences} silences counted, {self.withdrawals} withdrawals ended"
        text += f", {self.passed} files passed to successors" if self.passed else ""
        text += f", {self.hearings} periods counted on past unended hearings" if self.hearings else ""
        return text + (f"; refused: {', '.join(self.refused)}" if self.refused else "")


def due(now: datetime) -> None:
    """Put this day's run into the queue; asked many times a day, it is there once."""
    on = now.date().isoformat()
    key = f"nightly:{on}"
    if not Outbox.objects.filter(key=key).exists():
        put([Outbox(kind="nightly", key=key, ref={"on": on}, created_at=now, next_at=now)])


def run(now: datetime, *, on: date) -> Done:
    """Record everything that is due on a day. What is refused stops nothing else."""
    done = Done()
    with steady():
        done.passed = _pass_on(now, on, done)
        done.silences = _record_all(silent(on), lambda file, s: silence_wishes(file, s, on), now, done)
        done.withdrawals = _record_all(resting(on), lambda file, s: withdrawal_wishes(file, s, on), now, done)
        done.hearings = _record_all(unended(on), lambda file, s: hearing_wishes(file, s, on), now, done)
    return done


def _pass_on(now: datetime, on: date, done: Done) -> int:
    """R22 24(2): what an office that is gone by today still had in hand goes to its successor."""
    passed = 0
    for code, heir in succeeding.closed_with_work(on):
        try:
            with transaction.atomic():
                passed += len(list(succeeding.pass_on(code, heir, now=now)))
        except (Refused, errors.Refused) as error:
            done.refused.append(f"succeed for {code} ({error})")
    return passed


def _record_all(
    files: Iterable[int], wishes: Callable[[File, State], list[Wish]], now: datetime, done: Done
) -> int:
    recorded = 0
    for pk in files:
        file = File.objects.get(pk=pk)
        for wish in wishes(file, state(file)):
            try:
                made = record(pk, wish, by=NIGHTLY, now=now, seen=file.last_seq)
            except Refused as error:
                done.refused.append(f"{wish.kind} in file {pk} ({error.code})")
                continue
            recorded += made.act.seq > file.last_seq  # else another run had recorded it
            file.last_seq = max(file.last_seq, made.act.seq)
    return recorded


# ------------------------------------------------------------------ silence


def silent(on: date) -> Iterator[int]:
    """Files where a period to tell has run out and no answer is being counted in that proceeding."""
    counted = OpenDuty.objects.filter(
        file=OuterRef("file"), rule="answer", duty__proceeding=OuterRef("duty__proceeding")
    )
    late = OpenDuty.objects.filter(rule__in=TELLING, due__lt=on).exclude(Exists(counted))
    yield from late.order_by("file_id").values_list("file_id", flat=True).distinct()


def silence_wishes(file: File, s: State, on: date) -> list[Wish]:
    """Claims whose acceptance nobody told in time; see `statute.machines`."""
    law, _ = law_for(file)
    # Where somebody corrects the act away, the same key keeps the next night from recording it again.
    return [
        Wish(
            m.kind, on, proceeding=m.proceeding, points=m.points,
            key=f"silence:{file.pk}:{m.proceeding}:{sha256(joined(m.points).encode()).hexdigest()[:16]}",
        )
        for m in silences(s, law, on)
    ]  # fmt: skip


# ------------------------------------------------------------------ withdrawals


def resting(on: date) -> Iterator[int]:
    """Files with a withdrawal that nobody undid and that has not taken effect."""
    over = Act.objects.filter(
        file=OuterRef("file"), petitioner=OuterRef("petitioner"), kind__in=("undo_withdraw", "end_withdrawn"),
        seq__gt=OuterRef("seq"),
    )  # fmt: skip
    found = Act.objects.filter(kind="withdraw", on__lt=on).exclude(Exists(over)).order_by("file_id")
    yield from found.values_list("file_id", flat=True).distinct()


def withdrawal_wishes(file: File, s: State, on: date) -> list[Wish]:
    """Withdrawals that have rested their days; see `statute.machines`."""
    since = {a.petitioner: a.seq for a in s.acts if a.kind == "withdraw"}
    return [
        Wish(
            m.kind,
            on,
            petitioner=m.petitioner,
            key=f"withdrawn:{file.pk}:{since.get(m.petitioner, 0)}",
        )
        for m in withdrawals(s, on)
    ]


# ------------------------------------------------------------------ hearings


def unended(on: date) -> Iterator[int]:
    """Files with a hearing that was to be over and a re-review that still waits for it."""
    waiting = OpenDuty.objects.filter(
        file=OuterRef("file"), rule="re-review", due=None, duty__proceeding=OuterRef("duty__proceeding")
    )
    over = OpenDuty.objects.filter(Exists(waiting), rule="end-hearing", due__lt=on)
    yield from over.order_by("file_id").values_list("file_id", flat=True).distinct()


def hearing_wishes(file: File, s: State, on: date) -> list[Wish]:
    """Periods that go on; see `statute.machines`."""
    opened = {a.proceeding: a.seq for a in s.acts if a.kind == "open_review_hearing"}
    return [
        Wish(m.kind, on, proceeding=m.proceeding, key=f"hearing:{file.pk}:{opened.get(m.proceeding, 0)}")
        for m in unended_hearings(s, on)
    ]
