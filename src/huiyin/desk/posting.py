"""Whether and where letters may be posted to somebody whose matter is restricted."""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.desk.matter import Matter
from huiyin.register.access import CONFIDENTIAL
from huiyin.register.messages import SafePost, safe_post
from huiyin.register.models import Role


@dataclass(frozen=True, slots=True)
class Posting:
    """Where letters to one petitioner may go, for the page."""

    where: SafePost
    how: str
    """How the address is known, as the act says it."""


def posting(m: Matter, role: Role) -> Posting | None:
    """Whether and where letters may be posted; None where that is not for this officer or this matter."""
    if not (m.file.restricted and m.seat.actor.has(CONFIDENTIAL)):
        return None
    where = safe_post(role)
    return Posting(where, "safe_post" if where.named else "return_address")
