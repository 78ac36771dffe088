"""Scanned letters read by the extra [ocr]: characters right, and seconds a page, upright and turned.

The letters are set in three fonts and five sizes, askew, with noise, and lie in all four ways.
"""

from __future__ import annotations

import statistics

from huiyin.intake import recognition
from tests.support import letters
from tests.support.letters import FACES, FORMAL, LETTER, SHORT, Look
from tools.bench.figures import Figure, seconds, spread

SIZES = (24, 28, 32, 38, 46)
NOISES = (0.0, 12.0, 24.0, 36.0)
TURNS = (0, 90, 180, 270)
TEXTS = (LETTER, SHORT, FORMAL)


def measure(full: bool) -> list[Figure]:
    """Twenty letters (quick: twelve); nothing where the extra is not installed."""
    if not recognition.available():
        return []
    looks = [
        Look(
            FACES[n % 3],
            SIZES[n % 5],
            askew=(n % 7 - 3) * 0.4,
            noise=NOISES[n % 4],
            turn=TURNS[n % 4 if n >= 8 else 0],
            seed=n,
        )
        for n in range(20 if full else 12)
    ]
    recognition.read(letters.as_jpeg(letters.drawn(SHORT)))  # loads the models
    times: list[float] = []
    right: dict[str, list[float]] = {"upright": [], "turned": []}
    for n, look in enumerate(looks):
        text = TEXTS[n // 3 % len(TEXTS)]  # every text in every face
        data = letters.as_jpeg(letters.drawn(text, look))
        read: list[recognition.Reading] = []
        times.append(seconds(lambda data=data, read=read: read.append(recognition.read(data))))  # type: ignore[misc]
        right["turned" if look.turn else "upright"].append(accuracy(bare(text), bare(as_read(read[0]))))
    how = "huiyin.intake.recognition.read of letters rendered with noise, askew, at 150 dots an inch"
    found = [
        Figure(f"characters read right, letters {which}", statistics.fmean(values), "", 0.98, True, how=how)
        for which, values in right.items()
    ]
    seconds_a_page = Figure(
        "reading a scanned page", statistics.median(times), "s", how=how, more=spread(times)
    )
    return [*found, seconds_a_page]


def as_read(found: recognition.Reading) -> str:
    """Everything that was read, line after line."""
    return "".join(line.text for line in found.lines)


def bare(text: str) -> str:
    """Without blanks, of which a line of print has no certain number; punctuation counts as it stands."""
    return "".join(text.split())


def accuracy(wanted: str, said: str) -> float:
    """One minus the edit distance over the length of what should have been read."""
    row = list(range(len(said) + 1))
    for n, a in enumerate(wanted, 1):
        above, row = row, [n]
        for m, b in enumerate(said, 1):
            row.append(min(above[m] + 1, row[-1] + 1, above[m - 1] + (a != b)))
    return max(0.0, 1 - row[-1] / len(wanted))
