"""Strict reading of the rulebook's YAML files.

PyYAML alone lets a great deal through: a repeated key silently wins, ``on:`` becomes True, ``010``
becomes eight, ``2.3`` a float. A rulebook must not be open to such surprises, so the values are built
here from the parser's events, and a plain scalar is a string, an integer or a date, nothing else.
Every mapping and list remembers its file and lines, so that a later error can point at them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser is ten times faster; both give the same events, and only events are used."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:.*|[-+]?[0-9]{1,2}(:[0-9]{2})+")
_NUMBER_LIKE = re.compile(
    r"[-+]?(0[0-9_]+|0[box][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_]*"
    r"|([0-9][0-9_]*)?\.[0-9_]+([eE][-+]?[0-9]+)?|[0-9][0-9_]*\.([eE][-+]?[0-9]+)?"
    r"|[0-9]+[eE][-+]?[0-9]+|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
_PLAIN = (None, "")
"""How the two parsers mark a scalar without quotes."""
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOLEAN = {"true", "True", "TRUE", "false", "False", "FALSE"}


class RulebookError(ValueError):
    """A mistake in the rulebook, with the file and line where it stands."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class Words(NamedTuple):
    """The same thing said in Chinese and in English."""

    zh: str
    en: str


class Table(dict[str, Any]):
    """A mapping of the rulebook that knows its file and the line of every key. Only to be read."""

    file: str
    line: int
    lines: dict[str, int]

    def at(self, key: str | None = None) -> str:
        """``file:line`` of a key, or of the mapping itself."""
        return f"{self.file}:{self.lines.get(key, self.line) if key is not None else self.line}"

    def fail(self, what: str, key: str | None = None) -> NoReturn:
        """Refuse this mapping, or one of its values."""
        raise RulebookError(self.at(key), what)


class Rows(list[Any]):
    """A list of the rulebook that knows its file and the line of every item. Only to be read."""

    file: str
    line: int
    lines: list[int]

    def at(self, index: int | None = None) -> str:
        """``file:line`` of an item, or of the list itself."""
        return f"{self.file}:{self.lines[index] if index is not None else self.line}"

    def fail(self, what: str, index: int | None = None) -> NoReturn:
        """Refuse this list, or one of its items."""
        raise RulebookError(self.at(index), what)


