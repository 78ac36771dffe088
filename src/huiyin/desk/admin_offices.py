"""Offices, their relations, signboards and seats: pages of the administrators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.desk import admin_office_forms as forms
from huiyin.desk import labels
from huiyin.desk.admin import KEEPERS, at_work, guard
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.offices import selectors
from huiyin.offices.models import (
    CommitteeMember,
    Deputy,
    Level,
    Office,
    OfficeKind,
    OfficeRelation,
    Post,
    PostKind,
    Signboard,
)
from huiyin.register import succeeding
from huiyin.web.fields import Choice, FieldSpec

WRONG = 422


@require_GET
@at_desk
def offices(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every office, and those that have named nobody for petition work (R22 14(2))."""
    guard(seat, *KEEPERS)
    text, kind = request.GET.get("name", "").strip()[:60], request.GET.get("kind", "")
    rows = Office.objects.order_by("code")
    if text:
        found = {o.code for o in Office.objects.all() if text in o.name or text in o.short or text == o.code}
        rows = rows.filter(code__in=found)
    if kind in OfficeKind.values:
        rows = rows.filter(kind=kind)
    context = page(
        request, seat, "offices", rows=[(o, o.open_on(seat.today)) for o in rows], alerts=selectors.without_petition_unit(seat.today),
        fields=_filters(text, kind), may_open=seat.actor.has("sysadmin"), narrowed=bool(text or kind),
    )  # fmt: skip
    return render(request, "desk/admin/offices.html", context)


def _filters(text: str, kind: str) -> tuple[FieldSpec, ...]:
    kinds = tuple(Choice(v, str(label)) for v, label in OfficeKind.choices)
    return (
        FieldSpec("name", "text", _("名称或者代码"), value=text),
        FieldSpec("kind", "choice", _("类别"), choices=kinds, value=kind),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def open_office(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A new office."""
    guard(seat, "sysadmin")
    desk = at_work(request, seat, [forms.opening(seat)])
    if desk.done and desk.bound is not None:
        messages.success(request, desk.done)
        return redirect("desk:admin_office", desk.bound.values["code"])
    context = page(request, seat, "offices", work=desk, title=_("设立单位"))
    return render(request, "desk/admin/one_form.html", context, status=WRONG if desk.tried else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def office(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """One office: what it is, to whom it stands how, as whom it issues papers, who works there."""
    guard(seat, *KEEPERS)
    one = Office.objects.filter(code=code).first()
    if one is None:
        raise Http404
    desk = at_work(request, seat, forms.of_office(seat, one))
    if desk.done:
        messages.success(request, desk.done)
        return redirect("desk:admin_office", code)
    moving = succeeding.moving(code, seat.today) if one.open_on(seat.today) and desk.has("close") else None
    passing = [(labels.rule(seat.law, rule), *rest) for rule, *rest in moving.duties] if moving else []
    context = page(
        request, seat, "offices", one=one, work=desk, moving=moving, passing=passing, **_shown(one, seat.today)
    )  # fmt: skip
    return render(request, "desk/admin/office.html", context, status=WRONG if desk.tried else 200)


def _shown(one: Office, on: date) -> dict[str, Any]:
    """What the page lists, each with whether it holds today."""

    def today(row: Any) -> bool:
        return bool(row.until is None or row.until >= on)

    ups = OfficeRelation.objects.filter(lower=one).select_related("upper").order_by("kind", "since")
    downs = OfficeRelation.objects.filter(upper=one).select_related("lower").order_by("kind", "lower__code")
    posts = (
        Post.objects.filter(selectors.in_force(on), office=one)
        .select_related("officer")
        .order_by("officer__login")
    )
    by_officer: dict[Any, list[str]] = {}
    for post in posts:
        by_officer.setdefault(post.officer, []).append(str(PostKind(post.kind).label))
    missing = one.code in {o.code for o in selectors.without_petition_unit(on)}
    return {
        "level": Level(one.level).label,
        "kind": OfficeKind(one.kind).label,
        "uppers": [(row, row.get_kind_display(), today(row)) for row in ups],
        "lowers": [(row, row.get_kind_display()) for row in downs if today(row)],
        "boards": [
            (row, today(row)) for row in Signboard.objects.filter(office=one).order_by("-is_default", "since")
        ],
        "seats": [
            (row, row.get_role_display(), today(row))
            for row in CommitteeMember.objects.filter(committee=one).select_related(
                "member_office", "officer"
            )
        ],
        "people": [(officer, labels.many(kinds)) for officer, kinds in by_officer.items()],
        "deputies": Deputy.objects.filter(office=one, until__gte=on).select_related("absent", "stands_in"),
        "missing_unit": missing,
        "open_now": one.open_on(on),
        "changes": one.changes.all()[:20],
    }


paths = [
    path("admin/offices/", offices, name="admin_offices"),
    path("admin/offices/new/", open_office, name="admin_office_new"),
    path("admin/offices/<slug:code>/", office, name="admin_office"),
]
