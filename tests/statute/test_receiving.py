"""Receiving and dispatching: articles 19 to 25, and what the county's Guide adds for enquiries."""

from __future__ import annotations

from typing import Any

import pytest

from tests.proves import proves
from tests.statute.lives import County, Life

# ------------------------------------------------------------------ 22(1): registered, and dispatched in 15 days


@proves("R22 22(1)", "DL-1", "S0-086")
def test_r22_22_1_a_petition_office_owes_dispatch_within_fifteen_days_of_receipt() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    duty = life.duty("dispatch")
    assert (duty.office, str(duty.start), str(duty.due)) == ("xfj", "2026-03-02", "2026-03-17")
    assert (duty.provision, duty.certainty) == ("R22 22(1)", "A")


@proves("R22 22(1)")
def test_r22_22_1_fifteen_days_that_end_on_a_holiday_run_to_the_make_up_sunday() -> None:
    life = Life()
    life.register("2024-02-02", "xfj")
    assert (str(life.duty("dispatch").nominal), str(life.duty("dispatch").due)) == (
        "2024-02-17",
        "2024-02-18",
    )


@proves("R22 22(1)")
def test_r22_22_1_1_a_grave_matter_is_put_to_the_own_level_government_and_then_dispatched() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("report_up", "2026-03-04", "xfj", 1, (1,), to="county")
    assert life.point().step == "reported"
    assert life.ended("dispatch") == ["met"]
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    assert life.point().step == "arrived"


@proves("R22 22(1)", "R22 23(3)")
def test_r22_22_1_2_a_transfer_opens_the_clocks_of_the_office_it_was_sent_to() -> None:
    life = Life().dispatched("2026-03-02", sent="2026-03-09", to="town")
    assert life.ended("dispatch") == ["met"]
    assert life.proceeding(2).kind == "handling"
    assert (life.proceeding(2).sender, str(life.proceeding(2).received)) == ("xfj", "2026-03-09")
    assert str(life.duty("tell-forwarded").due) == "2026-03-24"
    assert not [d for d in life.state.live if d.rule == "closing-report"], "a transfer asks for no report"


@proves("R22 22(1)", "S0-089", "DL-11")
def test_r22_22_1_3_an_assignment_sets_a_day_for_result_and_closing_report() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-03", "xfj", 1, result="first")
    life.refused("feedback", "assign", "2026-03-09", "xfj", 1, (1,), to="town")
    life.refused("feedback", "assign", "2026-03-09", "xfj", 1, (1,), to="town", feedback_due="2026-03-09")
    life.refused("feedback", "assign", "2026-03-09", "xfj", 1, (1,), to="town", feedback_due="下个月")
    life.do("assign", "2026-03-09", "xfj", 1, (1,), to="town", feedback_due="2026-05-20")
    duty = life.duty("closing-report")
    assert (duty.office, str(duty.due), duty.provision) == ("town", "2026-05-20", "R22 22(1)[3]")


@proves("R22 22(1)")
def test_r22_22_1_3_the_day_set_by_the_assigner_and_the_sixty_days_both_bind() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("assign", "2026-03-09", "xfj", 1, (1,), to="town", feedback_due="2026-12-31")
    life.do("accept", "2026-03-16", "town", 2, (1,))
    assert life.owed("town")["answer"] == "2026-05-15"
    assert life.owed("town")["closing-report"] == "2026-12-31"


