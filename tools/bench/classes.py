"""Classes of content, learned and asked: macro-F1, calibration error, milliseconds a message.

Needs labelled messages that are no part of this repository: `att2_dev.csv` in the folder HUIYIN_BENCH names; without
it nothing is measured. Each fold is learned from the other four with everything that learning chooses (vocabulary,
weights, calibration) and asked afterwards; messages of one group are never parted, exact duplicates are dropped.
"""

from __future__ import annotations

import csv
import os
import statistics
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from huiyin import clock
from huiyin.intake.learn import fit, measuring
from huiyin.intake.learn.features import Message
from huiyin.intake.learn.model import Model
from tools.bench.figures import Figure, spread

FILE = "att2_dev.csv"
SEED = 2026


def measure(full: bool) -> list[Figure]:
    """All five folds (quick: the first)."""
    path = Path(os.environ.get("HUIYIN_BENCH", "")) / FILE
    if not os.environ.get("HUIYIN_BENCH") or not path.is_file():
        return []
    messages, y, groups, labels = read(path)
    chances, truth, times = [], [], []
    for learned, kept in fit.folds(y, groups, SEED)[: None if full else 1]:
        model, _own = fit.learn(
            [messages[i] for i in learned], y[learned], [groups[i] for i in learned], labels
        )
        got, took = ask(model, [messages[i] for i in kept])
        chances.append(got)
        truth.append(y[kept])
        times += took
    right = np.concatenate(truth)
    found = measuring.report(np.concatenate(chances), right, labels)
    how = f"{len(right)} messages of {FILE}, each asked of a model that had not seen its fold, {'five folds' if full else 'one fold'}"
    more = {"accuracy": round(found["accuracy"], 4)}
    return [
        Figure("classes, macro-F1", found["macro_f1"], "", 0.92, True, how=how, more=more),
        Figure("classes, calibration error", found["calibration_error"], "", 0.03, how=how),
        Figure(
            "class of one message, with its words", statistics.median(times) * 1000, "ms", 1.0,
            how="intake.learn.model.Model.classify, median", more=spread(times),
        ),
    ]  # fmt: skip


def read(path: Path) -> tuple[list[Message], fit.Labels, list[str], list[str]]:
    """Messages, classes as numbers, groups, and the classes by name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["is_exact_dup"] != "True"]
    labels = sorted({row["label"] for row in rows})
    y = np.array([labels.index(row["label"]) for row in rows])
    messages = [Message(row["topic"], row["detail"]) for row in rows]
    return messages, y, [row["near_dup_group"] for row in rows], labels


def ask(model: Model, messages: Sequence[Message]) -> tuple[np.ndarray, list[float]]:
    """The probabilities of every class for each message, and how long each took."""
    found, times = np.zeros((len(messages), len(model.labels)), np.float32), []
    for n, message in enumerate(messages):
        started = clock.stopwatch()
        answer = model.classify(message, others=len(model.labels))
        times.append(clock.stopwatch() - started)
        for label, chance in ((answer.label, answer.probability), *answer.others):
            found[n, model.labels.index(label)] = chance
    return found, times
