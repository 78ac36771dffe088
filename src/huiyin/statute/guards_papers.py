"""Guards of drafts and of service. See `guards`."""

from __future__ import annotations

from .authority import CONFIDENTIAL, STANDS_FOR
from .guards_base import refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World


def draft_open(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d is None or d.step in ("issued", "returned"):
        return refusal(
            "draft", "没有待处理的这份草稿。", "There is no such draft to deal with.", "GB/T 9704-2012"
        )
    return None


def same_content(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and a.codes.get("digest") != d.digest:
        return refusal(
            "changed",
            "草稿内容已经变动，请重新生成草稿后再核、签。",
            "The draft has changed; render it again first.",
        )
    return None


def not_the_drafter(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and d.drafted_by == a.by and not a.by.startswith("machine:"):
        return refusal(
            "drafter",
            "拟稿人不能核对自己的稿子。",
            "The drafter does not check his own draft.",
            "导则 2.5.3.2(四)",
        )
    return None


def opinion_not_signed_by_drafter(
    s: State, a: Act, p: Proceeding | None, law: Law, w: World
) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and "check" in law.papers.get(d.kind, {}).get("steps", ()) and d.drafted_by == a.by:
        return refusal(
            "drafter",
            "拟稿人不能签发自己的稿子。",
            "The drafter does not sign his own draft.",
            "导则 2.5.3.2(四)",
        )
    return None


def checked_where_needed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    if d and "check" in law.papers.get(d.kind, {}).get("steps", ()) and d.step != "check":
        return refusal(
            "unchecked",
            "这种文书先核稿，再签发。",
            "This paper is checked before it is signed.",
            "导则 2.5.3.2(四)",
        )
    return None


def signer_may_sign(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    allowed = law.papers.get(d.kind, {}).get("signed_by", ()) if d else ()
    posts = a.codes.get("posts")
    if posts is not None and s.restricted and CONFIDENTIAL in posts:
        posts = [*posts, *STANDS_FOR]
    if posts is not None and allowed and not set(posts) & set(allowed):
        return refusal(
            "signer",
            f"这种文书由{'、'.join(allowed)}签发。",
            f"This paper is signed by: {', '.join(allowed)}.",
            "导则 2.5.3.2(四)",
        )
    return None


# ------------------------------------------------------------------ service


def paper_issued(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.paper not in s.papers:
        return refusal(
            "paper",
            f"本卷没有第{a.paper}号文书。",
            f"There is no paper {a.paper} in this file.",
            "民诉法 87（类推）",
        )
    return None


def petitioner_is_addressee(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper and a.petitioner not in paper.addressees:
        return refusal(
            "addressee", "该信访人不是这件文书的受送达人。",
            "This paper is not addressed to that petitioner.", "民诉法 87（类推）",
        )  # fmt: skip
    return None


def not_served_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper and a.petitioner in paper.served:
        on = paper.served[a.petitioner]
        return refusal("served", f"已于 {on} 送达。", f"It was served on {on}.", "民诉法 87（类推）")
    return None


def not_before_issue(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if paper and a.on < paper.on:
        return refusal(
            "before_issue",
            f"送达日期早于文书日期 {paper.on}。",
            f"Served before the paper was issued on {paper.on}.",
        )
    return None


def method_allowed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("method") == "public_notice" and s.restricted:
        return refusal(
            "public",
            "限制知悉的事项不得公告送达。",
            "A restricted matter is never served by public notice.",
            "R22 30(3)",
        )
    return None


def recipient_allowed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    by = a.codes.get("received_by")
    if by == "co_resident" and (a.codes.get("opposed") or s.restricted):
        return refusal(
            "co_resident", "与本事项有对立利害关系的同住人不得代收；限制知悉的事项只能由本人或其指定的人签收。",
            "A co-resident opposed in the matter cannot sign; restricted papers only reach the person.", "民诉法 88（类推）",
        )  # fmt: skip
    return None


def consent_for_electronic(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("method") == "electronic" and a.petitioner not in s.consents:
        return refusal(
            "consent", "没有该信访人对本事项电子送达的同意。",
            "No consent to electronic service in this matter.", "民诉法 90（类推）",
        )  # fmt: skip
    return None


def public_notice_last(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    paper = s.papers.get(a.paper)
    if (
        a.codes.get("method") == "public_notice"
        and paper
        and len(set(paper.failed.get(a.petitioner, ()))) < 2
    ):
        return refusal(
            "last_resort", "公告是最后的办法：先要有至少两种其他方式未成的记录。",
            "Public notice is the last resort: two other ways must have failed on record.", "民诉法 95（类推）",
        )  # fmt: skip
    return None
