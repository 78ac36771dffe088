"""The reviewing organ at its desk: its work list, the forms of its acts, the committee's session, the counter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.demo.stories import review as story
from huiyin.demo.teller import Teller
from huiyin.register.models import Act, Draft, File, OpenDuty, Proceeding
from tests.desk.test_acts import Sit, form, send
from tests.proves import proves

NOW = "2026-05-25"


@pytest.fixture
def answered(told: Teller, today: Any) -> Teller:
    """An opinion served on both neighbours; nothing asked yet."""
    today(NOW)
    told.enter(story.entry(), "zhangjia")
    story.answered(told)
    return told


@pytest.fixture
def asked(answered: Teller) -> Teller:
    """The first of them has asked for review online."""
    answered.act(answered.petitioner(1), "apply_review", date(2026, 4, 27), points=(1,), paper=5, to="fhb",
                 codes={"form": "online"}, words={"request": "撤销", "reasons": "邻居可以证明"})  # fmt: skip
    return answered


def file_of(t: Teller) -> File:
    """The file of the story."""
    assert t.file is not None
    return t.file


@proves("R22 35")
def test_a_spoken_request_is_taken_down_at_the_counter_with_the_organs_that_are_open(
    sit: Sit, answered: Teller
) -> None:
    file, client = file_of(answered), sit("zhangjia")
    page = client.get(form(file, "apply_review", "")).content.decode()
    for words in (
        "向哪个机关申请",
        "柏川县人民政府信访事项复查复核委员会",
        "口述，由工作人员记录",
        "疏通门前排水",
        "谭某",
    ):
        assert words in page
    assert "柏川县公安局" not in page
    done = send(
        client, form(file, "apply_review", ""), on="2026-04-20", points=["2"], petitioner="2", paper="5", to="fhb", form="oral",
        request="撤销第二项意见", reasons="有录像",
    )  # fmt: skip
    assert done.status_code == 302
    act = Act.objects.get(file=file, kind="apply_review")
    assert (act.petitioner, act.codes["form"], act.to_id) == (2, "oral", "fhb")
    assert OpenDuty.objects.get(file=file, rule="review").office_id == "fhb"


@proves("R22 35", "S0-054")
def test_the_organ_finds_it_in_its_list_names_two_and_holds_its_session(sit: Sit, asked: Teller) -> None:
    file, client = file_of(asked), sit("zhougeng", "fhb")
    assert "复查" in client.get("/desk/").content.decode()
    asked.paper("accept_review", "zhougeng@fhb", date(2026, 4, 29), sign="zhengren", proceeding=3)
    page = client.get(f"/desk/files/{file.pk}/").content.decode()
    assert "确定复查（复核）人员" in page
    place = "proceeding=3"
    assert "先经委员会会议审议形成决议。" in page, "why the opinion cannot be given yet"
    assert (
        "先确定两名没有利害关系的人员。"
        in client.get(form(file, "investigate_review", place)).content.decode()
    )
    names = client.get(form(file, "name_investigators", place)).content.decode()
    assert "周庚" in names
    assert "吴辛" in names
    two = {"on": "2026-04-29", "first": "zhougeng", "second": "zhougeng", "declared": "no_interest"}
    wrong = send(client, form(file, "name_investigators", place), **two)
    assert wrong.status_code == 422
    assert "两名不同的人员" in wrong.content.decode()
    assert (
        send(client, form(file, "name_investigators", place), **two | {"second": "wuxin"}).status_code == 302
    )
    looked = {"on": "2026-05-06", "form": "documents", "record": "调取村民会议记录。"}
    assert send(client, form(file, "investigate_review", place), **looked).status_code == 302
    session = {
        "on": "2026-05-20", "points": ["1"], "outcome-1": "maintain", "members": "8", "present": "3", "favour": "3", "against": "0",
        "recused": "0", "minutes": "三人到会。",
    }  # fmt: skip
    few = send(client, form(file, "hold_session", place), **session)
    assert few.status_code == 422
    assert "没有达到法定人数" in few.content.decode()
    assert "三人到会。" in few.content.decode()
    assert (
        send(
            client, form(file, "hold_session", place), **session | {"present": "7", "favour": "6"}
        ).status_code
        == 302
    )
    held = Act.objects.get(file=file, kind="hold_session")
    assert (held.codes["outcome"], held.codes["favour"]) == ({"1": "maintain"}, 6)


@proves("S0-056", "S0-057", "R22 35")
def test_the_opinion_is_drafted_from_the_resolution_with_the_applicants_own_words(
    sit: Sit, asked: Teller
) -> None:
    file, client = file_of(asked), sit("zhougeng", "fhb")
    point = {
        "no": 1,
        "outcome": "maintain",
        "facts": "地势一致。",
        "judgment": "清楚。",
        "opinion": "维持。",
        "basis": "第三十五条",
    }
    asked.paper("accept_review", "zhougeng@fhb", date(2026, 4, 29), sign="zhengren", proceeding=3)
    two = {"first": "zhougeng", "second": "wuxin", "declared": "no_interest"}
    asked.act("zhougeng@fhb", "name_investigators", date(2026, 4, 29), proceeding=3, codes=two)
    asked.act(
        "zhougeng@fhb",
        "investigate_review",
        date(2026, 5, 6),
        proceeding=3,
        codes={"form": "documents"},
        words={"record": "已查"},
    )
    asked.act("zhougeng@fhb", "hold_session", date(2026, 5, 20), proceeding=3, points=(1,), words={"minutes": "到会七人。"},
              codes={"outcome": {"1": "maintain"}, "members": 8, "present": 7, "favour": 7})  # fmt: skip
    begun = send(client, form(file, "decide_review", "proceeding=3&points=1"), on="2026-05-25", points=["1"])

    assert begun.status_code == 302
    draft = Draft.objects.get(file=file, kind="review_opinion")
    assert draft.content["points"][0]["outcome"] == "maintain"
    assert "邻居可以证明" in draft.content["parts"]["request"]
    page = client.get(begun["Location"]).content.decode()
    assert "查明的事实" in page
    assert "撤销，责令重新办理" in page, "outcomes are words, not codes"
    assert ">maintain<" not in page
    assert "抄送：柏川县梁口镇人民政府、柏川县信访局。" in page
    done = asked.paper("decide_review", "zhougeng@fhb", date(2026, 5, 25), sign="zhengren", proceeding=3, points=(1,),
                       written={"points": [point], "parts": {"request": "撤销", "respondent_view": "未说明"}})  # fmt: skip
    assert done.papers[0].signboard == "柏川县人民政府"
    assert Proceeding.objects.get(file=file, no=3).kind == "review"


@proves("R22 31[6]", "R22 36(2)")
def test_the_organ_announces_its_hearing_from_its_desk_in_the_name_of_the_government(
    sit: Sit, asked: Teller, today: Any
) -> None:
    file, client = file_of(asked), sit("zhougeng", "fhb")
    asked.paper("accept_review", "zhougeng@fhb", date(2026, 4, 29), sign="zhengren", proceeding=3)
    begun = send(
        client,
        form(file, "announce_review_hearing", "proceeding=3&points=1"),
        on=NOW,
        points=["1"],
        day="2026-06-01",
    )
    assert begun.status_code == 302
    page = client.get(begun["Location"]).content.decode()
    assert "2026年6月1日" in page
    parts = {"hour": "上午九时", "place": "县政府三楼会议室", "chair": "郑任", "members": "律师尤某"}
    done = asked.paper("announce_review_hearing", "zhougeng@fhb", date(2026, 5, 25), sign="zhengren", proceeding=3, points=(1,),
                       intended={"day": "2026-06-01"}, written={"parts": parts})  # fmt: skip
    assert done.papers[0].signboard == "柏川县人民政府"


@proves("R22 36(2)")
def test_the_petition_office_sees_that_a_hearing_was_not_ended_and_who_owes_it(
    sit: Sit, asked: Teller, today: Any
) -> None:
    asked.paper("accept_review", "zhougeng@fhb", date(2026, 4, 29), sign="zhengren", proceeding=3)
    asked.act(
        "zhougeng@fhb",
        "open_review_hearing",
        date(2026, 5, 6),
        proceeding=3,
        codes={"last_day": "2026-05-08"},
    )
    page = sit("libing", "xfj").get(f"/desk/files/{file_of(asked).pk}/").content.decode()
    duty = page[page.index("<strong>结束听证") :][:200]
    assert "县复查复核委员会" in duty
    assert "hy-due--overdue" in duty


@proves("R22 36(2)")
def test_a_text_for_the_public_that_names_the_petitioner_is_given_back_and_without_the_name_recorded(
    sit: Sit, told: Teller, today: Any
) -> None:
    today("2026-10-30")
    story.tell(told)
    file, client = file_of(told), sit("taogui", "c_fhb")
    no = file.proceedings.get(kind="re_review").no
    said = {"shown_at": "village", "shown_until": "2026-11-30", "named": "nobody", "on": "2026-10-29"}
    address = form(file, "publicise", f"proceeding={no}")
    refused = send(client, address, **said, text="孟某请求疏通排水，经听证维持。").content.decode()
    assert "信访人的姓名" in refused
    assert "孟某请求疏通排水，经听证维持。" in refused
    assert not Act.objects.filter(file=file, kind="publicise").exists()
    assert send(client, address, **said, text="村民请求疏通排水，经听证维持。").status_code == 302
    assert Act.objects.get(file=file, kind="publicise").codes["shown_at"] == "village"
