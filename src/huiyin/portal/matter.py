"""A matter as one of its petitioners may see it: what happened, what is owed and by when, every paper.

Others who signed are other people: what they said, received, rated or took back stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy

from huiyin.offices.structure import structure
from huiyin.register import standing
from huiyin.register.petitioners_view import PetitionersView
from huiyin.register.world import WORLD
from huiyin.statute.guards_review import RUNNING
from huiyin.statute.model import Act, Duty, Paper, Refused, Window
from huiyin.statute.procedure import Doer, open_acts, why_not
from huiyin.web.words import bilingual

NEUTRAL_WORDS = {
    "registered": gettext_lazy("已登记"), "sent": gettext_lazy("已转到有关单位"),
    "answered": gettext_lazy("已有答复，请凭密码查看"),
}  # fmt: skip


@dataclass
class MatterView(PetitionersView):
    """A file, seen by one role on one day, in words."""

    def proof(self, one: Duty | Window) -> tuple[str, ...]:
        """The steps of the count of a duty or window, in the page's language."""
        return tuple(bilingual(step) for step in self.why(one))

    def bilingual(self, row: Mapping[str, str]) -> str:
        """A row of the rulebook in the language of the page."""
        return bilingual(row)

    # ---------------------------------------------------------- what may be done now

    @cached_property
    def open_kinds(self) -> frozenset[str]:
        """Acts that are open to this petitioner, before any form is filled in."""
        doer = Doer("petitioner", f"petitioner:{self.role.pk}")
        return frozenset(o.kind for o in open_acts(self.state, self.law, WORLD, self.today, doer))

    def place(self, kind: str) -> int:
        """The proceeding in which an act is open to this petitioner: the own review that is going on, else the latest.

        What another petitioner asked to have reviewed is that one's own. 0 for none.
        """
        doer = Doer("petitioner", f"petitioner:{self.role.pk}")
        here = {
            o.proceeding for o in open_acts(self.state, self.law, WORLD, self.today, doer) if o.kind == kind
        }
        reviews = {p.no: p.review for p in self.state.proceedings.values() if p.review}
        own = here & self.reviewed_in
        return max(own or here - reviews.keys(), default=0)

    @cached_property
    def reviewed_in(self) -> frozenset[int]:
        """Where a review is going on that this petitioner asked for."""
        return frozenset(
            p.no
            for p in self.state.proceedings.values()
            if p.review and p.review.applicant in self.numbers and p.review.stage in RUNNING
        )

    @property
    def may_ask_recusal(self) -> bool:
        """Whether somebody deals with the matter, or looks at it again, whom one could ask to stand back."""
        place = self.place("ask_recusal")
        return bool(place) and (self.state.phase == "open" or place in self.reviewed_in)

    def refused(self, kind: str, *, paper: int = 0, about: str = "") -> Refused | None:
        """Why this very act is not open to this petitioner now, or None."""
        spec = self.law.in_force(kind, self.today)
        if spec is None or "petitioner" not in spec.who:
            return Refused("unknown", "现在不能这样做。", "This cannot be done now.")
        act = Act(
            kind, self.today, self.file.last_seq + 1, by=f"petitioner:{self.role.pk}",
            petitioner=self.withdraws_for if kind in standing.WITHDRAWING else self.role.no,
            paper=paper, codes={"about": about} if about else {}, recorded=self.today,
        )  # fmt: skip
        return why_not(self.state, act, spec, self.law, WORLD, entry=True)

    @property
    def may_withdraw(self) -> bool:
        """Whether this role is one of those whose matter it is: a scribe or helper takes nothing back for them."""
        theirs = standing.claims(self.role) and not standing.may(self.role, self.state, "settle")
        return not theirs and self.withdraws_for in self.state.signers() and self.can("withdraw")

    def can(self, kind: str, *, paper: int = 0, about: str = "") -> bool:
        """Whether this very act is open."""
        return kind in self.open_kinds and self.refused(kind, paper=paper, about=about) is None

    @cached_property
    def to_confirm(self) -> list[Paper]:
        """Papers whose receipt may be confirmed."""
        return [p for p in self.papers if self.can("confirm_receipt", paper=p.no)]

    @cached_property
    def to_rate(self) -> list[str]:
        """Offices that dealt with it and are not yet rated by this petitioner, once there is something to rate."""
        if standing.claims(self.role):
            speaks = standing.may(self.role, self.state, "receive")
        else:
            speaks = self.role.no in self.state.signers() or self.role.role in ("agent", "guardian")
        told = any(p.kind != "receipt" for p in self.papers) or self.state.phase != "open"
        if not (speaks and told):
            return []
        codes = dict.fromkeys(p.office for p in self.state.proceedings.values())
        return [code for code in codes if self.can("rate", about=code)]

    def office(self, code: str) -> str:
        """Name of an office."""
        found = structure().offices.get(code)
        return found.name if found else code

    # ---------------------------------------------------------- points

    def points(self) -> Iterator[tuple[int, str, str]]:
        """Number, request and step of every point."""
        said = dict(self.file.points.values_list("no", "request"))
        for no, point in self.state.points.items():
            yield no, said.get(no, ""), bilingual(self.law.steps[point.step])