def _line(event: Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1


def _plain(text: str, where: str) -> str | int | date:
    """The value of a scalar written without quotes."""
    if text in _NULL:
        raise RulebookError(where, "empty value: leave it out, or write a value")
    if text in _BOOLEAN:
        raise RulebookError(where, f"{text!r} is not a value here: write yes or no")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise RulebookError(where, f"no such day: {text}") from None
    if _TIME.fullmatch(text):
        raise RulebookError(where, f"a time of day has no place in the rulebook: {text!r} (or quote it)")
    if _NUMBER_LIKE.fullmatch(text):
        raise RulebookError(where, f"only whole numbers are values: put {text!r} in quotes")
    return text


class _Builder:
    """Builds values from the events of one file."""

    def __init__(self, events: Iterator[Event], file: str) -> None:
        self.events = events
        self.file = file

    def where(self, event: Event) -> str:
        return f"{self.file}:{_line(event)}"

    def document(self) -> Any:
        assert isinstance(next(self.events), StreamStartEvent)
        event = next(self.events)
        if isinstance(event, StreamEndEvent):
            raise RulebookError(f"{self.file}:1", "the file is empty")
        assert isinstance(event, DocumentStartEvent)
        value = self.value(next(self.events))
        assert isinstance(next(self.events), DocumentEndEvent)
        event = next(self.events)
        if not isinstance(event, StreamEndEvent):
            raise RulebookError(self.where(event), "a second document in one file")
        return value

    def value(self, event: Event) -> Any:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise RulebookError(self.where(event), "anchors and aliases are not used in the rulebook")
        if getattr(event, "tag", None) is not None:
            raise RulebookError(self.where(event), "type tags (!) are not used in the rulebook")
        if isinstance(event, MappingStartEvent):
            return self.mapping(event)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event)
        scalar = cast(ScalarEvent, event)
        return _plain(scalar.value, self.where(event)) if scalar.style in _PLAIN else scalar.value

    def mapping(self, start: Event) -> Table:
        table = Table()
        table.file, table.line, table.lines = self.file, _line(start), {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.value(event)
            if not isinstance(key, str):
                raise RulebookError(self.where(event), f"a key is a word: put {key!s} in quotes")
            if key == "<<":
                raise RulebookError(self.where(event), "merging with << is not used in the rulebook")
            if key in table:
                raise RulebookError(
                    self.where(event), f"repeated key {key!r}, first written on line {table.lines[key]}"
                )
            table.lines[key] = _line(event)
            held = next(self.events)
            if isinstance(held, ScalarEvent) and held.style in _PLAIN and held.value in _NULL:
                raise RulebookError(
                    self.where(event), f"{key!r} has no value (inside braces, quote a text that has a comma)"
                )
            table[key] = self.value(held)
        return table

    def sequence(self, start: Event) -> Rows:
        rows = Rows()
        rows.file, rows.line, rows.lines = self.file, _line(start), []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            rows.lines.append(_line(event))
            rows.append(self.value(event))
        return rows


def read_text(text: str, file: str) -> Any:
    """The value of a YAML text; `file` is the name used in errors."""
    try:
        return _Builder(iter(yaml.parse(text, Loader=_LOADER)), file).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise RulebookError(f"{file}:{line}", f"not readable as YAML: {problem}") from None


def read(path: Path, name: str | None = None) -> Any:
    """The value of a YAML file; `name` is what errors call it (else its own name)."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RulebookError(f"{name or path.name}:{line}", "not UTF-8 text") from None
    return read_text(text, name or path.name)


def suggest(word: str, known: Collection[str]) -> str:
    """``, did you mean 'x'?`` for a word nearly right, else nothing."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f", did you mean {near[0]!r}?" if near else ""


def expect(table: Any, required: Collection[str], optional: Collection[str] = (), *, of: str = "") -> Table:
    """The table, once it has every required key and no unknown one."""
    if not isinstance(table, Table):
        raise RulebookError(of or "rulebook", "a mapping is expected here")
    known = {*required, *optional}
    for key in table:
        if key not in known:
            table.fail(f"unknown key {key!r}{suggest(key, known - table.keys()) or suggest(key, known)}", key)
    for key in required:
        if key not in table:
            table.fail(f"{key!r} is missing" + (f" in {of}" if of else ""))
    return table


def text(table: Table, key: str) -> str:
    """A non-empty string."""
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        table.fail(f"{key!r} must be text, not {value!r}", key)
    return value


def whole(table: Table, key: str, least: int = 1) -> int:
    """An integer of at least `least`."""
    value = table[key]
    if not isinstance(value, int) or value < least:
        table.fail(f"{key!r} must be a whole number of at least {least}, not {value!r}", key)
    return value


def day(table: Table, key: str) -> date:
    """A date."""
    value = table[key]
    if not isinstance(value, date):
        table.fail(f"{key!r} must be a date like 2022-05-01, not {value!r}", key)
    return value


def choice(table: Table, key: str, among: Collection[str]) -> str:
    """One of a closed list of words."""
    value = table[key]
    if not isinstance(value, str) or value not in among:
        near = suggest(value, among) if isinstance(value, str) else ""
        table.fail(f"{key!r} is {value!r}{near or '; it must be one of ' + ', '.join(sorted(among))}", key)
    return value


def chosen(table: Table, key: str, allowed: Collection[str]) -> tuple[str, ...]:
    """A list whose every item is one of a closed list; left out, it is empty."""
    items = table.get(key, ())
    if isinstance(items, str):
        table.fail(f"{key!r} is a list: write [{items}]", key)
    for item in items:
        if item not in allowed:
            table.fail(f"{key!r}: there is no {item!r}{suggest(str(item), allowed)}", key)
    return tuple(items)


def flag(table: Table, key: str) -> bool:
    """``yes`` or ``no``."""
    return choice(table, key, ("yes", "no")) == "yes"


def words(table: Table, key: str | None = None) -> Words:
    """The `zh` and `en` of a mapping, or of the mapping under `key`."""
    if key is None:
        return Words(text(table, "zh"), text(table, "en"))
    if not isinstance(table[key], Table):
        table.fail(f"{key!r} needs a zh and an en", key)
    return words(expect(table[key], ("zh", "en")))


def rows(table: Table, key: str) -> Rows:
    """A list that is not empty."""
    value = table[key]
    if not isinstance(value, Rows) or not value:
        table.fail(f"{key!r} must be a list of at least one item", key)
    return value
