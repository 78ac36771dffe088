"""What the public site tells everybody: the front office, the promise in numbers, the rules in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.offices import selectors
from huiyin.offices.errors import UnknownOffice
from huiyin.offices.models import Level, Office, OfficeKind
from huiyin.register import law as register_law
from huiyin.statute.law import Law
from huiyin.statute.rules import DutyRule, RuleError
from huiyin.web.words import cited

ELSEWHERE = "其他地方"
"""Kept as it is in every language: the form may be gone on with in another one."""


def front_office() -> Office | None:
    """The petition office that receives what is raised here; None where none is set up."""
    try:
        return selectors.office(settings.HUIYIN_FRONT_OFFICE)
    except UnknownOffice:
        return None


def towns(on: date) -> tuple[tuple[str, str], ...]:
    """The towns and sub-districts here, by the names of their offices."""
    found = [
        o.label for o in selectors.offices(on) if o.level == Level.TOWN and o.kind == OfficeKind.GOVERNMENT
    ]
    return (*((name, name) for name in found), (ELSEWHERE, _("其他地方")))


def office_names(on: date) -> list[str]:
    """Names of offices, to be found by typing."""
    return [o.label for o in selectors.offices(on)]


def offices_in(text: str, on: date) -> tuple[str, ...]:
    """Codes of the offices that a text names, by full or short name."""
    return tuple(o.code for o in selectors.offices(on) if o.name in text or (o.short and o.short in text))


def directory(on: date) -> list[Office]:
    """Every organ that receives petitions, with how to reach it (R22 18(1)), the front office first."""
    front = settings.HUIYIN_FRONT_OFFICE
    here = (Level.COUNTY, Level.TOWN)
    found = [
        o for o in selectors.offices(on) if o.level in here and o.is_organ and o.phone and o.reception_hours
    ]
    return sorted(found, key=lambda o: (o.code != front, o.level != Level.COUNTY, o.name))


def law() -> Law:
    """The law in force here."""
    return register_law.current()


def rule(key: str, on: date) -> DutyRule | None:
    """A rule in force on that day, if there is one."""
    found = law()
    try:
        return found.book.rule(key, on, found.place)
    except RuleError:
        return None


@dataclass(frozen=True)
class Promise:
    """One promise: a number, its unit, what happens by then, from when it is counted, and the provision."""

    number: int
    unit: str
    words: str
    start: str
    provision: str


def promises(on: date) -> Iterator[Promise]:
    """What a petitioner gets by when: the numbers stand in the rulebook, not here."""
    words = {
        "tell-destination": (_("书面告诉您：事情转到了哪个单位"), _("从信访部门收到算起")),
        "tell-forwarded": (_("办理单位书面告诉您：收到了，走什么途径和程序"), _("从办理单位收到转送算起")),
        "answer": (_("给您书面处理意见，逐项答复"), _("从受理算起")),
        "extension": (
            _("情况复杂的，经负责人批准最多再延长这么多天，只能一次，并书面说明理由"),
            _("从原来的期限届满算起"),
        ),
        "review-window": (_("不满意处理意见的，您可以申请复查"), _("从您收到处理意见书算起")),
    }
    for key, (text, start) in words.items():
        found = rule(key, on)
        measure = found.measure() if found else None
        if found and measure:
            unit = {"day": _("日"), "working_day": _("个工作日"), "month": _("个月")}[measure[1]]
            yield Promise(measure[0], unit, text, start, cited(found.provision))


def rules(on: date) -> list[DutyRule]:
    """Every rule in force about time, in the order of the rulebook."""
    found = law()
    keys = found.book.rule_keys(found.place)
    return [r for key in keys if (r := rule(key, on)) is not None]
