"""Small things that several pages need: how a time to wait is said, what was uploaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiyin.intake import attachments, leftovers, raising


def wait_words(wait: timedelta) -> str:
    """After too many tries: how long, and what to do meanwhile."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return _(
        "试错的次数太多了，为了保护信访人，请 %(minutes)s 分钟后再试。着急的，可以打电话或者带身份证件到任一信访窗口查询、重设密码。"
    ) % {"minutes": minutes}


def uploads(files: Iterable[UploadedFile[Any]]) -> list[tuple[IO[bytes], str]]:
    """Uploaded files with the names they were given."""
    return [(f.file, f.name or "") for f in files if f.file is not None]


def handed_in(request: HttpRequest, now: datetime) -> tuple[list[dict[str, Any]], list[str]]:
    """Files handed in with an act, safe on the disk, and a line for each that was not taken.

    They are looked at again later, so that an act which is then refused leaves nothing of them behind.
    """
    stored, refused = attachments.store_all(
        uploads(request.FILES.getlist("files")), limits=attachments.Limits.from_settings()
    )
    kept = [raising.as_kept(one) for one in stored]
    leftovers.note(kept, now)
    return kept, not_taken(refused)


def not_taken(refused: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each file that was refused, with the reason."""
    return [_("“%(name)s”没有收下：%(why)s") % {"name": name, "why": why} for name, why in refused]
