"""`huiyin replay FILE --as-of DATE`: folds a file of acts by the rulebook alone. Format: docs/replay.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huiyin.commands import Refused
from huiyin.statute.explain import duty_steps, window_steps
from huiyin.statute.guards_base import fraction
from huiyin.statute.law import Law, law_of
from huiyin.statute.loader import load
from huiyin.statute.model import Act, Duty, Proceeding, State
from huiyin.statute.openness import open_acts
from huiyin.statute.reading import Words
from huiyin.statute.replaying import Told, tell
from huiyin.statute.rules import NATIONAL

if TYPE_CHECKING:
    from huiyin.commands import Subparsers

ACT_KEYS = (
    "act", "on", "seq", "at", "office", "by", "proceeding", "points", "to", "petitioner", "paper", "names", "codes", "recorded",
)  # fmt: skip
OFFICE_KEYS = (
    "kind",
    "may_answer",
    "restricted",
    "under",
    "since",
    "until",
    "discipline",
    "reviewed_by",
    "seats",
    "quorum",
)


BY_NAME = (
    ("xfj", "petition"), ("信访", "petition"), ("纪委", "discipline"), ("监委", "discipline"), ("法院", "court"),
    ("检察院", "procuratorate"), ("政法委", "political_legal"), ("联席会议", "conference"), ("村委会", "village"),
)  # fmt: skip
"""What an office is that the first line says nothing of, by a word of its code."""


@dataclass
class World:
    """Offices as the file's first line names them; an office it does not name is a government office."""

    offices: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: bool = False
    """Whether only named offices exist (the first line named some)."""

    def exists(self, code: str, on: date) -> bool:
        """Whether there is such an office on that day."""
        row = self.offices.get(code)
        if row is None:
            return not self.closed
        return bool(row.get("since", "0001-01-01") <= on.isoformat() <= row.get("until", "9999-12-31"))

    def kind(self, code: str) -> str:
        """Kind of the office."""
        named = self.offices.get(code, {}).get("kind")
        return str(named or next((kind for word, kind in BY_NAME if word in code), "government"))

    def judicial(self, code: str) -> str:
        """A court or procuratorate, or another political-legal organ."""
        kind = self.kind(code)
        return "court" if kind in ("court", "procuratorate") else "organ" if kind == "political_legal" else ""

    def may_answer(self, code: str) -> bool:
        """Whether it issues handling opinions."""
        return bool(
            self.offices.get(code, {}).get(
                "may_answer", self.kind(code) not in ("petition", "village", "committee")
            )
        )

    def handles_restricted(self, code: str, on: date) -> bool:
        """Whether somebody there is named for restricted matters."""
        return bool(self.offices.get(code, {}).get("restricted", not self.closed))

    def under(self, code: str, on: date) -> frozenset[str]:
        """Offices below it."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            for low in self.offices.get(waiting.pop(), {}).get("under", ()):
                if low not in found:
                    found.add(low)
                    waiting.append(low)
        return frozenset(found)

    def home(self, code: str, on: date) -> frozenset[str]:
        """Offices directly above it."""
        return frozenset(above for above, row in self.offices.items() if code in row.get("under", ()))

    def above(self, code: str, on: date) -> frozenset[str]:
        """Offices above it, however many steps away."""
        return frozenset(upper for upper in self.offices if code in self.under(upper, on))

    def reviewers(self, code: str, on: date) -> frozenset[str]:
        """Where its opinions are taken for review."""
        return frozenset(self.offices.get(code, {}).get("reviewed_by", ()))

    def seats(self, code: str, on: date) -> frozenset[str]:
        """Offices with a seat in the committee."""
        return frozenset(self.offices.get(code, {}).get("seats", ()))

    def quorum(self, code: str) -> tuple[int, int]:
        """The part of the members that must be present."""
        return fraction(str(self.offices.get(code, {}).get("quorum", "")))

    def discipline(self, code: str, on: date) -> str:
        """Who receives accusations against its people."""
        return str(self.offices.get(code, {}).get("discipline", ""))


def add(subparsers: Subparsers) -> None:
    """`huiyin replay`."""
    parser = subparsers.add_parser(
        "replay",
        help="按规则库重放一卷办理记录 fold a file of acts by the rulebook",
        description="Folds acts, one JSON object a line, and says what is owed, by whom, until when, and what is open.",
    )
    parser.add_argument("file", metavar="FILE", help="one act a line; - reads standard input")
    parser.add_argument(
        "--as-of", dest="as_of", metavar="DATE", help="acts that happened by this day (default: all)"
    )
    parser.add_argument("--known-by", metavar="DATE", help="acts that had been entered by this day")
    parser.add_argument("--place", help="national or an overlay; else what the first line says")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the state of the file."""
    head, acts, numbered = _read(args.file)
    place = args.place or head.get("place", NATIONAL)
    book = load()
    if place not in book.places:
        raise Refused(f"no place {place!r}: there are {', '.join(book.places)}")
    world = World(head.get("offices", {}), bool(head.get("offices")))
    as_of = _day(args.as_of, "--as-of") if args.as_of else max((a.on for a in acts), default=date.min)
    known = _day(args.known_by, "--known-by") if args.known_by else date.max
    chosen = [a for a in acts if a.on <= as_of and (a.recorded or a.on) <= known]
    law = law_of(book, place)
    answer = as_json(tell(chosen, law, world, min(as_of, known), numbered=numbered), law, world, as_of)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if args.json else as_text(answer))
    return 0


