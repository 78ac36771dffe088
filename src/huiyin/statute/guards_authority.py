"""Guards of confirming and ending an authority, and of serving on whoever speaks for another. See `guards`."""

from __future__ import annotations

from .guards_base import refusal
from .guards_file import not_by_the_rated
from .law import Law
from .model import CLAIMING, Act, Proceeding, Refused, State, World

WRITTEN = "山东省信访条例 28（参照）"


def somebody_speaks_for_another(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(role in CLAIMING for role in s.petitioners.values()):
        return None
    return refusal("nobody", "本事项没有代他人提出的人。", "Nobody speaks for another here.", WRITTEN)


def speaks_for_another(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.petitioners.get(a.petitioner) in CLAIMING:
        return None
    return refusal(
        "speaks", "请选择代他人提出的人：代理人、监护人、亲属或者代办员。",
        "Choose one who speaks for another: agent, guardian, relative or helper.", WRITTEN,
    )  # fmt: skip


def authority_not_confirmed_so_far(
    s: State, a: Act, p: Proceeding | None, law: Law, w: World
) -> Refused | None:
    if s.authority.get(a.petitioner) != a.codes.get("scope"):
        return None
    return refusal("confirmed", "这一权限已经确认过。", "That authority has been confirmed already.", WRITTEN)


def authority_not_ended_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.authority.get(a.petitioner) != "":
        return None
    return refusal("ended", "权限已经结束。", "The authority has ended already.", WRITTEN)


def settling_not_confirmed_by_the_rated(
    s: State, a: Act, p: Proceeding | None, law: Law, w: World
) -> Refused | None:
    """Whoever handles the matter does not decide who may withdraw it."""
    return not_by_the_rated(s, a, p, law, w) if a.codes.get("scope") == "settle" else None


def recipient_has_authority(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Somebody whose authority is only claimed takes nothing in for the petitioner; the petitioner always may."""
    by = a.codes.get("received_by")
    known = [no for no, role in s.petitioners.items() if role == by] if by in ("agent", "guardian") else []
    if known and all(s.only_claims(no) for no in known):
        return refusal(
            "authority", "代理人、监护人的代收权限还没有确认；请向信访人本人送达，或者先确认权限。",
            "The authority to receive papers is claimed, not confirmed: serve the petitioner, or confirm it first.", WRITTEN,
        )  # fmt: skip
    return None
