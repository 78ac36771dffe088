"""Asking for review, and looking into it (R22 35; 导则 2.3.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.statute.authority import Doer
from huiyin.statute.openness import shut_acts
from huiyin.statute.procedure import fold
from tests.proves import proves
from tests.statute.lives import County, Life
from tests.statute.reviews import (
    OPINION,
    ask,
    decide,
    ends,
    looked_into,
    of_labour,
    opinion,
    serve,
    served,
)

# ------------------------------------------------------------------ the petitioner's time


@proves("R22 35", "DL-7", "S0-112")
def test_each_petitioner_has_thirty_days_from_the_service_proven_on_him() -> None:
    life = opinion(people=("self", "self"))
    assert ends(life) == {}
    serve(life, OPINION, 1, "2026-06-04")
    serve(life, OPINION, 2, "2026-06-10")
    assert ends(life) == {1: "2026-07-06", 2: "2026-07-10"}  # 4 July is a Saturday


@proves("R22 35")
def test_on_the_last_day_a_request_is_in_time_and_the_day_after_it_is_late_but_received() -> None:
    life = served()
    no = ask(life, "2026-07-06")
    assert not life.proceeding(no).review.late  # type: ignore[union-attr]
    life = served()
    no = ask(life, "2026-07-07")
    assert life.proceeding(no).review.late  # type: ignore[union-attr]
    assert life.owed("county") == {"accept-review": "2026-07-14", "review": "2026-08-06"}


@proves("民诉法 85(4)")
def test_posted_in_time_is_in_time_whenever_it_comes() -> None:
    life = served()
    life.refused(
        "posted", "apply_review", "2026-07-09", "xfj", 0, (1,), to="county", petitioner=1, paper=OPINION, form="post",
        posted_on="2026-07-10",
    )  # fmt: skip
    no = ask(life, "2026-07-09", form="post", posted_on="2026-07-06")
    assert not life.proceeding(no).review.late  # type: ignore[union-attr]
    assert life.owed("county")["review"] == "2026-08-10"  # from receipt: 8 August is a Saturday
    life.refused("not_late", "refuse_review", "2026-07-10", "county", no, ground="late")


@proves("R22 35")
def test_a_late_request_is_accepted_only_with_a_good_reason_on_record() -> None:
    life = served()
    no = ask(life, "2026-07-20")
    life.refused("late", "accept_review", "2026-07-21", "county", no)
    life.do("accept_review", "2026-07-21", "county", no, late_reason=1)
    assert life.owed("county")["review"] == "2026-08-19"


@proves("R22 35")
def test_a_late_request_without_good_reason_is_refused_in_writing_and_owes_no_opinion() -> None:
    life = served()
    no = ask(life, "2026-07-20")
    life.do("refuse_review", "2026-07-21", "county", no, ground="late")
    assert life.ended("review") == ["ended"]
    assert life.ended("accept-review") == ["met"]
    assert life.owed() == {"serve": "2026-07-31"}
    assert life.state.papers[max(life.state.papers)].addressees == (1,)


@proves("R22 35")
def test_without_proven_service_no_time_runs_against_the_petitioner() -> None:
    life = opinion()
    no = ask(life, "2026-10-12")
    assert not life.proceeding(no).review.late  # type: ignore[union-attr]


@proves("R22 35")
def test_a_correction_of_the_day_of_service_moves_the_window_and_what_is_late() -> None:
    life = served()
    seq = next(a.seq for a in life.line if a.kind == "serve" and a.paper == OPINION)
    no = ask(life, "2026-07-07")
    life.do("correct", "2026-07-08", "xfj", names=seq, wrong="on", value="2026-06-08")
    assert ends(life) == {1: "2026-07-08"}
    assert not life.proceeding(no).review.late  # type: ignore[union-attr]


@proves("R22 35")
def test_who_asked_within_the_time_that_was_told_is_in_time_though_a_correction_shortens_it() -> None:
    life = served()
    seq = next(a.seq for a in life.line if a.kind == "serve" and a.paper == OPINION)
    no = ask(life, "2026-07-06")
    life.do("correct", "2026-07-08", "town", names=seq, wrong="on", value="2026-06-02")
    assert ends(life) == {1: "2026-07-06"}
    assert not life.proceeding(no).review.late  # type: ignore[union-attr]


# ------------------------------------------------------------------ the organ and what it owes


@proves("R22 35")
def test_where_no_organ_is_named_it_is_the_one_a_step_above_and_none_further_up() -> None:
    class Unnamed(County):
        def reviewers(self, code: str, on: date) -> frozenset[str]:
            return frozenset()

    life = Life(world=Unnamed(), line=list(served().line))
    life.state = fold(life.line, life.law, life.world)
    request = ("apply_review", "2026-06-10", "xfj", 0, (1,))
    life.refused("organ", *request, to="city", petitioner=1, paper=OPINION)
    life.do(*request, to="county", petitioner=1, paper=OPINION, form="written")


@proves("R22 35", "S0-112")
def test_where_two_organs_are_open_the_petitioner_chooses_and_no_other_is() -> None:
    life = of_labour()
    for organ in ("county", "city_labour"):
        again = Life()
        again.line, again.state = list(life.line), life.state
        again.do(
            "apply_review",
            "2026-04-10",
            "xfj",
            0,
            (1,),
            to=organ,
            petitioner=1,
            paper=OPINION,
            form="written",
        )
        assert again.owed(organ)["review"] == "2026-05-11"
    for organ in ("city", "xfj", "labour"):
        life.refused(
            "organ", "apply_review", "2026-04-10", "xfj", 0, (1,), to=organ, petitioner=1, paper=OPINION
        )


@proves("R22 35", "DL-8", "S0-112", "S0-153")
def test_the_review_opinion_is_due_thirty_days_from_receipt_of_the_request_not_from_its_acceptance() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.do("accept_review", "2026-06-24", "county", no)
    assert life.owed("county")["review"] == "2026-07-22"
    assert life.duty("review").provision == "R22 35"
    assert life.duty("review").certainty == "A"
    assert life.duty("accept-review", how="met").certainty == "H"


@proves("R22 35")
def test_a_request_by_the_respondents_own_hand_is_not_taken() -> None:
    life = served()
    life.refused(
        "own_cause", "apply_review", "2026-06-22", "town", 0, (1,), to="county", petitioner=1, paper=OPINION
    )


@proves("R22 31[1]-[5]")
def test_a_point_led_into_another_procedure_has_no_review() -> None:
    life = Life().dispatched(to="labour")
    life.do("name_path", "2026-03-16", "labour", 2, (1,), path="31[5]", procedure="labour-inspection")
    life.refused("opinion", "apply_review", "2026-03-20", "xfj", 0, (1,), to="county", petitioner=1, paper=3)
    assert not any(o.kind == "apply_review" for o in life.open("2026-03-20"))


@proves("R22 35")
def test_a_review_is_about_the_points_the_opinion_answered_and_asked_for_by_one_it_went_to() -> None:
    life = served()
    life.do("add_point", "2026-06-20", "xfj", 1, purpose="claim")
    life.refused(
        "points", "apply_review", "2026-06-22", "xfj", 0, (1, 2), to="county", petitioner=1, paper=OPINION
    )
    life.refused(
        "applicant", "apply_review", "2026-06-22", "xfj", 0, (1,), to="county", petitioner=2, paper=OPINION
    )


@proves("R22 35", "R22 36(1)")
def test_the_same_request_is_not_pending_twice_and_after_a_decision_re_review_is_the_way() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.refused(
        "pending", "apply_review", "2026-06-23", "xfj", 0, (1,), to="county", petitioner=1, paper=OPINION
    )
    decide(life, no, "2026-07-17", {"1": "maintain"})
    again = life.refused(
        "reviewed", "apply_review", "2026-07-18", "xfj", 0, (1,), to="county", petitioner=1, paper=OPINION
    )
    assert again.provision == "R22 36(1)"


@proves("R22 35")
def test_an_applicant_may_withdraw_and_ask_again_within_the_time_and_no_other_may() -> None:
    life = served(people=("self", "self"))
    no = ask(life, "2026-06-08")
    life.refused("applicant", "withdraw_review", "2026-06-09", "", no, petitioner=2, by="petitioner:2")
    life.do("withdraw_review", "2026-06-09", "", no, petitioner=1, by="petitioner:1")
    assert life.owed("county") == {}
    ask(life, "2026-06-12")


# ------------------------------------------------------------------ looking into it


@proves("S0-053")
def test_the_file_is_called_for_and_the_office_reviewed_owes_it() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.do("accept_review", "2026-06-24", "county", no)
    life.do("call_file", "2026-06-24", "county", no)
    assert life.owed("town") == {"hand-over-file": "2026-07-01"}
    life.refused("office", "hand_over_file", "2026-06-26", "labour", no)
    life.do("hand_over_file", "2026-06-26", "town", no)
    assert life.owed("town") == {}


@proves("R22 28(3)")
def test_two_investigators_who_had_no_part_in_what_is_reviewed() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.do("accept_review", "2026-06-24", "county", no)
    life.refused("two", "investigate_review", "2026-06-25", "county", no, form="documents")
    name = ("name_investigators", "2026-06-25", "county", no)
    life.refused("two", *name, first="zhou", second="zhou", declared="no_interest")
    life.refused("declared", *name, first="zhou", second="wu")
    life.refused(
        "interest", *name, first="zhou", second="town", declared="no_interest"
    )  # officer:town had answered
    life.do("declare_interest", "2026-06-25", "county", no, by="officer:zheng")
    life.do("decide_recusal", "2026-06-25", "county", no, officer="zheng", decision="granted")
    life.refused("interest", *name, first="zhou", second="officer:zheng", declared="no_interest")
    life.do(*name, first="zhou", second="wu", declared="no_interest")


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ({"members": 9, "present": 5, "favour": 5}, "quorum"),
        ({"members": 9, "present": 6, "favour": 3}, "votes"),
        ({"members": 9, "present": 6, "favour": 5, "against": 2}, "votes"),
        ({"members": 9, "recused": 3, "present": 3, "favour": 3}, "quorum"),
    ],
)
@proves("S0-055")
def test_without_a_quorum_or_a_majority_the_committee_resolves_nothing(
    votes: dict[str, Any], code: str
) -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.do("accept_review", "2026-06-24", "county", no)
    life.do(
        "name_investigators", "2026-06-24", "county", no, first="zhou", second="wu", declared="no_interest"
    )
    life.do("investigate_review", "2026-06-24", "county", no, form="documents")
    life.refused(code, "hold_session", "2026-07-15", "county", no, (1,), outcome={"1": "maintain"}, **votes)
    life.refused("session", "decide_review", "2026-07-17", "county", no, (1,), outcome={"1": "maintain"})


@proves("R22 28(3)")
def test_a_member_from_the_office_reviewed_stands_back() -> None:
    life = of_labour()
    no = ask(life, "2026-04-10")
    life.do("accept_review", "2026-04-10", "county", no)
    life.do(
        "name_investigators", "2026-04-10", "county", no, first="zhou", second="wu", declared="no_interest"
    )
    life.do("investigate_review", "2026-04-10", "county", no, form="documents")
    session = ("hold_session", "2026-04-13", "county", no, (1,))
    life.refused("recusal", *session, outcome={"1": "maintain"}, members=9, present=9, favour=9)
    life.do(*session, outcome={"1": "maintain"}, members=9, recused=1, present=8, favour=8)


@proves("S0-056")
def test_the_opinion_says_what_was_resolved_on_every_point_asked_about_and_on_no_other() -> None:
    life = served(points=2)
    no = ask(life, "2026-06-22", points=(1, 2))
    looked_into(life, no, "2026-07-15", {"1": "maintain", "2": "revoke"})
    opinion_of = ("decide_review", "2026-07-17", "county", no)
    life.refused("unanswered", *opinion_of, (1,), outcome={"1": "maintain"})
    life.refused("resolved", *opinion_of, (1, 2), outcome={"1": "maintain", "2": "maintain"})
    life.refused("redo_days", *opinion_of, (1, 2), outcome={"1": "maintain", "2": "revoke"})
    life.do(*opinion_of, (1, 2), outcome={"1": "maintain", "2": "revoke"}, redo_days=30)


@proves("R22 35")
def test_what_is_not_open_yet_says_why_before_anything_is_filled_in() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.do("accept_review", "2026-06-24", "county", no)
    committee = Doer("officer", "officer:zhou", "county", frozenset({"review"}))
    shut = {
        x.kind: x.why.code for x in shut_acts(life.state, life.law, life.world, date(2026, 6, 25), committee)
    }
    assert (shut["investigate_review"], shut["hold_session"], shut["decide_review"]) == (
        "two", "not_investigated", "session",
    )  # fmt: skip
    assert "name_investigators" not in shut, "that one is open"
    assert "hand_over_file" not in shut, "that one is the other office's"
