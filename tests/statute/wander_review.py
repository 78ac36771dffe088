"""What the forms of review and re-review could say, and how a review is brought to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from huiyin.statute.guards_review import reviewable, stands
from huiyin.statute.procedure import OpenAct
from huiyin.statute.review import Review
from tests.statute.lives import REVIEWERS, Life

Draw = Callable[[st.SearchStrategy[Any]], Any]
INVESTIGATORS = ("zhou", "wu", "li", "sun")
ACTS = (
    "apply_review", "apply_re_review", "accept_review", "refuse_review", "withdraw_review", "name_investigators",
    "investigate_review", "hold_session", "decide_review", "decide_re_review", "tell_final", "renew_point",
)  # fmt: skip
ORDER = (
    "hand_over_file", "accept_review", "close_review_hearing", "name_investigators", "investigate_review", "hold_session",
    "decide_review", "decide_re_review",
)  # fmt: skip
"""From a request to its opinion."""


def _review(life: Life, one: OpenAct) -> Review:
    review = life.proceeding(one.proceeding).review
    assert review is not None
    return review


STARTS = ("2025-03-03", "2018-01-08", "2024-01-15", "2022-01-10", "2023-02-06", "2012-01-09")
"""Days of entry, so that reviews fall under both Regulations and on either side of the change."""
STAGES = frozenset(
    {
        *ACTS, "mediate", "end_mediation", "agree_mediation", "report_agreement", "ask_hearing", "decide_hearing",
        "announce_hearing", "hold_hearing", "conclude_hearing", "answer", "carry_out", "serve", "open_review_hearing",
        "close_review_hearing",
    }
) - {"withdraw_review", "refuse_review"}  # fmt: skip
"""What takes a matter through mediation, hearing, answer, review, redo and re-review to its end and on from there."""


def accepted(draw: Draw, n: int) -> Life:
    """Two points of two petitioners with the county's labour office: one third of them merely accepted, one third
    answered and served, one third maintained in review and re-review for the first of the two."""
    on = date.fromisoformat(STARTS[n % len(STARTS)])
    life = Life()
    life.register(str(on), "xfj", ["claim", "claim"], "visit", people=("self", "self"))
    life.do("judge", on, "xfj", 1, result="first")
    life.do("transfer", on, "xfj", 1, (1, 2), to="labour")
    life.do("tell_destination", on, "xfj", 1, (1, 2))
    life.do("accept", on + timedelta(days=7), "labour", 2, (1, 2))
    if n // len(STARTS) > 0:
        _answer(draw, life, on + timedelta(days=24))
    if n // len(STARTS) > 1:
        _maintained(life, "apply_review", "county", on + timedelta(days=40))
        _maintained(life, "apply_re_review", "city", on + timedelta(days=70))
    return life


def _maintained(life: Life, kind: str, organ: str, on: date) -> None:
    """The first petitioner asks; the organ maintains the opinion and serves its own on him."""
    life.do(kind, on, "", 0, (1, 2), form="written", paper=max(life.state.papers), petitioner=1, to=organ)
    no = max(life.state.proceedings)
    for step in ORDER:
        for one in [o for o in life.open(str(on)) if (o.kind, o.proceeding) == (step, no)]:
            for said in ways(life, one, on):
                life.do(step, on, organ, no, one.points, **said)
    opinion = max(life.state.papers)
    life.do("serve", on, organ, no, paper=opinion, petitioner=1, method="direct", received_by="self")


def _answer(draw: Draw, life: Life, on: date) -> None:
    outcome = {no: draw(st.sampled_from(("support", "explain", "not_support"))) for no in ("1", "2")}
    days = {no: str(on + timedelta(days=99)) for no, what in outcome.items() if what == "support"}
    life.do("answer", on, "labour", 2, (1, 2), outcome=outcome, execution=days)
    opinion = max(life.state.papers)
    for who in (1, 2):
        if draw(st.integers(0, 4)) or who == 1:
            served = on + timedelta(days=draw(st.integers(1, 6)) if who == 2 else 1)
            life.do(
                "serve",
                served,
                "labour",
                2,
                paper=opinion,
                petitioner=who,
                method="direct",
                received_by="self",
            )


def values(draw: Draw, life: Life, one: OpenAct, on: date) -> dict[str, Any] | None:
    """What a form could say; None where nothing fits."""
    match one.kind:
        case "apply_review" | "apply_re_review":
            return _request(draw, life, one.kind, on)
        case "tell_final":
            bound = sorted({who for who, _ in life.state.final})
            return {"petitioner": draw(st.sampled_from(bound)), "compared": "same_facts"}
        case "renew_point":
            return {"points": (draw(st.sampled_from(sorted({no for _, no in life.state.final}))),)}
        case "withdraw_review":
            return {"petitioner": _review(life, one).applicant}
        case "refuse_review":
            return {"ground": draw(st.sampled_from(("late", "not_entitled", "new_matter")))}
        case "accept_review":
            return {"late_reason": 1} if draw(st.booleans()) else {}
        case "hold_session":
            return _session(life, one, draw(st.sampled_from(("maintain", "revoke", "change"))))
        case "decide_review" | "decide_re_review":
            return _decision(life, one, on)
        case _:
            return next(iter(ways(life, one, on)), None)


def _request(draw: Draw, life: Life, kind: str, on: date) -> dict[str, Any] | None:
    found = reviewable(life.state, "handling_opinion" if kind == "apply_review" else "review_opinion")
    if not found:
        return None
    who, paper = draw(st.sampled_from(sorted(found)))
    organs = REVIEWERS.get(life.state.papers[paper].office)
    if not organs:
        return None
    asked = {"petitioner": who, "paper": paper, "to": draw(st.sampled_from(organs)), "form": "written"}
    return {**asked, "posted_on": str(on - timedelta(days=3))} if draw(st.booleans()) else asked


def _session(life: Life, one: OpenAct, wished: str) -> dict[str, Any]:
    return {
        "outcome": _outcomes(life, one, dict.fromkeys(one.points, wished)),
        "members": 9, "present": 8, "recused": 1, "favour": 8, "against": 0,
    }  # fmt: skip


def _outcomes(life: Life, one: OpenAct, wished: dict[int, str]) -> dict[str, str]:
    against = life.state.papers[_review(life, one).against]
    return {
        str(no): what if stands(life.state, against, no) else "overtaken" for no, what in wished.items()
    }  # fmt: skip


def _decision(life: Life, one: OpenAct, on: date) -> dict[str, Any]:
    said = _outcomes(life, one, _review(life, one).resolved)
    return {
        "outcome": said,
        "redo_days": 20,
        "changed": {no: "support" for no, what in said.items() if what == "change"},
        "execution": {no: str(on + timedelta(days=30)) for no, what in said.items() if what == "change"},
    }


def ways(life: Life, one: OpenAct, on: date) -> list[dict[str, Any]]:
    """How an act of a review is done, so that it ends."""
    match one.kind:
        case "accept_review":
            return [{"late_reason": 1}]
        case "name_investigators":
            if _review(life, one).investigators:
                return []
            two = INVESTIGATORS[:2] if life.proceeding(one.proceeding).kind == "review" else INVESTIGATORS[2:]
            return [{"first": two[0], "second": two[1], "declared": "no_interest"}]
        case "investigate_review":
            if _review(life, one).investigated:
                return []
            return [{"form": "documents"}]
        case "hold_session":
            if _review(life, one).resolved:
                return []
            return [_session(life, one, "maintain")]
        case "decide_review" | "decide_re_review":
            return [_decision(life, one, on)]
        case _:
            return [{}]
