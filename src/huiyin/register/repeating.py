"""What is told of a matter that came again agrees with what the register knows of the first."""

from __future__ import annotations

from datetime import date

from huiyin.register.models import OpenDuty, Window
from huiyin.statute.model import Refused

OWED_TO_THE_PETITIONER = (
    "dispatch",
    "redispatch",
    "tell-forwarded",
    "tell-direct",
    "answer",
    "reply-enquiry",
    "review",
    "re-review",
)
"""Duties of the first whose lateness means that nobody may be told merely to wait."""


def still_alive(file: int, case: str, on: date) -> None:
    """Refuse to tell somebody to wait for an office that is late, or to use a window that is over."""
    if case == "in_window":
        if not Window.objects.filter(file=file, start__lt=on, end__gte=on).exists():
            raise Refused(
                "window_over", "那一件现在没有可以申请复查的期间，请查清以后再告知。",
                "No window of review is open in that matter; look again before telling.", "R22 35",
            )  # fmt: skip
        return
    if case == "progress":
        return
    owed = OpenDuty.objects.filter(file=file, kind="duty", rule__in=OWED_TO_THE_PETITIONER)
    if owed.filter(due__lt=on).exists():
        raise Refused(
            "overdue", "那一件已经超期，不能只告知；应当登记转送，并作为督办线索。",
            "That matter is overdue: send this one on, and take it for a ground of supervision.", "R22 19(3)",
        )  # fmt: skip
    if not owed.exists():
        raise Refused(
            "not_alive", "那一件没有正在办理的时限，请查清办到哪一步以后再告知。",
            "Nothing is owed in that matter any more; look how far it has come before telling.", "导则 2.5.1(三)",
        )  # fmt: skip
