"""From messages with their class to a model with its report and card."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from huiyin.intake.learn import alike, fit, measuring
from huiyin.intake.learn.features import Message, clean, counted, views
from huiyin.intake.learn.model import REST, Model

FEWEST = 20
"""Messages a class must have to be learned: four in each fold. A default of this house."""
UNLIKE = fit.FOLDS
"""Groups of messages unlike each other that a class must have: what lies in one fold only cannot be tried."""
_BIGGEST_FIELD = 10_000_000
_BROKEN = {"unexpected end of data": "a quotation mark is opened here and closed nowhere"}


class Unfit(Exception):
    """The messages given cannot be learned from; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Taught:
    """One message with the class that a person gave it."""

    message: Message
    label: str
    under: str = ""
    """Its class of the second level, where one was given."""
    group: str = ""
    """Messages of one group are never parted, nor are those nearly alike, whatever their groups."""


@dataclass(frozen=True)
class Lesson:
    """What is learned from, and what was left out."""

    taught: tuple[Taught, ...]
    groups: tuple[str, ...]
    labels: tuple[str, ...]
    empty: int
    repeated: int
    rare: dict[str, int]


def from_csv(path: Path, text: Sequence[str], label: Sequence[str], group: str = "") -> list[Taught]:
    """The rows of a table. Of two or more text columns the first is the title; `label`: one column a level."""
    found = []
    for row in _rows(path, (*text, *label, *([group] if group else []))):
        parts = [row[column] for column in text]
        topic = parts[0] if len(parts) > 1 else ""
        words = "\n".join(parts[1:] if len(parts) > 1 else parts)
        under = row[label[1]].strip() if len(label) > 1 else ""
        found.append(Taught(Message(topic, words), row[label[0]].strip(), under, row[group] if group else ""))
    return found


def _rows(path: Path, wanted: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every row by the names of its heading; what is no table is refused, with file and line."""
    csv.field_size_limit(_BIGGEST_FIELD)
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    have: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Unfit(f"{path}:{line}: {_BROKEN.get(str(error), error)}; nothing was learned") from None
        if not have:
            have = _heading(path, cells or [], wanted)
        elif cells is None:
            return
        elif cells and len(cells) != len(have):
            raise Unfit(
                f"{path}:{line}: {len(cells)} cells where the heading has {len(have)}; nothing was learned"
            )
        elif cells:
            yield dict(zip(have, cells, strict=True))


def _heading(path: Path, have: list[str], wanted: Sequence[str]) -> list[str]:
    """The names of the columns, each of those wanted exactly once; blanks around a name are none of it."""
    have = [name.strip() for name in have]
    for column in wanted:
        if have.count(column) != 1:
            many = "no column" if column not in have else "more than one column"
            raise Unfit(f"{path}: {many} {column!r}; there are {', '.join(have) or 'none'}")
    return have


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unfit(f"{path}: {error.strerror}") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit(f"{path}: neither UTF-8 nor GB 18030; save the table as UTF-8")


def lesson(given: Iterable[Taught]) -> Lesson:
    """Leave out what has no words or no class, what is word for word there already, and classes too rare."""
    kept: list[Taught] = []
    seen: set[tuple[str, str]] = set()
    empty = repeated = 0
    for one in given:
        words = (clean(one.message.topic), clean(one.message.detail))
        if not one.label or not any(words):
            empty += 1
        elif words in seen:
            repeated += 1
        else:
            seen.add(words)
            kept.append(one)
    many = Counter(one.label for one in kept)
    kept = [one for one in kept if many[one.label] >= FEWEST]
    groups = alike.groups([counted(views(one.message)[0]) for one in kept], [one.group for one in kept])
    learned = list(zip(kept, groups, strict=True))
    unlike = Counter(label for label, _group in {(one.label, group) for one, group in learned})
    labels = tuple(sorted(label for label, n in unlike.items() if n >= UNLIKE))
    if len(labels) < 2:
        raise Unfit(
            f"two classes of at least {FEWEST} different messages each are needed, {UNLIKE} of them unlike each other; "
            f"there are {', '.join(f'{k} ({n})' for k, n in many.most_common(8)) or 'none'}"
        )
    learned = [pair for pair in learned if pair[0].label in labels]
    return Lesson(
        tuple(one for one, _ in learned), tuple(group for _, group in learned), labels, empty, repeated,
        {label: n for label, n in sorted(many.items()) if label not in labels},
    )  # fmt: skip


def teach(
    what: Lesson, *, source: str, on: str, say: Callable[[int], None] = lambda n: None
) -> tuple[Model, dict[str, Any]]:
    """The model of both levels, and the report of how it did on messages it had not seen."""
    model, measured = _level(what, source=source, on=on, say=say)
    under: dict[str, Model] = {}
    for label in what.labels:
        try:
            below = lesson(_second_level(what.taught, label))
        except Unfit:
            continue  # too few of the second level: key words go on proposing it
        under[label], measured["under"][label] = _level(below, source=source, on=on)
    return replace(model, under=under), measured


def _second_level(taught: Iterable[Taught], label: str) -> list[Taught]:
    """The messages of one class with their class of the second level; what is too rare there is one rest."""
    mine = [one for one in taught if one.label == label and one.under]
    many = Counter(one.under for one in mine)
    return [replace(one, label=one.under if many[one.under] >= FEWEST else REST, under="") for one in mine]


def _level(
    what: Lesson, *, source: str, on: str, say: Callable[[int], None] = lambda n: None
) -> tuple[Model, dict[str, Any]]:
    y = np.array([what.labels.index(one.label) for one in what.taught])
    model, chances = fit.learn([one.message for one in what.taught], y, what.groups, what.labels, say)
    measured = {
        "learned_from": source, "learned_on": on, "folds": fit.FOLDS, **measuring.report(chances, y, what.labels),
        "left_out": {"without_words_or_class": what.empty, "word_for_word": what.repeated, "rare": what.rare},
        "groups": len(set(what.groups)), "runs": len(model.weights), "under": {},
    }  # fmt: skip
    about = {"learned_from": source, "learned_on": on, "macro_f1": measured["macro_f1"]}
    return replace(model, about=about), measured
