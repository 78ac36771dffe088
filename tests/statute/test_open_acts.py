"""What is listed as open: an act that some form could make go through, and none that nothing on it could."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.proves import proves
from tests.statute.lives import OFFICES, County, Life


@proves("R22 30(3)", "R05 23")
def test_30_3_an_accusation_is_not_open_to_be_sent_on_before_each_accused_is_named() -> None:
    for day in ("2026-03-02", "2021-03-02"):
        life = Life()
        life.register(day, "xfj", purposes=["accusation"], restricted=1)
        if day > "2022":
            life.do("judge", day, "xfj", 1, result="first")
        assert life.open_kinds(day).isdisjoint({"transfer", "assign", "report_up"})
        assert "name_accused" in life.open_kinds(day)
        life.do("name_accused", day, "xfj", 1, office="town")
        assert {"transfer", "assign"} <= life.open_kinds(day)


@proves("R22 24(1)")
def test_r22_24_1_while_the_office_above_decides_nothing_is_open_to_be_sent_on() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do(
        "consult_offices", "2026-03-03", "xfj", 1, (1, 2), offices=["labour", "streets"], result="disputed"
    )
    assert "transfer" in life.open_kinds("2026-03-03"), "a third office may still be the right one"
    life.do("refer_competence", "2026-03-04", "xfj", 1, (1, 2), offices=["labour", "streets"], to="county")
    assert life.open_kinds("2026-03-04").isdisjoint({"transfer", "assign"})
    life.do("decide_competence", "2026-03-05", "county", 2, competent="labour")
    assert "transfer" in life.open_kinds("2026-03-05")


@proves("R22 19(3)")
def test_what_repeats_a_matter_is_open_to_be_told_of_and_what_does_not_is_not() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    assert "tell_repeat" not in life.open_kinds("2026-03-02")
    life.do("judge", "2026-03-02", "xfj", 1, result="repeat", linked=3)
    assert "tell_repeat" in life.open_kinds("2026-03-02")


@proves("R22 24(2)")
def test_r22_24_2_a_successor_is_open_to_carry_on_once_an_office_is_gone() -> None:
    life = Life()
    life.accepted()
    assert "succeed" not in life.open_kinds("2026-04-01")
    life.world = County({**OFFICES, "town": replace(OFFICES["town"], until="2026-03-31")})
    assert "succeed" in life.open_kinds("2026-04-01")
    life.refused("nothing", "succeed", "2026-04-01", to="labour")
    codes: dict[str, Any] = {"from": "town"}
    life.do("succeed", "2026-04-01", to="labour", **codes)
