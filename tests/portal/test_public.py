"""What everybody may read: channels, addresses, hours, rules, in light pages without scripts (R22 18(1))."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from huiyin.register.law import current
from tests.proves import proves

pytestmark = pytest.mark.one_database

PAGES = ("/", "/rules/", "/offices/", "/privacy/", "/raise/who/", "/follow/")
LIGHT = 60_000


@proves("R22 18(1)")
def test_r22_18_1_home_says_where_and_when_to_come_and_whom_to_call(county: None, client: Client) -> None:
    body = client.get("/").content.decode()
    for said in ("柏川县信访局", "柏川县城关示范路", "工作日 9:00—12:00", "0000-00000"):
        assert said in body


@proves("R22 18(1)")
def test_r22_18_1_every_organ_that_receives_petitions_is_published_with_address_and_hours(
    county: None, client: Client
) -> None:
    body = client.get("/offices/").content.decode()
    assert body.index("柏川县信访局") < body.index("柏川县梁口镇人民政府")
    assert "柏川县人力资源和社会保障局" in body
    assert "望川村村民委员会" not in body


@proves("R22 22(1)", "R22 23(3)", "R22 34", "R22 35")
def test_the_promise_in_numbers_is_read_from_the_rulebook(county: None, client: Client) -> None:
    body = client.get("/").content.decode()
    law = current()
    from datetime import date

    for key in ("tell-destination", "tell-forwarded", "answer", "extension", "review-window"):
        rule = law.book.rule(key, date(2026, 3, 2), law.place)
        assert re.search(rf"<b>{rule.length}</b>", body)


@proves("R22 18(1)")
def test_r22_18_1_rules_and_procedure_are_published_with_their_provisions(
    county: None, client: Client
) -> None:
    body = client.get("/rules/").content.decode()
    for said in ("《信访工作条例》第三十四条", "及时", "法律没有写日数，这是本系统的默认值", "行政诉讼"):
        assert said in body


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_light_and_need_no_script(county: None, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    if path != "/offices/":
        assert len(answer.content) < LIGHT
    assert not re.search(r"<script(?![^>]* src=)", answer.content.decode())
    assert "onclick" not in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_complete_in_english(county: None, client: Client, path: str) -> None:
    client.post("/language", {"language": "en", "next": "/"})
    body = client.get(path).content.decode()
    words = re.sub(r"<[^>]+>", " ", body.split("<main", 1)[1].split("</main>")[0])
    if path in ("/privacy/", "/raise/who/"):
        left = re.findall(r"[\u4e00-\u9fff]{2,}", words)
        assert [w for w in left if w not in ("柏川县信访局", "柏川县城关示范路", "工作日")] == []


def test_without_a_front_office_nothing_breaks_and_nothing_is_lost(db: None, client: Client) -> None:
    for path in PAGES:
        assert client.get(path).status_code == 200
