"""What the lint finds in a rulebook that can be read, and what it must not find in the one that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiyin.cli import main
from huiyin.statute import lint
from huiyin.statute.loader import ROOT, Rulebook, load
from tests.proves import proves


def book(tmp_path: Path, name: str, old: str, new: str) -> Rulebook:
    """The shipped rulebook with one passage of one file written otherwise."""
    for path in ROOT.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return load(tmp_path)


def wrong(rulebook: Rulebook) -> list[str]:
    return [f"{f.where}: {f.en}" for f in lint.findings(rulebook) if f.wrong]


def test_the_rulebook_as_shipped_has_nothing_wrong() -> None:
    assert wrong(load()) == []


def test_a_rule_that_says_nothing_of_the_first_years_is_a_gap(tmp_path: Path) -> None:
    found = wrong(
        book(
            tmp_path,
            "duties_r05.yaml",
            "redispatch:\n  - since: 2005-05-01",
            "redispatch:\n  - since: 2006-01-01",
        )
    )
    assert found == ["duties_r05.yaml:20: 'redispatch' has no version from 2005-05-01 to 2005-12-31"]


@proves("R22 34")
def test_a_duty_that_nobody_can_meet_is_found_where_the_act_opens_it(tmp_path: Path) -> None:
    found = wrong(book(tmp_path, "acts_handling.yaml", "meets: [tell-extension]", "meets: []"))
    assert len(found) >= 1
    assert all("nobody can meet 'tell-extension', which 'approve_extension' opens" in one for one in found)
    assert all(one.startswith(("acts_handling.yaml:", "acts_r05.yaml:", "overlays/")) for one in found)


def test_a_paper_that_nobody_issues_is_found(tmp_path: Path) -> None:
    found = wrong(book(tmp_path, "acts_handling.yaml", "  issues: extension_notice\n", ""))
    assert any("nobody issues the paper 'extension_notice'" in one for one in found)


def test_an_open_step_with_no_way_out_is_found(tmp_path: Path) -> None:
    rows = (ROOT / "steps.yaml").read_text(encoding="utf-8")
    old = next(line for line in rows.splitlines() if line.startswith("answered:"))
    found = wrong(
        book(tmp_path, "steps.yaml", old, 'kept_waiting: {zh: 等待, en: waiting, open: "yes"}\n' + old)
    )
    assert found == []  # nothing leads there either: a note, not a dead end
    more = book(tmp_path / "more", "acts_handling.yaml", "  to: objected\n", "  to: refused\n")
    assert not any("leads out of 'objected'" in one for one in wrong(more))


def test_lint_prints_what_it_finds_with_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebook", "lint"]) == 0
    said = capsys.readouterr().out
    assert "使用前核对" in said
    assert "duties.yaml:" in said


@proves("R22 31")
def test_a_way_that_leads_nowhere_and_a_procedure_without_an_organ_are_found_with_their_lines(
    tmp_path: Path,
) -> None:
    nowhere = wrong(book(tmp_path / "a", "situations.yaml", "to: labour-inspection", "to: labour-magic"))
    assert len(nowhere) == 1
    assert nowhere[0].startswith("situations.yaml:")
    assert "no procedure 'labour-magic'" in nowhere[0]
    organ = "    organ: {zh: 上一级人民法院, en: the court above}\n"
    silent = wrong(book(tmp_path / "b", "procedures_courts.yaml", organ, ""))
    assert any("does not say who is competent" in one for one in silent)
