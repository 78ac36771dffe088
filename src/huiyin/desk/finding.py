"""Finding a matter: by a number, exactly (of the file, an entry, a paper, another system, or a query code), or by
what it says, in words and phrases.

A name opens nothing, and what one may not see is answered as what does not exist.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.desk import labels
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.registering_forms import BETWEEN, class_choices, offices
from huiyin.desk.titles import titles
from huiyin.intake.matching import fulltext, searching, sources
from huiyin.offices.actor import Actor
from huiyin.register.access import visible_to
from huiyin.register.models import Entry, File, OutsideNumber, Paper, Role
from huiyin.register.opening import CODE_DIGITS
from huiyin.register.vault import digest
from huiyin.statute.law import Law
from huiyin.web.draw import number_of
from huiyin.web.fields import Bound, Choice, FieldSpec, bind, with_errors

LONGEST = 80


def cleaned(text: str) -> str:
    """A number as typed: full-width digits and blanks do no harm."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.split())[:LONGEST]


def find(actor: Actor, text: str) -> list[File]:
    """The matters that this number names, as far as the actor may see them."""
    wanted = cleaned(text)
    if not wanted:
        return []
    forms = {
        wanted,
        wanted.replace("(", "（").replace(")", "）"),
        wanted.replace("[", "〔").replace("]", "〕"),
    }
    ids: set[int] = set(File.objects.filter(number__in=forms).values_list("pk", flat=True))
    ids |= set(Entry.objects.filter(number__in=forms).values_list("file", flat=True))
    ids |= set(OutsideNumber.objects.filter(number__in=forms).values_list("entry__file", flat=True))
    ids |= set(Paper.objects.filter(number__in=forms).values_list("file", flat=True))
    digits = wanted.replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) == CODE_DIGITS:
        ids |= set(Role.objects.filter(code_digest=digest("code", digits)).values_list("file", flat=True))
    return list(
        visible_to(actor).filter(pk__in=ids).select_related("matter").order_by("-opened_on", "-pk")[:20]
    )


@require_GET
@at_desk
def search(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One matter found is opened; several are listed; none says what can be looked up."""
    text = request.GET.get("q", "").strip()
    found = find(seat.actor, text)
    if len(found) == 1:
        return redirect("desk:file", found[0].pk)
    bound = _bound(seat, request)
    only, before = _filters(bound), _number(request.GET.get("before", ""))
    said = searching.Found()
    if not found:
        said = searching.search(seat.actor, text[:LONGEST], now=seat.now, only=only, before=before)
    called = titles(seat.actor, [*found, *(hit.file for hit in said.hits)])
    context = page(
        request, seat, rows=[(f, called[f.pk]) for f in found], q=text, said=said, fields=bound.specs,
        left_out=fulltext.left_out(text[:LONGEST]), longest=LONGEST if len(text) > LONGEST else 0,
        hits=[(hit.file, called[hit.file.pk], _cites(hit, seat.law)) for hit in said.hits],
        asked=bool(text or only.any), short=bool(text) and all(len(word) < fulltext.PAIR for word in text.split()), wrong=not bound.ok,
        chips=_chips(request, bound), further=_address(request, before=said.more) if said.more else "",
        newest=_address(request) if before else "", unfiltered=f"?{urlencode({'q': text})}",
    )  # fmt: skip
    return render(request, "desk/find.html", context)


# ------------------------------------------------------------------ what narrows


def _bound(seat: Seat, request: HttpRequest) -> Bound:
    """What narrows, as the address has it. Days the wrong way round would find nothing, and nobody would know why."""
    bound = bind(_specs(seat), request.GET)
    since, until = bound.values.get("since"), bound.values.get("until")
    if since and until and until < since:
        bound = replace(bound, specs=with_errors(bound.specs, {"until": _("早于开始的日期，请核对。")}))
    return bound


def _specs(seat: Seat) -> tuple[FieldSpec, ...]:
    def pick(key: str, label: str, choices: Iterable[Choice]) -> FieldSpec:
        return FieldSpec(key, "choice", label, choices=tuple(choices))

    everywhere = offices(seat.today)
    return (
        pick("where", _("出处"), _wheres(seat.law)),
        pick("class", _("内容分类"), class_choices(seat.law, seat.today)),
        pick("channel", _("来信来访形式"), _choices(labels.CHANNELS)),
        pick("phase", _("状态"), _choices(labels.PHASES)),
        FieldSpec("since", "date", _("收到日期从")),
        FieldSpec("until", "date", _("到")),
        FieldSpec("holder", "office", _("现在由谁办理"), choices=everywhere),
        FieldSpec("owing", "office", _("谁有未了结的时限"), choices=everywhere),
        FieldSpec("number", "text", _("编号里有"), max=40),
    )


def _choices(of: labels.Labels) -> list[Choice]:
    return [Choice(key, str(label)) for key, label in of.items()]


def _wheres(law: Law) -> list[Choice]:
    """The petition itself, acts, sessions, papers of any kind or of one that is not kept within its office."""
    words = {"raised": _("信访人的话"), "act": _("办理记录"), "session": _("会议、听证"), "paper": _("文书")}
    kinds = [key for key, spec in law.papers.items() if spec.get("to") != "internal"]
    found = [Choice(scope, words[scope]) for scope in sources.SCOPES]
    return found + [
        Choice(f"paper:{kind}", _("文书：%(title)s") % {"title": labels.paper(law, kind)}) for kind in kinds
    ]


def _filters(bound: Bound) -> searching.Filters:
    """What the address asks for; what cannot be read is said beside its field and narrows nothing."""
    asked = {key: value for key, value in bound.values.items() if value}
    asked["class1"], _sep, asked["class2"] = asked.pop("class", "").partition(BETWEEN)
    return searching.Filters(**asked)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0


def _chips(request: HttpRequest, bound: Bound) -> list[tuple[str, str]]:
    """Each filter in force, and the address without it."""
    found = []
    for spec in bound.specs:
        value = bound.values[spec.key]
        if value:
            words = next((c.label for c in spec.choices if c.value == value), None) or spec.value
            found.append((labels.pair(spec.label, words), _address(request, **{spec.key: ""})))
    return found


def _address(request: HttpRequest, **other: object) -> str:
    """The address of this search with other values; of its first page, unless `before` is among them."""
    query = {key: value for key, value in request.GET.items() if value} | {"before": ""} | other
    return f"?{urlencode({key: value for key, value in query.items() if value})}"


# ------------------------------------------------------------------ where it stands


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage, what it is from, and the address of that."""

    label: str
    on: date | None
    href: str
    parts: tuple[tuple[str, bool], ...]


def _cites(hit: searching.Hit, law: Law) -> list[Cite]:
    found = []
    for place in hit.places:
        label, href = _cited(hit.file, place.part, law)
        found.append(Cite(label, place.part.on, href, place.passage.parts))
    return found


def _cited(file: File, part: sources.Part, law: Law) -> tuple[str, str]:
    here = reverse("desk:file", args=[file.pk])
    if part.place == "paper":
        title = f"《{labels.paper(law, part.kind)}》{part.number}"
        return title, reverse("desk:paper", args=[file.pk, part.no])
    if part.place == "act":
        return f"{part.no}. {labels.act(law, part.kind)}", f"{here}#act-{part.no}"
    if part.place == "entry":
        return labels.of(labels.CHANNELS, part.kind), f"{here}#entry-{part.no}"
    if part.place == "request":
        return _("诉求%(which)s") % {"which": number_of(part.no - 1)}, f"{here}#points"
    return _("标题"), here


paths = [path("find/", search, name="find")]
