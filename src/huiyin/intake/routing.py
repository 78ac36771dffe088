"""The routing table (分流表): which office took on matters of a subject in a place, read from the register.

A row says how many times and what share (support, confidence), and whether the office's remit names the subject. It
proposes where the rulebook does not decide; a person sends. It counts matters by subject, place and office, never by
person, and nothing restricted is in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Count, Exists, Max, OuterRef

from huiyin.intake import classes, signs
from huiyin.intake.signs import BETWEEN
from huiyin.offices import selectors
from huiyin.offices.models import Office
from huiyin.offices.structure import structure
from huiyin.register.models import Act, Proceeding
from huiyin.statute.loader import Rulebook

SUPPORT = 3
"""A row that fewer matters stand behind proposes nothing. A default of this house."""
CONFIDENT = 0.6
"""Nor one that other offices took on as often. A default of this house."""
WHOLE = 3
"""A shorter part of a remit (登记, 安置) is found in words of quite other subjects."""
STALE = timedelta(days=730)
"""A row that nothing was taken on by for two years is stale. A default of this house."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row: a subject in a place, and the office that took it on."""

    subject: str
    place: str
    """Empty: in any place."""
    office: str
    support: int
    confidence: float
    last: date
    in_remit: bool
    closed: bool
    """Whether the office is no more."""

    @property
    def proposes(self) -> bool:
        """Whether it is strong enough to propose by."""
        return self.support >= SUPPORT and self.confidence >= CONFIDENT and not self.closed


@dataclass(frozen=True, slots=True)
class Remit:
    """Offices whose remit names a subject."""

    subject: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Faults:
    """What somebody should look at."""

    gaps: tuple[str, ...]
    """Subjects that no office's remit names, no row of the register answers and no provision sends anywhere."""
    overlaps: tuple[Remit, ...]
    """Subjects that several remits name."""
    stale: tuple[Route, ...]
    """Rows of an office that is no more, or not used for two years."""
    outside: tuple[Route, ...]
    """Strong rows that contradict the remits: another office's remit names the subject."""


@dataclass(frozen=True, slots=True)
class Competent:
    """An office that is proposed, and why."""

    office: Office
    by: str
    """`remit` or `register`."""
    why: tuple[str, ...]
    support: int = 0
    confidence: float = 0.0

    @property
    def percent(self) -> int:
        """The share of like matters that it took on."""
        return round(self.confidence * 100)


# ------------------------------------------------------------------ remits


def _subjects(book: Rulebook, on: date) -> list[str]:
    found = []
    for first in classes.on(book, on):
        found += [f"{first.title.zh}{BETWEEN}{s.title.zh}" for s in first.second] or [first.title.zh]
    return found


def _sent_by_law(book: Rulebook, on: date) -> frozenset[str]:
    """Subjects that a provision sends somewhere: accusations by the management of cadres, lawsuits to the courts."""
    found = set()
    for first in classes.on(book, on):
        if first.sent_by and not first.second:
            found.add(first.title.zh)
        found.update(
            f"{first.title.zh}{BETWEEN}{s.title.zh}" for s in first.second if first.sent_by or s.sent_by
        )
    return frozenset(found)


def remits(book: Rulebook, on: date) -> Mapping[str, tuple[str, ...]]:
    """For each subject the offices of county level that say in their remit what belongs to it."""
    return _remits(book, on, structure().stamp)


@lru_cache(maxsize=4)
def _remits(book: Rulebook, on: date, _offices_as_of: str) -> Mapping[str, tuple[str, ...]]:
    """Asked at each pause of who types a registration: computed once a day and change of the offices."""
    known = signs.signs(book).classes
    found = {}
    offices = [o for o in selectors.offices(on) if o.remit and o.level == "county" and not o.petition]
    for subject in _subjects(book, on):
        title = subject.split(BETWEEN)[-1]
        words = (title, *known.get(subject, ()))
        found[subject] = tuple(o.code for o in offices if _named(o, words))
    return found


def _named(office: Office, words: Iterable[str]) -> bool:
    listed = [str(part) for part in office.remit]
    return any(word in part or (len(part) >= WHOLE and part in word) for word in words for part in listed)


# ------------------------------------------------------------------ the register


