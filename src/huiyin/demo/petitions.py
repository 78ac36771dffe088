"""The thirty petitions of the demo county, each brought as far as its row says, through the real register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from huiyin.demo import offices
from huiyin.demo.stories import STORIES
from huiyin.demo.teller import Teller, moment, person
from huiyin.demo.wording import path_parts, written_for
from huiyin.offices import selectors
from huiyin.papers.kinds import kind as paper_kind
from huiyin.register import models
from huiyin.register.law import current
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, join_entry

FRONT = "xfj"
PURPOSES = {
    "求决": "claim", "申诉": "claim", "检举控告": "accusation", "意见建议": "suggestion", "咨询": "enquiry", "感谢": "thanks",
    "内容不清": "unclear",
}  # fmt: skip
REPEAT = "D11"
"""The same man asks again: his visit is joined to the first one."""
STORY_OF = {"D01": "life", "D02": "led-in", "D17": "objection"}
"""Petitions that are told as a story of their own."""


@dataclass(frozen=True)
class Plan:
    """How far a petition is brought: steps by words, each with the days after the one before."""

    points: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, int], ...]
    flags: Mapping[str, Any] = field(default_factory=dict)


def claims(*requests: str) -> tuple[tuple[str, str], ...]:
    """Requests of people who want something settled."""
    return tuple((r, "claim") for r in requests)


SENT = (("judge", 1), ("screen", 1), ("transfer", 2), ("tell", 0), ("serve", 3))
LED = (*SENT, ("path", 6), ("serve", 2))
AT_ONCE = tuple((step, 0) for step in ("judge", "screen", "transfer", "tell", "serve", "path", "serve"))
DANGER = {"restricted": True, "urgent": True}
PLANS: dict[str, Plan] = {
    "D03": Plan((("恢复家中的低保", "claim"), ("查处村支书亲属违规享受低保、冒领两户资金", "accusation")),
                (("judge", 1), ("screen", 1), ("accused:v_sn", 1)), {"withheld": True}),
    "D04": Plan((("查处县领导为亲属承揽绿化工程打招呼", "accusation"),),
                (("judge", 0), ("screen", 0), ("accused:county_gov", 0), ("transfer:c_jw", 1)), {"anonymous": True}),
    "D05": Plan((("高龄津贴到哪里办、带什么、能不能代办", "enquiry"),), (("judge", 0), ("reply", 3), ("serve", 1))),
    "D06": Plan(claims("确认并发放遗属待遇", "书面说明所缺材料"), LED),
    "D07": Plan(claims("处理承包地被占种", "说明申诉该找谁"), (*SENT, ("path", 8))),
    "D08": Plan((("退还押金", "claim"), ("办理住宿登记变更", "claim")), LED),
    "D09": Plan((("把末班车改到七点", "suggestion"),), (*SENT, ("suggestion", 12), ("serve", 2)), {"undeliverable": False}),
    "D10": Plan(claims("停止违规爆破", "治理粉尘", "房屋裂缝鉴定与赔偿"), LED, {"heads": 47, "speakers": 5}),
    "D12": Plan(claims("根据新找到的宅基地使用证重新处理"), LED),
    "D13": Plan(claims("明确货款由谁付、何时付清"), LED, {"office": FRONT, "organisation": True}),
    "D14": Plan(claims("对事故认定不服，应当找谁"), AT_ONCE),
    "D15": Plan(claims("制止同学欺凌"), (("judge", 0), ("screen", 0)), DANGER | {"withheld": True}),
    "D16": Plan((("出具告诫书", "claim"), ("有没有临时住处", "enquiry")), (("judge", 0), ("screen", 0)),
                DANGER | {"anonymous": True}),
    "D18": Plan(claims("按商铺重新评估", "谈妥之前不断水断电"), LED),
    "D19": Plan(claims("明确山林界线", "停止砍伐、封存卖木款"), (("judge", 1), ("screen", 1), ("transfer", 3)), {"organisation": True}),
    "D20": Plan(claims("认定欠缴养老保险的责任单位并补缴"), SENT, {"heads": 9, "speakers": 3}),
    "D21": Plan(claims("复查党内警告处分"), LED),
    "D22": Plan(claims("修好村口路灯"), (("judge", 1), ("take_up", 1), ("accept", 2), ("serve", 1))),
    "D23": Plan(claims("提供批文与补偿清单", "说明补偿款去向"), LED,
                {"outside": (("国家信访信息系统", "演示-2026-000123"),), "source": "above", "channel": "assigned"}),
    "D24": Plan((("感谢窗口工作人员", "thanks"),), (("judge", 0), ("keep", 2))),
    "D25": Plan((("给学校后面的井加盖", "unclear"),), (("judge", 0), ("transfer", 0)),
                {"anonymous": True, "urgent": True, "undeliverable": True}),
    "D26": Plan(claims("立即转移六户群众、处置滑坡"), (("judge", 0), ("screen", 0), ("transfer", 0)), {"office": FRONT, "urgent": True}),
    "D27": Plan(claims("查清4月10日是否登记并补发回执"), (("judge", 1), ("screen", 1), ("transfer", 2)), {}),
    "D28": Plan(claims("查明护理补贴停发原因并补发"), SENT, {"office": FRONT}),
    "D29": Plan(claims("返还炉具、说明处罚理由"), SENT),
    "D30": Plan(claims("督促法院执行到位"), SENT),
}  # fmt: skip
PROCEDURE = {
    "D06": "payment", "D07": "land-arbitration", "D08": "perform-duty", "D10": "perform-duty", "D12": "ruling", "D13": "sme-payment",
    "D14": "traffic-recheck", "D18": "ruling", "D21": "party-appeal", "D23": "disclosure",
}  # fmt: skip
ITEM = {
    "D03": "31[4]", "D06": "31[4]", "D07": "31[2]", "D08": "31[4]", "D10": "31[5]", "D12": "31[4]", "D13": "31[4]", "D14": "31[4]",
    "D15": "31[5]", "D16": "31[5]", "D18": "31[4]", "D19": "31[4]", "D20": "31[4]", "D21": "31[3]", "D22": "31[6]", "D23": "31[4]",
    "D26": "31[5]", "D27": "31[6]", "D28": "31[4]", "D29": "31[4]", "D30": "31[1]", "D09": "29", "D04": "30",
}  # fmt: skip


def load() -> Iterator[str]:
    """Register every petition that is not yet here; yields the id of each as it is done."""
    kept = set(models.Entry.objects.filter(key__startswith="demo-").values_list("key", flat=True))
    for row in offices.county()["petitions"]:
        if f"demo-{row['id']}" not in kept and row["id"] not in STORY_OF:
            if row["id"] == REPEAT:
                _repeat(row)
            else:
                Walker(row).walk()
        yield str(row["id"])


def _repeat(row: Mapping[str, Any]) -> None:
    """D11: the same man asks again while the town still has time; his visit is joined to his matter."""
    teller = Teller()
    first = (
        models.Entry.objects.filter(words_digest__isnull=False, channel="visit", received_on=date(2026, 3, 2))
        .order_by("pk")
        .first()
    )
    if first is None:
        return
    on = row["received"]["date"]
    entry = _entry(row, Plan(claims("请县里直接派人来办"), ()), on)
    by = teller.officer("zhangjia", on)
    join_entry(first.file, entry, by=by, now=moment(on), seen=first.file.last_seq)


def _entry(row: Mapping[str, Any], plan: Plan, on: date) -> NewEntry:
    flags = plan.flags
    return NewEntry(
        channel=flags.get("channel", row["channel"]), office=flags.get("office", row["received"]["office"]), received_on=on,
        title=f"反映{plan.points[0][0]}", words={"text": str(row["words"]).strip()}, points=tuple(NewPoint(*p) for p in plan.points),
        people=_people(row, plan), heads=flags.get("heads", 1), read_back=row["channel"] == "visit",
        source=flags.get("source", "12345" if row["channel"] == "hotline_12345" else "ours"),
        outside=tuple(flags.get("outside", ())), key=f"demo-{row['id']}", restricted=bool(flags.get("restricted")),
        withheld=bool(flags.get("withheld")), urgent=bool(flags.get("urgent")), undeliverable=bool(flags.get("undeliverable")),
        class1=row["class"][0], class2=row["class"][1], happened_in=str(row["petitioner"].get("place", "")),
    )  # fmt: skip


def _people(row: Mapping[str, Any], plan: Plan) -> tuple[NewPerson, ...]:
    who = row["petitioner"]
    if plan.flags.get("anonymous") or not who.get("name"):
        return (NewPerson({}, contact={"none": True}),)
    name, place, number = str(who["name"]), str(who.get("place", who.get("address", ""))), int(row["id"][1:])
    speakers = plan.flags.get("speakers", 0)
    if speakers:
        names = ("孔某", "曹某", "严某", "华某", "金某")[:speakers]
        return tuple(
            person(n, address=place, phone=f"138{number:04d}{i:04d}", role="representative", mandate=True)
            for i, n in enumerate(names, 1)
        )
    kind = "organisation" if plan.flags.get("organisation") else "person"
    return (
        person(
            name,
            address=place,
            phone=f"138{number:04d}0001" if who.get("phone") is not False else "",
            kind=kind,
        ),
    )


class Walker:
    """Brings one petition as far as its plan goes."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.plan = PLANS[row["id"]]
        self.on: date = row["received"]["date"]
        self.today = offices.county()["meta"]["today"]
        self.t = Teller()
        self.paper: models.Paper | None = None

    def walk(self) -> None:
        """Register, then take each step whose day has come."""
        entry = _entry(self.row, self.plan, self.on)
        web = entry.channel == "web"
        self.t.enter(entry, "" if web else self.who(entry.office, "registrar", restricted=False))
        for step, days in self.plan.steps:
            self.on = current().calendar.roll(self.on + timedelta(days=days))  # offices act on working days
            if self.on > self.today:
                return
            name, _, arg = step.partition(":")
            getattr(self, f"step_{name}")(arg)

    # ---------------------------------------------------------------- who

    def who(self, office: str, *posts: str, restricted: bool | None = None) -> str:
        """Login of the first officer of the office who holds one of the posts (the named one on restricted files)."""
        hidden = self.t.file is not None and self.t.file.restricted if restricted is None else restricted
        for post in ("confidential",) if hidden else posts:
            found = selectors.holders(office, post, self.on)
            if found:
                return found[0].login
        raise LookupError(f"{self.row['id']}: nobody at {office} holds {', '.join(posts)}")

    @property
    def state(self) -> Any:
        """The file as it stands."""
        from huiyin.register.lines import state

        assert self.t.file is not None
        self.t.file.refresh_from_db()
        return state(self.t.file)

    def all_at(self, proceeding: int) -> tuple[int, ...]:
        """Points that a proceeding holds."""
        return tuple(no for no, q in self.state.points.items() if q.proceeding == proceeding)

    def write(self, act: str, office: str, proceeding: int, posts: tuple[str, ...], **rest: Any) -> None:
        """Draft, check, sign and issue the paper of an act."""
        key = current().acts[act].issues
        spec = paper_kind(key)
        points = rest.pop("points", self.all_at(proceeding))
        drafter = self.who(office, *posts)
        checker = next(
            (w for w in self.all_who(office, "section", "petition_leader", "leader", "head") if w != drafter),
            drafter,
        )
        signer = next((w for w in self.all_who(office, *sorted(spec.signed_by)) if w != drafter), drafter)
        done = self.t.paper(
            act, drafter, self.on, check=checker, sign=signer, proceeding=proceeding, points=points,
            written=written_for(key, points, str(self.row["id"]), rest.pop("parts", None)), **rest,
        )  # fmt: skip
        self.paper = done.papers[0]

    def all_who(self, office: str, *posts: str) -> list[str]:
        """Everybody of the office who holds one of the posts."""
        if self.t.file is not None and self.t.file.restricted:
            posts = ("confidential",)
        return [o.login for post in posts for o in selectors.holders(office, post, self.on)]

    # ---------------------------------------------------------------- steps

    def front(self) -> str:
        """The office that received the entry."""
        return str(self.state.proceedings[1].office)

    def step_judge(self, _: str) -> None:
        self.t.act(
            self.who(self.front(), "registrar", "dispatcher"),
            "judge",
            self.on,
            proceeding=1,
            codes={"result": "first"},
        )

    def step_screen(self, _: str) -> None:
        for no, q in self.state.points.items():
            item = {"claim": ITEM.get(self.row["id"], "31[6]"), "suggestion": "29", "accusation": "30"}.get(
                q.purpose, "none"
            )
            if q.purpose == "claim" and not item.startswith("31"):
                item = "31[4]"
            self.t.act(
                self.who(self.front(), "dispatcher"),
                "screen",
                self.on,
                proceeding=1,
                points=(no,),
                codes={"path": item},
            )

    def step_accused(self, office: str) -> None:
        self.t.act(
            self.who(FRONT, "confidential"), "name_accused", self.on, proceeding=1, codes={"office": office}
        )

    def step_transfer(self, to: str) -> None:
        to = to or self.row["competent"]
        helping = [h for h in self.row.get("assist", ()) if h != to]
        intended = {"to": to} | ({"helping": helping} if helping else {})
        words = (
            {"sole_reason": "被反映单位以外没有其他职能单位。"} if to == self.row.get("respondent") else {}
        )
        self.write("transfer", self.front(), 1, ("dispatcher", "section"), intended=intended, words=words)

    def step_tell(self, _: str) -> None:
        self.write(
            "tell_destination",
            self.front(),
            1,
            ("dispatcher", "registrar", "section"),
            points=tuple(self.state.proceedings[1].sent),
        )

    def step_serve(self, _: str) -> None:
        paper = self.paper
        if paper is None:
            return
        for no in self.state.papers[paper.no].addressees:
            self.t.serve(self.who(paper.office_id, "handler", "dispatcher", "registrar", "section"), self.on, paper, petitioner=no,
                         method="post", words={"proof": "挂号信回执注明收到日期。"})  # fmt: skip

    def step_path(self, _: str) -> None:
        office = self.state.proceedings[2].office
        key = PROCEDURE[self.row["id"]]
        procedure = current().book.procedure(key, self.on)
        self.write("name_path", office, 2, ("handler", "section"), parts=path_parts(procedure),
                   intended={"path": procedure.item, "procedure": key},
                   words={"host": self.row.get("host", selectors.office(office).name), "procedure": key})  # fmt: skip

    def step_reply(self, _: str) -> None:
        number = max(self.state.proceedings)
        office = self.state.proceedings[number].office
        self.write("reply", office, number, ("handler", "registrar", "section"))

    def step_suggestion(self, _: str) -> None:
        number = max(self.state.proceedings)
        office = self.state.proceedings[number].office
        self.write("reply_suggestion", office, number, ("handler", "section"))

    def step_keep(self, _: str) -> None:
        self.t.act(self.who(FRONT, "dispatcher"), "keep_on_file", self.on, proceeding=1, points=self.all_at(1),
                   words={"reason": "感谢信，转告单位并存档。"})  # fmt: skip

    def step_take_up(self, _: str) -> None:
        self.t.act(
            self.who(self.front(), "registrar", "section"),
            "take_up",
            self.on,
            proceeding=1,
            points=self.all_at(1),
        )

    def step_accept(self, _: str) -> None:
        number = max(self.state.proceedings)
        self.write("accept", self.state.proceedings[number].office, number, ("handler", "section"))


def tell_stories() -> list[str]:
    """The petitions that are stories, told once."""
    from huiyin.demo import setting

    for name in STORIES:
        setting.tell(name)
    return list(STORIES)
