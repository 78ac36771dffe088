"""Computed values of the papers of review and re-review. Each function is named after its value."""

from __future__ import annotations

from typing import Any

from huiyin.offices.models import OfficeKind
from huiyin.offices.structure import structure
from huiyin.papers.facts import Facts, iso, officer_name, person_name, value
from huiyin.papers.values_acts import organs_above
from huiyin.register import models
from huiyin.statute.authority import respondent as respondent_of
from huiyin.statute.model import Act
from huiyin.statute.model import Paper as Issued
from huiyin.statute.review import Review

OUTCOMES = {
    "maintain": "维持", "revoke": "撤销并责令重新办理", "change": "变更", "overtaken": "原意见已因其他信访人的复查不再有效",
}  # fmt: skip


def _said(f: Facts, act: Act | None) -> dict[str, Any]:
    """The words of an act."""
    return f.words_of(act.seq) if act else {}


def _review(f: Facts) -> Review | None:
    return f.proceeding.review


def _reviewed(f: Facts) -> Issued | None:
    """The opinion that is not accepted."""
    review = _review(f)
    return f.state.papers.get(review.against) if review else None


# ------------------------------------------------------------------ who asks what


@value
def stage_word(f: Facts) -> Any:
    return f.proceeding.kind if _review(f) else None


@value
def applicant(f: Facts) -> Any:
    review = _review(f)
    role = next((r for r in f.roles if review and r.no == review.applicant), None)
    if role is None:
        return None
    address = (role.petitioner.person or {}).get("address") or ""
    return f"{person_name(role)}（{address}）" if address else person_name(role)


@value
def respondent(f: Facts) -> Any:
    """As whom it issued the opinion: a committee does so in the name of its government."""
    paper = _reviewed(f)
    row = models.Paper.objects.filter(file=f.file, no=paper.no).first() if paper else None
    return (row.signboard or f.office_name(respondent_of(f.state, f.proceeding))) if row else None


@value
def reviewed_title(f: Facts) -> Any:
    paper = _reviewed(f)
    return str(f.law.papers[paper.kind]["title"]["zh"]) if paper else None


@value
def reviewed_number(f: Facts) -> Any:
    paper = _reviewed(f)
    row = models.Paper.objects.filter(file=f.file, no=paper.no).first() if paper else None
    return row.number if row else None


@value
def reviewed_on(f: Facts) -> Any:
    paper = _reviewed(f)
    return iso(paper.on) if paper else None


@value
def reviewed_served_on(f: Facts) -> Any:
    paper, review = _reviewed(f), _review(f)
    return iso(paper.served.get(review.applicant)) if paper and review else None


@value
def ask_until(f: Facts) -> Any:
    review = _review(f)
    if review is None:
        return None
    ends = [
        w.end
        for w in f.state.windows.values()
        if (w.petitioner, w.paper) == (review.applicant, review.against)
    ]
    return iso(max(ends, default=None))


@value
def asked_organ(f: Facts) -> Any:
    return f.office_name(f.proceeding.office)


@value
def request_on(f: Facts) -> Any:
    return iso(f.proceeding.received)


@value
def posted_on(f: Facts) -> Any:
    act = f.opener()
    return act.codes.get("posted_on") if act else None


@value
def asked_form(f: Facts) -> Any:
    return f.proceeding.how or None


@value
def asked_points(f: Facts) -> Any:
    review = _review(f)
    if review is None:
        return None
    requests = dict(f.file.points.values_list("no", "request"))
    return [f.said(str(requests.get(no) or "")) for no in review.points]


@value
def asked_request(f: Facts) -> Any:
    return _said(f, f.opener()).get("request")


@value
def asked_reasons(f: Facts) -> Any:
    return _said(f, f.opener()).get("reasons")


@value
def late_words(f: Facts) -> Any:
    return _said(f, f.opener()).get("late_words")


@value
def late_reason(f: Facts) -> Any:
    return f.words.get("late_reason") or _said(f, f.last("accept_review")).get("late_reason")


@value
def review_due_on(f: Facts) -> Any:
    days = [d.due for d in f.duties("review") + f.duties("re-review") if d.due and d.how in ("", "met")]
    return iso(max(days, default=None))


@value
def review_law(f: Facts) -> Any:
    return f.provision("review" if f.proceeding.kind == "review" else "re-review")