def table(book: Rulebook, on: date, first: str = "") -> list[Route]:
    """Every row (of one first level): by subject and place, and by subject in any place; the commonest office first."""
    taken: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    last: dict[tuple[str, str, str], date] = {}
    for class1, class2, place, office, many, day in _taken_on(first):
        subjects = {class1, f"{class1}{BETWEEN}{class2}" if class2 else class1}
        for key in ((subject, where) for subject in subjects for where in {place, ""}):
            taken[key][office] += many
            last[(*key, office)] = max(day, last.get((*key, office), day))
    named = remits(book, on)
    standing = {o.code for o in selectors.offices(on)}
    rows = [
        Route(
            subject, place, office, support, support / many.total(), last[(subject, place, office)],
            office in _named_for(named, subject), office not in standing,
        )
        for (subject, place), many in taken.items()
        for office, support in many.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r.subject, r.place, -r.support, r.office))


def _taken_on(first: str) -> Iterable[tuple[str, str, str, str, int, date]]:
    """Classes, place and office of every handling that an office accepted, how many, the last; nothing restricted."""
    accepted = Act.objects.filter(file=OuterRef("file"), proceeding=OuterRef("no"), kind="accept")
    rows = Proceeding.objects.filter(Exists(accepted), kind="handling", file__restricted=False)
    rows = rows.filter(file__matter__class1=first) if first else rows.exclude(file__matter__class1="")
    named = ("file__matter__class1", "file__matter__class2", "file__matter__happened_in", "office_id")
    for class1, class2, place, office, many, last in (
        rows.order_by().values_list(*named).annotate(Count("pk"), Max("received"))
    ):
        yield class1, class2, place, str(office), many, last


def _named_for(named: Mapping[str, tuple[str, ...]], subject: str) -> frozenset[str]:
    """The offices of a subject; of a first level those of everything under it."""
    under = (
        offices for key, offices in named.items() if key == subject or key.startswith(f"{subject}{BETWEEN}")
    )
    return frozenset(code for offices in under for code in offices)


def faults(book: Rulebook, on: date, rows: Iterable[Route]) -> Faults:
    """Gaps, overlaps, stale rows, and rows against the remits."""
    listed = list(rows)
    named = remits(book, on)
    answered = {r.subject for r in listed if r.proposes} | _sent_by_law(book, on)
    return Faults(
        tuple(s for s, offices in named.items() if not offices and s not in answered),
        tuple(Remit(s, offices) for s, offices in named.items() if len(offices) > 1),
        tuple(r for r in listed if r.closed or on - r.last > STALE),
        tuple(
            r
            for r in listed
            if r.proposes and not r.place and not r.in_remit and _named_for(named, r.subject)
        ),
    )


# ------------------------------------------------------------------ proposing


def competent(book: Rulebook, on: date, subject: str, place: str, said: str) -> tuple[Competent, ...]:
    """Offices to think of for a subject in a place: those whose remit the words or the subject name, then the register's.

    R22 22(1)[2]: who is in charge answers. One office named by a remit decides; of several, or none, the register
    says who took on the like.
    """
    if not subject:
        return ()
    by_code = {o.code: o for o in selectors.offices(on)}
    named = [by_code[c] for c in sorted(_named_for(remits(book, on), subject))]
    spoken = [(o, tuple(p for p in map(str, o.remit) if p in said)) for o in named]
    words = [Competent(o, "remit", why) for o, why in sorted(spoken, key=lambda row: -len(row[1]))]
    if len(named) == 1:
        return tuple(words)
    learned = _learned(book, on, subject, place, by_code)
    known = {c.office.code for c in learned}
    return (*learned, *(c for c in words if c.office.code not in known))


def _learned(
    book: Rulebook, on: date, subject: str, place: str, by_code: Mapping[str, Office]
) -> tuple[Competent, ...]:
    """The row of this place, else of any place; of both levels, else of the first."""
    first = subject.split(BETWEEN)[0]
    rows = {(r.subject, r.place): r for r in reversed(table(book, on, first)) if r.proposes}
    for key in ((subject, place), (subject, ""), (first, place), (first, "")):
        row = rows.get(key)
        if row is not None and row.office in by_code:
            why = (row.subject, *([row.place] if row.place else []))
            return (Competent(by_code[row.office], "register", why, row.support, row.confidence),)
    return ()
