"""Which way is mine? A few questions that end in path, office, limits, provision and what to bring."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe

from huiyin import clock
from huiyin.portal import guide, public, unsent
from huiyin.statute.remedies_data import of

WRONG = 422


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """The first question: what is it about?"""
    topics = of(public.law()).topics.values()
    return render(request, "portal/guide.html", {"here": "guide", "topics": topics})


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The second question: in what situation are you?"""
    tables = of(public.law())
    if topic not in tables.topics:
        raise Http404
    found = [one for one in tables.situations.values() if one.topic == topic]
    context = {"here": "guide", "topic": tables.topics[topic], "situations": found}
    return render(request, "portal/guide_topic.html", context)


@require_safe
def end(request: HttpRequest, topic: str, situation: str) -> HttpResponse:
    """The ways out; with the days that the person gives, when each closes."""
    law, on = public.law(), clock.today()
    one = guide.situation(law, topic, situation)
    if one is None:
        raise Http404
    given = guide.answers(law, one, request.GET, on)
    context = {
        "here": "guide", "topic": of(law).topics[topic], "one": one, "given": given, "today": on,
        "ends": guide.ends(law, given, on), "elsewhere": guide.elsewhere_choices(law, one, given.elsewhere, on),
        "front": public.front_office(), "asks": given.asks,
        "accusing": any(way.to == "30" for way in one.ways),
    }  # fmt: skip
    response = render(request, "portal/guide_end.html", context, status=WRONG if given.wrong else 200)
    add_never_cache_headers(response)
    return response


@require_POST
def raise_anyway(request: HttpRequest, topic: str, situation: str) -> HttpResponse:
    """On to the form with what was answered. Words that were typed there before stay."""
    law, now = public.law(), clock.now()
    one = guide.situation(law, topic, situation)
    if one is None:
        raise Http404
    answered = guide.as_words(law, guide.answers(law, one, request.POST, now.date()), now.date())
    key = unsent.key_of(request)
    typed = unsent.load(key, now)
    if typed is None:
        key, typed = unsent.new_key(), {}
    for name, said in answered.items():
        before = str(typed.get(name, "")).strip()
        if said not in before:
            typed[name] = f"{before}\n{said}".strip() if name == "text" else (before or said)
    unsent.save(request, key, typed, now)
    return redirect("portal:raise_step", "who")
