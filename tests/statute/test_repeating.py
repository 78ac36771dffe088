"""The same matter comes again while the first is alive: registered, linked, told; no clock of the first is touched."""

from __future__ import annotations

from typing import Any

import pytest

from tests.proves import proves
from tests.statute.lives import Life

AGAIN: dict[str, Any] = {"linked": 3, "compared": "same_facts"}


def repeated(on: str = "2026-04-07") -> Life:
    """An entry registered apart, found to repeat matter 3."""
    life = Life()
    life.register(on, "xfj")
    life.do("judge", on, "xfj", 1, result="repeat", linked=3)
    return life


@pytest.mark.parametrize(
    ("case", "where", "until"),
    [
        ("in_handling", "town", "2026-05-15"),
        ("several_addressees", "labour", "2026-05-15"),
        ("in_window", "county", "2026-04-10"),
    ],
)
@proves("S0-128", "S0-137")
def test_what_is_raised_again_is_told_where_it_stands_and_kept_on_file(
    case: str, where: str, until: str
) -> None:
    life = repeated()
    assert life.owed("xfj")["dispatch"] == "2026-04-22"
    life.do(
        "tell_repeat", "2026-04-08", "xfj", 1, (1,), case=case, linked_office=where, linked_due=until, **AGAIN
    )
    assert life.point(1).step == "kept"
    assert life.owed() == {"serve": "2026-04-20"}, "only the notice is owed; ten days end on a Saturday"
    assert life.paper("repeat_notice").addressees == (1,)


@proves("S0-128", "R22 18(1)")
def test_a_question_how_far_it_has_come_is_answered_and_opens_nothing() -> None:
    life = repeated()
    life.do("tell_repeat", "2026-04-08", "xfj", 1, (1,), case="progress", **AGAIN)
    assert life.point(1).step == "kept"
    assert "answer" not in life.owed()


@proves("R22 19(3)")
def test_nobody_is_told_to_wait_for_an_office_that_is_overdue() -> None:
    life = repeated("2026-05-18")
    due: dict[str, Any] = {"case": "in_handling", "linked_office": "town", "linked_due": "2026-05-15"}
    life.refused("overdue", "tell_repeat", "2026-05-18", "xfj", 1, (1,), **due, **AGAIN)
    life.do("screen", "2026-05-18", "xfj", 1, (1,), path="31[6]")
    life.do("transfer", "2026-05-19", "xfj", 1, (1,), to="town")
    assert life.point(1).step == "arrived"


@proves("R22 35")
def test_nobody_is_sent_to_a_window_that_is_over() -> None:
    life = repeated()
    over: dict[str, Any] = {"case": "in_window", "linked_office": "county", "linked_due": "2026-04-07"}
    life.refused("window_over", "tell_repeat", "2026-04-08", "xfj", 1, (1,), **over, **AGAIN)


def test_new_facts_accusations_and_what_is_linked_to_nothing_are_not_merely_told() -> None:
    life = repeated()
    life.refused(
        "new_facts",
        "tell_repeat",
        "2026-04-08",
        "xfj",
        1,
        (1,),
        case="progress",
        linked=3,
        compared="new_facts",
    )
    life.refused(
        "linked",
        "tell_repeat",
        "2026-04-08",
        "xfj",
        1,
        (1,),
        case="progress",
        linked=4,
        compared="same_facts",
    )
    life.refused("lacks", "tell_repeat", "2026-04-08", "xfj", 1, (1,), case="in_handling", **AGAIN)


@proves("S0-128", "R22 44[1]")
def test_unlinking_restores_the_telling_is_put_right_first_and_every_clock_runs_as_it_always_did() -> None:
    life = repeated()
    life.do("tell_repeat", "2026-04-08", "xfj", 1, (1,), case="progress", **AGAIN)
    life.refused("rests_on_link", "unlink", "2026-04-20", "xfj")
    told = next(a.seq for a in life.state.acts if a.kind == "tell_repeat")
    life.do("correct", "2026-04-20", "xfj", names=told, wrong="never_happened")
    assert life.point(1).step == "registered"
    assert life.owed("xfj")["dispatch"] == "2026-04-22", "from the first receipt, not from the correction"
    life.do("unlink", "2026-04-20", "xfj")
    assert life.state.linked == 0
