"""Loading the rulebook: every YAML file under ``rulebook/``, checked, and its edition.

The edition is the digest of what the files say: comments and layout do not change it, a new calendar or a
mended rule does. An operator's own directory may add calendars of later years (a notice given after this
version was shipped) and overlays of further places; it may never replace a file that is here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from huiyin.statute.calendar import Calendar, parse_year
from huiyin.statute.overlays import check_names, check_overlay, check_rows
from huiyin.statute.reading import Rows, RulebookError, Table, Words, expect, read, read_text, suggest, words
from huiyin.statute.receivers import check_receivers
from huiyin.statute.rules import (
    NATIONAL,
    DutyRule,
    LeadIn,
    RuleError,
    find,
    in_force,
    parse_duties,
    parse_lead_ins,
)
from huiyin.statute.versions import stacked, with_place

__all__ = ["RuleError", "Rulebook", "RulebookError", "Words", "load", "read"]

ROOT = (Path(__file__).parent.parent / "rulebook").resolve()
EXTRA = "HUIYIN_RULEBOOK_DIR"
"""The environment's name for an operator's directory, read where `load` is given none."""


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything the rulebook says, as one edition."""

    edition: str
    """SHA-256 over the content of all files, in hexadecimal."""
    tables: Mapping[str, Any]
    """Raw national tables by file name without ``.yaml``; mappings and lists know their lines."""
    overlays: Mapping[str, Mapping[str, Any]]
    """Raw tables of each place, by file name."""
    calendar: Calendar
    duties: Mapping[str, tuple[DutyRule, ...]]
    """National rules with their versions."""
    place_duties: Mapping[str, Mapping[str, tuple[DutyRule, ...]]]
    """Each place's own rules with their versions."""
    procedures: Mapping[str, tuple[LeadIn, ...]]
    """Procedures of other laws with their versions."""

    def table(self, name: str) -> Table:
        """A table with its themed files, each in order of names: `papers.yaml`, then `papers_*.yaml`."""
        return gathered(self.tables, name)

    def chain(self, place: str) -> tuple[str, ...]:
        """The places whose rules hold in a place: its own, then the one it lies in, up to the province."""
        found: list[str] = []
        while place != NATIONAL and place not in found:
            found.append(place)
            place = str(self.about(place).get("under", NATIONAL))
        return tuple(found)

    def about(self, place: str) -> Table:
        """What is known of a place: its name, which place it lies in, what is to be checked before use."""
        found = self.overlays.get(place, {}).get("place", Table())
        assert isinstance(found, Table)
        return found

    @property
    def places(self) -> tuple[str, ...]:
        """Every place that rules can be asked for, the nation first."""
        return (NATIONAL, *sorted(self.overlays))

    def rule(self, key: str, on: date, place: str = NATIONAL) -> DutyRule:
        """The version of a rule that holds on that day: the place's own, else the national one."""
        return find(self.duties, self.place_duties, key, on, place, self.chain(place)[1:])

    def rule_keys(self, place: str = NATIONAL) -> tuple[str, ...]:
        """Every rule known in a place, whatever its dates."""
        own = (key for one in self.chain(place) for key in self.place_duties.get(one, ()))
        return tuple(dict.fromkeys((*self.duties, *own)))

    def procedure(self, key: str, on: date) -> LeadIn:
        """The version of another law's procedure that holds on that day."""
        found = in_force(self.procedures.get(key, ()), on)
        if found is None:
            if key in self.procedures:
                raise RuleError(f"procedure {key!r} is not in force on {on}")
            raise RuleError(f"no procedure {key!r}{suggest(key, self.procedures)}")
        return found

    def procedures_on(self, on: date) -> tuple[LeadIn, ...]:
        """Every procedure that a point can be led in to on that day."""
        found = (in_force(versions, on) for versions in self.procedures.values())
        return tuple(p for p in found if p is not None)


