"""What the documents claim is what the marks say: how marks are read and articles are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proves import proves
from tools.law_rows import KINDS, law_problems, law_rows
from tools.law_to_tests import (
    MUST_BE_SETTLED,
    articles,
    cited,
    collect,
    coverage_document,
    natural,
    reasons,
    requirement_rows,
    unsettled,
)

MODULE = """
import pytest
from tests.proves import proves
pytestmark = [proves("R22 50")]

@proves("R22 22(1)", "S0-126")
def test_one(): assert True

@pytest.mark.parametrize("n", [pytest.param(1, marks=proves("R22 34")), 2])
def test_two(n): assert n

@proves("DL-1")
class TestMany:
    def test_three(self): assert True
    def helper(self): pass
"""


def test_marks_are_read_from_functions_parameters_classes_and_modules(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text(MODULE, encoding="utf-8")
    found = {reference: [test.name for test in tests] for reference, tests in collect(tmp_path).items()}
    assert found == {
        "R22 50": ["test_one", "test_three", "test_two"],
        "R22 22(1)": ["test_one"],
        "S0-126": ["test_one"],
        "R22 34": ["test_two"],
        "DL-1": ["test_three"],
    }


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("R22 22(1)[3]", {"R22 22"}),
        ("R22 23、32(2)、34（送达期限为本系统默认）", {"R22 23", "R22 32", "R22 34"}),
        ("R22 31[5]；行政诉讼法 47", {"R22 31"}),
        ("导则 2.5.1(三)", set()),
        ("GB/T 9704-2012", set()),
    ],
)
def test_articles_of_a_provision(provision: str, expected: set[str]) -> None:
    assert articles(provision) == expected


def test_articles_are_listed_in_the_order_of_the_law() -> None:
    assert sorted(["R22 31[6]", "R22 9", "R22 22(1)"], key=natural) == ["R22 9", "R22 22(1)", "R22 31[6]"]


def test_the_rulebook_cites_the_regulation() -> None:
    assert {"R22 22", "R22 23", "R22 34"} <= {a for provision in cited() for a in articles(provision)}


def test_each_requirement_row_stands_once_and_every_kind_is_listed() -> None:
    rows = requirement_rows()
    assert len({row["id"] for row in rows}) == len(rows)
    document = coverage_document({})
    assert all(f"| {row['id']} |" in document for row in rows)
    assert document.count("| not yet |") == len(rows) - len(reasons()) + 1, (
        "the head of the table says it once"
    )


def test_a_row_of_the_procedure_has_a_test_or_a_reason_and_never_both() -> None:
    asked = [row["id"] for row in requirement_rows() if row["kind"] in MUST_BE_SETTLED]
    said = {"zh": "没有建设", "en": "not built"}
    assert unsettled(asked, {}) == []
    assert unsettled(asked[1:], {asked[0]: said}) == []
    (neither,) = unsettled(asked[1:], {})
    assert neither.startswith(asked[0]) and "neither" in neither
    (both,) = unsettled(asked, {asked[0]: said})
    assert "a test shows it" in both
    (unknown,) = unsettled(asked, {"S9-999": said})
    assert "no such row" in unknown
    (half,) = unsettled(asked[1:], {asked[0]: {"zh": "没有建设", "en": ""}})
    assert "both languages" in half


@pytest.mark.parametrize("wrong", ["", "22(1)", "s0-126", "R22\n22"])
def test_a_mark_that_names_nothing_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        proves(wrong)


# ------------------------------------------------------------------ the law row by row


def _law_row(where: str = "", zh: str = "", en: str = "") -> dict[str, str]:
    return {"part": "1.2", "article": "R22 22(1)", "rule": "send on", "where": where, "zh": zh, "en": en}


def test_every_row_of_the_law_names_what_holds_it_or_says_why_nothing_does() -> None:
    tests = {test.name for found in collect().values() for test in found}
    assert list(law_problems(law_rows(), tests)) == []
    parts = {row["part"] for row in law_rows()}
    assert {"1.2", "1.3", "1.4", "1.5", "1.8", "2.1", "2.4", "2.7", "7", "9"} <= parts


@pytest.mark.parametrize(
    "name",
    [
        "act:transfer", "rule:dispatch", "rule:henan/dispatch", "paper:handling_opinion", "guard:passes_left", "limit:transfers",
        "guard:assigner_agreed", "field:rate.mark", "field:shandong/close.over",
        "ground:shandong/review_window_missed", "situation:domestic-violence",
        "code:statute/periods.py#count", "test:test_of_that_name",
    ],
)  # fmt: skip
def test_a_row_may_name_what_is_there_and_nothing_that_is_not(name: str) -> None:
    assert list(law_problems([_law_row(name)], {"test_of_that_name"})) == []
    (said,) = law_problems([_law_row(f"{name}_x")], {"test_of_that_name"})
    assert said.endswith(f"there is no {name}_x")


def test_a_row_that_is_not_built_says_why_in_both_languages() -> None:
    assert len(list(law_problems([_law_row()], ()))) == 1
    assert len(list(law_problems([_law_row(zh="不属于本系统")], ()))) == 2
    assert list(law_problems([_law_row(zh="不属于本系统", en="not ours")], ())) == []


def test_a_kind_that_is_none_is_refused() -> None:
    assert "page" not in KINDS
    assert len(list(law_problems([_law_row("page:home")], ()))) == 1
