"""Guards of what comes after re-review (R22 36(3)), and of closing. See `guards`."""

from __future__ import annotations

from .guards_base import as_day, refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World


def bound_by_re_review(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    points = a.points or tuple(no for who, no in s.final if who == a.petitioner)
    open_still = [no for no in points if (a.petitioner, no) not in s.final]
    if open_still or not points:
        return refusal(
            "not_final",
            "该信访人对这些诉求没有经过复核（或者复核意见还没有送达），不能告知不再受理。",
            "This petitioner has not been through re-review on these points (or the opinion is not served): it is not closed to him.",
            "R22 36(3)",
        )
    return None


def not_told_final(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.petitioner in s.told_final:
        return refusal(
            "told", "已经告知过一次，登记、关联即可。", "He was told once; register and link it.", "R22 36(3)"
        )
    return None


def renews_a_decided_point(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    final = {no for _, no in s.final}
    if len(a.points) != 1 or a.points[0] not in final:
        return refusal(
            "renew",
            "请指明对哪一项已经复核的诉求有新的事实和理由（一次一项）。",
            "Name the one point decided on re-review on which there are new facts and reasons.",
            "R22 36(3)",
        )
    return None


def same_as_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    served = as_day(a.codes.get("final_served_on"))
    if not a.codes.get("linked") or served is None or served > a.on:
        return refusal(
            "linked",
            "要写明是哪一件、复核意见书哪天送达的；没有送达的不能不再受理。",
            "Name the matter and the day its re-review opinion was served; unserved it closes nothing.",
            "R22 36(3)",
        )
    if a.codes.get("compared") != "same_facts":
        return refusal(
            "new_facts",
            "有新的事实和理由的，应当登记办理，不能不再受理。",
            "New facts and reasons are dealt with; they are not refused.",
            "R22 36(3)",
        )
    return None


def told_before(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    told = as_day(a.codes.get("told_on"))
    if told is None or told > a.on:
        return refusal(
            "not_told",
            "还没有告知过不再受理的，先告知一次。",
            "Who was not told yet is told once.",
            "R22 36(3)",
        )
    return None


def nothing_left_to_carry_out(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A supported point is closed by being carried out, never by silence after the window."""
    waiting = [str(q.no) for q in s.points.values() if q.outcome == "support" and not q.carried_on]
    if waiting:
        return refusal(
            "not_carried_out",
            f"予以支持的诉求{'、'.join(waiting)}还没有落实；没有申请复查不等于落实。",
            f"Supported points {', '.join(waiting)} are not carried out; that nobody asked for review carries nothing out.",
            "R22 32(2)",
        )
    return None


def every_paper_served(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    gone = {no for no, (_, step) in s.withdrawals.items() if step == "done"}
    waiting = [str(q.no) for q in s.papers.values() if set(q.addressees) - set(q.served) - gone]
    if waiting:
        return refusal(
            "unserved",
            f"第{'、'.join(waiting)}号文书还没有送达每一位信访人。",
            f"Papers {', '.join(waiting)} have not reached every petitioner.",
            "导则 2.5.3.2(六)",
        )
    return None


# ------------------------------------------------------------------ made public


def was_heard(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and not p.review.heard:
        return refusal(
            "unheard",
            "只有经过听证的复核意见可以公示。",
            "Only a re-review opinion that was heard may be made public.",
            "R22 36(2)",
        )
    return None


def publicised_once(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and p.review.publicised:
        return refusal("public", "已经公示过。", "It was made public already.", "R22 36(2)")
    return None


def nothing_confidential(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.restricted:
        return refusal(
            "restricted", "检举控告不公示。", "No accusation is made public.", "R22 30(3)、36(2)（不公示为本系统默认）"
        )  # fmt: skip
    child = any(x.kind == "find_harm_to_child" for x in s.acts)
    if s.withheld or child:
        zh, en = (
            ("涉及侵害未成年人的", "a child was harmed") if child else ("要求保密的", "the name is withheld")
        )
        return refusal(
            "confidential",
            f"{zh}不公示：隐去姓名，当地人也认得出。",
            f"Not made public where {en}: without a name people there still know who it is.",
            "R22 36(2)（保密为本系统默认）",
        )
    return None


def applicant_has_it_first(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is None or p.review is None:
        return None
    given = [q for q in s.papers.values() if q.proceeding == p.no and q.kind == "re_review_opinion"]
    if not any(p.review.applicant in q.served for q in given):
        return refusal(
            "unserved",
            "复核意见书先送达申请人，再公示。",
            "The opinion is served on the applicant before it is made public.",
            "R22 36(2)（先送达为本系统默认）",
        )
    return None


def nobody_is_named(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """That no petitioner's name stands in the text is looked at by the register, which alone knows the words."""
    until = as_day(a.codes.get("shown_until"))
    if a.codes.get("named") != "nobody" or until is None or until < a.on:
        return refusal(
            "named",
            "公示不写姓名和联系方式，并且写明公示到哪天。",
            "Nobody is named in what is made public, and the day until which it is shown is said.",
            "R22 36(2)（保密为本系统默认）",
        )
    return None
