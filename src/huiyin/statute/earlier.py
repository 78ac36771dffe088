"""The provision that a refusal rests on, by the day of the act: before R22 was in force the Regulation of 2005."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .model import Refused
from .reading import Table, day, expect, text

LATER = "R22"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Until when the earlier text held, and its article for each of the later one."""

    before: date
    articles: dict[str, str]

    def cited(self, refused: Refused, on: date, act_provision: str) -> Refused:
        """The refusal with the provision that was in force on that day."""
        if on < self.before and refused.provision.startswith(LATER):
            own = "" if act_provision.startswith(LATER) else act_provision
            refused.provision = self.articles.get(refused.provision, own)
        return refused


def parse_earlier(table: Table) -> Earlier:
    """`earlier.yaml`; a row that is not from R22 to R05 is refused with its line.

    An edition that was kept before there was this table has none, and cites what its acts cite."""
    if not table:
        return Earlier(date.min, {})
    expect(table, (LATER,), (), of="earlier")
    row: Table = table[LATER]
    expect(row, ("before", "articles"), (), of=LATER)
    articles: Table = row["articles"]
    for key in articles:
        if not key.startswith(LATER) or not text(articles, key).startswith("R05"):
            articles.fail(f"{key!r}: an article of R22 with its article of R05", key)
    return Earlier(day(row, "before"), {key: text(articles, key) for key in articles})
