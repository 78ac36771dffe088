"""How good a model is: per class and on average, and whether its probabilities mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from huiyin.intake.learn.features import Floats
from huiyin.intake.learn.fit import Labels

STEPS = 15


def calibration_error(chances: Floats, y: Labels) -> float:
    """Expected calibration error: in 15 steps of the probability, how far it is from the share that was right."""
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == y
    step = np.minimum((sure * STEPS).astype(int), STEPS - 1)
    apart = [abs(float(sure[step == s].sum()) - int(right[step == s].sum())) for s in range(STEPS)]
    return sum(apart) / max(1, len(y))


def report(chances: Floats, y: Labels, labels: Sequence[str]) -> dict[str, Any]:
    """Macro-F1, accuracy, calibration error, and for each class how many, precision, recall, F1."""
    said = chances.argmax(axis=1)
    rows, f1s = [], []
    for k, label in enumerate(labels):
        hit, many, guessed = int(((said == k) & (y == k)).sum()), int((y == k).sum()), int((said == k).sum())
        precision, recall = hit / guessed if guessed else 0.0, hit / many if many else 0.0
        f1 = 2 * hit / (many + guessed) if many + guessed else 0.0
        f1s.append(f1)
        rows.append({"class": label, "messages": many, "precision": precision, "recall": recall, "f1": f1})
    return {
        "macro_f1": sum(f1s) / max(1, len(f1s)),
        "accuracy": float((said == y).mean()) if len(y) else 0.0,
        "calibration_error": calibration_error(chances, y),
        "messages": len(y),
        "classes": rows,
        "confused": _confused(said, y, labels),
    }


def _confused(said: Labels, y: Labels, labels: Sequence[str]) -> list[dict[str, Any]]:
    """The ten commonest mistakes."""
    pairs, times = np.unique(np.stack([y, said])[:, said != y], axis=1, return_counts=True)
    order = np.argsort(-times, kind="stable")[:10]
    return [
        {"is": labels[int(pairs[0, i])], "taken_for": labels[int(pairs[1, i])], "messages": int(times[i])}
        for i in order
    ]
