"""The keys of identity of what is already in the register, computed anew.

Needed once after an update that adds a key or folds names otherwise, and after a new `HUIYIN_DIGEST_KEY`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from huiyin.intake import identity
from huiyin.register.models import Petitioner

BATCH = 500


def person_of(kept: Mapping[str, Any]) -> identity.Person:
    """Who somebody is, from what is sealed of him; a borrowed telephone is not his."""
    known = {key: str(kept.get(key) or "") for key in ("name", "number", "phone", "address", "residence")}
    phone = "" if kept.get("borrowed_phone") else known["phone"]
    return identity.Person(known["name"], known["number"], phone, known["address"] or known["residence"])


def fill(petitioners: QuerySet[Petitioner]) -> Iterator[tuple[int, int]]:
    """Write the keys that differ; gives after each batch how many were looked at, and how many were written.

    May be stopped and started again. Whose words were erased keeps what he has.
    """
    looked = written = last = 0
    while batch := list(petitioners.filter(pk__gt=last).order_by("pk")[:BATCH]):
        changed = [one for one in batch if one.person and _differs(one)]
        Petitioner.objects.bulk_update(changed, Petitioner.DIGESTS)
        looked, written, last = looked + len(batch), written + len(changed), batch[-1].pk
        yield looked, written


def _differs(one: Petitioner) -> bool:
    """Whether a key is another now; the row then has the new ones."""
    before = {key: getattr(one, key) for key in Petitioner.DIGESTS}
    after = identity.keys(person_of(one.person or {}))
    for key, value in after.items():
        setattr(one, key, value)
    return before != after
