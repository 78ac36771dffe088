"""A registration goes into the register: once, with its attachments and the decision first or repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.gate import Seat
from huiyin.desk.registering_draft import Registration
from huiyin.desk.registering_entry import WORDS, Doubt, accuses, entry, people, requests_as_words
from huiyin.intake import pages, raising, repeats, scanning
from huiyin.intake.matching.shingles import evidence
from huiyin.register import models
from huiyin.register.access import note_reading, sees_names, visible_to
from huiyin.register.law import current
from huiyin.register.opening import NewEntry, Opened, join_entry, open_file
from huiyin.register.record import Wish, record
from huiyin.register.roles import consent
from huiyin.statute.model import Refused
from huiyin.web.fields import Choice
from huiyin.web.words import day

FIRST, JOIN, REPEAT = "first", "join", "repeat"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: first, a repeat registered apart, or one more entry of a matter."""

    what: str
    file_id: int = 0


class Judged(Protocol):
    """What goes with the decision."""

    @property
    def reason(self) -> str: ...
    @property
    def national(self) -> str: ...


@dataclass(frozen=True)
class Done:
    """What was registered, and whether this officer sees it from now on."""

    opened: Opened
    visible: bool
    joined: bool


# ------------------------------------------------------------------ first or repeat


def told(values: Mapping[str, Any], point_rows: int) -> repeats.Told:
    """What is being registered, as far as it is typed: title, words and requests."""
    parts = [str(values.get(key) or "") for key in ("title", *WORDS)]
    parts += [str(values.get(f"r{no}-text") or "") for no in range(1, point_rows + 1)]
    return repeats.Told("\n".join(part for part in parts if part), str(values.get("town") or ""))


def earlier(
    seat: Seat, form: Registration, values: Mapping[str, Any], restricted: bool
) -> tuple[list[repeats.Candidate], repeats.Others]:
    """Like matters of the same petitioners, and what others raised in much the same words: only what this officer
    may read anyway. What is restricted is compared with its like alone, and with no other people's."""
    digests = [p.digests for p in repeats.own(people(values, form.size.people)) if any(p.digests.values())]
    words, own = told(values, form.size.points), _itself(form)
    like = repeats.Others()
    if restricted:
        found = repeats.candidates(digests, words, seat.actor, today=seat.today, restricted=True)
    else:
        found, like = repeats.both(digests, words, seat.actor, now=seat.now, but={own, form.join or 0})
    if form.join and all(c.file_id != form.join for c in found):
        found = [*_chosen(seat, form.join, restricted), *found]
    return [c for c in found if c.file_id != own], like


def _itself(form: Registration) -> int:
    """The same form sent before is no earlier matter."""
    own = models.Entry.objects.filter(key=form.entry_key).values_list("file", flat=True).first()
    return own or 0


def _chosen(seat: Seat, file_id: int, restricted: bool) -> list[repeats.Candidate]:
    """The matter on whose page this form was begun, if the officer may read it and knows whose it is."""
    files = visible_to(seat.actor).filter(restricted=restricted, pk=file_id).select_related("matter")
    return [
        repeats.Candidate(f.pk, f.number, f.matter.title, f.matter.received_on, f.matter.phase, ())
        for f in files
        if sees_names(f, seat.actor)
    ]


def decisions(
    known: Sequence[repeats.Candidate], like: Sequence[repeats.Candidate] = ()
) -> tuple[Choice, ...]:
    """What can be decided about them: of the same petitioner, and of others who speak of the same event."""
    first = _("初次：同一信访人没有提过这一事项") if known else _("初次：单独登记")
    found = [Choice(FIRST, first)]
    for c in known:
        words = {"number": c.number, "title": c.title or c.number}
        if joinable(c):
            label = _("重复：并入 %(number)s“%(title)s”") % words
            found.append(Choice(f"{JOIN}:{c.file_id}", label, _("一并办理，期限不变")))
        found.append(
            Choice(f"{REPEAT}:{c.file_id}", _("重复：与 %(number)s 同一事项，单独登记并关联") % words)
        )
    for c in like:
        words = {"number": c.number, "title": c.title or c.number}
        if joinable(c):
            label = _("联名：同一事件，并入 %(number)s“%(title)s”") % words
            found.append(Choice(f"{JOIN}:{c.file_id}", label, _("一并办理，期限不变")))
        label = _("重复：核对过是同一信访人，与 %(number)s 同一事项，单独登记并关联") % words
        found.append(Choice(f"{REPEAT}:{c.file_id}", label))
    return tuple(found)


