"""Who has shown code and PIN: a short hold on one role in one file, kept in the session.

The address of a page carries a token that means nothing without the session, so that two files can be open
in two windows and a form never acts on the other one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from huiyin import clock
from huiyin.offices.actor import Actor
from huiyin.register.models import File, Role
from huiyin.register.vault import digest

LASTS = timedelta(minutes=30)
RENEW_AFTER = 60
IN_SESSION = "held"
MOST = 5

P = ParamSpec("P")


@dataclass(frozen=True)
class Held:
    """An open file: the role that code and PIN speak for, and the token of its pages."""

    token: str
    role: Role
    now: datetime

    @property
    def file(self) -> File:
        """The file."""
        return self.role.file

    @property
    def actor(self) -> Actor:
        """The petitioner, as the register knows him."""
        return Actor.petitioner(self.role.pk)

    def url(self, name: str, *args: object) -> str:
        """The address of one of its pages."""
        return reverse(f"portal:{name}", args=[self.token, *args])


def hold(request: HttpRequest, role: Role, now: datetime) -> Held:
    """Begin a hold: a new session key, a new token."""
    kept = _live(request, now)
    for token in [t for t, h in kept.items() if h["role"] == role.pk]:
        del kept[token]
    while len(kept) >= MOST:
        del kept[min(kept, key=lambda t: kept[t]["until"])]
    token = secrets.token_urlsafe(9)
    kept[token] = {"role": role.pk, "until": (now + LASTS).timestamp(), "pin": _mark(role)}
    request.session[IN_SESSION] = kept
    request.session.cycle_key()
    return Held(token, role, now)


def _mark(role: Role) -> str:
    """By which a hold is known to have been begun with the PIN that holds now."""
    return digest("hold", role.pin_hash)


def renewed(request: HttpRequest, mine: Held) -> None:
    """After the holder changed the PIN: this hold goes on. Every other one on the role is over, since whoever
    began it may have known the old PIN only."""
    kept = _live(request, mine.now)
    if mine.token in kept:
        mine.role.refresh_from_db(fields=["pin_hash"])
        kept[mine.token]["pin"] = _mark(mine.role)
        request.session[IN_SESSION] = kept


def _live(request: HttpRequest, now: datetime) -> dict[str, dict[str, Any]]:
    held = request.session.get(IN_SESSION) or {}
    return {token: h for token, h in held.items() if h["until"] > now.timestamp()}


def held(request: HttpRequest, token: str, now: datetime) -> Held | None:
    """The hold of this token, renewed; None where it is over, somebody else's, or begun with an earlier PIN."""
    kept = _live(request, now)
    found = kept.get(token)
    if found is None:
        return None
    role = Role.objects.select_related("file__matter", "petitioner").filter(pk=found["role"]).first()
    if role is None or found.get("pin") != _mark(role):
        return None
    until = (now + LASTS).timestamp()
    if until - found["until"] > RENEW_AFTER:
        found["until"] = until
        request.session[IN_SESSION] = kept
    return Held(token, role, now)


def let_go(request: HttpRequest, token: str) -> None:
    """End a hold; a session with nothing left in it ends too."""
    kept = request.session.get(IN_SESSION) or {}
    kept.pop(token, None)
    request.session[IN_SESSION] = kept
    if not kept and "_auth_user_id" not in request.session:
        request.session.flush()


View = Callable[Concatenate[HttpRequest, Held, P], HttpResponse]


def holder(view: View[P]) -> Callable[..., HttpResponse]:
    """A page of an open file. Without the hold it asks for code and PIN again and keeps what was typed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponse:
        now = clock.now()
        mine = held(request, token, now)
        if mine is None:
            response = ask_again(request)
        else:
            response = view(request, mine, *args, **kwargs)
        add_never_cache_headers(response)
        response["Cache-Control"] = "private, no-store"
        return response

    return wrapped


def ask_again(request: HttpRequest) -> HttpResponse:
    """The hold is over. What was typed is carried through, sealed in the page."""
    from huiyin.portal.views_follow import enter_again

    if request.method not in {"GET", "HEAD", "POST"}:
        raise Http404
    return enter_again(request)
