"""What the Guide and the plans want to come of a matter: solved, explained, relieved; each at its own desk."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import Life


@proves("S0-006", "S2-024")
def test_guide_1_what_is_right_is_solved_what_is_not_is_explained_and_hardship_is_relieved_side_by_side() -> (
    None
):
    life = Life().answered("2026-05-12", p1="support", p2="explain")
    life.do("refer_relief", "2026-05-13", "town", 2, to="labour", relief="social", consent=1)
    assert [life.point(no).outcome for no in (1, 2)] == ["support", "explain"]
    assert life.duty("carry-out").over == (1,), "explained is not to be carried out, supported is"
    assert life.paper("relief_referral").office == "town"
    life.do("tell_destination", "2026-05-13", "xfj", 1, (1, 2))
    for paper in list(life.state.papers.values()):
        for no in paper.addressees:
            life.serve(paper, "2026-05-14", no)
    life.refused("owed", "close", "2026-05-20", "xfj")
    life.do("carry_out", "2026-07-01", "town", 2, (1,))
    life.do("close", "2026-07-02", "xfj")


@proves("S0-030", "导则 2.3.1")
def test_guide_2_3_1_a_result_given_in_person_within_the_limit_says_when_how_who_gave_and_who_took_it() -> (
    None
):
    life = Life().answered("2026-05-12")
    opinion = life.paper("handling_opinion")
    needed = {field.key for field in life.law.acts["serve"].fields if field.required}
    assert needed >= {"paper", "petitioner", "method", "received_by"}
    life.serve(opinion, "2026-05-13", method="direct", by="self")
    given = life.line[-1]
    assert str(given.on) <= str(life.duty("answer", how="met").due)
    assert (str(given.on), given.office, given.by, given.petitioner) == (
        "2026-05-13", "town", "officer:town", 1,
    )  # fmt: skip
    assert (given.codes["method"], given.codes["received_by"]) == ("direct", "self")


@proves("S3-004")
def test_the_petition_office_registers_judges_and_sends_on_and_the_competent_office_alone_takes_and_answers() -> (
    None
):
    life = Life()
    life.refused("unregistered", "transfer", "2026-03-02", "xfj", 1, (1,), to="town")
    life.register("2026-03-02", "xfj")
    life.refused("judge", "transfer", "2026-03-02", "xfj", 1, (1,), to="town")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.refused("level", "accept", "2026-03-03", "xfj", 1, (1,))
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    assert {"accept", "name_path"} <= life.open_kinds("2026-03-10", 2)
    life.refused("office", "accept", "2026-03-10", "xfj", 2, (1,))
    life.do("accept", "2026-03-10", "town", 2, (1,))
    assert "answer" in life.owed("town") and "answer" not in life.owed("xfj")
    life.refused("office", "answer", "2026-05-04", "xfj", 2, (1,), outcome={"1": "explain"})
