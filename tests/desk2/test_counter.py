"""The counter: codes, PINs, the petitioner's own acts; and who may know of a restricted matter."""

from __future__ import annotations

import re
from typing import Any

import pytest

from huiyin.offices.models import Officer
from huiyin.register import models
from huiyin.register.lines import state
from huiyin.register.pins import matches
from tests.desk2.conftest import Desk, act, opened, person
from tests.papers.reading import pages
from tests.proves import proves

pytestmark = pytest.mark.one_database

NUMBER = "110101199003070417"


def taken_up() -> models.File:
    """A matter raised with the bureau of labour directly, and dealt with there."""
    file = opened(by="weiyin", office="rsj", people=(person("张某", NUMBER, "13800001111"),)).file
    act(file, "weiyin", "judge", proceeding=1, codes={"result": "first"})
    act(file, "weiyin", "take_up", proceeding=1, points=(1,))
    return file


def digits(body: str) -> list[str]:
    return re.findall(r'data-copy="(\d+)"', body)


@proves("S0-171")
def test_a_code_is_read_out_at_the_counter_and_the_reading_is_logged(desk: Desk) -> None:
    file = opened().file
    body = desk("zhangjia").post(f"/desk/files/{file.pk}/counter/code/", {"no": "1"}).content.decode()
    assert digits(body) == [file.roles.get().code]
    row = models.Reading.objects.get()
    assert (row.actor, row.what) == ("officer:zhangjia", "code")


def test_the_label_of_a_paper_original_is_printed_once_more_by_who_may_see_the_matter(desk: Desk) -> None:
    file = opened().file
    client = desk("zhangjia")
    address = f"/desk/files/{file.pk}/counter/?print=label"
    assert "?print=label" in client.get(f"/desk/files/{file.pk}/counter/").content.decode()
    body = client.get(address).content.decode()
    assert file.number in body and "<svg" in body and "2026-03-02" in body
    assert desk("shihai").get(address).status_code == 404
    hidden = opened(("查处村支书", "accusation")).file
    assert client.get(f"/desk/files/{hidden.pk}/counter/?print=label").status_code == 404


def test_a_pin_is_set_anew_only_after_identity_was_checked_and_shown_once(desk: Desk) -> None:
    file = opened().file
    client = desk("zhangjia")
    before = file.roles.get().pin_hash
    refused = client.post(f"/desk/files/{file.pk}/counter/pin/", {"no": "1", "checked": ""})
    assert refused.status_code == 422
    assert file.roles.get().pin_hash == before
    body = client.post(
        f"/desk/files/{file.pk}/counter/pin/", {"no": "1", "checked": "identity_document"}
    ).content.decode()
    code, pin = digits(body)
    role = file.roles.get()
    assert code == role.code
    assert matches(pin, role.pin_hash)
    assert models.Act.objects.get(file=file, kind="change_pin").codes == {"checked": "identity_document"}
    assert digits(client.get(f"/desk/files/{file.pk}/counter/").content.decode()) == []


@proves("R22 21(2)")
def test_r22_21_2_the_handling_office_records_no_withdrawal_rating_or_pin(desk: Desk) -> None:
    file = taken_up()
    client = desk("weiyin")
    page = client.get(f"/desk/files/{file.pk}/counter/").content.decode()
    assert "本单位是办理单位" in page
    for kind, more in (("withdraw", {}), ("rate", {"about": "rsj", "mark": "satisfied"})):
        sent = client.post(
            f"/desk/files/{file.pk}/counter/{kind}/", {"on": "2026-03-02", "petitioner": "1", **more}
        )
        assert sent.status_code == 422
        assert "不由办理单位代录" in sent.content.decode()
    assert (
        client.post(
            f"/desk/files/{file.pk}/counter/pin/", {"no": "1", "checked": "other_document"}
        ).status_code
        == 422
    )
    assert not models.Act.objects.filter(file=file, kind__in=("withdraw", "rate", "change_pin")).exists()


def test_a_withdrawal_is_written_down_for_one_petitioner_and_undone_again(desk: Desk) -> None:
    file = opened(people=(person("甲某"), person("乙某"))).file
    client = desk("zhangjia")
    sent = client.post(f"/desk/files/{file.pk}/counter/withdraw/", {"on": "2026-03-02", "petitioner": "2"})
    assert sent.status_code == 302
    assert state(file).withdrawals.keys() == {2}
    client.post(f"/desk/files/{file.pk}/counter/undo_withdraw/", {"on": "2026-03-02", "petitioner": "2"})
    assert state(file).withdrawals == {}


def test_consent_and_receipt_are_confirmed_at_the_counter_as_handed_over(desk: Desk) -> None:
    file = opened().file
    client = desk("zhangjia")
    client.post(
        f"/desk/files/{file.pk}/counter/consent_electronic/",
        {"on": "2026-03-02", "petitioner": "1", "given": "yes"},
    )
    assert state(file).consents == {1}
    assert file.roles.get().electronic


