"""The procedure: acts folded into points, proceedings, duties and windows; an act planned or refused.

`fold` gives the state that a line of acts makes. `plan` says what a new act would change, or refuses it
with the provision. `open_acts` lists what is open now, and for whom. All three are arithmetic over the
rulebook: no clock, no database, no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from . import accused
from .authority import Doer, authority
from .confiding import confide, led_to_accused
from .effects import EFFECTS
from .effects_duties import open_duty, reduce_duties
from .effects_papers import issue
from .effects_review import set_stage
from .law import ActSpec, Law
from .model import Act, Duty, Event, Refused, State, World
from .openness import OpenAct, open_acts, why_not, with_open
from .telling import moved

__all__ = [
    "Doer", "OpenAct", "Planned", "apply", "authority", "corrected", "difference", "fold", "open_acts", "plan", "prepare",
    "too_early", "why_not",
]  # fmt: skip


class Planned(NamedTuple):
    """What an act would change."""

    act: Act
    events: tuple[Event, ...]
    conflicts: tuple[tuple[Act, Refused], ...]
    """Acts that would no longer be open if this correction stood."""
    state: State
    """The file with the act in it."""
    refolded: bool
    """Whether the whole line was counted again (a late entry or a correction)."""


def apply(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Let an open act change the state: its effect, duties met and ended, duties opened, its paper."""
    effect = EFFECTS[spec.effect]
    new = effect(s, act, spec, law)
    if spec.meets:
        reduce_duties(s, act, spec.meets, "met", own=True)
    if spec.ends:
        reduce_duties(s, act, spec.ends, "ended", own=False)
    for item in spec.opens:
        open_duty(s, act, law, item, new)
    if spec.sets:
        set_stage(s, act, spec)
    if spec.issues:
        issue(s, act, spec, law, new)
    _lapse(s, act)
    s.acts.append(act)
    s.last = max(s.last, act.key)
    if spec.to or spec.effect in ("end_withdrawn", "decide_review", "want_paper"):
        decided = all(q.step in law.decided for q in s.points.values())
        s.concluded_on = (s.concluded_on or act.on) if decided else None


def _lapse(s: State, act: Act) -> None:
    """The period to object is an office's option: when it is over it lapses, and nothing is late."""
    for d in [d for d in s.live if d.kind == "option" and d.due and d.due < act.on]:
        d.how, d.ended_on, d.ended_by = "lapsed", d.due, act.seq
        s.live.remove(d)
        s.events.append(Event("ended", d))


def corrected(acts: Sequence[Act]) -> list[Act]:
    """The line with its corrections taken in, in order of (happened, sequence).

    A correction that was itself corrected as never having happened has no force; of two that mend the same
    field the later one holds.
    """
    line = {a.seq: a for a in acts}
    corrections = sorted((a for a in acts if a.kind == "correct"), key=lambda a: a.seq)
    for c in reversed(corrections):
        if c.seq in line and c.codes.get("wrong") == "never_happened":
            line.pop(c.names, None)
    for c in corrections:
        if c.seq in line and c.names in line and c.codes.get("wrong") != "never_happened":
            line[c.names] = _mended(line[c.names], str(c.codes.get("wrong")), c.codes.get("value"), c.seq)
    return sorted(line.values(), key=lambda a: a.key)


def _mended(act: Act, wrong: str, value: Any, by: int) -> Act:
    if wrong == "on":
        return replace(act, on=date.fromisoformat(str(value)), revision=by)
    if wrong == "to":
        return replace(act, to=str(value), revision=by)
    mended = int(value) if wrong == "days" else value
    if isinstance(act.codes.get(wrong), Mapping) and not isinstance(value, Mapping):
        mended = dict.fromkeys(map(str, act.points), value)  # one outcome, for each point of that act
    elif isinstance(value, Mapping):
        mended = {**act.codes.get(wrong, {}), **value}
    return replace(act, codes={**act.codes, wrong: mended}, revision=by)


