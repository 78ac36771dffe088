"""The page of a matter: the line of acts, the words and papers, the open duties and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from huiyin.desk import doing, labels, labels_conduct, line, reviews
from huiyin.desk.apart import may_register_apart, taken_off
from huiyin.desk.correcting import may_correct
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.matter import Matter, matter
from huiyin.desk.proofs import due_of
from huiyin.intake import attachments
from huiyin.register import standing
from huiyin.register.access import visible_to
from huiyin.register.lines import numbers
from huiyin.register.messages import LANGUAGES
from huiyin.register.models import Attachment, Entry
from huiyin.register.waited import first_entry
from huiyin.statute.model import CLAIMING
from huiyin.web.draw import number_of
from huiyin.web.words import bilingual

SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "application/pdf"})


@require_GET
@at_desk
def show(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """One matter."""
    m = matter(seat, file_id)
    found, duties = doing.buttons(m), _duties(m)
    context = page(
        request, seat, "list", m=m, file=m.file, title=m.title,
        moments=line.moments(m), conflicts=line.conflicts(m),
        entries=[entry_view(m, e) for e in m.entries], points=[_point(m, no) for no in m.state.points],
        people=[_person(m, r) for r in m.roles], papers=[_paper(m, p) for p in m.papers], drafts=_drafts(m),
        duties=duties, windows=_windows(m),
        buttons=[b for b in found if not b.quiet], more=[b for b in found if b.quiet],
        asked=reviews.asked(m), states=_states(m), waited=_waited(m), elsewhere=_elsewhere(found, duties),
        not_yet=[(bilingual(m.law.acts[x.kind].title), bilingual(x.why), x.why.provision) for x in m.shut],
        may_correct=may_correct(m), links=doing.links(m), same=_same(m),
    )  # fmt: skip
    return render(request, "desk/file.html", context)


def _states(m: Matter) -> list[tuple[str, str]]:
    """The state of the matter in a few pills."""
    tones = {"open": "active", "concluded": "good", "closed": "good", "archived": "muted"}
    found = [(labels.of(labels.PHASES, m.state.phase), tones[m.state.phase])]
    found += [(_("%(stage)s中") % {"stage": stage}, "active") for stage in reviews.running(m)]
    if m.file.restricted:
        found.append((_("限制知悉"), "plain"))
    if m.state.urgent:
        found.append((_("重大紧急"), "soon"))
    if m.state.judged == "repeat":
        found.append((_("重复"), "plain"))
    if m.file.matter.withheld:
        found.append((_("要求保密姓名"), "plain"))
    return found


def _waited(m: Matter) -> int | None:
    """Days since the petitioner first came with it: no transfer starts them again."""
    first = first_entry(m.file.pk)
    return (m.seat.today - first).days if first and m.state.phase == "open" else None


def _same(m: Matter) -> list[tuple[str, str, str]]:
    """Matters linked to this one as the same: what is said of it, its number, and its page where it may be seen."""
    seen = visible_to(m.seat.actor)
    found: list[tuple[str, str, str]] = []
    if m.state.linked:
        there = seen.filter(pk=m.state.linked).exists()
        address = reverse("desk:file", args=[m.state.linked]) if there else ""
        found.append((_("本件与之为同一事项"), m.number_of_linked(m.state.linked), address))
    for pk, number in seen.filter(matter__linked=m.file).order_by("pk").values_list("pk", "number"):
        found.append((_("与本件为同一事项"), number, reverse("desk:file", args=[pk])))
    return found


# ------------------------------------------------------------------ words


@dataclass(frozen=True, slots=True)
class EntryView:
    """What came in, as the page shows it."""

    entry: Entry
    channel: str
    text: str
    more: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    office: str
    taken_off: bool = False
    """Whether its joining was taken back: it is no part of this matter."""
    apart: bool = False
    """Whether this officer may register it on its own."""


ENTRY_WORDS = {
    "facts": gettext_lazy("事实"), "reasons": gettext_lazy("理由"), "requests": gettext_lazy("请求"),
    "place": gettext_lazy("发生地点"), "complained": gettext_lazy("反映的单位或者人员"),
    "history": gettext_lazy("以前反映的情况"), "note": gettext_lazy("备注"),
    "summary": gettext_lazy("摘要"), "envelope": gettext_lazy("信封"), "subject": gettext_lazy("标题"),
    "cause": gettext_lazy("产生信访事项的原因"), "circumstances": gettext_lazy("情况"),
    "suggestions": gettext_lazy("意见建议"), "sector": gettext_lazy("所属系统"),
    "language": gettext_lazy("使用的语言文字或者手语"), "interpreter": gettext_lazy("翻译人员"),
    "accompanied_by": gettext_lazy("陪同人员"), "late_reason": gettext_lazy("补录原因"),
    "sent_from": gettext_lazy("发件邮箱"), "outlet": gettext_lazy("网站或者平台"),
    "link": gettext_lazy("网址"), "sent_by": gettext_lazy("交办或者转来的机关"),
    "mandate": gettext_lazy("委托书"),
    "came_as": gettext_lazy("原来的形式"), "elsewhere": gettext_lazy("法院、仲裁、复议等是否正在办、办过"),
    "elsewhere_in": gettext_lazy("哪一种程序"), "elsewhere_number": gettext_lazy("受理机关和案号"),
}  # fmt: skip


def entry_view(m: Matter, entry: Entry) -> EntryView:
    """An entry with its words; what a withheld name would give away is taken out."""
    words: dict[str, Any] = entry.words or {}
    more = [
        (labels.of(ENTRY_WORDS, k), m.said(_worded(m, k, _plain(v))))
        for k, v in words.items()
        if k not in ("text", "files") and _plain(v)
    ]
    held = () if not m.named else tuple(entry.attachments.all())
    return EntryView(
        entry, labels.of(labels.CHANNELS, entry.channel), m.said(str(words.get("text", ""))), tuple(more), held,
        labels.office(entry.office_id), taken_off(m, entry), may_register_apart(m, entry),
    )  # fmt: skip


def _worded(m: Matter, key: str, value: str) -> str:
    """What was chosen from a list, in words; what was typed, as it is."""
    if key == "elsewhere_in":
        return labels.procedure(m.law, value)
    if key == "mandate":
        return _("提出人说有书面委托书，未经核对")
    return labels.choice("channel" if key == "came_as" else key, value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return labels.many(v for v in value if isinstance(v, str | int))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _point(m: Matter, no: int) -> dict[str, Any]:
    p = m.state.points[no]
    where = m.state.proceedings[p.proceeding]
    return {
        "number": number_of(no - 1),
        "request": m.request(no),
        "purpose": labels.of(labels.PURPOSES, p.purpose),
        "path": labels.of(labels.PATHS, p.path) if p.path else "",
        "step": labels.step(m.law, p.step),
        "decided": p.step in m.law.decided,
        "office": labels.office(where.office),
        "procedure": labels.procedure(m.law, where.procedure) if where.procedure else "",
        "complained": labels.office(p.complained) if p.complained else "",
        "outcome": labels.of({**labels.OUTCOMES, **labels_conduct.ADOPTION}, p.outcome) if p.outcome else "",
        "execution_due": p.execution_due,
        "carried_on": p.carried_on,
    }


def _person(m: Matter, role: Any) -> dict[str, Any]:
    """One petitioner in this matter. Nothing here leads to other matters of the same person."""
    person = (role.petitioner.person or {}) if m.named else {}
    facts = [
        (_("电话"), person.get("phone", "")),
        (_("住址"), person.get("address", "")),
        (_("户籍地"), person.get("residence", "")),
        (_("证件号码"), hidden_number(str(person.get("number", "")))),
    ]
    return {
        "name": m.names[role.no],
        "role": labels.of(labels.ROLES, role.role),
        "principal": m.names.get(role.principal.no, "") if role.principal else "",
        "unnamed": role.role in CLAIMING and role.principal is None,
        "mandate": role.mandate and role.role == "representative",
        **_authority(m, role),
        "electronic": role.no in m.state.consents or role.electronic,
        "facts": [(k, v) for k, v in facts if v],
        "contact": safe_contact(role.contact or {}) if m.named else [],
        "withdrawal": m.state.withdrawals.get(role.no),
        "kind": role.petitioner.kind,
    }


def _authority(m: Matter, role: Any) -> dict[str, Any]:
    """Whether the authority to speak for another is confirmed, how far it goes, and where it is confirmed."""
    scope = standing.level(role, m.state)
    may = m.named and any(o.kind == "confirm_authority" for o in m.open)
    return {
        "claimed": standing.pending(role, m.state),
        "scope": labels.of(labels.SCOPES, scope) if scope else "",
        "confirm": f"{doing.act_url(m.file.pk, 'confirm_authority')}?petitioner={role.no}" if may else "",
    }


def hidden_number(number: str) -> str:
    """An identity number as pages show it: enough to compare, not enough to copy."""
    return number if len(number) < 10 else f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


CONTACT = {
    "tell": gettext_lazy("可以告诉谁"), "other": gettext_lazy("还可以告诉"), "phone": gettext_lazy("安全电话"),
    "times": gettext_lazy("什么时候联系"), "post": gettext_lazy("邮件寄到"),
    "language": gettext_lazy("短信语言"),
}  # fmt: skip
TELL = {
    "self": gettext_lazy("只告诉本人"),
    "other": gettext_lazy("也可以告诉指定的人"),
    "none": gettext_lazy("不要打电话、不要寄信"),
}

CONTACT_WORDS: dict[str, Mapping[str, Any]] = {"tell": TELL, "language": dict(LANGUAGES)}


def safe_contact(contact: dict[str, Any]) -> list[tuple[str, str]]:
    """Who may be told, when, and where post may go, in words."""
    return [
        (labels.of(CONTACT, key), labels.of(CONTACT_WORDS.get(key, {}), str(value)))
        for key, value in contact.items()
        if value and isinstance(value, str)
    ]


# ------------------------------------------------------------------ papers and duties


def _paper(m: Matter, row: Any) -> dict[str, Any]:
    """An issued paper: where to open it, and how it reached each petitioner."""
    p = m.state.papers.get(row.no)
    served = []
    for no in p.addressees if p else ():
        on = p.served.get(no) if p else None
        tried = len(p.failed.get(no, ())) if p else 0
        served.append({"name": m.names.get(no, str(no)), "on": on, "tried": tried})
    waiting = p is not None and any(s["on"] is None for s in served) and m.may_serve(p)
    return {
        "row": row,
        "title": labels.paper(m.law, row.kind),
        "office": labels.office(row.office_id),
        "served": served,
        "href": reverse("desk:paper", args=[m.file.pk, row.no]),
        "serve": reverse("desk:serve", args=[m.file.pk, row.no]) if waiting else "",
        "corrected": p is None,
    }


def _drafts(m: Matter) -> list[dict[str, Any]]:
    return [
        {
            "title": labels.paper(m.law, d.kind),
            "words": doing.step_words(m, d.kind, m.state.drafts.get(d.pk)),
            "href": reverse("desk:draft", args=[m.file.pk, d.pk]),
        }
        for d in m.drafts
    ]


def _duties(m: Matter) -> list[dict[str, Any]]:
    """What is owed in this matter; one's own first, each ordered by its day."""
    mine = m.seat.actor.office
    found = [
        {
            "title": labels.rule(m.law, r.rule),
            "office": labels.office(r.office_id),
            "mine": r.office_id == mine,
            "option": r.kind == "option",
            "stopped": labels.stopped(r.rule, r.due),
            "due": due_of(r.duty, labels.rule(m.law, r.rule)) if r.due else None,
            "order": (r.office_id != mine, r.due is None, r.due),
            "points": labels.many(number_of(n - 1) for n in numbers(r.duty.over))
            if r.rule != "serve"
            else "",
        }
        for r in m.open_duties
        if r.kind == "duty" or (r.due and r.due >= m.seat.today)
    ]
    return sorted(found, key=lambda d: (d["order"][0], d["order"][1], str(d["order"][2])))


