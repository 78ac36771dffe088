"""The demo county, loaded once and copied for every test that commits to it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.databases import Databases, FreshDatabase
from tests.whole.clocks import NOW, clock_at

if TYPE_CHECKING:
    from tests.whole.world import Thing


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


@pytest.fixture(scope="module")
def county_of_things(
    databases: Databases, county_source: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[dict[str, Thing]]:
    """The county with one matter of every kind, for the tests of one module to look at."""
    from tests.whole.world import build

    with django_db_blocker.unblock(), clock_at(NOW), databases.fresh(county_source):  # type: ignore[attr-defined]
        yield build()


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Thousands of refusals are not news."""
    log = logging.getLogger("django.request")
    before, log.level = log.level, logging.CRITICAL
    yield
    log.level = before


@pytest.fixture
def county(
    databases: Databases, county_source: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[FreshDatabase]:
    """The demo county on a database of this test's own, on 20 July 2026."""
    with django_db_blocker.unblock(), clock_at(NOW), databases.fresh(county_source) as made:  # type: ignore[attr-defined]
        yield made
