"""The demo county's offices, and a petitioner with a browser of his own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.support.browsing import Site
from tests.support.county import load_county

PIN = "407193"
NOW = "2026-03-02T09:40"


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offices of the demo county, on 2 March 2026."""
    monkeypatch.setenv("HUIYIN_NOW", NOW)
    load_county()


ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def upload(name: str, data: bytes) -> io.BytesIO:
    """A file as a browser sends it."""
    file = io.BytesIO(data)
    file.name = name
    return file


class Person:
    """Somebody at the public site: fills in the pages one after the other, as a browser would."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.key = ""

    def open(self, step: str = "who") -> str:
        """Open a page of the form."""
        body = self.client.get(f"/raise/{step}/").content.decode()
        found = re.search(r'name="form" value="([0-9a-f]{32})"', body)
        if found:
            self.key = found[1]
        return body

    def post(self, step: str, do: str = "next", **fields: Any) -> Any:
        """Send a page of the form."""
        return self.client.post(f"/raise/{step}/", {"form": self.key, "do": do, **fields})

    def fill(self, **more: Any) -> None:
        """Every page but the last."""
        self.open()
        who = {
            "kind": "person",
            "name": "张某",
            "phone": "13800001111",
            "address": "梁口镇望川村三组",
            "acting": "self",
        }
        what = {
            "text": "去年村里硬化巷道，路面抬高。",
            "r1-text": "接通门前断头的排水沟",
            "r1-purpose": "claim",
        }
        ways = {"safe_tell": "self"}
        for step, fields in (("who", who), ("what", what), ("ways", ways), ("files", {})):
            fields |= more.get(step, {})
            response = self.post(step, **fields)
            assert response.status_code == 302, (step, response.content.decode())

    def send(self, pin: str = PIN, **more: Any) -> Any:
        """The last page."""
        return self.post("check", pin=pin, pin_again=pin, truth="on", **more)


@pytest.fixture
def person(county: None, client: Client) -> Person:
    """A petitioner."""
    return Person(client)


@pytest.fixture
def another(county: None) -> Callable[[], Person]:
    """Further petitioners, each with a browser of their own."""
    return lambda: Person(Client())


@pytest.fixture
def open_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site with the demo county behind it."""
    monkeypatch.setenv("HUIYIN_NOW", NOW)
    load_county()
    return site
