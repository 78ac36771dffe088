"""Access keys of machines: the system administrator makes and withdraws them; whom one speaks for takes it, once.

The page of the administrator never shows a key: no administrator sees a matter, not through a machine either.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.desk.admin import SYSADMIN, Values, Work, at_work, guard
from huiyin.desk.admin_office_forms import all_offices, number, row_field
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.offices import services
from huiyin.offices.models import AccessKey
from huiyin.web.fields import FieldSpec

PAGE = 50
WRONG = 422


@dataclass(frozen=True, slots=True)
class Row:
    """One key as the lists show it."""

    key: AccessKey
    speaks_for: str
    state: str
    tone: str

    @property
    def live(self) -> bool:
        """Whether it can still be withdrawn."""
        return self.tone != "muted"


def _row(seat: Seat, key: AccessKey) -> Row:
    if key.withdrawn_at is not None:
        state, tone = _("已收回"), "muted"
    elif key.until < seat.today:
        state, tone = _("已到期"), "muted"
    elif key.digest is None:
        state, tone = _("等待领取"), "soon"
    else:
        state, tone = _("在用"), "active"
    who = (
        f"{key.officer.name}（{key.officer.login}）"
        if key.officer
        else _("机器 %(name)s") % {"name": key.machine}
    )
    return Row(key, who, state, tone)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def every(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All keys, and a form to make one."""
    guard(seat, SYSADMIN)
    desk = at_work(request, seat, _works(seat))
    if desk.done:
        messages.success(request, desk.done)
        return redirect("desk:admin_keys")
    shown = Paginator(services.every_key(seat.actor, seat.now), PAGE).get_page(request.GET.get("page", "1"))
    rows = [_row(seat, key) for key in shown.object_list]
    context = page(request, seat, "keys", work=desk, page=shown, rows=rows, withdraw=True)
    return render(request, "desk/admin/keys.html", context, status=WRONG if desk.tried else 200)


def _works(seat: Seat) -> tuple[Work, ...]:
    specs = (
        FieldSpec("purpose", "text", _("用途"), _("哪一套系统用它、做什么。"), required=True, max=60),
        FieldSpec("office", "choice", _("单位"), required=True, choices=all_offices(seat.today)),
        FieldSpec(
            "officer", "text", _("代表哪名工作人员（登录名）"),
            _("能看到的与这名工作人员在该单位看到的完全一样。代表机器的，这里留空。"), max=60,
        ),
        FieldSpec(
            "machine", "text", _("代表哪台机器"),
            _("起一个名称，如 city-platform。机器看不到限制知悉的事项。代表工作人员的，这里留空。"), max=40,
        ),
        FieldSpec("until", "date", _("用到哪一天"), _("最长一年。"), required=True),
    )  # fmt: skip
    note = _(
        "发放以后，由这名工作人员（机器的由本单位负责人）在“我的岗位”领取；密钥只在领取时显示一次，管理员看不到。"
    )
    return (
        Work("make", SYSADMIN, _("发放访问密钥"), specs, lambda values: _make(seat, values), note=note),
        Work(
            "withdraw", SYSADMIN, _("收回"), (row_field(),), lambda values: _withdraw(seat, values), row=True
        ),
    )


def _make(seat: Seat, values: Values) -> str:
    made = services.make_key(
        values["purpose"], office=values["office"], officer=(values["officer"] or "").strip(),
        machine=(values["machine"] or "").strip(), until=values["until"], at=seat.now, by=seat.actor,
    )  # fmt: skip
    who = _row(seat, made).speaks_for
    return _("已发放给%(office)s %(who)s，等待领取。") % {"office": made.office.label, "who": who}


def _withdraw(seat: Seat, values: Values) -> str:
    services.withdraw_key(number(values["row"]), at=seat.now, by=seat.actor)
    return _("密钥已经收回，从现在起打不开任何内容。")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def own(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The keys that speak for this officer here, or for the machines of the office where this is its head."""
    if seat.office is None:
        raise PermissionDenied
    post = min(seat.actor.posts)  # every post may: whose key it is decides
    row = (row_field(),)
    works = (
        Work("take", post, _("领取"), row, lambda values: _take(seat, values), row=True),
        Work("withdraw", post, _("收回"), row, lambda values: _withdraw(seat, values), row=True),
    )
    desk = at_work(request, seat, works)
    if desk.done and desk.tried != "take":  # a key is shown on this page once, and carried nowhere
        messages.success(request, desk.done)
        return redirect("desk:my_keys")
    rows = [_row(seat, key) for key in services.keys_of(seat.actor)]
    context = page(request, seat, "list", work=desk, rows=rows, shown=desk.done)
    return render(request, "desk/keys.html", context, status=WRONG if desk.tried and not desk.done else 200)


def _take(seat: Seat, values: Values) -> str:
    return services.take_key(number(values["row"]), at=seat.now, by=seat.actor)


paths = [
    path("admin/keys/", every, name="admin_keys"),
    path("keys/", own, name="my_keys"),
]
