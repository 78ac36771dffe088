"""The demo county, and the matters that tests begin with: made once, and copied for every test that commits to them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.county import load_county
from tests.support.databases import Databases, FreshDatabase
from tests.whole.clocks import NOW, clock_at

if TYPE_CHECKING:
    from tests.whole.world import Thing


Blocker = Any


@contextmanager
def told(
    databases: Databases, blocker: Blocker, source: str, tell: Callable[[], Any]
) -> Iterator[tuple[str, Any]]:
    """The name of a copy of `source` in which `tell` told a story, and what `tell` returned."""
    found: list[Any] = []
    with ExitStack() as kept:
        with blocker.unblock(), clock_at(NOW):
            name = kept.enter_context(databases.filled(lambda: found.append(tell()), source))
        yield name, found[0]


@contextmanager
def at(databases: Databases, blocker: Blocker, source: str) -> Iterator[FreshDatabase]:
    """This process on a copy of `source`, on 20 July 2026."""
    with blocker.unblock(), clock_at(NOW), databases.fresh(source) as made:
        yield made


@pytest.fixture(scope="session")
def county_source(databases: Databases, django_db_blocker: Blocker) -> Iterator[str]:
    """Name of a database that holds the demo county."""
    with told(databases, django_db_blocker, "", load_county) as (name, _):
        yield name


@pytest.fixture(scope="session")
def things_source(
    databases: Databases, county_source: str, django_db_blocker: Blocker
) -> Iterator[tuple[str, dict[str, Thing]]]:
    """The county with one matter of every kind."""
    from tests.whole.world import build

    with told(databases, django_db_blocker, county_source, build) as made:
        yield made


@pytest.fixture(scope="module")
def county_of_things(
    databases: Databases, things_source: tuple[str, dict[str, Thing]], django_db_blocker: Blocker
) -> Iterator[dict[str, Thing]]:
    """The county with one matter of every kind, for the tests of one module to look at."""
    source, things = things_source
    with at(databases, django_db_blocker, source):
        yield deepcopy(things)


@pytest.fixture(scope="session")
def matter_source(
    databases: Databases, county_source: str, django_db_blocker: Blocker
) -> Iterator[tuple[str, Thing]]:
    """The county with a matter in handling at the town, an opinion half written."""
    from tests.whole.world import in_handling

    with told(databases, django_db_blocker, county_source, in_handling) as made:
        yield made


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Thousands of refusals are not news."""
    log = logging.getLogger("django.request")
    before, log.level = log.level, logging.CRITICAL
    yield
    log.level = before


@pytest.fixture
def county(databases: Databases, county_source: str, django_db_blocker: Blocker) -> Iterator[FreshDatabase]:
    """The demo county on a database of this test's own, on 20 July 2026."""
    with at(databases, django_db_blocker, county_source) as made:
        yield made


@pytest.fixture
def county_at_work(
    databases: Databases, matter_source: tuple[str, Thing], django_db_blocker: Blocker
) -> Iterator[FreshDatabase]:
    """The demo county with a matter in handling, on a database of this test's own."""
    with at(databases, django_db_blocker, matter_source[0]) as made:
        yield made


@pytest.fixture
def matter(county_at_work: FreshDatabase, matter_source: tuple[str, Thing]) -> Thing:
    """The matter in handling at the town, an opinion half written."""
    return deepcopy(matter_source[1])
