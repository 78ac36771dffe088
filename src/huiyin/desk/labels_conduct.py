"""Words for the choices of suggestions, competence, the simple procedure, mediation, hearings, recusal and relief."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADOPTION: Mapping[str, str | Promise] = {
    "adopted": _("采纳"), "adopted_partly": _("部分采纳"), "not_adopted": _("不采纳"),
}  # fmt: skip

OF_FIELD: Mapping[str, Mapping[str, str | Promise]] = {
    "study": {
        "meeting": _("开会研究"), "field_study": _("实地了解"), "experts": _("请专家论证"), "departments": _("征求部门意见"),
        "other": _("其他方式"),
    },
    "adoption": ADOPTION,
    "told_by": {
        "web": _("网上"), "phone": _("电话"), "sms": _("短信"), "in_person": _("当面"), "on_paper": _("书面"),
    },
    "why": {
        "excluded": _("属于不适用的情形"), "not_supported": _("可能不予支持"), "complex": _("查下来情况复杂"),
        "petitioner_asks": _("信访人要求"), "no_agreement": _("达不成协议"), "other_party": _("对方当事人要求"),
    },
    "kept": {"kept": _("已经履行"), "kept_partly": _("部分履行"), "not_kept": _("没有履行")},
    "hold": {"yes": _("举行听证"), "no": _("不举行听证")},
    "interest": {
        "in_the_matter": _("与信访事项有直接利害关系"), "kin_of_petitioner": _("是信访人的亲属"),
        "kin_of_party": _("是对方或者被反映人的亲属"), "other": _("其他直接利害关系"),
    },
    "decision": {"granted": _("应当回避"), "not_granted": _("不需要回避")},
    "relief": {"social": _("社会救助"), "judicial": _("国家司法救助")},
    "shown_at": {"office": _("机关公示栏"), "village": _("问题所在地的村（居）公示栏"), "website": _("机关网站")},
    "over": {
        "mediated": _("已经调解、和解并履行"), "window_missed": _("无正当理由逾期不申请复查、复核"),
        "review_served": _("复核意见已经送达"), "died": _("信访人死亡且没有承受人"),
    },
    "named": {"nobody": _("一律不写")},
    "relieved": {"yes": _("已经救助"), "no": _("没有救助")},
}  # fmt: skip
"""By the key of the field."""

MORE: Mapping[str, Mapping[str, str | Promise]] = {
    "case": {
        "clear": _("事实清楚、责任明确、争议不大、易于解决"),
        "at_once": _("可以当即答复"),
        "daily_life": _("涉及日常生活、时效性强"),
        "promised": _("机关单位已有明确承诺或者结论"),
        "other": _("其他可以简易办理的"),
    },
    "result": {"agreed": _("协商一致"), "disputed": _("有争议")},
    "form": {"people": _("人民调解"), "administrative": _("行政调解"), "judicial": _("司法调解")},
    "ground": {"grave": _("重大"), "complex": _("复杂"), "difficult": _("疑难")},
}
"""Further choices of fields whose key other acts use, too."""
