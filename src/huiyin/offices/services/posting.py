"""Posts given and ended, and who stands in for whom (security administrator)."""

from __future__ import annotations

from collections.abc import Iterable
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
    Office,
    Officer,
    Post,
    PostChange,
    PostKind,
)
from huiyin.offices.selectors import in_force, office
from huiyin.offices.services.accounts import officer_of
from huiyin.offices.services.authority import day_of, last_day_before, may, require, trace


def give_post(
    login: str, kind: str, office_code: str | None = None, *, on: date, at: datetime, by: Actor
) -> Post:
    """Give a post from `on`. Nobody gives himself one; an administrator holds that one post and no other."""
    with transaction.atomic():
        require(by, at, "secadmin")
        officer = Officer.objects.select_for_update().get(pk=officer_of(login).pk)
        _not_oneself(officer, by)
        if kind not in PostKind.values:
            raise Refused(_("没有“%(kind)s”这个岗位。") % {"kind": kind})
        if not officer.active:
            raise Refused(_("%(name)s的账号已停用，不能授予岗位。") % {"name": officer.name})
        where = _where(kind, office_code, on)
        lasting = Post.objects.filter(Q(until=None) | Q(until__gte=on), officer=officer)
        same = lasting.filter(kind=kind, office=where).first()
        if same is not None:
            return same
        _keep_three_apart(officer, kind, lasting.values_list("kind", flat=True), on)
        post = Post.objects.create(officer=officer, office=where, kind=kind, since=on)
        _log(officer, where, kind, PostChange.What.GIVEN, on, at, by)
        return post


def end_post(post_id: int, *, on: date, at: datetime, by: Actor) -> Post:
    """From `on` the post is no longer held. The last administrator of a kind cannot be taken away."""
    with transaction.atomic():
        require(by, at, "secadmin")
        post = (
            Post.objects.select_for_update(of=("self",)).select_related("officer", "office").get(pk=post_id)
        )
        _not_oneself(post.officer, by)
        if post.kind in ADMIN_POSTS:
            # All of the kind are locked: two who end two at once must not leave none.
            others = Post.objects.select_for_update(of=("self",)).filter(
                in_force(on), kind=post.kind, officer__active=True
            )
            if {other.pk for other in others} <= {post.pk}:
                raise Refused(
                    _("这是唯一的%(kind)s，请先授予他人再解除。") % {"kind": PostKind(post.kind).label}
                )
        end_row(post, on, at, by)
        return post


def end_row(post: Post, on: date, at: datetime, by: Actor) -> None:
    """Close one post row and log it; whoever calls has asked who may."""
    if post.until is not None and post.until < on:
        return
    post.until = last_day_before(on)
    post.save(update_fields=["until"])
    _log(post.officer, post.office, post.kind, PostChange.What.ENDED, on, at, by)


def appoint_deputy(
    absent: str,
    stands_in: str,
    office_code: str,
    *,
    since: date,
    until: date,
    reason: str,
    at: datetime,
    by: Actor,
    kinds: Iterable[str] | None = None,
) -> Deputy:
    """Let one officer stand in for another in an office, both days included.

    Without kinds: all posts the absent one holds there except the restricted ones (R22 30), which only
    the security administrator may name. The head of the office may appoint among its own officers.
    """
    with transaction.atomic():
        secadmin = may(by, at, "secadmin")
        if not secadmin:
            _require_head(by, at, office_code)
        one, other = officer_of(absent), officer_of(stands_in)
        holds = posts_held(one, office_code, since)
        wanted = frozenset(kinds) if kinds is not None else holds - RESTRICTED_POSTS
        if since > until:
            raise Refused(_("代行的结束日期不能早于开始日期。"))
        if one.pk == other.pk or not other.active:
            raise Refused(_("代行人须为另一名在用账号的工作人员。"))
        if not wanted or wanted - holds:
            raise Refused(_("只能代行缺勤人员在该单位现有的岗位。"))
        if wanted & RESTRICTED_POSTS and not secadmin:
            raise NotAllowed(_("检举控告专办员的代行须由安全保密管理员指定；未作任何改动。"))
        if Post.objects.filter(in_force(since), officer=other, kind__in=ADMIN_POSTS).exists():
            raise Refused(_("管理员不得兼任或代行其他岗位。"))
        if not secadmin and not posts_held(other, office_code, since):
            raise Refused(_("代行人须为本单位工作人员；跨单位代行由安全保密管理员指定。"))
        where = office(office_code)
        row = Deputy.objects.create(
            absent=one,
            stands_in=other,
            office_id=where.pk,
            kinds=sorted(wanted),
            since=since,
            until=until,
            reason=reason.strip(),
        )
        detail = {"for": one.login, "kinds": row.kinds, "until": until.isoformat()}
        _log(other, where, "", PostChange.What.DEPUTY, since, at, by, detail)
        return row


