"""A derived index in a file of its own: in which files which hashes stand. It can be deleted and built anew.

One SQLite file beside the database: for the hash of a run of characters, the numbers of the files it stands in. It
holds no words. The worker writes while pages read; a new one is built under another name and takes the old one's
place at once. What was there then lies in one list a hash, read and written in a fraction of the time that a row a
file takes; what came since lies in rows, because a long list is not written anew for each file.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from huiyin.intake.matching.shingles import Hashes, Owners

FORMAT = "2"
MOST_KEPT = 4
SIZE = 4  # bytes of a file's number in a list
_SHAPE = """
create table list (hash integer primary key, files blob);
create table since (hash integer, file integer, primary key (hash, file)) without rowid;
create table held (file integer primary key);
create table common (hashes blob);
create table about (name text primary key, value text) without rowid;
"""
Files = Hashes
"""Numbers of files."""
Pairs = np.ndarray[tuple[int], np.dtype[np.uint64]]
"""A hash and, in the lower half, the number of a file."""


class Lost(Exception):
    """The index is not there, or cannot be read; it is built anew by `huiyin index rebuild`."""


@dataclass(frozen=True, slots=True)
class Store:
    """One index file."""

    path: Path

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The file, for a reader; `Lost` where it is missing, unfinished or damaged."""
        with self._lost():
            self._take_back()
            yield _readers.of(self)

    def _take_back(self) -> None:
        """Undo what a writer that was killed left half written: a reader may not, and would find the index lost."""
        if not _beside(self.path, "-journal").exists():
            return
        place = _beside(self.path, ".place")
        with suppress(BlockingIOError), _alone(place, fcntl.LOCK_NB), closing(self.connected("rw")):
            pass  # to open it is enough; where the writer lives, nothing is to be undone

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The file, for the one writer; not while another takes its place."""
        with self._lost(), self._placed(), closing(self.connected("rw")) as db:
            yield db
            db.commit()

    @contextmanager
    def _lost(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, FileNotFoundError) as error:
            raise Lost(f"{self.path.name}: {error}") from error

    @contextmanager
    def _placed(self) -> Iterator[None]:
        """Nobody else writes, or puts a new file in place: its journal would be taken for that of the new one."""
        with _alone(_beside(self.path, ".place")):
            yield

    def connected(self, mode: str) -> sqlite3.Connection:
        """A connection of its own, "ro" or "rw"."""
        if not self.path.is_file():
            raise Lost(f"{self.path.name} is missing")
        db = sqlite3.connect(f"file:{self.path}?mode={mode}", uri=True, timeout=5)
        if about(db, "format") != FORMAT:
            db.close()
            raise Lost(f"{self.path.name} is unfinished or of another format")
        return db

    def drop(self) -> None:
        """Delete the index, and every journal beside it: SQLite would take one for that of the next file."""
        for end in ("", "-journal", "-wal", "-shm"):  # the format before this one had the last two
            _beside(self.path, end).unlink(missing_ok=True)

    def add(self, file: int, hashes: Hashes) -> None:
        """The hashes of one file, beside those it has already."""
        self.add_all([(file, hashes)])

    def add_all(self, batch: Iterable[tuple[int, Hashes]]) -> None:
        """The hashes of several files, all of them or none."""
        with self._writing() as db:
            for file, hashes in batch:
                db.executemany(
                    "insert or ignore into since values (?, ?)", ((h, file) for h in hashes.tolist())
                )
                db.execute("insert or ignore into held values (?)", (file,))

    def remove(self, file: int) -> None:
        """Take one file out, whatever it holds."""
        with self._writing() as db:
            if not db.execute("delete from held where file = ?", (file,)).rowcount:
                return
            db.execute("delete from since where file = ?", (file,))
            lists = "select hash, files from list where instr(files, ?)"
            for one, files in db.execute(lists, (np.uint32(file).tobytes(),)).fetchall():
                kept = _numbers(files)
                kept = kept[kept != file]
                if len(kept):
                    db.execute("update list set files = ? where hash = ?", (kept.tobytes(), one))
                else:
                    db.execute("delete from list where hash = ?", (one,))

    def say(self, **facts: str) -> None:
        """Facts about the index, in place of what it said before."""
        with self._writing() as db:
            db.executemany("insert or replace into about values (?, ?)", facts.items())

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
            with self._placed():
                self.drop()
                new.path.replace(self.path)


class _Readers(threading.local):
    """One connection a thread and index, for as long as the same file lies there: to open takes longer than to ask."""

    def __init__(self) -> None:
        self.kept: dict[Path, tuple[tuple[int, ...], sqlite3.Connection]] = {}

    def of(self, store: Store) -> sqlite3.Connection:
        lies = store.path.stat()
        same = os.getpid(), lies.st_ino, lies.st_mtime_ns, lies.st_size
        known, db = self.kept.pop(store.path, ((), None))
        if db is not None and known != same:
            db.close()
            db = None
        if db is None:
            db = store.connected("ro")
        if len(self.kept) > MOST_KEPT:
            self.kept.clear()
        self.kept[store.path] = same, db
        return db


_readers = _Readers()


class Anew:
    """What goes into an index that is written anew: gathered first, because it is written in the order of its key."""

    def __init__(self) -> None:
        self._files: list[int] = []
        self._pairs: list[Pairs] = []

    def put(self, files: Sequence[int], owners: Owners, hashes: Hashes) -> None:
        """Files that were not put before, and hashes of each, none of them twice; `owners`: whose each hash is."""
        self._files += files
        self._pairs.append(hashes.astype(np.uint64) << np.uint64(32) | np.array(files, np.uint64)[owners])

    def write(self, path: Path, common: Hashes, facts: dict[str, str]) -> None:
        """Write the file."""
        pairs = np.concatenate([np.zeros(0, np.uint64), *self._pairs])
        self._pairs.clear()
        pairs.sort()
        hashes, files = (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)
        starts = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] ^ np.uint32(1)))
        ends = [*starts[1:].tolist(), len(files)]
        with closing(sqlite3.connect(path)) as db:
            db.executescript("pragma journal_mode=off; pragma synchronous=off;" + _SHAPE)
            db.execute("insert into common values (?)", (common.tobytes(),))
            db.executemany("insert into held values (?)", zip(sorted(self._files)))
            lists = (files[at:end].tobytes() for at, end in zip(starts.tolist(), ends, strict=False))
            db.executemany("insert into list values (?, ?)", zip(hashes[starts].tolist(), lists, strict=True))
            db.executemany("insert into about values (?, ?)", facts.items())
            db.commit()


def lists(db: sqlite3.Connection, hashes: Hashes, under: int) -> list[Files]:
    """The files of each of these hashes that fewer than so many hold; of the others and of unknown ones nothing."""
    asked = json.dumps(hashes.tolist())
    built = (
        "select hash, case when length(files) < ? then files end from list"
        " where hash in (select value from json_each(?))"
    )
    since = (  # no more of it than shows that a list is long
        "select value, (select group_concat(file) from (select file from since where hash = value limit ?))"
        " from json_each(?)"
    )
    older = dict(db.execute(built, (under * SIZE, asked)))
    newer = dict(db.execute(since, (under, asked)))
    found = []
    for one, files in newer.items():
        if (blob := older.get(one, b"")) is None or not (blob or files):
            continue
        both = _both(_numbers(blob), np.fromstring(files, np.uint32, sep=",") if files else _NONE)
        if len(both) < under:
            found.append(both)
    return found


def everybodys(db: sqlite3.Connection) -> Hashes:
    """The hashes that this index keeps of no text, in order."""
    return _numbers(db.execute("select hashes from common").fetchone()[0])


def holding(db: sqlite3.Connection, hashes: Hashes) -> Files:
    """The files that hold all of these hashes, in order."""
    asked = json.dumps(hashes.tolist())
    sizes = "select hash, length(files) from list where hash in (select value from json_each(?))"
    size = dict(db.execute(sizes, (asked,)))
    left: Files | None = None
    for one in sorted(hashes.tolist(), key=lambda h: size.get(h, 0)):  # of the shortest the fewest are left
        row = db.execute("select files from list where hash = ?", (one,)).fetchone()
        since = db.execute("select file from since where hash = ?", (one,))
        files = _both(_numbers(row[0]) if row else _NONE, np.fromiter((file for (file,) in since), np.uint32))
        left = files if left is None else np.intersect1d(left, files, assume_unique=True)
        if not len(left):
            break
    return _NONE if left is None else left


_NONE = np.zeros(0, np.uint32)


def _numbers(blob: bytes) -> Files:
    return np.frombuffer(blob, np.uint32)


def _both(older: Files, newer: Files) -> Files:
    if not len(newer):
        return older
    return np.union1d(older, newer) if len(older) else newer


@contextmanager
def _alone(path: Path, how: int = 0) -> Iterator[None]:
    """Nobody else in here; waits for whoever is, unless `how` is LOCK_NB: then raises BlockingIOError."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | how)
        yield


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def about(db: sqlite3.Connection, name: str) -> str:
    """A fact that was written when the index was built, or since; '' where there is none."""
    with suppress(sqlite3.OperationalError):
        row = db.execute("select value from about where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""
    return ""
