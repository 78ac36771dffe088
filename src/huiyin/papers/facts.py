"""The values that the system writes into papers (paper_values.yaml), read off a file as it stands.

Each function is named after its value and gives it for one paper, or None where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.offices.models import Officer
from huiyin.offices.structure import structure
from huiyin.register import models
from huiyin.statute.law import Law
from huiyin.statute.model import Act, Duty, Paper, Proceeding, State


@dataclass(frozen=True)
class Facts:
    """A file at the moment a paper is written: what the values are read off."""

    file: models.File
    state: State
    law: Law
    kind: str
    office: str
    proceeding: Proceeding
    points: tuple[int, ...]
    on: date
    by: Actor
    intended: dict[str, Any]
    words: dict[str, Any]
    """Words of the act that the paper belongs to: to whom a point was handed over, a case number there."""

    @cached_property
    def entry(self) -> models.Entry:
        """The first entry of the file."""
        return self.file.entries.order_by("pk").select_related("office")[0]

    @cached_property
    def roles(self) -> list[models.Role]:
        """The petitioners of the file."""
        return list(self.file.roles.select_related("petitioner").order_by("no"))

    @cached_property
    def named(self) -> list[models.Role]:
        """Those who speak for the others, else those whose matter it is."""
        speakers = [r for r in self.roles if r.role == "representative"]
        return speakers or [r for r in self.roles if r.role in ("self", "relative")] or self.roles[:1]

    def office_name(self, code: str) -> str:
        """Full name of an office."""
        one = structure().offices.get(code)
        return one.name if one else code

    def counted(self, rule: str, start: date) -> date | None:
        """The last day of a period that an event on `start` sets running."""
        found = self.law.counted(rule, start)
        return found[1].due if found and found[1] else None

    def provision(self, rule: str) -> str | None:
        """The provision of a rule in force on the paper's day."""
        found = self.law.counted(rule, self.on)
        return found[0].provision if found else None

    def last(self, *kinds: str) -> Act | None:
        """The last act of these kinds in this proceeding."""
        found = [a for a in self.state.acts if a.kind in kinds and a.proceeding == self.proceeding.no]
        return found[-1] if found else None

    def opener(self) -> Act | None:
        """The act that opened this proceeding."""
        return next((a for a in self.state.acts if a.seq == self.proceeding.opened_by), None)

    def paper(self, kind: str) -> models.Paper | None:
        """The last paper of a kind issued in this proceeding."""
        found = [p for p in self.state.papers.values() if p.kind == kind and p.proceeding == self.proceeding.no]
        return models.Paper.objects.filter(file=self.file, no=found[-1].no).first() if found else None

    def duties(self, rule: str) -> list[Duty]:
        """Every duty of a rule in this proceeding, ended ones too."""
        return [d for d in self.state.duties.values() if d.rule == rule and d.proceeding == self.proceeding.no]


Value = Callable[[Facts], Any]
VALUES: dict[str, Value] = {}


def value(f: Value) -> Value:
    """Enter a function under its name."""
    VALUES[f.__name__] = f
    return f


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def officer_name(by: str) -> str:
    """The name of an officer that an act names as `officer:login`."""
    kind, _colon, ref = by.partition(":")
    found = Officer.objects.filter(login=ref).first() if kind == "officer" else None
    return found.name if found else ""


def person_name(role: models.Role) -> str:
    """A petitioner's name as printed; somebody without a name is 未具名."""
    return str((role.petitioner.person or {}).get("name") or _("未具名"))


# ------------------------------------------------------------------ how it came in


@value
def entry_on(f: Facts) -> Any:
    return _iso(f.entry.received_on)


@value
def channel(f: Facts) -> Any:
    return f.entry.channel


@value
def channel_place(f: Facts) -> Any:
    return f.entry.office.name if f.entry.channel == "visit" else None


@value
def registered_on(f: Facts) -> Any:
    return _iso(f.entry.recorded_at.date())


@value
def register_no(f: Facts) -> Any:
    return f.entry.number


@value
def received_on(f: Facts) -> Any:
    return _iso(f.proceeding.received)


@value
def sender(f: Facts) -> Any:
    return f.office_name(f.proceeding.sender) if f.proceeding.sender else None


@value
def sent_how(f: Facts) -> Any:
    return f.proceeding.how if f.proceeding.how in ("transfer", "assign") else None


@value
def sent_on(f: Facts) -> Any:
    return _iso(f.proceeding.received)


@value
def sent_number(f: Facts) -> Any:
    act = f.opener()
    paper = models.Paper.objects.filter(file=f.file, act__seq=act.seq).first() if act and act.kind != "register" else None
    return paper.number if paper else None


