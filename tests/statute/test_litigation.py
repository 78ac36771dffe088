"""Litigation kept apart from petitions: where it is sent, and whose notices follow rules of their own (R22 22(2), 23(4))."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import Life


def screened(channel: str = "letter", path: str = "31[1]") -> Life:
    """A claim at the county's petition office, screened for the courts' procedure."""
    life = Life()
    life.register("2025-03-03", channel=channel)
    life.do("judge", "2025-03-03", "xfj", 1, result="first")
    life.do(
        "screen", "2025-03-03", "xfj", 1, (1,), path=path, procedure="litigation" if path == "31[1]" else ""
    )
    return life


@proves("R22 23(4)", "R22 22(2)")
def test_a_political_legal_organ_owes_no_notice_of_the_petition_procedure_on_litigation() -> None:
    life = screened()
    life.do("transfer", "2025-03-05", "xfj", 1, (1,), to="zfw")
    assert "tell-forwarded" not in life.owed("zfw")
    assert life.owed("xfj").keys() == {
        "tell-destination"
    }  # where it went the petitioner is told all the same


@proves("R22 23(3)", "R22 23(4)")
def test_what_is_no_litigation_is_told_by_a_political_legal_organ_as_by_everybody() -> None:
    life = screened(path="31[6]")
    life.do("transfer", "2025-03-05", "xfj", 1, (1,), to="zfw")
    assert life.owed("zfw")["tell-forwarded"] == "2025-03-20"


@proves("R22 23(4)")
def test_a_court_owes_none_for_what_is_sent_there_or_raised_there() -> None:
    life = screened(path="31[6]")
    life.do("transfer", "2025-03-05", "xfj", 1, (1,), to="court")
    assert "tell-forwarded" not in life.owed("court")
    raised = Life()
    raised.register("2025-03-03", "court", channel="letter")
    assert "tell-direct" not in raised.owed("court")


@proves("R22 23(4)")
def test_raised_with_a_political_legal_organ_the_notice_falls_away_once_a_person_says_it_is_litigation() -> (
    None
):
    life = Life()
    life.register("2025-03-03", "zfw", channel="letter")
    assert life.owed("zfw")["tell-direct"] == "2025-03-18"
    life.do("screen", "2025-03-04", "zfw", 1, (1,), path="31[1]", procedure="litigation")
    assert "tell-direct" not in life.owed("zfw")
    assert life.ended("tell-direct") == ["exempt"]


@proves("R22 22(2)")
def test_a_visitor_with_litigation_is_guided_and_the_petition_office_owes_nothing_more() -> None:
    life = screened("visit")
    assert "guide" in life.open_kinds("2025-03-03", 1)
    life.do("guide", "2025-03-03", "xfj", 1, (1,), organ="court")
    assert life.point().step == "guided"
    assert life.owed() == {}


@proves("R22 22(2)")
def test_a_letter_about_litigation_is_transferred_never_guided_away() -> None:
    life = screened("letter")
    assert "guide" not in life.open_kinds("2025-03-03")
    life.refused("not_a_visit", "guide", "2025-03-03", "xfj", 1, (1,))


@proves("R22 22(2)")
def test_a_visitor_whose_matter_is_no_litigation_is_never_guided_away() -> None:
    life = screened("visit", path="31[6]")
    assert "guide" not in life.open_kinds("2025-03-03")
    life.refused("not_litigation", "guide", "2025-03-03", "xfj", 1, (1,))


@proves("R22 22(2)")
def test_who_was_guided_and_found_no_hearing_there_is_dispatched_with_days_of_its_own() -> None:
    life = screened("visit")
    life.do("guide", "2025-03-03", "xfj", 1, (1,), organ="court")
    life.do("resume_kept", "2025-04-10", "xfj", 1, (1,))
    assert life.owed("xfj")["dispatch"] == "2025-04-25"
