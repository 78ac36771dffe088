"""Forms that were typed and not sent yet, kept sealed for the officer who typed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.clock import SHANGHAI
from huiyin.desk.gate import Seat, at_desk
from huiyin.desk.models import FormDraft
from huiyin.offices.models import Officer

FORM = "form-key"
"""Where a form of the rulebook says under which key it is kept; with a hyphen, which no field of an act has."""
SKIP = frozenset({"csrfmiddlewaretoken", "seen", "key", FORM, "step"})
BIGGEST = 300_000  # characters; a form of ours stays far below
FORMS = ("act:", "correct:")
"""What may be kept as one types. All else that is kept for an officer is written by its own page alone."""


def typed_in(data: QueryDict) -> dict[str, list[str]]:
    """What a form carries, without what belongs to one sending of it."""
    return {name: [str(v) for v in values] for name, values in data.lists() if name not in SKIP}


def keep(officer: Officer, key: str, data: QueryDict, *, now: datetime) -> bool:
    """Keep what was typed under the form's key; an empty form is forgotten."""
    typed = typed_in(data)
    if not any(v.strip() for values in typed.values() for v in values):
        forget(officer, key)
        return False
    if sum(len(v) for values in typed.values() for v in values) > BIGGEST:
        return False
    FormDraft.objects.update_or_create(officer=officer, key=key[:120], defaults={"typed": typed, "at": now})
    return True


def kept(officer: Officer, key: str) -> FormDraft | None:
    """What this officer typed into this form before."""
    return FormDraft.objects.filter(officer=officer, key=key[:120]).first()


def preset(draft: FormDraft | None) -> dict[str, Any]:
    """Kept values as the fields take them."""
    return dict(draft.typed or {}) if draft else {}


def forget(officer: Officer, key: str) -> None:
    """The form was sent, or is no longer wanted."""
    FormDraft.objects.filter(officer=officer, key=key[:120]).delete()


@require_POST
@at_desk
def keep_form(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Called as one types; answers with a line that says so."""
    key = request.POST.get(FORM, "")
    if not key.startswith(FORMS) or not keep(seat.officer, key, request.POST, now=seat.now):
        return HttpResponse("")
    at = seat.now.astimezone(SHANGHAI).strftime("%H:%M")
    return HttpResponse(_("草稿已保存 %(at)s，换一台电脑也能接着写。") % {"at": at})


paths = [path("keep/", keep_form, name="keep")]
