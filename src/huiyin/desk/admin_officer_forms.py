"""The work on an officer: each piece with its form and the service that does it."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiyin.desk.admin import SECADMIN, SYSADMIN, Values, Work
from huiyin.desk.admin_office_forms import all_offices, number, on_field, row_field
from huiyin.desk.gate import Seat
from huiyin.offices import selectors, services
from huiyin.offices.errors import Refused
from huiyin.offices.models import ADMIN_POSTS, RESTRICTED_POSTS, Deputy, Office, Officer, Post, PostKind
from huiyin.register.handing_over import moved
from huiyin.web.fields import Choice, FieldSpec

EASY = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read out wrongly


def first_password() -> str:
    """A first password to be read out; it must be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(EASY) for _n in range(5)) for _g in range(3))


def adding(seat: Seat) -> Work:
    """A new account."""
    specs = (
        FieldSpec(
            "login",
            "text",
            _("登录名"),
            _("小写字母开头，只含小写字母、数字和 . _ -；以后不能改。"),
            True,
            max=59,
        ),
        FieldSpec("name", "text", _("姓名"), required=True, max=60),
        FieldSpec("phone", "text", _("办公电话"), max=60),
    )

    def run(values: Values) -> str:
        password = first_password()
        made = services.add_officer(
            values["login"],
            values["name"],
            password,
            at=seat.now,
            by=seat.actor,
            phone=str(values.get("phone") or ""),
        )
        return _told(_("账号已建立，还没有岗位。"), made, password)

    return Work("add", SYSADMIN, _("建立账号"), specs, run, _("建立账号"))


def _told(what: str, one: Officer, password: str) -> str:
    words = {"what": what, "login": one.login, "password": password}
    return (
        _("%(what)s登录名 %(login)s，初始密码 %(password)s。只显示这一次，请当面告诉本人；首次登录必须修改。")
        % words
    )


def of_officer(seat: Seat, one: Officer) -> list[Work]:
    """Everything the administrators can do with one officer."""
    works = [
        _give(seat, one),
        _end_post(seat),
        _stand_in(seat, one),
        end_deputy(seat, SECADMIN),
        _unlock(seat, one),
    ]
    works += [_password(seat, one), _switch(seat, one)]
    return [*works, _leave(seat, one)] if one.active else works


def _give(seat: Seat, one: Officer) -> Work:
    kinds = tuple(Choice(v, str(label)) for v, label in PostKind.choices)
    specs = (
        FieldSpec("office", "office", _("单位"), _("管理员岗位不选单位。"), choices=all_offices(seat.today)),
        FieldSpec("kind", "choice", _("岗位"), required=True, choices=kinds),
        on_field(seat.today),
    )

    def run(values: Values) -> str:
        services.give_post(
            one.login, values["kind"], values.get("office"), on=values["on"], at=seat.now, by=seat.actor
        )
        return _("已授予岗位。")

    return Work("give", SECADMIN, _("授予岗位"), specs, run, _("授予岗位"))


def _end_post(seat: Seat) -> Work:
    def run(values: Values) -> str:
        services.end_post(number(values["row"]), on=values["on"], at=seat.now, by=seat.actor)
        return _("岗位已解除。")

    return Work("end_post", SECADMIN, _("解除"), (row_field(), on_field(seat.today)), run, row=True)


def _password(seat: Seat, one: Officer) -> Work:
    def run(values: Values) -> str:
        password = first_password()
        services.reset_password(one.login, password, at=seat.now, by=seat.actor)
        return _told(_("密码已重设。"), one, password)

    note = _("原来的密码立即失效。管理员的密码只能在服务器控制台重设。")
    return Work("password", SYSADMIN, _("重设密码"), (), run, _("重设密码"), note)


def _switch(seat: Seat, one: Officer) -> Work:
    wanted = not one.active

    def run(values: Values) -> str:
        services.set_active(one.login, wanted, at=seat.now, by=seat.actor)
        return _("账号已启用。") if wanted else _("账号已停用。")

    title = _("启用账号") if wanted else _("停用账号")
    return Work("switch", SYSADMIN, title, (), run, title)


def _unlock(seat: Seat, one: Officer) -> Work:
    def run(values: Values) -> str:
        services.unlock(one.login, at=seat.now, by=seat.actor)
        return _("已解除锁定，可以马上登录。")

    return Work("unlock", SECADMIN, _("解除登录锁定"), (), run, _("解除锁定"))


# ------------------------------------------------------------------ standing in


def _held(one: Officer, office: str, on: date) -> list[str]:
    rows = Post.objects.filter(selectors.in_force(on), officer=one, office__code=office)
    return list(rows.order_by("kind").values_list("kind", flat=True))


