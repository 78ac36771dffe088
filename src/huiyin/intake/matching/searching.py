"""Full-text search of matters: what was brought in, and what was said of it in acts, sessions and papers issued.

It finds matters by what they say. Petitioners' names, numbers and addresses are in no index, so that a name
finds nothing; nor is anything restricted (R22 30(3)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.intake.matching import indexes
from huiyin.intake.matching.fulltext import Passage, passages, terms
from huiyin.intake.matching.store import Lost
from huiyin.offices.actor import Actor
from huiyin.register.access import visible_to
from huiyin.register.models import File

PAGE = 20
MOST_READ = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter in which everything that was asked for stands, and where."""

    file: File
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, whether there may be more, and why the index cannot be relied on, if it cannot."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: days of receipt, and where the matter stands."""

    since: date | None = None
    until: date | None = None
    phase: str = ""

    def lookups(self) -> Mapping[str, object]:
        """As the register asks for them."""
        asked = {
            "matter__received_on__gte": self.since, "matter__received_on__lte": self.until,
            "matter__phase": self.phase or None,
        }  # fmt: skip
        return {key: value for key, value in asked.items() if value is not None}


def search(actor: Actor, typed: str, *, now: datetime, only: Filters | None = None) -> Found:
    """The newest matters that this actor may read and in which all words and phrases stand."""
    wanted = terms(typed)
    if not wanted:
        return Found()
    index = indexes.fulltext()
    trouble = indexes.trouble(index.store, now)
    try:
        narrowed = index.files(wanted)
    except Lost:
        return Found(trouble=trouble or indexes.lost())
    # Newest first in portions: the index may hold thousands that this actor does not see.
    hits: list[Hit] = []
    seen = (
        visible_to(actor).filter(restricted=False, **(only or Filters()).lookups()).select_related("matter")
    )
    for start in range(0, len(narrowed), MOST_READ):
        files = seen.filter(pk__in=narrowed[start : start + MOST_READ]).order_by("-pk")
        hits += _hits(files.in_bulk(), wanted, PAGE + 1 - len(hits))
        if len(hits) > PAGE:
            return Found(tuple(hits[:PAGE]), more=True, trouble=trouble)
    return Found(tuple(hits), trouble=trouble)


def _hits(files: Mapping[int, File], wanted: tuple[str, ...], most: int) -> list[Hit]:
    found: list[Hit] = []
    for said in indexes.said([files[pk] for pk in sorted(files, reverse=True)], answers=True):
        shown = passages(said.all, wanted)
        if shown:
            found.append(Hit(files[said.file], tuple(shown)))
        if len(found) >= most:
            break
    return found
