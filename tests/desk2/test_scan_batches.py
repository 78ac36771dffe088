"""A batch at the scan desk while several work on it: turns, going on, looks that are logged, labels, clean edges."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from huiyin.clock import SHANGHAI
from huiyin.desk.models import FormDraft
from huiyin.intake import attachments, pages, recognition, scan_work, scanning
from huiyin.intake.models import Discretion, PageState, ScanBatch, ScanPage
from huiyin.operations import worker
from huiyin.register import models, queue
from tests.desk2.conftest import Desk, opened
from tests.desk2.scanned import ACCUSING, hand_in, page_numbers
from tests.proves import proves
from tests.support import letters
from tests.support.letters import LETTER, SHORT, Look

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)


def jpeg(text: str = SHORT, name: str = "信.jpg") -> tuple[str, bytes]:
    """A letter of one page."""
    return name, letters.as_jpeg(letters.drawn(text))


def filled(client: Client, batch: ScanBatch, page: ScanPage, do: str = "blank") -> dict[str, str]:
    """The form begun from a letter, with what has to be typed."""
    where = client.post(f"/desk/scans/{batch.pk}/letters/{page.pk}/", {"do": do})["Location"]
    return {
        "form": where.split("form=")[1], "received_on": "2026-02-27", "text": "路灯坏了", "r1-text": "修好路灯",
        "r1-purpose": "claim",
    }  # fmt: skip


def registered(client: Client, typed: dict[str, str]) -> models.Entry:
    """The entry that a form becomes."""
    done = client.post("/desk/register/letter/", typed)
    assert done.status_code == 302, done.content.decode()
    return models.Entry.objects.latest("pk")


# ------------------------------------------------------------------ turns


def test_few_letters_never_wait_behind_many_and_each_batch_is_read_from_its_oldest_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: True)
    client = desk("zhangjia")
    sheets = [letters.drawn(f"第{n}页") for n in range(1, 6)]
    for name, data in (("多.pdf", letters.as_pdf(*sheets)), ("少.pdf", letters.as_pdf(*sheets[:2]))):
        sent = {"scans": [SimpleUploadedFile(name, data)], "parting": "file", "received_on": "2026-03-02"}
        client.post("/desk/scans/", sent)
        row = queue.take(NOW, only=scan_work.KINDS - {scan_work.READ})
        assert row is not None
        scan_work.unpack(row, NOW)
        queue.done(row, NOW)
    many, few = ScanBatch.objects.order_by("pk")
    turns, taken = scan_work.Turns(), []
    while (row := turns.take(NOW)) is not None:
        page = ScanPage.objects.get(pk=row.ref["pk"])
        taken.append((page.source.batch_id, page.no))
        queue.done(row, NOW)
    assert taken[:4] == [(many.pk, 1), (few.pk, 1), (many.pk, 2), (few.pk, 2)]
    assert taken[4:] == [(many.pk, 3), (many.pk, 4), (many.pk, 5)]


@pytest.mark.one_database
def test_where_reading_is_cancelled_while_a_file_is_drawn_its_pages_come_and_can_be_typed_or_read_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "available", lambda: True)
    client = desk("zhangjia")
    uploads = [SimpleUploadedFile(*jpeg())]
    client.post("/desk/scans/", {"scans": uploads, "parting": "file", "received_on": "2026-03-02"})
    batch = ScanBatch.objects.get()
    client.post(f"/desk/scans/{batch.pk}/change/", {"do": "cancel"})
    worker.drain(scans=True)
    assert [p.state for p in scanning.pages_of(batch)] == [PageState.CANCELLED]
    body = client.get(f"/desk/scans/{batch.pk}/").content.decode()
    assert "已取消 1 页" in body and 'value="retry"' in body and "核对并登记" in body


@pytest.mark.one_database
def test_a_page_turned_by_hand_while_it_is_read_stays_turned_and_is_read_once_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def slowly(data: bytes) -> recognition.Reading:
        seen.append(data)
        if len(seen) == 1:
            scan_work.turn(ScanPage.objects.get(), 180, NOW)
        return recognition.Reading((recognition.Line("路灯", 0.99, (0, 0, 9, 9)),), 0)

    monkeypatch.setattr(recognition, "read", slowly)
    batch = hand_in(desk("zhangjia"), jpeg())
    (after,) = scanning.pages_of(batch)
    with attachments.open_stored(after.sha256) as file:
        assert len(seen) == 2 and seen[1] == file.read() != seen[0]
    assert after.state == PageState.READ


@pytest.mark.one_database
def test_what_cannot_be_made_out_is_left_lying_as_it_was_laid() -> None:
    scribble = Image.effect_noise((600, 400), 90)
    assert recognition.read(letters.as_jpeg(scribble)).turn == 0


# ------------------------------------------------------------------ looks are logged


@proves("R22 30(3)")
def test_every_look_at_a_letter_that_is_kept_back_is_logged_before_it_is_registered(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, jpeg(ACCUSING), jpeg(SHORT, "二.jpg"), parting="file")
    kept, open_ = (x.first for x in scanning.letters(batch))
    ScanPage.objects.filter(pk=kept.pk).update(discretion=Discretion.HINTED)

    def look(page: ScanPage) -> list[tuple[str, str]]:
        client.get(f"/desk/scans/{batch.pk}/")
        client.get(f"/desk/scans/{batch.pk}/letters/{page.pk}/")
        b"".join(client.get(f"/desk/scans/pages/{page.pk}/").streaming_content)  # type: ignore[attr-defined]
        return list(models.Reading.objects.order_by("pk").values_list("officer__login", "what"))

    assert look(open_) == []
    assert look(kept) == [("zhangjia", f"scan:{kept.pk}")] * 2
    listed = client.get(f"/desk/scans/{batch.pk}/").content.decode()
    assert f"/desk/scans/pages/{open_.pk}/small/" in listed
    assert f"/desk/scans/pages/{kept.pk}/small/" not in listed, "it is not shown among others"
    assert client.get(f"/desk/scans/pages/{kept.pk}/small/").status_code == 404
    assert desk("wangyi").get(f"/desk/scans/{batch.pk}/letters/{kept.pk}/").status_code == 404
    assert models.Reading.objects.count() == 2, "who may not open it has read nothing"
    entry = registered(client, {**filled(client, batch, kept), "r1-purpose": "accusation"})
    page = desk("lvjia").get("/desk/audit/readings/").content.decode()
    assert entry.file.number in page and "扫描页" in page


@proves("R22 30(3)")
def test_the_same_page_handed_in_once_more_is_kept_back_as_it_was_even_turned_and_unread(
    desk: Desk, unable: None
) -> None:
    first = scanning.pages_of(hand_in(desk("zhangjia"), jpeg(ACCUSING)))[0]
    scan_work.turn(first, 180, NOW)
    ScanPage.objects.filter(pk=first.pk).update(discretion=Discretion.HANDED)
    batch = hand_in(desk("wangyi"), jpeg(ACCUSING))
    again = scanning.pages_of(batch)[0]
    assert again.discretion == Discretion.HINTED
    assert desk("libing").get(f"/desk/scans/pages/{again.pk}/").status_code == 404


# ------------------------------------------------------------------ one letter, one form, its originals


@pytest.mark.one_database
def test_a_form_with_scans_sent_twice_is_one_batch(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    key = re.findall(r'name="key" value="([^"]+)"', client.get("/desk/scans/").content.decode())[0]
    for _n in range(2):
        sent = {
            "scans": [SimpleUploadedFile(*jpeg())], "parting": "file", "received_on": "2026-03-02", "key": key,
        }  # fmt: skip
        done = client.post("/desk/scans/", sent)
    assert done["Location"] == f"/desk/scans/{ScanBatch.objects.get().pk}/"
    again = hand_in(client, jpeg())
    assert "以前放进过" in client.get(f"/desk/scans/{again.pk}/").content.decode()


@pytest.mark.one_database
def test_a_page_turned_while_somebody_types_is_kept_as_it_lies_now_and_one_taken_off_is_a_letter_again(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    tiff = letters.as_tiff(letters.drawn(LETTER), letters.drawn(SHORT))
    batch = hand_in(client, ("信.tif", tiff), parting="file")
    first, second = scanning.pages_of(batch)
    typed = filled(client, batch, first)
    client.post(f"/desk/scans/pages/{first.pk}/change/", {"do": "over"})
    client.post("/desk/register/letter/", {**typed, "do": "drop-1"})
    entry = registered(client, typed)
    first.refresh_from_db()
    assert [a.sha256 for a in models.Attachment.objects.filter(entry=entry)] == [first.sha256]
    second.refresh_from_db()
    assert (second.entry_id, second.form) == (None, "")
    assert [x.entry is None for x in scanning.letters(batch)] == [False, True]


@pytest.mark.one_database
def test_an_old_page_of_a_form_that_a_colleague_took_over_is_not_registered_without_its_originals(
    desk: Desk, unable: None
) -> None:
    batch = hand_in(desk("zhangjia"), jpeg())
    (page,) = scanning.pages_of(batch)
    typed = filled(desk("zhangjia"), batch, page)
    assert filled(desk("wangyi"), batch, page) == typed
    entry = registered(desk("zhangjia"), typed)
    assert [a.sha256 for a in models.Attachment.objects.filter(entry=entry)] == [page.sha256]


@pytest.mark.one_database
def test_who_types_on_in_a_form_that_a_colleague_took_over_is_told_at_once_and_leaves_no_second_copy(
    desk: Desk, unable: None
) -> None:
    batch = hand_in(desk("zhangjia"), jpeg())
    (page,) = scanning.pages_of(batch)
    typed = filled(desk("zhangjia"), batch, page)
    filled(desk("wangyi"), batch, page)
    look = "/desk/register/letter/look/"
    body = desk("zhangjia").post(look, {**typed, "text": "举报村支书"}).content.decode()
    assert "王乙接着登记了这封信" in body and "草稿已保存" not in body
    assert "草稿已保存" in desk("wangyi").post(look, typed).content.decode()
    assert filled(desk("wangyi"), batch, page) == filled(desk("zhangjia"), batch, page) == typed
    assert "草稿已保存" in desk("zhangjia").post(look, typed).content.decode()
    registered(desk("wangyi"), typed)
    assert "已经登记，这里填写的不再保存" in desk("zhangjia").post(look, typed).content.decode()
    assert not FormDraft.objects.filter(key__startswith="register:").exists()


@pytest.mark.one_database
def test_after_one_letter_comes_the_next_and_the_way_back_says_that_it_is_registered(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, jpeg(), jpeg(LETTER, "二.jpg"), parting="file")
    first, second = (x.first for x in scanning.letters(batch))
    for page, after in (
        (first, f"/desk/scans/{batch.pk}/letters/{second.pk}/"),
        (second, f"/desk/scans/{batch.pk}/"),
    ):
        typed = filled(client, batch, page)
        typed |= {"text": str(page.pk), "decision": "first"}
        registered(client, typed)
        done = client.post(f"/desk/register/receipt/{typed['form']}/done/", {"next": "letter"})
        assert done["Location"] == after
    back = client.get(f"/desk/scans/{batch.pk}/letters/{first.pk}/", follow=True).content.decode()
    assert "这封信已经登记" in back


# ------------------------------------------------------------------ the page of a batch


@pytest.mark.one_database
def test_a_page_that_asks_again_gets_nothing_or_the_letters_that_changed(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, jpeg(), jpeg(LETTER, "二.jpg"), parting="file")
    first, second = scanning.pages_of(batch)
    ScanPage.objects.update(state=PageState.WAITING)
    address = f"/desk/scans/{batch.pk}/"

    def ask(seen: str) -> Any:
        return client.get(address, {"seen": seen}, headers={"HX-Request": "true"})

    def mark(page: str) -> str:
        return str(re.findall(r"\?seen=([0-9a-f]+)", page)[0])

    seen = mark(client.get(address).content.decode())
    assert ask(seen).status_code == 204
    ScanPage.objects.filter(pk=first.pk).update(state=PageState.READ)
    changed = ask(seen).content.decode()
    assert f'id="letter{first.pk}" hx-swap-oob' in changed and f'id="letter{second.pk}"' not in changed
    seen = mark(changed)
    client.post(f"/desk/scans/pages/{second.pk}/change/", {"do": "join"})
    assert '<div id="letters" hx-swap-oob' in ask(seen).content.decode()


@pytest.mark.one_database
def test_a_batch_put_away_is_found_again_and_a_silent_worker_is_said(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, jpeg())
    away = {"do": "away"}
    assert client.post(f"/desk/scans/{batch.pk}/change/", away)["Location"] == "/desk/scans/"
    assert f"/desk/scans/{batch.pk}/" in client.get("/desk/scans/").content.decode()
    client.post(f"/desk/scans/{batch.pk}/change/", {"do": "back"})
    batch.refresh_from_db()
    assert batch.put_away_at is None
    ScanPage.objects.update(state=PageState.WAITING)
    body = client.get(f"/desk/scans/{batch.pk}/").content.decode()
    assert "没有在运行" not in body
    models.Outbox.objects.filter(key=scan_work.HEARTBEAT).delete()
    assert "没有在运行" in client.get(f"/desk/scans/{batch.pk}/").content.decode()


# ------------------------------------------------------------------ stickers and labels


@pytest.mark.one_database
def test_a_sticker_on_a_first_page_parts_letters_without_a_sheet(desk: Desk, unable: None) -> None:
    stuck = letters.drawn(SHORT, Look(size=30))
    code = letters.coded(pages.FIRST_PAGE).crop((250, 350, 700, 800)).resize((200, 200))
    stuck.paste(code, (950, 1400))
    plain = letters.drawn(LETTER)
    batch = hand_in(desk("zhangjia"), ("一叠.pdf", letters.as_pdf(stuck, plain, stuck)))
    assert page_numbers(batch) == [[1, 2], [3]]


@pytest.mark.one_database
def test_the_labels_of_a_batch_bear_the_numbers_of_what_its_officer_sees(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, jpeg(), jpeg(ACCUSING, "二.jpg"), parting="file")
    first, second = (x.first for x in scanning.letters(batch))
    typed = filled(client, batch, first)
    seen = registered(client, typed)
    single = client.get(f"/desk/register/receipt/{typed['form']}/label/").content.decode()
    hidden = registered(client, {**filled(client, batch, second), "text": "举报", "r1-purpose": "accusation"})
    page = client.get(f"/desk/scans/{batch.pk}/labels/").content.decode()
    assert seen.file.number in page and seen.file.number in single
    assert hidden.file.number not in page and "另有 1 封" in page
    assert client.get("/desk/scans/stickers/").content.decode().count("<svg") >= 40


@pytest.mark.one_database
def test_a_batch_of_many_letters_begun_and_registered_takes_no_more_queries(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    batch = hand_in(
        client,
        *((f"{n}.jpg", letters.as_jpeg(letters.drawn(SHORT + str(n)))) for n in range(4)),
        parting="file",
    )
    pages_ = [one.first for one in scanning.letters(batch)]

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/desk/scans/{batch.pk}/").status_code == 200
        return len(asked)

    def done_with(page: ScanPage) -> None:
        ScanPage.objects.filter(pk=page.pk).update(entry=opened().entry)

    def begun(page: ScanPage) -> None:
        assert client.post(f"/desk/scans/{batch.pk}/letters/{page.pk}/").status_code == 302

    begun(pages_[0])
    done_with(pages_[1])
    ScanPage.objects.filter(pk=pages_[0].pk).update(label="0001")
    few = ask()
    begun(pages_[2])
    done_with(pages_[3])
    ScanPage.objects.filter(pk=pages_[2].pk).update(label="0002")
    assert ask() == few


@pytest.mark.one_database
def test_a_list_of_many_batches_takes_no_more_queries(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/scans/").status_code == 200
        return len(asked)

    hand_in(client, jpeg())
    few = ask()
    for n in range(3):
        hand_in(client, jpeg(SHORT + str(n)))
    assert ask() == few