def _stand_in(seat: Seat, one: Officer) -> Work:
    """By the security administrator: any officer, any post that the absent one holds."""
    codes = Post.objects.filter(selectors.in_force(seat.today), officer=one).exclude(kind__in=ADMIN_POSTS)
    offices = tuple(Choice(o.code, o.name) for o in Office.objects.filter(pk__in=codes.values("office")))
    kinds = dict.fromkeys(k for o in offices for k in _held(one, o.value, seat.today))
    specs = (
        FieldSpec("office", "office", _("在哪个单位的岗位"), required=True, choices=offices),
        FieldSpec("stands_in", "text", _("代行人的登录名"), required=True, max=60),
        _kinds_field(kinds),
        *_period(seat.today),
    )

    def run(values: Values) -> str:
        return _appoint(seat, one.login, values["stands_in"], values["office"], values)

    return Work("deputy", SECADMIN, _("指定代行"), specs, run, _("指定代行"))


def _kinds_field(kinds: Any) -> FieldSpec:
    choices = tuple(Choice(k, str(PostKind(k).label)) for k in kinds)
    note = _("不选就是全部；检举控告专办员的代行必须单独选明。")
    return FieldSpec("kinds", "choices", _("代行哪些岗位"), note, choices=choices)


def _period(today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("since", "date", _("自"), required=True, value=today),
        FieldSpec("until", "date", _("至"), _("当日也算。"), True),
        FieldSpec("reason", "text", _("原因"), _("例如休假、出差。"), True, max=200),
    )


def _appoint(seat: Seat, absent: str, stands_in: str, office: str, values: Values) -> str:
    row = services.appoint_deputy(
        absent, stands_in, office, since=values["since"], until=values["until"], reason=str(values["reason"]),
        at=seat.now, by=seat.actor, kinds=values.get("kinds") or None,
    )  # fmt: skip
    return _("已指定%(name)s代行。") % {"name": row.stands_in.name}


def of_head(seat: Seat, office: Office) -> list[Work]:
    """The head of an office lets one of its officers stand in for another."""
    posts = Post.objects.filter(selectors.in_force(seat.today), office=office)
    people = Officer.objects.filter(active=True, pk__in=posts.values("officer")).order_by("login")
    choices = tuple(Choice(o.login, o.name, o.login) for o in people)
    held = sorted(set(posts.values_list("kind", flat=True)) - RESTRICTED_POSTS)
    specs = (
        FieldSpec("absent", "officer", _("谁不在"), required=True, choices=choices),
        FieldSpec("stands_in", "officer", _("由谁代行"), required=True, choices=choices),
        _kinds_field(held),
        *_period(seat.today),
    )

    def run(values: Values) -> str:
        return _appoint(seat, values["absent"], values["stands_in"], office.code, values)

    return [Work("deputy", "head", _("指定代行"), specs, run, _("指定代行")), end_deputy(seat, "head")]


def end_deputy(seat: Seat, post: str) -> Work:
    """The stand-in ends."""

    def run(values: Values) -> str:
        row = Deputy.objects.get(pk=number(values["row"]))
        if post == "head" and row.office.code != seat.actor.office:
            raise Refused(_("没有这一行。"))
        services.end_deputy(row.pk, on=values["on"], at=seat.now, by=seat.actor)
        return _("代行已结束。")

    return Work("end_deputy", post, _("结束代行"), (row_field(), on_field(seat.today)), run, row=True)


# ------------------------------------------------------------------ leaving


def _leave(seat: Seat, one: Officer) -> Work:
    specs = (
        FieldSpec(
            "successor",
            "text",
            _("接收人的登录名"),
            _("须在同一单位有岗位；移交检举控告的，须是专办员。"),
            True,
            max=60,
        ),
        on_field(seat.today, _("自哪天起离岗")),
    )

    def run(values: Values) -> str:
        rows = services.leave(
            one.login, values["successor"], on=values["on"], at=seat.now, by=seat.actor, moved=moved(seat.now)
        )
        listed = "；".join(
            _("%(office)s %(n)s 件") % {"office": r.office.label, "n": r.what["count"]} for r in rows
        )
        return _(
            "已办理离岗，岗位终止，账号停用。移交未办结的：%(list)s。清单由接收人在“接手的事项”中查看。"
        ) % {"list": listed or "0"}

    note = _("岗位全部终止，账号停用，未办结的事项转给接收人，期限不变。")
    return Work("leave", SECADMIN, _("离岗移交"), specs, run, _("办理离岗移交"), note)
