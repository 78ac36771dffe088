"""Asking that an officer stand back (R22 28(3)), for a hearing (31[6]), or for the answer in writing, by the petitioner."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.portal.doing import WRONG, act_page, done, record_own
from huiyin.portal.fields import Choose, Text
from huiyin.portal.forms import Page
from huiyin.portal.forms_acts import NothingForm
from huiyin.portal.holding import Held
from huiyin.portal.matter import MatterView
from huiyin.statute.model import Refused

INTERESTS = (
    ("in_the_matter", gettext_lazy("与这件事有直接利害关系")), ("kin_of_petitioner", gettext_lazy("是我的亲属")),
    ("kin_of_party", gettext_lazy("是对方或者被反映人的亲属")), ("other", gettext_lazy("其他直接利害关系")),
)  # fmt: skip
GROUNDS = (
    ("grave", gettext_lazy("事情重大")),
    ("complex", gettext_lazy("事情复杂")),
    ("difficult", gettext_lazy("事情疑难")),
)


class RecusalForm(Page):
    """Who, and why."""

    interest = Choose(gettext_lazy("有什么利害关系"), INTERESTS, missing=gettext_lazy("请选择一项。"))
    reason = Text(gettext_lazy("请谁回避、为什么"), rows=4, longest=2_000, required=True)


class HearingForm(Page):
    """Why a hearing."""

    ground = Choose(gettext_lazy("为什么需要听证"), GROUNDS, missing=gettext_lazy("请选择一项。"))
    reason = Text(gettext_lazy("理由"), rows=4, longest=2_000, required=True)


def _ask(
    request: HttpRequest, mine: Held, view: MatterView, kind: str, form: type[Page], code: str, words: dict[str, Any], said: str
) -> HttpResponse:  # fmt: skip
    """One request to the office that holds the matter now."""
    place = view.place(kind)
    what = {"ask_recusal": "recusal", "ask_hearing": "hearing", "want_paper": "paper"}[kind]
    if not place:
        messages.warning(request, _("这件事现在不能这样做，什么也没有改动。能做的都列在下面。"))
        return redirect(mine.url("matter"))
    if request.method != "POST":
        return act_page(request, mine, what, form(), **words)
    typed = form(request.POST)
    if not typed.is_valid():
        return act_page(request, mine, what, typed, WRONG, **words)
    data = typed.cleaned_data
    try:
        record_own(
            mine, kind, proceeding=place, codes={code: data[code]} if code else {},
            words={"reason": data["reason"]} if code else {},
        )  # fmt: skip
    except Refused as error:
        return act_page(request, mine, what, typed, WRONG, error=error, **words)
    return done(request, mine, said)


def recusal(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """R22 28(3): the head of the office decides, and no day is lost."""
    words = {
        "title": _("申请回避"), "submit": _("提交申请"),
        "lines": [_("由该单位负责人决定，并书面告诉您。"), _("申请回避不影响办理期限。")],
    }  # fmt: skip
    return _ask(request, mine, view, "ask_recusal", RecusalForm, "interest", words, _("回避申请已经提交。"))


def hearing(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """R22 31[6]: a grave, complex or difficult matter may be heard."""
    words = {
        "title": _("申请听证"), "submit": _("提交申请"),
        "lines": [_("重大、复杂、疑难的事情可以举行听证；办理单位决定举行或者不举行，都会说明理由。")],
    }  # fmt: skip
    return _ask(request, mine, view, "ask_hearing", HearingForm, "ground", words, _("听证申请已经提交。"))


def paper(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """The simple procedure answers by phone or text; who wants it on paper gets it."""
    words = {
        "title": _("要求书面答复"), "submit": _("要求书面答复"), "lines": [_("办理单位会给您出具书面的处理意见。")],
    }  # fmt: skip
    return _ask(request, mine, view, "want_paper", NothingForm, "", words, _("已经记下：请给您书面答复。"))
