"""A stored duty or window as machines read it: the days, the provision, and why, from the stored proof."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from huiyin.api.law import said
from huiyin.offices.structure import structure
from huiyin.register.lines import numbers
from huiyin.register.models import Duty, Window
from huiyin.statute.explain import title_of
from huiyin.statute.law import Law
from huiyin.statute.model import Duty as Owed
from huiyin.statute.model import Window as Own
from huiyin.statute.reading import Words
from huiyin.statute.rules import CERTAINTY_WORDS


def office(code: str) -> dict[str, str]:
    """An office by code and name."""
    one = structure().offices.get(code)
    return {"code": code, "name": one.name if one else code}


def period(law: Law, row: Duty | Window | Owed | Own, why: Iterable[Any]) -> dict[str, Any]:
    """What every counted time says of itself."""
    return {
        "rule": row.rule, "title": said(title_of(law, row.rule, row.start)), "from": row.start,
        "provision": row.provision, "certainty": row.certainty,
        "certainty_words": said(CERTAINTY_WORDS.get(row.certainty, Words(row.certainty, row.certainty))),
        "provisional": row.provisional, "why": [{"zh": step[0], "en": step[1]} for step in why],
    }  # fmt: skip


def duty(law: Law, row: Duty, now: Owed | None, today: date) -> dict[str, Any]:
    """What an office owes, as stored; how it stands is said by the state of the file."""
    return {
        **period(law, row, row.proof), "kind": row.kind, "office": office(row.office_id), "proceeding": row.proceeding,
        "points": list(numbers(row.over)) if row.rule != "serve" else [], "paper": row.paper or None,
        "nominal_due": row.nominal, "due": row.due, "state": now.stands(today) if now else "open",
        "ended_on": now.ended_on if now else None, "late": now.late(today) if now else bool(row.due and row.due < today),
    }  # fmt: skip


def window(law: Law, row: Window) -> dict[str, Any]:
    """A petitioner's own time, as stored."""
    return {
        **period(law, row, row.proof), "petitioner": row.petitioner, "paper": row.paper, "nominal_end": row.nominal,
        "end": row.end,
    }  # fmt: skip
