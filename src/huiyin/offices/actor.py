"""Who acts: a person in an office, a petitioner in a role, or a named machine. Never nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from huiyin.offices.models import Officer

Kind = Literal["officer", "petitioner", "machine"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, with the posts held at that moment in that office (house rule 7)."""

    kind: Kind
    ref: str
    office: str | None = None
    posts: frozenset[str] = frozenset()
    officer_id: int | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if not self.ref:
            raise ValueError("an actor needs a reference: someone always acts")

    @classmethod
    def machine(cls, name: str) -> Actor:
        """A named machine, such as `nightly`."""
        return cls(kind="machine", ref=name, name=name)

    @classmethod
    def petitioner(cls, role_id: str | int, name: str = "") -> Actor:
        """A petitioner in the role under which the matter knows him."""
        return cls(kind="petitioner", ref=str(role_id), name=name)

    @property
    def is_machine(self) -> bool:
        """Whether no person acts."""
        return self.kind == "machine"

    def has(self, *posts: str) -> bool:
        """Whether one of the posts is held."""
        return not self.posts.isdisjoint(posts)


def acting(
    officer: Officer,
    office_code: str | None = None,
    *,
    on: date,
    held: Mapping[str, frozenset[str]] | None = None,
) -> Actor:
    """The officer at work in one office on one day: own posts there and those stood in for.

    Without an office code: the first office in which a post is held. An administrator acts without
    an office. Where nothing is held there is an actor without office and posts, who may do nothing.
    A deputy gets a restricted post (R22 30) only where the deputy row names it. `held`: the posts of that
    day by office (`selectors.posts_by_office`), where the caller has them at hand.
    """
    from huiyin.offices import selectors

    if held is None:
        held = selectors.posts_by_office(officer, on)
    if office_code is None:
        office_code = next((code for code in held if code), None)
    posts = held.get(office_code or "", frozenset())
    return Actor(
        kind="officer",
        ref=officer.login,
        office=office_code if posts and office_code else None,
        posts=posts,
        officer_id=officer.pk,
        name=officer.name,
    )
