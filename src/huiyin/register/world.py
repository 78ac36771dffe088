"""What the procedure must know of offices, answered from the tables of `offices`."""

from __future__ import annotations

from datetime import date

from huiyin.offices import selectors
from huiyin.offices.errors import UnknownOffice
from huiyin.offices.models import OfficeKind, RelationKind
from huiyin.offices.structure import structure
from huiyin.statute.guards_base import fraction

LITIGATION = "涉法涉诉协调"
"""The remit by which channels.yaml, too, finds where litigation goes (R22 22(2))."""


class OfficesWorld:
    """`statute.model.World` over the offices held in memory."""

    def exists(self, code: str, on: date) -> bool:
        """Whether there is such an office on that day."""
        one = structure().offices.get(code)
        return one is not None and one.open_on(on)

    def kind(self, code: str) -> str:
        """Kind of the office; empty for an unknown one."""
        one = structure().offices.get(code)
        return one.kind if one else ""

    def judicial(self, code: str) -> str:
        """A court or procuratorate, or another office that litigation goes to."""
        one = structure().offices.get(code)
        if one is None:
            return ""
        if one.kind in (OfficeKind.COURT, OfficeKind.PROCURATORATE):
            return "court"
        return "organ" if not one.petition_path or LITIGATION in one.remit else ""

    def may_answer(self, code: str) -> bool:
        """Whether it issues handling opinions in its own name."""
        one = structure().offices.get(code)
        return bool(one and one.may_issue_opinion)

    def handles_restricted(self, code: str, on: date) -> bool:
        """Whether an officer named for restricted matters works there on that day."""
        return bool(selectors.holders(code, "confidential", on))

    def under(self, code: str, on: date) -> frozenset[str]:
        """Every office below it along any relation."""
        try:
            return selectors.subordinates(code, on)
        except UnknownOffice:
            return frozenset()

    def home(self, code: str, on: date) -> frozenset[str]:
        """The committee and government directly above it in its place."""
        return frozenset(one.code for one in selectors.uppers(code, RelationKind.TERRITORY, on))

    def above(self, code: str, on: date) -> frozenset[str]:
        """Every office that leads it, however many steps away."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            lower = waiting.pop()
            uppers = {one.code for kind in LEADING for one in selectors.uppers(lower, kind, on)} - found
            found |= uppers
            waiting += uppers
        return frozenset(found)

    def discipline(self, code: str, on: date) -> str:
        """Who receives accusations against its people."""
        found = selectors.discipline_for(code, on)
        return found.code if found else ""

    def reviewers(self, code: str, on: date) -> frozenset[str]:
        """Where its opinions are taken for review."""
        return frozenset(one.code for one in selectors.reviewers(code, on))

    def seats(self, code: str, on: date) -> frozenset[str]:
        """Offices with a seat in the committee."""
        seated = selectors.seats(code, on)
        return frozenset(seat.member_office.code for seat in seated if seat.member_office)

    def quorum(self, code: str) -> tuple[int, int]:
        """The fraction that the committee's own row names, else a house default."""
        one = structure().offices.get(code)
        return fraction(one.quorum if one else "")


LEADING = (
    RelationKind.TERRITORY,
    RelationKind.LINE,
    RelationKind.PETITION_LINE,
    RelationKind.DISPATCHED_BY,
)
"""The relations along which an upper office decides for a lower one; to be reviewed there is not to be led."""

WORLD = OfficesWorld()
