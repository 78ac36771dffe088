"""`huiyin index rebuild` by several processes: what one would have built, and the old indexes if one of them dies."""

from __future__ import annotations

import os
import signal
from datetime import date
from typing import Any

import pytest

from huiyin import processes
from huiyin.intake.matching import indexes
from tests.ops.test_adopt import received
from tests.worker.support import Installation, moment

NOW = moment("2026-03-06T09:00")


@pytest.fixture
def register(installation: Installation, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Five matters, read one by one, and the environment of this installation for the processes that read."""
    for name, value in installation.env().items():
        monkeypatch.setenv(name, value)
    settings.HUIYIN_VAR = installation.var
    monkeypatch.setattr(indexes, "BATCH", 1)
    for day in range(2, 7):
        received(date(2026, 3, day))


def held() -> list[Any]:
    found = []
    for store in indexes.stores():
        with store.opened() as db:
            found += [db.execute(f"select * from {table}").fetchall() for table in ("list", "held", "common")]
    return found


def part(*_: object) -> None:
    """What a process does that is killed while it reads."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_several_processes_build_what_one_would(register: None) -> None:
    alone = list(indexes.rebuild(NOW))
    before = held()
    together = list(indexes.rebuild(NOW, at_once=2))
    assert held() == before
    assert alone[-1] == together[-1] == (5, 5)
    assert len(before[0]) > 20


def test_where_a_process_dies_the_old_indexes_stay(register: None, monkeypatch: pytest.MonkeyPatch) -> None:
    list(indexes.rebuild(NOW))
    before = held()
    monkeypatch.setattr(indexes, "__name__", __name__)  # where the processes find what to do
    with pytest.raises(processes.Ended, match="ended early"):
        list(indexes.rebuild(NOW, at_once=2))
    assert held() == before


def test_what_one_process_cannot_do_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(processes.spread("operator:truediv", [(1, 2), (1, 0)], 2))
    assert sorted(processes.spread("operator:add", [(1, 2), (3, 4)], 2)) == [3, 7]
