"""What the procedure must know of offices on a day."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class World(Protocol):
    """Answered by the register from its tables, and by a file of acts from its first line."""

    def exists(self, code: str, on: date) -> bool:
        """Whether there is such an office on that day."""
        ...

    def kind(self, code: str) -> str:
        """Kind of the office: `petition`, `government`, `party`, `discipline`, `village`…"""
        ...

    def judicial(self, code: str) -> str:
        """`court` for court and procuratorate, `organ` for another political-legal organ (R22 22(2)), else empty."""
        ...

    def may_answer(self, code: str) -> bool:
        """Whether it can issue a handling opinion in its own name (not a petition office, section or village)."""
        ...

    def handles_restricted(self, code: str, on: date) -> bool:
        """Whether somebody there is named for restricted matters."""
        ...

    def under(self, code: str, on: date) -> frozenset[str]:
        """Every office below it along any relation."""
        ...

    def home(self, code: str, on: date) -> frozenset[str]:
        """The committee and government directly above it in its place: whose petition office it is."""
        ...

    def above(self, code: str, on: date) -> frozenset[str]:
        """Every office that leads it, by place, line or as the organ that sent it out, however many steps away."""
        ...

    def discipline(self, code: str, on: date) -> str:
        """Who receives accusations against its people, by who manages its cadres (R22 22(2)); empty if unknown."""
        ...

    def reviewers(self, code: str, on: date) -> frozenset[str]:
        """Where an opinion of this office is taken for review; several: the petitioner chooses (R22 35)."""
        ...

    def seats(self, code: str, on: date) -> frozenset[str]:
        """Offices that have a seat in a committee; empty where it is none, or its seats are not known."""
        ...

    def quorum(self, code: str) -> tuple[int, int]:
        """The part of a committee's members that must be present, as a fraction."""
        ...