def end_deputy(deputy_id: int, *, on: date, at: datetime, by: Actor) -> Deputy:
    """From `on` the stand-in ends."""
    with transaction.atomic():
        row = (
            Deputy.objects.select_for_update()
            .select_related("office", "stands_in", "absent")
            .get(pk=deputy_id)
        )
        if not may(by, at, "secadmin"):
            _require_head(by, at, row.office.code)
        if row.until >= on:
            row.until = last_day_before(on)
            row.save(update_fields=["until"])
            detail = {"for": row.absent.login, "kinds": row.kinds}
            _log(row.stands_in, row.office, "", PostChange.What.DEPUTY_ENDED, on, at, by, detail)
        return row


def posts_held(officer: Officer, office_code: str, on: date) -> frozenset[str]:
    """The officer's own posts in one office on that day, without those stood in for."""
    rows = Post.objects.filter(in_force(on), officer=officer, office__code=office_code)
    return frozenset(rows.values_list("kind", flat=True))


def _where(kind: str, office_code: str | None, on: date) -> Office | None:
    if kind in ADMIN_POSTS:
        if office_code is not None:
            raise Refused(_("管理员岗位不属于任何单位。"))
        return None
    if office_code is None:
        raise Refused(_("请选择单位。"))
    where = office(office_code)
    if not where.open_on(on):
        raise Refused(_("%(office)s在该日不存在。") % {"office": where.name})
    return where


def _keep_three_apart(officer: Officer, kind: str, held: Iterable[str], on: date) -> None:
    kinds = set(held)
    if kind in ADMIN_POSTS and kinds:
        raise Refused(_("管理员不得兼任其他岗位；%(name)s现任其他岗位。") % {"name": officer.name})
    if kinds & ADMIN_POSTS:
        raise Refused(_("%(name)s是管理员，不得兼任其他岗位。") % {"name": officer.name})
    if kind in ADMIN_POSTS and Deputy.objects.filter(stands_in=officer, until__gte=on).exists():
        raise Refused(_("%(name)s正在代行其他岗位，不能任管理员。") % {"name": officer.name})


def _not_oneself(officer: Officer, by: Actor) -> None:
    if by.officer_id == officer.pk:
        raise NotAllowed(_("不得为自己授予或解除岗位；未作任何改动。"))


def _require_head(by: Actor, at: datetime, office_code: str) -> None:
    """The head himself, not one who stands in: standing in is not handed on."""
    officer = Officer.objects.filter(pk=by.officer_id, active=True).first() if by.officer_id else None
    if officer is None or "head" not in posts_held(officer, office_code, day_of(at)):
        raise NotAllowed(_("代行须由安全保密管理员或本单位负责人指定；未作任何改动。"))


def _log(
    officer: Officer,
    where: Office | None,
    kind: str,
    what: PostChange.What,
    on: date,
    at: datetime,
    by: Actor,
    detail: dict[str, object] | None = None,
) -> None:
    PostChange.objects.create(
        officer=officer,
        office_id=where.pk if where else None,
        kind=kind,
        what=what,
        on=on,
        detail=detail or {},
        **trace(by, at),
    )
