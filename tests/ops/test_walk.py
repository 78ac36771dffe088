"""`huiyin walk --json`: a list of acts, each with what it opened and met, named as `huiyin due` names it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.commands.walk import as_text
from huiyin.demo.stories import STORIES
from huiyin.demo.teller import Teller
from huiyin.statute.loader import load
from tests.proves import proves
from tests.support.county import load_county

pytestmark = pytest.mark.one_database


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The demo county, on a day after every story."""
    monkeypatch.setenv("HUIYIN_NOW", "2026-11-20T09:30")
    settings.HUIYIN_PLACE = "zhashui"
    load_county()


def walked(name: str) -> Teller:
    """A story, told."""
    teller = Teller()
    STORIES[name].tell(teller)
    return teller


@proves("R22 23(3)")
@pytest.mark.usefixtures("county")
def test_a_duty_met_after_its_last_day_says_so_and_one_in_time_does_not() -> None:
    lines = walked("late").told
    met = [duty for one in lines for duty in one.as_json()["met"]]
    late = [d["rule"] for d in met if d["late"]]
    assert late
    for d in met:
        assert d["late"] is False or d["how"] == "met"
    assert "超期履行" in "".join(as_text(one) for one in lines)


@pytest.mark.usefixtures("county")
def test_the_story_of_corrections_names_rules_as_due_does_and_tells_the_corrected_day_anew() -> None:
    lines = walked("corrected").told
    known = {*load().rule_keys("zhashui"), *load().rule_keys()}
    for row in (one.as_json() for one in lines):
        assert {"act", "office", "on", "proceeding", "opened", "met", "paper"} <= row.keys()
        for duty in (*row["opened"], *row["met"]):
            assert duty["rule"] == duty["duty"]
            assert duty["rule"] in known
    opened = [(one.act, d["due"]) for one in lines for d in one.opened if d["rule"] == "tell-correction"]
    assert [act for act, _due in opened] == ["correct"]
    assert date.fromisoformat(str(opened[0][1])) >= date(2026, 4, 24)
    assert any(
        d["rule"] == "tell-correction" for one in lines if one.act == "tell_correction" for d in one.met
    )
