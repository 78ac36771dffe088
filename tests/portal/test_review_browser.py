"""Asking for review in a browser: on a phone, at a desk, without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huiyin.demo.stories import review as story
from huiyin.demo.teller import Teller
from tests.portal.test_browser import Axe, checked
from tests.support.browsing import Site, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAIN = "button.hy-button--main"
PIN = "518203"


def ask(page: Page, site: Site, axe: Axe | None) -> None:
    """With code and PIN to the matter, to the form, wrong at first, and back with the request sent."""
    t = Teller()
    t.enter(story.entry(), "zhangjia")
    story.answered(t)
    assert t.file is not None
    page.goto(site.at("/follow/"))
    page.fill("[name=code]", t.file.roles.get(no=1).code)
    page.fill("[name=pin]", PIN)
    click_through(page, MAIN)
    page.wait_for_selector("text=可以申请复查，到这一天为止")
    checked(page, axe)
    click_through(page, "a:has-text('申请复查')")
    checked(page, axe)
    page.uncheck("[name=points][value='2']")
    page.fill("[name=reasons]", "修路前从不积水。")
    click_through(page, MAIN)
    assert page.input_value("[name=reasons]") == "修路前从不积水。"
    checked(page, axe)
    page.fill("[name=request]", "撤销第一项意见。")
    page.check("[name=organ]")
    click_through(page, MAIN)
    page.wait_for_selector("text=您的复查申请")
    checked(page, axe)
    assert "5月27日" in page.content()


@pytest.fixture
def in_april(open_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site within the petitioner's time."""
    monkeypatch.setenv("HUIYIN_NOW", "2026-04-27T10:00")
    return open_site


def test_review_is_asked_for_on_a_phone(in_april: Site, phone: Page, axe: Axe) -> None:
    ask(phone, in_april, axe)


def test_review_is_asked_for_without_javascript(in_april: Site, plain_page: Page) -> None:
    ask(plain_page, in_april, None)
