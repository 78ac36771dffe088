"""R22 22(2), 23(4), 30: accusations go to who deals with them, and never to who is accused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.proves import proves
from tests.statute.lives import MACHINE, PETITIONER, Life, day, officer
from tests.statute.reviews import decide, serve


def accusation() -> Life:
    """An accusation received by the county's petition office, judged first."""
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["accusation"], restricted=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    return life


@proves("R22 30(3)")
def test_r22_30_3_nothing_is_sent_on_before_the_accused_are_known() -> None:
    life = accusation()
    refused = life.refused("accused_unknown", "transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    assert refused.provision == "R22 30(3)"
    life.refused("accused_unknown", "report_up", "2026-03-04", "xfj", 1, (1,), to="county")
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")


@proves("R22 30(3)")
def test_r22_30_3_naming_nobody_makes_nobody_known() -> None:
    life = accusation()
    life.refused("nobody", "name_accused", "2026-03-04", "xfj", 1)
    life.refused("office", "name_accused", "2026-03-04", "xfj", 1, office="the mayor's brother")


@proves("R22 30(3)")
def test_r22_30_3_or_a_person_confirms_that_they_are_outside_every_office() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, outside=1)
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    assert life.point().step == "arrived"


@pytest.mark.parametrize(
    ("accused", "to"),
    [("jw", "jw"), ("county", "jw"), ("city_jw", "jw"), ("city", "jw"), ("city", "city_jw")],
)
@proves("R22 30(3)")
def test_r22_30_3_never_to_the_accused_nor_to_an_office_under_it_along_any_relation(
    accused: str, to: str
) -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office=accused)
    refused = life.refused("accused", "transfer", "2026-03-04", "xfj", 1, (1,), to=to)
    assert refused.provision == "R22 30(3)"


@proves("R22 30(3)")
def test_r22_30_3_nor_as_an_office_that_helps() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.refused("accused", "transfer", "2026-03-04", "xfj", 1, (1,), to="jw", helping=["labour", "village"])


@proves("R22 30(3)")
def test_r22_30_3_who_is_named_second_is_kept_off_as_well() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.do("name_accused", "2026-03-05", "xfj", 1, office="jw")
    life.refused("accused", "transfer", "2026-03-05", "xfj", 1, (1,), to="jw")
    life.do("transfer", "2026-03-05", "xfj", 1, (1,), to="city_jw")


@proves("R22 30(3)")
def test_r22_30_3_an_organ_that_is_accused_does_not_take_it_up_itself() -> None:
    life = Life()
    life.register("2026-03-02", "jw", purposes=["accusation"], restricted=1)
    life.do("name_accused", "2026-03-03", "jw", 1, office="jw")
    life.refused("accused", "take_up", "2026-03-03", "jw", 1, (1,))


@proves("R22 30(3)")
def test_r22_30_3_a_restricted_matter_goes_only_where_somebody_is_named_for_it() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.refused("restricted", "transfer", "2026-03-04", "xfj", 1, (1,), to="labour")


@proves("R22 30(3)")
def test_r22_30_3_what_screening_finds_to_be_an_accusation_is_restricted_from_then_on() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim"])
    life.do("screen", "2026-03-03", "xfj", 1, (1,), purpose="accusation", path="30")
    assert life.state.restricted
    life.do("screen", "2026-03-04", "xfj", 1, (1,), purpose="claim", path="31[6]")
    assert life.state.restricted, "what once accused somebody is never opened to all again"


@proves("R22 30(3)")
def test_r22_30_3_so_is_a_file_to_which_an_accusation_is_added() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim"])
    life.do("add_point", "2026-03-03", "xfj", 1, purpose="accusation")
    assert life.state.restricted


@proves("R22 30(3)")
def test_r22_30_3_an_accusation_is_registered_apart_once_the_file_lies_with_another_office() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("screen", "2026-03-03", "xfj", 1, (1,), path="31[6]")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    refused = life.refused("accusation_apart", "add_point", "2026-03-10", "xfj", 1, purpose="accusation")
    assert refused.provision == "R22 30(3)"
    assert not life.state.restricted, "and the town goes on with what it has"
    life.do("add_point", "2026-03-10", "xfj", 1, purpose="claim")


