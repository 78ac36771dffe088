"""A few lines of acts, of every sort that changes a table, as a bulk loader takes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from huiyin.clock import SHANGHAI
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer
from huiyin.register.bulk import NewAct, NewDraft, NewFile
from huiyin.register.opening import NewEntry, NewPerson, NewPoint
from huiyin.register.record import Wish

DAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)


def officer(login: str, on: date = DAY) -> Actor:
    """A demo officer at work."""
    return acting(Officer.objects.get(login=login), on=on)


@dataclass
class Telling:
    """Gathers one file's acts; each is recorded a minute after the one before, on its day or when it was entered."""

    entry: NewEntry
    by: Actor
    offset: int
    acts: list[NewAct] = field(default_factory=list)
    drafts: list[NewDraft] = field(default_factory=list)

    def now(self, on: date) -> datetime:
        """The moment of the next act."""
        return (
            datetime.combine(on, time(9), SHANGHAI)
            + (len(self.acts) + 1) * 10 * MINUTE
            + self.offset * MINUTE
        )

    def act(
        self, by: str | int | Actor, kind: str, on: date, *, entered: date | None = None, draft: int = 0, linked: int = 0,
        entry: NewEntry | None = None, **rest: Any,
    ) -> int:  # fmt: skip
        """One act; gives its sequence in the file."""
        who = officer(by, on) if isinstance(by, str) else by
        self.acts.append(NewAct(Wish(kind, on, **rest), who, self.now(entered or on), draft, entry, linked))
        return len(self.acts) + 1

    def paper(
        self,
        act: str,
        kind: str,
        on: date,
        *hands: str,
        proceeding: int,
        points: tuple[int, ...] = (1,),
        words: dict[str, str] | None = None,
        **intended: Any,
    ) -> None:
        """Draft, check and sign, one officer each, and issue: the first does it."""
        by = officer(hands[0], on)
        assert by.office
        content = {"parts": {"text": f"{kind} {on}"}, "points": [{"no": no} for no in points]}
        self.drafts.append(
            NewDraft(kind, proceeding, by.office, on, hands[0], self.now(on), points, intended, content)
        )
        place = len(self.drafts)
        steps = ("draft", "check", "sign") if len(hands) == 3 else ("draft", "sign")
        for step, hand in zip(steps, hands, strict=True):
            codes = {"paper_kind": kind} if step == "draft" else {}
            self.act(hand, step, on, draft=place, proceeding=proceeding, codes=codes)
        said = dict(intended)
        issuer = hands[-1] if act == "approve_extension" else hands[0]
        self.act(
            issuer,
            act,
            on,
            draft=place,
            proceeding=proceeding,
            points=points,
            to=said.pop("to", ""),
            codes=said,
            words=words,
        )

    def file(self) -> NewFile:
        """All of it."""
        opened = datetime.combine(self.entry.received_on, time(9), SHANGHAI) + self.offset * MINUTE
        return NewFile(self.entry, self.by, opened, self.acts, self.drafts)


def person(no: int, **rest: Any) -> NewPerson:
    """Somebody with a number that finds him again."""
    digests = {"id_digest": f"i{no}", "phone_digest": f"p{no}", "name_place_digest": f"n{no}"}
    contact = {"phone": f"1380000{no:04d}"}
    return NewPerson(
        {"name": f"测试人{no}", "address": "某镇某村"}, digests=digests, contact=contact, pin="314159", **rest
    )


def entry(no: int, channel: str = "letter", on: date = DAY, **rest: Any) -> NewEntry:
    """What came in."""
    values: dict[str, Any] = {
        "office": "xfj", "title": f"反映事项{no}", "words": {"text": f"第{no}件的内容。"}, "class1": "城乡建设",
        "points": (NewPoint("修好水沟"), NewPoint("说明情况")), "people": (person(no), person(no + 50)),
    }  # fmt: skip
    return NewEntry(channel=channel, received_on=on, **(values | rest))


