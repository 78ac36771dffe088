"""The procedure: acts folded into points, proceedings, duties and windows; an act planned or refused.

`fold` gives the state that a line of acts makes. `plan` says what a new act would change, or refuses it
with the provision. `open_acts` lists what is open now, and for whom. All three are arithmetic over the
rulebook: no clock, no database, no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from .effects import EFFECTS, issue, open_duty, reduce_duties
from .guards import AT_ENTRY, GUARDS
from .guards_file import FILE_GUARDS
from .law import ActSpec, Law
from .model import Act, Event, Proceeding, Refused, State, World

ALL_GUARDS = {**GUARDS, **FILE_GUARDS}
CONFIDENTIAL = "confidential"
STANDS_FOR = frozenset({"registrar", "dispatcher", "handler", "section", "archivist"})
"""On a restricted matter the named officer does the work of these posts himself."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who wants to act: `kind` is officer, petitioner or machine."""

    kind: str
    ref: str
    office: str = ""
    posts: frozenset[str] = frozenset()


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


class OpenAct(NamedTuple):
    """An act that is open now."""

    kind: str
    proceeding: int
    points: tuple[int, ...]


# ------------------------------------------------------------------ one act


def why_not(s: State, act: Act, spec: ActSpec, law: Law, world: World, *, entry: bool) -> Refused | None:
    """The first reason why an act is not open, or None. `entry` also asks what is asked only once."""
    p = s.proceedings.get(act.proceeding)
    found = _level(s, act, spec, p) or _points(s, act, spec, p, law)
    if found:
        return found
    for name in spec.guards:
        if entry or name not in AT_ENTRY:
            found = ALL_GUARDS[name](s, act, p, law, world)
            if found:
                return found
    return None


def _level(s: State, act: Act, spec: ActSpec, p: Proceeding | None) -> Refused | None:
    if (spec.level == "new") != (not s.acts):
        if s.acts:
            return Refused("registered", "本卷已经登记。", "This file is registered already.", "R22 22(1)")
        return Refused("unregistered", "先登记，再办理。", "Register first.", "R22 22(1)")
    if spec.level in ("new", "file"):
        return None
    if p is None:
        return Refused("proceeding", f"本卷没有第{act.proceeding}个办理阶段。", f"There is no proceeding {act.proceeding}.")
    if spec.level not in ("any", p.kind):
        return Refused(
            "level", f"“{spec.title.zh}”不属于这一办理阶段。", f"'{spec.title.en}' does not belong to this proceeding.", spec.provision
        )
    if s.closed_on or s.archived_on:
        return Refused("closed", "本卷已经结案，请先恢复办理。", "The matter is closed; reopen it first.", spec.provision)
    if act.on < p.received:
        return Refused(
            "before", f"日期早于该单位收到之日 {p.received}。", f"Before the office received it on {p.received}.", spec.provision
        )
    return None


def _points(s: State, act: Act, spec: ActSpec, p: Proceeding | None, law: Law) -> Refused | None:
    if not spec.frm:
        unknown = [no for no in act.points if no not in s.points]
        return Refused("point", f"没有诉求{unknown}。", f"There is no point {unknown}.") if unknown else None
    if not act.points:
        return Refused("points", "请选择诉求。", "Choose the points.", spec.provision)
    for no in act.points:
        point = s.points.get(no)
        if point is None:
            return Refused("point", f"没有诉求{no}。", f"There is no point {no}.")
        if p is not None and point.proceeding != p.no or point.step not in spec.frm:
            step = law.steps[point.step]
            return Refused(
                "step", f"诉求{no}现在是“{step['zh']}”，不能“{spec.title.zh}”。",
                f"Point {no} is '{step['en']}' now: '{spec.title.en}' is not open.", spec.provision,
            )  # fmt: skip
    return None


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
    if spec.issues:
        issue(s, act, spec, law)
    _lapse(s, act)
    s.acts.append(act)
    s.last = (act.on, act.seq)
    if spec.to or spec.effect == "end_withdrawn":
        decided = all(q.step in law.decided for q in s.points.values())
        s.concluded_on = (s.concluded_on or act.on) if decided else None


