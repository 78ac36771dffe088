"""Scans and other files that come with an act: evidence, records, what was handed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.demo.teller import Teller
from huiyin.intake import leftovers
from huiyin.register.models import Act, Attachment, File
from tests.desk.conftest import transferred
from tests.desk.test_acts import form
from tests.proves import proves

Sit = Callable[..., Client]
HEARD = {"on": "2026-03-09", "form": "in_person", "record": "本人到镇政府说明情况。"}


@pytest.fixture(autouse=True)
def stored(settings: Any, tmp_path: Path) -> None:
    """Files of this test lie in a place of its own."""
    settings.HUIYIN_FILES = str(tmp_path)


def pdf(name: str = "谈话笔录.pdf") -> SimpleUploadedFile:
    """A scan."""
    body = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    return SimpleUploadedFile(name, body, "application/pdf")


def hidden(page: str) -> dict[str, str]:
    """Every hidden value of the act's form, with what the form holds already."""
    return dict(
        re.findall(r'<input type="hidden" name="(seen|key|form-key|enclosed-held)" value="([^"]*)"', page)
    )


def heard(file: File) -> str:
    """The form on which it is recorded that the petitioner was heard."""
    return form(file, "contact", "proceeding=2")


@proves("R22 32(2)", "R22 31[6]")
def test_a_record_is_scanned_in_with_its_act_and_opened_through_the_gate_alone(
    sit: Sit, told: Teller
) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    answer = client.post(heard(file), {**hidden(page), **HEARD, "enclosed": [pdf(), pdf("照片说明.pdf")]})
    assert answer.status_code == 302
    act = Act.objects.get(file=file, kind="contact")
    assert sorted(a.name for a in act.attachments.all()) == ["照片说明.pdf", "谈话笔录.pdf"]
    shown = client.get(f"/desk/files/{file.pk}/").content.decode()
    (address,) = set(
        re.findall(rf'href="(/desk/files/{file.pk}/attachments/\d+/)"[^>]*>(?:<[^>]*>)*[^<]*谈话笔录', shown)
    ) or [""]
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert sit("weiyin").get(address).status_code == 404


def test_what_was_sent_with_a_refused_form_is_kept_and_not_chosen_again(sit: Sit, told: Teller) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    early = {**HEARD, "on": "2026-03-02"}
    refused = client.post(heard(file), {**hidden(page), **early, "enclosed": pdf()})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "已经收到：谈话笔录.pdf，不用再选。" in text
    assert not Attachment.objects.filter(file=file).exists()
    assert client.post(heard(file), {**hidden(text), **HEARD}).status_code == 302
    assert [a.name for a in Act.objects.get(file=file, kind="contact").attachments.all()] == ["谈话笔录.pdf"]
    again = client.post(heard(file), {**hidden(text), **HEARD})
    assert again.status_code == 302
    assert Attachment.objects.filter(file=file).count() == 1, "sent twice it is recorded once"


def test_a_form_left_and_opened_anew_holds_its_files_and_what_is_not_wanted_is_left_out(
    sit: Sit, told: Teller
) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    other = SimpleUploadedFile(
        "别人的.pdf", b"%PDF-1.4\n2 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf"
    )
    client.post(heard(file), {**hidden(page), **HEARD, "on": "2026-03-02", "enclosed": [pdf(), other]})
    anew = client.get(heard(file)).content.decode()
    assert "已经收到：谈话笔录.pdf、别人的.pdf，不用再选。" in anew
    (unwanted,) = re.findall(r'name="enclosed-drop" value="([0-9a-f]{64})"[^>]*>(?:\s|<[^>]*>)*别人的', anew)
    sent = client.post(heard(file), {**hidden(anew), **HEARD, "enclosed-drop": unwanted})
    assert sent.status_code == 302
    assert [a.name for a in Act.objects.get(file=file, kind="contact").attachments.all()] == ["谈话笔录.pdf"]


def test_what_one_officers_form_holds_is_no_key_to_it_for_another(sit: Sit, told: Teller) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    refused = client.post(heard(file), {**hidden(page), **HEARD, "on": "2026-03-02", "enclosed": pdf()})
    held = hidden(refused.content.decode())["enclosed-held"]
    colleague = sit("weiding")
    page = colleague.get(heard(file)).content.decode()
    sent = colleague.post(heard(file), {**hidden(page), **HEARD, "enclosed-held": held})
    assert sent.status_code == 302, "recorded, without what is not this form's"
    assert not Attachment.objects.filter(file=file).exists()


def test_a_form_that_lay_too_long_for_its_files_says_so_and_records_nothing_without_them(
    sit: Sit, told: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    refused = client.post(heard(file), {**hidden(page), **HEARD, "on": "2026-03-02", "enclosed": pdf()})
    monkeypatch.setattr(leftovers, "FORM_LASTS", timedelta(seconds=-1))
    late = client.post(heard(file), {**hidden(refused.content.decode()), **HEARD})
    assert late.status_code == 422 and "请重新选择" in late.content.decode()
    assert "已经收到" not in late.content.decode()
    assert not Act.objects.filter(file=file, kind="contact").exists()


def test_a_file_that_is_not_taken_is_named_beside_the_field_and_nothing_is_recorded(
    sit: Sit, told: Teller
) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    program = SimpleUploadedFile("笔录.exe", b"MZ\x90\x00" + b"\x00" * 200, "application/octet-stream")
    answer = client.post(heard(file), {**hidden(page), **HEARD, "enclosed": [pdf(), program]})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "笔录.exe" in text
    assert "本人到镇政府说明情况。" in text
    assert "已经收到：谈话笔录.pdf" in text
    assert not Act.objects.filter(file=file, kind="contact").exists()


def test_an_act_that_takes_no_files_takes_none_that_another_form_holds(sit: Sit, told: Teller) -> None:
    file, client = transferred(told), sit("chenzi")
    page = client.get(heard(file)).content.decode()
    refused = client.post(heard(file), {**hidden(page), **HEARD, "on": "2026-03-02", "enclosed": pdf()})
    held = hidden(refused.content.decode())["enclosed-held"]
    address = form(file, "remark", "proceeding=2")
    typed = {
        **hidden(client.get(address).content.decode()),
        "on": "2026-03-09",
        "words": "备注",
        "enclosed-held": held,
    }
    assert client.post(address, typed).status_code == 302
    assert Act.objects.filter(file=file, kind="remark").exists()
    assert not Attachment.objects.filter(file=file).exists()
