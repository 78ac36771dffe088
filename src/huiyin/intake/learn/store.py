"""Where an office keeps its models: one folder a version, and a line that names the one in use.

    DIR/current                which version is in use
    DIR/versions/0001/         model.json, model.npz, report.json, card.md

A version is never written over. Rolling back changes the one line; nothing is deleted.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from huiyin.intake.learn.model import Model, Unreadable, read, write

CURRENT, VERSIONS, REPORT, CARD = "current", "versions", "report.json", "card.md"


@dataclass(frozen=True)
class Store:
    """The models in one folder."""

    folder: Path

    def versions(self) -> list[str]:
        """All that are complete, the oldest first."""
        found = (self.folder / VERSIONS).glob("[0-9][0-9][0-9][0-9]")
        return sorted(p.name for p in found if (p / REPORT).is_file())

    def current(self) -> str:
        """The version in use; empty where there is none. Raises `Unreadable` where that cannot be told."""
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise Unreadable(f"{self.folder / CURRENT}: {error.strerror}") from None

    def at(self, version: str) -> Path:
        """The folder of a version."""
        return self.folder / VERSIONS / version

    def load(self, version: str = "") -> Model:
        """The model in use, or of a named version."""
        chosen = version or self.current()
        if not chosen:
            raise Unreadable(f"no model in {self.folder}: train one with `huiyin train`")
        if chosen not in self.versions():
            raise Unreadable(
                f"{self.folder}: no version {chosen}; there are {', '.join(self.versions()) or 'none'}"
            )
        return read(self.at(chosen))

    def report(self, version: str) -> dict[str, Any]:
        """What was measured of a version."""
        found: dict[str, Any] = json.loads((self.at(version) / REPORT).read_text(encoding="utf-8"))
        return found

    def add(self, model: Model, report: Mapping[str, Any], card: str) -> str:
        """Keep a new version and take it into use. What was cut short before is no version."""
        making = self.folder / VERSIONS / f".new.{os.getpid()}"
        shutil.rmtree(making, ignore_errors=True)
        write(model, making)
        (making / CARD).write_text(card, encoding="utf-8")
        (making / REPORT).write_text(
            json.dumps(dict(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        version = self._place(making)
        self._use(version)
        return version

    def _place(self, making: Path) -> str:
        """The next number that is free; of two trainings that end at once each has its own."""
        there = [int(p.name) for p in (self.folder / VERSIONS).glob("[0-9][0-9][0-9][0-9]")]
        for number in count(max(there, default=0) + 1):
            version = f"{number:04d}"
            try:
                making.rename(self.at(version))
            except OSError:
                if not self.at(version).exists():
                    raise
            else:
                return version
        raise AssertionError("numbers do not end")

    def roll_back(self, version: str = "") -> str:
        """Use a named version again, or the one before the one in use."""
        known, now = self.versions(), self.current()
        earlier = [v for v in known if v < now]
        chosen = version or (earlier[-1] if earlier else "")
        if chosen not in known:
            raise Unreadable(
                f"{self.folder}: there is no {f'version {version}' if version else 'earlier version'}"
            )
        read(self.at(chosen))  # a model that cannot be read is not taken into use
        self._use(chosen)
        return chosen

    def _use(self, version: str) -> None:
        line = self.folder / f".{CURRENT}.{os.getpid()}"
        line.write_text(f"{version}\n", encoding="utf-8")
        line.replace(self.folder / CURRENT)