def _lapse(s: State, act: Act) -> None:
    """The period to object is an office's option: when it is over it lapses, and nothing is late."""
    for d in [d for d in s.live if d.kind == "option" and d.due and d.due < act.on]:
        d.how, d.ended_on, d.ended_by = "lapsed", d.due, act.seq
        s.live.remove(d)
        s.events.append(Event("ended", d))


# ------------------------------------------------------------------ a line of acts


def corrected(acts: Sequence[Act]) -> list[Act]:
    """The line with its corrections taken in, in order of (happened, sequence).

    A correction that was itself corrected as never having happened has no force.
    """
    line = {a.seq: a for a in acts}
    for c in sorted((a for a in acts if a.kind == "correct"), key=lambda a: -a.seq):
        if c.seq not in line or c.names not in line:
            continue
        wrong, target = c.codes.get("wrong"), line[c.names]
        if wrong == "never_happened":
            del line[c.names]
        else:
            line[c.names] = _mended(target, str(wrong), c.codes.get("value"), c.seq)
    return sorted(line.values(), key=lambda a: a.key)


def _mended(act: Act, wrong: str, value: Any, by: int) -> Act:
    if wrong == "on":
        return replace(act, on=date.fromisoformat(str(value)), revision=by)
    if wrong == "to":
        return replace(act, to=str(value), revision=by)
    if act.revision > by:
        return act
    mended = int(value) if wrong == "days" else value
    return replace(act, codes={**act.codes, wrong: mended}, revision=by)


def fold(
    acts: Iterable[Act], law: Law, world: World, *, editions: Mapping[str, Law] | None = None
) -> State:
    """The state that these acts make.

    Each act is counted under the edition it was recorded with (`editions`), else under `law`. Acts that are
    not open where they stand are kept in `conflicts`, and change nothing until a person resolves them.
    """
    line = list(acts)
    ordered = corrected(line) if any(a.kind == "correct" for a in line) else sorted(line, key=lambda a: a.key)
    s = State()
    for act in ordered:
        edition = editions.get(act.edition, law) if editions else law
        spec = edition.in_force(act.kind, act.on)
        if spec is None:
            s.conflicts.append((act, _unknown(act)))
            continue
        refused = why_not(s, act, spec, edition, world, entry=False)
        if refused:
            s.conflicts.append((act, refused))
        else:
            apply(s, act, spec, edition)
    return s


def _unknown(act: Act) -> Refused:
    return Refused("unknown", f"{act.on} 没有“{act.kind}”这种办理。", f"There is no act '{act.kind}' on {act.on}.")


# ------------------------------------------------------------------ planning


def plan(s: State, act: Act, law: Law, world: World, doer: Doer | None = None, *,
         line: Sequence[Act] = (), editions: Mapping[str, Law] | None = None) -> Planned:  # fmt: skip
    """What this act would change, or `Refused`.

    An act at the end of the line is applied to `s` itself (which is then spent, as the new state); a
    correction, or an act that happened before the last one, folds the whole line (`line`) again. A late
    entry may not unmake what was recorded after it; a correction may, and says so in `conflicts`.
    """
    spec = law.in_force(act.kind, act.on)
    if spec is None:
        raise _with_open(_unknown(act), s, law, world, doer, act)
    if doer is not None:
        refused = authority(s, act, spec, doer)
        if refused:
            raise _with_open(refused, s, law, world, doer, act)
    act = prepare(act, world)
    if act.kind != "correct" and (act.on, act.seq) >= s.last:
        refused = why_not(s, act, spec, law, world, entry=True)
        if refused:
            raise _with_open(refused, s, law, world, doer, act)
        mark, before = len(s.events), tuple(s.conflicts)
        apply(s, act, spec, law)
        return Planned(act, tuple(s.events[mark:]), before, s, False)
    return _replan(s, act, spec, law, world, doer, line, editions)


