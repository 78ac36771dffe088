"""The demo county and its desk, as in tests/desk2."""

from __future__ import annotations

from tests.desk2.conftest import county, desk

__all__ = ["county", "desk"]
