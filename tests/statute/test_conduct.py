"""R22 28(3), 31[6], 33, 37 and the simple procedure: how a matter is conducted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.proves import proves
from tests.statute.lives import PETITIONER, Life, officer

AGREED: dict[str, Any] = {"petitioner_agrees": 1, "other_agrees": 1, "lawful": 1}


# ------------------------------------------------------------------ the simple procedure


def simple(on: str = "2026-03-11", **codes: Any) -> Life:
    life = Life().dispatched(sent="2026-03-09")
    life.do("use_simple", on, "town", 2, (1,), case="clear", told_by="phone", supportable=1, **codes)
    return life


@proves("S0-305")
def test_simple_the_competent_organ_accepts_in_3_and_answers_in_10_working_days_figures_of_2016_marked_so() -> (
    None
):
    life = simple()
    duty = life.duty("simple-answer")
    assert (str(duty.due), duty.certainty) == ("2026-03-25", "M")
    assert "未核实" in duty.provision
    assert life.owed("town")["answer"] == "2026-05-11", (
        "the sixty days of R22 34 run beside it (day 60 is a Sunday)"
    )
    assert "tell-forwarded" not in life.owed("town")
    late = Life().dispatched(sent="2026-03-09")
    late.refused("simple_late", "use_simple", "2026-03-13", "town", 2, (1,), supportable=1)


@proves("S0-305")
def test_simple_is_not_for_repeats_nor_assigned_nor_grave_nor_collective_nor_what_may_be_refused() -> None:
    again = Life()
    again.register("2026-03-02", "xfj")
    again.do("judge", "2026-03-02", "xfj", 1, result="repeat", linked=3)
    again.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    again.refused("not_first", "use_simple", "2026-03-11", "town", 2, (1,), supportable=1)
    assigned = Life()
    assigned.register("2026-03-02", "xfj")
    assigned.do("judge", "2026-03-02", "xfj", 1, result="first")
    assigned.do("assign", "2026-03-09", "xfj", 1, (1,), to="town", feedback_due="2026-05-20")
    assigned.refused("excluded", "use_simple", "2026-03-11", "town", 2, (1,), supportable=1)
    for codes in ({"urgent": 1}, {"people": ["self"] * 5}):
        life = Life().dispatched(sent="2026-03-09", **codes)
        life.refused("excluded", "use_simple", "2026-03-11", "town", 2, (1,), supportable=1)
    life = Life().dispatched(sent="2026-03-09")
    life.refused("not_supportable", "use_simple", "2026-03-11", "town", 2, (1,))


@proves("S0-305")
def test_simple_is_open_from_17_july_2022_on() -> None:
    life = Life()
    life.register("2022-07-11", "xfj")
    life.do("judge", "2022-07-11", "xfj", 1, result="first")
    life.do("transfer", "2022-07-13", "xfj", 1, (1,), to="town")
    life.refused("unknown", "use_simple", "2022-07-15", "town", 2, (1,), supportable=1)
    life.do("use_simple", "2022-07-18", "town", 2, (1,), supportable=1)


@proves("S0-305")
def test_simple_may_answer_by_phone_unless_the_petitioner_wants_paper() -> None:
    said: dict[str, Any] = {"outcome": {"1": "support"}, "execution": {"1": "2026-04-10"}, "told_by": "phone"}
    life = simple()
    life.refused("not_supportable", "answer_simple", "2026-03-18", "town", 2, (1,), outcome={"1": "explain"})
    life.do("answer_simple", "2026-03-18", "town", 2, (1,), **said)
    assert life.owed("town") == {"carry-out": "2026-04-10"}
    wants = simple()
    wants.do("want_paper", "2026-03-12", "", 2, doer=PETITIONER)
    wants.refused("on_paper", "answer_simple", "2026-03-18", "town", 2, (1,), **said)
    wants.do("answer", "2026-03-18", "town", 2, (1,), outcome={"1": "support"}, execution={"1": "2026-04-10"})
    assert "simple-answer" not in wants.owed("town")


@proves("R22 35", "R22 32", "S0-305")
def test_who_was_answered_by_word_may_still_have_the_opinion_and_with_it_the_review() -> None:
    life = simple()
    life.do(
        "answer_simple", "2026-03-18", "town", 2, (1,), outcome={"1": "support"}, execution={"1": "2026-04-10"}, told_by="phone",
    )  # fmt: skip
    opinions = [p.no for p in life.state.papers.values() if p.kind == "handling_opinion"]
    assert (life.point().opinion, opinions) == (0, [])
    life.do("want_paper", "2026-04-01", "", 2, doer=PETITIONER)
    assert life.owed("town") == {"answer-in-writing": "2026-04-13"}  # day 10 is Saturday, 11 April
    life.do("answer", "2026-04-08", "town", 2, (1,), outcome={"1": "support"}, execution={"1": "2026-04-20"})
    opinion = life.state.papers[max(life.state.papers)]
    life.serve(opinion, "2026-04-09")
    assert [str(w.end) for w in life.state.windows.values()] == ["2026-05-09"]  # a make-up Saturday
    assert life.owed("town") == {"carry-out": "2026-04-20"}


@proves("R22 34", "S0-305")
def test_a_switch_to_the_ordinary_procedure_wins_no_days() -> None:
    life = simple()
    life.refused("simple", "ask_extension", "2026-03-20", "town", 2, (1,), days=20)
    life.do("leave_simple", "2026-03-20", "town", 2, (1,), why="complex")
    assert life.owed("town") == {"answer": "2026-05-11"}
    answered = simple()
    answered.do(
        "answer_simple", "2026-03-18", "town", 2, (1,), outcome={"1": "support"}, execution={"1": "2026-04-10"}, told_by="phone",
    )  # fmt: skip
    answered.do("leave_simple", "2026-03-20", "town", 2, (1,), why="petitioner_asks")
    assert answered.owed("town")["answer"] == "2026-05-11"
    assert answered.point().step == "accepted"


@proves("S0-305", "R22 29(1)")
def test_what_was_to_be_sent_on_for_the_simple_way_and_is_replied_to_instead_is_not_sent_on() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("mark_simple", "2026-03-02", "xfj", 1, (1,), case="clear")
    assert life.owed("xfj")["simple-forward"] == "2026-03-03"
    life.do("screen", "2026-03-03", "xfj", 1, (1,), purpose="enquiry", path="none")
    life.do("reply", "2026-03-03", "xfj", 1, (1,))
    assert "simple-forward" not in life.owed("xfj")


# ------------------------------------------------------------------ mediation


@pytest.mark.parametrize("left_out", sorted(AGREED))
@proves("R22 33")
def test_r22_33_without_the_consent_of_both_or_beyond_discretion_there_is_no_mediation(left_out: str) -> None:
    given: dict[str, Any] = {key: 1 for key in AGREED if key != left_out}
    refused = (
        Life()
        .accepted()
        .refused(
            "lawful" if left_out == "lawful" else "consent", "mediate", "2026-03-20", "town", 2, (1,), **given
        )
    )
    assert refused.provision == "R22 33"


@proves("R22 33", "R22 34", "S0-323")
def test_r22_33_mediation_stops_no_clock_and_an_agreement_ends_no_handling() -> None:
    life = Life().accepted()
    before = life.owed("town")
    life.do("mediate", "2026-03-20", "town", 2, (1,), form="people", **AGREED)
    assert life.owed("town") == before
    life.do("agree_mediation", "2026-04-10", "town", 2, (1,), due="2026-05-01")
    owed = life.owed("town")
    assert (owed["answer"], owed["follow-agreement"]) == (before["answer"], "2026-05-01")
    assert life.point().step == "accepted"
    assert life.paper("mediation_agreement").addressees == (1,)
    life.do("report_agreement", "2026-04-30", "town", 2, kept="kept")
    assert "follow-agreement" not in life.owed("town")


@proves("R22 33")
def test_the_agreement_of_a_peoples_mediation_may_be_confirmed_within_30_days_another_may_not() -> None:
    for form, days in (("people", ["2026-05-11"]), ("administrative", [])):
        life = Life().accepted()
        life.do("mediate", "2026-03-20", "town", 2, (1,), form=form, **AGREED)
        life.do("agree_mediation", "2026-04-10", "town", 2, (1,), due="2026-05-01")
        found = [w for w in life.state.windows.values() if w.rule == "judicial-confirmation"]
        assert [str(w.end) for w in found] == days, "day 30 is a Sunday"


@proves("R22 33")
def test_r22_33_the_parties_may_also_settle_between_themselves() -> None:
    life = Life().accepted()
    life.refused("consent", "agree_settlement", "2026-04-10", "town", 2, (1,), due="2026-05-01")
    life.do("agree_settlement", "2026-04-10", "town", 2, (1,), due="2026-05-01", **AGREED)
    assert life.paper("settlement_agreement").addressees == (1,)


# ------------------------------------------------------------------ hearings


@proves("R22 31[6]", "S0-148")
def test_r22_31_6_a_hearing_is_asked_for_decided_announced_held_and_concluded_in_turn() -> None:
    life = Life().accepted()
    sixty = life.owed("town")["answer"]
    life.do("ask_hearing", "2026-03-20", "", 2, doer=PETITIONER, ground="complex")
    duty = life.duty("decide-hearing")
    assert (str(duty.due), duty.certainty) == ("2026-03-31", "C"), "a local sample, and it says so"
    assert "地方样本" in duty.provision
    life.refused("hearing_order", "announce_hearing", "2026-03-24", "town", 2, day="2026-04-10")
    life.do("decide_hearing", "2026-03-24", "town", 2, hold="yes")
    life.refused("hearing_day", "announce_hearing", "2026-03-25", "town", 2, day="2026-03-25")
    life.do("announce_hearing", "2026-03-25", "town", 2, day="2026-04-10")
    life.refused("hearing_day", "hold_hearing", "2026-04-09", "town", 2)
    life.do("hold_hearing", "2026-04-10", "town", 2)
    assert life.owed("town")["hearing-conclusion"] == "2026-04-30"
    life.do("conclude_hearing", "2026-04-20", "town", 2)
    assert life.owed("town")["answer"] == sixty, "R22 stops the clock for hearings in re-review only"
    assert {p.kind for p in life.state.papers.values()} >= {
        "hearing_decision",
        "hearing_notice",
        "hearing_record",
        "hearing_conclusion",
    }


@proves("R22 31[6]")
def test_a_conclusion_announced_at_the_hearing_is_issued_in_ten_days() -> None:
    life = Life().accepted()
    life.do("decide_hearing", "2026-03-24", "town", 2, hold="yes")
    life.do("announce_hearing", "2026-03-25", "town", 2, day="2026-04-10")
    life.do("hold_hearing", "2026-04-10", "town", 2, announced=1)
    assert life.owed("town")["hearing-conclusion-told"] == "2026-04-20"
    assert "hearing-conclusion" not in life.owed("town")


@proves("R22 31[6]")
def test_a_hearing_has_its_place_between_acceptance_and_answer_only() -> None:
    life = Life().dispatched()
    assert "ask_hearing" not in life.open_kinds("2026-03-12")
    life.refused("no_place", "ask_hearing", "2026-03-12", "town", 2, ground="grave")
    life.refused("level", "ask_hearing", "2026-03-12", "xfj", 1, ground="grave")


# ------------------------------------------------------------------ recusal and relief


@proves("R22 28(3)")
def test_r22_28_3_who_stands_back_takes_no_part_any_more_and_cannot_be_named_again() -> None:
    head, chen = officer("town", "head", ref="officer:chu"), officer("town", "handler", ref="officer:chen")
    life = Life().accepted()
    life.do("name_officer", "2026-03-16", "town", 2, officer="chen")
    life.do("declare_interest", "2026-03-17", "town", 2, doer=chen, interest="kin_of_party")
    assert life.owed("town")["decide-recusal"] == "2026-03-20"
    life.do("decide_recusal", "2026-03-18", "town", 2, doer=head, officer="chen", decision="granted")
    assert life.proceeding(2).officer == ""
    life.refused("recused", "investigate", "2026-03-19", "town", 2, doer=chen, form="on_site")
    life.refused("recused", "name_officer", "2026-03-19", "town", 2, doer=head, officer="chen")
    assert life.open("2026-03-19", chen) == []
    life.do("name_officer", "2026-03-19", "town", 2, doer=head, officer="wei")


@proves("R22 28(3)")
def test_r22_28_3_a_petitioner_may_ask_and_each_request_is_decided_by_itself() -> None:
    head = officer("town", "head", ref="officer:chu")
    life = Life().accepted()
    life.do("ask_recusal", "2026-03-17", "", 2, doer=PETITIONER, officer="chen", interest="in_the_matter")
    life.do("ask_recusal", "2026-03-18", "", 2, doer=PETITIONER, officer="chu", interest="other")
    life.refused(
        "recusal_asked", "ask_recusal", "2026-03-18", "", 2, doer=PETITIONER, officer="chen", interest="other"
    )
    life.do("decide_recusal", "2026-03-18", "town", 2, doer=head, officer="chen", decision="not_granted")
    assert life.ended("decide-recusal") == ["met"]
    life.refused(
        "own_recusal",
        "decide_recusal",
        "2026-03-19",
        "town",
        2,
        doer=head,
        officer="chu",
        decision="not_granted",
    )
    assert life.owed("town")["decide-recusal"] == "2026-03-23"
    life.do(
        "investigate",
        "2026-03-19",
        "town",
        2,
        doer=officer("town", "handler", ref="officer:chen"),
        form="on_site",
    )


@proves("R22 37(2)", "R22 37(3)", "S1-008")
def test_r22_37_relief_is_referred_to_after_closing_too_and_shows_nobody_the_file() -> None:
    life = Life().answered("2026-05-12")
    for paper in list(life.state.papers.values()):
        for no in paper.addressees:
            life.serve(paper, "2026-05-13", no)
    life.do("tell_destination", "2026-05-13", "xfj", 1, (1,))
    life.serve(life.paper("destination_notice"), "2026-05-13")
    life.do("close", "2026-05-14", "xfj")
    life.refused("closed", "investigate", "2026-06-20", "town", 2, form="on_site")
    life.refused("consent", "refer_relief", "2026-06-20", "town", 2, to="labour", relief="social")
    life.do("refer_relief", "2026-06-20", "town", 2, to="labour", relief="social", consent=1)
    life.do("record_relief", "2026-07-20", "town", 2, relieved="yes")
    assert life.state.phase == "closed"
    assert "labour" not in life.state.handlers


@proves("R22 31[6]")
def test_a_request_for_a_hearing_that_nobody_decided_is_over_with_the_opinion() -> None:
    life = Life().accepted()
    life.do("ask_hearing", "2026-03-20", "town", 2, ground="complex")
    assert "decide-hearing" in life.owed("town")
    life.do("answer", "2026-04-02", "town", 2, (1,), outcome={"1": "explain"})
    assert "decide-hearing" not in life.owed("town")


@proves("R22 28(3)")
def test_whose_recusal_was_decided_does_nothing_more_whoever_enters_it() -> None:
    life = Life().accepted()
    life.do("declare_interest", "2026-03-17", "town", 2, by="officer:chen", interest="kin_of_party")
    life.do("decide_recusal", "2026-03-18", "town", 2, by="officer:head", officer="chen", decision="granted")
    life.refused("recused", "investigate", "2026-03-19", "town", 2, by="officer:chen")
    life.do("investigate", "2026-03-19", "town", 2, by="officer:li")
