"""Registering at the desk: every way in, nothing refused for what is missing, nothing typed lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.desk.models import FormDraft
from huiyin.desk.registering_forms import CHANNELS
from huiyin.register import models
from huiyin.register.lines import state
from huiyin.register.pins import matches
from tests.desk2.conftest import Desk, opened, person
from tests.proves import proves

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
FORM = re.compile(r'name="form" value="([0-9a-f]{32})"')


class Sheet:
    """A form in one officer's browser."""

    def __init__(self, client: Client, channel: str) -> None:
        self.client, self.channel = client, channel
        self.key = FORM.search(client.get(self.url).content.decode())[1]  # type: ignore[index]

    @property
    def url(self) -> str:
        return f"/desk/register/{self.channel}/"

    def fields(self, **more: Any) -> dict[str, Any]:
        """A form that is complete, with what the test changes; underscores stand for hyphens after a row."""
        found: dict[str, Any] = {
            "form": self.key, "rows-people": "5", "rows-points": "2", "received_on": "2026-03-02",
            "p1-name": "张某", "p1-phone": "13800001111", "p1-address": "梁口镇望川村三组", "p1-kind": "person",
            "text": "去年村里硬化巷道，路面抬高了一截。", "r1-text": "接通门前断头的排水沟", "r1-purpose": "claim",
        }  # fmt: skip
        found |= {"read_back": "1"} if self.channel == "visit" else {}
        found |= {"sent_by": "洛原市信访局"} if self.channel == "assigned" else {}
        found |= {"o1-number": "GD-77"} if self.channel == "hotline_12345" else {}
        return {
            k: v
            for k, v in (found | {re.sub(r"^([pro]\d)_", r"\1-", k): v for k, v in more.items()}).items()
            if v is not None
        }

    def send(self, **more: Any) -> Any:
        return self.client.post(self.url, self.fields(**more))

    def receipt(self) -> str:
        return self.client.get(f"/desk/register/receipt/{self.key}/").content.decode()


def the_file() -> models.File:
    return models.File.objects.order_by("-pk")[0]


def test_forms_begun_and_not_sent_are_told_apart_by_what_was_typed(desk: Desk) -> None:
    client = desk("zhangjia")
    for name, request in (("张某", "接通水沟"), ("李某", "修好路灯")):
        Sheet(client, "letter").send(do="keep", p1_name=name, r1_text=request)
    page = " ".join(client.get("/desk/register/").content.decode().split())
    assert "张某 接通水沟" in page and "李某 修好路灯" in page
    assert "接通水沟" not in desk("wangyi").get("/desk/register/").content.decode()


@proves("S0-122")
@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_every_way_in_registers_into_one_register(desk: Desk, channel: str) -> None:
    sheet = Sheet(desk("zhangjia"), channel)
    response = sheet.send()
    assert response.status_code == 302, response.content.decode()
    entry = models.Entry.objects.get()
    assert (entry.channel, entry.office_id) == (channel, "xfj")
    assert entry.number in sheet.receipt()
    assert models.Paper.objects.get().kind == "receipt"


