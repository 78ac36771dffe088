"""Addresses that fail in named ways, for the tests of the error pages."""

from __future__ import annotations

import errno

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from huiyin.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def _raising(error: Exception) -> HttpResponse:
    raise error


def _caused(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("could not write") from OSError(errno.ENOSPC, "No space left on device")


def _take(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"taken: {request.POST.get('facts')}")


urlpatterns = [
    path("take", _take),
    path("locked", lambda _r: _raising(OperationalError("database is locked"))),
    path("full", lambda _r: _raising(OperationalError("database or disk is full"))),
    path("full-file", _caused),
    path("broken", lambda _r: _raising(ValueError("our mistake"))),
    path("forbidden", lambda _r: _raising(PermissionDenied())),
    path("missing", lambda _r: _raising(Http404("matter 17 is restricted"))),
    path("bad", lambda _r: _raising(SuspiciousOperation("x"))),
    path("", include("huiyin.web.urls")),
]
