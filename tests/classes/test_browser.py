"""What is proposed beside a registration, and the routing table, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from huiyin.register import models
from tests.desk2.test_browser import Axe, at_desk, sign_in, sound
from tests.register.files import accepted
from tests.support.browsing import Site

__all__ = ["at_desk"]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_class_is_proposed_as_one_types_and_taken_with_one_key(
    at_desk: Site, page: Page, axe: Axe, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    sign_in(at_desk, page, "zhangjia")
    page.goto(at_desk.at("/desk/register/letter/"))
    page.fill("#f-text", "我在望川村工地干活，老板拖欠工资三个月。脚手架随时倒塌，大家都怕出事。")
    page.fill("#f-r1-text", "支付拖欠工资")
    page.wait_for_selector("#look >> text=欠薪")
    sound(page, axe)
    page.keyboard.press("Alt+1")
    page.wait_for_selector("#look >> strong >> text=欠薪")
    assert page.input_value("#f-class") == "劳动和社会保障 / 欠薪"
    sound(page, axe)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_routing_table_is_sound(at_desk: Site, page: Page, axe: Axe, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for _n in range(3):
        models.Matter.objects.filter(pk=accepted().pk).update(
            class1="劳动和社会保障", class2="欠薪", happened_in="梁口镇"
        )
    sign_in(at_desk, page, "libing")
    page.goto(at_desk.at("/desk/routes/"))
    sound(page, axe)