def fold(
    acts: Iterable[Act], law: Law, world: World, *, editions: Mapping[str, Law] | None = None,
    happened_by: date | None = None, entry: bool = False,
) -> State:  # fmt: skip
    """The state that these acts make, or made by a day (`happened_by`; corrections count whenever made).

    Each act is counted under the edition it was recorded with (`editions`), else under `law`. Acts that are
    not open where they stand are kept in `conflicts`, and change nothing until a person resolves them.
    `entry` also asks what is asked only once, when an act is recorded.
    """
    line = list(acts)
    s = State()
    if any(a.kind == "correct" for a in line):
        ordered = corrected(line)
    else:
        ordered = sorted(line, key=lambda a: a.key)
    if ordered != line:  # entered in another order than it happened: numbers follow the order of entry
        for act in sorted(line, key=lambda a: a.seq):
            take_numbers(s, act, law)
    early: list[Act] = []
    for act in ordered:
        if happened_by is not None and act.on > happened_by:
            break
        if act.kind == "correct" and not s.acts:
            early.append(act)  # it corrected the day of registration itself to one after its own
            continue
        # Not `if editions`: editions are read when first asked for, so the table is empty at first.
        edition = law if editions is None else editions.get(act.edition, law)
        _step(s, act, edition, world, entry=entry and act.kind != "correct")
        while early and s.acts:
            _step(s, early.pop(0), edition, world, entry=False)
    confide(s, line, ordered)
    return s


def _step(s: State, act: Act, law: Law, world: World, *, entry: bool) -> None:
    spec = law.in_force(act.kind, act.on)
    refused = why_not(s, act, spec, law, world, entry=entry) if spec else _unknown(act, law)
    if spec is None or refused:
        s.conflicts.append((act, refused or _unknown(act, law)))
        take_numbers(s, act, law)
    else:
        apply(s, act, spec, law)


def take_numbers(s: State, act: Act, law: Law) -> None:
    """The numbers of the proceeding, paper and point that an act makes, taken before it is its turn."""
    spec = law.acts.get(act.kind)
    if spec is None:
        return
    if spec.level == "new":
        s.counts.setdefault("point", len(act.codes.get("purposes", ["claim"])))
    if spec.begins(act.codes):
        s.number("proceeding", act.seq)
    if spec.issues:
        s.number("paper", act.seq)
    if spec.effect in ("add_point", "renew_point"):
        s.number("point", act.seq)


def _unknown(act: Act, law: Law) -> Refused:
    spec = law.acts.get(act.kind)
    zh, en = (spec.title.zh, spec.title.en) if spec else (act.kind, act.kind)
    return Refused(
        "unknown", f"{act.on} 的规则里没有“{zh}”这种办理，请核对日期。",
        f"The rules of {act.on} know no act '{en}': is the day right?",
    )  # fmt: skip


def plan(s: State, act: Act, law: Law, world: World, doer: Doer | None = None, *,
         line: Sequence[Act] = (), editions: Mapping[str, Law] | None = None) -> Planned:  # fmt: skip
    """What this act would change, or `Refused`.

    An act at the end of the line is applied to `s` itself (which is then spent, as the new state); a
    correction, or an act that happened before the last one, folds the whole line (`line`) again. A late
    entry may not unmake what was recorded after it; a correction may, and says so in `conflicts`.
    """
    spec = law.in_force(act.kind, act.on)
    if spec is None:
        raise with_open(_unknown(act, law), s, law, world, doer, act)
    if doer is not None:
        refused = authority(s, act, spec, doer)
        if refused:
            raise with_open(refused, s, law, world, doer, act)
    act = accused.prepare(prepare(act, world), s, world)
    if act.kind != "correct" and (act.on, act.seq) >= s.last:
        refused = why_not(s, act, spec, law, world, entry=True)
        if refused:
            raise with_open(refused, s, law, world, doer, act)
        mark, before = len(s.events), tuple(s.conflicts)
        apply(s, act, spec, law)
        return Planned(act, tuple(s.events[mark:]), before, s, False)
    return _replan(s, act, spec, law, world, doer, line, editions)


