"""Headers of every answer, and nothing in our pages that they would stop."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

import huiyin
from huiyin.web.security import NO_STORE, form_page, private_page, security_headers
from huiyin.web.visitor import origin_of
from tests.whole.walking import patterns

PAGES = [
    path
    for room in ("web", "portal", "desk")
    for path in sorted((Path(huiyin.__file__).parent / room).rglob("templates/**/*.html"))
]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.I)


def answer(response: HttpResponse, **cookies: str) -> HttpResponse:
    request = RequestFactory().get("/x")
    request.COOKIES.update(cookies)
    return security_headers(lambda _request: response)(request)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_carries_script_or_style_of_its_own(page: Path) -> None:
    assert INLINE.findall(page.read_text(encoding="utf-8")) == []


def test_a_page_runs_nothing_but_our_own_files() -> None:
    policy = answer(HttpResponse("x"))["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy


def test_a_pdf_is_left_to_the_browsers_own_viewer_but_framed_by_us_alone() -> None:
    policy = answer(HttpResponse(b"%PDF-", content_type="application/pdf"))["Content-Security-Policy"]
    assert policy == "frame-ancestors 'self'"


def test_pages_of_a_session_are_never_stored_and_others_are_asked_for_again() -> None:
    assert answer(HttpResponse("x"), **{settings.SESSION_COOKIE_NAME: "s"})["Cache-Control"] == NO_STORE
    assert answer(HttpResponse("x"))["Cache-Control"] == "private, no-cache"


def test_a_view_says_itself_whether_its_page_may_be_kept() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("x")

    request = RequestFactory().get("/x")
    assert private_page(view)(request)["Cache-Control"] == NO_STORE
    assert form_page(view)(request)["Cache-Control"] == "private, no-cache"


def test_a_query_code_in_an_address_does_not_travel_to_other_sites() -> None:
    assert answer(HttpResponse("x"))["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_switching_the_text_size_leads_to_no_other_site(onward: str) -> None:
    response = Client().post("/text-size", {"size": "large", "next": onward})
    assert response["Location"] == "/"


# ------------------------------------------------------------------ what a stranger sends


def sent(url: str, megabytes: int) -> HttpResponse:
    """A POST that says how long it is, as a browser does before it sends."""
    return Client().generic(
        "POST", url, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(megabytes << 20)
    )  # type: ignore[return-value]


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("url", ["/raise/files/", "/follow/", "/desk/sign-in", "/language", "/nowhere"])
def test_a_body_larger_than_any_form_is_refused_before_it_is_read(url: str) -> None:
    response = sent(url, 5_000)
    assert response.status_code == 413
    assert "一次最多发送" in response.content.decode()
    assert "frame-ancestors" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"), ("2001:db8:1:3::1", "2001:db8:1:3::/64"), ("", ""), ("unix:", "unix:"),
    ],
)  # fmt: skip
def test_guesses_from_one_home_are_counted_together_however_many_addresses_it_has(
    address: str, counted: str
) -> None:
    assert origin_of(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


@pytest.mark.django_db
@pytest.mark.one_database
def test_no_form_is_taken_without_the_token_of_a_page_of_ours() -> None:
    """CSRF: every address that takes a POST, for a visitor who was led here by another site."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})
    args = {"int": 1, "slug": "x", "str": "x", "token": "x", "path": "x"}
    for name, route in patterns():
        url = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: str(args.get(m[1] or "str", "x")), route)
        refused = (400,) if name == "api:follow" else (403, 404, 405)  # looks at no cookie, and at JSON alone
        status = client.post(url, {"a": "b"}).status_code
        assert status in refused, (name, url, status)
    plain = client.post("/api/v1/follow", '{"code": "1"}', content_type="text/plain")
    assert plain.status_code == 415, "what a form of another site can send"


HEADERS = {
    "X-Frame-Options": "SAMEORIGIN", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("url", ["/", "/raise/who/", "/follow/", "/desk/sign-in", "/desk/", "/nowhere"])
def test_every_answer_forbids_foreign_frames_guessed_types_and_leaks(url: str) -> None:
    response = Client().get(url)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    for cookie in response.cookies.values():
        assert cookie["samesite"] == "Lax"
        assert cookie["httponly"] or cookie.key == settings.CSRF_COOKIE_NAME


@pytest.mark.django_db
@pytest.mark.one_database
def test_an_unknown_host_gets_nothing_and_fills_no_log() -> None:
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400
    log = logging.getLogger("django.security.DisallowedHost")
    assert not log.propagate
    ours = [h for h in log.handlers if type(h).__module__.startswith("logging")]
    assert [type(h) for h in ours] == [logging.NullHandler]


@pytest.mark.django_db
@pytest.mark.one_database
def test_our_files_are_for_our_own_pages() -> None:
    response = Client().get("/static/web/huiyin.css")
    assert response.status_code == 200
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response
    response.close()
