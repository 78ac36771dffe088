"""The desk in a real browser: wide and narrow, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huiyin.demo.teller import Teller
from huiyin.offices.passwords import DEMO_PASSWORD
from huiyin.papers import drafting
from huiyin.register.models import Act
from tests.desk.conftest import entry, registered, transferred
from tests.support.browsing import Site, click_through
from tests.support.county import load_county

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = date(2026, 3, 9)


@pytest.fixture
def scene(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The site with a matter to screen, one to handle, and a paper half written."""
    monkeypatch.setenv("HUIYIN_NOW", "2026-03-09T10:00")
    load_county()
    first, second = Teller(), Teller()
    file = registered(first)
    sent = transferred(second, title="反映路灯不亮")
    third = Teller()
    third.enter(entry(title="反映井盖丢失", on=date(2026, 3, 4)), "zhangjia")
    by = second.officer("chenzi", DAY)
    draft = drafting.start(sent, "acceptance_notice", 2, (1, 2), by=by, now=second.now(DAY), on=DAY)
    drafting.save(draft, {"parts": {}}, by=by, now=second.now(DAY))
    paper = sent.papers.get(kind="transfer_slip").no
    yield {
        "file": f"/desk/files/{file.pk}/",
        "screen": f"/desk/files/{file.pk}/acts/screen/?proceeding=1&points=1,2",
        "correct": f"/desk/files/{file.pk}/correct/?names=2",
        "sent": f"/desk/files/{sent.pk}/",
        "draft": f"/desk/files/{sent.pk}/drafts/{draft.pk}/",
        "paper": f"/desk/files/{sent.pk}/papers/{paper}/",
    }


def sign_in(page: Page, site: Site, login: str) -> None:
    """Through the page, as everyone does."""
    page.goto(site.at("/desk/"))
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", DEMO_PASSWORD)
    click_through(page, "button[type=submit].hy-button--main")
    page.wait_for_url("**/desk/")


PAGES = {
    "libing": ("/desk/", "/desk/me/", "/desk/serving/", "file", "screen", "correct"),
    "sunji": ("/desk/leader/", "/desk/rulebook/?on=2022-05-01&against=2022-04-30"),
    "chenzi": ("/desk/waiting/arrivals/", "sent", "draft", "paper", "/desk/find/?q=nichts"),
}


@pytest.mark.browser
@pytest.mark.one_database
@pytest.mark.parametrize("size", ["page", "phone"])
def test_every_page_of_the_desk_fits_and_can_be_used_without_sight(
    site: Site,
    scene: dict[str, str],
    axe: Callable[[Page], list[str]],
    size: str,
    request: pytest.FixtureRequest,
) -> None:
    for login, addresses in PAGES.items():
        page: Page = request.getfixturevalue(size)
        page.context.clear_cookies()
        sign_in(page, site, login)
        for address in addresses:
            page.goto(site.at(scene.get(address, address)))
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (login, address)
            assert axe(page) == [], (login, address)


def test_the_list_is_walked_and_opened_by_keyboard(site: Site, scene: dict[str, str], page: Page) -> None:
    sign_in(page, site, "libing")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{scene['file']}")
    page.keyboard.press("/")
    page.keyboard.type("柏信2026-00003")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('反映井盖丢失')")


def test_an_act_is_recorded_and_the_next_one_offered_without_scripts(
    site: Site, scene: dict[str, str], plain_page: Page
) -> None:
    page = plain_page
    sign_in(page, site, "libing")
    page.goto(site.at(scene["file"]))
    click_through(page, "a.hy-button--main:has-text('甄别')")
    page.select_option("select[name=path]", "31[6]")
    page.fill("[name=reason]", "不属于其他法定程序。")
    click_through(page, "button.hy-button--main")
    page.wait_for_url(f"**{scene['file']}")
    assert "已记录：甄别" in page.content()
    assert page.inner_text("a.hy-button--main") == "转送"
    assert Act.objects.filter(kind="screen").count() == 2


def test_the_paper_follows_the_typing(site: Site, scene: dict[str, str], page: Page) -> None:
    sign_in(page, site, "chenzi")
    page.goto(site.at(scene["draft"]))
    assert "待填" in page.inner_text("#twin")
    page.fill("[name=competence]", "村内道路的管护是本镇的职责。")
    page.wait_for_selector("#twin:has-text('村内道路的管护是本镇的职责')")


def test_what_is_typed_is_kept_on_the_server_as_one_types(
    site: Site, scene: dict[str, str], page: Page
) -> None:
    sign_in(page, site, "libing")
    page.goto(site.at(scene["screen"]))
    page.fill("[name=reason]", "写到一半的理由")
    page.wait_for_selector("#kept:has-text('草稿已保存')")
    page.goto(site.at("/desk/"))
    page.goto(site.at(scene["screen"]))
    assert page.input_value("[name=reason]") == "写到一半的理由"
