"""Computed values of papers: how the matter came in, what comes next, whom to ask. Each is named after its value."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from huiyin.offices import selectors
from huiyin.offices.structure import structure
from huiyin.papers.facts import VALUES, Facts, iso, person_name, value
from huiyin.papers.kinds import kind
from huiyin.papers.proof import latest
from huiyin.register import models
from huiyin.statute.model import Duty

LISTED = 5
"""So many signers are named in a sentence; the others stand in the matter, which the receiving office reads."""

# ------------------------------------------------------------------ how it came in


@value
def entry_on(f: Facts) -> Any:
    return iso(f.entry.received_on)


@value
def channel(f: Facts) -> Any:
    return f.entry.channel


@value
def channel_place(f: Facts) -> Any:
    return f.entry.office.name if f.entry.channel == "visit" else None


@value
def registered_on(f: Facts) -> Any:
    return iso(f.entry.recorded_at.date())


@value
def register_no(f: Facts) -> Any:
    return f.entry.number


@value
def received_on(f: Facts) -> Any:
    return iso(f.proceeding.received)


@value
def sender(f: Facts) -> Any:
    return f.office_name(f.proceeding.sender) if f.proceeding.sender else None


@value
def sent_how(f: Facts) -> Any:
    return f.proceeding.how if f.proceeding.how in ("transfer", "assign") else None


@value
def sent_on(f: Facts) -> Any:
    return iso(f.proceeding.received)


@value
def sent_number(f: Facts) -> Any:
    act = f.opener()
    paper = (
        models.Paper.objects.filter(file=f.file, act__seq=act.seq).first()
        if act and act.kind != "register"
        else None
    )
    return paper.number if paper else None


@value
def outside_number(f: Facts) -> Any:
    found = f.entry.outside_numbers.first()
    return str(found) if found else None


@value
def subject(f: Facts) -> Any:
    return f.said(f.file.matter.title)


@value
def persons(f: Facts) -> Any:
    return f.entry.heads if f.entry.heads > 1 else None


@value
def representatives(f: Facts) -> Any:
    if f.file.matter.withheld:
        return None
    return [person_name(r) for r in f.roles if r.role == "representative"] or None


@value
def petitioner(f: Facts) -> Any:
    if f.file.matter.withheld:
        return None
    lines = []
    for r in f.named[:LISTED]:
        address = (r.petitioner.person or {}).get("address") or ""
        lines.append(f"{person_name(r)}（{address}）" if address else person_name(r))
    return "、".join(lines) + ("等" if len(f.named) > LISTED else "")


@value
def petitioner_contact(f: Facts) -> Any:
    if f.file.matter.withheld:
        return None
    phones = [str((r.petitioner.person or {}).get("phone") or "") for r in f.named]
    known = [p for p in phones if p]
    return "；".join(known[:LISTED]) + ("等" if len(known) > LISTED else "") or None


@value
def withheld(f: Facts) -> Any:
    return "yes" if f.file.matter.withheld else None


@value
def first_or_repeat(f: Facts) -> Any:
    return f.state.judged or None


@value
def materials(f: Facts) -> Any:
    return [f.said(str(a.name)) for a in f.entry.attachments.filter(original=False)] or None


@value
def urgency(f: Facts) -> Any:
    return "重大紧急（第二十五条）" if f.state.urgent else None


# ------------------------------------------------------------------ what comes next


@value
def next_step(f: Facts) -> Any:
    if all(q.purpose in ("enquiry", "thanks", "suggestion") for q in f.state.points.values()):
        return "reply"
    rules = {d.rule for d in f.state.duties.values()}
    if rules & {"tell-destination", "tell-direct", "tell-forwarded"}:
        return "dispatch" if "dispatch" in rules else "tell"
    # R22 23(2), 23(4): an accusation, or an unclear name or address, carries no duty to tell; none is promised.
    return "pass_on" if "dispatch" in rules else "by_rule"


def telling(f: Facts) -> Duty | None:
    """The duty to tell what becomes of it that ends last."""
    rules = (
        ("tell-forwarded",)
        if f.kind == "destination_notice"
        else ("tell-direct", "tell-destination", "tell-forwarded", "dispatch")
    )
    return latest(d for d in f.state.live if d.rule in rules)


@value
def tell_by(f: Facts) -> Any:
    if f.kind in ("transfer_slip", "assignment_letter"):
        return iso(f.counted("tell-forwarded", f.on))
    if d := telling(f):
        return iso(d.due)
    # Accusations carry no duty to tell (R22 23(4)): the rule still says within which days.
    return iso(f.counted("dispatch", f.entry.received_on))


@value
def tell_provision(f: Facts) -> Any:
    if f.kind in ("transfer_slip", "assignment_letter", "destination_notice"):
        return f.provision("tell-forwarded")
    following = {"dispatch": "tell-destination", "pass_on": "dispatch", "tell": "tell-direct"}
    step = next_step(f)
    if step == "by_rule":
        return "R22 30(1)"
    petition = any(d.rule == "dispatch" for d in f.state.duties.values())
    return f.provision(following.get(step, "tell-destination" if petition else "tell-direct"))


@value
def object_by(f: Facts) -> Any:
    if f.kind in ("transfer_slip", "assignment_letter"):
        return iso(f.counted("objection", f.on))
    days = [d.due for d in f.state.live if d.rule == "objection" and d.due]
    return iso(max(days)) if days else None


@value
def object_provision(f: Facts) -> Any:
    return f.provision("objection")


@value
def report_by(f: Facts) -> Any:
    named = f.intended.get("feedback_due")
    days = [d.due for d in f.duties("closing-report") if not d.how and d.due]
    return named or (iso(min(days)) if days else None)


@value
def path(f: Facts) -> Any:
    chosen = {f.state.points[no].path for no in f.points}
    found = f.intended.get("path") or (chosen.pop() if len(chosen) == 1 else "")
    return found if found not in ("", "none") else None


@value
def provisional_year(f: Facts) -> Any:
    """The first year of a last day on this paper whose holidays nobody knows yet."""
    shown = {p.key for p in kind(f.kind).parts if p.computed}
    days = [VALUES[key](f) for key in ("tell_by", "object_by", "due_on", "new_due_on") if key in shown]
    late = [d for d in days if d and f.law.calendar.provisional(date.fromisoformat(d))]
    return date.fromisoformat(min(late)).year if late else None


@value
def contact(f: Facts) -> Any:
    row = models.Proceeding.objects.filter(file=f.file, no=f.proceeding.no).select_related("officer").first()
    if row and row.officer:
        return row.officer.name
    return f.by.name if f.by.kind == "officer" else f.office_name(f.office)


@value
def phone(f: Facts) -> Any:
    one = structure().offices.get(f.office)
    return (one.phone if one else "") or None


@value
def query_code(f: Facts) -> Any:
    roles = [r for r in (f.named if f.alone else f.roles) if r.code]
    if len(roles) > 1 and f.kind == "receipt":
        return "每位信访人各有自己的查询码，另纸交给本人；可在任一信访窗口补打"
    if len(roles) > 1:
        return "每位信访人各有自己的查询码，见登记回执；可在任一信访窗口补打"
    return " ".join(roles[0].code[i : i + 4] for i in range(0, len(roles[0].code), 4)) if roles else None


@value
def query_where(f: Facts) -> Any:
    site = str(getattr(settings, "HUIYIN_SITE_URL", "") or "")
    return f"可以在{site or '信访网站'}、任何一个信访窗口查，也可以打电话查"


@value
def query_url(f: Facts) -> Any:
    site = str(getattr(settings, "HUIYIN_SITE_URL", "") or "")
    roles = [r for r in f.roles if r.code]
    return f"{site}/follow/?code={roles[0].code}" if site and len(roles) == 1 else None


@value
def oversight(f: Facts) -> Any:
    code = f.proceeding.sender or f.office
    one = structure().offices.get(code)
    if code == f.office:
        above = selectors.petition_office_above(f.office, f.on) or selectors.petition_office_of(
            f.office, f.on
        )
        one = above or one
    return f"{one.name}{'（电话：' + one.phone + '）' if one.phone else ''}" if one else None
