"""Properties of every life that the procedure allows, sought by hypothesis in random sequences of open acts."""

from __future__ import annotations

import os
import random
from datetime import date
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from huiyin.statute.model import Duty, State, Window
from huiyin.statute.procedure import fold, plan
from tests.proves import proves
from tests.statute import wander_review
from tests.statute.lives import COUNTY, Life
from tests.statute.wander import finish, wander

LIVES = settings(
    max_examples=int(os.environ.get("HUIYIN_EXAMPLES", "25")),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def image(s: State) -> dict[str, Any]:
    """All that a folding says, in an order that does not depend on how it was reached."""
    return {
        "points": {no: (q.purpose, q.path, q.step, q.proceeding, q.outcome, q.complained, q.carried_on) for no, q in s.points.items()},
        "proceedings": {no: (p.kind, p.office, p.sender, p.parent, p.received, p.how) for no, p in s.proceedings.items()},
        "duties": {k: (d.rule, d.office, d.over, d.due, d.how, d.ended_on, frozenset(d.left)) for k, d in s.duties.items()},
        "live": sorted(d.key for d in s.live),
        "windows": dict(s.windows),
        "reviews": {
            no: (p.review.applicant, p.review.stage, p.review.late, p.review.outcomes)
            for no, p in s.proceedings.items() if p.review
        },
        "final": dict(s.final),
        "papers": {no: (p.kind, p.office, p.addressees, dict(p.served)) for no, p in s.papers.items()},
        "conflicts": sorted(a.seq for a, _ in s.conflicts),
        "file": (s.phase, s.restricted, s.urgent, s.judged, sorted(s.accused), sorted(s.handlers), s.last),
    }  # fmt: skip


@given(st.data())
@LIVES
@proves("R22 28(1)", "R22 32(1)")
def test_no_sequence_of_open_acts_ends_without_a_way_to_the_close(data: st.DataObject) -> None:
    life = wander(data.draw, 22)
    in_the_way = finish(life)
    told = [(a.seq, a.kind, str(a.on), a.proceeding, a.points, a.to, dict(a.codes)) for a in life.line]
    assert in_the_way == [], f"{in_the_way}\n" + "\n".join(map(str, told))


@given(st.data())
@LIVES
@proves("R22 22(1)", "R22 34")
def test_no_duty_is_without_an_owner_an_end_before_its_start_or_a_key_of_its_own(data: st.DataObject) -> None:
    life = wander(data.draw, 22)
    opened = [e.thing.key for e in fold(life.line, life.law, COUNTY).events if e.what == "opened"]
    assert len(opened) == len(set(opened)), "two duties with one key"
    for d in life.state.duties.values():
        assert COUNTY.kind(d.office), f"{d.key} is owed by nobody"
        assert d.nominal is None or (d.due is not None and d.start <= d.nominal <= d.due), d.key
        assert d.provision
        assert d.certainty in "ABCMIH", d.key
        assert bool(d.how) != (d in life.state.live), f"{d.key}: ended and live, or neither"
        assert d.how or d.left, f"{d.key} is live over nothing"


@given(st.data())
@LIVES
@proves("R22 21(2)")
def test_a_line_folds_to_the_same_file_in_whatever_order_it_is_read(data: st.DataObject) -> None:
    life = wander(data.draw, 22)
    shuffled = data.draw(st.permutations(life.line))
    assert image(fold(shuffled, life.law, COUNTY)) == image(fold(life.line, life.law, COUNTY))


@given(st.data())
@LIVES
@proves("R22 21(2)")
def test_planned_one_by_one_or_folded_at_once_it_is_the_same_file(data: st.DataObject) -> None:
    life = wander(data.draw, 22)
    state = State()
    for n, act in enumerate(life.line):
        state = plan(state, act, life.law, COUNTY, line=life.line[:n]).state
    assert image(state) == image(fold(life.line, life.law, COUNTY))


@given(st.data())
@LIVES
@proves("R22 21(2)")
def test_what_an_act_changed_is_exactly_the_difference_between_before_and_after(data: st.DataObject) -> None:
    """The events are what the register stores: taken one after the other they give the duties of the file."""
    life = wander(data.draw, 22)
    kept: dict[str, str] = {}
    state = State()
    for n, act in enumerate(life.line):
        planned = plan(state, act, life.law, COUNTY, line=life.line[:n])
        for e in planned.events:
            if e.what in ("opened", "reopened"):
                # A correction that is itself corrected brings back what it had taken away.
                assert e.what == "reopened" or kept.get(e.thing.key, "corrected") == "corrected", e.thing.key
                kept[e.thing.key] = ""
            elif e.what == "ended":
                kept[e.thing.key] = e.thing.how
        state = planned.state
        shown = {k: how for k, how in kept.items() if how != "corrected"}
        assert shown == {k: d.how for k, d in state.duties.items()}, f"after act {act.seq} {act.kind}"


@given(st.data())
@LIVES
@proves("R22 35")
def test_no_time_of_a_petitioner_runs_without_a_proof_of_service(data: st.DataObject) -> None:
    life = wander(data.draw, 30)
    for w in life.state.windows.values():
        paper = life.state.papers[w.paper]
        if w.rule == "judicial-confirmation":  # 人民调解法 33: from the agreement that both have signed
            assert (paper.kind, paper.on) == ("mediation_agreement", w.start)
            continue
        assert paper.kind == "handling_opinion"
        assert paper.served[w.petitioner] == w.start
        assert w.end >= w.nominal > w.start


@given(st.data())
@LIVES
@proves("R22 30(3)")
def test_no_sequence_brings_a_matter_to_the_accused_or_to_an_office_under_it(data: st.DataObject) -> None:
    life = wander(data.draw, 22)
    known: set[str] = set()
    state = State()
    for n, act in enumerate(life.line):
        state = plan(state, act, life.law, COUNTY, line=life.line[:n]).state
        if act.kind in ("transfer", "assign", "report_up", "make_extract"):
            closed = {c for one in known for c in (one, *COUNTY.under(one, act.on))}
            assert act.to not in closed, f"act {act.seq} went to {act.to}"
        known = set(state.accused)


# ------------------------------------------------------------------ review and re-review


@cache
def reviewed() -> tuple[Life, ...]:
    """Lives that go on from an acceptance through the later stages, under both Regulations; told once for all tests."""
    return tuple(life for n in range(18) for life in told_from(n))


def told_from(n: int) -> list[Life]:
    """Some of them from one beginning."""
    lives: list[Life] = []

    @seed(n)
    @given(st.data())
    @settings(LIVES, max_examples=LIVES.max_examples // 12, derandomize=False, database=None)
    def tell(data: st.DataObject) -> None:
        lives.append(wander(data.draw, 50, wander_review.accepted(data.draw, n), wander_review.STAGES))

    tell()
    return lives


def reached(life: Life) -> set[str]:
    """How far a life came, with the Regulation under which each stage of it began."""
    found = {(a.kind, a.on) for a in life.line}
    for p in life.state.proceedings.values():
        answers = [a for a in life.line if a.kind == "answer" and a.proceeding == p.no]
        if p.how == "redo" and answers:
            found.add(("redone", p.received))
    found |= {("final", life.state.papers[no].on) for no in life.state.final.values()}
    return {f"{kind} {'R22' if on >= date(2022, 5, 1) else 'R05'}" for kind, on in found}


@proves("R22 35", "R22 36", "R22 31[6]", "R22 33", "R05 34", "R05 35")
def test_random_lives_reach_every_stage_under_both_regulations() -> None:
    """Else what the tests below find of these stages would be found of nothing."""
    found = set().union(*map(reached, reviewed()))
    seldom = {
        "ask_hearing",
        "announce_hearing",
        "hold_hearing",
        "conclude_hearing",
        "report_agreement",
        "renew_point",
    }
    wanted = {*wander_review.STAGES, "redone", "final"}
    assert {f"{kind} {law}" for kind in wanted - seldom for law in ("R22", "R05")} - found == set()
    assert seldom - {name.split()[0] for name in found} == set()


def line_of(life: Life) -> str:
    """The acts of a life, to be read where something is wrong with it."""
    return "\n".join(
        str((a.seq, a.kind, str(a.on), a.proceeding, a.points, a.petitioner, a.paper, dict(a.codes)))
        for a in life.line
    )


@proves("R22 35", "R22 36(1)", "R05 34", "R05 35(1)")
def test_from_an_acceptance_on_there_is_a_way_through_review_redo_and_re_review_to_the_close() -> None:
    for life in reviewed():
        told = Life(line=list(life.line), state=fold(life.line, life.law, COUNTY))
        assert finish(told) == [], line_of(told)


@proves("R22 35", "R22 36(1)", "R05 34", "R05 35(1)")
def test_a_life_with_reviews_folds_to_the_same_file_in_whatever_order_and_act_by_act() -> None:
    for n, life in enumerate(reviewed()):
        shuffled = random.Random(n).sample(life.line, len(life.line))
        whole = image(fold(life.line, life.law, COUNTY))
        assert image(fold(shuffled, life.law, COUNTY)) == whole
        state = State()
        for at, act in enumerate(life.line):
            state = plan(state, act, life.law, COUNTY, line=life.line[:at]).state
        assert image(state) == whole


@proves("R22 36(3)", "R05 35(3)")
def test_nothing_is_final_for_anybody_who_was_not_served_a_re_review_opinion_on_that_point() -> None:
    for life in reviewed():
        for (who, no), paper in life.state.final.items():
            opinion = life.state.papers[paper]
            review = life.proceeding(opinion.proceeding).review
            assert opinion.kind == "re_review_opinion"
            assert review is not None
            assert review.applicant == who
            assert who in opinion.served
            assert review.outcomes[no] in ("maintain", "change")


@proves("R22 35", "R22 36(2)", "R05 34", "R05 35(2)")
def test_every_request_that_is_not_ended_is_owed_its_answer_by_the_organ_asked() -> None:
    for life in reviewed():
        for p in life.state.proceedings.values():
            if p.review is None:
                continue
            rule = "review" if p.kind == "review" else "re-review"
            owed = [d.office for d in life.state.live if d.rule == rule and d.proceeding == p.no]
            assert owed == ([p.office] if p.review.stage in ("asked", "accepted") else []), line_of(life)


@proves("R22 36(2)", "R05 35(2)")
def test_every_hearing_is_to_end_by_a_day_and_no_clock_stands_still_without_one() -> None:
    for life in reviewed():
        opened = sorted(a.proceeding for a in life.line if a.kind == "open_review_hearing")
        ends = [d for d in life.state.duties.values() if d.rule == "end-hearing"]
        assert sorted(d.proceeding for d in ends) == opened, line_of(life)
        assert all(d.due is not None for d in ends)
        still = {d.proceeding for d in life.state.live if d.rule == "re-review" and d.due is None}
        assert still <= {d.proceeding for d in life.state.live if d.rule == "end-hearing"}, line_of(life)


@proves("R22 35", "R22 36(1)", "R05 34", "R05 35(1)")
def test_every_period_is_of_the_regulation_of_the_day_on_which_it_began() -> None:
    for life in reviewed():
        periods: list[Duty | Window] = [*life.state.duties.values(), *life.state.windows.values()]
        for item in periods:
            if item.provision.startswith(("R22", "R05")):
                wanted = "R22" if item.start >= date(2022, 5, 1) else "R05"
                assert item.provision.startswith(wanted), f"{item.rule} {item.start}"
