"""The line of acts as the page draws it: what happened and when it was recorded, corrections, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.clock import SHANGHAI
from huiyin.desk import labels
from huiyin.desk.matter import Matter
from huiyin.offices.models import Officer
from huiyin.register.lines import numbers
from huiyin.register.models import Act
from huiyin.statute.law import ActSpec, Field
from huiyin.web.draw import number_of
from huiyin.web.parts import Link, Moment
from huiyin.web.words import bilingual, day

SILENT = frozenset(
    {
        "draft",
        "posts",
        "digest",
        "paper_kind",
        "signboard",
        "petition_office",
        "purposes",
        "petitioners",
        "entry",
    }
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An act that no longer fits, and why; a person resolves it."""

    seq: int
    title: str
    on: date
    why: str
    provision: str


def conflicts(m: Matter) -> list[Conflict]:
    """Acts that the line as corrected no longer allows. They are listed, never dropped."""
    return [
        Conflict(a.seq, labels.act(m.law, a.kind), a.on, bilingual(refused), refused.provision)
        for a, refused in m.state.conflicts
    ]


def moments(m: Matter) -> list[Moment]:
    """The line of this matter, oldest first; each can be linked to."""
    return [
        replace(one, anchor=f"act-{row.seq}") for one, row in zip(_moments(m, m.acts), m.acts, strict=True)
    ]


ASKED_BY = {
    "decide_recusal": ("ask_recusal", "declare_interest"), "decide_hearing": ("ask_hearing",), "rescreen": ("ask_rescreen",),
    "approve_extension": ("ask_extension",), "decline_extension": ("ask_extension",), "consent_return": ("object",),
    "deny_objection": ("object",), "decide_review": ("hold_session",), "decide_re_review": ("hold_session",),
    "hold_session": ("hand_over_file", "investigate_review", "close_review_hearing"),
}  # fmt: skip
"""What an act decides on: the acts whose words stand beside its form."""


def decided_on(m: Matter, kind: str, proceeding: int) -> list[Moment]:
    """What was asked or found before an act of this kind in this proceeding, the last of each."""
    last = {
        row.kind: row for row in m.acts if row.kind in ASKED_BY.get(kind, ()) and row.proceeding == proceeding
    }
    return _moments(m, list(last.values()))


def _moments(m: Matter, rows: list[Act]) -> list[Moment]:
    people = _officers(rows)
    fixes = _corrections(m)
    broken = {a.seq for a, _refused in m.state.conflicts}
    standing = {a.seq for a in m.state.acts}
    papers = _papers(m)
    return [
        Moment(
            title=_title(m, row),
            on=datetime.combine(row.on, row.at) if row.at else row.on,
            by=_by(m, row, people),
            words=_words(m, row),
            state="conflict" if row.seq in broken else "done" if row.seq in standing else "undone",
            papers=(*papers.get(row.seq, ()), *_enclosed(m, row)),
            note=_note(row, fixes.get(row.seq, ())),
        )
        for row in rows
    ]


def _officers(rows: Iterable[Act]) -> Mapping[str, str]:
    logins = {row.actor for row in rows if row.actor_kind == "officer"}
    return dict(Officer.objects.filter(login__in=logins).values_list("login", "name"))


def _title(m: Matter, row: Act) -> str:
    parts = [f"{row.seq}. {labels.act(m.law, row.kind)}"]
    if row.codes.get("paper_kind"):
        parts.append(f"《{labels.paper(m.law, row.codes['paper_kind'])}》")
    elif row.kind in ("check", "sign", "return_draft"):
        draft = m.state.drafts.get(int(row.codes.get("draft", 0)))
        parts.append(f"《{labels.paper(m.law, draft.kind)}》" if draft else "")
    if row.to_id:
        parts.append(f" → {labels.office(row.to_id)}")
    points = numbers(row.points)
    if points and len(m.state.points) > 1:
        parts.append(_("（诉求%(which)s）") % {"which": labels.many(number_of(n - 1) for n in points)})
    return "".join(parts)


def _by(m: Matter, row: Act, people: Mapping[str, str]) -> str:
    if row.actor_kind == "machine":
        return _("系统")
    if row.actor_kind == "petitioner":
        name = m.names.get(row.petitioner, "")
        return f"{_('信访人')} {name}".strip()
    return f"{labels.office(row.office_id)} {people.get(row.actor, row.actor)}"