@value
def review_accepted_on(f: Facts) -> Any:
    act = f.last("accept_review")
    return iso(act.on) if act else None


# ------------------------------------------------------------------ refusing, looking into it


@value
def refusal_ground(f: Facts) -> Any:
    return f.intended.get("ground")


@value
def right_organ(f: Facts) -> Any:
    code = f.intended.get("organ")
    return f.office_name(str(code)) if code else None


@value
def file_by(f: Facts) -> Any:
    return iso(f.counted("hand-over-file", f.on))


@value
def investigators(f: Facts) -> Any:
    review = _review(f)
    named = review.investigators if review else ()
    return [officer_name(f"officer:{login}") or login for login in named] or None


@value
def looked_on(f: Facts) -> Any:
    return iso(f.on)


@value
def looked_how(f: Facts) -> Any:
    return f.intended.get("form")


@value
def looked_found(f: Facts) -> Any:
    return f.words.get("record")


# ------------------------------------------------------------------ the committee


@value
def session_on(f: Facts) -> Any:
    act = f.last("hold_session")
    return iso(act.on) if act else iso(f.on)


@value
def file_called(f: Facts) -> Any:
    return "yes" if (review := _review(f)) and review.file_called else None


@value
def session_how(f: Facts) -> Any:
    """Not every organ has a committee: without one its leaders resolve together (导则 2.3.5(五))."""
    office = structure().offices.get(f.office)
    return "集体审议（应当回避的人员已经回避）" if office and office.kind != OfficeKind.COMMITTEE else None


@value
def session_presence(f: Facts) -> Any:
    codes = f.intended
    return f"组成人员{codes.get('members', 0)}人，到会{codes.get('present', 0)}人，回避{codes.get('recused') or 0}人"


@value
def session_votes(f: Facts) -> Any:
    return f"同意{f.intended.get('favour', 0)}人，不同意{f.intended.get('against') or 0}人"


@value
def session_resolution(f: Facts) -> Any:
    said = f.intended.get("outcome", {})
    return [f"第{no}项：{OUTCOMES.get(str(what), what)}" for no, what in said.items()] or None


@value
def session_minutes(f: Facts) -> Any:
    return f.words.get("minutes")


# ------------------------------------------------------------------ the opinion, and what comes after


@value
def next_organs(f: Facts) -> Any:
    return organs_above(f)


@value
def next_days(f: Facts) -> Any:
    found = f.law.counted("re-review-window", f.on)
    return found[0].length if found else None


@value
def next_provision(f: Facts) -> Any:
    return f.provision("re-review-window")


@value
def redo_days(f: Facts) -> Any:
    days = f.intended.get("redo_days")
    return int(days) if days else None


@value
def redo_order(f: Facts) -> Any:
    """By which opinion of a review the earlier one was revoked, and by whom it is dealt with anew."""
    if f.proceeding.how != "redo":
        return None
    row = models.Paper.objects.filter(file=f.file, act__seq=f.proceeding.opened_by).first()
    return f"{f.office_name(f.proceeding.sender)}（{row.number}）" if row else None


@value
def hearing_days(f: Facts) -> Any:
    return max((d.uncounted for d in f.duties("re-review")), default=0) or None


@value
def copies_to_offices(f: Facts) -> Any:
    """The office reviewed, as whom it issued the opinion, and the petition office that has the matter."""
    reviewed = respondent(f) or f.office_name(respondent_of(f.state, f.proceeding))
    return "、".join(dict.fromkeys([str(reviewed), f.office_name(f.state.proceedings[1].office)]))


@value
def final_served_on(f: Facts) -> Any:
    named = f.intended.get("final_served_on")
    days = [day for paper in _final(f) for who, day in paper.served.items() if who == _bound(f)]
    return named or iso(max(days, default=None))


@value
def final_number(f: Facts) -> Any:
    found = _final(f)
    row = models.Paper.objects.filter(file=f.file, no=found[-1].no).first() if found else None
    return row.number if row else None


def _bound(f: Facts) -> int:
    return int(f.intended.get("petitioner") or 0)


def _final(f: Facts) -> list[Issued]:
    """The re-review opinions of this file that bind the petitioner."""
    papers = {paper for (who, _no), paper in f.state.final.items() if who == _bound(f)}
    return [f.state.papers[no] for no in sorted(papers)]
