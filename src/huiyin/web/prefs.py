"""What a reader chose for this browser: the size of the text. Kept in a cookie, needs no JavaScript."""

from __future__ import annotations

from django.http import HttpRequest

TEXT_COOKIE = "hy_text"
LARGE = "large"
YEAR = 365 * 24 * 3600


def large_text(request: HttpRequest) -> bool:
    """Whether this reader chose large text."""
    return request.COOKIES.get(TEXT_COOKIE) == LARGE
