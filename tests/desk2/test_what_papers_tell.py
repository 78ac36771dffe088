"""Whom a paper is written to, and how the day is counted that it tells."""

from __future__ import annotations

from datetime import date

from huiyin.papers import drafting
from huiyin.papers.kinds import kind
from huiyin.register import models
from huiyin.register.lines import state
from huiyin.register.opening import NewPerson
from tests.desk2.conftest import DAY, officer, opened, person
from tests.proves import proves


def addressed(*people: NewPerson) -> tuple[str, str]:
    """The addressee of a notice of destination in a matter of these people."""
    file = opened(people=people).file
    f = drafting.facts(file, "destination_notice", 1, (1,), on=DAY, by=officer("libing"))
    return drafting.addressee(f, kind("destination_notice"))


@proves("R22 22(1)", "R22 23(3)", "民法典 201")
def test_a_receipt_and_a_transfer_print_how_the_day_was_counted_that_they_tell(county: None) -> None:
    file = opened(on=date(2026, 2, 6)).file  # the fifteenth day falls into the Spring Festival
    receipt = drafting.machine_content(models.Paper.objects.get(file=file, kind="receipt"))["computed"]
    duty = next(d for d in state(file).live if d.rule == "tell-destination")
    assert receipt["tell_by"] == str(duty.due) == "2026-02-24"
    counted = "".join(receipt["counting"])
    assert "第15日是2026年2月21日" in counted and "顺延" in counted and "2026年2月24日" in counted
    f = drafting.facts(file, "transfer_slip", 1, (1,), on=date(2026, 2, 10), by=officer("libing"))
    slip = drafting.computed_content(f, kind("transfer_slip"))["computed"]
    assert slip["tell_by"] == "2026-02-25" and slip["counting"] == [
        "收到次日起第15日",
        "收到次日起第5个工作日",
    ]


@proves("民法典 23")
def test_who_has_a_guardian_is_written_to_together_with_him_once_that_is_confirmed(county: None) -> None:
    child = person("张小某", address="梁口镇望川村三组")
    assert addressed(child, person("张某", role="guardian", principal=1, mandate=True)) == (
        "张小某（监护人张某）",
        "one",
    )
    assert addressed(child, person("周某", role="guardian", principal=1)) == ("张小某", "one")


def test_an_organisation_is_spoken_to_as_one_and_several_people_as_several(county: None) -> None:
    assert addressed(person("柏川县某合作社", kind="organisation")) == ("柏川县某合作社", "organisation")
    assert addressed(person("甲某"), person("乙某")) == ("甲某、乙某", "many")
    many = [person(f"{name}某") for name in "赵钱孙李周"]
    assert addressed(*many) == ("赵某等5人", "many")
