"""D01: a drain that ends before a door. From the first word to the archive."""

from __future__ import annotations

from datetime import date, time

from huiyin.demo.teller import Teller, person, points
from huiyin.register.opening import NewEntry

TEXT = (
    "去年村里硬化巷道，路面抬高了一截，排水沟修到我家门口就断了，一下雨水全往院里灌。我找人垒了一道挡水墙花了八百块。"
    "请求把水沟接通，门口补个坡道，再把垒墙的钱给我。镇上干部当时说过会管，到现在没人来。"
)
PIN = "274916"
REQUESTS = ("接通门前断头排水沟", "在门口补做出行坡道", "支付自行垒砌挡水墙的费用八百元")
ALL = (1, 2, 3)
WITNESS = {
    "place": "望川村三组张某家中", "second": "卫丁", "language": "普通话、当地话，不需要翻译", "proof": "张某（签名）",
}  # fmt: skip


def entry() -> NewEntry:
    """The visit of 2 March 2026."""
    return NewEntry(
        channel="visit", office="xfj", received_on=date(2026, 3, 2), received_at=time(9, 40), title="反映排水沟未接通等事项",
        words={"text": TEXT, "facts": "排水沟修到门口断头，雨水倒灌。", "reasons": "镇干部曾答应会管。"},
        points=points(*REQUESTS), people=(person("张某", address="梁口镇望川村三组", phone="13800000001", pin=PIN),),
        read_back=True, class1="城乡建设", class2="市政公用", happened_in="梁口镇望川村",
    )  # fmt: skip


def tell(t: Teller) -> None:
    """Registered, assigned, accepted, extended, answered, served, carried out, closed, archived."""
    t.enter(entry(), "zhangjia")
    dispatch(t)
    handle(t)
    extend(t)
    decide(t)
    finish(t)


def dispatch(t: Teller) -> None:
    """The petition office judges, screens, assigns and tells; the town signs for it."""
    t.act(
        "libing",
        "judge",
        date(2026, 3, 3),
        proceeding=1,
        codes={"result": "first"},
        words={"reason": "登记簿中没有同一人同一事。"},
    )
    t.act(
        "libing", "screen", date(2026, 3, 6), proceeding=1, points=ALL, codes={"path": "31[6]"},
        words={"reason": "不属于诉讼、仲裁、复议等其他法定程序。"},
    )  # fmt: skip
    t.paper(
        "assign", "libing", date(2026, 3, 9), check="sumao", sign="sunji", proceeding=1, points=ALL,
        intended={"to": "t_xl", "feedback_due": "2026-05-20"}, words={"reason": "涉及村内道路排水，需反馈结果。"},
        written={"parts": {
            "screening": "事项属于镇人民政府管护村内道路和排水设施的职责，没有应当通过诉讼、仲裁、复议等程序处理的情形。",
            "demands": "逐项答复三项诉求；办结报告附处理意见书、送达回证、调查笔录和落实凭证。",
        }},
    )  # fmt: skip
    told = t.paper("tell_destination", "libing", date(2026, 3, 9), sign="sumao", proceeding=1, points=ALL)
    t.act("chenzi", "sign_for", date(2026, 3, 9), proceeding=2)
    t.serve(
        "libing",
        date(2026, 3, 10),
        told.papers[0],
        method="post",
        words={"detail": "挂号信，单号0000-01", "proof": "回执由张某签收，注明收到日期。"},
    )


def handle(t: Teller) -> None:
    """The town accepts the matter and looks into it."""
    t.act("shihai", "name_officer", date(2026, 3, 10), proceeding=2, codes={"officer": "chenzi"})
    accepted = t.paper(
        "accept", "chenzi", date(2026, 3, 16), check="shihai", sign="kongwu", proceeding=2, points=ALL,
        written={"parts": {
            "competence": "村内道路和排水设施的管护是本镇人民政府的职责；三项诉求都不需要先走诉讼、仲裁或者行政复议。",
            "plan": "近日到现场查看并当面听取你的意见，向村干部和相邻住户了解情况。",
        }},
    )  # fmt: skip
    t.serve("chenzi", date(2026, 3, 17), accepted.papers[0], at=time(10, 5), words=WITNESS)
    t.act(
        "chenzi",
        "contact",
        date(2026, 3, 25),
        proceeding=2,
        codes={"form": "in_person"},
        words={"record": "在张某家中听取陈述。"},
    )
    t.act("chenzi", "investigate", date(2026, 3, 25), proceeding=2, codes={"form": "on_site"},
          words={"record": "现场查看排水沟断头处，路面抬高约三十四厘米。"})  # fmt: skip
    t.act("chenzi", "investigate", date(2026, 4, 28), proceeding=2, codes={"form": "inquiry"},
          words={"record": "询问村干部二人、相邻住户二人。"})  # fmt: skip


