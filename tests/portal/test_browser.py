"""The public site in a browser: on a phone, at a desk, without JavaScript, and for those who cannot see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from huiyin.register import models
from tests.portal.conftest import PIN
from tests.support.browsing import Site, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Page

Axe = Callable[["Page"], list[str]]
MAIN = "button.hy-button--main"


def checked(page: Page, axe: Axe | None) -> None:
    """Nothing seriously wrong, and nothing wider than the screen."""
    if axe is None:
        return
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def walk(page: Page, site: Site, axe: Axe | None) -> None:
    """From home to receipt, to the matter, and back with code and PIN."""
    page.goto(site.at("/"))
    checked(page, axe)
    click_through(page, "text=提出信访事项")
    page.fill("#f-name", "张某")
    page.fill("#f-address", "梁口镇望川村三组")
    checked(page, axe)
    click_through(page, MAIN)
    click_through(page, MAIN)
    checked(page, axe)  # with its errors
    page.fill("#f-text", "去年村里硬化巷道，门前的排水沟断在半路。")
    page.fill("#f-r1-text", "接通门前断头的排水沟")
    page.check("#f-r1-purpose_0")
    checked(page, axe)
    click_through(page, MAIN)
    checked(page, axe)
    click_through(page, MAIN)
    checked(page, axe)
    click_through(page, MAIN)
    page.fill("#f-pin", PIN)
    page.fill("#f-pin_again", PIN)
    page.check("#f-truth")
    checked(page, axe)
    click_through(page, MAIN)
    page.wait_for_selector("text=已经登记")
    checked(page, axe)
    click_through(page, "text=看这件事的办理情况")
    checked(page, axe)
    page.goto(site.at("/follow/"))
    page.fill("[name=code]", models.Role.objects.get().code)
    page.fill("[name=pin]", PIN)
    click_through(page, MAIN)
    click_through(page, "text=补充材料")
    page.fill("[name=words]", "昨夜又进水了。")
    checked(page, axe)
    click_through(page, MAIN)
    page.wait_for_selector("text=昨夜又进水了。")
    checked(page, axe)
    for act in ("contact", "pin", "withdraw", "consent"):
        page.goto(page.url.split("/do/")[0].rstrip("/") + f"/do/{act}/")
        checked(page, axe)


def test_a_matter_is_raised_and_followed_on_a_phone(open_site: Site, phone: Page, axe: Axe) -> None:
    walk(phone, open_site, axe)


def test_a_matter_is_raised_and_followed_at_a_desk(open_site: Site, page: Page, axe: Axe) -> None:
    walk(page, open_site, axe)


def test_a_matter_is_raised_and_followed_without_javascript(open_site: Site, plain_page: Page) -> None:
    walk(plain_page, open_site, None)


def test_public_pages_and_large_text_are_in_order(open_site: Site, phone: Page, axe: Axe) -> None:
    for path in ("/rules/", "/offices/", "/privacy/", "/follow/"):
        phone.goto(open_site.at(path))
        checked(phone, axe)
    click_through(phone, "text=大字")
    for path in ("/", "/rules/", "/raise/who/"):
        phone.goto(open_site.at(path))
        checked(phone, axe)


def test_enter_in_a_field_goes_on_and_does_not_clear_the_form(open_site: Site, phone: Page) -> None:
    phone.goto(open_site.at("/raise/who/"))
    phone.fill("#f-name", "张某")
    phone.press("#f-name", "Enter")
    phone.wait_for_url("**/raise/what/")
