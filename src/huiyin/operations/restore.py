"""`huiyin restore`: a backup onto an empty machine.

The whole backup is read and compared with its manifest before anything is written. Nothing is overwritten:
the database must have no tables, and the folder of attachments nothing that is not in the backup.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import cast

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from huiyin import following
from huiyin.gateway import gateway
from huiyin.intake import attachments
from huiyin.intake.matching import indexes
from huiyin.operations import NotPossible, migrating
from huiyin.operations.archive import CHUNK, FILES, SQLITE, TABLES, Manifest, Reader, reading, sync
from huiyin.operations.backup import CHECK, CHECK_COLUMN
from huiyin.register import queue, vault


def restore(path: Path, now: datetime) -> Manifest:
    """Restore a backup; the database is brought to this version after it."""
    with reading(path) as backup:
        _fits(backup.manifest)
        _require_empty(backup)
        backup.verify()
        for name in backup.names(FILES):
            _put_file(backup, name)
        if connection.vendor == "sqlite":
            _sqlite(backup)
        else:
            _postgresql(backup)
    call_command(
        "migrate", verbosity=0, interactive=False, skip_checks=True
    )  # forward, triggers, content types
    migrating.migrate(now, "machine:restore")
    hold_messages(now)
    indexes.drop()  # what lies there speaks of other files under the same numbers
    return backup.manifest


# ------------------------------------------------------------------ before anything is written


def _fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise NotPossible(
            f"备份来自 {manifest.database}，这里是 {connection.vendor}：请设置同类的 HUIYIN_DATABASE。"
            f"The backup is of {manifest.database} and this is {connection.vendor}: name a database of that kind."
        )
    known = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.graph.nodes}
    newer = [name for name in manifest.migrations if name not in known]
    if newer:
        raise NotPossible(
            f"备份出自更新的版本 {manifest.version}，请先升级程序 the backup is of a newer version: {newer[0]}"
        )
    try:
        opens = vault.unseal(manifest.sealed_check, CHECK_COLUMN) == CHECK
    except vault.Sealed:
        opens = False
    if not opens or vault.digest("backup", CHECK) != manifest.digest_check:
        ids = ", ".join(manifest.key_ids)
        raise NotPossible(
            f"HUIYIN_WORDS_KEYS 或 HUIYIN_DIGEST_KEY 不是这份备份的密钥（需要 {ids}），恢复后文字将打不开；未恢复。"
            f"These are not the keys of this backup (it needs {ids}): nothing was restored."
        )


def _require_empty(backup: Reader) -> None:
    tables = connection.introspection.table_names()
    if tables:
        raise NotPossible(
            f"数据库不是空的（有 {len(tables)} 张表），未恢复；请换一个空库，或先把原有的移走。"
            f"The database is not empty ({len(tables)} tables): name an empty one, or move the old one away."
        )
    root = attachments.root()
    kept = {name.removeprefix(FILES) for name in backup.names(FILES)}
    there = (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()) if root.is_dir() else ()
    foreign = next((name for name in there if name not in kept), None)
    if foreign:
        raise NotPossible(
            f"{root}: 附件目录里有别的文件 there are other files, such as {foreign}; nothing was restored"
        )


# ------------------------------------------------------------------ writing


def _put_file(backup: Reader, name: str) -> None:
    """One attachment, under the name that its own bytes give it."""
    place = attachments.root() / name.removeprefix(FILES)
    place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    _write(backup, name, place, 0o640)


def _write(backup: Reader, name: str, place: Path, mode: int) -> None:
    passing = place.with_name(f"{attachments.PASSING}{place.name[:16]}")
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(handle, "wb") as out, backup.open(name) as source:
            shutil.copyfileobj(source, out, CHUNK)
            out.flush()
            os.fsync(out.fileno())
        passing.replace(place)
        sync(place.parent)
    finally:
        passing.unlink(missing_ok=True)


def _sqlite(backup: Reader) -> None:
    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{place}{suffix}").unlink(missing_ok=True)  # of the empty database that was looked at
    _write(backup, SQLITE, place, 0o600)


def _postgresql(backup: Reader) -> None:
    """Tables as they were at the backup's migrations, then their rows; all of it or nothing."""
    from psycopg import Error

    try:
        _load(backup)
    except (Error, DatabaseError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise NotPossible(
            f"数据库没有接受，未恢复 the database refused, nothing was restored: {why}"
        ) from error


def _load(backup: Reader) -> None:
    with transaction.atomic():
        executor = MigrationExecutor(connection)
        executor.migrate(_targets(executor, backup.manifest.migrations))
        with connection.cursor() as cursor:
            # Some migrations ask for checks at once; rows come table by table, so they are checked at the end.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in backup.names(TABLES):
            table = name.removeprefix(TABLES).removesuffix(".copy")
            _copy_in(backup, name, table, backup.manifest.columns[table])
        # An older version had fewer tables than this program knows.
        restored = [
            m
            for m in apps.get_models(include_auto_created=True)
            if m._meta.db_table in backup.manifest.columns
        ]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), restored):
                cursor.execute(statement)


def _targets(executor: MigrationExecutor, names: list[str]) -> list[tuple[str, str]]:
    """The last of the named migrations of each app."""
    applied = {cast("tuple[str, str]", tuple(name.split(".", 1))) for name in names}
    nodes = executor.loader.graph.node_map
    return sorted(
        key for key in applied
        if not any(child.key in applied and child.key[0] == key[0] for child in nodes[key].children)
    )  # fmt: skip


def _copy_in(backup: Reader, name: str, table: str, columns: list[str]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quoted}")  # noqa: S608 - what a migration put into a table made just now
    statement = f"COPY {quoted} ({names}) FROM STDIN"
    with (
        backup.open(name) as source,
        connection.connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        while data := source.read(CHUNK):
            copy.write(data)


# ------------------------------------------------------------------ after it


def hold_messages(now: datetime) -> int:
    """Messages still waiting at the backup may have gone out after it: unless the gateway knows its keys,
    none is sent again by itself. `huiyin worker --again` sends them once a person has decided."""
    if gateway().deduplicates:
        return 0
    for row in list(queue.unfinished().filter(kind="act")):
        following.expand(row, now)
    rows = list(queue.unfinished().filter(kind="tell"))
    for row in rows:
        queue.give_up(row, now, "restored: may have been sent after the backup")
    return len(rows)
