"""Two at once, on a database file and on PostgreSQL: one wins, the other is told; no number twice, none missing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from huiyin.register import models
from huiyin.register.opening import Different, open_file
from huiyin.register.record import Stale, Wish, record
from tests.proves import proves
from tests.register.files import at, do, drafted, entry, everything, judged, opened, signed, unlike, who
from tests.support.databases import FreshDatabase

pytestmark = pytest.mark.usefixtures("real_county")


def together(*tasks: Callable[[], Any]) -> list[Any]:
    """Run all of them at once; what each gave, or the exception it ended with."""
    results: list[Any] = [None] * len(tasks)
    barrier = Barrier(len(tasks))

    def run(n: int, task: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[n] = task()
        except Exception as error:  # noqa: BLE001 - it is the result
            results[n] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(n, task)) for n, task in enumerate(tasks)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return results


def kinds(results: Sequence[Any]) -> list[str]:
    """What they came to, in alphabetical order."""
    return sorted(type(r).__name__ for r in results)


@proves("R22 22(1)")
def test_two_officers_who_decide_at_once_one_wins_and_the_other_is_told_who_did_what() -> None:
    file = judged()
    seen = models.File.objects.get(pk=file.pk).last_seq
    actors = [who("libing"), who("sumao")]

    def screen(n: int) -> Any:
        wish = Wish("screen", date(2026, 3, 4), proceeding=1, points=(1,), codes={"path": f"31[{n}]"})
        return record(file.pk, wish, by=actors[n - 1], now=at("2026-03-04"), seen=seen)

    results = together(lambda: screen(1), lambda: screen(2))
    assert kinds(results) == ["Recorded", "Stale"]
    loser = next(r for r in results if isinstance(r, Stale))
    assert "甄别" in loser.zh
    assert models.Act.objects.filter(file=file, kind="screen").count() == 1
    assert list(unlike(file)) == []


@proves("R22 22(1)")
def test_many_at_once_on_one_file_take_each_a_sequence_of_its_own() -> None:
    file = judged()
    seen = models.File.objects.get(pk=file.pk).last_seq

    def remark(n: int) -> Any:
        wish = Wish("remark", date(2026, 3, 4), words={"words": f"第{n}次联系。"})
        return record(file.pk, wish, by=actors[n % 2], now=at("2026-03-04"), seen=seen)

    actors = [who("libing"), who("sumao")]
    results = together(*(lambda n=n: remark(n) for n in range(6)))
    assert kinds(results) == ["Recorded"] * 6
    seqs = list(models.Act.objects.filter(file=file).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, seen + 7))


@proves("GB/T 9704-2012")
def test_papers_issued_at_once_take_consecutive_numbers() -> None:
    made = []
    for _ in range(4):
        file = judged()
        draft = drafted(file, "transfer_slip", "libing", "2026-03-09", 1, (1,), to="t_xl")
        made.append((file.pk, signed(file, draft, "libing", "2026-03-09", sign="sumao")))
    by = who("libing")

    def transfer(pk: int, codes: dict[str, Any]) -> Any:
        wish = Wish("transfer", date(2026, 3, 9), proceeding=1, points=(1,), to="t_xl", codes=codes)
        return record(pk, wish, by=by, now=at("2026-03-09"), seen=99)

    results = together(*(lambda pk=pk, codes=codes: transfer(pk, codes) for pk, codes in made))
    assert kinds(results) == ["Recorded"] * 4
    assert sorted(r.papers[0].serial for r in results) == [1, 2, 3, 4]


@proves("R22 22(1)")
def test_entries_registered_at_once_take_consecutive_numbers() -> None:
    by = who("zhangjia")
    results = together(
        *(lambda n=n: open_file(entry(key=f"k{n}"), by=by, now=at("2026-03-02")) for n in range(5))
    )
    assert kinds(results) == ["Opened"] * 5
    assert sorted(r.entry.number for r in results) == [f"柏信2026-{n:05d}" for n in range(1, 6)]


@proves("R22 21(2)")
def test_one_form_sent_twice_at_once_is_one_entry() -> None:
    by = who("zhangjia")
    results = together(*(lambda: open_file(entry(key="same"), by=by, now=at("2026-03-02")) for _ in range(3)))
    assert kinds(results) == ["Opened"] * 3
    assert len({r.entry.pk for r in results}) == 1
    assert sorted(r.again for r in results) == [False, True, True]
    assert models.Entry.objects.count() == models.File.objects.count() == 1


@proves("R22 21(2)")
def test_one_key_with_other_words_at_once_loses_nothing() -> None:
    by = who("zhangjia")
    one, other = entry(key="same"), entry(key="same", words={"text": "还有一件事。"})
    results = together(
        lambda: open_file(one, by=by, now=at("2026-03-02")),
        lambda: open_file(other, by=by, now=at("2026-03-02")),
    )
    assert kinds(results) == ["Different", "Opened"]
    lost = next(r for r in results if isinstance(r, Different))
    assert lost.entry.pk == models.Entry.objects.get().pk, (
        "it says to which entry the other words can be added"
    )


PROGRAM = """
import django; django.setup()
from tests.register.files import at, entry, who
from huiyin.register.opening import open_file
by = who("zhangjia")
for n in range({count}):
    open_file(entry(key="{name}-" + str(n)), by=by, now=at("2026-03-02"))
