"""Beside the form that sends a matter on: the offices that are in charge by their remits, or took on the like before.

R22 22(1)[1], [2]: who is in charge answers, where it happened. A person chooses; one key puts an office into the form.
"""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.desk.actform import ActForm
from huiyin.desk.doing import act_url
from huiyin.intake import routing
from huiyin.intake.routing import Competent
from huiyin.intake.signs import BETWEEN

SENDING = frozenset({"transfer", "assign"})
MOST = 4


@dataclass(frozen=True, slots=True)
class Way:
    """One office, why, and the form with it filled in."""

    found: Competent
    href: str
    key: str


def ways(form: ActForm) -> list[Way]:
    """The offices for the matter's class and place; none where the form sends nothing, or the matter is restricted."""
    m = form.m
    if form.spec.key not in SENDING or m.file.restricted:
        return []
    matter = m.file.matter
    subject = f"{matter.class1}{BETWEEN}{matter.class2}" if matter.class2 else matter.class1
    said = "\n".join([m.title, *(m.request(no) for no in form.candidates)])
    found = routing.competent(m.law.book, m.seat.today, subject, matter.happened_in, said)
    base = act_url(m.file.pk, form.spec.key, form.proceeding, form.candidates)
    return [Way(c, f"{base}&to={c.office.code}", str(n)) for n, c in enumerate(found[:MOST], 1)]