def nothing_told() -> str:
    """What is said where there are no words to compare."""
    return _("还没有可以比对的内容。写了反映的事情才比对：客套话不算，只凭身份也不提示。")


def none_found(form: Registration, values: Mapping[str, Any], *, others_asked: bool) -> str:
    """What it means that nothing is listed: a question that could not be asked is not answered with no."""
    if not evidence(told(values, form.size.points).text):
        return nothing_told()
    if not any(any(p.digests.values()) for p in repeats.own(people(values, form.size.people))):
        return (
            _("没有写信访人，只比对了内容，没有查到相近的事项。")
            if others_asked
            else _("没有写信访人，无从比对同一信访人。")
        )
    if others_asked:
        return _("没有查到相近的事项：同一信访人的、别的信访人的都没有。")
    return _("没有查到同一信访人提出的相近事项。")


def joinable(c: repeats.Candidate) -> bool:
    """Only what is being handled takes a further entry: joined to what is closed, nobody would ever answer it."""
    return c.phase == "open"


def decided(text: str, known: Sequence[repeats.Candidate]) -> Decision | None:
    """The decision as sent; None for none, and for one about a matter that was not offered."""
    what, _colon, number = text.partition(":")
    if what == FIRST and not number:
        return Decision(FIRST)
    offered = {str(c.file_id): c.file_id for c in known if what == REPEAT or joinable(c)}
    return Decision(what, offered[number]) if what in (JOIN, REPEAT) and number in offered else None


def national(typed: Sequence[str]) -> str:
    """First or repeat in the national system, as chosen; '' where nothing was."""
    return typed[-1] if typed and typed[-1] in labels.OF_FIELD["national"] else ""


def how(c: repeats.Candidate) -> str:
    """Why an earlier matter is offered."""
    words = {
        "id": _("证件号码相同"), "phone": _("电话相同"), "name_place": _("姓名和住址相同"),
        "pinyin_place": _("姓名读音和住址相同"), "id_tail": _("证件号码后四位和门牌号相同"),
        "phone_tail": _("电话后四位和门牌号相同"), "surname_place": _("姓和住址相同，有一方只写了姓"),
    }  # fmt: skip
    found = [words[key] for key in c.by]
    if c.same_place:
        found.append(_("同一属地"))
    if c.standing is None:
        found.append(_("您选定的事项"))
    elif c.share:
        found.append(_("文字 %(share)d%% 相同") % {"share": round(c.share * 100)})
    else:
        found.append(_("所提事项相近"))
    return labels.many(found)


def means(c: repeats.Candidate) -> str:
    """What follows in law where it is the same matter; of what others raised, where it is the same event."""
    if c.standing is None:
        return ""
    if not c.by:
        if c.standing.what == "handling":
            return _(
                "正在办理：是同一事件的，可以并入（联名），一并办理，期限不变；也可以单独登记（导则 2.5.1(三)）"
            )
        return _("已经办结：确是别的信访人提出的，是初次，单独登记办理，不因这一件而不予受理")
    words = {
        "handling": _("正在办理：是同一事项的，并入或者关联，原期限不变（导则 2.5.1(三)）"),
        "window": _("已经答复：不服的，可以在 %(until)s 前申请复查或者复核（条例第三十五条、第三十六条）"),
        "final": _(
            "已经复核：同一信访人以同一事实和理由再提的，登记并告知，不再受理；有新事实的另行登记（条例第三十六条第三款）"
        ),
        "decided": _("已经办结：请核对有没有新的事实和理由"),
    }
    return words[c.standing.what] % {"until": day(c.standing.until) if c.standing.until else ""}


def became(c: repeats.Candidate) -> str:
    """What became of its requests, as far as they are decided."""
    law = current()
    found = []
    for step, outcome in c.standing.became if c.standing else ():
        if step in law.decided:
            words = {"step": labels.step(law, step), "outcome": labels.choice("outcome", outcome)}
            found.append(_("%(step)s（%(outcome)s）") % words if outcome else words["step"])
    return labels.many(found)


def will_see(seat: Seat, form: Registration, values: Mapping[str, Any]) -> bool:
    """Whether this officer will still see a restricted matter after registering it."""
    if not seat.actor.has("confidential") or not values.get("received_on"):
        return False
    made = entry(
        form.channel, values, people_rows=form.size.people, point_rows=form.size.points,
        office=seat.actor.office or "", key=form.entry_key, today=seat.today,
    )  # fmt: skip
    return made.office == seat.actor.office


# ------------------------------------------------------------------ into the register


