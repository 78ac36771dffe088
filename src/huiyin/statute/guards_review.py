"""Guards of asking for review or re-review, and of taking the request up (R22 35, 36(1)). See `guards`."""

from __future__ import annotations

from .guards_base import as_day, refusal
from .law import Law
from .model import Act, Paper, Proceeding, Refused, State, World

RUNNING = ("asked", "accepted")


# ------------------------------------------------------------------ asking for it


def handling_opinion_named(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper is not None and paper.kind == "review_opinion":
        return refusal(
            "opinion", "对复查意见不服的，申请的是复核。", "Against a review opinion one asks for re-review.", "R22 36(1)"
        )  # fmt: skip
    return _named(paper, "handling_opinion", "处理意见书", "handling opinion", "R22 35")


def review_opinion_named(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper is not None and paper.kind == "handling_opinion":
        return refusal(
            "opinion", "对处理意见不服的，先申请复查。", "Against a handling opinion one first asks for review.", "R22 35"
        )  # fmt: skip
    return _named(paper, "review_opinion", "复查意见书", "review opinion", "R22 36(1)")


def _named(paper: Paper | None, kind: str, zh: str, en: str, provision: str) -> Refused | None:
    if paper is not None and paper.kind == kind:
        return None
    if paper is not None and paper.kind == "re_review_opinion":
        return refusal(
            "final",
            "复核意见是信访程序的终结意见，不能再申请复查、复核。",
            "The re-review opinion ends the procedure; there is no review of it.",
            "R22 36(3)",
        )
    return refusal(
        "opinion",
        f"请指明对哪一份{zh}不服；其他文书（如导入其他法定程序的告知书）没有复查、复核。",
        f"Name the {en} that is not accepted; other papers (such as a notice of another procedure) have no review.",
        provision,
    )


def applicant_received_it(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    addressed = paper is not None and (not paper.addressees or a.petitioner in paper.addressees)
    if a.petitioner in s.petitioners and addressed:
        return None
    return refusal(
        "applicant",
        "申请人不是这份意见书的受送达人；代理人申请的，申请人仍写本人。",
        "The applicant is not one to whom this opinion is addressed; an agent asks in the name of the principal.",
        "R22 35",
    )


def points_of_the_opinion(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper is None or set(a.points) <= set(paper.points):
        return None
    return refusal(
        "points",
        "复查、复核只限于该意见书答复的诉求；新的诉求另行提出。",
        "A review is about the points that the opinion answered; new requests are raised on their own.",
        "R22 35",
    )


def not_final(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    bound = [no for no in _asked(s, a) if (a.petitioner, no) in s.final]
    if bound:
        numbers = "、".join(map(str, bound))
        return refusal(
            "final",
            f"诉求{numbers}已经复核，以同一事实和理由再提出的不再受理；有新的事实和理由的，重新登记。",
            f"Points {numbers} went through re-review: on the same facts and reasons nothing is accepted again; new ones are registered.",
            "R22 36(3)",
        )
    return None


def not_reviewed_already(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    for q in s.proceedings.values():
        r = q.review
        if (
            r is None
            or r.applicant != a.petitioner
            or r.against != a.paper
            or not set(r.points) & set(_asked(s, a))
        ):
            continue
        if r.stage in RUNNING:
            return refusal(
                "pending", "同一请求正在审查中。", "The same request is being looked at already.", "R22 35、36(1)"
            )  # fmt: skip
        if r.stage == "decided":
            return refusal(
                "reviewed",
                "对这份意见已经作出过结论；对复查意见不服的，可以申请复核。",
                "This was decided already; against a review opinion one asks for re-review.",
                "R22 36(1)" if q.kind == "review" else "R22 36(3)",
            )
    return None


def opinion_stands(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    gone = [no for no in _asked(s, a) if paper is not None and not stands(s, paper, no)]
    if gone:
        numbers = "、".join(map(str, gone))
        return refusal(
            "overtaken",
            f"该意见对诉求{numbers}已经不再有效（已被撤销重办或者变更），请对现在有效的意见提出。",
            f"On points {numbers} that opinion no longer stands (revoked and redone, or changed); ask about the one that does.",
            "R22 35、36(1)",
        )
    return None


def _asked(s: State, a: Act) -> tuple[int, ...]:
    paper = s.papers.get(a.paper)
    return a.points or (paper.points if paper is not None else ())


def stands(s: State, paper: Paper, no: int) -> bool:
    """Whether an opinion still holds on a point."""
    point = s.points.get(no)
    if point is None:
        return False
    if paper.kind == "handling_opinion":
        return point.opinion == paper.no
    r = s.proceedings[paper.proceeding].review
    said = r.outcomes.get(no, "") if r is not None else ""
    held = {"maintain": r.against if r is not None else 0, "change": paper.no, "revoke": 0}
    return said in held and point.opinion == held[said]


def reviewable(s: State, kind: str) -> dict[tuple[int, int], tuple[int, ...]]:
    """By petitioner and opinion: the points that he could now ask to have looked at again."""
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for paper in s.papers.values():
        if paper.kind != kind:
            continue
        standing = [no for no in paper.points if stands(s, paper, no)]
        for who in paper.addressees or tuple(s.petitioners):
            taken = {
                no for q in s.proceedings.values() if q.review and q.review.stage in (*RUNNING, "decided")
                and (q.review.applicant, q.review.against) == (who, paper.no) for no in q.review.points
            }  # fmt: skip
            points = tuple(no for no in standing if no not in taken and (who, no) not in s.final)
            if points:
                found[(who, paper.no)] = points
    return found


def review_organ_open(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper is None:
        return None
    if not a.to or not w.exists(a.to, a.on) or a.to == paper.office or w.kind(a.to) == "petition":
        return refusal(
            "organ",
            "请选择一个复查（复核）机关；原机关自己和信访部门不是。",
            "Choose a reviewing organ; neither the office itself nor a petition department is one.",
            "R22 35、36(1)",
        )
    known = _organs(paper.office, a, w)
    if known and a.to not in known:
        return refusal(
            "organ",
            f"可以选择的复查（复核）机关：{'、'.join(sorted(known))}。",
            f"The organs open to this petitioner: {', '.join(sorted(known))}.",
            "R22 35、36(1)",
        )
    return None


def _organs(office: str, a: Act, w: World) -> set[str]:
    """R22 35: the organs named for it; where none is, those one step above, by place or by line."""
    named = w.reviewers(office, a.on)
    if named:
        return set(named)
    above = {one for one in w.above(office, a.on) if w.kind(one) != "petition"}
    return above.difference(*(w.above(one, a.on) for one in above))


def posted_before_received(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not a.codes.get("posted_on"):
        return None
    posted = as_day(a.codes["posted_on"])
    if posted is None or posted > a.on:
        return refusal(
            "posted", "交邮日期不能晚于收到日期。", "It cannot have been posted after it came.", "民诉法 85(4)（类推）"
        )  # fmt: skip
    return None


def not_through_the_respondent(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if a.office and paper is not None and a.office == paper.office:
        return refusal(
            "own_cause", "对本单位意见的申请不由本单位登记；请交复查（复核）机关或者信访窗口。",
            "A request against its own opinion is not entered by that office, but by the organ asked or at a petition counter.",
            "R22 35、36(1)",
        )  # fmt: skip
    return None


# ------------------------------------------------------------------ taking it up


def late_with_good_reason(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    r = p.review if p else None
    if r is not None and r.late and not a.codes.get("late_reason"):
        return refusal(
            "late",
            "申请超过了30日：查明有正当理由的，写明理由后受理；没有的，不予受理。",
            "The request is late: accept it with the good reason that was found, on record, or refuse it.",
            "R22 35、36(1)",
        )
    return None


def review_refusal_ground(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    r, ground = (p.review if p else None), a.codes.get("ground")
    if r is None:
        return None
    if ground == "late" and not r.late:
        return refusal(
            "not_late", "申请在期限内（或者送达没有证明、期限没有起算），不能以逾期为由不予受理。",
            "It came in time (or no service is proven, so that no period runs): it cannot be refused as late.", "R22 35、36(1)",
        )  # fmt: skip
    if ground == "not_the_organ":
        organ = str(a.codes.get("organ", ""))
        against = s.papers[r.against].office
        known = _organs(against, a, w)
        if not organ or (p is not None and organ == p.office) or (known and organ not in known):
            return refusal(
                "organ", "要写明哪个机关有权复查（复核）。", "Name the organ that is to be asked.", "R22 35、36(1)"
            )  # fmt: skip
        if p is not None and p.office in known:
            return refusal(
                "own_competence", "本机关是可以选择的复查（复核）机关，不能推给别的机关。",
                "This organ is one that the petitioner may choose; it cannot send him elsewhere.", "R22 35、36(1)",
            )  # fmt: skip
    if ground not in ("late", "not_the_organ", "not_entitled", "new_matter"):
        return refusal(
            "ground", "不予受理只能依据清单上的理由。", "Only a ground from the closed list refuses.", "R22 35、36(1)"
        )  # fmt: skip
    return None


def by_the_applicant(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and a.petitioner != p.review.applicant:
        return refusal(
            "applicant",
            "只有申请人可以撤回自己的申请。",
            "Only the applicant withdraws the request.",
            "R22 35",
        )
    return None
