"""Test databases: one migrated template a run, and a fresh copy of it wherever a test cannot roll back.

The register's triggers refuse DELETE and TRUNCATE, so nothing here ever flushes a database: an ordinary test
rolls back, and a test that needs real commits (threads, a killed worker, a browser) starts from a copy.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connections

from tests import settings as test_settings

ALIAS = "default"


@dataclass(frozen=True)
class FreshDatabase:
    """A database of one test's own: its address for programs that the test starts."""

    name: str
    url: str
    is_postgres: bool

    def env(self, **more: str) -> dict[str, str]:
        """The environment for a program that is to work on this database."""
        return {**os.environ, "HUIYIN_DATABASE": self.url, **more}


def pg_url(name: str) -> str:
    """The address of a database of that name on the server under test."""
    return urlunsplit(urlsplit(test_settings.PG_URL)._replace(path=f"/{name}"))


def pg_trouble() -> str | None:
    """Why PostgreSQL cannot be tested here, or None."""
    try:
        import psycopg

        with psycopg.connect(test_settings.PG_URL, connect_timeout=3, autocommit=True):
            return None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the reason that is shown
        shown = urlsplit(test_settings.PG_URL)
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return f"no PostgreSQL at {shown.hostname}:{shown.port or 5432} ({first})"


def pg_execute(*statements: str) -> None:
    """Run statements on the maintenance database."""
    import psycopg

    with psycopg.connect(test_settings.PG_URL, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def disconnect() -> None:
    """Close every connection of this thread, and the pool, so that the database can be copied or left."""
    connection = connections[ALIAS]
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def point_at(name: str) -> None:
    """Let this process, its threads included, work on database `name`."""
    disconnect()
    connections.settings[ALIAS]["NAME"] = name
    connections[ALIAS].settings_dict["NAME"] = name


class Databases:
    """Makes, copies and drops the databases of one test process."""

    def __init__(self) -> None:
        self.postgres: bool = test_settings.ON_POSTGRES
        self.stem = f"hy_test_{os.getpid()}_{uuid.uuid4().hex[:6]}"
        self.main = self._new_name("main")
        self.template = self._new_name("template")
        self.original: str = str(connections.settings[ALIAS]["NAME"])

    def _new_name(self, tail: str) -> str:
        name = f"{self.stem}_{tail}"
        return name if self.postgres else str(test_settings.TEST_VAR / f"{name}.sqlite3")

    @contextmanager
    def _users(self) -> Iterator[list[str]]:
        """The template's name, once for every process of this run that uses it; kept for the others as it is left."""
        noted = test_settings.TEST_VAR.parent / f"template-{'pg' if self.postgres else 'sqlite'}.txt"
        with noted.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            users = noted.read_text().splitlines() if noted.exists() else []
            yield users
            noted.write_text("\n".join(users))

    def create(self, migrate: Callable[[], object]) -> None:
        """Take the template of this run, or make it by migrating an empty database; the main database is its copy."""
        with self._users() as users:
            if users:
                self.template = users[0]
            else:
                self._make_template(migrate)
            users.append(self.template)
        self._copy(self.main)
        point_at(self.main)

    def _make_template(self, migrate: Callable[[], object]) -> None:
        if self.postgres:
            pg_execute(
                f"CREATE DATABASE \"{self.template}\" TEMPLATE template0 ENCODING 'UTF8' "
                "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )
        point_at(self.template)
        migrate()
        disconnect()

    def _copy(self, name: str, source: str = "") -> None:
        if self.postgres:
            pg_execute(f'CREATE DATABASE "{name}" TEMPLATE "{source or self.template}"')
        else:
            # The last connection is closed, so the write-ahead log has been folded into the file.
            shutil.copyfile(source or self.template, name)

    def _drop(self, name: str) -> None:
        if self.postgres:
            pg_execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)

    @contextmanager
    def fresh(self, source: str = "") -> Iterator[FreshDatabase]:
        """A copy of the template (or of `source`, which nobody is using), and this process working on it."""
        name = self._new_name(uuid.uuid4().hex[:8])
        disconnect()
        self._copy(name, source)
        point_at(name)
        try:
            yield FreshDatabase(
                name=name,
                url=pg_url(name) if self.postgres else f"sqlite:///{name}",
                is_postgres=self.postgres,
            )
        finally:
            point_at(self.main)
            self._drop(name)

    @contextmanager
    def filled(self, fill: Callable[[], object], source: str = "") -> Iterator[str]:
        """The name of a copy (of the template, or of `source`) that `fill` has filled, to make `fresh` copies of."""
        name = self._new_name(uuid.uuid4().hex[:8])
        disconnect()
        self._copy(name, source)
        point_at(name)
        try:
            fill()
        finally:
            point_at(self.main)
        try:
            yield name
        finally:
            self._drop(name)

    def destroy(self) -> None:
        """Drop what was made; the template once nobody uses it."""
        point_at(self.original)
        self._drop(self.main)
        with self._users() as users:
            users.remove(self.template)
            if not users:
                self._drop(self.template)
