"""What is claimed and how it is confirmed, on a phone: by the one who raised it, then by the petitioner himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huiyin.register import models
from huiyin.register.pins import hashed
from tests.portal.conftest import PIN
from tests.portal.test_browser import MAIN, Axe, checked
from tests.support.browsing import Site, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Page


def follow(page: Page, site: Site, role: models.Role) -> None:
    """In with code and PIN."""
    page.goto(site.at("/follow/"))
    page.fill("[name=code]", role.code)
    page.fill("[name=pin]", PIN)
    click_through(page, MAIN)


def test_an_agent_is_told_what_is_missing_and_the_petitioner_confirms_it_on_a_phone(
    open_site: Site, phone: Page, axe: Axe
) -> None:
    phone.goto(open_site.at("/raise/who/"))
    phone.fill("#f-name", "张某")
    phone.check("input[name=acting][value=agent]")
    phone.click("text=替别人提出的")
    phone.fill("#f-other_name", "李某")
    click_through(phone, MAIN)
    phone.fill("#f-text", "去年村里硬化巷道，门前的排水沟断在半路。")
    phone.fill("#f-r1-text", "接通门前断头的排水沟")
    phone.check("#f-r1-purpose_0")
    for _ in range(3):
        click_through(phone, MAIN)
    phone.fill("#f-pin", PIN)
    phone.fill("#f-pin_again", PIN)
    phone.check("#f-truth")
    click_through(phone, MAIN)
    phone.wait_for_selector("text=权限还没有确认")
    checked(phone, axe)
    principal, agent = models.Role.objects.order_by("no")
    models.Role.objects.filter(pk=principal.pk).update(pin_hash=hashed(PIN))
    follow(phone, open_site, agent)
    phone.wait_for_selector("text=两种办法任选一种")
    checked(phone, axe)
    follow(phone, open_site, principal)
    checked(phone, axe)
    click_through(phone, "text=确认或者不同意")
    checked(phone, axe)
    phone.check("input[name=scope][value=receive]")
    click_through(phone, MAIN)
    phone.wait_for_selector("text=替我办到哪一步")
    follow(phone, open_site, agent)
    phone.wait_for_selector("text=您现在可以")
    assert "权限还没有确认" not in phone.content()
    checked(phone, axe)
