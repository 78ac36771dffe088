"""Folding one matter with 20 acts, and explaining one date: arithmetic only, no database."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from typing import Any

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

    def judicial(self, code: str) -> str:
        """No office is a court."""
        return ""

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


def three_stages() -> list[Act]:
    """The same matter answered, reviewed, redone, re-reviewed and closed to the last point: 60 acts."""
    acts = one_matter()
    day = 20

    def do(kind: str, proceeding: int, **rest: Any) -> None:
        nonlocal day
        day += 1
        acts.append(_act(len(acts) + 1, kind, day, proceeding, **rest))

    def serve(paper: int, proceeding: int, office: str) -> None:
        codes = {"method": "direct", "received_by": "self"}
        do("serve", proceeding, office=office, codes=codes, paper=paper, petitioner=1)

    def review(no: int, office: str, kind: str, outcome: dict[str, str], points: tuple[int, ...]) -> None:
        do("accept_review", no, office=office)
        do("call_file", no, office=office)
        do(
            "name_investigators",
            no,
            office=office,
            codes={"first": "a", "second": "b", "declared": "no_interest"},
        )
        for _ in range(4):
            do("investigate_review", no, office=office, codes={"form": "documents"})
        votes = {"members": 9, "present": 9, "favour": 9}
        do("hold_session", no, office=office, points=points, codes={"outcome": outcome, **votes})
        do(kind, no, office=office, points=points, codes={"outcome": outcome, "redo_days": 30})

    do("answer", 2, office="rsj", points=(1, 2), codes={"outcome": {"1": "explain", "2": "not_support"}})
    opinion, reviewed = 4, 13
    serve(opinion, 2, "rsj")
    do("apply_review", 0, office="xfj", points=(1, 2), to="gov", petitioner=1, paper=opinion)
    review(3, "gov", "decide_review", {"1": "maintain", "2": "revoke"}, (1, 2))
    serve(reviewed, 3, "gov")
    do("answer", 4, office="rsj", points=(2,), codes={"outcome": {"2": "explain"}})
    do("apply_re_review", 0, office="xfj", points=(1,), to="city", petitioner=1, paper=reviewed)
    do("accept_review", 5, office="city")
    do("open_review_hearing", 5, office="city")
    do("close_review_hearing", 5, office="city")
    do("name_investigators", 5, office="city", codes={"first": "c", "second": "d", "declared": "no_interest"})
    do("investigate_review", 5, office="city", codes={"form": "documents"})
    votes = {"members": 9, "present": 9, "favour": 9}
    do("hold_session", 5, office="city", points=(1,), codes={"outcome": {"1": "maintain"}, **votes})
    do("decide_re_review", 5, office="city", points=(1,), codes={"outcome": {"1": "maintain"}})
    while len(acts) < 60:
        do("remark", 0, office="xfj")
    return acts


def _act(
    seq: int, kind: str, day: int, proceeding: int, *, points: tuple[int, ...] = (), office: str = "xfj",
    to: str = "", codes: dict[str, Any] | None = None, paper: int = 0, petitioner: int = 0,
) -> Act:  # fmt: skip
    on = START + timedelta(days=day)
    return Act(
        kind=kind, on=on, seq=seq, office=office, by=f"officer:{office}", proceeding=proceeding,
        points=points, to=to, codes=codes or {}, recorded=on, paper=paper, petitioner=petitioner,
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
    long = three_stages()
    reviewed = fold(long, law, town)
    if reviewed.conflicts:
        raise SystemExit(f"the three stages to be measured do not fold: {reviewed.conflicts[0]}")
    folding_long = repeat(lambda: fold(long, law, town), times // 3, warm=100)
    duty = next(d for d in state.duties.values() if d.rule == "answer")
    explaining = repeat(lambda: duty_steps(duty, law), times // 4, warm=50)
    return [
        Figure(
            "fold of one matter with 20 acts", statistics.median(folding) * 1000, "ms", 0.25,
            how="statute.procedure.fold, median", more={**spread(folding), "duties": len(state.duties)},
        ),
        Figure(
            "fold of a three-stage matter with 60 acts", statistics.median(folding_long) * 1000, "ms", 1.0,
            how="statute.procedure.fold, median", more={**spread(folding_long), "duties": len(reviewed.duties)},
        ),
        Figure(
            "explanation of one due date", statistics.median(explaining) * 1000, "ms",
            how="statute.explain.duty_steps, median", more=spread(explaining),
        ),
    ]  # fmt: skip
