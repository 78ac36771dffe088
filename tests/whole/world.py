"""A small county in which every kind of matter exists once, each marked so that any leak of it is seen.

The words of a thing hold its own rare character, its people's names and addresses another one, and its
numbers are like no others: a page that shows one of them shows this thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from huiyin.demo.stories import life
from huiyin.demo.teller import Teller, moment, person
from huiyin.intake import attachments, raising
from huiyin.offices import services
from huiyin.offices.actor import Actor
from huiyin.papers import drafting
from huiyin.papers.kinds import kind as paper_kind
from huiyin.register import models
from huiyin.register.opening import NewEntry, NewPerson, NewPoint
from huiyin.register.roles import change_contact
from tests.intake.samples import PDF

MARCH = date(2026, 3, 2)
PIN = "407193"


@dataclass
class Thing:
    """One matter of the county, its marks, and who may see it."""

    key: str
    mark: str
    """In every text of the matter itself."""
    who: str
    """In every name and address of its people."""
    no: int
    """In every number."""
    sees: frozenset[str]
    """Offices whose officers see it (ordinary matters) or logins (restricted ones)."""
    restricted: bool = False
    withheld_from: frozenset[str] = frozenset()
    """Offices that see the matter and must not learn who its people are."""
    teller: Teller = field(default_factory=Teller)
    codes: list[str] = field(default_factory=list)
    papers: list[models.Paper] = field(default_factory=list)
    draft: int = 0
    files: list[int] = field(default_factory=list)

    @property
    def services(self) -> list[int]:
        """Proofs of service of its first paper that has one."""
        return list(
            models.Service.objects.filter(paper__file=self.file, served=True).values_list("pk", flat=True)
        )

    @property
    def file(self) -> models.File:
        """Its file."""
        assert self.teller.file is not None
        return self.teller.file

    @property
    def grants(self) -> list[int]:
        """Officers named for it."""
        return list(models.SightGrant.objects.filter(file=self.file).values_list("pk", flat=True))

    @property
    def phone(self) -> str:
        """The telephone of its first petitioner."""
        return f"1390{self.no:02d}77{self.no:02d}1"

    @property
    def bytes(self) -> bytes:
        """What its attachment holds."""
        return PDF + f"% canary of {self.key}\n".encode()

    def person_marks(self) -> set[str]:
        """What would tell who its people are. (A query code alone tells nobody: it stands on every paper.)"""
        return {self.who, self.phone, self.contact_phone}

    def marks(self) -> set[str]:
        """What would tell that it exists."""
        numbers = {self.file.number, *(p.number for p in self.papers)}
        codes = {c for code in self.codes for c in (code, f"{code[:4]} {code[4:8]} {code[8:]}")}
        said = {self.mark, f"canary of {self.key}", f"外{self.no:02d}〔{self.key}〕"}
        return said | numbers | codes | self.person_marks()

    @property
    def contact_phone(self) -> str:
        """The safe number."""
        return f"1391{self.no:02d}66{self.no:02d}2"


def people(t: Thing, count: int = 1, **rest: Any) -> tuple[NewPerson, ...]:
    """Its petitioners, every sealed field marked."""
    contact = {
        "tell": "other",
        "other": f"{t.who}姐",
        "phone": t.contact_phone,
        "times": f"{t.who}时",
        "post": f"{t.who}巷九号",
    }
    found = [
        person(f"{t.who}某甲", address=f"{t.who}村三组", phone=t.phone, pin=PIN, contact=contact, **rest)
    ]
    found += [person(f"{t.who}某{'乙丙丁'[n]}", address=f"{t.who}村二组", pin=PIN) for n in range(count - 1)]
    return tuple(found)


def entry(
    t: Thing,
    office: str = "xfj",
    *,
    channel: str = "visit",
    purpose: str = "claim",
    count: int = 1,
    **rest: Any,
) -> NewEntry:
    """What came in, every sealed field marked."""
    me = f"{t.who}某甲"
    words = {
        k: f"{t.mark}{k}：{t.mark}塘的水，我是{me}"
        for k in ("text", "place", "complained", "history", "reasons", "facts")
    }
    points = (
        NewPoint(f"修好{me}家边{t.mark}塘的坝", purpose),
        NewPoint(f"说明{t.mark}款的去向，打{t.phone}告诉我", purpose),
    )
    return NewEntry(
        channel=channel, office=office, received_on=MARCH, title=f"{me}反映{t.mark}塘等事项", words=words, points=points,
        people=people(t, count), read_back=channel == "visit", outside=(("省平台", f"外{t.no:02d}〔{t.key}〕"),),
        class1="农业农村", class2="水利", **rest,
    )  # fmt: skip


def opened(t: Thing, new: NewEntry, login: str) -> Thing:
    """Register it, with an attachment at the entry."""
    made = t.teller.enter(new, login)
    t.codes = [code for _no, code, _pin in made.codes]
    stored = attachments.store(BytesIO(t.bytes), f"{t.mark}塘的图.pdf")
    raising.attach([raising.as_kept(stored)], file=t.file, entry=made.entry, by="desk", now=moment(MARCH))
    t.files = list(models.Attachment.objects.filter(file=t.file).values_list("pk", flat=True))
    return t


def screened(t: Thing, login: str, path: str = "31[6]") -> None:
    """Judged and screened, with marked reasons."""
    said = {"reason": f"{t.mark}理由，{t.who}某甲当面说"}
    t.teller.act(login, "judge", date(2026, 3, 3), proceeding=1, codes={"result": "first"}, words=said)
    t.teller.act(
        login, "screen", date(2026, 3, 4), proceeding=1, points=(1, 2), codes={"path": path}, words=said
    )


def sent(t: Thing, to: str, login: str, sign: str) -> None:
    """Transferred, and the petitioners told."""
    written = {"parts": {"screening": f"{t.mark}塘由该单位管护。"}}
    done = t.teller.paper(
        "transfer", login, date(2026, 3, 5), sign=sign, proceeding=1, points=(1, 2), intended={"to": to}, written=written,
        words={"reason": f"{t.mark}转送理由"},
    )  # fmt: skip
    told = t.teller.paper("tell_destination", login, date(2026, 3, 6), sign=sign, proceeding=1, points=(1, 2))
    t.papers += [*done.papers, *told.papers]
    t.teller.serve(login, date(2026, 3, 9), told.papers[0], method="post", words={"proof": f"{t.mark}挂号"})


def accepted(t: Thing, proceeding: int = 2) -> None:
    """Accepted by the town of Liangkou, served on its first petitioner, with the opinion in the drawer."""
    parts = {"competence": f"{t.mark}塘由本镇管护。", "plan": f"看{t.mark}塘。"}
    done = t.teller.paper(
        "accept", "chenzi", date(2026, 3, 16), check="shihai", sign="kongwu", proceeding=proceeding, points=(1, 2),
        written={"parts": parts},
    )  # fmt: skip
    t.papers += done.papers
    t.teller.serve("chenzi", date(2026, 3, 17), done.papers[0], words={"proof": f"{t.mark}家中签收"})
    begun(t, "handling_opinion", "chenzi", proceeding)


def begun(t: Thing, kind: str, login: str, proceeding: int) -> None:
    """A paper of this kind lies half written in the drawer of this officer's office."""
    by = t.teller.officer(login, date(2026, 4, 1))
    t.file.refresh_from_db()
    draft = drafting.start(
        t.file, kind, proceeding, (1, 2), by=by, now=moment(date(2026, 4, 1)), intended={"to": "t_xl"}
    )
    free = [p.key for p in paper_kind(kind).written if p.kind == "text" and not p.per_point]
    drafting.save(
        draft, {"parts": dict.fromkeys(free, f"{t.mark}查"), "points": []}, by=by, now=draft.updated_at
    )
    t.draft = draft.pk


