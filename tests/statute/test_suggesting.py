"""R22 29, 30(2): suggestions are studied and answered by adoption; who manages cadres is informed."""

from __future__ import annotations

from typing import Any

from tests.proves import proves
from tests.statute.lives import Life


def suggestion(office: str = "town") -> Life:
    """A suggestion sent to the office with power over it."""
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["suggestion", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "xfj", 1, (1, 2), to=office)
    return life


@proves("R22 29(1)")
def test_r22_29_1_the_office_owes_a_reply_to_a_suggestion_promptly_and_to_a_claim_none() -> None:
    duty = suggestion().duty("reply-suggestion")
    assert (duty.office, duty.due, duty.over, duty.provision) == ("town", None, (1,), "R22 29(1)")


@proves("R22 29(1)", "S0-133")
def test_r22_29_1_the_reply_says_of_each_suggestion_whether_it_is_adopted_whole_in_part_or_not() -> None:
    life = suggestion()
    life.do("study_suggestion", "2026-03-10", "town", 2, (1,), study="meeting")
    life.refused("suggestion", "reply", "2026-03-16", "town", 2, (1,))
    life.refused("adoption", "reply_suggestion", "2026-03-16", "town", 2, (1,))
    life.refused("adoption", "reply_suggestion", "2026-03-16", "town", 2, (1,), adoption={"1": "perhaps"})
    life.do("reply_suggestion", "2026-03-16", "town", 2, (1,), adoption={"1": "adopted_partly"})
    assert (life.point(1).step, life.point(1).outcome) == ("replied", "adopted_partly")
    assert life.ended("reply-suggestion") == ["met"]
    assert life.paper("suggestion_reply").addressees == (1,)


@proves("R22 29(1)")
def test_r22_29_1_a_claim_is_not_answered_by_adoption() -> None:
    suggestion().refused(
        "purpose", "reply_suggestion", "2026-03-16", "town", 2, (2,), adoption={"2": "adopted"}
    )


@proves("R22 29(2)")
def test_r22_29_2_a_suggestion_that_helped_may_be_rewarded_once_it_was_answered() -> None:
    life = suggestion()
    assert "reward_suggestion" not in life.open_kinds("2026-03-10", 2)
    life.do("reply_suggestion", "2026-03-16", "town", 2, (1,), adoption={"1": "adopted"})
    assert "reward_suggestion" in life.open_kinds("2026-03-20", 2)


def accusation(**named: Any) -> Life:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["accusation"], restricted=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("name_accused", "2026-03-03", "xfj", 1, **named)
    return life


@proves("R22 30(2)")
def test_r22_30_2_the_petition_department_informs_the_organisation_department_of_what_is_raised_about_cadres() -> (
    None
):
    life = accusation(office="town", cadre=1)
    duty = life.duty("inform-organisation")
    assert (duty.office, duty.due, duty.provision) == ("xfj", None, "R22 30(2)")
    life.refused("accused", "inform_organisation", "2026-03-05", "xfj", 1, to="town")
    life.do("inform_organisation", "2026-03-05", "xfj", 1, to="county")
    assert life.ended("inform-organisation") == ["met"]
    assert "county" not in life.state.handlers, "it is informed by a paper and sees no file"


@proves("R22 30(2)")
def test_r22_30_2_what_is_grave_also_goes_to_the_party_secretary_and_the_leader_in_charge() -> None:
    assert "report-grave-accusation" not in accusation(office="town", cadre=1).owed("xfj")
    life = accusation(office="town", cadre=1, grave=1)
    assert life.owed("xfj")["report-grave-accusation"] == "promptly"
    for said in ({"secretary": 1}, {"leader": 1}, {"secretary": 1, "leader": 0}):
        refused = life.refused(
            "affirmed", "report_grave_accusation", "2026-03-05", "xfj", 1, to="county", **said
        )
        assert refused.provision == "R22 30(2)"
    life.do("report_grave_accusation", "2026-03-05", "xfj", 1, to="county", secretary=1, leader=1)
    assert "report-grave-accusation" not in life.owed("xfj")


@proves("R22 30(2)")
def test_r22_30_2_binds_petition_departments_only() -> None:
    life = Life()
    life.register("2026-03-02", "jw", purposes=["accusation"], restricted=1)
    life.do("name_accused", "2026-03-03", "jw", 1, office="town", cadre=1, grave=1)
    assert life.owed("jw") == {}


@proves("R22 22(2)", "S0-091")
def test_r22_22_2_an_accusation_against_the_county_goes_to_the_organ_that_manages_its_leaders() -> None:
    life = accusation(office="labour")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="jw")
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["accusation"], restricted=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("name_accused", "2026-03-03", "xfj", 1, office="xfj")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="city_jw")
    assert life.point().step == "arrived", "a higher organ may take it"


@proves("S0-136")
def test_what_was_kept_because_it_was_unclear_is_dispatched_once_the_petitioner_made_it_clear() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["unclear"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("ask_supplement", "2026-03-03", "xfj", 1)
    assert life.owed("xfj")["dispatch"] == "2026-03-17", "asking stops no clock"
    life.do("keep_on_file", "2026-03-10", "xfj", 1, (1,))
    life.do("resume_kept", "2026-04-01", "xfj", 1, (1,))
    assert life.owed("xfj") == {"dispatch": "2026-04-16", "tell-destination": "2026-04-16"}
    assert life.duty("dispatch").certainty == "I"
