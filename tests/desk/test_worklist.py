"""The work list: what my office owes, by the day it is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin import clock
from huiyin.demo.teller import Teller
from huiyin.desk.models import SavedView
from huiyin.desk.worklist import soon_until
from huiyin.intake.matching import indexes
from huiyin.register.law import current
from huiyin.register.models import OpenDuty
from tests.desk.conftest import at_desk, entry, registered, transferred
from tests.proves import proves

Sit = Callable[..., Client]


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_page_he_wanted(client: Client, db: None) -> None:
    answer = client.get("/desk/?when=late")
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/sign-in?next=%2Fdesk%2F%3Fwhen%3Dlate"


def test_what_is_owed_stands_in_the_order_of_its_days(sit: Sit, told: Teller) -> None:
    registered(told)
    later = Teller()
    later.enter(entry(title="后来的事", on=date(2026, 3, 6)), "zhangjia")
    page = sit("libing").get("/desk/").content.decode()
    assert page.index("反映排水沟未接通") < page.index("后来的事")
    assert "甄别转送" in page
    assert "告知去向" in page


@proves("R22 22(1)")
def test_r22_22_1_a_late_dispatch_says_so_and_its_count_opens_the_list_of_late_ones(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    registered(told)
    today("2026-03-20")
    client = sit("libing")
    assert "已超期" in client.get("/desk/").content.decode()
    late = client.get("/desk/?when=late").content.decode()
    assert "反映排水沟未接通" in late
    assert "没有符合条件的时限" in client.get("/desk/?when=soon").content.decode()


def test_soon_means_the_third_working_day_from_today() -> None:
    calendar = current().calendar
    assert soon_until(date(2026, 3, 6), calendar) == date(2026, 3, 11)  # Friday: Monday, Tuesday, Wednesday


def test_another_office_has_a_list_of_its_own(sit: Sit, told: Teller) -> None:
    transferred(told)
    assert "反映排水沟未接通" in sit("chenzi").get("/desk/").content.decode()
    assert "反映排水沟未接通" not in sit("weiyin").get("/desk/").content.decode()


@proves("R22 30(3)")
def test_r22_30_3_restricted_rows_are_counted_and_shown_to_the_named_officer_only(
    sit: Sit, told: Teller
) -> None:
    told.enter(entry("查处村干部冒领低保", title="检举冒领低保", restricted=True), "zhangjia")
    dispatcher = sit("libing")
    for address in (
        "/desk/",
        "/desk/?when=prompt",
        "/desk/serving/",
        "/desk/waiting/arrivals/",
        "/desk/find/?q=特2026-00001",
    ):
        assert "检举冒领低保" not in dispatcher.get(address).content.decode(), address
    assert dispatcher.get("/desk/").context["cards"][0].count == 0
    assert sit("qianwu").get("/desk/").context["cards"][0].count > 0


def test_an_administrator_sees_no_matter(sit: Sit, told: Teller) -> None:
    file = registered(told)
    page = sit("xuxu").get("/desk/")
    assert "您的岗位不办理信访事项" in page.content.decode()
    assert sit("xuxu").get(f"/desk/files/{file.pk}/").status_code == 404


def test_filters_live_in_the_address_and_are_kept_as_a_view(sit: Sit, told: Teller) -> None:
    registered(told)
    client = sit("libing")
    assert (
        "反映排水沟未接通"
        in client.get("/desk/?rule=dispatch&stage=dispatch&phase=open&channel=visit").content.decode()
    )
    assert "反映排水沟未接通" not in client.get("/desk/?channel=phone").content.decode()
    client.post("/desk/views/", {"name": "走访", "query": "channel=visit&page=3&evil=1"})
    view = SavedView.objects.get(officer__login="libing")
    assert (view.name, view.query) == ("走访", "channel=visit")
    assert "走访" in client.get("/desk/").content.decode()
    assert not SavedView.objects.filter(officer__login="zhangjia").exists()
    sit("zhangjia").post(f"/desk/views/{view.pk}/drop/")
    assert SavedView.objects.filter(pk=view.pk).exists(), "another officer's view stays"
    client.post(f"/desk/views/{view.pk}/drop/")
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_mine_are_those_where_i_am_the_case_officer(sit: Sit, told: Teller) -> None:
    transferred(told)
    client = sit("chenzi")
    assert "反映排水沟未接通" not in client.get("/desk/?mine=1").content.decode()
    told.act("chuchou", "name_officer", date(2026, 3, 9), proceeding=2, codes={"officer": "chenzi"})
    assert "反映排水沟未接通" in client.get("/desk/?mine=1").content.decode()


def test_new_arrivals_wait_until_somebody_signs_for_them(sit: Sit, told: Teller) -> None:
    transferred(told)
    client = sit("chenzi")
    assert [c.label for c in client.get("/desk/").context["waiting"]] == ["新到未签收"]
    assert "反映排水沟未接通" in client.get("/desk/waiting/arrivals/").content.decode()
    told.act("chenzi", "sign_for", date(2026, 3, 9), proceeding=2)
    assert client.get("/desk/").context["waiting"] == []


def test_an_officer_with_posts_in_two_offices_chooses_in_which_to_work(sit: Sit, told: Teller) -> None:
    client = sit("sunji")
    assert client.get("/desk/").context["seat"].actor.office == "xfj"
    client.post("/desk/me/", {"office": "fhb"})
    assert client.get("/desk/").context["seat"].actor.office == "fhb"
    assert client.post("/desk/me/", {"office": "t_xl"}).status_code == 404
    assert client.get("/desk/").context["seat"].actor.office == "fhb"


def _queries(client: Client, count: Callable[[], CaptureQueriesContext]) -> int:
    with count() as made:
        client.get("/desk/")
    return len(made)


def test_a_page_of_fifty_takes_as_many_queries_as_a_page_of_one(
    sit: Sit, told: Teller, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    from django.db import connection

    registered(told)
    client = at_desk("libing")
    client.get("/desk/")
    one = _queries(client, lambda: CaptureQueriesContext(connection))
    for n in range(12):
        t = Teller()
        t.enter(entry(title=f"第{n}件"), "zhangjia")
    assert OpenDuty.objects.filter(office__code="xfj").count() > 20
    assert _queries(client, lambda: CaptureQueriesContext(connection)) <= one


@pytest.fixture
def indexed(settings: Any, tmp_path: Path) -> Callable[[], None]:
    """Build the index of words, in a folder of the test's own."""
    settings.HUIYIN_VAR = tmp_path
    return lambda: [*indexes.rebuild(clock.now())].clear()


