"""R22 29 to 31: every purpose has its path; points found later; the county's Guide on enquiries."""

from __future__ import annotations

import pytest

from tests.proves import proves
from tests.statute.lives import Life

# ------------------------------------------------------------------ 31: screening


@pytest.mark.parametrize(
    ("purpose", "path", "fits"),
    [
        ("claim", "31[1]", True), ("claim", "31[2]", True), ("claim", "31[3]", True), ("claim", "31[4]", True),
        ("claim", "31[5]", True), ("claim", "31[6]", True), ("claim", "29", False), ("claim", "30", False),
        ("suggestion", "29", True), ("suggestion", "31[6]", False), ("accusation", "30", True),
        ("accusation", "31[5]", False), ("enquiry", "none", True), ("thanks", "31[6]", False), ("unclear", "29", False),
    ],
)  # fmt: skip
@proves("R22 29", "R22 30", "R22 31", "S0-099")
def test_r22_29_to_31_every_purpose_has_its_own_path(purpose: str, path: str, fits: bool) -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=[purpose])
    if fits:
        life.do("screen", "2026-03-03", "xfj", 1, (1,), path=path)
        assert life.point().path == path
    else:
        life.refused("path", "screen", "2026-03-03", "xfj", 1, (1,), path=path)


@proves("R22 31", "S0-136")
def test_r22_31_a_claim_is_never_ended_by_a_reply_or_by_keeping_it() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim"], channel="phone")
    life.refused("claim", "reply", "2026-03-03", "xfj", 1, (1,))
    life.refused("keep", "keep_on_file", "2026-03-03", "xfj", 1, (1,))


@proves("R22 29", "S0-133")
def test_r22_29_a_suggestion_is_transferred_and_replied_to_by_the_office_concerned() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["suggestion"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    life.refused("purpose", "accept", "2026-03-06", "town", 2, (1,))
    life.refused("suggestion", "reply", "2026-03-16", "town", 2, (1,))
    life.do("reply_suggestion", "2026-03-16", "town", 2, (1,), adoption={"1": "adopted"})
    assert life.point().step == "replied"
    assert "tell-forwarded" not in life.owed()


@proves("R22 19(1)")
def test_r22_19_1_a_request_found_later_has_the_clocks_of_the_entry_it_stood_in() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    life.do("tell_destination", "2026-03-09", "xfj", 1, (1,))
    assert "dispatch" not in life.owed()
    life.do("add_point", "2026-03-12", "xfj", 1, purpose="claim")
    assert life.point(2).step == "registered"
    assert (life.owed("xfj")["dispatch"], life.owed("xfj")["tell-destination"]) == (
        "2026-03-17",
        "2026-03-17",
    )
    life.do("transfer", "2026-03-13", "xfj", 1, (2,), to="labour")
    assert life.proceeding(3).office == "labour"


@proves("R22 22(1)", "R22 32(1)")
def test_the_points_of_one_entry_may_go_to_different_offices_each_with_its_own_clock() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim", "suggestion"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    life.do("transfer", "2026-03-06", "xfj", 1, (2,), to="labour")
    assert life.duty("dispatch").left == {3}
    assert (str(life.duty("tell-forwarded", 2).due), str(life.duty("tell-forwarded", 3).due)) == (
        "2026-03-19",
        "2026-03-23",
    )


@proves("R22 22(1)")
def test_joining_another_entry_stops_moves_and_ends_no_clock() -> None:
    life = Life().dispatched()
    before = {d.key: (d.due, d.how) for d in life.state.duties.values()}
    life.do("add_entry", "2026-03-12", "xfj", channel="letter", entry=2, petitioners=[[2, "self"]])
    assert {d.key: (d.due, d.how) for d in life.state.duties.values()} == before
    assert life.state.channels == ["visit", "letter"]
    assert life.state.signers() == (1, 2)


# ------------------------------------------------------------------ the county's Guide: enquiries


@pytest.mark.parametrize("channel", ["phone", "fax", "email", "web_media"])
@proves("导则 2.3.3", "导则 2.3.4", "S0-039", "S0-050")
def test_the_guide_has_an_enquiry_by_phone_fax_email_or_web_media_answered_in_five_working_days(
    channel: str,
) -> None:
    life = Life("zhashui")
    life.register("2026-02-13", "xfj", purposes=["enquiry"], channel=channel)
    duty = life.duty("reply-enquiry")
    assert str(duty.due) == "2026-02-27", "the Spring Festival lies between"
    assert (duty.place, duty.provision) == ("zhashui", "导则 2.3.3、2.3.4")


@pytest.mark.parametrize("channel", ["letter", "visit", "web", "assigned", "hotline_12345", "helper"])
@proves("导则 2.3.3")
def test_the_guide_has_no_days_for_enquiries_by_letter_or_in_person(channel: str) -> None:
    life = Life("zhashui")
    life.register("2026-03-02", "xfj", purposes=["enquiry"], channel=channel)
    assert "reply-enquiry" not in life.owed()


@proves("导则 2.3.3")
def test_the_guides_five_days_bind_only_where_the_guide_is_in_force() -> None:
    elsewhere = Life("national")
    elsewhere.register("2026-03-02", "xfj", purposes=["enquiry"], channel="phone")
    assert "reply-enquiry" not in elsewhere.owed()
    earlier = Life("zhashui")
    earlier.register("2022-07-24", "xfj", purposes=["enquiry"], channel="phone")
    assert "reply-enquiry" not in earlier.owed(), "the Guide holds from 2022-07-25"


@proves("导则 2.3.3", "S0-136")
def test_a_reply_ends_the_enquiry_and_all_that_was_owed_for_it() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["enquiry"], channel="phone")
    life.refused("enquiry", "keep_on_file", "2026-03-03", "xfj", 1, (1,))
    life.do("reply", "2026-03-03", "xfj", 1, (1,))
    assert life.owed() == {"serve": "2026-03-13"}, "the written reply is served"
    assert life.point().step == "replied"


