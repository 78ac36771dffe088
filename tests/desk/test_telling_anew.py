"""A date told in a served notice and moved by a correction: shown before, owed after, told on paper, seen outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from huiyin.demo.teller import Teller
from huiyin.papers.drafting import issued_pdf
from huiyin.portal.matter import MatterView
from huiyin.portal.story import owed
from huiyin.register import rebuild
from huiyin.register.models import Act, Duty, File, OpenDuty, Paper
from tests.desk.conftest import at_desk, transferred
from tests.desk.test_acts import hidden, send
from tests.desk.test_papers import begin, press
from tests.papers.reading import words as words_of
from tests.proves import proves

Sit = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("county")


def accepted(t: Teller) -> File:
    """Accepted by the town on 16 March 2026, the notice of it served."""
    file = transferred(t)
    t.act("shihai", "name_officer", date(2026, 3, 10), proceeding=2, codes={"officer": "chenzi"})
    t.paper(
        "accept", "chenzi", date(2026, 3, 16), check="shihai", sign="kongwu", proceeding=2, points=(1, 2),
        written={"parts": {"competence": "属于镇人民政府管护村内道路的职责。"}},
    )  # fmt: skip
    t.serve("chenzi", date(2026, 3, 18), Paper.objects.get(file=file, kind="acceptance_notice"))
    file.refresh_from_db()
    return file


def corrected(told: Teller, today: Callable[[str], None]) -> tuple[File, Client, str]:
    """The town corrects the day of acceptance to the 20th; the page before it counts."""
    file = accepted(told)
    today("2026-04-24")
    client = at_desk("chenzi")
    act = Act.objects.get(file=file, kind="accept").seq
    address = f"/desk/files/{file.pk}/correct/?names={act}"
    typed = {"wrong": "on", "value_on": "2026-03-20", "reason": "收文登记簿写的是20日"}
    page = send(client, address, **typed).content.decode()
    assert not Act.objects.filter(file=file, kind="correct").exists()
    done = client.post(address, {**hidden(page), **typed, "confirm": "1"})
    assert done.status_code == 302
    return file, client, page


@proves("R22 34")
def test_before_it_counts_the_page_says_which_told_dates_would_be_others(
    told: Teller, today: Callable[[str], None]
) -> None:
    file, client, page = corrected(told, today)
    assert "更正会改变已经告知信访人的日期" in page
    assert "2026年5月15日" in page
    assert "2026年5月19日" in page
    assert "告知日期更正" in client.get(f"/desk/files/{file.pk}/").content.decode()
    assert OpenDuty.objects.get(file=file, rule="tell-correction").due == date(2026, 4, 29)
    assert Duty.objects.get(file=file, rule="tell-correction").certainty == "H"
    file.refresh_from_db()
    assert [one.differences() + one.facts for one in rebuild.compare([file])] == [[]]


@proves("R22 34")
def test_the_petitioner_sees_that_the_corrected_date_is_owed_to_him(
    told: Teller, today: Callable[[str], None]
) -> None:
    file, _client, _page = corrected(told, today)
    view = MatterView(file.roles.get(no=1), told.now(date(2026, 4, 24)))
    assert any("原来告知的日期因更正记录变了" in title for _office, _due, title in owed(view))


@proves("R22 34")
def test_the_notice_says_the_old_day_the_new_one_and_why_and_goes_through_check_and_signature(
    told: Teller, today: Callable[[str], None]
) -> None:
    file, writer, _page = corrected(told, today)
    draft = begin(writer, file, "tell_correction", "proceeding=2", on="2026-04-24")
    assert "收文登记簿写的是20日" in writer.get(draft).content.decode(), (
        "the reason given is there to go on from"
    )
    assert press(writer, draft, "save", reason="收文登记簿写的是20日").status_code == 302
    assert "还缺这些" in writer.get(draft).content.decode()
    said = {"reason": "受理日期录错，收文登记簿写的是20日。", "effect": "最迟5月19日答复，比原来晚4日。"}
    press(writer, draft, "hand_in", **said)
    press(at_desk("shihai"), draft, "check")
    press(at_desk("kongwu"), draft, "sign")
    assert press(writer, draft, "issue").status_code == 302
    paper = Paper.objects.get(file=file, kind="correction_notice")
    text = words_of(issued_pdf(paper, now=told.now(date(2026, 4, 24))))
    for words in ("2026年5月15日", "2026年5月19日", "收文登记簿写的是20日", "张某"):
        assert words in text
    assert not OpenDuty.objects.filter(file=file, rule="tell-correction").exists()
    assert OpenDuty.objects.filter(file=file, rule="serve", duty__paper=paper.no).exists()
