"""Was this matter raised before? An exact look-up by keyed digests, asked once, while an entry is registered.

It serves one decision, which a person makes and records: first, or a repeat of which matter (导则 2.5.1(三)).
It gives matters that this officer may read anyway, and only those of the same kind: what is restricted is
offered only to a registration that is restricted itself. Nothing here lists matters by person, and there is
no other way to ask.

Whose matter it is decides, not who brings it: an agent counts as the petitioner he speaks for (导则 2.5.1(三)),
and a village helper who brings the matters of fifty households is not one person with fifty matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from huiyin.offices.actor import Actor
from huiyin.register.access import sees_names, visible_to
from huiyin.register.models import File, Petitioner, Role
from huiyin.register.opening import NewPerson

MOST = 20
MOST_ROLES = 400  # a number that hundreds have left identifies nobody
KEYS = ("id_digest", "phone_digest", "name_place_digest")
OWN = frozenset({"self", "representative"})
"""Roles in which a petitioner stands for himself; every other speaks for somebody, if that one is named."""

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that the same petitioner raised before, with what the decision needs and no more."""

    file_id: int
    number: str
    title: str
    received_on: date
    phase: str
    by: tuple[str, ...]
    """Which digests agree: `id`, `phone`, `name_place`."""
    roles: tuple[int, ...]
    """Numbers, in that file, of the petitioners that agree."""


def own(people: Sequence[NewPerson]) -> list[NewPerson]:
    """Those whose matter it is: an agent whose principal is named is not among them."""
    return [p for p in people if p.role in OWN or not p.principal]


def candidates(people: Iterable[Digests], actor: Actor, *, restricted: bool = False) -> list[Candidate]:
    """Matters that one of these people raised before, newest first; only what this actor may read."""
    wanted = _wanted(people)
    same = Q()
    for key, values in wanted.items():
        if values:
            same |= Q(**{f"{key}__in": sorted(values)})
    if not same:
        return []
    # The persons' rows first, by index; then the gate decides which of their files exist for this actor.
    persons = Petitioner.objects.filter(same).values("pk")
    roles = Role.objects.filter(_themselves(), petitioner__in=persons).select_related("petitioner")
    found: dict[int, list[Role]] = {}
    for role in roles.order_by("-pk")[:MOST_ROLES]:
        found.setdefault(role.file_id, []).insert(0, role)
    files = visible_to(actor).filter(restricted=restricted, pk__in=found).select_related("matter")
    rows = files.order_by("-matter__received_on", "-pk")[:MOST]
    # A name withheld from the office that handles it would be told by finding it here.
    return [_candidate(file, found[file.pk], wanted) for file in rows if sees_names(file, actor)]


def _wanted(people: Iterable[Digests]) -> dict[str, set[str]]:
    """The digests to look for. An empty one stands for nothing, and is never compared with another."""
    listed = list(people)
    return {key: {d[key] for d in listed if d.get(key)} for key in KEYS}


def _themselves() -> Q:
    return Q(role__in=OWN) | Q(principal=None)


def _candidate(file: File, roles: Sequence[Role], wanted: Mapping[str, set[str]]) -> Candidate:
    by = [key for key in KEYS if any(getattr(r.petitioner, key) in wanted[key] for r in roles)]
    return Candidate(
        file.pk, file.number, file.matter.title, file.matter.received_on, file.matter.phase,
        tuple(key.removesuffix("_digest") for key in by), tuple(r.no for r in roles),
    )  # fmt: skip