def said_more(t: Thing) -> None:
    """The petitioner adds words and changes the safe contact."""
    role = t.file.roles.get(no=1)
    on = date(2026, 3, 20)
    t.teller.act(t.teller.petitioner(), "add_material", on, words={"words": f"{t.mark}又来了"})
    change_contact(
        role, {**role.contact, "times": f"{t.who}夜里"}, by=Actor.petitioner(role.pk), now=t.teller.now(on)
    )


# ------------------------------------------------------------------ the things


def own() -> Thing:
    """Received by the petition office, in handling at the town of Liangkou, signed by two."""
    t = Thing("own", "鸢", "鹭", 11, frozenset({"xfj", "t_xl"}))
    opened(t, entry(t, count=2), "zhangjia")
    screened(t, "libing")
    sent(t, "t_xl", "libing", "sumao")
    accepted(t)
    said_more(t)
    return t


def foreign() -> Thing:
    """Raised with and dealt with by the office of human resources alone."""
    t = Thing("foreign", "鹮", "鸾", 12, frozenset({"rsj"}))
    opened(t, entry(t, "rsj"), "weiyin")
    screened(t, "weiyin")
    t.teller.act(
        "weiyin",
        "take_up",
        date(2026, 3, 5),
        proceeding=1,
        points=(1, 2),
        words={"reason": f"{t.mark}归本局"},
    )
    begun(t, "acceptance_notice", "jiangmao", 2)
    return t


def town() -> Thing:
    """Raised with the town of Wutong: an office above and villages and units below know nothing of it."""
    t = Thing("town", "鹂", "鸩", 13, frozenset({"t_fh"}))
    opened(t, entry(t, "t_fh"), "zouxin")
    begun(t, "destination_notice", "zouxin", 1)
    return t


def withheld() -> Thing:
    """The town of Liangkou handles it and must not learn whose it is."""
    t = Thing("withheld", "鹳", "鹈", 14, frozenset({"xfj", "t_xl"}), withheld_from=frozenset({"t_xl"}))
    opened(t, entry(t, withheld=True), "zhangjia")
    screened(t, "libing")
    sent(t, "t_xl", "libing", "sumao")
    accepted(t)
    said_more(t)
    return t


