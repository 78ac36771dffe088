"""An index file: what was built, what came since and what was taken out answer as if they were one list a hash."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.intake.matching.store import Lost, Store, everybodys, holding, lists

HASHES, FILES = st.integers(1, 6), st.integers(1, 300)  # numbers of more than one byte, too
BUILT = st.dictionaries(FILES, st.frozensets(HASHES))
STEPS = st.lists(st.tuples(st.booleans(), FILES, st.frozensets(HASHES)), max_size=8)
UNDER = 3


def numbers(some: frozenset[int] | list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array(sorted(some), np.uint32)


def build(store: Store, held: dict[int, frozenset[int]], common: list[int] | None = None) -> None:
    with store.anew(numbers(common or [])) as new:
        for place, (file, some) in enumerate(held.items()):
            if place % 2:  # one by one or none at all: batches of every size
                new.put([file], np.zeros(len(some), np.intp), numbers(some))
        even = list(held.items())[::2]
        owners = [at for at, (_, some) in enumerate(even) for _ in some]
        new.put(
            [file for file, _ in even],
            np.array(owners, np.intp),
            np.array([h for _, s in even for h in sorted(s)], np.uint32),
        )


@given(built=BUILT, steps=STEPS, asked=st.frozensets(HASHES, min_size=1))
@settings(deadline=None)
def test_an_index_answers_as_a_plain_table_of_what_was_put_and_not_taken_out(
    built: dict[int, frozenset[int]], steps: list[tuple[bool, int, frozenset[int]]], asked: frozenset[int]
) -> None:
    with tempfile.TemporaryDirectory(prefix="hy_store_") as folder:
        store = Store(Path(folder) / "likeness.sqlite3")
        build(store, built)
        table = dict(built)
        for put, file, some in steps:
            if put:
                store.add(file, numbers(some))
                table[file] = table.get(file, frozenset()) | some
            else:
                store.remove(file)
                table.pop(file, None)
        of = {h: [file for file in sorted(table) if h in table[file]] for h in asked}
        with store.opened() as db:
            short = lists(db, numbers(asked), UNDER)
            assert sorted(sorted(files.tolist()) for files in short) == sorted(
                files for files in of.values() if 0 < len(files) < UNDER
            )
            all_of_them = [file for file in sorted(table) if asked <= table[file]]
            assert holding(db, numbers(asked)).tolist() == all_of_them


def test_a_reader_asks_the_file_that_lies_there_now(tmp_path: Path) -> None:
    store = Store(tmp_path / "likeness.sqlite3")
    build(store, {1: frozenset({5})}, common=[8, 9])
    with store.opened() as db:
        assert (holding(db, numbers([5])).tolist(), everybodys(db).tolist()) == ([1], [8, 9])
    build(store, {2: frozenset({5})})
    with store.opened() as db:
        assert (holding(db, numbers([5])).tolist(), everybodys(db).tolist()) == ([2], [])
    store.drop()
    with pytest.raises(Lost), store.opened():
        pass


def test_a_journal_left_by_the_former_format_is_no_part_of_the_new_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "likeness.sqlite3")
    old = sqlite3.connect(store.path)
    old.executescript("pragma journal_mode=wal; create table run (hash integer); insert into run values (5);")
    assert (tmp_path / "likeness.sqlite3-wal").stat().st_size > 0
    with pytest.raises(Lost), store.opened():
        pass
    build(store, {1: frozenset({5})})
    with store.opened() as db:
        assert holding(db, numbers([5])).tolist() == [1]
    assert not list(tmp_path.glob("*-wal"))
    old.close()


def test_nobody_writes_while_another_file_takes_the_place(tmp_path: Path) -> None:
    """What was written meanwhile is in the old file; the journal of a writer never meets the new one."""
    store = Store(tmp_path / "likeness.sqlite3")
    build(store, {1: frozenset({5})})
    with store.anew(numbers([])) as new:
        store.add(2, numbers([5]))  # the site goes on while a new one is built
        with store.opened() as db:
            assert holding(db, numbers([5])).tolist() == [1, 2]
        new.put([1], np.zeros(1, np.intp), numbers([5]))
    with store.opened() as db:
        assert holding(db, numbers([5])).tolist() == [1]
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "likeness.sqlite3", "likeness.sqlite3.lock", "likeness.sqlite3.place",
    ]  # fmt: skip


def test_what_was_taken_out_leaves_no_number_behind(tmp_path: Path) -> None:
    store = Store(tmp_path / "likeness.sqlite3")
    build(store, {258: frozenset({5, 6}), 1: frozenset({5})})
    store.remove(258)
    with store.opened() as db:
        kept = db.execute("select hash, files from list").fetchall()
        assert kept == [(5, np.uint32(1).tobytes())]
        assert db.execute("select * from since").fetchall() == []
        assert db.execute("select file from held").fetchall() == [(1,)]


def test_what_a_writer_that_was_killed_left_half_written_is_taken_back_by_who_reads_next(
    tmp_path: Path,
) -> None:
    (tmp_path / "killed").mkdir()
    living, store = Store(tmp_path / "likeness.sqlite3"), Store(tmp_path / "killed" / "likeness.sqlite3")
    build(living, {1: frozenset({5})})
    with closing(living.connected("rw")) as writer:
        writer.execute("insert into since values (5, 2)")
        with living.opened() as db:
            assert holding(db, numbers([5])).tolist() == [1], "a writer that lives is left in peace"
        writer.execute("pragma cache_size=1")  # so that pages are written before the end
        writer.executemany("insert into since values (?, 3)", ((one,) for one in range(20_000)))
        for lies in tmp_path.glob("likeness.sqlite3*"):
            (store.path.parent / lies.name).write_bytes(lies.read_bytes())
    with store.opened() as db:
        assert holding(db, numbers([5])).tolist() == [1]
