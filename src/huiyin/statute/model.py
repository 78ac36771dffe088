"""The nouns of the procedure: what an act is, and what folding acts gives.

Everything here is plain data. `State` and its parts are changed only by `effects`; an `Act` never is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple

from .conduct import Conduct
from .review import Review
from .world import World as World

NOTHING: Mapping[str, Any] = {}
ONCE = 0
"""The only member of `Duty.left` where a duty is met once, not point by point."""


def runs(numbers: Iterable[int]) -> Iterator[str]:
    """Ascending numbers as their runs: `1-300`, or `1-3` and `7`."""
    first = last = 0
    for no in numbers:
        if first and no == last + 1:
            last = no
            continue
        if first:
            yield str(first) if first == last else f"{first}-{last}"
        first = last = no
    if first:
        yield str(first) if first == last else f"{first}-{last}"


@dataclass(frozen=True, slots=True)
class Act:
    """A recorded fact. It holds ids, dates and codes; never a name and never free words."""

    kind: str
    on: date
    seq: int
    office: str = ""
    """Code of the office that acted; empty for petitioners and machines."""
    by: str = ""
    """Who acted: `officer:7`, `petitioner:2`, `machine:nightly`."""
    proceeding: int = 0
    """Number of the proceeding in its file; 0 is the file itself."""
    points: tuple[int, ...] = ()
    to: str = ""
    """Code of the office it was sent to."""
    petitioner: int = 0
    """Number of the petitioner in the file."""
    paper: int = 0
    """Number of the paper in the file: issued by this act, or served by it."""
    names: int = 0
    """Sequence of the act that a correction names."""
    at: time | None = None
    codes: Mapping[str, Any] = field(default_factory=dict)
    """Values from closed lists, numbers and ISO dates (the act's fields that are not words)."""
    recorded: date | None = None
    """The day it was entered; later than `on` for a late entry."""
    edition: str = ""
    """The rulebook's edition under which it was recorded."""
    revision: int = 0
    """Sequence of the last correction that changed it, set while folding."""

    @property
    def key(self) -> tuple[date, int]:
        """Place in the line: acts are folded by (happened, sequence)."""
        return (self.on, self.seq)


class Refused(Exception):
    """An act that is not open: what happened, why, by which provision, and what is open instead."""

    def __init__(
        self, code: str, zh: str, en: str, provision: str = "", open_now: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{zh} / {en}" + (f" [{provision}]" if provision else ""))
        self.code = code
        self.zh = zh
        self.en = en
        self.provision = provision
        self.open_now = open_now
        self.posts: frozenset[str] = frozenset()
        """Whose posts the act is for, where the actor's is none of them; doors know what they are called."""


class Point:
    """One request: its own path, office, outcome and execution."""

    __slots__ = (
        "carried_on", "complained", "execution_due", "no", "opinion", "outcome", "path", "procedure",
        "proceeding", "purpose", "renews", "step",
    )  # fmt: skip

    def __init__(self, no: int, purpose: str, proceeding: int) -> None:
        self.no = no
        self.purpose = purpose
        self.proceeding = proceeding
        self.step = "registered"
        self.path = ""
        self.procedure = ""
        """The other law's procedure that was chosen with the path (R22 31[1]-[5])."""
        self.complained = ""
        self.outcome = ""
        self.execution_due: date | None = None
        self.carried_on: date | None = None
        self.opinion = 0
        """Number of the opinion that stands on it; none where it was revoked and is to be redone."""
        self.renews = 0
        """The point of which it brings new facts and reasons (R22 36(3))."""


class Proceeding:
    """One office's dealing with points."""

    __slots__ = (
        "extension_agreed", "extension_asked", "extension_days", "extension_points", "feedback_due", "how", "judicial",
        "kept_by", "kind", "no",
        "office", "officer", "opened_by", "parent", "procedure", "received", "redo", "review", "sender", "sent",
        "signed_on", "told",
    )  # fmt: skip

    def __init__(self, no: int, kind: str, office: str, received: date, opened_by: int) -> None:
        self.no = no
        self.kind = kind
        self.office = office
        self.received = received
        self.opened_by = opened_by
        self.sender = ""
        self.judicial = ""  # see `World.judicial`
        self.parent = 0
        self.how = ""
        self.signed_on: date | None = None
        self.sent: list[int] = []
        self.told: set[int] = set()
        self.extension_asked = 0
        self.extension_agreed = 0
        """The request that the assigning office has agreed to, where the place asks for that."""
        self.extension_days = 0
        self.extension_points: tuple[int, ...] = ()
        self.officer = ""
        self.feedback_due: date | None = None
        self.procedure = ""
        self.review: Review | None = None
        """Set where it is a review or re-review."""
        self.redo: dict[int, str] = {}
        """Outcomes that a review revoked and that are to be given anew here (山东省信访条例 45)."""
        self.kept_by = ""
        """The office that took it from the one accused (R22 30(3)) and acts in its place."""

    @property
    def keeper(self) -> str:
        """Who acts in it and owes what is owed there: its office, unless that was accused and it was taken away."""
        return self.kept_by or self.office


class Duty:
    """What an office owes, since when, until when. Never edited once stored; ended by what `how` says."""

    __slots__ = (
        "certainty", "due", "ended_by", "ended_on", "extended_by", "how", "key", "kind", "left", "nominal",
        "office", "opened_by", "over", "paper", "place", "procedure", "proceeding", "provision",
        "provisional", "replaced_by", "rule", "start", "uncounted",
    )  # fmt: skip

    def __init__(
        self,
        key: str,
        rule: str,
        kind: str,
        proceeding: int,
        office: str,
        over: tuple[int, ...],
        opened_by: int,
    ) -> None:
        self.key = key
        self.rule = rule
        self.kind = kind
        self.proceeding = proceeding
        self.office = office
        self.over = over
        self.left = set(over) or {ONCE}
        self.opened_by = opened_by
        self.start: date = date.min
        self.nominal: date | None = None
        self.due: date | None = None
        self.provisional = False
        self.provision = ""
        self.certainty = ""
        self.place = ""
        self.paper = 0
        self.how = ""
        self.ended_on: date | None = None
        self.ended_by = 0
        self.replaced_by = ""
        self.procedure = ""
        """The other law's procedure whose limit it is (R22 31[1]-[5])."""
        self.extended_by = 0
        """Days by which it was extended (R22 34); then `start` is the nominal day that it runs from."""
        self.uncounted = 0
        """Days of a hearing that are not counted (R22 36(2))."""

    def late(self, as_of: date) -> bool:
        """Whether the office is, or was, behind; an option that lapses unused is never late."""
        over = self.ended_on or as_of
        return bool(self.kind == "duty" and self.how in ("", "met", "ended") and self.due and over > self.due)

    def stands(self, as_of: date) -> str:
        """How it ended, or open; a period to object ends with its day, whether or not an act follows that shows it."""
        lapsed = self.kind == "option" and self.due is not None and self.due < as_of
        return self.how or ("lapsed" if lapsed else "open")


class Window(NamedTuple):
    """A petitioner's own time after a served paper: it has an end, never a lateness."""

    key: str
    rule: str
    petitioner: int
    paper: int
    start: date
    nominal: date
    end: date
    provisional: bool
    provision: str
    certainty: str
    opened_by: int


class Paper:
    """A numbered paper as issued, and how it reached each petitioner."""

    __slots__ = (
        "act", "addressees", "failed", "kind", "no", "office", "on", "points", "proceeding", "served", "told",
    )  # fmt: skip

    def __init__(self, no: int, kind: str, act: Act, addressees: tuple[int, ...]) -> None:
        self.no = no
        self.kind = kind
        self.act = act.seq
        self.on = act.on
        self.proceeding = act.proceeding
        self.points = act.points
        self.office = act.office
        self.addressees = addressees
        self.served: dict[int, date] = {}
        self.failed: dict[int, list[str]] = {}
        self.told: date | None = None
        """The last day that it tells its addressees."""


class Draft(NamedTuple):
    """Where a draft stands, and whose hands it went through."""

    id: int
    kind: str
    proceeding: int
    digest: str
    step: str
    drafted_by: str = ""
    checked_by: str = ""
    signed_by: str = ""


class Event(NamedTuple):
    """One thing that an act changed: `opened`, `ended`, `window`, `proceeding`, `paper`."""

    what: str
    thing: Any


CLAIMING = ("agent", "guardian", "relative", "helper")
"""Roles in which one speaks for another, and that need something to show for it."""


class State:
    """A file as its acts make it."""

    __slots__ = (
        "accused", "accused_known", "accused_officers", "acts", "archived_on", "authority", "channels", "claimed", "closed_on",
        "concluded_on", "conduct", "conflicts", "consents", "counts", "drafts", "duties", "events", "final", "handlers", "heirs",
        "judged", "last", "linked", "live", "numbers", "papers", "petitioners", "points", "proceedings", "rated",
        "restricted", "retold", "told_final", "undeliverable", "untold", "urgent", "windows", "withdrawals",
        "withheld",
    )  # fmt: skip

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.points: dict[int, Point] = {}
        self.proceedings: dict[int, Proceeding] = {}
        self.duties: dict[str, Duty] = {}
        self.live: list[Duty] = []
        self.windows: dict[str, Window] = {}
        self.papers: dict[int, Paper] = {}
        self.drafts: dict[int, Draft] = {}
        self.petitioners: dict[int, str] = {}
        self.channels: list[str] = []
        self.events: list[Event] = []
        self.conflicts: list[tuple[Act, Refused]] = []
        self.conduct = Conduct()
        self.restricted = False
        self.withheld = False
        self.undeliverable = False
        self.urgent = False
        self.judged = ""
        self.linked = 0
        """The file that this one is the same matter as; 0 where it stands alone."""
        self.accused: set[str] = set()
        self.accused_known = False
        self.accused_officers: set[str] = set()
        self.consents: set[int] = set()
        self.claimed: set[int] = set()
        """Who said on entry to speak for another, with nothing seen that shows it."""
        self.authority: dict[int, str] = {}
        """How far a confirmed authority goes: `see`, `receive`, `settle`, each with what is before it; empty once ended."""
        self.withdrawals: dict[int, tuple[date, str]] = {}
        self.untold: dict[tuple[int, int], Any] = {}
        """Days told to petitioners that a correction moved, by paper and petitioner; see `telling`."""
        self.retold: dict[tuple[int, int], date | None] = {}
        """The day that each of them was told instead."""
        self.rated: set[tuple[int, str]] = set()
        self.handlers: set[str] = set()
        self.final: dict[tuple[int, int], int] = {}
        """Petitioner and point for whom the re-review opinion of that number is final (R22 36(3))."""
        self.told_final: set[int] = set()
        self.heirs: dict[str, str] = {}
        """Offices that were closed, and who carries on their business here (R22 24(2))."""
        self.concluded_on: date | None = None
        self.closed_on: date | None = None
        self.archived_on: date | None = None
        self.last: tuple[date, int] = (date.min, 0)
        self.numbers: dict[tuple[str, int], int] = {}
        self.counts: dict[str, int] = {}

    def number(self, what: str, seq: int) -> int:
        """The number of the proceeding, paper or point that an act makes: in the order of recording.

        So a late entry renumbers nothing, and what a correction takes back leaves its number unused.
        """
        found = self.numbers.get((what, seq))
        if found is None:
            found = self.numbers[what, seq] = self.counts[what] = self.counts.get(what, 0) + 1
        return found

    def accuse(self, codes: Mapping[str, Any]) -> None:
        """The office or officer that these codes name is accused; an officer with every office where he works."""
        if codes.get("office"):
            self.accused.add(str(codes["office"]))
        if codes.get("officer"):
            self.accused_officers.add(str(codes["officer"]))
            self.accused.update(codes.get("works_at", ()))

    @property
    def phase(self) -> str:
        """`open`, `concluded` (every point decided), `closed` (nothing owed) or `archived`."""
        if self.archived_on:
            return "archived"
        if self.closed_on:
            return "closed"
        return "concluded" if self.concluded_on else "open"

    def only_claims(self, no: int) -> bool:
        """Whether this one takes nothing in for another: the authority to is claimed, not confirmed."""
        return no in self.claimed and self.authority.get(no) not in ("receive", "settle")

    def signers(self) -> tuple[int, ...]:
        """Petitioners whose matter it is (not agents, helpers or scribes) and who have not withdrawn."""
        gone = {no for no, (_, step) in self.withdrawals.items() if step == "done"}
        theirs = [
            no for no, role in self.petitioners.items()
            if role in ("self", "representative", "relative") and not self.only_claims(no)
        ]  # fmt: skip
        if not theirs:  # only somebody who speaks for them is known: papers go to him
            theirs = [no for no, role in self.petitioners.items() if role in ("guardian", "agent")] or [
                *self.petitioners
            ]
        return tuple(no for no in theirs if no not in gone)
