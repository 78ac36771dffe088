"""What machines record by themselves: silence counted, withdrawals that have rested, hearings that were to be over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin import following
from huiyin.demo.stories import life, review
from huiyin.demo.teller import Teller
from huiyin.register import lines, nightly, queue
from huiyin.register.models import Act, Duty, OpenDuty, Outbox, Point
from tests.proves import proves
from tests.worker.support import dispatched, load, moment

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 9)
NOMINAL = date(2026, 3, 24)


@pytest.fixture(autouse=True)
def county(settings: Any) -> None:
    settings.HUIYIN_PLACE = "zhashui"
    load()


def night(on: date) -> nightly.Done:
    return nightly.run(moment(f"{on}T00:10"), on=on)


@proves("R22 34", "R22 23(3)", "DL-5")
def test_r22_34_where_nobody_said_whether_a_claim_is_accepted_the_sixty_days_run_from_day_15() -> None:
    dispatched()
    assert night(NOMINAL).silences == 0  # the last day itself is not over
    assert night(NOMINAL + timedelta(days=1)).silences == 1
    act = Act.objects.get(kind="count_silence")
    assert (act.actor_kind, act.actor, act.points, act.proceeding) == ("machine", "nightly", "1,2,3", 2)
    duty = Duty.objects.get(rule="answer")
    assert (duty.start, duty.nominal, duty.certainty) == (NOMINAL, NOMINAL + timedelta(days=60), "I")
    assert OpenDuty.objects.filter(rule="tell-forwarded").exists()  # the duty to tell stays, and is late


def test_silence_is_counted_once_however_many_nights_go_by() -> None:
    teller = dispatched()
    for days in range(1, 5):
        night(NOMINAL + timedelta(days=days))
    night(NOMINAL + timedelta(days=4))
    assert Act.objects.filter(kind="count_silence").count() == 1
    assert teller.file is not None
    assert not lines.state(teller.file).conflicts


def test_a_claim_that_was_accepted_in_time_is_not_silent() -> None:
    teller = dispatched()
    life.handle(teller)
    assert night(date(2026, 6, 1)).silences == 0


@proves("R22 34")
@pytest.mark.parametrize(("purpose", "path"), [("suggestion", ""), ("enquiry", ""), ("claim", "31[5]")])
def test_what_has_no_sixty_days_gets_none_from_silence(purpose: str, path: str) -> None:
    teller = dispatched()
    assert teller.file is not None
    s = lines.state(teller.file)
    s.points[2].purpose, s.points[2].path = purpose, path
    (wish,) = nightly.silence_wishes(teller.file, s, NOMINAL + timedelta(days=1))
    assert wish.points == (1, 3)


def withdrawn() -> Teller:
    teller = dispatched()
    teller.act(teller.petitioner(), "withdraw", date(2026, 3, 11))
    return teller


def test_a_withdrawal_rests_seven_days_and_then_takes_effect() -> None:
    withdrawn()
    assert night(date(2026, 3, 18)).withdrawals == 0
    assert night(date(2026, 3, 19)).withdrawals == 1
    assert night(date(2026, 3, 19)).withdrawals == 0
    act = Act.objects.get(kind="end_withdrawn")
    assert (act.actor, act.petitioner) == ("nightly", 1)
    assert set(Point.objects.values_list("step", flat=True)) == {"withdrawn"}
    # What is owed to the office that assigned it stands; nothing more is owed to the petitioner.
    assert list(OpenDuty.objects.values_list("rule", flat=True)) == ["closing-report"]


def test_a_withdrawal_that_was_undone_never_takes_effect_and_a_second_one_rests_anew() -> None:
    teller = withdrawn()
    teller.act(teller.petitioner(), "undo_withdraw", date(2026, 3, 12))
    assert night(date(2026, 3, 30)).withdrawals == 0
    teller.act(teller.petitioner(), "withdraw", date(2026, 3, 31))
    assert night(date(2026, 4, 7)).withdrawals == 0
    assert night(date(2026, 4, 8)).withdrawals == 1


def hearing() -> Teller:
    """A re-review asked for on 24 June, and a hearing in it since 20 July that was to end on 22 July."""
    t = Teller()
    t.enter(review.entry(), "zhangjia")
    first, _ = review.ask(t, review.answered(t))
    t.act(t.petitioner(1), "apply_re_review", date(2026, 6, 24), points=(1,), paper=first.no, to="c_fhb", codes={"form": "online"},
          words={"request": "撤销复查意见。", "reasons": "没有问过邻居。"})  # fmt: skip
    assert t.file is not None
    no = t.file.proceedings.get(kind="re_review").no
    t.paper(
        "accept_review",
        "taogui",
        date(2026, 6, 26),
        sign="jiangsi",
        proceeding=no,
        written={"parts": {"plan": "当面听取意见。"}},
    )
    t.act("taogui", "open_review_hearing", date(2026, 7, 20), proceeding=no, codes={"last_day": "2026-07-22"})
    return t


@proves("R22 36(2)")
def test_r22_36_2_the_clock_of_a_re_review_waits_for_no_hearing_past_the_day_it_was_to_end() -> None:
    t = hearing()
    assert OpenDuty.objects.get(rule="re-review").due is None
    assert night(date(2026, 7, 22)).hearings == 0  # its last day is not over
    assert night(date(2026, 7, 23)).hearings == 1
    assert night(date(2026, 7, 24)).hearings == 0
    assert OpenDuty.objects.get(rule="re-review").due == date(2026, 7, 27)
    unended = OpenDuty.objects.get(rule="end-hearing")
    assert (unended.office.code, unended.due) == ("c_fhb", date(2026, 7, 22))
    assert t.file is not None
    assert not lines.state(t.file).conflicts


def test_each_day_asks_for_one_night_and_the_worker_runs_it() -> None:
    withdrawn()
    Outbox.objects.all().delete()
    for hour in ("00:01", "00:02", "13:00"):
        nightly.due(moment(f"2026-03-19T{hour}"))
    row = queue.take(moment("2026-03-19T13:00"))
    assert row is not None and row.key == "nightly:2026-03-19"
    assert following.follow(row, moment("2026-03-19T13:00"))
    row.refresh_from_db()
    assert row.error == "0 silences counted, 1 withdrawals ended"
    assert queue.take(moment("2026-03-19T13:00")) is not None  # what follows the act it recorded
