"""What holds for every request of someone signed in."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from huiyin import clock
from huiyin.offices.models import Officer
from huiyin.offices.structure import steady

_RENEWED = "renewed"
_RENEW_AFTER = 60
_OPEN_TO_FIRST_PASSWORD = ("sign_in", "sign_out", "change_password")


class SignedIn:
    """Renews the session, asks for a new password where one is due, and steadies the directory of offices."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        _renew(request)
        if _must_change(request):
            wanted = urlencode({"next": request.get_full_path_info()})
            return redirect(f"{reverse('change_password')}?{wanted}")
        with steady():
            return self.get_response(request)


def _renew(request: HttpRequest) -> None:
    """Let the idle minutes count from this request.

    Written at most once a minute: a write for each page read would make every reader wait for the
    database's one writer. While the clock is stopped (demonstrations) no minute ever passes, and it is
    written each time.
    """
    session = request.session
    if not set(session.keys()) - {_RENEWED}:
        return
    now = clock.now()
    stopped = now == clock.now()
    if stopped or not 0 <= int(now.timestamp()) - session.get(_RENEWED, 0) < _RENEW_AFTER:
        session[_RENEWED] = int(now.timestamp())


def _must_change(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, Officer) or not user.must_change_password:
        return False
    return request.path_info not in {reverse(name) for name in _OPEN_TO_FIRST_PASSWORD}
