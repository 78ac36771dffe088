"""Offices, dated relations and signboards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from huiyin.offices import selectors, services
from huiyin.offices.errors import NotAllowed, Refused, UnknownOffice
from huiyin.offices.models import Office, OfficeChange, OfficeRelation, Post, RelationKind
from huiyin.offices.structure import steady
from tests.offices.conftest import AT, ON, OPENED, Place
from tests.proves import proves


@proves("R22 30(3)")
@pytest.mark.parametrize("kind", RelationKind.values)
def test_r22_30_3_an_office_below_along_any_one_relation_counts_as_under_the_accused(
    place: Place, kind: str
) -> None:
    place.under(place.office("low"), place.office("high"), kind)
    assert selectors.subordinates("high", ON) == {"low"}
    assert selectors.subordinates("low", ON) == frozenset()


@proves("R22 30(3)")
def test_r22_30_3_under_the_accused_is_counted_through_mixed_relations_and_never_includes_the_office_itself(
    place: Place,
) -> None:
    for code in ("county", "town", "village", "bureau", "station", "other"):
        place.office(code)
    place.under("town", "county", "territory")
    place.under("village", "town", "cadres_managed_by")
    place.under("bureau", "county", "territory")
    place.under("station", "bureau", "dispatched_by")
    place.under("station", "town", "territory")
    assert selectors.subordinates("county", ON) == {"town", "village", "bureau", "station"}
    assert selectors.subordinates("bureau", ON) == {"station"}
    territory_only = selectors.subordinates("county", ON, frozenset({"territory"}))
    assert territory_only == {"town", "bureau", "station"}


def test_a_relation_holds_from_its_first_to_its_last_day_and_not_a_day_longer(place: Place) -> None:
    place.under(place.office("low"), place.office("high"), "line", on=date(2022, 1, 1))
    row = OfficeRelation.objects.get()
    services.end_relation(row.pk, on=date(2024, 1, 1), at=AT, by=place.sysadmin)
    seen = {
        day: bool(selectors.subordinates("high", day))
        for day in (date(2021, 12, 31), date(2022, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    }
    assert list(seen.values()) == [False, True, True, False]


def test_a_change_that_was_rolled_back_is_not_remembered(place: Place) -> None:
    place.office("low"), place.office("high")
    assert selectors.subordinates("high", ON) == frozenset()
    with steady():
        with pytest.raises(RuntimeError), transaction.atomic():
            place.under("low", "high", "line")
            assert selectors.subordinates("high", ON) == {"low"}
            raise RuntimeError
        assert selectors.subordinates("high", ON) == frozenset()


def test_within_one_request_the_directory_is_read_once(place: Place, django_assert_num_queries: Any) -> None:
    place.under(place.office("low"), place.office("high"), "line")
    with steady():
        selectors.subordinates("high", ON)
        with django_assert_num_queries(0):
            for code in ("low", "high"):
                selectors.office(code)
                selectors.subordinates(code, ON)
    with django_assert_num_queries(1):
        selectors.subordinates("high", ON)


def test_relations_of_one_kind_cannot_run_in_a_circle(place: Place) -> None:
    for code in ("a", "b", "c"):
        place.office(code * 2)
    place.under("aa", "bb", "territory")
    place.under("bb", "cc", "territory")
    with pytest.raises(Refused, match="成环"):
        place.under("cc", "aa", "territory")
    with pytest.raises(Refused):
        place.under("aa", "aa", "line")


@proves("R22 35")
def test_r22_35_where_several_offices_may_review_all_are_named_and_the_petitioner_chooses(
    place: Place,
) -> None:
    for code in ("bureau", "committee", "above"):
        place.office(code)
    place.under("bureau", "committee", "reviewed_by")
    place.under("bureau", "above", "reviewed_by")
    assert [one.code for one in selectors.reviewers("bureau", ON)] == ["committee", "above"]


@proves("R22 24(2)")
def test_r22_24_2_a_merged_office_is_followed_to_the_one_that_carries_on_its_business(place: Place) -> None:
    for code in ("first", "second", "third", "unit", "gov"):
        place.office(code)
    place.officer("li", "first", "handler")
    place.under("unit", "first", "dispatched_by")
    services.close_office("first", on=date(2023, 1, 1), at=AT, by=place.sysadmin, successor="second")
    services.close_office("second", on=date(2024, 1, 1), at=AT, by=place.sysadmin, successor="third")
    found = selectors.successor("first", ON)
    assert found is not None and found.code == "third"
    assert selectors.successor("third", ON) is None
    closed = Office.objects.get(code="first")
    assert closed.open_on(date(2022, 12, 31)) and not closed.open_on(date(2023, 1, 1))
    assert Post.objects.get(officer__login="li").until == date(2022, 12, 31)
    assert [one.code for one in selectors.uppers("unit", "dispatched_by", ON)] == ["third"]
    assert "third" in selectors.subordinates("first", ON)


@proves("R22 24(2)")
def test_r22_24_2_an_office_is_not_closed_without_a_successor_or_a_reason(place: Place) -> None:
    place.office("first")
    with pytest.raises(Refused, match="承继单位"):
        services.close_office("first", on=ON, at=AT, by=place.sysadmin)


@proves("R22 22(2)", "S0-091")
def test_r22_22_2_accusations_go_to_the_discipline_office_of_those_who_manage_the_cadres(
    place: Place,
) -> None:
    for code in ("city", "county", "town", "village", "bureau"):
        place.office(code)
    for code in ("city_jw", "county_jw", "town_jw"):
        place.office(code, kind="discipline")
    for lower, upper in (("city_jw", "city"), ("county_jw", "county"), ("town_jw", "town")):
        place.under(lower, upper, "territory")
    for lower, upper in (("county", "city"), ("town", "county"), ("village", "town"), ("bureau", "county")):
        place.under(lower, upper, "cadres_managed_by")
    found = {
        code: selectors.discipline_for(code, ON) for code in ("county", "town", "village", "bureau", "city")
    }
    assert {code: one.code if one else None for code, one in found.items()} == {
        "county": "city_jw",
        "town": "county_jw",
        "village": "town_jw",
        "bureau": "county_jw",
        "city": None,
    }


def test_one_body_issues_under_several_signboards_one_of_them_by_default(place: Place) -> None:
    place.office("xfj", kind="petition")
    made: dict[str, Any] = {"by": place.sysadmin, "at": AT, "on": OPENED}
    services.add_signboard("xfj", "县信访局", "柏信", **made, default=True)
    services.add_signboard("xfj", "联席会议办公室", "柏信联办", **made)
    assert selectors.signboard("xfj", ON).number_code == "柏信"
    assert selectors.signboard("xfj", ON, "联席会议办公室").seal_text == "联席会议办公室"
    with pytest.raises(UnknownOffice):
        selectors.signboard("xfj", OPENED - timedelta(days=1))
    with pytest.raises(UnknownOffice):
        selectors.signboard("xfj", ON, "没有的牌子")


def test_a_new_default_signboard_ends_the_old_one_the_day_before(place: Place) -> None:
    place.office("xfj", kind="petition")
    services.add_signboard("xfj", "旧名", "柏信", on=OPENED, at=AT, by=place.sysadmin, default=True)
    services.add_signboard("xfj", "新名", "柏访", on=ON, at=AT, by=place.sysadmin, default=True)
    assert selectors.signboard("xfj", ON - timedelta(days=1)).name == "旧名"
    assert selectors.signboard("xfj", ON).name == "新名"


def test_two_offices_cannot_give_out_the_same_paper_numbers(place: Place) -> None:
    place.office("one"), place.office("two")
    services.add_signboard("one", "甲单位", "柏信", on=OPENED, at=AT, by=place.sysadmin, default=True)
    with pytest.raises(Refused, match="柏信"):
        services.add_signboard("two", "乙单位", "柏信", on=OPENED, at=AT, by=place.sysadmin, default=True)


def test_a_dispatched_unit_without_a_name_of_its_own_issues_as_the_organ_that_sent_it(place: Place) -> None:
    place.office("gaj")
    place.office("station", kind="dispatched", own_name=False)
    place.under("station", "gaj", "dispatched_by")
    services.add_signboard("gaj", "县公安局", "柏公信", on=OPENED, at=AT, by=place.sysadmin, default=True)
    assert selectors.signboard("station", ON).name == "县公安局"


@proves("R22 14(2)", "S0-017")
def test_s0_017_an_organ_that_named_nobody_for_petition_work_is_pointed_out(place: Place) -> None:
    place.office("named", petition_unit="信访室", petition_person="卫寅")
    place.office("silent")
    place.office("xfj", kind="petition")
    place.office("village", kind="village", is_organ=False)
    assert [one.code for one in selectors.without_petition_unit(ON)] == ["silent"]
    fields = {"petition_person": "蒋卯"}
    services.change_office("silent", at=AT, by=place.sysadmin, fields=fields)
    assert selectors.without_petition_unit(ON) == []


def test_a_changed_field_keeps_its_old_value_in_the_log(place: Place) -> None:
    place.office("rsj")
    services.change_office("rsj", at=AT, by=place.sysadmin, fields={"phone": "0000-1"})
    row = OfficeChange.objects.filter(what="changed").get()
    assert row.detail == {"phone": {"old": "", "new": "0000-1"}}
    assert (row.by_kind, row.by_ref) == ("officer", "sys")


def test_an_office_keeps_its_code_and_kind(place: Place) -> None:
    place.office("rsj")
    with pytest.raises(Refused, match="kind"):
        services.change_office("rsj", at=AT, by=place.sysadmin, fields={"kind": "petition"})


def test_search_finds_names_before_remits_and_only_offices_that_exist(place: Place) -> None:
    place.office("rsj", remit=["欠薪"], short="人社局")
    place.office("old", short="旧人社局")
    services.close_office("old", on=ON, at=AT, by=place.sysadmin, successor="rsj")
    assert [one.code for one in selectors.search("人社", ON)] == ["rsj"]
    assert [one.code for one in selectors.search("欠薪", ON)] == ["rsj"]
    assert selectors.search("  ", ON) == []


def test_an_unknown_office_is_named_in_the_refusal(place: Place) -> None:
    with pytest.raises(UnknownOffice, match="nowhere"):
        selectors.office("nowhere")
    with pytest.raises(UnknownOffice, match="nowhere"):
        selectors.subordinates("nowhere", ON)


def test_a_wrong_field_is_refused_before_anything_is_written(place: Place) -> None:
    with pytest.raises(Refused, match="colour"):
        place.office("rsj", colour="red")
    with pytest.raises(Refused):
        place.office("rsj", kind="cinema")
    assert not Office.objects.exists()


def test_a_committee_has_seats_held_by_offices_and_by_persons(place: Place) -> None:
    place.office("fhb", kind="committee", quorum="2/3")
    place.office("rsj")
    director = place.officer("zheng", "fhb", "director")
    made: dict[str, Any] = {"on": OPENED, "at": AT, "by": place.sysadmin}
    services.seat("fhb", "member", member_office="rsj", **made)
    services.seat("fhb", "director", officer=director, **made)
    services.seat("fhb", "director", officer=director, **made)
    assert [(row.role, row.officer_id) for row in selectors.seats("fhb", ON)] == [
        ("member", None),
        ("director", director.pk),
    ]
    with pytest.raises(Refused):
        services.seat("fhb", "member", **made)


def test_offices_are_changed_by_the_system_administrator_alone(place: Place) -> None:
    place.office("rsj")
    place.officer("head", "rsj", "head")
    for other in (place.secadmin, place.auditor):
        with pytest.raises(NotAllowed, match="系统管理员"):
            services.change_office("rsj", at=AT, by=other, fields={"phone": "1"})
