"""A learned model: how a message is scored, why, and how it lies on disk.

Three linear scorers look at the same runs of characters; one small linear layer on top makes of their scores
probabilities that mean what they say. Under a class of the first level may lie a model of the same make for the classes
of the second. On disk: numbers in an .npz that is read without pickle, everything else
in a .json that names the digest of the numbers. Loading a model therefore runs no code of whoever made it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.intake.learn import BETWEEN
from huiyin.intake.learn.features import Floats, Keys, Message, Vocabulary, views
from huiyin.intake.learn.why import MOST_WORDS, heat, speaking

FORMAT = 2
REST = "*"
"""Of the second level what is too rare to be told apart: an answer that names the first level only."""
VIEWS = ("all", "topic")
SCORERS = ("plain", "ratio", "present")
NUMBERS, WORDS = "model.npz", "model.json"
_UNDER = "under-{:02d}"


class Unreadable(Exception):
    """What lies there is no model, is of another format, or is not what was written."""


@dataclass(frozen=True)
class Found:
    """The class a message most likely has, how sure that is, and the words that speak for it."""

    label: str
    probability: float
    why: tuple[str, ...]
    others: tuple[tuple[str, float], ...]
    """The next best, with their probabilities."""


@dataclass(frozen=True)
class Model:
    """Vocabularies of both views, the weights of every run, and the layer that makes probabilities."""

    labels: tuple[str, ...]
    vocabularies: tuple[Vocabulary, ...]
    weights: Floats
    """A row for each run of all views one after the other; in it, for every class, the weight in `plain`, in
    `ratio`, in `present`, and the square by which `present` is brought to length one."""
    offsets: Floats
    """What each class has in each scorer before any word."""
    scale: Floats
    """By what each scorer's numbers are divided."""
    layer: Floats
    bias: Floats
    about: Mapping[str, Any] = field(default_factory=dict)
    under: Mapping[str, Model] = field(default_factory=dict)
    """By classes of the first level: what tells their second level apart."""

    @cached_property
    def keys(self) -> Keys:
        """The runs of all views one after the other, as the rows of the weights are."""
        return np.concatenate([v.keys for v in self.vocabularies])

    def scores(self, texts: Sequence[str]) -> tuple[Floats, NDArray[np.intp], Floats]:
        """The scores of all classes by all scorers; with the runs found, and each run's say for each class."""
        places, values = _read(self.vocabularies, texts)
        rows = self.weights[places].reshape(len(places), 4, len(self.labels))
        tfidf = np.tensordot(values, rows[:, :2], axes=(0, 0))
        sums = rows[:, 2:].sum(axis=0)
        present = sums[0] / np.sqrt(np.maximum(sums[1], 1e-12))
        got = np.vstack([tfidf, present[None]]) + self.offsets
        said = values[:, None] * rows[:, 1]
        return got.astype(np.float32), places, said

    def classify(self, message: Message, *, others: int = 2) -> Found:
        """The most likely class, of both levels where they were learned, with its probability and reasons."""
        found = self._level(message, others)
        if not self.under:
            return found
        said: dict[str, tuple[str, ...]] = {}
        chances: dict[str, float] = {}
        for label, chance in ((found.label, found.probability), *found.others):
            below = self.under[label]._level(message, others) if label in self.under else None
            rows = ((below.label, below.probability), *below.others) if below else ((REST, 1.0),)
            for second, share in rows:
                name = label if second == REST else f"{label}{BETWEEN}{second}"
                chances[name] = chance * share
            if below and label == found.label and below.label != REST:
                said[f"{label}{BETWEEN}{below.label}"] = tuple(dict.fromkeys((*found.why, *below.why)))[
                    :MOST_WORDS
                ]
        order = sorted(chances, key=lambda name: -chances[name])
        return Found(
            order[0], chances[order[0]], said.get(order[0], found.why),
            tuple((name, chances[name]) for name in order[1 : 1 + others]),
        )  # fmt: skip

    def _level(self, message: Message, others: int) -> Found:
        """The most likely class of this level alone."""
        texts = views(message)
        got, places, said = self.scores(texts)
        chance = probabilities(standard(got[None], self.scale), self.layer, self.bias)[0]
        order = np.argsort(-chance)
        best = int(order[0])
        against = (said.sum(axis=1) - said[:, best]) / max(1, len(self.labels) - 1)
        return Found(
            self.labels[best], float(chance[best]), self._why(texts, places, said[:, best] - against),
            tuple((self.labels[i], float(chance[i])) for i in order[1 : 1 + others]),
        )  # fmt: skip

    def _why(self, texts: tuple[str, str], places: NDArray[np.intp], said: Floats) -> tuple[str, ...]:
        whole, topic = texts
        first = places < len(self.vocabularies[0].keys)
        hot = heat(whole, self.keys[places[first]], said[first])
        above = heat(topic, self.keys[places[~first]], said[~first])
        hot[: len(above)] += above  # the whole begins with the title
        return speaking(whole, hot)


