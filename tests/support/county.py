"""The demo county's offices and officers, loaded once a process by its loader and afterwards row by row."""

from __future__ import annotations

from typing import Any

from django.core.management.color import no_style
from django.db import connection

from huiyin.demo import offices as demo
from huiyin.offices import models
from huiyin.offices.actor import Actor

TABLES: tuple[type[Any], ...] = (
    models.Office, models.OfficeRelation, models.Signboard, models.Officer, models.Post, models.CommitteeMember,
    models.Deputy, models.Directory, models.OfficeChange, models.PostChange,
)  # fmt: skip
_rows: dict[type[Any], list[Any]] = {}


def load_county() -> None:
    """Offices, relations, signboards, posts and officers, as `huiyin.demo.offices.load` makes them.

    The loader takes seconds, since every row goes through a service and is logged; its rows are the same
    for every test of a day, so the first test keeps them for the others.
    """
    if not _rows:
        demo.load(by=Actor.machine("demo"))
        _rows.update({table: list(table.objects.order_by("pk")) for table in TABLES})
        return
    for table, rows in _rows.items():
        table.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(TABLES)):
            cursor.execute(statement)
