"""An installation of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import FreshDatabase
from tests.worker.support import Installation, load


@pytest.fixture
def installation(fresh_database: FreshDatabase, tmp_path: Path, settings: Any) -> Installation:
    """The demo county on a fresh database, and a folder; this process works on both as its programs do."""
    settings.HUIYIN_VAR = tmp_path
    settings.HUIYIN_GATEWAY = "file"
    settings.HUIYIN_PLACE = "zhashui"
    load()
    return Installation(fresh_database, tmp_path)
