"""When something fails: what happened, what was kept, what to do; and strangers learn nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

TYPED = {
    "facts": "去年村里硬化巷道，路面抬高了一截，一下雨水全往院里灌。",
    "place": "梁口镇",
    "pin": "482910",
}
OURS = {"origin": "http://testserver", "sec-fetch-site": "same-origin", "accept-language": "zh-CN"}

pytestmark = [
    pytest.mark.urls("tests.web.failing_urls"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def client() -> Client:
    return Client(headers=OURS, raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/locked", 503), ("/full", 503), ("/full-file", 503), ("/broken", 500), ("/forbidden", 403)],
)
def test_a_failure_gives_back_what_was_typed(client: Client, path: str, status: int) -> None:
    response = client.post(path, TYPED)
    page = response.content.decode()
    assert response.status_code == status
    assert TYPED["facts"] in page
    assert 'name="place" value="梁口镇"' in page
    assert f'action="{path}"' in page
    assert TYPED["pin"] not in page
    assert "怎么办：" in page
    assert response["Cache-Control"] == "no-store"


def test_a_busy_database_says_when_to_try_again(client: Client) -> None:
    assert client.get("/locked")["Retry-After"] == "10"


def test_a_stale_page_can_be_sent_again_and_then_arrives() -> None:
    client = Client(headers=OURS, enforce_csrf_checks=True)
    refused = client.post("/take", TYPED)
    page = refused.content.decode()
    assert refused.status_code == 403
    assert TYPED["facts"] in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    again = client.post("/take", {**TYPED, "csrfmiddlewaretoken": token[1]})
    assert again.content.decode() == f"taken: {TYPED['facts']}"


def test_a_forgery_from_another_site_is_not_offered_for_sending_again() -> None:
    client = Client(headers={**OURS, "origin": "https://elsewhere.example"}, enforce_csrf_checks=True)
    refused = client.post("/take", TYPED)
    assert refused.status_code == 403
    assert TYPED["facts"] not in refused.content.decode()
    assert "<form" not in refused.content.decode()


def test_what_is_hidden_and_what_does_not_exist_look_the_same(client: Client) -> None:
    hidden, absent = client.get("/missing"), client.get("/nothing-here")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_an_unreadable_request_is_told_so(client: Client) -> None:
    assert client.get("/bad").status_code == 400


def test_the_error_page_is_said_in_english_too() -> None:
    page = Client(headers={**OURS, "accept-language": "en"}).get("/nothing-here").content.decode()
    assert "This page was not found" in page
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"<[^>]*>", "", page))


@override_settings(TEMPLATES=[])
def test_where_nothing_works_any_more_something_readable_is_answered() -> None:
    response = Client(headers=OURS, raise_request_exception=False).get("/broken")
    assert response.status_code == 500
    assert "系统出了问题" in response.content.decode()
