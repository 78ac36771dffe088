"""Writes transitions.txt: every allowed and forbidden transition, as the rulebook and the procedure have it.

The file is committed, so that a change of the rulebook shows in review as a change of what offices may do.
Write it again with `.venv/bin/python -m tests.statute.transitions`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from huiyin.statute.law import ActSpec, Law
from huiyin.statute.model import Act, Point, Proceeding, State
from tests.statute.lives import Life, law

FILE = Path(__file__).with_name("transitions.txt")
LEVELS = ("dispatch", "handling", "lead_in")
ON = date(2026, 3, 16)


def situation(level: str, step: str, purpose: str = "claim") -> State:
    """A file with one point at that step, in a proceeding of that level."""
    s = State()
    s.acts.append(Act("register", date(2026, 3, 2), 1, "xfj", "officer:xfj", to="xfj"))
    s.last = (date(2026, 3, 2), 1)
    p = Proceeding(1, level, "town", date(2026, 3, 2), 1)
    p.sender, p.parent, p.how = "xfj", 1, "transfer"
    s.proceedings[1] = p
    s.points[1] = Point(1, purpose, 1)
    s.points[1].step = step
    s.petitioners[1] = "self"
    return s


def cell(spec: ActSpec, level: str, step: str) -> str:
    """What the table says: the step that follows, `=` where it stays, `.` where the act is refused."""
    if not spec.fits(level) or step not in spec.frm:
        return "."
    return spec.to if spec.to and spec.to != step else "="


def matrix(book: Law) -> list[str]:
    """One table a level: acts down, steps across."""
    lines: list[str] = []
    steps = list(book.steps)
    width = max(map(len, steps)) + 1
    for level in LEVELS:
        lines += [f"## points in a proceeding of the level: {level}", ""]
        lines.append(" " * 20 + "".join(step.ljust(width) for step in steps).rstrip())
        for spec in book.acts.values():
            if spec.frm and spec.fits(level):
                cells = "".join(cell(spec, level, step).ljust(width) for step in steps)
                lines.append(spec.key.ljust(20) + cells.rstrip())
        lines.append("")
    return lines


def rows(book: Law) -> list[str]:
    """Each act: who may, where, what it opens, meets and ends, what it issues and what is asked of it."""
    lines = ["## acts", ""]
    for spec in book.acts.values():
        lines.append(f"{spec.key}  {spec.title.zh}  [{spec.provision}, {spec.certainty}]")
        lines.append(f"    who     {' '.join(sorted(spec.who))}")
        lines.append(f"    where   {spec.level} / {spec.where}")
        opens = [
            item.rule + (f" (owed by the {item.owes})" if item.owes == "sender" else "")
            for item in spec.opens
        ]
        for name, found in (
            ("opens", opens),
            ("meets", list(spec.meets)),
            ("ends", list(spec.ends)),
            ("guards", list(spec.guards)),
        ):
            if found:
                lines.append(f"    {name:8}{', '.join(found)}")
        if spec.issues:
            lines.append(f"    issues  {spec.issues}")
    return [*lines, ""]


def stages(book: Law) -> list[str]:
    """Acts of review and re-review: the stage that follows, `=` where it stays, `.` where the act is refused."""
    width = max(map(len, book.stages)) + 1
    lines = ["## reviews, by stage", "", " " * 22 + "".join(s.ljust(width) for s in book.stages).rstrip()]
    for spec in book.acts.values():
        if spec.at:
            cells = "".join((spec.sets or "=" if s in spec.at else ".").ljust(width) for s in book.stages)
            lines.append(spec.key.ljust(22) + cells.rstrip())
    return [*lines, ""]


# ------------------------------------------------------------------ what is open in real lives


def _petition_office() -> Life:
    life = Life()
    life.register("2026-03-02", "xfj")
    return life


def _judged() -> Life:
    life = _petition_office()
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    return life


def _reported() -> Life:
    life = _judged()
    life.do("report_up", "2026-03-03", "xfj", 1, (1,), to="county")
    return life


def _organ() -> Life:
    life = Life()
    life.register("2026-03-02", "labour")
    return life


def _dispatched() -> Life:
    return Life().dispatched()


def _accepted() -> Life:
    return Life().accepted()


def _objected() -> Life:
    life = Life().dispatched(to="environment")
    life.do("object", "2026-03-12", "environment", 2, (1,))
    return life


def _returned() -> Life:
    life = _objected()
    life.do("consent_return", "2026-03-13", "xfj", 2, (1,))
    return life


def _asked() -> Life:
    life = Life().accepted()
    life.do("ask_extension", "2026-03-16", "town", 2, (1,), days=20)
    return life


def _extended() -> Life:
    life = _asked()
    life.do("approve_extension", "2026-03-16", "town", 2, (1,))
    return life


def _led_in() -> Life:
    life = Life().dispatched(to="labour")
    life.do("name_path", "2026-03-16", "labour", 2, (1,), path="31[5]", procedure="labour-inspection")
    return life


def _answered() -> Life:
    life = Life().accepted()
    life.do("answer", "2026-03-16", "town", 2, (1,), outcome={"1": "support"}, execution={"1": "2026-07-10"})
    return life


def _suggestion() -> Life:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["suggestion"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")
    return life


def _kept() -> Life:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["thanks"], channel="letter")
    life.do("keep_on_file", "2026-03-03", "xfj", 1, (1,))
    return life


def _closed() -> Life:
    life = _kept()
    life.do("close", "2026-03-04", "xfj")
    return life


def _archived() -> Life:
    life = _closed()
    life.do("archive", "2026-03-05", "xfj")
    return life


def _accusation() -> Life:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["accusation"], restricted=1)
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    return life


def _accusation_sent() -> Life:
    life = _accusation()
    life.do("name_accused", "2026-03-03", "xfj", 1, outside=1)
    life.do("transfer", "2026-03-03", "xfj", 1, (1,), to="jw")
    return life


def _withdrawing() -> Life:
    life = Life().dispatched()
    life.do("withdraw", "2026-03-10", petitioner=1)
    return life


def _silent() -> Life:
    return Life().dispatched("2026-02-10", sent="2026-02-12")


def _review_asked() -> Life:
    life = Life().accepted()
    life.do("answer", "2026-03-16", "town", 2, (1,), outcome={"1": "not_support"})
    opinion = max(life.state.papers)
    life.do(
        "serve", "2026-03-16", "town", 2, paper=opinion, petitioner=1, method="direct", received_by="self"
    )
    life.do("apply_review", "2026-03-16", "xfj", 0, (1,), to="county", petitioner=1, paper=opinion)
    return life


def _review_accepted() -> Life:
    life = _review_asked()
    life.do("accept_review", "2026-03-16", "county", 3)
    life.do(
        "name_investigators", "2026-03-16", "county", 3, first="zhou", second="wu", declared="no_interest"
    )
    life.do("investigate_review", "2026-03-16", "county", 3)
    return life


def _reviewed(outcome: str) -> Life:
    life = _review_accepted()
    said: dict[str, Any] = {"outcome": {"1": outcome}, "redo_days": 30}
    life.do("hold_session", "2026-03-16", "county", 3, (1,), members=9, present=9, favour=9, **said)
    life.do("decide_review", "2026-03-16", "county", 3, (1,), **said)
    life.do(
        "serve", "2026-03-16", "county", 3, paper=max(life.state.papers), petitioner=1, method="direct", received_by="self"
    )  # fmt: skip
    return life


def _re_reviewed() -> Life:
    life = _reviewed("maintain")
    opinion = max(life.state.papers)
    life.do("apply_re_review", "2026-03-16", "xfj", 0, (1,), to="city", petitioner=1, paper=opinion)
    life.do("accept_review", "2026-03-16", "city", 4)
    life.do("name_investigators", "2026-03-16", "city", 4, first="li", second="sun", declared="no_interest")
    life.do("investigate_review", "2026-03-16", "city", 4)
    outcome = {"1": "maintain"}
    life.do(
        "hold_session", "2026-03-16", "city", 4, (1,), members=9, present=8, recused=1, favour=8, outcome=outcome
    )  # fmt: skip
    life.do("decide_re_review", "2026-03-16", "city", 4, (1,), outcome=outcome)
    life.do(
        "serve", "2026-03-16", "city", 4, paper=max(life.state.papers), petitioner=1, method="direct", received_by="self"
    )  # fmt: skip
    return life


LIVES: dict[str, Callable[[], Life]] = {
    "received by the petition office, not judged": _petition_office,
    "received by the petition office, judged first": _judged,
    "reported to the government": _reported,
    "received by an organ directly": _organ,
    "transferred to an organ, in the period to object": _dispatched,
    "transferred, and the fifteen days to tell are over": _silent,
    "objection pending": _objected,
    "returned to the sender": _returned,
    "accepted": _accepted,
    "accepted, extension asked": _asked,
    "accepted, extension approved": _extended,
    "led in to another procedure": _led_in,
    "answered: supported, not carried out, not served": _answered,
    "review asked for": _review_asked,
    "review accepted and looked into": _review_accepted,
    "opinion maintained on review": lambda: _reviewed("maintain"),
    "opinion revoked on review, to be redone": lambda: _reviewed("revoke"),
    "maintained on re-review and served": _re_reviewed,
    "suggestion at an organ": _suggestion,
    "accusation at the petition office": _accusation,
    "accusation at the discipline organ": _accusation_sent,
    "withdrawal resting": _withdrawing,
    "kept on file": _kept,
    "closed": _closed,
    "archived": _archived,
}


def situations() -> list[str]:
    """What is open on 16 March 2026, by proceeding, and what is owed."""
    lines = ["## what is open on 2026-03-16, and what is owed", ""]
    for name, tell in LIVES.items():
        life = tell()
        lines.append(name)
        for number in (0, *life.state.proceedings):
            kinds = sorted({o.kind for o in life.open("2026-03-16") if o.proceeding == number})
            if kinds:
                where = (
                    f"{life.proceeding(number).kind} at {life.proceeding(number).office}"
                    if number
                    else "file"
                )
                lines.append(f"    {where + ':':24}{' '.join(kinds)}")
        owed = [f"{d.office} {d.rule} {d.due or 'promptly'}" for d in life.state.live if d.kind == "duty"]
        lines.append(f"    {'owed:':24}{', '.join(owed) or 'nothing'}")
        lines.append("")
    return lines


def text() -> str:
    """The whole file."""
    book = law()
    head = [
        "# Transitions: what each act does to a point, from the rulebook. `.` refused, `=` the step stays.",
        "# Written by `python -m tests.statute.transitions`; a test holds it equal to the rulebook.", "",
    ]  # fmt: skip
    return "\n".join([*head, *matrix(book), *stages(book), *rows(book), *situations()]).rstrip() + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
