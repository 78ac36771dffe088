"""Papers at the desk: written, checked, signed, sent out and served, on pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.demo.teller import Teller
from huiyin.register.models import Act, Attachment, Draft, File, OpenDuty, Paper, Service, Window
from tests.desk.conftest import at_desk, registered, transferred
from tests.desk.test_acts import form, hidden, send
from tests.proves import proves

pytestmark = pytest.mark.one_database

Sit = Callable[..., Client]
SCREENING = "属于镇人民政府管护村内道路的职责，没有其他法定程序。"


def screened(t: Teller) -> File:
    """A matter whose points have their path."""
    file = registered(t)
    t.act("libing", "screen", date(2026, 3, 6), proceeding=1, points=(1, 2), codes={"path": "31[6]"})
    return file


def begin(client: Client, file: File, kind: str, query: str, **typed: Any) -> str:
    """Fill in the form of an act that issues a paper; the address of its draft."""
    answer = send(client, form(file, kind, query), **typed)
    assert answer.status_code == 302, re.findall(r'id="f-[^"]*-error"', answer.content.decode())
    return str(answer["Location"])


def press(client: Client, address: str, do: str, **typed: Any) -> Any:
    """Press a button on the page of a draft."""
    page = client.get(address).content.decode()
    return client.post(address, {**hidden(page), **typed, "do": do})


@proves("R22 22(1)")
def test_r22_22_1_a_transfer_goes_from_form_to_paper_to_signature_to_the_other_office(
    sit: Sit, told: Teller
) -> None:
    file = screened(told)
    writer, signer = sit("libing"), at_desk("sunji")
    draft = begin(
        writer,
        file,
        "transfer",
        "proceeding=1",
        on="2026-03-09",
        points=["1", "2"],
        to="柏川县梁口镇人民政府",
    )
    page = writer.get(draft).content.decode()
    assert "甄别意见" in page
    assert "还缺这些" not in page, "nothing was rendered yet"
    assert press(writer, draft, "save", **{"words-1": "接通排水沟", "words-2": "补做坡道"}).status_code == 302
    assert "还缺这些" in writer.get(draft).content.decode()
    typed = {"words-1": "接通排水沟", "words-2": "补做坡道", "screening": SCREENING}
    assert press(writer, draft, "hand_in", **typed).status_code == 302
    assert Act.objects.filter(file=file, kind="draft").count() == 1
    assert not Paper.objects.filter(file=file, kind="transfer_slip").exists()

    assert "等我核稿、签发" in [c.label for c in signer.get("/desk/").context["waiting"]]
    assert SCREENING in signer.get(draft).content.decode()
    assert press(signer, draft, "sign").status_code == 302

    done = press(writer, draft, "issue")
    assert done.status_code == 302
    said = writer.get(done["Location"]).content.decode()
    assert "已出具《信访事项转送单》" in said
    assert "梁口镇人民政府应当在" in said, "who does what next, and by when"
    assert OpenDuty.objects.filter(file=file, office__code="t_xl", rule="tell-forwarded").exists()
    assert at_desk("chenzi").get(f"/desk/files/{file.pk}/").status_code == 200


def test_an_act_that_would_be_refused_is_refused_before_anybody_writes_its_paper(
    sit: Sit, told: Teller
) -> None:
    file = screened(told)
    answer = send(
        sit("libing"),
        form(file, "transfer", "proceeding=1"),
        on="2026-03-09",
        points=["1"],
        to="柏川县信访局",
    )
    assert answer.status_code == 422
    assert "不能转给本单位自己" in answer.content.decode()
    assert not Draft.objects.filter(file=file).exists()


def test_an_unfinished_paper_cannot_go_out_and_the_page_says_what_is_missing(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer = sit("libing")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    press(writer, draft, "hand_in", **{"words-1": "接通排水沟"})
    press(at_desk("sunji"), draft, "sign")
    refused = press(writer, draft, "issue")
    assert refused.status_code == 422
    assert "还缺" in refused.content.decode()
    assert not Paper.objects.filter(file=file, kind="transfer_slip").exists(), "no number was taken"


def test_a_text_changed_after_the_signature_has_to_be_signed_again(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer, signer = sit("libing"), at_desk("sunji")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    typed = {"words-1": "接通排水沟", "words-2": "补做坡道", "screening": SCREENING}
    press(writer, draft, "hand_in", **typed)
    press(signer, draft, "sign")
    press(writer, draft, "save", **{**typed, "screening": "改过的话"})
    page = writer.get(draft)
    assert "要重新送出" in page.content.decode()
    assert page.context["stand"].issues == ""
    press(writer, draft, "hand_in", **{**typed, "screening": "改过的话"})
    assert press(signer, draft, "sign").status_code == 302


def test_a_paper_handed_in_or_signed_twice_is_so_once(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer, signer = sit("libing"), at_desk("sunji")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    typed = {"words-1": "接通排水沟", "words-2": "补做坡道", "screening": SCREENING}
    page = hidden(writer.get(draft).content.decode())
    for _ in range(2):
        assert writer.post(draft, {**page, **typed, "do": "hand_in"}).status_code == 302
    page = hidden(signer.get(draft).content.decode())
    assert signer.post(draft, {**page, "do": "sign"}).status_code == 302
    again = signer.post(draft, {**page, "do": "sign"})
    assert "刚才有人先办了" in again.content.decode()
    page = hidden(writer.get(draft).content.decode())
    for _ in range(2):
        writer.post(draft, {**page, "do": "issue"})
    kinds = list(Act.objects.filter(file=file, seq__gt=3).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["draft", "sign", "transfer"]
    assert Paper.objects.filter(file=file, kind="transfer_slip").count() == 1


def test_a_paper_handed_in_says_whose_turn_it_is(sit: Sit, told: Teller) -> None:
    file, writer = transferred(told), sit("chenzi")
    draft = begin(writer, file, "accept", "proceeding=2&points=1,2", on="2026-03-09", points=["1", "2"])
    assert "下一步：" not in writer.get(draft).content.decode()
    assert press(writer, draft, "hand_in").status_code == 302
    assert re.search(
        "下一步：核稿，由这些岗位中的一位办：[^<]*信访机构负责人", writer.get(draft).content.decode()
    )


def test_what_the_signer_saw_is_what_he_signs(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer, signer = sit("libing"), at_desk("sunji")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    typed = {"words-1": "接通排水沟", "words-2": "补做坡道", "screening": SCREENING}
    press(writer, draft, "hand_in", **typed)
    seen = hidden(signer.get(draft).content.decode())
    press(writer, draft, "hand_in", **{**typed, "screening": "趁他没签时改的"})
    answer = signer.post(draft, {**seen, "do": "sign"})
    assert answer.status_code == 422
    assert "文书又改动过" in answer.content.decode()


def test_a_returned_draft_says_why_and_waits_for_its_writer(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer, signer = sit("libing"), at_desk("sunji")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    press(writer, draft, "hand_in", **{"words-1": "接通", "words-2": "补做", "screening": SCREENING})
    assert "退回要写明修改意见" in press(signer, draft, "return_draft").content.decode()
    assert press(signer, draft, "return_draft", reason="写明职责依据").status_code == 302
    page = writer.get(f"/desk/files/{file.pk}/").content.decode()
    assert "退回修改" in page
    assert "写明职责依据" in page


def test_the_paper_is_shown_as_it_is_typed_and_as_it_prints(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer = sit("libing")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    live = writer.post(f"{draft}live/", {"screening": "正在写的甄别意见", "words-1": "接通排水沟"})
    assert "正在写的甄别意见" in live.content.decode()
    assert "正在写的甄别意见" not in str(Draft.objects.get().content), "nothing is stored as one types"
    pdf = writer.get(f"{draft}paper.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert "draft" not in pdf["Content-Disposition"]
    assert writer.get(f"{draft}paper.html").status_code == 200
    assert writer.get(f"{draft}paper.docx").content[:2] == b"PK"
    for stranger in ("chenzi", "weiyin", "xuxu"):
        assert at_desk(stranger).get(f"{draft}paper.pdf").status_code == 404


def test_characters_that_no_font_has_are_named_beside_the_draft(sit: Sit, told: Teller) -> None:
    file = screened(told)
    writer = sit("libing")
    draft = begin(writer, file, "transfer", "proceeding=1", on="2026-03-09", points=["1", "2"], to="t_xl")
    press(writer, draft, "save", **{"words-1": "接通\U000f0001沟", "words-2": "补做", "screening": SCREENING})
    assert "有的字印不出来" in writer.get(draft).content.decode()


def accepted(t: Teller) -> tuple[File, Paper]:
    """An acceptance notice issued by the town and not served."""
    file = transferred(t)
    done = t.paper(
        "accept", "chenzi", date(2026, 3, 16), check="shihai", sign="kongwu", proceeding=2, points=(1, 2),
        written={"parts": {"competence": "村内道路的管护是本镇人民政府的职责。"}},
    )  # fmt: skip
    return file, done.papers[0]


@proves("R22 35")
def test_r22_35_no_window_is_shown_before_a_proof_and_only_the_served_petitioners_after_it(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    today("2026-03-20")
    file, _notice = accepted(told)
    outcome = {
        "outcome": "explain",
        "reasons": "雨水倒灌。",
        "facts": "查明未接通。",
        "opinion": "正在安排。",
        "basis": "办法第七条。",
    }
    done = told.paper(
        "answer", "chenzi", date(2026, 3, 20), check="shihai", sign="kongwu", proceeding=2, points=(1, 2),
        written={"points": [{"no": 1, **outcome}, {"no": 2, **outcome}],
                 "parts": {"identity": "张某", "inquiry": "到现场查看。", "evidence": "照片，已出示。"}},
    )  # fmt: skip
    opinion = done.papers[0]
    client = sit("chenzi")
    page = client.get(f"/desk/files/{file.pk}/papers/{opinion.no}/").content.decode()
    assert "只有送达证明才起算信访人申请复查的期限" in page
    assert client.get(f"/desk/files/{file.pk}/").context["windows"] == []
    address = f"/desk/files/{file.pk}/papers/{opinion.no}/serve/"
    typed = {
        "petitioner": "1",
        "result": "serve",
        "method": "direct",
        "on": "2026-03-20",
        "at": "10:20",
        "received_by": "self",
    }
    scan = SimpleUploadedFile(
        "回证.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf"
    )
    answer = client.post(address, {**hidden(client.get(address).content.decode()), **typed, "scan": scan})
    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())
    window = Window.objects.get(file=file)
    assert window.end == date(2026, 4, 20)
    assert [w["end"] for w in client.get(f"/desk/files/{file.pk}/").context["windows"]] == [date(2026, 4, 20)]
    service = Service.objects.get(paper=opinion)
    assert (service.method, service.received_by, str(service.at)) == ("direct", "self", "10:20:00")
    attachment = Attachment.objects.get(act=service.act)
    assert "回证.pdf" in client.get(f"/desk/files/{file.pk}/").content.decode()
    scanned: Any = client.get(f"/desk/files/{file.pk}/attachments/{attachment.pk}/")
    assert b"".join(scanned.streaming_content).startswith(b"%PDF")
    for close in scanned._resource_closers:  # a server closes the file; the test's client leaves it open
        close()
    assert at_desk("weiyin").get(f"/desk/files/{file.pk}/attachments/{attachment.pk}/").status_code == 404
    receipt = client.get(f"/desk/files/{file.pk}/papers/{opinion.no}/receipts/{service.pk}.pdf")
    assert receipt.content.startswith(b"%PDF")


def test_papers_to_serve_are_listed_and_a_failed_try_keeps_them_there(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    today("2026-03-20")
    file, notice = accepted(told)
    client = sit("chenzi")
    assert notice.number in client.get("/desk/serving/").content.decode()
    address = f"/desk/files/{file.pk}/papers/{notice.no}/serve/"
    blank = client.get(f"/desk/files/{file.pk}/papers/{notice.no}/receipts/blank/1.pdf")
    assert blank.content.startswith(b"%PDF")
    typed = {"petitioner": "1", "result": "serve_failed", "method": "post", "on": "2026-03-18"}
    wrong = client.post(address, {**hidden(client.get(address).content.decode()), **typed})
    assert "没有送到的，要写明情况" in wrong.content.decode()
    done = client.post(
        address, {**hidden(client.get(address).content.decode()), **typed, "proof": "查无此人退回"}
    )
    assert done.status_code == 302
    assert notice.number in client.get("/desk/serving/").content.decode()
    early = {**typed, "result": "serve", "on": "2026-03-01", "received_by": "self"}
    refused = client.post(address, {**hidden(client.get(address).content.decode()), **early})
    assert "不能早于 2026-03-16" in refused.content.decode()
    last = {
        **typed,
        "result": "serve",
        "method": "public_notice",
        "received_by": "none",
        "detail": "县政府网站",
    }
    refused = client.post(address, {**hidden(client.get(address).content.decode()), **last})
    assert "公告是最后的办法" in refused.content.decode()
    assert not Service.objects.filter(paper=notice, served=True).exists()


@proves("民诉法 88")
def test_a_co_resident_opposed_in_the_matter_cannot_sign(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    today("2026-03-20")
    file, notice = accepted(told)
    client = sit("chenzi")
    address = f"/desk/files/{file.pk}/papers/{notice.no}/serve/"
    typed = {
        "petitioner": "1",
        "result": "serve",
        "method": "direct",
        "on": "2026-03-18",
        "received_by": "co_resident",
        "opposed": "1",
    }
    refused = client.post(
        address, {**hidden(client.get(address).content.decode()), **typed, "proof": "同住侄子签收"}
    )
    assert refused.status_code == 422
    assert "同住侄子签收" in refused.content.decode(), "what was typed is still there"
    assert "不得代收" in refused.content.decode()


def test_a_withheld_petitioner_is_served_by_the_office_that_sent_the_matter(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    today("2026-03-20")
    file = transferred(told, withheld=True)
    done = told.paper(
        "accept", "chenzi", date(2026, 3, 16), check="shihai", sign="kongwu", proceeding=2, points=(1, 2),
        written={"parts": {"competence": "村内道路的管护是本镇人民政府的职责。"}},
    )  # fmt: skip
    address = f"/desk/files/{file.pk}/papers/{done.papers[0].no}/serve/"
    assert sit("chenzi").get(address).status_code == 404
    sender = sit("libing")
    assert sender.get(address).status_code == 200
    assert done.papers[0].number in sender.get("/desk/serving/").content.decode()


def test_inner_sheets_stay_in_the_office_that_made_them(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    today("2026-05-13")
    file, _notice = accepted(told)
    told.act(
        "chenzi",
        "ask_extension",
        date(2026, 5, 11),
        proceeding=2,
        points=(1, 2),
        codes={"days": 20},
        words={"reason": "测量未完成"},
    )
    head = sit("chuchou")
    assert "等我批的延期" in [c.label for c in head.get("/desk/").context["waiting"]]
    assert "反映排水沟未接通" in head.get("/desk/waiting/extensions/").content.decode()
    sheet = told.paper(
        "approve_extension", "chenzi", date(2026, 5, 12), sign="chuchou", proceeding=2, points=(1, 2),
        written={"parts": {"reason": "测量未完成"}},
    ).papers[0]  # fmt: skip
    assert head.get(f"/desk/files/{file.pk}/papers/{sheet.no}/").status_code == 200
    assert sit("libing").get(f"/desk/files/{file.pk}/papers/{sheet.no}/").status_code == 404
    assert "延期办理审批表" not in sit("libing").get(f"/desk/files/{file.pk}/").content.decode()
    assert "等我批的延期" not in [c.label for c in head.get("/desk/").context["waiting"]]
