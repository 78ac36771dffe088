"""Access keys: made by the system administrator, taken once by whom they speak for, withdrawn, and asked at each use.

An administrator sees no matter, so none may hold a key that opens one: on the pages the key itself is shown only
to the officer of the seat, or to the head of the office whose machine it is for.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from huiyin.clock import SHANGHAI
from huiyin.offices.actor import Actor, acting
from huiyin.offices.errors import NotAllowed, Refused
from huiyin.offices.models import ADMIN_POSTS, AccessKey, KeyUse, Office, Officer
from huiyin.offices.selectors import posts_by_office
from huiyin.offices.services.accounts import officer_of
from huiyin.offices.services.authority import SETUP_MACHINE, day_of, require, trace
from huiyin.offices.services.signins import network_of

LONGEST = timedelta(days=366)
"""A key ends after a year at most (a default of this house): who still needs it is asked again."""
TAKERS = frozenset({"head", "petition_leader"})
"""Who takes the key of a machine of the own office."""
BEGINS = "huiyin-key-"
_MACHINE = re.compile(r"[a-z][a-z0-9-]{1,38}")
_SALT = "huiyin.offices.access-key"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a key said: for whom it speaks, or why it no longer does ("" and no actor: nobody knows it)."""

    actor: Actor | None = None
    ended: str = ""


def make_key(
    purpose: str, *, office: str, until: date, at: datetime, by: Actor, officer: str = "", machine: str = ""
) -> AccessKey:
    """A key for one officer's seat in an office, or for one named machine of it. Nobody has it yet: see `take_key`."""
    with transaction.atomic():
        _require_over(by, at)
        on = day_of(at)
        if not purpose.strip():
            raise Refused(_("请写明密钥的用途。"))
        if not on <= until <= on + LONGEST:
            raise Refused(_("密钥的截止日期不能早于今天，最长一年。"))
        where = Office.objects.filter(code=office).first()
        if where is None or not where.open_on(on):
            raise Refused(_("没有这个单位，或者它已经撤销。"))
        if bool(officer) == bool(machine):
            raise Refused(_("密钥或者代表一名工作人员，或者代表一台机器：请只填一项。"))
        if machine and not _MACHINE.fullmatch(machine):
            raise Refused(_("机器名称须以小写字母开头，只含小写字母、数字和 -，至少两个字符。"))
        key = AccessKey.objects.create(
            purpose=purpose.strip()[:60], office=where, machine=machine, since=on, until=until,
            officer=_seated(officer, office, on) if officer else None,
        )  # fmt: skip
        _log(key, KeyUse.What.MADE, at=at, by=by)
        return key


def _seated(login: str, office: str, on: date) -> Officer:
    found = officer_of(login)
    if not posts_by_office(found, on).get(office, frozenset()) - ADMIN_POSTS:
        raise Refused(_("%(name)s在该单位没有岗位；密钥只能代表一个岗位。") % {"name": found.name})
    return found


def take_key(pk: int, *, at: datetime, by: Actor) -> str:
    """The key itself, the one time it is shown: to the officer it speaks for, to the head of the machine's office,
    or at the console of the server."""
    with transaction.atomic():
        key = _known(AccessKey.objects.select_for_update(), pk)
        if not (_is_console(by) or _is_for(key, by)):
            raise NotAllowed(_("这把密钥由它所代表的工作人员（机器的由本单位负责人）领取；未作任何改动。"))
        if key.digest is not None:
            raise Refused(_("这把密钥已经领取过。密钥只显示一次；丢失的，请收回后重新发放。"))
        if ended := _ended(key, day_of(at)):
            raise Refused(ended)
        text = BEGINS + secrets.token_urlsafe(32)
        key.digest = _digest(text)
        key.save(update_fields=["digest"])
        _log(key, KeyUse.What.TAKEN, at=at, by=by)
        return text


def withdraw_key(pk: int, *, at: datetime, by: Actor) -> AccessKey:
    """From now on the key opens nothing. The system administrator does it, the console, or whom it speaks for."""
    with transaction.atomic():
        key = _known(AccessKey.objects.select_for_update(), pk)
        if not _is_for(key, by):
            _require_over(by, at)
        if key.withdrawn_at is None:
            key.withdrawn_at = at
            key.save(update_fields=["withdrawn_at"])
            _log(key, KeyUse.What.WITHDRAWN, at=at, by=by)
        return key


