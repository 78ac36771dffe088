"""The same event told by different people: every message of a list ranked against all the others.

Needs messages that are no part of this repository: `att3.csv` in the folder HUIYIN_BENCH names; without it nothing is
measured. Its groups of near duplicates are known by their wording alone; which messages tell of one event in other
words, it does not say, so that only what must be found is measured here.
"""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from pathlib import Path

from huiyin import clock
from huiyin.intake.matching.events import Message, rank
from tools.bench.figures import Figure

FILE = "att3.csv"
FIRST_PAGE = 10


def measure() -> list[Figure]:
    """How many near duplicates stand on the first page, and what ranking all messages takes."""
    path = Path(os.environ.get("HUIYIN_BENCH", "")) / FILE
    if not os.environ.get("HUIYIN_BENCH") or not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    group = {row["msg_id"]: row["near_dup_group"] for row in rows}
    begun = clock.stopwatch()
    ranked = {
        id_: [one.id for one in likely]
        for id_, likely in rank([Message(row["msg_id"], row["topic"], row["detail"]) for row in rows])
    }
    took = clock.stopwatch() - begun
    sizes = Counter(group.values())
    found: dict[str, list[bool]] = defaultdict(list)
    for id_, mine in group.items():
        if sizes[mine] > 1:
            there = sum(group[other] == mine for other in ranked[id_][:FIRST_PAGE])
            found[mine].append(there == min(sizes[mine] - 1, FIRST_PAGE))
    whole = sum(all(each) for each in found.values())
    how = f"{len(rows)} messages of {FILE}, each against all others"
    return [
        Figure(
            "same event: groups of near duplicates found whole in the first 10", whole / len(found), "", 1, True,
            how=how, more={"groups": len(found), "messages": sum(map(len, found.values()))},
        ),
        Figure("same event: all ranked", took, "s", how=how),
    ]  # fmt: skip
