"""Provisions for those who read English; papers, which are in Chinese only, have `papers.citing`.

A law keeps its own title where no English one is in use: it is looked up by that title.
"""

from __future__ import annotations

import re

_GUIDE = "导则"
_BOOKS = {
    "R22": "Petition Regulation (2022)",
    "R05": "Petition Regulation (2005)",
    _GUIDE: "Guide to Petition Work",
    "依法分类处理规则": "Rules on Handling Petition Requests by Class under the Law",
    "信访事项网上办理工作规程": "Rules of Work for Handling Petitions Online",
    "本系统默认": "default of this system",
    "本系统约定": "convention of this system",
    "民法典": "Civil Code",
    "民诉法": "Civil Procedure Law",
    "刑诉法": "Criminal Procedure Law",
    "行政诉讼法": "Administrative Litigation Law",
    "行政复议法": "Administrative Reconsideration Law",
    "行政许可法": "Administrative Licensing Law",
    "行政处罚法": "Administrative Penalty Law",
    "行政强制法": "Administrative Coercion Law",
    "国家赔偿法": "State Compensation Law",
    "公务员法": "Civil Servants Law",
    "仲裁法": "Arbitration Law",
    "人民调解法": "People's Mediation Law",
    "劳动争议调解仲裁法": "Law on Mediation and Arbitration of Labour Disputes",
    "农村土地承包经营纠纷调解仲裁法": "Law on Mediation and Arbitration of Rural Land Contract Disputes",
    "未成年人保护法": "Law on the Protection of Minors",
    "土地管理法": "Land Administration Law",
    "森林法": "Forest Law",
    "职业病防治法": "Law on Prevention and Control of Occupational Diseases",
    "工伤保险条例": "Regulation on Work-Related Injury Insurance",
    "政府信息公开条例": "Regulation on Open Government Information",
}
_REMARKS = (
    (re.compile(r"（([^（）]*)为本系统默认）"), " (in part a default of this system)"),
    (re.compile("（当时有效）"), " (as then in force)"),
    (re.compile("（类推）"), " (by analogy)"),
    (re.compile("（参照）"), " (for comparison)"),
    (re.compile("（没有规定）"), " (says nothing of it)"),
    (re.compile("（日数为地方样本）"), " (the days from a local example)"),
    (re.compile(r"（(\d{4})年修正）"), r" (as amended in \1)"),
    (re.compile(r"（(\d{4})年修订）"), r" (as revised in \1)"),
    (re.compile("[、，]"), ", "),
)
_ITEM = re.compile(r"\(([一二三四五六七八九十]+)\)")
_NUMBERS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
]
_BOOK = re.compile(r"(?P<book>[^\s（]+)(?P<remark>(?:（[^（）]*）)*)\s*(?P<rest>\d.*)?")
_LAW = re.compile(r"\w*(?:法|条例|办法|规定|规程|规则|通则|解释|民法典)")


def in_english(provision: str) -> str:
    """`R22 31[6]；导则 2.3.4` as Petition Regulation (2022) art. 31[6]; Guide to Petition Work 2.3.4."""
    return "; ".join(_one(part.strip()) for part in provision.split("；"))


def _one(provision: str) -> str:
    found = _BOOK.fullmatch(provision)
    said = provision
    if found and (found["book"] in _BOOKS or _LAW.fullmatch(found["book"])):
        said = _BOOKS.get(found["book"], found["book"]) + found["remark"]
        if found["rest"]:
            said += f" {found['rest']}" if found["book"] == _GUIDE else f" art. {found['rest']}"
    for remark, english in _REMARKS:
        said = remark.sub(english, said)
    return _ITEM.sub(_item, said)


def _item(found: re.Match[str]) -> str:
    return f"({_NUMBERS.index(found[1]) + 1})" if found[1] in _NUMBERS else found[0]
