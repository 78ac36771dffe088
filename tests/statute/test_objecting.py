"""R22 23(3): the office that was sent a matter, its fifteen days, its objection, the return and the way on."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import Life


@proves("R22 23(3)", "DL-3", "S0-095", "S0-144")
def test_r22_23_3_the_office_owes_a_written_notice_fifteen_days_from_its_own_receipt() -> None:
    life = Life().dispatched("2026-03-02", sent="2026-03-09")
    duty = life.duty("tell-forwarded")
    assert (duty.office, str(duty.start), str(duty.due), duty.provision) == (
        "town",
        "2026-03-09",
        "2026-03-24",
        "R22 23(3)",
    )


@proves("R22 23(3)")
def test_r22_23_3_signing_for_it_late_postpones_nothing() -> None:
    life = Life().dispatched(sent="2026-03-09")
    before = life.owed("town")
    life.do("sign_for", "2026-03-13", "town", 2)
    assert life.owed("town") == before
    life.refused("signed", "sign_for", "2026-03-14", "town", 2)


@proves("R22 23(3)", "DL-4", "S0-096")
def test_r22_23_3_an_office_may_object_within_five_working_days_of_receipt() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    option = life.duty("objection")
    assert (option.kind, str(option.due)) == ("option", "2026-03-16")
    assert "objection" not in life.owed(), "an option is not owed, and never late"
    life.do("object", "2026-03-16", "environment", 2, (1,), competent="streets")
    assert life.point().step == "objected"


@proves("R22 23(3)")
def test_r22_23_3_after_five_working_days_the_objection_is_closed_and_the_sender_may_still_recall() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    refused = life.refused("objection_late", "object", "2026-03-17", "environment", 2, (1,))
    assert "2026-03-16" in refused.zh
    assert refused.provision == "R22 23(3)"
    assert "recall" in life.open_kinds("2026-03-17", 2)
    life.do("accept", "2026-03-17", "environment", 2, (1,))
    assert life.ended("objection") == ["met"], "who accepts does not object"


@proves("R22 23(3)")
def test_r22_23_3_a_period_to_object_that_nobody_used_lapses_and_nothing_is_late() -> None:
    life = Life().dispatched(sent="2026-03-09")
    life.do("investigate", "2026-03-20", "town", 2, form="on_site")
    assert life.duty("objection", how="lapsed").ended_on == life.duty("objection", how="lapsed").due


@proves("R22 23(3)")
def test_r22_23_3_only_what_was_sent_here_is_objected_to() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    life.do("take_up", "2026-03-03", "labour", 1, (1,))
    life.refused("sent", "object", "2026-03-04", "labour", 2, (1,))
    assert "object" not in life.open_kinds("2026-03-04")


@proves("R22 23(3)")
def test_the_sender_decides_an_objection_in_five_working_days_a_default_that_says_so() -> None:
    life = Life().dispatched(sent="2026-08-05", on="2026-08-03", to="environment")
    life.do("object", "2026-08-10", "environment", 2, (1,))
    duty = life.duty("decide-objection")
    assert (duty.office, str(duty.due), duty.certainty) == ("xfj", "2026-08-17", "H")


@proves("R22 23(3)")
def test_r22_23_3_the_duty_to_tell_runs_on_during_an_objection() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    life.do("object", "2026-03-13", "environment", 2, (1,))
    assert life.owed("environment")["tell-forwarded"] == "2026-03-24"
    life.do("deny_objection", "2026-03-18", "xfj", 2, (1,))
    assert life.point().step == "arrived"
    assert life.owed("environment")["tell-forwarded"] == "2026-03-24"
    assert "decide-objection" not in life.owed()


@proves("R22 23(3)")
def test_r22_23_3_nothing_goes_back_before_the_sender_has_agreed() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    life.do("object", "2026-03-13", "environment", 2, (1,))
    assert life.point().proceeding == 2
    life.refused("office", "consent_return", "2026-03-16", "environment", 2, (1,))
    life.do("consent_return", "2026-03-16", "xfj", 2, (1,))
    assert (life.point().proceeding, life.point().step) == (1, "registered")
    assert life.owed("environment") == {}


@proves("R22 23(3)")
def test_after_a_return_the_sender_sends_it_on_in_three_working_days_a_default_that_says_so() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    life.do("object", "2026-03-12", "environment", 2, (1,))
    life.do("consent_return", "2026-03-13", "xfj", 2, (1,))
    duty = life.duty("redispatch")
    assert (duty.office, str(duty.due), duty.certainty) == ("xfj", "2026-03-18", "H")
    life.do("transfer", "2026-03-17", "xfj", 1, (1,), to="streets")
    assert life.ended("redispatch") == ["met"]


@proves("R22 23(3)")
def test_after_a_return_the_second_office_has_its_own_days_and_the_time_since_the_first_entry_runs_on() -> (
    None
):
    life = Life().dispatched("2026-03-02", sent="2026-03-09", to="environment")
    life.do("object", "2026-03-12", "environment", 2, (1,))
    life.do("consent_return", "2026-03-13", "xfj", 2, (1,))
    life.do("transfer", "2026-03-17", "xfj", 1, (1,), to="streets")
    assert str(life.duty("tell-forwarded", 3).due) == "2026-04-01"
    assert str(life.state.acts[0].on) == "2026-03-02"
    assert str(life.duty("dispatch", how="met").start) == "2026-03-02", (
        "the first fifteen days are not opened again"
    )


@proves("R22 23(1)", "R22 23(3)")
def test_who_was_told_the_first_destination_is_told_the_second() -> None:
    life = Life().dispatched("2026-03-02", sent="2026-03-09", to="environment")
    life.do("tell_destination", "2026-03-09", "xfj", 1, (1,))
    life.do("object", "2026-03-12", "environment", 2, (1,))
    life.do("consent_return", "2026-03-13", "xfj", 2, (1,))
    again = life.duty("tell-destination")
    assert (again.office, str(again.start), again.certainty) == ("xfj", "2026-03-13", "I")
    life.do("transfer", "2026-03-17", "xfj", 1, (1,), to="streets")
    life.do("tell_destination", "2026-03-17", "xfj", 1, (1,))
    assert "tell-destination" not in life.owed()


@proves("R22 23(3)")
def test_a_sender_who_sees_its_own_mistake_recalls_before_acceptance_and_not_after() -> None:
    life = Life().dispatched(sent="2026-03-09")
    life.do("recall", "2026-03-11", "xfj", 2, (1,))
    assert life.owed("town") == {}
    assert "redispatch" in life.owed("xfj")
    life.do("transfer", "2026-03-11", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-03-12", "town", 3, (1,))
    life.refused("step", "recall", "2026-03-13", "xfj", 3, (1,))


@proves("R22 22(1)", "R22 23(3)")
def test_recalling_an_assignment_ends_the_report_that_was_ordered_for_it() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("assign", "2026-03-09", "xfj", 1, (1, 2), to="town", feedback_due="2026-05-20")
    life.do("recall", "2026-03-10", "xfj", 2, (2,))
    assert life.duty("closing-report").left == {1}
    life.do("recall", "2026-03-11", "xfj", 2, (1,))
    assert life.ended("closing-report") == ["ended"]


@proves("R22 23(3)")
def test_an_objection_that_nobody_decided_leaves_the_office_free_to_accept() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    life.do("object", "2026-03-12", "environment", 2, (1,))
    life.do("accept", "2026-03-20", "environment", 2, (1,))
    assert "decide-objection" not in life.owed()
    assert life.point().step == "accepted"


@proves("R22 34")
def test_sixty_days_counted_from_silence_end_when_the_matter_goes_back_to_the_sender() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    life.do("object", "2026-03-12", "environment", 2, (1,))
    life.do("count_silence", "2026-03-25", "", 2, (1,))
    assert "answer" in life.owed("environment")
    life.do("consent_return", "2026-03-26", "xfj", 2, (1,))
    assert life.owed("environment") == {}


@proves("R22 23(3)")
def test_after_everything_went_back_nothing_more_is_done_at_the_office_that_objected() -> None:
    life = Life().dispatched(sent="2026-03-09", to="environment")
    life.do("object", "2026-03-12", "environment", 2, (1,))
    life.do("consent_return", "2026-03-13", "xfj", 2, (1,))
    life.refused("returned", "investigate", "2026-03-16", "environment", 2, form="on_site")
    assert life.open_kinds("2026-03-16", 2) <= {"take_over"}
