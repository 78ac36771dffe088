"""Reading a life, for the rows that ask for a paper."""

from __future__ import annotations

from huiyin.statute.model import Paper
from tests.statute.lives import Life


def papers(life: Life, kind: str) -> list[Paper]:
    """Every paper of that kind, in the order of their issue."""
    return [paper for paper in life.state.papers.values() if paper.kind == kind]
