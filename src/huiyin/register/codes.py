"""An act holds no free words: every code it is given is of the kind that its field declares.

What people write goes into `words`, sealed apart from the act. Here the shapes are checked; whether an office or
an officer of that code exists is for the register to ask, and whether a value fits the matter is for the guards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from huiyin.statute.law import ActSpec, Field
from huiyin.statute.model import Refused

CODE = re.compile(r"[A-Za-z0-9_.:+\[\]-]{1,60}")
OFFICE = re.compile(r"[-A-Za-z0-9_]{1,40}")
LOGIN = re.compile(r"[\w.@+-]{1,60}")
KEY = re.compile(r"[-\w.:+@]{1,200}", re.ASCII)

Shape = Callable[[Field, Any], bool]


def checked(spec: ActSpec, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The codes of a wish without the empty ones; a value that is no code of its field is refused."""
    fields = {f.key: f for f in spec.fields}
    codes = {key: value for key, value in (given or {}).items() if value not in ("", None)}
    for key, value in codes.items():
        f = fields.get(key)
        if f is None and key in FROM_OUTSIDE:
            if not FROM_OUTSIDE[key](value):
                raise Refused(
                    "code", f"“{key}”只能填代码，不能填文字。", f"'{key}' takes a code and no words."
                )
            continue
        if f is None or f.store == "words":
            raise Refused(
                "code", f"“{spec.title.zh}”没有“{key}”这一项。", f"'{spec.title.en}' has no field '{key}'."
            )
        if f.kind == "choice" and value not in f.choices:
            raise Refused(
                "choice", f"“{f.title.zh}”只能选择清单中的一项。", f"'{f.title.en}' must be one of the list."
            )
        shape = SHAPES.get(f.kind)
        if shape is None or not shape(f, value):
            raise Refused(
                "code",
                f"“{f.title.zh}”的填法不对，没有记录。",
                f"'{f.title.en}' is not filled in as it should be.",
            )
    return codes


IN_THE_ACT = frozenset({"to", "petitioner", "paper", "names"})
"""Fields that have a place of their own in an act; the guards ask for them."""


def complete(spec: ActSpec, codes: Mapping[str, Any], words: Mapping[str, Any] | None) -> None:
    """Refuse an act that leaves out what its row asks for: reasons, records, the day or the outcome."""
    said = {**codes, **{key: value for key, value in (words or {}).items() if str(value).strip()}}
    missing = [f.title for f in spec.fields if f.required and f.key not in IN_THE_ACT and f.key not in said]
    if missing:
        zh, en = "、".join(one.zh for one in missing), ", ".join(one.en for one in missing)
        raise Refused(
            "required",
            f"“{spec.title.zh}”还没有填：{zh}。",
            f"'{spec.title.en}' still lacks: {en}.",
            spec.provision,
        )


def offices_of(spec: ActSpec, codes: Mapping[str, Any]) -> list[str]:
    """Every office that the codes name."""
    found: list[str] = []
    for f in spec.fields:
        if f.key in codes and f.kind == "office":
            found.append(str(codes[f.key]))
        elif f.key in codes and f.kind == "offices":
            found += map(str, codes[f.key])
    return found


def officers_of(spec: ActSpec, codes: Mapping[str, Any]) -> list[str]:
    """Every officer that the codes name."""
    return [str(codes[f.key]) for f in spec.fields if f.kind == "officer" and f.key in codes]


# ------------------------------------------------------------------ shapes


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
    return _each(value, lambda v: v in f.choices)  # the purposes of a new entry, in the order of its points


SHAPES: dict[str, Shape] = {
    "choice": lambda f, v: v in f.choices,
    "bool": lambda f, v: v in (0, 1, "yes", "no"),
    "date": lambda f, v: _day(v),
    "days": lambda f, v: _number(v),
    "count": lambda f, v: _number(v),
    "id": lambda f, v: _number(v),
    "code": lambda f, v: _code(v),
    "office": lambda f, v: _office(v),
    "offices": lambda f, v: _each(v, _office),
    "officer": lambda f, v: isinstance(v, str) and bool(LOGIN.fullmatch(v)),
    "procedure": lambda f, v: _code(v),
    "ground": lambda f, v: _code(v),
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
