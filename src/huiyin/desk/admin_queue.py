"""What the worker gave up and messages perhaps sent: a page of the system administrator.

It shows what kind of work it was, when and why it failed, and the key by which the gateway's operator finds a
message. It names no file, no petitioner and no office: an administrator sees no matter, and a restricted one
(R22 30(3)) cannot be told from any other here.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.desk.admin import SYSADMIN, Values, Work, at_work, guard
from huiyin.desk.admin_office_forms import number, row_field
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.intake import scan_work
from huiyin.offices.errors import Refused
from huiyin.offices.services.authority import require
from huiyin.register import messages, queue
from huiyin.register.models import Message

PAGE = 50
WRONG = 422
SILENT_AFTER = timedelta(minutes=5)
STEPS: dict[str, str | Promise] = {
    "act": gettext_lazy("排出一次办理之后要做的事"), "render": gettext_lazy("生成文书"),
    "tell": gettext_lazy("发短信"), "nightly": gettext_lazy("每日的机器记录"),
    "unpack": gettext_lazy("给扫描文件分页"), "recognise": gettext_lazy("识别扫描页"),
    "leftover": gettext_lazy("清除没有提交的附件"),
}  # fmt: skip
TEMPLATES: dict[str, str | Promise] = {
    "code": gettext_lazy("登记回执和查询码"), "progress": gettext_lazy("有新进展"),
}  # fmt: skip
REASONS: tuple[tuple[str, str | Promise], ...] = (
    (r"every attempt ended the worker", gettext_lazy("每次办到这一项，后台程序都中断了")),
    (r"restored: .*", gettext_lazy("恢复备份之前可能已经发出")),
    (r"the gateway answered (\d+)", gettext_lazy("短信网关答复 %s")),
    (r"the gateway cannot be reached \((\w+)\)", gettext_lazy("连不上短信网关（%s）")),
    (r"no answer from the gateway \((\w+)\)", gettext_lazy("短信网关没有答复（%s）")),
    (r"the attempt was cut short", gettext_lazy("发送中断，不知是否发出")),
    (r"the paper has not been rendered yet", gettext_lazy("要随短信告知的文书还没有生成")),
)
"""What the worker writes down, in the words of the page; what is not here is shown as it is."""


def reason(error: str) -> str:
    """Why it failed. What the worker writes holds no petitioner's words (`following.place_of`)."""
    for pattern, words in REASONS:
        found = re.fullmatch(pattern, error)
        if found:
            return str(words) % found.groups() if found.groups() else str(words)
    return error or _("没有写明原因")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def given_up(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What waits for a person, and the person's word on it."""
    guard(seat, SYSADMIN)
    desk = at_work(request, seat, _works(seat))
    if desk.done:
        notes.success(request, desk.done)
        return redirect("desk:admin_queue")
    shown = Paginator(queue.given_up(), PAGE).get_page(request.GET.get("page", "1"))
    beat = queue.last_beat()
    context = page(
        request, seat, "queue", work=desk, page=shown, beat=beat,
        silent=beat is None or seat.now - beat > SILENT_AFTER, overdue=queue.overdue(seat.now).exclude(kind__in=scan_work.KINDS).exists(),
        rows=[(row, STEPS.get(row.kind, row.kind), reason(row.error)) for row in shown.object_list],
        perhaps=[_perhaps(message) for message in messages.undecided()[:PAGE]],
    )  # fmt: skip
    return render(request, "desk/admin/queue.html", context, status=WRONG if desk.tried else 200)


def _perhaps(message: Message) -> tuple[Message, str | Promise, str, str]:
    what = TEMPLATES.get(message.template, message.template)
    return message, what, reason(message.error), messages.gateway_key(message.key)


def _works(seat: Seat) -> tuple[Work, ...]:
    """Another round for one row or for all; a message went out, or did not."""
    row = (row_field(),)
    return (
        Work("again", SYSADMIN, _("再试"), row, lambda values: _again(seat, number(values["row"])), row=True),
        Work("again_all", SYSADMIN, _("全部再试"), (), lambda _values: _again(seat, None), row=True),
        Work("sent", SYSADMIN, _("已发出"), row, lambda values: _decide(seat, values, sent=True), row=True),
        Work("unsent", SYSADMIN, _("没有发出"), row, lambda values: _decide(seat, values, sent=False), row=True),
    )  # fmt: skip


def _again(seat: Seat, pk: int | None) -> str:
    require(seat.actor, seat.now, SYSADMIN)
    revived = queue.revive(seat.now, seat.actor, pk)
    if not revived:
        raise Refused(_("没有这一项，或者已经有人让它再试了。"))
    return _("%(n)s 项已重新排队，后台接着办。") % {"n": revived}


def _decide(seat: Seat, values: Values, *, sent: bool) -> str:
    require(seat.actor, seat.now, SYSADMIN)
    pk = number(values["row"])
    if not messages.undecided().filter(pk=pk).exists():
        raise Refused(_("没有这一条，或者已经有人认定了。"))
    messages.decide(pk, sent=sent, by=seat.actor, now=seat.now)
    return _("已记为发出，不再发送。") if sent else _("将用同一标识重新发送。")


paths = [path("admin/queue/", given_up, name="admin_queue")]
