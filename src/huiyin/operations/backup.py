"""`huiyin backup`: database and attachments, consistent with one another, in one file.

The database comes first and as of one moment; an attachment is on the disk before a row names it, so every
attachment that this moment knows of is there when the files are copied after it. Keys are never inside, and
neither are sign-in sessions.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from huiyin.intake import attachments
from huiyin.operations import NotPossible
from huiyin.operations.archive import FILES, SQLITE, TABLES, Manifest, Writer, writing
from huiyin.register import vault
from huiyin.register.models import Act, File
from huiyin.statute.loader import load

SESSIONS = "django_session"
CHECK = "huiyin backup"
CHECK_COLUMN = "backup.check"


@dataclass
class Made:
    """A backup that was made."""

    path: Path
    digest: str
    manifest: Manifest
    altered: list[str] = field(default_factory=list)
    """Attachments whose bytes are no longer those they were stored with; copied as they are."""


def place(target: Path, now: datetime) -> Path:
    """The file to write: the one named, or a new one in the folder named."""
    path = target / f"huiyin-{now:%Y%m%d-%H%M%S}.tar" if target.is_dir() else target
    if path is target and target.suffix != ".tar":
        raise NotPossible(
            f"{target}: 没有这个目录；先建目录，或者写出 .tar 文件名 no such folder: make it first, or name a .tar file"
        )
    if not path.parent.is_dir():
        raise NotPossible(f"{path.parent}: 没有这个目录 no such folder")
    if path.exists():
        raise NotPossible(f"{path}: 已有此文件，不覆盖 is there already and is not overwritten")
    return path


def backup(target: Path, now: datetime) -> Made:
    """Write a backup to a file, or into a folder under a name with date and time."""
    path = place(target, now)
    manifest = Manifest(
        version=version("huiyin"), made_at=now.isoformat(timespec="seconds"), database=connection.vendor,
        migrations=[], edition=load().edition, key_ids=sorted(vault.ring().keys),
        sealed_check=vault.seal(CHECK, CHECK_COLUMN), digest_check=vault.digest("backup", CHECK),
    )  # fmt: skip
    made = Made(path, "", manifest)
    with writing(path, manifest, int(now.timestamp())) as out:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".huiyin-backup-") as folder:
            if connection.vendor == "sqlite":
                _sqlite(out, Path(folder))
            else:
                _postgresql(out, Path(folder))
        made.altered = _files(out)
        made.digest = out.close()
    return made


def _described(manifest: Manifest) -> None:
    """What the snapshot holds, as far as a person asks."""
    applied = MigrationRecorder(connection).applied_migrations()
    manifest.migrations = [f"{app}.{name}" for app, name in applied]
    manifest.files, manifest.acts = File.objects.count(), Act.objects.count()


# ------------------------------------------------------------------ the database


def _sqlite(out: Writer, folder: Path) -> None:
    """The online backup: one snapshot, while others go on writing."""
    copy = folder / SQLITE
    source = str(connection.settings_dict["NAME"])
    _described(out.manifest)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(copy)) as own,
    ):
        live.backup(own)
        own.execute("PRAGMA journal_mode=DELETE")
        own.execute("PRAGMA secure_delete=ON")
        own.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 - our own constant
        own.commit()
        out.manifest.files = own.execute("SELECT count(*) FROM register_file").fetchone()[0]
        out.manifest.acts = own.execute("SELECT count(*) FROM register_act").fetchone()[0]
    out.add_path(SQLITE, copy)


def _postgresql(out: Writer, folder: Path) -> None:
    """Each table as COPY writes it, all as of one moment."""
    with snapshot():
        _described(out.manifest)
        for table in sorted(connection.introspection.table_names()):
            if table in (SESSIONS, "django_migrations"):
                continue
            with connection.cursor() as cursor:
                columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            path = folder / "table.copy"
            _copy_out(table, columns, path)
            out.manifest.columns[table] = columns
            out.add_path(f"{TABLES}{table}.copy", path)


@contextmanager
def snapshot() -> Iterator[None]:
    """A read-only transaction that sees one moment."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _copy_out(table: str, columns: list[str], path: Path) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {connection.ops.quote_name(table)} ({names}) TO STDOUT"
    with path.open("wb") as file, connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for data in copy:
            file.write(data)


# ------------------------------------------------------------------ attachments


def _files(out: Writer) -> list[str]:
    """Every stored attachment; what is being written at this moment belongs to no row of the snapshot."""
    root = attachments.root()
    altered = []
    for path in sorted(root.glob("??/*")) if root.is_dir() else []:
        if path.name.startswith(attachments.PASSING) or not path.is_file():
            continue
        name = path.relative_to(root).as_posix()
        if out.add_path(FILES + name, path) != name.replace("/", ""):
            altered.append(name)
    return altered
