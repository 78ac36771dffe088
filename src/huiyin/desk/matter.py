"""A matter as one officer may read it: folded once, names masked where the petitioner asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.gate import Seat
from huiyin.register.access import INNER, MARKS, fetch, sees_names, visible_to
from huiyin.register.lines import law_for, line, state
from huiyin.register.models import Act, Attachment, Draft, Entry, File, Paper, Role
from huiyin.register.naming import revealing, without
from huiyin.register.world import WORLD
from huiyin.statute.authority import Doer, authority
from huiyin.statute.law import Law
from huiyin.statute.model import Act as Recorded
from huiyin.statute.model import Paper as IssuedPaper
from huiyin.statute.model import State
from huiyin.statute.procedure import OpenAct, open_acts


@dataclass(frozen=True)
class Matter:
    """A file at the desk of one officer."""

    file: File
    seat: Seat
    named: bool
    """Whether this office may know who the petitioner is."""

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
        a = self.seat.actor
        return Doer(a.kind, f"{a.kind}:{a.ref}", a.office or "", a.posts)

    @cached_property
    def open(self) -> list[OpenAct]:
        """What this officer may do now."""
        return open_acts(self.state, self.law, WORLD, self.seat.today, self.doer)

    @cached_property
    def roles(self) -> list[Role]:
        """The petitioners of this matter, each in a role."""
        return list(self.file.roles.select_related("petitioner", "principal"))

    @cached_property
    def names(self) -> Mapping[int, str]:
        """How each petitioner is called on this page."""
        return {r.no: self._name(r) for r in self.roles}

    def _name(self, role: Role) -> str:
        person = role.petitioner.person or {}
        if not self.named:
            return _("（应信访人要求保密）")
        return str(person.get("name") or _("未署名"))

    def said(self, text: str) -> str:
        """What was written, without the petitioners' names and numbers where they are withheld."""
        if self.named or not text:
            return text
        return without(text, (words for role in self.roles for words in revealing(role)))

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
            return act.office_id == self.seat.actor.office
        if act.kind not in MARKS:
            return True
        return self.seat.petition and act.codes.get("about") != self.seat.actor.office

    @cached_property
    def entries(self) -> list[Entry]:
        """Everything that came in on this matter, oldest first."""
        return list(
            self.file.entries.prefetch_related("outside_numbers", "attachments").order_by("received_on", "pk")
        )

    @cached_property
    def papers(self) -> list[Paper]:
        """The papers issued, without the inner sheets of other offices."""
        rows = Paper.objects.filter(file=self.file).select_related("act").order_by("no")
        return [p for p in rows if self.reads(p.kind, p.office_id)]

    def reads(self, kind: str, office: str) -> bool:
        """Inner sheets (approval, draft sheet) stay in the office that made them.

        What another office wrote to a petitioner is addressed by name: not for those who may not know it.
        """
        to = self.law.papers.get(kind, {}).get("to")
        theirs = to == "internal" or (to == "petitioner" and not self.named)
        return not theirs or office == self.seat.actor.office

    def may_serve(self, paper: IssuedPaper) -> bool:
        """Whether this officer proves its service: of the office that issued it, or, where the name is
        withheld from that office, of the one that sent it the matter."""
        a = self.seat.actor
        probe = Recorded(
            "serve", self.seat.today, self.file.last_seq + 1, a.office or "", f"{a.kind}:{a.ref}", paper.proceeding,
            paper=paper.no,
        )  # fmt: skip
        return self.named and authority(self.state, probe, self.law.acts["serve"], self.doer) is None

    @cached_property
    def drafts(self) -> list[Draft]:
        """Papers that this office is writing."""
        rows = Draft.objects.filter(file=self.file, office_id=self.seat.actor.office or "", issued=False)
        return list(rows.order_by("pk"))

    @cached_property
    def enclosed(self) -> dict[int, list[Attachment]]:
        """What was added with acts (scans of proofs, further material), by the act's row."""
        found: dict[int, list[Attachment]] = {}
        for row in Attachment.objects.filter(file=self.file, act__isnull=False).select_related("act"):
            if self.opens(row):
                found.setdefault(row.act_id or 0, []).append(row)
        return found

    def opens(self, row: Attachment) -> bool:
        """Whether this office may open a stored file. What others took in may show a withheld name."""
        return self.named or (row.act is not None and row.act.office_id == self.seat.actor.office)

    def number_of_linked(self, pk: int) -> str:
        """The number of another matter, to those who see it."""
        found = visible_to(self.seat.actor).filter(pk=pk).values_list("number", flat=True).first()
        return str(found) if found else _("另一件（本单位看不到）")

    def stage(self, no: int) -> str:
        """A proceeding in words: its kind and its office."""
        p = self.state.proceedings.get(no)
        if p is None:
            return ""
        return f"{labels.of(labels.STAGES, p.kind)}（{labels.office(p.office)}）"

    def request(self, no: int) -> str:
        """The words of a point."""
        return self.requests.get(no, "")

    @cached_property
    def requests(self) -> dict[int, str]:
        """The words of every point."""
        found: dict[int, Any] = dict(self.file.points.values_list("no", "request"))
        return {no: self.said(text or "") for no, text in found.items()}


def matter(seat: Seat, file_id: int, what: str = "file") -> Matter:
    """The matter, if this officer may see it; 404 else. Readings of restricted files are logged."""
    file = fetch(seat.actor, file_id, now=seat.now, what=what)
    return Matter(file, seat, sees_names(file, seat.actor))


def again(seat: Seat, file_id: int) -> Matter:
    """The matter as it stands now, within a request whose reading is on record already."""
    file = visible_to(seat.actor).select_related("matter").filter(pk=file_id).first()
    if file is None:
        raise Http404
    return Matter(file, seat, sees_names(file, seat.actor))
