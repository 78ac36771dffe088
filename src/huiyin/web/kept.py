"""Typing is not lost: what a POST carried comes back in a form that can be sent again.

Used when a sign-in expired, a page was stale (CSRF), the database was busy or the disk full. What came
from another site is never offered again: that would turn a refused forgery into one press of a button.
Passwords and PINs are never carried; files cannot be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

SALT = "huiyin.web.kept"
HOURS = 12
LONG = 40  # longer than this, or of several lines, is shown as text to check
_SECRET_PARTS = frozenset(
    {"password", "password1", "password2", "pin", "pin1", "pin2", "otp", "secret", "token"}
)
_SKIP = frozenset({"csrfmiddlewaretoken", "kept"})
_SPLIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One long text that was typed."""

    name: str
    value: str

    @property
    def rows(self) -> int:
        """Lines to show it in."""
        return min(14, max(2, self.value.count("\n") + len(self.value) // 18 + 1))


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed, where it was going, and what could not be carried along."""

    action: str
    pairs: tuple[tuple[str, str], ...]
    lost: bool = False  # a password or PIN was among it
    files: bool = False

    @property
    def shown(self) -> tuple[Row, ...]:
        """Long texts, to be checked and mended on the spot."""
        return tuple(Row(name, value) for name, value in self.pairs if _long(value))

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """Everything else, carried unseen and listed on request."""
        return tuple((name, value) for name, value in self.pairs if not _long(value))


def _long(value: str) -> bool:
    return len(value) > LONG or "\n" in value.strip()


def secret(name: str) -> bool:
    """Whether a field of this name is never carried."""
    return not _SECRET_PARTS.isdisjoint(_SPLIT.split(name.lower()))


def keep(request: HttpRequest) -> Kept | None:
    """What this POST carried; None where it carried nothing or did not come from a page of ours."""
    if request.method != "POST" or not came_from_us(request):
        return None
    try:
        lists = list(request.POST.lists())
        files = bool(request.FILES)
    except Exception:  # noqa: BLE001 - a body that cannot be read has nothing to give back
        return None
    names = [name for name, _values in lists]
    pairs = tuple(
        (name, str(value))
        for name, values in lists
        if name not in _SKIP and not secret(name)
        for value in values
    )
    if not any(value.strip() for _name, value in pairs):
        return None
    return Kept(request.get_full_path(), pairs, any(secret(name) for name in names), files)


def came_from_us(request: HttpRequest) -> bool:
    """Whether a browser says that the form was sent from one of our own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        return False
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(source) and urlsplit(source).netloc == request.get_host()


def pack(request: HttpRequest) -> str:
    """What was typed, signed, for the hidden field `kept` of the sign-in page; empty if nothing."""
    kept = keep(request)
    if kept is None:
        return ""
    body: dict[str, Any] = {
        "action": kept.action,
        "pairs": kept.pairs,
        "lost": kept.lost,
        "files": kept.files,
    }
    return signing.dumps(body, salt=SALT, compress=True)


def unpack(token: str) -> Kept | None:
    """What `pack` packed; None where it is not ours or older than half a day."""
    if not token:
        return None
    try:
        body = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return Kept(
        body["action"], tuple((name, value) for name, value in body["pairs"]), body["lost"], body["files"]
    )


def send_again(request: HttpRequest, kept: Kept, status: int = 200) -> HttpResponse:
    """After an expired sign-in: the words are shown and sent again with one press."""
    context = {
        "title": _("已经登录，请核对后再提交"),
        "happened": _("刚才提交时登录已过期，所以没有办成。您填写的内容都在下面，没有丢。"),
        "todo": _("核对后按“再提交一次”。"),
        "kept": kept,
    }
    return render(request, "web/send_again.html", context, status=status)