def keys_of(actor: Actor) -> QuerySet[AccessKey]:
    """The keys that somebody may take or withdraw: the own ones, and for the head those of the office's machines."""
    mine = Q(officer_id=actor.officer_id or 0, office__code=actor.office or "")
    if actor.posts & TAKERS:
        mine |= Q(officer=None, office__code=actor.office or "")
    return AccessKey.objects.filter(mine, withdrawn_at=None).select_related("office", "officer")


def every_key(by: Actor, at: datetime) -> QuerySet[AccessKey]:
    """All keys, for the system administrator and the console: who, what for, until when; never the key."""
    _require_over(by, at)
    return AccessKey.objects.select_related("office", "officer")


def speak(text: str, *, at: datetime, address: str, noted: bool = True) -> Spoken:
    """For whom a key speaks at this moment. The posts are those of today: a seat that was left opens nothing.

    `noted`: whether an unknown key is written down; not while its address has to wait, or it would fill the log.
    """
    rows = AccessKey.objects.select_related("office", "officer")
    key = rows.filter(digest=_digest(text)).first() if text.startswith(BEGINS) else None
    if key is None:
        if noted:
            _note(None, KeyUse.What.REFUSED, at, address, "unknown")
        return Spoken()
    on = day_of(at)
    ended = _ended(key, on)
    actor = None if ended else _actor(key, on)
    if actor is None:
        ended = ended or _("这把密钥所代表的岗位已经不在了。")
        _note(key, KeyUse.What.REFUSED, at, address, "ended", once=True)
        return Spoken(ended=ended)
    _note(key, KeyUse.What.USED, at, address, once=True)
    return Spoken(actor)


def _actor(key: AccessKey, on: date) -> Actor | None:
    """Whom it speaks for today; None where the seat or the office is gone."""
    if key.officer is None:
        name = f"key:{key.machine}"
        return Actor("machine", name, key.office.code, name=name) if key.office.open_on(on) else None
    actor = acting(key.officer, key.office.code, on=on)
    return actor if actor.office and not actor.posts & ADMIN_POSTS else None


def _ended(key: AccessKey, on: date) -> str:
    if key.withdrawn_at is not None:
        return _("这把密钥已经收回。")
    if on > key.until:
        return _("这把密钥已于 %(until)s 到期。") % {"until": key.until.isoformat()}
    return ""


def _known(rows: QuerySet[AccessKey], pk: int) -> AccessKey:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Refused(_("没有这把密钥。"))
    return found


def _is_console(by: Actor) -> bool:
    return by.is_machine and by.ref == SETUP_MACHINE


def _require_over(by: Actor, at: datetime) -> None:
    if not _is_console(by):
        require(by, at, "sysadmin")


def _is_for(key: AccessKey, by: Actor) -> bool:
    """Whether this officer sits where the key speaks for."""
    if by.kind != "officer" or by.office != key.office.code:
        return False
    return key.officer_id == by.officer_id if key.officer_id else bool(by.posts & TAKERS)


def _digest(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()


def _log(key: AccessKey, what: KeyUse.What, *, at: datetime, by: Actor) -> None:
    KeyUse.objects.create(key=key, what=what, **trace(by, at))


def _note(
    key: AccessKey | None,
    what: KeyUse.What,
    at: datetime,
    address: str,
    reason: str = "",
    *,
    once: bool = False,
) -> None:
    """A use or refusal. `once`: the first of the day from that network, or the log would be a second web log."""
    where = network_of(address)
    if once:
        day = at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        if KeyUse.objects.filter(key=key, what=what, at__gte=day, address=where).exists():
            return
    name = (key.machine or (key.officer.login if key.officer else "")) if key else ""
    KeyUse.objects.create(
        key=key,
        what=what,
        address=where,
        reason=reason,
        at=at,
        by_kind="machine",
        by_ref=f"key:{name}" if name else "key",
    )
