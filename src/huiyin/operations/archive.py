"""The form of a backup: one tar file with a manifest that names every member, its size and its SHA-256.

manifest.json     what is inside, which version and migrations, which keys it needs (their ids, not the keys)
database.sqlite3  SQLite: a copy of the whole database      or
db/<table>.copy   PostgreSQL: each table as COPY writes it
files/ab/cdef…    attachments, each named by the SHA-256 of its bytes
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from huiyin.operations import NotPossible

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE = "database.sqlite3"
TABLES = "db/"
FILES = "files/"
CHUNK = 1 << 20


@dataclass
class Manifest:
    """What a backup holds."""

    version: str
    made_at: str
    database: str
    migrations: list[str]
    edition: str
    files: int = 0
    acts: int = 0
    columns: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, list[Any]] = field(default_factory=dict)
    """Name → [size, SHA-256]."""
    key_ids: list[str] = field(default_factory=list)
    sealed_check: str = ""
    digest_check: str = ""
    keys: str = "not inside: HUIYIN_WORDS_KEYS, HUIYIN_DIGEST_KEY and HUIYIN_SECRET_KEY are kept apart"
    format: int = FORMAT

    def text(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


class Writer:
    """Writes members into a tar file, and into the manifest what each of them is."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest, mtime: int) -> None:
        self.tar = tar
        self.manifest = manifest
        self.mtime = mtime

    def add(self, name: str, file: IO[bytes], size: int) -> str:
        """One member; its SHA-256."""
        hashed = _Hashing(file)
        self.tar.addfile(self._info(name, size), hashed)
        self.manifest.members[name] = [size, hashed.digest.hexdigest()]
        return hashed.digest.hexdigest()

    def add_path(self, name: str, path: Path) -> str:
        """One member from a file on the disk."""
        with path.open("rb") as file:
            return self.add(name, file, path.stat().st_size)

    def close(self) -> str:
        """The manifest last, when all is known; its SHA-256 stands for the whole backup."""
        text = self.manifest.text()
        self.tar.addfile(self._info(MANIFEST, len(text)), io.BytesIO(text))
        return hashlib.sha256(text).hexdigest()

    def _info(self, name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, self.mtime
        return info


class _Hashing:
    """A file whose bytes are digested as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def writing(path: Path, manifest: Manifest, mtime: int) -> Iterator[Writer]:
    """A new archive that appears under its name only when it is whole and on the disk."""
    passing = path.with_name(f".{path.name}.partial")
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar, manifest, mtime)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
        sync(path.parent)
    finally:
        passing.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Make the names in a folder safe on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ------------------------------------------------------------------ reading


class Reader:
    """A backup that has been read through once: every member is there with the bytes it was written with."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest, digest: str) -> None:
        self.tar = tar
        self.manifest = manifest
        self.digest = digest

    def open(self, name: str) -> IO[bytes]:
        """The bytes of a member."""
        found = self.tar.extractfile(name)
        if found is None:
            raise NotPossible(f"备份里没有 {name} the backup lacks {name}")
        return found

    def names(self, start: str) -> list[str]:
        """Members whose names begin so."""
        return [name for name in self.manifest.members if name.startswith(start)]

    def verify(self) -> None:
        """Read every member and compare it with the manifest, before anything is written anywhere."""
        there = {info.name: info for info in self.tar.getmembers() if info.name != MANIFEST}
        if there.keys() != self.manifest.members.keys():
            odd = sorted(there.keys() ^ self.manifest.members.keys())[:3]
            raise NotPossible(f"备份与清单不符 the backup is not what its manifest says: {', '.join(odd)}")
        for name, (size, sha256) in self.manifest.members.items():
            info = there[name]
            if not info.isreg() or info.size != size or digest_of(self.open(name)) != sha256:
                raise NotPossible(f"备份已损坏 the backup is damaged: {name}")


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of what can be read."""
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """A backup, once its manifest is understood."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            member = tar.extractfile(MANIFEST)
            text = member.read() if member else b""
            yield Reader(tar, _manifest(text), hashlib.sha256(text).hexdigest())
    except (tarfile.TarError, KeyError) as error:
        raise NotPossible(
            f"{path}: 不是备份文件，或已损坏 no backup of ours, or damaged ({error})"
        ) from error
    except FileNotFoundError as error:
        raise NotPossible(f"{path}: 没有这个文件 no such file") from error


def _manifest(text: bytes) -> Manifest:
    try:
        found = json.loads(text)
        made = Manifest(**found)
    except (ValueError, TypeError) as error:
        raise NotPossible(f"备份的清单读不懂 the manifest cannot be read ({error})") from error
    if made.format != FORMAT:
        raise NotPossible(
            f"备份是第 {made.format} 种格式 the backup has format {made.format}; this reads {FORMAT}"
        )
    return made
