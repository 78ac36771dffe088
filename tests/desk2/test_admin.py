"""Pages of the administrators and the auditor: each does the own work only, and none of them sees a matter."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.offices.models import (
    Deputy,
    HandOver,
    Office,
    Officer,
    OfficeRelation,
    Post,
    PostChange,
    Signboard,
    SignIn,
)
from huiyin.offices.services import change_office, record_sign_in
from huiyin.register import models
from huiyin.register.access import visible_to
from huiyin.register.handing_over import taken_over
from huiyin.register.lines import state
from huiyin.register.rebuild import rebuild
from tests.desk2.conftest import DAY, NOON, Desk, act, officer, opened
from tests.proves import proves

ADMINS = ("xuxu", "hehai", "lvjia")
PAGES = (
    "/desk/admin/offices/",
    "/desk/admin/officers/",
    "/desk/admin/offices/xfj/",
    "/desk/admin/officers/libing/",
)


def handled() -> models.File:
    """A matter at the bureau of labour, dealt with by jiangmao."""
    file = opened(by="weiyin", office="rsj").file
    act(file, "weiyin", "judge", proceeding=1, codes={"result": "first"})
    act(file, "weiyin", "take_up", proceeding=1, points=(1,))
    act(file, "weiyin", "name_officer", proceeding=2, codes={"officer": "jiangmao"})
    return file


@pytest.mark.parametrize("login", ADMINS)
def test_administrators_and_the_auditor_see_no_matter(desk: Desk, login: str) -> None:
    file = handled()
    client = desk(login)
    for url in (
        f"/desk/files/{file.pk}/",
        f"/desk/files/{file.pk}/counter/",
        "/desk/register/visit/",
        "/desk/counter/",
    ):
        assert client.get(url).status_code in (403, 404), url
    for url in (*PAGES, "/desk/audit/readings/", "/desk/audit/posts/"):
        body = client.get(url)
        assert body.status_code in (200, 403)
        assert "接通排水沟" not in body.content.decode()
        assert "反映排水沟" not in body.content.decode()


def test_pages_of_administrators_are_closed_to_everybody_else(desk: Desk) -> None:
    for login in ("libing", "sunji", "qianwu", "lvjia"):
        for url in PAGES:
            assert desk(login).get(url).status_code == 403, (login, url)
    for login in ("xuxu", "hehai", "sunji"):
        assert desk(login).get("/desk/audit/sign-ins/").status_code == 403


def test_the_three_administrators_cannot_do_each_others_work(desk: Desk) -> None:
    give = {"do": "give", "kind": "handler", "office": "rsj", "on": "2026-03-02"}
    assert desk("xuxu").post("/desk/admin/officers/libing/", give).status_code == 403
    assert desk("hehai").post("/desk/admin/officers/libing/", {"do": "password"}).status_code == 403
    assert (
        desk("hehai").post("/desk/admin/offices/rsj/", {"do": "change", "name": "别的局"}).status_code == 403
    )
    assert (
        desk("lvjia").post("/desk/admin/offices/rsj/", {"do": "change", "name": "别的局"}).status_code == 403
    )


# ------------------------------------------------------------------ offices


def test_the_system_administrator_opens_changes_relates_and_closes_an_office(desk: Desk) -> None:
    client = desk("xuxu")
    new = {
        "do": "open", "code": "kjj", "name": "柏川县科技局", "level": "county", "kind": "government", "on": "2026-03-02",
        "is_organ": "1", "own_name": "1", "may_issue_opinion": "1", "remit": "科技\n创新",
    }  # fmt: skip
    assert client.post("/desk/admin/offices/new/", new).status_code == 302
    one = Office.objects.get(code="kjj")
    assert (one.remit, one.may_issue_opinion) == (["科技", "创新"], True)
    url = "/desk/admin/offices/kjj/"
    change = {"do": "change", "name": "柏川县科学技术局", "petition_person": "某人", "own_name": "1"}
    assert client.post(url, change).status_code == 302
    assert (
        client.post(
            url, {"do": "relate", "upper": "county_gov", "kind": "territory", "on": "2026-03-02"}
        ).status_code
        == 302
    )
    board = {
        "do": "board",
        "name": "柏川县科学技术局",
        "number_code": "柏科信",
        "default": "1",
        "on": "2026-03-02",
    }
    assert client.post(url, board).status_code == 302
    assert Signboard.objects.get(office=one).number_code == "柏科信"
    tie = OfficeRelation.objects.get(lower=one)
    assert client.post(url, {"do": "end_relation", "row": str(tie.pk), "on": "2026-04-01"}).status_code == 302
    assert client.post(url, {"do": "close", "successor": "zjj", "on": "2026-05-01"}).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.until) == ("柏川县科学技术局", date(2026, 4, 30))


def test_a_refusal_says_why_and_keeps_what_was_typed(desk: Desk) -> None:
    new = {
        "do": "open",
        "code": "rsj",
        "name": "重名局",
        "level": "county",
        "kind": "government",
        "on": "2026-03-02",
    }
    body = desk("xuxu").post("/desk/admin/offices/new/", new)
    assert body.status_code == 422
    assert "重名局" in body.content.decode()
    board = {"do": "board", "name": "另一块牌子", "number_code": "柏信", "on": "2026-03-02"}
    taken = desk("xuxu").post("/desk/admin/offices/rsj/", board)
    assert taken.status_code == 422
    assert "另一块牌子" in taken.content.decode()


@proves("S0-017", "R22 14(2)")
def test_r22_14_2_an_organ_without_anybody_for_petition_work_is_pointed_at(desk: Desk) -> None:
    nobody = {"petition_unit": "", "petition_person": ""}
    change_office("lyj", at=NOON, by=officer("xuxu"), fields=nobody)
    for login in ("xuxu", "hehai"):
        body = desk(login).get("/desk/admin/offices/").content.decode()
        alert = body.split("没有明确负责信访工作的机构或者人员")[1].split("</section>")[0]
        assert "/desk/admin/offices/lyj/" in alert
        assert "/desk/admin/offices/rsj/" not in alert


# ------------------------------------------------------------------ accounts and posts


def test_a_first_password_is_shown_once_and_must_be_changed(desk: Desk) -> None:
    body = (
        desk("xuxu")
        .post("/desk/admin/officers/new/", {"do": "add", "login": "xinren", "name": "新人"})
        .content.decode()
    )
    password = re.search(r"初始密码 ([a-z0-9-]+)。", body)
    assert password
    one = Officer.objects.get(login="xinren")
    assert one.check_password(password[1])
    assert one.must_change_password
    reset = desk("xuxu").post("/desk/admin/officers/xinren/", {"do": "password"}).content.decode()
    again = re.search(r"初始密码 ([a-z0-9-]+)。", reset)
    assert again
    assert again[1] != password[1]
    assert not Officer.objects.get(login="xinren").check_password(password[1])


def test_an_administrators_password_is_not_set_on_a_page(desk: Desk) -> None:
    body = desk("xuxu").post("/desk/admin/officers/hehai/", {"do": "password"})
    assert body.status_code == 422
    assert "服务器控制台" in body.content.decode()


def test_the_security_administrator_gives_and_ends_posts(desk: Desk) -> None:
    client = desk("hehai")
    give = {"do": "give", "kind": "handler", "office": "rsj", "on": "2026-03-02"}
    assert client.post("/desk/admin/officers/libing/", give).status_code == 302
    post = Post.objects.get(officer__login="libing", kind="handler")
    assert post.office and post.office.code == "rsj"
    assert (
        client.post(
            "/desk/admin/officers/libing/", {"do": "end_post", "row": str(post.pk), "on": "2026-03-10"}
        ).status_code
        == 302
    )
    post.refresh_from_db()
    assert post.until == date(2026, 3, 9)
    assert PostChange.objects.filter(officer__login="libing", by_ref="hehai").count() == 2


def test_the_head_lets_a_colleague_stand_in_and_no_other_office(desk: Desk) -> None:
    client = desk("shenchen")
    period = {"since": "2026-03-03", "until": "2026-03-06", "reason": "出差"}
    sent = {"do": "deputy", "absent": "weiyin", "stands_in": "jiangmao", **period}
    assert client.post("/desk/deputies/", sent).status_code == 302
    row = Deputy.objects.get()
    assert "dispatcher" in selectors.posts_by_office(row.stands_in, date(2026, 3, 4))["rsj"]
    outside = client.post("/desk/deputies/", {**sent, "stands_in": "libing"})
    assert outside.status_code == 422
    other = desk("maochen").post(
        "/desk/deputies/", {"do": "end_deputy", "row": str(row.pk), "on": "2026-03-02"}
    )
    assert other.status_code == 422
    assert (
        client.post(
            "/desk/deputies/", {"do": "end_deputy", "row": str(row.pk), "on": "2026-03-05"}
        ).status_code
        == 302
    )
    assert desk("weiyin").get("/desk/deputies/").status_code == 403


# ------------------------------------------------------------------ leaving


def leave(desk: Desk, login: str, successor: str) -> Any:
    return desk("hehai").post(
        f"/desk/admin/officers/{login}/", {"do": "leave", "successor": successor, "on": "2026-03-02"}
    )


def test_who_leaves_hands_over_what_is_open_by_an_act_on_each_line(desk: Desk) -> None:
    file, closed = handled(), handled()
    models.Matter.objects.filter(file=closed).update(phase="closed")
    assert models.Proceeding.objects.get(file=file, no=2).officer == Officer.objects.get(login="jiangmao")
    assert leave(desk, "jiangmao", "weiyin").status_code == 302
    assert models.Proceeding.objects.get(file=file, no=2).officer == Officer.objects.get(login="weiyin")
    assert state(file).proceedings[2].officer == "weiyin"
    row = HandOver.objects.get()
    assert (row.what["count"], bool(row.what["digest"]), row.by_ref) == (1, True, "hehai")
    assert not Officer.objects.get(login="jiangmao").active
    assert [t.mended for t in rebuild([file.pk])] == [[]]
    assert models.Proceeding.objects.get(file=file, no=2).officer == Officer.objects.get(login="weiyin")


def test_whoever_takes_over_lists_it_and_the_administrator_only_counts_it(desk: Desk) -> None:
    file = handled()
    leave(desk, "jiangmao", "weiyin")
    assert file.number in desk("weiyin").get("/desk/taken-over/").content.decode()
    assert [a.file_id for a in taken_over(officer("weiyin"), DAY)] == [file.pk]
    shown = desk("hehai").get("/desk/admin/officers/jiangmao/").content.decode()
    assert "1 件" in shown
    assert file.number not in shown


def test_a_successor_without_a_post_there_takes_over_nothing(desk: Desk) -> None:
    file = handled()
    body = leave(desk, "jiangmao", "libing")
    assert body.status_code == 422
    assert Officer.objects.get(login="jiangmao").active
    assert state(file).proceedings[2].officer == "jiangmao"


# ------------------------------------------------------------------ the auditor


def table(desk: Desk, key: str, query: str = "") -> list[list[str]]:
    response = desk("lvjia").get(f"/desk/audit/{key}.csv{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


@proves("R22 30(3)")
def test_r22_30_3_the_auditor_reads_who_read_what_is_restricted_by_number_alone(desk: Desk) -> None:
    file = opened(("查处村支书冒领资金", "accusation"), by="qianwu").file
    desk("qianwu").get(f"/desk/files/{file.pk}/")
    page = desk("lvjia").get("/desk/audit/readings/").content.decode()
    assert file.number in page
    assert "钱戊" in page
    assert "查处村支书" not in page
    rows = table(desk, "readings")
    assert [row[2] for row in rows[1:]] == [file.number]
    assert not visible_to(officer("lvjia")).exists()


def test_sign_ins_are_filtered_by_day_person_and_kind(desk: Desk) -> None:
    record_sign_in(SignIn.What.SUCCESS, "libing", address="10.1.2.3", at=NOON)
    record_sign_in(SignIn.What.FAILURE, "=cmd", address="10.1.2.3", at=NOON)
    client = desk("lvjia")
    assert "李丙" in client.get("/desk/audit/sign-ins/").content.decode()
    assert "李丙" not in client.get("/desk/audit/sign-ins/?what=failure").content.decode()
    assert "李丙" not in client.get("/desk/audit/sign-ins/?until=2026-03-01").content.decode()
    assert (
        "李丙"
        in client.get("/desk/audit/sign-ins/?since=2026-03-02&until=2026-03-02&who=libing").content.decode()
    )
    rows = table(desk, "sign-ins", "?who=libing")
    assert [row[1] for row in rows] == ["工作人员", "李丙（libing）"]


def test_posts_and_hand_overs_are_in_the_audit_and_a_cell_is_never_a_formula(desk: Desk) -> None:
    handled()
    leave(desk, "jiangmao", "weiyin")
    assert any("蒋卯" in cell for row in table(desk, "hand-overs") for cell in row)
    desk("xuxu").post("/desk/admin/offices/rsj/", {"do": "change", "name": "=HYPERLINK(1)", "own_name": "1"})
    cells = [cell for row in table(desk, "offices") for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert any("ended" in r.what for r in PostChange.objects.filter(officer__login="jiangmao"))
    assert desk("lvjia").get("/desk/audit/posts/?who=jiangmao").status_code == 200


def test_the_machine_that_hands_over_is_named_in_the_act(desk: Desk) -> None:
    file = handled()
    leave(desk, "jiangmao", "weiyin")
    row = models.Act.objects.get(file=file, kind="take_over")
    assert (row.actor_kind, row.actor) == ("machine", "handing-over")
    assert Actor.machine("handing-over").ref == row.actor
