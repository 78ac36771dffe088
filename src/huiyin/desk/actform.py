"""The form of an act, drawn from the rulebook's field list; and what was typed, as the register takes it.

Nothing here decides whether an act is open or a value lawful: the one way in says that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.matter import Matter
from huiyin.offices import selectors
from huiyin.offices.models import Officer
from huiyin.register.access import visible_to
from huiyin.register.record import Wish
from huiyin.register.repeating import known_of
from huiyin.register.standing import OF_AUTHORITY
from huiyin.statute.law import ActSpec, Field
from huiyin.statute.model import CLAIMING
from huiyin.web.draw import number_of
from huiyin.web.fields import Bound, Choice, FieldSpec, bind, with_errors
from huiyin.web.words import bilingual, cited

ON_BEHALF = frozenset(
    {
        "rate", "withdraw", "undo_withdraw", "consent_electronic", "confirm_receipt", "apply_review", "apply_re_review",
        "withdraw_review",
    }
)  # fmt: skip
"""Acts of a petitioner that a counter records: they name for whom."""
WRITTEN = {
    "handling_opinion": ("outcome", "execution"),
    "review_opinion": ("outcome", "changed", "execution"),
    "re_review_opinion": ("outcome", "changed", "execution"),
    "suggestion_reply": ("adoption",),
}
"""What the paper says point by point, and the act takes from it."""
NUMBER = re.compile(r"^[\w〔〕\-—]{4,40}$")
LONG = {"text": 1_000}


@dataclass(frozen=True)
class ActForm:
    """One act in one matter: its fields, and how what was typed becomes a wish."""

    m: Matter
    spec: ActSpec
    proceeding: int
    candidates: tuple[int, ...]
    """The points that the act could take."""

    def specs(self, preset: Mapping[str, Any] | None = None) -> tuple[FieldSpec, ...]:
        """The fields, with what was given before."""
        found = [self._day(), *self._points(), *self._petitioner()]
        written = WRITTEN.get(self.spec.issues, ())
        found += [self.field(f) for f in self.spec.fields if f.key not in written and self._asked(f)]
        return tuple(_only_one(filled(spec, preset or {})) for spec in found)

    def _day(self) -> FieldSpec:
        return FieldSpec(
            "on", "date", _("日期"), _("事情发生的那天；补录以前的事，填以前的日期。"), True,
            value=self.m.seat.today, max=self.m.seat.today,
        )  # fmt: skip

    def _points(self) -> list[FieldSpec]:
        if not self.candidates:
            return []
        choices = point_choices(self.m, self.candidates)
        return [
            FieldSpec(
                "points",
                "points",
                _("诉求"),
                required=True,
                points=choices,
                value=[c.value for c in choices],
                private=self.private,
            )
        ]

    def _petitioner(self) -> list[FieldSpec]:
        if self.spec.key not in ON_BEHALF:
            return []
        return [
            FieldSpec(
                "petitioner",
                "petitioner",
                _("信访人"),
                required=True,
                choices=petitioners(self.m),
                private=True,
            )
        ]

    def _asked(self, f: Field) -> bool:
        """Whether the field is one of this proceeding."""
        p = self.m.state.proceedings.get(self.proceeding)
        review = p.review if p else None
        there = {
            "": True, "redo": bool(p and p.redo), "late": bool(review and review.late),
            "revoke": bool(review and "revoke" in review.resolved.values()),
        }  # fmt: skip
        return there[f.only]

    @property
    def private(self) -> bool:
        """Nothing of a restricted matter is kept in a browser."""
        return self.m.file.restricted

    def field(self, f: Field) -> FieldSpec:
        """A field of the rulebook as the page draws it."""
        kind, choices = f.kind, self._choices(f)
        if f.kind == "id":
            kind = "text"
        elif f.kind == "per_point" and f.choices:
            kind = "per_point_choice"
        elif f.kind == "count":
            kind = "number"
        elif f.kind in ("procedure", "ground", "petitioner", "paper_issued"):
            kind = "choice"
        return FieldSpec(
            key=f.key, kind=kind, label=bilingual(f.title), help=self._help(f),
            required=(f.required and f.key not in LOOKED_UP) or f.only == "revoke", choices=choices,
            points=self._each_point() if f.kind.startswith("per_point") else (),
            min=1 if kind == "days" else 0 if kind == "number" else None, max=f.max or LONG.get(f.kind),
            rows=3 if f.kind == "per_point" else 6,
            unit=_("日") if kind == "days" else "", private=self.private,
        )  # fmt: skip

    def _each_point(self) -> tuple[Choice, ...]:
        """The points that each have an answer of their own; the page numbers them."""
        return tuple(Choice(str(no), self.m.request(no)) for no in self.candidates)

    def _help(self, f: Field) -> str:
        if f.kind == "id":
            return _("填登记编号。")
        if f.kind == "offices":
            return _("输入单位名称中的几个字，从列表中选。")
        if f.key in LOOKED_UP:
            return _("空着的，按那一件的送达证明填写。")
        return ""

    def _choices(self, f: Field) -> tuple[Choice, ...]:
        if f.choices:
            return tuple(Choice(c, labels.choice(f.key, c)) for c in f.choices)
        return tuple(_SOURCES[f.kind](self.m, self.spec)) if f.kind in _SOURCES else ()

    # ------------------------------------------------------------------ what was typed

    def read(self, data: QueryDict) -> Bound:
        """What came back, typed values and errors beside the fields."""
        bound = bind(self.specs(), data)
        wrong = self._unknown_files(bound)
        return replace(bound, specs=with_errors(bound.specs, wrong)) if wrong else bound

    def _unknown_files(self, bound: Bound) -> dict[str, str]:
        """A matter is named by its number; one that this office does not see is not confirmed to exist."""
        wrong = {}
        for f in self.spec.fields:
            typed = bound.values.get(f.key)
            if f.kind == "id" and typed and self.file_id(str(typed)) is None:
                wrong[f.key] = _("没有找到编号为“%(typed)s”的事项，或者本单位看不到它。请核对编号。") % {
                    "typed": typed
                }
        return wrong

    def file_id(self, number: str) -> int | str | None:
        """The file of a number, if this office sees it; to refuse on another office's matter its number will do."""
        found = (
            visible_to(self.m.seat.actor).filter(number=number.strip()).values_list("pk", flat=True).first()
        )
        if found is None and self.spec.key == "refuse" and NUMBER.match(number.strip()):
            return number.strip()
        return found

    def _looked_up(self, codes: Mapping[str, Any]) -> dict[str, str]:
        wanted = {f.key for f in self.spec.fields} & LOOKED_UP - codes.keys()
        other = visible_to(self.m.seat.actor).filter(pk=codes.get("linked") or 0).first() if wanted else None
        return {k: v for k, v in known_of(other).items() if k in wanted} if other else {}

    def wish(self, values: Mapping[str, Any], key: str) -> Wish:
        """The act as the register takes it: codes, and words apart from them."""
        codes: dict[str, Any] = {}
        words: dict[str, Any] = {}
        for f in self.spec.fields:
            value = values.get(f.key)
            if value in (None, "", [], {}) or f.key in BUILT_IN or value is False:
                continue
            if f.store == "words":
                words[f.key] = value
            else:
                codes[f.key] = self.file_id(str(value)) if f.kind == "id" else as_code(value)
        codes |= self._looked_up(codes)
        return Wish(
            self.spec.key, values["on"], proceeding=self.proceeding,
            points=tuple(int(p) for p in values.get("points") or ()), to=str(values.get("to") or ""),
            petitioner=int(values.get("petitioner") or 0), paper=int(values.get("paper") or 0), codes=codes, words=words,
            key=key or None,
        )  # fmt: skip


