"""What follows an act, by the one table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiyin import following
from huiyin.demo.stories import life
from huiyin.demo.teller import Teller, person, points
from huiyin.offices import selectors
from huiyin.offices.models import Office, Officer
from huiyin.register import law, queue
from huiyin.register.models import Act, Message, Outbox, Paper, PaperPrint, Role
from huiyin.register.opening import NewEntry
from tests.proves import proves
from tests.worker.support import dispatched, load, moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-03-11T10:00")


@pytest.fixture(autouse=True)
def county(settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_VAR, settings.HUIYIN_GATEWAY, settings.HUIYIN_PLACE = tmp_path, "file", "zhashui"
    load()


def follow_all(now: Any = NOW) -> None:
    while (row := queue.take(now)) is not None:
        following.follow(row, now)


def tells() -> list[tuple[str, int]]:
    rows = Outbox.objects.filter(kind="tell").order_by("id")
    return [(row.ref["template"], row.ref["petitioner"]) for row in rows]


def test_the_table_speaks_of_acts_that_exist() -> None:
    known = set(law.current("zhashui").acts) | {following.PAPER}
    assert {act for row in following.TABLE for act in row.acts} <= known


def test_every_issued_paper_is_rendered_once_and_those_to_petitioners_are_told_of() -> None:
    dispatched()
    follow_all()
    assert PaperPrint.objects.count() == Paper.objects.count() == 3
    assert tells() == [("code", 1), ("progress", 1)]
    assert [m.state for m in Message.objects.all()] == ["sent", "sent"]


def test_following_the_same_act_twice_adds_nothing() -> None:
    dispatched()
    follow_all()
    before = Outbox.objects.count()
    for row in Outbox.objects.filter(kind="act"):
        following.expand(row, NOW)
    assert Outbox.objects.count() == before


def entry(channel: str, **more: Any) -> NewEntry:
    return replace(life.entry(), channel=channel, **more)


@proves("S0-170")
@pytest.mark.parametrize("channel", ["letter", "visit", "phone"])
def test_who_is_registered_by_an_officer_gets_the_query_code_on_the_phone(
    channel: str, settings: Any
) -> None:
    teller = Teller()
    teller.enter(entry(channel), "zhangjia")
    follow_all()
    role = Role.objects.get()
    sent = (settings.HUIYIN_VAR / "messages.jsonl").read_text("utf-8")
    assert role.code in sent
    assert role.pin_hash and "274916" not in sent


def test_who_comes_by_the_site_has_seen_the_code_there_and_gets_no_message() -> None:
    Teller().enter(entry("web"))
    follow_all()
    assert tells() == []


def test_messages_name_no_subject_no_office_and_no_person() -> None:
    teller = dispatched()
    names = [o.name for o in Office.objects.all()] + [o.short for o in Office.objects.all() if o.short]
    names += [o.name for o in Officer.objects.all()]
    assert teller.file is not None
    role = teller.file.roles.select_related("petitioner").get()
    said = [following.words(t, role, lang) for t in ("code", "progress") for lang in ("zh-hans", "en")]
    for text in said:
        assert not [name for name in [*names, "张某", "排水", "望川", teller.file.number] if name in text]
    assert said[1] != said[0] and "petition" in said[1] and "petition" in said[3]


def test_an_english_reader_is_told_in_english(settings: Any) -> None:
    one = replace(life.entry().people[0], contact={"language": "en"})
    Teller().enter(entry("visit", people=(one,)), "zhangjia")
    follow_all()
    assert "Query code" in (settings.HUIYIN_VAR / "messages.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("contact", "number", "expected"),
    [
        ({}, "13800000001", "sent"),
        ({"tell": "none"}, "13800000001", "asked not to be contacted"),
        ({"tell": "other", "other": "女儿"}, "13800000001", "no safe number was named"),
        ({"tell": "other", "other": "女儿", "phone": "13900000002"}, "13800000001", "sent"),
        ({}, "", "no number is known"),
        ({}, "0914-4321234", "the number cannot get messages"),
        ({"times": "她在家的时候"}, "13800000001", "the hours named are not understood; a person calls"),
        ({"times": "下午"}, "13800000001", "outside the hours in which the petitioner may be told"),
        ({"times": "9:30-11:00"}, "13800000001", "sent"),
    ],
)
def test_a_message_follows_the_safe_contact_to_the_letter(
    contact: dict[str, str], number: str, expected: str
) -> None:
    who = person("张某", phone=number, contact=contact)
    Teller().enter(entry("visit", people=(who,)), "zhangjia")
    follow_all()
    row = Outbox.objects.get(kind="tell")
    if expected == "sent":
        assert Message.objects.get().state == "sent"
    else:
        assert row.error == expected
        assert not Message.objects.filter(state="sent").exists()
        waits = "hours in which" in expected
        assert (row.done_at is None, row.next_at == moment("2026-03-11T12:00")) == (waits, waits)


def accusation(contact: dict[str, str]) -> NewEntry:
    return entry(
        "letter", people=(person("刘某", phone="13800000003", contact=contact),),
        points=points("查处村支书", purpose="accusation"),
    )  # fmt: skip


def test_who_acts_for_a_petitioner_is_told_as_well_each_by_a_contact_of_their_own() -> None:
    son = person("张小某", phone="13900000005", role="agent", mandate=True, principal=1)
    teller = Teller()
    teller.enter(entry("visit", people=(life.entry().people[0], son)), "zhangjia")
    life.dispatch(teller)
    follow_all()
    assert tells() == [("code", 1), ("code", 2), ("progress", 1), ("progress", 2)]


@proves("R22 30(3)")
@pytest.mark.parametrize(("contact", "told"), [({}, 0), ({"phone": "13700000004"}, 1)])
def test_in_a_restricted_matter_only_a_number_named_for_it_is_used(
    contact: dict[str, str], told: int, settings: Any
) -> None:
    teller = Teller()
    login = restricted_officer()
    teller.enter(accusation(contact), login)
    follow_all()
    assert Message.objects.count() == told
    if told:
        sent = (settings.HUIYIN_VAR / "messages.jsonl").read_text("utf-8")
        assert "13700000004" in sent and "13800000003" not in sent


def restricted_officer() -> str:
    return selectors.holders("xfj", "confidential", date(2026, 3, 2))[0].login


def test_whoever_withdraws_the_petitioner_hears_of_it() -> None:
    teller = dispatched()
    teller.act(teller.petitioner(), "withdraw", date(2026, 3, 10))
    follow_all()
    assert ("progress", 1) in tells()[2:]


def test_what_was_said_after_the_act_is_not_said_again() -> None:
    """The gateway was down for a while; two acts are told of by one message."""
    dispatched()
    follow_all()
    Message.objects.filter(template="progress").update(state="waiting")
    act = Act.objects.filter(kind="judge").get()
    row = Outbox.objects.create(
        kind="tell", key="tell:earlier", file_id=act.file_id, created_at=act.recorded_at, next_at=NOW,
        ref={"petitioner": 1, "template": "progress", "papers": []},
    )  # fmt: skip
    Message.objects.filter(template="progress").update(state="sent")
    follow_all()
    row.refresh_from_db()
    assert (row.done_at, row.error) == (NOW, "told since")
    assert Message.objects.get(key="tell:earlier").state == "covered"


def test_nobody_is_woken_at_night_by_news() -> None:
    dispatched()
    follow_all(moment("2026-03-11T02:00"))
    row = Outbox.objects.filter(kind="tell", ref__template="progress").get()
    assert row.next_at == moment("2026-03-11T08:00")
    follow_all(moment("2026-03-11T08:00"))
    assert Message.objects.filter(state="sent").count() == 2


def test_a_message_waits_for_the_paper_it_speaks_of(monkeypatch: pytest.MonkeyPatch) -> None:
    dispatched()
    follow_all()
    Message.objects.all().delete()
    tell = Outbox.objects.get(kind="tell", ref__template="progress")
    queue.again(tell, NOW)
    Outbox.objects.filter(pk=tell.pk).update(ref={**tell.ref, "papers": [*tell.ref["papers"], 10**9]})
    # A paper that is there and not rendered yet: it is tried again after a pause.
    follow_all()
    assert not Message.objects.exists()


def test_a_step_nobody_knows_is_given_up_at_once() -> None:
    Outbox.objects.create(kind="sing", key="sing:1", created_at=NOW, next_at=NOW)
    follow_all()
    assert [row.error for row in queue.given_up()] == ["no step is called sing"]


def test_an_error_is_noted_by_kind_and_place_never_by_its_words() -> None:
    dispatched()
    follow_all()
    Outbox.objects.create(kind="render", key="r", created_at=NOW, next_at=NOW, ref={"paper": "张某的话"})
    follow_all()
    row = Outbox.objects.get(key="r")
    assert row.error.startswith("ValueError in following.py")
    assert "张某" not in row.error
