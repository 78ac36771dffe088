"""All offices, relations and signboards held in memory, as of one stamp of the directory.

Offices change a few times a year and are asked about in every act, so the whole table is read once and
kept until its stamp changes. Inside `steady()` (one request) even the stamp is read only once.
"""

from __future__ import annotations

import uuid
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from huiyin.offices.models import Directory, Office, OfficeRelation, RelationKind, Signboard

ALL_KINDS: frozenset[str] = frozenset(RelationKind.values)
_ROW = 1
_CLOSURES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Tie:
    """One dated relation: `lower` stands under `upper`."""

    lower: str
    upper: str
    kind: str
    since: date
    until: date | None

    def in_force(self, on: date) -> bool:
        """Whether the relation holds on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Structure:
    """Offices by code, their relations in both directions, and the signboards they issue papers under."""

    stamp: str
    offices: Mapping[str, Office]
    uppers: Mapping[str, tuple[Tie, ...]]
    lowers: Mapping[str, tuple[Tie, ...]]
    boards: Mapping[str, tuple[Signboard, ...]]
    numbered: Mapping[int, Signboard]
    """Signboards by their id."""
    closures: dict[tuple[str, date, frozenset[str]], frozenset[str]] = field(default_factory=dict)

    def under(self, code: str, on: date, kinds: frozenset[str] = ALL_KINDS) -> frozenset[str]:
        """Every office that stands under this one along the kinds, however many steps away."""
        key = (code, on, kinds)
        known = self.closures.get(key)
        if known is None:
            if len(self.closures) >= _CLOSURES_KEPT:
                self.closures.clear()
            known = self.closures[key] = self._closure(code, on, kinds)
        return known

    def _closure(self, code: str, on: date, kinds: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = deque([code])
        while waiting:
            for tie in self.lowers.get(waiting.popleft(), ()):
                if tie.kind in kinds and tie.lower not in found and tie.in_force(on):
                    found.add(tie.lower)
                    waiting.append(tie.lower)
        return frozenset(found - {code})


_kept: Structure | None = None
_steady: ContextVar[dict[str, Structure] | None] = ContextVar("offices_steady", default=None)


def structure() -> Structure:
    """The offices as they are now."""
    global _kept
    pinned = _steady.get()
    if pinned and "now" in pinned:
        return pinned["now"]
    # The stamp is read before the rows: rows newer than their stamp are read again, never kept too long.
    stamp = Directory.objects.filter(pk=_ROW).values_list("stamp", flat=True).first() or ""
    current = _kept
    if current is None or current.stamp != stamp or not stamp:
        current = _kept = _load(stamp)
    if pinned is not None:
        pinned["now"] = current
    return current


def touch() -> None:
    """Give the directory a new stamp; to be called in the transaction that changes it."""
    Directory.objects.update_or_create(pk=_ROW, defaults={"stamp": uuid.uuid4().hex})
    # The rest of this request reads the stamp each time: this transaction may still be rolled back.
    _steady.set(None)


@contextmanager
def steady() -> Iterator[None]:
    """Within this block (a request, a batch, an act) the directory is looked up once."""
    if _steady.get() is not None:  # a block around this one has looked it up, or will
        yield
        return
    token = _steady.set({})
    try:
        yield
    finally:
        _steady.reset(token)


def _load(stamp: str) -> Structure:
    offices = {office.code: office for office in Office.objects.all()}
    codes = {office.pk: code for code, office in offices.items()}
    uppers: dict[str, list[Tie]] = defaultdict(list)
    lowers: dict[str, list[Tie]] = defaultdict(list)
    for row in OfficeRelation.objects.order_by("id"):
        if row.lower_id not in codes or row.upper_id not in codes:
            continue  # opened between the two queries; the next stamp brings it
        tie = Tie(codes[row.lower_id], codes[row.upper_id], row.kind, row.since, row.until)
        uppers[tie.lower].append(tie)
        lowers[tie.upper].append(tie)
    boards: dict[str, list[Signboard]] = defaultdict(list)
    for board in Signboard.objects.order_by("since", "id"):
        if board.office_id in codes:
            board.office = offices[codes[board.office_id]]
            boards[board.office.code].append(board)
    return Structure(
        stamp=stamp,
        offices=offices,
        uppers={code: tuple(ties) for code, ties in uppers.items()},
        lowers={code: tuple(ties) for code, ties in lowers.items()},
        boards={code: tuple(found) for code, found in boards.items()},
        numbered={board.pk: board for found in boards.values() for board in found},
    )
