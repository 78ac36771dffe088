"""Corrections and late entries: the whole line is counted again, and nothing is dropped in silence."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.statute.procedure import fold
from tests.proves import proves
from tests.statute.lives import COUNTY, Life, day, law

HONEST = "R22 44[1]"


def seq(life: Life, kind: str) -> int:
    """Sequence of the first act of a kind."""
    return next(a.seq for a in life.line if a.kind == kind)


@proves("R22 34")
def test_a_corrected_day_of_acceptance_moves_the_due_date_and_keeps_the_old_duty_on_record() -> None:
    life = Life().accepted("2026-03-16")
    old = life.duty("answer").key
    life.do("correct", "2026-04-24", "town", names=seq(life, "accept"), wrong="on", value="2026-03-20")
    assert str(life.duty("answer").due) == "2026-05-19"
    assert life.last is not None
    gone = [e.thing for e in life.last.events if e.what == "ended"]
    assert [(d.key, d.how) for d in gone if d.rule == "answer"] == [(old, "corrected")]


@proves("R22 34")
def test_a_duty_born_of_a_corrected_act_has_another_key_than_the_one_it_replaces() -> None:
    life = Life().accepted("2026-03-16")
    old = {d.key for d in life.state.duties.values()}
    life.do("correct", "2026-04-24", "town", names=seq(life, "accept"), wrong="on", value="2026-03-20")
    life.do("correct", "2026-04-25", "town", names=seq(life, "accept"), wrong="on", value="2026-03-16")
    assert life.duty("answer").key not in old, "the first day again, and yet another correction"


@proves(HONEST)
def test_of_two_corrections_of_the_same_field_the_later_one_holds() -> None:
    life = Life().accepted("2026-03-16")
    accept = seq(life, "accept")
    life.do("correct", "2026-04-22", "town", names=accept, wrong="on", value="2026-03-18")
    life.do("correct", "2026-04-24", "town", names=accept, wrong="on", value="2026-03-20")
    assert str(life.duty("answer").start) == "2026-03-20"


@proves(HONEST)
def test_corrections_of_two_fields_of_one_act_both_hold() -> None:
    life = Life().accepted("2026-03-16")
    life.do("ask_extension", "2026-05-11", "town", 2, (1,), days=20)
    life.do("approve_extension", "2026-05-12", "town", 2, (1,))
    asked = seq(life, "ask_extension")
    life.do("correct", "2026-05-13", "town", names=asked, wrong="days", value=10)
    life.do("correct", "2026-05-14", "town", names=asked, wrong="on", value="2026-05-08")
    assert str(life.duty("answer").due) == "2026-05-25"
    assert next(a for a in life.state.acts if a.seq == asked).on == date(2026, 5, 8)


@proves(HONEST)
def test_a_correction_that_never_happened_has_no_force() -> None:
    life = Life().accepted("2026-03-16")
    life.do("correct", "2026-04-22", "town", names=seq(life, "accept"), wrong="on", value="2026-03-18")
    life.do("correct", "2026-04-24", "town", names=seq(life, "correct"), wrong="never_happened")
    assert str(life.duty("answer").start) == "2026-03-16"


@proves(HONEST)
def test_what_no_longer_fits_after_a_correction_is_shown_as_a_conflict_and_not_dropped() -> None:
    life = Life().accepted("2026-03-16")
    life.do("answer", "2026-05-12", "town", 2, (1,), outcome={"1": "explain"})
    planned = life.do("correct", "2026-05-13", "town", names=seq(life, "accept"), wrong="never_happened")
    assert [(a.kind, why.code) for a, why in planned.conflicts] == [("answer", "step")]
    assert life.point().step == "arrived"
    assert len(life.line) == 6, "both acts stay on the line"
    refused = life.refused("undecided", "close", "2026-05-14", "xfj")
    assert refused


@proves(HONEST)
def test_a_person_resolves_a_conflict_and_until_then_the_matter_does_not_close() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["thanks", "thanks"], channel="letter")
    life.do("keep_on_file", "2026-03-03", "xfj", 1, (1,))
    life.do("judge", "2026-03-03", "xfj", 1, result="first")
    life.do("transfer", "2026-03-04", "xfj", 1, (2,), to="town")
    life.do("investigate", "2026-03-05", "town", 2, form="on_site")
    life.do("correct", "2026-03-06", "xfj", names=seq(life, "transfer"), wrong="never_happened")
    assert [a.kind for a, _ in life.state.conflicts] == ["investigate"]
    life.do("keep_on_file", "2026-03-09", "xfj", 1, (2,))
    refused = life.refused("conflicts", "close", "2026-03-09", "xfj")
    assert str(seq(life, "investigate")) in refused.zh
    life.do("correct", "2026-03-10", "town", names=seq(life, "investigate"), wrong="never_happened")
    life.do("close", "2026-03-11", "xfj")


@proves(HONEST)
def test_what_another_office_did_with_a_matter_that_was_never_sent_to_it_is_a_conflict() -> None:
    life = Life().accepted("2026-03-16")
    planned = life.do("correct", "2026-03-20", "xfj", names=seq(life, "transfer"), wrong="to", value="labour")
    assert life.proceeding(2).office == "labour"
    assert [(a.kind, why.code) for a, why in planned.conflicts] == [("accept", "office")]
    assert life.owed("town") == {}
    assert life.owed("labour")["tell-forwarded"] == "2026-03-24"


@proves("R22 44[1]")
def test_r22_44_1_the_registration_itself_cannot_be_undone() -> None:
    life = Life().dispatched()
    refused = life.refused("first", "correct", "2026-03-20", "xfj", names=1, wrong="never_happened")
    assert refused.provision == "R22 44[1]"


@proves(HONEST)
def test_a_day_of_receipt_typed_wrong_is_corrected_and_every_clock_moves_with_it() -> None:
    life = Life()
    life.register("2026-03-03", "xfj")
    life.do("correct", "2026-03-04", "xfj", names=1, wrong="on", value="2026-03-02")
    assert str(life.duty("dispatch").due) == "2026-03-17"


@pytest.mark.parametrize(
    ("kind", "wrong", "value", "code"),
    [
        ("accept", "on", "2026-04-31", "value"),
        ("accept", "on", "2026-04-25", "value"),
        ("accept", "on", "昨天", "value"),
        ("accept", "on", "2026-03-08", "before"),
        ("accept", "days", 10, "value"),
        ("accept", "to", "labour", "value"),
        ("transfer", "to", "nowhere", "value"),
        ("transfer", "to", "revival", "value"),
        ("judge", "result", "perhaps", "value"),
        ("accept", "colour", "red", "wrong"),
        ("accept", "on", "", "wrong"),
    ],
)
@proves(HONEST)
def test_a_correction_says_only_what_the_act_could_have_said(
    kind: str, wrong: str, value: object, code: str
) -> None:
    life = Life().accepted("2026-03-16")
    life.refused(code, "correct", "2026-04-24", "town", names=seq(life, kind), wrong=wrong, value=value)
    assert str(life.duty("answer").due) == "2026-05-15"


@proves(HONEST)
def test_a_correction_names_an_act_of_this_file() -> None:
    Life().dispatched().refused(
        "names", "correct", "2026-03-20", "xfj", names=40, wrong="on", value="2026-03-03"
    )


@proves("R22 32(1)")
def test_an_outcome_entered_wrong_is_corrected_for_each_point_or_for_one() -> None:
    life = Life().answered("2026-05-12", p1="explain", p2="explain")
    answer = seq(life, "answer")
    life.do("correct", "2026-05-13", "town", names=answer, wrong="outcome", value={"2": "not_support"})
    assert [life.point(no).outcome for no in (1, 2)] == ["explain", "not_support"]
    life.do("correct", "2026-05-14", "town", names=answer, wrong="outcome", value="not_support")
    assert [life.point(no).outcome for no in (1, 2)] == ["not_support", "not_support"]


@proves("R22 35")
def test_a_service_that_never_happened_takes_the_window_back() -> None:
    life = Life().answered("2026-05-12")
    life.serve(life.paper("handling_opinion"), "2026-05-14")
    planned = life.do("correct", "2026-05-20", "town", names=seq(life, "serve"), wrong="never_happened")
    assert life.windows() == {}
    assert [e.what for e in planned.events if e.what == "window_corrected"] == ["window_corrected"]
    reopened = [e.thing.rule for e in planned.events if e.what == "reopened"]
    assert reopened == ["serve"], "the paper is owed to him again"


# ------------------------------------------------------------------ late entries


@proves("R22 21(2)")
def test_what_happened_earlier_may_be_entered_later_and_stands_in_its_place() -> None:
    life = Life().accepted("2026-03-16")
    life.do("investigate", "2026-03-12", "town", 2, recorded="2026-04-02", form="on_site")
    assert [a.kind for a in life.state.acts] == ["register", "judge", "transfer", "investigate", "accept"]
    late = next(a for a in life.state.acts if a.kind == "investigate")
    assert (str(late.on), str(late.recorded)) == ("2026-03-12", "2026-04-02")


@proves("R22 34")
def test_a_duty_met_by_an_act_that_was_entered_much_later_says_so() -> None:
    life = Life().dispatched("2026-03-02", sent="2026-03-09")
    life.do("investigate", "2026-04-02", "town", 2, form="on_site")
    life.do("accept", "2026-03-20", "town", 2, (1,), recorded="2026-04-10")
    told = life.duty("tell-forwarded", how="met")
    act = next(a for a in life.state.acts if a.seq == told.ended_by)
    assert (str(told.ended_on), str(act.recorded)) == ("2026-03-20", "2026-04-10")


@proves("R22 21(2)")
def test_a_late_entry_may_not_unmake_what_was_recorded_after_it() -> None:
    life = Life().accepted("2026-03-16")
    refused = life.refused("unmakes", "recall", "2026-03-12", "xfj", 2, (1,))
    assert "2026-03-16" in refused.zh
    assert life.point().step == "accepted"


@proves("R22 21(2)")
def test_a_date_before_the_act_it_follows_is_refused_and_the_refusal_says_which_day_is_wrong() -> None:
    life = Life().accepted("2026-03-16")
    refused = life.refused("before", "answer", "2026-03-12", "town", 2, (1,), outcome={"1": "explain"})
    assert "2026-03-12" in refused.zh
    assert "2026-03-12" in refused.en


@proves("R22 21(2)")
def test_a_late_transfer_takes_the_next_number_and_renumbers_nothing() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-12", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-03-16", "town", 2, (1,))
    life.do("transfer", "2026-03-09", "xfj", 1, (2,), to="labour", recorded="2026-03-18")
    assert {no: p.office for no, p in life.state.proceedings.items()} == {1: "xfj", 2: "town", 3: "labour"}
    assert [
        p.no for p in life.state.papers.values() if p.kind == "transfer_slip" and p.on == day("2026-03-09")
    ] == [4]
    life.do("accept", "2026-03-20", "labour", 3, (2,))
    assert life.state.conflicts == []


@proves(HONEST)
def test_an_act_corrected_away_leaves_its_number_unused() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    life.do("transfer", "2026-03-10", "xfj", 1, (2,), to="labour")
    life.do("accept", "2026-03-16", "labour", 3, (2,))
    life.do("correct", "2026-03-17", "xfj", names=3, wrong="never_happened")
    assert sorted(life.state.proceedings) == [1, 3]
    assert life.state.conflicts == []
    life.do("transfer", "2026-03-18", "xfj", 1, (1,), to="streets")
    assert sorted(life.state.proceedings) == [1, 3, 4]


@proves("R22 21(2)")
def test_a_point_added_late_takes_the_next_number() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim"])
    life.do("add_point", "2026-03-06", "xfj", 1, purpose="claim")
    life.do("add_point", "2026-03-04", "xfj", 1, purpose="suggestion")
    assert {no: p.purpose for no, p in life.state.points.items()} == {1: "claim", 2: "claim", 3: "suggestion"}


@proves("R22 21(2)")
def test_the_file_can_be_read_as_it_stood_on_a_day_with_the_corrections_known_since() -> None:
    life = Life().accepted("2026-03-16")
    life.do("correct", "2026-04-24", "town", names=seq(life, "accept"), wrong="on", value="2026-03-20")
    then = fold(life.line, law(), COUNTY, happened_by=day("2026-03-18"))
    assert then.points[1].step == "arrived", "as is known now, it was not yet accepted on the 18th"
    later = fold(life.line, law(), COUNTY, happened_by=day("2026-03-20"))
    assert later.points[1].step == "accepted"


@proves("R22 21(2)")
def test_the_order_in_which_a_line_is_read_changes_nothing() -> None:
    life = Life().accepted("2026-03-16")
    life.do("investigate", "2026-03-12", "town", 2, recorded="2026-04-02", form="on_site")
    life.do("correct", "2026-04-24", "town", names=seq(life, "accept"), wrong="on", value="2026-03-20")
    one, other = fold(life.line, law(), COUNTY), fold(reversed(life.line), law(), COUNTY)
    assert [(d.key, d.how, d.due) for d in one.duties.values()] == [
        (d.key, d.how, d.due) for d in other.duties.values()
    ]
    assert list(one.proceedings) == list(other.proceedings)
