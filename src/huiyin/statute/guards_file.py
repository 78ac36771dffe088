"""Guards of papers, service, petitioners' acts, closing and corrections. See `guards`."""

from __future__ import annotations

from .guards import Guard, _no
from .law import Law
from .model import Act, Proceeding, Refused, State, World

CORRECTABLE = ("never_happened", "on", "to", "days", "feedback_due", "method", "outcome", "result")


def every_point_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    waiting = [q.no for q in s.points.values() if q.step not in law.decided]
    if waiting:
        return _no("undecided", f"还没有结果的诉求：{waiting}。", f"Points without a result: {waiting}.", "导则 2.5.3.2(六)")
    return None


def nothing_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    owed = [d for d in s.live if d.kind == "duty"]
    if owed:
        rules = "、".join(sorted({d.rule for d in owed}))
        return _no("owed", f"还有未履行的事项：{rules}。", f"Still owed: {rules}.", "R22 32(2)")
    return None


def not_closed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.closed_on:
        return _no("closed", f"已于 {s.closed_on} 结案。", f"Closed on {s.closed_on}.")
    return None


def is_closed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.closed_on:
        return _no("open", "还没有结案。", "It is not closed.", "档案法实施条例 38")
    return None


def not_archived(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.archived_on:
        return _no("archived", f"已于 {s.archived_on} 归档；请先恢复办理。", f"Archived on {s.archived_on}; reopen it first.")
    return None


# ------------------------------------------------------------------ drafts


def draft_open(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d is None or d.step in ("issued", "returned"):
        return _no("draft", "没有待处理的这份草稿。", "There is no such draft to deal with.", "GB/T 9704-2012")
    return None


def same_content(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and a.codes.get("digest") != d.digest:
        return _no("changed", "草稿内容已经变动，请重新生成草稿后再核、签。", "The draft has changed; render it again first.")
    return None


def not_the_drafter(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and d.drafted_by == a.by and not a.by.startswith("machine:"):
        return _no("drafter", "拟稿人不能核对自己的稿子。", "The drafter does not check his own draft.", "导则 2.5.3.2(四)")
    return None


def opinion_not_signed_by_drafter(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and "check" in law.papers.get(d.kind, {}).get("steps", ()) and d.drafted_by == a.by:
        return _no("drafter", "拟稿人不能签发自己的稿子。", "The drafter does not sign his own draft.", "导则 2.5.3.2(四)")
    return None


def checked_where_needed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and "check" in law.papers.get(d.kind, {}).get("steps", ()) and d.step != "check":
        return _no("unchecked", "这种文书先核稿，再签发。", "This paper is checked before it is signed.", "导则 2.5.3.2(四)")
    return None


def signer_may_sign(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    allowed = law.papers.get(d.kind, {}).get("signed_by", ()) if d else ()
    posts = a.codes.get("posts")
    if posts is not None and allowed and not set(posts) & set(allowed):
        return _no(
            "signer", f"这种文书由{'、'.join(allowed)}签发。", f"This paper is signed by: {', '.join(allowed)}.", "导则 2.5.3.2(四)"
        )
    return None


# ------------------------------------------------------------------ service


def paper_issued(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.paper not in s.papers:
        return _no("paper", f"本卷没有第{a.paper}号文书。", f"There is no paper {a.paper} in this file.", "民诉法 87（类推）")
    return None


def petitioner_is_addressee(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper and a.petitioner not in paper.addressees:
        return _no("addressee", "该信访人不是这件文书的受送达人。", "This paper is not addressed to that petitioner.", "民诉法 87（类推）")
    return None


def not_served_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper and a.petitioner in paper.served:
        on = paper.served[a.petitioner]
        return _no("served", f"已于 {on} 送达。", f"It was served on {on}.", "民诉法 87（类推）")
    return None


def not_before_issue(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper and a.on < paper.on:
        return _no("before_issue", f"送达日期早于文书日期 {paper.on}。", f"Served before the paper was issued on {paper.on}.")
    return None


def method_allowed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("method") == "public_notice" and s.restricted:
        return _no("public", "限制知悉的事项不得公告送达。", "A restricted matter is never served by public notice.", "R22 30(3)")
    return None


def recipient_allowed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    by = a.codes.get("received_by")
    if by == "co_resident" and (a.codes.get("opposed") or s.restricted):
        return _no(
            "co_resident", "与本事项有对立利害关系的同住人不得代收；限制知悉的事项只能由本人或其指定的人签收。",
            "A co-resident opposed in the matter cannot sign; restricted papers only reach the person.", "民诉法 88（类推）",
        )  # fmt: skip
    return None


def consent_for_electronic(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("method") == "electronic" and a.petitioner not in s.consents:
        return _no("consent", "没有该信访人对本事项电子送达的同意。", "No consent to electronic service in this matter.", "民诉法 90（类推）")
    return None


def public_notice_last(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if a.codes.get("method") == "public_notice" and paper and len(set(paper.failed.get(a.petitioner, ()))) < 2:
        return _no(
            "last_resort", "公告是最后的办法：先要有至少两种其他方式未成的记录。",
            "Public notice is the last resort: two other ways must have failed on record.", "民诉法 95（类推）",
        )  # fmt: skip
    return None


# ------------------------------------------------------------------ petitioners


def not_by_the_rated(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    handling = {q.office for q in s.proceedings.values() if q.kind != "dispatch"} | {str(a.codes.get("about", ""))}
    if a.office and a.office in handling:
        return _no(
            "own_cause", "撤回、评价和确认不由办理单位代录，请信访人本人或者在信访窗口办理。",
            "Withdrawing, rating and confirming are never recorded by the handling office.", "R22 21(2)",
        )  # fmt: skip
    return None


def something_to_rate(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("about") not in {q.office for q in s.proceedings.values()}:
        return _no("rate", "该单位没有办理过本事项。", "That office did not deal with this matter.", "R22 21(2)")
    return None


def not_rated_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if (a.petitioner, str(a.codes.get("about", ""))) in s.rated:
        return _no("rated", "已经评价过。", "Rated already.", "R22 21(2)")
    return None


def not_withdrawn(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.petitioner not in s.petitioners:
        return _no("petitioner", "本卷没有该信访人。", "There is no such petitioner in this file.")
    if a.petitioner in s.withdrawals:
        return _no("withdrawn", "已经提出撤回。", "Withdrawn already.")
    if all(q.step in law.decided for q in s.points.values()):
        return _no("decided", "各项诉求都已有结果，没有可以撤回的。", "Every point has its result; nothing is left to withdraw.")
    return None


def withdrawal_resting(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = s.withdrawals.get(a.petitioner)
    if found is None or found[1] != "resting" or a.on > found[0]:
        return _no("rest", "没有可以取消的撤回（7日内可以取消）。", "There is no withdrawal that can still be undone.")
    return None


def withdrawal_rested(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = s.withdrawals.get(a.petitioner)
    if found is None or found[1] != "resting" or a.on <= found[0]:
        return _no("rest", "撤回还在7日内。", "The withdrawal is still within its 7 days.")
    return None


# ------------------------------------------------------------------ corrections


def names_an_act(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(x.seq == a.names for x in s.acts) and not any(x.seq == a.names for x, _ in s.conflicts):
        return _no("names", f"本卷没有第{a.names}条记录。", f"There is no act {a.names} in this file.")
    return None


def correction_is_possible(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    wrong = a.codes.get("wrong")
    if wrong not in CORRECTABLE or (wrong != "never_happened" and a.codes.get("value") in (None, "")):
        return _no("wrong", "请指明哪一项错了、应为什么。", "Say which field is wrong, and what it should be.")
    first = s.acts[0].seq if s.acts else 0
    if wrong == "never_happened" and a.names == first:
        return _no("first", "登记本身不能更正为没有发生；来件一直留在登记簿上。", "The registration itself cannot be undone: what came in stays registered.", "R22 44[1]")
    return None


FILE_GUARDS: dict[str, Guard] = {
    name: f for name, f in globals().items() if callable(f) and getattr(f, "__module__", "") == __name__
}
