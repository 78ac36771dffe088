"""A file of acts told from its first to its last, as somebody outside the register wrote it down.

Each act is filled in (see `filling`), planned, and refused where it is not open. Between them the machines record
what they would have recorded by that day (see `machines`); a file that has such acts of its own is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .authority import not_theirs
from .filling import filled, misshapen, told_of
from .law import ActSpec, Law
from .machines import (
    SILENCE,
    UNENDED,
    WITHDRAWN,
    MachineAct,
    due_days,
    silences,
    unended_hearings,
    withdrawals,
)
from .model import Act, Refused, State, World
from .openness import why_not
from .procedure import apply, corrected, fold, plan, prepare, take_numbers, too_early
from .reading import Words, suggest
from .telling import moved
from .unwritten import MACHINE, NOT_JUDGED, before

FIRST = -1_000_000
"""Acts of machines are numbered below those of the file, so that they come first on their day."""


STRIDE = 10
"""Room between two acts of a file for the steps that it leaves out."""


@dataclass
class Told:
    """What came of a file: the state, what was refused, what was added, and what was passed over."""

    state: State = field(default_factory=State)
    line: list[Act] = field(default_factory=list)
    """The acts as they were filled in, with the steps that were added."""
    refused: list[tuple[Act, Refused]] = field(default_factory=list)
    added: list[tuple[Act, Words]] = field(default_factory=list)
    notes: list[tuple[Act, Words]] = field(default_factory=list)


def tell(acts: Sequence[Act], law: Law, world: World, until: date, *, numbered: bool = False) -> Told:
    """The acts in the order in which they happened, and what machines have recorded by `until`.

    `numbered`: the acts carry the numbers under which a register holds them. Proceedings, points and papers then have
    the numbers that they got as the acts were entered, and a late entry renumbers nothing.
    """
    line = [replace(a, seq=a.seq * STRIDE, names=a.names * STRIDE) for a in acts]
    corrections = sorted((a for a in line if a.kind == "correct"), key=lambda a: a.seq)
    wrong: list[tuple[Act, Refused]] = []
    if corrections:
        first = _run([a for a in line if a.kind != "correct"], law, world, until, numbered)
        held, wrong = _corrections(first, corrections, law, world, until, numbered)
        unread = {a.seq for a, why in first.refused if why.code == "code"}
        told_of_them = _with_told([*(a for a in first.line if a.seq not in unread), *held], law, world)
        line = [*first.line, *(a for a in told_of_them if a.kind == "correct")]
    told = _run(line, law, world, until, numbered)
    told.refused += wrong
    for found in (told.refused, told.added, told.notes):
        found[:] = [(replace(a, seq=max(a.seq, 0) // STRIDE), why) for a, why in found]  # type: ignore[misc]
    return told


def _run(line: Sequence[Act], law: Law, world: World, until: date, numbered: bool) -> Told:
    told = Told()
    line = [prepare(a, world) for a in line]
    own = {a.kind for a in line}
    ordered = corrected(line) if "correct" in own else sorted(line, key=lambda a: a.key)
    if numbered:
        _number(told.state, line, ordered, law)
    for act in ordered:
        _machines(told, law, world, act.on, own)
        if act.kind == "correct":
            apply(told.state, act, law.acts[act.kind], law)
        else:
            _take(told, act, law, world, ordered)
    _machines(told, law, world, until, own)
    _judged_at_last(told, law, world, until, own)
    return told


def _number(s: State, line: Sequence[Act], ordered: Sequence[Act], law: Law) -> None:
    """Numbers follow the order of entry where acts were entered in another order than they happened, as in `fold`.

    Steps that were added stand between the numbers of the file and take theirs last."""
    own = sorted((a for a in line if a.seq % STRIDE == 0), key=lambda a: a.seq)
    if own != [a for a in ordered if a.seq % STRIDE == 0]:
        for act in own:
            take_numbers(s, act, law)


def _take(told: Told, act: Act, law: Law, world: World, own: Collection[Act]) -> None:
    spec = law.in_force(act.kind, act.on)
    if spec is None:
        told.line.append(act)
        told.refused.append((act, _no_such_act(act, law)))
        return
    act = filled(told.state, act, spec, law, world)
    wrong = misshapen(act, spec) or not_theirs(told.state, act, spec)
    unmet: Refused | None = None
    if wrong is None:
        act, unmet = _before(told, act, spec, law, world, own)
    told.notes += [(act, words) for words in told_of(act, spec)]
    if wrong is None:
        try:
            told.state = plan(told.state, act, law, world).state
        except Refused as error:
            wrong = unmet or error  # what stood against a step left out stands against the act that needs it
    told.line.append(act)
    if wrong is not None:
        told.refused.append((act, wrong))


def _no_such_act(act: Act, law: Law) -> Refused:
    if act.kind in law.acts:
        return Refused(
            "unknown", f"{act.on} 还没有（或者已经没有）“{act.kind}”这种办理。",
            f"On {act.on} the law of {law.place} knew no act {act.kind!r}.", law.acts[act.kind].provision,
        )  # fmt: skip
    near = suggest(act.kind, law.acts)
    return Refused(
        "unknown", f"没有“{act.kind}”这种办理；huiyin rulebook acts 列出全部。",
        f"There is no act {act.kind!r}{near} 'huiyin rulebook acts' lists them all.",
    )  # fmt: skip


def _corrections(
    first: Told, corrections: Sequence[Act], law: Law, world: World, until: date, numbered: bool
) -> tuple[list[Act], list[tuple[Act, Refused]]]:
    """Those that hold, and those that are refused: of another office, of no act, to what could not have been done."""
    held: list[Act] = []
    wrong: list[tuple[Act, Refused]] = []
    so_far = first
    for act in corrections:
        why = _correction_refused(so_far, act, law, world)
        if why is None:
            then = _run([*first.line, *held, act], law, world, until, numbered)
            why = _newly_refused(so_far, then, act, law)
        if why is None:
            held.append(act)
            so_far = then
        else:
            wrong.append((act, why))
    return held, wrong


def _correction_refused(so_far: Told, act: Act, law: Law, world: World) -> Refused | None:
    spec = law.in_force(act.kind, act.on)
    if spec is None:
        return _no_such_act(act, law)
    s = so_far.state
    mended = [row for row in so_far.refused if row[0].seq == act.names]
    s.conflicts = mended  # what was refused may be mended into what is open
    wrong = misshapen(act, spec) or why_not(s, act, spec, law, world, entry=True)
    return wrong or (None if mended else not_theirs(s, act, spec))


def _newly_refused(was: Told, now: Told, correction: Act, law: Law) -> Refused | None:
    """Mended like this the act itself could not have been done."""
    before_it = {a.seq for a, _ in was.refused}
    for act, why in now.refused:
        if act.seq == correction.names and act.seq not in before_it:
            on = correction.codes.get("wrong") == "on"
            return too_early(act, law.acts[act.kind], why) if on else why
    return None


def _with_told(acts: Sequence[Act], law: Law, world: World) -> list[Act]:
    """The line, each correction with the dates that it moved though petitioners had been told them."""
    found: list[Act] = []
    for act in sorted(acts, key=lambda a: a.seq):
        if act.kind == "correct" and (
            rows := moved(fold(found, law, world), fold([*found, act], law, world), law)
        ):
            act = replace(act, codes={**act.codes, "told": rows})
        found.append(act)
    return found


# ------------------------------------------------------------------ what is added


def _before(
    told: Told, act: Act, spec: ActSpec, law: Law, world: World, own: Collection[Act]
) -> tuple[Act, Refused | None]:
    """Add what the file leaves out before this act, and say what stood against the first step that is not open.

    The days of a request that was added are its own."""
    unmet: Refused | None = None
    for step, why in before(told.state, act, spec, _written(told, act, own), world):
        refused = _add(told, step, law, world, why)
        unmet = unmet or refused
        if refused is None and step.kind == "ask_extension":
            act = replace(act, codes={k: v for k, v in act.codes.items() if k != "days"})
    return act, unmet


def _written(told: Told, act: Act, own: Collection[Act]) -> set[str]:
    """Kinds of step that the file has for this proceeding; whether it is a repeat is said once for the whole file.

    An act still to come that names no proceeding may be meant for any of its office."""
    here = {a.kind for a in told.line if a.proceeding == act.proceeding and a.by != MACHINE}
    later = {
        a.kind for a in own if a.seq > act.seq and a.proceeding in (0, act.proceeding) and a.office in ("", act.office)
    }  # fmt: skip
    return here | later | {a.kind for a in own if a.kind == "judge"}


def _judged_at_last(told: Told, law: Law, world: World, until: date, own: set[str]) -> None:
    """What is open is told of a matter that came for the first time, where the file does not say."""
    if told.state.acts and "judge" not in own and not told.state.judged:
        on = max(until, told.state.last[0])
        first = Act("judge", on, told.state.last[1] + 1, "", MACHINE, 1, codes={"result": "first"})
        _add(told, first, law, world, NOT_JUDGED)


def _machines(told: Told, law: Law, world: World, upto: date, own: set[str]) -> None:
    """What machines record on every night up to that day."""
    while True:
        days = sorted(day for day in set(due_days(told.state)) if told.state.last[0] < day <= upto)
        done = next((day for day in days if _one_night(told, law, world, day, own)), None)
        if done is None:
            return


def _one_night(told: Told, law: Law, world: World, on: date, own: set[str]) -> bool:
    s = told.state
    wishes: list[MachineAct] = []
    if SILENCE not in own:
        wishes += silences(s, law, on)
    if WITHDRAWN not in own:
        wishes += withdrawals(s, on)
    if UNENDED not in own:
        wishes += unended_hearings(s, on)
    recorded = False
    for m in wishes:
        act = Act(
            m.kind, on, FIRST + len(told.added), "", MACHINE, m.proceeding, m.points, petitioner=m.petitioner
        )
        recorded |= _add(told, act, law, world, WORDS[m.kind]) is None
    return recorded


WORDS = {
    SILENCE: Words(
        "逾期没有告知是否受理，机器记录", "nobody said in time whether it is accepted; recorded by a machine"
    ),
    WITHDRAWN: Words("撤回已满7日，机器记录", "the withdrawal has rested; recorded by a machine"),
    UNENDED: Words(
        "听证到期没有结束，机器记录", "the hearing was not ended by its day; recorded by a machine"
    ),
}


def _add(told: Told, act: Act, law: Law, world: World, why: Words) -> Refused | None:
    spec = law.in_force(act.kind, act.on)
    refused = why_not(told.state, act, spec, law, world, entry=True) if spec else _no_such_act(act, law)
    if spec is None or refused is not None:
        return refused
    apply(told.state, act, spec, law)
    told.added.append((act, why))
    if act.seq >= 0:
        told.line.append(act)
    return None
