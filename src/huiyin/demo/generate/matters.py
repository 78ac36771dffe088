"""One matter of a number: what came in, from whom, by which channel, and which way it took."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from huiyin.demo.generate import ways
from huiyin.demo.generate.cast import Cast
from huiyin.demo.generate.course import Course
from huiyin.demo.generate.seasons import Seasons
from huiyin.register.bulk import NewFile
from huiyin.statute.law import Law

NEVER = 10_000
STALLED = 0.022
"""Share of matters that somebody leaves lying."""

Way = Callable[[ways.Setting], NewFile]
WAYS: tuple[tuple[int, Way], ...] = (
    (340, ways.enquiry), (200, ways.kept), (120, ways.answered), (95, ways.led_in), (60, ways.at_the_town),
    (45, ways.suggestion), (45, ways.refused), (60, ways.withdrawn), (25, ways.accusation), (10, ways.fresh),
)  # fmt: skip
"""Out of a thousand matters, how many take which way."""
_UPTO = tuple(accumulate(weight for weight, _ in WAYS))


@dataclass
class Maker:
    """Makes the matters of a register of a given size and seed, each the same whenever it is asked for."""

    seed: int
    of: int
    seasons: Seasons
    cast: Cast
    law: Law
    _claims: list[tuple[int, str]] = field(default_factory=list)

    def batch(self, first: int, upto: int) -> list[NewFile]:
        """The matters of these numbers. Repeats repeat a matter of the same batch."""
        self._claims = []
        return [self.matter(place, place - first + 1) for place in range(first, upto)]

    def matter(self, place: int, in_batch: int) -> NewFile:
        """One matter."""
        rng = Random(f"{self.seed}:{place}")
        way = WAYS[bisect(_UPTO, rng.random() * _UPTO[-1])][1]
        day = self.seasons.received(place, self.of)
        minute = 5 + rng.randrange(420)
        stops = rng.randint(1, 12) if rng.random() < STALLED else NEVER
        course = Course(rng, self.cast, self.seasons, day, minute, stops)
        setting = ways.Setting(rng, course, self.cast, self.law, day, minute, self._claims, in_batch)
        return way(setting)
