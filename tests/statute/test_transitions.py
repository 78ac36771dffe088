"""Every allowed and every forbidden transition, walked one by one from the tables."""

from __future__ import annotations

import pytest

from huiyin.statute.effects import EFFECTS
from huiyin.statute.guards import AT_ENTRY, GUARDS
from huiyin.statute.loader import load
from huiyin.statute.model import Act, Refused
from huiyin.statute.openness import NEEDS, POINT_GUARDS, VALUE_GUARDS, why_not
from huiyin.statute.procedure import apply
from tests.proves import proves
from tests.statute import transitions
from tests.statute.lives import COUNTY, law
from tests.statute.transitions import LEVELS, LIVES, ON, cell, situation

BOOK = law()
CELLS = [
    (spec.key, level, step)
    for spec in BOOK.acts.values()
    if spec.frm
    for level in LEVELS
    for step in BOOK.steps
]
SAYS_WHERE = {"level", "step"}
"""Refusals that are about the step and the proceeding; guards come after them."""


def asked(kind: str, level: str, step: str) -> tuple[Refused | None, Act]:
    """What the procedure says of an act on a point at that step."""
    spec = BOOK.acts[kind]
    office = "town" if spec.where == "holder" else "xfj" if spec.where == "sender" else ""
    act = Act(kind, ON, 2, office, "officer:x", 1, (1,), codes={"path": "31[6]"})
    return why_not(situation(level, step), act, spec, BOOK, COUNTY, entry=False), act


@proves("R22 22(1)", "R22 23(3)", "R22 31", "R22 32(1)")
def test_every_act_at_every_step_and_level_is_open_or_refused_exactly_as_the_table_says() -> None:
    """The walk itself: some 1,000 pairs."""
    wrong = []
    for kind, level, step in CELLS:
        refused, _ = asked(kind, level, step)
        shut = refused is not None and refused.code in SAYS_WHERE
        if shut == (cell(BOOK.acts[kind], level, step) != "."):
            wrong.append((kind, level, step, refused and refused.code))
    assert wrong == []
    assert len(CELLS) > 900


@proves("R22 22(1)")
def test_every_forbidden_transition_names_its_provision_and_says_what_the_step_is() -> None:
    for kind, level, step in CELLS:
        refused, _ = asked(kind, level, step)
        if refused is not None and refused.code in SAYS_WHERE:
            assert refused.provision == BOOK.acts[kind].provision
            if refused.code == "step":
                assert BOOK.steps[step]["zh"] in refused.zh
                assert BOOK.steps[step]["en"] in refused.en


@pytest.mark.parametrize("kind", [spec.key for spec in BOOK.acts.values() if spec.frm and spec.to])
@proves("R22 31")
def test_every_allowed_transition_leads_to_the_step_of_its_row(kind: str) -> None:
    spec = BOOK.acts[kind]
    codes = {
        "path": "31[5]", "procedure": "perform-duty", "outcome": {"1": "explain"}, "ground": "outside_power",
        "feedback_due": "2026-05-20",
    }  # fmt: skip
    for level in LEVELS:
        for step in spec.frm:
            if not spec.fits(level):
                continue
            s = situation(level, step)
            apply(s, Act(kind, ON, 2, "town", "officer:x", 1, (1,), to="labour", codes=codes), spec, BOOK)
            assert s.points[1].step == spec.to


@pytest.mark.parametrize("kind", [spec.key for spec in BOOK.acts.values() if spec.at])
@proves("R22 35", "R22 36(1)")
def test_every_act_of_a_review_is_open_in_its_stages_only_and_sets_the_stage_of_its_row(kind: str) -> None:
    spec = BOOK.acts[kind]
    for stage in BOOK.stages:
        life = LIVES["review asked for"]()
        review = life.proceeding(3).review
        assert review is not None
        review.stage = stage
        if spec.level == "re_review":
            life.proceeding(3).kind = "re_review"
        office = "town" if spec.where == "respondent" else "county" if spec.where == "holder" else ""
        refused = why_not(
            life.state, Act(kind, ON, 99, office, "officer:x", 3, (1,)), spec, BOOK, COUNTY, entry=True
        )
        assert (refused is not None and refused.code == "stage") == (stage not in spec.at)
    for stage in {spec.sets} - {""}:
        assert stage in BOOK.stages


def test_the_committed_table_of_transitions_is_what_the_rulebook_says() -> None:
    found = transitions.FILE.read_text(encoding="utf-8")
    assert found == transitions.text(), "write it again: .venv/bin/python -m tests.statute.transitions"


def test_every_guard_and_effect_named_in_the_tables_is_written_and_every_one_written_is_named() -> None:
    every = [spec for place in load().places for found in law(place).versions.values() for spec in found]
    guards = {name for spec in every for name in spec.guards}
    assert guards == set(GUARDS)
    assert {spec.effect for spec in every} == set(EFFECTS)
    assert set(GUARDS) >= AT_ENTRY | VALUE_GUARDS | POINT_GUARDS
    assert set(BOOK.acts) >= set(NEEDS)


def test_every_step_can_be_reached_and_every_open_step_can_be_left() -> None:
    reached = {spec.to for spec in BOOK.acts.values() if spec.to} | {"withdrawn"}
    assert reached == set(BOOK.steps)
    for step, row in BOOK.steps.items():
        if row.get("open") == "yes":
            assert any(step in spec.frm and spec.to not in ("", step) for spec in BOOK.acts.values()), step


def test_every_duty_that_an_act_can_open_can_also_be_met() -> None:
    opened = {item.rule for spec in BOOK.acts.values() for item in spec.opens}
    opened |= {"dispatch", "tell-direct", "tell-destination", "reply-enquiry", "report-urgent", "redo"}
    met = {rule for spec in BOOK.acts.values() for rule in spec.meets}
    assert opened <= met


@pytest.mark.parametrize("name", list(LIVES))
@proves("R22 28(1)")
def test_in_every_situation_there_is_a_way_on_and_every_duty_has_an_owner(name: str) -> None:
    life = LIVES[name]()
    assert life.open("2026-03-16"), "something is open"
    assert all(d.office for d in life.state.live)
