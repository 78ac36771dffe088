"""Who sees what lies at the scan desk: registrars of its office, and of what is or reads like an accusation only those named."""

from __future__ import annotations

import pytest

from huiyin.desk.models import FormDraft
from huiyin.intake import pages, scanning
from huiyin.intake.models import ScanBatch, ScanPage
from huiyin.register import models
from tests.desk2.conftest import Desk, opened
from tests.desk2.scanned import ACCUSING, hand_in
from tests.proves import proves
from tests.support import letters
from tests.support.letters import SHORT


def opens(desk: Desk, batch: ScanBatch, page: ScanPage) -> set[str]:
    """Who of those who register at the petition office opens the picture and the letter, by either address."""
    found = set()
    for login in ("zhangjia", "wangyi", "libing", "qianwu"):
        client = desk(login)
        answers = [
            client.get(f"/desk/scans/pages/{page.pk}/"),
            client.get(f"/desk/scans/{batch.pk}/letters/{page.pk}/"),
        ]
        assert all(answer.getvalue() for answer in answers)  # a file that is sent is closed at its end
        codes = {answer.status_code for answer in answers}
        assert len(codes) == 1, (login, codes)
        listed = (
            f"/desk/scans/pages/{page.pk}/change/" in client.get(f"/desk/scans/{batch.pk}/").content.decode()
        )
        assert listed == (codes == {200}), login
        if codes == {200}:
            found.add(login)
    return found


@pytest.mark.one_database
@proves("R22 30(3)")
def test_what_reads_like_an_accusation_is_kept_from_other_registrars_before_anybody_has_decided(
    desk: Desk,
) -> None:
    client = desk("zhangjia")
    scans = letters.as_tiff(letters.drawn(ACCUSING), letters.drawn(SHORT))
    batch = hand_in(client, ("信.tif", scans), parting="page")
    accusing, ordinary = (x.first for x in scanning.letters(batch))
    assert opens(desk, batch, accusing) == {"zhangjia", "qianwu"}
    assert opens(desk, batch, ordinary) == {"zhangjia", "wangyi", "libing", "qianwu"}
    for change in ("begin", "join", "over", "clear", "hand"):
        done = desk("wangyi").post(f"/desk/scans/pages/{accusing.pk}/change/", {"do": change})
        assert done.status_code == 404, change
    client.post(f"/desk/scans/pages/{accusing.pk}/change/", {"do": "hand"})
    assert opens(desk, batch, accusing) == {"qianwu"}
    desk("qianwu").post(f"/desk/scans/pages/{accusing.pk}/change/", {"do": "clear"})
    assert opens(desk, batch, accusing) == {"zhangjia", "wangyi", "libing", "qianwu"}


@proves("R22 30(3)")
def test_of_a_letter_that_becomes_restricted_nobody_keeps_a_page_a_line_or_a_draft(
    desk: Desk, unable: None
) -> None:
    scan = ("信.jpg", letters.as_jpeg(letters.drawn(ACCUSING)))
    batch, once_more = hand_in(desk("zhangjia"), scan), hand_in(desk("wangyi"), scan)
    page, copy = (scanning.letters(b)[0].first for b in (batch, once_more))
    said = [{"text": "举报村支书", "sure": 0.9, "box": [0, 0, 9, 9]}]
    ScanPage.objects.update(lines=said)
    address = f"/desk/scans/{batch.pk}/letters/{page.pk}/"
    first = desk("zhangjia").post(address, {"do": "fill"})["Location"]
    assert "张甲" in desk("wangyi").get(address).content.decode(), "who has it in hand is said"
    second = desk("wangyi").post(address, {"do": "fill"})["Location"]
    assert second == first, "one letter, one form: it goes over with what was typed"
    typed = {
        "form": second.split("form=")[1], "received_on": "2026-02-27", "text": "举报村支书", "r1-text": "查处",
        "r1-purpose": "accusation",
    }  # fmt: skip
    assert desk("wangyi").post("/desk/register/letter/", typed).status_code == 302
    assert models.Entry.objects.latest("pk").file.restricted
    desk("wangyi").post("/desk/register/letter/look/", typed)
    desk("zhangjia").post("/desk/register/letter/look/", typed)
    assert not [d for d in FormDraft.objects.filter(key__startswith="register:") if "举报" in str(d.typed)]
    for one in (page, copy):
        one.refresh_from_db()
        assert (one.lines, one.entry_id is not None) == ([], True)
        for login in ("zhangjia", "wangyi", "libing", "qianwu"):
            assert desk(login).get(f"/desk/scans/pages/{one.pk}/").status_code == 404, login


@proves("S4-009")
def test_a_batch_is_seen_by_registrars_of_its_office_and_by_nobody_else(desk: Desk, unable: None) -> None:
    batch = hand_in(desk("zhangjia"), ("信.jpg", letters.as_jpeg(letters.drawn(SHORT))))
    page = scanning.pages_of(batch)[0]
    assert desk("libing").get(f"/desk/scans/{batch.pk}/").status_code == 200, (
        "a dispatcher of the same office"
    )
    for login in ("chenzi", "shihai"):
        for address in (
            f"/desk/scans/{batch.pk}/",
            f"/desk/scans/pages/{page.pk}/",
            f"/desk/scans/{batch.pk}/letters/{page.pk}/",
        ):
            assert desk(login).get(address).status_code in (403, 404), (login, address)


@pytest.mark.one_database
def test_the_label_of_a_paper_original_is_recognised_when_more_of_it_is_scanned(
    desk: Desk, unable: None
) -> None:
    client = desk("zhangjia")
    file = opened().file
    labelled = letters.coded(pages.LABEL + file.number)
    batch = hand_in(client, ("补充.jpg", letters.as_jpeg(labelled)))
    page = client.get(f"/desk/scans/{batch.pk}/").content.decode()
    assert file.number in page and f"/desk/files/{file.pk}/" in page


@pytest.mark.one_database
@proves("R22 30(3)")
def test_more_of_a_restricted_matter_is_kept_back_by_its_label(desk: Desk, unable: None) -> None:
    file = opened(("查处村会计", "accusation")).file
    assert file.restricted
    labelled = letters.as_jpeg(letters.coded(pages.LABEL + file.number))
    batch = hand_in(desk("zhangjia"), ("补充.jpg", labelled))
    assert opens(desk, batch, scanning.pages_of(batch)[0]) == {"zhangjia", "qianwu"}
    for login in ("zhangjia", "wangyi"):
        assert file.number not in desk(login).get(f"/desk/scans/{batch.pk}/").content.decode()
