"""Guards of competence: consulted, decided above, passed on (R22 24(1)). See `guards`."""

from __future__ import annotations

from dataclasses import replace

from .conduct import Competence
from .guards_base import refusal
from .guards_dispatch import never_to_accused, office_exists, receiver_handles_restricted
from .law import Law
from .model import Act, Proceeding, Refused, State, World

SEVERAL = 2


NOTHING = Competence()


def _competences(s: State, a: Act) -> list[Competence]:
    return [s.conduct.competence.get(no, NOTHING) for no in a.points]


def several_concerned(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 24(1) is about two or more offices; who agree, agree on one of them."""
    offices = [str(code) for code in a.codes.get("offices", ())]
    if len(set(offices)) < SEVERAL:
        return refusal(
            "several",
            "请列出所涉及的两个以上机关、单位。",
            "Name the two or more offices concerned.",
            "R22 24(1)",
        )
    if a.kind == "consult_offices" and a.codes.get("result") == "agreed":
        competent = str(a.codes.get("competent", ""))
        if competent not in offices:
            return refusal(
                "agreed_on", "协商一致的，写明由其中哪一个单位受理。", "Where they agree, name which of them accepts.", "R22 24(1)"
            )  # fmt: skip
    return None


def competent_can_take_it(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Whom the matter is to go to is there, is not accused in it, and may see what is restricted."""
    competent = str(a.codes.get("competent", ""))
    if not competent and a.kind == "consult_offices":
        return None
    sent = replace(a, to=competent)
    return (
        office_exists(s, sent, p, law, w)
        or never_to_accused(s, sent, p, law, w)
        or receiver_handles_restricted(s, sent, p, law, w)
    )


def no_accusation(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Accusations go by authority over cadres (R22 22(2)): nobody agrees on that or decides it in a dispute."""
    if any(s.points[no].purpose == "accusation" for no in a.points):
        return refusal(
            "accusation",
            "检举控告按管理权限转送，不协商受理。",
            "An accusation goes by authority over cadres.",
            "R22 22(2)",
        )
    return None


def decided_above(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 24(1): the common superior decides; only where there is none the joint conference."""
    offices = [str(code) for code in a.codes.get("offices", ())]
    common = frozenset.intersection(*(w.above(code, a.on) for code in offices)) if offices else frozenset()
    if a.to in common or (not common and w.kind(a.to) == "conference"):
        return None
    if common:
        return refusal(
            "common_superior", "受理有争议的，由所涉及机关、单位共同的上一级决定；该单位不是它们共同的上级。",
            "A dispute is decided by the common superior of the offices concerned; this office is not.", "R22 24(1)",
        )  # fmt: skip
    return refusal(
        "conference", "没有共同的上一级机关、单位的，由共同的信访工作联席会议协调处理。",
        "Without a common superior the joint conference settles it.", "R22 24(1)",
    )  # fmt: skip


def not_referred_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(c.asked and not c.decided for c in _competences(s, a)):
        return refusal(
            "referred", "已经提请决定，尚未决定。", "Referred already, and not decided yet.", "R22 24(1)"
        )
    return None


def _to_be_decided(s: State, no: int) -> bool:
    """Whether a decision is waited for there; R05 24 gave no days for it, so that it is then no duty with a row."""
    owed = [d for d in s.duties.values() if d.rule == "decide-competence" and d.proceeding == no]
    if owed:
        return any(d in s.live for d in owed)
    return any(c.asked == no and not c.decided for c in s.conduct.competence.values())


def not_decided_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not _to_be_decided(s, p.no):
        return refusal("decided", "已经决定。", "Decided already.", "R22 24(1)")
    return None


def goes_where_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """What the offices agreed, or the one above decided, binds the dispatch; while it decides, one waits."""
    found = _competences(s, a)
    if any(c.asked and not (c.decided or c.agreed) for c in found):
        return refusal(
            "waiting", "已提请上一级决定受理机关，决定前不再转出（协商一致的除外）。",
            "The office above has been asked to decide: until then it is not sent on, unless the offices agree.", "R22 24(1)",
        )  # fmt: skip
    if not a.to:
        return None  # asked before the form is filled in
    if any(a.to in c.concerned and not (c.asked or c.decided or c.agreed) for c in found):
        return refusal(
            "disputed", "所涉及的机关、单位对受理有争议：由其共同的上一级决定（提请决定受理机关），或者协商一致后再转出。",
            "The offices concerned dispute who accepts: ask their common superior to decide, or let them agree, before it is sent to one.",
            "R22 24(1)",
        )  # fmt: skip
    bound = next((b for c in found if (b := c.decided or c.agreed) and b != a.to), "")
    if bound:
        return refusal(
            "bound", f"已经确定由{bound}受理，应当转送、交办该单位。",
            f"It was settled that {bound} accepts it: send it there.", "R22 24(1)",
        )  # fmt: skip
    return None


def passes_left(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A house default: after so many transfers only the office above may decide."""
    limit = law.limit("transfers", a.on)
    if (
        s.restricted
    ):  # it goes only where an officer is named for it, and accusations by authority over cadres
        return None
    for no in a.points:
        if s.conduct.passes.get(no, 0) >= limit and not s.conduct.competence.get(no, NOTHING).decided:
            return refusal(
                "passes", f"诉求{no}已经转送、交办{limit}次，不得再转：请提请上一级决定受理机关（次数为本系统默认）。",
                f"Point {no} was sent on {limit} times: ask the office above to decide (a default of this system).", "R22 24(1)",
            )  # fmt: skip
    return None


def not_settled_above(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """What the office above has decided is carried out, not objected to."""
    if p and any(c.decided == p.office for c in _competences(s, a)):
        return refusal(
            "settled_above", "受理机关由上一级决定，应当执行，不再提出异议。",
            "The office above decided that this office accepts: it is carried out, not objected to.", "R22 24(1)",
        )  # fmt: skip
    return None


def help_is_asked(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.conduct.helping.get(p.no if p else 0):
        return refusal("no_help", "本阶段没有协办单位。", "No office helps here.", "R22 24(1)")
    return None