@proves("R22 30(3)")
def test_r22_30_3_only_officers_named_for_restricted_matters_act_in_one() -> None:
    life = accusation()
    for posts in (("dispatcher",), ("petition_leader", "dispatcher"), ("head",), ("registrar",)):
        life.refused("post", "screen", "2026-03-04", "xfj", 1, (1,), doer=officer("xfj", *posts), path="30")
        assert life.open("2026-03-04", officer("xfj", *posts)) == []
    life.do("screen", "2026-03-04", "xfj", 1, (1,), doer=officer("xfj", "confidential"), path="30")
    assert life.open("2026-03-04", officer("xfj", "confidential"))


@proves("R22 30(3)")
def test_r22_30_3_the_named_officer_alone_can_bring_it_to_its_end() -> None:
    named, jw = officer("xfj", "confidential"), officer("jw", "confidential")
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["accusation"], restricted=1)
    life.do("judge", "2026-03-02", "xfj", 1, doer=named, result="first")
    life.do("name_accused", "2026-03-03", "xfj", 1, doer=named, office="town")
    life.do("transfer", "2026-03-03", "xfj", 1, (1,), doer=named, to="jw")
    life.do("tell_destination", "2026-03-03", "xfj", 1, (1,), doer=named)
    notice = life.paper("destination_notice")
    life.do(
        "serve",
        "2026-03-04",
        "xfj",
        1,
        paper=notice.no,
        petitioner=1,
        doer=named,
        method="direct",
        received_by="self",
    )
    life.do("give_feedback", "2026-04-20", "jw", 2, (1,), doer=jw)
    life.do("close", "2026-04-21", "xfj", doer=named)
    assert life.state.phase == "closed"


@proves("R22 23(4)", "S0-097")
def test_r22_23_4_notices_on_accusations_follow_rules_of_their_own() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    assert life.owed("jw") == {}
    direct = Life()
    direct.register("2026-03-02", "jw", purposes=["accusation"], restricted=1)
    assert direct.owed() == {}


@proves("R22 30(1)", "R22 31", "S0-134")
def test_r22_30_1_an_accusation_is_neither_accepted_by_31_nor_ended_by_a_reply() -> None:
    life = accusation()
    life.refused("claim", "reply", "2026-03-04", "xfj", 1, (1,))
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    life.refused("purpose", "accept", "2026-03-06", "jw", 2, (1,))
    life.refused("purpose", "name_path", "2026-03-06", "jw", 2, (1,), path="31[5]", procedure="perform-duty")
    life.do("give_feedback", "2026-04-20", "jw", 2, (1,))
    assert life.point().step == "replied"


@proves("R22 30(3)")
def test_r22_30_3_a_restricted_matter_is_never_served_by_public_notice_nor_through_a_co_resident() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office="town")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    life.do("tell_destination", "2026-03-04", "xfj", 1, (1,))
    notice = life.paper("destination_notice")
    for method in ("post", "direct"):
        life.do("serve_failed", "2026-03-05", "xfj", 1, paper=notice.no, petitioner=1, method=method)
    refused = life.refused(
        "public", "serve", "2026-03-06", "xfj", 1, paper=notice.no, petitioner=1, method="public_notice"
    )
    assert refused.provision == "R22 30(3)"
    life.refused(
        "co_resident", "serve", "2026-03-06", "xfj", 1, paper=notice.no, petitioner=1, method="direct", received_by="co_resident",
    )  # fmt: skip


