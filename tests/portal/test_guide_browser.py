"""The guide in a browser, with and without JavaScript, from the front page to an end and on to the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.portal.test_browser import Axe, checked
from tests.support.browsing import Site, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Page


def walk(page: Page, site: Site, axe: Axe | None) -> None:
    """Front page, subject, situation, a day; then on to the form, with the answers there."""
    page.goto(site.at("/"))
    click_through(page, "a.hy-door:has-text('该走哪条路？')")
    checked(page, axe)
    click_through(page, "text=交通事故、医疗、鉴定")
    checked(page, axe)
    click_through(page, "text=对交通事故认定不服")
    page.fill("input[type=date]", "2026-02-28")
    click_through(page, "text=算一算")
    checked(page, axe)
    assert "申请期限只剩1日，到2026-03-03届满" in page.inner_text("main")
    click_through(page, "text=带着这些回答去提出")
    page.goto(site.at("/raise/what/"))
    assert "我的情况：对交通事故认定不服。" in page.input_value("#f-text")


@pytest.mark.one_database
def test_the_guide_is_walked_at_both_widths(open_site: Site, page: Page, phone: Page, axe: Axe) -> None:
    walk(page, open_site, axe)
    walk(phone, open_site, axe)


@pytest.mark.one_database
def test_the_guide_is_walked_without_javascript(open_site: Site, plain_page: Page) -> None:
    walk(plain_page, open_site, None)
