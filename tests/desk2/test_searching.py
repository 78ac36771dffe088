"""Full-text search: words and phrases, the gate, filters, and what no word finds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.intake.matching import indexes
from huiyin.intake.matching.searching import Filters, search
from tests.desk2.conftest import NOON, Desk, officer, opened, person
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
