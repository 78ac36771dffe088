"""A day that petitioners were told in a notice, and that a correction moves, is told them anew and why."""

from __future__ import annotations

from huiyin.statute.procedure import fold
from tests.proves import proves
from tests.statute.lives import COUNTY, Life, law

TOLD_ANEW = "tell-correction"


def seq(life: Life, kind: str, nth: int = 0) -> int:
    """Sequence of an act of a kind."""
    return [a.seq for a in life.line if a.kind == kind][nth]


def corrected(life: Life, kind: str = "accept", on: str = "2026-03-20", at: str = "2026-04-24") -> Life:
    """The day of that act was another one."""
    life.do("correct", at, "town", names=seq(life, kind), wrong="on", value=on)
    return life


def accepted_and_served(people: tuple[str, ...] = ("self",)) -> Life:
    """Accepted on 16 March, due on 15 May, and the notice of it served on everybody."""
    life = Life().accepted("2026-03-16", people=people)
    for no in range(1, len(people) + 1):
        life.serve(life.paper("acceptance_notice"), "2026-03-18", petitioner=no)
    return life


@proves("R22 34", "R22 23(3)")
def test_a_due_day_told_in_a_served_notice_and_moved_by_a_correction_is_owed_to_be_told_anew() -> None:
    life = corrected(accepted_and_served())
    assert str(life.duty("answer").due) == "2026-05-19"
    duty = life.duty(TOLD_ANEW)
    assert (duty.office, str(duty.due), duty.certainty) == ("town", "2026-04-29", "H")
    life.do("tell_correction", "2026-04-28", "town", 2)
    assert life.ended(TOLD_ANEW) == ["met"]
    notice = life.paper("correction_notice")
    assert notice.addressees == (1,)
    assert "serve" in life.owed("town"), "the notice of the corrected day has its own proof of service"


@proves("R22 34")
def test_the_correction_keeps_both_days_and_for_whom_they_were() -> None:
    life = corrected(accepted_and_served(("self", "self")))
    paper = life.paper("acceptance_notice").no
    assert life.line[-1].codes["told"] == [[paper, 2, [1, 2], "2026-05-15", "2026-05-19"]]
    assert {key: (str(u.old), str(u.new)) for key, u in life.state.untold.items()} == {
        (paper, 1): ("2026-05-15", "2026-05-19"), (paper, 2): ("2026-05-15", "2026-05-19"),
    }  # fmt: skip


@proves("R22 34")
def test_a_correction_that_moves_no_day_that_was_told_owes_nothing_to_anybody() -> None:
    life = accepted_and_served()
    life.do("contact", "2026-03-25", "town", 2, form="phone")
    corrected(life, "contact", "2026-03-24")
    assert TOLD_ANEW not in life.owed()
    life.refused("untold", "tell_correction", "2026-04-27", "town", 2)


@proves("R22 34")
def test_what_was_answered_meanwhile_is_not_promised_anew() -> None:
    life = accepted_and_served()
    life.do("answer", "2026-04-20", "town", 2, (1,), outcome={"1": "explain"})
    corrected(life)
    assert TOLD_ANEW not in life.owed()


@proves("R22 34")
def test_a_second_correction_before_anybody_was_told_keeps_the_day_that_was_told_first() -> None:
    life = corrected(accepted_and_served())
    corrected(life, on="2026-03-18", at="2026-04-25")
    (untold,) = life.state.untold.values()
    assert (str(untold.old), str(untold.new)) == ("2026-05-15", "2026-05-18")
    assert list(life.owed("town")).count(TOLD_ANEW) == 1


@proves("R22 34")
def test_where_the_first_day_holds_again_nothing_is_left_to_tell() -> None:
    life = corrected(accepted_and_served())
    corrected(life, on="2026-03-16", at="2026-04-25")
    assert TOLD_ANEW not in life.owed()
    assert life.state.untold == {}
    life = corrected(accepted_and_served())
    life.do("correct", "2026-04-25", "town", names=seq(life, "correct"), wrong="never_happened")
    assert TOLD_ANEW not in life.owed()


@proves("R22 34")
def test_a_correction_after_the_corrected_notice_is_told_against_what_that_notice_said() -> None:
    life = corrected(accepted_and_served())
    life.do("tell_correction", "2026-04-24", "town", 2)
    life.do("correct", "2026-04-27", "town", names=seq(life, "accept"), wrong="on", value="2026-03-18")
    (untold,) = life.state.untold.values()
    assert (str(untold.old), str(untold.new)) == ("2026-05-19", "2026-05-18")


