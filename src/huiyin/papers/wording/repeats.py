"""What is told of a matter that came again while the first is alive (see rulebook acts_repeats)."""

from __future__ import annotations

from huiyin.papers.blocks import Body, paragraphs
from huiyin.papers.wording.values import Values, contact, point_list, titled


def repeat_notice(v: Values) -> Body:
    """Which matter it repeats, where that stands, what comes next; the first's dates stand."""
    blocks = paragraphs(f"{v.you}又提出的下列诉求，{v.us}已经登记：")
    blocks += point_list(v)
    blocks += titled("与哪一件相同", v.text("same_as"))
    blocks += titled("办到哪一步", v.text("stands"))
    if v.has("current_office") and v.has("current_due_on"):
        blocks += titled("单位和日期", f"{v.text('current_office')}，{v.text('current_due_on')}（含当天）")
    blocks += titled("接下来", v.text("next"))
    blocks += paragraphs(
        "这次的登记与原来那一件关联，材料两处都查得到；原来的各项期限不停、不改，这次不另行办理。"
    )
    return Body((*blocks, *contact(v)))
