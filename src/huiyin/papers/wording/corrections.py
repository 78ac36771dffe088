"""The notice of a corrected date: what had been told, what holds now, and why."""

from __future__ import annotations

from huiyin.papers.blocks import Body, paragraphs
from huiyin.papers.wording.values import Values, contact, day_text, matter, numbered, open_end, titled


def correction_notice(v: Values) -> Body:
    """The old and the new day of each notice, the reason, and what it means for whoever relied on the old one."""
    blocks = paragraphs(
        f"{v.you}反映的{matter(v)}，{v.us}曾经书面告诉{v.you}有关日期。"
        f"因为更正了办理记录，下面的日期与当时告诉{v.you}的不同，特此更正："
    )
    blocks += numbered([_moved(row) for row in v.rows("moved_dates")] or ["【待填：更正的日期】"])
    blocks += titled("为什么更正", v.text("reason"))
    blocks += titled(f"对{v.you}的影响", v.text("effect"))
    blocks += paragraphs(f"原来的告知书其他内容不变。{v.you}自己的申请期限，更正以后只会更晚，不会提前。")
    if v.has("oversight"):
        blocks += titled("对更正有意见", f"可以向{open_end(v.text('oversight'))}反映")
    return Body((*blocks, *contact(v)))


def _moved(row: dict[str, str]) -> str:
    """One date: which paper told it, and what holds now."""
    said = f"《{row['paper']}》（{row['number']}）告诉的“{row['about']}”最后一天，原来写的是{day_text(row['old'])}，"
    if not row["new"]:
        return said + "现在不再适用。"
    why = f"期限怎样算：{row['why']}" if row["why"] else ""
    return f"{said}现在是{day_text(row['new'])}。{why}"
