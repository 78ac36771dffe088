"""The Guide's ways of screening (导则 2.4.2) and of handling; its lists are walked in tests/statute/test_remedies.py."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import Life


@proves("S0-071", "导则 2.4.2(一)")
def test_guide_2_4_2_1_ones_own_competence_within_reconsideration_is_handled_by_that_procedure() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    life.do("take_up", "2026-03-03", "labour", 1, (1,))
    life.do("name_path", "2026-03-05", "labour", 2, (1,), path="31[4]", procedure="reconsideration")
    assert "answer" not in life.owed("labour"), "the petition procedure does not take it"
    assert str(life.duty("lead-in").nominal) == "2026-05-04"
    life.refused("step", "accept", "2026-03-06", "labour", 2, (1,))


@proves("S0-072", "导则 2.4.2(二)")
def test_guide_2_4_2_2_a_lower_organs_competence_is_sent_down_and_told_within_fifteen_days() -> None:
    life = Life()
    life.register("2026-03-02", "county")
    assert life.owed("county")["tell-direct"] == "2026-03-17"
    life.do("judge", "2026-03-02", "county", 1, result="first")
    life.do("transfer", "2026-03-05", "county", 1, (1,), to="town")
    life.do("tell_destination", "2026-03-05", "county", 1, (1,))
    assert "tell-direct" not in life.owed("county")
    life.do("name_path", "2026-03-10", "town", 2, (1,), path="31[4]", procedure="reconsideration")
    assert life.proceeding(3).kind == "lead_in"


@proves("S0-073", "导则 2.4.2(三)")
def test_guide_2_4_2_3_outside_every_own_power_it_is_refused_in_writing_and_the_organ_is_named() -> None:
    life = Life()
    life.register("2026-03-02", "labour")
    assert life.owed("labour")["tell-direct"] == "2026-03-17"
    life.refused("ground_needs", "refuse", "2026-03-04", "labour", 1, (1,), ground="outside_power")
    life.do("refuse", "2026-03-04", "labour", 1, (1,), ground="outside_power", organ="police")
    assert life.ended("tell-direct") == ["met"]
    assert life.paper("non_acceptance_notice").addressees == (1,)


@proves("S0-146", "S0-147", "导则 2.5.3.2(一)")
def test_guide_2_5_3_2_the_petitioner_is_heard_and_the_facts_are_looked_into_as_acts_of_their_own() -> None:
    life = Life().accepted("2026-03-16")
    assert {"contact", "investigate"} <= life.open_kinds("2026-03-20", 2)
    life.do("contact", "2026-03-20", "town", 2, form="in_person")
    life.do("investigate", "2026-03-23", "town", 2, form="on_site")
    said = {act.kind: (str(act.on), act.office, act.codes["form"]) for act in life.line[-2:]}
    assert said == {
        "contact": ("2026-03-20", "town", "in_person"),
        "investigate": ("2026-03-23", "town", "on_site"),
    }
