"""The demo county that is shipped: complete enough to work in, and naming nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from huiyin.demo import offices as demo
from huiyin.offices import selectors, services
from huiyin.offices.actor import Actor, acting
from huiyin.offices.errors import NotAllowed
from huiyin.offices.models import ADMIN_POSTS, HandOver, Office, Officer, OfficeRelation, Post, PostChange
from tests.offices.conftest import AT, ON

REAL_PLACES = ["柞水", "商洛", "陕西", "乾佑", "下梁", "营盘", "小岭", "凤凰镇", "杏坪", "曹坪", "瓦房口"]
NEVER = ["稳控", "人盯人", "黑名单", "失信信访人", "重点人员", "非访"]


def competent(petition: dict[str, Any]) -> set[str]:
    """Every office that a petition of the file names as having something to do with it."""
    named = {petition["competent"], petition.get("second_part", {}).get("competent")}
    return {code for code in (*named, *petition.get("assist", ()), *petition.get("dispute", ())) if code}


pytestmark = pytest.mark.one_database  # every other test loads it on both


@pytest.fixture
def loaded(db: None) -> list[demo.SignInName]:
    """The demo county in an empty database."""
    return demo.load(at=AT)


def test_the_shipped_county_names_no_real_place_and_none_of_the_words_we_never_use() -> None:
    text = demo.FILE.read_text(encoding="utf-8")
    assert [word for word in (*REAL_PLACES, *NEVER) if word in text] == []


def test_the_shipped_county_has_thirty_petitions_each_with_words_and_a_path() -> None:
    petitions = demo.county()["petitions"]
    assert len({row["id"] for row in petitions}) == 30
    assert all(row["words"] and row["path"] and row["received"]["date"] for row in petitions)
    assert not any("tricky" in row for row in petitions)


def test_every_office_that_has_to_answer_a_petition_has_a_handler_a_unit_head_and_a_head(
    loaded: list[demo.SignInName],
) -> None:
    county = demo.county()
    codes = set().union(*(competent(row) for row in county["petitions"]))
    restricted = {"s_tjw", "c_jw"}
    missing = [
        (code, post)
        for code in sorted(codes)
        for post in ("handler", "section", "head")
        if not (post == "section" and code in restricted) and not selectors.holders(code, post, ON)
    ]
    assert missing == []
    assert all(selectors.holders(code, "confidential", ON) for code in (*restricted, "jw", "xfj"))
    assert selectors.holders("t_xl", "leader", ON) and selectors.holders("xfj", "petition_leader", ON)


def test_every_organ_of_the_county_that_issues_papers_has_a_signboard_with_a_number_code(
    loaded: list[demo.SignInName],
) -> None:
    local = [one for one in selectors.offices(ON) if one.level in {"county", "town"} and one.is_organ]
    assert [one.code for one in local if not selectors.signboard(one.code, ON).number_code] == []
    assert len(selectors.signboards("xfj", ON)) == 4


def test_the_demos_three_administrators_are_three_persons_without_an_office(
    loaded: list[demo.SignInName],
) -> None:
    rows = Post.objects.filter(kind__in=ADMIN_POSTS)
    assert {row.kind for row in rows} == ADMIN_POSTS
    assert len({row.officer_id for row in rows}) == 3
    assert {row.office_id for row in rows} == {None}


def test_loading_twice_adds_nothing(loaded: list[demo.SignInName]) -> None:
    def count() -> list[int]:
        return [
            model.objects.count() for model in (Office, OfficeRelation, Officer, Post, PostChange, HandOver)
        ]

    before = count()
    assert demo.load(at=AT) == loaded
    assert count() == before


def test_everyone_on_the_printed_list_signs_in_with_the_printed_password(
    loaded: list[demo.SignInName],
) -> None:
    printed = demo.as_text(loaded)
    assert demo.DEMO_PASSWORD in printed
    assert all(one.login in printed for one in loaded)
    assert {one.login for one in loaded} == set(Officer.objects.values_list("login", flat=True))
    assert Officer.objects.get(login="chenzi").check_password(demo.DEMO_PASSWORD)


@override_settings(HUIYIN_ENV="production")
def test_the_demo_cannot_be_loaded_into_production(db: None) -> None:
    with pytest.raises(NotAllowed):
        demo.load(at=AT)
    with pytest.raises(NotAllowed):
        services.share_demo_password(["x"], at=AT, by=Actor.machine(services.DEMO_MACHINE))
    assert not Office.objects.exists()


def test_a_merged_office_of_the_demo_leads_to_its_successor(loaded: list[demo.SignInName]) -> None:
    found = selectors.successor("xczx", ON)
    assert found is not None and found.code == "nyj"


def test_accusations_of_the_demo_find_a_discipline_office_outside_the_accused(
    loaded: list[demo.SignInName],
) -> None:
    found = {
        code: selectors.discipline_for(code, ON) for code in ("v_sn", "t_fh", "county_gov", "rsj", "hbfj")
    }
    assert {code: one.code if one else None for code, one in found.items()} == {
        "v_sn": "s_tjw",
        "t_fh": "jw",
        "county_gov": "c_jw",
        "rsj": "jw",
        "hbfj": "c_jw",
    }


def test_a_village_committee_is_no_organ_and_issues_no_opinion(loaded: list[demo.SignInName]) -> None:
    villages = Office.objects.filter(kind="village")
    assert villages and not any(one.is_organ or one.may_issue_opinion for one in villages)
    assert not Office.objects.get(code="xfj").may_issue_opinion


def test_an_officer_with_posts_in_two_offices_acts_for_one_at_a_time(loaded: list[demo.SignInName]) -> None:
    head = Officer.objects.get(login="shenchen")
    assert acting(head, on=ON).office == "rsj"
    assert acting(head, "fhb", on=ON).posts == {"committee"}
