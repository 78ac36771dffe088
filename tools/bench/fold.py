"""Folding one matter with 20 acts, and explaining one date: arithmetic only, no database."""

from __future__ import annotations

import statistics
from datetime import date, timedelta

from huiyin.statute.explain import duty_steps
from huiyin.statute.law import Law, law_of
from huiyin.statute.loader import load
from huiyin.statute.model import Act
from huiyin.statute.procedure import fold
from tools.bench.figures import Figure, repeat, spread

START = date(2026, 3, 2)


class Town:
    """Offices for the arithmetic: everything asked about is there and competent."""

    def exists(self, code: str, on: date) -> bool:
        """There is."""
        return True

    def kind(self, code: str) -> str:
        """A petition office sends, a department handles."""
        return "petition" if code == "xfj" else "department"

    def may_answer(self, code: str) -> bool:
        """Departments do."""
        return code != "xfj"

    def handles_restricted(self, code: str, on: date) -> bool:
        """Somebody is named."""
        return True

    def under(self, code: str, on: date) -> frozenset[str]:
        """Nobody is under anybody."""
        return frozenset()

    def home(self, code: str, on: date) -> frozenset[str]:
        """Nor over anybody."""
        return frozenset()

    def above(self, code: str, on: date) -> frozenset[str]:
        """Nothing is told of above."""
        return frozenset()

    def reviewers(self, code: str, on: date) -> frozenset[str]:
        """Where opinions are reviewed."""
        return frozenset()

    def seats(self, code: str, on: date) -> frozenset[str]:
        """Nobody sits in a committee here."""
        return frozenset()

    def quorum(self, code: str) -> tuple[int, int]:
        """Two thirds."""
        return (2, 3)

    def discipline(self, code: str, on: date) -> str:
        """Nobody is accused in it."""
        return ""


def one_matter() -> list[Act]:
    """A matter of two points with 20 acts: registered, judged, screened, sent, accepted, looked into, …"""
    acts = [
        _act(1, "register", 0, 0, codes={
            "channel": "web", "purposes": ["claim", "claim"], "petitioners": [[1, "self"]],
        }, to="xfj"),
        _act(2, "judge", 1, 1, codes={"result": "first"}),
        _act(3, "screen", 1, 1, points=(1, 2), codes={"path": "31[6]"}),
        _act(4, "transfer", 3, 1, points=(1, 2), to="rsj"),
        _act(5, "sign_for", 4, 2, office="rsj"),
        _act(6, "name_officer", 4, 2, office="rsj", codes={"officer": "rsj_handler"}),
        _act(7, "accept", 6, 2, points=(1, 2), office="rsj"),
    ]  # fmt: skip
    for seq in range(8, 21):
        kind = "contact" if seq % 3 == 0 else "investigate"
        form = "phone" if kind == "contact" else "documents"
        acts.append(_act(seq, kind, seq, 2, office="rsj", codes={"form": form}))
    return acts


def _act(
    seq: int, kind: str, day: int, proceeding: int, *, points: tuple[int, ...] = (), office: str = "xfj",
    to: str = "", codes: dict[str, object] | None = None,
) -> Act:  # fmt: skip
    on = START + timedelta(days=day)
    return Act(
        kind=kind, on=on, seq=seq, office=office, by=f"officer:{office}", proceeding=proceeding,
        points=points, to=to, codes=codes or {}, recorded=on,
    )  # fmt: skip


def measure(full: bool) -> list[Figure]:
    """Both figures."""
    law: Law = law_of(load(), "zhashui")
    acts, town = one_matter(), Town()
    state = fold(acts, law, town)
    if state.conflicts:
        raise SystemExit(f"the matter to be measured does not fold: {state.conflicts[0]}")
    times = 20_000 if full else 3_000
    folding = repeat(lambda: fold(acts, law, town), times, warm=200)
    duty = next(d for d in state.duties.values() if d.rule == "answer")
    explaining = repeat(lambda: duty_steps(duty, law), times // 4, warm=50)
    return [
        Figure(
            "fold of one matter with 20 acts", statistics.median(folding) * 1000, "ms", 0.25,
            how="statute.procedure.fold, median", more={**spread(folding), "duties": len(state.duties)},
        ),
        Figure(
            "explanation of one due date", statistics.median(explaining) * 1000, "ms",
            how="statute.explain.duty_steps, median", more=spread(explaining),
        ),
    ]  # fmt: skip
