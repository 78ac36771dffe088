"""Computed values of papers: acceptance, path, refusal, extension, review, closing. Each is named after its value."""

from __future__ import annotations

from datetime import date
from typing import Any

from huiyin.offices import selectors
from huiyin.papers.facts import Facts, iso, officer_name, value
from huiyin.papers.proof import why_now
from huiyin.register import models
from huiyin.statute.model import Duty

# ------------------------------------------------------------------ acceptance, path, refusal, extension


@value
def accepted_on(f: Facts) -> Any:
    if f.kind == "acceptance_notice":
        return iso(f.on)
    first = first_handling(f)
    acts = [a for a in f.state.acts if a.kind == "accept" and a.proceeding == first]
    return iso(acts[-1].on) if acts else None


def first_handling(f: Facts) -> int:
    """The proceeding in which the matter was accepted: what is dealt with anew was accepted before."""
    p = f.proceeding
    while p.how == "redo":
        p = f.state.proceedings[p.parent]
    return p.no


@value
def accepted_number(f: Facts) -> Any:
    first = first_handling(f)
    found = [p.no for p in f.state.papers.values() if p.kind == "acceptance_notice" and p.proceeding == first]
    paper = models.Paper.objects.filter(file=f.file, no=found[-1]).first() if found else None
    return paper.number if paper else None


def silent_until(f: Facts) -> date | None:
    """The day by which the office should have told, where it tells later (law.md 1.5: the sixty days run from it)."""
    told = f.law.counted("tell-forwarded", f.proceeding.received)
    return told[1].nominal if told and told[1] and told[1].due < f.on else None


def answer_starts(f: Facts) -> date:
    """The day from which the period to answer runs, as the statute opens it with the acceptance."""
    rule = f.law.counted("answer", f.proceeding.received)
    if rule and rule[0].base == "receipt":
        return f.proceeding.received
    return silent_until(f) or f.on


@value
def counted_from(f: Facts) -> Any:
    return iso(silent_until(f)) if f.kind == "acceptance_notice" else None


@value
def due_on(f: Facts) -> Any:
    if f.kind == "acceptance_notice":
        return iso(f.counted("answer", answer_starts(f)))
    days = [d.due for d in f.duties("answer") + f.duties("redo") if not d.how and d.due]
    return iso(max(days)) if days else None


@value
def period_days(f: Facts) -> Any:
    found = f.law.counted("answer", answer_starts(f))
    return found[0].length if found else None


@value
def extension_max(f: Facts) -> Any:
    found = f.law.counted("extension", f.on)
    return found[0].length if found else None


@value
def handed_to(f: Facts) -> Any:
    return f.words.get("host")


@value
def handed_on(f: Facts) -> Any:
    return iso(f.on)


@value
def case_number(f: Facts) -> Any:
    return f.words.get("case_number")


@value
def ground(f: Facts) -> Any:
    return f.intended.get("ground")


@value
def ground_provision(f: Facts) -> Any:
    row = f.law.ground(str(f.intended.get("ground")), f.proceeding.received)
    return row["provision"] if row else None


@value
def current_office(f: Facts) -> Any:
    code = f.intended.get("linked_office") or f.intended.get("organ")
    return f.office_name(code) if code else None


@value
def current_due_on(f: Facts) -> Any:
    return f.intended.get("linked_due")


def _answer_before(f: Facts) -> Duty | None:
    found = f.duties("answer")
    extended = [d for d in found if d.how == "extended"]
    return (extended or [d for d in found if not d.how] or [None])[-1]  # type: ignore[list-item]


@value
def original_due_on(f: Facts) -> Any:
    d = _answer_before(f)
    return iso(d.due) if d else None


@value
def extended_days(f: Facts) -> Any:
    return f.proceeding.extension_days or None


@value
def new_due_on(f: Facts) -> Any:
    d = _answer_before(f)
    if d is None or d.nominal is None or not f.proceeding.extension_days:
        return None
    return iso(f.law.extend(d.nominal, f.proceeding.extension_days).due)


@value
def asked_by(f: Facts) -> Any:
    act = f.last("ask_extension")
    return officer_name(act.by) if act else None


@value
def asked_on(f: Facts) -> Any:
    act = f.last("ask_extension")
    return iso(act.on) if act else None


@value
def approved_by(f: Facts) -> Any:
    return "本单位负责人" if f.last("approve_extension") else None


@value
def approved_on(f: Facts) -> Any:
    act = f.last("approve_extension")
    return iso(act.on) if act else None


@value
def moved_dates(f: Facts) -> Any:
    """Each date that was told and moved since: in which paper, of what, from which day to which."""
    found: dict[tuple[str, ...], None] = {}
    for (no, _petitioner), u in f.state.untold.items():
        if u.proceeding == f.proceeding.no:
            row = models.Paper.objects.get(file=f.file, no=no)
            tells = str(f.law.papers[row.kind]["tells"])
            version = f.law.counted(tells, f.on)
            title = str(f.law.papers[row.kind]["title"]["zh"])
            about = version[0].title.zh if version else ""
            found[title, row.number, about, u.old.isoformat(), iso(u.new) or "", why_now(f, tells, u.new)] = (
                None
            )
    names = ("paper", "number", "about", "old", "new", "why")
    return [dict(zip(names, one, strict=True)) for one in sorted(found)] or None


# ------------------------------------------------------------------ review, closing, signatures


@value
def review_organs(f: Facts) -> Any:
    return organs_above(f)


def organs_above(f: Facts) -> list[dict[str, str]] | None:
    """Where this office's opinion can be taken: name, where to hand in, telephone."""
    rows = []
    for one in selectors.reviewers(f.office, f.on):
        # A committee issues in the name of its government, and takes applications at its office.
        boards = selectors.signboards(one.code, f.on)  # one above the county may have none here
        name = boards[0].name if boards else one.name
        at_its_office = f"{one.name}办公室" + (f"（{one.address}）" if one.address else "")
        rows.append(
            {"name": name, "place": at_its_office if name != one.name else one.address, "phone": one.phone}
        )
    return rows or None


@value
def review_days(f: Facts) -> Any:
    found = f.law.counted("review-window", f.on)
    return found[0].length if found else None


@value
def review_provision(f: Facts) -> Any:
    return f.provision("review-window")


@value
def decided_number(f: Facts) -> Any:
    paper = f.paper("handling_opinion") or f.paper("path_notice")
    return paper.number if paper else None


@value
def served_on(f: Facts) -> Any:
    papers = [
        p for p in f.state.papers.values() if p.kind == "handling_opinion" and p.proceeding == f.proceeding.no
    ]
    days = [d for p in papers for d in p.served.values()]
    return iso(max(days)) if days else None


@value
def drafted_by(f: Facts) -> Any:
    return f.by.name


@value
def drafted_on(f: Facts) -> Any:
    return iso(f.on)


@value
def made_by(f: Facts) -> Any:
    return f.by.name


@value
def made_on(f: Facts) -> Any:
    return iso(f.on)


@value
def original_at(f: Facts) -> Any:
    return f.entry.office.name
