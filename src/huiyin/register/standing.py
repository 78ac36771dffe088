"""In whose name a petitioner acts: for himself, or for another by an authority that has been confirmed.

An authority is confirmed where an officer entered it with the written mandate before him (`Role.mandate`), or by an act
`confirm_authority` of an officer or of the petitioner himself. What is only claimed opens nothing of the other's
(山东省信访条例 28, 北京市信访条例 27-28 by analogy).
"""

from __future__ import annotations

from huiyin.register import models
from huiyin.statute.law import ActSpec
from huiyin.statute.model import CLAIMING, Refused, State

LEVELS = ("see", "receive", "settle")
"""How far an authority goes; each holds what comes before it."""
ENTERED = "receive"
"""How far a mandate goes that was shown on entry: withdrawing and settling have to be granted by name (民诉法 62(2))."""
OF_AUTHORITY = frozenset({"confirm_authority", "end_authority"})
WITHDRAWING = frozenset({"withdraw", "undo_withdraw"})
ONES_OWN = frozenset({"add_material", "change_contact", "change_pin", "undo_withdraw"})
"""What anybody in a file may do whose authority nobody has confirmed: add, and look after the own code."""


def claims(role: models.Role) -> bool:
    """Whether one stands in the file for somebody else, by mandate, guardianship or kinship."""
    return role.role in CLAIMING and role.principal_id is not None


def level(role: models.Role, s: State) -> str:
    """How far the confirmed authority goes; empty where there is none."""
    if not claims(role):
        return ""
    if role.no in s.authority or role.no in s.claimed:
        return s.authority.get(role.no, "")
    return ENTERED if role.mandate else ""


def may(role: models.Role, s: State, what: str) -> bool:
    """Whether the authority goes as far as this level."""
    found = level(role, s)
    return bool(found) and LEVELS.index(found) >= LEVELS.index(what)


def pending(role: models.Role, s: State) -> bool:
    """Whether one says to stand for another, and nobody has confirmed it."""
    return claims(role) and not level(role, s)


def in_the_name_of(role: models.Role, wished: int, spec: ActSpec, s: State) -> int:
    """The petitioner whom an act at the public site is about, or a refusal."""
    if spec.key in OF_AUTHORITY:
        return _ones_agent(role, wished)
    if pending(role, s) and spec.key not in ONES_OWN:
        raise _unconfirmed()
    if not claims(role) or wished != (role.principal.no if role.principal else 0):
        return role.no
    # A request for review or a withdrawal is made in the other's name; all else one does as oneself.
    needs = "receive" if spec.effect == "ask_review" or spec.level == "reviewing" else ""
    needs = "settle" if spec.key in WITHDRAWING else needs
    if not needs:
        return role.no
    if not may(role, s, needs):
        raise _unconfirmed()
    return wished


def _ones_agent(role: models.Role, wished: int) -> int:
    """Whoever is spoken for confirms and ends it, and nobody else."""
    if models.Role.objects.filter(file=role.file_id, no=wished, principal=role.pk).exists():
        return wished
    raise Refused(
        "principal", "代理权限由被代的信访人本人确认或者结束。", "Only the petitioner spoken for confirms or ends an authority.",
        "山东省信访条例 28（参照）",
    )  # fmt: skip


def _unconfirmed() -> Refused:
    return Refused(
        "authority",
        "您代他人办理的权限还没有确认到这一步。请带委托书或者监护、亲属关系证明到信访窗口确认，或者由本人凭查询码和密码确认。",
        "Your authority to do this for another has not been confirmed. Bring the mandate or proof to a petition counter, "
        "or let the petitioner confirm it with the own code and PIN.",
        "山东省信访条例 28（参照）",
    )  # fmt: skip