def _replan(s: State, act: Act, spec: ActSpec, law: Law, world: World, doer: Doer | None,
            line: Sequence[Act], editions: Mapping[str, Law] | None) -> Planned:  # fmt: skip
    before = {a.seq for a, _ in s.conflicts}
    upto = fold([a for a in line if a.kind == "correct" or a.on <= act.on], law, world, editions=editions)
    refused = why_not(s if act.kind == "correct" else upto, act, spec, law, world, entry=True)
    if refused:
        raise _with_open(refused, s, law, world, doer, act)
    new = fold([*line, act], law, world, editions=editions)
    for other, reason in new.conflicts:
        if other.seq == act.seq:
            raise _with_open(reason, s, law, world, doer, act)
        if other.seq not in before and act.kind != "correct":
            raise Refused(
                "unmakes", f"补录后，第{other.seq}条记录（{other.on}）将不成立：{reason.zh}",
                f"Entered late, this would unmake act {other.seq} of {other.on}: {reason.en}", reason.provision,
            )  # fmt: skip
    return Planned(act, difference(s, new, act), tuple(new.conflicts), new, True)


def difference(old: State, new: State, act: Act) -> tuple[Event, ...]:
    """What changed between two foldings of a file, as events of the act that made the difference."""
    events: list[Event] = []
    for key, d in new.duties.items():
        was = old.duties.get(key)
        if was is None:
            events.append(Event("opened", d))
            if d.how:
                events.append(Event("ended", d))
        elif (was.how, was.ended_on) != (d.how, d.ended_on):
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


def prepare(act: Act, world: World) -> Act:
    """Write into the act what the effects need of the offices on that day."""
    if act.kind == "register":
        petition = world.kind(act.office or act.to) == "petition"
    elif act.kind in ("transfer", "assign"):
        petition = bool(act.to) and world.exists(act.to, act.on) and world.kind(act.to) == "petition"
    else:
        return act
    return replace(act, codes={**act.codes, "petition_office": 1}) if petition else act


# ------------------------------------------------------------------ who may


def authority(s: State, act: Act, spec: ActSpec, doer: Doer) -> Refused | None:
    """Whether this actor may do this act in this file."""
    if doer.kind != "officer":
        return None if doer.kind in spec.who else _not_yours(spec)
    posts = doer.posts
    if s.restricted:  # a registrar may take in what only the named officer will see from then on
        if CONFIDENTIAL not in posts:
            return _not_yours(spec)
        posts = posts | STANDS_FOR
    if not posts & spec.who:
        return _not_yours(spec)
    p = s.proceedings.get(act.proceeding)
    if not _stands_right(s, act, spec, doer, p):
        return Refused(
            "office", f"“{spec.title.zh}”不由{doer.office}办理。", f"'{spec.title.en}' is not for {doer.office} to do.", spec.provision
        )
    return None


def _stands_right(s: State, act: Act, spec: ActSpec, doer: Doer, p: Proceeding | None) -> bool:
    if spec.where == "holder":
        return p is not None and doer.office == p.office
    if spec.where == "sender":
        return p is not None and doer.office == p.sender
    if spec.where == "issuer":
        paper = s.papers.get(act.paper)
        return paper is None or doer.office == paper.office
    if spec.where == "sighted":
        return doer.office in s.handlers
    if spec.where == "same_office":
        first = s.acts[0].office or s.acts[0].to if s.acts else ""
        return any(a.seq == act.names and a.office == doer.office for a in s.acts) or doer.office == first
    return True


def _not_yours(spec: ActSpec) -> Refused:
    who = "、".join(sorted(spec.who))
    return Refused(
        "post", f"“{spec.title.zh}”由下列岗位办理：{who}。", f"'{spec.title.en}' is for: {', '.join(sorted(spec.who))}.", spec.provision
    )


# ------------------------------------------------------------------ what is open


def open_acts(s: State, law: Law, world: World, on: date, doer: Doer | None = None) -> list[OpenAct]:
    """Every act open on that day, for everyone or for one actor, with the points it could take.

    Guards that look at a form's values are asked again when the act is planned; here an act counts as open
    when some values could make it go through.
    """
    found: list[OpenAct] = []
    for spec in law.acts.values():
        if law.in_force(spec.key, on) is None or spec.level == "new":
            continue
        for p in _places(s, spec):
            points = _candidates(s, spec, p)
            if spec.frm and not points or spec.pool == "sent" and not points:
                continue
            probe = Act(spec.key, on, s.last[1] + 1, office=doer.office if doer else "", proceeding=p.no if p else 0,
                        points=points, by=doer.ref if doer else "")  # fmt: skip
            if doer is not None and authority(s, probe, spec, doer):
                continue
            if _level(s, probe, spec, p) is None and not _shut(s, probe, spec, p, law, world):
                found.append(OpenAct(spec.key, p.no if p else 0, points))
    return found


