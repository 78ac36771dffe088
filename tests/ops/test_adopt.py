"""A new year's notice is adopted as a new edition: what moves is listed and recorded, nothing is shortened."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.demo.stories import life
from huiyin.demo.teller import Teller, person, points
from huiyin.register import editions, law, lines, rebuild
from huiyin.register.models import Act, Duty, DutyEnd, Edition, File, OpenDuty, Window, WindowEnd
from tests.proves import proves
from tests.worker.support import Installation, dump, load, moment, notice_of_2027

NOW = moment("2026-12-20T09:00")


def received(on: date) -> Teller:
    """A matter received late in the year; what is owed falls due in the next one."""
    teller = Teller()
    teller.enter(replace(life.entry(), received_on=on, received_at=None), "zhangjia")
    return teller


def enquiry(on: date) -> Teller:
    """An enquiry by telephone: five working days, counted over the turn of the year."""
    teller = Teller()
    one = replace(
        life.entry(), channel="phone", received_on=on, received_at=None, people=(person("周某"),),
        points=points("高龄津贴怎样申领", purpose="enquiry"),
    )  # fmt: skip
    teller.enter(one, "zhangjia")
    return teller


@pytest.fixture
def before_the_notice(installation: Installation) -> Installation:
    """The demo county in December, when nobody knows the days off of 2027."""
    received(date(2026, 12, 17))  # 15 days: nominal 1 January, a Friday that nobody knows to be a day off
    enquiry(date(2026, 12, 28))  # 5 working days: to 4 January once the holiday is known
    received(date(2026, 12, 1))  # due on 16 December 2026: the notice moves nothing
    return installation


def adopted(installation: Installation, *more: str) -> str:
    folder = notice_of_2027(installation.var) if not (installation.var / "rulebook").exists() else None
    done = installation.run(
        "rulebook", "adopt", *more, HUIYIN_RULEBOOK_DIR=str(folder or installation.var / "rulebook"),
        HUIYIN_NOW="2026-12-29T09:00",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def days(rule: str) -> list[tuple[date | None, date | None, bool]]:
    rows = OpenDuty.objects.filter(rule=rule).order_by("file_id")
    return [(o.duty.nominal, o.duty.due, o.duty.provisional) for o in rows.select_related("duty")]


@proves("国务院办公厅年度节假日通知")
def test_duties_that_the_new_notice_moves_are_counted_again_by_a_named_machine(
    before_the_notice: Installation,
) -> None:
    assert days("dispatch") == [
        (date(2027, 1, 1), date(2027, 1, 1), True),
        (date(2027, 1, 12), date(2027, 1, 12), True),
        (date(2026, 12, 16), date(2026, 12, 16), False),
    ]
    assert days("reply-enquiry") == [(date(2027, 1, 4), date(2027, 1, 4), True)]
    said = adopted(before_the_notice, "--by", "李丙")
    assert days("dispatch") == [
        (date(2027, 1, 1), date(2027, 1, 4), False),
        (date(2027, 1, 12), date(2027, 1, 12), False),
        (date(2026, 12, 16), date(2026, 12, 16), False),
    ]
    assert days("reply-enquiry") == [(date(2027, 1, 5), date(2027, 1, 5), False)]
    assert "2027-01-01 → 2027-01-04，不再是暂定" in said
    assert "2027-01-12 不变 unchanged，不再是暂定" in said
    acts = Act.objects.filter(kind="recount")
    assert {(a.actor_kind, a.actor, a.on) for a in acts} == {("machine", "rulebook", date(2026, 12, 29))}
    assert acts.count() == 2
    moved = DutyEnd.objects.filter(how="moved")
    assert set(moved.values_list("replaced_by", flat=True)) <= set(Duty.objects.values_list("key", flat=True))


def test_a_dry_run_lists_the_same_and_records_nothing(before_the_notice: Installation) -> None:
    before = dump()
    listed = adopted(before_the_notice, "--dry-run").splitlines()[:-1]
    assert dump() == before
    assert adopted(before_the_notice).splitlines()[:-1] == listed
    assert len(listed) >= 3


def test_adopting_twice_records_nothing_more(before_the_notice: Installation) -> None:
    adopted(before_the_notice)
    after = dump()
    assert "0 项时限 duties in 0 卷 files" in adopted(before_the_notice)
    assert dump() == after


def test_acts_keep_the_edition_they_were_recorded_under_and_a_rebuild_changes_nothing(
    before_the_notice: Installation,
) -> None:
    adopted(before_the_notice)
    both = set(Act.objects.values_list("edition", flat=True))
    assert len(both) == 2 and both <= set(Edition.objects.values_list("digest", flat=True))
    before = dump()
    # This process has never heard of the notice: it reads the kept edition.
    law.editions.cache_clear()
    law._kept.cache_clear()
    for tally in rebuild.rebuild(list(File.objects.values_list("pk", flat=True))):
        assert (tally.mended, tally.broken) == ([], [])
    assert dump() == before
    assert days("dispatch")[0][1] == date(2027, 1, 4)
    assert editions.problems() == []


@pytest.mark.django_db
def test_no_time_that_was_told_is_ever_shortened(settings: Any) -> None:
    """A rulebook that gives less moves nothing; one that gives more does."""
    settings.HUIYIN_PLACE = "zhashui"
    load()
    teller = enquiry(date(2026, 11, 16))
    assert teller.file is not None
    s = lines.state(teller.file)
    (duty,) = [d for d in s.live if d.rule == "reply-enquiry"]
    from huiyin.statute.recount import recounted

    here = law.current("zhashui")
    assert duty.due is not None
    told = duty.due
    duty.due = told + timedelta(days=3)  # as if an older edition had given more
    again = recounted(s, duty, here)
    assert again is not None and again.due == told + timedelta(days=3)
    duty.due = told - timedelta(days=3)
    again = recounted(s, duty, here)
    assert again is not None and again.due == told


def answered_in_january() -> None:
    """An opinion served on 7 January 2027: thirty days to 6 February, a Saturday like any other, as far as is known."""
    t = Teller()
    t.enter(replace(life.entry(), received_on=date(2026, 12, 1), received_at=None), "zhangjia")
    t.act("libing", "judge", date(2026, 12, 1), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 12, 2), proceeding=1, points=life.ALL, codes={"path": "31[6]"})
    t.paper(
        "assign", "libing", date(2026, 12, 2), check="sumao", sign="sunji", proceeding=1, points=life.ALL,
        intended={"to": "t_xl", "feedback_due": "2027-03-01"}, words={"reason": "需反馈结果。"},
        written={"parts": {"screening": "属于镇政府职责。", "demands": "逐项答复。"}},
    )  # fmt: skip
    t.paper(
        "accept", "chenzi", date(2026, 12, 8), check="shihai", sign="kongwu", proceeding=2, points=life.ALL,
        written={"parts": {"competence": "是本镇人民政府的职责。", "plan": "近日到现场查看。"}},
    )  # fmt: skip
    said = [
        {**p, **({"execution_by": "2027-03-10"} if "execution_by" in p else {})}
        for p in life.opinion_points()
    ]
    parts = {"identity": "张某。", "inquiry": "到现场查看。", "evidence": "照片。"}
    answered = t.paper(
        "answer", "chenzi", date(2027, 1, 6), check="shihai", sign="kongwu", proceeding=2, points=life.ALL,
        written={"points": said, "parts": parts},
    )  # fmt: skip
    t.serve("chenzi", date(2027, 1, 7), answered.papers[0], words=life.WITNESS)


@proves("R22 35")
def test_r22_35_a_petitioners_running_period_is_never_shorter_than_the_new_calendar_makes_it(
    installation: Installation,
) -> None:
    answered_in_january()
    old = Window.objects.get()
    assert (old.nominal, old.end, old.provisional) == (date(2027, 2, 6), date(2027, 2, 8), True)
    done = installation.run(
        "rulebook",
        "adopt",
        HUIYIN_RULEBOOK_DIR=str(notice_of_2027(installation.var)),
        HUIYIN_NOW="2027-01-08T09:00",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "petitioner 1 review-window     2027-02-08 → 2027-02-12，不再是暂定" in done.stdout
    assert [(e.window_id, e.how) for e in WindowEnd.objects.all()] == [(old.pk, "moved")]
    new = Window.objects.exclude(pk=old.pk).get()
    assert (new.petitioner, new.paper, new.start) == (old.petitioner, old.paper, old.start)
    assert (new.nominal, new.end, new.provisional) == (date(2027, 2, 6), date(2027, 2, 12), False)
    law.editions.cache_clear()
    law._kept.cache_clear()
    assert [w.end for w in lines.state(File.objects.get()).windows.values()] == [date(2027, 2, 12)]
    assert rebuild.compare(list(File.objects.all()))[0].facts == []


def test_lint_names_file_and_line(installation: Installation) -> None:
    good = installation.run("rulebook", "lint")
    assert good.returncode == 0 and "2005–2026" in good.stdout
    folder = notice_of_2027(installation.var)
    assert "2005–2027" in installation.run("rulebook", "lint", "--rulebook", str(folder)).stdout
    path = folder / "calendars" / "2027.yaml"
    path.write_text(path.read_text("utf-8").replace("worked: [2027-02-13]", "worked: [2027-02-15]"), "utf-8")
    bad = installation.run("rulebook", "lint", "--rulebook", str(folder))
    assert bad.returncode == 2
    assert "2027.yaml:6" in bad.stderr and "2027-02-15" in bad.stderr


def test_a_named_day_stays_the_day_that_was_named(before_the_notice: Installation) -> None:
    """The sender asked for a report by a day that turns out to be a holiday: it is what was asked."""
    teller = Teller()
    teller.enter(replace(life.entry(), feedback_due=date(2027, 2, 8), key=json.dumps("x")), "zhangjia")
    adopted(before_the_notice)
    assert days("closing-report") == [(date(2027, 2, 8), date(2027, 2, 8), False)]
