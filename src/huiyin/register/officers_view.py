"""A file as one officer may read it: folded once, without what this office is not shown. Every door reads by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from huiyin.offices.actor import Actor
from huiyin.offices.structure import structure
from huiyin.register.access import INNER, MARKS
from huiyin.register.lines import law_for, line, state
from huiyin.register.models import Act, Duty, File, OpenDuty, Paper, Role, Window
from huiyin.register.naming import revealing, without
from huiyin.register.world import WORLD
from huiyin.statute.authority import Doer
from huiyin.statute.law import Law
from huiyin.statute.model import Act as Recorded
from huiyin.statute.model import Refused, State
from huiyin.statute.openness import ShutAct, shut_acts, why_shut
from huiyin.statute.procedure import OpenAct, open_acts


@dataclass(frozen=True)
class OfficersView:
    """A file, read by one actor in one office on one day."""

    file: File
    actor: Actor
    today: date
    named: bool
    """Whether this office may know who the petitioner is."""

    @property
    def petition(self) -> bool:
        """Whether the office is a petition department."""
        office = structure().offices.get(self.actor.office or "")
        return office is not None and office.petition

    @cached_property
    def law(self) -> Law:
        """The rulebook in force for this file."""
        return law_for(self.file)[0]

    @cached_property
    def state(self) -> State:
        """The file as its acts make it."""
        return state(self.file, list(self.line))

    @cached_property
    def line(self) -> list[Recorded]:
        """The acts as the procedure folds them."""
        return line(self.file.pk)

    @cached_property
    def doer(self) -> Doer:
        """The officer as the procedure knows actors."""
        a = self.actor
        return Doer(a.kind, f"{a.kind}:{a.ref}", a.office or "", a.posts)

    @cached_property
    def open(self) -> list[OpenAct]:
        """What this officer may do now."""
        return open_acts(self.state, self.law, WORLD, self.today, self.doer)

    @cached_property
    def shut(self) -> list[ShutAct]:
        """What is this officer's to do here and not open yet, each with the reason."""
        return shut_acts(self.state, self.law, WORLD, self.today, self.doer)

    def why_shut(self, kind: str, proceeding: int) -> Refused | None:
        """Why an act is not open there, as far as that can be said before its form is filled in."""
        spec, p = self.law.acts[kind], self.state.proceedings.get(proceeding)
        return why_shut(self.state, spec, p, self.law, WORLD, self.today, self.doer)

    @cached_property
    def roles(self) -> list[Role]:
        """The petitioners of this matter, each in a role."""
        return list(self.file.roles.select_related("petitioner", "principal"))

    def said(self, text: str) -> str:
        """What was written, without the petitioners' names and numbers where they are withheld."""
        if self.named or not text:
            return text
        revealed = (w for r in self.roles for w in revealing(r.petitioner.person, r.contact))
        return without(text, revealed)

    @cached_property
    def title(self) -> str:
        """What the matter is called in lists."""
        return self.said(self.file.matter.title) or self.file.number

    @cached_property
    def acts(self) -> list[Act]:
        """The line as stored, without what this office is not shown."""
        rows = Act.objects.filter(file=self.file).select_related("words").order_by("on", "seq")
        return [row for row in rows if self.shows(row)]

    def shows(self, act: Act) -> bool:
        """Drafts and what was said of them stay in their office; marks go to petition offices only.

        R22 21(2): whoever is judged must not be able to ask who judged him, so a mark is never shown to the
        office that it is about.
        """
        if act.kind in INNER:
            return act.office_id == self.actor.office
        if act.kind not in MARKS:
            return True
        return self.petition and act.codes.get("about") != self.actor.office

    @cached_property
    def papers(self) -> list[Paper]:
        """The papers issued, without the inner sheets of other offices."""
        rows = Paper.objects.filter(file=self.file).select_related("act").order_by("no")
        return [p for p in rows if self.reads(p)]

    def reads(self, paper: Paper) -> bool:
        """Inner sheets (approval, draft sheet) stay in the office that made them; a request for review that a
        counter took down is that counter's too, for the applicant to check and sign.

        What another office wrote to a petitioner is addressed by name: not for those who may not know it.
        """
        to = self.law.papers.get(paper.kind, {}).get("to")
        if to == "internal":
            return self.actor.office in (paper.office_id, paper.act.office_id)
        return to != "petitioner" or self.named or paper.office_id == self.actor.office

    def request(self, no: int) -> str:
        """The words of a point."""
        return self.requests.get(no, "")

    @cached_property
    def requests(self) -> dict[int, str]:
        """The words of every point."""
        found: dict[int, Any] = dict(self.file.points.values_list("no", "request"))
        return {no: self.said(text or "") for no, text in found.items()}

    @cached_property
    def open_duties(self) -> list[OpenDuty]:
        """What is owed now, each with its stored duty."""
        return list(OpenDuty.objects.filter(file=self.file).select_related("duty"))

    @cached_property
    def duties(self) -> list[Duty]:
        """Everything that was ever owed and still stands in the line, as stored: by key the state says how it ended."""
        rows = Duty.objects.filter(file=self.file).order_by("pk")
        return [row for row in rows if row.key in self.state.duties]

    @cached_property
    def windows(self) -> list[Window]:
        """Petitioners' own periods, as stored. There is none before a proof of service."""
        rows = {w.key: w for w in Window.objects.filter(file=self.file)}
        return [rows[key] for key in self.state.windows if key in rows]