@value
def outside_number(f: Facts) -> Any:
    found = f.entry.outside_numbers.first()
    return str(found) if found else None


@value
def subject(f: Facts) -> Any:
    return f.file.matter.title


@value
def persons(f: Facts) -> Any:
    return f.entry.heads if f.entry.heads > 1 else None


@value
def representatives(f: Facts) -> Any:
    return [person_name(r) for r in f.roles if r.role == "representative"] or None


def _hidden(f: Facts) -> bool:
    return f.file.matter.withheld


@value
def petitioner(f: Facts) -> Any:
    if _hidden(f):
        return None
    lines = []
    for r in f.named:
        address = (r.petitioner.person or {}).get("address") or ""
        lines.append(f"{person_name(r)}，{address}" if address else person_name(r))
    return "；".join(lines)


@value
def petitioner_contact(f: Facts) -> Any:
    if _hidden(f):
        return None
    phones = [str((r.petitioner.person or {}).get("phone") or "") for r in f.named]
    return "；".join(p for p in phones if p) or None


@value
def withheld(f: Facts) -> Any:
    return "yes" if _hidden(f) else None


@value
def first_or_repeat(f: Facts) -> Any:
    return f.state.judged or None


@value
def materials(f: Facts) -> Any:
    return [str(a.name) for a in f.entry.attachments.filter(original=False)] or None


@value
def urgency(f: Facts) -> Any:
    return "重大紧急（第二十五条）" if f.state.urgent else None


# ------------------------------------------------------------------ what comes next


@value
def next_step(f: Facts) -> Any:
    if all(q.purpose in ("enquiry", "thanks", "suggestion") for q in f.state.points.values()):
        return "reply"
    return "dispatch" if any(d.rule == "dispatch" for d in f.state.duties.values()) else "tell"


@value
def tell_by(f: Facts) -> Any:
    if f.kind in ("transfer_slip", "assignment_letter"):
        return _iso(f.counted("tell-forwarded", f.on))
    rules = ("tell-forwarded",) if f.kind == "destination_notice" else ("tell-direct", "tell-destination", "tell-forwarded", "dispatch")
    days = [d.due for d in f.state.live if d.rule in rules and d.due]
    if not days:  # accusations carry no duty to tell (R22 23(4)): the rule still says within which days
        days = [d for d in (f.counted("dispatch", f.entry.received_on),) if d]
    return _iso(max(days)) if days else None


@value
def tell_provision(f: Facts) -> Any:
    if f.kind in ("transfer_slip", "assignment_letter", "destination_notice"):
        return f.provision("tell-forwarded")
    petition = any(d.rule == "dispatch" for d in f.state.duties.values())
    return f.provision("tell-destination" if petition else "tell-direct")


@value
def object_by(f: Facts) -> Any:
    if f.kind in ("transfer_slip", "assignment_letter"):
        return _iso(f.counted("objection", f.on))
    days = [d.due for d in f.state.live if d.rule == "objection" and d.due]
    return _iso(max(days)) if days else None


@value
def object_provision(f: Facts) -> Any:
    return f.provision("objection")


@value
def report_by(f: Facts) -> Any:
    named = f.intended.get("feedback_due")
    days = [d.due for d in f.duties("closing-report") if not d.how and d.due]
    return named or (_iso(min(days)) if days else None)


@value
def path(f: Facts) -> Any:
    found = f.intended.get("path") or next((f.state.points[no].path for no in f.points if f.state.points[no].path), "")
    return found if found not in ("", "none") else None


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
    roles = [r for r in f.roles if r.code]
    if len(roles) > 1:
        return "每位信访人各有自己的查询码，见登记回执；可在任一信访窗口补打"
    return " ".join(roles[0].code[i : i + 4] for i in range(0, len(roles[0].code), 4)) if roles else None


@value
def query_where(f: Facts) -> Any:
    site = str(getattr(settings, "HUIYIN_SITE_URL", "") or "")
    return f"{site or '网站“查询进度”'}、信访接待窗口，或者拨打受理单位电话"


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
        above = selectors.petition_office_above(f.office, f.on)
        one = above or one
    return f"{one.name}{'（电话：' + one.phone + '）' if one.phone else ''}" if one else None


# ------------------------------------------------------------------ acceptance, path, refusal, extension


@value
def accepted_on(f: Facts) -> Any:
    if f.kind == "acceptance_notice":
        return _iso(f.on)
    act = f.last("accept")
    return _iso(act.on) if act else None


@value
def accepted_number(f: Facts) -> Any:
    paper = f.paper("acceptance_notice")
    return paper.number if paper else None


