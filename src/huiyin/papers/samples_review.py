# ruff: noqa: E501
"""Invented contents for the papers of review and re-review; the story of `samples` goes on."""

from __future__ import annotations

from typing import Any

from huiyin.papers.compose import Head
from huiyin.papers.content import PaperContent

COUNTY, CITY_GOV, TOWN = "柏川县人民政府", "洛原市人民政府", "柏川县梁口镇人民政府"
HEADS = {"county_gov": Head(COUNTY, COUNTY, "本机关"), "city_gov": Head(CITY_GOV, CITY_GOV, "本机关")}

_POINT = "支付自己垒挡水墙花的800元"
_ASK: dict[str, Any] = {"contact": "周庚", "phone": "0000-0000005（示例）"}
_ABOUT: dict[str, Any] = {
    "respondent": TOWN,
    "reviewed_title": "信访事项处理意见书",
    "reviewed_number": "梁政信处〔2026〕4号",
    "request_on": "2026-06-22",
    "stage_word": "review",
}
_REQUEST = "撤销关于挡水墙费用的处理意见，由镇里支付800元"
_REASONS = "2025年9月28日村民会上，驻村干部让临沟各户先垒墙、材料费由镇上解决，会议有记录"

_APPLICATION: PaperContent = {
    "computed": {
        **_ABOUT, "applicant": "张某（梁口镇望川村三组）", "asked_organ": COUNTY, "asked_form": "written", "asked_points": [_POINT],
        "asked_request": _REQUEST, "asked_reasons": _REASONS, "reviewed_served_on": "2026-06-04", "ask_until": "2026-07-06",
        "review_due_on": "2026-07-22",
    },
}  # fmt: skip
_ACCEPTED: PaperContent = {
    "addressee": "张某",
    "parts": {"plan": "6月下旬到望川村查阅会议记录，并当面听取你的意见。"},
    "computed": {
        **_ABOUT,
        **_ASK,
        "asked_points": [_POINT],
        "review_due_on": "2026-07-22",
        "review_law": "R22 35",
        "counting": [
            "收到复查申请：2026年6月22日。",
            "当日不计入，自次日2026年6月23日起算。",
            "第30日是2026年7月22日（星期三），为届满日。",
        ],
    },
}
_REFUSED: PaperContent = {
    "addressee": "张某",
    "parts": {
        "reason": "你7月20日提出申请，超过期限14日。你说是因为忙于农活，期间没有不能申请的情形。",
        "go_to": "对已经作出的处理意见有新的证据，可以随时交给梁口镇人民政府或者柏川县信访局。",
        "objection": "认为本告知不当的，可以向洛原市人民政府信访事项复查复核委员会办公室说明理由。",
    },
    "computed": {
        **_ABOUT, **_ASK, "request_on": "2026-07-20", "asked_points": [_POINT], "refusal_ground": "late", "review_law": "R22 35",
        "reviewed_served_on": "2026-06-04", "ask_until": "2026-07-06",
        "counting": [
            "信访人收到处理意见书：2026年6月4日。", "当日不计入，自次日2026年6月5日起算。", "第30日是2026年7月4日（星期六），为届满日。",
            "届满日是休息日（星期六），顺延到其后的第一个工作日：2026年7月6日（星期一）。",
        ],
    },
}  # fmt: skip
_CALL: PaperContent = {
    "addressee": TOWN,
    "parts": {
        "list": "登记、告知、调查笔录、证据、审批和送达材料",
        "note": "第三项为什么没有调取村民会议记录。",
    },
    "computed": {
        **_ABOUT,
        **_ASK,
        "applicant": "张某（梁口镇望川村三组）",
        "asked_points": [_POINT],
        "file_by": "2026-07-01",
    },
}
_RECORD: PaperContent = {
    "computed": {
        "stage_word": "review", "subject": "门前排水沟未接通等信访事项", "respondent": TOWN, "reviewed_number": "梁政信处〔2026〕4号",
        "investigators": ["周庚", "吴辛"], "looked_on": "2026-06-30", "looked_how": "documents",
        "looked_found": "望川村2025年会议记录簿9月28日一页载有“临沟户先自垒挡水墙，料钱报镇上”，有驻村干部签名。",
    },
}  # fmt: skip
_MINUTES: PaperContent = {
    "computed": {
        "stage_word": "review", "subject": "门前排水沟未接通等信访事项", "applicant": "张某", "respondent": TOWN,
        "reviewed_number": "梁政信处〔2026〕4号", "session_on": "2026-07-15", "session_presence": "组成人员9人，到会7人，回避1人",
        "session_votes": "同意6人，不同意1人", "session_resolution": ["第3项：撤销并责令重新办理"],
        "session_minutes": "复查人员汇报查明的事实和建议；委员认为应当调取的证据没有调取。",
    },
}  # fmt: skip
_POINTS: list[dict[str, Any]] = [{
    "no": 1, "words": _POINT,
    "facts": "望川村2025年会议记录簿9月28日一页载有“临沟户先自垒挡水墙，料钱报镇上”，有驻村干部签名；驻村干部承认记录属实。原办理机关没有调取该记录。",
    "judgment": "主要事实没有查清，应当调取的证据没有调取。",
    "outcome": "revoke", "opinion": "撤销关于挡水墙费用的处理意见，由梁口镇人民政府重新作出处理意见。", "basis": "《信访工作条例》第三十五条。",
}]  # fmt: skip
_OPINION: dict[str, Any] = {
    "addressee": "张某",
    "points": _POINTS,
    "parts": {
        "request": f"{_REQUEST}。{_REASONS}。",
        "respondent_view": "没有查到书面承诺，现行规定没有支付条款。",
    },
}
_SHARED: dict[str, Any] = {
    **_ASK, "applicant": "张某，住梁口镇望川村三组", "respondent": TOWN, "reviewed_number": "梁政信处〔2026〕4号",
    "reviewed_on": "2026-06-02", "reviewed_served_on": "2026-06-04", "request_on": "2026-06-22", "review_accepted_on": "2026-06-24",
    "session_on": "2026-07-15", "file_called": "yes", "investigators": ["周庚", "吴辛"], "redo_days": 30, "query_code": "8024 6170",
}  # fmt: skip
_REVIEW: PaperContent = {
    **_OPINION,  # type: ignore[typeddict-item]
    "computed": {
        **_SHARED, "next_days": 30, "next_provision": "R22 36(1)", "copies_to_offices": f"{TOWN}、柏川县信访局",
        "next_organs": [{"name": CITY_GOV, "place": "洛原市信访局内，市人民政府信访事项复查复核委员会办公室（示例地址）", "phone": "0000-0000007（示例）"}],
    },
}  # fmt: skip
_AGAIN: PaperContent = {
    **_OPINION,  # type: ignore[typeddict-item]
    "points": [{**_POINTS[0], "outcome": "maintain", "opinion": "维持复查意见。", "judgment": "复查认定的事实清楚，依据充分。"}],
    "computed": {
        **{k: v for k, v in _SHARED.items() if k != "redo_days"}, "respondent": COUNTY, "reviewed_number": "柏政复查〔2026〕2号",
        "reviewed_on": "2026-07-17", "reviewed_served_on": "2026-07-20", "request_on": "2026-08-10", "review_accepted_on": "2026-08-12",
        "session_on": "2026-09-02", "file_called": "yes", "hearing_days": 5, "copies_to_offices": f"{COUNTY}、柏川县信访局",
    },
}  # fmt: skip
_NO_MORE: PaperContent = {
    "addressee": "张某",
    "points": [{"no": 1, "words": _POINT}],
    "parts": {
        "final_paper": "洛原市人民政府2026年9月4日《信访事项复核意见书》",
        "compared": "你10月12日来信所说的村民会记录，复查、复核时都已经调取并写明，没有新的事实和理由。",
        "new_facts": "找到当时没有的收据、录音或者证人，请交到任何一个信访窗口，我们登记办理。",
    },
    "computed": {**_ASK, "final_served_on": "2026-09-07", "final_number": "洛政复核〔2026〕3号"},
}

ALL: dict[str, tuple[PaperContent, str, str, str]] = {
    "review_application": (_APPLICATION, "county_gov", "柏政复申〔2026〕2号", "2026-06-22"),
    "review_acceptance_notice": (_ACCEPTED, "county_gov", "柏政复受〔2026〕2号", "2026-06-24"),
    "review_refusal_notice": (_REFUSED, "county_gov", "柏政复不受〔2026〕1号", "2026-07-22"),
    "file_call_letter": (_CALL, "county_gov", "柏政复调〔2026〕2号", "2026-06-24"),
    "review_investigation_record": (_RECORD, "county_gov", "柏政复记〔2026〕2号", "2026-06-30"),
    "committee_minutes": (_MINUTES, "county_gov", "柏政复会〔2026〕2号", "2026-07-15"),
    "review_opinion": (_REVIEW, "county_gov", "柏政复查〔2026〕2号", "2026-07-17"),
    "re_review_opinion": (_AGAIN, "city_gov", "洛政复核〔2026〕3号", "2026-09-04"),
    "no_more_acceptance_notice": (_NO_MORE, "county_gov", "柏政不再受〔2026〕1号", "2026-10-15"),
}
