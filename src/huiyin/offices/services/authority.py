"""Who may do what in this room, and the trace each change leaves.

Three administrators, three persons (GB/T 22239-2019 8.1.5): the system administrator makes offices and
accounts, the security administrator gives posts, the auditor reads the logs. None can do another's work.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypedDict

from django.utils.translation import gettext as _

from huiyin.clock import SHANGHAI
from huiyin.offices.actor import Actor, acting
from huiyin.offices.errors import NotAllowed
from huiyin.offices.models import Officer, PostKind
from huiyin.offices.passwords import demo_allowed

DEMO_MACHINE = "demo"
"""Loads the demo county; never in production."""

SETUP_MACHINE = "setup"
"""The operator at the console of the server: first administrators, and administrators locked out."""


class Trace(TypedDict):
    """Who did it and when, as the logs hold it."""

    at: datetime
    by_kind: str
    by_ref: str
    by_name: str


def day_of(at: datetime) -> date:
    """The day of a moment in Shanghai, whatever zone it is given in."""
    return at.astimezone(SHANGHAI).date()


def trace(by: Actor, at: datetime) -> Trace:
    """The columns of a log row."""
    return {"at": at, "by_kind": by.kind, "by_ref": by.ref, "by_name": by.name}


def may(by: Actor, at: datetime, *posts: str) -> bool:
    """Whether the actor holds one of the posts now, read again from the table and not from the actor."""
    if by.is_machine:
        return by.ref == DEMO_MACHINE and demo_allowed()
    if by.kind != "officer" or by.officer_id is None:
        return False
    officer = Officer.objects.filter(pk=by.officer_id).first()
    if officer is None:
        return False
    return acting(officer, by.office, on=day_of(at)).has(*posts)


def require(by: Actor, at: datetime, *posts: str) -> None:
    """Refuse who does not hold one of the posts."""
    if not may(by, at, *posts):
        names = "、".join(str(PostKind(post).label) for post in posts)
        raise NotAllowed(_("此项操作须由%(posts)s办理；未作任何改动。") % {"posts": names})


def require_machine(by: Actor, name: str) -> None:
    """Refuse who is not the named machine."""
    if not by.is_machine or by.ref != name:
        raise NotAllowed(_("此项操作只能在服务器控制台办理；未作任何改动。"))


def last_day_before(on: date) -> date:
    """`until` of what is no longer so from `on`: both dates of a row are included."""
    return on - timedelta(days=1)
