"""Corrections and conflicts at the desk; the page for leaders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from huiyin.demo.teller import Teller, person
from huiyin.register.models import Act
from tests.desk.conftest import at_desk, entry, registered, transferred
from tests.desk.test_acts import hidden, send
from tests.proves import proves

Sit = Callable[..., Client]


def test_a_wrong_day_is_corrected_by_an_act_of_its_own_and_both_are_seen(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    address = f"/desk/files/{file.pk}/correct/"
    assert "2. 判重" in client.get(address).content.decode()
    answer = send(client, f"{address}?names=2", wrong="on", value_on="2026-03-02", reason="登记簿写的是2日")
    assert answer.status_code == 302
    act = Act.objects.get(file=file, kind="correct")
    assert (act.names, act.codes) == (2, {"wrong": "on", "value": "2026-03-02"})
    assert "第3条已更正：日期错了，应为 2026-03-02" in client.get(answer["Location"]).content.decode()
    assert Act.objects.get(file=file, seq=2).on == date(2026, 3, 3), "the act itself is as it was"


def test_a_correction_that_breaks_later_acts_is_shown_first_and_then_recorded_with_its_conflicts(
    sit: Sit, told: Teller
) -> None:
    file = transferred(told)
    client = sit("libing")
    judged = Act.objects.get(file=file, kind="judge").seq
    address = f"/desk/files/{file.pk}/correct/?names={judged}"
    first = send(client, address, wrong="never_happened", reason="录错了卷")
    page = first.content.decode()
    assert first.status_code == 422
    assert "还没有更正：更正后下面的记录会与前后不符" in page
    assert "录错了卷" in page
    assert not Act.objects.filter(file=file, kind="correct").exists()
    done = client.post(
        address, {**hidden(page), "confirm": "1", "wrong": "never_happened", "reason": "录错了卷"}
    )
    assert done.status_code == 302
    shown = client.get(done["Location"]).content.decode()
    assert "条记录与前后不符，请核对后更正" in shown
    assert "转送" in shown, "nothing was dropped"
    assert "已更正" in shown


def test_a_correction_without_what_it_should_be_or_why_is_asked_again(sit: Sit, told: Teller) -> None:
    file = registered(told)
    address = f"/desk/files/{file.pk}/correct/?names=2"
    page = send(sit("libing"), address, wrong="result", value_result="", reason="").content.decode()
    assert "请填写：理由" in page
    assert not Act.objects.filter(file=file, kind="correct").exists()


def test_an_office_corrects_its_own_acts_only(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    town = sit("chenzi")
    assert town.get(f"/desk/files/{file.pk}/correct/").status_code == 404, "it has recorded nothing yet"
    told.act("chenzi", "sign_for", date(2026, 3, 9), proceeding=2)
    page = town.get(f"/desk/files/{file.pk}/correct/").content.decode()
    assert "签收" in page
    assert "判重" not in page


@proves("R22 44[1]")
def test_r22_44_1_the_registration_itself_is_never_undone(sit: Sit, told: Teller) -> None:
    file = registered(told)
    answer = send(
        sit("libing"), f"/desk/files/{file.pk}/correct/?names=1", wrong="never_happened", reason="不想要了"
    )
    assert answer.status_code == 422
    assert "登记本身不能更正为没有发生" in answer.content.decode()


def test_a_leader_sees_what_is_late_where_and_since_when_and_no_names(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    transferred(told, title="张某反映排水沟未接通")
    other = Teller()
    other.enter(entry(title="后来的事", on=date(2026, 3, 9), people=(person("李某"),)), "zhangjia")
    today("2026-04-10")
    page = sit("sunji").get("/desk/leader/")
    shown = page.content.decode()
    offices = [b.office for b in page.context["blocs"]]
    assert offices == ["县信访局", "梁口镇人民政府"], "the oldest first"
    assert "书面告知（转送、交办）" in shown
    assert "某反映排水沟未接通" in shown
    assert "张某" not in shown
    assert "李丙" not in shown
    town = sit("chuchou").get("/desk/leader/").context["blocs"]
    assert [b.office for b in town] == ["梁口镇人民政府"], "a handling office answers for itself"


def test_the_leaders_page_is_for_leaders_and_never_tells_of_restricted_matters(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    told.enter(entry("查处冒领低保", title="检举冒领低保", restricted=True), "zhangjia")
    today("2026-06-10")
    assert sit("zhangjia").get("/desk/leader/").status_code == 404
    page = at_desk("sunji").get("/desk/leader/")
    assert page.context["total"] == 0
    assert "检举冒领低保" not in page.content.decode()


def test_the_leaders_page_fits_one_sheet_however_many_offices_are_late() -> None:
    from huiyin.desk.leader import SHOWN, _room

    for counts in ([900], [3] * 12, [50] * 30, [5] * 200):
        lines = _room(counts)
        assert sum(lines) <= SHOWN
        assert lines[0] > 0
