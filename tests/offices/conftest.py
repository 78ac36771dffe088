"""A small place to try the offices in: three administrators, a bureau, a government, a town, a village."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from huiyin.clock import SHANGHAI
from huiyin.offices import services
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
OPENED = date(2020, 1, 1)
PASSWORD = "long-enough-to-guess"
SETUP = Actor.machine(services.SETUP_MACHINE)


@dataclass(frozen=True)
class Place:
    """The three administrators, and short ways to do what they do."""

    sysadmin: Actor
    secadmin: Actor
    auditor: Actor

    def office(self, code: str, kind: str = "government", level: str = "county", **fields: object) -> str:
        """Open an office."""
        services.open_office(
            code, f"{code} 单位", level, kind, on=OPENED, at=AT, by=self.sysadmin, fields=fields
        )
        return code

    def under(self, lower: str, upper: str, kind: str, on: date = OPENED) -> None:
        """Relate two offices."""
        services.relate(lower, upper, kind, on=on, at=AT, by=self.sysadmin)

    def officer(self, login: str, office: str | None = None, *posts: str) -> Officer:
        """An officer with posts in one office."""
        made = services.add_officer(
            login, f"姓名{login}", PASSWORD, at=AT, by=self.sysadmin, must_change=False
        )
        for post in posts:
            services.give_post(login, post, office, on=OPENED, at=AT, by=self.secadmin)
        return made


Who = Callable[..., Actor]


@pytest.fixture
def place(db: None) -> Place:
    """A system with its three administrators and nothing else."""
    made = services.first_administrators(
        {
            "sysadmin": ("sys", "许戌", PASSWORD),
            "secadmin": ("sec", "何亥", PASSWORD),
            "auditor": ("aud", "吕甲", PASSWORD),
        },
        at=AT,
        by=SETUP,
    )
    return Place(**{kind: acting(officer, on=ON) for kind, officer in made.items()})