@proves("导则 2.3.3")
def test_the_department_concerned_may_reply_for_the_office_that_registered_the_enquiry() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["enquiry"], channel="phone")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-03", "xfj", 1, (1,), to="labour")
    assert life.duty("reply-enquiry").office == "xfj", "it stays with the office that registered it"
    life.do("reply", "2026-03-05", "labour", 2, (1,))
    assert life.ended("reply-enquiry") == ["met"]


@proves("导则 2.3.3")
def test_an_enquiry_that_turns_out_to_be_a_claim_is_dispatched_and_no_reply_stays_owed() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["enquiry"], channel="phone")
    life.do("screen", "2026-03-03", "xfj", 1, (1,), purpose="claim", path="31[6]")
    assert life.ended("reply-enquiry") == ["ended"]
    claim = Life()
    claim.register("2026-03-02", "xfj", purposes=["claim"], channel="phone")
    claim.do("screen", "2026-03-04", "xfj", 1, (1,), purpose="enquiry", path="none")
    assert str(claim.duty("reply-enquiry").due) == "2026-03-09", "counted from registration all the same"


@proves("S0-136", "导则 2.5.2.3(五)")
def test_unclear_letters_and_thanks_may_be_kept_on_file() -> None:
    for purpose in ("unclear", "thanks"):
        life = Life()
        life.register("2026-03-02", "xfj", purposes=[purpose], channel="letter")
        life.do("keep_on_file", "2026-03-03", "xfj", 1, (1,))
        assert life.point().step == "kept"
        assert life.owed() == {}


@proves("S0-136", "导则 2.5.2.3(五)")
def test_asking_to_complete_a_request_stops_no_clock() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["unclear"], channel="letter")
    before = life.owed()
    life.do("ask_supplement", "2026-03-03", "xfj", 1)
    assert life.owed() == before


@proves("R22 20(3)")
def test_r22_20_3_every_signer_of_a_joint_letter_has_services_of_his_own() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", channel="letter", people=["representative"] * 5 + ["self"] * 42)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-05", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-03-10", "town", 2, (1,))
    assert life.paper("acceptance_notice").addressees == tuple(range(1, 48))


@proves("R22 17(2)")
def test_papers_go_to_whom_the_matter_is_and_to_who_speaks_for_him_where_he_is_not_entered_himself() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", people=["self", "agent", "scribe", "helper"])
    assert life.state.signers() == (1,)
    ward = Life()
    ward.register("2026-03-02", "xfj", people=["guardian", "scribe"])
    assert ward.state.signers() == (1,)
