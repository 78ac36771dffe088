"""R22 32, 34: the opinion point by point, the extension, carrying out, closing."""

from __future__ import annotations

from huiyin.statute.explain import duty_steps
from tests.proves import proves
from tests.statute.lives import Life, officer

# ------------------------------------------------------------------ 34: sixty days, extended once


def extended(days: int = 20) -> Life:
    """Accepted on 16 March 2026 (due 15 May), extended on 12 May."""
    life = Life().accepted("2026-03-16")
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=days)
    life.do("approve_extension", "2026-05-12", "town", 2, (1,))
    return life


@proves("R22 34", "DL-6", "S0-145")
def test_r22_34_an_extension_runs_from_the_nominal_day_and_names_the_duty_it_extends() -> None:
    life = extended(20)
    old, new = life.duty("answer", how="extended"), life.duty("answer")
    assert (str(new.start), str(new.nominal), str(new.due)) == ("2026-05-15", "2026-06-04", "2026-06-04")
    assert old.replaced_by == new.key
    assert "延长20日" in "".join(step.zh for step in duty_steps(new, life.law))


@proves("R22 34")
def test_r22_34_an_extension_is_counted_from_the_nominal_day_and_not_from_the_rolled_one() -> None:
    life = Life().dispatched("2024-07-01", sent="2024-07-05")
    life.do("accept", "2024-07-10", "town", 2, (1,))
    assert (str(life.duty("answer").nominal), str(life.duty("answer").due)) == ("2024-09-08", "2024-09-09")
    life.do("ask_extension", "2024-09-02", "town", 2, (1,), days=30)
    life.do("approve_extension", "2024-09-03", "town", 2, (1,))
    assert str(life.duty("answer").nominal) == "2024-10-08"


@proves("R22 34", "S1-086")
def test_r22_34_an_extension_is_at_most_thirty_days() -> None:
    life = Life().accepted()
    for days in (0, 31, -5):
        life.refused("days", "ask_extension", "2026-05-11", "town", 2, (1,), days=days)
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=30)


@proves("R22 34")
def test_r22_34_there_is_one_extension_and_no_second() -> None:
    life = extended(10)
    refused = life.refused("extended", "ask_extension", "2026-05-20", "town", 2, (1,), days=10)
    assert refused.provision == "R22 34"
    assert not {"ask_extension", "approve_extension"} & life.open_kinds("2026-05-20")


@proves("R22 34")
def test_r22_34_the_head_approves_before_expiry() -> None:
    life = Life().accepted()
    life.do("ask_extension", "2026-05-14", "town", 2, (1,), days=10)
    life.refused("expired", "approve_extension", "2026-05-16", "town", 2, (1,))
    life.refused("expired", "ask_extension", "2026-05-16", "town", 2, (1,), days=10)
    in_time = Life().accepted()
    in_time.do("ask_extension", "2026-05-15", "town", 2, (1,), days=10)
    in_time.do("approve_extension", "2026-05-15", "town", 2, (1,))


@proves("R22 34", "S1-086")
def test_r22_34_only_the_head_of_the_organ_approves_what_was_asked() -> None:
    life = Life().accepted()
    life.refused("not_asked", "approve_extension", "2026-05-12", "town", 2, (1,))
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=10, doer=officer("town", "handler"))
    for post in ("handler", "section", "leader"):
        life.refused("post", "approve_extension", "2026-05-12", "town", 2, (1,), doer=officer("town", post))
    life.refused("office", "approve_extension", "2026-05-12", "xfj", 2, (1,), doer=officer("xfj", "head"))
    life.do("approve_extension", "2026-05-12", "town", 2, (1,), doer=officer("town", "head"))


@proves("R22 34")
def test_r22_34_what_the_head_declines_may_be_asked_again_before_expiry() -> None:
    life = Life().accepted()
    life.do("ask_extension", "2026-05-08", "town", 2, (1,), days=30)
    life.do("decline_extension", "2026-05-09", "town", 2)
    assert str(life.duty("answer").due) == "2026-05-15"
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=10)
    life.do("approve_extension", "2026-05-12", "town", 2, (1,))
    assert str(life.duty("answer").due) == "2026-05-25"


@proves("R22 34")
def test_r22_34_the_reasons_of_an_extension_are_told_in_a_time_that_is_a_default_and_says_so() -> None:
    life = extended(20)
    duty = life.duty("tell-extension")
    assert (str(duty.due), duty.certainty) == ("2026-05-15", "H")
    life.do("tell_extension", "2026-05-13", "town", 2, (1,))
    assert "tell-extension" not in life.owed()
    life.refused("not_extended", "tell_extension", "2026-05-14", "town", 2, (1,))


