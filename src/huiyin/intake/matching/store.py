"""A derived index in a file of its own: in which files which hashes stand. It can be deleted and built anew.

One SQLite file beside the database: the hash of a run of characters, and the number of the file it stands in.
It holds no words. The worker writes while pages read; a new one is built under another name and takes the old
one's place at once.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from huiyin.intake.matching.shingles import Hashes

FORMAT = "1"
CHUNK = 20_000
_SHAPE = """
create table run (hash integer, file integer, primary key (hash, file)) without rowid;
create table held (file integer primary key);
create table common (hash integer primary key);
create table about (name text primary key, value text) without rowid;
"""
Pairs = np.ndarray[tuple[int], np.dtype[np.uint64]]
"""A hash and, in the lower half, the number of a file."""


class Lost(Exception):
    """The index is not there, or cannot be read; it is built anew by `huiyin index rebuild`."""


@dataclass(frozen=True, slots=True)
class Store:
    """One index file."""

    path: Path

    @contextmanager
    def opened(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """The file, for a reader or the one writer; `Lost` where it is missing, unfinished or damaged."""
        if not self.path.is_file():
            raise Lost(f"{self.path.name} is missing")
        try:
            db = sqlite3.connect(f"file:{self.path}?mode={'rw' if write else 'ro'}", uri=True, timeout=5)
            try:
                if about(db, "format") != FORMAT:
                    raise Lost(f"{self.path.name} is of another format")
                yield db
                db.commit()
            finally:
                db.close()
        except sqlite3.DatabaseError as error:
            raise Lost(f"{self.path.name}: {error}") from error

    def drop(self) -> None:
        """Delete the index."""
        for name in (self.path, _beside(self.path, "-wal"), _beside(self.path, "-shm")):
            name.unlink(missing_ok=True)

    def add(self, file: int, hashes: Hashes) -> None:
        """The hashes of one file, beside those it has already."""
        with self.opened(write=True) as db:
            db.executemany("insert or ignore into run values (?, ?)", ((h, file) for h in hashes.tolist()))
            db.execute("insert or ignore into held values (?)", (file,))

    def remove(self, file: int) -> None:
        """Take one file out, whatever it holds."""
        with self.opened(write=True) as db:
            held = db.execute("delete from held where file = ?", (file,)).rowcount
            if held:
                db.execute("delete from run where file = ?", (file,))

    @contextmanager
    def anew(self, common: Hashes, **facts: str) -> Iterator[Anew]:
        """The index written anew under another name, and put in place at the end.

        Of two at once the second waits for the first: both write under the same name."""
        new = Store(_beside(self.path, ".new"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(_beside(self.path, ".lock")):
            new.drop()
            held = Anew()
            yield held
            held.write(new.path, common, {"format": FORMAT, **facts})
            self.drop()
            new.path.replace(self.path)


class Anew:
    """What goes into an index that is written anew: gathered first, because it is written in the order of its key."""

    def __init__(self) -> None:
        self._files: list[int] = []
        self._pairs: list[Pairs] = []

    def put(self, batch: Sequence[tuple[int, Hashes]]) -> None:
        """Files that were not put before, and the hashes of each, none of them twice."""
        files, hashes = zip(*batch, strict=True)
        self._files += files
        numbers = np.repeat(np.array(files, np.uint64), [len(some) for some in hashes])
        self._pairs.append(np.concatenate(hashes).astype(np.uint64) << np.uint64(32) | numbers)

    def write(self, path: Path, common: Hashes, facts: dict[str, str]) -> None:
        """Write the file."""
        pairs = np.concatenate([np.zeros(0, np.uint64), *self._pairs])
        self._pairs.clear()
        pairs.sort()
        with closing(sqlite3.connect(path)) as db:
            db.executescript("pragma journal_mode=off; pragma synchronous=off;" + _SHAPE)
            _many(db, "insert into common select value from json_each(?)", common)
            _many(db, "insert into held select value from json_each(?)", np.array(self._files, np.uint64))
            _many(db, "insert into run select value >> 32, value & 4294967295 from json_each(?)", pairs)
            db.executemany("insert into about values (?, ?)", facts.items())
            db.commit()
            db.execute("pragma journal_mode=wal")


def _many(db: sqlite3.Connection, insert: str, numbers: np.ndarray[Any, Any]) -> None:
    """A row for each number: given as lists they take a quarter of the time that rows take one by one."""
    for start in range(0, len(numbers), CHUNK):
        db.execute(insert, (json.dumps(numbers[start : start + CHUNK].tolist()),))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def about(db: sqlite3.Connection, name: str) -> str:
    """A fact that was written when the index was built; '' where there is none."""
    with suppress(sqlite3.OperationalError):
        row = db.execute("select value from about where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""
    return ""
