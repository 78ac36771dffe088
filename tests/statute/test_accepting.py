"""R22 31: the petition procedure of item 6, the other procedures of items 1 to 5; and what counts as acceptance."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.statute.explain import duty_steps
from tests.proves import proves
from tests.statute.lives import Life


@proves("R22 31[6]", "R22 34", "DL-5", "S0-105", "S0-145", "S1-086")
def test_r22_31_6_acceptance_opens_sixty_days_and_meets_the_duty_to_tell() -> None:
    life = Life().accepted("2026-03-16")
    duty = life.duty("answer")
    assert (duty.office, str(duty.start), str(duty.due)) == ("town", "2026-03-16", "2026-05-15")
    assert (duty.provision, duty.certainty) == ("R22 34", "A")
    assert life.ended("tell-forwarded") == ["met"]
    assert life.paper("acceptance_notice").addressees == (1,)
    assert life.point().path == "31[6]"


@pytest.mark.parametrize(
    ("path", "procedure", "due", "provision"),
    [
        ("31[1]", "litigation-duty", "2026-05-16", "行政诉讼法 47"),
        ("31[2]", "land-arbitration", "2026-05-15", "农村土地承包经营纠纷调解仲裁法 47"),
        ("31[4]", "reconsideration", "2026-05-15", "行政复议法 20、62"),
        ("31[5]", "disclosure", "2026-04-14", "政府信息公开条例 33"),
        ("31[5]", "labour-inspection", "2026-06-11", "劳动保障监察条例 17"),
    ],
)
@proves("R22 31[1]", "R22 31[2]", "R22 31[4]", "R22 31[5]", "S0-100", "S0-101", "S0-103", "S0-104", "S0-140")
def test_r22_31_1_to_5_a_point_led_in_has_the_other_laws_limit(
    path: str, procedure: str, due: str, provision: str
) -> None:
    life = Life().dispatched(to="labour")
    life.do("name_path", "2026-03-16", "labour", 2, (1,), path=path, procedure=procedure)
    duty = life.duty("lead-in")
    assert (str(duty.nominal), duty.provision) == (due, provision)
    assert "answer" not in life.owed()
    assert life.proceeding(3).kind == "lead_in"


@pytest.mark.parametrize(
    ("path", "procedure"),
    [
        ("31[1]", "criminal-filing"),
        ("31[2]", "arbitration"),
        ("31[3]", "party-appeal"),
        ("31[4]", "confirmation"),
        ("31[5]", "payment"),
    ],
)
@proves("R22 31[3]", "S0-102")
def test_r22_31_where_that_law_names_no_days_none_are_invented(path: str, procedure: str) -> None:
    life = Life().dispatched(to="labour")
    life.do("name_path", "2026-03-16", "labour", 2, (1,), path=path, procedure=procedure)
    assert life.duty("lead-in").due is None


@proves("R22 31")
def test_r22_31_led_in_means_no_sixty_days_no_opinion_and_no_window_for_review() -> None:
    life = Life().dispatched(to="labour")
    life.do("name_path", "2026-03-16", "labour", 2, (1,), path="31[5]", procedure="labour-inspection")
    life.serve(life.paper("path_notice"), "2026-03-18")
    assert life.windows() == {}
    life.refused("step", "answer", "2026-03-20", "labour", 2, (1,), outcome={"1": "explain"})
    life.do("report_result", "2026-05-20", "labour", 3, (1,), outcome="decided_for")
    assert life.point().step == "result"
    assert life.owed() == {"tell-destination": "2026-03-17"}


@proves("R22 31")
def test_r22_31_a_procedure_belongs_to_one_item_and_holds_from_its_own_day() -> None:
    life = Life().dispatched(to="labour")
    life.refused(
        "procedure_path",
        "name_path",
        "2026-03-16",
        "labour",
        2,
        (1,),
        path="31[2]",
        procedure="labour-inspection",
    )
    life.refused("procedure", "name_path", "2026-03-16", "labour", 2, (1,), path="31[5]", procedure="magic")
    life.refused(
        "path", "name_path", "2026-03-16", "labour", 2, (1,), path="31[6]", procedure="labour-inspection"
    )
    early = Life().dispatched("2024-03-01", sent="2024-03-04", to="labour")
    early.refused(
        "procedure", "name_path", "2024-03-06", "labour", 2, (1,), path="31[5]", procedure="sme-payment"
    )


@proves("R22 31")
def test_r22_31_a_point_accepted_by_mistake_is_still_led_in_and_its_sixty_days_end() -> None:
    life = Life().accepted("2026-03-16")
    life.do("name_path", "2026-04-01", "town", 2, (1,), path="31[2]", procedure="land-arbitration")
    assert life.ended("answer") == ["ended"]


@proves("R22 31[6]", "R22 32(1)")
def test_r22_31_6_a_village_a_section_and_a_petition_office_neither_accept_nor_issue_opinions() -> None:
    for office in ("village", "police_post"):
        life = Life().dispatched(to=office)
        life.refused("opinion", "accept", "2026-03-16", office, 2, (1,))
        assert not {"accept", "answer"} & life.open_kinds("2026-03-16", 2)
        assert "object" in life.open_kinds("2026-03-12", 2), "the way out is the objection"


@proves("R22 31[6]")
def test_several_acts_of_acceptance_have_clocks_of_their_own() -> None:
    life = Life().dispatched(points=2)
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("accept", "2026-03-20", "town", 2, (2,))
    due = {d.over: str(d.due) for d in life.state.live if d.rule == "answer"}
    assert due == {(1,): "2026-05-15", (2,): "2026-05-19"}


@proves("R22 31")
def test_the_points_of_one_matter_may_take_different_paths_at_one_office() -> None:
    life = Life().dispatched(points=3, to="labour")
    life.do("accept", "2026-03-16", "labour", 2, (1,))
    life.do("name_path", "2026-03-17", "labour", 2, (2,), path="31[5]", procedure="labour-inspection")
    assert life.duty("tell-forwarded").left == {3}
    assert [life.point(no).step for no in (1, 2, 3)] == ["accepted", "led_in", "arrived"]


# ------------------------------------------------------------------ what counts as the day of acceptance


@proves("R22 34", "R22 44[3]")
def test_accepted_after_the_fifteen_days_to_tell_the_sixty_days_count_from_day_fifteen_and_say_so() -> None:
    life = Life().dispatched("2026-05-06", sent="2026-05-08")
    life.do("accept", "2026-06-03", "town", 2, (1,))
    duty = life.duty("answer")
    assert (str(duty.start), str(duty.nominal), duty.certainty) == ("2026-05-23", "2026-07-22", "I")
    told = duty_steps(duty, life.law)
    assert "推定" in told[0].zh
    assert "inferred" in told[0].en


@proves("R22 34")
def test_accepted_on_the_last_day_after_the_roll_is_in_time_and_counts_from_that_day() -> None:
    life = Life().dispatched("2026-01-26", sent="2026-02-02")
    assert str(life.duty("tell-forwarded").nominal) == "2026-02-17", "in the Spring Festival"
    due = life.duty("tell-forwarded").due
    assert str(due) == "2026-02-24"
    life.do("accept", "2026-02-24", "town", 2, (1,))
    assert (str(life.duty("answer").start), life.duty("answer").certainty) == ("2026-02-24", "A")


@proves("R22 34", "R22 44[3]")
def test_where_nobody_says_whether_it_is_accepted_a_machine_counts_from_day_fifteen_and_says_it_infers() -> (
    None
):
    life = Life().dispatched(sent="2026-03-09")
    life.refused("silence", "count_silence", "2026-03-24", "", 2, (1,))
    life.do("count_silence", "2026-03-25", "", 2, (1,))
    duty = life.duty("answer")
    assert (str(duty.start), str(duty.due), duty.certainty, duty.office) == (
        "2026-03-24",
        "2026-05-25",
        "I",
        "town",
    )
    assert life.point().step == "arrived", "counting accepts nothing for the office"
    assert "tell-forwarded" in life.owed("town"), "and it still owes the notice"


@proves("R22 34")
def test_silence_is_counted_once_and_a_later_acceptance_starts_no_second_count() -> None:
    life = Life().dispatched(sent="2026-03-09")
    life.do("count_silence", "2026-03-25", "", 2, (1,))
    life.refused("silence", "count_silence", "2026-03-26", "", 2, (1,))
    life.do("accept", "2026-04-01", "town", 2, (1,))
    assert str(life.duty("answer").due) == "2026-05-25"


@proves("R22 34", "R22 31")
def test_silence_counts_for_claims_only() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["suggestion"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    life.refused("purpose", "count_silence", "2026-03-25", "", 2, (1,))


@proves("R22 34")
def test_sixty_days_counted_from_silence_end_with_a_lawful_refusal() -> None:
    life = Life()
    life.register("2026-03-02", "county")
    life.do("take_up", "2026-03-03", "county", 1, (1,))
    life.do("count_silence", "2026-03-18", "", 2, (1,))
    ground: dict[str, Any] = {
        "ground": "superior_in_handling",
        "linked": 1,
        "linked_office": "town",
        "linked_due": "2026-05-15",
    }
    life.do("refuse", "2026-03-20", "county", 2, (1,), **ground)
    assert life.ended("answer") == ["ended"]
    assert set(life.owed()) == {"serve"}


@proves("R22 31[6]")
def test_hearing_and_investigating_move_no_date() -> None:
    life = Life().accepted()
    before = {d.key: d.due for d in life.state.live if d.kind == "duty"}
    life.do("contact", "2026-03-25", "town", 2, form="in_person")
    life.do("investigate", "2026-03-26", "town", 2, form="hearing")
    assert {d.key: d.due for d in life.state.live if d.kind == "duty"} == before
