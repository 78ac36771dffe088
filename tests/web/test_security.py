"""Headers of every answer, and nothing in our pages that they would stop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

import huiyin
from huiyin.web.security import NO_STORE, form_page, private_page, security_headers

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
