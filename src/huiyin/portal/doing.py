"""What the pages of a petitioner's acts share: the page of an act, recording it, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from huiyin.portal.holding import Held
from huiyin.register import models
from huiyin.register.record import Recorded, Stale, Wish, record

WRONG = 422


def record_own(mine: Held, kind: str, **wish: Any) -> Recorded:
    """Record an act of the petitioner. What an office recorded a moment ago is no reason to send him away."""
    for attempt in (1, 2):
        seen = models.File.objects.values_list("last_seq", flat=True).get(pk=mine.file.pk)
        try:
            return record(
                mine.file.pk, Wish(kind, mine.now.date(), **wish), by=mine.actor, now=mine.now, seen=seen
            )
        except Stale:
            if attempt == 2:
                raise
    raise AssertionError


def act_page(
    request: HttpRequest, mine: Held, what: str, form: Any, status: int = 200, **words: Any
) -> HttpResponse:
    """The page of one act: title, what follows from it, its form, its button."""
    context = {"here": "follow", "held": mine, "what": what, "form": form}
    return render(request, f"portal/{words.pop('template', 'do')}.html", context | words, status=status)


def done(request: HttpRequest, mine: Held, words: str) -> HttpResponse:
    """Back to the matter, saying what was done."""
    messages.success(request, words)
    return redirect(mine.url("matter"))
