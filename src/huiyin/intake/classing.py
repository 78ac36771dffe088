"""What is proposed for a message: class, purpose, what cannot wait. A person takes or changes it; nothing is decided.

Once an office has trained a model on its own register (`huiyin train --register`), the model proposes the class with a
calibrated probability; until then, and where the model cannot be read, key words of the rulebook do, without one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.intake import classes, signs
from huiyin.intake.learn.features import Message, views
from huiyin.intake.learn.model import Found, Model, Unreadable
from huiyin.intake.learn.store import Store
from huiyin.intake.learn.teaching import Taught
from huiyin.intake.signs import BETWEEN, Urgency
from huiyin.register import models
from huiyin.statute.loader import Rulebook

log = logging.getLogger("huiyin.classing")

FOLDER, PURPOSES = "classes", "purposes"
NOT_LEARNED = frozenset({"accusation", "unclear"})
"""Purposes that key words alone propose, and none at all."""
LEAST = 0.05
"""Classes less likely than this are not worth a line."""


@dataclass(frozen=True, slots=True)
class Likely:
    """One class that is proposed."""

    label: str
    """The Chinese words, both levels with a stroke between, as the form has them."""
    probability: float | None
    """None where key words propose: they were never measured against anything."""
    why: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        """The probability in whole per cent; never 100 for what may be wrong."""
        return None if self.probability is None else min(99, round(self.probability * 100))


@dataclass(frozen=True, slots=True)
class Proposed:
    """Everything that is proposed for one message."""

    classes: tuple[Likely, ...] = ()
    version: str = ""
    """Of the model; empty where the rulebook's key words propose."""
    trouble: str = ""
    """Why a model that lies there is not used."""
    purpose: Likely | None = None
    """Its label is the key of the purpose."""
    urgent: tuple[tuple[Urgency, tuple[str, ...]], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.classes or self.purpose or self.urgent)


def store(folder: str = FOLDER) -> Store:
    """Where this installation keeps its models of classes, or of purposes."""
    return Store(Path(settings.HUIYIN_VAR) / folder)


@lru_cache(maxsize=4)
def _loaded(folder: Path, version: str) -> Model:
    return Store(folder).load(version)


def propose(book: Rulebook, on: date, topic: str, detail: str) -> Proposed:
    """What the words point to; nothing where there are none: of emoji alone a model says what is commonest."""
    if not any(views(Message(topic, detail))):
        return Proposed()
    known = signs.signs(book)
    kept = store()
    version = trouble = ""
    found: tuple[Likely, ...] = ()
    try:
        if version := kept.current():
            model = _loaded(kept.folder, version)
            found = tuple(_with_second(known, one, topic, detail) for one in _likely(model, topic, detail))
    except Unreadable as error:
        version, trouble = "", str(error)
    if not version:
        best = signs.pointed_class(known, topic, detail)
        found = (Likely(best.key, None, best.why),) if best else ()
    open_now = _choosable(book, on)
    return Proposed(
        tuple(one for one in found if one.label in open_now), version, trouble, _purpose(known, topic, detail),
        tuple(signs.pressing(known, topic, detail, on)),
    )  # fmt: skip


def _purpose(known: signs.Signs, topic: str, detail: str) -> Likely | None:
    """What the office's own model says; key words where there is none, and always where they point to an accusation."""
    pointed = signs.pointed_purpose(known, f"{topic}\n{detail}")
    kept = store(PURPOSES)
    try:
        if not (pointed and pointed.key == "accusation") and (version := kept.current()):
            found = _loaded(kept.folder, version).classify(Message(topic, detail), others=0)
            return Likely(found.label, found.probability, found.why)
    except Unreadable as error:
        log.warning("the model of purposes cannot be read: %s", error)
    return Likely(pointed.key, None, pointed.why) if pointed else None


def _likely(model: Model, topic: str, detail: str) -> Iterator[Likely]:
    found: Found = model.classify(Message(topic, detail))
    yield Likely(found.label, found.probability, found.why)
    for label, chance in found.others:
        if chance >= LEAST:
            yield Likely(label, chance, ())


def _with_second(known: signs.Signs, one: Likely, topic: str, detail: str) -> Likely:
    """Where no second level was learned, the one that key words point to, if they do; the probability is of the first."""
    if BETWEEN in one.label:
        return one
    under = {k: v for k, v in known.classes.items() if k.startswith(f"{one.label}{BETWEEN}")}
    rows = signs.pointed(under, topic, detail)
    if not rows:
        return one
    return Likely(rows[0].key, one.probability, tuple(dict.fromkeys((*one.why, *rows[0].why))))


def _choosable(book: Rulebook, on: date) -> frozenset[str]:
    found = set()
    for first in classes.on(book, on):
        found.add(first.title.zh)
        found.update(f"{first.title.zh}{BETWEEN}{second.title.zh}" for second in first.second)
    return frozenset(found)


# ------------------------------------------------------------------ learning from the register


def allowed() -> bool:
    """Whether this installation lets its register be learned from."""
    return bool(settings.HUIYIN_LEARN_CLASSES)


def from_register() -> Iterator[Taught]:
    """Every matter that a person classed, with the words of its entries. Nothing restricted is ever read."""
    entries = (
        models.Entry.objects.filter(restricted=False, file__restricted=False)
        .exclude(file__matter__class1="")
        .select_related("file__matter")
        .order_by("pk")
    )
    for entry in entries.iterator(chunk_size=500):
        said = entry.words or {}
        matter = entry.file.matter
        yield Taught(
            Message(str(matter.title), str(said.get("text") or "")), matter.class1, matter.class2,
            f"file {entry.file_id}",
        )  # fmt: skip


def purposes_from_register() -> Iterator[Taught]:
    """Every matter whose requests have one purpose, with its words. Nothing restricted: accusations are not learned."""
    entries = (
        models.Entry.objects.filter(restricted=False, file__restricted=False)
        .select_related("file__matter")
        .prefetch_related("file__points")
        .order_by("pk")
    )
    for entry in entries.iterator(chunk_size=500):
        purposes = {p.purpose for p in entry.file.points.all()}
        if len(purposes) == 1 and not purposes & NOT_LEARNED:
            said = entry.words or {}
            words = Message(str(entry.file.matter.title), str(said.get("text") or ""))
            yield Taught(words, purposes.pop(), group=f"file {entry.file_id}")


def note(entry: models.Entry, proposed: Proposed, chosen: str) -> None:
    """Keep what was proposed beside what a person chose, where the setting allows: no words, and nobody's name."""
    from huiyin.intake.models import ClassChoice

    if not allowed() or entry.restricted or not chosen or not proposed.classes:
        return
    best = proposed.classes[0]
    ClassChoice.objects.create(
        entry=entry, proposed=best.label, version=proposed.version,
        per_mille=None if best.probability is None else round(best.probability * 1000), chosen=chosen,
    )  # fmt: skip


def forget_restricted(file: int) -> None:
    """What turned out to accuse somebody after it was registered is not kept either (R22 30(3))."""
    from huiyin.intake.models import ClassChoice

    ClassChoice.objects.filter(entry__file=file, entry__restricted=True).delete()
