"""Asking for review at the public site (R22 35): window, organ, points, reasons; and who sees it."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from huiyin.clock import SHANGHAI
from huiyin.operations import worker
from huiyin.register import models
from huiyin.register.lines import state
from tests.portal.conftest import ONE_PIXEL, Person, upload
from tests.portal.test_acts import answered, opened, page
from tests.portal.test_follow import at, raised
from tests.proves import proves


def told(
    person: Person, monkeypatch: pytest.MonkeyPatch, on: str = "2026-04-07T09:00"
) -> tuple[models.Role, str, int]:
    """An opinion whose receipt the petitioner has confirmed on 24 March; the address of the matter, and its paper."""
    role = raised(person)
    answered(role.file)
    at(monkeypatch, "2026-03-24T09:00")
    matter = opened(person, role)
    no = max(state(role.file).papers)
    person.client.post(f"{matter}do/confirm/", {"paper": no, "sure": "on"})
    at(monkeypatch, on)
    return role, opened(person, role), no


def asked(no: int, **more: object) -> dict[str, object]:
    """What the form sends."""
    said = {
        "paper": no,
        "points": ["1"],
        "organ": "fhb",
        "request": "撤销处理意见",
        "reasons": "村民会有记录",
    }
    return {**said, **more}


@proves("R22 35")
def test_the_petitioner_sees_until_when_and_asks_the_organ_chosen_with_code_and_pin(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role, matter, no = told(person, monkeypatch)
    body = page(person, matter)
    assert "可以申请复查，到这一天为止" in body
    assert f"{matter}do/review/?paper={no}" in body
    form = page(person, f"{matter}do/review/?paper={no}")
    assert "可以申请到" in form
    assert "柏川县人民政府（由柏川县人民政府信访事项复查复核委员会办理）" in form
    answer = person.client.post(f"{matter}do/review/", asked(no))
    assert answer.status_code == 302
    act = models.Act.objects.get(file=role.file, kind="apply_review")
    assert (act.to_id, act.petitioner, str(act.on)) == ("fhb", 1, "2026-04-07")
    after = page(person, matter)
    assert "您的复查申请" in after
    assert "5月7日" in after
    assert "第30日是2026年5月7日" in after, "why this day, beside the day on which the opinion is owed"
    assert "您已经申请过" in after
    assert "可以申请复查，到这一天为止" not in after
    assert "do/review/" not in after


@proves("R22 35")
def test_what_was_typed_stays_where_a_part_is_missing_and_a_late_request_asks_why(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role, matter, no = told(person, monkeypatch, on="2026-05-20T09:00")
    form = page(person, f"{matter}do/review/?paper={no}")
    assert "为什么过了期限才申请" in form
    wrong = person.client.post(f"{matter}do/review/", asked(no, request=""))
    assert wrong.status_code == 422
    assert "村民会有记录" in wrong.content.decode()
    assert person.client.post(f"{matter}do/review/", asked(no, late_words="住院")).status_code == 302
    assert state(role.file).proceedings[max(state(role.file).proceedings)].review.late  # type: ignore[union-attr]


@proves("R22 35")
def test_a_file_of_a_request_that_was_not_sent_leaves_the_disk_and_one_that_was_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.HUIYIN_FILES = str(tmp_path)
    role, matter, no = told(person, monkeypatch)
    photo, program = upload("现场.png", ONE_PIXEL), upload("a.exe", b"MZ" + bytes(300))
    refused = person.client.post(f"{matter}do/review/", asked(no, files=[photo, program]))
    assert refused.status_code == 422
    assert "附件请重新选择" in refused.content.decode()
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    given = datetime(2026, 4, 7, 9, tzinfo=SHANGHAI).timestamp()
    os.utime(kept, (given, given))
    at(monkeypatch, "2026-05-08T09:00")
    worker.drain()
    assert not kept.exists()
    at(monkeypatch, "2026-04-07T10:00")
    again = asked(no, files=[upload("现场.png", ONE_PIXEL)])
    assert person.client.post(f"{opened(person, role)}do/review/", again).status_code == 302
    os.utime(kept, (given, given))
    at(monkeypatch, "2026-06-08T09:00")
    worker.drain()
    assert kept.exists()


@proves("R22 35")
def test_a_request_is_taken_back_by_its_applicant_and_can_be_made_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role, matter, no = told(person, monkeypatch)
    person.client.post(f"{matter}do/review/", asked(no))
    body = page(person, matter)
    (link,) = re.findall(r'href="([^"]+withdraw_review[^"]+)"', body)
    proceeding = int(link.rpartition("=")[2])
    assert person.client.post(f"{matter}do/withdraw_review/", {"proceeding": proceeding}).status_code == 302
    assert "do/review/" in page(person, matter)
    assert not models.OpenDuty.objects.filter(file=role.file, rule="review").exists()


@proves("R22 35")
def test_an_organ_or_a_point_that_is_not_open_is_refused_with_a_message_and_never_with_an_error(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _role, matter, no = told(person, monkeypatch)
    for wrong in (asked(no, organ="xfj"), asked(no, points=["9"]), asked(no, points=[])):
        assert person.client.post(f"{matter}do/review/", wrong).status_code == 422
    for nothing in ("", "abc", "99", "-1"):
        assert person.client.get(f"{matter}do/review/?paper={nothing}").status_code == 302
