"""The routing table: read from what offices accepted, checked against the remits, and shown without anybody's name."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from huiyin.intake import routing
from huiyin.offices.models import Office
from huiyin.offices.structure import touch
from huiyin.register import models
from huiyin.register.law import current
from tests.desk2.conftest import Desk
from tests.ops.conftest import installation as installation
from tests.proves import proves
from tests.register.files import accepted, judged
from tests.worker.support import Installation

LATER = date(2026, 4, 1)
WAGES = "劳动和社会保障 / 欠薪"


def taken_on(many: int, class1: str = "文化旅游体育", class2: str = "", place: str = "梁口镇") -> None:
    """Matters that Liangkou town accepted."""
    for _n in range(many):
        file = accepted()
        models.Matter.objects.filter(pk=file.pk).update(class1=class1, class2=class2, happened_in=place)


@pytest.mark.one_database
def test_a_row_has_support_confidence_and_whether_the_remit_names_it(county: None) -> None:
    taken_on(3)
    rows = routing.table(current().book, LATER)
    assert {(r.subject, r.place) for r in rows} == {("文化旅游体育", "梁口镇"), ("文化旅游体育", "")}
    assert {(r.office, r.support, r.confidence, r.in_remit, r.proposes) for r in rows} == {
        ("t_xl", 3, 1.0, False, True)
    }
    found = routing.competent(current().book, LATER, "文化旅游体育", "梁口镇", "景区")
    assert [(c.office.code, c.by, c.support, c.percent) for c in found] == [("t_xl", "register", 3, 100)]


def test_few_matters_propose_nothing_and_one_remit_decides_without_the_register(county: None) -> None:
    taken_on(2)
    assert routing.competent(current().book, LATER, "文化旅游体育", "梁口镇", "") == ()
    taken_on(3, "劳动和社会保障", "欠薪")
    found = routing.competent(current().book, LATER, WAGES, "梁口镇", "")
    assert [(c.office.code, c.by) for c in found] == [("rsj", "remit")]


@proves("S3-017")
def test_gaps_overlaps_stale_rows_and_rows_against_the_remits_are_told(county: None) -> None:
    book = current().book
    wrong = routing.faults(book, LATER, routing.table(book, LATER))
    assert "文化旅游体育" in wrong.gaps and WAGES not in wrong.gaps
    assert not [g for g in wrong.gaps if g.startswith(("纪检监察", "其他", "政法工作 / 裁判"))], (
        "a provision sends these"
    )
    assert wrong.overlaps and all(len(o.offices) > 1 for o in wrong.overlaps)
    taken_on(3)
    taken_on(3, "劳动和社会保障", "欠薪")
    rows = routing.table(book, LATER)
    wrong = routing.faults(book, LATER, rows)
    assert "文化旅游体育" not in wrong.gaps
    assert {(r.subject, r.office) for r in wrong.outside} >= {(WAGES, "t_xl")}
    assert wrong.stale == ()
    assert len(routing.faults(book, date(2028, 6, 1), rows).stale) == len(rows)
    Office.objects.filter(code="t_xl").update(until=date(2026, 3, 20))
    touch()
    closed = routing.table(book, LATER)
    assert all(r.closed and not r.proposes for r in closed)


def test_nothing_restricted_is_counted(county: None) -> None:
    taken_on(3)
    models.File.objects.update(restricted=True)
    assert routing.table(current().book, LATER) == []


def test_the_page_shows_the_table_to_those_who_send_and_names_no_matter(desk: Desk) -> None:
    taken_on(3)
    client = desk("libing")
    body = client.get("/desk/routes/").content.decode()
    assert "文化旅游体育" in body and "梁口镇" in body and "100%" in body
    assert "本单位还没有训练模型" in body
    assert not any(number in body for number in models.File.objects.values_list("number", flat=True))
    assert "<tbody>" in body and "<tbody>" not in client.get("/desk/routes/?subject=x").content.decode()
    assert desk("chenzi").get("/desk/routes/").status_code == 403


@proves("R22 22(1)")
def test_beside_the_transfer_stands_the_office_whose_remit_it_is_and_one_key_fills_it_in(desk: Desk) -> None:
    file = judged()
    models.Matter.objects.filter(pk=file.pk).update(class1="劳动和社会保障", class2="欠薪")
    client, url = desk("libing"), f"{reverse('desk:act', args=[file.pk, 'transfer'])}?proceeding=1&points=1"
    body = client.get(url).content.decode()
    assert "可能的主管单位" in body and 'aria-keyshortcuts="Alt+1"' in body
    assert "to=rsj" in body
    models.File.objects.filter(pk=file.pk).update(restricted=True)
    assert "可能的主管单位" not in client.get(url).content.decode()


def test_huiyin_routes_prints_the_table_and_check_ends_with_1_where_something_is_wrong(
    installation: Installation,
) -> None:
    done = installation.run("routes")
    assert done.returncode == 0, done.stderr
    assert "gap:" in done.stdout
    assert installation.run("routes", "--check").returncode == 1
    assert set(json.loads(installation.run("routes", "--json").stdout)) == {
        "routes", "gaps", "overlaps", "stale", "outside"
    }  # fmt: skip
    refused = installation.run("train", "--register")
    assert refused.returncode == 2 and "HUIYIN_LEARN_CLASSES=1" in refused.stderr
    allowed = installation.run("train", "--register", HUIYIN_LEARN_CLASSES="1")
    assert allowed.returncode == 2 and "two classes" in allowed.stderr
