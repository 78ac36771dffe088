"""Who receives what is raised: a table of few rows, and what no place may write into it.

R22 22(2) and 30 send accusations by who manages the cadres accused, and keep them from the accused and their
units. A place that hands them to somebody else first collides with that, whoever it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from .reading import RulebookError, Table, choice, expect, text, words
from .rules import PURPOSES

RECEIVERS = (
    "competent_organ",
    "cadre_management",
    "political_legal",
    "own_level",
    "petition_office",
    "county_leader",
)
_KEYS = ("purpose", "to", "provision", "certainty", "since", "title", "zh", "en")


def check_receivers(law: Table, places: Mapping[str, Table]) -> None:
    """Every row is well written, and no place's row collides with the law's of the same purpose."""
    for row in law.values():
        _well_written(row)
    for place, table in places.items():
        for key, row in table.items():
            _well_written(row)
            for other in law.values():
                if other["purpose"] == row["purpose"] and other["to"] != row["to"]:
                    raise RulebookError(
                        row.at("to"),
                        f"{key!r} of {place} gives {_what(row)} to {row['to']} where {other['provision']} gives it "
                        f"to {other['to']}: the law beats the overlay",
                    )


def _what(row: Table) -> str:
    said = str(row["purpose"])
    return f"{said} about {row['about']}" if "about" in row else said


def _well_written(row: Table) -> None:
    expect(row, _KEYS, ("until", "about"))
    choice(row, "purpose", (*PURPOSES, "any"))
    choice(row, "to", RECEIVERS)
    text(row, "provision")
    words(row)
    words(row, "title")
