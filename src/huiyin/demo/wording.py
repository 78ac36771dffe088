"""Plain invented wording for the papers of the demo's petitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.papers.prefilling_path import to_apply
from huiyin.statute.rules import LeadIn

PARTS: dict[str, dict[str, str]] = {
    "transfer_slip": {"screening": "事项属于收件单位的职责范围；按甄别的途径办理。"},
    "acceptance_notice": {"competence": "事项属于本单位职责，不需要先走诉讼、仲裁或者行政复议。"},
    "path_notice": {
        "reason": "请求的事项依法由该程序处理，信访程序不能代替。",
        "to_do": "不需要另交申请；请保留有关凭证，接到联系后提供。",
    },
    "destination_notice": {},
    "reply": {},
    "suggestion_reply": {"study": "向客运公司和乘客了解了乘车情况，开会研究了能不能做、什么时候做。"},
}  # fmt: skip
EACH: dict[str, dict[str, str]] = {
    "reply": {"answer": "已转有关科室研究，采纳情况在本函之后三十日内另行告知。"},
    "suggestion_reply": {
        "adoption": "adopted", "reasons": "下班和放学的人确实赶不上现在的末班车。",
        "measures": "客运公司自下月1日起把末班车改到19时，试行三个月，按乘车人数决定是否固定；有意见的可以向本局运输科反映。",
    },
}  # fmt: skip
REPLIES: dict[str, tuple[str, dict[str, str]]] = {
    "D05": ("年满80周岁、户籍在本县的老人，由本人或者家属向户籍所在村（社区）申请；家属可以代办，带双方身份证、老人户口簿和银行卡。",
            {"basis": "《柏川县高龄津贴发放办法》（示例）第三条、第五条。",
             "to_do": "到所在镇（街道）便民服务中心办理，行动不便的可以请代办员上门。"}),
}  # fmt: skip
"""Real answers to what was asked: an answer that answers nothing is what this system is against."""
REMEDIES = {
    "31[1]": "对结果不服的，按诉讼法律的规定上诉、申诉或者申请监督。",
    "31[2]": "对裁决不服的，按仲裁法律的规定向人民法院起诉或者申请撤销裁决。",
    "31[3]": "对复审结论不服的，按党内法规向上一级党组织申诉。",
    "31[4]": "对决定不服的，可以依法申请行政复议或者提起诉讼，决定书上写明期限。",
    "31[5]": "对答复不服或者逾期不答复的，可以依法申请行政复议或者提起诉讼。",
}
OWN_REMEDIES = {
    "traffic-recheck": "复核以一次为限；对事故认定仍有异议的，可以在赔偿诉讼或者处罚的复议、诉讼中提出。"
}


def path_parts(procedure: LeadIn) -> dict[str, str]:
    """What the notice of a path says of the procedure: its name, that law's limit, and the remedy there."""
    where = "" if procedure.provision.startswith("R22") else f"（{procedure.provision}）"
    limit = procedure.words.zh.replace("，移交时填写", "").rstrip("。")
    remedy = OWN_REMEDIES.get(procedure.key) or REMEDIES[procedure.item]
    said = {"procedure": f"{procedure.title.zh}程序", "limit": limit + where, "remedy": remedy}
    minding = to_apply(procedure)
    return said | ({"closing_window": minding} if minding else {})


def written_for(
    key: str, points: tuple[int, ...], petition: str, parts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The written parts of a paper of a petition, for each of these points."""
    each, also = EACH.get(key, {}), dict(parts or {})
    if key == "reply" and petition in REPLIES:
        each, also = {"answer": REPLIES[petition][0]}, also | REPLIES[petition][1]
    return {"parts": PARTS.get(key, {}) | also, "points": [{"no": no, **each} for no in points]}
