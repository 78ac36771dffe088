"""Bringing the database to this version: tables, triggers, and the rulebook's edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from huiyin.intake import keys_anew
from huiyin.operations import NotPossible
from huiyin.register import editions, triggers
from huiyin.register.models import Edition, Petitioner
from huiyin.statute.loader import load

REKEYS = frozenset({"register.0004_identity_keys", "register.0010_place_numbers"})
"""Migrations after which the keys of identity are computed anew for what is in the register."""


@dataclass
class Migrated:
    """What was brought up to date."""

    applied: list[str] = field(default_factory=list)
    rekeyed: int = 0
    """Of how many petitioners keys of identity were computed anew."""
    triggers: list[str] = field(default_factory=list)
    edition: str = ""
    new_edition: bool = False
    others: bool = False
    """Whether acts were recorded under other editions."""


def missing() -> list[str]:
    """Migrations that have not been applied, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate(now: datetime, by: str = "machine:migrate") -> Migrated:
    """Apply what is missing, put the triggers in place and keep the rulebook's edition."""
    done = Migrated(applied=missing())
    if done.applied:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if REKEYS.intersection(done.applied):
        for _looked, done.rekeyed in keys_anew.fill(Petitioner.objects.all()):
            pass
    done.triggers = triggers.install(connection)
    done.edition = load().edition
    done.new_edition = editions.keep(now, by)
    done.others = Edition.objects.exclude(pk=done.edition).exists()
    return done


def require_migrated() -> None:
    """Refuse a database that cannot be used, or is of another version."""
    try:
        left = missing()
    except DatabaseError as error:
        raise NotPossible(f"数据库连不上 the database cannot be used: {_first_line(error)}") from error
    if left:
        raise NotPossible(
            f"数据库还差 {len(left)} 项升级，请先运行 huiyin migrate。"
            f"The database lacks {len(left)} migrations: run `huiyin migrate` first."
        )


def require_register() -> None:
    """Refuse a database that cannot be used or holds no register, of whatever version."""
    try:
        there = "register_act" in connection.introspection.table_names()
    except DatabaseError as error:
        raise NotPossible(f"数据库连不上 the database cannot be used: {_first_line(error)}") from error
    if not there:
        raise NotPossible("数据库里没有登记簿 there is no register here: run `huiyin migrate` first")


def require_ready() -> None:
    """Refuse to work on a database that is not up to date, saying what to do."""
    require_migrated()
    if not editions.is_kept():
        raise NotPossible(
            f"规则库是新版本（{load().edition[:12]}），请先运行 huiyin rulebook adopt（先看影响：加 --dry-run）。"
            "The rulebook is a new edition: run `huiyin rulebook adopt` first (--dry-run shows what would move)."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
