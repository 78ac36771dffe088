"""Words for the codes of the register: channels, roles, methods, outcomes. What the rulebook words, it words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.desk import labels_conduct
from huiyin.offices.models import PostKind
from huiyin.offices.structure import structure
from huiyin.statute.law import Law
from huiyin.web.words import bilingual, english

Labels = Mapping[str, str | Promise]
_CODE = re.compile(r"(?<![A-Za-z0-9_])[a-z][a-z0-9_]*(?![A-Za-z0-9_])")

CHANNELS: Labels = {
    "web": _("网上信访"), "letter": _("来信"), "visit": _("走访"), "phone": _("电话"), "fax": _("传真"),
    "email": _("电子邮件"), "web_media": _("网络媒体"), "assigned": _("上级转来"), "hotline_12345": _("12345热线"),
    "helper": _("代办员代为提出"),
}  # fmt: skip
PURPOSES: Labels = {
    "claim": _("申诉求决"), "suggestion": _("意见建议"), "accusation": _("检举控告"), "enquiry": _("咨询"),
    "thanks": _("感谢"), "unclear": _("内容不清"),
}  # fmt: skip
PATHS: Labels = {
    "31[1]": _("诉讼等司法程序（31条1项）"), "31[2]": _("仲裁（31条2项）"), "31[3]": _("党员申诉、复审（31条3项）"),
    "31[4]": _("复议、裁决、确认、许可、处罚（31条4项）"), "31[5]": _("查处违法行为、履行法定职责（31条5项）"),
    "31[6]": _("信访程序（31条6项）"), "29": _("意见建议的研究和答复（29条）"), "30": _("检举控告（30条）"),
    "none": _("不属于上述途径"),
}  # fmt: skip
ROLES: Labels = {
    "self": _("本人"), "representative": _("代表"), "agent": _("委托代理人"), "guardian": _("监护人"),
    "helper": _("代办员"), "relative": _("亲属代为提出"), "scribe": _("代书人"),
}  # fmt: skip
METHODS: Labels = {
    "direct": _("直接送达"), "post": _("邮寄"), "entrusted": _("委托送达"), "through_unit": _("转交"),
    "electronic": _("电子送达"), "left": _("留置送达"), "public_notice": _("公告"),
}  # fmt: skip
RECEIVERS: Labels = {
    "self": _("本人"), "representative": _("代表"), "agent": _("委托代理人"), "guardian": _("监护人"),
    "co_resident": _("同住成年家属"), "witness": _("见证人（留置）"), "unit": _("转交单位"), "none": _("无人签收"),
}  # fmt: skip
OUTCOMES: Labels = {"support": _("予以支持"), "explain": _("作出解释说明"), "not_support": _("不予支持")}
STAGES: Labels = {
    "dispatch": _("甄别转送"), "handling": _("办理"), "lead_in": _("其他法定程序"), "ruling": _("决定受理机关"),
    "review": _("复查"), "re_review": _("复核"),
}  # fmt: skip
PHASES: Labels = {
    "open": _("办理中"), "concluded": _("已作出结论"), "closed": _("已结案"), "archived": _("已归档"),
}  # fmt: skip
WRONG: Labels = {
    "never_happened": _("没有发生过"), "on": _("日期错了"), "to": _("送往单位错了"), "days": _("延长日数错了"),
    "feedback_due": _("要求反馈的日期错了"), "method": _("送达方式错了"), "outcome": _("结果错了"),
    "result": _("判重结果错了"), "posted_on": _("交邮日期错了"),
}  # fmt: skip
OUTCOMES_THERE: Labels = {
    "decided_for": _("支持诉求"), "decided_partly": _("部分支持"), "decided_against": _("不支持诉求"),
    "settled": _("调解、和解"), "ended_otherwise": _("以其他方式终结"),
}  # fmt: skip
CONTACT_FORMS: Labels = {
    "in_person": _("当面"), "phone": _("电话"), "video": _("视频"), "letter": _("书信"), "on_site": _("现场查看"),
    "inquiry": _("询问"), "documents": _("查阅资料"), "survey": _("鉴定、勘测"), "hearing": _("听证"),
}  # fmt: skip
REVIEW_OUTCOMES: Labels = {
    "maintain": _("维持"), "revoke": _("撤销，责令重新办理"), "change": _("变更"),
    "overtaken": _("已因其他信访人的复查不再有效"),
}  # fmt: skip
REVIEW_FORMS: Labels = {
    "written": _("书面"), "oral": _("口述，由工作人员记录"), "post": _("邮寄"), "online": _("网上"),
}  # fmt: skip
REVIEW_GROUNDS: Labels = {
    "late": _("超过申请期限且没有正当理由"), "not_the_organ": _("不是本机关复查（复核）"),
    "not_entitled": _("申请人不是收到意见书的人"), "new_matter": _("请求的是新的事项"),
}  # fmt: skip
ELSEWHERE: Labels = {
    "none": _("没有"), "pending": _("正在办理"), "finished": _("已经有结果"), "unknown": _("问了，说不清"),
}  # fmt: skip
REPEATS: Labels = {
    "progress": _("只询问办理进展"), "in_handling": _("正在办理，没有超期"),
    "several_addressees": _("一事投了几处，由一处办理"), "in_window": _("在申请复查（复核）的期间内"),
}  # fmt: skip

SCOPES: Labels = {
    "see": _("查看办理情况和文书"), "receive": _("并代收文书、代为申请复查复核和评价"), "settle": _("并代为撤回、和解"),
}  # fmt: skip

OF_FIELD: Mapping[str, Labels] = {
    "channel": CHANNELS, "purpose": PURPOSES, "purposes": PURPOSES, "path": PATHS, "method": METHODS, "received_by": RECEIVERS,
    "form": {**CONTACT_FORMS, **REVIEW_FORMS}, "wrong": WRONG, "result": {"first": _("初次"), "repeat": _("重复")},
    "national": {"first": _("初次"), "repeat": _("重复"), "unknown": _("没有查询")},
    "mark": {"satisfied": _("满意"), "mostly": _("基本满意"), "not_satisfied": _("不满意")},
    "checked": {
        "identity_document": _("身份证件"), "other_document": _("其他证件"), "known_in_person": _("工作人员认识本人"),
        "safe_post": _("寄到本人指定的地址"), "return_address": _("寄到来信写明的地址"),
    },
    "given": {"yes": _("同意"), "no": _("不同意（撤销同意）")},
    "outcome": {**OUTCOMES, **OUTCOMES_THERE, **REVIEW_OUTCOMES}, "changed": OUTCOMES, "elsewhere": ELSEWHERE,
    "ground": REVIEW_GROUNDS, "declared": {"no_interest": _("两人与事项、与信访人都没有直接利害关系")},
    "compared": {"same_facts": _("同一事实和理由"), "new_facts": _("有新的事实和理由")}, **labels_conduct.OF_FIELD,
    "case": REPEATS, "scope": SCOPES,
    "document": {
        "written_mandate": _("书面委托书"), "guardianship": _("监护关系证明"), "kinship": _("亲属关系证明"),
        "helper_service": _("代办员身份和信访人的委托"), "principal": _("信访人本人确认"),
    },
    "ended": {
        "taken_back": _("信访人取消委托"), "not_proven": _("核对后不能成立"), "over": _("委托、监护已经结束"),
    },
}  # fmt: skip
"""Choices of the fields of acts, by the key of the field."""


def pair(label: object, value: object) -> str:
    """A label and its value on one line."""
    return gettext("%(label)s：%(value)s") % {"label": label, "value": value}


def stopped(rule: str, due: object) -> bool:
    """Whether the clock stands still for a hearing (R22 36(2)); else what has no day is owed promptly."""
    return rule == "re-review" and not due


def many(items: Iterable[object], apart: bool = False) -> str:
    """Several things in one line; `apart`: longer ones, set further apart."""
    signs = ("; ", ", ") if english() else ("；", "、")
    return signs[0 if apart else 1].join(map(str, items))


def choice(field: str, value: object) -> str:
    """The words for a value of a field; a value we have no words for is shown as it is."""
    known = {**labels_conduct.MORE.get(field, {}), **OF_FIELD.get(field, {})}
    return str(known.get(str(value), value))


def of(labels: Labels, value: str) -> str:
    """The words for a code."""
    return str(labels.get(value, value))


def office(code: str | None) -> str:
    """The name of an office in lists."""
    one = structure().offices.get(code or "")
    return one.label if one else (code or "")


def named(text: str) -> str:
    """A sentence of the procedure, which knows offices by their codes, with their names."""
    offices = structure().offices
    return _CODE.sub(lambda found: offices[found[0]].label if found[0] in offices else found[0], text)


def posts(kinds: frozenset[str]) -> str:
    """Posts in words; who is no officer but may act, too. Machines are nobody's turn."""
    names = {**dict(PostKind.choices), "petitioner": gettext("信访人本人")}
    return many(names[k] for k in sorted(kinds) if k in names)


def act(law: Law, kind: str) -> str:
    """The title of an act."""
    spec = law.acts.get(kind)
    return bilingual(spec.title) if spec else kind


def paper(law: Law, kind: str) -> str:
    """The title of a kind of paper."""
    return bilingual(law.papers[kind]["title"]) if kind in law.papers else kind


def step(law: Law, key: str) -> str:
    """The words for a step of a point."""
    return bilingual(law.steps[key]) if key in law.steps else key


def rule(law: Law, key: str) -> str:
    """The title of a duty or window: that of its newest version, the place's own first."""
    book = law.book
    versions = book.place_duties.get(law.place, {}).get(key) or book.duties.get(key, ())
    return bilingual(versions[-1].title) if versions else key


def procedure(law: Law, key: str) -> str:
    """The title of another law's procedure."""
    versions = law.book.procedures.get(key, ())
    return bilingual(versions[-1].title) if versions else key


def yes_no(value: object) -> str:
    """A ticked box in words."""
    return gettext("是") if value else gettext("否")
