"""An office is closed: the administrator sees how much moves, and it moves by acts, on the same days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from huiyin.demo.teller import Teller, moment
from huiyin.offices.models import Office, OfficeChange
from huiyin.register import nightly, rebuild
from huiyin.register.models import Act, Duty, DutyEnd, File, OpenDuty, Proceeding, Sight
from tests.desk.conftest import at_desk, registered, transferred
from tests.desk.test_telling_anew import accepted
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")
PAGE = "/desk/admin/offices/t_xl/"


def owed(file: File, office: str) -> set[tuple[str, date | None]]:
    """What an office owes in a file, with its days."""
    return set(OpenDuty.objects.filter(file=file, office_id=office, kind="duty").values_list("rule", "due"))


def close(client: Client, successor: str, on: str, reason: str = "合并") -> int:
    """Press the button."""
    typed = {"do": "close", "successor": successor, "on": on, "reason": reason}
    return int(client.post(PAGE, typed).status_code)


@proves("R22 24(2)")
def test_the_administrator_sees_how_much_moves_and_of_which_matter_nothing(
    told: Teller, today: Callable[[str], None]
) -> None:
    file = accepted(told)
    today("2026-05-20")
    page = at_desk("xuxu").get(PAGE).content.decode()
    shown = page[page.index('id="passing"') :]
    shown = shown[: shown.index("</section>")]
    assert "办结" in shown
    assert "2026年5月15日" in shown, "the day that comes first"
    assert '<td data-head="其中超期">1</td>' in shown
    assert file.number not in page
    assert "排水沟" not in page


@proves("R22 24(2)")
def test_closing_passes_every_open_matter_to_the_successor_by_an_act_and_moves_no_day(
    told: Teller, today: Callable[[str], None]
) -> None:
    file = accepted(told)
    before = owed(file, "t_xl")
    assert ("answer", date(2026, 5, 15)) in before
    today("2026-04-01")
    assert close(at_desk("xuxu"), "zjj", "2026-04-01") == 302
    act = Act.objects.get(file=file, kind="succeed")
    assert (act.actor_kind, act.actor, act.to_id, act.codes) == (
        "machine",
        "succession",
        "zjj",
        {"from": "t_xl"},
    )
    assert owed(file, "t_xl") == set()
    assert owed(file, "zjj") == before
    ended = DutyEnd.objects.get(duty__file=file, duty__rule="answer")
    assert ended.how == "passed"
    assert ended.replaced_by == Duty.objects.get(file=file, rule="answer", office_id="zjj").key
    handling = Proceeding.objects.get(file=file, no=2)
    assert (str(handling.office_id), handling.received) == ("zjj", date(2026, 3, 9))
    assert {str(sight.office_id) for sight in Sight.objects.filter(file=file)} == {"xfj", "zjj"}
    log = OfficeChange.objects.get(office_id=Office.objects.get(code="t_xl").pk, what="closed")
    assert log.detail["count"] == 1
    file.refresh_from_db()
    assert [one.differences() + one.facts for one in rebuild.compare([file])] == [[]]


@proves("R22 24(2)")
def test_without_a_successor_an_office_with_open_work_is_not_closed(
    told: Teller, today: Callable[[str], None]
) -> None:
    transferred(told)
    client = at_desk("xuxu")
    typed = {"do": "close", "successor": "", "on": "2026-03-10", "reason": "撤销"}
    answer = client.post(PAGE, typed)
    assert answer.status_code == 422
    assert "没有承继单位不能撤销" in answer.content.decode()
    assert Office.objects.get(code="t_xl").until is None
    assert not Act.objects.filter(kind="succeed").exists()


@proves("R22 24(2)")
def test_an_office_that_closes_later_keeps_its_work_until_then_and_the_night_passes_it_on(
    told: Teller, today: Callable[[str], None]
) -> None:
    file = accepted(told)
    before = owed(file, "t_xl")
    today("2026-03-20")
    assert close(at_desk("xuxu"), "zjj", "2026-04-10") == 302
    assert owed(file, "t_xl") == before
    nightly.run(moment(date(2026, 4, 9)), on=date(2026, 4, 9))
    assert owed(file, "t_xl") == before, "it is there until the evening of the 9th"
    done = nightly.run(moment(date(2026, 4, 10)), on=date(2026, 4, 10))
    assert (done.passed, done.refused) == (1, [])
    assert owed(file, "zjj") == before
    assert nightly.run(moment(date(2026, 4, 11)), on=date(2026, 4, 11)).passed == 0


@proves("R22 24(2)")
def test_an_office_with_nothing_in_hand_closes_without_a_successor(told: Teller) -> None:
    registered(told)
    assert close(at_desk("xuxu"), "", "2026-03-10", "撤销") == 302
    assert Office.objects.get(code="t_xl").until == date(2026, 3, 9)
