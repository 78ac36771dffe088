"""未成年人保护法 11(2): an office that comes upon harm to a child reports it at once."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import MACHINE, PETITIONER, Life


@proves("未成年人保护法 11(2)")
def test_harm_found_opens_a_duty_at_once_and_the_report_meets_it_beside_the_matter() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.refused("no_child", "report_child", "2026-03-03", "xfj", 1)
    life.do("find_harm_to_child", "2026-03-03", "xfj", 1)
    duty = life.duty("report-child")
    assert (duty.office, duty.due, duty.provision) == ("xfj", duty.due, "未成年人保护法 11(2)")
    life.refused("child_waits", "find_harm_to_child", "2026-03-03", "xfj", 1)
    life.do("judge", "2026-03-03", "xfj", 1, result="first")
    life.do("transfer", "2026-03-03", "xfj", 1, (1,), to="town")
    assert "report-child" in life.owed("xfj"), "sending the matter on does not report it"
    life.do("report_child", "2026-03-03", "xfj", 1)
    assert life.ended("report-child") == ["met"]
    life.do("find_harm_to_child", "2026-03-04", "xfj", 1)
    assert "report-child" in life.owed("xfj"), "found again, reported again"


@proves("未成年人保护法 11(2)")
def test_harm_to_a_child_is_reported_whoever_withdraws() -> None:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("find_harm_to_child", "2026-03-03", "xfj", 1)
    life.do("withdraw", "2026-03-03", petitioner=1, doer=PETITIONER)
    life.do("end_withdrawn", "2026-03-11", petitioner=1, doer=MACHINE)
    assert "report-child" in life.owed("xfj")