def load(root: Path | None = None, extra: Path | None = None) -> Rulebook:
    """The rulebook under `root` (else the one shipped), with the calendars and overlays of `extra`.

    Where `extra` is not given, ``HUIYIN_RULEBOOK_DIR`` names it. The answer is kept: a changed directory
    is seen by the next process.
    """
    if extra is None and os.environ.get(EXTRA):
        extra = Path(os.environ[EXTRA])
    return _load(root.resolve() if root else ROOT, extra.resolve() if extra is not None else None)


@lru_cache(maxsize=8)
def _load(root: Path, extra: Path | None) -> Rulebook:
    files = _files(root)
    if not files:
        raise RulebookError(str(root), "no rulebook here")
    if extra is not None:
        _add_extra(files, extra)
    return checked(_sorted({name: read(path, _shown(name, path, root)) for name, path in files.items()}))


def checked(book: Rulebook) -> Rulebook:
    """The rulebook, once its places' files are read by something and take nothing away from the law.

    Not asked of an edition that was kept: what was recorded under it stays as it was counted."""
    owed = {key for key, versions in book.duties.items() if any(v.kind == "duty" for v in versions)}
    decided = {key for key, row in book.table("steps").items() if row.get("decided") == "yes"}
    for place, tables in book.overlays.items():
        check_names(tables)
        for name in ("acts", "papers", "grounds"):
            law = stacked(parts_of(book.tables, name))
            for upper in reversed(book.chain(place)[1:]):
                for part in parts_of(book.overlays[upper], name):
                    law = with_place(law, part)
            for part in parts_of(tables, name):
                check_rows(name, law, part, owed, decided)
    return book


def texts(root: Path | None = None, extra: Path | None = None) -> dict[str, str]:
    """The files of the rulebook as text, by name: what `from_texts` makes the same edition from."""
    if extra is None and os.environ.get(EXTRA):
        extra = Path(os.environ[EXTRA])
    files = _files((root or ROOT).resolve())
    if extra is not None:
        _add_extra(files, extra.resolve())
    return {name: path.read_text(encoding="utf-8") for name, path in files.items()}


def from_texts(kept: Mapping[str, str]) -> Rulebook:
    """The rulebook of kept texts, such as an edition that older acts were recorded under."""
    return _sorted({name: read_text(text, f"{name}.yaml") for name, text in kept.items()})


def _sorted(contents: Mapping[str, Any]) -> Rulebook:
    tables: dict[str, Any] = {}
    overlays: dict[str, dict[str, Any]] = {}
    calendars: dict[int, Any] = {}
    for name, content in contents.items():
        folder, _, rest = name.partition("/")
        if folder == "calendars":
            calendars[_year(rest, name)] = content
        elif folder == "overlays":
            place, _, table = rest.partition("/")
            overlays.setdefault(place, {})[table] = content
        else:
            tables[name] = content
    return _assemble(_digest(contents), tables, overlays, calendars)


def _assemble(
    edition: str,
    tables: dict[str, Any],
    overlays: dict[str, dict[str, Any]],
    calendars: dict[int, Any],
) -> Rulebook:
    years = [parse_year(_table(content), year) for year, content in calendars.items()]
    duties = parse_duties(gathered(tables, "duties"))
    place_duties = {
        place: parse_duties(_table(found["duties"]), place) if "duties" in found else {}
        for place, found in overlays.items()
    }
    calendar = Calendar(years, _digest({str(y): c for y, c in calendars.items()}))
    for found in place_duties.values():
        check_overlay(duties, found, calendar)
    book = Rulebook(
        edition=edition,
        tables=tables,
        overlays=overlays,
        calendar=calendar,
        duties=duties,
        place_duties=place_duties,
        procedures=parse_lead_ins(gathered(tables, "procedures")),
    )
    _check_places(book)
    return book


