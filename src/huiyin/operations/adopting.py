"""Adopting a new edition of the rulebook: kept whole, and the open duties counted again under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from huiyin.operations import migrating
from huiyin.register import editions
from huiyin.register.editions import Move
from huiyin.statute.loader import load
from huiyin.statute.model import Refused


@dataclass
class Adoption:
    """One adoption: what was asked for, and what came of it."""

    dry_run: bool = False
    by: str = ""
    edition: str = ""
    new: bool = False
    files: int = 0
    duties: int = 0
    refused: list[tuple[int, Refused]] = field(default_factory=list)

    def run(self, now: datetime) -> Iterator[list[Move]]:
        """File by file: what moves, recorded before it is given, unless it is a dry run."""
        migrating.require_migrated()
        self.edition = load().edition
        if not self.dry_run:
            self.new = editions.keep(now, self.by or "machine:rulebook")
        for file, moves in editions.all_moves(now.date()):
            if not self.dry_run and (refused := editions.adopt(file, moves, now)):
                self.refused.append((file.pk, refused))
                continue
            self.files += 1
            self.duties += len(moves)
            yield moves