@pytest.mark.parametrize("word", ["张某", "13800000001"])
def test_a_name_opens_nothing(sit: Sit, told: Teller, indexed: Callable[[], None], word: str) -> None:
    registered(told)
    indexed()
    page = sit("libing").get("/desk/find/", {"q": word})
    assert page.status_code == 200
    assert "没有找到" in page.content.decode()


def test_without_its_index_a_search_says_that_words_may_be_missed_and_that_no_number_is_so(
    sit: Sit, told: Teller, indexed: Callable[[], None]
) -> None:
    registered(told)
    page = sit("libing").get("/desk/find/", {"q": "柏信2026-00099"}).content.decode()
    assert "全文可能查不全" in page
    assert "没有这个编号、文号或者查询码" in page
    assert "没有找到" not in page


def test_a_number_or_query_code_opens_the_matter_where_it_may_be_seen(
    sit: Sit, told: Teller, indexed: Callable[[], None]
) -> None:
    file = registered(told)
    indexed()
    assert told.opened is not None
    code = told.opened.codes[0][1]
    paper = file.papers.get(kind="receipt")
    in_brackets = paper.number.replace("〔", "[").replace("〕", "]")
    for typed in (file.number, paper.number, code, f"{code[:4]} {code[4:8]} {code[8:]}", in_brackets):
        answer = sit("libing").get("/desk/find/", {"q": typed})
        assert answer.status_code == 302, typed
        assert answer["Location"] == f"/desk/files/{file.pk}/"
        assert "没有找到" in sit("weiyin").get("/desk/find/", {"q": typed}).content.decode()


@pytest.mark.sqlite_only
def test_the_page_is_found_by_the_index_of_the_work_list(sit: Sit, told: Teller) -> None:
    from huiyin.offices.actor import acting
    from huiyin.offices.models import Officer
    from huiyin.register.owing import owed

    registered(told)
    actor = acting(Officer.objects.get(login="libing"), on=date(2026, 3, 9))
    plan = (
        owed(actor)
        .order_by(F("due").asc(nulls_first=True), "duty")
        .values_list("duty", flat=True)[:50]
        .explain()
    )
    assert "register_openduty_list" in plan
    assert "TEMP B-TREE" not in plan, "the index has the order; nothing is sorted"
