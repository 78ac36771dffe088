"""`rulebook try`: what a changed rule would move, file by file, with nothing changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from huiyin.statute.reading import RulebookError
from huiyin.statute.trial import Change, Trial, Tried
from tests.proves import proves
from tests.statute.books import version
from tests.statute.lives import COUNTY, Life

TODAY = date(2026, 5, 11)


def tried(overlay: Path, *lives: Life) -> Tried:
    found = Tried()
    trial = Trial(overlay, TODAY)
    for life in lives:
        trial.file(life.line, life.place, COUNTY, found)
    return found


def rule(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "trial.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@proves("R22 34")
def test_a_shorter_period_to_answer_moves_that_duty_of_that_office_and_no_other(tmp_path: Path) -> None:
    life = Life().accepted()
    edition, line = life.law.edition, list(life.line)
    found = tried(rule(tmp_path, "answer:\n" + version(length=45)), life, Life().dispatched())
    assert found.changes == {("town", "answer"): Change(earlier=1, open=1, late=1, days=-15)}
    assert (found.files, found.moved_files, found.windows, found.refused) == (2, 1, 0, 0)
    assert (life.law.edition, life.line) == (edition, line)


@proves("R22 35")
def test_a_longer_window_for_petitioners_moves_windows(tmp_path: Path) -> None:
    life = Life().answered()
    life.serve(life.paper("handling_opinion"), "2026-05-13")
    found = tried(rule(tmp_path, "review-window:\n" + version(kind="window", length=60)), life)
    assert (found.windows, found.changes) == (1, {})


def test_what_the_law_refuses_is_not_tried(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"trial.yaml:2: 'answer' gives 61 day"):
        tried(rule(tmp_path, "answer:\n" + version(length=61)), Life().accepted())
    with pytest.raises(RulebookError, match="no such file or directory"):
        tried(tmp_path / "none", Life().accepted())


def test_an_act_that_a_changed_guard_would_refuse_is_counted(tmp_path: Path) -> None:
    (tmp_path / "acts.yaml").write_text(
        "accept:\n  since: 2022-05-01\n  provision: 试行办法 1\n  certainty: H\n  zh: 交办的才受理。\n  en: Only what was assigned.\n"
        "  add: {guards: [was_assigned]}\n",
        encoding="utf-8",
    )
    found = tried(tmp_path, Life().accepted())
    assert (found.refused, found.changes["town", "answer"].gone) == (1, 1)