@proves("R22 34")
def test_after_an_extension_the_day_of_the_extension_notice_is_the_one_told() -> None:
    life = accepted_and_served()
    life.do("ask_extension", "2026-05-06", "town", 2, (1,), days=20)
    life.do("approve_extension", "2026-05-07", "town", 2, (1,))
    life.do("tell_extension", "2026-05-08", "town", 2, (1,))
    life.do("correct", "2026-05-11", "town", names=seq(life, "ask_extension"), wrong="days", value=10)
    ((paper, _petitioner),) = life.state.untold
    assert life.state.papers[paper].kind == "extension_notice"
    untold = life.state.untold[paper, 1]
    assert (str(untold.old), str(untold.new)) == ("2026-06-04", "2026-05-25")


@proves("R22 34")
def test_an_acceptance_that_never_happened_takes_the_promised_day_away_and_that_is_told_too() -> None:
    life = accepted_and_served()
    life.do("correct", "2026-04-24", "town", names=seq(life, "accept"), wrong="never_happened")
    (untold,) = life.state.untold.values()
    assert (str(untold.old), untold.new) == ("2026-05-15", None)
    assert life.duty(TOLD_ANEW).office == "town"


@proves("R22 31[1]-[5]")
def test_the_other_laws_limit_told_in_the_path_notice_is_told_anew_by_the_office_that_handed_over() -> None:
    life = Life().dispatched()
    life.do("name_path", "2026-03-16", "town", 2, (1,), path="31[5]", procedure="labour-inspection")
    told = life.duty("lead-in").due
    corrected(life, "name_path", "2026-03-18")
    (untold,) = life.state.untold.values()
    assert (untold.proceeding, untold.old, untold.new) == (2, told, life.duty("lead-in").due)
    assert untold.new > untold.old


@proves("R22 23(1)")
def test_the_day_by_which_the_competent_office_must_name_its_path_is_told_anew_by_who_told_it() -> None:
    life = Life().dispatched()
    life.do("tell_destination", "2026-03-10", "xfj", 1, (1,))
    life.do("correct", "2026-03-12", "xfj", names=seq(life, "transfer"), wrong="on", value="2026-03-10")
    assert life.duty(TOLD_ANEW).office == "xfj"


@proves("R22 35")
def test_r22_35_a_window_that_was_told_never_ends_earlier_by_a_correction() -> None:
    life = Life().answered("2026-05-12")
    life.serve(life.paper("handling_opinion"), "2026-05-22")
    told = life.windows()[1].end
    corrected(life, "serve", "2026-05-14", at="2026-05-25")
    assert life.windows()[1].end == told
    assert life.windows()[1].certainty == "H"
    assert TOLD_ANEW not in life.owed(), "nothing that was told has changed"


@proves("R22 35")
def test_r22_35_a_window_that_turns_out_longer_is_longer_and_is_told_to_that_petitioner_only() -> None:
    life = Life().answered("2026-05-12")
    life = Life()
    life.accepted(people=("self", "self"))
    life.do("answer", "2026-05-12", "town", 2, (1,), outcome={"1": "explain"})
    for no in (1, 2):
        life.serve(life.paper("handling_opinion"), "2026-05-14", petitioner=no)
    corrected(life, "serve", "2026-05-20", at="2026-05-25")
    assert str(life.windows()[1].end) == "2026-06-22"
    life.do("tell_correction", "2026-05-26", "town", 2)
    assert life.paper("correction_notice").addressees == (1,)


@proves("R22 35")
def test_a_kept_window_is_kept_however_often_the_line_is_counted_again() -> None:
    life = Life().answered("2026-05-12")
    life.serve(life.paper("handling_opinion"), "2026-05-22")
    told = life.windows()[1].end
    corrected(life, "serve", "2026-05-14", at="2026-05-25")
    again = fold(life.line, law(), COUNTY)
    assert [w.end for w in again.windows.values()] == [told]
    corrected(life, "accept", "2026-03-17", at="2026-05-26")
    assert life.windows()[1].end == told


@proves("R22 34")
def test_a_matter_does_not_close_before_the_corrected_day_was_told() -> None:
    life = corrected(accepted_and_served())
    life.do("answer", "2026-05-12", "town", 2, (1,), outcome={"1": "explain"})
    life.serve(life.paper("handling_opinion"), "2026-05-14")
    life.refused("owed", "close", "2026-05-15", "xfj")
