"""Lives that come to review and re-review, told in a line each."""

from __future__ import annotations

from typing import Any

from tests.statute.lives import Life


def opinion(
    people: tuple[str, ...] = ("self",), points: int = 1, outcome: str = "not_support", **entry: Any
) -> Life:
    """A handling opinion of the town of 2 June 2026, issued in proceeding 2; all earlier papers are served."""
    life = Life().accepted(points=points, people=people, **entry)
    numbers = range(1, points + 1)
    life.do("tell_destination", "2026-03-16", "xfj", 1, numbers)
    for paper in list(life.state.papers.values()):
        for no in paper.addressees:
            serve(life, paper.no, no, "2026-03-17")
    life.do(
        "answer", "2026-06-02", "town", 2, numbers, outcome={str(no): outcome for no in numbers},
        execution={str(no): "2026-07-10" for no in numbers} if outcome == "support" else {},
    )  # fmt: skip
    return life


def served(on: str = "2026-06-04", **rest: Any) -> Life:
    """And served on everyone on that day."""
    life = opinion(**rest)
    for no in life.state.papers[OPINION].addressees:
        serve(life, OPINION, no, on)
    return life


OPINION = 5
"""The paper's number, after the receipt, the transfer slip and the notices of acceptance and destination."""


def of_labour() -> Life:
    """An opinion of the county's labour office, for whose review two organs are open."""
    life = Life().dispatched(to="labour")
    life.do("accept", "2026-03-16", "labour", 2, (1,))
    life.do("tell_destination", "2026-03-16", "xfj", 1, (1,))
    life.do("answer", "2026-04-02", "labour", 2, (1,), outcome={"1": "not_support"})
    return life


def serve(life: Life, paper: int, petitioner: int, on: str) -> None:
    """Handed over in person."""
    of = life.state.papers[paper]
    life.do(
        "serve", on, of.office, of.proceeding, paper=paper, petitioner=petitioner, method="direct", received_by="self"
    )  # fmt: skip


def ask(
    life: Life, on: str, petitioner: int = 1, points: tuple[int, ...] = (1,), to: str = "county", **codes: Any
) -> int:
    """A request for review, entered at the petition counter; the number of its proceeding."""
    codes.setdefault("form", "written")
    life.do("apply_review", on, "xfj", 0, points, to=to, petitioner=petitioner, paper=OPINION, **codes)
    return max(life.state.proceedings)


def looked_into(life: Life, no: int, on: str, outcome: dict[str, str], office: str = "county") -> None:
    """Accepted, two investigators, an inquiry, the committee's session."""
    points = tuple(map(int, outcome))
    life.do("accept_review", on, office, no)
    serve(life, max(life.state.papers), life.proceeding(no).review.applicant, on)  # type: ignore[union-attr]
    life.do("name_investigators", on, office, no, first="zhou", second="wu", declared="no_interest")
    life.do("investigate_review", on, office, no, form="documents")
    life.do(
        "hold_session", on, office, no, points, outcome=outcome, members=9, present=7, favour=6, against=1
    )


def decide(
    life: Life, no: int, on: str, outcome: dict[str, str], office: str = "county", **codes: Any
) -> int:
    """The opinion, as the committee resolved; its number."""
    kind = "decide_review" if life.proceeding(no).kind == "review" else "decide_re_review"
    looked_into(life, no, on, outcome, office)
    life.do(kind, on, office, no, tuple(map(int, outcome)), outcome=outcome, **codes)
    return max(life.state.papers)


def reviewed(
    outcome: dict[str, str], points: int = 1, people: tuple[str, ...] = ("self",), **codes: Any
) -> tuple[Life, int]:
    """A review by the first petitioner, decided on 17 July and served on 20 July; the opinion's number."""
    life = served(points=points, people=people)
    no = ask(life, "2026-06-22", points=tuple(map(int, outcome)))
    paper = decide(life, no, "2026-07-17", outcome, **codes)
    serve(life, paper, 1, "2026-07-20")
    return life, paper


def ask_again(
    life: Life, paper: int, on: str, petitioner: int = 1, points: tuple[int, ...] = (1,), **codes: Any
) -> int:
    """A request for re-review; the number of its proceeding."""
    codes.setdefault("form", "written")
    life.do("apply_re_review", on, "xfj", 0, points, to="city", petitioner=petitioner, paper=paper, **codes)
    return max(life.state.proceedings)


def ends(life: Life, rule: str = "review-window") -> dict[int, str]:
    """The last day of each petitioner's time."""
    return {w.petitioner: str(w.end) for w in life.state.windows.values() if w.rule == rule}


def final(people: tuple[str, ...] = ("self", "self"), points: int = 2, outcome: str = "maintain") -> Life:
    """The first petitioner went through re-review on point 1; served on 7 September 2026."""
    life, paper = reviewed({"1": "maintain"}, points=points, people=people)
    no = ask_again(life, paper, "2026-08-10")
    last = decide(life, no, "2026-09-04", {"1": outcome}, "city", redo_days=30)
    assert life.state.final == {}, "nothing is final before it is served"
    serve(life, last, 1, "2026-09-07")
    return life
