"""The values that the system writes into papers (paper_values.yaml), read off a file as it stands.

Each function is named after its value and gives it for one paper, or None where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from huiyin.offices.actor import Actor
from huiyin.offices.models import Officer
from huiyin.offices.structure import structure
from huiyin.papers.kinds import kind
from huiyin.register import models
from huiyin.register.access import KNOWS_NAMES
from huiyin.register.naming import revealing, without
from huiyin.statute.law import Law
from huiyin.statute.model import Act, Duty, Proceeding, State


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
    def hidden(self) -> bool:
        """Whether this paper is one of an office that the petitioner's name is withheld from (要求保密)."""
        if not self.file.matter.withheld:
            return False
        why = (
            models.Sight.objects.filter(file=self.file, office_id=self.office)
            .values_list("why", flat=True)
            .first()
        )
        return why not in KNOWS_NAMES

    @cached_property
    def masked(self) -> bool:
        """Whether names that the petitioner's own words hold are taken out: the writer, or the office it goes to,
        may not know them."""
        return self.hidden or (self.file.matter.withheld and kind(self.kind).to == "office")

    def said(self, text: str) -> str:
        """Words of the petitioner as this paper may repeat them."""
        if not self.masked:
            return text
        return without(text, (w for r in self.roles for w in revealing(r.petitioner.person, r.contact)))

    @cached_property
    def alone(self) -> int:
        """The one petitioner that the paper is for: the applicant of a review, or who is told something alone.

        What a review has changed stands for all signers, and goes to all.
        """
        if self.proceeding.review is not None and "change" not in self.intended.get("outcome", {}).values():
            return self.proceeding.review.applicant
        return int(self.intended.get("petitioner") or 0)

    @cached_property
    def named(self) -> list[models.Role]:
        """Those who speak for the others, else those whose matter it is; or whom the paper alone is for."""
        if kind(self.kind).to_untold:
            return [r for r in self.roles if r.no in self.untold]
        if self.alone:
            return [r for r in self.roles if r.no == self.alone]
        speakers = [r for r in self.roles if r.role == "representative"]
        return (
            speakers
            or [r for r in self.roles if r.role in ("self", "relative") and not self.state.only_claims(r.no)]
            or self.roles[:1]
        )

    @cached_property
    def untold(self) -> set[int]:
        """Petitioners whom this office told a day that a correction has moved since."""
        moved = self.state.untold.items()
        return {no for (_paper, no), u in moved if u.proceeding == self.proceeding.no}

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
        found = [
            p for p in self.state.papers.values() if p.kind == kind and p.proceeding == self.proceeding.no
        ]
        return models.Paper.objects.filter(file=self.file, no=found[-1].no).first() if found else None

    def words_of(self, seq: int) -> dict[str, Any]:
        """What was said in an act of this file."""
        row = models.Words.objects.filter(file=self.file, act__seq=seq).first()
        return dict(row.said or {}) if row else {}

    def duties(self, rule: str) -> list[Duty]:
        """Every duty of a rule in this proceeding, ended ones too."""
        return [
            d for d in self.state.duties.values() if d.rule == rule and d.proceeding == self.proceeding.no
        ]


Value = Callable[[Facts], Any]
VALUES: dict[str, Value] = {}


def value(f: Value) -> Value:
    """Enter a function under its name."""
    VALUES[f.__name__] = f
    return f


def iso(day: date | None) -> str | None:
    """A day as JSON has it."""
    return day.isoformat() if day else None


def officer_name(by: str) -> str:
    """The name of an officer that an act names as `officer:login`."""
    kind, _colon, ref = by.partition(":")
    found = Officer.objects.filter(login=ref).first() if kind == "officer" else None
    return found.name if found else ""


def person_name(role: models.Role) -> str:
    """A petitioner's name as printed; somebody without a name is 未具名."""
    return str((role.petitioner.person or {}).get("name") or _("未具名"))


# ------------------------------------------------------------------ whose hands a draft went through

HANDS = {"draft": "拟稿", "check": "核稿", "sign": "签发", "return_draft": "退回修改"}


def hands(file: models.File, s: State, draft: int | None) -> list[dict[str, str]]:
    """Who drafted, checked and signed a draft, when, and what they said."""
    acts = [a for a in s.acts if a.kind in HANDS and a.codes.get("draft") == draft]
    said = {
        w.act.seq: w.said or {}
        for w in models.Words.objects.filter(file=file, act__seq__in=[a.seq for a in acts]).select_related(
            "act"
        )
    }
    return [
        {"label": HANDS[a.kind], "words": str(said.get(a.seq, {}).get("reason", "" if a.kind == "draft" else "同意")),
         "name": officer_name(a.by), "on": a.on.isoformat()} for a in acts
    ]  # fmt: skip


# ------------------------------------------------------------------ one value for each point


def _reported(f: Facts, no: int) -> Act | None:
    """The act by which a point was put before those above, where it waits for their decision."""
    if f.state.points[no].step != "reported":
        return None
    found = [a for a in f.state.acts if a.kind == "report_up" and no in a.points]
    return found[-1] if found else None


def to_office(f: Facts, no: int) -> Any:
    """Where a point went."""
    if up := _reported(f, no):
        return f.office_name(up.to)
    p = f.state.proceedings[f.state.points[no].proceeding]
    return f.office_name(p.office)


def to_on(f: Facts, no: int) -> Any:
    """When it went there."""
    if up := _reported(f, no):
        return iso(up.on)
    return iso(f.state.proceedings[f.state.points[no].proceeding].received)


def to_how(f: Facts, no: int) -> Any:
    """How it went there."""
    if _reported(f, no):
        return "report"
    how = f.state.proceedings[f.state.points[no].proceeding].how
    return how if how in ("transfer", "assign") else "keep"


def decided_outcome(f: Facts, no: int) -> Any:
    """What became of it."""
    point = f.state.points[no]
    return point.outcome or {"led_in": "led_in", "result": "led_in", "replied": "answered"}.get(
        point.step, point.step
    )


def execution_standing(f: Facts, no: int) -> Any:
    """Where nobody wrote it: whether a supported point has been carried out, or by when it has to be."""
    point = f.state.points[no]
    if point.outcome != "support":
        return None
    if point.carried_on:
        return f"已于{_day(point.carried_on)}落实"
    return f"约定最迟{_day(point.execution_due)}落实，尚未落实" if point.execution_due else "尚未落实"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def point_path(f: Facts, no: int) -> Any:
    """By which path a point goes."""
    found = f.state.points[no].path
    return found if found not in ("", "none") else None


EACH: dict[str, Callable[[Facts, int], Any]] = {
    "to_office": to_office, "to_on": to_on, "to_how": to_how, "decided_outcome": decided_outcome,
    "execution_standing": execution_standing, "point_path": point_path,
}  # fmt: skip