# ------------------------------------------------------------------ reading


def _read(name: str) -> tuple[dict[str, Any], list[Act], bool]:
    """The first line, the acts, and whether they carry numbers of their own."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{name}: cannot be read ({error})") from None
    head: dict[str, Any] = {}
    acts: list[Act] = []
    numbered = False
    for where, row in _rows(text, name):
        if not isinstance(row, dict):
            raise Refused(f"{where}: one JSON object a line")
        if "act" in row:
            numbered |= "seq" in row
            acts.append(_act(row, where, len(acts) + 1))
        elif not acts and not head:
            head = _head(row, where)
        else:
            raise Refused(f"{where}: no act is named ('act')")
    if not acts:
        raise Refused(f"{name}: no acts")
    if len({a.seq for a in acts}) < len(acts):
        raise Refused(f"{name}: two acts have the same 'seq'; leave it out, or number them all")
    return head, acts, numbered


def _rows(text: str, name: str) -> Iterator[tuple[str, Any]]:
    """Every object with its place: one a line, or all of them in one JSON list."""
    if text.lstrip().startswith("["):
        try:
            yield from ((f"{name}: object {no}", row) for no, row in enumerate(json.loads(text), 1))
        except json.JSONDecodeError as error:
            raise Refused(f"{name}:{error.lineno}: not JSON ({error.msg})") from None
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            yield f"{name}:{number}", json.loads(line)
        except json.JSONDecodeError as error:
            raise Refused(f"{name}:{number}: not JSON ({error.msg})") from None


def _head(row: dict[str, Any], where: str) -> dict[str, Any]:
    unknown = sorted(row.keys() - {"place", "offices", "note"})
    if unknown:
        raise Refused(f"{where}: unknown key {unknown[0]!r} in the first line (place, offices, note)")
    for code, office in row.get("offices", {}).items():
        wrong = sorted(office.keys() - set(OFFICE_KEYS))
        if wrong:
            raise Refused(f"{where}: office {code!r}: unknown key {wrong[0]!r} ({', '.join(OFFICE_KEYS)})")
    return row


def _act(row: dict[str, Any], where: str, number: int) -> Act:
    unknown = sorted(row.keys() - set(ACT_KEYS))
    if unknown:
        raise Refused(
            f"{where}: unknown key {unknown[0]!r}: an act has {', '.join(ACT_KEYS)}; fields of its form stand in 'codes'"
        )
    if "on" not in row:
        raise Refused(f"{where}: the act has no day ('on')")
    codes = row.get("codes", {})
    if not isinstance(codes, dict):
        raise Refused(f'{where}: \'codes\' is an object, like {{"channel": "visit"}}')
    if (
        isinstance(row.get("paper"), str) and not row["paper"].isdigit()
    ):  # by its kind; `filling` finds its number
        codes = {**codes, "paper": row.pop("paper")}
    if isinstance(row.get("points"), int):
        row["points"] = [row["points"]]
    try:
        return Act(
            kind=str(row["act"]), on=_day(row["on"], where), seq=int(row.get("seq", number)), office=str(row.get("office", "")),
            by=str(row.get("by", "")), proceeding=int(row.get("proceeding", 0)), points=tuple(map(int, row.get("points", ()))),
            to=str(row.get("to", "")), petitioner=int(row.get("petitioner", 0)), paper=int(row.get("paper", 0)),
            names=int(row.get("names", 0)), at=time.fromisoformat(row["at"]) if row.get("at") else None,
            codes=dict(codes), recorded=_day(row["recorded"], where) if row.get("recorded") else None,
        )  # fmt: skip
    except (TypeError, ValueError) as error:
        raise Refused(f"{where}: {error}") from None


def _day(text: Any, where: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise Refused(f"{where}: {text!r} is not a date like 2026-03-16") from None


# ------------------------------------------------------------------ answering


def as_json(told: Told, law: Law, world: World, as_of: date) -> dict[str, Any]:
    """The state as it is printed."""
    s = told.state
    entered = {a.seq: a.recorded for a in s.acts if a.recorded and a.recorded > a.on}
    return {
        "as_of": as_of.isoformat(), "edition": law.edition, "place": law.place, "phase": s.phase,
        "points": [
            {"no": q.no, "purpose": q.purpose, "path": q.path, "step": q.step, "proceeding": q.proceeding, "outcome": q.outcome,
             "carried_out": _iso(q.carried_on), "opinion": q.opinion, "renews": q.renews} for q in s.points.values()
        ],
        "proceedings": [
            {"no": p.no, "kind": p.kind, "office": p.office, "sender": p.sender, "received": _iso(p.received),
             "procedure": p.procedure, "parent": p.parent, "how": p.how, **_review(p)} for p in s.proceedings.values()
        ],
        "duties": [_duty(d, s, law, as_of, entered.get(d.ended_by)) for d in s.duties.values()],
        "windows": [
            {"rule": w.rule, "petitioner": w.petitioner, "paper": w.paper, "points": list(s.papers[w.paper].points),
             "from": _iso(w.start), "nominal_end": _iso(w.nominal),
             "end": _iso(w.end), "provisional": w.provisional, "provision": w.provision, "certainty": w.certainty,
             "steps": [step._asdict() for step in window_steps(w, law)]} for w in s.windows.values()
        ],
        "papers": [
            {"no": p.no, "kind": p.kind, "office": p.office, "on": _iso(p.on), "to_petitioners": list(p.addressees),
             "served": {str(k): _iso(v) for k, v in p.served.items()}} for p in s.papers.values()
        ],
        "final": [{"petitioner": who, "point": no, "paper": paper} for (who, no), paper in s.final.items()],
        "open": [{"act": o.kind, "proceeding": o.proceeding, "points": list(o.points)} for o in open_acts(s, law, world, as_of)],
        "refused": [
            {"seq": a.seq, "act": a.kind, "on": _iso(a.on), "zh": r.zh, "en": r.en, "provision": r.provision} for a, r in told.refused
        ],
        "added": [_said(a, why) for a, why in told.added],
        "notes": [_said(a, why) for a, why in told.notes],
    }  # fmt: skip


def _said(act: Act, words: Words) -> dict[str, Any]:
    return {"seq": act.seq, "act": act.kind, "on": _iso(act.on), "proceeding": act.proceeding, "points": list(act.points),
            "zh": words.zh, "en": words.en}  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _review(p: Proceeding) -> dict[str, Any]:
    """What a petitioner has asked to be looked at again, and what came of it."""
    r = p.review
    if r is None:
        return {"redo": {str(no): was for no, was in p.redo.items()}} if p.redo else {}
    return {
        "applicant": r.applicant, "points": list(r.points), "against": r.against, "stage": r.stage, "late": r.late,
        "outcomes": {str(no): said for no, said in r.outcomes.items()},
    }  # fmt: skip


def _duty(d: Duty, s: State, law: Law, as_of: date, entered: date | None) -> dict[str, Any]:
    held = s.proceedings.get(d.proceeding)  # a paper of the file itself hangs on none
    review = held.review if held else None
    return {
        "rule": d.rule, "office": d.office, "proceeding": d.proceeding, "points": list(d.over or (review.points if review else ())),
        "from": _iso(d.start),
        "nominal_due": _iso(d.nominal), "due": _iso(d.due), "provisional": d.provisional, "provision": d.provision,
        "certainty": d.certainty, "state": d.stands(as_of), "ended_on": _iso(d.ended_on), "entered_on": _iso(entered),
        "late": d.late(as_of), "paper": d.paper or None,
        "steps": [step._asdict() for step in duty_steps(d, law)],
    }  # fmt: skip


def as_text(answer: dict[str, Any]) -> str:
    """The state for reading."""
    lines = [f"{answer['as_of']}  {answer['phase']}  ({answer['place']}, {answer['edition'][:12]})"]
    lines += [
        f"  诉求{q['no']} {q['purpose']} {q['path']} {q['step']} {q['outcome']}" for q in answer["points"]
    ]
    for d in answer["duties"]:
        late = " 逾期" if d["late"] else ""
        lines.append(
            f"  {d['rule']:17} {d['office']:8} {d['nominal_due']} → {d['due']}  {d['state']}{late}  {d['provision']}"
        )
    lines += [
        f"  window {w['rule']} 信访人{w['petitioner']}: {w['from']} → {w['end']}  {w['provision']}"
        for w in answer["windows"]
    ]
    lines += [
        f"  × {r['on']} {r['act']}: {r['zh']}" + (f"（{r['provision']}）" if r["provision"] else "")
        for r in answer["refused"]
    ]
    lines += [f"  + {r['on']} {r['act']}: {r['zh']}" for r in answer["added"]]
    lines += [f"  ? {r['on']} {r['act']}: {r['zh']}" for r in answer["notes"]]
    lines.append("  open: " + ", ".join(dict.fromkeys(o["act"] for o in answer["open"])))
    return "\n".join(lines)
