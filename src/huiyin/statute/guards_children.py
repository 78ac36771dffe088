"""Guards of reports of harm to a child. See `guards`."""

from __future__ import annotations

from .guards_base import refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World

PROVISION = "未成年人保护法 11(2)"


def _owed(s: State, p: Proceeding | None) -> bool:
    return any(d.rule == "report-child" and p and d.proceeding == p.no for d in s.live)


def child_report_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if _owed(s, p):
        return None
    return refusal(
        "no_child", "没有待报告的侵害未成年人线索。", "No report of harm to a child is owed.", PROVISION
    )


def no_child_report_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not _owed(s, p):
        return None
    return refusal(
        "child_waits", "上一条侵害未成年人线索还没有报告，请先报告。", "Harm to a child found before still waits to be reported.", PROVISION
    )  # fmt: skip
