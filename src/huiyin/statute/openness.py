"""Which acts are open, and why one is not. `procedure` offers both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from .authority import IN_PROCEEDING, Doer, authority, rightful, stands_back
from .guards import AT_ENTRY, GUARDS
from .guards_review import reviewable
from .law import ActSpec, Law
from .model import Act, Proceeding, Refused, State, World


class OpenAct(NamedTuple):
    """An act that is open now."""

    kind: str
    proceeding: int
    points: tuple[int, ...]


def why_not(s: State, act: Act, spec: ActSpec, law: Law, world: World, *, entry: bool) -> Refused | None:
    """The first reason why an act is not open, or None. `entry` also asks what is asked only once."""
    found = _first_reason(s, act, spec, law, world, entry)
    return law.earlier.cited(found, act.on, spec.provision) if found else None


def _first_reason(s: State, act: Act, spec: ActSpec, law: Law, world: World, entry: bool) -> Refused | None:
    p = s.proceedings.get(act.proceeding)
    found = (
        (stands_back(s, act.by) if entry else None)
        or _level(s, act, spec, p)
        or _stage(spec, p, law)
        or holds(s, act, spec, p)
        or _points(s, act, spec, p, law)
    )
    if found:
        return found
    for name in spec.guards:
        if entry or name not in AT_ENTRY:
            found = GUARDS[name](s, act, p, law, world)
            if found:
                return found
    return _affirmed(act, spec) if entry else None


def _affirmed(act: Act, spec: ActSpec) -> Refused | None:
    """What an act must say was done or holds, such as that the conference office was told (R22 25(1)), it says."""
    for f in spec.fields:
        if f.kind == "bool" and f.required and act.codes.get(f.key) not in YES:
            return Refused(
                "affirmed", f"“{spec.title.zh}”须写明：{f.title.zh}。", f"'{spec.title.en}' must say: {f.title.en}.",
                spec.provision,
            )  # fmt: skip
    return None


YES = (1, "yes")


def _level(s: State, act: Act, spec: ActSpec, p: Proceeding | None) -> Refused | None:
    if (spec.level == "new") != (not s.acts):
        if s.acts:
            return Refused("registered", "本卷已经登记。", "This file is registered already.", "R22 22(1)")
        return Refused("unregistered", "先登记，再办理。", "Register first.", "R22 22(1)")
    if spec.level in ("new", "file"):
        return None
    if p is None:
        there = ", ".join(f"{one.no} ({one.office})" for one in s.proceedings.values())
        return Refused(
            "proceeding",
            f"请指明办理阶段，现有：{there}。"
            if not act.proceeding
            else f"本卷没有第{act.proceeding}个办理阶段，现有：{there}。",
            f"Say which proceeding; there are: {there}."
            if not act.proceeding
            else f"There is no proceeding {act.proceeding}; there are: {there}.",
            spec.provision,
        )
    if not spec.fits(p.kind):
        return Refused(
            "level",
            f"“{spec.title.zh}”不属于这一办理阶段。",
            f"'{spec.title.en}' does not belong to this proceeding.",
            spec.provision,
        )
    if (s.closed_on or s.archived_on) and not spec.closed:
        return Refused(
            "closed", "本卷已经结案，请先恢复办理。", "The matter is closed; reopen it first.", spec.provision
        )
    if act.on < p.received:
        return Refused(
            "before",
            f"日期早于该单位收到之日 {p.received}。",
            f"Before the office received it on {p.received}.",
            spec.provision,
        )
    return None


def _stage(spec: ActSpec, p: Proceeding | None, law: Law) -> Refused | None:
    """A review takes its stages in the order of the table."""
    if not spec.at or p is None or p.review is None or p.review.stage in spec.at:
        return None
    stage = law.stages[p.review.stage]
    return Refused(
        "stage",
        f"该复查（复核）现在是“{stage['zh']}”，不能“{spec.title.zh}”。",
        f"This review is '{stage['en']}' now: '{spec.title.en}' is not open.",
        spec.provision,
    )


def holds(s: State, act: Act, spec: ActSpec, p: Proceeding | None) -> Refused | None:
    """What an office did where, as corrected, the matter was with another one, is for a person to resolve."""
    if not act.office or p is None or spec.where not in IN_PROCEEDING:
        return None
    if act.office in rightful(s, p, spec.where):
        return None
    return Refused(
        "office",
        f"“{spec.title.zh}”不由{act.office}办理。",
        f"'{spec.title.en}' is not for {act.office} to do.",
        spec.provision,
    )


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
        if (p is not None and point.proceeding != p.no) or point.step not in spec.frm:
            step = law.steps[point.step]
            return Refused(
                "step", f"诉求{no}现在是“{step['zh']}”，不能“{spec.title.zh}”。",
                f"Point {no} is '{step['en']}' now: '{spec.title.en}' is not open.", spec.provision,
            )  # fmt: skip
    return None


# ------------------------------------------------------------------ what is open


def open_acts(s: State, law: Law, world: World, on: date, doer: Doer | None = None) -> list[OpenAct]:
    """Every act open on that day, for everyone or for one actor, with the points it could take.

    Guards that look at a form's values are asked again when the act is planned; here an act counts as open
    when some values could make it go through.
    """
    found: list[OpenAct] = []
    for spec in law.acts_on(on):
        if spec.level == "new":
            continue
        for p in _places(s, spec):
            points = candidates(s, spec, p)
            if (spec.frm and not points) or (spec.pool == "sent" and not points):
                continue
            probe = Act(spec.key, on, s.last[1] + 1, office=doer.office if doer else "", proceeding=p.no if p else 0,
                        points=points, by=doer.ref if doer else "")  # fmt: skip
            if doer is not None and authority(s, probe, spec, doer):
                continue
            if spec.frm:
                probe = replace(probe, points=eligible(s, probe, spec, p, law, world))
                if not probe.points:
                    continue
            if (
                _level(s, probe, spec, p) is None
                and _stage(spec, p, law) is None
                and not _shut(s, probe, spec, p, law, world)
            ):
                found.append(OpenAct(spec.key, p.no if p else 0, probe.points))
    return found


def _places(s: State, spec: ActSpec) -> list[Proceeding | None]:
    if spec.level == "file":
        return [None]
    return [p for p in s.proceedings.values() if spec.fits(p.kind)]


def candidates(s: State, spec: ActSpec, p: Proceeding | None) -> tuple[int, ...]:
    """The points that an act could take there, before any guard is asked."""
    if p is None:
        return ()
    if spec.pool == "sent":
        return tuple(no for no in p.sent if no not in p.told)
    if spec.pool == "requested":
        return p.review.points if p.review else ()
    if not spec.frm:
        return ()
    return tuple(q.no for q in s.points.values() if q.proceeding == p.no and q.step in spec.frm)


VALUE_GUARDS = frozenset(
    {
        "representatives_at_most", "repeat_names_a_matter", "path_fits_purpose", "office_exists", "not_to_itself",
        "receiver_handles_restricted", "sole_handling_needs_reason", "feedback_in_future", "path_is_another_procedure",
        "procedure_known", "ground_in_list", "ground_needs", "own_competence_not_refused", "days_within_the_rule",
        "every_accepted_point_answered", "supported_points_have_dates", "draft_open", "same_content",
        "not_the_drafter", "checked_where_needed", "signer_may_sign", "opinion_not_signed_by_drafter",
        "petitioner_is_addressee", "not_served_yet", "not_before_issue", "method_allowed", "recipient_allowed",
        "consent_for_electronic", "public_notice_last", "something_to_rate", "not_rated_yet", "names_an_act",
        "correction_is_possible", "received_not_after_recorded", "paper_issued", "not_withdrawn",
        "withdrawal_resting", "withdrawal_rested", "never_to_accused", "a_point_stays",
        "somebody_is_named", "procedure_fits_path", "their_day_fits", "days_allowed_there",
        "handling_opinion_named", "review_opinion_named", "applicant_received_it",
        "points_of_the_opinion", "not_final", "not_reviewed_already", "opinion_stands", "review_organ_open",
        "posted_before_received", "late_with_good_reason", "review_refusal_ground", "two_without_interest",
        "every_requested_point", "quorum_present", "respondent_stood_back", "majority_in_favour", "overtaken_points",
        "as_resolved", "redo_has_days", "change_says_what", "by_the_applicant", "bound_by_re_review",
        "not_told_final", "renews_a_decided_point", "same_as_decided", "told_before", "redo_says_what_is_new",
        "by_cadre_authority", "no_accusation_beside_handling", "adoption_is_said", "several_concerned", "decided_above",
        "competent_can_take_it", "own_level_is_told", "higher_office_is_told",
        "simple_supports", "consents_given",
        "speaks_for_another", "authority_not_confirmed_so_far", "authority_not_ended_yet",
        "settling_not_confirmed_by_the_rated", "recipient_has_authority",
        "hearing_day_ahead", "recusal_not_asked", "officer_not_barred", "one_officer_is_named", "not_ones_own_recusal",
        "relief_consented", "linked_to_it", "repeat_case_holds", "holds_something", "hearing_ends_in_time", "nobody_is_named",
    }
)  # fmt: skip
"""Guards that look at what a form says; they cannot shut an act before the form is filled in."""

POINT_GUARDS = frozenset(
    {
        "not_a_claim",
        "only_unclear_or_thanks",
        "only_claims",
        "is_litigation",
        "only_accusations",
        "point_supported",
        "accusation_stays",
        "has_answer_duty",
        "not_accepted_by_the_old_law",
        "not_extended_yet",
        "answer_not_expired",
        "enquiry_is_answered",
        "not_asked_to_rescreen",
        "asked_to_rescreen",
        "only_suggestions",
        "no_suggestion",
        "passes_left",
        "no_accusation",
        "accused_known",
        "goes_where_decided",
        "not_referred_yet",
        "not_settled_above",
        "in_simple",
        "not_simple",
        "no_paper_wanted",
        "simple_allowed",
    }
)
"""Guards that look at each point: the act is open for the points that pass them all."""

NEEDS: dict[str, Callable[[State], bool]] = {
    "serve": lambda s: any(set(q.addressees) - set(q.served) for q in s.papers.values()),
    "serve_failed": lambda s: any(set(q.addressees) - set(q.served) for q in s.papers.values()),
    "confirm_receipt": lambda s: any(set(q.addressees) - set(q.served) for q in s.papers.values()),
    "check": lambda s: any(d.step == "draft" for d in s.drafts.values()),
    "sign": lambda s: any(d.step in ("draft", "check") for d in s.drafts.values()),
    "return_draft": lambda s: any(d.step in ("draft", "check") for d in s.drafts.values()),
    "undo_withdraw": lambda s: any(step == "resting" for _, step in s.withdrawals.values()),
    "end_withdrawn": lambda s: any(step == "resting" for _, step in s.withdrawals.values()),
    "split_off": lambda s: sum(q.step != "split_off" for q in s.points.values()) > 1,
    "apply_review": lambda s: bool(reviewable(s, "handling_opinion")),
    "apply_re_review": lambda s: bool(reviewable(s, "review_opinion")),
    "tell_repeat": lambda s: bool(s.linked),
    "tell_final": lambda s: any(no not in s.told_final for no, _ in s.final),
    "renew_point": lambda s: bool(s.final),
    "withdraw": lambda s: s.concluded_on is None and len(s.withdrawals) < len(s.petitioners),
}
"""What must be there at all for an act whose guards look at a form."""


def eligible(
    s: State, probe: Act, spec: ActSpec, p: Proceeding | None, law: Law, world: World
) -> tuple[int, ...]:
    """The points that pass every guard that looks at one point."""
    names = [name for name in spec.guards if name in POINT_GUARDS]
    if not names:
        return probe.points
    one = [(no, replace(probe, points=(no,))) for no in probe.points]
    return tuple(no for no, a in one if not any(GUARDS[name](s, a, p, law, world) for name in names))


def _shut(s: State, probe: Act, spec: ActSpec, p: Proceeding | None, law: Law, world: World) -> bool:
    need = NEEDS.get(spec.key)
    if need is not None and not need(s):
        return True
    for name in spec.guards:
        if name in VALUE_GUARDS or name in POINT_GUARDS:
            continue
        if GUARDS[name](s, probe, p, law, world):
            return True
    return False


# ------------------------------------------------------------------ what is not open, and why


class ShutAct(NamedTuple):
    """An act that belongs here and is not open yet."""

    kind: str
    proceeding: int
    why: Refused


def shut_acts(s: State, law: Law, world: World, on: date, doer: Doer) -> list[ShutAct]:
    """Acts of the proceedings that this actor's office holds which are for him to do, and are not open for now."""
    open_now = {(o.kind, o.proceeding) for o in open_acts(s, law, world, on, doer)}
    found = []
    for p in s.proceedings.values():
        if p.keeper != doer.office or (p.review is not None and p.review.stage not in ("asked", "accepted")):
            continue
        for spec in law.acts_on(on):
            if (
                spec.quiet
                or spec.level in ("any", "file")
                or (spec.key, p.no) in open_now
                or not spec.fits(p.kind)
            ):
                continue
            why = why_shut(s, spec, p, law, world, on, doer)
            if why is not None:
                found.append(ShutAct(spec.key, p.no, why))
    return found


