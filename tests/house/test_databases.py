"""The test house itself: both databases are made as the real ones are, and copies are of one's own."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.support.databases import FreshDatabase


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_every_sqlite_connection_is_set_as_the_settings_say() -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "recursive_triggers", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "recursive_triggers": 1, "foreign_keys": 1}


@pytest.mark.django_db
@pytest.mark.postgres_only
def test_a_postgresql_database_has_a_utf8_ctype() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone()[0] == "C.UTF-8"


def test_a_fresh_database_is_a_migrated_copy_and_nothing_of_the_shared_one(
    fresh_database: FreshDatabase,
) -> None:
    assert connection.settings_dict["NAME"] == fresh_database.name
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE only_here (n INTEGER)")
        cursor.execute("SELECT COUNT(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db
def test_the_shared_database_never_sees_what_a_fresh_one_did() -> None:
    assert "only_here" not in connection.introspection.table_names()
