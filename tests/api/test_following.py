"""A petitioner's own software: dates by the code, with the PIN what is owed and why, and guessing is slow."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.demo.teller import Teller, person
from huiyin.register import guessing
from huiyin.register.models import File, Reading
from tests.api.conftest import Machine
from tests.desk.conftest import registered, transferred
from tests.proves import proves

pytestmark = [pytest.mark.usefixtures("county"), pytest.mark.one_database]
PIN = "407193"


def with_code(file: File) -> str:
    return str(file.roles.get(no=1).code)


def asked(**more: Any) -> dict[str, Any]:
    return {"people": (person("张某", address="梁口镇望川村三组", phone="13800000001", pin=PIN),), **more}


@proves("S0-169")
def test_by_the_code_alone_there_are_neutral_dates_and_nothing_else() -> None:
    file = transferred(Teller(), **asked())
    answer = Machine().send("/follow", {"code": with_code(file)})
    assert answer["dates"] == [
        {"what": "registered", "on": "2026-03-02"},
        {"what": "sent", "on": "2026-03-09"},
    ]
    rest = {k: v for k, v in answer.items() if k != "dates"}
    assert rest == {
        "opened": False,
        "unconfirmed": False,
        "number": None,
        "phase": None,
        "owed": [],
        "windows": [],
    }


@proves("R22 23(3)")
def test_with_the_pin_what_is_owed_has_the_reasons_that_the_public_site_shows(
    today: Callable[[str], None],
) -> None:
    file = transferred(Teller(), **asked())
    today("2026-03-10")
    code = with_code(file)
    answer = Machine().send("/follow", {"code": f"{code[:4]} {code[4:8]} {code[8:]}", "pin": PIN})
    assert (answer["number"], answer["opened"], answer["phase"]) == (file.number, True, "open")
    forwarded = next(d for d in answer["owed"] if d["rule"] == "tell-forwarded")
    assert (forwarded["due"], forwarded["office"]) == ("2026-03-24", "柏川县梁口镇人民政府")
    for language, key in (("zh-hans", "zh"), ("en", "en")):
        page = Client(headers={"Accept-Language": language}).post(
            "/follow/", {"code": code, "pin": PIN}, follow=True
        )
        text = page.content.decode()
        assert all(step[key] in text for d in answer["owed"] if d["due"] for step in d["why"])
    assert not Reading.objects.exists()


@proves("R22 30(3)")
def test_r22_30_3_a_restricted_matter_answers_its_petitioner_as_any_other() -> None:
    file = registered(Teller(), **asked())
    open_, body = Machine(), {"code": with_code(file)}
    before = open_.send("/follow", body)
    File.objects.filter(pk=file.pk).update(restricted=True, number="特2026-00001")
    assert open_.send("/follow", body) == before
    assert open_.send("/follow", {**body, "pin": PIN})["number"] == "特2026-00001"


def test_who_speaks_for_another_sees_dates_until_the_authority_is_confirmed() -> None:
    people = (
        person("张某", address="梁口镇望川村三组", phone="13800000001", pin=PIN),
        person("王某", phone="13800000002", pin="274916", role="agent", principal=1),
    )
    teller = Teller()
    opened = teller.enter(_entry(people))
    answer = Machine().send("/follow", {"code": opened.file.roles.get(no=2).code, "pin": "274916"})
    assert answer["unconfirmed"] is True
    assert (answer["dates"], answer["number"], answer["owed"], answer["windows"]) == (
        [{"what": "registered", "on": "2026-03-02"}], None, [], [],
    )  # fmt: skip


def _entry(people: Any) -> Any:
    from tests.desk.conftest import entry

    return entry(people=people, channel="web", read_back=False)


@proves("S0-169")
def test_guessing_is_slowed_down_as_at_the_public_site_and_by_the_same_count() -> None:
    file = transferred(Teller(), **asked())
    code, machine = with_code(file), Machine()
    wrong, unknown = (machine.send("/follow", {"code": c, "pin": "000000"}) for c in (code, "000000000000"))
    assert wrong == unknown and machine.status == 422
    for _ in range(guessing.CODE.tries - 1):
        machine.send("/follow", {"code": code, "pin": "000000"})
    waits = machine.client.post("/api/v1/follow", {"code": code, "pin": PIN}, content_type="application/json")
    assert waits.status_code == 429 and int(waits["Retry-After"]) > 0
    page = Client().post("/follow/", {"code": code, "pin": PIN})
    assert page.status_code == 429, "the public site counts the same tries"


def test_neither_code_nor_pin_gets_into_an_address_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    file = transferred(Teller(), **asked())
    code = with_code(file)
    with caplog.at_level(logging.DEBUG):
        client = Client()
        for body in (
            {"code": code, "pin": "999999"},
            {"code": code, "pin": ["999999"]},
            {"pin": "999999"},
            [code, "999999"],
        ):
            response = client.post("/api/v1/follow", json.dumps(body), content_type="application/json")
            assert code not in response.content.decode() and "999999" not in response.content.decode()
        assert client.get("/api/v1/follow", {"code": code}).status_code == 405
    assert code not in "\n".join(r.getMessage() for r in caplog.records if "?code" not in r.getMessage())
    assert "999999" not in caplog.text
