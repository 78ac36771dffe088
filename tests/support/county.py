"""The demo county's offices and officers, loaded once a run by its loader and afterwards row by row."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection

from huiyin.demo import offices as demo
from huiyin.offices import models
from huiyin.offices.actor import Actor
from tests.settings import TEST_VAR

TABLES: tuple[type[Any], ...] = (
    models.Office, models.OfficeRelation, models.Signboard, models.Officer, models.Post, models.CommitteeMember,
    models.Deputy, models.Directory, models.OfficeChange, models.PostChange,
)  # fmt: skip
_rows: dict[type[Any], Any] = {}


def load_county() -> None:
    """Offices, relations, signboards, posts and officers, as `huiyin.demo.offices.load` makes them.

    The loader takes seconds, since every row goes through a service and is logged; its rows are the same
    for every test of a day, so the first test keeps them, as the database gives them out, for the others.
    """
    connection.ensure_connection()
    if not _rows and _load_or_borrow():
        return
    for table, rows in _rows.items():
        _in(table, rows)
    with connection.cursor() as cursor:
        statements = connection.ops.sequence_reset_sql(no_style(), list(TABLES))
        if statements:
            cursor.execute("\n".join(statements))


def _load_or_borrow() -> bool:
    """Whether this process ran the loader; the first of a run does, and leaves the rows to the others."""
    shared = TEST_VAR.parent / f"county-{connection.vendor}.pickle"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if shared.exists():
            found = pickle.loads(shared.read_bytes())
            _rows.update({table: found[table._meta.label] for table in TABLES})
            return False
        demo.load(by=Actor.machine("demo"))
        _rows.update({table: _out(table) for table in TABLES})
        shared.write_bytes(pickle.dumps({table._meta.label: rows for table, rows in _rows.items()}))
        return True


def _names(table: type[Any]) -> tuple[str, list[str]]:
    quote = connection.ops.quote_name
    return quote(table._meta.db_table), [quote(str(f.column)) for f in table._meta.local_concrete_fields]


def _out(table: type[Any]) -> Any:
    """The rows of a table as the database holds them; on PostgreSQL as COPY writes them."""
    name, columns = _names(table)
    if connection.vendor == "postgresql":
        with (
            connection.connection.cursor() as cursor,
            cursor.copy(f"COPY {name} ({', '.join(columns)}) TO STDOUT") as copy,
        ):
            return b"".join(bytes(part) for part in copy)
    # an expression has no type of its own, so that nothing is turned into a date and back
    held = ", ".join(f"+{column}" for column in columns)
    return connection.connection.execute(f"SELECT {held} FROM {name} ORDER BY 1").fetchall()


def _in(table: type[Any], rows: bytes | Sequence[Sequence[Any]]) -> None:
    name, columns = _names(table)
    listed = ", ".join(columns)
    if isinstance(rows, bytes):
        with (
            connection.connection.cursor() as cursor,
            cursor.copy(f"COPY {name} ({listed}) FROM STDIN") as copy,
        ):
            copy.write(rows)
        return
    marks = ", ".join("?" * len(columns))
    connection.connection.executemany(f"INSERT INTO {name} ({listed}) VALUES ({marks})", rows)
