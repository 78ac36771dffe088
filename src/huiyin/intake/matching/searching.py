"""Full-text search of matters: what was brought in, and what was said of it in acts, sessions and papers issued.

It finds matters by what they say. Petitioners' names, numbers and addresses are in no index, so that a name
finds nothing; nor is anything restricted (R22 30(3)). Nothing is counted: how many an officer does not see is
nobody's to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.intake.matching import indexes, sources
from huiyin.intake.matching.fulltext import MOST_PASSAGES, Passage, passages, stand_in, terms
from huiyin.intake.matching.store import Lost
from huiyin.offices.actor import Actor
from huiyin.register.access import visible_to
from huiyin.register.models import Entry, File, OpenDuty, Point, Proceeding

PAGE = 20
FIRST_READ, GROWING, MOST_READ = 200, 4, 10_000
READ_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, and the piece of the matter in which it stands."""

    part: sources.Part
    passage: Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter in which everything that was asked for stands, and where."""

    file: File
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits; `more`: where the next one begins, 0 for none; why the index cannot be relied on, if so."""

    hits: tuple[Hit, ...] = ()
    more: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search, '' or None where it does not."""

    since: date | None = None
    until: date | None = None
    phase: str = ""
    channel: str = ""
    """How it, or a further entry of it, came in."""
    class1: str = ""
    class2: str = ""
    holder: str = ""
    """The office that deals with a request of it now."""
    owing: str = ""
    """The office that owes something."""
    number: str = ""
    """A part of its number."""
    where: str = ""
    """Where the words stand: as `sources.Part.within`."""

    @property
    def any(self) -> bool:
        """Whether matters are narrowed at all, by something else than where words stand."""
        return any(getattr(self, f.name) for f in fields(self) if f.name != "where")

    def of(self, files: QuerySet[File]) -> QuerySet[File]:
        """Those of these files that are left."""
        columns = {
            "matter__received_on__gte": self.since, "matter__received_on__lte": self.until,
            "matter__phase": self.phase, "matter__class1": self.class1, "matter__class2": self.class2,
            "number__icontains": self.number,
        }  # fmt: skip
        files = files.filter(**{key: value for key, value in columns.items() if value})
        this = OuterRef("pk")
        if self.channel:
            files = files.filter(
                Exists(Entry.objects.filter(file=this, channel=self.channel, restricted=False))
            )
        if self.holder:
            held = Point.objects.filter(file=OuterRef("file"), proceeding=OuterRef("no"))
            files = files.filter(
                Exists(Proceeding.objects.filter(Exists(held), file=this, office_id=self.holder))
            )
        if self.owing:
            owed = OpenDuty.objects.filter(file=this, office_id=self.owing).exclude(kind="option")
            files = files.filter(Exists(owed))
        return files


NO_FILTERS = Filters()


def search(actor: Actor, typed: str, *, now: datetime, only: Filters = NO_FILTERS, before: int = 0) -> Found:
    """The newest matters that this actor may read and in which all words and phrases stand; registered before the
    one with the number `before`, if given. Filters without words list what they leave."""
    wanted, trouble = terms(typed), ""
    seen = only.of(visible_to(actor).filter(restricted=False, kind="matter")).select_related("matter")
    if before:
        seen = seen.filter(pk__lt=before)
    if wanted:
        index = indexes.fulltext()
        trouble = indexes.trouble(index.store, now)
        try:
            narrowed = index.files(wanted)
        except Lost:
            return Found(trouble=trouble or indexes.lost())
        hits = _said(_among(seen, narrowed, before), wanted, only.where)
    elif only.any and not typed.strip():
        hits = (Hit(file) for file in seen.order_by("-pk")[: PAGE + 1].iterator())
    else:
        return Found()
    listed = list(islice(hits, PAGE + 1))
    more = listed[PAGE - 1].file.pk if len(listed) > PAGE else 0
    return Found(tuple(listed[:PAGE]), more, trouble)


def _among(seen: QuerySet[File], narrowed: Sequence[int], before: int) -> Iterator[list[File]]:
    """The files that are seen, newest first: the index may hold thousands that this actor does not see."""
    asked = [pk for pk in narrowed if not before or pk < before]
    start, size = 0, FIRST_READ
    while start < len(asked):
        pks = list(seen.filter(pk__in=asked[start : start + size]).order_by("-pk"))
        yield from (pks[at : at + READ_AT_ONCE] for at in range(0, len(pks), READ_AT_ONCE))
        start, size = start + size, min(size * GROWING, MOST_READ)


def _said(files: Iterable[list[File]], wanted: Sequence[str], where: str) -> Iterator[Hit]:
    for some in files:
        for file, said in sources.parts(some):
            parts = [part for part in said if part.within(where)]
            if stand_in("\n".join(part.text for part in parts), wanted):
                yield Hit(file, tuple(_places(parts, wanted)))


def _places(parts: Sequence[sources.Part], wanted: Sequence[str]) -> list[Place]:
    """Few passages that show every term, if few can; in the order of the matter. The title is shown anyway."""
    there = [Place(part, passage) for part in parts for passage in passages(part.text, wanted)]
    chosen: list[Place] = []
    missing = set(wanted)
    while there and len(chosen) < MOST_PASSAGES:
        best = max(there, key=lambda p: (len(p.passage.terms & missing), p.part.place != "title"))
        there.remove(best)
        chosen.append(best)
        missing -= best.passage.terms
    order = {id(part): at for at, part in enumerate(parts)}
    return sorted(chosen, key=lambda place: order[id(place.part)])