@proves("R22 30(3)")
def test_r22_30_3_the_counter_of_a_restricted_matter_is_the_named_officers_alone(desk: Desk) -> None:
    file = opened(("查处村支书", "accusation"), by="qianwu").file
    for login in ("zhangjia", "libing", "sumao"):
        assert desk(login).get(f"/desk/files/{file.pk}/counter/").status_code == 404
    assert desk("qianwu").get(f"/desk/files/{file.pk}/counter/").status_code == 200


# ------------------------------------------------------------------ any counter


def test_any_petition_counter_reprints_a_code_for_the_number_that_was_left(desk: Desk) -> None:
    file = taken_up()
    client = desk("zhangjia")  # the petition bureau does not see this matter
    assert client.get(f"/desk/files/{file.pk}/").status_code == 404
    body = client.post(
        "/desk/counter/", {"number": file.number, "left": "1101 0119 9003 070417"}
    ).content.decode()
    assert digits(body) == [file.roles.get().code]
    assert "接通排水沟" not in body
    assert "张某" not in body
    assert models.Reading.objects.get(file=file).actor == "officer:zhangjia"


def test_a_pin_is_set_anew_at_any_petition_counter_for_whoever_holds_the_code(desk: Desk) -> None:
    file = taken_up()
    code = file.roles.get().code
    sent = {"do": "pin", "code": f"{code[:4]} {code[4:8]} {code[8:]}", "checked": "identity_document"}
    shown = digits(desk("zhangjia").post("/desk/counter/", sent).content.decode())
    assert shown[0] == code
    assert matches(shown[1], file.roles.get().pin_hash)
    row = models.Act.objects.get(file=file, kind="change_pin")
    assert (row.office_id, row.actor) == ("xfj", "zhangjia")


