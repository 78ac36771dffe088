"""The notice of the path begins with what the rulebook knows of the other law, and asks for the time to apply there."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.demo.teller import Teller
from huiyin.papers import drafting
from huiyin.register.models import Draft, File
from huiyin.statute.loader import load
from tests.desk.conftest import registered, transferred
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")
ON = date(2026, 3, 12)


def begun(t: Teller, procedure: str) -> Draft:
    """A draft of the notice, begun by the town for this procedure."""
    file = transferred(t)
    item = load().procedure(procedure, ON).item
    return drafting.start(
        file, "path_notice", 2, (1, 2), by=t.officer("chenzi", ON), now=t.now(ON),
        intended={"path": item, "procedure": procedure}, words={"host": "有权机关"},
    )  # fmt: skip


@proves("R22 31[4]")
def test_the_limit_is_there_to_go_on_from_and_the_time_to_apply_is_asked_for(told: Teller) -> None:
    draft = begun(told, "reconsideration")
    parts = draft.content["parts"]
    assert "60日" in parts["limit"]
    assert "行政复议法" in parts["limit"]
    assert parts["procedure"] == "行政复议程序"
    assert draft.content["computed"]["apply_limit"].count("60日") == 1
    drafting.save(
        draft, {"parts": {**parts, "closing_window": ""}}, by=told.officer("chenzi", ON), now=told.now(ON)
    )
    assert any("请注意申请期限" in zh for zh, _en in draft.missing)
    drafting.save(draft, {"parts": parts}, by=told.officer("chenzi", ON), now=told.now(ON))
    assert not any("申请期限" in zh for zh, _en in draft.missing)


@proves("R22 31[4]")
def test_where_that_law_sets_no_time_to_apply_none_is_asked_for(told: Teller) -> None:
    draft = begun(told, "criminal-filing")
    assert "apply_limit" not in draft.content["computed"]
    drafting.save(draft, {"parts": {}}, by=told.officer("chenzi", ON), now=told.now(ON))
    assert not any("申请期限" in zh for zh, _en in draft.missing)


def reported(t: Teller) -> File:
    """Put before the county government."""
    file = registered(t)
    t.act(
        "libing",
        "report_up",
        date(2026, 3, 6),
        proceeding=1,
        points=(1, 2),
        to="county_gov",
        words={"reason": "重大"},
    )
    return file


@proves("R22 22(1)")
def test_a_point_reported_upward_is_told_as_reported_and_told_anew_once_it_is_sent_on(told: Teller) -> None:
    file = reported(told)
    done = told.paper(
        "tell_destination", "libing", date(2026, 3, 9), sign="sumao", proceeding=1, points=(1, 2)
    )
    draft = done.papers[0].draft
    assert draft is not None
    assert {(p["to_how"], p["to_on"]) for p in draft.content["points"]} == {("report", "2026-03-06")}
    assert draft.content["computed"]["told_by"] == "petition"
    told.paper("transfer", "libing", date(2026, 3, 10), sign="sunji", proceeding=1, points=(1, 2), intended={"to": "t_xl"},
               written={"parts": {"screening": "县人民政府批示由镇办理。"}})  # fmt: skip
    again = told.paper(
        "tell_destination", "libing", date(2026, 3, 11), sign="sumao", proceeding=1, points=(1, 2)
    )
    draft = again.papers[0].draft
    assert draft is not None
    assert {p["to_how"] for p in draft.content["points"]} == {"transfer"}
    assert file.pk