def why_shut(
    s: State, spec: ActSpec, p: Proceeding | None, law: Law, world: World, on: date, doer: Doer
) -> Refused | None:
    """Why an act is not open there, as far as that can be said before its form is filled in.

    None where it is open, is for somebody else to do, or only a value could say."""
    points = candidates(s, spec, p) or tuple(q.no for q in s.points.values() if p and q.proceeding == p.no)
    probe = Act(
        spec.key, on, s.last[1] + 1, doer.office, doer.ref, p.no if p else 0, points if spec.frm else ()
    )
    if authority(s, probe, spec, doer) is not None:
        return None
    found = _level(s, probe, spec, p) or _stage(spec, p, law)
    if found is None and spec.frm and points:
        found = _points(s, probe, spec, p, law)
    for name in spec.guards:
        if found is not None:
            break
        if name not in VALUE_GUARDS:
            found = GUARDS[name](s, probe, p, law, world)
    return found


def with_open(refused: Refused, s: State, law: Law, world: World, doer: Doer | None, act: Act) -> Refused:
    """Say with the refusal which acts are open now to this actor."""
    kinds = (
        dict.fromkeys(o.kind for o in open_acts(s, law, world, max(act.on, s.last[0]), doer))
        if s.acts
        else {}
    )
    refused.open_now = tuple(k for k in kinds if not law.acts[k].quiet)
    return refused
