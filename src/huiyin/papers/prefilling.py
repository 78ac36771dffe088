"""What a new draft says already: words that the file or the rulebook has, for the writer to check and change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.papers.facts import Facts
from huiyin.papers.kinds import Kind
from huiyin.papers.prefilling_path import path_parts
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
}  # fmt: skip
