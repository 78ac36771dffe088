"""Middleware: a locked database, a lost connection, a full disk is a page that keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huiyin.web.errors import for_exception


class Failures:
    """Turns failures of what we stand on into 503; everything else goes on to be a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django with what a view raised; the view's transaction is already rolled back."""
        return for_exception(request, exception)
