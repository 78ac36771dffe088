"""The door itself: one API, how a machine shows its key, and how every error is answered in one shape."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from huiyin import clock
from huiyin.api.asked import Wrong
from huiyin.offices.actor import Actor
from huiyin.offices.services import speak
from huiyin.register import guessing
from huiyin.web.errors import Said, for_machines
from huiyin.web.visitor import address_of, origin_of


class Readable(JSONRenderer):
    """Chinese as Chinese: an integrator reads it too."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="回音 Huiyin",
    version="1",
    description="Reading what is owed, by when and why. Nothing is changed through it. See docs/api.md.",
    urls_namespace="api",
    docs_url=None,
    docs_decorator=require_GET,  # the schema is only read, too
    renderer=Readable(),
)


class OfficeKey(HttpBearer):
    """`Authorization: Bearer huiyin-key-…`.

    Nobody can guess 256 bits: a right key is taken at any time, so that a stranger behind the same address cannot
    keep an office's machine out. Wrong ones are counted for their address, which then has to wait.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """For whom the key speaks at this moment."""
        now = clock.now()
        here = guessing.key_for("access key from", origin_of(request))
        wait = guessing.waiting(here, now)
        spoken = speak(token.strip(), at=now, address=address_of(request), noted=wait is None)
        if spoken.actor is not None:
            return spoken.actor
        if spoken.ended:
            raise Wrong(401, "key_ended", Said(spoken.ended, "", _("请本单位的系统管理员重新发放一把密钥。")))
        wait = wait or guessing.take(here, guessing.ADDRESS, now)
        if wait:
            raise Wrong(429, "wait", Said(_("错误的密钥试得太多了"), "", later(wait)), wait=seconds(wait))
        raise Wrong(
            401,
            "wrong_key",
            Said(_("没有这把密钥"), "", _("请核对密钥；丢失的，请系统管理员收回后重新发放。")),
        )


def seconds(wait: timedelta) -> int:
    """A time to wait in whole seconds."""
    return int(wait.total_seconds()) + 1


def later(wait: timedelta) -> str:
    """When to try again."""
    return _("请 %(minutes)s 分钟后再试。") % {"minutes": -(-seconds(wait) // 60)}


def caller(request: HttpRequest) -> Actor:
    """Whom the key of this request speaks for."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Actor)
    return found


def private(response: HttpResponse) -> None:
    """The answer is about one matter: nobody on the way keeps it."""
    response["Cache-Control"] = "private, no-store"


# ------------------------------------------------------------------ errors


def nothing_here() -> Wrong:
    """The same for what does not exist and for what this caller may not see."""
    return Wrong(404, "not_found", Said(_("没有找到"), "", _("请核对编号或者地址。")))


@api.exception_handler(Wrong)
def wrong(request: HttpRequest, found: Any) -> HttpResponse:
    """An error of ours, in the one shape."""
    assert isinstance(found, Wrong)
    response = for_machines(found.said, found.status, found.code)
    if found.wait:
        response["Retry-After"] = str(found.wait)
    if found.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="huiyin"'
    return response


@api.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, found: Any) -> HttpResponse:
    """Without a key."""
    todo = _("请在请求头里写 Authorization: Bearer 和密钥。密钥由系统管理员发放。")
    return wrong(request, Wrong(401, "no_key", Said(_("这里需要访问密钥"), "", todo)))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, found: Any) -> HttpResponse:
    """What the gate does not show."""
    return wrong(request, nothing_here())


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, found: Any) -> HttpResponse:
    """Something is missing or of the wrong kind: which, and never what was sent."""
    assert isinstance(found, ValidationError)
    names = sorted({str(error["loc"][-1]) for error in found.errors})
    said = Said(
        _("请求里缺少内容，或者格式不对"),
        "、".join(names),
        _("请对照 docs/api.md 或者 /api/v1/openapi.json。"),
    )
    return wrong(request, Wrong(400, "shape", said))


def not_json() -> Said:
    """A body that is not JSON, or does not say that it is."""
    return Said(_("请求的内容读不懂"), "", _("请发送 JSON，请求头写 Content-Type: application/json。"))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, found: Any) -> HttpResponse:
    """What cannot be read."""
    assert isinstance(found, HttpError)
    return wrong(request, Wrong(found.status_code, "unreadable", not_json()))


@api.exception_handler(Exception)
def others(request: HttpRequest, found: Any) -> HttpResponse:
    """Whatever else: the site answers it, as for every page (a full disk, a locked database, a mistake of ours)."""
    raise found
