"""The computed value `counting`: for each kind of paper the count of the day that it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from huiyin.papers.facts import Facts, value
from huiyin.papers.proof import in_short, latest, of_duty, of_rule, of_window
from huiyin.papers.values import telling
from huiyin.papers.values_acts import answer_starts, silent_until


@value
def counting(f: Facts) -> Any:
    """Why this date: the steps of the count, those of the duty itself once it stands."""
    found = _COUNTS.get(f.kind)
    return (found(f) if found else None) or None


def _telling(f: Facts) -> list[str]:
    """The day by which somebody tells what comes next; without such a duty the rule of dispatch still has one."""
    d = telling(f)
    return of_duty(f, d) if d else of_rule(f, "dispatch", f.entry.received_on)


def _acceptance(f: Facts) -> list[str]:
    start = answer_starts(f)
    return of_rule(f, "answer", start, untold=silent_until(f) == start)


def _extension(f: Facts) -> list[str]:
    d = latest(d for d in f.duties("answer") if d.extended_by)
    return of_duty(f, d) if d else []


def _review(f: Facts) -> list[str]:
    d = latest(d for d in f.duties("review") + f.duties("re-review") if d.how in ("", "met"))
    return of_duty(f, d) if d else []


def _asked_until(f: Facts) -> list[str]:
    """Until when one could ask: told where it is too late."""
    review = f.proceeding.review
    return of_window(f, review.applicant, review.against) if review else []


def _passed_on(f: Facts) -> list[str]:
    """Both days that run for the office to which it goes: to tell, to object."""
    said = [in_short(f, rule, f.on) for rule in ("tell-forwarded", "objection")]
    return said if all(said) else []


_COUNTS: Mapping[str, Callable[[Facts], list[str]]] = {
    "receipt": _telling, "destination_notice": _telling, "acceptance_notice": _acceptance, "extension_notice": _extension,
    "review_acceptance_notice": _review, "review_refusal_notice": _asked_until,
    "transfer_slip": _passed_on, "assignment_letter": _passed_on,
}  # fmt: skip
