"""House rule 8: time is an argument; one module reads the clock. ruff's banned names say so too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huiyin import clock

PACKAGE = Path(clock.__file__).parent
READS = re.compile(
    r"\b(datetime|timezone|dt)\.(now|utcnow|today)\(|\bdate\.today\(|\btime\.(time|monotonic|perf_counter)\("
    r"|\blocaldate\(|\bNow\(\)|auto_now(_add)?=True|CURRENT_TIMESTAMP"
)


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number} {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "clock.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if READS.search(line)
    ]
    assert found == []


def test_the_clock_can_be_stopped_and_speaks_shanghai_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIYIN_NOW", "2026-11-20T23:30:00+00:00")
    assert clock.now().isoformat() == "2026-11-21T07:30:00+08:00"
    assert clock.today().isoformat() == "2026-11-21"
    monkeypatch.setenv("HUIYIN_NOW", "2026-11-20T09:00")
    assert clock.now().isoformat() == "2026-11-20T09:00:00+08:00"
