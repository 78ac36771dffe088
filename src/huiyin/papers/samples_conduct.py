# ruff: noqa: E501
"""Invented contents of the papers on suggestions, accusations, competence, mediation, hearings, recusal and relief."""

from __future__ import annotations

from typing import Any

from huiyin.papers.content import PaperContent

_TOWN_ASK: dict[str, Any] = {"contact": "陈子", "phone": "0000-0000002（示例）"}
_XFJ_ASK: dict[str, Any] = {"contact": "李丙", "phone": "0000-0000001（示例）"}
_SUBJECT = "门前排水沟未接通等信访事项"
_ONE = [{"no": 1, "words": "支付自己垒挡水墙花的800元"}]

CONTENTS: dict[str, tuple[PaperContent, str, str, str]] = {
    "suggestion_reply": ({
        "addressee": "吴某",
        "points": [
            {"no": 1, "words": "把进城末班车改到七点", "adoption": "adopted_partly", "reasons": "冬季天黑早，乘客少；夏季确有需要。",
             "measures": "5月1日起夏季末班车改到十九点，冬季仍为十八点。"},
            {"no": 2, "words": "车站装遮雨棚", "adoption": "not_adopted", "reasons": "站点要随道路改造迁移，先不建固定设施。"},
        ],
        "parts": {"study": "4月8日到车站看了两趟末班车，问了公交公司和12位乘客，4月12日开会研究。"},
        "computed": {"entry_on": "2026-04-02", "channel": "web", "received_on": "2026-04-03", "contact": "秦寅", "phone": "0000-0000007（示例）"},
    }, "town", "梁政信建复〔2026〕1号", "2026-04-14"),
    "cadre_report": ({
        "addressee": "中共柏川县委组织部",
        "parts": {
            "cadres": "某镇一名副科级干部，由县委管理。", "situation": "反映其在项目招标中收受好处。",
            "passed_to": "已按管理权限转送县纪委监委。", "note": "材料由专办员当面移交。",
        },
        "computed": {
            "entry_on": "2026-03-02", "channel": "letter", "registered_on": "2026-03-02", "register_no": "柏信访2026-000041",
            "contact": "钱戊", "phone": "0000-0000006（示例）",
        },
    }, "xfj", "柏信干通〔2026〕1号", "2026-03-05"),
    "competence_request": ({
        "addressee": "柏川县人民政府",
        "points": [{"no": 1, "words": "清理河道旁的建筑垃圾"}],
        "parts": {
            "views": "水利局认为属于市容管理，城管局认为属于河道管理。", "passed": "3月9日转水利局，3月16日退回；3月18日转城管局，3月25日退回；3月27日转梁口镇，4月3日退回。",
            "proposal": "建议由水利局牵头，城管局协办。",
        },
        "computed": {
            "subject": "河道建筑垃圾信访事项", "entry_on": "2026-03-02", "registered_on": "2026-03-02", "concerned_offices": ["柏川县水利局", "柏川县城市管理局"],
            "first_entry_on": "2026-03-02", "days_since_first": 35, "signer_name": "王甲", **_XFJ_ASK,
        },
    }, "xfj", "柏信受请〔2026〕1号", "2026-04-06"),
    "competence_decision": ({
        "addressee": "柏川县信访局",
        "points": [{"no": 1, "words": "清理河道旁的建筑垃圾"}],
        "parts": {"reasons": "垃圾堆在河道管理范围内，按河道管理职责分工由水利部门负责。", "helping": "城管局协助清运。"},
        "computed": {
            "subject": "河道建筑垃圾信访事项", "competent_office": "柏川县水利局", "concerned_offices": ["柏川县水利局", "柏川县城市管理局"],
            "first_entry_on": "2026-03-02", "days_since_first": 39, "contact": "县政府办", "phone": "0000-0000011（示例）",
        },
    }, "county_gov", "柏政受定〔2026〕1号", "2026-04-10"),
    "urgent_report": ({
        "addressee": "洛原市信访局",
        "points": [],
        "parts": {
            "situation": "望川村三组山坡出现裂缝，12户担心滑坡，请求搬离。", "measures": "当晚已由镇政府组织搬到村小学，自然资源局派人监测。",
            "told": "已报告县委、县政府，通报县自然资源局、应急管理局和联席会议办公室。",
        },
        "computed": {
            "subject": "望川村山坡裂缝信访事项", "entry_on": "2026-07-02", "channel": "phone", "registered_on": "2026-07-02", "persons": 12, "signer_name": "王甲", **_XFJ_ASK,
        },
    }, "xfj", "柏信急报〔2026〕1号", "2026-07-02"),
    "mediation_agreement": ({
        "addressee": "张某", "points": _ONE,
        "parts": {
            "parties": "张某，住梁口镇望川村三组；某施工队（负责人冯某）。", "mediator": "梁口镇人民调解委员会，调解员褚某主持。",
            "facts": "施工抬高路面，张某自己垒墙挡水；双方对垒墙费用由谁承担有争议。", "terms": "施工队付给张某800元。",
            "manner": "转账，由调解委员会核对", "signatures": "张某、冯某于6月18日签名，调解员签名，调解委员会盖章。",
        },
        "computed": {"performed_by": "2026-07-01", "confirm_by": "2026-07-20", **_TOWN_ASK},
    }, "town", "梁政信调〔2026〕1号", "2026-06-18"),
    "settlement_agreement": ({
        "addressee": "张某", "points": _ONE,
        "parts": {
            "parties": "张某，住梁口镇望川村三组；某施工队（负责人冯某）。", "facts": "同一道挡水墙的费用。",
            "terms": "施工队付给张某800元，张某自愿接受。", "manner": "当场付清", "signatures": "双方于6月18日签名。",
        },
        "computed": {"performed_by": "2026-06-20", **_TOWN_ASK},
    }, "town", "梁政信和〔2026〕1号", "2026-06-18"),
    "hearing_decision": ({
        "addressee": "张某", "points": _ONE, "parts": {"reasons": "事实有争议，涉及多户，属于复杂事项。"},
        "computed": {"hearing_ordered": "yes", **_TOWN_ASK},
    }, "town", "梁政信听定〔2026〕1号", "2026-04-10"),
    "hearing_notice": ({
        "addressee": "张某", "points": _ONE,
        "parts": {
            "hour": "上午九时", "place": "镇政府二楼会议室（大门右手边楼梯上去）", "chair": "副镇长褚丑", "members": "律师尤某、村民代表许某、司法所何某",
            "note": "公开举行，可以旁听；请带购料收据。",
        },
        "computed": {"hearing_day": "2026-04-24", **_TOWN_ASK},
    }, "town", "梁政信听通〔2026〕1号", "2026-04-14"),
    "hearing_record": ({
        "points": _ONE,
        "parts": {
            "chair": "副镇长褚丑", "members": "律师尤某、村民代表许某、司法所何某；均核对无利害关系。", "parties": "张某；承办人陈子；证人村民孔某。",
            "statements": "张某：干部在会上说料钱报镇上。陈子：没有查到书面记录。", "evidence": "收据两张、会议记录复印件一页，双方看过。",
            "debate": "主要争会上有没有答应。", "views": "三位听证员认为会议记录可信；一位认为金额还要核。", "signatures": "各人看过笔录后签名。",
        },
        "computed": {"subject": _SUBJECT, "hearing_day": "2026-04-24"},
    }, "town", "梁政信听录〔2026〕1号", "2026-04-24"),
    "hearing_conclusion": ({
        "addressee": "张某",
        "points": [{**_ONE[0], "facts": "2025年9月28日的会议记录写有料钱报镇上，有干部签名。", "conclusion": "多数认为应当支付；一人认为金额要按收据核定。"}],
        "parts": {"members": "褚丑、尤某、许某、何某"},
        "computed": {"hearing_held_on": "2026-04-24", **_TOWN_ASK},
    }, "town", "梁政信听结〔2026〕1号", "2026-05-06"),
    "recusal_decision": ({
        "addressee": "张某",
        "parts": {"officer_name": "承办人陈子", "reasons": "经核对，陈子是相邻一户的亲属，与这件事有直接利害关系。", "next_officer": "卫丁，电话0000-0000012（示例）。"},
        "computed": {"recusal_result": "granted", **_TOWN_ASK},
    }, "town", "梁政信避〔2026〕1号", "2026-03-20"),
    "relief_referral": ({
        "addressee": "柏川县民政局",
        "parts": {"hardship": "独居，常年服药，去年没有收入。", "request": "申请临时救助，病历和收入证明在镇便民中心。", "note": "行动不便，请上门。"},
        "computed": {"relief_kind": "social", "petitioner": "沈某", "petitioner_contact": "0000-0000013（示例）", **_TOWN_ASK},
    }, "town", "梁政信助〔2026〕1号", "2026-06-20"),
}  # fmt: skip
"""Content, head, number and date of each kind."""