@proves("R22 30(3)")
def test_r22_30_3_nothing_restricted_is_known_at_any_counter(desk: Desk) -> None:
    file = opened(("查处村支书", "accusation"), by="qianwu", people=(person("苗某", NUMBER),)).file
    role = file.roles.get()
    client = desk("zhangjia")
    unknown = client.post("/desk/counter/", {"number": "柏信2026-99999", "left": NUMBER})
    known = client.post("/desk/counter/", {"number": file.number, "left": NUMBER})
    by_code = client.post("/desk/counter/", {"do": "pin", "code": role.code, "checked": "identity_document"})
    strip = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"|value="[^"]*"')
    assert strip.sub("", unknown.content.decode()) == strip.sub("", known.content.decode())
    assert by_code.status_code == known.status_code == unknown.status_code == 422
    assert file.roles.get().pin_hash == role.pin_hash


@proves("R22 30(3)")
def test_r22_30_3_the_officer_named_for_restricted_matters_in_the_office_that_has_it_sets_its_pin_anew(
    desk: Desk,
) -> None:
    file = opened(("查处村支书", "accusation"), by="qianwu", people=(person("苗某", NUMBER),)).file
    code = file.roles.get().code
    sent = {"do": "pin", "code": code, "checked": "identity_document"}
    shown = digits(desk("panshen").post("/desk/counter/", sent).content.decode())
    assert shown[0] == code and matches(shown[1], file.roles.get().pin_hash)
    assert models.Reading.objects.filter(file=file, actor="officer:panshen").exists(), "and it is logged"
    reprinted = desk("qianwu").post("/desk/counter/", {"number": file.number, "left": NUMBER})
    assert digits(reprinted.content.decode()) == [code]
    before = file.roles.get().pin_hash
    elsewhere = opened(
        ("查处村支书", "accusation"), by="yangwu", office="jw", people=(person("苗某", NUMBER),)
    ).file
    sent["code"] = elsewhere.roles.get().code
    assert desk("panshen").post("/desk/counter/", sent).status_code == 422, "another office has it"
    models.Barred.objects.create(file=file, officer=Officer.objects.get(login="panshen"))
    sent["code"] = code
    assert desk("panshen").post("/desk/counter/", sent).status_code == 422, "he is the one accused"
    assert file.roles.get().pin_hash == before


def letters_of(response: Any) -> list[str]:
    """The words of each of the letters."""
    return pages(response.content)


ACCUSED = ("查处村支书", "accusation")


@proves("R22 30(3)")
def test_r22_30_3_code_and_pin_go_in_two_letters_that_tell_nothing_to_who_wrote_and_left_no_phone(
    desk: Desk,
) -> None:
    file = opened(ACCUSED, by="qianwu", people=(person("苗某", address="梁口镇望川村三组"),)).file
    client = desk("qianwu")
    page = client.get(f"/desk/files/{file.pk}/counter/").content.decode()
    assert "来信写明的地址" in page and "梁口镇望川村三组" in page
    sent = {"no": "1", "address": "梁口镇望川村三组"}
    response = client.post(f"/desk/files/{file.pk}/counter/post/", sent)
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    first, second = letters_of(response)
    role = file.roles.get()
    assert role.code in first and role.code not in second
    pins = [pin for pin in re.findall(r"\d{6}", second) if matches(pin, role.pin_hash)]
    assert len(pins) == 1 and pins[0] not in first
    for said in (first, second):
        assert "梁口镇望川村三组" in said and "苗某（收）" in said
        for word in ("信访", "举报", "检举", "控告", "村支书", "柏川县信访局", file.number):
            assert word not in said
    assert models.Act.objects.get(file=file, kind="change_pin").codes == {"checked": "return_address"}
    assert models.Reading.objects.filter(file=file, actor="officer:qianwu", what="code").exists()


@proves("R22 30(3)")
def test_r22_30_3_sealed_letters_go_where_the_person_asked_and_nowhere_else(desk: Desk) -> None:
    file = opened(ACCUSED, by="qianwu", people=(person("苗某", address="梁口镇望川村三组"),)).file
    role = file.roles.get()
    client, address = desk("qianwu"), f"/desk/files/{file.pk}/counter/post/"
    models.Role.objects.filter(pk=role.pk).update(contact={"post": "城关镇邮政所留局待领"})
    assert client.post(address, {"no": "1", "address": "梁口镇望川村三组"}).status_code == 422, (
        "it was changed"
    )
    found = letters_of(client.post(address, {"no": "1", "address": "城关镇邮政所留局待领"}))
    assert all("城关镇邮政所留局待领" in said and "望川村" not in said for said in found)
    before = file.roles.get().pin_hash
    models.Role.objects.filter(pk=role.pk).update(contact={"tell": "none", "post": "城关镇邮政所留局待领"})
    refused = client.post(address, {"no": "1", "address": "城关镇邮政所留局待领"})
    assert refused.status_code == 422 and "没有寄信" in refused.content.decode()
    assert file.roles.get().pin_hash == before


@proves("R22 30(3)")
def test_r22_30_3_only_the_named_officer_posts_a_pin_and_only_of_a_restricted_matter(desk: Desk) -> None:
    file = opened(ACCUSED, by="qianwu", people=(person("苗某", address="梁口镇望川村三组"),)).file
    sent = {"no": "1", "address": "梁口镇望川村三组"}
    for login in ("zhangjia", "libing", "sumao"):
        assert desk(login).post(f"/desk/files/{file.pk}/counter/post/", sent).status_code == 404
    plain = opened().file
    assert desk("zhangjia").post(f"/desk/files/{plain.pk}/counter/post/", sent).status_code == 404
    assert "密函" not in desk("zhangjia").get(f"/desk/files/{plain.pk}/counter/").content.decode()


def test_guessing_at_a_counter_ends_after_ten_tries_a_day(desk: Desk) -> None:
    file = taken_up()
    client = desk("zhangjia")
    for n in range(10):
        client.post("/desk/counter/", {"number": file.number, "left": f"1380000{n:04d}"})
    body = client.post("/desk/counter/", {"number": file.number, "left": NUMBER}).content.decode()
    assert digits(body) == []
    assert "今天不能再试" in body


def test_other_offices_and_administrators_have_no_such_counter(desk: Desk) -> None:
    for login in ("weiyin", "xuxu", "zhengren"):
        assert desk(login).get("/desk/counter/").status_code == 403


# ------------------------------------------------------------------ named sight


@proves("R22 30(3)", "R22 46[5]")
def test_r22_30_3_the_named_officer_names_another_for_one_file_and_takes_it_back(desk: Desk) -> None:
    file = opened(("查处村支书", "accusation"), by="qianwu").file
    other = opened(("查处乡长", "accusation"), by="qianwu").file
    client, head = desk("qianwu"), desk("sunji")
    assert head.get(f"/desk/files/{file.pk}/").status_code == 404
    sunji = Officer.objects.get(login="sunji")
    client.post(f"/desk/files/{file.pk}/sights/", {"officer": str(sunji.pk)})
    assert head.get(f"/desk/files/{file.pk}/").status_code == 200
    assert head.get(f"/desk/files/{other.pk}/").status_code == 404
    assert head.get(f"/desk/files/{file.pk}/sights/").status_code == 404
    grant = models.SightGrant.objects.get()
    assert grant.given_by == "officer:qianwu"
    assert models.Reading.objects.filter(file=file, what=f"named:{sunji.pk}").count() == 1
    client.post(f"/desk/files/{file.pk}/sights/{grant.pk}/end/")
    assert head.get(f"/desk/files/{file.pk}/").status_code == 404


def test_only_officers_of_the_same_office_can_be_named(desk: Desk) -> None:
    file = opened(("查处村支书", "accusation"), by="qianwu").file
    outside = Officer.objects.get(login="machou")
    assert (
        desk("qianwu").post(f"/desk/files/{file.pk}/sights/", {"officer": str(outside.pk)}).status_code == 422
    )
    assert not models.SightGrant.objects.exists()


@pytest.mark.parametrize("login", ["zhangjia", "sumao", "hehai"])
def test_nobody_else_finds_the_page_of_named_sight(desk: Desk, login: str) -> None:
    file = opened(("查处村支书", "accusation"), by="qianwu").file
    assert desk(login).get(f"/desk/files/{file.pk}/sights/").status_code == 404


def test_the_counter_has_the_public_guide_at_hand(desk: Desk) -> None:
    for address in ("/desk/counter/", "/desk/register/"):
        assert 'href="/guide/"' in desk("zhangjia").get(address).content.decode()
