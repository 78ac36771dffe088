"""Papers of a matter under the Regulation of 2005 speak its language, not that of 2022."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from huiyin.papers.compose import compose
from huiyin.papers.kinds import kind, kinds
from huiyin.papers.samples import sample_issue
from huiyin.statute.law import law_of
from huiyin.statute.loader import load
from huiyin.statute.rules import NATIONAL
from tests.proves import proves

DAY = date(2012, 3, 9)
OF_2022 = ("《信访工作条例》", "信访程序", "甄别", "处理途径", "途径和程序", "导则", "异议")
"""What the Regulation of 2005 did not know."""

THEN = [
    key for key in kinds() if (row := law_of(load(), NATIONAL).paper(key, DAY)) and row.get("none") != "yes"
]


def as_then(key: str) -> dict[str, Any]:
    """A sample without what people wrote, its provisions those of 2005, without what only the law of 2022 has."""
    content: dict[str, Any] = sample_issue(key)[0]  # type: ignore[assignment]
    written = {p.key for p in kind(key).written if p.form == "text"}
    for table in (content.get("parts", {}), content["computed"], *content.get("points", [])):
        for name, value in list(table.items()):
            if name in written or name in (
                "words",
                "subject",
                "counting",
                "asked_points",
                "asked_request",
                "asked_reasons",
            ):
                table[name] = ["甲"] if isinstance(value, list) else "甲"
            elif name in ("path", "point_path", "object_by", "object_provision"):
                del table[name]
            elif name == "told_by":
                table[name] = "other"
            elif isinstance(value, str) and value.startswith("R22"):
                table[name] = "R05 21(2)"
    return content


@proves("R05 21", "R05 32", "R05 35(3)")
@pytest.mark.parametrize("key", THEN)
def test_r05_no_paper_of_its_time_says_what_only_the_regulation_of_2022_knows(key: str) -> None:
    _, head, number, _ = sample_issue(key)
    document = compose(key, as_then(key), head=head, number=number, on=DAY, draft=False)
    said = str(asdict(document)).replace("信访事项处理途径", "")
    assert [word for word in OF_2022 if word in said] == []


@proves("R05 21(2)")
def test_r05_21_2_a_transfer_asks_whether_it_is_accepted_and_knows_no_objection() -> None:
    _, head, number, _ = sample_issue("transfer_slip")
    then = str(
        asdict(
            compose("transfer_slip", as_then("transfer_slip"), head=head, number=number, on=DAY, draft=False)
        )
    )
    assert "决定是否受理，书面告知信访人并通报" in then and "《信访条例》第二十一条第二款" in then
    content, _, _, on = sample_issue("transfer_slip")
    now = str(
        asdict(
            compose(
                "transfer_slip", content, head=head, number=number, on=date.fromisoformat(on), draft=False
            )
        )
    )
    assert "接收情况以及处理途径和程序" in now and "书面提出异议" in now
