"""The words that speak for a class: the stretches of the message whose runs of characters weighed most.

Each run's say is spread over its characters, wherever it stands. A word begins at a character that says much and
reaches as far as its neighbours say something.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from huiyin.intake.learn.features import LONGEST_RUN, Floats, Keys, runs

MOST_WORDS, LONGEST = 5, 8
HOT, WARM = 0.35, 0.12
"""Shares of what the character that says most says: a word has one above the first, and none below the second."""
EDGES = "的了着过在是有个和与及也都就被把给们这那我你他她它吗呢吧啊请问"
"""Characters that no word of content begins or ends with; a stretch is cut back to what is between."""
_WORD = re.compile(r"\w{2,}")


def heat(text: str, keys: Keys, said: Floats) -> NDArray[np.float64]:
    """How much each character of the text says; `keys` are sorted, and `said` is theirs."""
    found = np.zeros(len(text.encode("utf-16-le", "surrogatepass")) // 2)
    if not len(keys) or not len(text):
        return found
    every = runs(text)
    places = np.minimum(np.searchsorted(keys, every), len(keys) - 1)
    says = np.where(keys[places] == every, said[places], 0.0)
    start = 0
    for n in range(1, LONGEST_RUN + 1):
        many = max(0, len(found) - n + 1)
        part = says[start : start + many] / n
        for shift in range(n):
            found[shift : shift + many] += part
        start += many
    return found


def speaking(text: str, hot: NDArray[np.float64]) -> tuple[str, ...]:
    """At most five stretches of the text, the one that says most first."""
    if len(hot) != len(text):
        return ()  # characters beyond the first plane: rare, and no place would fit
    most = hot.max(initial=0.0)
    if most <= 0:
        return ()
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (hot > WARM * most).view(np.int8), [0]])))
    best: dict[str, float] = {}
    for start, end in edges.reshape(-1, 2).tolist():
        if hot[start:end].max() < HOT * most:
            continue
        for part in _WORD.finditer(text, start, end):
            word = part[0].strip(EDGES)
            if len(word) > 1:
                at = part.start() + part[0].index(word)
                _keep(best, word, hot[at : at + len(word)])
    chosen: list[str] = []
    for word in sorted(best, key=lambda w: -best[w]):
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen[:MOST_WORDS]) or _one(text, hot)


def _one(text: str, hot: NDArray[np.float64]) -> tuple[str, ...]:
    """Where no stretch is a word: the two neighbours that say most together."""
    pairs = [(float(hot[n] + hot[n + 1]), text[n : n + 2]) for n in range(len(text) - 1)]
    words = [(weight, pair) for weight, pair in pairs if _WORD.fullmatch(pair) and weight > 0]
    return (max(words)[1],) if words else ()


def _keep(best: dict[str, float], word: str, hot: NDArray[np.float64]) -> None:
    """A word with its weight; of a long one the eight characters that say most."""
    if len(word) > LONGEST:
        sums = np.convolve(hot, np.ones(LONGEST), "valid")
        at = int(sums.argmax())
        word, hot = word[at : at + LONGEST], hot[at : at + LONGEST]
    best[word] = max(float(hot.sum()), best.get(word, 0.0))
