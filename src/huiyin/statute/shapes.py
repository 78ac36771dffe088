"""The shapes of an act's codes: what a field of each kind may hold.

The register refuses what has another shape before it writes; a file that is replayed is asked the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from .law import Field

CODE = re.compile(r"[A-Za-z0-9_.:+\[\]-]{1,60}")
OFFICE = re.compile(r"[-A-Za-z0-9_]{1,40}")
LOGIN = re.compile(r"[\w.@+-]{1,60}")
KEY = re.compile(r"[-\w.:+@]{1,200}", re.ASCII)

Shape = Callable[[Field, Any], bool]

IN_THE_ACT = frozenset({"to", "petitioner", "paper", "names"})
"""Fields that have a place of their own in an act; the guards ask for them."""


def _number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdigit())


def _day(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _code(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_number(no) and _code(v) for no, v in value.items())
    return isinstance(value, int) or (isinstance(value, str) and bool(CODE.fullmatch(value)))


def _office(value: Any) -> bool:
    return isinstance(value, str) and bool(OFFICE.fullmatch(value))


def _each(value: Any, one: Callable[[Any], bool]) -> bool:
    return isinstance(value, list | tuple) and all(map(one, value))


def _per_point(f: Field, value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_number(no) and v in f.choices for no, v in value.items())
    # The purposes of a new entry come in the order of its points, which have no numbers yet.
    return f.key == "purposes" and bool(value) and _each(value, lambda v: v in f.choices)


SHAPES: dict[str, Shape] = {
    "choice": lambda f, v: v in f.choices,
    "bool": lambda f, v: v in (0, 1, "yes"),  # the word "no" would read as something said
    "date": lambda f, v: _day(v),
    "days": lambda f, v: _number(v),
    "count": lambda f, v: _number(v),
    "id": lambda f, v: _number(v),
    "code": lambda f, v: _code(v),
    "office": lambda f, v: _office(v),
    "offices": lambda f, v: _each(v, _office),
    "officer": lambda f, v: isinstance(v, str) and bool(LOGIN.fullmatch(v)),
    "procedure": lambda f, v: _code(v),
    "ground": lambda f, v: isinstance(v, str) and _code(v),
    "paper": lambda f, v: _code(v),
    "per_point": _per_point,
    "per_point_date": lambda f, v: (
        isinstance(v, Mapping) and all(_number(no) and _day(d) for no, d in v.items())
    ),
}
"""Kinds of fields that an act can hold; text belongs to words, and petitioners and papers to the act itself."""

FROM_OUTSIDE: dict[str, Callable[[Any], bool]] = {
    "draft": _number,
    "digest": lambda v: isinstance(v, str) and bool(KEY.fullmatch(v)),
    "purposes": lambda v: _each(v, _code),
    "petitioners": lambda v: _each(v, lambda one: _each(one, _code) and len(one) == 2),
    "claimed": lambda v: _each(v, _number),
    "urgent": lambda v: v in (0, 1),
    "entry": _number,
    "duties": lambda v: _each(v, lambda one: isinstance(one, str) and bool(KEY.fullmatch(one))),
    "windows": lambda v: _each(v, lambda one: isinstance(one, str) and bool(KEY.fullmatch(one))),
}
"""Codes that the register's own rooms give beside the fields of a form."""
