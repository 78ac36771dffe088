"""Statements on single tables, built once: the ORM composes each statement anew, which costs more than running it.

`record()` and the bulk loader write through here, and what is asked of every file reads through here (queries composed
once: `huiyin.prepared`); everything else uses the ORM as ever. A row is a mapping from a column's attribute name
(`office_id`) to its value; a column that is left out has its field's default. How a value is stored is the field's
affair (sealed, JSON, dates), looked up once for each column.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import QuerySet

from huiyin import prepared
from huiyin.prepared import Prepared
from huiyin.register.vault import _SealedField, seal

Row = Mapping[str, Any]
Convert = Callable[[Any], Any]


class Table:
    """One model's columns, and how a value of each is stored on this database."""

    def __init__(self, model: type[models.Model], vendor: str) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.fields = {f.attname: f for f in model._meta.concrete_fields}
        auto = model._meta.auto_field
        self.auto = auto.attname if auto else ""
        self.columns = tuple(name for name in self.fields if name != self.auto)
        self.converts = {name: _stored_as(f, vendor) for name, f in self.fields.items()}
        self.statements: dict[Any, str] = {}

    def quoted(self, name: str) -> str:
        """A column's name for a statement."""
        return f'"{self.fields[name].column}"'

    def stored(self, row: Row, names: Sequence[str]) -> list[Any]:
        """The values of these columns as the database takes them."""
        found = []
        for name in names:
            value = row[name] if name in row else self.fields[name].get_default()
            convert = self.converts[name]
            found.append(value if convert is None or value is None else convert(value))
        return found

    def conditions(self, names: Sequence[str]) -> str:
        """`WHERE` for these columns being equal to parameters."""
        return " AND ".join(f"{self.quoted(name)} = %s" for name in names)


def _stored_as(field: models.Field[Any, Any], vendor: str) -> Convert | None:
    """How a value of this field becomes a parameter; None where it already is one."""
    if isinstance(field, _SealedField):
        column = field._column()
        return lambda value: seal(field.to_text(value), column)
    if isinstance(field, models.JSONField):
        return _dumps
    if vendor != "sqlite":
        return None
    if isinstance(field, models.DateTimeField):
        return lambda value: str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.TimeField):
        return lambda value: connection.ops.adapt_timefield_value(value)
    return None


def _dumps(value: Any) -> str:
    if not value and isinstance(value, dict | list):  # most are empty
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value)


@lru_cache(maxsize=128)
def _table(model: type[models.Model], vendor: str) -> Table:
    return Table(model, vendor)


def table(model: type[models.Model]) -> Table:
    """The table of a model on the database in use."""
    return _table(model, connection.vendor)


# ------------------------------------------------------------------ writing


def insert(model: type[models.Model], row: Row) -> int:
    """Write one row and give its number."""
    t = table(model)
    names = t.columns if not t.auto or row.get(t.auto) is None else (t.auto, *t.columns)
    sql = t.statements.get(("insert", names))
    if sql is None:
        key = model._meta.pk.attname if model._meta.pk else ""
        columns, marks = ", ".join(map(t.quoted, names)), ", ".join(["%s"] * len(names))
        sql = f'INSERT INTO "{t.name}" ({columns}) VALUES ({marks}) RETURNING {t.quoted(key)}'  # noqa: S608
        t.statements["insert", names] = sql
    with prepared.cursor() as cursor:
        cursor.execute(sql, t.stored(row, names))
        return int(cursor.fetchone()[0])


def save(instance: models.Model) -> None:
    """Write a new instance's row and give the instance its number."""
    instance.pk = insert(type(instance), instance.__dict__)
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS


def update(model: type[models.Model], values: Row, **where: Any) -> int:
    """Set columns in the rows whose columns are as given; how many there were."""
    t = table(model)
    names, keys = tuple(values), tuple(where)
    sql = t.statements.get(("update", names, keys))
    if sql is None:
        changes = ", ".join(f"{t.quoted(name)} = %s" for name in names)
        sql = f'UPDATE "{t.name}" SET {changes} WHERE {t.conditions(keys)}'  # noqa: S608
        t.statements["update", names, keys] = sql
    with prepared.cursor() as cursor:
        cursor.execute(sql, [*t.stored(values, names), *t.stored(where, keys)])
        return int(cursor.rowcount)


def delete(model: type[models.Model], **where: Any) -> None:
    """Delete the rows of a projection whose columns are as given; for tables that no other refers to."""
    t = table(model)
    keys = tuple(where)
    sql = t.statements.get(("delete", keys))
    if sql is None:
        sql = f'DELETE FROM "{t.name}" WHERE {t.conditions(keys)}'  # noqa: S608
        t.statements["delete", keys] = sql
    with prepared.cursor() as cursor:
        cursor.execute(sql, t.stored(where, keys))


# ------------------------------------------------------------------ reading


FILES = "\u2039files\u203a"
"""The stand-in of a list of files."""


@lru_cache(maxsize=64)
def _equal(model: type[models.Model], names: tuple[str, ...], keys: tuple[str, ...], order: str) -> Prepared:
    def build(**where: Any) -> QuerySet[Any, Any]:
        found = model._base_manager.filter(**where)
        return (found.order_by(order) if order else found.order_by()).values_list(*names)

    fields = table(model).fields
    stand_ins = {k: _stand_in(fields[k], n) for n, k in enumerate(keys, 1)}
    return Prepared(build, **stand_ins)


def _stand_in(field: models.Field[Any, Any], n: int) -> int | str:
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    return f"\u2039{n}\u203a" if isinstance(field, models.CharField) else 31_000 + n


def select(
    model: type[models.Model], names: tuple[str, ...], order: str = "", **where: Any
) -> list[tuple[Any, ...]]:
    """These columns of the rows whose columns are as given."""
    return _equal(model, names, tuple(where), order).rows(**where)


class OfFiles:
    """Columns of the rows of some files: `OfFiles(Point.objects.all, "request")`."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], *columns: str) -> None:
        self._query = Prepared(
            lambda files: rows().filter(file__among=files).values_list("file", *columns), files=FILES
        )

    def __call__(self, files: Iterable[int]) -> defaultdict[int, list[tuple[Any, ...]]]:
        """The rows of each file, as tuples: instances cost several times what opening the words does."""
        found = defaultdict(list)
        asked = list(files)
        for file, *values in self._query.rows(files=asked) if asked else ():
            found[file].append(tuple(values))
        return found
