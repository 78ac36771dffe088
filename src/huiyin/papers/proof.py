"""Why this date? The count behind a day that a paper tells, in the sentences of the statute (Chinese: papers are)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from huiyin.papers.facts import Facts
from huiyin.statute.explain import UNTOLD, checked, duty_steps, window_steps
from huiyin.statute.model import Duty
from huiyin.statute.periods import UNIT_WORDS, Step, steps


def of_duty(f: Facts, d: Duty) -> list[str]:
    """The count of a duty that stands."""
    return _zh(duty_steps(d, f.law))


def of_window(f: Facts, petitioner: int, paper: int) -> list[str]:
    """The count of a petitioner's own time to ask for review of a paper."""
    mine = [w for w in f.state.windows.values() if (w.petitioner, w.paper) == (petitioner, paper)]
    return _zh(window_steps(max(mine, key=lambda w: w.end), f.law)) if mine else []


def of_rule(f: Facts, rule: str, start: date, *, untold: bool = False) -> list[str]:
    """The count of a period that begins on `start`, before there is a duty of it."""
    found = f.law.counted(rule, start)
    measure = found[0].measure() if found else None
    if found is None or measure is None:
        return []
    event = UNTOLD if untold else found[0].starts
    counted = steps(start, *measure, f.law.calendar, roll=found[0].roll, event=event)
    return _zh([*counted, *checked(f.law.book, found[0])])


def in_short(f: Facts, rule: str, start: date) -> str:
    """The count in half a line, for an office that knows the rule: 收到次日起第15日."""
    found = f.law.counted(rule, start)
    measure = found[0].measure() if found else None
    if found is None or found[1] is None or measure is None:
        return ""
    rolled = "，逢休息日顺延" if found[1].due != found[1].nominal else ""
    return f"收到次日起第{measure[0]}{UNIT_WORDS[measure[1]][0]}{rolled}"


def why_now(f: Facts, rule: str, day: date | None) -> str:
    """Why a day that was told is now this one: by the duty or the window that ends on it."""
    for d in f.duties(rule):
        if d.due == day:
            return "".join(of_duty(f, d))
    for w in f.state.windows.values():
        if w.rule == rule and w.end == day:
            return "".join(_zh(window_steps(w, f.law)))
    return ""


def latest(duties: Iterable[Duty]) -> Duty | None:
    """The one that ends last."""
    return max((d for d in duties if d.due), key=lambda d: d.due or date.min, default=None)


def _zh(found: Iterable[Step]) -> list[str]:
    return [step.zh for step in found]
