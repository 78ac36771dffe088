"""Every seat's machine, every office's machine and a stranger ask the door for machines for everything.

What a key may not see is answered exactly as what does not exist, and no list, count or body tells of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from huiyin import clock
from huiyin.offices import services
from huiyin.offices.actor import Actor
from huiyin.offices.errors import Refused
from huiyin.register import models
from tests.proves import proves
from tests.whole.test_permission_walk import OFFICERS, may_see
from tests.whole.walking import Walker, shown
from tests.whole.world import Thing, one_more, one_more_against_officer

pytestmark = pytest.mark.usefixtures("quiet")
V1 = "/api/v1"
ADMINISTRATORS = ("xuxu", "hehai", "lvjia")
SEATS = {**{login: office for login, office in OFFICERS.items() if office}, "sunji@fhb": "fhb"}
MISSING = "柏信2026-09999"


class Machine:
    """Software with a key: of an officer's seat, or of an office."""

    def __init__(self, name: str, office: str, *, machine: bool = False) -> None:
        self.name, self.office, self.of_office = name, office, machine
        self.login = "" if machine else name.partition("@")[0]
        self.client = Client()
        now, console = clock.now(), Actor.machine("setup")
        key = services.make_key(
            "x", office=office, officer=self.login, machine="platform" if machine else "", until=now.date() + timedelta(9),
            at=now, by=console,
        )  # fmt: skip
        self.headers = {"Authorization": f"Bearer {services.take_key(key.pk, at=now, by=console)}"}

    def go(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Status and body."""
        response = self.client.generic(method, f"{V1}{path}", headers=self.headers)
        return response.status_code, response.content.decode()

    def file(self, number: str, method: str = "GET") -> tuple[int, str]:
        """A matter."""
        return self.go(f"/files/{quote(number)}", method)

    def may_see(self, t: Thing) -> bool:
        """Whether this matter is there for it."""
        if self.of_office:
            return not t.restricted and self.office in t.sees
        return may_see(Walker(self.login, self.office), t)

    def duties(self) -> list[dict[str, Any]]:
        """Every page of what its office owes."""
        found: list[dict[str, Any]] = []
        for page in range(1, 99):
            answer = json.loads(self.go(f"/duties?page={page}")[1])
            found += answer["duties"]
            if page >= answer["pages"]:
                assert answer["total"] == len(found)
                return found
        raise AssertionError("the list has no end")


@pytest.fixture(scope="module")
def machines(county_of_things: dict[str, Thing]) -> list[Machine]:
    """A key for every seat of every officer, and one for a machine of every office."""
    offices = sorted(set(SEATS.values()))
    return [Machine(who, office) for who, office in SEATS.items()] + [
        Machine(o, o, machine=True) for o in offices
    ]


@proves("R22 30(3)", "R22 32(1)")
def test_an_administrator_has_no_seat_that_a_key_could_speak_for(county_of_things: dict[str, Thing]) -> None:
    for login in ADMINISTRATORS:
        for office in ("xfj", "jw", "t_xl"):
            with pytest.raises(Refused):
                Machine(login, office)


@proves("R22 30(3)", "R22 32(1)", "R22 46[5]")
def test_r22_30_3_every_key_opens_what_its_seat_sees_and_every_reading_of_a_restricted_matter_is_logged(
    machines: list[Machine], county_of_things: dict[str, Thing]
) -> None:
    wrong = []
    for m in machines:
        nothing = m.file(MISSING)
        for t in county_of_things.values():
            before = models.Reading.objects.count()
            status, body = m.file(t.file.number)
            read = models.Reading.objects.count() - before
            if m.may_see(t):
                good = (
                    status == 200
                    and read == int(t.restricted)
                    and json.loads(body)["number"] == t.file.number
                )
            else:
                good = (status, body) == nothing and status == 404 and read == 0
            if not good:
                wrong.append((m.name, t.key, status, read))
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 30(3)", "R22 32(1)", "R22 44")
def test_r22_30_3_no_list_count_or_matter_says_a_word_of_what_is_hidden_or_who_its_people_are(
    machines: list[Machine], county_of_things: dict[str, Thing]
) -> None:
    wrong: list[tuple[str, str, object]] = []
    for m in machines:
        seen = {t.file.number for t in county_of_things.values() if m.may_see(t)}
        duties = m.duties()
        said = json.dumps(duties, ensure_ascii=False)
        if {d["file"] for d in duties} - seen:
            wrong.append((m.name, "duties", {d["file"] for d in duties} - seen))
        for t in county_of_things.values():
            marks = set(t.codes)
            if not m.may_see(t):
                marks |= t.marks()
            elif m.office in t.withheld_from:
                marks |= t.person_marks()
            body = said + (m.file(t.file.number)[1] if m.may_see(t) else "")
            if found := shown(body, marks):
                wrong.append((m.name, t.key, found))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
@proves("R22 30(3)")
def test_r22_30_3_no_other_method_tells_or_changes_more(
    method: str, machines: list[Machine], county_of_things: dict[str, Thing]
) -> None:
    acts = models.Act.objects.count()
    t = county_of_things["accusation"]
    for m in (m for m in machines if m.name in ("libing", "zhuwei", "weiyin", "xfj")):
        assert m.file(t.file.number, method) == m.file(MISSING, method)
        assert m.file(MISSING, method)[0] == (404 if method == "HEAD" else 405)
    assert models.Act.objects.count() == acts


@proves("R22 30(3)")
def test_a_stranger_and_a_signed_in_officer_without_a_key_are_told_the_same_of_everything(
    county_of_things: dict[str, Thing],
) -> None:
    for w in (Walker(), Walker.officer("qianwu"), Walker.officer("xuxu")):
        nothing = w.go("GET", f"{V1}/files/{quote(MISSING)}")
        assert nothing.status == 401
        for t in county_of_things.values():
            assert w.go("GET", f"{V1}/files/{quote(t.file.number)}").text == nothing.text
        assert w.go("GET", f"{V1}/duties").status == 401


@proves("R22 30(3)")
def test_r22_30_3_a_further_accusation_changes_no_list_of_those_who_may_not_see_it(
    machines: list[Machine], county_of_things: dict[str, Thing]
) -> None:
    counting = [
        m
        for m in machines
        if m.of_office or m.name in ("zhangjia", "libing", "qianwu", "sunji", "zhuwei", "yangwu", "hemao")
    ]
    before = {m.name + str(m.of_office): m.go("/duties") for m in counting}
    adds: tuple[Callable[[], Thing], ...] = (one_more, one_more_against_officer)
    for add in adds:
        t = add()
        after = {m.name + str(m.of_office): m.go("/duties") for m in counting}
        blind = [m for m in counting if not m.may_see(t)]
        assert len(blind) > len(counting) // 2
        assert [
            m.name for m in blind if after[m.name + str(m.of_office)] != before[m.name + str(m.of_office)]
        ] == []
        before = after
