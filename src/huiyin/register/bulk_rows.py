"""Writing many rows at once: COPY on PostgreSQL, prepared inserts on SQLite; and the ids they get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection, models

from huiyin.register.rows import Row, Table, table


def ids_ahead() -> bool:
    """Whether ids can be reserved before the transaction that uses them: sequences give each to one only, SQLite
    has no sequences."""
    return connection.vendor == "postgresql"


class Writer:
    """Gathers rows by table and writes each table in one go. Rows of one table all have the same columns."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[Row]] = {}

    def reserve(self, model: type[models.Model], count: int) -> Sequence[int]:
        """So many ids of a table that nobody else will get; unless `ids_ahead()`, inside the transaction that
        uses them."""
        t = table(model)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # the sequence is looked up once, not for each of thousands of ids
                cursor.execute(
                    "SELECT array_agg(nextval(s.named)) FROM generate_series(1, %s), "
                    "(SELECT pg_get_serial_sequence(%s, %s)::regclass AS named OFFSET 0) AS s",
                    [count, t.name, t.auto],
                )
                return cursor.fetchone()[0] or []
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [t.name])
            found = cursor.fetchone()
        first = int(found[0]) + 1 if found else 1
        return range(first, first + count)

    def put(self, model: type[models.Model], row: Row) -> None:
        """Keep a row to be written."""
        rows = self._rows.get(model)
        if rows is None:
            rows = self._rows[model] = []
        rows.append(row)

    def flush(self) -> None:
        """Write what was gathered. Foreign keys are checked at the end of the transaction, so any order does."""
        for model, rows in self._rows.items():
            names, values = _values(table(model), rows)
            _copy(table(model), names, values) if connection.vendor == "postgresql" else _insert(
                table(model), names, values
            )
        self._rows = {}


def _values(t: Table, rows: Sequence[Row]) -> tuple[tuple[str, ...], Iterator[list[Any]]]:
    """Columns, and the values of each row as the database takes them. What rows leave out has its default."""
    given = tuple(rows[0])
    rest = tuple(name for name in t.columns if name not in rows[0])
    constants = t.stored({}, rest)
    converts = [(place, convert) for place, name in enumerate(given) if (convert := t.converts[name])]
    get = itemgetter(*given)

    def values() -> Iterator[list[Any]]:
        for row in rows:
            found = [*get(row), *constants]
            for place, convert in converts:
                if found[place] is not None:
                    found[place] = convert(found[place])
            yield found

    return given + rest, values()


def _copy(t: Table, names: Sequence[str], values: Iterator[list[Any]]) -> None:
    columns = ", ".join(map(t.quoted, names))
    with connection.cursor() as cursor, cursor.copy(f'COPY "{t.name}" ({columns}) FROM STDIN') as copy:
        for row in values:
            copy.write_row(row)


def _insert(t: Table, names: Sequence[str], values: Iterator[list[Any]]) -> None:
    columns, marks = ", ".join(map(t.quoted, names)), ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{t.name}" ({columns}) VALUES ({marks})', list(values))  # noqa: S608
