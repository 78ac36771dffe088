"""Pages of the work list: the list itself, what waits besides dates, saved views, and the officer's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.desk import labels, waiting, worklist
from huiyin.desk.gate import Seat, at_desk, choose_office, page
from huiyin.desk.models import SavedView
from huiyin.desk.titles import titles
from huiyin.desk.worklist import Filters
from huiyin.offices.actor import acting
from huiyin.offices.models import Office
from huiyin.register.owing import owed
from huiyin.statute.law import Law
from huiyin.web.fields import Choice, FieldSpec

KEPT = ("when", "rule", "stage", "phase", "channel", "mine")
NAME_MAX = 40


@dataclass(frozen=True, slots=True)
class Card:
    """A count that opens its list."""

    label: str
    count: int
    href: str
    here: bool = False
    level: str = ""


@require_GET
@at_desk
def work_list(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What my office owes, by the day it is due."""
    if seat.office is None:
        return render(request, "desk/no_office.html", page(request, seat, "list"))
    filters = Filters.of(request.GET)
    law = seat.law
    own = owed(seat.actor)
    counted = worklist.counts(own, seat.today, law.calendar)
    number = request.GET.get("page", "1")
    shown, rows = worklist.page_of(seat.actor, own, counted, filters, number, law, seat.today)
    context = page(
        request, seat, "list",
        rows=rows, page=shown, filters=filters,
        cards=_cards(counted, filters),
        waiting=_waiting(seat, law), elsewhere=_elsewhere(seat, law),
        fields=_fields(filters, law),
        views=[(v, f"?{v.query}", v.query == _kept(request.GET)) for v in _views(seat)],
        query=_kept(request.GET),
    )  # fmt: skip
    return render(request, "desk/list.html", context)


def _cards(n: worklist.Counts, filters: Filters) -> list[Card]:
    here = {f: filters == Filters(when=f) for f in worklist.WHENS}
    cards = [
        Card(_("全部"), n.all, "?", here["all"]),
        Card(_("已超期"), n.late, "?when=late", here["late"], "overdue"),
        Card(_("3 个工作日内到期"), n.soon, "?when=soon", here["soon"], "soon"),
    ]
    if n.prompt:
        cards.append(Card(_("应当及时办理"), n.prompt, "?when=prompt", here["prompt"]))
    if n.objections:
        rule = Filters(rule="decide-objection")
        cards.append(Card(_("待核实的异议"), n.objections, "?rule=decide-objection", filters == rule))
    return cards


def _waiting(seat: Seat, law: Law) -> list[Card]:
    """What waits for this officer besides dates. Shown only where there is something."""
    actor = seat.actor
    found = [
        Card(_("新到未签收"), len(waiting.files_of(waiting.arrivals(actor))), _waiting_url("arrivals")),
        Card(_("等我核稿、签发"), len(waiting.drafts(actor, law)), _waiting_url("drafts")),
    ]
    if actor.has("head"):
        found.append(Card(_("等我批的延期"), waiting.extensions(actor).count(), _waiting_url("extensions")))
    return [card for card in found if card.count]


def _elsewhere(seat: Seat, law: Law) -> list[tuple[Office, int]]:
    """The other offices in which this officer holds a post, with what is owed there and what waits to be signed."""
    found = []
    for office in seat.offices:
        if office.code != seat.actor.office:
            there = acting(seat.officer, office.code, on=seat.today, held=seat.held)
            found.append((office, owed(there).count() + len(waiting.drafts(there, law))))
    return found


def _waiting_url(what: str) -> str:
    return reverse("desk:waiting", args=[what])


def _fields(filters: Filters, law: Law) -> list[FieldSpec]:
    """The filters as fields; every one is a list to choose from, so that the address stays short."""

    def pick(key: str, label: str, choices: list[tuple[str, str]], value: str) -> FieldSpec:
        return FieldSpec(key, "choice", label, choices=tuple(Choice(v, w) for v, w in choices), value=value)

    rules = sorted({r for spec in law.acts.values() for r in (*spec.meets, *(o.rule for o in spec.opens))})
    rules += [r for r in ("serve",) if r not in rules]
    words = [(r, labels.rule(law, r)) for r in rules if r != "objection"]
    return [
        pick("rule", _("时限"), words, filters.rule),
        pick("stage", _("办理阶段"), _pairs(labels.STAGES), filters.stage),
        pick("phase", _("事项状态"), _pairs(labels.PHASES), filters.phase),
        pick("channel", _("来信来访形式"), _pairs(labels.CHANNELS), filters.channel),
    ]


