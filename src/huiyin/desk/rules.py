"""The rulebook in officers' language: what is in force on a day, by which article, how sure, and what changed.

For every post in an office; it names no person and no matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.desk.gate import Seat, at_desk, page
from huiyin.register import editions as kept
from huiyin.register.law import current, editions
from huiyin.statute.law import Law
from huiyin.statute.sheet import Difference, Entry, differences, sheet
from huiyin.web.words import bilingual

FIRST = date(2005, 5, 1)


@dataclass(frozen=True)
class Asked:
    """What the page is asked for: a day and a place, and what to compare it with."""

    on: date
    place: str
    edition: str
    against: date | None
    against_edition: str
    wrong: tuple[str, ...]


def _titles() -> dict[str, str]:
    return {
        "duties": _("期限"), "acts": _("办理"), "papers": _("文书"), "grounds": _("不予受理的理由"),
        "supervision": _("督办的情形"), "receivers": _("去向"),
    }  # fmt: skip


def _asked(request: HttpRequest, seat: Seat) -> Asked:
    """Read the address; what cannot be read is said, and today and the place here stand in for it."""
    get, wrong = request.GET, []
    on, against = _day(get.get("on", "")), _day(get.get("against", ""))
    if get.get("on") and on is None:
        wrong.append(_("“哪一天”写成 2026-03-16 的样子，不早于 2005-05-01。现在显示今天的。"))
    if get.get("against") and against is None:
        wrong.append(_("“对比哪一天”写成 2026-03-16 的样子，不早于 2005-05-01。现在没有对比。"))
    place = get.get("place", "") or seat.law.place
    if place not in seat.law.book.places:
        wrong.append(_("没有这个地方的规定。现在显示本县的。"))
        place = seat.law.place
    known = {row.digest for row in kept.kept()}
    edition, other = get.get("edition", ""), get.get("against_edition", "")
    if not {edition, other} <= {"", *known}:
        wrong.append(_("没有留存这个版本。现在显示现行版本。"))
        edition, other = "", ""
    return Asked(on or seat.today, place, edition, against, other, tuple(wrong))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found >= FIRST else None


def _law(place: str, edition: str) -> Law:
    return editions(place)[edition] if edition else current(place)


def _line(key: str, entry: Entry) -> dict[str, Any]:
    return {
        "key": key, "title": bilingual(entry.title), "says": bilingual(entry.says), "words": bilingual(entry.words),
        "provision": entry.provision, "certainty": bilingual(entry.certainty), "place": entry.place,
    }  # fmt: skip


def _change(d: Difference) -> dict[str, Any]:
    return {
        "before": _line(d.key, d.before) if d.before else None, "after": _line(d.key, d.after) if d.after else None,
    }  # fmt: skip


@require_GET
@at_desk
def rulebook(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The sheet of a day and, where asked for, what another day or edition says otherwise."""
    asked = _asked(request, seat)
    law = _law(asked.place, asked.edition)
    now = sheet(law, asked.on)
    titles = _titles()
    sections = [
        (key, titles[key], [_line(k, e) for k, e in rows.items()]) for key, rows in now.items() if rows
    ]
    compared = asked.against is not None or bool(asked.against_edition)
    changes = []
    if compared:
        before = sheet(_law(asked.place, asked.against_edition or asked.edition), asked.against or asked.on)
        changes = [
            (titles[key], [_change(d) for d in rows]) for key, rows in differences(before, now).items()
        ]
    context = page(
        request, seat, "rulebook", asked=asked, sections=sections, compared=compared, changes=changes, places=_places(law),
        editions=kept.kept(), current=current().edition, note=_note(law, asked.place), provisional_after=law.calendar.last_year,
    )  # fmt: skip
    return render(request, "desk/rulebook.html", context)


def _places(law: Law) -> list[tuple[str, str]]:
    return [(key, bilingual(law.book.about(key).get("title", "")) or (_("全国") if key == "national" else key))
            for key in law.book.places]  # fmt: skip


def _note(law: Law, place: str) -> str:
    about = law.book.about(place)
    return f"{about['law']}：{bilingual(about['note'])}" if "note" in about else ""


paths = [path("rulebook/", rulebook, name="rulebook")]