def _elsewhere(buttons: list[doing.Button], duties: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the matter waits for where nothing here is the next step: the first thing another office owes."""
    if any(b.main for b in buttons) or any(d["mine"] and not d["option"] for d in duties):
        return None
    return next((d for d in duties if not d["mine"] and not d["option"]), None)


def _windows(m: Matter) -> list[dict[str, Any]]:
    """Petitioners' own periods. There is none before a proof of service, and it is never late."""
    asked = {
        (p.review.applicant, p.review.against)
        for p in m.state.proceedings.values()
        if p.review and p.review.stage != "withdrawn"
    }
    return [
        {
            "title": labels.rule(m.law, w.rule),
            "name": m.names.get(w.petitioner, str(w.petitioner)),
            "due": due_of(w, labels.rule(m.law, w.rule), w.end),
            "over": w.end < m.seat.today,
            "asked": (w.petitioner, m.state.windows[w.key].paper) in asked,
            "end": w.end,
        }
        for w in m.windows
    ]


@require_GET
@at_desk
def attachment(request: HttpRequest, seat: Seat, file_id: int, attachment_id: int) -> HttpResponseBase:
    """A stored file, through the gate; originals of a withheld person stay with those who may know the name."""
    m = matter(seat, file_id, "attachment")
    row = Attachment.objects.filter(file=m.file, pk=attachment_id).select_related("act").first()
    if row is None or not m.opens(row) or (row.act is not None and not m.shows(row.act)):
        raise Http404
    try:
        stored = attachments.open_stored(row.sha256)
    except attachments.Missing:
        raise Http404 from None
    response = FileResponse(stored, content_type=row.mime)
    how = "inline" if row.mime in SHOWN_INLINE else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(row.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


paths = [
    path("files/<int:file_id>/", show, name="file"),
    path("files/<int:file_id>/attachments/<int:attachment_id>/", attachment, name="attachment"),
]
