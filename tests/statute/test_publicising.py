"""A heard re-review opinion made public (R22 36(2)): what the law allows, and what confidentiality asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.proves import proves
from tests.statute import lives
from tests.statute.lives import Life
from tests.statute.reviews import ask, ask_again, decide, looked_into, serve, served

PUBLIC: dict[str, Any] = {"shown_at": "village", "shown_until": "2026-10-08", "named": "nobody"}


def given(*, heard: bool = True, told: bool = True, **entry: Any) -> tuple[Life, int]:
    """A re-review opinion of the city of 4 September 2026, after a hearing, served on the 7th; its proceeding."""
    life = served(**entry)
    first = decide(life, ask(life, "2026-06-22"), "2026-07-17", {"1": "maintain"})
    serve(life, first, 1, "2026-07-20")
    no = ask_again(life, first, "2026-08-10")
    looked_into(life, no, "2026-08-31", {"1": "maintain"}, "city")
    if heard:
        life.do("open_review_hearing", "2026-09-01", "city", no)
        life.do("close_review_hearing", "2026-09-02", "city", no)
    life.do("decide_re_review", "2026-09-04", "city", no, (1,), outcome={"1": "maintain"})
    if told:
        serve(life, max(life.state.papers), 1, "2026-09-07")
    return life, no


@proves("R22 36(2)")
def test_a_heard_re_review_opinion_may_be_made_public_and_nothing_is_owed_by_it() -> None:
    life, no = given()
    owed = life.owed()
    assert "publicise" in life.open_kinds("2026-09-08", no)
    life.do("publicise", "2026-09-08", "city", no, **PUBLIC)
    assert life.owed() == owed
    assert life.refused("public", "publicise", "2026-09-09", "city", no, **PUBLIC).provision == "R22 36(2)"


@proves("R22 36(2)")
def test_a_closed_matter_may_still_be_made_public() -> None:
    life, no = given()
    life.do("close", "2026-09-08", "xfj")
    life.do("publicise", "2026-09-09", "city", no, **PUBLIC)


@proves("R22 36(2)")
def test_what_was_not_heard_is_not_made_public() -> None:
    life, no = given(heard=False)
    assert "publicise" not in life.open_kinds("2026-09-08", no)
    life.refused("unheard", "publicise", "2026-09-08", "city", no, **PUBLIC)


@proves("R22 36(2)")
def test_a_review_opinion_is_not_made_public_heard_or_not() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    looked_into(life, no, "2026-06-29", {"1": "maintain"})
    life.do("open_review_hearing", "2026-07-01", "county", no)
    life.do("close_review_hearing", "2026-07-02", "county", no)
    life.do("decide_review", "2026-07-03", "county", no, (1,), outcome={"1": "maintain"})
    serve(life, max(life.state.papers), 1, "2026-07-06")
    life.refused("level", "publicise", "2026-07-07", "county", no, **PUBLIC)


@proves("R22 36(2)")
def test_the_applicant_has_it_before_the_public() -> None:
    life, no = given(told=False)
    life.refused("unserved", "publicise", "2026-09-08", "city", no, **PUBLIC)


@proves("R22 30(3)", "R22 36(2)")
@pytest.mark.parametrize(("entry", "code"), [("restricted", "restricted"), ("withhold_name", "confidential")])
def test_neither_a_restricted_matter_nor_one_whose_name_is_withheld_is_made_public(
    monkeypatch: pytest.MonkeyPatch, entry: str, code: str
) -> None:
    everywhere = {key: replace(one, restricted=True) for key, one in lives.OFFICES.items()}
    monkeypatch.setattr(lives, "COUNTY", lives.County(everywhere))
    codes: dict[str, Any] = {entry: 1}
    life, no = given(**codes)
    assert "publicise" not in life.open_kinds("2026-09-08", no)
    life.refused(code, "publicise", "2026-09-08", "city", no, **PUBLIC)


@proves("R22 36(2)")
def test_a_matter_in_which_a_child_was_harmed_is_not_made_public() -> None:
    life, no = given()
    life.do("find_harm_to_child", "2026-09-08", "city", no)
    life.refused("confidential", "publicise", "2026-09-09", "city", no, **PUBLIC)


@proves("R22 36(2)")
@pytest.mark.parametrize("wrong", [{"named": ""}, {"shown_until": "2026-09-07"}, {"shown_until": ""}])
def test_nobody_is_named_and_the_day_is_said_until_which_it_is_shown(wrong: dict[str, str]) -> None:
    life, no = given()
    life.refused("named", "publicise", "2026-09-08", "city", no, **{**PUBLIC, **wrong})
