"""Whom a paper is written to."""

from __future__ import annotations

from huiyin.papers import drafting
from huiyin.papers.kinds import kind
from huiyin.register.opening import NewPerson
from tests.desk2.conftest import DAY, officer, opened, person
from tests.proves import proves


def addressed(*people: NewPerson) -> tuple[str, str]:
    """The addressee of a notice of destination in a matter of these people."""
    file = opened(people=people).file
    f = drafting.facts(file, "destination_notice", 1, (1,), on=DAY, by=officer("libing"))
    return drafting.addressee(f, kind("destination_notice"))


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