def answered(offset: int) -> NewFile:
    """Objected to, sent on again, accepted, extended, answered, served twice, carried out, rated, closed, archived."""
    t, both = Telling(entry(1, outside=(("国家信访信息系统", "甲-1"),)), officer("zhangjia"), offset), (1, 2)
    on = DAY
    t.act("zhangjia", "judge", on, proceeding=1, codes={"result": "first"}, words={"reason": "没有同一事项"})
    t.act("libing", "screen", on, proceeding=1, points=both, codes={"path": "31[6]", "complained": "zjj"})
    t.paper(
        "transfer", "transfer_slip", date(2026, 3, 3), "libing", "sumao", proceeding=1, points=both, to="nyj"
    )
    t.act("songren", "object", date(2026, 3, 5), proceeding=2, points=both, words={"reason": "属于镇的职责"})
    t.act("libing", "consent_return", date(2026, 3, 6), proceeding=2, points=both, words={"reason": "属实"})
    t.paper(
        "transfer", "transfer_slip", date(2026, 3, 9), "libing", "sumao", proceeding=1, points=both, to="t_xl"
    )
    t.paper(
        "tell_destination",
        "destination_notice",
        date(2026, 3, 9),
        "libing",
        "sumao",
        proceeding=1,
        points=both,
    )
    for no in both:
        t.act("libing", "serve", date(2026, 3, 11), proceeding=1, paper=4, petitioner=no,
              codes={"method": "post", "received_by": "self"}, words={"proof": "回执"})  # fmt: skip
    signed = t.act("chenzi", "sign_for", date(2026, 3, 10), entered=date(2026, 3, 12), proceeding=3)
    t.act("shihai", "name_officer", date(2026, 3, 12), proceeding=3, codes={"officer": "weiding"})
    t.act("chenzi", "add_material", date(2026, 3, 13), words={"words": "照片两张"})
    t.act(Actor.machine("public-site"), "add_entry", date(2026, 3, 16),
          entry=entry(3, "web", date(2026, 3, 16), people=(person(99),)))  # fmt: skip
    t.act("chenzi", "remark", date(2026, 3, 17), words={"words": "又来问"})
    t.paper(
        "accept",
        "acceptance_notice",
        date(2026, 3, 20),
        "chenzi",
        "shihai",
        "kongwu",
        proceeding=3,
        points=both,
    )
    t.act(
        "chenzi",
        "ask_extension",
        date(2026, 4, 10),
        proceeding=3,
        points=both,
        codes={"days": 20},
        words={"reason": "要鉴定"},
    )
    t.paper(
        "approve_extension",
        "extension_approval_sheet",
        date(2026, 4, 13),
        "chenzi",
        "chuchou",
        proceeding=3,
        points=both,
    )
    t.paper(
        "tell_extension",
        "extension_notice",
        date(2026, 4, 14),
        "chenzi",
        "shihai",
        "kongwu",
        proceeding=3,
        points=both,
    )
    t.act(
        "chenzi",
        "correct",
        date(2026, 4, 15),
        names=signed,
        codes={"wrong": "on", "value": "2026-03-11"},
        words={"reason": "错"},
    )
    t.paper("answer", "handling_opinion", date(2026, 5, 20), "chenzi", "shihai", "kongwu", proceeding=3, points=both,
            outcome={"1": "support", "2": "explain"}, execution={"1": "2026-06-20"})  # fmt: skip
    for no, paper in ((1, 5), (2, 5), (3, 5), (1, 7), (2, 7), (3, 7), (1, 8), (3, 8)):
        t.act("chenzi", "serve", date(2026, 5, 22), proceeding=3, paper=paper, petitioner=no,
              codes={"method": "direct", "received_by": "self"}, words={"proof": "本人签收"})  # fmt: skip
    t.act("chenzi", "serve_failed", date(2026, 5, 22), proceeding=3, paper=8, petitioner=2, codes={"method": "direct"},
          words={"proof": "不在家"})  # fmt: skip
    t.act(2, "confirm_receipt", date(2026, 5, 25), paper=8)
    t.act("chenzi", "carry_out", date(2026, 6, 15), proceeding=3, points=(1,), words={"evidence": "照片"})
    t.act(1, "rate", date(2026, 6, 16), codes={"about": "t_xl", "mark": "satisfied"}, words={"words": "好"})
    t.act("libing", "close", date(2026, 6, 18))
    t.act("youyou", "archive", date(2026, 6, 19))
    return t.file()


def accused(offset: int) -> NewFile:
    """An accusation: restricted, sent to discipline, its accused office closed to it."""
    t = Telling(
        entry(11, points=(NewPoint("查处冒领", "accusation"),), people=(person(11),), withheld=True),
        officer("panshen"),
        offset,
    )
    t.act("panshen", "judge", DAY, proceeding=1, codes={"result": "first"})
    t.act("panshen", "screen", DAY, proceeding=1, points=(1,), codes={"path": "30"})
    t.act("panshen", "name_accused", DAY, proceeding=1, codes={"office": "v_sn"})
    t.paper("transfer", "transfer_slip", date(2026, 3, 4), "panshen", "panshen", proceeding=1, to="jw")
    t.act("yangwu", "sign_for", date(2026, 3, 5), proceeding=2)
    t.act("yangwu", "give_feedback", date(2026, 4, 7), proceeding=2, points=(1,), words={"record": "已处理"})
    return t.file()