"""


@proves("R22 22(1)")
def test_two_programs_at_once_leave_no_gap_and_no_number_twice(real_county: FreshDatabase) -> None:
    env = real_county.env(DJANGO_SETTINGS_MODULE="huiyin.settings", HUIYIN_ENV="test", HUIYIN_PLACE="zhashui")
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(count=8, name=name)],
            env=env,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "other")
    ]
    for program in programs:
        _, said = program.communicate(timeout=120)
        assert program.returncode == 0, said
    numbers = sorted(models.Entry.objects.values_list("number", flat=True))
    assert numbers == [f"柏信2026-{n:05d}" for n in range(1, 17)]
    receipts = sorted(models.Paper.objects.values_list("serial", flat=True))
    assert receipts == list(range(1, 17))


@pytest.mark.sqlite_only
def test_a_database_locked_by_another_program_is_a_clear_error_in_time_and_nothing_is_lost(
    real_county: FreshDatabase,
) -> None:
    file = opened().file
    before = everything()
    connection.close()
    options = connections.settings["default"]["OPTIONS"]
    kept = options.get("timeout")
    other = sqlite3.connect(real_county.name, isolation_level=None)
    try:
        options["timeout"] = connections["default"].settings_dict["OPTIONS"]["timeout"] = 0.3
        other.execute("BEGIN IMMEDIATE")
        by = who("libing")
        wish = Wish("remark", date(2026, 3, 4), words={"words": "不能丢。"})
        with pytest.raises(OperationalError, match="locked"):
            record(file.pk, wish, by=by, now=at("2026-03-04"), seen=1)
        other.execute("ROLLBACK")
        assert everything() == before
        record(file.pk, wish, by=by, now=at("2026-03-04"), seen=1)
    finally:
        other.close()
        connection.close()
        options["timeout"] = connections["default"].settings_dict["OPTIONS"]["timeout"] = kept
    assert models.Words.objects.get(act__kind="remark").said == {"words": "不能丢。"}


@pytest.mark.postgres_only
def test_a_file_held_by_another_transaction_makes_the_second_wait_and_then_tells_it(
    real_county: FreshDatabase,
) -> None:
    import psycopg

    file = judged()
    seen = models.File.objects.get(pk=file.pk).last_seq
    by = who("libing")
    with psycopg.connect(real_county.url) as other:
        other.execute("SELECT 1 FROM register_file WHERE id = %s FOR UPDATE", [file.pk])
        wish = Wish("screen", date(2026, 3, 4), proceeding=1, points=(1,), codes={"path": "31[6]"})
        results: list[Any] = []
        waiting = Thread(
            target=lambda: results.extend(
                together(lambda: record(file.pk, wish, by=by, now=at("2026-03-04"), seen=seen))
            )
        )
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive(), "it waits for the file, and for no other"
        do(judged(), "libing", "remark", "2026-03-04")
        other.rollback()
        waiting.join(30)
    assert kinds(results) == ["Recorded"]
