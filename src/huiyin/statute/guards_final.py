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
