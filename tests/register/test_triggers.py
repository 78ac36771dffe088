"""House rule 4: what was recorded is never changed, on both databases, with rows in the tables.

The tables here are thrown away with the database; the same installer guards the register's own.
"""

from __future__ import annotations

import datetime
import sqlite3
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from huiyin.register import triggers
from tests.support.databases import FreshDatabase

TABLE = "throwaway_act"
REFUSAL = r"append-only: throwaway_act \(house rule 4\)"


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def rows() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, file_id, sequence, kind FROM {TABLE} ORDER BY id")
        return [tuple(row) for row in cursor.fetchall()]


def make_table(connection: Any) -> type[models.Model]:
    """A table like register_act, with a composite key, a partial key, and two rows."""

    class Act(models.Model):
        file_id = models.IntegerField()
        sequence = models.IntegerField()
        kind = models.CharField(max_length=20)

        class Meta:
            apps = Apps()
            app_label = "throwaway"
            db_table = TABLE
            constraints = [
                models.UniqueConstraint(fields=["file_id", "sequence"], name="one_act_per_place"),
                models.UniqueConstraint(
                    fields=["file_id"], condition=models.Q(kind="archive"), name="archived_once"
                ),
            ]

    with connection.schema_editor() as editor:
        editor.create_model(Act)
    Act._base_manager.create(file_id=1, sequence=1, kind="register")
    Act._base_manager.create(file_id=1, sequence=2, kind="archive")
    return Act


REPLACED = f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE"
EXECUTE = "EXECUTE FUNCTION huiyin_append_only()"
HOLLOW = (
    "CREATE OR REPLACE FUNCTION huiyin_append_only() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'"
)
BEFORE = [(1, 1, 1, "register"), (2, 1, 2, "archive")]


@pytest.fixture
def act(fresh_database: FreshDatabase) -> Iterator[type[models.Model]]:
    model = make_table(connection)
    assert triggers.install(connection, [TABLE]) == [TABLE]
    yield model


def test_an_update_of_a_recorded_row_is_refused(act: type[models.Model]) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL):
        run(f"UPDATE {TABLE} SET kind = 'accept' WHERE id = 1")
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        act._base_manager.update(kind="accept")
    assert rows() == BEFORE


def test_a_deletion_of_a_recorded_row_is_refused(act: type[models.Model]) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL):
        run(f"DELETE FROM {TABLE}")
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        act._base_manager.get(pk=2).delete()
    assert rows() == BEFORE


def test_an_upsert_over_a_recorded_row_is_refused(act: type[models.Model]) -> None:
    values = f"INSERT INTO {TABLE} (id, file_id, sequence, kind) VALUES (1, 9, 9, 'x')"
    with pytest.raises(IntegrityError, match=REFUSAL):
        run(f"{values} ON CONFLICT (id) DO UPDATE SET kind = 'accept'")
    assert rows() == BEFORE


