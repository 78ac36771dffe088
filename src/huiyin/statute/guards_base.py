"""What guards share: their type, and how one says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType

from .law import Law
from .model import Act, Duty, Proceeding, Refused, State, World
from .rules import LeadIn, RuleError

Guard = Callable[[State, Act, Proceeding | None, Law, World], Refused | None]


def refusal(code: str, zh: str, en: str, provision: str = "") -> Refused:
    """A refusal: what is wrong, in both languages, and by which provision."""
    return Refused(code, zh, en, provision)


def wrong_item(found: LeadIn) -> Refused:
    """A procedure was named under an item of R22 31 that it does not belong to."""
    items = "、".join(item[3:-1] for item in found.items)
    return refusal(
        "procedure_path",
        f"程序“{found.title.zh}”属于第三十一条第{items}项，与所选途径不符。",
        f"The procedure '{found.title.en}' belongs to {found.item}, not to the path chosen.",
        "R22 31",
    )


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


def rule_title(law: Law, duty: Duty) -> tuple[str, str]:
    """What a duty is called, in Chinese and English: people are not told the keys of the rulebook."""
    try:
        title = law.book.rule(duty.rule, duty.start, law.place).title
    except RuleError:
        return duty.rule, duty.rule
    return title.zh, title.en


_COMMON = {"on": ("日期", "date"), "to": ("去向", "destination")}


def field_label(law: Law, act: str, key: str) -> tuple[str, str]:
    """What a field of an act is called, in Chinese and English."""
    spec = law.acts.get(act)
    found = next((f for f in spec.fields if f.key == key), None) if spec else None
    return (found.title.zh, found.title.en) if found else _COMMON.get(key, (key, key))


QUORUM = (2, 3)
"""Where nobody has said otherwise: two thirds of the members. A default of this system."""


def fraction(text: str) -> tuple[int, int]:
    """A quorum written as 2/3; the house default where none is written."""
    part, _, whole = text.partition("/")
    if part.isdigit() and whole.isdigit() and 0 < int(part) <= int(whole):
        return int(part), int(whole)
    return QUORUM
