"""The proof of service as a paper, for each way of service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from huiyin.demo.teller import Teller
from huiyin.offices.actor import Actor
from huiyin.papers.sheets import service_receipt
from huiyin.register import models
from tests.desk.test_acts import hidden
from tests.desk.test_papers import Sit, accepted
from tests.papers.reading import words
from tests.proves import proves

SAID: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "direct": (
        "self",
        {"place": "望川村三组家中", "second": "卫丁", "language": "当地话"},
        ("√直接", "陈子、卫丁", "当地话"),
    ),
    "post": ("self", {"detail": "挂号信0000-01"}, ("√邮寄", "挂号信0000-01")),
    "entrusted": ("unit", {"detail": "某县某镇人民政府"}, ("√委托", "某县某镇人民政府", "受托或者转交单位")),
    "through_unit": ("unit", {"detail": "某监狱狱政科"}, ("√转交", "某监狱狱政科")),
    "electronic": ("self", {"detail": "到达13800001111"}, ("√电子", "到达13800001111")),
    "left": ("witness", {"witnesses": "村委会冯某"}, ("√留置", "村委会冯某", "留置，见证人签名")),
    "public_notice": (
        "none",
        {"detail": "县政府网站"},
        ("√公告", "县政府网站", "2026年3月20日公告，2026年4月19日视为送达"),
    ),
}
"""Who received it, what was said, and what the paper then shows."""


@proves("民诉法 87", "民诉法 95")
def test_each_way_of_service_has_its_proof_on_paper(told: Teller) -> None:
    _file, notice = accepted(told)
    told.act("zhangjia", "consent_electronic", date(2026, 3, 17), petitioner=1, codes={"given": "yes"})
    for day, method in ((17, "direct"), (18, "post")):
        told.act("chenzi", "serve_failed", date(2026, 3, day), proceeding=2, paper=notice.no, petitioner=1,
                 codes={"method": method}, words={"proof": "家中无人。"})  # fmt: skip
    for method, (by, said, shown) in SAID.items():
        with transaction.atomic():
            told.act("chenzi", "serve", date(2026, 3, 20), proceeding=2, paper=notice.no, petitioner=1,
                     codes={"method": method, "received_by": by}, words={**said, "proof": "已阅。"})  # fmt: skip
            service = models.Service.objects.select_related("paper__file__matter", "act").get(
                paper=notice, served=True
            )
            sheet = service_receipt(service, by=Actor.machine("papers"))
            read = words(sheet.pdf)
            assert sheet.pages == 1 and "已阅" in read and notice.number in read
            assert [text for text in shown if text not in read] == [], method
            transaction.set_rollback(True)


def test_a_paper_left_behind_needs_a_witness_and_one_entrusted_names_its_unit(
    sit: Sit, told: Teller, today: Callable[..., None]
) -> None:
    today("2026-03-20")
    file, notice = accepted(told)
    client, address = sit("chenzi"), f"/desk/files/{file.pk}/papers/{notice.no}/serve/"
    typed = {"petitioner": "1", "result": "serve", "on": "2026-03-18"}

    def sent(**more: str) -> Any:
        return client.post(address, {**hidden(client.get(address).content.decode()), **typed, **more})

    assert "要有见证人" in sent(method="left", received_by="witness").content.decode()
    assert "受托或者转交的单位" in sent(method="entrusted", received_by="unit").content.decode()
    assert not models.Service.objects.filter(paper=notice).exists()
    assert sent(method="left", received_by="witness", witnesses="村委会冯某").status_code == 302
    service = models.Service.objects.get(paper=notice)
    assert "村委会冯某" in words(
        client.get(f"/desk/files/{file.pk}/papers/{notice.no}/receipts/{service.pk}.pdf").content
    )
