"""R22 19(3), 23(1), 23(2), 44[2]: the closed list of refusals; what is raised with an organ directly."""

from __future__ import annotations

from typing import Any

from tests.proves import proves
from tests.statute.lives import Life

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


@proves("R22 23(1)", "S0-021", "S0-093")
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


@proves("R22 44[2]", "R22 23(3)")
def test_what_was_sent_to_an_office_with_nobody_below_is_not_offered_to_be_refused() -> None:
    life = Life().dispatched(to="labour")
    assert "refuse" not in life.open_kinds("2026-03-10", 2)
    assert {"accept", "object"} <= life.open_kinds("2026-03-10", 2)
    old = Life("national")
    old.register("2020-03-02")
    old.do("transfer", "2020-03-05", "xfj", 1, (1,), to="labour")
    assert "refuse" in old.open_kinds("2020-03-06", 2)  # R05 21(2): it decided whether to accept
