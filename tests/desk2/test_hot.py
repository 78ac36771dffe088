"""Hot issues: one event of several people, as subject and place, and never a person's history."""

from __future__ import annotations

import pytest

from huiyin.intake.matching.hot import hot
from huiyin.register import models
from tests.desk2.conftest import DAY, Desk, officer, opened, person

pytestmark = [pytest.mark.usefixtures("county"), pytest.mark.one_database]
SMELL = (
    "砖厂的烟囱离望川村小学只有五十米，天天冒黑烟，孩子们上课不敢开窗。",
    "望川村砖厂冒黑烟，学校操场上落一层灰，孩子咳嗽，请关停砖厂。",
    "望川村小学旁边的砖厂烟囱冒黑烟，灰尘大，孩子们不敢开窗。",
)
ELSE = (
    "县医院挂号窗口只收现金。",
    "梁口镇到县城的班车停了。",
    "低保没有书面通知就停发。",
    "退休金少发了两个月。",
)


def raised(*people: str) -> None:
    for text, who in zip(SMELL, people, strict=True):
        opened(
            title="砖厂冒黑烟", words={"text": text}, people=(person(who, phone=who),), happened_in="梁口镇"
        )
    for no, text in enumerate(ELSE):
        opened(
            ("请解决", "claim"),
            title=text[:6],
            words={"text": text},
            people=(person(phone=f"1390000111{no}"),),
        )


PEOPLE = ("13800001111", "13800002222", "13800003333")


def test_one_event_of_three_people_is_one_hot_issue_with_place_time_people_and_words() -> None:
    raised(*PEOPLE)
    (found,) = hot(officer("zhangjia"), today=DAY, days=30)
    assert (found.places, found.people, len(found.matters), found.recent, found.before) == (
        ("梁口镇",),
        3,
        3,
        3,
        0,
    )
    assert (found.since, found.until, found.early) == (DAY, DAY, False)
    assert {"砖厂"} & set(found.words)


def test_an_issue_that_stands_in_several_places_names_none_as_the_only_one(desk: Desk) -> None:
    raised(*PEOPLE)
    last = models.Matter.objects.filter(happened_in="梁口镇").latest("pk")
    models.Matter.objects.filter(pk=last.pk).update(happened_in="石岭镇")
    (found,) = hot(officer("zhangjia"), today=DAY, days=30)
    assert found.places == ("梁口镇", "石岭镇")
    assert "梁口镇等 2 处" in desk("zhaoding").get("/desk/hot/").content.decode()


def test_what_every_petition_says_makes_no_group_even_in_a_small_register() -> None:
    """Two matters of many people that share no more than how one petitions are nobody's hot issue."""
    for title, text, heads in (
        ("反映工地拖欠工资", "我们二十三个人去年在小学工地干了四个月，工资一直没给，请求解决。", 23),
        ("反映停止违规爆破", "采石场去年起中午也放炮，二十多户墙上裂了缝，请求停止。", 51),
        ("反映退还押金", "房东不退两千元押金，说洗衣机坏了，请求解决。", 1),
        ("反映末班车太早", "县城到桃坪的末班车五点半就走，请求晚发一班。", 1),
    ):
        opened(
            ("请求解决", "claim"), title=title, words={"text": text}, people=(person(phone=f"139000{heads:05}"),),
            heads=heads,
        )  # fmt: skip
    assert hot(officer("zhangjia"), today=DAY, days=30) == []


def test_what_one_petitioner_raises_three_times_is_no_hot_issue() -> None:
    raised(PEOPLE[0], PEOPLE[0], PEOPLE[0])
    assert hot(officer("zhangjia"), today=DAY, days=30) == []


def test_matters_outside_the_offices_sight_make_no_group() -> None:
    raised(*PEOPLE)
    assert hot(officer("shihai"), today=DAY, days=30) == []


def test_the_page_shows_no_name_and_only_the_petition_department_has_it(desk: Desk) -> None:
    raised("孔某人", "孟某人", "荀某人")
    shown = desk("sumao").get("/desk/hot/", {"days": "x"}).content.decode()
    assert "砖厂" in shown and "某人" not in shown
    assert desk("shihai").get("/desk/hot/").status_code == 403
