"""The one queue: rows of the outbox, leased, tried again with growing pauses, given up where all can see.

A row is unfinished until `done_at` or `given_up_at` is set; unfinished rows are selected, never `id > last`,
so that a row committed late by a slow transaction is not passed over. A worker leases a row before it works
on it; a worker that dies leaves a lease that runs out. The number of the attempt is the lease's token: who
was overtaken can neither postpone nor give up a row that another holds by now.

The row `heartbeat` is no work: `done_at` is when a worker was last seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from huiyin.offices.actor import Actor
from huiyin.register.models import Outbox

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 24
"""With pauses doubling up to an hour the last attempt is about sixteen hours after the first."""
HEARTBEAT = "heartbeat"
DIE_AT = "HUIYIN_DIE_AT"


def fault(step: str) -> None:
    """Die here, as if the power had failed, where a test asks for it by HUIYIN_DIE_AT; only under test."""
    if os.environ.get(DIE_AT) == step and settings.HUIYIN_ENV == "test":
        os._exit(9)


def unfinished() -> QuerySet[Outbox]:
    """Rows that are still to be done."""
    return Outbox.objects.filter(done_at=None, given_up_at=None)


def due(now: datetime) -> QuerySet[Outbox]:
    """Rows that could be taken up now."""
    return unfinished().filter(Q(leased_until=None) | Q(leased_until__lte=now), next_at__lte=now)


def pause(attempts: int) -> timedelta:
    """How long to wait after the n-th attempt: ten seconds, doubling, at most an hour."""
    doubled: timedelta = FIRST_PAUSE * (1 << min(max(attempts, 1) - 1, 16))
    return min(doubled, LONGEST_PAUSE)


def take(
    now: datetime,
    *,
    lease: timedelta = LEASE,
    only: frozenset[str] = frozenset(),
    but: frozenset[str] = frozenset(),
    among: Q | None = None,
) -> Outbox | None:
    """Lease the next row that is due, or None. What two workers ask for at once goes to one of them.

    `only`, `but`: kinds of rows that this worker takes, or leaves to others; `among`: which of them just now.
    """
    rows = due(now)
    rows = rows.filter(kind__in=only) if only else rows.exclude(kind__in=but) if but else rows
    rows = (rows if among is None else rows.filter(among)).order_by("next_at", "id")
    while rows.exists():  # asked first, so that an idle worker takes no write lock on SQLite
        with transaction.atomic():
            locked = connection.features.has_select_for_update_skip_locked
            row = (rows.select_for_update(skip_locked=True) if locked else rows).first()
            if row is None:
                return None
            if row.attempts < MOST_ATTEMPTS:
                row.leased_until, row.attempts = now + lease, row.attempts + 1
                row.save(update_fields=["leased_until", "attempts"])
                fault("lease.before-commit")
                break
            # Its last attempt ended with the worker itself: it is not tried for ever.
            row.given_up_at, row.leased_until, row.error = now, None, "every attempt ended the worker"
            row.save(update_fields=["given_up_at", "leased_until", "error"])
    else:
        return None
    fault("lease.after-commit")
    return row


def put(rows: Iterable[Outbox]) -> None:
    """Add rows; one whose key is in the queue already is the same work and is left as it is."""
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)


def hold(row: Outbox, until: datetime) -> None:
    """Keep the lease of a long piece of work."""
    _held(row).update(leased_until=until)


def done(row: Outbox, now: datetime, note: str = "") -> None:
    """The work of this row is done; `note` says why where there was nothing to do."""
    Outbox.objects.filter(pk=row.pk).update(
        done_at=now, leased_until=None, given_up_at=None, error=note[:400]
    )


def fail(row: Outbox, now: datetime, error: str, *, for_good: bool = False) -> None:
    """An attempt failed: try again later, or give up visibly after the last one (`for_good`: at once)."""
    over = for_good or row.attempts >= MOST_ATTEMPTS
    _held(row).update(
        leased_until=None,
        error=error[:400],
        next_at=now + pause(row.attempts),
        given_up_at=now if over else None,
    )


def give_up(row: Outbox, now: datetime, why: str) -> None:
    """Leave it to a person, whoever holds it."""
    unfinished().filter(pk=row.pk).update(given_up_at=now, leased_until=None, error=why[:400])


def later(row: Outbox, when: datetime, why: str) -> None:
    """It is not time yet: come back then. That is no failed attempt."""
    _held(row).update(leased_until=None, next_at=when, error=why[:400], attempts=F("attempts") - 1)


def again(row: Outbox, now: datetime) -> None:
    """A person asks for another round of a row that was given up, or that turned out not to be done."""
    Outbox.objects.filter(pk=row.pk).update(
        done_at=None, given_up_at=None, leased_until=None, next_at=now, attempts=0
    )


def revive(now: datetime, by: Actor, pk: int | None = None) -> int:
    """A person gives what was given up another round: this row, or all of them. How many there were.

    Who asked stands before the last error until the next attempt writes its own.
    """
    with transaction.atomic():
        rows = given_up().select_for_update()
        if pk is not None:
            rows = rows.filter(pk=pk)
        found = list(rows)
        for row in found:
            again(row, now)
            asked = f"again by {by.kind}:{by.ref}; {row.error}"
            Outbox.objects.filter(pk=row.pk).update(error=asked[:400])
    return len(found)


def given_up() -> QuerySet[Outbox]:
    """What nobody tries any more: it waits for a person."""
    return Outbox.objects.filter(done_at=None).exclude(given_up_at=None).order_by("given_up_at", "id")


def overdue(now: datetime, after: timedelta = timedelta(minutes=15)) -> QuerySet[Outbox]:
    """Rows never tried although they have been due for a while: no worker works, or not fast enough."""
    return unfinished().filter(attempts=0, next_at__lt=now - after)


def beat(now: datetime, whose: str = HEARTBEAT) -> None:
    """Leave a sign of life; `whose`: the key of the worker's row, where it is not the common worker."""
    changed = Outbox.objects.filter(key=whose).update(done_at=now)
    if not changed:
        put([Outbox(kind=HEARTBEAT, key=whose, created_at=now, next_at=now, done_at=now)])


def last_beat(whose: str = HEARTBEAT) -> datetime | None:
    """When such a worker was last seen."""
    return Outbox.objects.filter(key=whose).values_list("done_at", flat=True).first()


def _held(row: Outbox) -> QuerySet[Outbox]:
    """The row, if our lease of it still stands."""
    return unfinished().filter(pk=row.pk, attempts=row.attempts)
