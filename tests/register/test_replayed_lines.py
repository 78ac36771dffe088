"""The register's own line, written to a file and replayed without a database, is the register's state."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huiyin.cli import main
from huiyin.commands.replay import World, as_json
from huiyin.demo.stories import STORIES
from huiyin.demo.teller import Teller
from huiyin.register.law import current
from huiyin.register.lines import line, state
from huiyin.statute.model import Act
from huiyin.statute.replaying import Told
from tests.proves import proves

SAME = ("phase", "points", "proceedings", "duties", "windows", "papers", "final")


def written(act: Act) -> dict[str, Any]:
    """An act as a file of acts has it."""
    row = {
        "act": act.kind, "on": act.on.isoformat(), "seq": act.seq, "office": act.office, "by": act.by,
        "proceeding": act.proceeding, "points": list(act.points), "to": act.to, "petitioner": act.petitioner,
        "paper": act.paper, "names": act.names, "codes": dict(act.codes), "at": act.at.isoformat() if act.at else "",
        "recorded": act.recorded.isoformat() if act.recorded else "",
    }  # fmt: skip
    return {key: value for key, value in row.items() if value}


@proves("R22 35", "R22 36(1)")
@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("story", ["review", "late", "corrected"])
def test_late_entries_and_corrections_keep_their_numbers_when_the_line_is_replayed(
    story: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Teller()
    STORIES[story].tell(told)
    assert told.file is not None
    acts, law = line(told.file.pk), current(told.file.place)
    file = tmp_path / "life"
    file.write_text("\n".join(json.dumps(written(a)) for a in acts), encoding="utf-8")
    assert main(["replay", str(file), "--json", "--place", law.place]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["refused"] == []
    assert said["notes"] == []
    kept = as_json(Told(state=state(told.file)), law, World(), max((a.on for a in acts), default=date.min))
    for what in SAME:
        assert said[what] == json.loads(json.dumps(kept[what])), what
