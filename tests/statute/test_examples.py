"""The worked examples of tests/examples: lives worked out from the text, held against the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huiyin.statute.model import Refused
from huiyin.statute.reading import read
from tests.proves import proves
from tests.statute.lives import Life

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = [
    (path.stem, at, row) for path in sorted(FOLDER.glob("*.yaml")) for at, row in enumerate(read(path), 1)
]
NAMED = {
    "act",
    "on",
    "office",
    "stage",
    "points",
    "to",
    "petitioner",
    "paper",
    "people",
    "accused",
    "refused",
}
KEYS = {"title", "law", "place", "count", "crosses", "acts", "expect"}
CONTROL = {"duties", "no_duties", "no_open_duties", "windows", "open", "shut", "step", "on"}


def told(row: Mapping[str, Any]) -> Life:
    """The acts, each open or refused by the provision that the example names."""
    life = Life(row.get("place", "national"))
    for act in row["acts"]:
        said = dict(act)
        codes = {key: _code(value) for key, value in said.items() if key not in NAMED}
        if said["act"] == "register":
            codes["petitioners"] = [[no, role] for no, role in enumerate(said.get("people", ["self"]), 1)]
        if "accused" in said:
            codes["office"] = said["accused"]
        to = str(said.get("to", said["office"] if said["act"] == "register" else ""))
        wanted = said.get("refused")
        try:
            life.do(
                said["act"], said["on"], said["office"], said.get("stage", 0), said.get("points", ()), to=to,
                petitioner=said.get("petitioner", 0), paper=_paper(life, said.get("paper")), **codes,
            )  # fmt: skip
        except Refused as refused:
            assert wanted, f"{said}: {refused}"
            assert refused.provision == wanted, f"{said['act']}: {refused.provision}, not {wanted}"
        else:
            assert not wanted, f"{said['act']} on {said['on']} was open"
    return life


def _code(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return {k: _code(v) for k, v in value.items()} if isinstance(value, Mapping) else value


def _paper(life: Life, kind: str | None) -> int:
    return max((no for no, p in life.state.papers.items() if p.kind == kind), default=0)


def _day(life: Life, row: Mapping[str, Any]) -> str:
    return str(row["expect"].get("on", life.state.last[0]))


@pytest.mark.parametrize(("file", "at", "row"), EXAMPLES, ids=[f"{f}-{at:02}" for f, at, _ in EXAMPLES])
def test_what_was_worked_out_from_the_text_is_what_the_program_says(
    file: str, at: int, row: Mapping[str, Any]
) -> None:
    life = told(row)
    expect = row["expect"]
    for wanted in expect.get("duties", ()):
        _owed(life, wanted)
    rules = {d.rule for d in life.state.duties.values()}
    assert rules.isdisjoint(expect.get("no_duties", ()))
    assert {d.rule for d in life.state.live}.isdisjoint(expect.get("no_open_duties", ()))
    if "windows" in expect:
        found = [
            {"rule": w.rule, "petitioner": w.petitioner, "provision": w.provision, "from": w.start,
             "nominal": w.nominal, "end": w.end} for w in life.state.windows.values()
        ]  # fmt: skip
        assert found == [dict(w) for w in expect["windows"]]
    open_now = life.open_kinds(_day(life, row))
    assert open_now.issuperset(expect.get("open", ()))
    assert open_now.isdisjoint(expect.get("shut", ()))
    if "step" in expect:
        assert life.point().step == expect["step"]


def _owed(life: Life, wanted: Mapping[str, Any]) -> None:
    found = [
        d
        for d in life.state.duties.values()
        if d.rule == wanted["rule"] and (d.how or "open") == wanted["state"]
    ]
    if "paper" in wanted:
        found = [d for d in found if life.state.papers[d.paper].kind == wanted["paper"]]
    assert len(found) == 1, [(d.rule, d.how, str(d.due)) for d in life.state.duties.values()]
    (d,) = found
    assert (d.office, d.provision, d.start) == (wanted["owner"], wanted["provision"], wanted["from"])
    if wanted["due"] == "none":
        assert d.due is None
    else:
        assert (d.nominal, d.due) == (wanted["nominal"], wanted["due"])
    if "certainty" in wanted:
        assert d.certainty == wanted["certainty"]


@proves("R22 34", "R05 33", "R22 35", "R05 34")
def test_there_are_examples_enough_half_of_them_on_hard_days_and_each_names_its_article() -> None:
    assert len(EXAMPLES) >= 150
    assert 2 * sum(bool(row.get("crosses")) for _, _, row in EXAMPLES) >= len(EXAMPLES)
    for _, _, row in EXAMPLES:
        assert row.keys() <= KEYS
        assert row["law"]
        assert row["expect"].keys() <= CONTROL
