"""What a notice of the path says already: that law's name, limits and remedy, from the rulebook (R22 31[1]-[5]).

Notices are in Chinese. The writer checks and changes; a period that is about to end is written with its day where
the day it runs from was given.
"""

from __future__ import annotations

from datetime import date

from huiyin.papers.facts import Facts
from huiyin.papers.wording.values import day_text
from huiyin.statute.law import Law
from huiyin.statute.periods import steps
from huiyin.statute.remedies import CLOSING_DAYS, procedure, window_of
from huiyin.statute.remedies_data import of
from huiyin.statute.rules import LeadIn

HANDED_OVER = "，移交时填写"


def path_parts(f: Facts) -> dict[str, str]:
    """The parts of the notice that the procedure itself answers."""
    there = procedure(f.law, str(f.intended.get("procedure", "")), f.on)
    if there is None:
        return {}
    return {
        "procedure": f"{there.title.zh}程序",
        "limit": _limit(there),
        "remedy": _remedy(there, f.law, f.on),
        "to_do": _to_do(there, f.law),
        "closing_window": _closing(there, f),
    }


def _limit(there: LeadIn) -> str:
    """That law's limit, with its article where the provision is not the Regulation's own."""
    where = "" if there.provision.startswith("R22") else f"（{there.provision}）"
    return f"{there.words.zh.replace(HANDED_OVER, '').rstrip('。')}{where}"


def _remedy(there: LeadIn, law: Law, on: date) -> str:
    """What lies open against its result."""
    then = [found.title.zh for found in (procedure(law, key, on) for key in there.then) if found]
    if not then:
        return "结果书面作出时，一并告知不服的途径和期限。"
    return f"对结果不服的，可以依法走这些途径：{'、'.join(then)}；期限以结果文书写明的为准。"


def _to_do(there: LeadIn, law: Law) -> str:
    """What the petitioner brings, if asked for it."""
    table = of(law).bring
    return (
        f"需要本人提出的，请准备：{'；'.join(table[key].zh for key in there.bring)}。" if there.bring else ""
    )


def _closing(there: LeadIn, f: Facts) -> str:
    """The petitioner's own time to apply there: by the day where the one it runs from is known, else in general."""
    known = f.intended.get("apply_from")
    window = window_of(there, date.fromisoformat(str(known)) if known else None, f.law)
    if window is None or there.starts is None or there.apply is None:
        return to_apply(there)
    counted = steps(window.start, there.apply.length, there.apply.unit, f.law.calendar, event=there.starts)
    why = f"期限怎样算：{''.join(step.zh for step in counted)}"
    late = there.late.zh if there.late else ""
    if window.due < f.on:
        gone = f"申请期限已于{day_text(window.due)}届满。有正当理由耽误的，请说明；存疑的仍可在这里提出。"
        return f"{gone}{why}{late}"
    soon = "日子不多了，请尽快递交。" if (window.due - f.on).days <= CLOSING_DAYS else ""
    return f"申请期限的最后一天是{day_text(window.due)}，这一天递交也算按时。{soon}{why}{late}"


def to_apply(there: LeadIn) -> str:
    """What to mind about the time to apply where its first day is not known; empty where that law sets none."""
    if there.apply is None:
        return ""
    late = there.late.zh if there.late else "过了期限，那里可能不再受理。"
    return f"请在期限届满以前向{there.organ.zh if there.organ else '那里'}提出申请。{late}"
