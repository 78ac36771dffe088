"""The demo county at work: officers at their desks, on a day that the test names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from huiyin.demo.teller import Teller, person, points
from huiyin.offices.models import Officer
from huiyin.register.models import File
from huiyin.register.opening import NewEntry
from tests.support.county import load_county

TEXT = "去年村里硬化巷道，排水沟修到我家门口就断了，一下雨水全往院里灌。请求把水沟接通，门口补个坡道。"
BACKEND = "huiyin.offices.passwords.OfficerBackend"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Stop the clock on a day; `today("2026-03-09")`."""

    def stop(day: str, at: str = "10:00") -> None:
        monkeypatch.setenv("HUIYIN_NOW", f"{day}T{at}")

    stop("2026-03-09")
    yield stop


@pytest.fixture
def county(db: None) -> None:
    """Offices, posts and officers of the demo county."""
    load_county()


def at_desk(login: str, office: str = "") -> Client:
    """The officer, signed in."""
    client = Client(headers={"origin": "http://testserver"})
    client.force_login(Officer.objects.get(login=login), backend=BACKEND)
    if office:
        session = client.session
        session["office"] = office
        session.save()
    return client


@pytest.fixture
def sit(county: None, today: Callable[[str], None]) -> Callable[..., Client]:
    """`sit("libing")`: a client signed in as that officer."""
    return at_desk


def entry(
    *requests: str, title: str = "反映排水沟未接通", on: date = date(2026, 3, 2), **more: object
) -> NewEntry:
    """A visit to the county's petition office."""
    said = requests or ("接通排水沟", "补做坡道")
    fields: dict[str, object] = {
        "channel": "visit", "office": "xfj", "received_on": on, "title": title, "words": {"text": TEXT},
        "points": points(*said), "people": (person("张某", address="梁口镇望川村三组", phone="13800000001"),),
    }  # fmt: skip
    return NewEntry(**{**fields, **more})  # type: ignore[arg-type]


@pytest.fixture
def told(county: None, today: Callable[[str], None]) -> Teller:
    """Somebody who tells what happened so far on one file."""
    return Teller()


def registered(t: Teller, **more: object) -> File:
    """A matter just registered, and judged first."""
    t.enter(entry(**more), "zhangjia")  # type: ignore[arg-type]
    t.act("libing", "judge", date(2026, 3, 3), proceeding=1, codes={"result": "first"})
    assert t.file is not None
    return t.file


def transferred(t: Teller, to: str = "t_xl", **more: object) -> File:
    """A matter screened and transferred to an office on 9 March 2026, the petitioner told."""
    file = registered(t, **more)
    both = tuple(file.points.values_list("no", flat=True))
    t.act("libing", "screen", date(2026, 3, 6), proceeding=1, points=both, codes={"path": "31[6]"})
    t.paper(
        "transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=both, intended={"to": to},
        written={"parts": {"screening": "属于镇人民政府管护村内道路的职责。"}},
    )  # fmt: skip
    return file
