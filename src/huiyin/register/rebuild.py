"""The projections made anew from the acts, and compared with what is stored.

Points, proceedings, work lists, sights and the matter's columns follow from the acts: each act is folded
under the edition it was recorded with, so that a rebuild gives today what was there yesterday. What differs
is brought to what the acts say. Duties, their ends, windows and papers are append-only: where one of those is
not what the acts say, that is reported, never mended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from huiyin.offices.models import Officer
from huiyin.offices.structure import steady
from huiyin.register import models, written
from huiyin.register.lines import COLUMNS, state, to_act
from huiyin.statute.model import Act, Proceeding, State

BATCH = 200
MATTER = tuple(written.matter(State()))
PROCEEDING = (
    "kind",
    "office_id",
    "sender_id",
    "parent",
    "how",
    "received",
    "opened_by",
    "procedure",
    "officer_id",
)
OPEN = ("office_id", "rule", "due", "kind", "restricted")

Row = dict[str, Any]
Rows = dict[Any, Row]
Tables = dict[str, Rows]


@dataclass
class Compared:
    """One file: what its projections are, what they should be, and what is wrong with its facts."""

    file: models.File
    wanted: Tables
    stored: Tables
    facts: list[str] = field(default_factory=list)

    def differences(self) -> list[str]:
        """What is stored otherwise than the acts say, one short sentence each; no words of persons."""
        return [
            line for table in self.wanted for line in _unlike(table, self.wanted[table], self.stored[table])
        ]


@dataclass
class Tally:
    """What a rebuild found."""

    files: int = 0
    mended: list[tuple[int, list[str]]] = field(default_factory=list)
    broken: list[tuple[int, list[str]]] = field(default_factory=list)


# ------------------------------------------------------------------ what the acts say


def wanted(file: models.File, s: State, officers: Mapping[str, int]) -> Tables:
    """The projections of a file as its acts make them; `officers` are accounts by sign-in name."""
    return {
        "matter": {0: written.matter(s)},
        "point": {no: written.point(q) for no, q in s.points.items()},
        "proceeding": {no: _proceeding(p, file.pk, officers) for no, p in s.proceedings.items()},
        "open duty": {
            d.key: dict(zip(OPEN, (d.office, d.rule, d.due, d.kind, file.restricted), strict=True))
            for d in s.live
            if d.kind != "rest"
        },
        "sight": {
            code: {"why": why, "restricted": file.restricted} for code, why in written.sights(s).items()
        },
        "barred": {officers[login]: {} for login in s.accused_officers if login in officers},
    }


def _proceeding(p: Proceeding, file_id: int, officers: Mapping[str, int]) -> Row:
    row = written.proceeding(p, file_id, officers.get(p.officer))
    return {name: row[name] for name in PROCEEDING}


def _unlike(table: str, want: Rows, have: Rows) -> Iterator[str]:
    for key in want.keys() - have.keys():
        yield f"{table} {key}: missing"
    for key in have.keys() - want.keys():
        yield f"{table} {key}: the acts know of none"
    for key in want.keys() & have.keys():
        for name, value in want[key].items():
            if have[key][name] != value:
                yield f"{table} {key}: {name} is {have[key][name]}, the acts say {value}"


# ------------------------------------------------------------------ what is stored


class Stored:
    """The stored rows of some files, each table read once."""

    def __init__(self, pks: Sequence[int]) -> None:
        self.pks = pks
        self.acts: dict[int, list[Act]] = defaultdict(list)
        for pk, *row in self._rows(models.Act, *COLUMNS):
            self.acts[pk].append(to_act(tuple(row)))
        self.tables: dict[str, dict[int, Rows]] = {
            "matter": self._by_file(models.Matter, (), MATTER),
            "point": self._by_file(models.Point, ("no",), (*written.POINT_COLUMNS, "complained_id")),
            "proceeding": self._by_file(models.Proceeding, ("no",), PROCEEDING),
            "open duty": self._by_file(models.OpenDuty, ("duty__key",), OPEN),
            "sight": self._by_file(models.Sight, ("office_id",), ("why", "restricted")),
            "barred": self._by_file(models.Barred, ("officer_id",), ()),
        }
        self.duties = self._by_file(models.Duty, ("key",), ("id", "office_id", "rule", "nominal", "due"))
        self.windows = self._by_file(models.Window, ("key",), ("end",))
        self.papers = self._by_file(models.Paper, ("no",), ("kind", "office_id"))
        self.ended = self._last_ends()
        self.officers = dict(Officer.objects.values_list("login", "pk"))

    def _rows(self, model: Any, *names: str) -> Iterator[tuple[Any, ...]]:
        order = ["file_id", "seq"] if model is models.Act else ["file_id"]
        rows = model.objects.filter(file_id__in=self.pks).order_by(*order)
        yield from rows.values_list("file_id", *names)

    def _by_file(self, model: Any, key: tuple[str, ...], names: tuple[str, ...]) -> dict[int, Rows]:
        found: dict[int, Rows] = defaultdict(dict)
        for pk, *values in self._rows(model, *key, *names):
            found[pk][values[0] if key else 0] = dict(zip(names, values[len(key) :], strict=True))
        return found

    def _last_ends(self) -> dict[int, str]:
        """How each duty last ended, by its row."""
        ends = models.DutyEnd.objects.filter(duty__file_id__in=self.pks).order_by("id")
        return dict(ends.values_list("duty_id", "how"))

    def compare(self, file: models.File) -> Compared:
        """One of the files against its acts."""
        s = state(file, self.acts[file.pk])
        have = {name: rows[file.pk] for name, rows in self.tables.items()}
        return Compared(file, wanted(file, s, self.officers), have, self._facts(file, s))

    def _facts(self, file: models.File, s: State) -> list[str]:
        found = []
        if file.last_seq != (last := max((a.seq for a in self.acts[file.pk]), default=0)):
            found.append(f"the file counts {file.last_seq} acts, there are {last}")
        if file.restricted != s.restricted:
            found.append(f"the file is restricted: {file.restricted}, the acts say {s.restricted}")
        duties = self.duties[file.pk]
        for d in s.duties.values():
            found += self._duty(d, duties.get(d.key))
        for key, w in s.windows.items():
            stored = self.windows[file.pk].get(key)
            if stored is None or stored["end"] != w.end:
                found.append(f"window {key}: not stored as the acts make it")
        for no, p in s.papers.items():
            if self.papers[file.pk].get(no) != {"kind": p.kind, "office_id": p.office}:
                found.append(f"paper {no}: not stored as the acts make it")
        return found

    def _duty(self, d: Any, stored: Row | None) -> list[str]:
        if stored is None:
            return [f"duty {d.key}: missing"]
        made = (d.office, d.rule, d.nominal, d.due)
        if made != (stored["office_id"], stored["rule"], stored["nominal"], stored["due"]):
            return [f"duty {d.key}: not stored as the acts make it"]
        how = self.ended.get(stored["id"], "")
        if d.how != ("" if how == "reopened" else how):
            return [f"duty {d.key}: stored as {how or 'open'}, the acts say {d.how or 'open'}"]
        return []


def compare(files: Sequence[models.File]) -> list[Compared]:
    """Some files against their acts."""
    stored = Stored([file.pk for file in files])
    return [stored.compare(file) for file in files]


# ------------------------------------------------------------------ making anew


def rebuild(pks: Sequence[int]) -> Iterator[Tally]:
    """Bring the projections of these files to what their acts say; yields the tally after each batch."""
    tally = Tally()
    for start in range(0, len(pks), BATCH):
        with steady():
            files = list(models.File.objects.filter(pk__in=pks[start : start + BATCH]).order_by("pk"))
            for one in compare(files):
                if one.differences() or one.facts:
                    _mend_one(one.file.pk, tally)
        tally.files += len(files)
        yield tally


def compare_locked(pk: int) -> Compared:
    """One file against its acts, while nobody can record anything in it."""
    with transaction.atomic():
        return compare([models.File.objects.select_for_update().get(pk=pk)])[0]


def _mend_one(pk: int, tally: Tally) -> None:
    """Compare again under the file's lock, so that an act recorded meanwhile is not undone."""
    with transaction.atomic():
        file = models.File.objects.select_for_update().get(pk=pk)
        one = compare([file])[0]
        different = one.differences()
        if different:
            mend(one)
            tally.mended.append((pk, different))
        if one.facts:
            tally.broken.append((pk, one.facts))


