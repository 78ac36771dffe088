"""Rebuilding changes nothing; what was spoilt comes back; what is append-only is reported, never mended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.demo.stories import STORIES
from huiyin.demo.teller import Teller
from huiyin.offices.models import Officer
from huiyin.register import rebuild
from huiyin.register.models import DutyEnd, File, Matter, OpenDuty, Point, Proceeding, Sight
from tests.worker.support import dispatched, dump, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(settings: Any) -> None:
    settings.HUIYIN_PLACE = "zhashui"
    load()


def rebuilt() -> rebuild.Tally:
    return list(rebuild.rebuild(list(File.objects.order_by("pk").values_list("pk", flat=True))))[-1]


@pytest.mark.parametrize("story", STORIES)
def test_rebuilding_changes_nothing(story: str) -> None:
    STORIES[story].tell(Teller())
    before = dump()
    tally = rebuilt()
    assert (tally.files, tally.mended, tally.broken) == (File.objects.count(), [], [])
    assert dump() == before


def test_every_projection_that_was_spoilt_is_made_anew_from_the_acts() -> None:
    dispatched()
    before = dump()
    OpenDuty.objects.all().delete()
    Sight.objects.filter(office_id="t_xl").delete()
    Sight.objects.filter(office_id="xfj").update(why="helping")
    Point.objects.filter(no=2).update(step="closed", path="", proceeding=1)
    Proceeding.objects.filter(no=2).update(office_id="zjj", sender_id=None)
    Proceeding.objects.create(
        file=File.objects.get(), no=9, kind="handling", office_id="zjj", received="2026-01-01", opened_by=1
    )
    Matter.objects.update(phase="archived", judged="", last_on=None)
    tally = rebuilt()
    assert dump() == before
    ((_, lines),) = tally.mended
    assert any(line.startswith("open duty") for line in lines)
    assert "sight t_xl: missing" in lines
    assert "proceeding 9: the acts know of none" in lines
    assert rebuilt().mended == []


def test_a_case_officer_who_is_not_the_one_the_acts_name_is_found_and_put_right() -> None:
    t = dispatched()
    t.act("shihai", "name_officer", date(2026, 3, 10), proceeding=2, codes={"officer": "chenzi"})
    handling = Proceeding.objects.get(no=2)
    right = handling.officer_id
    for wrong in (Officer.objects.get(login="weiding").pk, None):
        Proceeding.objects.filter(pk=handling.pk).update(officer_id=wrong)
        ((_, lines),) = rebuilt().mended
        assert lines == [f"proceeding 2: officer_id is {wrong}, the acts say {right}"]
        assert Proceeding.objects.get(pk=handling.pk).officer_id == right
    assert rebuilt().mended == []


def test_work_of_another_file_is_not_touched() -> None:
    dispatched()
    other = dispatched()
    assert other.file is not None
    OpenDuty.objects.exclude(file=other.file).delete()
    kept = list(OpenDuty.objects.values_list("pk", flat=True))
    rebuilt()
    assert set(kept) < set(OpenDuty.objects.values_list("pk", flat=True))


def test_a_duty_that_was_ended_behind_the_registers_back_is_reported_and_not_mended() -> None:
    dispatched()
    duty = OpenDuty.objects.select_related("duty").first()
    assert duty is not None
    DutyEnd.objects.create(duty=duty.duty, how="met", on="2026-03-09", by=1)
    before = dump()
    tally = rebuilt()
    ((_, lines),) = tally.broken
    assert lines == [f"duty {duty.duty.key}: stored as met, the acts say open"]
    assert dump() == before


def test_acts_that_are_missing_are_reported() -> None:
    dispatched()
    File.objects.update(last_seq=99)
    ((_, lines),) = rebuilt().broken
    assert lines[0].startswith("the file counts")
