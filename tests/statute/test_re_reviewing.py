"""Re-review, its hearing days and its finality (R22 36)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.proves import proves
from tests.statute.lives import Life
from tests.statute.reviews import (
    OPINION,
    ask,
    ask_again,
    final,
    reviewed,
    serve,
    served,
)


@proves("R22 36(1)", "DL-10", "S0-113")
def test_a_re_review_is_asked_of_the_organ_above_the_reviewing_one_and_due_in_thirty_days() -> None:
    life, paper = reviewed({"1": "maintain"})
    life.refused(
        "organ", "apply_re_review", "2026-08-10", "xfj", 0, (1,), to="county", petitioner=1, paper=paper
    )
    ask_again(life, paper, "2026-08-10")
    assert life.owed("city") == {"accept-re-review": "2026-08-17", "re-review": "2026-09-09"}


@proves("R22 35", "R22 36(1)")
def test_review_comes_before_re_review() -> None:
    life = served()
    life.refused(
        "opinion", "apply_re_review", "2026-06-22", "xfj", 0, (1,), to="county", petitioner=1, paper=OPINION
    )


@proves("R22 36(2)")
def test_the_days_of_a_hearing_do_not_count_in_a_re_review() -> None:
    life, paper = reviewed({"1": "maintain"})
    no = ask_again(life, paper, "2026-08-10")
    life.do("accept_review", "2026-08-12", "city", no)
    life.do("open_review_hearing", "2026-08-24", "city", no)
    still = life.duty("re-review")
    assert (still.due, still.office) == (None, "city")
    life.refused("owed", "close", "2026-08-25", "xfj")
    life.do("close_review_hearing", "2026-08-28", "city", no)
    duty = life.duty("re-review")
    assert (str(duty.nominal), str(duty.due), duty.uncounted) == ("2026-09-14", "2026-09-14", 5)
    assert life.ended("re-review") == ["paused", "resumed"]


@proves("R22 36(2)")
def test_a_hearing_opened_when_the_period_is_over_gives_none_of_it_back() -> None:
    life, paper = reviewed({"1": "maintain"})
    no = ask_again(life, paper, "2026-08-10")
    life.do("accept_review", "2026-08-12", "city", no)
    life.do("open_review_hearing", "2026-09-10", "city", no)
    life.do("close_review_hearing", "2026-09-25", "city", no)
    assert (str(life.duty("re-review").due), life.ended("re-review")) == ("2026-09-09", [])


def hearing(last_day: str = "") -> tuple[Life, int]:
    """A re-review due on 9 September 2026, and a hearing in it since 24 August; the proceeding's number."""
    life, paper = reviewed({"1": "maintain"})
    no = ask_again(life, paper, "2026-08-10")
    life.do("accept_review", "2026-08-12", "city", no)
    codes: dict[str, Any] = {"last_day": last_day} if last_day else {}
    life.do("open_review_hearing", "2026-08-24", "city", no, **codes)
    return life, no


@proves("R22 31[6]", "R22 36(2)")
def test_the_applicant_is_told_of_the_hearing_in_writing_and_the_notice_stops_no_clock() -> None:
    life, paper = reviewed({"1": "maintain"}, people=("self", "self"))
    no = ask_again(life, paper, "2026-08-10")
    life.do("accept_review", "2026-08-12", "city", no)
    life.refused("hearing_day", "announce_review_hearing", "2026-08-17", "city", no, (1,), day="2026-08-17")
    life.do("announce_review_hearing", "2026-08-17", "city", no, (1,), day="2026-08-24")
    notice = life.paper("hearing_notice")
    assert (notice.addressees, notice.office) == ((1,), "city")
    assert str(life.duty("re-review").due) == "2026-09-09"
    assert (
        life.refused("hearing_day", "open_review_hearing", "2026-08-21", "city", no).provision
        == "R22 31[6]、36(2)"
    )
    life.do("announce_review_hearing", "2026-08-20", "city", no, (1,), day="2026-08-21")
    life.do("open_review_hearing", "2026-08-21", "city", no)
    assert life.duty("re-review").due is None


@proves("R22 36(2)")
def test_a_hearing_has_a_day_by_which_it_ends_and_an_organ_that_owes_it() -> None:
    life, _ = hearing()
    duty = life.duty("end-hearing")
    assert (str(duty.due), duty.office, duty.certainty) == ("2026-09-23", "city", "H")
    named, _ = hearing("2026-08-26")
    assert named.owed("city")["end-hearing"] == "2026-08-26"


@proves("R22 36(2)")
def test_a_hearing_is_not_set_to_last_longer_than_the_house_allows_or_to_end_before_it_begins() -> None:
    life, no = hearing()
    life.do("close_review_hearing", "2026-08-24", "city", no)
    for day in ("2026-08-24", "2026-09-25"):
        life.refused("last_day", "open_review_hearing", "2026-08-25", "city", no, last_day=day)


@proves("R22 36(2)")
def test_a_hearing_that_nobody_ends_stops_the_clock_until_the_day_it_was_to_end_and_no_longer() -> None:
    life, no = hearing("2026-08-28")
    life.refused("hearing_time", "count_on", "2026-08-28", "", no)
    life.do("count_on", "2026-08-29", "", no)
    duty = life.duty("re-review")
    assert (str(duty.due), duty.uncounted, duty.late(date(2026, 9, 15))) == ("2026-09-14", 5, True)
    assert life.duty("end-hearing").late(date(2026, 8, 29)), "the hearing is still to be ended"
    life.refused("hearing_time", "count_on", "2026-08-30", "", no)
    life.do("close_review_hearing", "2026-11-20", "city", no)
    assert str(life.duty("re-review").due) == "2026-09-14"
    assert "end-hearing" not in life.owed("city")


