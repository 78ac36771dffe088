"""People who use the site in a real browser, look at every page, and have axe look too."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from huiyin.offices.models import Officer
from tests.support import browsing
from tests.support.browsing import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

BACKEND = "huiyin.offices.passwords.OfficerBackend"
MAIN = "main button.hy-button--main"
SHOTS = Path(__file__).resolve().parents[2] / "build" / "shots"
TELEPHONE, DESK = (390, 844), (1440, 900)
Axe = Callable[["Page"], list[str]]


def cookie_for(login: str) -> str:
    """A session of this officer, as signing in makes it. (Signing in by the page is walked once.)"""
    officer = Officer.objects.get(login=login)
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@dataclass
class Traveller:
    """Different people, each at a computer of his own, so that what still loads for one never signs in another."""

    page: Page
    """The computer in use; at first that of the public."""
    site: Site
    axe: Axe | None = None
    shots: str = ""
    """Under which folder of build/shots the pages are kept; empty: none are."""
    javascript: bool = True
    who: str = ""
    computers: dict[str, Page] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)
    shot: int = 0
    wrong: list[str] = field(default_factory=list)
    rooms: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        self.computers[""] = self.page
        return self

    def __exit__(self, *_: object) -> None:
        self.rooms.close()

    def sit(self, login: str) -> None:
        """This officer's turn, at his own computer; `` for the public."""
        self.who = login
        if login not in self.computers:
            self.computers[login] = self._signed_in(login)
        self.page = self.computers[login]

    def _signed_in(self, login: str) -> Page:
        browser = self.page.context.browser
        assert browser is not None
        page = self.rooms.enter_context(browsing.computer(browser, *DESK, javascript=self.javascript))
        page.context.add_cookies([{"name": "sessionid", "value": cookie_for(login), "url": self.site.url}])
        return page

    def go(self, path: str, name: str = "") -> None:
        """Open an address."""
        response = self.page.goto(self.site.at(path))
        assert response is not None
        assert response.status == 200, (path, response.status)
        self.look(name)

    def look(self, name: str = "") -> None:
        """Note what axe finds, and what is wider than a telephone or a desk; keep pictures where asked to.

        A page alike is looked at once; the page of a matter once by each person, however far the matter has come.
        """
        alike = re.sub(r"\d+", "N", self.page.url.split("?")[0]).rsplit("/m/", 1)[0]
        alike += self.who if alike.endswith("/files/N/") else name
        new = alike not in self.looked_at
        self.looked_at.add(alike)
        if new and self.axe is not None:
            self.wrong += [f"{self.page.url}: {found}" for found in self.axe(self.page)]
        picture = bool(self.shots and os.environ.get("HUIYIN_SHOTS"))
        if not new and not picture:
            return
        own = self.page.viewport_size
        assert own is not None
        self.shot += 1
        for width, height in (TELEPHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": height})
            if not self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
                self.wrong.append(f"{self.page.url}: wider than a screen of {width}")
            if picture:
                folder = SHOTS / self.shots / str(width)
                folder.mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=folder / f"{self.shot:03d}-{name or 'page'}.png", full_page=True)
        self.page.set_viewport_size(own)

    # ------------------------------------------------------------------ forms

    def fill(self, typed: Mapping[str, Any]) -> None:
        """Fill in fields by their names, whatever kind of control draws them."""
        for name, value in typed.items():
            found = self.page.locator(f"main [name='{name}']:not([type=hidden])")
            assert found.count(), f"no field {name} on {self.page.url}"
            kind = found.first.evaluate("e => e.tagName == 'SELECT' ? 'select' : e.type")
            if found.first.evaluate("e => !!e.closest('details:not([open])')"):
                found.first.evaluate(
                    "e => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
                )
            if kind == "select":
                found.first.select_option(value)
            elif kind == "radio":
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif kind == "checkbox":
                self._tick(name, value)
            elif kind == "file":
                found.first.set_input_files(value)
            else:
                found.first.fill(str(value))

    def _tick(self, name: str, value: Any) -> None:
        boxes = self.page.locator(f"main [name='{name}'][type=checkbox]")
        if isinstance(value, bool):
            boxes.first.set_checked(value)
            return
        for at in range(boxes.count()):
            box = boxes.nth(at)
            box.set_checked(box.get_attribute("value") in value)

    def press(self, selector: str = MAIN, name: str = "") -> None:
        """Press a button and wait for the page that it leads to."""
        assert self.page.locator(selector).count(), (
            f"no {selector} on {self.page.url}:\n{self.page.inner_text('main')[:2500]}"
        )
        button = self.page.locator(selector).last
        if button.evaluate("e => !!e.closest('details:not([open])')"):
            button.evaluate("e => e.closest('details').open = true")
        browsing.click_through(self.page, button)
        self.look(name)

    def says(self, *words: str) -> None:
        """The page shows these words."""
        text = self.page.inner_text("main")
        for word in words:
            assert word in text, f"{word!r} is not on {self.page.url}:\n{text[:1500]}"
