"""A real site and a real browser: the server in a thread on a fresh database, Chromium by playwright, axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests.support.databases import FreshDatabase

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Names to look for. The headless shell is Chromium without windows, tabs and menus: it draws pages alike, and the
windows that nobody looks at take two thirds of the time of a whole browser."""
AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}


@dataclass
class Site:
    """The running site: where it is, and the database behind it."""

    url: str
    database: FreshDatabase

    def at(self, path: str) -> str:
        """The address of a path."""
        return self.url + path


class ServerThread(LiveServerThread):
    """Django's own live server, serving static files as they lie in the source tree."""

    def __init__(self) -> None:
        super().__init__("127.0.0.1", StaticFilesHandler)


def chromium_path() -> str | None:
    """The Chromium to drive: HUIYIN_CHROMIUM, or the first one found."""
    named = os.environ.get("HUIYIN_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def browser_trouble() -> str | None:
    """Why no browser can be driven here, or None."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError as error:
        return f"playwright cannot be loaded ({error})"
    path = chromium_path()
    if path is None or not Path(path).exists():
        return "no Chromium found (set HUIYIN_CHROMIUM, or install the package chromium-headless-shell or chromium)"
    return None


def launch(playwright: Any) -> Browser:
    """A headless Chromium that talks to nobody but the site under test."""
    chromium: Browser = playwright.chromium.launch(executable_path=chromium_path(), headless=True, args=FLAGS)
    return chromium


@contextmanager
def computer(browser: Browser, width: int, height: int, *, javascript: bool = True) -> Iterator[Page]:
    """A page of that size on a computer of its own: no cookies, nothing stored."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        java_script_enabled=javascript,
        accept_downloads=True,
    )
    context.set_default_timeout(15_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def click_through(page: Page, link: str | Locator) -> None:
    """Click, and wait for the page that it leads to: a click alone returns while the old page still stands."""
    with page.expect_navigation():
        (page.locator(link).first if isinstance(link, str) else link).click()


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds on the page that is serious or critical: 'rule: where', one line each."""
    if not page.evaluate("() => typeof window.axe !== 'undefined'"):
        # Evaluated rather than added as a script element: our own content security policy forbids the latter.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("() => window.axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']} {node['html'][:160]}"
        for violation in result["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
