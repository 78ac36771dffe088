"""At registration: class, purpose, urgency, office and path are proposed with reasons, and taken with one key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from huiyin import following
from huiyin.desk import routes as routes_page
from huiyin.intake import classing, routing
from huiyin.intake.learn import teaching
from huiyin.intake.models import ClassChoice
from huiyin.register import models
from huiyin.register.law import current
from huiyin.register.models import Outbox
from huiyin.register.store import restrict
from tests.classes.messages import invented
from tests.desk2.conftest import DAY, NOON, Desk, opened
from tests.desk2.test_registering import Sheet
from tests.proves import proves

WAGES = {"text": "我在工地干活，老板拖欠工资三个月，工钱一直不给。", "r1_text": "支付拖欠工资"}


@pytest.fixture
def learning(settings: Any, tmp_path: Path) -> None:
    """An office that lets its register be learned from; its models lie in a folder of the test."""
    settings.HUIYIN_VAR = tmp_path
    settings.HUIYIN_LEARN_CLASSES = True


@proves("S0-123")
def test_a_class_is_proposed_with_its_words_and_taken_with_one_key(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    body = sheet.send(do="check", **WAGES).content.decode()
    assert "take-class-劳动和社会保障 / 欠薪" in body and 'accesskey="1"' in body
    assert "“拖欠工资”" in body
    assert "由规则库的关键词建议" in body
    body = sheet.send(do="take-class-劳动和社会保障 / 欠薪", **WAGES).content.decode()
    assert '<option value="劳动和社会保障 / 欠薪" selected' in body
    assert "take-class-劳动和社会保障 / 欠薪" not in body
    assert sheet.send(**WAGES, **{"class": "劳动和社会保障 / 欠薪"}).status_code == 302
    matter = models.Matter.objects.get()
    assert (matter.class1, matter.class2) == ("劳动和社会保障", "欠薪")


def test_purpose_and_urgency_are_proposed_and_nothing_is_filled_in_before_it_is_taken(desk: Desk) -> None:
    sheet = Sheet(desk("zhangjia"), "letter")
    said = {"text": "请问桥墩随时倒塌怎么办，想了解找谁。", "r1_text": "请问找哪个部门", "r1_purpose": None}
    body = sheet.send(do="check", **said).content.decode()
    assert "take-purpose-enquiry" in body and "take-urgent" in body
    assert '<option value="enquiry" selected' not in body
    body = sheet.send(do="take-purpose-enquiry", **said).content.decode()
    assert '<option value="enquiry" selected' in body
    assert 'name="urgent" value="1" checked' in sheet.send(do="take-urgent", **said).content.decode()


@proves("R22 22(1)")
def test_the_office_whose_remit_names_the_subject_is_proposed(desk: Desk) -> None:
    body = Sheet(desk("zhangjia"), "letter").send(do="check", **WAGES).content.decode()
    assert "可能的主管单位" in body
    assert "县人力资源和社会保障局" in body.split("可能的主管单位")[1]


def test_for_an_accusation_no_office_is_proposed(desk: Desk) -> None:
    said = {**WAGES, "r1_purpose": "accusation"}
    body = Sheet(desk("zhangjia"), "letter").send(do="check", **said).content.decode()
    assert "可能的主管单位" not in body


def test_a_model_that_the_office_trained_proposes_with_a_probability(desk: Desk, learning: None) -> None:
    model, report = teaching.teach(teaching.lesson(invented()), source="register", on="2026-03-02")
    classing.store().add(model, report, "")
    body = Sheet(desk("zhangjia"), "letter").send(do="check", **WAGES).content.decode()
    assert "版本 0001" in body
    found = classing.propose(current().book, DAY, "", WAGES["text"])
    assert found.classes[0].label == "劳动和社会保障 / 欠薪"
    assert found.classes[0].probability and found.classes[0].probability > 0.5


def test_a_purpose_that_the_office_taught_has_a_probability_and_an_accusation_is_still_seen_by_its_words(
    learning: None,
) -> None:
    kinds = {"劳动和社会保障": "claim", "教育": "enquiry", "生态环境": "suggestion"}
    given = [replace(one, label=kinds[one.label]) for one in invented()]
    model, report = teaching.teach(teaching.lesson(given), source="register", on="2026-03-02")
    classing.store(classing.PURPOSES).add(model, report, "")
    found = classing.propose(current().book, DAY, "", WAGES["text"]).purpose
    assert found is not None and found.label == "claim" and found.percent is not None and found.why
    accused = classing.propose(current().book, DAY, "", "举报镇长收受工地老板红包，拖欠工资没人管").purpose
    assert accused is not None and (accused.label, accused.percent) == ("accusation", None)


def test_a_model_that_cannot_be_read_is_said_and_key_words_propose(desk: Desk, learning: None) -> None:
    classing.store().folder.mkdir()
    (classing.store().folder / "current").write_text("0007\n", encoding="utf-8")
    body = Sheet(desk("zhangjia"), "letter").send(do="check", **WAGES).content.decode()
    assert "模型读不出来" in body and "take-class-劳动和社会保障 / 欠薪" in body


@pytest.mark.parametrize("folder", [classing.FOLDER, classing.PURPOSES])
def test_a_line_that_cannot_be_read_stops_no_registration(desk: Desk, learning: None, folder: str) -> None:
    """As where another user of the machine trained the model, and nobody else may read it."""
    (classing.store(folder).folder / "current").mkdir(parents=True)
    assert (
        "take-class-劳动和社会保障 / 欠薪"
        in Sheet(desk("zhangjia"), "letter").send(do="check", **WAGES).content.decode()
    )
    assert desk("libing").get("/desk/routes/").status_code == 200


def test_what_was_chosen_is_kept_beside_what_was_proposed_only_where_the_setting_allows(
    desk: Desk, settings: Any
) -> None:
    chosen = {**WAGES, "class": "劳动和社会保障 / 劳动关系"}
    Sheet(desk("zhangjia"), "letter").send(**chosen)
    assert not ClassChoice.objects.exists()
    settings.HUIYIN_LEARN_CLASSES = True
    Sheet(desk("zhangjia"), "letter").send(**{**chosen, "p1_name": "李某", "p1_phone": "13900002222"})
    kept = ClassChoice.objects.get()
    assert (kept.proposed, kept.chosen) == ("劳动和社会保障 / 欠薪", "劳动和社会保障 / 劳动关系")
    assert {f.name for f in ClassChoice._meta.get_fields()} == {
        "entry", "proposed", "version", "per_mille", "chosen"
    }  # fmt: skip


def test_of_signs_that_are_no_words_no_class_is_proposed(county: None, learning: None) -> None:
    model, report = teaching.teach(teaching.lesson(invented()), source="invented", on="2026-03-02")
    classing.store().add(model, report, "")
    assert classing.propose(current().book, DAY, "拖欠工资", "").classes
    assert not classing.propose(current().book, DAY, "😡😡", "\u200b 👎").anything


@proves("R22 30(3)")
def test_what_turned_out_to_accuse_somebody_is_neither_counted_nor_kept(desk: Desk, settings: Any) -> None:
    settings.HUIYIN_LEARN_CLASSES = True
    Sheet(desk("zhangjia"), "letter").send(**WAGES, **{"class": "劳动和社会保障 / 欠薪"})
    kept = ClassChoice.objects.get()
    assert routes_page._learned().kept == 1
    restrict(kept.entry.file)
    assert routes_page._learned().kept == 0
    row = Outbox(kind="index", file=kept.entry.file, ref={}, key="i", created_at=NOON, next_at=NOON)
    following.index(row, NOON)
    assert not ClassChoice.objects.exists()


def test_nothing_restricted_is_learned_from(county: None) -> None:
    one = opened(("支付工资", "claim"), class1="劳动和社会保障", words={"text": "拖欠工资"})
    assert [t.label for t in classing.from_register()] == ["劳动和社会保障"]
    assert [t.label for t in classing.purposes_from_register()] == ["claim"]
    models.File.objects.filter(pk=one.file.pk).update(restricted=True)
    assert list(classing.from_register()) == [] == list(classing.purposes_from_register())


def test_a_route_says_how_often_and_how_surely_and_whether_the_remit_names_it(county: None) -> None:
    rows = routing.table(current().book, DAY)
    assert rows == []
    found = routing.competent(current().book, DAY, "劳动和社会保障 / 欠薪", "", "拖欠工资")
    assert [c.office.code for c in found] == ["rsj"] and found[0].by == "remit"
