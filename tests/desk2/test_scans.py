"""The scan desk: scanned letters become entries, each typed beside its picture."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NullObject

from huiyin.clock import SHANGHAI
from huiyin.intake import attachments, pages, recognition, scan_work, scanning
from huiyin.intake.models import PageKind, PageState, ScanBatch, ScanPage
from huiyin.operations import worker
from huiyin.register import models, queue
from tests.desk2.conftest import Desk
from tests.desk2.scanned import hand_in, page_numbers
from tests.proves import proves
from tests.support import letters
from tests.support.letters import LETTER, SHORT, Look

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)


def two_letters() -> tuple[str, bytes]:
    """Two letters, the first with a blank back, parted by a sheet."""
    first, second = letters.drawn(LETTER), letters.drawn(SHORT)
    return "一批.pdf", letters.as_pdf(first, letters.blank(), letters.separator(), second)


def with_a_broken_page() -> bytes:
    """A PDF of three pages, the second of which is not there."""
    whole = io.BytesIO(letters.as_pdf(*[letters.drawn(SHORT)] * 3))
    writer, out = PdfWriter(clone_from=whole), io.BytesIO()
    cast("dict[str, Any]", writer.root_object["/Pages"])["/Kids"][1] = NullObject()
    writer.write(out)
    return out.getvalue()


# ------------------------------------------------------------------ pages and letters


@proves("S0-024")
def test_separator_sheets_part_letters_and_blank_backs_are_told_apart(desk: Desk, unable: None) -> None:
    batch = hand_in(desk("zhangjia"), two_letters())
    kinds = [p.kind for p in scanning.pages_of(batch)]
    assert kinds == [PageKind.PAGE, PageKind.BLANK, PageKind.SEPARATOR, PageKind.PAGE]
    assert page_numbers(batch) == [[1, 2], [4]]
    assert [len(x.sheets) for x in scanning.letters(batch)] == [1, 1]


@pytest.mark.one_database
@pytest.mark.parametrize(("parting", "parted"), [("file", [[1, 2], [1]]), ("page", [[1], [2], [1]])])
def test_letters_are_parted_by_file_or_by_page_and_a_person_says_otherwise(
    desk: Desk, unable: None, parting: str, parted: list[list[int]]
) -> None:
    client = desk("zhangjia")
    tiff = letters.as_tiff(letters.drawn(LETTER), letters.drawn(SHORT))
    batch = hand_in(
        client, ("一.tif", tiff), ("二.jpg", letters.as_jpeg(letters.drawn(SHORT))), parting=parting
    )
    assert page_numbers(batch) == parted
    second = scanning.pages_of(batch)[1]
    do = "begin" if parting == "file" else "join"
    client.post(f"/desk/scans/pages/{second.pk}/change/", {"do": do})
    assert page_numbers(batch) == ([[1], [2], [1]] if parting == "file" else [[1, 2], [1]])


@pytest.mark.one_database
def test_pencil_is_no_blank_page_and_what_looks_blank_is_still_shown(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    pencil = Image.eval(letters.drawn(SHORT), lambda v: 250 if v > 128 else 165)
    batch = hand_in(
        client, ("铅笔.jpg", letters.as_jpeg(pencil)), ("背面.jpg", letters.as_jpeg(letters.blank()))
    )
    written, back = scanning.pages_of(batch)
    signed = pages.draw(letters.as_jpeg(letters.drawn("王建国", Look(size=24))), "jpg")
    assert [drawn.blank for _no, drawn in signed] == [False], "a signature alone is no blank page"
    assert (written.kind, back.kind) == (PageKind.PAGE, PageKind.BLANK)
    assert f"/desk/scans/pages/{back.pk}/" in client.get(f"/desk/scans/{batch.pk}/").content.decode()
    client.post(f"/desk/scans/pages/{back.pk}/change/", {"do": "page"})
    assert page_numbers(batch) == [[1], [1]]


@pytest.mark.one_database
def test_in_a_batch_of_several_files_each_begins_a_letter_unless_sheets_lie_between_single_pages(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    first, second, sheet = letters.drawn(LETTER), letters.drawn(SHORT), letters.separator()
    pdf = ("一.pdf", letters.as_pdf(first, sheet, second))
    batch = hand_in(client, pdf, ("二.jpg", letters.as_jpeg(first)), ("三.jpg", letters.as_jpeg(second)))
    assert page_numbers(batch) == [[1], [3], [1], [1]]
    stack = [("1.jpg", first), ("2.jpg", second), ("3.jpg", sheet), ("4.jpg", second)]
    batch = hand_in(client, *((name, letters.as_jpeg(image)) for name, image in stack))
    assert [len(x.pages) for x in scanning.letters(batch)] == [2, 1]


@pytest.mark.one_database
def test_what_is_no_scan_or_cannot_be_opened_is_said_by_name_and_the_rest_is_taken(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    good = SimpleUploadedFile("信.jpg", letters.as_jpeg(letters.drawn(SHORT)))
    text = SimpleUploadedFile("说明.txt", "不是扫描件".encode())
    response = client.post(
        "/desk/scans/", {"scans": [good, text], "parting": "file", "received_on": "2026-03-02"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "说明.txt" in page and "其余的已经收下" in page
    broken = hand_in(client, ("坏.pdf", letters.as_pdf(letters.drawn(SHORT))[:3000]), parting="file")
    assert broken.sources.get().trouble == "broken"
    assert "坏.pdf" in client.get(f"/desk/scans/{broken.pk}/").content.decode()
    gap = hand_in(client, ("缺页.pdf", with_a_broken_page()), parting="file")
    assert (gap.sources.get().trouble, page_numbers(gap)) == ("broken", [[1, 3]])
    nothing = client.post("/desk/scans/", {"parting": "file", "received_on": "2026-03-02"})
    assert nothing.status_code == 422 and "请选择扫描文件" in nothing.content.decode()


# ------------------------------------------------------------------ reading


@pytest.mark.one_database
@proves("S0-124", "S0-019")
def test_a_letter_lying_upside_down_is_turned_read_and_proposed_into_the_form(desk: Desk) -> None:
    client = desk("zhangjia")
    lying = letters.drawn(LETTER, Look(turn=180, askew=0.7, noise=10))
    batch = hand_in(client, ("信.pdf", letters.as_pdf(lying)))
    (letter,) = scanning.letters(batch)
    assert letter.first.state == PageState.READ
    assert min(line.sure for line in letter.lines) > 0.8
    side_by_side = client.get(f"/desk/scans/{batch.pk}/letters/{letter.first.pk}/").content.decode()
    assert "王建国" in side_by_side and f"/desk/scans/pages/{letter.first.pk}/" in side_by_side
    where = client.post(f"/desk/scans/{batch.pk}/letters/{letter.first.pk}/", {"do": "fill"})["Location"]
    form = client.get(where).content.decode()
    for words in ("王建国", "13900000000", "2026-02-27", "2026-02-26"):
        assert f'value="{words}"' in form, words
    for no, words in enumerate(("恢复排水沟", "赔偿墙体损失八千元"), 1):
        assert re.search(rf'name="r{no}-text"[^>]*>\s*{words}\s*</textarea>', form), words
    assert f"/desk/scans/pages/{letter.first.pk}/" in form, "the picture stands beside the form"


@pytest.mark.one_database
def test_handwriting_that_was_not_made_out_stays_a_picture_beside_an_empty_form(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, ("信.jpg", letters.as_jpeg(letters.drawn(SHORT))))
    page = scanning.letters(batch)[0].first
    guess = [{"text": "我叫王建国，电话13900000000", "sure": 0.4, "box": [0, 0, 9, 9]}]
    ScanPage.objects.filter(pk=page.pk).update(lines=guess, state=PageState.UNCLEAR)
    address = f"/desk/scans/{batch.pk}/letters/{page.pk}/"
    body = client.get(address).content.decode()
    assert "没认准" in body and "40%" in body and "王建国</dd>" not in body
    form = client.get(client.post(address, {"do": "fill"})["Location"]).content.decode()
    assert "王建国" not in form and f"/desk/scans/pages/{page.pk}/" in form


@proves("S0-024")
def test_what_was_read_uncertainly_is_marked_in_words_beside_its_field_until_it_is_typed_otherwise(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, ("信.jpg", letters.as_jpeg(letters.drawn(SHORT))))
    page = scanning.letters(batch)[0].first
    said = (
        ("我叫李秀英，住在梁口镇望川村，", 0.99), ("电话138 0000 0001。", 0.61), ("请求修好村口的路灯，并把", 0.97),
        ("电线杆扶正。", 0.7), ("李秀英", 0.5), ("2026年2月20日", 0.8),
    )  # fmt: skip
    lines = [
        {"text": text, "sure": sure, "box": [0, 20 * n, 999 if n == 2 else 400, 20 * n + 18]}
        for n, (text, sure) in enumerate(said)
    ]
    ScanPage.objects.filter(pk=page.pk).update(lines=lines, state=PageState.READ)
    address = f"/desk/scans/{batch.pk}/letters/{page.pk}/"
    facts = client.get(address).content.decode().partition("信里写明的")[2].partition("</dl>")[0]
    assert re.findall(r"<dt>(\w+)</dt><dd[^>]*>[^<]* <span", facts) == ["电话", "落款日期"]
    where = client.post(address, {"do": "fill"})["Location"]
    marked = doubts(client.get(where).content.decode())
    assert {key: words for key, words in marked.items() if key != "text"} == {
        "p1-phone": "识别没认准（把握 61%），请对着图核对。", "r1-text": "识别没认准（把握 70%），请对着图核对。",
        "posted_on": "识别没认准（把握 80%），请对着图核对。",
    }  # fmt: skip
    assert "有 3 行没认准" in marked["text"] and "“电线杆扶正。” 70%" in marked["text"]
    typed = {
        "form": where.split("form=")[1], "do": "check", "received_on": "2026-02-27", "p1-phone": "13800000007",
        "r1-text": "修好路灯", "text": "我叫李秀英，住在梁口镇望川村，电话138 0000 0007。",
    }  # fmt: skip
    again = doubts(client.post("/desk/register/letter/", typed).content.decode())
    assert again == {}


def doubts(body: str) -> dict[str, str]:
    """By field: what is to be checked, tied to its control for those who do not see the page."""
    found = dict(re.findall(r'id="f-([\w-]+)-doubt"><svg.*?</svg><span>(.*?)</span>', body, re.S))
    assert all(re.search(rf'id="f-{key}"[^>]*aria-describedby="[^"]*f-{key}-doubt', body) for key in found)
    return found


def test_a_letter_is_registered_with_its_pages_as_originals_and_nothing_read_is_kept_here(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, two_letters())
    first = scanning.letters(batch)[0].first
    ScanPage.objects.filter(pk=first.pk).update(lines=[{"text": "旧", "sure": 0.9, "box": [0, 0, 9, 9]}])
    where = client.post(f"/desk/scans/{batch.pk}/letters/{first.pk}/", {"do": "blank"})["Location"]
    key = where.split("form=")[1]
    done = client.post(
        "/desk/register/letter/",
        {
            "form": key,
            "received_on": "2026-02-27",
            "text": "排水沟填了",
            "r1-text": "恢复排水沟",
            "r1-purpose": "claim",
        },
    )
    assert done.status_code == 302, done.content.decode()
    entry = models.Entry.objects.latest("pk")
    kept = models.Attachment.objects.get(entry=entry)
    assert (kept.original, kept.what, kept.sha256) == (True, "page", first.sha256)
    assert str(entry.received_on) == "2026-02-27"
    first.refresh_from_db()
    assert (first.entry_id, first.lines) == (entry.pk, [])
    assert client.get(f"/desk/scans/pages/{first.pk}/").status_code == 404, (
        "now it is behind the gate of its file"
    )
    assert entry.number in client.get(f"/desk/scans/{batch.pk}/").content.decode()
    again = client.post(f"/desk/scans/{batch.pk}/letters/{first.pk}/", {"do": "fill"})
    assert again["Location"] == f"/desk/scans/{batch.pk}/#p{first.pk}"
    assert page_numbers(batch) == [[1, 2], [4]]


@proves("R22 30(3)")
def test_of_an_accusation_the_scan_desk_shows_no_number_and_no_page_any_more(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, ("信.jpg", letters.as_jpeg(letters.drawn(SHORT))))
    first = scanning.letters(batch)[0].first
    where = client.post(f"/desk/scans/{batch.pk}/letters/{first.pk}/", {"do": "blank"})["Location"]
    client.post(
        "/desk/register/letter/",
        {
            "form": where.split("form=")[1],
            "received_on": "2026-02-27",
            "text": "举报",
            "r1-text": "查处",
            "r1-purpose": "accusation",
        },
    )
    entry = models.Entry.objects.latest("pk")
    assert entry.file.restricted
    page = client.get(f"/desk/scans/{batch.pk}/").content.decode()
    assert entry.number not in page and entry.file.number not in page
    assert client.get(f"/desk/scans/pages/{first.pk}/").status_code == 404


# ------------------------------------------------------------------ the worker


@pytest.mark.one_database
def test_reading_can_be_cancelled_and_taken_up_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client = desk("zhangjia")
    uploads = [SimpleUploadedFile("信.jpg", letters.as_jpeg(letters.drawn(SHORT)))]
    client.post("/desk/scans/", {"scans": uploads, "parting": "file", "received_on": "2026-03-02"})
    batch = ScanBatch.objects.get()
    row = queue.take(NOW, only=scan_work.KINDS)
    assert row is not None
    scan_work.unpack(row, NOW)
    queue.done(row, NOW)
    client.post(f"/desk/scans/{batch.pk}/change/", {"do": "cancel"})
    worker.drain(scans=True)
    assert [p.state for p in scanning.pages_of(batch)] == [PageState.CANCELLED]
    assert "再试没有成功的" in client.get(f"/desk/scans/{batch.pk}/").content.decode()
    client.post(f"/desk/scans/{batch.pk}/change/", {"do": "retry"})
    worker.drain(scans=True)
    (page,) = scanning.pages_of(batch)
    assert page.state == PageState.READ and "李秀英" in recognition.as_text(scanning.lines_of(page))


def test_the_common_worker_leaves_scans_to_theirs_and_a_killed_step_can_be_repeated(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    name, data = two_letters()
    client.post(
        "/desk/scans/",
        {"scans": [SimpleUploadedFile(name, data)], "parting": "sheet", "received_on": "2026-03-02"},
    )
    worker.drain()
    assert not ScanPage.objects.exists()
    row = queue.take(NOW, only=scan_work.KINDS)
    assert row is not None
    scan_work.unpack(row, NOW)
    scan_work.unpack(row, NOW)
    assert ScanPage.objects.count() == 4


@pytest.mark.one_database
def test_a_page_turned_by_hand_is_turned_for_good(desk: Desk, unable: None) -> None:
    client = desk("zhangjia")
    batch = hand_in(client, ("信.jpg", letters.as_jpeg(letters.drawn(SHORT))))
    (page,) = scanning.pages_of(batch)
    before = client.get(f"/desk/scans/pages/{page.pk}/")
    client.post(f"/desk/scans/pages/{page.pk}/change/", {"do": "left"})
    (turned,) = scanning.pages_of(batch)
    assert turned.sha256 != page.sha256
    with attachments.open_stored(turned.sha256) as file:
        assert b"".join(before.streaming_content) != file.read()  # type: ignore[attr-defined]
    beside = f"/desk/scans/{batch.pk}/letters/{page.pk}/"
    assert 'name="back" value="letter"' in client.get(beside).content.decode()
    over = client.post(f"/desk/scans/pages/{page.pk}/change/", {"do": "over", "back": "letter"})
    assert over["Location"] == f"{beside}#p{page.pk}"