def _read(vocabularies: Sequence[Vocabulary], texts: Sequence[str]) -> tuple[NDArray[np.intp], Floats]:
    """The rows of a message's runs in all views, and their values."""
    places, values, before = [], [], 0
    for vocabulary, text in zip(vocabularies, texts, strict=True):
        where, value = vocabulary.read(text)
        places.append(where + before)
        values.append(value)
        before += len(vocabulary.keys)
    return np.concatenate(places), np.concatenate(values)


def standard(scores: Floats, scale: Floats) -> Floats:
    """Scores of many messages (message, scorer, class) as one row each: around nought, of like spread."""
    centred = scores - scores.mean(axis=2, keepdims=True)
    rows: Floats = (centred / scale[None, :, None]).reshape(len(scores), -1).astype(np.float32)
    return rows


def probabilities(rows: Floats, layer: Floats, bias: Floats) -> Floats:
    """Softmax of the last layer."""
    z = rows @ layer + bias
    z = np.exp(z - z.max(axis=1, keepdims=True))
    chances: Floats = (z / z.sum(axis=1, keepdims=True)).astype(np.float32)
    return chances


# ------------------------------------------------------------------ on disk


def write(model: Model, folder: Path) -> None:
    """The numbers, then what says what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {
        "weights": model.weights.astype(np.float16), "offsets": model.offsets, "scale": model.scale,
        "layer": model.layer, "bias": model.bias,
    }  # fmt: skip
    for name, v in zip(VIEWS, model.vocabularies, strict=True):
        arrays[f"{name}_keys"], arrays[f"{name}_idf"] = v.keys, v.idf
    with (folder / NUMBERS).open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # every value is an array
    said = {
        "format": FORMAT, "labels": list(model.labels), "shares": [v.share for v in model.vocabularies],
        "sha256": _digest(folder / NUMBERS), "about": dict(model.about), "under": list(model.under),
    }  # fmt: skip
    for no, below in enumerate(model.under.values()):
        write(below, folder / _UNDER.format(no))
    (folder / WORDS).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Model:
    """The model that lies there; refused where a file is missing, of another format, or altered."""
    try:
        said = json.loads((folder / WORDS).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise Unreadable(
                f"{folder / WORDS}: format {said['format']}, this version reads {FORMAT}; train again"
            )
        if _digest(folder / NUMBERS) != said["sha256"]:
            raise Unreadable(f"{folder / NUMBERS}: not what {WORDS} names; train again or roll back")
        with np.load(folder / NUMBERS, allow_pickle=False) as n:
            vocabularies = tuple(
                Vocabulary(n[f"{v}_keys"], n[f"{v}_idf"], float(share))
                for v, share in zip(VIEWS, said["shares"], strict=True)
            )
            model = Model(
                tuple(said["labels"]), vocabularies, n["weights"].astype(np.float32), n["offsets"], n["scale"],
                n["layer"], n["bias"], said["about"],
                {label: read(folder / _UNDER.format(no)) for no, label in enumerate(said["under"])},
            )  # fmt: skip
    except FileNotFoundError as missing:
        raise Unreadable(f"no model here: {missing.filename} is missing") from None
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise Unreadable(f"{folder}: {error}") from None
    if len(model.weights) != sum(len(v.keys) for v in model.vocabularies):
        raise Unreadable(f"{folder}: as many rows of weights as runs are needed")
    return model


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
