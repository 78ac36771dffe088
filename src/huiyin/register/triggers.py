"""Append-only tables: triggers that refuse UPDATE, DELETE, REPLACE and (PostgreSQL) TRUNCATE (house rule 4).

They are (re)installed after every migration, because SQLite drops a table's triggers without a word when a
migration remakes the table, and `verify` is what `huiyin check` asks. No row of these tables is ever changed:
a mistake is corrected by a new row that names the old one.

The refusal reaches Python as django.db.IntegrityError, text "append-only: register_act (house rule 4)".

SQLite needs care with REPLACE: it deletes the old row without firing DELETE triggers unless the connection
has `recursive_triggers` on. So besides that pragma a BEFORE INSERT trigger refuses a key already taken,
for the primary key and every unique index over columns. INSERT OR IGNORE of a taken key is refused with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

# register_words is not here: words can be erased and re-encrypted, the acts that speak of them cannot.
TABLES: tuple[str, ...] = (
    "register_act",
    "register_duty",
    "register_dutyend",
    "register_window",
    "register_windowend",
    "register_paper",
    "register_paperprint",
    "register_service",
    "register_reading",
    "register_edition",
)
FUNCTION = "huiyin_append_only"
# pg_trigger.tgtype: row 1, before 2, insert 4, delete 8, update 16, truncate 32
_PG_TRIGGERS = {
    "no_change": (27, "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"),
    "no_truncate": (34, "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"),
}
# 23000 is an integrity violation, so that both databases refuse with the same exception.
_PG_BODY = """
BEGIN
    RAISE EXCEPTION 'append-only: % (house rule 4)', TG_TABLE_NAME
        USING ERRCODE = '23000', DETAIL = TG_OP || ' refused: write a new row that names the old one.';
END
"""


def message(table: str) -> str:
    """What a refused statement says."""
    return f"append-only: {table} (house rule 4)"


def tables() -> tuple[str, ...]:
    """Every append-only table: ours and those that the room of offices names in APPEND_ONLY."""
    more: tuple[str, ...] = ()
    if find_spec("huiyin.offices.models") is not None:
        more = tuple(getattr(import_module("huiyin.offices.models"), "APPEND_ONLY", ()))
    return TABLES + tuple(t for t in more if t not in TABLES)


def install(connection: BaseDatabaseWrapper, names: Iterable[str] | None = None) -> list[str]:
    """Put the triggers on every named table that exists; returns the tables that needed it.

    A table whose triggers are already right is not touched: replacing them would lock it on a live system.
    """
    changed = []
    with transaction.atomic(using=connection.alias):
        for table in _existing(connection, names):
            if _differences(connection, table):
                for statement in _statements(connection, table):
                    _run(connection, statement)
                changed.append(table)
    return changed


def verify(connection: BaseDatabaseWrapper, names: Iterable[str] | None = None) -> list[str]:
    """Problems, one sentence each: a trigger that is missing, altered or switched off. Empty: all is well."""
    problems = []
    for table in _existing(connection, names):
        problems += [f"{table}: {what}" for what in _differences(connection, table)]
    if connection.vendor == "sqlite" and _rows(connection, "PRAGMA recursive_triggers") != [(1,)]:
        problems.append(
            "this connection has recursive_triggers off: REPLACE would delete without being refused"
        )
    return problems


def connect(app: AppConfig) -> None:
    """Reinstall after every migration of any app. Called from the AppConfig's ready()."""
    post_migrate.connect(_after_migrate, sender=app, dispatch_uid="huiyin.register.triggers")


def _after_migrate(using: str, **kwargs: Any) -> None:
    install(connections[using])


def _existing(connection: BaseDatabaseWrapper, names: Iterable[str] | None) -> list[str]:
    there = set(connection.introspection.table_names())
    wanted = tables() if names is None else tuple(names)
    for name in wanted:
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
            raise ValueError(f"'{name}' is not the name of a table of ours.")
    return [name for name in wanted if name in there]


