"""Asking for review and re-review (R22 35, 36), and taking the request back, by the petitioner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.intake import attachments, raising
from huiyin.offices import selectors
from huiyin.portal.asking import handed_in
from huiyin.portal.doing import WRONG, act_page, done, record_own
from huiyin.portal.fields import Choose, Text
from huiyin.portal.forms import Page
from huiyin.portal.forms_acts import NothingForm
from huiyin.portal.holding import Held
from huiyin.portal.matter import MatterView
from huiyin.portal.story import paper_title
from huiyin.register.vault import content_digest
from huiyin.statute.guards_review import reviewable
from huiyin.statute.model import Paper, Proceeding, Refused
from huiyin.web.words import cited, day

ACTS = {"handling_opinion": "apply_review", "review_opinion": "apply_re_review"}
"""Which act asks about which opinion."""


class ReviewForm(Page):
    """What is asked about, of which organ, and why."""

    paper = forms.IntegerField(widget=forms.HiddenInput)
    points = forms.MultipleChoiceField(
        label=gettext_lazy("对哪几项的意见不服"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选择一项。")},
    )  # fmt: skip
    organ = Choose(
        gettext_lazy("向哪个机关申请"), (), missing=gettext_lazy("请选择一个机关。"),
        help_text=gettext_lazy("有几个的，由您选其中一个。"),
    )  # fmt: skip
    request = Text(gettext_lazy("您的请求"), rows=3, longest=2_000, required=True)
    reasons = Text(gettext_lazy("事实和理由"), rows=6, longest=8_000, required=True)

    def __init__(
        self,
        *args: Any,
        points: list[tuple[str, str]],
        organs: list[tuple[str, str]],
        late: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("points", points), ("organ", organs)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if len(organs) == 1:
            self.fields["organ"].initial = organs[0][0]
        self.fields["points"].initial = [value for value, _label in points]
        if late:
            self.fields["late_words"] = Text(
                gettext_lazy("为什么过了期限才申请"), rows=3, longest=2_000, required=True,
                help_text=gettext_lazy("有正当理由（如住院、没有人告知）的，由复查（复核）机关查明后受理。"),
            )  # fmt: skip


def asked_about(view: MatterView) -> dict[int, tuple[int, ...]]:
    """Opinions that this petitioner may ask to have looked at again, with the points."""
    found: dict[int, tuple[int, ...]] = {}
    for kind in ACTS:
        for (who, paper), points in reviewable(view.state, kind).items():
            if who == view.asks_for:
                found[paper] = points
    return found


def apply(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """The request: form, reasons, points, organ, files."""
    open_now = asked_about(view)
    asked = (request.POST or request.GET).get("paper", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if number not in open_now:
        messages.info(
            request, _("对这份文书现在不能申请复查、复核，或者已经申请过。您的申请和进展都列在下面。")
        )
        return redirect(mine.url("matter"))
    paper = view.state.papers[number]
    choices = _choices(view, paper, open_now[number])
    words = _words(view, paper, late=choices["late"])
    if request.method != "POST":
        return act_page(request, mine, "review", ReviewForm(initial={"paper": number}, **choices), **words)
    form = ReviewForm(request.POST, **choices)
    if not form.is_valid():
        return act_page(request, mine, "review", form, WRONG, **words)
    return _send(request, mine, view, paper, form, words)


def _send(
    request: HttpRequest, mine: Held, view: MatterView, paper: Paper, form: ReviewForm, words: dict[str, Any]
) -> HttpResponse:
    data = form.cleaned_data
    kept, not_taken = handed_in(request, mine.now)
    if not_taken:
        for line in [*not_taken, _("申请还没有送出，写下的都在。附件请重新选择，不再选收不下的那个。")]:
            form.add_error(None, line)
        return act_page(request, mine, "review", form, WRONG, **words)
    points = tuple(int(no) for no in data["points"])
    said = {key: data[key] for key in ("request", "reasons", "late_words") if data.get(key)}
    key = content_digest(["review", mine.role.pk, paper.no, points, data["organ"], said, mine.now.date()])
    try:
        with transaction.atomic():
            recorded = record_own(
                mine, ACTS[paper.kind], paper=paper.no, points=points, to=data["organ"], petitioner=view.asks_for,
                codes={"form": "online"}, words=said, key=key,
            )  # fmt: skip
            if kept and not recorded.act.attachments.exists():
                by = f"petitioner:{mine.role.pk}"
                raising.attach(kept, file=mine.file, act=recorded.act, by=by, now=mine.now)
    except Refused as error:
        return act_page(request, mine, "review", form, WRONG, error=error, **words)
    return done(request, mine, _("申请已经送到，收到之日就是今天。受理与否、最迟哪天答复，都列在下面。"))


def _choices(view: MatterView, paper: Paper, points: tuple[int, ...]) -> dict[str, Any]:
    requests = dict(view.file.points.values_list("no", "request"))
    organs = [
        (one.code, _organ(one.code, one.name, view)) for one in selectors.reviewers(paper.office, view.today)
    ]
    ends = [
        w.end for w in view.state.windows.values() if (w.petitioner, w.paper) == (view.asks_for, paper.no)
    ]
    return {
        "points": [(str(no), f"{no}. {requests.get(no) or ''}") for no in points],
        "organs": organs,
        "late": bool(ends) and view.today > max(ends),
    }


def _organ(code: str, name: str, view: MatterView) -> str:
    """A committee decides in the name of its government."""
    boards = selectors.signboards(code, view.today)
    return (
        _("%(name)s（由%(body)s办理）") % {"name": boards[0].name, "body": name}
        if boards and boards[0].name != name
        else name
    )


def _words(view: MatterView, paper: Paper, *, late: bool) -> dict[str, Any]:
    first = paper.kind == "handling_opinion"
    ends = [
        w.end for w in view.state.windows.values() if (w.petitioner, w.paper) == (view.asks_for, paper.no)
    ]
    lines = [_("针对的文书：%(paper)s。") % {"paper": paper_title(view, paper)}]
    if ends:
        lines.append(
            (
                _("申请期限已经在 %(day)s 届满。有正当理由的仍然可以申请，请写明原因。")
                if late
                else _("可以申请到 %(day)s，当天也算。")
            )
            % {"day": day(max(ends))}
        )
    else:
        lines.append(_("这份文书还没有送达的证明，您的申请期限没有开始计算，现在就可以申请。"))
    lines.append(_("申请不影响已经写明要落实的事项；在意见作出以前随时可以撤回。"))
    return {
        "title": _("申请复查") if first else _("申请复核"), "submit": _("提交复查申请") if first else _("提交复核申请"),
        "lines": lines, "template": "do_add",
        "limit_mb": attachments.Limits.from_settings().file_bytes // attachments.MB,
    }  # fmt: skip


# ------------------------------------------------------------------ what was asked


OUTCOMES = {
    "maintain": gettext_lazy("维持原意见"), "revoke": gettext_lazy("撤销原意见，由原单位重新办理"), "change": gettext_lazy("变更原意见"),
    "overtaken": gettext_lazy("原意见已因其他信访人的复查不再有效"),
}  # fmt: skip


def requests_of(view: MatterView) -> list[Mapping[str, Any]]:
    """This petitioner's requests: where they stand, until when they are answered, whether they can be taken back."""
    found: list[Mapping[str, Any]] = []
    for p in view.state.proceedings.values():
        if p.review is None or p.review.applicant not in view.numbers:
            continue
        stage = view.law.stages[p.review.stage]
        here = {d.rule: d for d in view.state.live if d.proceeding == p.no}
        owed, hearing = here.get("review") or here.get("re-review"), here.get("end-hearing")
        found.append({
            "no": p.no, "title": _("复查") if p.kind == "review" else _("复核"), "office": view.office(p.office), "on": p.received,
            "stage": view.bilingual(stage), "points": p.review.points,
            "outcomes": [(no, OUTCOMES.get(what, what)) for no, what in sorted(p.review.outcomes.items())],
            "can_withdraw": p.review.stage in ("asked", "accepted"),
            "due": owed.due if owed else None, "stopped": owed is not None and owed.due is None,
            "hearing_to": hearing.due if hearing else None,
            "steps": view.proof(owed) if owed and owed.due else (), "provision": cited(owed.provision) if owed else "",
        })  # fmt: skip
    return found


def withdraw(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """The applicant alone takes the request back, until the opinion is given."""
    asked = (request.POST or request.GET).get("proceeding", "")
    no = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    p: Proceeding | None = view.state.proceedings.get(no)
    if (
        p is None
        or p.review is None
        or p.review.applicant not in view.numbers
        or p.review.stage not in ("asked", "accepted")
    ):
        messages.info(request, _("没有可以撤回的复查、复核申请。"))
        return redirect(mine.url("matter"))
    words: dict[str, Any] = {
        "title": _("撤回复查（复核）申请"), "submit": _("撤回申请"), "hidden": {"proceeding": no},
        "lines": [_("撤回以后，在申请期限内还可以再申请。"), _("没有人可以要求您撤回。")],
    }  # fmt: skip
    if request.method != "POST":
        return act_page(request, mine, "withdraw_review", NothingForm(), **words)
    try:
        record_own(mine, "withdraw_review", proceeding=no, petitioner=view.asks_for)
    except Refused as error:
        return act_page(request, mine, "withdraw_review", NothingForm(), WRONG, error=error, **words)
    return done(request, mine, _("申请已经撤回。"))
