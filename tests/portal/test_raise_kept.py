"""Raising a matter: whatever goes wrong, what was typed comes back, and what was not sent is forgotten in time."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from huiyin.portal.models import Unsent
from huiyin.register import models
from tests.portal.conftest import NOW, ONE_PIXEL, Person, upload


def test_an_expired_session_loses_no_word(person: Person) -> None:
    person.fill()
    person.client.cookies.clear()
    assert person.send().status_code == 302
    assert models.Entry.objects.get().words["text"].startswith("去年村里")


def test_a_stale_page_gives_back_what_was_typed(county: None) -> None:
    client = Client(enforce_csrf_checks=True)
    body = client.get("/raise/who/").content.decode()
    key = re.search(r'name="form" value="([0-9a-f]{32})"', body)
    assert key
    answer = client.post(
        "/raise/who/",
        {"form": key[1], "name": "张某", "address": "望川村三组"},
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 403
    assert "望川村三组" in answer.content.decode()


def test_over_long_text_is_kept_whole_and_said_with_both_numbers(person: Person) -> None:
    person.open()
    person.post("who")
    text = "水" * 20_001
    answer = person.post("what", **{"text": text, "r1-text": "修沟", "r1-purpose": "claim"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert text in body
    assert "20000" in body
    assert "20001" in body
    assert text in person.client.get("/raise/what/").content.decode()


def test_a_bad_file_stops_neither_words_nor_good_files(person: Person) -> None:
    person.fill()
    program = upload("证据.jpg", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200))
    answer = person.post("files", do="upload", files=[upload("现场.png", ONE_PIXEL), program])
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "证据.jpg" in body
    assert "现场.png" in body
    assert person.send().status_code == 302
    assert [a.name for a in models.Attachment.objects.all()] == ["现场.png"]
    assert models.Attachment.objects.get().entry == models.Entry.objects.get()


def test_a_file_can_be_taken_out_again(person: Person) -> None:
    person.fill()
    person.post("files", do="upload", files=[upload("现场.png", ONE_PIXEL)])
    body = person.client.get("/raise/files/").content.decode()
    button = re.search(r'value="(remove-[0-9a-f]{64})"', body)
    assert button
    person.post("files", do=button[1])
    assert "现场.png" not in person.client.get("/raise/files/").content.decode()


def test_control_characters_are_dropped_and_rare_characters_stay(person: Person) -> None:
    person.fill(who={"name": "\U00030edd某\x00\x07"})
    person.send()
    assert models.Petitioner.objects.get().person["name"] == "\U00030edd某"


def test_what_is_not_sent_lies_sealed_and_is_forgotten_after_two_days(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.fill(what={"text": "独一无二的词句"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM portal_unsent")
        stored = cursor.fetchone()[0]
    assert "独一无二" not in stored
    assert person.key not in stored
    assert all("独一无二" not in str(s.get_decoded()) for s in Session.objects.all())
    monkeypatch.setenv("HUIYIN_NOW", NOW.replace("-02T", "-05T"))
    other = Person(Client())
    other.open()
    other.post("who")
    assert Unsent.objects.count() == 1


def test_clearing_the_form_forgets_its_words_at_once(person: Person) -> None:
    person.fill()
    person.post("who", do="clear")
    assert Unsent.objects.get().typed == {}
    assert "张某" not in person.open()
