"""Small things that several pages need: how a time to wait is said, what was uploaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _


def wait_words(wait: timedelta) -> str:
    """After too many tries: how long, and what to do meanwhile."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return _(
        "试错的次数太多了，为了保护信访人，请 %(minutes)s 分钟后再试。着急的，可以打电话或者带身份证件到任一信访窗口查询、重设密码。"
    ) % {"minutes": minutes}


def uploads(files: Iterable[UploadedFile[Any]]) -> list[tuple[IO[bytes], str]]:
    """Uploaded files with the names they were given."""
    return [(f.file, f.name or "") for f in files if f.file is not None]
