"""Who of an entry's people stands in a file already: they keep their place, code and services there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from huiyin.register import models

if TYPE_CHECKING:
    from huiyin.register.opening import NewPerson


@dataclass(frozen=True)
class Split:
    """The people of an entry that joins a file."""

    others: tuple[NewPerson, ...]
    """Who has to be added; an agent still points at his principal among them."""
    there: tuple[int, ...]
    """Numbers of those who are in the file."""
    principals: Mapping[int, int]
    """For those of `others` (position from 1) whose principal is in the file: that one's number."""


def split(people: Sequence[NewPerson], file: models.File) -> Split:
    """Tell newcomers from those who are there. In doubt a person is a newcomer: nobody's signature is dropped."""
    roles = list(file.roles.select_related("petitioner"))
    known: dict[int, int] = {}
    place: dict[int, int] = {}
    added: list[NewPerson] = []
    for no, person in enumerate(people, 1):
        same = next((r for r in roles if r.no not in known.values() and _same(person, r)), None)
        if same is not None:
            known[no] = same.no
        else:
            added.append(person)
            place[no] = len(added)
    others = tuple(replace(p, principal=place.get(p.principal, 0)) for p in added)
    principals = {n: known[p.principal] for n, p in enumerate(added, 1) if p.principal in known}
    return Split(others, tuple(known.values()), principals)


def _same(person: NewPerson, role: models.Role) -> bool:
    """The same identity number; where one of the two gave none, the same name at the same place or telephone.

    A telephone alone is no person: families share one, and people borrow one.
    """
    there, digests = role.petitioner, person.digests
    number = digests.get("id_digest", "")
    if number and there.id_digest:
        return number == there.id_digest
    named = digests.get("name_place_digest", "")
    if named and named == there.name_place_digest:
        return True
    phone, name = digests.get("phone_digest", ""), _name(person.person)
    return bool(phone and name) and phone == there.phone_digest and name == _name(there.person)


def _name(person: Mapping[str, Any] | None) -> str:
    return "".join(str((person or {}).get("name") or "").split())
