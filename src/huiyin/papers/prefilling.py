"""What a new draft says already: words that the file or the rulebook has, for the writer to check and change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.papers.facts import VALUES, Facts, officer_name
from huiyin.papers.kinds import Kind, kind
from huiyin.papers.prefilling_path import path_parts
from huiyin.papers.wording.values import day_text
from huiyin.register import models


def prefilled(f: Facts, spec: Kind) -> dict[str, str]:
    """The written parts of a new draft that need not begin empty."""
    begin = _BEGINS.get(spec.key)
    return {key: text for key, text in begin(f).items() if text} if begin else {}


def _correction(f: Facts) -> dict[str, str]:
    """Why the record was corrected, as said when it was."""
    papers = {no for (no, _who), u in f.state.untold.items() if u.proceeding == f.proceeding.no}
    acts = [
        a.seq
        for a in f.state.acts
        if a.kind == "correct" and papers & {row[0] for row in a.codes.get("told", ())}
    ]
    rows = models.Words.objects.filter(file=f.file, act__seq__in=acts).order_by("act__seq")
    return {"reason": "\n".join(str((row.said or {}).get("reason", "")) for row in rows)}


def _opinion(f: Facts) -> dict[str, str]:
    """What the applicant asks and why, and what the office reviewed says to it."""
    acts = {a.kind: a for a in f.state.acts if a.proceeding == f.proceeding.no and a.kind == "hand_over_file"}
    opener = f.opener()
    asked = f.words_of(opener.seq) if opener else {}
    view = f.words_of(acts["hand_over_file"].seq).get("record", "") if acts else ""
    request = "\n".join(str(asked[key]) for key in ("request", "reasons") if asked.get(key))
    return {"request": f.said(request), "respondent_view": str(view)}


HEARD = {
    "in_person": "当面听取陈述", "phone": "电话听取陈述", "video": "视频听取陈述", "letter": "书面听取陈述", "on_site": "现场查看",
    "inquiry": "询问有关人员", "documents": "查阅资料", "survey": "鉴定、勘测", "hearing": "听证",
}  # fmt: skip


def _answered(f: Facts) -> dict[str, str]:
    """Who asks and where they live; on which day somebody heard them, went there or read the papers.

    What was found stays to be written: a record of the inquiry may name people whom the opinion should not.
    """
    looked = [
        a for a in f.state.acts if a.kind in ("contact", "investigate") and a.proceeding == f.proceeding.no
    ]
    steps = [
        f"{day_text(a.on)}，{officer_name(a.by)}{HEARD.get(str(a.codes.get('form')), '调查')}" for a in looked
    ]
    who = "" if f.hidden else str(VALUES["petitioner"](f) or "")
    return {"identity": f"{who}。" if who else "", "inquiry": f"{'；'.join(steps)}。" if steps else ""}


NEW_FACTS = "写明新在哪里，附上证据，到任何一个信访窗口、写信或者在网上提出；登记后依法办理。"


def _told_final(f: Facts) -> dict[str, str]:
    """Which re-review opinion binds, how the two were compared, and how new facts can be raised."""
    linked = str(f.intended.get("linked") or f.file.pk)
    papers = models.Paper.objects.filter(
        file_id=int(linked) if linked.isdigit() else 0, kind="re_review_opinion"
    )
    last = papers.order_by("no").last()
    opinion = (
        f"{last.signboard}《{kind(last.kind).title.zh}》（{last.number}，{day_text(last.on)}）"
        if last
        else ""
    )
    return {"final_paper": opinion, "compared": str(f.words.get("reason") or ""), "new_facts": NEW_FACTS}


def _stands_back(f: Facts) -> dict[str, str]:
    return {"officer_name": officer_name(f"officer:{f.intended.get('officer', '')}")}


def _file_called(f: Facts) -> dict[str, str]:
    """What a file has in it, as the rulebook lists it."""
    return {
        part.key: part.help.zh.rstrip("。")
        for part in kind(f.kind).written
        if part.key == "list" and part.help
    }


def _sent_on(f: Facts) -> dict[str, str]:
    """Why the points go this way, as said when they were screened; each reason once."""
    screened = {
        no: a.seq
        for a in f.state.acts
        if a.kind == "screen" and a.proceeding == f.proceeding.no
        for no in a.points
        if no in f.points
    }
    reasons = [str(f.words_of(seq).get("reason") or "") for seq in dict.fromkeys(screened.values())]
    return {"screening": f.said("\n".join(dict.fromkeys(filter(None, reasons))))}


def prefilled_point(f: Facts, spec: Kind, no: int) -> dict[str, str]:
    """What is known of one point before anybody writes: the committee's resolution."""
    review = f.proceeding.review
    if review is None or spec.key not in ("review_opinion", "re_review_opinion") or no not in review.resolved:
        return {}
    return {"outcome": review.resolved[no]}


_BEGINS: Mapping[str, Callable[[Facts], dict[str, str]]] = {
    "correction_notice": _correction, "review_opinion": _opinion, "re_review_opinion": _opinion,
    "path_notice": path_parts, "transfer_slip": _sent_on, "assignment_letter": _sent_on,
    "handling_opinion": _answered, "file_call_letter": _file_called, "recusal_decision": _stands_back,
    "no_more_acceptance_notice": _told_final,
}  # fmt: skip
