"""R22 21, 22, 24, 25: received, registered and dispatched in fifteen days; what is urgent."""

from __future__ import annotations

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


@proves("R22 22(1)", "S0-087", "S0-135")
def test_r22_22_1_1_a_grave_matter_is_put_to_the_own_level_government_and_then_dispatched() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("report_up", "2026-03-04", "xfj", 1, (1,), to="county")
    assert life.point().step == "reported"
    assert life.ended("dispatch") == ["met"]
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    assert life.point().step == "arrived"


@proves("R22 22(1)", "R22 23(3)", "S0-033", "S0-088")
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


@proves("R22 22(1)", "S0-132", "S0-317")
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


@proves("S0-126", "S0-128", "导则 2.5.1(三)")
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


@proves("R22 20(3)", "R05 18(2)")
def test_at_most_five_speak_for_a_visit_and_as_many_as_like_sign_a_letter() -> None:
    six = ["representative"] * 6
    for on, provision in (("2026-03-02", "R22 20(3)"), ("2020-03-02", "R05 18(2)")):
        said = Life().refused(
            "five",
            "register",
            on,
            "xfj",
            channel="visit",
            purposes=["claim"],
            petitioners=[[n, r] for n, r in enumerate(six, 1)],
        )
        assert said.provision == provision
    Life().register("2026-03-02", channel="letter", people=six)
    visit = Life()
    visit.register("2026-03-02", channel="visit", people=[*six[:5], "self"])
    visit.refused("five", "join", "2026-03-03", "xfj", petitioner=7, petitioners=[[7, "representative"]])
    visit.do("join", "2026-03-03", "xfj", petitioner=7, petitioners=[[7, "self"]])
