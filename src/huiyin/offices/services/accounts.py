"""Accounts: made, switched on and off, passwords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from axes.utils import reset as reset_failures
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.offices.actor import Actor
from huiyin.offices.errors import NotAllowed, Refused, UnknownOfficer
from huiyin.offices.models import ADMIN_POSTS, Officer, Post, PostChange
from huiyin.offices.passwords import DEMO_PASSWORD, demo_allowed
from huiyin.offices.selectors import is_administrator
from huiyin.offices.services.authority import (
    DEMO_MACHINE,
    SETUP_MACHINE,
    day_of,
    require,
    require_machine,
    trace,
)

_LOGIN = re.compile(r"[a-z][a-z0-9_.-]{1,58}")


def officer_of(login: str) -> Officer:
    """The officer of a sign-in name."""
    found = Officer.objects.filter(login=login.strip().lower()).first()
    if found is None:
        raise UnknownOfficer(_("没有登录名为“%(login)s”的工作人员。") % {"login": login})
    return found


def add_officer(
    login: str,
    name: str,
    password: str | None,
    *,
    at: datetime,
    by: Actor,
    phone: str = "",
    must_change: bool = True,
) -> Officer:
    """Make an account (system administrator). It holds no post and can do nothing until given one.

    Without a password nobody can sign in to it until `reset_password`.
    """
    with transaction.atomic():
        require(by, at, "sysadmin")
        return _add(login, name, password, at=at, by=by, phone=phone, must_change=must_change)


def _add(
    login: str,
    name: str,
    password: str | None,
    *,
    at: datetime,
    by: Actor,
    phone: str = "",
    must_change: bool = True,
) -> Officer:
    login, name = login.strip().lower(), name.strip()
    if not _LOGIN.fullmatch(login):
        raise Refused(_("登录名须以小写字母开头，只含小写字母、数字和 . _ -，至少两个字符。"))
    if not name:
        raise Refused(_("请填写姓名。"))
    if Officer.objects.filter(login=login).exists():
        raise Refused(_("登录名“%(login)s”已有人使用。") % {"login": login})
    officer = Officer(login=login, name=name, phone=phone, must_change_password=must_change)
    if password is None:
        officer.set_unusable_password()
    else:
        _set_password(officer, password, at)
    officer.save()
    _log(officer, PostChange.What.OFFICER, at=at, by=by)
    return officer


def first_administrators(
    people: Mapping[str, tuple[str, str, str]], *, at: datetime, by: Actor
) -> dict[str, Officer]:
    """The three administrators of a new system, at the console: post -> (login, name, password).

    Only while there is no administrator at all; three posts, three different persons.
    """
    require_machine(by, SETUP_MACHINE)
    if frozenset(people) != ADMIN_POSTS:
        raise Refused(_("须同时指定系统管理员、安全保密管理员、安全审计员。"))
    logins = {login.strip().lower() for login, _name, _password in people.values()}
    names = {name.strip() for _login, name, _password in people.values()}
    if len(logins) < len(ADMIN_POSTS) or len(names) < len(ADMIN_POSTS):
        raise Refused(_("三名管理员须为三个不同的人。"))
    with transaction.atomic():
        if Post.objects.filter(kind__in=ADMIN_POSTS).exists():
            raise Refused(_("系统中已有管理员；请由现任安全保密管理员授予岗位。"))
        made: dict[str, Officer] = {}
        for kind, (login, name, password) in people.items():
            officer = made[kind] = _add(login, name, password, at=at, by=by)
            Post.objects.create(officer=officer, kind=kind, since=day_of(at))
            _log(officer, PostChange.What.GIVEN, at=at, by=by, kind=kind)
        return made


def set_active(login: str, active: bool, *, at: datetime, by: Actor) -> Officer:
    """Switch an account on or off. An administrator's only at the console: none may silence another."""
    with transaction.atomic():
        officer = _lock(login)
        _require_over(officer, by, at)
        if officer.active != active:
            officer.active = active
            officer.save(update_fields=["active"])
            what = PostChange.What.ENABLED if active else PostChange.What.DISABLED
            _log(officer, what, at=at, by=by)
        return officer


def reset_password(login: str, password: str, *, at: datetime, by: Actor) -> Officer:
    """Set a new first password, to be changed at the next sign-in.

    The system administrator does it for officers; for administrators only the console does, or one
    administrator could sign in as another.
    """
    with transaction.atomic():
        officer = _lock(login)
        _require_over(officer, by, at)
        officer.must_change_password = True
        _set_password(officer, password, at)
        officer.save(update_fields=["password", "must_change_password", "password_changed_at"])
        _log(officer, PostChange.What.PASSWORD, at=at, by=by)
        return officer


def unlock(login: str, *, at: datetime, by: Actor) -> Officer:
    """Let an officer locked out after failed sign-ins try again at once (security administrator, console)."""
    with transaction.atomic():
        officer = _lock(login)
        if not (by.is_machine and by.ref == SETUP_MACHINE):
            require(by, at, "secadmin")
        reset_failures(username=officer.login)
        _log(officer, PostChange.What.UNLOCKED, at=at, by=by)
        return officer


def share_demo_password(logins: Iterable[str], *, at: datetime, by: Actor) -> int:
    """Give the officers of the demo county their common password; never in production.

    One hash for all: hashing is slow on purpose, and here there is nothing to protect.
    """
    require_machine(by, DEMO_MACHINE)
    if not demo_allowed():
        raise NotAllowed(_("生产环境不得使用演示密码；未作任何改动。"))
    return Officer.objects.filter(login__in=list(logins)).update(
        password=make_password(DEMO_PASSWORD), password_changed_at=at, must_change_password=False
    )


def change_password(officer: Officer, old: str, new: str, *, at: datetime) -> None:
    """An officer changes the own password. Raises ValidationError with all that is wrong with it."""
    with transaction.atomic():
        locked = _lock(officer.login)
        if not locked.check_password(old):
            raise ValidationError({"old": [_("原密码不正确；密码未修改。")]})
        if old == new:
            raise ValidationError({"new": [_("新密码须与原密码不同。")]})
        try:
            _set_password(locked, new, at)
        except ValidationError as wrong:
            raise ValidationError({"new": wrong.messages}) from wrong
        locked.must_change_password = False
        locked.save(update_fields=["password", "must_change_password", "password_changed_at"])


def _require_over(officer: Officer, by: Actor, at: datetime) -> None:
    if by.is_machine and by.ref == SETUP_MACHINE:
        return
    if is_administrator(officer, day_of(at)):
        raise NotAllowed(_("管理员的账号和密码只能在服务器控制台办理；未作任何改动。"))
    require(by, at, "sysadmin")


def _set_password(officer: Officer, password: str, at: datetime) -> None:
    validate_password(password, officer)
    officer.set_password(password)
    officer.password_changed_at = at


def _lock(login: str) -> Officer:
    return Officer.objects.select_for_update().get(pk=officer_of(login).pk)


def _log(officer: Officer, what: PostChange.What, *, at: datetime, by: Actor, kind: str = "") -> None:
    PostChange.objects.create(officer=officer, what=what, kind=kind, on=day_of(at), **trace(by, at))
