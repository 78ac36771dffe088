"""Computed values of papers on competence, mediation, hearings, recusal and relief. Each is named after its value."""

from __future__ import annotations

from typing import Any

from huiyin.papers.facts import Facts, iso, value
from huiyin.register.waited import first_entry
from huiyin.statute.conduct import Competence, Hearing


@value
def first_entry_on(f: Facts) -> Any:
    return iso(first_entry(f.file.pk))


@value
def days_since_first(f: Facts) -> Any:
    first = first_entry(f.file.pk)
    return (f.on - first).days if first else None


def _competence(f: Facts) -> Competence:
    """What is known of who accepts: by the ruling that this paper belongs to, else by its points."""
    found = f.state.conduct.competence
    asked = [c for c in found.values() if c.asked == f.proceeding.no]
    return (asked or [found[no] for no in f.points if no in found] or [Competence()])[0]


@value
def concerned_offices(f: Facts) -> Any:
    named = f.intended.get("offices") or _competence(f).concerned
    return [f.office_name(str(code)) for code in named] or None


@value
def competent_office(f: Facts) -> Any:
    code = str(f.intended.get("competent") or "")
    return f.office_name(code) if code else None


@value
def performed_by(f: Facts) -> Any:
    return f.intended.get("due")


@value
def confirm_by(f: Facts) -> Any:
    people = f.state.conduct.mediating.get(f.proceeding.no) == "people"
    return iso(f.counted("judicial-confirmation", f.on)) if people else None


@value
def hearing_ordered(f: Facts) -> Any:
    return f.intended.get("hold")


def _hearing(f: Facts) -> Hearing:
    return f.state.conduct.hearings.get(f.proceeding.no, Hearing())


@value
def hearing_day(f: Facts) -> Any:
    return f.intended.get("day") or iso(_hearing(f).day)


@value
def hearing_held_on(f: Facts) -> Any:
    return iso(_hearing(f).held_on)


@value
def recusal_result(f: Facts) -> Any:
    return f.intended.get("decision")


@value
def relief_kind(f: Facts) -> Any:
    return f.intended.get("relief")
