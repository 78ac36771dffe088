"""Raising a matter: nothing is refused for a missing name, nothing typed is lost, nothing is registered twice."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from huiyin.intake import raising
from huiyin.offices.actor import acting
from huiyin.offices.models import Officer
from huiyin.register import models
from huiyin.register.access import sees_names, visible_to
from huiyin.register.pins import matches
from tests.portal.conftest import NOW, PIN, Person
from tests.proves import proves
from tests.support.county import load_county
from tests.support.databases import FreshDatabase


@proves("R22 19(1)", "S0-019")
def test_r22_19_1_a_matter_without_name_address_or_number_is_registered(person: Person) -> None:
    person.fill(who={"name": "", "phone": "", "address": ""})
    assert person.send().status_code == 302
    entry = models.Entry.objects.get()
    assert entry.undeliverable
    assert models.Petitioner.objects.get().person == {}


@proves("S0-020")
def test_nothing_is_registered_before_the_words_are_said_to_be_true_and_nothing_typed_is_lost(
    person: Person,
) -> None:
    person.fill()
    refused = person.post("check", pin=PIN, pin_again=PIN)
    assert refused.status_code == 422
    assert "以上是我所知道的真实情况" in refused.content.decode()
    assert "接通门前断头的排水沟" in refused.content.decode()
    assert not models.Entry.objects.exists()
    assert person.send().status_code == 302


@proves("R22 23(2)")
def test_r22_23_2_who_left_only_a_phone_or_consents_to_papers_online_can_be_told(
    another: Callable[[], Person],
) -> None:
    for who, ways in (
        ({"name": "", "address": ""}, {}),
        ({"name": "", "address": "", "phone": ""}, {"electronic": "on"}),
    ):
        one = another()
        one.fill(who=who, ways=ways)
        one.send()
    assert [e.undeliverable for e in models.Entry.objects.all()] == [False, False]


@proves("R22 22(1)", "S0-122")
def test_a_form_sent_twice_is_one_entry_and_gives_the_same_receipt(person: Person) -> None:
    person.fill()
    first = person.send()
    again = person.send()
    assert (first.status_code, again.status_code) == (302, 302)
    assert models.Entry.objects.count() == 1
    number = models.Entry.objects.get().number
    for answer in (first, again):
        body = person.client.get(answer["Location"]).content.decode()
        assert number in body or "查询码和密码" in body
    assert number in person.client.get(again["Location"]).content.decode()


def test_a_form_sent_twice_with_another_pin_shows_no_receipt(person: Person) -> None:
    person.fill()
    person.send()
    person.client.cookies.clear()
    answer = person.send(pin="918273")
    assert answer.status_code == 422
    assert models.Role.objects.get().code not in answer.content.decode()
    assert "已经提交过" in answer.content.decode()


@proves("R22 22(1)")
def test_a_form_sent_again_with_other_words_is_offered_as_an_addition_and_never_dropped(
    person: Person,
) -> None:
    person.fill()
    person.send()
    person.post("what", **{"text": "还有：院墙也裂了。", "r1-text": "接通排水沟", "r1-purpose": "claim"})
    offered = person.send()
    assert offered.status_code == 409
    assert "没有丢" in offered.content.decode()
    wrong = person.post("check", do="add", pin="555666")
    assert wrong.status_code == 422
    assert not models.Act.objects.filter(kind="add_material").exists()
    added = person.post("check", do="add", pin=PIN)
    assert added.status_code == 302
    assert models.Entry.objects.count() == 1
    words = models.Words.objects.get(act__kind="add_material").said["words"]
    assert "院墙也裂了" in words
    assert "院墙也裂了" in person.client.get(added["Location"]).content.decode()


@proves("R22 30(3)", "S0-134")
def test_r22_30_3_an_accusation_is_restricted_before_any_officer_opens_it(person: Person) -> None:
    words = {"r1-text": "检举某镇干部截留补助款", "r1-purpose": "accusation"}
    person.fill(what=words)
    assert "限制知悉" in person.client.get("/raise/check/").content.decode()
    person.send()
    file = models.File.objects.get()
    assert file.restricted
    assert file.number.startswith("特")
    registrar = acting(Officer.objects.get(login="zhangjia"), on=file.opened_on)
    named = acting(Officer.objects.get(login="qianwu"), on=file.opened_on)
    assert not visible_to(registrar).exists()
    assert visible_to(named).exists()


@proves("R22 23(4)", "R22 30(1)")
def test_r22_23_4_an_accusation_is_not_promised_the_periods_of_the_petition_procedure(person: Person) -> None:
    person.fill(what={"r1-text": "检举某镇干部", "r1-purpose": "accusation"})
    body = person.client.get(person.send()["Location"]).content.decode()
    assert "日内办结" not in body
    assert "不适用信访程序的期限" in body


@proves("R22 30(3)")
@pytest.mark.parametrize("complained", ["县信访局某科", "柏川县人民政府的领导"])
def test_r22_30_3_what_accuses_the_front_office_or_one_over_it_is_received_by_the_petition_office_above(
    person: Person, complained: str
) -> None:
    person.fill(what={"r1-text": "检举办事人员", "r1-purpose": "accusation", "complained": complained})
    assert person.send().status_code == 302
    assert models.Entry.objects.get().office_id == "c_xfj"


@pytest.mark.parametrize(("answer", "restricted"), [("yes", True), ("no", False)])
@proves("R22 30(3)")
def test_words_that_speak_of_an_accusation_are_asked_about_and_the_person_decides(
    person: Person, answer: str, restricted: bool
) -> None:
    person.fill(what={"text": "我要举报村上有人贪污。"})
    unanswered = person.send()
    assert unanswered.status_code == 422
    assert "要按检举控告登记吗" in unanswered.content.decode()
    assert person.send(accusing=answer).status_code == 302
    assert models.File.objects.get().restricted is restricted


def test_the_kind_of_a_request_is_never_filled_in_beforehand(person: Person) -> None:
    body = person.open()
    person.post("who")
    body = person.client.get("/raise/what/").content.decode()
    assert not re.search(r'name="r1-purpose"[^>]*checked', body)
    answer = person.post("what", **{"r1-text": "接通排水沟"})
    assert answer.status_code == 422
    assert "接通排水沟" in answer.content.decode()


@proves("R22 30(3)")
def test_on_request_the_name_is_withheld_from_the_handling_office(person: Person) -> None:
    person.fill(ways={"withheld": "on"})
    person.send()
    file = models.File.objects.select_related("matter").get()
    assert file.matter.withheld
    handler = acting(Officer.objects.get(login="chenzi"), on=file.opened_on)
    assert not sees_names(file, handler)


@proves("R22 20(3)")
def test_r22_20_3_five_representatives_speak_for_47_signers_each_with_a_code_of_their_own(
    person: Person,
) -> None:
    speakers = "\n".join(f"代表{n} 1390000{n:04d} 望川村" for n in range(2, 6))
    signers = "\n".join(f"村民{n}" for n in range(6, 48))
    together = {"acting": "joint", "representatives": speakers, "signers": signers}
    person.fill(who=together)
    receipt = person.client.get(person.send()["Location"]).content.decode()
    roles = list(models.Role.objects.order_by("no"))
    assert len(roles) == 47
    assert [r.role for r in roles].count("representative") == 5
    assert len({r.code for r in roles}) == 47
    assert models.Entry.objects.get().heads == 47
    assert matches(PIN, roles[0].pin_hash)
    assert not any(matches(PIN, r.pin_hash) for r in roles[1:])
    shown = re.sub(r"\D", "", receipt)
    assert roles[0].code in shown
    assert not any(r.code in shown for r in roles[1:])


@proves("R22 20(3)")
def test_r22_20_3_a_sixth_representative_is_refused_and_the_list_is_kept(person: Person) -> None:
    person.open()
    names = "\n".join(f"代表{n}" for n in range(2, 7))
    answer = person.post("who", acting="joint", representatives=names)
    assert answer.status_code == 422
    assert "代表6" in answer.content.decode()


def test_who_acts_for_another_is_entered_beside_him_with_a_code_for_each(person: Person) -> None:
    person.fill(who={"acting": "agent", "other_name": "李某", "mandate": "on"})
    person.send()
    principal, agent = models.Role.objects.order_by("no")
    assert (principal.role, agent.role, agent.principal_id, agent.mandate) == (
        "self",
        "agent",
        principal.pk,
        False,
    )
    assert principal.petitioner.person["name"] == "李某"
    assert matches(PIN, agent.pin_hash)


def test_a_text_in_numbered_parts_is_offered_to_be_split_and_each_part_becomes_a_request(
    person: Person,
) -> None:
    person.open()
    person.post("who")
    numbered = {"r1-text": "1. 接通排水沟\n2. 补做坡道\n3. 支付垒墙费", "r1-purpose": "claim"}
    offered = person.post("what", do="more", **numbered)
    assert "按这样分开" in offered.content.decode()
    split = person.post("what", do="split", **numbered).content.decode()
    assert all(part in split for part in ("接通排水沟", "补做坡道", "支付垒墙费"))
    assert 'name="r3-text"' in split


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一、修沟\n二、补路", 2),
        ("（1）修沟；（2）补路；（3）付钱", 3),
        ("第一，修沟。第二，补路。", 2),
        ("欠了 1.5 万元，2.3 亩地", 0),
        ("只有一件事", 0),
    ],
)
def test_only_what_the_writer_numbered_is_taken_for_parts(text: str, count: int) -> None:
    assert len(raising.parts_of(text)) == count


@pytest.mark.parametrize("pin", ["000000", "123456", "654321", "121212", "123123", "001100", "890123"])
def test_a_pin_that_anybody_would_try_first_is_refused_and_nothing_else_is_lost(
    person: Person, pin: str
) -> None:
    person.fill()
    answer = person.send(pin=pin)
    assert answer.status_code == 422
    assert "太容易被猜到" in answer.content.decode()
    assert "接通门前断头的排水沟" in answer.content.decode()
    assert f">{pin}" not in answer.content.decode()
    assert f'"{pin}"' not in answer.content.decode()


def test_pins_that_differ_are_asked_for_again(person: Person) -> None:
    person.fill()
    answer = person.post("check", pin=PIN, pin_again="918273", truth="on")
    assert answer.status_code == 422
    assert "不一样" in answer.content.decode()


def test_safe_contact_and_consent_are_kept_with_the_role(person: Person) -> None:
    ways = {
        "safe_tell": "other",
        "safe_other": "姐姐 13900000000",
        "safe_post": "不要寄信",
        "electronic": "on",
    }
    person.fill(ways=ways)
    person.send()
    role = models.Role.objects.get()
    assert role.contact == {"tell": "other", "other": "姐姐 13900000000", "post": "不要寄信"}
    assert role.electronic
    assert models.Act.objects.get(kind="consent_electronic").actor == str(role.pk)


def test_who_raises_a_matter_in_english_is_offered_messages_in_english(person: Person) -> None:
    assert person.client.post("/language", {"language": "en", "next": "/"}).status_code == 302
    person.open()
    person.post("who")
    assert re.search(r'name="safe_language" value="en"[^>]*checked', person.open("ways"))
    person.fill(ways={"safe_language": "en"})
    person.send()
    assert models.Role.objects.get().contact == {"language": "en"}


@proves("R22 22(1)")
def test_the_receipt_says_what_is_owed_by_when_and_why(person: Person) -> None:
    person.fill()
    body = person.client.get(person.send()["Location"]).content.decode()
    assert "3月17日" in body
    assert "第二十二条第一款" in body
    assert "<svg" in body
    paper = re.search(r'href="(/m/[^"]+/pdf)"', body)
    assert paper
    pdf = person.client.get(paper[1])
    assert pdf.content.startswith(b"%PDF-")
    assert "no-store" in pdf["Cache-Control"]


def test_a_body_too_large_to_read_is_answered_in_words(person: Person) -> None:
    person.open()
    answer = person.post("what", text="水" * 2_000_000)
    assert answer.status_code == 400
    assert "请回到上一页" in answer.content.decode()


def test_two_presses_at_once_are_one_entry(
    fresh_database: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIYIN_NOW", NOW)
    load_county()
    one = Person(Client())
    one.fill()
    answers: list[int] = []

    def press() -> None:
        other = Person(Client())
        other.key = one.key
        answers.append(other.send().status_code)
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 4
    assert models.Entry.objects.count() == 1
    assert models.File.objects.count() == 1


def test_a_number_that_does_not_check_is_pointed_at_before_sending_and_refused_nowhere(
    person: Person,
) -> None:
    person.fill(who={"phone": "138001"})
    assert "电话号码无法识别" in person.open("check")


def test_who_numbers_the_facts_and_then_the_requests_is_offered_the_requests() -> None:
    facts = "一、自来水一周只来两次。\n二、修路占了半亩地。\n"
    assert raising.parts_of(facts + "请求：1、恢复供水。2、支付补偿款。") == ["恢复供水。", "支付补偿款。"]
    assert raising.parts_of(facts) == ["自来水一周只来两次。", "修路占了半亩地。"]
    assert raising.parts_of(facts + "要求如下：三、都解决。") == [
        "自来水一周只来两次。",
        "修路占了半亩地。",
        "都解决。",
    ]
