"""Small things that several pages need: where a visitor comes from, how a time to wait is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _


def address_of(request: HttpRequest) -> str:
    """The visitor's address: the last one that our own proxy wrote, where there is one."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.HUIYIN_BEHIND_PROXY and forwarded:
        return str(forwarded).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def wait_words(wait: timedelta) -> str:
    """After too many tries: how long, and what to do meanwhile."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return _(
        "试错的次数太多了，为了保护信访人，请 %(minutes)s 分钟后再试。着急的，可以打电话或者带身份证件到任一信访窗口查询、重设密码。"
    ) % {"minutes": minutes}


def uploads(files: Iterable[UploadedFile[Any]]) -> list[tuple[IO[bytes], str]]:
    """Uploaded files with the names they were given."""
    return [(f.file, f.name or "") for f in files if f.file is not None]
