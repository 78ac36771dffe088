"""The ways a matter takes: each a function from a setting to a file with its whole line."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from huiyin.demo.generate import handling, texts
from huiyin.demo.generate.cast import CONFIDENTIAL, FRONT, Cast
from huiyin.demo.generate.course import Course, Over
from huiyin.demo.generate.people import TOWNS, VILLAGES, nobody, person
from huiyin.offices.actor import Actor
from huiyin.register.bulk import NewFile
from huiyin.register.opening import NewEntry, NewPerson, NewPoint
from huiyin.statute.law import Law

SITE = Actor.machine("public-site")
NIGHTLY = Actor.machine("nightly")
CHANNELS = ("web",) * 30 + ("hotline_12345",) * 18 + ("visit",) * 20 + ("letter",) * 14 + ("web_media",) * 6 + (
    "phone",) * 6 + ("email",) * 3 + ("assigned",) * 2 + ("helper",)  # fmt: skip
OFF_HOURS = ("web", "web", "web", "hotline_12345", "web_media", "email")
"""What comes in on a day off."""


@dataclass
class Setting:
    """What a way is laid in."""

    rng: Random
    c: Course
    cast: Cast
    law: Law
    day: date
    minute: int
    claims: list[tuple[int, str]]
    """Claims so far in this batch that another may repeat: their places, and the offices that have them."""
    in_batch: int

    def __post_init__(self) -> None:
        self.town = self.rng.choice(TOWNS)
        self.place = self.rng.choice(VILLAGES[self.town])
        self.marks = texts.values(self.rng, self.place)
        self.channel = self.rng.choice(CHANNELS if self.c.seasons.is_working(self.day) else OFF_HOURS)
        self.people: tuple[NewPerson, ...] = ()
        self.points: tuple[int, ...] = ()
        self.web = self.withheld = self.assigned = False
        self.received_by = self.town

    @property
    def dispatcher(self) -> Actor:
        """Who dispatches at the petition office."""
        return self.cast.who(FRONT, "dispatcher")

    @property
    def leader(self) -> Actor:
        """Who signs there."""
        return self.cast.who(FRONT, "petition_leader")

    def everyone(self) -> range:
        """The numbers of the petitioners."""
        return range(1, len(self.people) + 1)

    def entry(
        self, title: str, words: str, requests: tuple[str, ...], purpose: str = "claim", **rest: Any
    ) -> NewEntry:
        """What came in."""
        if not self.people:
            self.people = self._people(rest)
        self.points = tuple(range(1, len(requests) + 1))
        channel = rest.pop("channel", self.channel)
        self.web = channel == "web"
        posted = {"posted_on": self.day, "stamped_on": self.day} if channel == "letter" else {}
        outside: dict[str, Any] = {}
        if channel in ("hotline_12345", "assigned"):
            system = "12345热线" if channel == "hotline_12345" else "国家信访信息系统"
            number = f"{self.day:%Y%m%d}{self.rng.randrange(100_000):05d}"
            outside = {
                "outside": ((system, number),),
                "source": "12345" if channel == "hotline_12345" else "above",
            }
        values: dict[str, Any] = {
            "channel": channel, "office": FRONT, "received_on": self.day, "title": title, "words": {"text": words},
            "points": tuple(NewPoint(r, purpose) for r in requests), "people": self.people,
            "heads": max(1, len(self.people)), "read_back": channel == "visit", "happened_in": self.place,
        }  # fmt: skip
        return NewEntry(**(values | posted | outside | rest))

    def _people(self, rest: dict[str, Any]) -> tuple[NewPerson, ...]:
        """One person, a pair, or a visit of many with their representatives."""
        many = self.rng.random()
        if self.channel == "visit" and many < 0.06:
            rest["heads"] = self.rng.randint(6, 40)
            speakers = range(self.rng.randint(2, 5))
            return tuple(person(self.rng, self.place, role="representative", mandate=True) for _ in speakers)
        if many < 0.05:
            return tuple(person(self.rng, self.place) for _ in range(2))
        return (person(self.rng, self.place, phone=self.channel not in ("letter",) or many < 0.7),)

    def registrar(self, office: str = FRONT) -> Actor:
        """Who takes it in: the site by itself, or somebody at the counter."""
        return (
            SITE
            if self.web
            else self.cast.who(office, "registrar", but=self.rng.choice(("", "zhangjia", "wangyi")))
        )

    def told(self, entry: NewEntry, steps: Any, by: Actor | None = None) -> NewFile:
        """The file with as much of its line as has happened by now."""
        who = by or self.registrar()
        with suppress(Over):
            steps()
        return self.c.file(entry, who, self.minute)

    def judge(self) -> None:
        """First or repeat; a repeat names the matter that it repeats."""
        before = [place for place, _ in self.claims]
        words = {"reason": "登记簿中没有同一人同一事。"}
        if before and self.rng.random() < 0.05:
            codes, words = {"result": "repeat"}, {"reason": "同一人就同一事项再次提出。"}
            self.c.act(
                self.dispatcher,
                "judge",
                proceeding=1,
                codes=codes,
                words=words,
                linked=self.rng.choice(before),
            )
        else:
            self.c.act(self.dispatcher, "judge", proceeding=1, codes={"result": "first"}, words=words)

    def close(self, office: str = FRONT, *, archived: float = 0.3) -> None:
        """Close, and archive some time later."""
        self.c.later(1, 12)
        by = self.dispatcher if office == FRONT else self.cast.who(office, "section")
        self.c.act(by, "close")
        if self.rng.random() < archived:
            self.c.later(60, 300)
            self.c.act(self.cast.who(FRONT, "archivist") if office == FRONT else by, "archive")


# ------------------------------------------------------------------ short ways


def enquiry(s: Setting) -> NewFile:
    """A question, answered in writing within days."""
    title, asked, class1, class2, _office, answer = s.rng.choice(texts.fragments().enquiries)
    asked = asked.format_map(s.marks)
    entry = s.entry(title, asked, (asked,), "enquiry", class1=class1, class2=class2)

    def steps() -> None:
        s.c.later(0, 3 if s.rng.random() < 0.92 else 12)
        by = s.cast.who(FRONT, "registrar")
        content = {"points": [{"no": 1, "answer": answer}], "parts": {}}
        paper = s.c.paper("reply", FRONT, 1, (1,), (by, s.leader), content)
        s.c.later(0, 3)
        s.c.serve(by, paper, s.everyone(), 1)
        if s.rng.random() < 0.7:
            s.close(archived=0.15)

    return s.told(entry, steps)


def kept(s: Setting) -> NewFile:
    """Thanks, or something nobody can make out: kept on file."""
    thanks = s.rng.random() < 0.6
    title, words = s.rng.choice(texts.fragments().thanks if thanks else texts.fragments().unclear)
    words = words.format_map(s.marks)
    if not thanks:
        s.people = (nobody(),)
    purpose = "thanks" if thanks else "unclear"
    entry = s.entry(title, words, (title,), purpose, undeliverable=not thanks, class1="其他")

    def steps() -> None:
        s.c.later(0, 4)
        s.judge()
        reason = "转告有关单位并存档。" if thanks else "内容不清，也没有联系方式，存档备查。"
        s.c.act(s.dispatcher, "keep_on_file", proceeding=1, points=(1,), words={"reason": reason})
        if s.rng.random() < 0.6:
            s.close(archived=0.2)

    return s.told(entry, steps)


def fresh(s: Setting) -> NewFile:
    """Registered, and no more: somebody lost it."""
    subject = s.rng.choice(texts.fragments().subjects)
    words, requests = texts.petition(s.rng, subject, s.marks)
    entry = s.entry(subject.title, words, requests, class1=subject.class1, class2=subject.class2)
    return s.told(entry, lambda: None)


def refused(s: Setting) -> NewFile:
    """Outside the power of the office and those under it: the competent organ is named."""
    title, words, organ, class1, class2 = s.rng.choice(texts.fragments().refusals)
    entry = s.entry(title, words, (title,), class1=class1, class2=class2)

    def steps() -> None:
        s.c.later(1, 9)
        content = {
            "points": [{"no": 1}],
            "parts": {
                "facts": "请求事项属于市级机关的职权，不属于本县机关、单位。", "go_to": "向告知的市级机关提出，地址和电话附后。",
                "new_content": "没有新的内容。", "objection": "对本告知有不同意见的，可以向本机关说明理由，由另外的工作人员核对。",
            },
        }  # fmt: skip
        hands = (s.dispatcher, s.leader, s.cast.who(FRONT, "head"))
        paper = s.c.paper("refuse", FRONT, 1, (1,), hands, content, ground="outside_power", organ=organ)
        s.c.later(0, 3)
        s.c.serve(s.dispatcher, paper, s.everyone(), 1)
        s.close(archived=0.2)

    return s.told(entry, steps)


def withdrawn(s: Setting) -> NewFile:
    """Taken back by the petitioner before it was dispatched; a few think better of it."""
    subject = s.rng.choice(texts.fragments().subjects)
    words, requests = texts.petition(s.rng, subject, s.marks)
    entry = s.entry(subject.title, words, requests, class1=subject.class1, class2=subject.class2)

    def steps() -> None:
        s.c.later(0, 2)
        s.judge()
        for no in s.everyone():
            s.c.act(no, "withdraw", on=s.c.day, words={"reason": "已经自行解决。"})
        if s.rng.random() < 0.1:
            s.c.act(1, "undo_withdraw")
            return
        over = s.c.day
        s.c.later(9, 10)
        over = max(over, s.c.day)
        for no in s.everyone():
            s.c.act(NIGHTLY, "end_withdrawn", on=over, petitioner=no)
        s.close(archived=0.1)

    return s.told(entry, steps)


def suggestion(s: Setting) -> NewFile:
    """A suggestion: studied by the office it concerns, and answered (R22 29)."""
    title, words, class1, class2, office, answer = s.rng.choice(texts.fragments().suggestions)
    words, title = words.format_map(s.marks), title.format_map(s.marks)
    entry = s.entry(title, words, (title,), "suggestion", class1=class1, class2=class2)

    def steps() -> None:
        handling.dispatch(s, office, "29")
        s.c.later(3, 25)
        by = s.cast.who(office, "handler")
        content = {
            "points": [
                {
                    "no": 1,
                    "adoption": "adopted_partly",
                    "reasons": answer,
                    "measures": "能做的列入今年的安排，做完后告知。",
                }
            ],
            "parts": {"study": "经办科室到现场看过，听取了有关方面的意见。"},
        }
        signer = s.cast.who(office, "section")
        paper = s.c.paper(
            "reply_suggestion", office, 2, (1,), (by, signer), content, adoption={"1": "adopted_partly"}
        )
        s.c.later(0, 3)
        s.c.serve(by, paper, s.everyone(), 2)
        s.close()

    return s.told(entry, steps)


def accusation(s: Setting) -> NewFile:
    """An accusation: seen by named officers only, sent to the discipline office, fed back (R22 30)."""
    title, words, accused, office = s.rng.choice(texts.fragments().accusations)
    s.channel = s.rng.choice(("letter", "web", "visit"))
    if s.rng.random() < 0.35:
        s.people = (nobody(),)
    entry = s.entry(title, words, (title,), "accusation", class1="纪检监察", class2="职务违法", withheld=True)
    named = s.cast.who(FRONT, CONFIDENTIAL)

    def steps() -> None:
        s.c.later(0, 3)
        s.c.act(named, "judge", proceeding=1, codes={"result": "first"})
        s.c.act(named, "screen", proceeding=1, points=(1,), codes={"path": "30"})
        s.c.act(named, "name_accused", proceeding=1, codes={"office": accused})
        s.c.later(0, 4)
        content = {"points": [{"no": 1}], "parts": {"screening": "属检举控告，按管理权限移交。"}}
        s.c.paper("transfer", FRONT, 1, (1,), (named, named), content, to=office)
        receiver = s.cast.who(office, CONFIDENTIAL)
        s.c.later(0, 3)
        s.c.act(receiver, "sign_for", proceeding=2)
        s.c.later(20, 80)
        s.c.act(
            receiver,
            "give_feedback",
            proceeding=2,
            points=(1,),
            words={"record": "已按规定核查处理，结果已当面反馈。"},
        )

    return s.told(entry, steps, named if not s.web else SITE)


# ------------------------------------------------------------------ long ways


def _claim(s: Setting, own: bool) -> tuple[texts.Subject, NewEntry, str]:
    subjects = [one for one in texts.fragments().subjects if (one.course == "own") == own]
    subject = s.rng.choice(subjects)
    words, requests = texts.petition(s.rng, subject, s.marks)
    s.withheld = s.rng.random() < 0.02
    entry = s.entry(
        subject.title, words, requests, class1=subject.class1, class2=subject.class2, withheld=s.withheld
    )
    return subject, entry, s.town if subject.to == texts.TOWN else subject.to


def answered(s: Setting) -> NewFile:
    """A claim that goes to the competent office and is answered there with a handling opinion (R22 31[6], 32)."""
    subject, entry, office = _claim(s, own=True)
    s.claims.append((s.in_batch, office))

    def steps() -> None:
        handling.dispatch(s, office, "31[6]", assigned=s.rng.random() < 0.12)
        handling.handle(s, subject, office, 2)
        s.close()

    return s.told(entry, steps)


def led_in(s: Setting) -> NewFile:
    """A claim for which another law has its procedure: the path is named, the result reported (R22 31[1]-[5])."""
    subject, entry, office = _claim(s, own=False)
    item = s.law.book.procedure(subject.course, max(s.day, date(2024, 1, 1))).item
    s.claims.append((s.in_batch, office))

    def steps() -> None:
        handling.dispatch(s, office, item)
        handling.lead_in(s, subject, office, item)
        s.close()

    return s.told(entry, steps)


def at_the_town(s: Setting) -> NewFile:
    """Brought to the town itself, which is competent and takes it up."""
    subject = s.rng.choice([one for one in texts.fragments().subjects if one.to == texts.TOWN])
    s.channel = s.rng.choice(("visit", "visit", "letter", "phone"))
    words, requests = texts.petition(s.rng, subject, s.marks)
    entry = s.entry(
        subject.title, words, requests, class1=subject.class1, class2=subject.class2, office=s.town
    )
    by = s.cast.who(s.town, "registrar")

    def steps() -> None:
        s.c.later(0, 3)
        s.c.act(by, "judge", proceeding=1, codes={"result": "first"})
        s.c.act(by, "take_up", proceeding=1, points=s.points)
        s.c.proceeding()
        handling.handle(s, subject, s.town, 2)
        s.close(s.town)

    return s.told(entry, steps, by)
