"""What follows from a review: maintained, revoked, changed; and when a matter may be closed (R22 32(2), 35)."""

from __future__ import annotations

from typing import Any

from tests.proves import proves
from tests.statute.lives import day
from tests.statute.reviews import (
    OPINION,
    ask,
    decide,
    ends,
    opinion,
    reviewed,
    serve,
    served,
)


@proves("R22 36(1)", "DL-9", "S0-113")
def test_a_maintained_opinion_stands_and_the_applicant_has_thirty_days_to_go_on() -> None:
    life, paper = reviewed({"1": "maintain"})
    assert life.point().outcome == "not_support"
    assert life.state.papers[paper].addressees == (1,)
    assert ends(life, "re-review-window") == {1: "2026-08-19"}


@proves("R22 35")
def test_a_revoked_opinion_goes_back_to_be_redone_in_the_days_set_and_not_as_it_was() -> None:
    life, _ = reviewed({"1": "maintain", "3": "revoke"}, points=3, redo_days=30)
    redo = life.duty("redo")
    assert (redo.office, str(redo.due), redo.over, redo.certainty) == ("town", "2026-08-17", (3,), "I")
    assert (life.point(1).step, life.point(3).step) == ("answered", "accepted")
    no = redo.proceeding
    life.refused("undecided", "close", "2026-08-10", "xfj")
    same = life.refused(
        "same_opinion", "answer", "2026-08-10", "town", no, (3,), outcome={"3": "not_support"}
    )
    assert "45" in same.provision
    life.do("answer", "2026-08-10", "town", no, (3,), outcome={"3": "support"}, execution={"3": "2026-09-30"})
    assert life.ended("redo") == ["met"]


@proves("R22 35")
def test_the_same_outcome_may_be_given_again_on_facts_that_are_new() -> None:
    life, _ = reviewed({"1": "revoke"}, redo_days=20)
    life.do("answer", "2026-08-03", "town", 4, (1,), outcome={"1": "not_support"}, what_is_new=1)
    assert life.point().outcome == "not_support"


@proves("R22 35")
def test_against_the_redone_opinion_there_is_a_fresh_right_to_review() -> None:
    life, _ = reviewed({"1": "revoke"}, redo_days=30)
    life.do("answer", "2026-08-03", "town", 4, (1,), outcome={"1": "explain"})
    paper = max(life.state.papers)
    serve(life, paper, 1, "2026-08-05")
    life.do(
        "apply_review", "2026-09-04", "xfj", 0, (1,), to="county", petitioner=1, paper=paper, form="written"
    )
    assert not life.proceeding(5).review.late  # type: ignore[union-attr]


@proves("R22 35")
def test_a_redo_won_by_one_holds_for_all_who_had_signed() -> None:
    """An inference, named as such: the point is common, the revoked opinion stands for nobody."""
    life, _ = reviewed({"1": "revoke"}, people=("self", "self"), redo_days=30)
    life.refused(
        "overtaken", "apply_review", "2026-07-21", "xfj", 0, (1,), to="county", petitioner=2, paper=OPINION
    )
    life.do("answer", "2026-08-03", "town", 4, (1,), outcome={"1": "explain"})
    paper = max(life.state.papers)
    assert life.state.papers[paper].addressees == (1, 2)
    serve(life, paper, 2, "2026-08-05")
    life.do(
        "apply_review", "2026-08-10", "xfj", 0, (1,), to="county", petitioner=2, paper=paper, form="written"
    )


@proves("R22 35")
def test_different_petitioners_file_different_reviews_and_each_is_answered() -> None:
    life = opinion(people=("self", "self"), points=2)
    serve(life, OPINION, 1, "2026-06-04")
    serve(life, OPINION, 2, "2026-06-20")
    one, two = ask(life, "2026-06-22", 1, (1,)), ask(life, "2026-06-23", 2, (1, 2))
    assert [(d.proceeding, str(d.due)) for d in life.state.live if d.rule == "review"] == [
        (one, "2026-07-22"),
        (two, "2026-07-23"),
    ]
    decide(life, one, "2026-07-10", {"1": "revoke"}, redo_days=30)
    assert life.duty("review", two).how == ""
    life.do("accept_review", "2026-07-13", "county", two)
    life.do(
        "name_investigators", "2026-07-13", "county", two, first="zhou", second="wu", declared="no_interest"
    )
    life.do("investigate_review", "2026-07-13", "county", two, form="documents")
    session = ("hold_session", "2026-07-14", "county", two, (1, 2))
    votes: dict[str, Any] = {"members": 9, "present": 9, "favour": 9}
    life.refused("overtaken", *session, outcome={"1": "maintain", "2": "maintain"}, **votes)
    life.do(*session, outcome={"1": "overtaken", "2": "maintain"}, **votes)
    life.do("decide_review", "2026-07-15", "county", two, (1, 2), outcome={"1": "overtaken", "2": "maintain"})
    assert life.ended("review") == ["met", "met"]


@proves("R22 32(2)")
def test_a_changed_opinion_is_what_is_carried_out_and_reaches_all_signers() -> None:
    life, paper = reviewed(
        {"1": "change"}, people=("self", "self"), changed={"1": "support"}, execution={"1": "2026-09-30"}
    )
    assert (life.point().outcome, life.point().opinion) == ("support", paper)
    assert life.duty("carry-out").office == "town"
    assert life.state.papers[paper].addressees == (1, 2)
    serve(life, paper, 2, "2026-07-22")
    life.refused("owed", "close", "2026-08-25", "xfj")
    life.do("carry_out", "2026-09-20", "town", 2, (1,))
    life.do("close", "2026-09-21", "xfj")


@proves("R22 32(2)")
def test_what_a_revoked_opinion_had_promised_is_owed_no_more_until_it_is_redone() -> None:
    life = served(outcome="support")
    no = ask(life, "2026-06-22")
    decide(life, no, "2026-07-01", {"1": "revoke"}, redo_days=10)
    assert life.ended("carry-out") == ["ended"]
    assert life.owed("town") == {"redo": "2026-07-13"}  # 11 July is a Saturday


# ------------------------------------------------------------------ closing


@proves("R22 32(2)")
def test_silence_after_the_window_closes_nothing_that_is_still_to_be_carried_out() -> None:
    life = served(outcome="support")
    life.refused("owed", "close", "2026-12-01", "xfj")
    life.do("carry_out", "2026-12-02", "town", 2, (1,))
    life.do("close", "2026-12-02", "xfj")


@proves("R22 35")
def test_a_closed_matter_is_open_again_when_a_petitioner_asks_for_review() -> None:
    life = served()
    life.do("close", "2026-06-05", "xfj")
    ask(life, "2026-06-30")
    assert life.state.phase == "concluded"
    life.refused("owed", "close", "2026-07-01", "xfj")


@proves("R22 36(1)")
def test_the_example_of_the_county_is_counted_as_its_papers_say() -> None:
    """Opinion served 4 June; request 22 June; opinion 17 July, served 20 July; re-review until 19 August."""
    life = served(points=3)
    assert ends(life) == {1: "2026-07-06"}
    no = ask(life, "2026-06-22", points=(3,))
    assert life.duty("review").due == day("2026-07-22")
    paper = decide(life, no, "2026-07-17", {"3": "revoke"}, redo_days=30)
    serve(life, paper, 1, "2026-07-20")
    assert ends(life, "re-review-window") == {1: "2026-08-19"}