@value
def due_on(f: Facts) -> Any:
    if f.kind == "acceptance_notice":
        told = f.law.counted("tell-forwarded", f.proceeding.received)
        late = told[1].nominal if told and told[1] and told[1].nominal < f.on else None
        return _iso(f.counted("answer", late or f.on))
    days = [d.due for d in f.duties("answer") if not d.how and d.due]
    return _iso(max(days)) if days else None


@value
def period_days(f: Facts) -> Any:
    found = f.law.counted("answer", f.on)
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
    return _iso(f.on)


@value
def case_number(f: Facts) -> Any:
    return f.words.get("case_number")


@value
def ground(f: Facts) -> Any:
    return f.intended.get("ground")


@value
def ground_provision(f: Facts) -> Any:
    return f.law.grounds.get(f.intended.get("ground"), {}).get("provision")


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
    return _iso(d.due) if d else None


@value
def extended_days(f: Facts) -> Any:
    return f.proceeding.extension_days or None


@value
def new_due_on(f: Facts) -> Any:
    d = _answer_before(f)
    if d is None or d.nominal is None or not f.proceeding.extension_days:
        return None
    return _iso(f.law.extend(d.nominal, f.proceeding.extension_days).due)


@value
def asked_by(f: Facts) -> Any:
    act = f.last("ask_extension")
    return officer_name(act.by) if act else None


@value
def asked_on(f: Facts) -> Any:
    act = f.last("ask_extension")
    return _iso(act.on) if act else None


@value
def approved_by(f: Facts) -> Any:
    return "本单位负责人" if f.last("approve_extension") else None


@value
def approved_on(f: Facts) -> Any:
    act = f.last("approve_extension")
    return _iso(act.on) if act else None


# ------------------------------------------------------------------ review, closing, signatures


@value
def review_organs(f: Facts) -> Any:
    rows = []
    for one in selectors.reviewers(f.office, f.on):
        # A committee issues in the name of its government, and takes applications at its office.
        board = selectors.signboard(one.code, f.on)
        place = f"{one.name}办公室（{one.address}）" if board.name != one.name else one.address
        rows.append({"name": board.name, "place": place, "phone": one.phone})
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
    papers = [p for p in f.state.papers.values() if p.kind == "handling_opinion" and p.proceeding == f.proceeding.no]
    days = [d for p in papers for d in p.served.values()]
    return _iso(max(days)) if days else None


@value
def drafted_by(f: Facts) -> Any:
    return f.by.name


@value
def drafted_on(f: Facts) -> Any:
    return _iso(f.on)


@value
def made_by(f: Facts) -> Any:
    return f.by.name


@value
def made_on(f: Facts) -> Any:
    return _iso(f.on)


@value
def original_at(f: Facts) -> Any:
    return f.entry.office.name


# ------------------------------------------------------------------ whose hands a draft went through

HANDS = {"draft": "拟稿", "check": "核稿", "sign": "签发", "return_draft": "退回修改"}


def hands(file: models.File, s: State, draft: int | None) -> list[dict[str, str]]:
    """Who drafted, checked and signed a draft, when, and what they said."""
    acts = [a for a in s.acts if a.kind in HANDS and a.codes.get("draft") == draft]
    said = {w.act.seq: w.said or {} for w in models.Words.objects.filter(file=file, act__seq__in=[a.seq for a in acts]).select_related("act")}
    return [
        {"label": HANDS[a.kind], "words": str(said.get(a.seq, {}).get("reason", "" if a.kind == "draft" else "同意")),
         "name": officer_name(a.by), "on": a.on.isoformat()} for a in acts
    ]  # fmt: skip


# ------------------------------------------------------------------ one value for each point


def to_office(f: Facts, no: int) -> Any:
    """Where a point went."""
    p = f.state.proceedings[f.state.points[no].proceeding]
    return f.office_name(p.office)


def to_on(f: Facts, no: int) -> Any:
    """When it went there."""
    return _iso(f.state.proceedings[f.state.points[no].proceeding].received)


def to_how(f: Facts, no: int) -> Any:
    """How it went there."""
    how = f.state.proceedings[f.state.points[no].proceeding].how
    return how if how in ("transfer", "assign") else "keep"


def decided_outcome(f: Facts, no: int) -> Any:
    """What became of it."""
    point = f.state.points[no]
    return point.outcome or {"led_in": "led_in", "result": "led_in", "replied": "answered"}.get(point.step)


EACH: dict[str, Callable[[Facts, int], Any]] = {
    "to_office": to_office, "to_on": to_on, "to_how": to_how, "decided_outcome": decided_outcome,
}  # fmt: skip


def served(paper: Paper) -> bool:
    """Whether every addressee has been served."""
    return set(paper.addressees) <= set(paper.served)
