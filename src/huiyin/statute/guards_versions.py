"""Guards that only an earlier text or a place asks for. See `guards`."""

from __future__ import annotations

from .guards_base import refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World


def not_accepted_by_the_old_law(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R05 33 gave every accepted matter an answer within 60 days."""
    # LEGAL-QUESTION: whether R22 31 may still lead in what was accepted before it came into force is not said; the
    # period started under the text of 2005 and is answered by it: the reading that leaves the petitioner more.
    running = [d for d in s.live if d.rule == "answer" and not d.left.isdisjoint(a.points)]
    if any(d.provision.startswith("R05") for d in running):
        return refusal(
            "accepted_before_2022",
            "该诉求在2022年5月1日前已经受理，应当按2005年《信访条例》第三十三条在期限内办结。",
            "It was accepted before 2022-05-01, and is concluded within the period of R05 33.",
            "R05 33",
        )
    return None


def was_assigned(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.how != "assign":
        return refusal("not_assigned", "不是交办的事项。", "It was not assigned.", "山东省信访条例 42(2)")
    return None


def not_agreed_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.extension_agreed == p.extension_asked:
        return refusal("agreed", "已经同意过。", "Agreed already.", "山东省信访条例 42(2)")
    return None


def assigner_agreed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.how == "assign" and p.extension_agreed != p.extension_asked:
        return refusal(
            "assigner", "交办的事项延期，须先经交办机关批准。",
            "The extension of an assigned matter needs the approval of the office that assigned it first.",
            "山东省信访条例 42(2)",
        )  # fmt: skip
    return None
