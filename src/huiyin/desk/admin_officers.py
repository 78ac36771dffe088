"""Accounts, posts, deputies and leaving: pages of the administrators; deputies also of the head of an office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.desk import admin_officer_forms as forms
from huiyin.desk.admin import KEEPERS, at_work, guard
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.labels import many
from huiyin.desk.matter import matter
from huiyin.offices import selectors
from huiyin.offices.models import ADMIN_POSTS, Deputy, HandOver, Officer, Post, PostKind
from huiyin.register.handing_over import taken_over
from huiyin.web.fields import Choice, FieldSpec

WRONG = 422
PAGE = 50
YEAR = timedelta(days=366)


@require_GET
@at_desk
def officers(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everyone with an account, and the posts they hold today."""
    guard(seat, *KEEPERS)
    text, code = request.GET.get("name", "").strip()[:60], request.GET.get("office", "")
    rows = Officer.objects.order_by("login")
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(login__contains=text.lower()))
    if code:
        rows = rows.filter(
            pk__in=Post.objects.filter(selectors.in_force(seat.today), office__code=code).values("officer")
        )
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page", "1"))
    context = page(
        request, seat, "officers", page=shown, rows=_with_posts(list(shown.object_list), seat.today),
        fields=_filters(seat, text, code), may_add=seat.actor.has("sysadmin"),
    )  # fmt: skip
    return render(request, "desk/admin/officers.html", context)


def _filters(seat: Seat, text: str, code: str) -> tuple[FieldSpec, ...]:
    offices = tuple(Choice(o.code, o.name) for o in selectors.offices(seat.today))
    return (
        FieldSpec("name", "text", _("姓名或者登录名"), value=text),
        FieldSpec("office", "choice", _("单位"), choices=offices, value=code),
    )


def _with_posts(found: list[Officer], on: date) -> list[tuple[Officer, list[tuple[str, str]]]]:
    """Each officer with the posts of the day, office by office."""
    posts: dict[int, dict[str, list[str]]] = {}
    rows = Post.objects.filter(selectors.in_force(on), officer__in=found).select_related("office")
    for post in rows.order_by("office__code", "kind"):
        where = post.office.label if post.office else ""
        posts.setdefault(post.officer_id, {}).setdefault(where, []).append(str(PostKind(post.kind).label))
    return [(o, [(where, many(held)) for where, held in posts.get(o.pk, {}).items()]) for o in found]


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def new_officer(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A new account; it can do nothing until the security administrator gives it a post."""
    guard(seat, "sysadmin")
    desk = at_work(request, seat, [forms.adding(seat)])
    made = desk.bound.values["login"].strip().lower() if desk.done and desk.bound is not None else ""
    context = page(request, seat, "officers", work=desk, title=_("建立账号"), made=made)
    return render(
        request, "desk/admin/one_form.html", context, status=WRONG if desk.tried and not desk.done else 200
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def officer(request: HttpRequest, seat: Seat, login: str) -> HttpResponse:
    """One officer: account, posts, standing in, leaving."""
    guard(seat, *KEEPERS)
    one = Officer.objects.filter(login=login).first()
    if one is None:
        raise Http404
    desk = at_work(request, seat, forms.of_officer(seat, one))
    if desk.done and desk.tried != "password":  # a password is shown on this page once, and carried nowhere
        messages.success(request, desk.done)
        return redirect("desk:admin_officer", login)
    context = page(request, seat, "officers", one=one, work=desk, **_shown(one, seat.today))
    return render(
        request, "desk/admin/officer.html", context, status=WRONG if desk.tried and not desk.done else 200
    )


def _shown(one: Officer, on: date) -> dict[str, Any]:
    rows = Post.objects.filter(officer=one).select_related("office").order_by("-since", "kind")
    deputies = Deputy.objects.filter(Q(absent=one) | Q(stands_in=one), until__gte=on)
    return {
        "posts": [(p, PostKind(p.kind).label, p.until is None or p.until >= on) for p in rows],
        "deputies": deputies.select_related("absent", "stands_in", "office"),
        "handed": HandOver.objects.filter(officer_from=one).select_related("officer_to", "office"),
        "administrator": any(p.kind in ADMIN_POSTS and (p.until is None or p.until >= on) for p in rows),
    }


# ------------------------------------------------------------------ deputies, by the head


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def deputies(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who stands in for whom in the own office: appointed by its head, or by the security administrator."""
    if seat.office is None or not seat.actor.has("head"):
        raise PermissionDenied
    desk = at_work(request, seat, forms.of_head(seat, seat.office))
    if desk.done:
        messages.success(request, desk.done)
        return redirect("desk:deputies")
    rows = Deputy.objects.filter(office=seat.office, until__gte=seat.today).select_related(
        "absent", "stands_in", "office"
    )
    context = page(request, seat, "deputies", work=desk, deputies=rows, title=_("缺勤代行"))
    return render(request, "desk/admin/deputies.html", context, status=WRONG if desk.tried else 200)


# ------------------------------------------------------------------ what was taken over


@require_GET
@at_desk
def taken(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What colleagues who left handed over to this officer within a year."""
    rows = [
        (act, matter(seat, act.file_id, "taken over").title)
        for act in taken_over(seat.actor, seat.today - YEAR)[:200]
    ]
    return render(request, "desk/admin/taken.html", page(request, seat, "list", rows=rows))


paths = [
    path("admin/officers/", officers, name="admin_officers"),
    path("admin/officers/new/", new_officer, name="admin_officer_new"),
    path("admin/officers/<str:login>/", officer, name="admin_officer"),
    path("deputies/", deputies, name="deputies"),
    path("taken-over/", taken, name="taken_over"),
]
