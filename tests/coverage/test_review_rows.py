"""The Guide's eight steps of review and re-review (导则 2.3.5), those that are papers and decisions of the organ asked."""

from __future__ import annotations

import pytest

from tests.coverage.reading import papers
from tests.proves import proves
from tests.statute.lives import Life, day
from tests.statute.reviews import ask, ask_again, decide, reviewed, serve, served


def asked_for(stage: str) -> tuple[Life, str, int]:
    """A request for review (to the county) or for re-review (to the city): the file, the organ, its proceeding."""
    if stage == "review":
        life = served()
        return life, "county", ask(life, "2026-06-22")
    life, paper = reviewed({"1": "maintain"})
    return life, "city", ask_again(life, paper, "2026-08-10")


@pytest.mark.parametrize("stage", ["review", "re_review"])
@proves("S0-051", "导则 2.3.5(一)")
def test_guide_2_3_5_1_a_request_is_entered_on_its_form_with_what_is_asked_and_why(stage: str) -> None:
    life, organ, no = asked_for(stage)
    assert life.proceeding(no).kind == stage
    form = papers(life, "review_application")[-1]
    assert (form.office, form.proceeding) == (organ, no), "the organ asked has it, wherever it was handed in"
    needed = {f.key for f in life.law.acts[f"apply_{stage}"].fields if f.required}
    assert needed >= {"paper", "to", "form", "request", "reasons"}


@pytest.mark.parametrize("stage", ["review", "re_review"])
@proves("S0-052", "S0-153", "导则 2.3.5(二)")
def test_guide_2_3_5_2_a_request_is_accepted_or_refused_first_and_the_applicant_told_in_writing(
    stage: str,
) -> None:
    life, organ, no = asked_for(stage)
    assert "call_file" not in life.open_kinds("2026-08-11", no), (
        "nothing before it is decided whether it is taken"
    )
    life.do("accept_review", "2026-08-11", organ, no)
    assert [p.addressees for p in papers(life, "review_acceptance_notice")][-1] == (1,)
    assert "call_file" in life.open_kinds("2026-08-11", no)
    life, organ, no = asked_for(stage)
    life.do("refuse_review", "2026-08-11", organ, no, ground="new_matter")
    assert [p.addressees for p in papers(life, "review_refusal_notice")] == [(1,)]


@pytest.mark.parametrize(
    ("stage", "by", "opinion"),
    [("review", "2026-07-22", "review_opinion"), ("re_review", "2026-09-09", "re_review_opinion")],
)
@proves("S0-112", "S0-113", "S0-153")
def test_guide_2_4_4_what_is_accepted_ends_in_a_written_opinion_due_thirty_days_after_the_request(
    stage: str, by: str, opinion: str
) -> None:
    life, organ, no = asked_for(stage)
    rule = stage.replace("_", "-")
    assert str(life.duty(rule, no).due) == by
    decide(life, no, by, {"1": "maintain"}, organ)
    assert [p.addressees for p in papers(life, opinion)] == [(1,)]
    assert life.duty(rule, no, how="met").office == organ


@proves("S0-057", "导则 2.3.5(七)")
def test_guide_2_3_5_7_the_opinion_is_served_on_the_applicant_before_the_matter_can_close() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    decide(life, no, "2026-07-17", {"1": "maintain"})
    assert life.owed("county")["serve"] == "2026-07-27"
    life.refused("owed", "close", "2026-07-20", "xfj")


@proves("S0-058", "导则 2.3.5(八)")
def test_guide_2_3_5_8_after_review_the_file_is_closed_and_archived_and_not_while_it_runs() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.refused("owed", "close", "2026-07-01", "xfj")
    life.refused("open", "archive", "2026-07-01", "xfj")
    serve(life, decide(life, no, "2026-07-17", {"1": "maintain"}), 1, "2026-07-20")
    life.do("close", "2026-09-01", "xfj")
    life.do("archive", "2026-09-02", "xfj")
    assert life.state.phase == "archived"
    assert papers(life, "review_opinion")[0].served == {1: day("2026-07-20")}, "and can still be read"
