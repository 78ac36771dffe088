"""Pages for everybody: home, the rules, where to go, privacy (R22 18(1))."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin import clock
from huiyin.portal import public


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The doors, the promise in numbers, where and when to come in person."""
    on = clock.today()
    context = {"here": "home", "front": public.front_office(), "promises": list(public.promises(on))}
    return render(request, "portal/home.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules and the procedure as they are in force today, read from the rulebook."""
    on = clock.today()
    book = public.law().book
    context = {
        "here": "rules", "rules": public.rules(on), "procedures": book.procedures_on(on), "today": on,
        "grounds": public.law().grounds_on(on).values(), "edition": book.edition[:12],
    }  # fmt: skip
    return render(request, "portal/rules.html", context)


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Addresses, telephones and hours of the offices that receive petitions."""
    context = {"here": "offices", "offices": public.directory(clock.today()), "front": public.front_office()}
    return render(request, "portal/offices.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about petitioners, who sees it, and what is never done with it."""
    return render(request, "portal/privacy.html", {"here": "privacy", "front": public.front_office()})
