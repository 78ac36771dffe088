"""What the lint finds in a rulebook that can be read, and what it must not find in the one that is shipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huiyin.cli import main
from huiyin.offices.models import PostKind
from huiyin.statute import lint
from huiyin.statute.law import POSTS
from huiyin.statute.loader import ROOT, Rulebook, load
from huiyin.statute.reading import RulebookError
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


# ------------------------------------------------------------------ by hand, with a broken copy


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("acts_handling.yaml", "  to: objected\n", "", "acts_dispatch.yaml:LINE: from 2022-05-01 no act leads to 'objected', where"),
        ("acts_review.yaml", "  sets: accepted\n", "", "no act leads to the stage 'accepted' of a review, in which"),
        ("acts_handling.yaml", "who: [", "who: []\n  #[", "acts_handling.yaml:LINE: nobody may do 'sign_for'"),
        ("acts_handling.yaml", "  provision: R22 34\n", "  provision: R22 34\n  until: 2024-12-31\n",
         "acts_handling.yaml:LINE: 'count_silence' has no version after 2024-12-31"),
        ("grounds.yaml", "needs: [organ]", "needs: [orgn]",
         "grounds.yaml:LINE: 'outside_power' needs 'orgn', which 'refuse' has no field for, did you mean 'organ'?"),
        ("steps.yaml", 'decided: "yes"', 'decidd: "yes"', "steps.yaml:LINE: unknown key 'decidd', did you mean 'decided'?"),
        ("grounds.yaml", "  provision: R22 19(3)\n", "", "grounds.yaml:LINE: 'provision' is missing in superior_in_handling"),
    ],
)  # fmt: skip
def test_what_can_be_read_and_is_nevertheless_wrong_is_found_with_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    found = wrong(book(tmp_path, file, old, new))
    assert any(said in re.sub(r":[0-9]+: ", ":LINE: ", one) for one in found), found


def test_what_holds_in_many_spans_of_days_is_said_once(tmp_path: Path) -> None:
    found = wrong(book(tmp_path, "acts_handling.yaml", "  to: objected\n", ""))
    assert len({re.sub(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "", one) for one in found}) == len(found)


def test_a_step_that_nothing_leads_to_is_to_be_known(tmp_path: Path) -> None:
    rows = (ROOT / "steps.yaml").read_text(encoding="utf-8").rstrip().splitlines()[-1]
    found = lint.findings(book(tmp_path, "steps.yaml", rows, rows + "\nwedged: {zh: 卡住, en: wedged}"))
    assert [f.en for f in found if f.where.startswith("steps.yaml:")] == ["no act leads to the step 'wedged'"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "acts_handling.yaml",
            "who: [",
            "who: [handlr, ",
            "'who': there is no 'handlr', did you mean 'handler'?",
        ),
        ("acts_handling.yaml", "certainty: A", "certainty: X", "'certainty' is 'X'"),
        ("acts_handling.yaml", "store: words", "store: word", "'store' is 'word', did you mean 'words'?"),
        ("acts_dispatch.yaml", "pool: sent", "pool: snet", "'pool' is 'snet', did you mean 'sent'?"),
        ("acts_dispatch.yaml", "starts: handling", "starts: handeling", "did you mean 'handling'?"),
        ("acts_dispatch.yaml", "due: feedback_due", "due: feedback_do", "did you mean 'feedback_due'?"),
        ("acts_review.yaml", "at: [asked]", "at: [askd]", "'at': there is no 'askd', did you mean 'asked'?"),
        ("acts_review.yaml", "sets: accepted", "sets: acepted", "did you mean 'accepted'?"),
        (
            "duties.yaml",
            "not_for: [accusation]",
            "not_for: [acusation]",
            "'not_for': there is no 'acusation'",
        ),
        (
            "duties.yaml",
            "not_for: [accusation]",
            "not_for: accusation",
            "'not_for' is a list: write [accusation]",
        ),
    ],
)
def test_a_misspelt_name_is_refused_with_file_line_and_suggestion(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(RulebookError) as raised:
        lint.findings(book(tmp_path, file, old, new))
    assert raised.value.where.startswith(f"{file}:")
    assert said in raised.value.what


def test_every_post_that_an_act_may_name_is_one_of_the_offices() -> None:
    assert POSTS - {"petitioner", "machine"} == set(PostKind.values) - {"sysadmin", "secadmin", "auditor"}


def test_a_whole_rulebook_in_a_directory_is_held_to_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book(tmp_path, "papers.yaml", 'required: "yes"', 'requird: "yes"')
    assert main(["rulebook", "lint", "--rulebook", str(tmp_path)]) == 2
    assert re.search(
        r"papers.yaml:[0-9]+: unknown key 'requird', did you mean 'required'", capsys.readouterr().err
    )
