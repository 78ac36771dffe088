"""`huiyin rulebook try` over a register: by office, by several processes alike, and nothing written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.ops.test_adopt import received
from tests.statute.books import version
from tests.worker.support import Installation, dump


def test_what_would_move_is_told_by_office_and_the_database_stays_what_it_was(
    installation: Installation, tmp_path: Path
) -> None:
    for on in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)):
        received(on)
    file = tmp_path / "shorter.yaml"
    file.write_text("dispatch:\n" + version(length=7), encoding="utf-8")
    before = dump()
    done = installation.run(
        "rulebook", "try", str(file), "--json", "--processes", "1", HUIYIN_NOW="2026-03-06T09:00"
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["files"], found["files_moved"]) == (3, 3)
    (row,) = found["duties"]
    assert (row["rule"], row["earlier"], row["open"], row["late"]) == ("dispatch", 3, 3, 0)
    assert "3/3" in done.stderr
    assert dump() == before


def test_a_rule_below_the_law_is_refused_in_one_line(installation: Installation, tmp_path: Path) -> None:
    received(date(2026, 3, 2))
    file = tmp_path / "longer.yaml"
    file.write_text("dispatch:\n" + version(length=20), encoding="utf-8")
    done = installation.run("rulebook", "try", str(file))
    assert done.returncode == 2
    assert "'dispatch' gives 20 day where R22 22(1) gives 15 day" in done.stderr


def test_a_rule_is_read_though_nothing_is_registered(installation: Installation, tmp_path: Path) -> None:
    """Nothing would move in an empty register: all the same what is wrong with the rule is said."""
    done = installation.run("rulebook", "try", str(tmp_path / "nothing.yaml"))
    assert done.returncode == 2
    assert "no such file or directory" in done.stderr
    file = tmp_path / "window.yaml"
    file.write_text("review-window:\n" + version(kind="window", length=15), encoding="utf-8")
    done = installation.run("rulebook", "try", str(file))
    assert done.returncode == 2
    assert f"{file}:2: 'review-window' leaves 15 day where R22 35 gives 30 day" in done.stderr
