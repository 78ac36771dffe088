"""Small pages every door needs: the size of the text, a sign of life, and (where tested) the style page."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from huiyin.web.prefs import LARGE, TEXT_COOKIE, YEAR


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Ordinary or large text, kept in a cookie; back to the page one came from. Needs no JavaScript."""
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    response = HttpResponseRedirect(onward)
    if request.POST.get("size") == LARGE:
        response.set_cookie(
            TEXT_COOKIE, LARGE, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(TEXT_COOKIE, samesite="Lax")
    return response


@require_GET
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the web process and its database answer: for the supervisor; says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def style(request: HttpRequest) -> HttpResponse:
    """Every widget on one page, for those who build pages; in production it does not exist."""
    if settings.HUIYIN_ENV == "production" or not (settings.DEBUG or settings.HUIYIN_ENV == "test"):
        raise Http404
    from huiyin.web.style import context  # the samples are loaded only where they are shown

    door = "desk" if request.GET.get("door") == "desk" else "portal"
    return render(request, f"web/style_{door}.html", context(request))
