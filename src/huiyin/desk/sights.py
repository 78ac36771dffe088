"""Who else may know of a restricted matter: an officer named by the one who is named for such matters.

Naming gives sight of this one file and of nothing else, only inside an office that has it, and gives no post.
It is logged, and ended as easily. Being above gives no sight (R22 30(3), 46[5]).
"""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.desk import labels
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, matter
from huiyin.offices import selectors
from huiyin.offices.models import Officer, Post
from huiyin.register.access import note_reading
from huiyin.register.models import Barred, SightGrant
from huiyin.web.fields import Bound, Choice, FieldSpec, bind

WRONG = 422


def _open(seat: Seat, file_id: int) -> Matter:
    """The restricted matter of one who is named for such matters; for anybody else there is no such page."""
    if not seat.actor.has("confidential"):
        raise Http404
    m = matter(seat, file_id, "sights")
    if not m.file.restricted:
        raise Http404
    return m


def eligible(m: Matter) -> list[Officer]:
    """Officers of the same office who can be named: no administrator, nobody accused, nobody who sees it anyway."""
    on = m.seat.today
    posts = Post.objects.filter(selectors.in_force(on), office__code=m.seat.actor.office)
    out = {o.pk for o in selectors.holders(m.seat.actor.office or "", "confidential", on)}
    out |= set(Barred.objects.filter(file=m.file).values_list("officer", flat=True))
    named = SightGrant.objects.filter(file=m.file, office_id=m.seat.actor.office or "", ended_at=None)
    out |= set(named.values_list("officer", flat=True))
    found = Officer.objects.filter(active=True, pk__in=posts.values("officer")).exclude(pk__in=out)
    return list(found.order_by("login"))


def _specs(m: Matter) -> tuple[FieldSpec, ...]:
    choices = tuple(Choice(str(o.pk), o.name, o.login) for o in eligible(m))
    return (
        FieldSpec(
            "officer",
            "choice",
            _("指定谁知悉"),
            _("只能看这一件，不能办理；每次查阅都有记录。"),
            True,
            choices,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def sights(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """Who was named for this file, and naming one more."""
    m = _open(seat, file_id)
    bound = Bound({}, _specs(m))
    if request.method == "POST":
        bound = bind(_specs(m), request.POST)
        if bound.ok:
            _name(m, int(bound.values["officer"]))
            messages.success(request, _("已指定，即时生效。"))
            return redirect("desk:sights", file_id)
    context = page(
        request, seat, "list", m=m, file=m.file, title=m.title, specs=bound,
        grants=_grants(m), offices=[labels.office(str(code)) for code in m.file.sights.values_list("office_id", flat=True)],
    )  # fmt: skip
    return render(request, "desk/counter/sights.html", context, status=WRONG if not bound.ok else 200)


def _name(m: Matter, officer: int) -> None:
    with transaction.atomic():
        SightGrant.objects.create(
            file=m.file, office_id=m.seat.actor.office, officer_id=officer, given_by=f"officer:{m.seat.actor.ref}",
            given_at=m.seat.now,
        )  # fmt: skip
        note_reading(m.file, m.seat.actor, now=m.seat.now, what=f"named:{officer}")


def _grants(m: Matter) -> list[tuple[SightGrant, str]]:
    rows = list(SightGrant.objects.filter(file=m.file).select_related("officer").order_by("-given_at"))
    logins = {row.given_by.partition(":")[2] for row in rows}
    names = dict(Officer.objects.filter(login__in=logins).values_list("login", "name"))
    return [(row, names.get(row.given_by.partition(":")[2], row.given_by)) for row in rows]


@require_POST
@at_desk
def end(request: HttpRequest, seat: Seat, file_id: int, grant_id: int) -> HttpResponse:
    """The named officer no longer sees the file."""
    m = _open(seat, file_id)
    with transaction.atomic():
        row = SightGrant.objects.select_for_update().filter(file=m.file, pk=grant_id, ended_at=None).first()
        if row is None:
            raise Http404
        row.ended_at = seat.now
        row.save(update_fields=["ended_at"])
        note_reading(m.file, seat.actor, now=seat.now, what=f"unnamed:{row.officer_id}")
    messages.success(request, _("已取消知悉，即时生效。"))
    return redirect("desk:sights", file_id)


paths = [
    path("files/<int:file_id>/sights/", sights, name="sights"),
    path("files/<int:file_id>/sights/<int:grant_id>/end/", end, name="sights_end"),
]
