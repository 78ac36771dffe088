"""The line of a matter as its petitioner reads it, and what is owed with the reasons for each day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from huiyin.offices import selectors
from huiyin.offices.models import Office
from huiyin.portal import public
from huiyin.portal.matter import MatterView
from huiyin.register import models
from huiyin.register.standing import OF_AUTHORITY
from huiyin.statute.explain import title_of
from huiyin.statute.model import Act, Duty, Paper, Window
from huiyin.web.parts import Due, Link, Moment
from huiyin.web.words import bilingual, cited

# Work inside an office: the paper that comes of it is what the petitioner is told.
INSIDE = frozenset(
    {"judge", "screen", "name_accused", "draft", "check", "sign", "return_draft", "ask_extension", "decline_extension",
     "remark", "correct", "recount", "count_silence", "add_entry", "join", "add_point", "declare_interest", "mark_simple",
     "inform_organisation", "report_grave_accusation", "take_from_accused"}
)  # fmt: skip
OWN = frozenset(
    {"rate", "withdraw", "undo_withdraw", "end_withdrawn", "confirm_receipt", "serve", "serve_failed",
     "consent_electronic", "change_contact", "change_pin", *OF_AUTHORITY}
)  # fmt: skip


def happened(view: MatterView, papers_at: str = "") -> list[Moment]:
    """What happened, oldest first."""
    said = _own_words(view)
    papers: dict[int, list[Paper]] = {}
    for paper in view.papers:
        papers.setdefault(paper.act, []).append(paper)
    moments = [
        _moment(view, act, said, papers.get(act.seq, []), papers_at)
        for act in view.state.acts
        if _shown(view, act)
    ]
    gone = {
        a.names for a in view.state.acts if a.kind == "correct" and a.codes.get("wrong") == "never_happened"
    }
    moments += [
        Moment(bilingual(view.law.acts[a.kind].title), a.on, _by(view, a), state="undone", note=_("这一条记错了，已经更正。"))
        for a in view.acts if a.seq in gone and _shown(view, a)
    ]  # fmt: skip
    return sorted(moments, key=lambda m: m.on or date.min)


def _shown(view: MatterView, act: Act) -> bool:
    if act.kind in INSIDE or _of_another(view, act):
        return False
    if act.kind in OF_AUTHORITY and any(r.no == act.petitioner for r in view.speakers):
        return True
    return act.kind not in OWN or act.petitioner in view.numbers


def _of_another(view: MatterView, act: Act) -> bool:
    """What another petitioner's request for review is about stays with him, unless it changed what stands for all."""
    if act.kind in ("apply_review", "apply_re_review"):
        return act.petitioner not in view.numbers
    p = view.state.proceedings.get(act.proceeding)
    if p is None or p.review is None or p.review.applicant in view.numbers:
        return False
    decided = act.kind in ("decide_review", "decide_re_review")
    return not (decided and {"revoke", "change"} & set(p.review.outcomes.values()))


def _own_words(view: MatterView) -> dict[int, str]:
    """What this petitioner added, and what an office asked to be completed; nothing that offices said inside."""
    rows = models.Words.objects.filter(file=view.file).select_related("act")
    found: dict[int, str] = {}
    for row in rows.filter(act__kind__in=("add_material", "withdraw", "ask_supplement")):
        act, said = row.act, row.said or {}
        if act.kind == "ask_supplement" or act.petitioner in view.numbers:
            found[act.seq] = str(said.get("words") or said.get("reason") or "")
    return found


def _by(view: MatterView, act: Act) -> str:
    if act.by.startswith("petitioner:"):
        if act.kind in OF_AUTHORITY:
            return _("您") if act.by == f"petitioner:{view.role.pk}" else _("信访人本人")
        return _("您") if act.petitioner in view.numbers else _("其他信访人")
    # what came in through this site was received by the front office
    office = act.office or (act.to if act.kind == "register" else "")
    return view.office(office) if office else ""


def _moment(view: MatterView, act: Act, said: dict[int, str], papers: list[Paper], papers_at: str) -> Moment:
    title = bilingual(view.law.acts[act.kind].title)
    named = (
        view.state.papers.get(act.paper) if act.kind in ("serve", "serve_failed", "confirm_receipt") else None
    )
    if named:
        title = _("%(act)s：%(paper)s") % {"act": title, "paper": paper_title(view, named)}
    elif act.to and act.kind != "register":
        title = _("%(act)s：%(office)s") % {"act": title, "office": view.office(act.to)}
    links = tuple(Link(paper_title(view, p), papers_at.replace("/0/", f"/{p.no}/")) for p in papers)
    by = _by(view, act)
    late = act.recorded and (act.recorded - act.on).days > 0
    note = _("%(day)s 补录") % {"day": act.recorded.isoformat()} if late and act.recorded else ""
    return Moment(title, act.on, by, said.get(act.seq, "") or _plain(act), papers=links, note=note)


def _plain(act: Act) -> str:
    """What an act means for the petitioner, where its name does not say it."""
    return {
        "object": _("该单位认为不属于自己的职责，由转送的单位核实。告知您的期限照样在走。"),
        "consent_return": _("核实后同意退回，会尽快重新确定办理单位。"),
        "deny_objection": _("核实后不同意退回，仍由该单位办理。"),
        "serve_failed": _("这次没有送到，会换别的办法。"),
        "withdraw": _("7 日内可以取消；取消前一切照常办理。"),
    }.get(act.kind, "")


