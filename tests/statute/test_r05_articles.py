"""The Regulation of 2005 article by article, where the texts of both years differ and where they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiyin.papers.kinds import kind as paper_kind
from tests.proves import proves
from tests.statute.lives import OFFICES, PETITIONER, County, Life, officer
from tests.statute.reviews import decide, serve

DEPARTMENTS = ["labour", "streets"]


def registered(**codes: Any) -> Life:
    """An entry of 1 March 2021."""
    life = Life("national")
    life.register("2021-03-01", **codes)
    return life


def accepted() -> Life:
    """Transferred to the town, and accepted there on 12 March 2021."""
    life = registered()
    life.do("transfer", "2021-03-08", "xfj", 1, (1,), to="town")
    life.do("accept", "2021-03-12", "town", 2, (1,))
    return life


def by(life: Life, kind: str) -> str:
    """The provision an act rested on in March 2021."""
    spec = life.law.in_force(kind, date(2021, 3, 15))
    assert spec is not None
    return spec.provision


@proves("R05 8(1)", "R05 29")
def test_r05_29_8_a_suggestion_is_studied_and_may_be_rewarded_and_no_reply_was_owed() -> None:
    life = registered(purposes=["suggestion"])
    life.do("transfer", "2021-03-02", "xfj", 1, (1,), to="town")
    assert "reply-suggestion" not in life.owed("town")
    life.do("study_suggestion", "2021-03-10", "town", 2, (1,), study="meeting")
    life.do("reply_suggestion", "2021-03-16", "town", 2, (1,), adoption={"1": "adopted"})
    assert "reward_suggestion" in life.open_kinds("2021-03-20", 2)
    assert (by(life, "study_suggestion"), by(life, "reward_suggestion")) == ("R05 29", "R05 8(1)")


@proves("R05 12")
def test_r05_12_the_receipt_of_that_time_rests_on_the_right_to_enquire() -> None:
    assert registered().paper("receipt").office == "xfj"
    assert paper_kind("receipt", on=date(2021, 3, 1)).provision == "R05 12"


@proves("R05 13(2)")
def test_r05_13_2_mediation_stops_no_clock_and_there_was_no_relief_to_refer_to() -> None:
    life = accepted()
    before = life.owed("town")
    consents = {f.key: 1 for f in life.law.acts["mediate"].fields if f.kind == "bool"}
    given: dict[str, Any] = {"form": "people", **consents}
    life.do("mediate", "2021-03-20", "town", 2, (1,), **given)
    assert life.owed("town") == before
    life.refused("unknown", "refer_relief", "2021-03-22", "town", 2, to="labour", relief="social", consent=1)


@proves("R05 17", "R05 18(2)")
def test_r05_17_18_requests_are_added_and_completed_and_petitioners_join_and_no_clock_stops() -> None:
    life = registered()
    before = life.owed("xfj")
    life.do("add_point", "2021-03-03", "xfj", 1, purpose="claim")
    life.do("ask_supplement", "2021-03-03", "xfj", 1)
    life.do("join", "2021-03-04", "xfj", 0, petitioners=[[2, "self"]])
    assert {rule: life.owed("xfj")[rule] for rule in before} == before
    assert (set(life.state.points), set(life.state.petitioners)) == ({1, 2}, {1, 2})


@proves("R05 23")
def test_r05_23_what_accuses_somebody_is_not_passed_to_him_and_no_cadre_office_was_told() -> None:
    life = registered(purposes=["accusation"], restricted=1)
    life.refused("accused_unknown", "transfer", "2021-03-03", "xfj", 1, (1,), to="jw")
    life.do("name_accused", "2021-03-03", "xfj", 1, office="town")
    life.refused("accused", "transfer", "2021-03-04", "xfj", 1, (1,), to="town")
    life.do("transfer", "2021-03-04", "xfj", 1, (1,), to="jw")
    assert not {"inform_organisation", "report_grave_accusation"} & life.open_kinds("2021-03-05")


@proves("R05 24")
def test_r05_24_several_organs_agree_and_a_dispute_is_decided_by_their_common_superior() -> None:
    life = registered()
    life.do("consult_offices", "2021-03-03", "xfj", 1, (1,), offices=DEPARTMENTS, result="disputed")
    life.refused(
        "common_superior", "refer_competence", "2021-03-04", "xfj", 1, (1,), offices=DEPARTMENTS, to="town"
    )
    life.do("refer_competence", "2021-03-04", "xfj", 1, (1,), offices=DEPARTMENTS, to="county")
    life.do("decide_competence", "2021-03-09", "county", 2, competent="labour")
    life.refused("decided", "decide_competence", "2021-03-10", "county", 2, competent="streets")
    life.refused("bound", "transfer", "2021-03-10", "xfj", 1, (1,), to="streets")
    life.do("transfer", "2021-03-10", "xfj", 1, (1,), to="labour")
    assert by(life, "decide_competence") == "R05 24"


@proves("R05 25")
def test_r05_25_the_successor_of_a_closed_organ_owes_what_it_owed_by_the_same_day() -> None:
    life = accepted()
    due = life.duty("answer").due
    life.world = County({**OFFICES, "town": replace(OFFICES["town"], until="2021-03-31")})
    codes: dict[str, Any] = {"from": "town"}
    life.do("succeed", "2021-04-06", to="labour", **codes)
    assert (life.duty("answer").office, life.duty("answer").due) == ("labour", due)


@proves("R05 30")
def test_r05_30_an_officer_with_an_interest_stands_back() -> None:
    head, chen = officer("town", "head", ref="officer:chu"), officer("town", "handler", ref="officer:chen")
    life = accepted()
    life.do("name_officer", "2021-03-15", "town", 2, officer="chen")
    life.do("declare_interest", "2021-03-16", "town", 2, doer=chen, interest="kin_of_party")
    life.do("decide_recusal", "2021-03-17", "town", 2, doer=head, officer="chen", decision="granted")
    life.refused("recused", "name_officer", "2021-03-18", "town", 2, doer=head, officer="chen")
    assert by(life, "decide_recusal") == "R05 30"


@proves("R05 31(1)", "R05 31(2)")
def test_r05_31_the_petitioner_is_heard_the_facts_looked_into_and_a_grave_matter_heard_in_public() -> None:
    life = accepted()
    sixty = life.owed("town")["answer"]
    life.do("contact", "2021-03-15", "town", 2, form="in_person")
    life.do("investigate", "2021-03-16", "town", 2, form="on_site")
    life.do("ask_hearing", "2021-03-17", "", 2, doer=PETITIONER, ground="complex")
    life.do("decide_hearing", "2021-03-19", "town", 2, hold="yes")
    life.do("announce_hearing", "2021-03-22", "town", 2, day="2021-04-09")
    life.do("hold_hearing", "2021-04-09", "town", 2)
    assert life.owed("town")["answer"] == sixty
    assert (by(life, "investigate"), by(life, "hold_hearing")) == ("R05 31(1)", "R05 31(2)")


@proves("R05 28")
def test_r05_28_a_closed_matter_in_which_something_was_missed_is_taken_up_again() -> None:
    life = registered(purposes=["thanks"], channel="letter")
    life.do("keep_on_file", "2021-03-03", "xfj", 1, (1,))
    life.do("close", "2021-03-04", "xfj")
    life.do("reopen", "2021-03-09", "xfj")
    assert life.state.phase == "concluded"
    assert by(life, "reopen") == "R05 28"


@pytest.fixture
def re_reviewed() -> tuple[Life, int]:
    """Answered, reviewed and asked to be re-reviewed, all in 2021; the number of the last proceeding."""
    life = accepted()
    life.do("tell_destination", "2021-03-12", "xfj", 1, (1,))
    life.do("answer", "2021-04-20", "town", 2, (1,), outcome={"1": "explain"}, execution={})
    for paper in list(life.state.papers.values()):
        for no in paper.addressees:
            serve(life, paper.no, no, "2021-04-21")
    opinion = life.paper("handling_opinion").no
    said: dict[str, Any] = {"petitioner": 1, "form": "written"}
    life.do("apply_review", "2021-05-10", "xfj", 0, (1,), to="county", paper=opinion, **said)
    first = decide(life, max(life.state.proceedings), "2021-06-01", {"1": "maintain"})
    serve(life, first, 1, "2021-06-02")
    life.refused("organ", "apply_re_review", "2021-06-10", "xfj", 0, (1,), to="county", paper=first, **said)
    life.do("apply_re_review", "2021-06-10", "xfj", 0, (1,), to="city", paper=first, **said)
    return life, max(life.state.proceedings)


@proves("R05 35(1)", "R05 35(2)")
def test_r05_35_1_2_a_re_review_is_due_in_thirty_days_without_those_of_a_hearing(
    re_reviewed: tuple[Life, int],
) -> None:
    life, no = re_reviewed
    duty = life.duty("re-review")
    assert (str(duty.due), duty.office, duty.provision) == ("2021-07-12", "city", "R05 35(1)、35(2)")
    life.do("accept_review", "2021-06-11", "city", no)
    life.do("open_review_hearing", "2021-06-21", "city", no)
    life.do("close_review_hearing", "2021-06-25", "city", no)
    assert (str(life.duty("re-review").nominal), life.duty("re-review").uncounted) == ("2021-07-15", 5)


@proves("R05 35(3)")
def test_r05_35_3_after_re_review_the_same_facts_are_told_once_and_new_ones_dealt_with(
    re_reviewed: tuple[Life, int],
) -> None:
    life, no = re_reviewed
    serve(life, decide(life, no, "2021-07-01", {"1": "maintain"}, "city"), 1, "2021-07-02")
    assert set(life.state.final) == {(1, 1)}
    life.do("tell_final", "2021-08-02", "xfj", 0, (1,), petitioner=1, compared="same_facts")
    life.refused("told", "tell_final", "2021-09-02", "xfj", 0, (1,), petitioner=1, compared="same_facts")
    life.do("renew_point", "2021-09-03", "xfj", 0, (1,))
    assert life.point(2).step == "registered"
