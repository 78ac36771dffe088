"""发文稿纸: whose hands a paper went through, for the office that issued it and for no other."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from huiyin.demo.teller import Teller
from huiyin.register.models import Paper
from tests.desk.conftest import at_desk, transferred
from tests.desk.test_telling_anew import accepted
from tests.papers.reading import words
from tests.proves import proves

Sit = Callable[..., Client]


@proves("S0-149")
def test_the_draft_sheet_says_who_drafted_checked_and_signed_when_and_for_which_number(
    sit: Sit, told: Teller
) -> None:
    file = accepted(told)
    paper = Paper.objects.get(file=file, kind="acceptance_notice")
    town = sit("chenzi")
    address = f"/desk/files/{file.pk}/papers/{paper.no}/draft-sheet.pdf"
    assert address in town.get(f"/desk/files/{file.pk}/papers/{paper.no}/").content.decode()
    answer = town.get(address)
    assert answer["Content-Type"] == "application/pdf"
    said = words(answer.content)
    for one in (
        "信访事项受理告知书",
        paper.number,
        "拟稿",
        "核稿",
        "签发",
        "2026年3月16日",
        paper.digest[:16],
        "张某",
    ):
        assert one.replace(" ", "") in said, one
    assert all(name in said for name in ("陈子", "施亥", "孔戊"))


def test_another_office_sees_the_paper_but_not_whose_hands_it_went_through(sit: Sit, told: Teller) -> None:
    file = accepted(told)
    paper = Paper.objects.get(file=file, kind="acceptance_notice")
    sender = sit("libing")
    page = sender.get(f"/desk/files/{file.pk}/papers/{paper.no}/")
    assert page.status_code == 200
    assert "draft-sheet" not in page.content.decode()
    assert sender.get(f"/desk/files/{file.pk}/papers/{paper.no}/draft-sheet.pdf").status_code == 404
    assert (
        at_desk("weiyin").get(f"/desk/files/{file.pk}/papers/{paper.no}/draft-sheet.pdf").status_code == 404
    )


def test_a_paper_that_nobody_drafted_has_no_draft_sheet(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    receipt = Paper.objects.get(file=file, kind="receipt")
    answer = sit("libing").get(f"/desk/files/{file.pk}/papers/{receipt.no}/draft-sheet.pdf")
    assert answer.status_code == 404