def _pairs(words: labels.Labels) -> list[tuple[str, str]]:
    return [(key, str(label)) for key, label in words.items()]


def _kept(query: QueryDict) -> str:
    """The filters of an address without the page number."""
    kept = QueryDict(mutable=True)
    for key in KEPT:
        if query.get(key):
            kept[key] = str(query[key])[:40]
    return kept.urlencode()


def _views(seat: Seat) -> list[SavedView]:
    return list(SavedView.objects.filter(officer=seat.officer))


@require_POST
@at_desk
def save_view(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Keep the filters of the list under a name; the same name again replaces them."""
    query = _kept(QueryDict(request.POST.get("query", "")))
    name = request.POST.get("name", "").strip()[:NAME_MAX]
    if not name:
        messages.error(request, _("视图没有保存：请写一个名称。筛选条件还在。"))
    else:
        SavedView.objects.update_or_create(officer=seat.officer, name=name, defaults={"query": query})
        messages.success(request, _("视图“%(name)s”已保存。") % {"name": name})
    return redirect(f"{reverse('desk:list')}?{query}")


@require_POST
@at_desk
def drop_view(request: HttpRequest, seat: Seat, view_id: int) -> HttpResponse:
    """Forget a saved view."""
    SavedView.objects.filter(officer=seat.officer, pk=view_id).delete()
    return redirect("desk:list")


@require_GET
@at_desk
def waiting_for(request: HttpRequest, seat: Seat, what: str) -> HttpResponse:
    """Files that wait for this officer: new arrivals, drafts to check or sign, extensions to approve."""
    rows = _waiting_rows(seat, what)
    titles = {
        "arrivals": _("新到未签收"),
        "drafts": _("等我核稿、签发"),
        "extensions": _("等我批的延期"),
    }
    return render(
        request, "desk/waiting.html", page(request, seat, "list", title=titles[what], rows=rows, what=what)
    )


def _waiting_rows(seat: Seat, what: str) -> list[dict[str, Any]]:
    actor, law = seat.actor, seat.law
    if what == "drafts":
        found = waiting.drafts(actor, law)
        files = {f.pk: f for f in waiting.in_order(actor, [w.file_id for w in found])}
        called = titles(actor, files.values())
        return [
            {
                "file": files[w.file_id],
                "title": called[w.file_id],
                "words": labels.pair(labels.paper(law, w.kind), labels.act(law, w.what)),
                "href": reverse("desk:draft", args=[w.file_id, w.draft]),
            }
            for w in found
            if w.file_id in files
        ]
    queries = {"arrivals": waiting.arrivals, "extensions": waiting.extensions}
    if what not in queries:
        raise Http404
    arrived = waiting.in_order(actor, waiting.files_of(queries[what](actor)))
    called = titles(actor, arrived)
    return [
        {"file": f, "title": called[f.pk], "words": "", "href": reverse("desk:file", args=[f.pk])}
        for f in arrived
    ]


@at_desk
def me(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The officer's own page: posts held, the office to act in, the password."""
    if request.method == "POST":
        if not choose_office(request, seat, request.POST.get("office", "")):
            raise Http404
        return redirect("desk:list")
    held = [
        (office, labels.posts(seat.held[office.code]), office.code == seat.actor.office)
        for office in seat.offices
    ]
    administers = labels.posts(seat.held.get("", frozenset()))
    return render(request, "desk/me.html", page(request, seat, held=held, administers=administers))


paths = [
    path("", work_list, name="list"),
    path("waiting/<slug:what>/", waiting_for, name="waiting"),
    path("views/", save_view, name="save_view"),
    path("views/<int:view_id>/drop/", drop_view, name="drop_view"),
    path("me/", me, name="me"),
]