def test_a_second_row_in_a_taken_place_is_an_integrity_error(act: type[models.Model]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act._base_manager.create(file_id=1, sequence=2, kind="accept")
    assert rows() == BEFORE


def test_new_rows_are_still_taken(act: type[models.Model]) -> None:
    act._base_manager.create(file_id=1, sequence=3, kind="accept")
    act._base_manager.bulk_create(
        [act(file_id=2, sequence=1, kind="archive"), act(file_id=2, sequence=2, kind="x")]
    )
    assert len(rows()) == 5


def test_a_right_installation_verifies_and_is_not_repeated(act: type[models.Model]) -> None:
    assert triggers.verify(connection, [TABLE]) == []
    assert triggers.install(connection, [TABLE]) == []


def test_tables_that_do_not_exist_yet_are_left_alone(fresh_database: FreshDatabase) -> None:
    assert triggers.install(connection, ["no_such_table"]) == []
    assert triggers.verify(connection, ["no_such_table"]) == []


def test_a_name_that_is_not_a_table_name_is_refused(fresh_database: FreshDatabase) -> None:
    with pytest.raises(ValueError, match="not the name of a table"):
        triggers.install(connection, ['x"; DROP TABLE y; --'])


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "values",
    ["(1, 9, 9, 'x')", "(9, 1, 2, 'x')", "(9, 1, 9, 'archive')"],
    ids=["same id", "same place in the file", "same partial key"],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_a_replace_is_refused_whichever_key_it_hits(
    act: type[models.Model], values: str, recursive: str
) -> None:
    """Also on a connection that forgot recursive_triggers, such as the sqlite3 program."""
    run(f"PRAGMA recursive_triggers = {recursive}")
    for verb in ("INSERT OR REPLACE INTO", "REPLACE INTO"):
        with pytest.raises(IntegrityError, match=REFUSAL):
            run(f"{verb} {TABLE} (id, file_id, sequence, kind) VALUES {values}")
    with pytest.raises(IntegrityError, match=REFUSAL):
        run(f"UPDATE OR REPLACE {TABLE} SET id = 1 WHERE id = 2")
    assert rows() == BEFORE


@pytest.mark.sqlite_only
def test_another_program_on_the_same_file_is_refused_too(
    act: type[models.Model], fresh_database: FreshDatabase
) -> None:
    stranger = sqlite3.connect(str(connection.settings_dict["NAME"]))
    with pytest.raises(sqlite3.IntegrityError, match=REFUSAL):
        stranger.execute(f"REPLACE INTO {TABLE} (id, file_id, sequence, kind) VALUES (1, 9, 9, 'x')")
    stranger.close()
    assert rows() == BEFORE


@pytest.mark.sqlite_only
def test_a_partial_key_refuses_only_rows_inside_it(act: type[models.Model]) -> None:
    act._base_manager.create(file_id=1, sequence=3, kind="accept")
    assert len(rows()) == 3


@pytest.mark.sqlite_only
def test_a_table_remade_by_a_migration_is_noticed_and_mended(act: type[models.Model]) -> None:
    """SQLite drops the triggers of a remade table without a word."""
    new = models.CharField(max_length=30)
    new.set_attributes_from_name("kind")
    new.model = act
    editor: Any
    with connection.schema_editor() as editor:
        editor._remake_table(act, alter_fields=[(act._meta.get_field("kind"), new)])
    assert rows() == BEFORE
    problems = triggers.verify(connection, [TABLE])
    assert problems == [
        f"{TABLE}: trigger {TABLE}_{what} is missing" for what in ("no_update", "no_delete", "no_replace")
    ]
    assert triggers.install(connection, [TABLE]) == [TABLE]
    assert triggers.verify(connection, [TABLE]) == []


@pytest.mark.sqlite_only
def test_a_connection_without_recursive_triggers_is_a_problem(act: type[models.Model]) -> None:
    run("PRAGMA recursive_triggers = OFF")
    assert "recursive_triggers off" in triggers.verify(connection, [TABLE])[0]


@pytest.mark.sqlite_only
def test_a_trigger_made_harmless_is_noticed(act: type[models.Model]) -> None:
    run(f"DROP TRIGGER {TABLE}_no_update")
    run(f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT 1; END")
    assert triggers.verify(connection, [TABLE]) == [f"{TABLE}: trigger {TABLE}_no_update was altered"]


@pytest.mark.postgres_only
def test_truncation_is_refused(act: type[models.Model]) -> None:
    for statement in (f"TRUNCATE {TABLE}", f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE"):
        with pytest.raises(IntegrityError, match=REFUSAL):
            run(statement)
    assert rows() == BEFORE


@pytest.mark.postgres_only
def test_the_triggers_fire_also_for_a_session_that_plays_the_replica(act: type[models.Model]) -> None:
    run("SET session_replication_role = replica")
    with pytest.raises(IntegrityError, match=REFUSAL):
        run(f"DELETE FROM {TABLE}")
    run("RESET session_replication_role")
    assert rows() == BEFORE


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (f"DROP TRIGGER {TABLE}_no_change ON {TABLE}", f"{TABLE}_no_change is missing"),
        (f"ALTER TABLE {TABLE} DISABLE TRIGGER {TABLE}_no_change", f"{TABLE}_no_change is switched off"),
        (f"ALTER TABLE {TABLE} DISABLE TRIGGER USER", f"{TABLE}_no_truncate is switched off"),
        (
            f"{REPLACED} UPDATE OF kind ON {TABLE} FOR EACH ROW {EXECUTE}",
            f"{TABLE}_no_change was altered",
        ),
        (
            f"{REPLACED} UPDATE OR DELETE ON {TABLE} FOR EACH ROW WHEN (OLD.id < 0) {EXECUTE}",
            f"{TABLE}_no_change was altered",
        ),
        (
            HOLLOW,
            f"{TABLE}_no_truncate was altered",
        ),
    ],
    ids=["dropped", "disabled", "all disabled", "one column only", "with a condition", "hollow function"],
)
def test_what_weakens_a_trigger_is_noticed_and_mended(
    act: type[models.Model], harm: str, finding: str
) -> None:
    run(harm)
    assert any(finding in problem for problem in triggers.verify(connection, [TABLE]))
    assert triggers.install(connection, [TABLE]) == [TABLE]
    assert triggers.verify(connection, [TABLE]) == []


@pytest.mark.postgres_only
def test_a_role_that_owns_no_table_cannot_take_the_triggers_off(act: type[models.Model]) -> None:
    role = f"hy_application_{uuid.uuid4().hex[:8]}"  # roles belong to the server, not to one database
    run(f"CREATE ROLE {role}")
    try:
        run(f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON {TABLE} TO {role}")
        run(f"SET ROLE {role}")
        with pytest.raises(ProgrammingError, match="must be owner"):
            run(f"DROP TRIGGER {TABLE}_no_change ON {TABLE}")
        with pytest.raises(IntegrityError, match=REFUSAL):
            run(f"DELETE FROM {TABLE}")
    finally:
        run("RESET ROLE")
        run(f"DROP OWNED BY {role}")
        run(f"DROP ROLE {role}")


def any_value(field: Any) -> Any:
    """Something that fits the column."""
    if field.null:
        return None
    kind = field.get_internal_type()
    if kind in {"DateField", "DateTimeField", "TimeField"}:
        day = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
        return {"DateField": day.date(), "TimeField": day.time()}.get(kind, day)
    if kind in {"CharField", "TextField"}:
        return "x"
    return {"JSONField": {}, "BooleanField": False, "UUIDField": uuid.uuid4()}.get(kind, 1)


def fill(table: str) -> type[models.Model]:
    """One row in a table of ours, without the rows it hangs on."""
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    row = model(**{f.attname: any_value(f) for f in model._meta.concrete_fields if not f.auto_created})
    if connection.vendor == "postgresql":
        run("SET session_replication_role = replica")
    with connection.constraint_checks_disabled():
        row.save(force_insert=True)
    return model


@pytest.mark.parametrize("table", triggers.tables())
def test_house_rule_4_holds_on_every_table_of_the_register(fresh_database: FreshDatabase, table: str) -> None:
    model = fill(table)
    column = model._meta.concrete_fields[-1].column
    statements = [f'UPDATE {table} SET "{column}" = "{column}"', f"DELETE FROM {table}"]
    if connection.vendor == "postgresql":
        statements.append(f"TRUNCATE {table} CASCADE")
    else:
        statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    before = list(model._base_manager.values())
    for statement in statements:
        with pytest.raises(IntegrityError, match=r"append-only: \w+ \(house rule 4\)"):
            run(statement)
    assert list(model._base_manager.values()) == before
    assert len(before) == 1


def test_a_migrated_database_has_every_trigger(fresh_database: FreshDatabase) -> None:
    there = set(connection.introspection.table_names())
    assert set(triggers.tables()) <= there
    assert triggers.verify(connection) == []


def test_a_migration_puts_back_what_was_lost(fresh_database: FreshDatabase) -> None:
    trigger = "no_update" if connection.vendor == "sqlite" else "no_change"
    on = "" if connection.vendor == "sqlite" else " ON register_act"
    run(f"DROP TRIGGER register_act_{trigger}{on}")
    assert triggers.verify(connection) == [f"register_act: trigger register_act_{trigger} is missing"]
    call_command("migrate", verbosity=0, interactive=False)
    assert triggers.verify(connection) == []
