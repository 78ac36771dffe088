# ruff: noqa: E501
"""Invented contents for every kind of paper: one story from the visit to the closing report.

For tests, previews and the walk through the templates. Places are those of the demonstration county; persons
are surname and 某, or an officer's surname with a stem or branch, so that nobody can be meant. Rules, numbers
and telephone lines that carry （示例） do not exist.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from huiyin.papers import samples_conduct, samples_review
from huiyin.papers.compose import Head
from huiyin.papers.content import PaperContent

HALL = "柏川县信访联合接待大厅"
XFJ, TOWN, CITY = "柏川县信访局", "梁口镇人民政府", "洛原市信访局"

HEADS = {
    "xfj": Head(XFJ, XFJ, "我局"),
    "town": Head(TOWN, TOWN, "我单位"),
    "city": Head(CITY, CITY, "我局"),
    "rsj": Head("柏川县人力资源和社会保障局", "柏川县人力资源和社会保障局", "我局"),
    **samples_review.HEADS,
}

_POINTS = ("接通家门口断头的排水沟", "在门口补做出入的坡道", "支付自己垒挡水墙花的800元")
_CAME: dict[str, Any] = {"entry_on": "2026-03-02", "channel": "visit", "channel_place": HALL}
_FOLLOW: dict[str, Any] = {
    "query_code": "8024 6170",
    "query_where": "在信访网站、任何一个信访窗口或者拨打0000-0000001（示例）都可以查",
}
_TOWN_ASK: dict[str, Any] = {"contact": "陈子", "phone": "0000-0000002（示例）"}
_XFJ_ASK: dict[str, Any] = {"contact": "李丙", "phone": "0000-0000001（示例）"}
_SENT: dict[str, Any] = {"sender": XFJ, "sent_how": "assign", "sent_number": "柏信交〔2026〕3号"}
_BASIS = "《信访工作条例》没有规定期间怎样计算，类推《民法典》第二百零一条。"
_FROM_9_MARCH = [
    "收到转来的信访事项：2026年3月9日。", "当日不计入，自次日2026年3月10日起算。", "第15日是2026年3月24日（星期二），为届满日。", _BASIS,
]  # fmt: skip
_SHORT = ["收到次日起第15日", "收到次日起第5个工作日"]
_SUBJECT = "门前排水沟未接通等信访事项"


def _points(*extra: dict[str, Any]) -> list[dict[str, Any]]:
    """The three requests, each with what is added to it."""
    more = extra or ({}, {}, {})
    return [{"no": at, "words": w, **m} for at, (w, m) in enumerate(zip(_POINTS, more, strict=True), 1)]


_RECEIPT: PaperContent = {
    "addressee": "张某",
    "computed": {
        **_CAME, **_FOLLOW,
        "register_no": "柏信访2026-000037", "registered_on": "2026-03-02", "next_step": "dispatch",
        "tell_by": "2026-03-17", "tell_provision": "R22 22(1)", "counting": ["收到：2026年3月2日。", "当日不计入，自次日2026年3月3日起算。", "第15日是2026年3月17日（星期二），为届满日。", _BASIS], "persons": 1, "phone": "0000-0000001（示例）",
        "materials": ["照片4张", "购料收据复印件2张"], "query_url": "https://xinfang.example/f/80246170",
    },
}  # fmt: skip

_DESTINATION: PaperContent = {
    "addressee": "张某",
    "points": [
        {"no": at, "words": w, "to_office": TOWN, "to_on": "2026-03-09", "to_how": "assign"}
        for at, w in enumerate(_POINTS, 1)
    ],
    "computed": {
        **_CAME, **_FOLLOW, **_XFJ_ASK,
        "registered_on": "2026-03-02", "register_no": "柏信访2026-000037", "told_by": "petition",
        "tell_by": "2026-03-24", "tell_provision": "R22 23(3)", "object_by": "2026-03-16", "counting": _FROM_9_MARCH,
    },
}  # fmt: skip

_TRANSFER: PaperContent = {
    "addressee": TOWN,
    "points": _points(),
    "parts": {
        "screening": "村内道路和排水设施由镇政府建设管护，属于你单位职权范围；没有应当先走诉讼、仲裁、行政复议的情形。",
        "note": "雨季前宜先到现场看一次。",
    },
    "computed": {
        **_CAME, **_XFJ_ASK,
        "register_no": "柏信访2026-000037", "registered_on": "2026-03-02", "first_or_repeat": "first",
        "path": "31[6]", "tell_by": "2026-03-24", "tell_provision": "R22 23(3)", "object_by": "2026-03-16", "counting": _SHORT,
        "object_provision": "R22 23(3)", "petitioner": "张某，梁口镇望川村三组",
        "petitioner_contact": "0000-0000009（示例）", "persons": 1, "materials": ["来访登记表1份", "照片4张"],
    },
}  # fmt: skip

_ASSIGNMENT: PaperContent = {
    "addressee": TOWN,
    "points": _points(),
    "parts": {
        "screening": "村内道路和排水设施由镇政府建设管护，属于你单位职权范围；没有应当先走诉讼、仲裁、行政复议的情形。",
        "demands": "报告写清每项诉求怎么答复、落实到哪一步，附处理意见书、送达回证、现场照片和谈话笔录。",
    },
    "computed": {
        **_CAME, **_XFJ_ASK,
        "registered_on": "2026-03-02", "subject": _SUBJECT, "first_or_repeat": "first", "path": "31[6]",
        "tell_by": "2026-03-24", "tell_provision": "R22 23(3)", "object_by": "2026-03-16", "counting": _SHORT,
        "object_provision": "R22 23(3)", "report_by": "2026-05-20", "period_days": 60,
        "petitioner": "梁口镇望川村三组村民张某", "petitioner_contact": "0000-0000009（示例）",
    },
    "attachments": ["来访登记表1份（信访人已核对）", "信访人提供的照片4张"],
}  # fmt: skip

_ACCEPTANCE: PaperContent = {
    "addressee": "张某",
    "points": _points(),
    "parts": {
        "competence": "村内道路排水由我单位建设管护，这件事归我们管，也不需要先走别的法定程序。",
        "plan": "我们在3月底前到你家门口查看，听你当面说清楚，再找施工单位和村里核对图纸。",
    },
    "computed": {
        **_CAME, **_SENT, **_FOLLOW, **_TOWN_ASK,
        "received_on": "2026-03-09", "accepted_on": "2026-03-16", "due_on": "2026-05-15", "period_days": 60,
        "counting": ["受理：2026年3月16日。", "当日不计入，自次日2026年3月17日起算。", "第60日是2026年5月15日（星期五），为届满日。", _BASIS],
        "extension_max": 30, "oversight": "柏川县信访局（电话0000-0000001，示例）",
    },
}  # fmt: skip

_PATH: PaperContent = {
    "addressee": "李某等5名代表",
    "addressed": "many",
    "points": [{"no": 1, "words": "支付23名工人在县城新建小学工地的工资"}],
    "parts": {
        "procedure": "劳动保障监察程序",
        "reason": "这是请求查处拖欠工资的违法行为，法律规定由劳动保障监察机构立案调查，可以责令支付，比写一份意见更管用。",
        "limit": "自立案之日起60个工作日内查完；情况复杂的，经批准可以延长30个工作日（《劳动保障监察条例》第十七条）。",
        "remedy": "对那里作出的决定不服，可以申请行政复议，也可以直接提起行政诉讼。",
        "to_do": "不用另写投诉。请把考勤记录、欠条、工友名单准备好，监察员会同代表约时间核对；名单只用来算账，不交给用人单位。",
    },
    "computed": {
        "entry_on": "2026-01-26", "channel": "visit", "channel_place": HALL, "received_on": "2026-01-27",
        "sender": XFJ, "sent_how": "transfer", "path": "31[5]", "handed_to": "县劳动保障监察大队",
        "handed_on": "2026-01-28", "case_number": "柏劳监立〔2026〕6号（示例）", "contact": "蒋卯",
        "phone": "0000-0000003（示例）", "oversight": "柏川县信访局（电话0000-0000001，示例）", **_FOLLOW,
    },
}  # fmt: skip

_REFUSAL: PaperContent = {
    "addressee": "张某",
    "points": [{"no": 1, "words": "接通排水沟、补做坡道、支付垒墙的钱"}],
    "parts": {
        "facts": "来信所提，与3月2日向柏川县信访局当面提出的是同一件事。",
        "go_to": "请等梁口镇人民政府的书面答复，承办人陈子，电话0000-0000002（示例）。到期没有收到，请打电话给我们，我们按超期督办。",
        "new_content": "信里新写到“一个多月没有人来看过”，我们已经转告柏川县信访局核实并催办。",
        "objection": "可以在收到后写信或者打电话说明理由，我们换一位工作人员重新核对，10日内回复。",
    },
    "computed": {
        "entry_on": "2026-04-20", "channel": "letter", "received_on": "2026-04-20", "registered_on": "2026-04-20",
        "ground": "superior_in_handling", "ground_provision": "R22 19(3)", "current_office": TOWN,
        "current_number": "梁政信受〔2026〕5号", "current_accepted_on": "2026-03-16", "current_due_on": "2026-05-15",
        "contact": "市局来信科", "phone": "0000-0000010（示例）",
    },
}  # fmt: skip

_REASON = "排水沟要从相邻两户门前穿过，走向和标高须由水利、住建部门测量后才能定；4月下旬连续降雨，测量两次中断，至今没有数据。"
_DONE = "3月25日、4月28日到现场看过两次；询问村干部2人、邻居4人；调取了巷道硬化工程的图纸和合同。"
_PLAN = "5月22日前完成测量；5月28日前请你和两户邻居坐到一起商量走向。5月16日起，先在沟口铺一根临时排水管。"

_EXTENSION: PaperContent = {
    "addressee": "张某",
    "parts": {"reason": _REASON, "done": _DONE, "plan": _PLAN},
    "computed": {
        "subject": _SUBJECT, "accepted_number": "梁政信受〔2026〕5号", "accepted_on": "2026-03-16",
        "original_due_on": "2026-05-15", "extended_days": 20, "new_due_on": "2026-06-04",
        "approved_by": "本单位负责人（镇长）", "approved_on": "2026-05-12", **_TOWN_ASK,
        "counting": ["延长自原届满日2026年5月15日（星期五）起算。", "延长20日，到2026年6月4日（星期四）届满。"],
        "oversight": "柏川县信访局（电话0000-0000001，示例）",
    },
}  # fmt: skip

_APPROVAL: PaperContent = {
    "parts": {"reason": _REASON, "done": _DONE, "plan": _PLAN},
    "computed": {
        "subject": _SUBJECT, "accepted_number": "梁政信受〔2026〕5号", "accepted_on": "2026-03-16",
        "original_due_on": "2026-05-15", "extended_days": 20, "new_due_on": "2026-06-04", "asked_by": "陈子",
        "asked_on": "2026-05-11",
        "signatures": [
            {"label": "法制审核意见", "words": "情况复杂属实，未到原届满日，可以批准。", "name": "韩巳", "on": "2026-05-12"},
            {"label": "单位负责人审批意见", "words": "同意延长20日，务必告知理由。", "name": "褚丑", "on": "2026-05-12"},
        ],
    },
}  # fmt: skip

_RULE = "《柏川县村内道路和排水设施管护办法（试行）》（示例）第七条：新建、改建道路，原有的排水和出入条件应当同步恢复。"

_OPINION: PaperContent = {
    "addressee": "张某",
    "points": _points(
        {
            "reasons": "路面抬高后沟到门前就断了，一下雨院里就进水。",
            "facts": "2025年9月硬化巷道，路面抬高34厘米；图纸上排水沟应当接到村西主渠，到你家门前为止，还有21米没有修。",
            "outcome": "support", "opinion": "没有按图纸做完，应当补上，由我单位出钱组织施工。", "basis": _RULE,
            "execution_by": "2026-07-10",
            "execution": "镇村镇建设办公室负责（电话0000-0000004，示例），完工时请你到场验收签字。",
        },
        {
            "reasons": "门口成了陡坎，家里老人出不了门。",
            "facts": "原来门口的缓坡被路面盖住，施工后没有恢复。", "outcome": "support",
            "opinion": "与排水沟一起补做，坡度以老人和三轮车能过为准。", "basis": _RULE, "execution_by": "2026-07-10",
            "execution": "责任人和验收办法同第一项。",
        },
        {
            "reasons": "镇上的干部说过这个钱由镇里管。",
            "facts": "你在2025年10月垒了一道挡水墙，两张收据合计800元。村干部和驻村干部都说记不清有没有答应过，镇、村两级没有查到书面记录。",
            "outcome": "explain",
            "opinion": "垒墙是为了不让水进屋，我们理解。但是现在没有给住户垒墙付钱的规定，已有的证据也不能说明镇里答应过，这笔钱不能付。以后找到新的证据，随时可以交来。",
            "basis": "查阅了上述办法和现行村内道路补助规定，都没有支付住户自建挡水墙费用的条款。",
        },
    ),
    "parts": {
        "identity": "张某，住梁口镇望川村三组",
        "inquiry": "承办人陈子、卫丁（已核对，与这件事没有利害关系）3月25日、4月28日两次到现场，5月20日会同水利、住建部门测量，询问村干部2人、邻居2人，调取了工程图纸和合同。",
        "evidence": "现场照片、测量图、谈话笔录、工程图纸、购料收据，5月28日已经当面给你看过。",
    },
    "computed": {
        **_CAME, **_SENT, **_TOWN_ASK,
        "received_on": "2026-03-09", "accepted_on": "2026-03-16", "accepted_number": "梁政信受〔2026〕5号",
        "due_on": "2026-06-04", "extended_days": 20, "approved_on": "2026-05-12", "query_code": "8024 6170",
        "review_organs": [{
            "name": "柏川县人民政府",
            "place": "柏川县信访局内，县人民政府信访事项复查复核委员会办公室（示例地址）",
            "phone": "0000-0000005（示例）",
        }],
        "review_days": 30, "review_provision": "R22 35",
    },
    "copies": [XFJ],
}  # fmt: skip

_DRAFT_SHEET: PaperContent = {
    "parts": {"note": "第三项涉及镇干部是否答应过付款，请重点看证据部分。", "collective": "2026年6月1日镇长办公会研究，同意拟办意见。"},
    "computed": {
        "paper_title": "信访事项处理意见书", "paper_number": "梁政信处〔2026〕4号", "subject": _SUBJECT,
        "drafted_by": "陈子", "drafted_on": "2026-05-29", "copies_to": "主送张某，抄送柏川县信访局", "paper_pages": 4,
        "content_digest": "6f1c2a9be07d4835a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718",
        "signatures": [
            {"label": "核稿意见", "words": "三项诉求都有结论和依据，同意。", "name": "卫丁", "on": "2026-05-30"},
            {"label": "法制审核意见", "words": "依据写到条，救济告知完整。", "name": "韩巳", "on": "2026-06-01"},
            {"label": "签发意见", "words": "同意，发。", "name": "褚丑", "on": "2026-06-02"},
        ],
    },
}  # fmt: skip

_CLOSING: PaperContent = {
    "addressee": XFJ,
    "points": _points(
        {"decided_outcome": "support", "result": "由镇里补修21米排水沟，接到村西主渠", "execution_state": "7月8日完工，张某到场验收"},
        {"decided_outcome": "support", "result": "与排水沟一起补做坡道", "execution_state": "7月8日完工，附照片2张"},
        {"decided_outcome": "explain", "result": "没有付款的规定，也查不到承诺，已当面说明"},
    ),
    "parts": {
        "process": "3月16日受理，两次到现场，会同水利、住建部门测量；5月12日经负责人批准延长20日；6月2日作出处理意见。",
        "petitioner_view": "6月4日送达时，张某对前两项没有意见，对第三项表示要找村里的会议记录。",
        "follow_up": "汛期由村委会每月清一次沟。",
    },
    "computed": {
        "subject": _SUBJECT, "sent_number": "柏信交〔2026〕3号", "sent_on": "2026-03-09", "received_on": "2026-03-09",
        "accepted_on": "2026-03-16", "decided_number": "梁政信处〔2026〕4号", "served_on": "2026-06-04", "signer_name": "褚丑", **_TOWN_ASK,
    },
    "attachments": ["信访事项处理意见书", "送达回证", "现场照片和验收单"],
}  # fmt: skip

_SERVICE: PaperContent = {
    "computed": {
        "paper_title": "信访事项处理意见书", "paper_number": "梁政信处〔2026〕4号", "paper_pages": 4, "recipient": "张某",
        "subject": _SUBJECT, "method": "direct", "service_place": "梁口镇望川村三组张某家", "received_at": "2026年6月4日10时20分",
        "receiver_words": "张某（签名）　第三项我不同意，要去复查。", "read_aloud": "yes", "language": "普通话、本地话，不需要翻译",
        "servers": ["陈子", "卫丁"], "window_until": "2026-07-06", "window_note": "第30日7月4日是星期六，顺延",
        "remark": "正本已交张某；回证一份入卷，一份扫描录入。", "filled_by": "陈子", "filled_on": "2026-06-03",
    },
}  # fmt: skip

_REPLY: PaperContent = {
    "addressee": "周某",
    "points": [{
        "no": 1, "words": "八十岁以上老人的高龄津贴怎么申请，户口在外县能不能领？",
        "answer": "年满80周岁、户籍在本县的老人，由本人或者家属向户籍所在村（社区）申请，从批准的当月起发。户口在外县的，应当向户籍地申请，本县不能发。",
    }],
    "parts": {
        "basis": "《柏川县高龄津贴发放办法》（示例）第三条、第五条。",
        "to_do": "带身份证、户口簿和银行卡到村（社区）便民服务点办理；行动不便的，可以打电话请代办员上门。",
    },
    "computed": {
        "entry_on": "2026-05-18", "channel": "phone", "received_on": "2026-05-18", "contact": "王乙",
        "phone": "0000-0000001（示例）",
    },
}  # fmt: skip

_EXTRACT: PaperContent = {
    "addressee": "柏川县民政局",
    "points": [{"no": 1, "words": "恢复被取消的低保"}],
    "parts": {
        "extract": "“我家老伴常年吃药，地里没收成，去年低保却被取消了，村上说是民主评议没通过。请求恢复我家低保。”",
        "note": "附药费单据复印件2张。",
    },
    "computed": {
        "entry_on": "2026-04-08", "channel": "web", "registered_on": "2026-04-08", "made_by": "钱戊",
        "made_on": "2026-04-10", "original_at": XFJ, "withheld": "yes", "contact": "钱戊", "phone": "0000-0000006（示例）",
    },
}  # fmt: skip

_CORRECTION: PaperContent = {
    "addressee": "张某",
    "parts": {
        "reason": "受理日期录错：应为2026年3月20日，误录为3月16日。复核收文登记簿时发现，以收文登记簿为准。",
        "effect": "我们最迟5月19日给你书面处理意见，比原来告诉你的晚4日；你提交的材料和已经作出的调查都照旧有效。",
    },
    "computed": {
        "subject": _SUBJECT, **_TOWN_ASK, "query_code": "1234 5678 9012", "query_where": "网站“查询进度”，或者任一信访窗口",
        "moved_dates": [{
            "paper": "信访事项受理告知书", "number": "梁政信受〔2026〕5号", "about": "办结", "old": "2026-05-15",
            "new": "2026-05-19", "why": "受理：2026年3月20日。当日不计入，自次日2026年3月21日起算。第60日是2026年5月19日（星期二），为届满日。",
        }],
    },
}  # fmt: skip

_REPEAT: PaperContent = {
    "addressee": "张某",
    "points": _points(),
    "parts": {
        "same_as": "与柏信访2026-000037（2026年3月2日登记）是同一事项。",
        "stands": "3月9日交办梁口镇人民政府，镇政府3月16日受理，4月2日到现场核查。",
        "next": "镇政府最迟5月15日书面答复；有新情况的，随时到任一信访窗口或者在网上补充。原来的期限照旧。",
    },
    "computed": {
        "current_office": TOWN, "current_due_on": "2026-05-15", "query_code": "8024 6170", **_XFJ_ASK,
    },
}  # fmt: skip

_ALL: dict[str, tuple[PaperContent, str, str, str]] = {
    "receipt": (_RECEIPT, "xfj", "柏信收〔2026〕37号", "2026-03-02"),
    "destination_notice": (_DESTINATION, "xfj", "柏信去〔2026〕21号", "2026-03-09"),
    "transfer_slip": (_TRANSFER, "xfj", "柏信转〔2026〕15号", "2026-03-09"),
    "assignment_letter": (_ASSIGNMENT, "xfj", "柏信交〔2026〕3号", "2026-03-09"),
    "acceptance_notice": (_ACCEPTANCE, "town", "梁政信受〔2026〕5号", "2026-03-16"),
    "path_notice": (_PATH, "rsj", "柏人社信告〔2026〕2号", "2026-01-29"),
    "non_acceptance_notice": (_REFUSAL, "city", "洛信不受〔2026〕7号", "2026-04-24"),
    "extension_notice": (_EXTENSION, "town", "梁政信延〔2026〕1号", "2026-05-12"),
    "extension_approval_sheet": (_APPROVAL, "town", "梁政信延审〔2026〕1号", "2026-05-12"),
    "handling_opinion": (_OPINION, "town", "梁政信处〔2026〕4号", "2026-06-02"),
    "opinion_draft_sheet": (_DRAFT_SHEET, "town", "梁政信稿〔2026〕4号", "2026-06-02"),
    "closing_report": (_CLOSING, "town", "梁政信报〔2026〕2号", "2026-07-10"),
    "service_receipt": (_SERVICE, "town", "梁政信送〔2026〕9号", "2026-06-03"),
    "reply": (_REPLY, "xfj", "柏信复〔2026〕8号", "2026-05-20"),
    "extract": (_EXTRACT, "xfj", "柏信摘〔2026〕2号", "2026-04-10"),
    "repeat_notice": (_REPEAT, "xfj", "柏信重告〔2026〕1号", "2026-04-08"),
    "correction_notice": (_CORRECTION, "town", "梁政信更〔2026〕1号", "2026-04-24"),
    **samples_review.ALL,
    **samples_conduct.CONTENTS,
}


def sample(key: str) -> PaperContent:
    """A complete content of a kind; a copy that may be changed."""
    return deepcopy(_ALL[key][0])


def sample_issue(key: str) -> tuple[PaperContent, Head, str, str]:
    """A complete content with its head, number and date (ISO)."""
    content, head, number, on = _ALL[key]
    return deepcopy(content), HEADS[head], number, on