def mend(one: Compared) -> None:
    """Write what the acts say over what differs; rows that are right are not touched."""
    file = one.file
    want, have = one.wanted, one.stored
    if want["matter"] != have["matter"]:
        models.Matter.objects.filter(pk=file.pk).update(**want["matter"][0])
    _write(models.Point, {"file": file}, "no", want["point"], have["point"])
    _write(models.Proceeding, {"file": file}, "no", want["proceeding"], have["proceeding"])
    _write(models.Sight, {"file": file}, "office_id", want["sight"], have["sight"])
    _write(models.Barred, {"file": file}, "officer_id", want["barred"], have["barred"])
    duties = dict(models.Duty.objects.filter(file=file).values_list("key", "pk"))
    by_row = [
        {duties[key]: row for key, row in rows.items() if key in duties}
        for rows in (want["open duty"], have["open duty"])
    ]
    _write(models.OpenDuty, {"file": file}, "duty_id", *by_row)


def _write(model: Any, of: Row, key: str, want: Rows, have: Rows) -> None:
    rows = model.objects.filter(**of)
    if gone := have.keys() - want.keys():
        rows.filter(**{f"{key}__in": gone}).delete()
    for value, row in want.items():
        if value not in have:
            model(**of, **{key: value}, **row).save(force_insert=True)
        elif have[value] != row:
            rows.filter(**{key: value}).update(**row)
