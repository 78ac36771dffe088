"""The Guide's chapters on channels and on the five ways of sending on, as acts of the rulebook."""

from __future__ import annotations

import pytest

from tests.proves import proves
from tests.statute.lives import Life

WAYS_ON = {"transfer", "assign", "report_up"}


@pytest.mark.parametrize(
    "channel",
    [
        pytest.param("letter", marks=proves("S0-024")),
        pytest.param("visit", marks=proves("S0-032")),
        pytest.param("phone", marks=proves("S0-038")),
        pytest.param("fax", marks=proves("S0-038")),
        pytest.param("email", marks=proves("S0-038")),
        pytest.param("web_media", marks=proves("S0-042")),
    ],
)
def test_guide_2_3_whatever_the_channel_it_is_registered_first_and_then_the_way_is_chosen(
    channel: str,
) -> None:
    life = Life()
    for act in sorted(WAYS_ON):
        life.refused("unregistered", act, "2026-03-02", "xfj", 1, (1,), to="town")
    life.register("2026-03-02", "xfj", channel=channel)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    assert life.open_kinds("2026-03-02", 1) >= WAYS_ON


@pytest.mark.parametrize(
    "channel",
    [
        pytest.param("letter", marks=proves("S0-025")),
        pytest.param("phone", marks=proves("S0-040")),
        pytest.param("fax", marks=proves("S0-040")),
        pytest.param("email", marks=proves("S0-040")),
        pytest.param("web_media", marks=proves("S0-049")),
    ],
)
def test_guide_2_3_what_has_substance_is_transferred_and_the_petitioner_is_told_where(channel: str) -> None:
    life = Life()
    life.register("2026-03-02", "xfj", channel=channel)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    assert (life.proceeding(2).kind, life.proceeding(2).office) == ("handling", "town")
    assert life.owed("xfj")["tell-destination"] == "2026-03-17", "sending it on is not telling"
    life.do("tell_destination", "2026-03-04", "xfj", 1, (1,))
    assert "tell-destination" not in life.owed("xfj")
    assert life.paper("destination_notice").addressees == (1,)


@proves("S0-034")
def test_guide_2_3_2_a_major_matter_of_a_visit_is_assigned_with_a_letter() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", channel="visit")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("assign", "2026-03-04", "xfj", 1, (1,), to="town", feedback_due="2026-05-20")
    assert life.paper("assignment_letter").office == "xfj"
    assert life.owed("town")["closing-report"] == "2026-05-20"


@proves("S0-010")
def test_guide_2_1_to_transfer_to_assign_and_to_accept_are_three_acts_with_effects_of_their_own() -> None:
    transferred, assigned = Life(), Life()
    for life in (transferred, assigned):
        life.register("2026-03-02", "xfj")
        life.do("judge", "2026-03-02", "xfj", 1, result="first")
    transferred.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    assigned.do("assign", "2026-03-04", "xfj", 1, (1,), to="town", feedback_due="2026-05-20")
    assert set(assigned.owed("town")) - set(transferred.owed("town")) == {"closing-report"}
    assert "answer" not in transferred.owed("town")
    transferred.do("accept", "2026-03-10", "town", 2, (1,))
    assert transferred.owed("town")["answer"] == "2026-05-09"


@proves("S0-139", "导则 2.5.2.4(三)")
def test_guide_2_5_2_4_where_nobody_can_tell_whether_it_is_acceptable_it_is_sent_to_the_competent_organ() -> (
    None
):
    life = Life().dispatched(to="labour")
    assert not [act for act in life.line if act.kind == "screen"], "no path had to be decided first"
    assert (life.point().step, life.proceeding(2).office) == ("arrived", "labour")


@proves("S0-085")
def test_guide_2_4_3_1_sending_on_and_telling_where_are_both_owed_within_fifteen_days_of_registration() -> (
    None
):
    life = Life()
    life.register("2026-03-02", "xfj")
    assert {rule: life.owed("xfj")[rule] for rule in ("dispatch", "tell-destination")} == {
        "dispatch": "2026-03-17",
        "tell-destination": "2026-03-17",
    }


@proves("S0-036")
def test_guide_2_3_2_the_acceptance_notice_of_a_visit_is_due_fifteen_days_after_the_slip_came() -> None:
    life = Life().dispatched(sent="2026-03-09")
    assert life.owed("town")["tell-forwarded"] == "2026-03-24"
    life.do("accept", "2026-03-24", "town", 2, (1,))
    notice = life.paper("acceptance_notice")
    assert (notice.office, notice.addressees) == ("town", (1,))
    (ended,) = [duty for duty in life.state.duties.values() if duty.rule == "tell-forwarded"]
    assert ended.how == "met"
