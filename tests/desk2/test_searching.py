"""Full-text search: words and phrases, the gate, filters, and what no word finds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.following import steps
from huiyin.intake.matching import indexes
from huiyin.intake.matching.fulltext import passages, terms
from huiyin.intake.matching.searching import Filters, search
from huiyin.register import models
from huiyin.register.access import INNER, MARKS
from huiyin.register.law import current
from tests.desk2.conftest import DAY, NOON, Desk, officer, opened, person
from tests.proves import proves

pytestmark = [pytest.mark.usefixtures("county", "indexed"), pytest.mark.one_database]
SMELL = "望川村砖厂的烟囱离小学只有五十米，天天冒黑烟。"


@pytest.fixture
def indexed(settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_VAR = tmp_path


def rebuilt() -> None:
    for _done in indexes.rebuild(NOON):
        pass


def numbers(typed: str, by: str = "zhangjia", **only: Any) -> list[str]:
    return [hit.file.number for hit in search(officer(by), typed, now=NOON, only=Filters(**only)).hits]


def test_words_must_all_stand_there_and_a_phrase_as_it_is_written() -> None:
    file = opened(words={"text": SMELL}).file
    rebuilt()
    assert numbers("砖厂 黑烟") == numbers("“天天冒黑烟”") == [file.number]
    assert numbers("砖厂 水库") == numbers("黑烟天天冒") == numbers("烟") == []


def test_passages_mark_what_was_asked_for() -> None:
    opened(words={"text": SMELL})
    rebuilt()
    hit = search(officer("zhangjia"), "砖厂 黑烟", now=NOON).hits[0]
    marked = [part for passage in hit.passages for part, here in passage.parts if here]
    assert set(marked) == {"砖厂", "黑烟"}


def test_passages_stand_as_they_were_written_with_numbers_of_persons_masked() -> None:
    text = "去年（２０２５年）硬化巷道，Ｂ座门口的“水沟”断了；电话13800001111，共1,000元。"
    shown = ["".join(part for part, _ in one.parts) for one in passages(text, terms("巷道 断了"))]
    assert shown == ["去年（2025年）硬化巷道，B座门口的“水沟”断了；电话 ，共1,000元。"]
    assert passages(text, terms("巷道 水库")) == []


def test_filters_narrow_by_day_and_state() -> None:
    opened(words={"text": SMELL}, on=date(2026, 1, 5))
    new = opened(words={"text": SMELL}).file
    rebuilt()
    assert len(numbers("砖厂")) == 2
    assert numbers("砖厂", since=date(2026, 2, 1)) == [new.number]
    assert numbers("砖厂", phase="archived") == []


@proves("R22 30(3)")
def test_r22_30_3_a_word_of_a_restricted_or_unseen_matter_finds_nothing_and_says_nothing() -> None:
    opened(("查处砖厂的保护伞", "accusation"), words={"text": SMELL})
    rebuilt()
    seen = search(officer("zhangjia"), "砖厂", now=NOON)
    assert (
        seen
        == search(officer("qianwu"), "砖厂", now=NOON)
        == search(officer("zhangjia"), "没有这个词", now=NOON)
    )
    opened(words={"text": SMELL})
    rebuilt()
    assert numbers("砖厂", by="shihai") == []


def test_a_petitioners_name_finds_nothing_even_where_the_letter_is_signed_with_it() -> None:
    opened(people=(person("司马青云", phone="13800001111"),), words={"text": SMELL + "司马青云 13800001111"})
    rebuilt()
    assert numbers("砖厂") != []
    assert numbers("司马青云") == numbers("13800001111") == []


def test_the_page_lists_marks_and_says_when_the_index_is_lost(desk: Desk) -> None:
    opened(words={"text": SMELL}, title="砖厂冒烟")
    client = desk("zhangjia")
    assert "rebuild" in client.get("/desk/find/", {"q": "黑烟"}).content.decode()
    rebuilt()
    shown = client.get("/desk/find/", {"q": "黑烟", "since": "no day", "phase": "x"}).content.decode()
    assert "<mark>黑烟</mark>" in shown and "砖厂冒烟" in shown
    assert "<script>" not in client.get("/desk/find/", {"q": "<script>"}).content.decode()


def papered(file: models.File, kind: str, text: str, office: str = "xfj") -> None:
    """A paper issued with this text."""
    no = file.papers.count() + 1
    draft = models.Draft.objects.create(
        file=file, proceeding=0, kind=kind, office_id=office, on=DAY, content={"parts": {"reason": text}}, issued=True,
        written_by="officer:1", updated_at=NOON,
    )  # fmt: skip
    models.Paper.objects.create(
        file=file, no=no, kind=kind, office_id=office, number=f"试〔2026〕{file.pk}-{no}号", series=f"t{file.pk}", serial=no,
        on=DAY, act=file.acts.get(seq=1), draft=draft,
    )  # fmt: skip


def marked(typed: str, by: str = "zhangjia") -> set[str]:
    hits = search(officer(by), typed, now=NOON).hits
    return {part for hit in hits for passage in hit.passages for part, here in passage.parts if here}


def test_what_a_paper_says_is_found_and_marked_for_those_who_see_the_matter_only() -> None:
    papered(
        opened(people=(person("李某", address="梁口镇"),)).file,
        "acceptance_notice",
        "经现场勘验，李某门前的涵洞已经疏通。",
    )
    rebuilt()
    assert marked("涵洞已经疏通") == {"涵洞已经疏通"}
    assert marked("李某") == set()
    assert marked("涵洞已经疏通", by="shihai") == set()


def test_an_act_that_issues_a_paper_brings_its_text_into_the_index_even_where_the_act_says_nothing() -> None:
    file = opened().file
    papered(file, "acceptance_notice", "涵洞已经疏通。")
    act = file.acts.get(seq=1)
    act.kind, act.words_digest = "accept", ""
    assert "index" in {row.kind for row in steps(act, list(file.papers.all()))}
    assert "index" not in {row.kind for row in steps(act, [])}


def test_inner_sheets_drafts_marks_and_letters_to_a_withheld_name_are_not_searched() -> None:
    """What the page of a matter keeps from other offices is not told by a search either."""
    inner = sorted(k for k, spec in current().papers.items() if spec.get("to") == "internal")
    file = opened().file
    papered(file, inner[0], "内部审签意见涵洞。")
    withheld = opened(withheld=True).file
    papered(withheld, "acceptance_notice", "写给本人的涵洞。")
    for kind in sorted(INNER | MARKS):
        act = models.Act.objects.create(**_act(file, kind))
        models.Words.objects.create(file=file, act=act, said={"reason": "退回修改，涵洞写错了。"})
    rebuilt()
    assert numbers("涵洞") == []


def _act(file: models.File, kind: str) -> dict[str, Any]:
    first = file.acts.get(seq=1)
    columns = {f.attname: getattr(first, f.attname) for f in models.Act._meta.concrete_fields}
    return {**columns, "id": None, "kind": kind, "key": None, "seq": file.acts.count() + 1}
