"""record(): the one way in. Who may, what was seen, what an act may hold, and what a refusal says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from huiyin.offices.actor import Actor
from huiyin.register import models
from huiyin.register.opening import open_file
from huiyin.register.record import Stale, Wish, record
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import (
    accepted,
    answered,
    at,
    do,
    entry,
    everything,
    issue,
    judged,
    opened,
    transferred,
    unlike,
    who,
)

pytestmark = pytest.mark.usefixtures("county")


def refused(file: models.File, login: str | Actor, kind: str, on: str, **wish: Any) -> Refused:
    """The act is refused, and nothing at all is written."""
    before = everything()
    with pytest.raises(Refused) as raised:
        do(file, login, kind, on, **wish)
    assert everything() == before
    return raised.value


# ------------------------------------------------------------------ the gate


@proves("R22 30(3)", "GB/T 22239-2019 8.1.4.2")
def test_who_does_not_see_a_file_gets_the_answer_of_one_that_does_not_exist() -> None:
    file = judged()
    strangers = [
        who("jiangmao"),
        who("chuchou"),
        who("caochou"),
        who("xuxu"),
        who("hehai"),
        who("lvjia"),
        Actor.petitioner(10**6),
    ]
    for stranger in strangers:
        with pytest.raises(Http404):
            record(file.pk, Wish("remark", date(2026, 3, 4)), by=stranger, now=at("2026-03-04"), seen=99)
    with pytest.raises(Http404):
        record(10**9, Wish("remark", date(2026, 3, 4)), by=who("libing"), now=at("2026-03-04"), seen=0)


@proves("GB/T 22239-2019 8.1.4.2")
def test_being_above_gives_no_sight_and_a_transfer_gives_it_from_that_act_on() -> None:
    file = judged()
    with pytest.raises(Http404):
        do(file, "chenzi", "remark", "2026-03-04")
    issue(file, "transfer", "libing", "2026-03-09", 1, (1,), sign="sumao", to="t_xl")
    do(file, "chenzi", "remark", "2026-03-09")
    with pytest.raises(Http404):
        do(file, "machou", "remark", "2026-03-09")  # the county government above them all


@proves("R22 28(1)")
def test_a_post_does_what_its_row_says_and_the_refusal_says_who_may_and_what_is_open() -> None:
    file = accepted()
    error = refused(file, "chenzi", "approve_extension", "2026-03-20", proceeding=2, points=(1,))
    assert error.provision == "R22 34"
    error = refused(file, "zhangjia", "report_closing", "2026-03-20", proceeding=1)
    assert error.code == "post"
    assert "remark" not in error.open_now, "secondary acts are not held out as the way on"
    assert (
        "investigate"
        in refused(file, "chenzi", "carry_out", "2026-03-20", proceeding=2, points=(1,)).open_now
    )


# ------------------------------------------------------------------ what was seen


@proves("GB/T 22239-2019 8.1.4.3")
def test_a_newer_act_that_matters_refuses_and_says_who_did_what() -> None:
    file = judged()
    seen = models.File.objects.get(pk=file.pk).last_seq
    do(file, "sumao", "screen", "2026-03-04", proceeding=1, points=(1,), codes={"path": "31[6]"})
    before = everything()
    with pytest.raises(Stale) as raised:
        do(
            file,
            "libing",
            "screen",
            "2026-03-04",
            seen=seen,
            proceeding=1,
            points=(1,),
            codes={"path": "31[5]"},
        )
    assert "苏卯" in raised.value.zh
    assert "甄别" in raised.value.zh
    assert "Screen" in raised.value.en
    assert everything() == before


def test_a_newer_act_of_another_office_that_does_not_matter_refuses_nothing() -> None:
    file = transferred("claim", "claim")
    seen = models.File.objects.get(pk=file.pk).last_seq
    issue(file, "tell_destination", "libing", "2026-03-09", 1, (1, 2), sign="sumao")
    done = do(file, "chenzi", "sign_for", "2026-03-10", seen=seen, proceeding=2)
    assert done.act.seq == models.File.objects.get(pk=file.pk).last_seq


def test_a_newer_remark_refuses_nothing_and_a_withdrawal_refuses_everything() -> None:
    file = transferred()
    seen = models.File.objects.get(pk=file.pk).last_seq
    do(file, "libing", "remark", "2026-03-10", words={"words": "电话里说好了下周去看。"})
    do(file, "chenzi", "investigate", "2026-03-10", seen=seen, proceeding=2, codes={"form": "on_site"})
    seen = models.File.objects.get(pk=file.pk).last_seq
    me = Actor.petitioner(file.roles.get(no=1).pk)
    do(file, me, "withdraw", "2026-03-11")
    with pytest.raises(Stale) as raised:
        do(file, "chenzi", "investigate", "2026-03-11", seen=seen, proceeding=2, codes={"form": "on_site"})
    assert "信访人" in raised.value.zh


def test_the_same_key_twice_is_one_act() -> None:
    file = transferred()
    first = do(file, "chenzi", "sign_for", "2026-03-10", proceeding=2, key="form-17")
    again = do(file, "chenzi", "sign_for", "2026-03-10", proceeding=2, key="form-17")
    assert (again.act.pk, again.planned.events) == (first.act.pk, ())
    assert models.Act.objects.filter(key="form-17").count() == 1


# ------------------------------------------------------------------ dates


@proves("R22 21(2)")
def test_a_date_in_the_future_is_refused_and_says_what_today_is() -> None:
    file = transferred()
    error = refused(file, "chenzi", "sign_for", "2026-03-11", entered="2026-03-10", proceeding=2)
    assert error.code == "future"
    assert "2026-03-10" in error.zh
    with pytest.raises(Refused, match="future"):
        open_file(entry(on="2026-03-03"), by=who("zhangjia"), now=at("2026-03-02"))


@proves("R22 21(2)")
def test_a_date_before_the_act_it_follows_is_refused_and_names_the_day() -> None:
    file = accepted()
    for day in ("2026-03-01", "2026-03-08", "2026-03-12"):
        error = refused(
            file,
            "chenzi",
            "ask_extension",
            day,
            entered="2026-03-20",
            proceeding=2,
            points=(1,),
            codes={"days": 10},
        )
        assert day in error.zh


@proves("R22 21(2)")
def test_a_late_entry_is_taken_in_at_its_place_and_shows_both_days() -> None:
    file = accepted()
    done = do(
        file,
        "chenzi",
        "investigate",
        "2026-03-12",
        entered="2026-04-02",
        proceeding=2,
        codes={"form": "on_site"},
    )
    assert (str(done.act.on), str(done.act.recorded_at.date())) == ("2026-03-12", "2026-04-02")
    assert done.planned.refolded
    assert list(unlike(file)) == []


# ------------------------------------------------------------------ what an act may hold


@proves("PIPL 51")
@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("screen", {"path": "31[6]", "complained": "村主任张某多占一间"}),
        ("screen", {"path": "我看应当走信访程序"}),
        ("screen", {"path": "31[6]", "reason": "因为他说了三次"}),
        ("screen", {"path": "31[6]", "urgent": "十万火急"}),
        ("add_point", {"purpose": "claim", "request": "退还八百元"}),
        ("judge", {"result": "repeat", "linked": "去年那一件"}),
        ("correct", {"wrong": "on", "value": "上周三"}),
        ("remark", {"words": "他昨天又来了"}),
        ("ask_supplement", {"gossip": "听说"}),
    ],
)
def test_an_act_takes_no_free_words_whatever_field_they_are_put_in(
    kind: str, codes: dict[str, object]
) -> None:
    file = opened().file
    level = {} if kind in ("correct", "remark") else {"proceeding": 1}
    points = {"points": (1,)} if kind == "screen" else {}
    error = refused(file, "libing", kind, "2026-03-03", codes=codes, names=1, **level, **points)
    assert error.code in ("code", "choice")


@proves("PIPL 51")
def test_no_act_of_a_whole_life_holds_a_chinese_character_and_its_words_are_sealed() -> None:
    file = answered()
    do(file, "libing", "remark", "2026-05-13", words={"words": "已电话告知本人。"})
    for act in models.Act.objects.filter(file=file):
        assert repr(act.codes).isascii(), act.codes
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM register_words")
        assert all("电话" not in str(said) for (said,) in cursor.fetchall())
    assert models.Words.objects.get(act__kind="remark").said == {"words": "已电话告知本人。"}


@proves("R22 24")
def test_an_office_that_does_not_exist_is_refused_wherever_it_is_named() -> None:
    file = opened().file
    error = refused(
        file,
        "libing",
        "screen",
        "2026-03-03",
        proceeding=1,
        points=(1,),
        codes={"path": "31[6]", "complained": "t_nowhere"},
    )
    assert (error.code, error.provision) == ("office", "R22 24")
    assert "t_nowhere" in error.zh
    assert (
        refused(file, "libing", "report_up", "2026-03-03", proceeding=1, points=(1,), to="nowhere").code
        == "office"
    )


@proves("R22 24")
def test_an_office_that_was_closed_gets_nothing_any_more_and_is_told_as_complained_of() -> None:
    file = judged(on="2026-03-02")
    do(
        file,
        "libing",
        "screen",
        "2026-03-04",
        proceeding=1,
        points=(1,),
        codes={"path": "31[6]", "complained": "xczx"},
    )
    error = refused(file, "libing", "report_up", "2026-03-04", proceeding=1, points=(1,), to="xczx")
    assert "2026-03-04" in error.zh, "it was merged in 2024"


@pytest.mark.parametrize(
    ("kind", "codes", "words", "lacks"),
    [
        ("object", {}, {}, "详细理由"),
        ("object", {}, {"reason": "  "}, "详细理由"),
        ("investigate", {"form": "on_site"}, {}, "记录"),
        ("investigate", {}, {"record": "看过了。"}, "方式"),
        ("name_officer", {}, {}, "承办人"),
        ("draft", {}, {}, "稿号"),
    ],
)
@proves("R22 23(3)", "R22 31[6]")
def test_what_the_row_asks_for_is_not_left_out(
    kind: str, codes: dict[str, object], words: dict[str, object], lacks: str
) -> None:
    file = transferred()
    points = (1,) if kind == "object" else ()
    wish = Wish(kind, date(2026, 3, 10), proceeding=2, points=points, codes=codes, words=words)
    before = everything()
    with pytest.raises(Refused) as raised:
        record(file.pk, wish, by=who("shihai"), now=at("2026-03-10"), seen=99)
    assert raised.value.code == "required"
    assert lacks in raised.value.zh
    assert everything() == before


def test_an_unknown_act_is_refused() -> None:
    file = opened().file
    assert refused(file, "libing", "forget", "2026-03-03").code == "unknown"


@pytest.mark.parametrize("draft", ["abc", 10**9, "第一稿"])
def test_a_draft_that_is_not_there_is_refused(draft: object) -> None:
    file = judged()
    assert (
        refused(
            file,
            "libing",
            "transfer",
            "2026-03-09",
            proceeding=1,
            points=(1,),
            to="t_xl",
            codes={"draft": draft},
        ).code
        == "draft"
    )


# ------------------------------------------------------------------ what is stored


@proves("R22 22(1)")
def test_duties_are_stored_with_provision_edition_and_the_steps_of_the_count_in_two_languages() -> None:
    file = opened().file
    duty = models.Duty.objects.get(file=file, rule="dispatch")
    assert (str(duty.nominal), str(duty.due), duty.provision, duty.certainty) == (
        "2026-03-17",
        "2026-03-17",
        "R22 22(1)",
        "A",
    )
    assert duty.edition == models.Act.objects.get(file=file).edition
    assert len(duty.proof) >= 2
    assert all(len(step) == 2 and step[0] and step[1].isascii() for step in duty.proof)
    assert models.OpenDuty.objects.get(pk=duty.pk).office_id == "xfj"


def test_each_act_leaves_one_row_of_what_follows_in_the_same_transaction() -> None:
    file = answered()
    acts = models.Act.objects.filter(file=file).count()
    assert sorted(models.Outbox.objects.filter(file=file).values_list("key", flat=True)) == sorted(
        f"act:{file.pk}:{seq}" for seq in range(1, acts + 1)
    )


@proves("R22 35")
def test_after_a_whole_life_the_tables_say_what_the_acts_say() -> None:
    file = answered(people=2)
    opinion = models.Paper.objects.get(file=file, kind="handling_opinion")
    for no, day in ((1, "2026-05-14"), (2, "2026-05-20")):
        do(
            file,
            "chenzi",
            "serve",
            day,
            proceeding=2,
            paper=opinion.no,
            petitioner=no,
            codes={"method": "direct", "received_by": "self"},
        )
    assert list(unlike(file)) == []
    assert models.Window.objects.filter(file=file).count() == 2
    assert models.Service.objects.filter(paper=opinion, served=True).count() == 2
