"""What an act changes. Each function takes (state, act, spec, law) and is named in the act's table row.

Here are the effects of petitioners' acts and of the line itself, and the table of all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from . import (
    effects_accused,
    effects_authority,
    effects_children,
    effects_competence,
    effects_conduct,
    effects_papers,
    effects_paths,
    effects_points,
    effects_purposes,
    effects_review,
    succeeding,
    telling,
)
from .effects_duties import add_duty, copied, end_duty, origin
from .law import ActSpec, Law
from .model import Act, Event, Proceeding, State
from .recount import recounted, window_again

Effect = Callable[[State, Act, ActSpec, Law], Proceeding | None]


def rate(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """One rating for each petitioner and office."""
    s.rated.add((act.petitioner, str(act.codes.get("about", ""))))


def withdraw(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """It rests: nothing stops yet."""
    found = law.counted("withdrawal-rest", act.on)
    until = found[1].nominal if found and found[1] else act.on + timedelta(days=7)
    s.withdrawals[act.petitioner] = (until, "resting")


def undo_withdraw(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """As if it had never been said."""
    s.withdrawals.pop(act.petitioner, None)


STANDS_ANYWAY = frozenset(
    {
        "carry-out", "closing-report", "report-urgent", "report-urgent-up", "tell-urgent", "inform-organisation",
        "report-child", "report-grave-accusation", "follow-agreement", "decide-recusal",
    }
)  # fmt: skip
"""What is owed to the decision, to the assigning office and by article 25 is owed whoever withdraws."""


def end_withdrawn(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Over for that signer; over altogether once no signer is left."""
    until, _ = s.withdrawals[act.petitioner]
    s.withdrawals[act.petitioner] = (until, "done")
    if s.signers():
        return
    gone = {no for no, point in s.points.items() if point.step not in law.decided}
    for no in gone:
        s.points[no].step = "withdrawn"
    for d in [d for d in s.live if d.rule not in STANDS_ANYWAY]:
        paper = s.papers.get(d.paper)
        if paper is not None and not gone.issuperset(paper.points):
            continue
        d.left.difference_update(gone)
        if paper is not None or not d.over or not d.left:
            end_duty(s, d, "withdrawn", act)


def consent(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Consent to electronic service, given or taken back."""
    (s.consents.add if act.codes.get("given") == "yes" else s.consents.discard)(act.petitioner)


def recount(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A new edition: a live duty is counted again, and never ends earlier than was told."""
    for d in [d for d in s.live if d.key in act.codes.get("duties", ())]:
        again = recounted(s, d, law)
        if again is None:
            continue
        key = f"{origin(act)}:{d.key.split(':', 1)[1].rsplit(':', 1)[0]}:{again.due.isoformat()}"
        new = copied(d, key, act)
        new.nominal, new.due, new.provisional = again.nominal, again.due, again.provisional
        end_duty(s, d, "moved", act, replaced_by=key)
        add_duty(s, new)
    for w in [w for key, w in s.windows.items() if key in act.codes.get("windows", ())]:
        later = window_again(w, law)
        later = later._replace(
            key=f"{origin(act)}:{w.key.split(':', 1)[1].rsplit(':', 1)[0]}:{later.end}", opened_by=act.seq
        )
        del s.windows[w.key]
        s.windows[later.key] = later
        s.events += [Event("window_moved", w), Event("window", later)]


def link(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """The same matter as another file's; nothing else changes."""
    s.linked = int(act.codes.get("linked", 0))


def unlink(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Two matters after all."""
    s.linked = 0


def note(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Recorded; nothing else changes."""


SHARED = ("issue", "set_stage", "bind_finally", "open_urgent", "recusal_of")
"""What every act does that issues a paper, moves a review on or serves a re-review opinion."""

EFFECTS: dict[str, Effect] = {
    name: f
    for room in (
        effects_points,
        effects_accused,
        effects_papers,
        effects_paths,
        effects_review,
        effects_purposes,
        effects_competence,
        effects_conduct,
        effects_children,
        effects_authority,
    )
    for name, f in vars(room).items()
    if callable(f) and getattr(f, "__module__", "") == room.__name__ and not name.startswith("_") and name not in SHARED
} | {
    f.__name__: f
    for f in (rate, withdraw, undo_withdraw, end_withdrawn, consent, recount, note, link, unlink)
} | {"none": note, "correct": telling.correct, "succeed": succeeding.succeed}  # fmt: skip
