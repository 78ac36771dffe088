"""Signing in and out of the desk, and changing one's password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huiyin import clock
from huiyin.offices.models import Officer, SignIn
from huiyin.offices.services import change_password as change_own_password
from huiyin.offices.services import name_for_lock, record_sign_in
from huiyin.web import kept
from huiyin.web.forms import SignInForm
from huiyin.web.visitor import address_of

LOCKED = 429
SIGN_IN_FIRST = 401
WRONG = 422


class ChangePasswordForm(forms.Form):
    """The old password and the new one, twice."""

    old = forms.CharField(
        label=gettext_lazy("原密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("新密码"),
        max_length=128,
        strip=False,
        help_text=gettext_lazy("至少 10 个字符，不要用姓名、登录名或常见密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("再输一次新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both new ones must be the same."""
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不一致。"))
        return data


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards back to `next`, or to what was typed when the sign-in had expired."""
    following = next_page(request)
    if request.method != "POST":
        if isinstance(request.user, Officer):
            return redirect(following)
        return _page(request, SignInForm(), following)
    form = SignInForm(request.POST)
    typed = request.POST.get("kept", "")
    if not form.is_valid():
        return _page(request, form, following, typed=typed, status=WRONG)
    name = form.cleaned_data["login"].strip().lower()
    officer = authenticate(request, username=name_for_lock(name), password=form.cleaned_data["password"])
    if isinstance(officer, Officer):
        login(request, officer)
        _record(SignIn.What.SUCCESS, name, request)
        words = kept.unpack(typed)
        return kept.send_again(request, words) if words else redirect(following)
    if getattr(request, "axes_locked_out", False):
        _record(SignIn.What.LOCKED, name, request)
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        context = {"failure_limit": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
        return render(request, "web/locked_out.html", context, status=LOCKED)
    _record(SignIn.What.FAILURE, name, request)
    wrong = _("登录名或密码不正确。请核对后重新输入，注意大小写。")
    return _page(request, form, following, error=wrong, typed=typed, status=WRONG)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """What a page of the desk answers a visitor who is not, or no longer, signed in.

    A page asked for is come back to; a form sent is carried through the sign-in and offered again.
    """
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")
    return _page(request, SignInForm(), "", typed=kept.pack(request), status=SIGN_IN_FIRST)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; by POST only, so that no link on another page can do it."""
    if isinstance(request.user, Officer):
        _record(SignIn.What.SIGNED_OUT, request.user.login, request)
    logout(request)
    return redirect("sign_in")


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the own password; an officer whose first password was set by another must, before all else."""
    officer = request.user
    if not isinstance(officer, Officer):
        return redirect(f"{reverse('sign_in')}?next={reverse('change_password')}")
    following = next_page(request)
    form = ChangePasswordForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = WRONG
        if form.is_valid() and _changed(request, officer, form):
            return redirect(following)
    context = {"form": form, "next": following, "must": officer.must_change_password}
    return render(request, "desk/change_password.html", context, status=status)


def _changed(request: HttpRequest, officer: Officer, form: ChangePasswordForm) -> bool:
    try:
        change_own_password(officer, form.cleaned_data["old"], form.cleaned_data["new"], at=clock.now())
    except ValidationError as wrong:
        for field, words in wrong.message_dict.items():
            form.add_error(field, words)
        return False
    officer.refresh_from_db()
    update_session_auth_hash(request, officer)
    _record(SignIn.What.PASSWORD, officer.login, request)
    return True


def next_page(request: HttpRequest) -> str:
    """Where to go afterwards: only to a page of this site, by its path."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else settings.LOGIN_REDIRECT_URL


def locked_out(_request: HttpRequest, response: HttpResponse, _credentials: object) -> HttpResponse:
    """What django-axes answers during a lock: the page that the view has already made."""
    return response


def _record(what: SignIn.What, name: str, request: HttpRequest) -> None:
    record_sign_in(what, name, address=address_of(request), at=clock.now())


def _page(
    request: HttpRequest,
    form: SignInForm,
    following: str,
    *,
    error: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "next": following, "error": error, "kept": typed, "action": reverse("sign_in")}
    return render(request, "web/sign_in.html", context, status=status)


urlpatterns = [
    path("desk/sign-in", sign_in, name="sign_in"),
    path("desk/sign-out", sign_out, name="sign_out"),
    path("desk/password", change_password, name="change_password"),
]
