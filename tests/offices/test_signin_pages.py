"""The pages of signing in, in a browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from huiyin.offices import services
from tests.offices.conftest import AT, PASSWORD, SETUP
from tests.support.browsing import Site, click_through

FIRST = {
    "sysadmin": ("sys", "许戌", PASSWORD),
    "secadmin": ("sec", "何亥", PASSWORD),
    "auditor": ("aud", "吕甲", PASSWORD),
}


def change_first_password(site: Site, page: Page, axe: Callable[[Page], list[str]]) -> None:
    """Sign in with a password set by another, get it wrong once, change it."""
    services.first_administrators(FIRST, at=AT, by=SETUP)
    page.goto(site.url + "/desk/sign-in?next=/healthz")
    assert axe(page) == []
    page.get_by_label("登录名").fill("sys")
    page.get_by_label("密码").fill("wrong-password")
    click_through(page, page.get_by_role("button", name="登录"))
    assert page.get_by_text("登录名或密码不正确").is_visible()
    assert axe(page) == []
    page.get_by_label("登录名").fill("sys")
    page.get_by_label("密码").fill(PASSWORD)
    click_through(page, page.get_by_role("button", name="登录"))
    assert page.get_by_text("现在的密码是别人替您设的").is_visible()
    assert axe(page) == []
    page.get_by_label("原密码").fill(PASSWORD)
    page.get_by_label("新密码").first.fill("short")
    page.get_by_label("再输一次新密码").fill("short")
    click_through(page, page.get_by_role("button", name="修改密码"))
    assert axe(page) == []
    page.get_by_label("原密码").fill(PASSWORD)
    page.get_by_label("新密码").first.fill("my-own-long-one")
    page.get_by_label("再输一次新密码").fill("my-own-long-one")
    click_through(page, page.get_by_role("button", name="修改密码"))
    page.wait_for_url("**/healthz")


def test_a_first_password_is_changed_at_a_desk(
    site: Site, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    change_first_password(site, page, axe)


def test_a_first_password_is_changed_on_a_phone(
    site: Site, phone: Page, axe: Callable[[Page], list[str]]
) -> None:
    change_first_password(site, phone, axe)


def test_a_first_password_is_changed_without_javascript(site: Site, plain_page: Page) -> None:
    change_first_password(site, plain_page, lambda _page: [])
