"""Steps of the house that a file of acts may leave out, since no article of the Regulation asks for them.

A file written from the text of the law says that a matter was transferred, extended, decided on review; whether it was
judged first or repeat, who asked for the extension and who sat in the session are the Guide's. Such steps are added on
the day of the act that needs them, and listed; a proceeding for which the file has a step of a kind is taken to have
all of that kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .authority import reviewed_offices
from .law import ActSpec
from .model import Act, Proceeding, State, World
from .reading import Words

MACHINE = "machine:nightly"
REGISTERED = 1
"""The dispatch that the registration opens: there it is judged, wherever the matter has gone since."""
FIRST_SAID = frozenset({"judged", "first_time_only"})
"""Guards that ask whether the matter came before."""

NOT_JUDGED = Words("没有写判重，按初次办理", "not said whether it is a repeat: taken as the first")

Step = tuple[Act, Words]


def before(s: State, act: Act, spec: ActSpec, own: Collection[str], world: World) -> Iterator[Step]:
    """The steps that go before this act, in their order; the numbers are those below its own.

    `own`: kinds of step that the file itself has for that proceeding. One that tells of the persons, the inquiry or the
    session tells how the review was resolved, and nothing is put in between."""
    p = s.proceedings.get(act.proceeding)
    if p is None:
        return
    steps = [*_first(s, spec), *_asked(act), *_taken(p, spec)]
    if not RESOLVING & set(own):
        steps += _resolved(s, act, spec, p, world)
    missing = [(kind, codes, why) for kind, codes, why in steps if kind not in own]
    for at, (kind, codes, why) in enumerate(missing):
        points = act.points if kind in ("ask_extension", "hold_session") else ()
        office, no = ("", REGISTERED) if kind == "judge" else (act.office, p.no)
        at_number = act.seq - len(missing) + at
        yield Act(kind, act.on, at_number, office, MACHINE, no, points, codes=codes), why


Row = tuple[str, Mapping[str, Any], Words]


def _first(s: State, spec: ActSpec) -> Iterator[Row]:
    if FIRST_SAID & set(spec.guards) and not s.judged:
        yield "judge", {"result": "first"}, NOT_JUDGED


def _asked(act: Act) -> Iterator[Row]:
    if act.kind == "approve_extension" and "days" in act.codes:
        why = Words("批准前的延期申请未写", "the request before the approval is not written")
        yield "ask_extension", {"days": act.codes["days"]}, why


def _taken(p: Proceeding, spec: ActSpec) -> Iterator[Row]:
    if p.review and p.review.stage == "asked" and "accepted" in spec.at:
        yield (
            "accept_review",
            {},
            Words("复查、复核申请的受理未写", "that the request was accepted is not written"),
        )


RESOLVING = frozenset({"name_investigators", "investigate_review", "hold_session"})


def _resolved(s: State, act: Act, spec: ActSpec, p: Proceeding, world: World) -> Iterator[Row]:
    """R22 35 and 36 ask for the opinion; how it is looked into and resolved is the Guide's (2.3.5).

    Members from the office reviewed stand back (R22 28(3)), in a session that was added too."""
    if "session_held" not in spec.guards:
        return
    why = Words("复查、复核怎样调查和审议未写", "how the review was looked into and resolved is not written")
    yield "name_investigators", {"first": "first", "second": "second", "declared": "no_interest"}, why
    yield "investigate_review", {"form": "documents"}, why
    back = len(reviewed_offices(s, p) & world.seats(p.office, act.on))
    votes = {"members": 1 + back, "recused": back, "present": 1, "favour": 1, "against": 0}
    yield "hold_session", {"outcome": act.codes.get("outcome", {}), **votes}, why
