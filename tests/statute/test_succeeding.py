"""R22 24(2): what a closed office had in hand goes on with its successor, on the same days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiyin.statute.procedure import fold
from tests.proves import proves
from tests.statute.lives import OFFICES, County, Life, day, law, officer

MERGED = County({**OFFICES, "town": replace(OFFICES["town"], until="2026-04-30")})


def merged(people: tuple[str, ...] = ("self",)) -> Life:
    """Accepted by a town that is no more from 1 May 2026; the labour office carries on."""
    return Life(world=MERGED).accepted("2026-03-16", people=people)


def passed(life: Life, on: str, to: str, old: str = "town") -> None:
    """What an office had in hand goes to another."""
    codes: dict[str, Any] = {"from": old}
    life.do("succeed", on, to=to, **codes)


def succeed(life: Life, on: str = "2026-05-06", to: str = "labour") -> Life:
    """The machine passes it on."""
    passed(life, on, to)
    return life


@proves("R22 24(2)")
def test_r22_24_2_the_successor_owes_what_the_closed_office_owed_by_the_same_days() -> None:
    life = merged()
    old = life.duty("answer")
    succeed(life)
    new = life.duty("answer")
    assert (new.office, new.start, new.nominal, new.due) == ("labour", old.start, old.nominal, old.due)
    passed = life.duty("answer", how="passed")
    assert (passed.key, passed.replaced_by) == (old.key, new.key)
    assert life.owed("town") == {}
    assert life.proceeding(2).office == "labour"
    assert life.proceeding(2).received == date(2026, 3, 9), "nothing is received anew"


@proves("R22 24(2)")
def test_an_extension_stands_and_there_is_no_second_one() -> None:
    life = merged()
    life.do("ask_extension", "2026-04-20", "town", 2, (1,), days=20)
    life.do("approve_extension", "2026-04-21", "town", 2, (1,))
    due = life.duty("answer").due
    succeed(life)
    assert (life.duty("answer").due, life.duty("answer").extended_by) == (due, 20)
    life.refused("extended", "ask_extension", "2026-05-07", "labour", 2, (1,), days=10)


@proves("R22 24(2)")
def test_what_is_overdue_stays_overdue() -> None:
    life = succeed(merged(), "2026-06-01")
    assert str(life.duty("answer").due) == "2026-05-15"


@proves("R22 24(2)")
def test_the_successor_answers_and_serves_and_the_closed_office_does_nothing_more() -> None:
    life = merged(("self", "self"))
    notice = life.paper("acceptance_notice")
    life.serve(notice, "2026-03-18", petitioner=1)
    succeed(life)
    heir = officer("labour", "handler")
    life.refused("office", "answer", "2026-05-07", "town", 2, (1,), outcome={"1": "explain"})
    life.do("serve", "2026-05-07", "labour", 2, paper=notice.no, petitioner=2, method="direct", received_by="self",
            doer=heir)  # fmt: skip
    assert life.ended("serve")[-1] == "met"
    life.do(
        "answer", "2026-05-08", "labour", 2, (1,), outcome={"1": "explain"}, doer=officer("labour", "handler")
    )
    assert life.point().step == "answered"
    assert fold(life.line, law(), MERGED).points[1].step == "answered"


@proves("R22 24(2)")
def test_the_successor_may_correct_what_the_closed_office_recorded() -> None:
    life = succeed(merged())
    accept = next(a.seq for a in life.line if a.kind == "accept")
    life.do(
        "correct",
        "2026-05-07",
        "labour",
        names=accept,
        wrong="on",
        value="2026-03-17",
        doer=officer("labour", "head"),
    )
    assert str(life.duty("answer").due) == "2026-05-18"
    assert life.duty("answer").office == "labour", "counted again, it still passes on"


@proves("R22 24(2)")
def test_an_objection_to_a_closed_sender_is_decided_by_its_successor() -> None:
    world = County({**OFFICES, "xfj": replace(OFFICES["xfj"], until="2026-03-12")})
    life = Life(world=world).dispatched()
    life.do("object", "2026-03-12", "town", 2, (1,))
    passed(life, "2026-03-13", "city_xfj", "xfj")
    assert life.duty("decide-objection").office == "city_xfj"
    life.do("consent_return", "2026-03-16", "city_xfj", 2, (1,), doer=officer("city_xfj", "dispatcher"))
    assert life.point().step == "registered"
    assert life.proceeding(1).office == "city_xfj"


@proves("R22 24(2)")
def test_nobody_carries_on_for_an_office_that_is_still_there_or_had_nothing() -> None:
    life = merged()
    life.refused("there", "succeed", "2026-04-30", to="labour", **{"from": "town"})
    life.refused("nothing", "succeed", "2026-05-06", to="labour", **{"from": "revival"})
    life.refused("office", "succeed", "2026-05-06", to="revival", **{"from": "town"})


@proves("R22 30(3)", "R22 24(2)")
def test_r22_30_3_a_matter_never_passes_to_the_office_that_it_accuses() -> None:
    life = Life(world=County({**OFFICES, "xfj": replace(OFFICES["xfj"], until="2026-03-12")}))
    life.register("2026-03-02", "xfj", purposes=["accusation"], restricted=1)
    life.do("name_accused", "2026-03-02", "xfj", 1, office="city_xfj")
    life.refused("accused", "succeed", "2026-03-13", to="city_xfj", **{"from": "xfj"})
    life.refused("restricted", "succeed", "2026-03-13", to="labour", **{"from": "xfj"})
    passed(life, "2026-03-13", "jw", "xfj")
    assert life.proceeding(1).office == "jw"


@pytest.mark.parametrize("on", ["2026-05-06", "2026-07-01"])
@proves("R22 24(2)")
def test_a_second_closing_passes_everything_on_once_more(on: str) -> None:
    offices = {**OFFICES, "town": replace(OFFICES["town"], until="2026-04-30"),
               "labour": replace(OFFICES["labour"], until="2026-05-05")}  # fmt: skip
    life = Life(world=County(offices)).accepted("2026-03-16")
    passed(life, "2026-05-01", "labour", "town")
    passed(life, on, "streets", "labour")
    assert life.duty("answer").office == "streets"
    assert life.state.heirs == {"town": "streets", "labour": "streets"}
    assert life.duty("answer").due == day("2026-05-15")
