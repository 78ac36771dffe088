"""Files of forms that were never sent leave the disk; what anything refers to stays."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.clock import SHANGHAI
from huiyin.desk import registering_draft
from huiyin.intake import attachments, leftovers, recognition, scan_work
from huiyin.intake.models import ScanPage
from huiyin.operations import worker
from huiyin.register import models
from tests.desk2.conftest import Desk, county, desk
from tests.support import letters

__all__ = ["county", "desk"]
MATERIAL = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
LATER = leftovers.GRACE + timedelta(days=1)


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path) -> Path:
    """Files of this test lie in a place of its own."""
    settings.HUIYIN_FILES = str(tmp_path)
    return tmp_path


def begun(desk: Desk) -> tuple[dict[str, str], Path]:
    """A registration with one file, as if handed in on the day of the test; where the file lies."""
    typed = {
        "form": registering_draft.new_key(), "received_on": "2026-02-27", "text": "路灯坏了", "r1-text": "修好路灯",
        "r1-purpose": "claim",
    }  # fmt: skip
    upload = SimpleUploadedFile("合同.pdf", MATERIAL, "application/pdf")
    desk("zhangjia").post("/desk/register/letter/", {**typed, "material": upload, "do": "keep"})
    (file,) = (p for p in attachments.root().rglob("*") if p.is_file())
    touch(file, datetime(2026, 3, 2, 12, tzinfo=SHANGHAI))
    return typed, file


def touch(file: Path, when: datetime) -> None:
    """As if it had been handed in then."""
    os.utime(file, (when.timestamp(), when.timestamp()))


def at(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> None:
    """The worker works so long after the day of the test."""
    now = datetime(2026, 3, 2, 12) + after
    monkeypatch.setenv("HUIYIN_NOW", now.isoformat(timespec="minutes"))
    worker.drain()


def test_a_file_of_a_form_that_was_thrown_away_goes_after_a_month_and_not_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, file = begun(desk)
    at(monkeypatch, LATER)
    assert file.exists(), "a form that is kept holds its file, however old"
    monkeypatch.setenv("HUIYIN_NOW", "2026-03-02T12:00")
    desk("zhangjia").post("/desk/register/drop/", {"form": typed["form"]})
    at(monkeypatch, LATER + timedelta(days=3))
    assert file.exists()
    at(monkeypatch, 2 * LATER)
    assert not file.exists()


def test_what_was_registered_stays_and_so_does_what_was_handed_in_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, file = begun(desk)
    assert desk("zhangjia").post("/desk/register/letter/", typed).status_code == 302
    assert models.Attachment.objects.filter(sha256=file.parent.name + file.name).exists()
    at(monkeypatch, LATER)
    assert file.exists()
    recent = datetime(2026, 3, 2, tzinfo=SHANGHAI)
    models.Attachment.objects.all().delete()
    assert not leftovers.drop_unless_held(file.parent.name + file.name, recent - timedelta(days=1))
    assert file.exists() and list(file.parent.iterdir()) == [file]
    assert leftovers.drop_unless_held(file.parent.name + file.name, recent + timedelta(days=1))
    assert not file.exists()


def nowhere_named() -> list[str]:
    """Files on the disk that nothing refers to and that nobody will look at again."""
    lies = [p.parent.name + p.name for p in attachments.root().rglob("*") if p.is_file()]
    noted = set(models.Outbox.objects.filter(kind=leftovers.KIND).values_list("key", flat=True))
    return [s for s in lies if not leftovers.is_held(s) and f"{leftovers.KIND}:{s}" not in noted]


def test_what_the_scan_desk_does_not_take_goes_after_a_month(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = SimpleUploadedFile("便条.txt", "王建国的电话".encode(), "text/plain")
    desk("zhangjia").post("/desk/scans/", {"scans": [note], "parting": "sheet", "received_on": "2026-02-27"})
    (file,) = (p for p in attachments.root().rglob("*") if p.is_file())
    assert nowhere_named() == []
    touch(file, datetime(2026, 3, 2, 12, tzinfo=SHANGHAI))
    at(monkeypatch, LATER)
    assert not file.exists()


def test_a_picture_that_was_turned_while_somebody_else_turned_the_page_is_looked_at_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    scan = SimpleUploadedFile("信.jpg", letters.as_jpeg(letters.drawn("望川村的路灯坏了，请修。")))
    desk("zhangjia").post("/desk/scans/", {"scans": [scan], "parting": "sheet", "received_on": "2026-02-27"})
    worker.drain(scans=True)
    being_read, turned = ScanPage.objects.get(), ScanPage.objects.get()
    with attachments.open_stored(being_read.sha256) as file:
        data = file.read()
    scan_work.turn(turned, 90, datetime(2026, 3, 2, 12, tzinfo=SHANGHAI))
    assert scan_work._keep_reading(being_read, data, recognition.Reading((), 180)) is None
    assert nowhere_named() == []