def _words(m: Matter, row: Act) -> str:
    """What was chosen and what was said, a line each."""
    spec = m.law.acts.get(row.kind)
    if spec is None:
        return ""
    lines = [said for f in spec.fields if (said := _code(m, f, row.codes.get(f.key)))]
    if row.paper and (paper := m.state.papers.get(row.paper)):
        lines.insert(0, f"《{labels.paper(m.law, paper.kind)}》")
    if row.petitioner and row.actor_kind == "officer":
        lines.append(labels.pair(_("信访人"), m.names.get(row.petitioner, row.petitioner)))
    words = getattr(row, "words", None)
    # A safe contact is no text: as it now stands it is shown with the person, to those who may know who that is.
    spoken = {key: text for key, text in ((words and words.said) or {}).items() if isinstance(text, str)}
    lines += [labels.pair(_label(spec, key), m.said(text)) for key, text in spoken.items()]
    if words is not None and words.erased_at:
        lines.append(_("文字已于 %(on)s 依法清除。") % {"on": words.erased_at.astimezone(SHANGHAI).date()})
    return "\n".join(lines)


def _label(spec: ActSpec, key: str) -> str:
    return next((bilingual(f.title) for f in spec.fields if f.key == key), key)


def _code(m: Matter, f: Field, value: Any) -> str:
    if value in (None, "", [], {}) or f.store == "words" or f.key in SILENT:
        return ""
    return labels.pair(bilingual(f.title), shown(m, f, value))


def shown(m: Matter, f: Field, value: Any) -> str:
    """A code of an act in words."""
    if isinstance(value, dict):
        return labels.many(
            (f"{number_of(int(no) - 1)} {_one_point(f, v)}" for no, v in value.items()), apart=True
        )
    if f.kind in ("office", "offices"):
        return labels.many(labels.office(c) for c in (value if isinstance(value, list) else [value]))
    if f.kind == "bool":
        return labels.yes_no(value)
    if f.kind == "date":
        return day(date.fromisoformat(str(value)))
    if f.kind == "procedure":
        return labels.procedure(m.law, str(value))
    if f.kind == "ground":
        return bilingual(m.law.grounds.get(str(value), {}).get("title", value))
    if f.kind == "id" and f.key == "linked" and str(value).isdigit():
        return m.number_of_linked(int(value))
    if f.kind == "officer":
        return str(Officer.objects.filter(login=str(value)).values_list("name", flat=True).first() or value)
    return labels.choice(f.key, value)


def _one_point(f: Field, value: Any) -> str:
    return day(date.fromisoformat(str(value))) if f.kind == "per_point_date" else labels.choice(f.key, value)


def _corrections(m: Matter) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in m.acts:
        if row.kind == "correct":
            wrong = str(row.codes.get("wrong"))
            words = labels.of(labels.WRONG, wrong)
            value = row.codes.get("value")
            should = _("，应为 %(value)s") % {"value": _value(wrong, value)} if value else ""
            found.setdefault(row.names, []).append(
                _("第%(seq)s条已更正：%(words)s%(should)s")
                % {"seq": row.seq, "words": words, "should": should}
            )
    return found


def _value(wrong: str, value: Any) -> str:
    if isinstance(value, dict):
        return labels.many(
            (f"{number_of(int(no) - 1)} {labels.choice(wrong, v)}" for no, v in value.items()), apart=True
        )
    return labels.office(str(value)) if wrong == "to" else labels.choice(wrong, value)


def _note(row: Act, fixes: Iterable[str]) -> str:
    """Late entries say when they happened and when they were recorded; corrections say what was corrected."""
    notes = []
    recorded = row.recorded_at.astimezone(SHANGHAI).date()
    if recorded > row.on:
        notes.append(
            _("补录：发生于 %(on)s，录入于 %(recorded)s") % {"on": day(row.on), "recorded": day(recorded)}
        )
    return labels.many([*notes, *fixes], apart=True)


def _enclosed(m: Matter, row: Act) -> list[Link]:
    """Scans and further material that came with the act."""
    return [
        Link(a.name, reverse("desk:attachment", args=[m.file.pk, a.pk])) for a in m.enclosed.get(row.pk, ())
    ]


def _papers(m: Matter) -> dict[int, list[Link]]:
    """The papers each act issued, as links."""
    found: dict[int, list[Link]] = {}
    for paper in m.papers:
        link = Link(
            labels.paper(m.law, paper.kind), reverse("desk:paper", args=[m.file.pk, paper.no]), paper.number
        )
        found.setdefault(paper.act.seq, []).append(link)
    return found