LOOKED_UP = frozenset({"final_served_on", "told_on"})
"""Days that stand in the proofs of service of the matter that is named: left empty, they are taken from there."""
BUILT_IN = frozenset({"to", "petitioner", "paper", "names"})
"""Fields that have a place of their own in an act."""


def as_code(value: Any) -> Any:
    """A typed value as an act holds it: days as ISO, a tick as 1, what is per point by the point's number."""
    if isinstance(value, dict):
        return {str(no): as_code(v) for no, v in value.items()}
    if isinstance(value, bool):
        return 1 if value else None
    return value.isoformat() if isinstance(value, date) else value


def _only_one(spec: FieldSpec) -> FieldSpec:
    """A petitioner is chosen already where there is but one to choose."""
    if spec.kind == "petitioner" and spec.required and len(spec.choices) == 1 and not spec.value:
        return replace(spec, value=spec.choices[0].value)
    return spec


def filled(spec: FieldSpec, preset: Mapping[str, Any]) -> FieldSpec:
    """The field with what was typed before, where something was."""
    if spec.kind.startswith("per_point"):
        typed = {
            p.value: preset[f"{spec.key}-{p.value}"] for p in spec.points if f"{spec.key}-{p.value}" in preset
        }
        return replace(spec, value=typed) if typed else spec
    if spec.key not in preset:
        return spec
    value = preset[spec.key]
    if isinstance(value, list) and spec.kind not in ("points", "offices", "choices"):
        value = value[-1] if value else ""
    if spec.kind == "points" and isinstance(value, str):
        value = [v for v in value.split(",") if v]
    return replace(spec, value=value)


