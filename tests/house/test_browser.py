"""The browser of the tests: it sees what somebody who cannot see or point would meet."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

GOOD = (
    "<html lang='zh'><title>页</title><main><h1>登记</h1><label>姓名 <input name='n'></label></main></html>"
)
BAD = "<html><main><input name='n'><p style='color:#ddd;background:#fff'>看不清的字</p></main></html>"


def test_axe_finds_what_is_seriously_wrong_and_nothing_else(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.set_content(GOOD)
    assert axe(page) == []
    page.set_content(BAD)
    found = " ".join(axe(page))
    assert "label" in found
    assert "color-contrast" in found
    assert "html-has-lang" in found


def test_the_phone_is_narrow_and_the_desk_is_wide(page: Page, phone: Page) -> None:
    assert [p.evaluate("window.innerWidth") for p in (phone, page)] == [390, 1440]


def test_the_plain_page_runs_no_script(plain_page: Page) -> None:
    plain_page.set_content("<title>a</title><script>document.title = 'b'</script>")
    assert plain_page.title() == "a"