@proves("R22 36(2)")
def test_days_after_a_hearing_was_to_end_count_even_where_no_machine_has_said_so() -> None:
    life, no = hearing("2026-08-28")
    life.do("close_review_hearing", "2026-11-20", "city", no)
    assert (str(life.duty("re-review").due), life.duty("re-review").uncounted) == ("2026-09-14", 5)


@proves("R22 36(2)")
def test_a_request_that_is_taken_back_in_the_midst_of_a_hearing_leaves_no_hearing_to_be_ended() -> None:
    life, no = hearing()
    life.do("withdraw_review", "2026-08-25", "", no, petitioner=1)
    assert set(life.owed("city")) <= {"serve"}


@proves("R22 36(2)")
def test_a_hearing_in_a_review_stops_nothing() -> None:
    life = served()
    no = ask(life, "2026-06-22")
    life.do("accept_review", "2026-06-24", "county", no)
    life.do("open_review_hearing", "2026-06-29", "county", no)
    life.do("close_review_hearing", "2026-07-03", "county", no)
    assert life.owed("county")["review"] == "2026-07-22"


@proves("R22 36(3)")
def test_finality_binds_only_who_went_through_re_review_and_only_on_those_points() -> None:
    life = final()
    assert set(life.state.final) == {(1, 1)}
    bound = life.refused(
        "final", "apply_review", "2026-09-10", "xfj", 0, (1,), to="county", petitioner=1, paper=OPINION
    )
    assert bound.provision == "R22 36(3)"
    no = ask(life, "2026-09-10", 1, (2,))
    assert life.proceeding(no).review.late  # type: ignore[union-attr]
    ask(life, "2026-09-10", 2, (1,))


@proves("R22 36(3)")
def test_there_is_no_review_of_a_re_review() -> None:
    life = final()
    last = max(life.state.papers)
    life.refused(
        "final", "apply_review", "2026-09-10", "xfj", 0, (1,), to="province", petitioner=1, paper=last
    )
    life.refused(
        "final", "apply_re_review", "2026-09-10", "xfj", 0, (1,), to="province", petitioner=1, paper=last
    )


@proves("R22 36(3)")
def test_a_redo_ordered_on_re_review_is_not_final_and_can_be_reviewed_anew() -> None:
    life = final(outcome="revoke")
    assert life.state.final == {}
    redo = life.duty("redo")
    assert redo.office == "town"
    life.do("answer", "2026-09-20", "town", redo.proceeding, (1,), outcome={"1": "explain"})
    paper = max(life.state.papers)
    serve(life, paper, 1, "2026-09-22")
    life.do(
        "apply_review", "2026-10-10", "xfj", 0, (1,), to="county", petitioner=1, paper=paper, form="written"
    )


@proves("R22 36(3)", "S0-114")
def test_who_is_bound_is_told_once_and_who_is_not_is_not_told() -> None:
    life = final()
    life.refused("not_final", "tell_final", "2026-09-20", "xfj", 0, (1,), petitioner=2, compared="same_facts")
    life.do("add_entry", "2026-09-20", "xfj", 0, channel="letter", entry=2)
    life.do("tell_final", "2026-09-21", "xfj", 0, (1,), petitioner=1, compared="same_facts")
    assert life.state.papers[max(life.state.papers)].addressees == (1,)
    life.do("add_entry", "2026-10-20", "xfj", 0, channel="letter", entry=3)
    life.refused("told", "tell_final", "2026-10-21", "xfj", 0, (1,), petitioner=1, compared="same_facts")


@proves("R22 36(3)")
def test_new_facts_and_reasons_are_a_request_of_their_own_and_the_old_answer_stands() -> None:
    life = final(points=1)
    life.do("close", "2026-09-08", "xfj")
    life.refused("renew", "renew_point", "2026-09-20", "xfj", 0, ())
    life.do("renew_point", "2026-09-20", "xfj", 0, (1,))
    new = life.point(2)
    assert (new.step, new.renews, life.proceeding(new.proceeding).office) == ("registered", 1, "xfj")
    assert life.point(1).step == "answered"
    assert life.owed("xfj")["dispatch"] == "2026-10-08"  # 5 October falls into the holiday


@proves("R22 36(3)", "S0-114", "S0-131", "S3-019")
def test_a_new_entry_on_the_same_facts_is_refused_once_and_then_filed() -> None:
    life = Life()
    life.register("2026-10-12", "xfj")
    life.do("judge", "2026-10-12", "xfj", 1, result="repeat", linked=3)
    said: dict[str, Any] = {"linked": 3, "final_served_on": "2026-09-07", "compared": "same_facts"}
    life.refused(
        "new_facts", "refuse_final", "2026-10-13", "xfj", 1, (1,), **{**said, "compared": "new_facts"}
    )
    life.refused(
        "linked", "refuse_final", "2026-10-13", "xfj", 1, (1,), **{**said, "final_served_on": "2026-11-07"}
    )
    life.refused("not_told", "file_again", "2026-10-13", "xfj", 1, (1,), **said)
    life.do("refuse_final", "2026-10-13", "xfj", 1, (1,), **said)
    assert life.owed() == {"serve": "2026-10-23"}
    again = Life()
    again.register("2026-11-12", "xfj")
    again.do("judge", "2026-11-12", "xfj", 1, result="repeat", linked=3)
    again.do("file_again", "2026-11-13", "xfj", 1, (1,), told_on="2026-10-15", **said)
    assert again.owed() == {}