def silent(offset: int) -> NewFile:
    """Sent to an office that says nothing: the machine counts the silence. Then somebody withdraws, and undoes it."""
    t = Telling(
        entry(21, points=(NewPoint("修路"),), urgent=True, undeliverable=True), officer("zhangjia"), offset
    )
    t.act("zhangjia", "judge", DAY, proceeding=1, codes={"result": "repeat"}, linked=1)
    t.act("libing", "screen", DAY, proceeding=1, points=(1,), codes={"path": "31[6]"})
    t.paper("transfer", "transfer_slip", date(2026, 3, 3), "libing", "sumao", proceeding=1, to="jtys")
    nightly = Actor.machine("nightly")
    t.act(nightly, "count_silence", date(2026, 3, 20), proceeding=2, points=(1,), key="silence-of-a-test")
    t.act(1, "withdraw", date(2026, 3, 23), words={"reason": "算了"})
    t.act(1, "undo_withdraw", date(2026, 3, 25))
    t.act(1, "withdraw", date(2026, 3, 26))
    t.act(2, "withdraw", date(2026, 3, 26))
    for no in (1, 2):
        t.act(nightly, "end_withdrawn", date(2026, 4, 3), petitioner=no)
    return t.file()


def led_in(offset: int) -> NewFile:
    """Several requests, of which one is added later; handed to another law's procedure, with a late entry between."""
    t = Telling(
        entry(31, "visit", read_back=True, people=(person(31), person(32, role="agent", principal=1))),
        officer("zhangjia"),
        offset,
    )
    t.act("zhangjia", "judge", DAY, proceeding=1, codes={"result": "first"})
    t.act("libing", "add_point", DAY, proceeding=1, codes={"purpose": "claim"}, words={"request": "补发工资"})
    t.act("libing", "screen", DAY, proceeding=1, points=(1, 2, 3), codes={"path": "31[5]"})
    t.paper("assign", "assignment_letter", date(2026, 3, 4), "libing", "sumao", "sunji", proceeding=1, points=(1, 2, 3),
            to="rsj", feedback_due="2026-05-20")  # fmt: skip
    t.act("jiangmao", "sign_for", date(2026, 3, 6), proceeding=2)
    t.paper("name_path", "path_notice", date(2026, 3, 10), "jiangmao", "hansi", "shenchen", proceeding=2, points=(1, 2, 3),
            path="31[5]", procedure="labour-inspection", words={"host": "县劳动保障监察机构"})  # fmt: skip
    t.act("jiangmao", "contact", date(2026, 3, 9), entered=date(2026, 3, 11), proceeding=2, codes={"form": "phone"},
          words={"record": "补录"})  # fmt: skip
    t.act("jiangmao", "report_result", date(2026, 5, 6), proceeding=3, points=(1, 2, 3), codes={"outcome": "decided_for"},
          words={"record": "已支付"})  # fmt: skip
    return t.file()


def turned(offset: int) -> NewFile:
    """A claim that turns out to accuse somebody: restricted from then on; a correction taken back by another."""
    t = Telling(
        entry(41, "web", points=(NewPoint("查处冒领"),), people=(person(41),)), officer("zhangjia"), offset
    )
    judged = t.act("zhangjia", "judge", DAY, proceeding=1, codes={"result": "first"})
    wrong = t.act(
        "zhangjia", "correct", DAY, names=judged, codes={"wrong": "never_happened"}, words={"reason": "误"}
    )
    t.act(
        "zhangjia", "correct", DAY, names=wrong, codes={"wrong": "never_happened"}, words={"reason": "没有误"}
    )
    t.act("libing", "screen", DAY, proceeding=1, points=(1,), codes={"path": "30", "purpose": "accusation"})
    t.act("panshen", "name_accused", DAY, proceeding=1, codes={"officer": "qinshen"})
    t.act("panshen", "add_entry", date(2026, 3, 3), entry=entry(42, on=date(2026, 3, 3), people=()))
    t.paper("transfer", "transfer_slip", date(2026, 3, 4), "panshen", "panshen", proceeding=1, to="s_tjw")
    return t.file()


def all_of_them() -> list[NewFile]:
    """Every story, one beside the other."""
    return [answered(0), accused(1), silent(2), led_in(3), turned(4)]
