"""Offices opened, changed, closed and related (system administrator)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.offices.actor import Actor
from huiyin.offices.errors import Refused, UnknownOffice
from huiyin.offices.models import (
    CommitteeMember,
    CommitteeRole,
    Deputy,
    Office,
    OfficeChange,
    Officer,
    OfficeRelation,
    Post,
    RelationKind,
    Signboard,
)
from huiyin.offices.services.authority import last_day_before, require, trace
from huiyin.offices.services.posting import end_row
from huiyin.offices.structure import touch

EDITABLE = frozenset(
    {
        "name",
        "short",
        "remit",
        "units",
        "may_issue_opinion",
        "own_name",
        "restricted",
        "agent_point",
        "petition_path",
        "quorum",
        "address",
        "phone",
        "reception_hours",
        "petition_unit",
        "petition_person",
    }
)
"""What may be changed of an open office; code, level, kind and dates stay, a new office is opened instead."""


def open_office(
    code: str,
    name: str,
    level: str,
    kind: str,
    *,
    on: date,
    at: datetime,
    by: Actor,
    fields: Mapping[str, Any] | None = None,
) -> Office:
    """Open an office from `on`. `fields`: any of EDITABLE and `is_organ`."""
    extra = dict(fields or {})
    unknown = set(extra) - EDITABLE - {"is_organ"}
    if unknown:
        raise Refused(_("没有这些栏目：%(fields)s。") % {"fields": "、".join(sorted(unknown))})
    with transaction.atomic():
        require(by, at, "sysadmin")
        made = Office(code=code, name=name.strip(), level=level, kind=kind, since=on, **extra)
        _checked(made)
        made.save()
        _log(made, OfficeChange.What.OPENED, at, by, {"on": on.isoformat()})
        touch()
        return made


def change_office(code: str, *, at: datetime, by: Actor, fields: Mapping[str, Any]) -> Office:
    """Change what may be changed of an office; the log keeps the old and the new."""
    unknown = set(fields) - EDITABLE
    if unknown:
        raise Refused(_("不能修改这些栏目：%(fields)s。") % {"fields": "、".join(sorted(unknown))})
    with transaction.atomic():
        require(by, at, "sysadmin")
        one = _lock(code)
        changed = {key: value for key, value in fields.items() if getattr(one, key) != value}
        if not changed:
            return one
        detail = {key: {"old": getattr(one, key), "new": value} for key, value in changed.items()}
        for key, value in changed.items():
            setattr(one, key, value)
        _checked(one)
        one.save(update_fields=sorted(changed))
        _log(one, OfficeChange.What.CHANGED, at, by, detail)
        touch()
        return one


Passes = Callable[[Office, Office | None, date], dict[str, Any]]
"""Passes what a closed office has in hand to its successor; refuses where there is something and nobody to
carry on. Gives what the log keeps of it: how much, and the digest of the list."""


def _nothing_passes(_closed: Office, _heir: Office | None, _on: date) -> dict[str, Any]:
    return {}


def close_office(
    code: str, *, on: date, at: datetime, by: Actor, successor: str | None = None, reason: str = "",
    passes: Passes = _nothing_passes,
) -> Office:  # fmt: skip
    """From `on` the office is no more; its business goes to the successor (R22 24(2)).

    Its signboards, posts and deputies end the day before; offices under it come under the successor, and so
    does what it has in hand. Without a successor a reason is needed, and nothing may be in hand.
    """
    if successor is None and not reason.strip():
        raise Refused(_("未指定承继单位的，须写明原因（条例第二十四条第二款）。"))
    with transaction.atomic():
        require(by, at, "sysadmin")
        one = _lock(code)
        if one.until is not None and one.until < on:
            raise Refused(_("%(office)s已经撤销。") % {"office": one.name})
        last = last_day_before(on)
        open_still = Q(until=None) | Q(until__gte=on)
        # Who carried on whose business stays true after both are gone.
        ties = OfficeRelation.objects.filter(open_still).exclude(kind=RelationKind.SUCCESSOR_OF)
        below = list(ties.filter(upper=one).select_related("lower"))
        ties.filter(Q(lower=one) | Q(upper=one)).update(until=last)
        Signboard.objects.filter(open_still, office=one).update(until=last)
        Deputy.objects.filter(office=one, until__gte=on).update(until=last)
        for post in Post.objects.filter(open_still, office=one).select_related("officer", "office"):
            end_row(post, on, at, by)
        one.until = last
        one.save(update_fields=["until"])
        heir = _lock(successor) if successor is not None else None
        if heir is not None:
            for tie in below:
                if tie.lower_id != heir.pk:
                    _tie(tie.lower, heir, tie.kind, on)
            _tie(heir, one, RelationKind.SUCCESSOR_OF, on)
        touch()
        passed = passes(one, heir, on)
        detail = {"on": on.isoformat(), "successor": successor, "reason": reason.strip(), **passed}
        _log(one, OfficeChange.What.CLOSED, at, by, detail)
        return one


def relate(lower: str, upper: str, kind: str, *, on: date, at: datetime, by: Actor) -> OfficeRelation:
    """From `on` `lower` stands to `upper` in a relation. Asked twice, it is one row."""
    with transaction.atomic():
        require(by, at, "sysadmin")
        if kind not in RelationKind.values:
            raise Refused(_("没有“%(kind)s”这种单位关系。") % {"kind": kind})
        below, above = _lock(lower), _lock(upper)
        if below.pk == above.pk or _stands_above(below, above, kind):
            words = {"lower": below.name, "upper": above.name}
            raise Refused(_("%(lower)s已在%(upper)s之上，关系不能成环。") % words)
        made = _tie(below, above, kind, on)
        _log(
            below,
            OfficeChange.What.RELATED,
            at,
            by,
            {"upper": above.code, "kind": kind, "on": on.isoformat()},
        )
        touch()
        return made


def end_relation(relation_id: int, *, on: date, at: datetime, by: Actor) -> OfficeRelation:
    """From `on` the relation no longer holds."""
    with transaction.atomic():
        require(by, at, "sysadmin")
        row = (
            OfficeRelation.objects.select_for_update(of=("self",))
            .select_related("lower", "upper")
            .get(pk=relation_id)
        )
        row.until = last_day_before(on)
        row.save(update_fields=["until"])
        detail = {"upper": row.upper.code, "kind": row.kind, "on": on.isoformat()}
        _log(row.lower, OfficeChange.What.UNRELATED, at, by, detail)
        touch()
        return row


def add_signboard(
    office_code: str,
    name: str,
    number_code: str = "",
    seal_text: str = "",
    *,
    on: date,
    at: datetime,
    by: Actor,
    default: bool = False,
) -> Signboard:
    """A further name to issue papers under. A new default ends the old default's use.

    A number code belongs to one signboard only, or two offices would give out the same paper numbers.
    """
    with transaction.atomic():
        require(by, at, "sysadmin")
        one = _lock(office_code)
        taken = (
            Signboard.objects.filter(number_code=number_code, until=None)
            .exclude(office=one, name=name)
            .first()
        )
        if number_code and taken is not None:
            words = {"code": number_code, "name": taken.name}
            raise Refused(_("发文代字“%(code)s”已由%(name)s使用。") % words)
        if default:
            Signboard.objects.filter(office=one, is_default=True, until=None).update(
                until=last_day_before(on)
            )
        made = Signboard.objects.create(
            office=one,
            name=name,
            number_code=number_code,
            seal_text=seal_text or name,
            since=on,
            is_default=default,
        )
        _log(one, OfficeChange.What.SIGNBOARD, at, by, {"name": name, "number_code": number_code})
        touch()
        return made


def end_signboard(signboard_id: int, *, on: date, at: datetime, by: Actor) -> Signboard:
    """From `on` nothing is issued under this name."""
    with transaction.atomic():
        require(by, at, "sysadmin")
        row = Signboard.objects.select_for_update(of=("self",)).select_related("office").get(pk=signboard_id)
        row.until = last_day_before(on)
        row.save(update_fields=["until"])
        _log(row.office, OfficeChange.What.SIGNBOARD, at, by, {"name": row.name, "ended": on.isoformat()})
        touch()
        return row


def seat(
    committee: str,
    role: str,
    *,
    on: date,
    at: datetime,
    by: Actor,
    member_office: str | None = None,
    officer: Officer | None = None,
) -> CommitteeMember:
    """Seat an office or a person in a committee."""
    with transaction.atomic():
        require(by, at, "sysadmin")
        if role not in CommitteeRole.values or (member_office is None) == (officer is None):
            raise Refused(_("委员会席位须由一个单位或一名工作人员担任主任或委员。"))
        body = _lock(committee)
        member = _lock(member_office) if member_office is not None else None
        row, made = CommitteeMember.objects.get_or_create(
            committee=body,
            member_office=member,
            officer=officer,
            role=role,
            until=None,
            defaults={"since": on},
        )
        if made:
            who = member_office or (officer.login if officer else "")
            _log(body, OfficeChange.What.SEAT, at, by, {"seat": who, "role": role, "on": on.isoformat()})
        return row


def unseat(seat_id: int, *, on: date, at: datetime, by: Actor) -> CommitteeMember:
    """From `on` the seat is empty."""
    with transaction.atomic():
        require(by, at, "sysadmin")
        row = (
            CommitteeMember.objects.select_for_update(of=("self",))
            .select_related("committee")
            .get(pk=seat_id)
        )
        row.until = last_day_before(on)
        row.save(update_fields=["until"])
        _log(row.committee, OfficeChange.What.SEAT, at, by, {"ended": on.isoformat(), "seat": row.pk})
        return row


def _lock(code: str) -> Office:
    found = Office.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise UnknownOffice(_("没有代码为“%(code)s”的机关单位。") % {"code": code})
    return found


def _tie(lower: Office, upper: Office, kind: str, on: date) -> OfficeRelation:
    row, _made = OfficeRelation.objects.get_or_create(
        lower=lower, upper=upper, kind=kind, until=None, defaults={"since": on}
    )
    return row


def _stands_above(one: Office, other: Office, kind: str) -> bool:
    """Whether `one` is already somewhere above `other` along the kind."""
    level = {other.pk}
    seen: set[int] = set()
    while level:
        seen |= level
        ties = OfficeRelation.objects.filter(lower_id__in=level, kind=kind, until=None)
        level = set(ties.values_list("upper_id", flat=True)) - seen
    return one.pk in seen


def _checked(one: Office) -> None:
    try:
        one.full_clean()
    except ValidationError as wrong:
        raise Refused("；".join(wrong.messages)) from wrong


def _log(one: Office, what: OfficeChange.What, at: datetime, by: Actor, detail: Mapping[str, Any]) -> None:
    OfficeChange.objects.create(office=one, what=what, detail=dict(detail), **trace(by, at))
