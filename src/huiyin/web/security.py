"""Headers that every answer carries: what a page may load, what a browser must not do, what it may not keep.

A view may set any of these headers itself and then keeps its own; it is never without.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# No script, style or frame but our own files, and none written into a page. Pictures may be data: Tabler's
# drawn arrows are. Papers are previewed in frames of our own pages, recordings are listened to.
_PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def _policy(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


PAGE_POLICY = _policy(_PAGE)
# The HTML twin of a paper carries its own styles in the page and runs nothing.
PAPER_POLICY = _policy(
    {
        "default-src": "'none'",
        "style-src": "'self' 'unsafe-inline'",
        "font-src": "'self' data:",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
)
# The browser's own PDF viewer is stopped by stricter rules on the file itself.
FILE_POLICY = "frame-ancestors 'self'"

HEADERS = {
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # a query code in an address must not travel to another site
    "X-Content-Type-Options": "nosniff",
}
NO_STORE = "private, no-store"
ASK_AGAIN = "private, no-cache"


def _policy_for(response: HttpResponseBase) -> str:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return PAGE_POLICY if kind == "text/html" else FILE_POLICY


def _private(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this answer belongs to one person: a session is going on, or has just begun."""
    name = settings.SESSION_COOKIE_NAME
    return name in request.COOKIES or name in response.cookies


def _is_static(request: HttpRequest) -> bool:
    return request.path_info.startswith("/" + settings.STATIC_URL.lstrip("/"))


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: set each header that the view has not set itself.

    Pages of a session are never stored, so that the next person at a shared computer finds nothing;
    other pages may stay in the reader's own browser but are asked for again.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy_for(response))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.has_header("Cache-Control") and not _is_static(request):
            response["Cache-Control"] = NO_STORE if _private(request, response) else ASK_AGAIN
        if "no-store" in response.headers.get("Cache-Control", ""):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return middleware


def private_page(view: View[P]) -> View[P]:
    """A page about one matter, whoever asks: never stored."""
    return _with_cache_control(view, NO_STORE)


def form_page(view: View[P]) -> View[P]:
    """A page to type in, still filled after the Back button: kept in the reader's own browser."""
    return _with_cache_control(view, ASK_AGAIN)


def _with_cache_control(view: View[P], value: str) -> View[P]:
    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = value
        return response

    return wrapped
