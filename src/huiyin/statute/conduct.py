"""What folding keeps of how a matter is conducted: who is competent, hearings, mediation, recusal, the simple way.

Plain data, changed only by `effects_competence` and `effects_conduct`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Competence:
    """R22 24(1): who accepts a point where several offices are concerned."""

    concerned: tuple[str, ...] = ()
    agreed: str = ""
    """The office that the offices concerned agreed on."""
    asked: int = 0
    """Number of the proceeding of the office above that was asked to decide."""
    decided: str = ""
    """The office that the office above decided on."""


@dataclass(slots=True)
class Hearing:
    """R22 31[6]: a hearing asked for, decided, announced, held, concluded, in one proceeding."""

    step: str = "asked"
    """asked, ordered, declined, announced, held or concluded."""
    day: date | None = None
    held_on: date | None = None
    concluded_on: date | None = None


@dataclass(slots=True)
class Conduct:
    """How one file is conducted."""

    passes: dict[int, int] = field(default_factory=dict)
    """How often each point was sent on to an office."""
    competence: dict[int, Competence] = field(default_factory=dict)
    """By the number of the point."""
    helping: dict[int, set[str]] = field(default_factory=dict)
    """Offices that help, by the number of the proceeding that they help in."""
    simple: set[int] = field(default_factory=set)
    """Points handled by the simple procedure."""
    on_paper: set[int] = field(default_factory=set)
    """Points whose petitioner wants a written answer."""
    mediating: dict[int, str] = field(default_factory=dict)
    """Kind of mediation under way, by proceeding."""
    hearings: dict[int, Hearing] = field(default_factory=dict)
    """By proceeding."""
    recusal_asked: dict[tuple[int, str], date] = field(default_factory=dict)
    """The day it was asked for, by proceeding and officer (empty: named only in words); gone once it is decided."""
    barred: set[str] = field(default_factory=set)
    """Officers who stand back from this file (R22 28(3))."""
    urgent_told: set[str] = field(default_factory=set)
    """Offices that were told of what is grave and urgent (R22 25)."""
