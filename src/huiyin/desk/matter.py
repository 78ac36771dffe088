"""A matter as one officer may read it: folded once, names masked where the petitioner asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.gate import Seat
from huiyin.register.access import fetch, sees_names, visible_to
from huiyin.register.models import Attachment, Draft, Entry, Role
from huiyin.register.officers_view import OfficersView
from huiyin.statute.authority import authority
from huiyin.statute.model import Act as Recorded
from huiyin.statute.model import Paper as IssuedPaper


@dataclass(frozen=True)
class Matter(OfficersView):
    """A file at the desk of one officer."""

    seat: Seat

    @cached_property
    def names(self) -> Mapping[int, str]:
        """How each petitioner is called on this page."""
        return {r.no: self._name(r) for r in self.roles}

    def _name(self, role: Role) -> str:
        person = role.petitioner.person or {}
        if not self.named:
            return _("（应信访人要求保密）")
        return str(person.get("name") or _("未署名"))

    @cached_property
    def entries(self) -> list[Entry]:
        """Everything that came in on this matter, oldest first."""
        return list(
            self.file.entries.prefetch_related("outside_numbers", "attachments").order_by("received_on", "pk")
        )

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


def matter(seat: Seat, file_id: int, what: str = "file") -> Matter:
    """The matter, if this officer may see it; 404 else. Readings of restricted files are logged."""
    file = fetch(seat.actor, file_id, now=seat.now, what=what)
    return Matter(file, seat.actor, seat.today, sees_names(file, seat.actor), seat)


def again(seat: Seat, file_id: int) -> Matter:
    """The matter as it stands now, within a request whose reading is on record already."""
    file = visible_to(seat.actor).select_related("matter").filter(pk=file_id).first()
    if file is None:
        raise Http404
    return Matter(file, seat.actor, seat.today, sees_names(file, seat.actor), seat)
