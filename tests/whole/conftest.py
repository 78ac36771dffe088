"""The demo county, loaded once and copied for every test that commits to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.databases import Databases, FreshDatabase
from tests.whole.clocks import NOW, clock_at


def load_county() -> None:
    """Offices and officers of the demo county, and nothing else."""
    from huiyin.demo import offices as demo
    from huiyin.offices.actor import Actor

    with clock_at(NOW):
        demo.load(by=Actor.machine("demo"))


@pytest.fixture(scope="session")
def county_source(databases: Databases, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """Name of a database that holds the demo county."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        source = databases.filled(load_county)
        name = source.__enter__()
    yield name
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        source.__exit__(None, None, None)


@pytest.fixture
def county(
    databases: Databases, county_source: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[FreshDatabase]:
    """The demo county on a database of this test's own, on 20 July 2026."""
    with django_db_blocker.unblock(), clock_at(NOW), databases.fresh(county_source) as made:  # type: ignore[attr-defined]
        yield made
