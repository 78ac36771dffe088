"""Files told act by act, in a small county, so that a lawyer can read the tests: dates as text, offices by code.

    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim"])
    life.do("transfer", "2026-03-09", "xfj", 1, (1,), to="town")

Nothing is stored: an act that is open changes `life.state`, one that is not raises `Refused`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from huiyin.statute.law import Law, law_of
from huiyin.statute.loader import load
from huiyin.statute.model import Act, Duty, Paper, Point, Proceeding, Refused, State, Window
from huiyin.statute.procedure import Doer, OpenAct, Planned, fold, open_acts, plan


@dataclass(frozen=True)
class Place:
    """One office of the county."""

    kind: str = "government"
    may_answer: bool = True
    restricted: bool = False
    since: str = "2000-01-01"
    until: str = "9999-12-31"


OFFICES: dict[str, Place] = {
    "province_xfj": Place("petition", may_answer=False, restricted=True),
    "city": Place(),
    "city_xfj": Place("petition", may_answer=False, restricted=True),
    "city_jw": Place("discipline", restricted=True),
    "county": Place(),
    "xfj": Place("petition", may_answer=False, restricted=True),
    "jw": Place("discipline", restricted=True),
    "town": Place(),
    "labour": Place(),
    "police": Place(),
    "police_post": Place("dispatched", may_answer=False),
    "environment": Place(),
    "streets": Place(),
    "village": Place("village", may_answer=False),
    "court": Place("court", may_answer=False),
    "zfw": Place("political_legal", may_answer=False),
    "revival": Place(until="2024-03-31"),
    "farming": Place(since="2024-04-01"),
    "city_labour": Place(),
    "province": Place(),
}
ABOVE: dict[str, tuple[str, ...]] = {
    "city_xfj": ("city", "province_xfj"), "city_jw": ("city",), "county": ("city",), "xfj": ("county", "city_xfj"),
    "jw": ("county", "city_jw"), "town": ("county",), "labour": ("county",), "police": ("county",), "streets": ("county",),
    "city_labour": ("city",), "city": ("province",), "environment": ("city",), "police_post": ("town", "police"), "village": ("town",),
    "revival": ("county",), "farming": ("county",),
}  # fmt: skip
DISCIPLINE = {"county": "city_jw", "xfj": "jw", "town": "jw", "labour": "jw", "village": "jw"}
REVIEWERS = {
    "town": ("county",), "labour": ("county", "city_labour"), "police": ("county",), "streets": ("county",),
    "environment": ("city",), "farming": ("county",), "county": ("city",), "city_labour": ("city",), "city": ("province",),
}  # fmt: skip
SEATS = {"county": ("labour", "police", "streets"), "city": ("city_labour",)}
HOME = {"xfj": frozenset({"county"}), "city_xfj": frozenset({"city"})}


class County:
    """A county petition office (xfj), a town, departments, a discipline organ, and the city above them."""

    def __init__(self, offices: Mapping[str, Place] = OFFICES) -> None:
        self.offices = dict(offices)

    def exists(self, code: str, on: date) -> bool:
        """Whether there is such an office on that day."""
        one = self.offices.get(code)
        return one is not None and date.fromisoformat(one.since) <= on <= date.fromisoformat(one.until)

    def kind(self, code: str) -> str:
        """Its kind."""
        return self.offices[code].kind if code in self.offices else ""

    def judicial(self, code: str) -> str:
        """Whether litigation goes there."""
        return {"court": "court", "political_legal": "organ"}.get(self.kind(code), "")

    def may_answer(self, code: str) -> bool:
        """Whether it issues handling opinions."""
        return code in self.offices and self.offices[code].may_answer

    def handles_restricted(self, code: str, on: date) -> bool:
        """Whether somebody there is named for restricted matters."""
        return code in self.offices and self.offices[code].restricted

    def under(self, code: str, on: date) -> frozenset[str]:
        """Every office below it."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            upper = waiting.pop()
            for low, uppers in ABOVE.items():
                if upper in uppers and low not in found:
                    found.add(low)
                    waiting.append(low)
        return frozenset(found)

    def home(self, code: str, on: date) -> frozenset[str]:
        """Whose petition office it is."""
        return HOME.get(code, frozenset())

    def above(self, code: str, on: date) -> frozenset[str]:
        """Every office that leads it."""
        return frozenset(upper for upper in self.offices if code in self.under(upper, on))

    def discipline(self, code: str, on: date) -> str:
        """Who receives accusations against its people, by who manages its cadres."""
        return DISCIPLINE.get(code, "")

    def reviewers(self, code: str, on: date) -> frozenset[str]:
        """Where its opinions are taken for review."""
        return frozenset(REVIEWERS.get(code, ()))

    def seats(self, code: str, on: date) -> frozenset[str]:
        """Offices with a seat in its committee."""
        return frozenset(SEATS.get(code, ()))

    def quorum(self, code: str) -> tuple[int, int]:
        """Two thirds of the members."""
        return (2, 3)


