"""What registered itself is asked about, too: earlier matters beside the forms for judging and linking."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.desk2.conftest import Desk, act, opened, person
from tests.desk2.repeating import SMELL, rebuilt
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")


def aside(page: str) -> str:
    return page.partition("以前反映过没有")[2].partition("</section>")[0]


@proves("S0-126", "S0-128")
@pytest.mark.usefixtures("indexed")
def test_whoever_judges_a_matter_that_came_by_the_public_site_sees_what_was_raised_before(desk: Desk) -> None:
    """A petition on the public site is registered without a clerk: the question is put to who judges it."""
    who = person("张某", phone="13800001111")
    before = opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(who,)).file
    others_ = opened(
        title="砖厂黑烟", words={"text": SMELL}, people=(person("李某", phone="13800002222"),)
    ).file
    agent = person("王某", phone="13800003333", role="agent", principal=1)
    new = opened(channel="web", title="砖厂", words={"text": SMELL}, people=(who, agent)).file
    other = opened(
        ("给孩子办转学", "claim"),
        channel="web",
        title="转学",
        words={"text": "学校说学位满了。"},
        people=(who,),
    ).file
    rebuilt()
    form = f"/desk/files/{new.pk}/acts/judge/?proceeding=1"
    shown = aside(desk("libing").get(form).content.decode())
    own, _mark, like = shown.partition("没有认出是同一信访人")
    assert before.number in own and "电话相同" in own and "并入或者关联" in own
    assert others_.number in like and new.number not in shown
    picked = f"&amp;result=repeat&amp;linked={quote(before.number)}"
    assert picked in own
    filled = desk("libing").get(f"{form}&result=repeat&linked={before.number}").content.decode()
    assert f'value="{before.number}"' in filled
    away = aside(desk("libing").get(f"/desk/files/{other.pk}/acts/judge/?proceeding=1").content.decode())
    assert "没有查到相近的事项" in away and before.number not in away, "who somebody is proposes nothing"


@proves("R22 30(3)")
@pytest.mark.usefixtures("indexed")
def test_r22_30_3_what_is_restricted_is_shown_to_no_judging_of_an_ordinary_matter_nor_the_other_way(
    desk: Desk,
) -> None:
    who = person("张某", phone="13800001111")
    hidden = opened(("查处", "accusation"), words={"text": SMELL}, people=(who,)).file
    plain = opened(words={"text": SMELL}, people=(who,)).file
    rebuilt()
    assert hidden.number not in aside(
        desk("qianwu").get(f"/desk/files/{plain.pk}/acts/judge/?proceeding=1").content.decode()
    )
    assert plain.number not in aside(
        desk("qianwu").get(f"/desk/files/{hidden.pk}/acts/judge/?proceeding=1").content.decode()
    )


def test_whoever_takes_a_link_off_sees_to_what_it_links(desk: Desk) -> None:
    first = opened().file
    second = opened().file
    act(
        second,
        "libing",
        "judge",
        proceeding=1,
        codes={"result": "repeat", "linked": first.pk},
        words={"reason": "同一条沟"},
    )
    page = desk("libing").get(f"/desk/files/{second.pk}/acts/unlink/").content.decode()
    assert f"本件与 {first.number} 关联为同一事项" in page
