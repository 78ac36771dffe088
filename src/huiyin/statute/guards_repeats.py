"""Guards of what comes again while the first is alive (R22 19(3) and working practice). See `guards`."""

from __future__ import annotations

from .guards_base import as_day, refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World


def linked_to_it(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A person has said which matter it repeats, and this names that one."""
    if not s.linked or s.linked != int(a.codes.get("linked") or 0):
        return refusal(
            "linked",
            "先由人判定重复并关联，再告知所关联的那一件。",
            "A person first links it to the matter it repeats; that one is told of.",
            "导则 2.5.1(三)",
        )
    return None


def repeat_case_holds(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """New facts are dealt with; who is overdue cannot be waited for; a window that is over cannot be pointed to."""
    if a.codes.get("compared") != "same_facts":
        return refusal(
            "new_facts",
            "有新的事实和理由的，应当并入或者登记办理，不能只告知。",
            "New facts and reasons are joined or dealt with, not merely told.",
            "导则 2.5.1(三)",
        )
    if any(s.points[no].purpose == "accusation" for no in a.points):
        return refusal(
            "accusation",
            "检举控告不按重复事项告知，依照第三十条办理。",
            "Reports and accusations go the way of article 30.",
            "R22 30",
        )
    if a.codes.get("case") == "progress":
        return None
    due = as_day(a.codes.get("linked_due"))
    if due is None or not a.codes.get("linked_office"):
        return refusal(
            "lacks",
            "还要写明在哪里办理（向哪里申请）和届满日期。",
            "Name also the office, and the last day.",
            "导则 2.5.1(三)",
        )
    if due < a.on:
        return _over(str(a.codes["case"]))
    return None


def nothing_rests_on_the_link(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """What was told and filed as the same matter is put right first: then its own clocks run as they always did."""
    if any(paper.kind == "repeat_notice" for paper in s.papers.values()):
        return refusal(
            "rests_on_link",
            "已经按同一事项告知存档：先更正那次告知（没有发生），各项期限随之恢复，再取消关联。",
            "It was told and filed as the same matter: correct that telling first, which restores every clock.",
            "导则 2.5.1(三)",
        )
    return None


def _over(case: str) -> Refused:
    if case == "in_window":
        return refusal(
            "window_over",
            "申请复查的期限已过，不能再叫信访人去申请；应当登记甄别。",
            "The window is over: nobody is sent there; screen the entry.",
            "R22 35",
        )
    return refusal(
        "overdue",
        "在办单位已经超期，不能只告知；应当登记转送，并作为督办线索。",
        "The office handling it is overdue: send it on, and take it for a ground of supervision.",
        "R22 19(3)",
    )
