"""Machines at the door: the demo county, keys made at the console, and what they are answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin import clock
from huiyin.offices import services
from huiyin.offices.actor import Actor
from tests.support.county import load_county

CONSOLE = Actor.machine("setup")
V1 = "/api/v1"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Stop the clock on a day."""
    return lambda day: monkeypatch.setenv("HUIYIN_NOW", f"{day}T10:00")


@pytest.fixture
def county(db: None, today: Callable[[str], None], settings: Any) -> None:
    """Offices, posts and officers of the demo county, on 9 March 2026."""
    settings.HUIYIN_PLACE = "zhashui"
    today("2026-03-09")
    load_county()


def key_of(officer: str = "", office: str = "xfj", *, machine: str = "", until: date | None = None) -> str:
    """A key, made and taken at the console."""
    now = clock.now()
    key = services.make_key(
        "市级平台", office=office, officer=officer, machine=machine, until=until or now.date() + timedelta(days=90),
        at=now, by=CONSOLE,
    )  # fmt: skip
    return services.take_key(key.pk, at=now, by=CONSOLE)


@dataclass
class Machine:
    """Software that asks, with a key or without."""

    key: str = ""
    client: Client = field(default_factory=Client)
    status: int = 0

    def ask(self, path: str, **query: str) -> Any:
        """The answer to a GET, with its status kept."""
        return self._read(self.client.get(f"{V1}{path}", query, headers=self._headers()))

    def send(self, path: str, body: Any) -> Any:
        """The answer to a POST of JSON."""
        return self._read(self.client.post(f"{V1}{path}", body, content_type="application/json"))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def _read(self, response: Any) -> Any:
        self.status = response.status_code
        return json.loads(response.content)