def _places(s: State, spec: ActSpec) -> list[Proceeding | None]:
    if spec.level == "file":
        return [None]
    return [p for p in s.proceedings.values() if spec.level in ("any", p.kind)]


def _candidates(s: State, spec: ActSpec, p: Proceeding | None) -> tuple[int, ...]:
    if p is None:
        return ()
    if spec.pool == "sent":
        return tuple(no for no in p.sent if no not in p.told)
    if not spec.frm:
        return ()
    return tuple(q.no for q in s.points.values() if q.proceeding == p.no and q.step in spec.frm)


VALUE_GUARDS = frozenset(
    {
        "repeat_names_a_matter", "path_fits_purpose", "office_exists", "not_to_itself", "accused_known",
        "receiver_handles_restricted", "sole_handling_needs_reason", "feedback_in_future", "path_is_another_procedure",
        "procedure_known", "ground_in_list", "ground_needs", "own_competence_not_refused", "days_at_most_30",
        "every_accepted_point_answered", "supported_points_have_dates", "draft_open", "same_content",
        "not_the_drafter", "checked_where_needed", "signer_may_sign", "opinion_not_signed_by_drafter",
        "petitioner_is_addressee", "not_served_yet", "not_before_issue", "method_allowed", "recipient_allowed",
        "consent_for_electronic", "public_notice_last", "something_to_rate", "not_rated_yet", "names_an_act",
        "correction_is_possible", "received_not_after_recorded", "paper_issued", "not_withdrawn",
        "withdrawal_resting", "withdrawal_rested", "never_to_accused",
    }
)  # fmt: skip
"""Guards that look at what a form says; they cannot shut an act before the form is filled in."""

POINT_GUARDS = frozenset({"not_a_claim", "only_unclear_or_thanks", "only_claims", "only_accusations", "point_supported"})
"""Guards that look at each point: the act is open if one point passes."""

NEEDS = {
    "serve": lambda s: any(set(q.addressees) - set(q.served) for q in s.papers.values()),
    "serve_failed": lambda s: any(set(q.addressees) - set(q.served) for q in s.papers.values()),
    "confirm_receipt": lambda s: any(set(q.addressees) - set(q.served) for q in s.papers.values()),
    "check": lambda s: any(d.step == "draft" for d in s.drafts.values()),
    "sign": lambda s: any(d.step in ("draft", "check") for d in s.drafts.values()),
    "return_draft": lambda s: any(d.step in ("draft", "check") for d in s.drafts.values()),
    "undo_withdraw": lambda s: any(step == "resting" for _, step in s.withdrawals.values()),
    "end_withdrawn": lambda s: any(step == "resting" for _, step in s.withdrawals.values()),
    "withdraw": lambda s: s.concluded_on is None and len(s.withdrawals) < len(s.petitioners),
}
"""What must be there at all for an act whose guards look at a form."""


def _shut(s: State, probe: Act, spec: ActSpec, p: Proceeding | None, law: Law, world: World) -> bool:
    need = NEEDS.get(spec.key)
    if need is not None and not need(s):
        return True
    for name in spec.guards:
        if name in VALUE_GUARDS:
            continue
        if name in POINT_GUARDS:
            one = [replace(probe, points=(no,)) for no in probe.points]
            if one and all(ALL_GUARDS[name](s, a, p, law, world) for a in one):
                return True
        elif ALL_GUARDS[name](s, probe, p, law, world):
            return True
    return False


def _with_open(refused: Refused, s: State, law: Law, world: World, doer: Doer | None, act: Act) -> Refused:
    """Say with the refusal which acts are open now to this actor."""
    kinds = dict.fromkeys(o.kind for o in open_acts(s, law, world, max(act.on, s.last[0]), doer)) if s.acts else {}
    refused.open_now = tuple(k for k in kinds if not law.acts[k].quiet)
    return refused
