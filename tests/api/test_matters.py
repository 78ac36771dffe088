"""A matter for an officer's machine: no more than the desk shows, and the same reasons for every day."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from huiyin import clock
from huiyin.commands.replay import as_json
from huiyin.demo.stories import STORIES
from huiyin.demo.teller import Teller
from huiyin.offices.actor import acting
from huiyin.offices.models import Officer
from huiyin.register.lines import law_for, line, state
from huiyin.register.models import File, Matter, Reading
from huiyin.register.owing import owed
from huiyin.register.world import WORLD
from huiyin.statute.replaying import Told, tell
from tests.api.conftest import Machine, key_of
from tests.desk.conftest import registered, transferred
from tests.proves import proves

pytestmark = [pytest.mark.usefixtures("county"), pytest.mark.one_database]
LATER = "2026-11-20"


def at_desk(login: str, language: str) -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(Officer.objects.get(login=login), backend="huiyin.offices.passwords.OfficerBackend")
    return client


def desk_page(file: File, language: str) -> str:
    """The words of the page of a matter."""
    body = at_desk("libing", language).get(f"/desk/files/{file.pk}/").content.decode()
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", body)))


def said(rows: list[dict[str, Any]], end: str, why: str) -> list[tuple[Any, ...]]:
    """Duties or windows by what identifies them, with every step of the count."""
    found = [
        (
            r["rule"],
            r["from"],
            r[end],
            r["provision"],
            r["certainty"],
            tuple((s["zh"], s["en"]) for s in r[why]),
        )
        for r in rows
    ]
    return sorted(found, key=str)


@pytest.mark.parametrize("story", ["life", "review", "led-in"])
@proves("R22 22(1)", "R22 34", "R22 35")
def test_for_every_duty_and_window_the_api_the_desk_and_replay_give_the_same_reasons(
    story: str, today: Callable[[str], None]
) -> None:
    teller = Teller()
    today(LATER)
    STORIES[story].tell(teller)
    assert teller.file is not None
    file = File.objects.get(pk=teller.file.pk)
    answer = Machine(key_of("libing")).ask(f"/files/{file.number}")
    law, acts = law_for(file)[0], line(file.pk)
    # The story of the review enters some acts late; a file of acts from outside numbers its papers by their days.
    told = Told(state(file, acts)) if story == "review" else tell(acts, law, WORLD, clock.today())
    replayed = as_json(told, law, WORLD, clock.today())  # type: ignore[arg-type]
    assert said(answer["duties"], "due", "why") == said(replayed["duties"], "due", "steps")
    assert said(answer["windows"], "end", "why") == said(replayed["windows"], "end", "steps")
    assert all(row["why"] for row in (*answer["duties"], *answer["windows"]))
    assert len(answer["duties"]) > 5
    shown = [*(d for d in answer["duties"] if d["state"] == "open" and d["due"]), *answer["windows"]]
    for language, key in (("zh-hans", "zh"), ("en", "en")):
        page = desk_page(file, language)
        missing = [
            step[key] for row in shown for step in row["why"] if re.sub(r"\s+", " ", step[key]) not in page
        ]
        assert missing == []


@proves("R22 22(1)")
def test_what_is_open_on_a_matter_has_its_days_its_provision_and_its_fields(
    today: Callable[[str], None],
) -> None:
    file = transferred(Teller())
    today("2026-03-10")
    answer = Machine(key_of("chenzi", "t_xl")).ask(f"/files/{file.number}")
    live = [d for d in answer["duties"] if d["state"] == "open"]
    assert {d["office"]["code"] for d in live} >= {"t_xl", "xfj"}
    forwarded = next(d for d in live if d["rule"] == "tell-forwarded")
    assert (forwarded["from"], forwarded["due"], forwarded["provisional"]) == (
        "2026-03-09",
        "2026-03-24",
        False,
    )
    page = desk_page(file, "zh-hans")
    assert all(step["zh"] in page for step in forwarded["why"])
    accept = next(o for o in answer["open"] if o["act"] == "accept")
    assert accept["provision"] and accept["points"] == [1, 2]
    assert all(
        set(f) == {"key", "title", "kind", "required", "choices"} for o in answer["open"] for f in o["fields"]
    )
    sent = next(a for a in answer["acts"] if a["act"] == "transfer")
    assert (sent["on"], sent["office"]["code"], sent["to"]["code"], sent["state"]) == (
        "2026-03-09",
        "xfj",
        "t_xl",
        "stands",
    )
    assert "draft" not in {a["act"] for a in answer["acts"]}, "what another office drafted stays there"
    assert "张某" not in str(answer) and "13800000001" not in str(answer), "no person is named"


def test_the_list_is_the_work_list_page_by_page(today: Callable[[str], None]) -> None:
    files = [registered(Teller()) for _ in range(3)]
    today("2026-03-10")
    asked, actor = Machine(key_of("libing")), acting(Officer.objects.get(login="libing"), on=clock.today())
    found = asked.ask("/duties")
    assert (found["total"], found["page"], found["pages"]) == (owed(actor).count(), 1, 1)
    assert [d["file"] for d in found["duties"] if d["rule"] == "dispatch"] == [f.number for f in files]
    page = at_desk("libing", "zh-hans").get("/desk/").content.decode()
    assert all(step["zh"] in html.unescape(page) for d in found["duties"] for step in d["why"])
    assert asked.ask("/duties", before="2026-03-17")["total"] == 0
    assert asked.ask("/duties", before="2026-03-18", rule="dispatch")["total"] == 3
    assert asked.ask("/duties", page="2")["duties"] == []
    for wrong in ("0", "-1", "x", "١"):
        assert asked.ask("/duties", page=wrong)["error"]["code"] == "page"
    assert asked.ask("/duties", before="soon")["error"]["code"] == "date"


@proves("R22 30(3)", "R22 46[5]")
def test_r22_30_3_a_restricted_matter_is_there_for_the_named_alone_and_each_reading_is_logged() -> None:
    file = registered(Teller())
    File.objects.filter(pk=file.pk).update(restricted=True)
    for key in (key_of("libing"), key_of("sunji"), key_of(machine="city-platform"), key_of("weiyin", "rsj")):
        asked = Machine(key)
        found, nothing = asked.ask(f"/files/{file.number}"), asked.ask("/files/柏信2026-99999")
        assert (asked.status, found) == (404, nothing)
    assert not Reading.objects.exists()
    named = Machine(key_of("qianwu"))
    assert named.ask(f"/files/{file.number}")["restricted"] is True
    assert list(Reading.objects.values_list("officer__login", "what", "file")) == [("qianwu", "api", file.pk)]


@proves("R22 44")
def test_a_name_kept_from_an_office_is_kept_from_its_machines() -> None:
    file = transferred(Teller(), title="张某家门前的水沟")
    file.points.update(request="给张某接通排水沟")
    Matter.objects.filter(file=file).update(withheld=True)
    for key in (key_of("chenzi", "t_xl"), key_of(office="t_xl", machine="town")):
        answer = Machine(key).ask(f"/files/{file.number}")
        assert answer["names_withheld"] is True
        assert "张某" not in str(answer)
        assert {p["office"]["code"] for p in answer["papers"] if p["kind"] == "tell_destination"} == set()
    knows = Machine(key_of("libing")).ask(f"/files/{file.number}")
    assert knows["names_withheld"] is False


def test_a_machine_reads_and_is_offered_no_act() -> None:
    file = transferred(Teller())
    answer = Machine(key_of(office="t_xl", machine="town")).ask(f"/files/{file.number}")
    assert answer["duties"] and answer["open"] == []
    assert date.fromisoformat(answer["as_of"]) == clock.today()
