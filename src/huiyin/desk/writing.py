"""Writing a paper: the form of its parts, the values that the system writes, and what was typed as content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.matter import Matter
from huiyin.papers import drafting
from huiyin.papers.blocks import Document
from huiyin.papers.compose import compose
from huiyin.papers.content import is_needed
from huiyin.papers.kinds import Kind, Part, kind
from huiyin.register.lines import numbers
from huiyin.register.models import Draft
from huiyin.web.draw import number_of
from huiyin.web.fields import Bound, Choice, FieldSpec, bind
from huiyin.web.words import bilingual, day

OUTCOMES = frozenset({"outcome", "changed"})
"""Choices that have words in the language of the page; what is printed stays Chinese."""
_KINDS = {
    "text": "longtext",
    "office": "text",
    "date": "date",
    "days": "days",
    "list": "longtext",
    "choice": "choice",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together: the paper as a whole, or one point of it."""

    title: str
    request: str
    specs: tuple[FieldSpec, ...]


@dataclass(frozen=True)
class Writing:
    """A draft on the desk."""

    m: Matter
    draft: Draft

    @property
    def kind(self) -> Kind:
        """What kind of paper it is."""
        return kind(self.draft.kind)

    @property
    def content(self) -> Mapping[str, Any]:
        """What it says now."""
        return self.draft.content or {}

    @property
    def points(self) -> tuple[int, ...]:
        """The points it speaks of, in their order."""
        found = [int(p["no"]) for p in self.content.get("points", ())]
        return tuple(found) or numbers(self.draft.points)

    # ------------------------------------------------------------------ the form

    def groups(self, bound: Bound | None = None) -> list[Group]:
        """The form: first the paper as a whole, then point by point."""
        shown = {s.key: s for s in bound.specs} if bound else {}
        found = [Group("", "", tuple(shown.get(s.key, s) for s in self.whole()))] if self.whole() else []
        for no in self.points:
            specs = tuple(shown.get(s.key, s) for s in self.of_point(no))
            if specs:
                title = _("诉求%(no)s") % {"no": number_of(no - 1)}
                said = any(s.key == f"words-{no}" for s in specs)
                found.append(Group(title, "" if said else self.m.request(no), specs))
        return found

    def whole(self) -> list[FieldSpec]:
        """Fields of the paper as a whole."""
        parts = self.content.get("parts", {})
        return [
            self._field(p, p.key, parts.get(p.key))
            for p in self.kind.written
            if not p.per_point and p.kind != "points"
        ]

    def of_point(self, no: int) -> list[FieldSpec]:
        """Fields of one point: the request as the paper puts it, and the parts each point has."""
        said: Mapping[str, Any] = next((p for p in self.content.get("points", ()) if int(p["no"]) == no), {})
        found = []
        for p in self.kind.written:
            if p.kind == "points":
                label = bilingual(p.label)
                found.append(
                    FieldSpec(
                        f"words-{no}", "longtext", label, required=True, value=said.get("words", ""), rows=2,
                        private=self.m.file.restricted,
                    )
                )  # fmt: skip
            elif p.per_point:
                found.append(self._field(p, f"{p.key}-{no}", said.get(p.key)))
        return found

    def _field(self, p: Part, key: str, value: Any) -> FieldSpec:
        if p.kind == "list" and isinstance(value, list):
            value = "\n".join(value)
        choices = tuple(
            Choice(v, str(labels.choice(p.key, v)) if p.key in OUTCOMES else words)
            for v, words in p.choices.items()
        )
        return FieldSpec(
            key, _KINDS.get(p.kind, "longtext"), bilingual(p.label), bilingual(p.help) if p.help else "",
            required=p.required == "per_point" or is_needed(p, self.content), choices=choices, value=value, rows=4,
            private=self.m.file.restricted,
        )  # fmt: skip

    # ------------------------------------------------------------------ what was typed

    def read(self, data: QueryDict) -> Bound:
        """What came back. Nothing is required here: what is missing is listed, and a draft may be half done."""
        specs = [*self.whole(), *(s for no in self.points for s in self.of_point(no))]
        return bind([replace(s, required=False) for s in specs], data)

    def written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Typed values as the content of the paper has them."""
        whole = [p for p in self.kind.written if not p.per_point and p.kind != "points"]
        parts = {p.key: self._said(p, values.get(p.key)) for p in whole}
        each = [p for p in self.kind.written if p.per_point]
        points: list[dict[str, Any]] = []
        for no in self.points:
            point: dict[str, Any] = {"no": no}
            if values.get(f"words-{no}"):
                point["words"] = values[f"words-{no}"]
            point |= {p.key: v for p in each if (v := self._said(p, values.get(f"{p.key}-{no}"))) is not None}
            points.append(point)
        return {"parts": {k: v for k, v in parts.items() if v is not None}, "points": points}

    def _said(self, p: Part, value: Any) -> Any:
        if value in (None, ""):
            return None
        if p.kind == "list":
            return [line.strip() for line in str(value).splitlines() if line.strip()]
        return value.isoformat() if isinstance(value, date) else value

    # ------------------------------------------------------------------ what the system writes

    def computed(self) -> list[tuple[str, str]]:
        """Values that nobody types, as the paper will say them."""
        found = self.content.get("computed", {})
        return [
            (bilingual(p.label), _shown(p, found[p.key]))
            for p in self.kind.parts
            if p.computed and not p.per_point and p.key in found and _shown(p, found[p.key])
        ]

    def document(self, content: Mapping[str, Any] | None = None) -> Document:
        """The paper as it would print."""
        d = self.draft
        return compose(
            d.kind, drafting.plain(content or d.content), head=drafting.head(d.signboard, d.office_id), number=None,
            on=d.on, draft=True, extra_fonts=drafting.fonts().directory,
        )  # fmt: skip

    def as_typed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The content with what is being typed, without storing it."""
        d = self.draft
        words = (d.content or {}).get("_words", {})
        f = drafting.facts(
            d.file, d.kind, d.proceeding, numbers(d.points), on=d.on, by=self.m.seat.actor, intended=d.intended, words=words
        )  # fmt: skip
        return drafting.computed_content(f, self.kind, self.written(values))


def _shown(p: Part, value: Any) -> str:
    if p.form == "date" and isinstance(value, str):
        return day(date.fromisoformat(value))
    if p.form == "choice":
        return p.choices.get(str(value), str(value))
    if p.form == "flag":
        return labels.yes_no(value in (True, "yes"))
    if isinstance(value, list):
        return labels.many(
            (" ".join(map(str, v.values())) if isinstance(v, dict) else v for v in value), apart=True
        )
    return str(value)
