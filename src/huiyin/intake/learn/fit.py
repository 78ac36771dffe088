"""Learning: the three scorers, and the layer that makes probabilities of them.

`plain` is a linear support vector machine on weighted runs; `ratio` and `present` look at the same runs through
how much more often a class has them than the others do (the naive Bayes log-count ratio of Wang and Manning,
2012), once with their weights and once as merely there. The layer on top is fitted on scores that each message
got from scorers that had not seen it, nor any message nearly like it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huiyin.intake.learn.features import Floats, Keys, Message, Vocabulary, counted, learn_vocabulary, views
from huiyin.intake.learn.model import Model, probabilities, standard

TOPIC_SHARE = 0.7
AT_LEAST = (4, 2)
"""In how many messages a run must occur: in the whole, in the title."""
C_PLAIN, C_RATIO, C_PRESENT = 2.0, 1.0, 0.5
LAYER = 300.0
"""How much all messages together count in the last layer beside its restraint: few are not restrained the more."""
FOLDS, SEED = 5, 1

Labels = NDArray[np.intp]
Read = list[tuple[tuple[Keys, Floats], tuple[Keys, Floats]]]


@dataclass(frozen=True)
class Scorers:
    """What is learned before the layer."""

    vocabularies: tuple[Vocabulary, ...]
    weights: Floats
    offsets: Floats


def read_all(messages: Sequence[Message]) -> Read:
    """The runs of every message in both views."""
    found = []
    for message in messages:
        whole, topic = views(message)
        found.append((counted(whole), counted(topic)))
    return found


def _matrix(vocabularies: Sequence[Vocabulary], read: Read) -> Any:
    """Messages as rows of a sparse matrix."""
    from scipy import sparse

    parts = []
    for n, vocabulary in enumerate(vocabularies):
        rows = [vocabulary.weigh(*one[n]) for one in read]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        data = np.concatenate([v for _, v in rows]) if rows else np.zeros(0, np.float32)
        places = np.concatenate([p for p, _ in rows]) if rows else np.zeros(0, np.intp)
        parts.append(sparse.csr_matrix((data, places, ends), shape=(len(rows), len(vocabulary.keys))))
    return sparse.hstack(parts).tocsr()


def fit_scorers(read: Read, y: Labels, classes: int) -> Scorers:
    """Vocabulary and weights from these messages alone."""
    vocabularies = (
        learn_vocabulary([one[0] for one in read], 1.0, AT_LEAST[0]),
        learn_vocabulary([one[1] for one in read], TOPIC_SHARE, AT_LEAST[1]),
    )
    x = _matrix(vocabularies, read)
    there = (x > 0).astype(np.float32)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        fitted = list(pool.map(lambda k: _one_class(x, there, y == k), range(classes)))
    rows = np.stack([np.stack(weights, axis=1) for weights, _ in fitted], axis=2)
    offsets = np.array([off for _, off in fitted], np.float32).T
    return Scorers(vocabularies, rows.reshape(len(rows), -1).astype(np.float32), offsets)


def _one_class(x: Any, there: Any, mine: NDArray[np.bool_]) -> tuple[list[Floats], list[float]]:
    """One class against the rest: for each run its weight in the three scorers and the square; the offsets."""
    from scipy import sparse

    plain, off_plain = _line(x, mine, C_PLAIN)
    ratio = _ratio(x, mine, 0.1)
    weighed, off_ratio = _line(x @ sparse.diags(ratio), mine, C_RATIO)
    seen = _ratio(there, mine, 0.5)
    rows = there @ sparse.diags(seen)
    size = np.sqrt(np.maximum(np.asarray(rows.multiply(rows).sum(axis=1)).ravel(), 1e-12))
    present, off_present = _line(sparse.diags((1 / size).astype(np.float32)) @ rows, mine, C_PRESENT)
    return [plain, weighed * ratio, present * seen, seen * seen], [off_plain, off_ratio, off_present]


def _ratio(x: Any, mine: NDArray[np.bool_], smooth: float) -> Floats:
    """How much more often this class has each run than the others do, as a logarithm."""
    inside = np.asarray(x[mine].sum(axis=0)).ravel()
    outside = np.asarray(x.sum(axis=0)).ravel() - inside + smooth
    inside = inside + smooth
    found: Floats = np.log((inside / inside.sum()) / (outside / outside.sum())).astype(np.float32)
    return found


def _line(x: Any, mine: NDArray[np.bool_], c: float) -> tuple[Floats, float]:
    from sklearn.svm import LinearSVC

    svm = LinearSVC(C=c, class_weight="balanced", tol=1e-2, random_state=SEED).fit(x, mine.astype(int))
    return svm.coef_[0].astype(np.float32), float(svm.intercept_[0])


def score_all(scorers: Scorers, read: Read, classes: int) -> Floats:
    """The scores of many messages: (message, scorer, class)."""
    x = _matrix(scorers.vocabularies, read)
    w = scorers.weights.reshape(-1, 4, classes)
    there = (x > 0).astype(np.float32)
    present = there @ w[:, 2] / np.sqrt(np.maximum(there @ w[:, 3], 1e-12))
    return np.stack([x @ w[:, 0], x @ w[:, 1], present], axis=1).astype(np.float32) + scorers.offsets


# ------------------------------------------------------------------ folds and the layer


def folds(
    y: Labels, groups: Sequence[str], seed: int = SEED
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Five parts with like shares of the classes; messages nearly alike always lie in the same part."""
    from sklearn.model_selection import StratifiedGroupKFold

    split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    return list(split.split(np.zeros(len(y)), y, np.asarray(groups)))