def _check_places(book: Rulebook) -> None:
    """A place lies in a place that is there; what it rules is held against that one, too, and against the law."""
    for place, tables in book.overlays.items():
        if "place" not in tables:
            continue
        about = expect(tables["place"], ("title", "law"), ("under", "note"), of=place)
        words(about, "title")
        upper = str(about.get("under", NATIONAL))
        if upper not in book.places or place in book.chain(upper):
            about.fail(f"{place!r} cannot lie in {upper!r}{suggest(upper, book.places)}", "under")
        check_overlay(book.place_duties.get(upper, {}), book.place_duties[place], book.calendar)
    check_receivers(
        book.table("receivers"),
        {place: tables["receivers"] for place, tables in book.overlays.items() if "receivers" in tables},
    )


def gathered(tables: Mapping[str, Any], name: str) -> Table:
    """The rows of a table and of its themed files: of each key its newest version, or the list of all."""
    found = Table()
    found.file, found.line, found.lines = f"{name}.yaml", 1, {}
    parts = parts_of(tables, name)
    for table in parts:
        for key, row in table.items():
            found.lines[key] = table.lines.get(key, 1)
            if isinstance(row, Rows):
                found[key] = _joined(found.get(key), row)
    newest = stacked([_only_rows(part) for part in parts])
    found.update({key: rows[0] for key, rows in newest.items()})
    return found


def parts_of(tables: Mapping[str, Any], name: str) -> list[Table]:
    """A table and its themed files, in order of names."""
    return [_table(tables[key]) for key in sorted(tables) if key == name or key.startswith(f"{name}_")]


def _only_rows(part: Table) -> Table:
    rows = Table({key: row for key, row in part.items() if not isinstance(row, Rows)})
    rows.file, rows.line, rows.lines = part.file, part.line, part.lines
    for key, row in rows.items():
        if not isinstance(row, Table):
            part.fail(f"{key!r} must be a row or a list of versions", key)
    return rows


def _joined(before: Rows | None, more: Rows) -> Rows:
    """Versions of one rule that stand in several files."""
    rows = Rows([*(before or ()), *more])
    rows.file, rows.line, rows.lines = more.file, more.line, [*(before.lines if before else ()), *more.lines]
    return rows


def _files(root: Path) -> dict[str, Path]:
    """Every YAML file under a directory by its name without the ending, in order of names."""
    return {p.relative_to(root).with_suffix("").as_posix(): p for p in sorted(root.rglob("*.yaml"))}


def _add_extra(files: dict[str, Path], extra: Path) -> None:
    """Add an operator's calendars and overlays; anything else there is a mistake worth stopping for."""
    if not extra.is_dir():
        raise RulebookError(str(extra), "no such directory")
    for name, path in _files(extra).items():
        if not name.startswith(("calendars/", "overlays/")):
            raise RulebookError(f"{path}:1", "only calendars/<year>.yaml and overlays/<place>/ can be added")
        if name in files:
            raise RulebookError(f"{path}:1", f"{name}.yaml is in the rulebook already and is never replaced")
        files[name] = path


def _shown(name: str, path: Path, root: Path) -> str:
    """What errors call a file: its name inside the rulebook, or the whole path of an added one."""
    return f"{name}.yaml" if path.is_relative_to(root) else str(path)


def _year(stem: str, name: str) -> int:
    if not (stem.isdigit() and len(stem) == 4):
        raise RulebookError(f"{name}.yaml:1", "a calendar is named for its year, like calendars/2026.yaml")
    return int(stem)


def _table(content: Any) -> Table:
    if not isinstance(content, Table):
        where = f"{content.file}:{content.line}" if hasattr(content, "file") else "rulebook"
        raise RulebookError(where, "a mapping is expected at the top of this file")
    return content


def _digest(contents: Mapping[str, Any]) -> str:
    """SHA-256 of what files say, whatever their layout and comments."""
    canonical = json.dumps(
        contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_canonical
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _canonical(value: Any) -> dict[str, str]:
    """A date, so written that it differs from the same characters in quotes."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(f"{value!r} has no place in the rulebook")
