"""The petitioner says with the own code and PIN how far another may speak for him (山东省信访条例 28 by analogy)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.portal.doing import WRONG, act_page, done, record_own
from huiyin.portal.fields import Choose
from huiyin.portal.forms import Page
from huiyin.portal.holding import Held
from huiyin.portal.matter import MatterView
from huiyin.register import standing
from huiyin.statute.model import Refused

NONE = "none"
SCOPES = (
    (NONE, gettext_lazy("不同意，由我自己办")), ("see", gettext_lazy("只能看办理情况和文书")),
    ("receive", gettext_lazy("还可以代收文书、代我申请复查复核和评价")),
    ("settle", gettext_lazy("还可以代我撤回、和解")),
)  # fmt: skip


class AuthorityForm(Page):
    """Who, and how far."""

    who = forms.IntegerField(widget=forms.HiddenInput)
    scope = Choose(gettext_lazy("他（她）可以替您办到哪一步"), SCOPES, missing=gettext_lazy("请选择一项。"))


def decide(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """Confirmed, narrowed or ended by the petitioner himself; a choice that changes nothing records nothing."""
    asked = (request.POST or request.GET).get("who", "")
    speaker = next((r for r in view.speakers if str(r.no) == asked), None)
    if speaker is None:
        messages.info(request, _("没有需要您确认的人。"))
        return redirect(mine.url("matter"))
    now = standing.level(speaker, view.state)
    name = str((speaker.petitioner.person or {}).get("name") or "—")
    words: dict[str, Any] = {
        "title": _("%(name)s 替您办这件事") % {"name": name}, "submit": _("保存我的决定"),
        "lines": [_("文书始终也送给您本人。"), _("随时可以更改。没有人可以要求您同意。")],
    }  # fmt: skip
    if request.method != "POST":
        form = AuthorityForm(initial={"who": speaker.no, "scope": now})
        return act_page(request, mine, "authority", form, **words)
    form = AuthorityForm(request.POST)
    if not form.is_valid():
        return act_page(request, mine, "authority", form, WRONG, **words)
    chosen = form.cleaned_data["scope"]
    try:
        _record(mine, view, speaker.no, chosen, now)
    except Refused as error:
        return act_page(request, mine, "authority", form, WRONG, error=error, **words)
    return done(request, mine, _("已经记下。他（她）不能替您办。") if chosen == NONE else _("已经确认。"))


def _record(mine: Held, view: MatterView, no: int, chosen: str, now: str) -> None:
    if chosen == NONE:
        if now or no not in view.state.authority:
            record_own(mine, "end_authority", petitioner=no, codes={"ended": "taken_back"})
    elif chosen != view.state.authority.get(no):
        codes = {"document": "principal", "scope": chosen}
        record_own(mine, "confirm_authority", petitioner=no, codes=codes)
