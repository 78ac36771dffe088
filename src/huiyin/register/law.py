"""The rulebook in force here, and the editions that older acts were recorded under."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from huiyin.statute.law import Law, law_of
from huiyin.statute.loader import from_texts, load
from huiyin.statute.rules import NATIONAL


def place() -> str:
    """The place whose overlay applies to files opened here."""
    return str(getattr(settings, "HUIYIN_PLACE", "") or NATIONAL)


def current(where: str | None = None) -> Law:
    """The law of the edition in force, in a place."""
    return law_of(load(), where or place())


@lru_cache(maxsize=64)
def _kept(digest: str, where: str) -> Law | None:
    from huiyin.register.models import Edition

    row = Edition.objects.filter(pk=digest).first()
    return law_of(from_texts(row.content), where) if row else None


class Editions(dict[str, Law]):
    """Laws by edition digest, read when first asked for; an unknown one falls back to today's."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def __missing__(self, digest: str) -> Law:
        law = current(self.where)
        found = law if digest in ("", law.edition) else (_kept(digest, self.where) or law)
        self[digest] = found
        return found

    def __bool__(self) -> bool:
        """True: it is empty only until it is first asked."""
        return True

    def get(self, digest: str, default: Law | None = None) -> Law:  # type: ignore[override]
        """The law of that edition."""
        return self[digest]


@lru_cache(maxsize=8)
def editions(where: str) -> Editions:
    """The editions of a place."""
    return Editions(where)
