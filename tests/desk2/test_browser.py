"""A visit registered in a real browser: on a desk, on a phone, and without a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from huiyin.offices.models import Officer
from huiyin.operations import worker
from huiyin.register import models
from tests.desk2.conftest import opened
from tests.desk2.test_admin_queue import given_up, perhaps
from tests.support import letters
from tests.support.browsing import Site, click_through
from tests.support.county import load_county

Axe = Callable[[Page], list[str]]


def sign_in(site: Site, page: Page, login: str) -> None:
    client = Client()
    officer = Officer.objects.get(login=login)
    client.force_login(officer, backend="huiyin.offices.passwords.OfficerBackend")
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": site.url}])


def sound(page: Page, axe: Axe) -> None:
    """Nothing serious for those who cannot see or point, and nothing that has to be scrolled sideways."""
    assert axe(page) == []
    assert (
        page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {"width": 0})["width"]
    )


def fill(page: Page) -> None:
    page.fill("#f-p1-name", "张某")
    page.fill("#f-p1-phone", "13800001111")
    page.fill("#f-text", "1、接通排水沟\n2、门口补个坡道")
    click_through(page, "button[value=split]")
    for no in (1, 2):
        page.select_option(f"#f-r{no}-purpose", "claim")
    page.check("#f-read_back")


@pytest.fixture
def at_desk(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The demo county on a running site."""
    monkeypatch.setenv("HUIYIN_NOW", "2026-03-02T12:00")
    load_county()
    return site


@pytest.mark.parametrize("width", [1440, 390])
def test_a_visit_is_registered_and_its_receipt_handed_over(
    at_desk: Site, page: Page, axe: Axe, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(at_desk, page, "zhangjia")
    page.goto(at_desk.at("/desk/register/"))
    sound(page, axe)
    click_through(page, "text=来访")
    fill(page)
    sound(page, axe)
    click_through(page, "main button.hy-button--main")
    page.wait_for_url("**/receipt/**")
    sound(page, axe)
    file = models.File.objects.get()
    assert [p.request for p in file.points.all()] == ["接通排水沟", "门口补个坡道"]
    for path in (f"/desk/files/{file.pk}/counter/", "/desk/counter/"):
        page.goto(at_desk.at(path))
        sound(page, axe)


def repeat_typed(at_desk: Site, page: Page) -> models.File:
    """A visit being registered that says again what a matter of the same telephone says; the panel shows that matter."""
    file = opened().file
    sign_in(at_desk, page, "zhangjia")
    page.goto(at_desk.at("/desk/register/visit/"))
    page.fill("#f-p1-phone", "13800001111")
    page.fill("#f-text", "去年村里硬化巷道，填了排水沟。")
    page.wait_for_selector(f"#look >> text={file.number}")
    return file


def test_the_panel_asks_first_or_repeat_while_one_types(at_desk: Site, page: Page, axe: Axe) -> None:
    repeat_typed(at_desk, page)
    sound(page, axe)
    assert page.locator("#look input[type=radio]").count() == 3


def test_what_is_decided_while_the_panel_asks_again_is_not_lost(at_desk: Site, page: Page) -> None:
    """Who goes from the words straight to the decision makes the panel ask once more: it holds what he chose."""
    file = repeat_typed(at_desk, page)
    decided = page.locator(f'#look input[value="join:{file.pk}"]')
    with page.expect_response("**/look/") as answer:
        decided.click(delay=150)
        page.fill("#decision-reason", "同一条")
    answer.value.finished()
    with page.expect_request("**/look/") as asked:
        page.locator("#f-text").press_sequentially("水又进院")
    page.fill("#decision-reason", "同一条沟")
    page.select_option("#national", "repeat")
    asked.value.response()
    page.wait_for_selector(".htmx-request", state="detached")
    assert decided.is_checked()
    assert (page.input_value("#decision-reason"), page.input_value("#national")) == ("同一条沟", "repeat")


def test_everything_works_without_a_script(at_desk: Site, plain_page: Page) -> None:
    sign_in(at_desk, plain_page, "zhangjia")
    plain_page.goto(at_desk.at("/desk/register/visit/"))
    fill(plain_page)
    click_through(plain_page, "button[value=people]")
    plain_page.wait_for_selector("input[name=p10-name]")
    click_through(plain_page, "main button.hy-button--main")
    plain_page.wait_for_url("**/receipt/**")
    click_through(plain_page, "text=已交给来人，继续登记")
    plain_page.wait_for_url("**/desk/register/")
    assert models.Entry.objects.count() == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_of_administrators_and_the_auditor_are_sound(
    at_desk: Site, page: Page, axe: Axe, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    file = opened().file
    given_up(file, "tell:1")
    perhaps(file, "tell:2")
    shown = {
        "xuxu": (
            "admin/offices/?kind=petition",
            "admin/offices/rsj/",
            "admin/offices/new/",
            "admin/officers/zhangjia/",
            "admin/queue/",
        ),
        "hehai": ("admin/officers/?name=李", "admin/officers/sunji/"),
        "sunji": ("deputies/",),
        "lvjia": ("audit/posts/?who=libing", "audit/sign-ins/", "audit/readings/"),
    }
    for login, paths in shown.items():
        sign_in(at_desk, page, login)
        for path in paths:
            page.goto(at_desk.at(f"/desk/{path}"))
            sound(page, axe)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_restricted_matter_is_split_and_its_named_sight_shown_soundly(
    at_desk: Site, page: Page, axe: Axe, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    file = opened(("恢复低保", "claim"), ("查处村支书", "accusation"), by="qianwu").file
    sign_in(at_desk, page, "qianwu")
    page.goto(at_desk.at(f"/desk/files/{file.pk}/sights/"))
    sound(page, axe)
    page.goto(at_desk.at(f"/desk/files/{file.pk}/"))
    page.click("summary >> text=更多")
    click_through(page, "text=摘出另行办理")
    sound(page, axe)
    page.check("input[name=points]")
    page.fill("#f-text", "“去年低保被取消了。”")
    click_through(page, "main button.hy-button--main")
    new = models.File.objects.get(restricted=False)
    assert page.url.endswith(f"/desk/files/{new.pk}/")
    assert new.number in page.content()
    assert file.number not in page.content()


def test_a_scanned_letter_is_typed_beside_its_picture(
    at_desk: Site, page: Page, axe: Axe, tmp_path: Path
) -> None:
    def sound_at_both_widths() -> None:
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            sound(page, axe)

    sign_in(at_desk, page, "zhangjia")
    scan = tmp_path / "信.pdf"
    scan.write_bytes(
        letters.as_pdf(letters.drawn(letters.LETTER), letters.separator(), letters.drawn(letters.SHORT))
    )
    page.goto(at_desk.at("/desk/scans/"))
    sound_at_both_widths()
    page.set_input_files("#f-scans", str(scan))
    click_through(page, "main button[type=submit]")
    worker.drain(scans=True)
    page.reload()
    page.wait_for_selector(".dk-sheets img")
    sound_at_both_widths()
    assert page.locator(".dk-sheets img").count() == 3
    click_through(page, "text=核对并登记 >> nth=0")
    sound_at_both_widths()
    click_through(page, "button[value=fill]")
    page.wait_for_selector(".dk-scanned img")
    sound_at_both_widths()
    assert page.input_value("#f-p1-name") == "王建国"
    page.select_option("#f-r1-purpose", "claim")
    page.select_option("#f-r2-purpose", "claim")
    click_through(page, "button.hy-button--main:visible")
    page.wait_for_selector(".dk-label svg")
    assert models.Attachment.objects.filter(original=True, what="page").count() == 1
