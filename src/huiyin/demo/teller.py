"""Tells a story through the real register: every act by a demo officer, every paper drafted, checked, signed.

The clock of a story is the day of each act, unless the act says when it was entered (`entered`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from huiyin.clock import SHANGHAI
from huiyin.intake import identity
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer
from huiyin.papers import drafting
from huiyin.papers.kinds import kind as paper_kind
from huiyin.register import models
from huiyin.register.law import current
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, Opened, open_file
from huiyin.register.record import Recorded, Wish, record
from huiyin.statute.model import Duty, Refused


def moment(on: date, hour: int = 9, minute: int = 30) -> datetime:
    """A time of day in Asia/Shanghai."""
    return datetime.combine(on, time(hour, minute), SHANGHAI)


@dataclass
class Told:
    """One act of a story as printed."""

    act: str
    office: str
    on: date
    proceeding: int
    opened: list[dict[str, Any]]
    met: list[dict[str, Any]]
    paper: str | None
    note: str = ""
    refused: str = ""

    def as_json(self) -> dict[str, Any]:
        """The line of `huiyin walk --json`."""
        row = {
            "act": self.act, "office": self.office, "on": self.on.isoformat(), "proceeding": self.proceeding,
            "opened": self.opened, "met": self.met, "paper": self.paper,
        }  # fmt: skip
        return (
            row
            | ({"note": self.note} if self.note else {})
            | ({"refused": self.refused} if self.refused else {})
        )


@dataclass
class Teller:
    """Records a story's acts on one file and keeps what each of them changed."""

    file: models.File | None = None
    told: list[Told] = field(default_factory=list)
    opened: Opened | None = None
    _tick: int = 0

    # ---------------------------------------------------------------- who and when

    def now(self, on: date) -> datetime:
        """A moment on that day, later than every one before it."""
        self._tick += 1
        return moment(on) + timedelta(minutes=self._tick)

    def officer(self, login: str, on: date) -> Actor:
        """The demo officer at work on that day; `login@office` where he has posts in several."""
        name, _, office = login.partition("@")
        return acting(Officer.objects.get(login=name), office or None, on=on)

    def petitioner(self, no: int = 1) -> Actor:
        """A petitioner of the file."""
        return Actor.petitioner(self._file().roles.get(no=no).pk)

    def _file(self) -> models.File:
        assert self.file is not None, "a story begins with an entry"
        return self.file

    # ---------------------------------------------------------------- acts

    def enter(self, entry: NewEntry, login: str = "", *, entered: date | None = None) -> Opened:
        """Register the entry by an officer, or as sent by the petitioner himself."""
        on = entered or entry.received_on
        by = self.officer(login, on) if login else Actor.machine("public-site")
        self.opened = open_file(entry, by=by, now=self.now(on))
        self.file = self.opened.file
        if self.opened.recorded:
            self._tell(self.opened.recorded, entered)
        return self.opened

    def act(
        self, who: str | Actor, kind: str, on: date, *, entered: date | None = None, words: Mapping[str, Any] | None = None,
        codes: Mapping[str, Any] | None = None, **where: Any,
    ) -> Recorded:  # fmt: skip
        """Record one act."""
        by = self.officer(who, entered or on) if isinstance(who, str) else who
        wish = Wish(kind, on, codes=codes, words=words, **where)
        return self.wish(wish, by, entered)

    def wish(self, wish: Wish, by: Actor, entered: date | None = None) -> Recorded:
        """Record a wish that was made elsewhere."""
        file = self._file()
        file.refresh_from_db()
        done = record(file.pk, wish, by=by, now=self.now(entered or wish.on), seen=file.last_seq)
        self._tell(done, entered)
        return done

    def refused(self, who: str, kind: str, on: date, **rest: Any) -> Refused:
        """Try an act that is not open, and keep the refusal in the story."""
        try:
            self.act(who, kind, on, **rest)
        except Refused as error:
            office = self.officer(who, on).office or ""
            self.told.append(
                Told(
                    kind,
                    office,
                    on,
                    rest.get("proceeding", 0),
                    [],
                    [],
                    None,
                    refused=f"{error.zh}（{error.provision}）",
                )
            )
            return error
        raise AssertionError(f"{kind} was open on {on}")

    def paper(
        self, act: str, who: str, on: date, *, written: Mapping[str, Any] | None = None, check: str = "", sign: str,
        proceeding: int, points: tuple[int, ...] = (), intended: Mapping[str, Any] | None = None,
        words: Mapping[str, Any] | None = None, entered: date | None = None,
    ) -> Recorded:  # fmt: skip
        """Draft, check where the paper needs it, sign and issue: four people's acts, one paper."""
        law = current(self._file().place)
        key = law.acts[act].issues
        by, day = self.officer(who, on), entered or on
        draft = drafting.start(
            self._file(),
            key,
            proceeding,
            points,
            by=by,
            now=self.now(day),
            on=on,
            intended=intended,
            words=words,
        )
        drafting.save(draft, written or {}, by=by, now=self.now(day))
        if draft.missing:
            raise Refused(
                "missing", "；".join(m[0] for m in draft.missing), "; ".join(m[1] for m in draft.missing)
            )
        self._step(drafting.record_draft, draft, by, day)
        if "check" in paper_kind(key).steps:
            self._step(drafting.record_step, draft, self.officer(check, on), day, "check")
        self._step(drafting.record_step, draft, self.officer(sign, on), day, "sign")
        issuer = by if by.posts & law.acts[act].who else self.officer(sign, on)
        return self.wish(drafting.issue_wish(draft, act), issuer, entered)

    def _step(self, do: Any, draft: models.Draft, by: Actor, on: date, *args: str) -> None:
        file = self._file()
        file.refresh_from_db()
        self._tell(do(draft, *args, by=by, now=self.now(on), seen=file.last_seq), None)

    def serve(self, who: str, on: date, paper: models.Paper, *, petitioner: int = 1, method: str = "direct", by: str = "self",
              words: Mapping[str, Any] | None = None, at: time | None = None) -> Recorded:  # fmt: skip
        """Prove a service."""
        return self.act(
            who, "serve", on, proceeding=self._proceeding(paper), paper=paper.no, petitioner=petitioner, at=at,
            codes={"method": method, "received_by": by}, words=words,
        )  # fmt: skip

    def _proceeding(self, paper: models.Paper) -> int:
        return models.Act.objects.values_list("proceeding", flat=True).get(pk=paper.act_id) or 1

    # ---------------------------------------------------------------- what it changed

    def _tell(self, done: Recorded, entered: date | None) -> None:
        events = done.planned.events
        act = done.planned.act
        opened = [_duty(e.thing) for e in events if e.what == "opened"]
        opened += [
            {"rule": e.thing.rule, "duty": e.thing.rule, "petitioner": e.thing.petitioner, "due": e.thing.end.isoformat(),
             "nominal_due": e.thing.nominal.isoformat(), "provision": e.thing.provision}
            for e in events if e.what == "window"
        ]  # fmt: skip
        met = [
            _duty(e.thing) | {"how": e.thing.how, "late": _late(e.thing)} for e in events if e.what == "ended"
        ]
        note = (
            f"补录：{entered.isoformat()}录入 / entered late on {entered.isoformat()}"
            if entered and entered != act.on
            else ""
        )
        office = act.office or (act.to if act.kind == "register" else "")
        number = done.papers[0].number if done.papers else None
        self.told.append(Told(act.kind, office, act.on, act.proceeding, opened, met, number, note))


def _late(d: Duty) -> bool:
    """Whether it was met after its last day."""
    return d.how == "met" and d.kind == "duty" and bool(d.due and d.ended_on and d.ended_on > d.due)


def _duty(d: Duty) -> dict[str, Any]:
    """A duty as printed: `rule` as `huiyin due` names it; `duty` is the same under its former name."""
    return {
        "rule": d.rule, "duty": d.rule, "office": d.office, "nominal_due": d.nominal.isoformat() if d.nominal else None,
        "due": d.due.isoformat() if d.due else None, "provision": d.provision,
    }  # fmt: skip


def person(name: str, *, address: str = "", phone: str = "", number: str = "", **rest: Any) -> NewPerson:
    """A petitioner with the digests by which the same person is found again."""
    data = {
        k: v for k, v in {"name": name, "address": address, "phone": phone, "number": number}.items() if v
    }
    known = identity.Person(name=name, number=number, phone=phone, place=address)
    return NewPerson(data, digests=identity.keys(known), **rest)


def points(*requests: str, purpose: str = "claim") -> tuple[NewPoint, ...]:
    """Requests of one purpose."""
    return tuple(NewPoint(r, purpose) for r in requests)
