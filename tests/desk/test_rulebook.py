"""The rulebook in officers' language, and why a date is what it is, wherever one stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from huiyin.demo.stories import life
from huiyin.demo.teller import Teller
from huiyin.papers import drafting
from huiyin.register.models import Duty, Paper
from tests.desk.conftest import registered, transferred
from tests.proves import proves

pytestmark = pytest.mark.one_database

Sit = Callable[..., Client]


@proves("R22 34", "R22 22(1)")
def test_the_page_says_each_rule_in_force_with_its_length_article_and_certainty(
    sit: Sit, told: Teller
) -> None:
    page = sit("libing").get("/desk/rulebook/?on=2026-03-09").content.decode()
    assert "《信访工作条例》第三十四条" in page
    assert "60日" in page
    assert "5个工作日，可以办，到期失效" in page
    assert "本系统默认" in page
    assert "《信访工作导则》2.3.3、2.3.4" in page
    assert "《信访条例》第三十三条" not in page


@proves("R05 33", "R05 36(1)")
def test_on_a_day_before_may_2022_it_shows_the_regulation_of_2005(sit: Sit, told: Teller) -> None:
    page = sit("chenzi").get("/desk/rulebook/?on=2021-03-01&place=national").content.decode()
    assert "《信访条例》第三十三条" in page
    assert "《信访条例》第三十六条第一款第六项" in page
    assert "《信访工作条例》第三十四条" not in page
    assert "立即（没有写日数）" in page


@proves("R22 50")
def test_two_days_are_compared_rule_by_rule(sit: Sit, told: Teller) -> None:
    page = (
        sit("libing").get("/desk/rulebook/?on=2022-05-01&against=2022-04-30&place=national").content.decode()
    )
    changes = page[page.index('id="changes"') : page.index('id="duties"')]
    assert "《信访条例》第三十三条" in changes
    assert "《信访工作条例》第三十四条" in changes
    assert "提出异议" in changes
    same = sit("libing").get("/desk/rulebook/?on=2026-03-09&against=2026-03-10").content.decode()
    assert "没有不同" in same


def test_a_place_says_what_is_to_be_checked_before_use(sit: Sit, told: Teller) -> None:
    page = sit("libing").get("/desk/rulebook/?on=2026-03-09&place=zhejiang").content.decode()
    assert "使用前核对" in page
    assert "《浙江省信访条例》第二十三条" in page


@pytest.mark.parametrize(
    "query", ["on=yesterday", "on=2004-01-01", "against=2022-13-01", "place=nowhere", "edition=zz"]
)
def test_what_cannot_be_read_is_said_and_the_page_still_shows_what_is_in_force(
    sit: Sit, told: Teller, query: str
) -> None:
    answer = sit("libing").get(f"/desk/rulebook/?{query}")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "《信访工作条例》第三十四条" in answer.content.decode()


def test_in_english_there_is_the_same_page(sit: Sit, told: Teller) -> None:
    client = sit("libing")
    page = client.get("/desk/rulebook/?on=2026-03-09", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "60 days" in page


@proves("R22 22(1)")
def test_the_work_list_and_the_list_of_services_say_from_the_stored_proof_why_a_date_is_what_it_is(
    sit: Sit, told: Teller
) -> None:
    registered(told)
    page = sit("libing").get("/desk/").content.decode()
    proof = Duty.objects.get(rule="dispatch").proof
    assert proof[0][0] in page
    assert "《信访工作条例》第二十二条第一款" in page


@proves("R22 23(3)")
def test_the_leaders_page_says_how_each_late_date_was_counted(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    transferred(told)
    today("2026-04-20")
    page = sit("sunji").get("/desk/leader/").content.decode()
    assert Duty.objects.get(rule="tell-forwarded").proof[0][0] in page


@proves("R22 34")
def test_the_acceptance_and_the_extension_notice_say_why_their_date_is_what_it_is(told: Teller) -> None:
    told.enter(life.entry(), "zhangjia")
    life.dispatch(told)
    life.handle(told)
    life.extend(told)
    answer = {d.due: d.proof for d in Duty.objects.filter(rule="answer")}
    for kind in ("acceptance_notice", "extension_notice"):
        paper = Paper.objects.select_related("draft", "act").get(kind=kind)
        assert paper.draft is not None
        content = drafting.content_of(paper.draft, paper.act.seq)["computed"]
        due = date.fromisoformat(content["due_on" if kind == "acceptance_notice" else "new_due_on"])
        assert content["counting"] == [step[0] for step in answer[due]]
