"""Beside a registration: the class, purpose, urgency, office and path that the words point to, taken with one key.

Whatever is proposed stands there with its words; nothing is filled in before the officer takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.desk import labels
from huiyin.desk.gate import Seat
from huiyin.desk.registering_draft import Registration
from huiyin.desk.registering_forms import BETWEEN, MOST_POINTS, class_choices
from huiyin.desk.registering_save import Done
from huiyin.intake import classing, routing
from huiyin.intake.routing import Competent
from huiyin.register.opening import NewPoint
from huiyin.statute import remedies
from huiyin.web.words import bilingual

TAKE = "take-"
OFFICES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be taken."""

    do: str
    """What the button sends where there is no script."""
    field: str
    value: str
    """Into which field a script puts which value."""
    words: str
    why: Sequence[str]
    percent: int | None = None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """What is proposed."""

    classes: Sequence[Line]
    purpose: Line | None
    urgent: Sequence[Line]
    offices: Sequence[Competent]
    paths: Sequence[tuple[str, Sequence[str]]]
    version: str
    trouble: str

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.classes or self.purpose or self.urgent or self.offices)


def panel(seat: Seat, values: Mapping[str, Any], wanted: Sequence[NewPoint]) -> Panel:
    """Everything the words of the form point to."""
    topic, detail = _said(values, wanted)
    found = classing.propose(seat.law.book, seat.today, topic, detail)
    chosen = str(values.get("class") or "")
    names = {c.value: c.label for c in class_choices(seat.law, seat.today)} if found.classes else {}
    lines = [
        Line(
            f"{TAKE}class-{c.label}",
            "class",
            c.label,
            names.get(c.label, c.label),
            c.why,
            c.percent,
            c.label == chosen,
        )
        for c in found.classes
    ]
    subject = chosen or (found.classes[0].label if found.classes else "")
    accused = any(p.purpose == "accusation" for p in wanted)
    offices = () if accused else routing.competent(
        seat.law.book, seat.today, subject, str(values.get("town") or ""), f"{topic}\n{detail}"
    )  # fmt: skip
    return Panel(
        lines, _purpose(found, values, wanted), _urgent(found, values), offices[:OFFICES],
        _paths(seat, subject, wanted, detail), found.version, found.trouble,
    )  # fmt: skip


def _said(values: Mapping[str, Any], wanted: Sequence[NewPoint]) -> tuple[str, str]:
    """The title, or the first request in its place; the words and the other requests."""
    requests = [p.request for p in wanted]
    topic = str(values.get("title") or (requests[0] if requests else ""))
    return topic, "\n".join([str(values.get("text") or ""), *requests[1:]])


def _purpose(found: classing.Proposed, values: Mapping[str, Any], wanted: Sequence[NewPoint]) -> Line | None:
    if found.purpose is None or not wanted:
        return None
    key = found.purpose.label
    return Line(
        f"{TAKE}purpose-{key}", f"r{_first_request(values)}-purpose", key, labels.of(labels.PURPOSES, key),
        found.purpose.why, found.purpose.percent, taken=wanted[0].purpose == key,
    )  # fmt: skip


def _first_request(values: Mapping[str, Any]) -> int:
    """The row of the first request that is written."""
    return next((n for n in range(1, MOST_POINTS + 1) if values.get(f"r{n}-text")), 1)


def _urgent(found: classing.Proposed, values: Mapping[str, Any]) -> list[Line]:
    ticked = bool(values.get("urgent"))
    return [
        Line(f"{TAKE}urgent", "urgent", "1", bilingual(one.words), why, taken=ticked)
        for one, why in found.urgent
    ]


def _paths(
    seat: Seat, subject: str, wanted: Sequence[NewPoint], detail: str
) -> list[tuple[str, Sequence[str]]]:
    """The lawful paths of the first request, with reasons; whoever screens it chooses (R22 29-31)."""
    if not wanted or wanted[0].purpose not in ("claim", "suggestion", "accusation"):
        return []
    facts = remedies.Facts(
        seat.today,
        wanted[0].purpose,
        text=f"{wanted[0].request}\n{detail}",
        class2=subject.partition(BETWEEN)[2],
    )
    rows: list[tuple[str, Sequence[str]]] = []
    for one in remedies.propose(facts, seat.law)[:2]:
        name = (
            labels.procedure(seat.law, one.procedure) if one.procedure else labels.of(labels.PATHS, one.path)
        )
        rows.append((name, [bilingual(r.words) for r in one.reasons]))
    return rows


def take(form: Registration, what: str) -> None:
    """Put what was taken into the form, as if it had been chosen there."""
    kind, _dash, value = what.partition("-")
    if kind == "class":
        form.typed["class"] = [value]
    elif kind == "purpose":
        first = next(
            (n for n in range(1, form.size.points + 1) if "".join(form.typed.get(f"r{n}-text", []))), 1
        )
        form.typed[f"r{first}-purpose"] = [value]
    elif kind == "urgent":
        form.typed["urgent"] = ["1"]


def note(seat: Seat, done: Done, values: Mapping[str, Any], wanted: Sequence[NewPoint]) -> None:
    """Keep what was proposed beside what was chosen, where the setting allows."""
    if not classing.allowed() or done.opened.again or done.joined:
        return
    proposed = classing.propose(seat.law.book, seat.today, *_said(values, wanted))
    classing.note(done.opened.entry, proposed, str(values.get("class") or ""))
