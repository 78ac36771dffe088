"""What guards share: their type, and how one says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType

from .law import Law
from .model import Act, Proceeding, Refused, State, World

Guard = Callable[[State, Act, Proceeding | None, Law, World], Refused | None]


def refusal(code: str, zh: str, en: str, provision: str = "") -> Refused:
    """A refusal: what is wrong, in both languages, and by which provision."""
    return Refused(code, zh, en, provision)


def as_day(value: object) -> date | None:
    """A day written as 2026-03-16; None where it is none."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def guards_of(room: ModuleType) -> dict[str, Guard]:
    """Every guard written in a module, by name."""
    return {
        name: f
        for name, f in vars(room).items()
        if callable(f) and getattr(f, "__module__", "") == room.__name__ and not name.startswith("_")
    }
