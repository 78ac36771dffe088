"""Addresses for machines, under /api/v1/: what ninja routes, each answer with an ETag where it may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from huiyin.api import following, law, matters
from huiyin.api.asked import Wrong
from huiyin.api.door import api, nothing_here, wrong
from huiyin.web.errors import Said

api.add_router("", law.router)
api.add_router("", matters.router)
api.add_router("", following.router)

View = Callable[..., HttpResponse]


def answered(view: View) -> View:
    """What did not change is not sent again; HEAD is GET without its body; another method is refused in our shape."""
    kept = conditional_page(_in_shape(view))

    @csrf_exempt  # no cookie is looked at, so no other site can use one
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "HEAD":
            return kept(request, *args, **kwargs)
        request.method = "GET"
        response = kept(request, *args, **kwargs)
        response["Content-Length"] = str(len(response.content))
        response.content = b""
        return response

    return wrapped


def _in_shape(view: View) -> View:
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        allowed = response["Allow"]
        said = Said(_("这个地址不接受这种请求"), "", _("可以用：%(allowed)s。") % {"allowed": allowed})
        refused = wrong(request, Wrong(405, "method", said))
        refused["Allow"] = allowed
        return refused

    return wrapped


def nowhere(request: HttpRequest, path: str = "") -> HttpResponse:
    """Any other address below: an error in the one shape, not a page."""
    return wrong(request, nothing_here())


app_name = "api"
urlpatterns: list[URLPattern] = [
    *(
        path(f"v1/{one.pattern}", answered(one.callback), name=one.name)
        for one in api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ),
    path("v1/", csrf_exempt(nowhere), name="api-root"),  # ninja measures the addresses of its schema by it
    re_path(r"^(?P<path>.*)$", csrf_exempt(nowhere), name="nowhere"),
]
