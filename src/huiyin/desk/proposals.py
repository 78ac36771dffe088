"""Proposals beside the form by which a path is chosen: the lawful paths of each request with their reasons.

They are proposals of the rulebook; a person accepts one with one key, or fills in the form. Where the Guide sends
what came by this channel stands beside them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.actform import ActForm
from huiyin.desk.doing import act_url
from huiyin.desk.matter import Matter
from huiyin.offices.competent import offices_for
from huiyin.offices.models import Office
from huiyin.statute.remedies import Facts, Proposal, destination, outcome, procedure, propose
from huiyin.web.draw import number_of
from huiyin.web.words import bilingual

CHOOSING = frozenset({"screen", "rescreen"})
"""Acts by which a person chooses the path."""
MOST = 4
"""Proposals shown for one request."""
KEYS = "123456789"


@dataclass(frozen=True)
class Offer:
    """One path for one request, to be accepted with one key."""

    title: str
    item: str
    reasons: list[tuple[str, str]]
    organ: str
    offices: list[Office]
    clear: bool
    hidden: dict[str, str]
    """The fields of the act, were it accepted."""
    key: str = ""


@dataclass(frozen=True)
class Group:
    """The offers for one request."""

    number: str
    request: str
    offers: list[Offer]


@dataclass(frozen=True)
class Sent:
    """Where the Guide sends it, and the form that does."""

    words: str
    provision: str
    label: str
    href: str
    offices: list[Office]
    watched: list[Office]


@dataclass(frozen=True)
class Beside:
    """What stands beside the form."""

    groups: list[Group]
    action: str
    becomes: str
    becomes_provision: str
    sent: Sent | None


def beside(form: ActForm) -> Beside | None:
    """The proposals for the points of this form; None where the form chooses no path."""
    m = form.m
    if form.spec.key not in CHOOSING or not form.candidates:
        return None
    keys = iter(KEYS)
    groups = []
    first: Proposal | None = None
    for no in form.candidates:
        found = propose(facts(m, no), m.law)
        first = first or found[0]
        offers = [_offer(form, no, one, next(keys, "")) for one in found[:MOST]]
        groups.append(Group(number_of(no - 1), m.request(no), offers))
    assert first is not None
    petition = form.spec.key == "screen" and m.seat.petition
    here = outcome(first.path, m.law, petition_office=petition, direct=not petition, power="unknown")
    return Beside(
        groups, act_url(m.file.pk, form.spec.key, form.proceeding), bilingual(here.words), here.provision,
        _sent(form, first) if form.spec.key == "screen" else None,
    )  # fmt: skip


def facts(m: Matter, no: int) -> Facts:
    """What is known of a request: its purpose, its words, the class, and proceedings elsewhere.

    The words of the whole entry speak for a request only where it is the only one.
    """
    alone = len(m.state.points) == 1
    said = [str((entry.words or {}).get("text", "")) for entry in m.entries] if alone else []
    elsewhere, where = _elsewhere(m)
    return Facts(
        m.seat.today, m.state.points[no].purpose, text=" ".join([m.request(no), *said]),
        class2=m.file.matter.class2, elsewhere=elsewhere, elsewhere_in=where,
    )  # fmt: skip


def _elsewhere(m: Matter) -> tuple[str, str]:
    """As decided when first or repeat was, else as it was registered."""
    for act in reversed(m.state.acts):
        if act.kind == "judge" and act.codes.get("elsewhere"):
            return str(act.codes["elsewhere"]), str(act.codes.get("elsewhere_in", ""))
    for entry in m.entries:
        words: dict[str, Any] = entry.words or {}
        if words.get("elsewhere"):
            return str(words["elsewhere"]), str(words.get("elsewhere_in", ""))
    return "", ""


def _offer(form: ActForm, no: int, one: Proposal, key: str) -> Offer:
    m = form.m
    there = procedure(m.law, one.procedure, m.seat.today) if one.procedure else None
    reasons = [(bilingual(r.words), r.provision) for r in one.reasons]
    title = bilingual(there.title) if there else labels.of(labels.PATHS, one.path)
    why = "；".join(words.rstrip("。") for words, _provision in reasons)
    hidden = {
        "on": m.seat.today.isoformat(), "points": str(no), "path": one.path, "procedure": one.procedure,
        "reason": _("采用建议：%(why)s") % {"why": why}, "seen": str(m.file.last_seq), "key": secrets.token_urlsafe(24),
    }  # fmt: skip
    return Offer(
        title, labels.of(labels.PATHS, one.path), reasons, bilingual(there.organ) if there else "",
        offices_for(there.office, m.seat.today) if there else [], one.clear or not there,
        {k: v for k, v in hidden.items() if v}, key,
    )  # fmt: skip


def _sent(form: ActForm, first: Proposal) -> Sent | None:
    """The row of the Guide for this channel, purpose and repeat."""
    m = form.m
    nature = "litigation" if first.path == "31[1]" and first.clear else ""
    purpose = m.state.points[form.candidates[0]].purpose
    rule = destination(
        m.law,
        m.state.channels[0] if m.state.channels else "",
        purpose,
        nature,
        repeat=m.state.judged == "repeat",
    )
    if rule is None:
        return None
    to = offices_for(rule.office, m.seat.today)
    here = any(o.kind == rule.act and o.proceeding == form.proceeding for o in m.open)
    href = act_url(m.file.pk, rule.act, form.proceeding, form.candidates) if here else ""
    if href and len(to) == 1:
        href += f"&to={to[0].code}"
    return Sent(
        bilingual(rule.words), rule.provision, labels.act(m.law, rule.act), href, to,
        offices_for(rule.watched, m.seat.today),
    )  # fmt: skip


def presets(form: ActForm) -> dict[str, str]:
    """What is known before anybody typed: the path and procedure that were chosen for these points."""
    if form.spec.key != "name_path":
        return {}
    chosen = {(p.path, p.procedure) for p in (form.m.state.points[no] for no in form.candidates) if p.path}
    if len(chosen) != 1:
        return {}
    path, key = chosen.pop()
    return {k: v for k, v in (("path", path), ("procedure", key)) if v}