def form_of(m: Matter, kind: str, proceeding: int = 0, points: Iterable[int] = ()) -> ActForm | None:
    """The form of an act where it is open to this officer; else with the points of its stage: what was open on an
    earlier day is entered late by its day. None if there is no such act."""
    spec = m.law.acts.get(kind)
    if spec is None or spec.level == "new":
        return None
    open_here = [o for o in m.open if o.kind == kind and (not proceeding or o.proceeding == proceeding)]
    if open_here and spec.effect not in POINTED:
        return ActForm(m, spec, open_here[0].proceeding, open_here[0].points if _takes_points(spec) else ())
    if spec.effect in POINTED:
        return ActForm(m, spec, proceeding, tuple(m.state.points))
    there = [no for no, point in m.state.points.items() if point.proceeding == proceeding]
    wanted = tuple(no for no in points if no in m.state.points) or tuple(there)
    return ActForm(m, spec, proceeding, wanted if _takes_points(spec) else ())


POINTED = frozenset({"ask_review", "tell_final", "renew_point"})
"""Acts on the file as a whole that name points."""


def _takes_points(spec: ActSpec) -> bool:
    return bool(spec.frm) or spec.pool in ("sent", "requested") or spec.effect in POINTED


# ------------------------------------------------------------------ what there is to choose


def point_choices(m: Matter, numbers: Iterable[int]) -> tuple[Choice, ...]:
    """Points to tick, numbered as on papers."""
    return tuple(Choice(str(no), f"{number_of(no - 1)}、{m.request(no)}") for no in numbers)


def petitioners(m: Matter) -> tuple[Choice, ...]:
    """The petitioners of this matter."""
    return tuple(
        Choice(str(r.no), f"{m.names[r.no]}（{labels.of(labels.ROLES, r.role)}，{_('第')}{r.no}）")
        for r in m.roles
    )


OPINIONS = ("handling_opinion", "review_opinion")
"""What a review can be asked about."""


def _offices(m: Matter, spec: ActSpec) -> Iterable[Choice]:
    if spec.key == "rate":
        for code in dict.fromkeys(p.office for p in m.state.proceedings.values()):
            yield Choice(code, labels.office(code))
        return
    if spec.effect == "ask_review":
        asked = [p.office for p in m.state.papers.values() if p.kind in OPINIONS]
        found = {one.code: one for code in asked for one in selectors.reviewers(code, m.seat.today)}
        if found:
            yield from (Choice(one.code, one.name) for one in found.values())
            return
    for one in selectors.offices(m.seat.today):
        yield Choice(one.code, one.name, one.short if one.short != one.name else "")


TWO = 2
"""As many look into a review (导则 2.3.5(四))."""
RECUSAL = frozenset({"ask_recusal", "decide_recusal"})


def _officers(m: Matter, spec: ActSpec) -> Iterable[Choice]:
    """Case officers of one's own office; whoever has a post where the matter is, where one should stand back; anybody
    at all where an accused is named."""
    if spec.key == "name_accused":
        for one in Officer.objects.filter(active=True):
            yield Choice(one.login, f"{one.name}（{one.login}）")
        return
    if spec.key in RECUSAL:
        offices = {p.office for p in m.state.proceedings.values()}
        if spec.key != "ask_recusal":
            offices &= {m.seat.actor.office or ""}
        for code in sorted(offices):
            for one in selectors.staff(code, m.seat.today):
                yield Choice(one.login, f"{one.name}（{labels.office(code)}）")
        return
    posts = ("review", "handler", "section") if spec.effect == "name_investigators" else ("handler",)
    found = {
        o.login: o.name
        for post in posts
        for o in selectors.holders(m.seat.actor.office or "", post, m.seat.today)
    }
    if spec.effect == "name_investigators" and len(found) < TWO:  # a small organ: whoever else works there
        found |= {o.login: o.name for o in selectors.staff(m.seat.actor.office or "", m.seat.today)}
    yield from (Choice(login, name) for login, name in found.items())


def _procedures(m: Matter, spec: ActSpec) -> Iterable[Choice]:
    for one in m.law.book.procedures_on(m.seat.today):
        yield Choice(
            one.key, bilingual(one.title), f"{labels.of(labels.PATHS, one.item)} · {cited(one.provision)}"
        )


def _grounds(m: Matter, spec: ActSpec) -> Iterable[Choice]:
    for key, row in m.law.grounds_on(m.seat.today).items():
        yield Choice(str(key), bilingual(row["title"]), f"{cited(row['provision'])} · {bilingual(row)}")


def _papers(m: Matter, spec: ActSpec) -> Iterable[Choice]:
    for p in m.papers:
        if spec.effect == "ask_review" and p.kind not in OPINIONS:
            continue
        yield Choice(str(p.no), f"{labels.paper(m.law, p.kind)} {p.number}")


def _people(m: Matter, spec: ActSpec) -> Iterable[Choice]:
    found = petitioners(m)
    if spec.key in OF_AUTHORITY:
        return [one for one in found if m.state.petitioners.get(int(one.value)) in CLAIMING]
    return found


_SOURCES = {
    "office": _offices, "offices": _offices, "officer": _officers, "procedure": _procedures, "ground": _grounds,
    "paper_issued": _papers, "petitioner": _people,
}  # fmt: skip