@proves("R22 28(3)")
def test_r22_28_3_sole_handling_by_the_office_complained_of_asks_for_a_reason_or_a_helper() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("screen", "2026-03-02", "xfj", 1, (1,), path="31[6]", complained="town")
    refused = life.refused("sole", "transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    assert refused.provision == "R22 28(3)"
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town", helping=["labour"])
    assert "labour" in life.state.handlers


@proves("R22 28(3)")
def test_r22_28_3_a_complaint_named_with_the_transfer_itself_counts_as_well() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.refused(
        "sole",
        "assign",
        "2026-03-04",
        "xfj",
        1,
        (1,),
        to="town",
        complained="town",
        feedback_due="2026-05-20",
    )
    life.do("assign", "2026-03-04", "xfj", 1, (1,), to="labour", complained="town", feedback_due="2026-05-20")
    assert life.point().complained == "town"


@proves("R22 21(2)", "R22 18(4)")
def test_machines_and_petitioners_do_only_what_is_theirs() -> None:
    life = Life().dispatched()
    life.refused("post", "accept", "2026-03-12", "town", 2, (1,), doer=PETITIONER)
    life.refused("post", "close", "2026-03-12", doer=MACHINE)
    assert {o.kind for o in life.open("2026-03-12", PETITIONER)} <= {
        "add_material", "confirm_receipt", "rate", "withdraw", "undo_withdraw", "consent_electronic", "change_contact",
        "change_pin", "add_entry", "serve", "ask_recusal", "ask_hearing", "want_paper",
    }  # fmt: skip


@proves("R22 30(3)")
def test_r22_30_3_an_office_that_is_accused_itself_sends_it_away_and_owes_nothing_it_cannot_see_to() -> None:
    life = accusation()
    life.do("name_accused", "2026-03-04", "xfj", 1, office="xfj")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    assert life.owed("xfj") == {}


# ------------------------------------------------------------------ the accused turns out to hold it already


def sent_to_the_accused() -> Life:
    """A claim and an accusation in one restricted file; the claim lies with the discipline organ, accepted, when it
    comes to light that people of that organ are accused too."""
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["accusation", "claim"], restricted=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("screen", "2026-03-03", "xfj", 1, (2,), path="31[6]")
    life.do("name_accused", "2026-03-03", "xfj", 1, office="town")
    life.do("assign", "2026-03-04", "xfj", 1, (2,), to="jw", feedback_due="2026-05-29")
    life.do("tell_destination", "2026-03-05", "xfj", 1, (2,))
    life.do("accept", "2026-03-09", "jw", 2, (2,))
    return life


@proves("R22 30(3)", "R22 46[5]")
def test_r22_30_3_what_the_accused_has_accepted_already_is_taken_away_and_sent_elsewhere() -> None:
    life = sent_to_the_accused()
    assert set(life.owed("jw")) == {"answer", "closing-report", "serve"}
    life.do("name_accused", "2026-03-12", "xfj", 1, office="jw")
    assert life.owed("xfj")["take-from-accused"] == "promptly"
    life.do("take_from_accused", "2026-03-12", "xfj", 2)
    assert life.owed("jw") == {}, "it owes nothing that it can no longer see to"
    owed = life.owed("xfj")
    assert "take-from-accused" not in owed
    assert owed["redispatch"] == "2026-03-17", "three working days (house default)"
    assert owed["tell-destination"], "who was told of the discipline organ is told anew"
    assert (life.point(2).step, life.point(2).proceeding) == ("registered", 1)
    life.refused("office", "answer", "2026-03-16", "jw", 2, (2,), outcome={"2": "support"})
    life.refused("accused", "assign", "2026-03-16", "xfj", 1, (2,), to="jw", feedback_due="2026-05-29")
    life.do("assign", "2026-03-16", "xfj", 1, (2,), to="city_jw", feedback_due="2026-05-29")
    assert "redispatch" not in life.owed("xfj")


@proves("R22 30(3)")
def test_r22_30_3_the_taker_proves_the_service_of_what_the_accused_had_issued() -> None:
    life = sent_to_the_accused()
    notice = life.paper("acceptance_notice")
    service: dict[str, Any] = {"paper": notice.no, "petitioner": 1, "method": "direct", "received_by": "self"}
    taker = officer("xfj", "confidential")
    life.refused("office", "serve", "2026-03-11", "xfj", 2, doer=taker, **service)
    life.do("name_accused", "2026-03-12", "xfj", 1, office="jw")
    life.do("take_from_accused", "2026-03-12", "xfj", 2, doer=taker)
    assert "serve" in life.owed("xfj")
    life.do("serve", "2026-03-13", "xfj", 2, doer=taker, **service)
    assert [d.office for d in life.state.live if d.rule == "serve" and d.paper == notice.no] == []


@proves("R22 30(3)")
def test_r22_30_3_an_opinion_that_stands_is_carried_out_under_the_eyes_of_the_taker() -> None:
    life = sent_to_the_accused()
    life.do("answer", "2026-03-20", "jw", 2, (2,), outcome={"2": "support"}, execution={"2": "2026-06-30"})
    life.do("name_accused", "2026-03-23", "xfj", 1, office="jw")
    life.do("take_from_accused", "2026-03-23", "xfj", 2)
    assert (life.point(2).step, life.point(2).outcome) == ("answered", "support")
    assert life.owed("jw") == {}
    assert {"carry-out", "serve"} <= set(life.owed("xfj"))
    assert life.duty("carry-out").due == day("2026-06-30"), "no date moves"
    life.do("carry_out", "2026-06-01", "xfj", 2, (2,))
    assert "carry-out" not in life.owed("xfj")


@proves("R22 30(3)")
def test_r22_30_3_nor_does_an_office_under_the_accused_keep_it() -> None:
    life = sent_to_the_accused()
    life.do("name_accused", "2026-03-12", "xfj", 1, office="county")
    assert life.state.accused == {"town", "county"}
    assert life.owed("xfj")["take-from-accused"] == "promptly"
    life.do("take_from_accused", "2026-03-12", "xfj", 2)
    assert life.point(2).step == "registered"


@proves("R22 30(3)", "R22 35")
def test_r22_30_3_the_taker_answers_to_the_review_organ_and_takes_away_what_it_sends_back_to_the_accused() -> (
    None
):
    life = sent_to_the_accused()
    life.do("answer", "2026-03-20", "jw", 2, (2,), outcome={"2": "not_support"})
    opinion = life.paper("handling_opinion")
    serve(life, opinion.no, 1, "2026-03-20")
    life.do("name_accused", "2026-03-23", "xfj", 1, office="jw")
    life.do("take_from_accused", "2026-03-23", "xfj", 2)
    life.do(
        "apply_review",
        "2026-03-25",
        "xfj",
        0,
        (2,),
        to="county",
        petitioner=1,
        paper=opinion.no,
        form="written",
    )
    decide(life, 3, "2026-04-10", {"2": "revoke"}, redo_days=20)
    assert life.proceeding(4).office == "jw"
    life.do("take_from_accused", "2026-04-10", "xfj", 4)
    assert (life.point(2).step, life.point(2).proceeding) == ("registered", 1)
    assert life.owed("jw") == {}


@proves("R22 30(3)")
def test_r22_30_3_nothing_is_taken_from_who_is_not_accused_and_by_nobody_but_who_dispatched_it() -> None:
    life = sent_to_the_accused()
    assert life.refused("not_accused", "take_from_accused", "2026-03-12", "xfj", 2).provision == "R22 30(3)"
    life.do("name_accused", "2026-03-12", "xfj", 1, office="jw")
    life.refused(
        "office", "take_from_accused", "2026-03-12", "city_jw", 2, doer=officer("city_jw", "confidential")
    )
    life.refused("office", "take_from_accused", "2026-03-12", "jw", 2, doer=officer("jw", "confidential"))
    life.refused("office", "take_from_accused", "2026-03-12", "xfj", 1, doer=officer("xfj", "confidential"))
    life.do("take_from_accused", "2026-03-12", "xfj", 2)
    life.refused("not_accused", "take_from_accused", "2026-03-12", "xfj", 2)


@proves("R22 30(3)")
def test_r22_30_3_a_petition_office_under_the_accused_loses_it_to_the_one_that_sent_it_on() -> None:
    life = Life()
    life.register("2026-03-02", "city_xfj", purposes=["accusation"], restricted=1)
    life.do("judge", "2026-03-02", "city_xfj", 1, result="first")
    life.do("name_accused", "2026-03-03", "city_xfj", 1, office="town")
    life.do("transfer", "2026-03-04", "city_xfj", 1, (1,), to="xfj")
    life.do("transfer", "2026-03-06", "xfj", 2, (1,), to="jw")
    life.do("name_accused", "2026-03-09", "xfj", 2, office="county")
    assert sorted((d.proceeding, d.office) for d in life.state.live if d.rule == "take-from-accused") == [
        (2, "city_xfj"), (3, "city_xfj"),
    ]  # fmt: skip
    life.do("take_from_accused", "2026-03-09", "city_xfj", 3)
    life.do("take_from_accused", "2026-03-09", "city_xfj", 2)
    assert life.owed("xfj") == life.owed("jw") == {}
    life.do("transfer", "2026-03-10", "city_xfj", 1, (1,), to="city_jw")


@proves("R05 23")
def test_r05_23_so_it_was_before_2022() -> None:
    life = Life()
    life.register("2021-03-01", "xfj", purposes=["accusation", "claim"], restricted=1)
    life.do("name_accused", "2021-03-02", "xfj", 1, outside=1)
    life.do("transfer", "2021-03-03", "xfj", 1, (2,), to="jw")
    life.do("name_accused", "2021-03-10", "xfj", 1, office="jw")
    assert life.duty("take-from-accused").provision == "R05 23"
    life.do("take_from_accused", "2021-03-10", "xfj", 2)
    assert life.owed("jw") == {}
