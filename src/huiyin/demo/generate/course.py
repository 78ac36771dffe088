"""The line of one generated matter: acts one after another on working days, papers with their hands, services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from huiyin.demo.generate.cast import Cast
from huiyin.demo.generate.seasons import Seasons, moment
from huiyin.offices.actor import Actor
from huiyin.register.bulk import NewAct, NewDraft, NewFile
from huiyin.register.opening import NewEntry
from huiyin.register.record import Wish

STEPS = {
    "transfer": ("transfer_slip", 2), "assign": ("assignment_letter", 3), "tell_destination": ("destination_notice", 2),
    "accept": ("acceptance_notice", 3), "name_path": ("path_notice", 3), "refuse": ("non_acceptance_notice", 3),
    "approve_extension": ("extension_approval_sheet", 2), "tell_extension": ("extension_notice", 3),
    "answer": ("handling_opinion", 3), "report_closing": ("closing_report", 3), "reply": ("reply", 2),
    "reply_suggestion": ("suggestion_reply", 2),
}  # fmt: skip
"""The paper of an act, and how many hands it goes through before it is issued."""


class Over(Exception):
    """The line ends here: what follows has not happened yet, or does not happen at all."""


@dataclass
class Course:
    """Gathers the acts of one matter. The days only go on."""

    rng: Random
    cast: Cast
    seasons: Seasons
    day: date
    minute: int
    stops_after: int
    """After so many acts nothing more is done: a matter that lies somewhere."""
    acts: list[NewAct] = field(default_factory=list)
    drafts: list[NewDraft] = field(default_factory=list)
    papers: int = 1
    """Papers issued so far; the receipt is the first."""
    proceedings: int = 1

    def later(self, least: int, most: int) -> date:
        """Some days later, on a day of work."""
        self.on(self.day + timedelta(days=self.rng.randint(least, most)))
        return self.day

    def on(self, day: date) -> None:
        """Not before that day, on a day of work."""
        if (
            day > self.seasons.last
            or (found := self.seasons.working_from(max(day, self.day))) > self.seasons.last
        ):
            raise Over
        self.day = found

    def act(self, by: Actor | int, kind: str, *, draft: int = 0, on: date | None = None, **rest: Any) -> None:
        """One act."""
        if len(self.acts) >= self.stops_after:
            raise Over
        day = on or self.day
        if day > self.seasons.last:
            raise Over
        entry, linked = rest.pop("entry", None), rest.pop("linked", 0)
        self.minute += 3
        recorded = moment(max(day, self.day), self.minute)
        self.acts.append(NewAct(Wish(kind, day, **rest), by, recorded, draft, entry, linked))

    def paper(
        self, act: str, office: str, proceeding: int, points: tuple[int, ...], hands: tuple[Actor, ...],
        content: dict[str, Any], *, issuer: Actor | None = None, **intended: Any,
    ) -> int:  # fmt: skip
        """Draft, check where it is checked, sign, and issue; gives the paper's number in the file."""
        kind, steps = STEPS[act]
        writer = hands[0]
        now = moment(self.day, self.minute)
        self.drafts.append(
            NewDraft(kind, proceeding, office, self.day, writer.ref, now, points, intended, content)
        )
        place = len(self.drafts)
        self.act(writer, "draft", draft=place, proceeding=proceeding)
        if steps == 3:
            self.act(hands[1], "check", draft=place, proceeding=proceeding)
        self.act(hands[-1], "sign", draft=place, proceeding=proceeding)
        codes = dict(intended)
        self.act(
            issuer or writer, act, draft=place, proceeding=proceeding, points=points, to=codes.pop("to", ""),
            codes=codes, words=content.get("_words"),
        )  # fmt: skip
        self.papers += 1
        return self.papers

    def serve(
        self, by: Actor, paper: int, people: range, proceeding: int, *, electronic: bool = False
    ) -> None:
        """Prove the service of a paper on each petitioner, sometimes at the second try."""
        for no in people:
            method = "electronic" if electronic else self.rng.choice(("direct", "post", "post"))
            if not electronic and self.rng.random() < 0.04:
                self.act(by, "serve_failed", proceeding=proceeding, paper=paper, petitioner=no,
                         codes={"method": "direct"}, words={"proof": "上门两次，家中无人。"})  # fmt: skip
            self.act(
                by, "serve", proceeding=proceeding, paper=paper, petitioner=no,
                codes={"method": method, "received_by": "self"}, words={"proof": _PROOF[method]},
            )  # fmt: skip

    def proceeding(self) -> int:
        """The number of the proceeding that an act just opened."""
        self.proceedings += 1
        return self.proceedings

    def file(self, entry: NewEntry, by: Actor, minute: int) -> NewFile:
        """Everything."""
        return NewFile(entry, by, moment(entry.received_on, minute), self.acts, self.drafts)


_PROOF = {
    "direct": "本人当面签收，已说明内容。", "post": "挂号信回执注明收到日期，本人签收。", "electronic": "系统送达记录，本人已打开。",
}  # fmt: skip
