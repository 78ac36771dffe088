"""What a measure gives back, and how a list of them is shown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from huiyin import clock


@dataclass
class Figure:
    """One measured figure. `target` is what is promised: at most, or at least where `more_is_better`."""

    name: str
    value: float
    unit: str
    target: float | None = None
    more_is_better: bool = False
    database: str = "–"
    how: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool | None:
        """Whether the promise is kept; None where nothing is promised."""
        if self.target is None:
            return None
        return self.value >= self.target if self.more_is_better else self.value <= self.target

    def row(self) -> dict[str, Any]:
        """As it is written into the JSON file."""
        return {**asdict(self), "good": self.good}


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = clock.stopwatch()
    work()
    return clock.stopwatch() - started


def repeat(work: Callable[[], object], times: int, warm: int = 3) -> list[float]:
    """Seconds of each of `times` calls, after some that are not counted."""
    for _ in range(warm):
        work()
    return [seconds(work) for _ in range(times)]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all lies at or below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and worst, in milliseconds."""
    return {
        "median_ms": round(statistics.median(values) * 1000, 3),
        "p95_ms": round(percentile(values, 0.95) * 1000, 3),
        "worst_ms": round(max(values) * 1000, 3),
        "runs": len(values),
    }


def table(figures: Sequence[Figure]) -> str:
    """A table for people, in Markdown."""
    lines = ["| figure | database | measured | promised | kept |", "|---|---|---:|---:|---|"]
    for one in figures:
        promised = ""
        if one.target is not None:
            promised = f"{'≥' if one.more_is_better else '≤'} {one.target:g} {one.unit}"
        kept = {True: "yes", False: "**no**", None: ""}[one.good]
        lines.append(f"| {one.name} | {one.database} | {one.value:.3g} {one.unit} | {promised} | {kept} |")
    return "\n".join(lines)
