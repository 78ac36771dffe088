"""The demo county on 2 March 2026, and its officers at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiyin.clock import SHANGHAI
from huiyin.intake import identity, recognition
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer
from huiyin.register import models
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, Opened, open_file
from huiyin.register.record import Recorded, Wish, record
from tests.support.county import load_county

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offices and officers of the demo county; the clock stands still."""
    monkeypatch.setenv("HUIYIN_NOW", "2026-03-02T12:00")
    load_county()


def officer(login: str, on: date = DAY, office: str | None = None) -> Actor:
    """A demo officer at work."""
    return acting(Officer.objects.get(login=login), office, on=on)


def at(on: date) -> datetime:
    """Noon of a day."""
    return datetime(on.year, on.month, on.day, 12, 0, tzinfo=SHANGHAI)


def person(name: str = "", number: str = "", phone: str = "", address: str = "", **more: Any) -> NewPerson:
    """Somebody behind an entry, with digests as intake makes them."""
    kept = {"name": name, "number": number, "phone": phone, "address": address}
    digests = identity.keys(identity.Person(name=name, number=number, phone=phone, place=address))
    return NewPerson({k: v for k, v in kept.items() if v}, digests=digests, **more)


def opened(
    *points: tuple[str, str],
    by: str = "zhangjia",
    people: tuple[NewPerson, ...] = (),
    on: date = DAY,
    **more: Any,
) -> Opened:
    """A file in the register."""
    actor = officer(by, on)
    new = NewEntry(
        more.pop("channel", "letter"), more.pop("office", actor.office), on, more.pop("title", "反映排水沟"),
        more.pop("words", {"text": "去年村里硬化巷道。"}),
        tuple(NewPoint(*p) for p in points) or (NewPoint("接通排水沟"),),
        people or (person("张某", phone="13800001111", address="梁口镇望川村三组"),), **more,
    )  # fmt: skip
    return open_file(new, by=actor, now=at(on))


def act(file: models.File, login: str, kind: str, on: date = DAY, **more: Any) -> Recorded:
    """Record an act of a demo officer."""
    file.refresh_from_db()
    return record(file.pk, Wish(kind, on, **more), by=officer(login, on), now=at(on), seen=file.last_seq)


Desk = Callable[[str], Client]


@pytest.fixture
def desk(county: None) -> Desk:
    """A browser in which this officer is signed in."""

    def sign_in(login: str) -> Client:
        client = Client()
        client.force_login(
            Officer.objects.get(login=login), backend="huiyin.offices.passwords.OfficerBackend"
        )
        return client

    return sign_in


@pytest.fixture
def indexed(settings: Any, tmp_path: Path) -> None:
    """Indexes of this test's own."""
    settings.HUIYIN_VAR = tmp_path


@pytest.fixture
def unable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra [ocr]."""
    monkeypatch.setattr(recognition, "available", lambda: False)