@proves("R22 22(1)")
def test_r22_22_1_3_the_closing_report_waits_for_the_result_of_every_point_below() -> None:
    life = Life()
    life.register("2026-03-02", "city_xfj", feedback_due="2026-06-30")
    life.do("judge", "2026-03-02", "city_xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "city_xfj", 1, (1,), to="xfj")
    life.do("transfer", "2026-03-06", "xfj", 2, (1,), to="town")
    life.refused("undecided", "report_closing", "2026-03-09", "city_xfj", 1)
    life.do("accept", "2026-03-10", "town", 3, (1,))
    life.do("answer", "2026-04-10", "town", 3, (1,), outcome={"1": "explain"})
    life.do("report_closing", "2026-04-20", "city_xfj", 1)
    assert life.ended("closing-report") == ["met"]


@proves("R22 22(1)")
def test_r22_22_1_sent_on_to_another_petition_office_it_is_dispatched_there_in_days_of_its_own() -> None:
    life = Life()
    life.register("2026-03-02", "city_xfj")
    life.do("judge", "2026-03-02", "city_xfj", 1, result="first")
    life.do("transfer", "2026-03-16", "city_xfj", 1, (1,), to="xfj")
    assert life.proceeding(2).kind == "dispatch"
    assert str(life.duty("dispatch", 2).due) == "2026-03-31"
    assert not [d for d in life.state.live if d.rule in ("tell-forwarded", "objection")], "23(3) binds organs"
    life.do("transfer", "2026-03-20", "xfj", 2, (1,), to="town")
    assert str(life.duty("tell-forwarded").due) == "2026-04-07", "day 15 is the Saturday of Qingming"
    assert str(life.state.acts[0].on) == "2026-03-02", "what never restarts is the time since the first entry"


@proves("R22 22(1)", "R22 23(1)")
def test_r22_22_1_a_petition_office_is_no_competent_organ_it_takes_up_and_accepts_nothing() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    assert "take_up" not in life.open_kinds("2026-03-03")
    life.refused("competence", "take_up", "2026-03-03", "xfj", 1, (1,))


@proves("S0-126", "S0-127", "S0-128", "导则 2.5.1(三)")
def test_s0_126_first_or_repeat_is_decided_by_a_person_before_anything_is_sent_on() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.refused("judge", "transfer", "2026-03-03", "xfj", 1, (1,), to="town")
    life.refused("repeat", "judge", "2026-03-03", "xfj", 1, result="repeat")
    life.do("judge", "2026-03-03", "xfj", 1, result="repeat", linked=17)
    life.refused("judged", "judge", "2026-03-04", "xfj", 1, result="first")
    life.do("transfer", "2026-03-05", "xfj", 1, (1,), to="town")


@proves("R22 21(2)")
def test_r22_21_2_what_was_entered_late_is_dated_on_receipt_and_says_when_it_was_entered() -> None:
    life = Life()
    life.do(
        "register", "2026-03-02", "xfj", to="xfj", channel="letter", purposes=["claim"], petitioners=[[1, "self"]],
        recorded="2026-03-06",
    )  # fmt: skip
    assert str(life.duty("dispatch").due) == "2026-03-17", "the late entry gains no day"
    assert str(life.state.acts[0].recorded) == "2026-03-06"


@proves("R22 22(1)")
def test_r22_22_1_nothing_is_received_after_it_was_entered() -> None:
    Life().refused(
        "future", "register", "2026-03-07", "xfj", to="xfj", channel="letter", purposes=["claim"], recorded="2026-03-06",
    )  # fmt: skip


@proves("R22 22(1)")
def test_r22_22_1_a_matter_is_registered_once_and_before_everything_else() -> None:
    life = Life()
    life.refused("unregistered", "judge", "2026-03-02", "xfj", 1, result="first")
    life.register("2026-03-02", "xfj")
    life.refused("registered", "register", "2026-03-02", "xfj", to="xfj", channel="visit", purposes=["claim"])


# ------------------------------------------------------------------ 19(3): the closed list of refusals


@proves("R22 19(3)", "S0-130")
def test_r22_19_3_an_office_above_refuses_what_is_in_handling_below() -> None:
    life = Life()
    life.register("2026-04-20", "city_xfj", channel="letter")
    ground: dict[str, Any] = {
        "ground": "superior_in_handling",
        "linked": 1,
        "linked_office": "town",
        "linked_due": "2026-05-15",
    }
    life.do("refuse", "2026-04-24", "city_xfj", 1, (1,), **ground)
    assert life.point().step == "refused"
    assert life.owed() == {"serve": "2026-05-06"}, "day 10 falls in the May holidays"
    assert life.paper("non_acceptance_notice").addressees == (1,)


@proves("R22 19(3)")
def test_r22_19_3_is_no_ground_once_the_office_below_is_overdue() -> None:
    life = Life()
    life.register("2026-05-18", "city_xfj", channel="letter")
    ground: dict[str, Any] = {
        "ground": "superior_in_handling",
        "linked": 1,
        "linked_office": "town",
        "linked_due": "2026-05-15",
    }
    life.refused("overdue", "refuse", "2026-05-20", "city_xfj", 1, (1,), **ground)


@proves("R22 19(3)")
def test_r22_19_3_is_for_superiors_only_not_for_an_equal() -> None:
    life = Life()
    life.register("2026-04-20", "labour", channel="letter")
    ground: dict[str, Any] = {
        "ground": "superior_in_handling",
        "linked": 1,
        "linked_office": "town",
        "linked_due": "2026-05-15",
    }
    life.refused("superior", "refuse", "2026-04-24", "labour", 1, (1,), **ground)


@proves("R22 44[2]", "R22 19(3)")
def test_r22_44_2_only_a_ground_of_the_closed_list_refuses_and_it_names_what_it_needs() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    life.refused("ground", "refuse", "2026-03-04", "labour", 1, (1,), ground="too_much_work")
    life.refused("ground_needs", "refuse", "2026-03-04", "labour", 1, (1,), ground="outside_power")
    life.refused(
        "ground_needs", "refuse", "2026-03-04", "labour", 1, (1,), ground="superior_in_handling", linked=1
    )


@proves("R22 44[2]", "R22 23(1)")
def test_r22_44_2_ones_own_competence_and_that_of_offices_below_cannot_be_refused() -> None:
    life = Life()
    life.register("2026-03-02", "police")
    life.refused(
        "own_competence", "refuse", "2026-03-04", "police", 1, (1,), ground="outside_power", organ="police"
    )
    life.refused(
        "own_competence",
        "refuse",
        "2026-03-04",
        "police",
        1,
        (1,),
        ground="outside_power",
        organ="police_post",
    )
    life.do("refuse", "2026-03-04", "police", 1, (1,), ground="outside_power", organ="labour")


@proves("R22 22(1)", "R22 44[2]")
def test_r22_22_1_a_petition_office_refuses_nothing_that_its_government_could_settle() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.refused(
        "own_competence", "refuse", "2026-03-04", "xfj", 1, (1,), ground="outside_power", organ="town"
    )
    life.do("refuse", "2026-03-04", "xfj", 1, (1,), ground="outside_power", organ="city")
    assert "dispatch" not in life.owed()


@proves("R22 23(3)")
def test_r22_23_3_what_was_transferred_here_is_objected_to_and_never_refused_as_outside() -> None:
    life = Life().dispatched(to="labour")
    life.refused(
        "object_instead", "refuse", "2026-03-11", "labour", 2, (1,), ground="outside_power", organ="town"
    )


# ------------------------------------------------------------------ 23(1), (2): raised directly with an organ


@proves("R22 23(2)", "DL-2", "S0-094")
def test_r22_23_2_what_is_raised_directly_is_told_in_writing_within_fifteen_days() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    duty = life.duty("tell-direct")
    assert (duty.office, str(duty.due), duty.provision) == ("labour", "2026-03-17", "R22 23(2)")
    assert "dispatch" not in life.owed(), "the fifteen days of 22(1) are the petition department's"


@proves("R22 23(1)", "S0-092")
def test_r22_23_1_within_its_own_power_the_office_takes_it_up_and_its_receipt_stays_the_first_day() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    life.do("take_up", "2026-03-06", "labour", 1, (1,))
    assert str(life.proceeding(2).received) == "2026-03-02"
    life.do("accept", "2026-03-10", "labour", 2, (1,))
    assert life.ended("tell-direct") == ["met"]
    assert str(life.duty("answer").due) == "2026-05-09", "a make-up working Saturday"


@proves("R22 23(1)", "S0-093")
def test_r22_23_1_what_belongs_to_an_office_below_is_sent_there_and_the_person_told_where() -> None:
    life = Life()
    life.register("2026-03-02", "county")
    life.do("judge", "2026-03-02", "county", 1, result="first")
    life.do("transfer", "2026-03-05", "county", 1, (1,), to="town")
    assert "tell-direct" in life.owed("county"), "sending on is not telling"
    life.do("tell_destination", "2026-03-05", "county", 1, (1,))
    assert "tell-direct" not in life.owed("county")
    assert life.paper("destination_notice").addressees == (1,)


@proves("R22 23(2)")
def test_r22_23_2_nobody_can_be_told_where_name_or_address_is_unclear() -> None:
    life = Life()
    life.register("2026-03-02", "labour", undeliverable=1)
    assert life.ended("tell-direct") == ["exempt"]
    life.do("take_up", "2026-03-03", "labour", 1, (1,))
    life.do("accept", "2026-03-10", "labour", 2, (1,))
    assert life.paper("acceptance_notice").addressees == ()
    assert "serve" not in life.owed()


@proves("R22 23(2)")
def test_r22_23_2_an_unclear_address_leaves_a_petition_office_nothing_to_tell_wherever_it_is_sent() -> None:
    life = Life()
    life.register("2026-03-02", "city_xfj", undeliverable=1)
    life.do("judge", "2026-03-02", "city_xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "city_xfj", 1, (1,), to="xfj")
    life.do("transfer", "2026-03-06", "xfj", 2, (1,), to="town")
    assert not [d for d in life.state.duties.values() if d.rule == "tell-destination"]


@proves("R22 23(1)")
def test_r22_23_1_only_what_was_sent_on_and_not_yet_told_is_told() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-05", "xfj", 1, (1,), to="town")
    life.refused("told", "tell_destination", "2026-03-05", "xfj", 1, (1, 2))
    life.do("tell_destination", "2026-03-05", "xfj", 1, (1,))
    assert life.duty("tell-destination").left == {2}, "point by point"
    life.refused("told", "tell_destination", "2026-03-06", "xfj", 1, (1,))


# ------------------------------------------------------------------ 24, 25


@proves("R22 24")
def test_r22_24_a_matter_goes_to_an_office_that_exists_on_that_day() -> None:
    life = Life()
    life.register("2024-03-20", "xfj")
    life.do("judge", "2024-03-20", "xfj", 1, result="first")
    refused = life.refused("office", "transfer", "2024-04-08", "xfj", 1, (1,), to="revival")
    assert "2024-04-08" in refused.zh
    assert refused.provision == "R22 24"
    life.refused("office", "transfer", "2024-04-08", "xfj", 1, (1,), to="nowhere")
    life.do("transfer", "2024-04-08", "xfj", 1, (1,), to="farming")


@proves("R22 24")
def test_r22_24_an_office_merged_later_keeps_what_it_received_while_it_existed() -> None:
    life = Life()
    life.register("2024-03-20", "xfj")
    life.do("judge", "2024-03-20", "xfj", 1, result="first")
    life.do("transfer", "2024-03-25", "xfj", 1, (1,), to="revival")
    gone = County({code: place for code, place in life.world.offices.items() if code != "revival"})
    again = Life(world=gone, line=life.line)
    again.do("remark", "2024-04-10", "xfj")
    assert again.point().step == "arrived", "an office is asked for once, on the day of the act"


@proves("R22 22(1)")
def test_r22_22_1_a_matter_is_not_sent_to_the_office_that_has_it() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.refused("itself", "transfer", "2026-03-05", "xfj", 1, (1,), to="xfj")


@proves("R22 25")
def test_r22_25_what_is_urgent_is_reported_promptly_and_no_hours_are_invented() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", urgent=1)
    duty = life.duty("report-urgent")
    assert (duty.office, duty.due, duty.provision) == ("xfj", None, "R22 25")


@proves("R22 25")
def test_r22_25_reporting_goes_on_beside_the_dispatch() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", urgent=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-02", "xfj", 1, (1,), to="town")
    assert "report-urgent" in life.owed("xfj"), "sending it on does not report it"
    life.do("report_urgent", "2026-03-02", "xfj", 1, to="county", also=["city_xfj"])
    assert life.ended("report-urgent") == ["met"]
    assert "report_urgent" not in life.open_kinds("2026-03-02")


@proves("R22 25")
def test_r22_25_urgency_found_on_screening_opens_the_duty_once() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("screen", "2026-03-03", "xfj", 1, (1,), path="31[6]", urgent=1)
    life.do("screen", "2026-03-04", "xfj", 1, (1,), path="31[6]", urgent=1)
    assert len([d for d in life.state.duties.values() if d.rule == "report-urgent"]) == 1


@proves("R22 25", "S0-136")
def test_r22_25_what_is_urgent_is_not_merely_kept_on_file() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["unclear"], urgent=1)
    life.refused("urgent", "keep_on_file", "2026-03-03", "xfj", 1, (1,))


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
    life.do("reply", "2026-03-16", "town", 2, (1,))
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
