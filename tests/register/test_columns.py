"""Every word of the rulebook that becomes a value of a column fits it: PostgreSQL refuses what SQLite lets through."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db.models import Model

from huiyin.register import models
from huiyin.statute.law import ActSpec, law_of
from huiyin.statute.loader import load
from tests.proves import proves

LAW = law_of(load(), "zhashui")


def choices(*fields: str) -> list[str]:
    """What may stand in fields of these names, in any act under any version."""
    specs: Iterable[ActSpec] = LAW.acts.values()
    return sorted({c for spec in specs for f in spec.fields if f.key in fields for c in f.choices})


@proves("导则 2.5.1(三)")
@pytest.mark.parametrize(
    ("model", "column", "values"),
    [
        (models.Point, "outcome", choices("outcome", "adoption", "changed")),
        (models.Point, "purpose", choices("purpose", "purposes")),
        (models.Point, "step", sorted({spec.to for spec in LAW.acts.values() if spec.to})),
        (models.Act, "kind", sorted(LAW.acts)),
        (models.Duty, "rule", sorted(LAW.book.duties)),
        (models.Paper, "kind", sorted(LAW.papers)),
        (models.Service, "method", choices("method")),
    ],
)
def test_every_word_of_the_rulebook_fits_its_column(
    model: type[Model], column: str, values: list[str]
) -> None:
    assert values
    most: int = getattr(model._meta.get_field(column), "max_length", 0)
    assert [v for v in values if len(v) > most] == []