def save(seat: Seat, form: Registration, new: NewEntry, decision: Decision | None, why: Judged) -> Done:
    """Register the entry, its files and the decision: all of it, or nothing. Raises `Refused`."""
    with transaction.atomic():
        joined = decision is not None and decision.what == JOIN
        opened = (
            _join(seat, new, decision.file_id)
            if joined and decision
            else open_file(new, by=seat.actor, now=seat.now)
        )
        visible = visible_to(seat.actor).filter(pk=opened.file.pk).exists()
        if opened.again:
            return Done(opened, visible, joined)
        files, pages_ = scanning.upright(form.key, form.files)
        raising.attach(
            files, file=opened.file, entry=opened.entry, by=f"officer:{seat.actor.ref}", now=seat.now
        )
        scanning.registered(form.key, opened.entry, pages_)
        if visible and not joined:
            _judge(seat, opened, decision, why)
            _consent(seat, opened)
        return Done(opened, visible, joined)


def _join(seat: Seat, new: NewEntry, file_id: int) -> Opened:
    file = visible_to(seat.actor).filter(pk=file_id).first()
    if file is None or file.restricted != accuses(new.points):
        raise Refused(
            "gone",
            "要并入的事项现在看不到了，请重新判断。",
            "The matter to join cannot be seen any more; decide again.",
        )
    return join_entry(file, requests_as_words(new), by=seat.actor, now=seat.now, seen=file.last_seq)


def _judge(seat: Seat, opened: Opened, decision: Decision | None, why: Judged) -> None:
    if decision is None or not seat.actor.posts & seat.law.acts["judge"].who:
        return
    codes: dict[str, Any] = {"result": decision.what}
    if decision.what == REPEAT:
        codes["linked"] = decision.file_id
    if why.national:
        codes["national"] = why.national
    wish = Wish("judge", seat.today, proceeding=1, codes=codes, words={"reason": why.reason.strip()})
    record(opened.file.pk, wish, by=seat.actor, now=seat.now, seen=opened.file.last_seq)


def _consent(seat: Seat, opened: Opened) -> None:
    """Consent given at the counter is an act of its own, where the officer may record it."""
    if not seat.actor.posts & (seat.law.acts["consent_electronic"].who | {"confidential"}):
        return
    for role in opened.entry.roles.filter(electronic=True):
        consent(role, True, by=seat.actor, now=seat.now)


# ------------------------------------------------------------------ what the counter hands over


def receipt_of(seat: Seat, done: Done, new: NewEntry, found: Sequence[Doubt]) -> dict[str, Any]:
    """Everything the receipt page shows. It is kept sealed, for this officer, for half an hour."""
    opened = done.opened
    pins = {no: pin for no, _code, pin in opened.codes}
    roles = list(opened.file.roles.select_related("petitioner").order_by("no"))
    if not done.joined:
        roles = [r for r in roles if r.entry_id == opened.entry.pk]
    elif done.visible:
        note_reading(opened.file, seat.actor, now=seat.now, what="code")
    return {
        "label": pages.LABEL + opened.file.number,
        "file": opened.file.pk, "number": opened.file.number, "entry": opened.entry.number,
        "paper": _paper(opened), "visible": done.visible, "joined": done.joined, "again": opened.again,
        "people": [_handed(r, pins.get(r.no, "")) for r in roles], "received_on": new.received_on.isoformat(),
        "late": (seat.today - new.received_on).days, "doubts": [d.words for d in found],
        "restricted": opened.file.restricted, "holder": labels.office(new.office), "owed": _owed(seat, opened),
    }  # fmt: skip


def _handed(role: models.Role, pin: str) -> dict[str, Any]:
    person = role.petitioner.person or {}
    return {
        "no": role.no, "name": str(person.get("name") or ""), "role": labels.of(labels.ROLES, role.role),
        "code": role.code, "pin": pin, "phone": bool(person.get("phone")) and not person.get("borrowed_phone"),
    }  # fmt: skip


def _paper(opened: Opened) -> int:
    """The receipt as a numbered paper; a joined entry has none of its own."""
    return opened.recorded.papers[0].pk if opened.recorded and opened.recorded.papers else 0


def _owed(seat: Seat, opened: Opened) -> list[list[str]]:
    """What the petitioner may expect, and by when."""
    if opened.recorded is None:
        return []
    found = []
    for event in opened.recorded.planned.events:
        duty = event.thing
        if event.what == "opened" and duty.kind == "duty" and duty.due and not duty.how:
            found.append([labels.rule(seat.law, duty.rule), labels.office(duty.office), day(duty.due)])
    return found