@proves("R22 34", "R22 22(1)")
def test_the_report_that_was_ordered_moves_with_the_extension_by_a_default_that_says_so() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("assign", "2026-03-09", "xfj", 1, (1,), to="town", feedback_due="2026-05-20")
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=20)
    life.do("approve_extension", "2026-05-12", "town", 2, (1,))
    report = life.duty("closing-report")
    assert (str(report.due), report.certainty) == ("2026-06-09", "H")
    assert "延长20日" in "".join(step.zh for step in duty_steps(report, life.law))


@proves("R22 34")
def test_r22_34_each_acceptance_has_its_own_extension() -> None:
    life = Life().dispatched(points=2)
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("accept", "2026-03-24", "town", 2, (2,))
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=20)
    life.do("approve_extension", "2026-05-12", "town", 2, (1,))
    due = {d.over: str(d.due) for d in life.state.live if d.rule == "answer"}
    assert due == {(1,): "2026-06-04", (2,): "2026-05-25"}
    life.do("ask_extension", "2026-05-20", "town", 2, (2,), days=30)
    life.do("approve_extension", "2026-05-21", "town", 2, (2,))
    due = {d.over: str(d.nominal) for d in life.state.live if d.rule == "answer"}
    assert due == {(1,): "2026-06-04", (2,): "2026-06-22"}


@proves("R22 34")
def test_r22_34_a_point_whose_days_are_over_does_not_shut_the_extension_of_another() -> None:
    life = Life().dispatched(points=2)
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("accept", "2026-03-24", "town", 2, (2,))
    life.refused("expired", "ask_extension", "2026-05-20", "town", 2, (1, 2), days=10)
    (ask,) = [o for o in life.open("2026-05-20") if o.kind == "ask_extension"]
    assert ask.points == (2,), "the form offers only the point that can still be extended"


# ------------------------------------------------------------------ 32: the opinion


@proves("R22 32(1)", "S0-149")
def test_r22_32_1_every_point_is_supported_explained_or_not_supported() -> None:
    life = Life().accepted(points=3)
    outcome = {"1": "support", "2": "explain", "3": "not_support"}
    life.do("answer", "2026-05-12", "town", 2, (1, 2, 3), outcome=outcome, execution={"1": "2026-07-10"})
    assert [life.point(no).outcome for no in (1, 2, 3)] == ["support", "explain", "not_support"]
    assert life.ended("answer") == ["met"]


@proves("R22 32(1)")
def test_r22_32_1_an_opinion_that_leaves_a_point_out_is_refused_and_the_refusal_lists_it() -> None:
    life = Life().accepted(points=3)
    refused = life.refused(
        "unanswered", "answer", "2026-05-12", "town", 2, (1, 2), outcome={"1": "explain", "2": "explain"}
    )
    assert "3" in refused.zh
    refused = life.refused(
        "unanswered", "answer", "2026-05-12", "town", 2, (1, 2, 3), outcome={"1": "explain", "3": "perhaps"}
    )
    assert "2、3" in refused.zh
    assert life.point().step == "accepted"


@proves("R22 32(1)")
def test_what_another_notice_accepted_is_answered_on_a_day_of_its_own() -> None:
    life = Life().dispatched(points=2)
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("accept", "2026-03-24", "town", 2, (2,))
    life.do("answer", "2026-05-12", "town", 2, (1,), outcome={"1": "explain"})
    assert life.state.phase == "open"
    life.do("answer", "2026-05-20", "town", 2, (2,), outcome={"2": "not_support"})
    assert life.state.phase == "concluded"
    assert str(life.state.concluded_on) == "2026-05-20"


@proves("R22 32(2)", "S0-150", "S1-030")
def test_r22_32_2_what_is_supported_names_the_day_by_which_it_is_carried_out() -> None:
    life = Life().accepted(points=2)
    outcome = {"1": "support", "2": "explain"}
    life.refused("execution", "answer", "2026-05-12", "town", 2, (1, 2), outcome=outcome)
    life.refused(
        "execution", "answer", "2026-05-12", "town", 2, (1, 2), outcome=outcome, execution={"1": "尽快"}
    )
    life.refused(
        "execution_before",
        "answer",
        "2026-05-12",
        "town",
        2,
        (1, 2),
        outcome=outcome,
        execution={"1": "2026-05-11"},
    )
    life.do("answer", "2026-05-12", "town", 2, (1, 2), outcome=outcome, execution={"1": "2026-07-10"})
    duty = life.duty("carry-out")
    assert (duty.over, str(duty.due), duty.provision) == ((1,), "2026-07-10", "R22 32(2)")


