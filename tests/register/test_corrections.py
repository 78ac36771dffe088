"""Corrections and late entries on stored rows: nothing is changed, everything is shown, the tables follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from huiyin.register import models
from huiyin.register.opening import open_file
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import (
    accepted,
    answered,
    at,
    do,
    entry,
    issue,
    judged,
    now_of,
    opened,
    transferred,
    unlike,
    who,
)

pytestmark = pytest.mark.usefixtures("county")


@proves("R22 44[1]", "R22 34")
def test_a_correction_moves_the_stored_duty_and_the_old_row_stays_with_how_it_ended() -> None:
    file = accepted()
    accept = models.Act.objects.get(file=file, kind="accept")
    do(
        file,
        "shihai",
        "correct",
        "2026-04-24",
        names=accept.seq,
        codes={"wrong": "on", "value": "2026-03-20"},
        words={"reason": "写错"},
    )
    rows = models.Duty.objects.filter(file=file, rule="answer").order_by("pk")
    assert [str(d.due) for d in rows] == ["2026-05-15", "2026-05-19"]
    assert [e.how for e in rows[0].ends.all()] == ["corrected"]
    assert str(models.OpenDuty.objects.get(file=file, rule="answer").due) == "2026-05-19"
    assert models.Act.objects.get(pk=accept.pk).on == date(2026, 3, 16), "the act itself is never touched"
    assert list(unlike(file)) == []


@proves("R22 44[1]")
def test_a_correction_that_is_itself_corrected_brings_the_old_duty_back_under_its_own_row() -> None:
    file = accepted()
    accept = models.Act.objects.get(file=file, kind="accept")
    wrong = do(
        file,
        "shihai",
        "correct",
        "2026-04-24",
        names=accept.seq,
        codes={"wrong": "on", "value": "2026-03-20"},
    )
    do(file, "shihai", "correct", "2026-04-25", names=wrong.act.seq, codes={"wrong": "never_happened"})
    first = models.Duty.objects.filter(file=file, rule="answer").order_by("pk")[0]
    assert [e.how for e in first.ends.order_by("pk")] == ["corrected", "reopened"]
    assert str(models.OpenDuty.objects.get(file=file, rule="answer").due) == "2026-05-15"
    assert list(unlike(file)) == []


@proves("R22 44[1]")
def test_conflicts_after_a_correction_are_counted_on_the_matter_and_none_is_dropped() -> None:
    file = answered()
    accept = models.Act.objects.get(file=file, kind="accept")
    do(file, "shihai", "correct", "2026-05-13", names=accept.seq, codes={"wrong": "never_happened"})
    assert models.Matter.objects.get(pk=file.pk).conflicts >= 1
    assert "answer" in {a.kind for a, _ in now_of(file).conflicts}
    assert models.Paper.objects.filter(file=file, kind="handling_opinion").exists(), (
        "what was issued was issued"
    )
    assert list(unlike(file)) == []


@proves("R22 44[1]")
def test_a_corrected_destination_closes_the_file_to_the_office_that_never_had_it() -> None:
    file = transferred()
    sent = models.Act.objects.get(file=file, kind="transfer")
    do(file, "libing", "correct", "2026-03-10", names=sent.seq, codes={"wrong": "to", "value": "t_yp"})
    assert models.Proceeding.objects.get(file=file, no=2).office_id == "t_yp"
    assert not models.Sight.objects.filter(file=file, office_id="t_xl").exists()
    with pytest.raises(Http404):
        do(file, "chenzi", "sign_for", "2026-03-10", proceeding=2)
    assert list(unlike(file)) == []


@proves("R22 19(1)")
def test_a_point_added_by_mistake_is_taken_back_and_comes_back_with_its_words() -> None:
    file = opened().file
    added = do(
        file,
        "libing",
        "add_point",
        "2026-03-04",
        proceeding=1,
        codes={"purpose": "claim"},
        words={"request": "补做坡道"},
    )
    assert models.Point.objects.get(file=file, no=2).request == "补做坡道"
    wrong = do(
        file, "libing", "correct", "2026-03-05", names=added.act.seq, codes={"wrong": "never_happened"}
    )
    assert not models.Point.objects.filter(file=file, no=2).exists()
    do(file, "libing", "correct", "2026-03-06", names=wrong.act.seq, codes={"wrong": "never_happened"})
    assert models.Point.objects.get(file=file, no=2).request == "补做坡道"
    assert list(unlike(file)) == []


def test_a_late_transfer_with_its_slip_takes_the_next_numbers() -> None:
    file = judged("claim", "claim")
    issue(file, "transfer", "libing", "2026-03-12", 1, (1,), sign="sumao", to="t_xl")
    issue(file, "transfer", "libing", "2026-03-09", 1, (2,), sign="sumao", to="rsj", entered="2026-03-13")
    held = {p.no: str(p.office_id) for p in models.Proceeding.objects.filter(file=file)}
    assert held == {1: "xfj", 2: "t_xl", 3: "rsj"}
    slips = models.Paper.objects.filter(file=file, kind="transfer_slip").order_by("no")
    assert [(p.no, str(p.on), p.act.to_id) for p in slips] == [
        (2, "2026-03-12", "t_xl"),
        (3, "2026-03-09", "rsj"),
    ]
    assert list(unlike(file)) == []


def test_the_entry_of_a_new_file_is_stored_as_it_was_said() -> None:
    made = open_file(
        replace(entry(), outside=(("12345", "A-17"),), heads=3, read_back=True, posted_on=date(2026, 2, 27)),
        by=who("zhangjia"), now=at("2026-03-02"),
    )  # fmt: skip
    row = models.Entry.objects.get(pk=made.entry.pk)
    assert (row.heads, row.read_back, str(row.posted_on), row.words["text"]) == (
        3,
        True,
        "2026-02-27",
        "一下雨水全往院里灌。",
    )
    assert row.outside_numbers.get().number == "A-17"


@proves("R22 22(1)")
def test_where_it_was_registered_is_no_mistake_to_correct_it_is_transferred() -> None:
    file = judged()
    with pytest.raises(Refused) as raised:
        do(file, "libing", "correct", "2026-03-05", names=1, codes={"wrong": "to", "value": "c_xfj"})
    assert (raised.value.code, raised.value.provision) == ("first", "R22 22(1)")
    assert [str(s.office_id) for s in models.Sight.objects.filter(file=file)] == ["xfj"]
    assert list(unlike(file)) == []


@pytest.mark.parametrize("number", ["9" * 30, "²", "一"])
def test_a_draft_whose_number_is_none_is_refused_and_nothing_breaks(number: str) -> None:
    with pytest.raises(Refused) as raised:
        do(judged(), "libing", "draft", "2026-03-05", proceeding=1, codes={"draft": number})
    assert raised.value.code == "draft"
