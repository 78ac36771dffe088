"""What is told of a matter that came again agrees with what the register knows of the first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from huiyin.register.lines import state
from huiyin.register.models import File, OpenDuty, Petitioner, Service, Window
from huiyin.statute.model import Act, Refused

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
    not_overdue(file, on)
    if not _owed(file).exists():
        raise Refused(
            "not_alive", "那一件没有正在办理的时限，请查清办到哪一步以后再告知。",
            "Nothing is owed in that matter any more; look how far it has come before telling.", "导则 2.5.1(三)",
        )  # fmt: skip


def _owed(file: int) -> QuerySet[OpenDuty]:
    return OpenDuty.objects.filter(file=file, kind="duty", rule__in=OWED_TO_THE_PETITIONER)


def not_overdue(file: int, on: date) -> None:
    """Nobody is refused, or told to wait, for the sake of an office that is late (R22 19(3))."""
    if _owed(file).filter(due__lt=on).exists():
        raise Refused(
            "overdue", "那一件已经超期，不能只告知；应当登记转送，并作为督办线索。",
            "That matter is overdue: send this one on, and take it for a ground of supervision.", "R22 19(3)",
        )  # fmt: skip


# ------------------------------------------------------------------ after re-review

SAME_PERSON = ("id_digest", "phone_digest", "name_place_digest", "pinyin_place_digest")
"""Keys by which one of them is taken for the petitioner of the other matter."""


def decided_finally(here: File, other: File, act: Act) -> None:
    """R22 36(3): the other matter was decided on re-review, served on that day, and on everybody who asks here.

    Who has not been through re-review is not bound; where that is in doubt the matter is dealt with.
    """
    s = state(other)
    bound: dict[int, set[str]] = {}
    for (who, _point), paper in s.final.items():
        bound.setdefault(who, set()).add(s.papers[paper].served[who].isoformat())
    if not bound:
        raise Refused(
            "not_final", "那一件没有已经送达的复核意见，不能不再受理。",
            "That matter has no re-review opinion that was served: it closes nothing.", "R22 36(3)",
        )  # fmt: skip
    days = sorted({day for found in bound.values() for day in found})
    if act.codes.get("final_served_on") not in days:
        raise Refused(
            "served_on", f"那一件的复核意见书是{'、'.join(days)}送达的，请改正。",
            f"The re-review opinion of that matter was served on {', '.join(days)}; put that day.", "R22 36(3)",
        )  # fmt: skip
    theirs = [role.petitioner for role in other.roles.filter(no__in=bound).select_related("petitioner")]
    for role in here.roles.filter(no__in=state(here).signers()).select_related("petitioner"):
        if not any(_same(role.petitioner, one) for one in theirs):
            raise Refused(
                "not_bound", f"第{role.no}位信访人没有经过那一件的复核（或者认不出是同一人），应当登记办理。",
                f"Petitioner {role.no} was not through that re-review, or is not known to be the same person: deal with it.",
                "R22 36(3)",
            )  # fmt: skip


def known_of(other: File) -> dict[str, str]:
    """What the register has of a matter that came again, by the field that asks for it.

    `final_served_on`, `told_on`: the last day on which the re-review opinion, and the notice that it is not accepted
    again, were proved to have arrived. `linked_office`, `linked_due`: who owes the petitioner what is due next.
    """
    s = state(other)
    final = [
        day
        for (who, _point), paper in s.final.items()
        for whom, day in s.papers[paper].served.items()
        if whom == who
    ]
    owed = _owed(other.pk).exclude(due=None).order_by("due").first()
    found = {
        "final_served_on": max(final, default=None),
        "told_on": _telling(other).order_by("-on").values_list("on", flat=True).first(),
        "linked_due": owed.due if owed else None,
    }
    days = {key: day.isoformat() for key, day in found.items() if day}
    return {**days, "linked_office": owed.office_id} if owed else days


def _telling(other: File) -> QuerySet[Service]:
    """Proofs that it was told in that matter, or in one linked to it, that it is not accepted again."""
    return Service.objects.filter(
        Q(paper__file=other) | Q(paper__file__matter__linked=other), paper__kind="no_more_acceptance_notice", served=True
    )  # fmt: skip


def _same(one: Petitioner, other: Petitioner) -> bool:
    return one.pk == other.pk or any(
        getattr(one, key) and getattr(one, key) == getattr(other, key) for key in SAME_PERSON
    )


def told_once(other: File, act: Act) -> None:
    """That it is not accepted again was told, in that matter or in one linked to it, on the day that is named."""
    if not _telling(other).filter(on=str(act.codes.get("told_on"))).exists():
        raise Refused(
            "not_told", "没有找到那一天送达的不再受理告知书，请查清以后再存档；没有告知过的先告知一次。",
            "No notice of that day was served; look again. Who was not told yet is told once.", "R22 36(3)",
        )  # fmt: skip
