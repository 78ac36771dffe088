"""Queries composed once: the ORM composes each statement anew, which costs more than running it.

For what is asked with every request, of every file, or while somebody types; everything else uses the ORM as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet


def cursor() -> CursorWrapper:
    """A cursor for statements that come again: PostgreSQL plans each once a connection, not every time."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    return connection._prepare_cursor(ServerBindingCursor(connection.connection))  # type: ignore[call-arg,no-any-return,attr-defined]


@models.ForeignKey.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`column__among`: as `in`, of a list that is one parameter, so that a `Prepared` query takes any number."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """One parameter, as `Prepared.rows` gives it to each database."""
        left, params = self.process_lhs(compiler, connection)
        many = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"{left} {many}", (*params, self.rhs)


class Prepared:
    """A query composed once for each database and asked again with other values.

    `build` makes the query from stand-ins, of which each must be found among its parameters; every other
    parameter is the same each time. A list, asked for by `among`, has a text as its stand-in.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **stand_ins: int | str) -> None:
        self._build, self._stand_ins = build, stand_ins
        self._composed: dict[str, _Composed | None] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        vendor = connection.vendor
        if vendor not in self._composed:
            self._composed[vendor] = _compose(self._build, self._stand_ins)
        query = self._composed[vendor]
        if query is None:
            return []
        params = [
            p if slot is None else values[slot] for slot, p in zip(query.slots, query.params, strict=True)
        ]
        if vendor != "postgresql":
            params = [json.dumps(p) if isinstance(p, list) else p for p in params]
        with cursor() as asked:
            asked.execute(query.sql, params)
            found = asked.fetchall()
        if query.converters:
            return [tuple(row) for row in query.compiler.apply_converters(found, query.converters)]
        return [tuple(row) for row in found]


class _Composed(NamedTuple):
    sql: str
    params: list[Any]
    slots: list[str | None]
    """For each parameter the value that takes its place."""
    compiler: Any
    converters: Any


def _compose(
    build: Callable[..., QuerySet[Any, Any]], stand_ins: Mapping[str, int | str]
) -> _Composed | None:
    """The query; None where it can have no rows, whatever the values."""
    compiler = build(**stand_ins).query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    names = {value: name for name, value in stand_ins.items()}
    # PostgreSQL's small numbers are ints of a type of their own; True is equal to 1 and is none of ours.
    slots = [names.get(p) if isinstance(p, int | str) and not isinstance(p, bool) else None for p in params]
    if lost := stand_ins.keys() - set(slots):
        raise ValueError(f"not among the parameters of the query: {', '.join(sorted(lost))}")
    converters = compiler.get_converters([column for column, _, _ in compiler.select])
    return _Composed(sql, list(params), slots, compiler, converters)
