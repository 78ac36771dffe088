"""The same matter raised twice and registered apart: a link says so, and does nothing else."""

from __future__ import annotations

from typing import Any

from tests.proves import proves
from tests.statute.lives import Life

SAME = "导则 2.5.1(三)"


def clocks(life: Life) -> list[Any]:
    """Everything with a day in it, and where each point stands."""
    s = life.state
    found: list[Any] = [(d.key, d.how, d.nominal, d.due, sorted(d.left)) for d in s.duties.values()]
    found += [
        *s.windows.values(),
        *((q.no, q.step, q.proceeding) for q in s.points.values()),
        s.phase,
        s.closed_on,
    ]
    return found


@proves(SAME)
def test_linking_and_unlinking_stop_move_and_close_no_clock() -> None:
    life = Life().answered("2026-05-12", p1="explain", p2="support")
    life.serve(life.paper("handling_opinion"), "2026-05-14")
    before = clocks(life)
    life.do("link", "2026-05-15", "xfj", linked=7)
    assert life.state.linked == 7
    assert clocks(life) == before
    life.do("unlink", "2026-05-18", "xfj")
    assert life.state.linked == 0
    assert clocks(life) == before


@proves(SAME)
def test_a_repeat_is_linked_by_the_judgment_and_can_be_unlinked_where_that_was_wrong() -> None:
    life = Life()
    life.register("2026-03-02")
    life.do("judge", "2026-03-02", "xfj", 1, result="repeat", linked=7)
    assert life.state.linked == 7
    life.refused("linked", "link", "2026-03-03", "xfj", linked=8)
    life.do("unlink", "2026-03-03", "xfj")
    life.refused("unlinked", "unlink", "2026-03-04", "xfj")
    assert life.state.judged == "repeat", "what was decided at registration stays decided"


@proves(SAME)
def test_a_judgment_corrected_to_first_takes_its_link_with_it() -> None:
    life = Life()
    life.register("2026-03-02")
    life.do("judge", "2026-03-02", "xfj", 1, result="repeat", linked=7)
    life.do("correct", "2026-03-03", "xfj", names=2, wrong="result", value="first")
    assert life.state.linked == 0


@proves(SAME)
def test_a_late_link_closes_nothing_even_where_the_other_matter_is_done() -> None:
    life = Life().accepted("2026-03-16")
    life.do("link", "2026-05-20", "xfj", linked=7)
    assert life.owed("town")["answer"] == "2026-05-15", "overdue, and still owed"
    life.refused("undecided", "close", "2026-05-21", "xfj")