def _rows(connection: BaseDatabaseWrapper, sql: str, params: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return [tuple(row) for row in cursor.fetchall()]


def _run(connection: BaseDatabaseWrapper, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _statements(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return _pg_statements(table)
    wanted = _sqlite_triggers(connection, table)
    drops = [f'DROP TRIGGER IF EXISTS "{name}"' for name in wanted]
    return drops + list(wanted.values())


def _differences(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return _pg_differences(connection, table)
    if connection.vendor == "sqlite":
        return _sqlite_differences(connection, table)
    raise ValueError(f"append-only triggers are written for SQLite and PostgreSQL, not {connection.vendor}")


# --- PostgreSQL -------------------------------------------------------------------------------------------


def _pg_statements(table: str) -> list[str]:
    head = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
    made = [f"{head} SET search_path = pg_catalog AS $body${_PG_BODY}$body$"]
    for suffix, (_, when) in _PG_TRIGGERS.items():
        name = f'"{table}_{suffix}"'
        made += [
            f'DROP TRIGGER IF EXISTS {name} ON "{table}"',
            f"CREATE TRIGGER {name} " + when.format(table=f'"{table}"') + f" EXECUTE FUNCTION {FUNCTION}()",
            # ALWAYS: it fires even where session_replication_role is 'replica'
            f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {name}',
        ]
    return made


def _pg_differences(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    rows = _rows(
        connection,
        "SELECT t.tgname, t.tgtype, t.tgenabled, t.tgqual IS NULL AND t.tgattr = ''::int2vector, p.prosrc"
        " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgrelid = to_regclass(%s) AND NOT t.tgisinternal",
        (f'"{table}"',),
    )
    found = {row[0]: row[1:] for row in rows}
    problems = []
    for suffix, (kind, _) in _PG_TRIGGERS.items():
        name = f"{table}_{suffix}"
        if name not in found:
            problems.append(f"trigger {name} is missing")
            continue
        tgtype, enabled, plain, source = found[name]
        if (tgtype, plain, source) != (kind, True, _PG_BODY):
            problems.append(f"trigger {name} was altered")
        elif enabled not in ("A", b"A"):
            problems.append(f"trigger {name} is switched off or does not fire always")
    return problems


# --- SQLite -----------------------------------------------------------------------------------------------


def _sqlite_triggers(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{message(table)}'); END"
    taken = f"BEGIN SELECT RAISE(ABORT, '{message(table)}: a row with this key exists'); END"
    made = {
        f"{table}_no_update": f'BEFORE UPDATE ON "{table}" {refuse}',
        f"{table}_no_delete": f'BEFORE DELETE ON "{table}" {refuse}',
    }
    keys = _sqlite_keys(connection, table)
    if keys:
        made[f"{table}_no_replace"] = f'BEFORE INSERT ON "{table}" WHEN {" OR ".join(keys)} {taken}'
    return {name: f'CREATE TRIGGER "{name}" {body}' for name, body in made.items()}


def _sqlite_keys(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """One condition per key that the row about to be inserted may share with a row that is there.

    An index over an expression is left to the DELETE trigger, which recursive_triggers fires on REPLACE.
    """
    info = _rows(connection, f'PRAGMA table_info("{table}")')
    columns = [row[1] for row in info]
    primary = [row[1] for row in sorted(info, key=lambda r: int(r[5])) if row[5]]
    conditions = [_taken(table, primary)] if primary else []
    for _, index, unique, origin, _partial in sorted(_rows(connection, f'PRAGMA index_list("{table}")')):
        parts = [row[2] for row in _rows(connection, f'PRAGMA index_info("{index}")')]
        if not unique or origin == "pk" or None in parts:
            continue
        conditions.append(_taken(table, parts, _partial_where(connection, index), columns))
    return conditions


def _partial_where(connection: BaseDatabaseWrapper, index: str) -> str:
    sql = _rows(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s", (index,))
    where = re.search(r"\)\s+WHERE\s+(.+)$", str(sql[0][0]) if sql else "", re.DOTALL | re.IGNORECASE)
    return where.group(1) if where else ""


def _taken(table: str, key: list[str], where: str = "", columns: Iterable[str] = ()) -> str:
    same = " AND ".join(f'"{c}" = NEW."{c}"' for c in key)
    if not where:
        return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 names from the database itself
    # a partial index: both the old row and the new one must lie in it
    used = [c for c in columns if re.search(rf"\b{re.escape(c)}\b", where)]
    new = ", ".join(f'NEW."{c}" AS "{c}"' for c in used) or "1"
    old_row = f'EXISTS (SELECT 1 FROM "{table}" WHERE {same} AND ({where}))'  # noqa: S608 as above
    new_row = f"EXISTS (SELECT 1 FROM (SELECT {new}) WHERE {where})"  # noqa: S608 as above
    return f"({old_row} AND {new_row})"


def _sqlite_differences(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    found = dict(
        _rows(
            connection,
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
            (table,),
        )
    )
    problems = []
    for name, sql in _sqlite_triggers(connection, table).items():
        if name not in found:
            problems.append(f"trigger {name} is missing")
        elif found[name] != sql:
            problems.append(f"trigger {name} was altered")
    return problems
