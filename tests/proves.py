"""`@proves("R22 22(1)", "S0-126")`: what the assertion of a test is about, an article or a requirement row.

The marks are read (from the source, without running it) by tools/law_to_tests.py, which writes
docs/law-to-tests.md and docs/requirements-coverage.md. Name only what would turn red if the test's
assertion were false: a reference is a claim that this very sentence is shown.
"""

from __future__ import annotations

import re

import pytest

REFERENCE = re.compile(
    r"S\d-\d{3}[a-z]?"  # a row of the requirement matrix
    r"|[A-Z][A-Z/T]*-?\d+[A-Z]?( [\w.\[\]()§–-]+)?"  # an article (R22 31[6]), a duty (DL-1)
    r"|[A-Z一-鿿][\w/ .()\[\]§、–-]{1,60}"  # any other source by its name and number (导则 2.5.1)
)


def proves(*refs: str) -> pytest.MarkDecorator:
    """A mark carrying `refs`; what is neither a row nor an article is refused when the test is collected."""
    if not refs:
        raise ValueError("proves() needs at least one article or requirement row")
    for ref in refs:
        if not REFERENCE.fullmatch(ref):
            raise ValueError(f"proves({ref!r}): neither a row (S0-126) nor an article (R22 22(1))")
    return pytest.mark.proves(*refs)
