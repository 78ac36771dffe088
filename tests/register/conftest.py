"""The demo county's offices in a database."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.county import load_county
from tests.support.databases import FreshDatabase


@pytest.fixture
def county(db: None, settings: Any) -> None:
    """Offices, posts and officers of the demo county, in a transaction that rolls back."""
    settings.HUIYIN_PLACE = "zhashui"
    load_county()


@pytest.fixture
def real_county(fresh_database: FreshDatabase, settings: Any) -> FreshDatabase:
    """The same on a database of the test's own, for what has to commit."""
    settings.HUIYIN_PLACE = "zhashui"
    load_county()
    return fresh_database
