"""Plain invented wording for the papers of the demo's petitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PARTS: dict[str, dict[str, str]] = {
    "transfer_slip": {"screening": "事项属于收件单位的职责范围；按甄别的途径办理。"},
    "acceptance_notice": {"competence": "事项属于本单位职责，不需要先走诉讼、仲裁或者行政复议。"},
    "path_notice": {
        "procedure": "告知书所列程序", "reason": "你请求的事项依法由该程序处理，信访程序不能代替。",
        "limit": "自该程序受理之日起，按其法律规定的期限办理，期限见系统登记。",
        "remedy": "对结果不服的，可以依法申请行政复议或者提起诉讼。",
        "to_do": "不需要另交申请；请保留有关凭证，接到联系后提供。",
    },
    "destination_notice": {},
    "reply": {"basis": "现行规定。", "to_do": "可以到所在镇（街道）便民服务中心办理，行动不便的可以委托代办。"},
}  # fmt: skip
EACH: dict[str, dict[str, str]] = {"reply": {"answer": "已经联系职能部门，按规定办理；具体材料和办法见下。"}}


def written_for(key: str, points: tuple[int, ...], requests: Mapping[int, str]) -> dict[str, Any]:
    """The written parts of a paper, for each of these points."""
    each = EACH.get(key, {})
    return {"parts": dict(PARTS.get(key, {})), "points": [{"no": no, **each} for no in points]}
