"""What the auditor reads: sign-ins, posts, hand-overs and changes of offices. Nobody else reads them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from huiyin.offices.actor import Actor
from huiyin.offices.models import HandOver, KeyUse, OfficeChange, PostChange, SignIn
from huiyin.offices.services.authority import require


def sign_ins(by: Actor, at: datetime) -> QuerySet[SignIn]:
    """Every try to sign in, newest first."""
    require(by, at, "auditor")
    return SignIn.objects.select_related("officer")


def post_changes(by: Actor, at: datetime) -> QuerySet[PostChange]:
    """Who gave, changed or ended which post or account."""
    require(by, at, "auditor")
    return PostChange.objects.select_related("officer", "office")


def hand_overs(by: Actor, at: datetime) -> QuerySet[HandOver]:
    """What officers who left handed over, and to whom."""
    require(by, at, "auditor")
    return HandOver.objects.select_related("officer_from", "officer_to", "office")


def office_changes(by: Actor, at: datetime) -> QuerySet[OfficeChange]:
    """Offices opened, changed, closed, related."""
    require(by, at, "auditor")
    return OfficeChange.objects.select_related("office")


def key_uses(by: Actor, at: datetime) -> QuerySet[KeyUse]:
    """Access keys made, taken, withdrawn, used and refused."""
    require(by, at, "auditor")
    return KeyUse.objects.select_related("key__office", "key__officer")
