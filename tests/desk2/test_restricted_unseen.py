"""R22 30(3): that restricted matters exist is told by no count, score or work done for a question about others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max

from huiyin import following
from huiyin.intake import repeats
from huiyin.intake.matching import hot, indexes, searching
from huiyin.register import models, queue
from tests.desk2.conftest import DAY, NOON, officer, opened, person
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("desk")
SMELL = "望川村砖厂的烟囱离小学只有五十米，天天冒黑烟，孩子们上课不敢开窗，操场上落一层灰。"
WHO = person("马某", phone="13800001111", address="梁口镇望川村三组15号")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_VAR = tmp_path


def follow_all() -> None:
    while (row := queue.take(NOON)) is not None:
        following.follow(row, NOON)


def steps_in(index: sqlite3.Connection, ask: str) -> int:
    """How many steps the index's own machine takes for a question."""
    count = 0

    def one() -> int:
        nonlocal count
        count += 1
        return 0

    index.set_progress_handler(one, 1)
    index.execute(ask).fetchall()
    return count


def state_of_indexes() -> list[Any]:
    """Everything that stands in both, and the steps that reading them takes."""
    seen: list[Any] = []
    for store in indexes.stores():
        with store.opened() as db:
            seen += [db.execute(f"select * from {t}").fetchall() for t in ("list", "since", "held", "common")]
            seen.append(steps_in(db, "select files from list order by hash"))
    return seen


def asked() -> list[Callable[[], Any]]:
    clerk = officer("zhangjia")
    told = repeats.Told(SMELL, "梁口镇")
    return [
        lambda: repeats.candidates([WHO.digests], told, clerk, today=DAY),
        lambda: repeats.others(told, clerk, now=NOON),
        lambda: searching.search(clerk, "砖厂 黑烟", now=NOON),
        lambda: hot.hot(clerk, today=DAY, days=90),
    ]


def answers() -> tuple[list[Any], list[list[str]]]:
    """What each question is answered, and the statements with their values that the database is asked meanwhile."""
    found, statements = [], []
    for ask in asked():
        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, *rest: Any, seen: list[str] = seen) -> Any:
            seen.append(f"{sql} {params}")
            return execute(sql, params, *rest)

        with connection.execute_wrapper(note):
            found.append(ask())
        statements.append(seen)
    return found, statements


@proves("R22 30(3)")
def test_r22_30_3_ordinary_questions_are_answered_alike_by_the_same_work_with_and_without_restricted_matters() -> (
    None
):
    """The answers, the indexes and every statement with its values are the same, whoever's and whatever they are."""
    for n in range(3):
        opened(
            title="砖厂冒黑烟",
            words={"text": SMELL + f"第{n}年了。"},
            people=(person(f"李{n}", phone=f"1390000111{n}"),),
        )
    opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(WHO,))
    for n, said in enumerate(
        ("县医院挂号窗口只收现金。", "梁口镇到县城的班车停了。", "低保没有书面通知就停发。")
    ):
        opened(title=said[:6], words={"text": said}, people=(person(phone=f"1390000222{n}"),))
    for _ in indexes.rebuild(NOON):
        pass
    follow_all()
    before, held = answers(), state_of_indexes()
    assert before[0][0] and before[0][1].found and before[0][2].hits and before[0][3]
    for _ in range(6):
        opened(("查处砖厂的保护伞", "accusation"), title="砖厂冒黑烟", words={"text": SMELL}, people=(WHO,))
    waiting = answers()  # their rows are still in the queue
    assert waiting[0] == before[0]
    follow_all()
    assert answers() == before
    assert state_of_indexes() == held
    for _ in indexes.rebuild(NOON):
        pass
    assert answers() == before
    assert state_of_indexes() == held


@proves("R22 30(3)")
def test_r22_30_3_of_a_person_with_many_restricted_matters_no_row_takes_the_place_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repeats, "MOST_ROLES", 3)
    file = opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(WHO,)).file
    for _ in range(5):
        opened(("查处砖厂的保护伞", "accusation"), title="砖厂冒黑烟", words={"text": SMELL}, people=(WHO,))
    told = repeats.Told(SMELL)
    listed = repeats.candidates([WHO.digests], told, officer("zhangjia"), today=DAY)
    assert [c.file_id for c in listed] == [file.pk]
    last = models.File.objects.aggregate(last=Max("pk"))["last"]
    assert last > file.pk  # they are there