@proves("R22 19(1)", "S0-019")
def test_r22_19_1_nothing_is_refused_for_a_missing_name_address_or_number(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    response = sheet.send(p1_name=None, p1_phone=None, p1_address=None, text=None)
    assert response.status_code == 302
    role = models.Role.objects.get()
    assert role.petitioner.person == {}
    assert models.Entry.objects.get().undeliverable
    assert len(role.code) == 12


def test_doubtful_numbers_are_kept_as_typed_and_only_pointed_at(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "phone")
    assert sheet.send(p1_number="11010119900307041X", p1_phone="1380000").status_code == 302
    kept = models.Petitioner.objects.get().person
    assert (kept["number"], kept["phone"]) == ("11010119900307041X", "1380000")
    assert "身份证号校验未通过" in sheet.receipt()


def test_one_who_speaks_for_nobody_named_is_registered_and_pointed_at(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    assert sheet.send(p1_role="agent").status_code == 302
    assert "没有写代谁提出" in sheet.receipt()
    page = desk("libing").get(f"/desk/files/{the_file().pk}/").content.decode()
    assert "没有写明代谁提出" in page
    named = Sheet(desk("zhangjia"), "letter")
    assert named.send(p1_role="agent", p1_for="2", p2_name="李某").status_code == 302
    assert "没有写代谁提出" not in named.receipt()


@proves("S0-125")
def test_a_visit_is_registered_only_after_it_was_read_back(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "visit")
    body = sheet.send(read_back=None)
    assert body.status_code == 422
    assert "请把登记内容读给来访人听" in body.content.decode()
    assert "接通门前断头的排水沟" in body.content.decode()
    assert sheet.send().status_code == 302
    assert models.Entry.objects.get().read_back


@proves("R22 20(3)")
def test_r22_20_3_a_sixth_representative_is_named_and_nobody_is_dropped(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "visit")
    six = {f"p{n}_name": f"村民{n}" for n in range(1, 7)} | {
        f"p{n}_role": "representative" for n in range(1, 7)
    }
    body = sheet.send(**six, **{"rows-people": "10"})
    assert body.status_code == 422
    assert "多人走访的代表不超过 5 人" in body.content.decode()
    done = sheet.send(**{**six, "p6_role": "self"}, **{"rows-people": "10", "heads": "47"})
    assert done.status_code == 302
    assert models.Entry.objects.get().heads == 47
    assert sorted(models.Role.objects.values_list("role", flat=True)) == ["representative"] * 5 + ["self"]


@proves("S0-124")
def test_envelope_and_pages_are_kept_as_scans_of_the_original_and_survive_an_error(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    scans = {
        "envelope": SimpleUploadedFile("信封.pdf", PDF), "pages": SimpleUploadedFile("信.pdf", PDF + b" "),
        "material": SimpleUploadedFile("证据.pdf", PDF + b"  "),
    }  # fmt: skip
    body = sheet.send(r1_text=None, posted_on="2026-02-20", stamped_on="2026-02-26", **scans).content.decode()
    assert "信封.pdf" in body
    assert sheet.send(posted_on="2026-02-20", stamped_on="2026-02-26").status_code == 302
    kept = {(a.what, a.original) for a in models.Attachment.objects.all()}
    assert kept == {("envelope", True), ("page", True), ("material", False)}
    entry = models.Entry.objects.get()
    assert (str(entry.posted_on), str(entry.stamped_on)) == ("2026-02-20", "2026-02-26")


def test_a_file_that_cannot_be_taken_stops_nothing_else_and_says_why(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    bad = {
        "pages": [
            SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\0" * 200),
            SimpleUploadedFile("信.pdf", PDF),
        ]
    }
    body = sheet.send(**bad)
    assert body.status_code == 422
    assert "run.exe" in body.content.decode()
    assert "接通门前断头的排水沟" in body.content.decode()
    assert sheet.send().status_code == 302
    assert [a.name for a in models.Attachment.objects.all()] == ["信.pdf"]


@proves("S0-016")
def test_what_was_assigned_from_above_keeps_outside_numbers_and_opens_the_duty_to_feed_back(
    desk: Desk,
) -> None:
    sheet = Sheet(desk("zhangjia"), "assigned")
    sent = sheet.send(
        feedback_due="2026-04-10", came_as="letter",
        o1_system="国家信访信息系统", o1_number="A-1", o2_system="市局", o2_number="B-2",
    )  # fmt: skip
    assert sent.status_code == 302
    entry = models.Entry.objects.get()
    assert entry.source == "assigned"
    assert list(entry.outside_numbers.values_list("system", "number")) == [
        ("国家信访信息系统", "A-1"),
        ("市局", "B-2"),
    ]
    assert str(models.OpenDuty.objects.get(rule="closing-report").due) == "2026-04-10"


def test_a_late_registration_is_dated_on_the_day_of_receipt_and_says_that_it_is_late(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    assert sheet.send(received_on="2026-02-24", late_reason="春节期间代收").status_code == 302
    assert "收到后 6 天登记" in sheet.receipt()
    entry = models.Entry.objects.get()
    assert (str(entry.received_on), entry.recorded_at.date().isoformat()) == ("2026-02-24", "2026-03-02")
    assert str(models.Duty.objects.get(rule="dispatch").start) == "2026-02-24"


def test_a_form_sent_twice_is_one_entry_and_with_other_words_it_is_not_dropped(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    assert sheet.send().status_code == 302
    assert sheet.send().status_code == 302
    assert models.Entry.objects.count() == 1
    other = sheet.send(text="又想起一件事。")
    assert other.status_code == 422
    assert "又想起一件事。" in other.content.decode()
    assert models.Entry.objects.get().number in other.content.decode()


def test_rows_are_added_and_numbered_requests_parted_without_a_script(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    body = sheet.send(do="people").content.decode()
    assert 'name="p10-name"' in body
    text = "我有三件事。\n1、接通排水沟\n2、门口补个坡道\n3、把垒墙的钱给我"
    body = sheet.send(do="split", text=text, r1_text="").content.decode()
    assert [
        body.count(f">\n{part}</textarea>") for part in ("接通排水沟", "门口补个坡道", "把垒墙的钱给我")
    ] == [1, 1, 1]
    assert models.Entry.objects.count() == 0


def test_a_form_half_filled_is_kept_for_the_officer_and_for_nobody_else(desk: Desk) -> None:
    client = desk("zhangjia")
    sheet = Sheet(client, "letter")
    sheet.send(do="keep", text="写到一半的话")
    assert "写到一半的话" in client.get(f"{sheet.url}?form={sheet.key}").content.decode()
    assert "写到一半的话" not in desk("wangyi").get(f"{sheet.url}?form={sheet.key}").content.decode()
    assert f"?form={sheet.key}" in client.get("/desk/register/").content.decode()
    client.post("/desk/register/drop/", {"form": sheet.key})
    assert not FormDraft.objects.exists()


@proves("S0-126", "S0-127")
def test_s0_126_an_earlier_matter_of_the_same_person_asks_for_a_recorded_decision(desk: Desk) -> None:
    file = opened(people=(person("张某", phone="13800001111"),), title="反映排水沟").file
    client = desk("zhangjia")
    sheet = Sheet(client, "visit")
    body = sheet.send()
    assert body.status_code == 422
    assert file.number in body.content.decode()
    assert models.Entry.objects.count() == 1
    assert sheet.send(decision="first", decision_reason="上次是水沟，这次是路灯。").status_code == 302
    s = state(the_file())
    assert s.judged == "first"
    assert models.Words.objects.get(act__kind="judge").said == {"reason": "上次是水沟，这次是路灯。"}


def test_a_repeat_is_registered_apart_and_linked_or_joined(desk: Desk) -> None:
    file = opened(people=(person("张某", phone="13800001111"),)).file
    apart = Sheet(desk("zhangjia"), "visit")
    assert apart.send(decision=f"repeat:{file.pk}").status_code == 302
    judged = models.Act.objects.get(file=the_file(), kind="judge")
    assert judged.codes == {"result": "repeat", "linked": file.pk}
    joined = Sheet(desk("zhangjia"), "phone")
    assert joined.send(decision=f"join:{file.pk}", r1_text="怎么还没人来").status_code == 302
    assert models.File.objects.count() == 2
    assert [e.channel for e in file.entries.order_by("pk")] == ["letter", "phone"]
    assert file.roles.count() == 1
    assert file.entries.order_by("-pk")[0].words["requests"] == "1. 怎么还没人来"
    assert "已并入" in joined.receipt()


def test_first_in_the_country_and_first_here_are_two_answers(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "visit")
    assert sheet.send(decision="first", national="repeat").status_code == 302
    codes = models.Act.objects.get(kind="judge").codes
    assert (codes["result"], codes["national"]) == ("first", "repeat")


def test_a_decision_about_a_matter_that_was_not_offered_counts_for_nothing(desk: Desk) -> None:
    file = opened(people=(person("张某", phone="13800001111"),)).file
    other = opened(people=(person("别人", phone="13900000000"),)).file
    sheet = Sheet(desk("zhangjia"), "visit")
    assert sheet.send(decision=f"join:{other.pk}").status_code == 422
    assert {file.entries.count(), other.entries.count()} == {1}


def test_a_borrowed_telephone_identifies_nobody_and_gets_no_message(desk: Desk) -> None:
    opened(people=(person("邻居", phone="13800001111"),))
    sheet = Sheet(desk("zhangjia"), "visit")
    assert sheet.send(p1_borrowed="1").status_code == 302
    role = the_file().roles.get()
    assert role.petitioner.phone_digest == ""
    assert role.petitioner.person["phone"] == "13800001111"
    assert role.contact == {"tell": "none"}


@proves("R22 30(3)")
def test_r22_30_3_a_registrar_takes_an_accusation_hands_over_the_receipt_and_sees_it_no_more(
    desk: Desk,
) -> None:
    client = desk("zhangjia")
    sheet = Sheet(client, "visit")
    assert sheet.send(r1_text="查处村支书冒领资金", r1_purpose="accusation").status_code == 302
    file = the_file()
    assert file.restricted
    receipt = sheet.receipt()
    assert "您以后看不到它" in receipt
    role = file.roles.get()
    assert role.code[:4] in receipt
    pdf = client.get(f"/desk/register/receipt/{sheet.key}/receipt.pdf")
    assert pdf.content.startswith(b"%PDF")
    for url in (f"/desk/files/{file.pk}/", f"/desk/files/{file.pk}/counter/", f"/desk/find/?q={file.number}"):
        body = client.get(url)
        assert body.status_code == 404 or f"/desk/files/{file.pk}/" not in body.content.decode()
    assert desk("qianwu").get(f"/desk/files/{file.pk}/").status_code == 200
    client.post(f"/desk/register/receipt/{sheet.key}/done/", {"next": "more"})
    assert client.get(f"/desk/register/receipt/{sheet.key}/").status_code == 410


@proves("R22 30(3)")
def test_r22_30_3_what_accuses_an_office_above_goes_past_every_office_under_it(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "visit")
    sent = sheet.send(r1_text="查处县领导打招呼", r1_purpose="accusation", accused="county_gov")
    assert sent.status_code == 302
    assert [str(c) for c in the_file().sights.values_list("office_id", flat=True)] == ["c_xfj"]
    assert desk("qianwu").get(f"/desk/files/{the_file().pk}/").status_code == 404


def test_an_office_without_a_named_officer_passes_an_accusation_on_at_once(desk: Desk) -> None:
    sheet = Sheet(desk("zouxin"), "visit")  # the town's registrar; nobody there is named for accusations
    assert sheet.send(r1_text="查处村支书", r1_purpose="accusation").status_code == 302
    assert [str(c) for c in the_file().sights.values_list("office_id", flat=True)] == ["xfj"]
    assert "县信访局的检举控告专办员" in sheet.receipt()


def test_the_receipt_shows_codes_and_pins_that_open_the_matter_for_half_an_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk("zhangjia")
    sheet = Sheet(client, "visit")
    sheet.send(p2_name="吴某")
    body = re.sub(r"</?span[^>]*>", "", sheet.receipt())
    for role in the_file().roles.all():
        assert role.code in body
        pins = re.findall(r'data-copy="(\d{6})"', body)
        assert any(matches(pin, role.pin_hash) for pin in pins)
    assert desk("wangyi").get(f"/desk/register/receipt/{sheet.key}/").status_code == 410
    monkeypatch.setenv("HUIYIN_NOW", "2026-03-02T12:31")
    assert client.get(f"/desk/register/receipt/{sheet.key}/").status_code == 410


@proves("S0-123", "S1-066")
def test_language_company_class_and_the_elements_of_registration_are_kept(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "visit")
    typed = {
        "language": "手语", "interpreter": "县残联翻译", "accompanied_by": "女儿", "cause": "巷道硬化", "facts": "沟断了",
        "reasons": "没人管", "suggestions": "接通", "circumstances": "雨天积水", "history": "找过村上", "sector": "农业农村",
        "class": "城乡建设 / 市政公用", "town": "梁口镇人民政府", "p1_residence": "石岭镇", "safe_language": "en",
    }  # fmt: skip
    assert sheet.send(**typed).status_code == 302
    words = models.Entry.objects.get().words
    assert {k: words[k] for k in typed if k in words} == {k: v for k, v in typed.items() if k in words}
    assert {"language", "interpreter", "accompanied_by", "cause", "history", "sector"} <= words.keys()
    matter = the_file().matter
    assert (matter.class1, matter.class2, matter.happened_in) == ("城乡建设", "市政公用", "梁口镇人民政府")
    assert models.Role.objects.get().contact == {"language": "en"}, "messages follow it"
    person_kept = models.Petitioner.objects.get().person
    assert (person_kept["address"], person_kept["residence"]) == ("梁口镇望川村三组", "石岭镇")


def test_only_posts_that_register_reach_the_form(desk: Desk) -> None:
    for login in ("zhengren", "xuxu", "lvjia"):
        assert desk(login).get("/desk/register/visit/").status_code == 403
    assert Client().get("/desk/register/visit/").status_code == 302
    assert desk("zhangjia").get("/desk/register/web/").status_code == 404


def test_the_panel_follows_what_is_typed_and_keeps_it(desk: Desk) -> None:
    file = opened(people=(person("张某", phone="13800001111"),)).file
    client = desk("zhangjia")
    sheet = Sheet(client, "visit")
    body = client.post(f"{sheet.url}look/", sheet.fields()).content.decode()
    assert file.number in body
    assert "草稿已保存" in body
    assert "<html" not in body
