"""An officer leaves: posts end, the account closes, the open work goes to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.offices.actor import Actor
from huiyin.offices.errors import NotAllowed, Refused
from huiyin.offices.models import (
    ADMIN_POSTS,
    RESTRICTED_POSTS,
    Deputy,
    HandOver,
    Office,
    Officer,
    Post,
    PostChange,
)
from huiyin.offices.services.accounts import officer_of
from huiyin.offices.services.authority import last_day_before, require, trace
from huiyin.offices.services.posting import end_row, posts_held

Moved = Callable[[Officer, Officer, Office], tuple[int, str]]
"""Moves what is open in one office from the first to the second: how many, and the digest of their list."""


def _nothing_moved(_leaver: Officer, _successor: Officer, _office: Office) -> tuple[int, str]:
    return 0, ""


def leave(
    login: str,
    successor: str,
    *,
    on: date,
    at: datetime,
    by: Actor,
    moved: Moved = _nothing_moved,
) -> list[HandOver]:
    """Hand over everything from `on` (security administrator): one record per office.

    The successor must already work in each of these offices, and hold the restricted post where the
    leaver does, or reports and accusations would pass to one who may not open them (R22 30).
    """
    with transaction.atomic():
        require(by, at, "secadmin")
        leaver = Officer.objects.select_for_update().get(pk=officer_of(login).pk)
        heir = officer_of(successor)
        if leaver.pk == by.officer_id:
            raise NotAllowed(_("不得为自己办理离岗；未作任何改动。"))
        if leaver.pk == heir.pk or not heir.active:
            raise Refused(_("接收人须为另一名在用账号的工作人员。"))
        posts = list(
            Post.objects.filter(Q(until=None) | Q(until__gte=on), officer=leaver).select_related(
                "office", "officer"
            )
        )
        if any(post.kind in ADMIN_POSTS for post in posts):
            raise Refused(_("管理员离岗：请先授予他人，再解除本岗位。"))
        rows = [_hand_over(leaver, heir, where, posts, on, at, by, moved) for where in _offices(posts)]
        for post in posts:
            end_row(post, on, at, by)
        Deputy.objects.filter(Q(absent=leaver) | Q(stands_in=leaver), until__gte=on).update(
            until=last_day_before(on)
        )
        leaver.active = False
        leaver.save(update_fields=["active"])
        PostChange.objects.create(officer=leaver, what=PostChange.What.DISABLED, on=on, **trace(by, at))
        return rows


def _offices(posts: list[Post]) -> list[Office]:
    return list({post.office.pk: post.office for post in posts if post.office is not None}.values())


def _hand_over(
    leaver: Officer,
    heir: Officer,
    where: Office,
    posts: list[Post],
    on: date,
    at: datetime,
    by: Actor,
    moved: Moved,
) -> HandOver:
    kinds = frozenset(post.kind for post in posts if post.office_id == where.pk)
    holds = posts_held(heir, where.code, on)
    words = {"name": heir.name, "office": where.name}
    if not holds:
        raise Refused(_("%(name)s在%(office)s没有岗位，请先授予岗位再移交。") % words)
    if kinds & RESTRICTED_POSTS - holds:
        raise Refused(_("%(name)s在%(office)s不是检举控告专办员，不能接收检举控告事项。") % words)
    count, digest = moved(leaver, heir, where)
    return HandOver.objects.create(
        officer_from=leaver,
        officer_to=heir,
        office=where,
        on=on,
        what={"count": count, "digest": digest, "posts": sorted(kinds)},
        **trace(by, at),
    )