def extend(t: Teller) -> None:
    """Rain stops the survey: twenty days more, approved before expiry, with reasons told."""
    parts = {
        "reason": "排水沟要穿过相邻两户门前，走向和标高须由县水利、住建部门测量后才能定，测量因连续降雨没有完成。",
        "done": "3月25日、4月28日两次到现场，询问村干部和相邻住户共四人。",
        "plan": "5月22日前完成测量，5月28日前与你和相邻住户当面商定走向。",
    }
    t.act(
        "chenzi",
        "ask_extension",
        date(2026, 5, 11),
        proceeding=2,
        points=ALL,
        codes={"days": 20},
        words=parts,
    )
    t.paper(
        "approve_extension",
        "chenzi",
        date(2026, 5, 12),
        sign="chuchou",
        proceeding=2,
        points=ALL,
        written={"parts": parts},
    )
    told = t.paper(
        "tell_extension", "chenzi", date(2026, 5, 12), check="shihai", sign="chuchou", proceeding=2, points=ALL,
        written={"parts": parts},
    )  # fmt: skip
    t.serve("chenzi", date(2026, 5, 13), told.papers[0], at=time(15, 30), words=WITNESS)


BASIS = "《柏川县村内道路和排水设施管护办法（试行）》（示例）第七条"


def opinion_points() -> list[dict[str, object]]:
    """What the opinion says on each request."""
    return [
        {
            "no": 1, "reasons": "雨天院内积水。", "facts": "2025年9月巷道硬化后路面抬高34厘米，沟止于张某门前，尚有21米未做。",
            "outcome": "support", "opinion": "由本单位组织施工，把排水沟接入村西主渠。", "basis": BASIS,
            "execution_by": "2026-07-10", "execution": "本镇村镇建设办公室负责，电话0000-0000004；完工后请你到场验收。",
        },
        {
            "no": 2, "reasons": "路面抬高后老人出入不便。", "facts": "门口原有缓坡被覆盖，没有恢复。", "outcome": "support",
            "opinion": "与排水沟同步补做出行坡道。", "basis": BASIS, "execution_by": "2026-07-10",
            "execution": "本镇村镇建设办公室负责，与排水沟一并验收。",
        },
        {
            "no": 3, "reasons": "镇干部曾答应会管。",
            "facts": "垒墙一道，购料收据两张共八百元；被询问人都说记不清有过承诺，没有查到书面记录。", "outcome": "explain",
            "opinion": "垒墙确是防水所需，但没有对住户自行垒墙支付费用的规定，已查证据也不能证明作出过承诺。有新的证据可以随时提交。",
            "basis": "查阅村内道路管护和惠农补助的现行规定，没有支付条款。",
        },
    ]  # fmt: skip


def decide(t: Teller) -> None:
    """The opinion, point by point, signed by the leader in charge, served by hand."""
    answered = t.paper(
        "answer", "chenzi", date(2026, 6, 2), check="shihai", sign="kongwu", proceeding=2, points=ALL,
        written={"points": opinion_points(), "parts": {
            "identity": "张某，住梁口镇望川村三组。",
            "inquiry": "承办人陈子、卫丁（经核对与本事项没有利害关系）于3月25日、4月28日到现场，5月20日会同县水利局、县住建局测量，"
                       "询问村干部二人、住户二人，调取巷道硬化项目资料。",
            "evidence": "现场照片、测量图、询问笔录、项目资料、购料收据，已于5月28日向你出示。",
        }},
    )  # fmt: skip
    t.serve("chenzi", date(2026, 6, 4), answered.papers[0], at=time(10, 20), words=WITNESS)
    t.paper(
        "report_closing", "chenzi", date(2026, 6, 8), check="shihai", sign="chuchou", proceeding=2, points=ALL,
        written={"points": [
            {"no": 1, "result": "予以支持，7月10日前接通。"}, {"no": 2, "result": "予以支持，7月10日前完工。"},
            {"no": 3, "result": "作出解释说明。"},
        ], "parts": {
            "process": "3月16日受理，两次现场查看，一次联合测量，经批准延期20日，6月2日作出处理意见。",
            "petitioner_view": "对第一、二项没有意见；对第三项不服，准备申请复查。",
        }},
    )  # fmt: skip


def finish(t: Teller) -> None:
    """Carried out before the named day, rated by the petitioner, closed and archived."""
    t.act("chenzi", "carry_out", date(2026, 7, 8), proceeding=2, points=(1, 2),
          words={"evidence": "排水沟接入村西主渠，坡道完工；张某到场验收签字，照片四张。"})  # fmt: skip
    me = t.petitioner()
    t.act(me, "rate", date(2026, 7, 9), codes={"about": "xfj", "mark": "satisfied"})
    t.act(
        me,
        "rate",
        date(2026, 7, 9),
        codes={"about": "t_xl", "mark": "mostly"},
        words={"words": "沟修好了，墙钱没给。"},
    )
    t.act("libing", "close", date(2026, 7, 10))
    t.act("youyou", "archive", date(2026, 7, 15))
