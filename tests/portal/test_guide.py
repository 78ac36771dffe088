"""Which way is mine? Walked to every end, without signing in, with nothing kept."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from huiyin.portal.models import Unsent
from huiyin.statute.loader import load
from huiyin.statute.remedies_data import remedies
from tests.proves import proves

pytestmark = pytest.mark.one_database

TABLES = remedies(load())
ALL = [(one.topic, one.key) for one in TABLES.situations.values()]


def text(client: Client, address: str, status: int = 200) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def here(county: None, client: Client) -> Client:
    """Anybody, in the demo county, on 2 March 2026."""
    return client


@proves("S0-002")
@pytest.mark.one_database
@pytest.mark.parametrize(("topic", "key"), ALL, ids=[key for _topic, key in ALL])
def test_the_guide_is_walked_to_each_end_which_names_path_organ_provision_papers_and_the_way_to_file_here(
    here: Client, topic: str, key: str
) -> None:
    assert f"/guide/{topic}/" in here.get("/guide/").content.decode()
    assert f"/guide/{topic}/{key}/" in here.get(f"/guide/{topic}/").content.decode()
    page = text(here, f"/guide/{topic}/{key}/")
    for way in TABLES.situations[key].ways:
        assert way.words.zh in page
        if way.procedure:
            there = load().procedures[way.procedure][-1]
            assert there.organ is not None
            assert there.title.zh in page
            assert there.organ.zh in page
            assert all(TABLES.bring[b].zh in page for b in there.bring)
    assert "带着这些回答去提出" in page
    assert "县信访局" in page


@proves("R22 18(1)")
def test_the_guide_needs_no_sign_in_and_keeps_nothing(here: Client) -> None:
    text(here, "/guide/")
    text(here, "/guide/accident/traffic/?day-traffic-recheck=2026-03-01")
    assert (Session.objects.count(), Unsent.objects.count()) == (0, 0)
    assert "no-store" in here.get("/guide/accident/traffic/")["Cache-Control"]


@proves("S0-106")
def test_the_other_laws_days_are_counted_from_the_day_given_and_what_is_about_to_lapse_is_said(
    here: Client,
) -> None:
    soon = text(here, "/guide/accident/traffic/?day-traffic-recheck=2026-02-28")
    assert "申请期限只剩1日，到2026-03-03届满，请尽快递交。" in soon
    assert "为什么是这一天" in soon
    late = text(here, "/guide/accident/traffic/?day-traffic-recheck=2026-02-20")
    assert "申请期限已于2026-02-24届满" in late
    assert "仍可在民事诉讼中对认定书提出异议" in late


def test_a_way_whose_time_is_over_comes_last(here: Client) -> None:
    page = text(here, "/guide/decision/act/?day-reconsideration=2025-12-01")
    assert page.index("1. 行政诉讼") < page.index("2. 行政复议")


@proves("S0-074")
def test_what_is_finished_elsewhere_shows_the_step_against_its_result(here: Client) -> None:
    page = text(
        here,
        "/guide/decision/act/?elsewhere=finished:reconsideration&day-litigation-after-reconsideration=2026-02-20",
    )
    assert "对复议决定不服的行政诉讼" in page
    assert "到2026-03-09届满" in page, "7 March 2026 is a Saturday"
    pending = text(here, "/guide/decision/act/?elsewhere=pending:reconsideration")
    assert "由那里依法作出结论" in pending


@proves("S0-021")
def test_the_office_of_this_county_is_named_with_how_to_reach_it(here: Client) -> None:
    page = text(here, "/guide/work/unpaid-wages/")
    assert "柏川县人力资源和社会保障局" in page
    assert "柏川县人民法院" in text(here, "/guide/court/enforcement/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-02-30", "不是日期"),
        ("<script>", "不是日期"),
        ("2026-03-03", "还没有到"),
        ("0001-01-01", "太早了"),
        ("9999-12-31", "还没有到"),
        ("二月二日", "不是日期"),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(
    here: Client, typed: str, said: str
) -> None:
    response = here.get("/guide/decision/act/", {"day-reconsideration": typed, "elsewhere": "rubbish"})
    assert response.status_code == 422
    body = response.content.decode()
    assert said in body
    assert f'value="{typed}"' in unescape(body)
    assert "<script>" not in body


def test_addresses_that_do_not_exist_are_not_found(here: Client) -> None:
    for address in ("/guide/magic/", "/guide/work/traffic/", "/guide/work/magic/"):
        assert here.get(address).status_code == 404
    assert here.post("/guide/work/magic/raise/").status_code == 404
    assert here.get("/guide/work/employment/raise/").status_code == 405


@proves("R22 31", "R22 18(1)")
def test_from_every_end_one_may_file_here_anyway_with_the_answers_carried_along(here: Client) -> None:
    sent = here.post(
        "/guide/decision/act/raise/",
        {"day-reconsideration": "2026-02-20", "elsewhere": "pending:litigation"},
    )
    assert sent["Location"] == "/raise/who/"
    body = here.get("/raise/what/").content.decode()
    assert "我的情况：对处罚、登记、收费等决定不服。" in body
    assert "知道或者应当知道行政行为之日：2026-02-20。" in body
    assert re.search(r'value="pending"[^>]*checked', body)
    assert 'value="行政诉讼"' in body
    purpose = re.search(r'id="f-r1-purpose.*?</fieldset>', body, re.S)
    assert purpose is not None
    assert "checked" not in purpose[0], "the kind is never chosen for him"


def test_words_typed_before_stay_when_the_answers_are_carried_along(here: Client) -> None:
    here.get("/raise/who/")
    here.post("/guide/work/employment/raise/", {})
    key = re.search(r'name="form" value="([0-9a-f]{32})"', here.get("/raise/what/").content.decode())
    assert key is not None
    here.post("/raise/what/", {"form": key[1], "do": "back", "text": "我自己写的经过"})
    here.post("/guide/work/unpaid-wages/raise/", {})
    body = here.get("/raise/what/").content.decode()
    assert "我自己写的经过" in body
    assert "我的情况：单位欠我工资。" in body


def test_the_guide_stands_on_the_front_page(here: Client) -> None:
    assert 'href="/guide/"' in here.get("/").content.decode()


@pytest.mark.parametrize(("topic", "key"), ALL[::5], ids=[key for _topic, key in ALL[::5]])
def test_the_guide_speaks_english(here: Client, topic: str, key: str) -> None:
    here.cookies["django_language"] = "en"
    page = text(here, f"/guide/{topic}/{key}/")
    assert "You can always raise it here" in page
    for way in TABLES.situations[key].ways:
        assert way.words.en in page


def test_a_day_from_which_two_ways_run_is_asked_once(here: Client) -> None:
    body = here.get("/guide/decision/act/").content.decode()
    assert body.count('type="date"') == 1