def unseen_scores(
    read: Read, y: Labels, groups: Sequence[str], classes: int, say: Callable[[int], None] = lambda n: None
) -> tuple[Floats, Labels]:
    """Each message's scores from scorers that had not seen its fold, and which fold it lay in."""
    scores = np.zeros((len(y), 3, classes), np.float32)
    fold = np.zeros(len(y), np.intp)
    for n, (learned, kept) in enumerate(folds(y, groups), 1):
        scorers = fit_scorers([read[i] for i in learned], y[learned], classes)
        scores[kept] = score_all(scorers, [read[i] for i in kept], classes)
        fold[kept] = n
        say(n)
    return scores, fold


def fit_layer(scores: Floats, y: Labels) -> tuple[Floats, Floats, Floats]:
    """The scale of each scorer, and the layer with its bias."""
    from sklearn.linear_model import LogisticRegression

    scale = scores.std(axis=(0, 2)).astype(np.float32)
    fitted = LogisticRegression(C=LAYER / len(y), max_iter=500).fit(standard(scores, scale), y)
    layer, bias = fitted.coef_.T, fitted.intercept_
    if layer.shape[1] == 1:  # two classes are learned as one line between them
        layer, bias = np.hstack([-layer / 2, layer / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    return scale, layer.astype(np.float32), bias.astype(np.float32)


def cross_checked(scores: Floats, y: Labels, fold: Labels) -> Floats:
    """Probabilities for each fold by a layer fitted on the others."""
    found = np.zeros((len(y), scores.shape[2]), np.float32)
    for n in np.unique(fold):
        scale, layer, bias = fit_layer(scores[fold != n], y[fold != n])
        found[fold == n] = probabilities(standard(scores[fold == n], scale), layer, bias)
    return found


def learn(
    messages: Sequence[Message],
    y: Labels,
    groups: Sequence[str],
    labels: Sequence[str],
    say: Callable[[int], None] = lambda n: None,
) -> tuple[Model, Floats]:
    """A model of all messages, and the probabilities each got while it was held out."""
    read = read_all(messages)
    scores, fold = unseen_scores(read, y, groups, len(labels), say)
    scale, layer, bias = fit_layer(scores, y)
    scorers = fit_scorers(read, y, len(labels))
    model = Model(tuple(labels), scorers.vocabularies, scorers.weights, scorers.offsets, scale, layer, bias)
    return model, cross_checked(scores, y, fold)
