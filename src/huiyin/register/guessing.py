"""Guessing is slowed down, for each code and for each address, without a list of anybody.

A try is counted before it is checked, so that many at once are no way around. While a code waits nothing
about it is checked, not even the right PIN, and further tries do not lengthen the wait: a stranger could
otherwise keep a petitioner out for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from huiyin.register.models import Guess
from huiyin.register.vault import digest


@dataclass(frozen=True)
class Limit:
    """So many wrong tries, then a wait that doubles each time up to the longest."""

    tries: int
    wait: timedelta
    longest: timedelta
    forgotten_after: timedelta


CODE = Limit(5, timedelta(minutes=15), timedelta(hours=4), timedelta(hours=24))
"""Wrong PINs for one code: a million PINs would take centuries."""
ADDRESS = Limit(20, timedelta(minutes=15), timedelta(hours=4), timedelta(hours=1))
"""Unknown codes and wrong PINs from one address. Generous: a village may share one address."""


def key_for(kind: str, text: str) -> str:
    """Under which tries are counted."""
    return digest(f"guess {kind}", text)


def waiting(key: str, now: datetime) -> timedelta | None:
    """How long nobody may try, or None."""
    until = Guess.objects.filter(pk=key, wait_until__gt=now).values_list("wait_until", flat=True).first()
    return until - now if until else None


def take(key: str, limit: Limit, now: datetime) -> timedelta | None:
    """Count one try; the time to wait instead, if it may not be made.

    The last try allowed begins the wait already: a right one takes it back.
    """
    with transaction.atomic():
        row = _counted(key, now)
        if row.wait_until and now < row.wait_until:
            return row.wait_until - now
        _forgive(row, limit, now)
        row.tries, row.last_at = row.tries + 1, now
        if row.tries >= limit.tries:
            row.wait_until = now + min(limit.wait * 2 ** min(row.waits, 16), limit.longest)
            row.waits += 1
        row.save()
        return None


def _counted(key: str, now: datetime) -> Guess:
    """The count under this key, locked; made where there is none, or where a right try just took it away."""
    while True:
        Guess.objects.bulk_create([Guess(pk=key, last_at=now)], ignore_conflicts=True)
        row = Guess.objects.select_for_update().filter(pk=key).first()
        if row is not None:
            return row


def _forgive(row: Guess, limit: Limit, now: datetime) -> None:
    """After a wait there are as many tries again; after a long silence it is as if nothing had been."""
    since = row.wait_until or row.last_at
    if now - since > limit.forgotten_after:
        row.tries = row.waits = 0
    if row.wait_until:
        row.tries, row.wait_until = 0, None


def right(key: str) -> None:
    """The PIN was right: nothing was guessed."""
    Guess.objects.filter(pk=key).delete()


def forget_old(now: datetime) -> int:
    """Drop counts that no longer matter. The worker's nightly round calls it."""
    return int(Guess.objects.filter(last_at__lt=now - timedelta(days=2)).delete()[0])
