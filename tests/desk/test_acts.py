"""Recording acts at the desk: forms from the rulebook, refusals that lose nothing, two tabs, double presses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from huiyin.demo.teller import Teller, person
from huiyin.desk import keeping
from huiyin.desk.models import FormDraft
from huiyin.register.models import Act, File
from huiyin.statute.law import law_of
from huiyin.statute.loader import load
from huiyin.statute.rules import NATIONAL
from tests.desk.conftest import entry, registered, transferred
from tests.proves import proves

Sit = Callable[..., Client]


def hidden(page: str) -> dict[str, str]:
    """The hidden values of the form on a page."""
    return dict(
        re.findall(r'<input type="hidden" name="(seen|key|form|form-key|digest)" value="([^"]*)"', page)
    )


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open the form, fill it in, send it."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**hidden(page.content.decode()), **typed})


def form(file: File, kind: str, query: str = "proceeding=1&points=1,2") -> str:
    """The address of an act's form."""
    return f"/desk/files/{file.pk}/acts/{kind}/?{query}"


def test_the_form_is_drawn_from_the_rulebook_and_the_act_recorded(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    page = client.get(form(file, "screen")).content.decode()
    for words in ("法定途径", "被反映单位", "重大紧急", "理由", "接通排水沟"):
        assert words in page
    answer = send(
        client, form(file, "screen"), on="2026-03-06", points=["1"], path="31[6]", reason="不属于其他程序。"
    )
    assert answer.status_code == 302
    act = Act.objects.get(file=file, kind="screen")
    assert (act.points, act.codes["path"], act.on) == ("1", "31[6]", date(2026, 3, 6))
    assert "reason" not in act.codes
    assert act.words.said == {"reason": "不属于其他程序。"}
    assert "已记录：甄别" in client.get(answer["Location"]).content.decode()


def test_a_press_sent_twice_is_recorded_once(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    page = client.get(form(file, "remark", "")).content.decode()
    typed = {**hidden(page), "on": "2026-03-09", "words": "已电话联系。"}
    assert client.post(form(file, "remark", ""), typed).status_code == 302
    assert client.post(form(file, "remark", ""), typed).status_code == 302
    assert Act.objects.filter(file=file, kind="remark").count() == 1


def test_a_field_that_cannot_be_read_is_shown_with_what_was_typed(sit: Sit, told: Teller) -> None:
    file = registered(told)
    answer = send(
        sit("libing"), form(file, "screen"), on="昨天", points=["1"], path="", reason="写了很久的理由"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“昨天”不是日期" in page
    assert "请选择：法定途径" in page
    assert "写了很久的理由" in page
    assert not Act.objects.filter(file=file, kind="screen").exists()


@proves("R22 29-31")
def test_a_refusal_says_why_by_which_provision_what_was_kept_and_what_is_open(sit: Sit, told: Teller) -> None:
    file = registered(told)
    answer = send(
        sit("libing"), form(file, "screen"), on="2026-03-06", points=["1"], path="29", reason="写了很久的理由"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "诉求1的目的与第29项途径不符" in page
    assert "《信访工作条例》第二十九条至第三十一条" in page
    assert "什么也没有记录" in page
    assert "写了很久的理由" in page
    assert f'href="/desk/files/{file.pk}/acts/transfer/' in page, "what is open now is a link"


def test_what_was_refused_is_there_again_when_the_form_is_opened_later(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    send(client, form(file, "screen"), on="2026-03-06", points=["2"], path="29", reason="写了很久的理由")
    page = client.get(form(file, "screen")).content.decode()
    assert "写了很久的理由" in page
    assert "已恢复上次没有提交的内容" in page
    assert "写了很久的理由" not in sit("geyi").get(form(file, "screen")).content.decode(), (
        "another officer's typing"
    )
    client.post(f"/desk/files/{file.pk}/drop/", {"form-key": f"act:{file.pk}:screen:1"})
    assert "写了很久的理由" not in client.get(form(file, "screen")).content.decode()


def test_what_is_typed_is_kept_sealed_as_it_is_typed(sit: Sit, told: Teller) -> None:
    from django.db import connection

    file = registered(told)
    client = sit("libing")
    page = client.get(form(file, "screen")).content.decode()
    answer = client.post("/desk/keep/", {**hidden(page), "reason": "写了一半"})
    assert "草稿已保存" in answer.content.decode()
    assert FormDraft.objects.get().typed["reason"] == ["写了一半"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM desk_formdraft")
        assert "写了一半" not in cursor.fetchone()[0]
    send(client, form(file, "screen"), on="2026-03-06", points=["1"], path="31[6]")
    assert not FormDraft.objects.exists(), "sent: nothing is left over"


def test_how_somebody_was_heard_is_asked_for_at_its_field_and_kept_as_it_is_typed(
    sit: Sit, told: Teller
) -> None:
    file, client = transferred(told), sit("chenzi")
    address = f"/desk/files/{file.pk}/acts/contact/"
    page = client.get(address).content.decode()
    empty = client.post(address, {**hidden(page), "on": "2026-03-16", "record": "听取陈述"})
    assert empty.status_code == 422
    assert "请选择：方式" in empty.content.decode()
    client.post("/desk/keep/", {**hidden(page), "form": "phone", "record": "听取陈述"})
    assert FormDraft.objects.get().typed["form"] == ["phone"]
    again = client.get(address).content.decode()
    assert re.search(r'value="phone"[^>]*checked', again)


def test_no_field_of_an_act_has_a_name_that_a_form_uses_for_itself() -> None:
    taken = {
        (kind, f.key)
        for kind, spec in law_of(load(), NATIONAL).acts.items()
        for f in spec.fields
        if f.key in keeping.SKIP
    }
    assert not taken


def test_a_second_tab_is_told_who_did_what_meanwhile_and_keeps_its_typing(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    stale = hidden(client.get(form(file, "screen")).content.decode())
    told.act("geyi", "screen", date(2026, 3, 6), proceeding=1, points=(1,), codes={"path": "31[6]"})
    answer = client.post(
        form(file, "screen"),
        {**stale, "on": "2026-03-06", "points": ["2"], "path": "31[6]", "reason": "第二个窗口"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "刚才有人先办了" in page
    assert "葛乙" in page
    assert "第二个窗口" in page
    assert Act.objects.filter(file=file, kind="screen").count() == 1
    fresh = hidden(page)
    again = client.post(form(file, "screen"), {**fresh, "on": "2026-03-06", "points": ["2"], "path": "31[6]"})
    assert again.status_code == 302
    assert Act.objects.filter(file=file, kind="screen").count() == 2


def test_a_form_sent_after_the_sign_in_expired_is_carried_through_it(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    typed = {
        **hidden(client.get(form(file, "remark", "")).content.decode()),
        "on": "2026-03-09",
        "words": "写了半个小时的记事。",
    }
    client.logout()
    answer = client.post(form(file, "remark", ""), typed)
    assert answer.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert kept is not None
    from huiyin.offices.passwords import DEMO_PASSWORD

    again = client.post("/desk/sign-in", {"login": "libing", "password": DEMO_PASSWORD, "kept": kept[1]})
    assert "写了半个小时的记事。" in again.content.decode()
    assert f'action="/desk/files/{file.pk}/acts/remark/' in again.content.decode()


def test_a_date_in_the_future_and_one_before_the_receipt_are_refused_in_words(sit: Sit, told: Teller) -> None:
    file = registered(told)
    client = sit("libing")
    future = send(client, form(file, "screen"), on="2026-03-20", points=["1"], path="31[6]")
    assert "不能晚于 2026-03-09" in future.content.decode()
    early = send(client, form(file, "screen"), on="2026-02-20", points=["1"], path="31[6]")
    assert "没有办成" in early.content.decode()
    assert not Act.objects.filter(file=file, kind="screen").exists()


def test_an_act_that_is_not_open_says_so_before_and_after(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    client = sit("chenzi")
    page = client.get(form(file, "investigate", "proceeding=2"))
    assert "还不能办" not in page.content.decode()
    shut = client.get(form(file, "carry_out", "proceeding=2&points=1"))
    assert "还不能办" in shut.content.decode()
    answer = send(
        client,
        form(file, "carry_out", "proceeding=2&points=1"),
        on="2026-03-09",
        points=["1"],
        evidence="还没有做",
    )
    assert answer.status_code == 422
    assert "没有办成" in answer.content.decode()


def test_an_office_that_does_not_exist_is_said_at_the_field(sit: Sit, told: Teller) -> None:
    file = registered(told)
    told.act("libing", "screen", date(2026, 3, 6), proceeding=1, points=(1, 2), codes={"path": "31[6]"})
    answer = send(sit("libing"), form(file, "transfer"), on="2026-03-09", points=["1", "2"], to="不存在的局")
    assert answer.status_code == 422
    assert "没有“不存在的局”这一项" in answer.content.decode()


def test_a_stranger_gets_404_on_every_page_of_a_matter(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    stranger = sit("weiyin")
    for tail in (
        "",
        "acts/remark/",
        "papers/1/",
        "papers/1/paper.pdf",
        "papers/1/serve/",
        "correct/",
        "drafts/1/",
        "attachments/1/",
    ):
        assert stranger.get(f"/desk/files/{file.pk}/{tail}").status_code == 404, tail
    assert (
        stranger.post(
            f"/desk/files/{file.pk}/acts/remark/", {"on": "2026-03-09", "words": "外人"}
        ).status_code
        == 404
    )


@proves("R22 30(3)")
def test_r22_30_3_a_restricted_matter_is_404_to_every_other_post(sit: Sit, told: Teller) -> None:
    told.enter(entry("查处冒领低保", title="检举冒领低保", restricted=True), "zhangjia")
    assert told.file is not None
    assert sit("qianwu").get(f"/desk/files/{told.file.pk}/").status_code == 200
    assert told.file.readings.count() == 1, "every reading is logged"
    for login in ("zhangjia", "libing", "sunji", "sumao", "zhaoding", "chenzi", "xuxu", "lvjia"):
        assert sit(login).get(f"/desk/files/{told.file.pk}/").status_code == 404, login


def test_a_withheld_name_is_not_shown_to_the_handling_office_anywhere_on_its_pages(
    sit: Sit, told: Teller
) -> None:
    words = {"text": "我是张某，电话13800000001，排水沟断了。"}
    file = transferred(
        told,
        withheld=True,
        words=words,
        title="张某反映排水沟未接通",
        people=(person("张某", phone="13800000001"),),
    )
    for login, shown in (("libing", True), ("chenzi", False)):
        client = sit(login)
        for address in (
            "/desk/",
            f"/desk/files/{file.pk}/",
            f"/desk/files/{file.pk}/acts/remark/",
            f"/desk/find/?q={file.number}",
        ):
            page = client.get(address, follow=True).content.decode()
            if shown and address.endswith(f"files/{file.pk}/"):
                assert "张某" in page
            if not shown:
                assert "张某" not in page, address
                assert "13800000001" not in page, address
    assert "应信访人要求保密" in sit("chenzi").get(f"/desk/files/{file.pk}/").content.decode()


@proves("R22 21(2)")
def test_r22_21_2_the_handling_office_sees_neither_a_mark_nor_who_gave_it(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    mark = {"about": "t_xl", "mark": "not_satisfied"}
    told.act("zhangjia", "rate", date(2026, 3, 9), petitioner=1, codes=mark, words={"words": "推来推去"})
    for login in ("chenzi", "chuchou"):
        page = sit(login).get(f"/desk/files/{file.pk}/").content.decode()
        assert "不满意" not in page
        assert "推来推去" not in page
        assert "评价" not in page
    assert "推来推去" in sit("libing").get(f"/desk/files/{file.pk}/").content.decode()


def test_a_late_entry_shows_when_it_happened_and_when_it_was_recorded(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    said = {"codes": {"form": "phone"}, "words": {"record": "听取意见"}}
    told.act("chenzi", "contact", date(2026, 3, 9), entered=date(2026, 3, 12), proceeding=2, **said)
    page = sit("chenzi").get(f"/desk/files/{file.pk}/").content.decode()
    assert "补录：发生于 2026年3月9日，录入于 2026年3月12日" in page


def test_nothing_on_a_matter_leads_to_other_matters_of_the_same_person(sit: Sit, told: Teller) -> None:
    file = registered(told)
    other = Teller()
    other.enter(entry(title="同一个人的另一件事"), "zhangjia")
    assert other.file is not None
    page = sit("libing").get(f"/desk/files/{file.pk}/").content.decode()
    assert f"/desk/files/{other.file.pk}/" not in page
    assert "同一个人的另一件事" not in page


def test_the_most_pressing_act_is_the_one_filled_button(sit: Sit, told: Teller) -> None:
    told.enter(entry(), "zhangjia")
    assert told.file is not None
    client = sit("libing")

    def main() -> list[str]:
        assert told.file is not None
        return [b.kind for b in client.get(f"/desk/files/{told.file.pk}/").context["buttons"] if b.main]

    assert main() == ["judge"]
    told.act("libing", "judge", date(2026, 3, 3), proceeding=1, codes={"result": "first"})
    assert main() == ["screen"]
    told.act("libing", "screen", date(2026, 3, 6), proceeding=1, points=(1, 2), codes={"path": "31[6]"})
    assert main() == ["transfer"]


def test_what_may_be_done_on_occasion_is_never_the_filled_button_and_the_page_says_whose_turn_it_is(
    sit: Sit, told: Teller
) -> None:
    file = transferred(told)
    told.paper("tell_destination", "libing", date(2026, 3, 9), sign="sumao", proceeding=1, points=(1, 2))
    for petitioner in file.roles.values_list("no", flat=True):
        told.serve(
            "libing", date(2026, 3, 10), file.papers.get(kind="destination_notice"), petitioner=petitioner
        )
    page = sit("libing").get(f"/desk/files/{file.pk}/")
    assert [b.kind for b in page.context["buttons"] if b.main] == []
    assert "下一步在梁口镇人民政府：书面告知" in page.content.decode()
    assert {"find_harm_to_child", "ask_recusal"} <= {b.kind for b in page.context["more"]}


def test_what_the_petitioner_said_stands_beside_the_form(sit: Sit, told: Teller) -> None:
    file = registered(told)
    entry_words = sit("libing").get(f"/desk/files/{file.pk}/").context["entries"][0].text
    assert entry_words
    assert entry_words in sit("libing").get(form(file, "screen")).content.decode()


def test_a_refusal_speaks_of_offices_and_posts_by_name(sit: Sit, told: Teller) -> None:
    file = transferred(told)
    not_theirs = send(
        sit("libing"), form(file, "accept", "proceeding=2&points=1,2"), on="2026-03-09", points=["1", "2"]
    )
    assert not_theirs.status_code == 422
    happened = not_theirs.content.decode().split('role="alert"')[1].split("保留了什么")[0]
    assert re.search("承办人|县信访局", happened)
    assert not re.search("[^a-z](handler|section|xfj|t_xl)[^a-z]", happened)
