"""Error pages: what happened, what was kept, what to do. A stranger learns nothing from any of them."""

from __future__ import annotations

import errno
import logging
import sys
from dataclasses import dataclass

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from huiyin.web.kept import Kept, keep

log = logging.getLogger("huiyin.web")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one error page."""

    title: str
    happened: str
    todo: str = ""


MACHINES = "/api/"
"""Below this address machines ask, and errors are answered as JSON in one shape (docs/api.md)."""
CODES = {
    400: "unreadable",
    404: "not_found",
    405: "method",
    413: "too_large",
    503: "unavailable",
}


def for_machines(said: Said, status: int, code: str = "") -> HttpResponse:
    """An error as machines read it. They only read here, so nothing is ever changed, and it says so."""
    body = {
        "code": code or CODES.get(status, "failed"), "happened": f"{said.title}{_('：')}{said.happened}" if said.happened else said.title,
        "kept": _("什么也没有改动。"), "todo": said.todo,
    }  # fmt: skip
    response = JsonResponse({"error": body}, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def page(request: HttpRequest, said: Said, status: int, kept: Kept | None = None) -> HttpResponse:
    """An error page; typed words that were kept are on it."""
    if request.path_info.startswith(MACHINES):
        return for_machines(said, status)
    context = {
        "title": said.title, "happened": said.happened, "todo": said.todo, "kept": kept, "at_desk": _at_desk(request)
    }  # fmt: skip
    response = HttpResponse(
        render_to_string("web/errors/error.html", context, request=request), status=status
    )
    response["Cache-Control"] = "no-store"
    return response


def _at_desk(request: HttpRequest) -> bool:
    """Whether an officer asked, whose way back is the work list."""
    return request.path.startswith("/desk/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    said = Said(
        _("这个请求读不懂"), _("收到的内容不完整或者格式不对，什么也没有改动。"), _("请回到上一页再试一次。")
    )
    return page(request, said, 400, keep(request))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: someone signed in asks for what another post does."""
    said = Said(
        _("您的岗位不办这件事"),
        _("这项操作由其他岗位负责，什么也没有改动。"),
        _("需要办理的，请联系本单位负责人或者系统管理员调整岗位。"),
    )
    return page(request, said, 403, keep(request))


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """413: more than any form can carry. The body is not read, so nothing of it can be given back."""
    said = Said(
        _("一次发送的内容太大"),
        _("一次最多发送 %(most)s MB，这次超过了，没有接收，什么也没有改动。") % {"most": most},
        _("请回到上一页，去掉一些文件或者分几次发送；填写的文字还在那一页上。"),
    )
    return page(request, said, 413)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same words for what does not exist and for what a stranger may not see."""
    happened, todo = _("网址可能写错了，或者页面已经不在了。"), _("请核对网址，或者从首页重新进入。")
    if _at_desk(request):
        happened = _("没有这一页，或者不在您的单位和岗位能看到的范围内。")
        todo = _("请核对编号和网址；应当由您办理的，请联系转送单位或者本单位负责人。")
    return page(request, Said(_("没有找到这个页面"), happened, todo), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: typed words come back where that still works, else a page that needs nothing at all."""
    said = Said(
        _("系统出了问题"),
        _("刚才的操作可能没有完成。问题已经记录下来，会有人处理。"),
        _("过一会儿再试；着急的，请打电话或者到接待场所办理。"),
    )
    try:
        exception = sys.exception()
        known = for_exception(request, exception) if exception is not None else None
        return known or page(request, said, 500, keep(request))
    except Exception:  # whatever is broken, something readable is answered
        log.exception("the error page itself failed")
        return HttpResponseServerError(
            f"<!doctype html><meta charset=utf-8><title>500</title><p>{said.title}</p>"
        )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale page or blocked cookies: say what to do, and give back what was typed."""
    kept = keep(request)
    if kept is not None:
        said = Said(
            _("页面放得太久了，还没有提交"),
            _("为了安全，这次提交没有接收。您填写的内容都在下面，没有丢。"),
            _("核对后按“再提交一次”。如果又回到这里，请允许浏览器使用本站的 Cookie。"),
        )
    else:
        said = Said(
            _("这次提交没有接收"),
            _("它不是从本站的页面发出的，或者浏览器没有带上本站的 Cookie，什么也没有改动。"),
            _("请从首页重新进入，并允许浏览器使用本站的 Cookie。"),
        )
    return page(request, said, 403, kept)


def unavailable(request: HttpRequest, said: Said | None = None, retry_seconds: int = 10) -> HttpResponse:
    """503: busy, full, or being maintained; typed words come back."""
    words = said or Said(
        _("系统正忙"),
        _("数据库正在处理别的操作，刚才的操作没有完成，什么也没有改动。"),
        _("等几秒钟再提交一次。"),
    )
    response = page(request, words, 503, keep(request))
    response["Retry-After"] = str(retry_seconds)
    return response


def disk_full(request: HttpRequest) -> HttpResponse:
    """503: nothing could be written, and nothing half-written was left."""
    said = Said(
        _("系统暂时不能保存"),
        _("存储空间不足，刚才的操作没有完成，什么也没有改动。"),
        _("请告诉系统管理员；着急的，请打电话或者到接待场所办理。"),
    )
    return unavailable(request, said, retry_seconds=300)


def is_disk_full(exception: BaseException) -> bool:
    """Whether this, or what caused it, is a disk without room."""
    cause: BaseException | None = exception
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _FULL:
            return True
        if isinstance(cause, OperationalError) and "disk is full" in str(cause):
            return True
        cause = cause.__cause__
    return False


def is_unwritable(exception: BaseException) -> bool:
    """Whether the database refused a character that no text may hold (PostgreSQL: NUL)."""
    return isinstance(exception, DataError | ValueError) and "NUL (0x00)" in str(exception)


def for_exception(request: HttpRequest, exception: BaseException) -> HttpResponse | None:
    """503 for a failure of what we stand on (a locked database, a full disk), 400 for what cannot be written down;
    None for a mistake of ours."""
    if is_unwritable(exception):
        return bad_request(request)
    if is_disk_full(exception):
        log.error("no room left on the disk")
        return disk_full(request)
    if isinstance(exception, OperationalError | InterfaceError):
        log.error("the database did not answer: %s", type(exception).__name__)
        return unavailable(request)
    return None