@proves("R22 32(2)", "S0-150")
def test_r22_32_2_carrying_out_is_recorded_point_by_point() -> None:
    life = Life().answered("2026-05-12", p1="support", p2="support", p3="explain")
    life.do("carry_out", "2026-07-01", "town", 2, (1,))
    assert life.owed("town")["carry-out"] == "2026-07-10", "the other point is still owed"
    life.refused("not_supported", "carry_out", "2026-07-02", "town", 2, (3,))
    life.refused("carried", "carry_out", "2026-07-02", "town", 2, (1,))
    (again,) = [o for o in life.open("2026-07-02") if o.kind == "carry_out"]
    assert again.points == (2,)


@proves("R22 32(1)", "R22 31")
def test_r22_32_an_answer_belongs_to_the_petition_procedure_only() -> None:
    life = Life().dispatched(to="labour")
    life.refused("step", "answer", "2026-03-20", "labour", 2, (1,), outcome={"1": "explain"})


# ------------------------------------------------------------------ closing


@proves("R22 27")
def test_r22_27_what_is_reasonable_is_solved_and_what_is_not_explained_before_a_matter_closes_and_relief_may_follow() -> (
    None
):
    life = Life().answered("2026-05-12", p1="support", p2="not_support")
    life.do("tell_destination", "2026-05-12", "xfj", 1, (1, 2))
    life.do("carry_out", "2026-07-01", "town", 2, (1,))
    assert "close" not in life.open_kinds("2026-07-02"), (
        "nobody has been told yet why the second was not supported"
    )
    for paper in list(life.state.papers.values()):
        for no in paper.addressees:
            life.serve(paper, "2026-07-02", petitioner=no)
    life.do("close", "2026-07-03", "xfj")
    life.do("refer_relief", "2026-07-06", "town", 2, to="streets", relief="social", consent=1)
    assert life.state.phase == "closed"


@proves("S0-151", "导则 2.5.3.2(六)")
def test_a_matter_closes_when_nothing_is_owed_and_the_refusal_says_what_is() -> None:
    life = Life().answered("2026-05-12", p1="support")
    life.do("tell_destination", "2026-05-12", "xfj", 1, (1,))
    refused = life.refused("owed", "close", "2026-05-20", "xfj")
    assert "落实" in refused.zh
    assert "送达" in refused.zh
    for paper in list(life.state.papers.values()):
        for no in paper.addressees:
            life.serve(paper, "2026-05-20", petitioner=no)
    life.do("carry_out", "2026-07-01", "town", 2, (1,))
    life.do("close", "2026-07-02", "xfj")
    assert life.state.phase == "closed"
    life.refused("closed", "investigate", "2026-07-03", "town", 2, form="on_site")
    life.refused("closed", "close", "2026-07-03", "xfj")


@proves("S0-151")
def test_a_matter_with_an_undecided_point_does_not_close() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", undeliverable=1)
    refused = life.refused("undecided", "close", "2026-03-03", "xfj")
    assert "1" in refused.zh


@proves("档案法实施条例 38")
def test_only_what_is_closed_is_archived_and_what_is_reopened_closes_again() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["thanks"], channel="letter")
    life.do("keep_on_file", "2026-03-03", "xfj", 1, (1,))
    life.refused("open", "archive", "2026-03-03", "xfj")
    life.do("close", "2026-03-03", "xfj")
    life.do("archive", "2026-03-05", "xfj")
    assert life.state.phase == "archived"
    life.refused("archived", "archive", "2026-03-06", "xfj")
    life.refused("archived", "remark", "2026-03-06", "xfj")
    life.do("reopen", "2026-03-09", "xfj")
    assert life.state.phase == "concluded"
    life.do("close", "2026-03-10", "xfj")


@proves("R22 21(2)")
def test_only_an_office_that_dealt_with_the_matter_closes_it() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["thanks"], channel="letter")
    life.do("keep_on_file", "2026-03-03", "xfj", 1, (1,))
    life.refused("office", "close", "2026-03-03", "labour", doer=officer("labour", "head"))
    life.do("close", "2026-03-03", "xfj", doer=officer("xfj", "dispatcher"))


@proves("R22 22(1)")
def test_the_closing_report_is_asked_for_only_where_it_is_owed() -> None:
    life = Life().answered("2026-05-12")
    life.refused("no_report", "report_closing", "2026-05-13", "town", 2)
    assert "report_closing" not in life.open_kinds("2026-05-13")


@proves("R22 34")
def test_an_extension_that_was_never_told_is_ended_by_the_answer_and_not_met() -> None:
    life = extended(20)
    life.do("answer", "2026-05-28", "town", 2, (1,), outcome={"1": "explain"})
    assert life.ended("tell-extension") == ["ended"]