def archived() -> Thing:
    """The whole life of one petition, ended and in the archive."""
    t = Thing("archived", "鹬", "望川村三组张", 15, frozenset({"xfj", "t_xl"}))
    life.tell(t.teller)
    assert t.teller.opened is not None
    t.codes = [code for _no, code, _pin in t.teller.opened.codes]
    t.papers = list(t.file.papers.order_by("no"))
    t.mark = "接通门前断头排水沟"
    t.draft = models.Draft.objects.filter(file=t.file).order_by("pk").values_list("pk", flat=True)[0]
    return t


def accusation() -> Thing:
    """It accuses the town of Wutong; from the petition office it went to the discipline office.

    One more officer of the petition office was named for this file alone.
    """
    sees = frozenset({"qianwu", "panshen", "yangwu", "nishen", "zhaoding"})
    t = Thing("accusation", "鸨", "鸲", 16, sees, restricted=True)
    opened(t, entry(t, channel="web", purpose="accusation"), "")
    screened(t, "qianwu", "30")
    t.teller.act(
        "qianwu",
        "name_accused",
        date(2026, 3, 4),
        proceeding=1,
        codes={"office": "t_fh"},
        words={"reason": f"{t.mark}镇"},
    )
    sent(t, "jw", "qianwu", "panshen")
    begun(t, "acceptance_notice", "yangwu", 2)
    said_more(t)
    named = {"given_by": "officer:qianwu", "given_at": moment(date(2026, 4, 1))}
    models.SightGrant.objects.create(
        file=t.file, office_id="xfj", officer=services.officer_of("zhaoding"), **named
    )
    return t


def against_petition_office() -> Thing:
    """It accuses the petition office of the county itself: the one above received it."""
    t = Thing("against-xfj", "鸫", "鸮", 17, frozenset({"yanwu"}), restricted=True)
    opened(t, entry(t, channel="web", purpose="accusation", accused=("xfj",)), "")
    screened(t, "yanwu", "30")
    t.teller.act("yanwu", "name_accused", date(2026, 3, 4), proceeding=1, codes={"office": "xfj"})
    begun(t, "transfer_slip", "yanwu", 1)
    return t


def against_officer() -> Thing:
    """It accuses the named officer of the petition office; his colleague deals with it."""
    t = Thing("against-qianwu", "鹎", "鹡", 18, frozenset({"panshen"}), restricted=True)
    opened(t, entry(t, channel="web", purpose="accusation"), "")
    t.teller.act("panshen", "name_accused", date(2026, 3, 3), proceeding=1, codes={"officer": "qianwu"})
    screened(t, "panshen", "30")
    begun(t, "destination_notice", "panshen", 1)
    return t


THINGS: tuple[Callable[[], Thing], ...] = (
    own, foreign, town, withheld, archived, accusation, against_petition_office, against_officer,
)  # fmt: skip


def one_more() -> Thing:
    """Another accusation, as far on as the first: what others' lists and counts look like must not change."""
    t = Thing(
        "one-more", "鹪", "鹨", 19, frozenset({"qianwu", "panshen", "yangwu", "nishen"}), restricted=True
    )
    opened(t, entry(t, channel="web", purpose="accusation"), "")
    screened(t, "qianwu", "30")
    t.teller.act("qianwu", "name_accused", date(2026, 3, 4), proceeding=1, codes={"office": "t_fh"})
    sent(t, "jw", "qianwu", "panshen")
    begun(t, "acceptance_notice", "yangwu", 2)
    return t


def one_more_against_officer() -> Thing:
    """Another accusation of the named officer, with a paper in the drawer that waits to be signed."""
    t = Thing("one-more-officer", "鹗", "鹞", 20, frozenset({"panshen"}), restricted=True)
    opened(t, entry(t, channel="web", purpose="accusation"), "")
    t.teller.act("panshen", "name_accused", date(2026, 3, 3), proceeding=1, codes={"officer": "qianwu"})
    screened(t, "panshen", "30")
    begun(t, "transfer_slip", "panshen", 1)
    draft = models.Draft.objects.get(pk=t.draft)
    t.file.refresh_from_db()
    on = date(2026, 4, 2)
    drafting.record_draft(draft, by=t.teller.officer("panshen", on), now=moment(on), seen=t.file.last_seq)
    return t


def in_handling() -> Thing:
    """In handling at the town, two petitioners, the opinion half written."""
    t = Thing("bad", "鸢", "鹭", 41, frozenset({"xfj", "t_xl"}))
    opened(t, entry(t, count=2), "zhangjia")
    screened(t, "libing")
    sent(t, "t_xl", "libing", "sumao")
    accepted(t)
    return t


def stand_ins() -> None:
    """Deputies: one for the dispatcher, one for the named officer without and one with the restricted post."""
    by = Teller().officer("hehai", date(2026, 7, 1))
    dates = {"since": date(2026, 7, 1), "until": date(2026, 7, 31), "at": moment(date(2026, 7, 1)), "by": by}
    services.appoint_deputy("libing", "geyi", "xfj", reason="出差", **dates)  # type: ignore[arg-type]


def build() -> dict[str, Thing]:
    """All things, by key."""
    stand_ins()
    made = [make() for make in THINGS]
    return {t.key: t for t in made}
