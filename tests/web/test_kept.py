"""Typing is not lost, and what is given back cannot be used against the one who typed it."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from huiyin.web import kept

OURS = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
TYPED = {
    "facts": "去年村里硬化巷道，\n路面抬高了一截。",
    "place": "梁口镇",
    "csrfmiddlewaretoken": "x",
    "pin": "482910",
}


def test_what_was_typed_comes_back_except_tokens_and_pins() -> None:
    found = kept.keep(RequestFactory().post("/raise?step=2", TYPED, headers=OURS))
    assert found is not None
    assert found.action == "/raise?step=2"
    assert dict(found.pairs) == {"facts": TYPED["facts"], "place": "梁口镇"}
    assert found.lost


@pytest.mark.parametrize("name", ["password", "new_password", "pin", "pin-again", "PIN", "password1"])
def test_secrets_are_never_carried(name: str) -> None:
    assert kept.secret(name)


@pytest.mark.parametrize("name", ["opinion", "answer-1", "pinyin", "shopping"])
def test_words_that_only_look_like_secrets_are_carried(name: str) -> None:
    assert not kept.secret(name)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "referer": "http://testserver/"},
        {},
    ],
)
def test_what_another_site_sent_is_never_offered_for_sending_again(headers: dict[str, str]) -> None:
    assert kept.keep(RequestFactory().post("/raise", TYPED, headers=headers)) is None


def test_what_travels_through_the_sign_in_comes_back_whole() -> None:
    token = kept.pack(RequestFactory().post("/desk/act", TYPED, headers=OURS))
    found = kept.unpack(token)
    assert found is not None
    assert found.action == "/desk/act"
    assert dict(found.pairs)["facts"] == TYPED["facts"]
    assert kept.unpack("x" + token) is None
    assert kept.unpack("") is None


def test_nothing_is_offered_where_nothing_was_typed() -> None:
    assert kept.pack(RequestFactory().post("/x", {"csrfmiddlewaretoken": "x"}, headers=OURS)) == ""
    assert kept.keep(RequestFactory().get("/x", headers=OURS)) is None