def paper_title(view: MatterView, paper: Paper) -> str:
    """What a paper is called."""
    row = view.law.papers.get(paper.kind)
    return bilingual(row["title"]) if row else paper.kind


# ------------------------------------------------------------------ what is owed


def owed(view: MatterView) -> list[tuple[str, Due | None, str]]:
    """What offices owe now: office, the day with its reasons (None: promptly), and what is owed."""
    return [(view.office(d.office), due_of(view, d), duty_title(view, d)) for d in view.owed]


def duty_title(view: MatterView, d: Duty) -> str:
    """What is owed, as the petitioner would say it; else in the words of the rulebook."""
    paper = view.state.papers.get(d.paper) if d.rule == "serve" else None
    if paper:
        return _("把《%(paper)s》送到您手上") % {"paper": paper_title(view, paper)}
    plain = {
        "dispatch": _("确定由哪个单位办理，并转过去"),
        "redispatch": _("重新确定由哪个单位办理"),
        "tell-destination": _("书面告诉您转到了哪个单位"),
        "tell-direct": _("书面告诉您收到了，走什么途径和程序"),
        "tell-forwarded": _("书面告诉您收到了，走什么途径和程序"),
        "decide-objection": _("核实由哪个单位办理"),
        "answer": _("给您书面处理意见，逐项答复"),
        "tell-extension": _("书面告诉您延期的理由和新的日期"),
        "tell-correction": _("书面告诉您：原来告知的日期因更正记录变了，变成哪一天、为什么"),
        "reply-enquiry": _("答复您的咨询"),
        "reply-suggestion": _("研究您的建议，采纳的给您答复"),
        "lead-in": _("其他法定程序的结果，并告诉您"),
        "carry-out": _("按处理意见落实"),
        "accept-review": _("告诉您是否受理复查申请"),
        "review": _("给您书面复查意见"),
        "accept-re-review": _("告诉您是否受理复核申请"),
        "re-review": _("给您书面复核意见"),
        "redo": _("重新给您书面处理意见"),
    }
    return plain.get(d.rule) or bilingual(title_of(view.law, d.rule, d.start))


def due_of(view: MatterView, d: Duty) -> Due | None:
    """A duty's day with the steps of its count."""
    if d.due is None:
        return None
    rule = view.law.book.rule(d.rule, d.start, view.law.place)
    return Due(
        d.due, duty_title(view, d), d.nominal, d.provisional, bilingual(rule.starts), d.start, cited(d.provision), d.certainty,
        view.proof(d),
    )  # fmt: skip


@dataclass(frozen=True)
class Review:
    """A petitioner's own time to ask for review of one paper."""

    window: Window
    title: str
    steps: tuple[str, ...]
    organs: list[Office]
    provision: str
    over: bool
    paper: str
    first: bool
    """Whether it is about the handling opinion, not about a review."""


def reviews(view: MatterView) -> Iterator[Review]:
    """Every window of this petitioner, with where to turn to (R22 35)."""
    for window in view.windows:
        if window.rule != "judicial-confirmation":  # the agreement says it
            paper = view.state.papers[window.paper]
            organs = selectors.reviewers(paper.office, view.today)
            title = bilingual(title_of(view.law, window.rule, window.start))
            steps = view.proof(window)
            provision = cited(window.provision)
            over, first = view.today > window.end, window.rule == "review-window"
            yield Review(window, title, steps, organs, provision, over, paper_title(view, paper), first)


def comes_next(view: MatterView) -> list[Moment]:
    """What comes after what is going on, by the steps that the points stand in and what each asks for."""
    waiting = [q for q in view.state.points.values() if q.step not in view.law.decided]
    found = _for_claims(view, {q.step for q in waiting if q.purpose in ("claim", "unclear")})
    purposes = {q.purpose for q in waiting}
    if "accusation" in purposes:
        words = _("检举、控告的受理、办理和反馈按纪检监察等机关的规定，不适用信访程序的期限。")
        found.append(Moment(_("由有权处理的机关按规定办理、反馈"), words=words, state="next"))
    if "suggestion" in purposes:
        found.append(Moment(_("研究您的建议，采纳的给您答复"), state="next"))
    if purposes & {"enquiry", "thanks"}:
        found.append(Moment(_("由收到的单位答复"), state="next"))
    return found


def _for_claims(view: MatterView, steps: set[str]) -> list[Moment]:
    numbers = {
        key: r.length
        for key in ("tell-forwarded", "answer", "review-window")
        if (r := public.rule(key, view.today))
    }
    found: list[Moment] = []
    if steps & {"registered", "reported", "objected"} and "tell-forwarded" in numbers:
        words = _("该单位自收到之日起 %(n)s 日内书面告诉您走什么途径和程序。") % {
            "n": numbers["tell-forwarded"]
        }
        found.append(Moment(_("办理单位书面告知"), words=words, state="next"))
    if steps & {"registered", "reported", "objected", "arrived"} and "answer" in numbers:
        words = _("按信访程序受理的，自受理之日起 %(n)s 日内办结。") % {"n": numbers["answer"]}
        found.append(Moment(_("书面处理意见"), words=words, state="next"))
    if steps & {"arrived", "accepted"} and "review-window" in numbers:
        words = _("不满意的，自收到之日起 %(n)s 日内可以申请复查；送达之前这个期限不开始计算。") % {
            "n": numbers["review-window"]
        }
        found.append(Moment(_("您收到处理意见书以后"), words=words, state="next"))
    return found
