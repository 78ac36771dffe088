"""Every widget in a real browser, wide and narrow, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings

from tests.support.browsing import Site, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Page

DOORS = ["/style", "/style?door=desk"]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(node => node.offsetParent)
  .map(node => [node.closest('label.hy-option') || node, node.outerHTML.slice(0, 90)])
  .map(([node, html]) => [node.getBoundingClientRect().height, html])
  .filter(([height]) => height < 43.5)"""


@pytest.mark.parametrize("door", DOORS)
def test_at_a_desk_nothing_serious_is_found_and_nothing_overflows(
    site: Site, page: Page, axe: Callable[[Page], list[str]], door: str
) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(site.at(door))
    assert axe(page) == []
    assert page.evaluate(TOO_WIDE) == 0
    assert messages == []


@pytest.mark.parametrize("door", DOORS)
def test_on_a_phone_nothing_serious_is_found_nothing_overflows_and_fingers_hit(
    site: Site, phone: Page, axe: Callable[[Page], list[str]], door: str
) -> None:
    phone.goto(site.at(door))
    assert axe(phone) == []
    assert phone.evaluate(TOO_WIDE) == 0
    assert phone.evaluate(SMALL) == []


def test_large_text_and_language_are_switched_without_javascript(site: Site, plain_page: Page) -> None:
    plain_page.goto(site.at("/style"))
    click_through(plain_page, plain_page.get_by_role("button", name="大字"))
    assert plain_page.locator("html").get_attribute("class") == "hy-large"
    click_through(plain_page, plain_page.get_by_role("button", name="English"))
    assert plain_page.locator("html").get_attribute("lang") == "en"
    assert plain_page.get_by_text("2 days overdue").count()
    click_through(plain_page, plain_page.get_by_role("button", name="Ordinary text"))
    assert plain_page.locator("html").get_attribute("class") == ""


def test_large_text_fits_a_phone(site: Site, phone: Page) -> None:
    phone.goto(site.at("/style"))
    click_through(phone, phone.get_by_role("button", name="大字"))
    assert phone.evaluate("getComputedStyle(document.body).fontSize") == "20px"
    assert phone.evaluate(TOO_WIDE) == 0


def test_why_a_date_is_that_date_opens_without_javascript(site: Site, plain_page: Page) -> None:
    plain_page.goto(site.at("/style"))
    chip = plain_page.locator("details.hy-due").first
    chip.locator("summary").click()
    assert "第三十四条" in chip.inner_text()


def test_keys_find_move_and_open(site: Site, page: Page) -> None:
    page.goto(site.at("/style?door=desk"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "2026-0002"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.url.endswith("#m1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_typing_comes_back_after_the_page_was_closed_but_names_were_never_kept(
    site: Site, page: Page
) -> None:
    page.goto(site.at("/style"))
    page.get_by_label("事实和理由").fill("水全往院里灌")
    page.get_by_label("姓名").fill("张某某")
    page.goto(site.at("/nothing-here"))
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "水全往院里灌" in stored
    assert "张某某" not in stored
    page.goto(site.at("/style"))
    page.get_by_role("button", name="恢复").click()
    assert page.get_by_label("事实和理由").input_value() == "水全往院里灌"


@override_settings(HUIYIN_ENV="production")
def test_the_style_page_does_not_exist_in_production() -> None:
    assert Client().get("/style").status_code == 404
