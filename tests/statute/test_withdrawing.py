"""Withdrawing, rating, consent: what only the petitioner decides, and what it changes."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import MACHINE, PETITIONER, Life, officer


@proves("R22 21(2)")
def test_a_withdrawal_rests_seven_days_and_stops_nothing_meanwhile() -> None:
    life = Life().accepted("2026-03-16")
    before = life.owed()
    life.do("withdraw", "2026-03-20", petitioner=1, doer=PETITIONER)
    assert life.owed() == before
    life.refused("rest", "end_withdrawn", "2026-03-27", petitioner=1, doer=MACHINE)
    assert life.point().step == "accepted"


@proves("R22 21(2)")
def test_within_the_seven_days_it_is_undone_without_a_reason_and_after_them_not() -> None:
    life = Life().accepted("2026-03-16")
    life.do("withdraw", "2026-03-20", petitioner=1)
    life.do("undo_withdraw", "2026-03-27", petitioner=1)
    assert life.state.withdrawals == {}
    life.do("withdraw", "2026-03-28", petitioner=1)
    life.refused("rest", "undo_withdraw", "2026-04-05", petitioner=1)
    life.do("end_withdrawn", "2026-04-05", petitioner=1, doer=MACHINE)
    assert life.point().step == "withdrawn"
    life.refused("withdrawn", "withdraw", "2026-04-06", petitioner=1)


@proves("R22 21(2)")
def test_it_speaks_for_one_signer_and_for_the_others_everything_goes_on() -> None:
    life = Life().accepted("2026-03-16", people=["self", "self"])
    before = life.owed()
    life.do("withdraw", "2026-03-20", petitioner=2)
    life.do("end_withdrawn", "2026-03-28", petitioner=2, doer=MACHINE)
    assert life.owed() == before
    assert life.state.signers() == (1,)
    life.do("answer", "2026-05-12", "town", 2, (1,), outcome={"1": "explain"})
    assert life.paper("handling_opinion").addressees == (1,), "who withdrew is left in peace"


@proves("R22 21(2)")
def test_once_the_last_signer_has_withdrawn_nothing_more_is_decided_and_the_file_can_close() -> None:
    life = Life().accepted("2026-03-16", people=["self", "representative"])
    for no in (1, 2):
        life.do("withdraw", "2026-03-20", petitioner=no)
    for no in (1, 2):
        life.do("end_withdrawn", "2026-03-28", petitioner=no, doer=MACHINE)
    assert life.point().step == "withdrawn"
    assert life.owed() == {}
    life.do("close", "2026-03-30", "xfj")


@proves("R22 32(2)", "R22 22(1)")
def test_a_withdrawal_takes_back_neither_a_decision_made_meanwhile_nor_the_report_that_was_ordered() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"], urgent=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("assign", "2026-03-04", "xfj", 1, (1, 2), to="town", feedback_due="2026-05-20")
    life.do("tell_destination", "2026-03-04", "xfj", 1, (1, 2))
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("accept", "2026-03-17", "town", 2, (2,))
    life.do("withdraw", "2026-03-20", petitioner=1)
    life.do("answer", "2026-03-25", "town", 2, (1,), outcome={"1": "support"}, execution={"1": "2026-07-10"})
    life.do("end_withdrawn", "2026-03-28", petitioner=1, doer=MACHINE)
    assert [life.point(no).step for no in (1, 2)] == ["answered", "withdrawn"]
    assert set(life.owed()) == {
        "carry-out", "serve", "closing-report", "report-urgent", "report-urgent-up", "tell-urgent",
    }  # fmt: skip
    served = {life.state.papers[d.paper].points for d in life.state.live if d.rule == "serve"}
    assert served == {(1,), (1, 2)}, (
        "what was accepted and decided reaches him, the notice of the other point does not"
    )
    life.do("report_closing", "2026-03-30", "town", 2)
    life.do("report_urgent", "2026-03-30", "xfj", 1, to="county")
    life.do("report_urgent_up", "2026-03-30", "xfj", 1, to="city_xfj", national=1)
    life.do("tell_urgent", "2026-03-30", "xfj", 1, to="police", conference=1)
    assert set(life.owed()) == {"carry-out", "serve"}


@proves("R22 21(2)")
def test_nothing_is_left_to_withdraw_once_every_point_has_its_result() -> None:
    life = Life().answered("2026-05-12")
    life.refused("decided", "withdraw", "2026-05-13", petitioner=1)
    life.refused("petitioner", "withdraw", "2026-05-13", petitioner=9)


@proves("R22 21(2)")
def test_withdrawing_rating_and_confirming_are_never_recorded_by_the_handling_office() -> None:
    life = Life().accepted("2026-03-16")
    for kind, codes in (("withdraw", {}), ("rate", {"about": "town", "mark": "satisfied"})):
        refused = life.refused(
            "own_cause", kind, "2026-03-20", "town", petitioner=1, doer=officer("town", "registrar"), **codes
        )
        assert refused.provision == "R22 21(2)"
    life.do("withdraw", "2026-03-20", "xfj", petitioner=1, doer=officer("xfj", "registrar"))
    life.refused(
        "own_cause", "undo_withdraw", "2026-03-21", "town", petitioner=1, doer=officer("town", "registrar")
    )


@proves("R22 21(2)")
def test_an_organ_that_received_the_matter_directly_is_its_handling_office_before_it_takes_it_up() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    life.refused(
        "own_cause", "withdraw", "2026-03-03", "labour", petitioner=1, doer=officer("labour", "registrar")
    )


@proves("R22 21(2)")
def test_r22_21_2_the_petitioner_rates_each_office_that_dealt_with_it_once() -> None:
    life = Life().accepted("2026-03-16")
    life.do("rate", "2026-03-20", petitioner=1, doer=PETITIONER, about="town", mark="not_satisfied")
    life.do("rate", "2026-03-20", petitioner=1, doer=PETITIONER, about="xfj", mark="satisfied")
    life.refused("rated", "rate", "2026-03-21", petitioner=1, doer=PETITIONER, about="town", mark="satisfied")
    life.refused(
        "rate", "rate", "2026-03-21", petitioner=1, doer=PETITIONER, about="labour", mark="satisfied"
    )


@proves("R22 21(2)")
def test_no_officer_rates_the_own_office() -> None:
    life = Life().accepted("2026-03-16")
    life.refused(
        "own_cause",
        "rate",
        "2026-03-20",
        "xfj",
        petitioner=1,
        doer=officer("xfj", "registrar"),
        about="xfj",
        mark="satisfied",
    )


@proves("R22 19(1)")
def test_material_may_be_added_at_any_time_until_the_archive_and_starts_nothing_again() -> None:
    life = Life().accepted("2026-03-16")
    before = {d.key for d in life.state.live if d.kind == "duty"}
    life.do("add_material", "2026-05-10", petitioner=1, doer=PETITIONER)
    assert {d.key for d in life.state.live if d.kind == "duty"} == before