def _replan(s: State, act: Act, spec: ActSpec, law: Law, world: World, doer: Doer | None,
            line: Sequence[Act], editions: Mapping[str, Law] | None) -> Planned:  # fmt: skip
    before = {a.seq for a, _ in s.conflicts}
    upto = s if act.kind == "correct" else fold(line, law, world, editions=editions, happened_by=act.on)
    refused = why_not(upto, act, spec, law, world, entry=True)
    today = replace(act, on=max(act.on, s.last[0]))
    if refused and upto is not s and why_not(s, today, spec, law, world, entry=True) is None:
        refused = too_early(act, spec, refused)
    if refused:
        raise with_open(refused, s, law, world, doer, act)
    new = fold([*line, act], law, world, editions=editions)
    if act.kind == "correct" and (rows := moved(s, new, law)):
        # What petitioners were told otherwise is known only against the folding without the correction.
        act = replace(act, codes={**act.codes, "told": rows})
        new = fold([*line, act], law, world, editions=editions)
    if act.kind == "correct" and (refused := led_to_accused(new, act, law, world)):
        raise with_open(refused, s, law, world, doer, act)
    for other, reason in new.conflicts:
        if other.seq == act.seq:
            raise with_open(reason, s, law, world, doer, act)
        if other.seq == act.names and other.seq not in before and act.kind == "correct":
            # Mended like this the act itself could not have been done.
            on = act.codes.get("wrong") == "on"
            reason = too_early(other, law.acts[other.kind], reason) if on else reason
            raise with_open(reason, s, law, world, doer, act)
        if other.seq not in before and act.kind != "correct":
            raise Refused(
                "unmakes", f"补录后，第{other.seq}条记录（{other.on}）将不成立：{reason.zh}",
                f"Entered late, this would unmake act {other.seq} of {other.on}: {reason.en}", reason.provision,
            )  # fmt: skip
    return Planned(act, difference(s, new, act), tuple(new.conflicts), new, True)


def too_early(act: Act, spec: ActSpec, why: Refused) -> Refused:
    """What is open today was not open on the day that the form names."""
    return Refused(
        "before", f"{act.on} 还不能“{spec.title.zh}”：{why.zh}",
        f"'{spec.title.en}' was not open on {act.on}: {why.en}", why.provision or spec.provision,
    )  # fmt: skip


def difference(old: State, new: State, act: Act) -> tuple[Event, ...]:
    """What changed between two foldings of a file, as events of the act that made the difference."""
    events: list[Event] = []
    for key, d in new.duties.items():
        was = old.duties.get(key)
        if was is None:
            events.append(Event("opened", d))
            if d.how:
                events.append(Event("ended", d))
        elif _end(was) != _end(d):
            events.append(Event("ended" if d.how else "reopened", d))
    for key, d in old.duties.items():
        if key not in new.duties and d.how != "corrected":
            d.how, d.ended_on, d.ended_by = "corrected", act.on, act.seq
            events.append(Event("ended", d))
    events += [Event("window", w) for key, w in new.windows.items() if key not in old.windows]
    events += [Event("window_corrected", w) for key, w in old.windows.items() if key not in new.windows]
    events += [Event("proceeding", q) for no, q in new.proceedings.items() if no not in old.proceedings]
    events += [Event("paper", q) for no, q in new.papers.items() if no not in old.papers]
    return tuple(events)


def _end(d: Duty) -> tuple[str, date | None, int, str]:
    return (d.how, d.ended_on, d.ended_by, d.replaced_by)


def prepare(act: Act, world: World) -> Act:
    """Write into the act what the effects need of the offices on that day."""
    if act.kind in ("register", "renew_point"):
        receiver = act.to or act.office
    elif act.kind in ("transfer", "assign"):
        receiver = act.to if act.to and world.exists(act.to, act.on) else ""
    elif act.kind == "refer_competence":
        conference = world.kind(act.to) == "conference"
        return replace(act, codes={**act.codes, "conference": 1}) if conference else act
    else:
        return act
    known: dict[str, Any] = {}
    if world.kind(receiver) == "petition":
        known["petition_office"] = 1
    elif judicial := world.judicial(receiver):
        known["judicial"] = judicial
    return replace(act, codes={**act.codes, **known}) if known else act
