"""The last page: check, choose a PIN, send. What was sent before is never registered twice, nor dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from huiyin.intake import identity, raising
from huiyin.portal import public, unsent
from huiyin.portal.asking import wait_words
from huiyin.portal.forms import ACTING_CHOICES, PURPOSE_CHOICES, TELL_CHOICES, SendForm
from huiyin.portal.holding import hold
from huiyin.portal.sending import add, send, sender_of
from huiyin.portal.views_raise import WRONG, Filling, complete
from huiyin.register import models
from huiyin.register.entering import digits_of, open_with
from huiyin.register.messages import LANGUAGES
from huiyin.register.opening import Different
from huiyin.web.visitor import origin_of


def check(filling: Filling) -> HttpResponse:
    """Everything as it will be sent; below it the PIN and the button."""
    wrong = complete(filling.typed, filling.now)
    if wrong:
        messages.warning(filling.request, _("还有内容要补充或者修改，已经填写的都保留着。"))
        return filling.go(wrong[0])
    asks = not raising.restricted(filling.typed) and raising.sounds_like_accusation(_all_words(filling.typed))
    if filling.request.method != "POST":
        return _page(filling, SendForm(ask_accusing=asks))
    if filling.do == "back":
        return filling.go("files")
    if filling.do == "add":
        return _add(filling)
    form = SendForm(filling.request.POST, numbers=_numbers(filling.typed), ask_accusing=asks)
    if not form.is_valid():
        return _page(filling, form, WRONG)
    if public.front_office() is None:
        return _page(filling, form, 503, error=_("本站还没有设置受理登记的信访部门，暂时不能提交。"))
    if form.cleaned_data.get("accusing") == "yes":
        _as_accusation(filling)
    return _send(filling, form)


def _all_words(typed: unsent.Typed) -> str:
    return "\n".join([str(typed.get("text", "")), *(r.get("text", "") for r in typed.get("requests", []))])


def _numbers(typed: unsent.Typed) -> tuple[str, ...]:
    return tuple(str(typed.get(name) or "") for name in ("phone", "number"))


def _as_accusation(filling: Filling) -> None:
    """The person says that it is one: those requests that speak of it, or all of them."""
    requests = filling.typed["requests"]
    chosen = [r for r in requests if raising.sounds_like_accusation(r["text"])] or requests
    for request in chosen:
        request["purpose"] = "accusation"
    filling.save()


def _page(filling: Filling, form: SendForm, status: int = 200, **more: object) -> HttpResponse:
    typed = filling.typed
    requests = [r for r in typed.get("requests", []) if r["text"].strip()]
    purposes = {r["purpose"] for r in requests}
    context = {
        "form": form, "requests": [(r["text"], dict(PURPOSE_CHOICES).get(r["purpose"], "")) for r in requests],
        "files": typed.get("files", []), "mixed": "accusation" in purposes and len(purposes) > 1,
        "acting": dict(ACTING_CHOICES).get(typed.get("acting", ""), ""), "tell": dict(TELL_CHOICES).get(typed.get("safe_tell", ""), ""),
        "language": dict(LANGUAGES).get(typed.get("safe_language", ""), ""),
        "others": [*raising.people_lines(typed.get("representatives", "")), *raising.people_lines(typed.get("signers", ""))],
        "nameless": not str(typed.get("name", "")).strip(), "homeless": not str(typed.get("address", "")).strip(),
        "doubts": identity.warnings(identity.Person(number=typed.get("number", ""), phone=typed.get("phone", ""))),
        "promises": list(public.promises(filling.now.date()))[:1], "for_other": typed.get("acting") in raising.FOR_OTHERS,
    }  # fmt: skip
    return filling.page(context | more, status)


def _send(filling: Filling, form: SendForm) -> HttpResponse:
    pin = form.cleaned_data["pin"]
    try:
        opened = send(filling.typed, key=filling.key, pin=pin, now=filling.now)
    except Different:
        return _offer(filling)
    unsent.leave(filling.request)
    role = sender_of(opened.entry)
    if opened.again:
        tried = open_with(role.code, pin, origin_of(filling.request), filling.now)
        if tried.role is None:
            words = (
                wait_words(tried.wait)
                if tried.wait
                else _("这份表已经提交过了。请输入第一次提交时设的密码，就能再看到回执。")
            )
            form.add_error("pin", words)
            return _page(filling, form, WRONG)
        messages.info(filling.request, _("这份表已经登记过，没有重复登记。这是同一份回执。"))
    mine = hold(filling.request, role, filling.now)
    return redirect(mine.url("receipt"))


def _offer(filling: Filling, error: str = "", status: int = 409) -> HttpResponse:
    """Sent before with other words: they are offered as an addition."""
    context = {"here": "raise", "form_key": filling.key, "error": error}
    return render(filling.request, "portal/raise_again.html", context, status=status)


def _add(filling: Filling) -> HttpResponse:
    request: HttpRequest = filling.request
    entry = models.Entry.objects.filter(key=unsent.digest_of(filling.key)).first()
    if entry is None:
        return filling.go("check")
    role = sender_of(entry)
    tried = open_with(role.code, _pin(request), origin_of(request), filling.now)
    if tried.role is None:
        words = wait_words(tried.wait) if tried.wait else _("密码不对。请输入第一次提交时设的 6 位密码。")
        return _offer(filling, words, WRONG)
    add(filling.typed, role, now=filling.now)
    unsent.discard(request, filling.key)
    messages.success(request, _("已经作为补充材料加入原来的事项，没有另行登记。"))
    return redirect(hold(request, role, filling.now).url("matter"))


def _pin(request: HttpRequest) -> str:
    return digits_of(request.POST.get("pin", ""))