COUNTY = County()


def law(place: str = "zhashui") -> Law:
    """The rulebook as it is shipped."""
    return law_of(load(), place)


def day(text: str | date) -> date:
    """2026-03-16."""
    return text if isinstance(text, date) else date.fromisoformat(text)


@dataclass
class Life:
    """One file and what its acts make of it."""

    place: str = "zhashui"
    world: County = field(default_factory=lambda: COUNTY)
    line: list[Act] = field(default_factory=list)
    state: State = field(default_factory=State)
    last: Planned | None = None

    @property
    def law(self) -> Law:
        """The law of the place."""
        return law(self.place)

    # ---------------------------------------------------------------- telling

    def do(
        self, kind: str, on: str | date, office: str = "", proceeding: int = 0, points: Iterable[int] = (), /, *, to: str = "",
        petitioner: int = 0, paper: int = 0, names: int = 0, by: str = "", doer: Doer | None = None,
        recorded: str | date | None = None, **codes: Any,
    ) -> Planned:  # fmt: skip
        """Record one act, or raise `Refused`."""
        seq = max((a.seq for a in self.line), default=0) + 1
        act = Act(
            kind, day(on), seq, office, by or (doer.ref if doer else self.somebody_of(office)),
            proceeding, tuple(points), to, petitioner, paper, names, None, codes, day(recorded or on), self.law.edition,
        )  # fmt: skip
        before = fold(self.line, self.law, self.world)  # plan() spends the state it is given
        planned = plan(before, act, self.law, self.world, doer, line=self.line)
        self.line.append(planned.act)
        self.state, self.last = planned.state, planned
        return planned

    def somebody_of(self, office: str) -> str:
        """An officer of that office; another one where the first stands back (R22 28(3))."""
        if not office:
            return "machine:night"
        return f"officer:{office}" if office not in self.state.conduct.barred else f"officer:{office}2"

    def refused(
        self, code: str, kind: str, on: str | date, office: str = "", /, *args: Any, **rest: Any
    ) -> Refused:
        """The act is not open, for the reason of that code; nothing changed."""
        before = list(self.line)
        with pytest.raises(Refused) as raised:
            self.do(kind, on, office, *args, **rest)
        assert self.line == before
        assert raised.value.code == code, f"{raised.value.code}: {raised.value}"
        return raised.value

    def register(
        self, on: str, office: str = "xfj", purposes: Iterable[str] = ("claim",), channel: str = "visit", *,
        people: Iterable[str] = ("self",), **codes: Any,
    ) -> Planned:  # fmt: skip
        """An entry came in."""
        persons = [[no, role] for no, role in enumerate(people, 1)]
        return self.do(
            "register",
            on,
            office,
            to=office,
            channel=channel,
            purposes=list(purposes),
            petitioners=persons,
            **codes,
        )

    def dispatched(
        self,
        on: str = "2026-03-02",
        sent: str = "2026-03-09",
        to: str = "town",
        points: int = 1,
        **codes: Any,
    ) -> Life:
        """Registered at the county's petition office, judged first, and transferred."""
        self.register(on, purposes=["claim"] * points, **codes)
        self.do("judge", on, "xfj", 1, result="first")
        self.do("transfer", sent, "xfj", 1, range(1, points + 1), to=to)
        return self

    def accepted(self, on: str = "2026-03-16", points: int = 1, **codes: Any) -> Life:
        """Dispatched to the town, and accepted there by 31[6]."""
        self.dispatched(points=points, **codes)
        self.do("accept", on, "town", 2, range(1, points + 1))
        return self

    # ---------------------------------------------------------------- reading

    def duty(self, rule: str, proceeding: int = 0, *, how: str | None = "") -> Duty:
        """The one duty of that rule: live by default, ended in that way, or any (`how=None`)."""
        found = [
            d for d in self.state.duties.values()
            if d.rule == rule and proceeding in (0, d.proceeding) and (how is None or d.how == how)
        ]  # fmt: skip
        assert len(found) == 1, (
            f"{len(found)} duties {rule!r}: {[(d.key, d.how) for d in self.state.duties.values()]}"
        )
        return found[0]

    def owed(self, office: str = "") -> dict[str, str]:
        """What is owed now: rule and due date."""
        return {
            d.rule: str(d.due) if d.due else "promptly"
            for d in self.state.live
            if d.kind == "duty" and office in ("", d.office)
        }

    def ended(self, rule: str) -> list[str]:
        """How the duties of that rule ended."""
        return [d.how for d in self.state.duties.values() if d.rule == rule and d.how]

    def point(self, no: int = 1) -> Point:
        """A point."""
        return self.state.points[no]

    def proceeding(self, no: int) -> Proceeding:
        """A proceeding."""
        return self.state.proceedings[no]

    def paper(self, kind: str) -> Paper:
        """The one paper of that kind."""
        (found,) = [p for p in self.state.papers.values() if p.kind == kind]
        return found

    def windows(self) -> dict[int, Window]:
        """The time to ask for review, by petitioner."""
        return {w.petitioner: w for w in self.state.windows.values()}

    def open(self, on: str, doer: Doer | None = None) -> list[OpenAct]:
        """What is open on that day."""
        return open_acts(self.state, self.law, self.world, day(on), doer)

    def open_kinds(self, on: str, proceeding: int | None = None, doer: Doer | None = None) -> set[str]:
        """The kinds of what is open, in a proceeding if one is named."""
        return {o.kind for o in self.open(on, doer) if proceeding in (None, o.proceeding)}

    def serve(
        self,
        paper: Paper,
        on: str,
        petitioner: int = 1,
        method: str = "direct",
        by: str = "self",
        **codes: Any,
    ) -> Planned:
        """A proof of service."""
        return self.do(
            "serve", on, paper.office, paper.proceeding, paper=paper.no, petitioner=petitioner, method=method,
            received_by=by, **codes,
        )  # fmt: skip

    def answered(self, on: str = "2026-05-12", **outcome: str) -> Life:
        """Accepted by the town, and answered: one outcome a point (`p1="explain"`), supported ones due 2026-07-10."""
        said = {key[1:]: value for key, value in outcome.items()} or {"1": "explain"}
        self.accepted(points=len(said))
        days = {no: "2026-07-10" for no, value in said.items() if value == "support"}
        self.do("answer", on, "town", 2, map(int, said), outcome=said, execution=days)
        return self


def officer(office: str, *posts: str, ref: str = "") -> Doer:
    """An officer at work."""
    return Doer(
        "officer", ref or f"officer:{office}-{posts[0] if posts else 'none'}", office, frozenset(posts)
    )


PETITIONER = Doer("petitioner", "petitioner:1")
MACHINE = Doer("machine", "machine:nightly")
