"""Inner sheets: extension approval, draft sheet, proof of service. Empty fields are filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.papers.blocks import Body, Cell, form, pair, wide
from huiyin.papers.wording.values import Values, day_text, stop

_BLANK_DAY = "　　年　　月　　日"


_CHECKED = {"核稿意见": "核稿", "法制审核意见": "法制审核", "签发意见": "签发"}
_APPROVED = {"信访工作机构意见": "核稿", "法制审核意见": "法制审核", "单位负责人审批意见": "签发"}
_ELSEWHERE = ("拟稿", "申请")
"""Steps that have a row of their own above."""


def _signed(v: Values, boxes: Mapping[str, str]) -> list[tuple[Cell, ...]]:
    """A box for each opinion: with words, name and date where the step was taken, else empty.

    `boxes` says which step belongs into which box; a row of `signatures` may name either.
    """
    given = {row["label"]: row for row in v.rows("signatures")}
    by_box = {box: given.pop(box, None) or given.pop(step, None) for box, step in boxes.items()}
    rest = {label: row for label, row in given.items() if label not in _ELSEWHERE}
    rows = []
    for box, row in {**by_box, **rest}.items():
        said = row or {"words": "", "name": "", "on": ""}
        day = day_text(said["on"]) if said["on"] else _BLANK_DAY
        rows.append(wide(box, said["words"], lines=3, foot=f"{said['name']}　{day}"))
    return rows


def extension_approval_sheet(v: Values) -> Body:
    """Who asked for and who approved the extension, before the period ended (R22 34)."""
    rows = [
        wide("信访事项", v.text("subject")),
        pair("受理文号", v.text("accepted_number"), "受理日期", v.text("accepted_on")),
        pair("原届满日期", v.text("original_due_on"), "申请延长", f"{v.text('extended_days')}日"),
        pair("延长后届满", v.text("new_due_on"), "依据", v.cite("extension")),
        wide("具体理由", stop(v.text("reason")), lines=4),
        wide("已经做了什么", stop(v.text("done")), lines=2),
        wide("接下来做什么", stop(v.text("plan")), lines=2),
        pair("申请人", v.text("asked_by"), "申请日期", v.text("asked_on")),
        *_signed(v, _APPROVED),
    ]
    return Body((form(rows),), salutation=False, signature=False)


def opinion_draft_sheet(v: Values) -> Body:
    """The inner sheet filed with a paper: drafter, checkers, signer, and the digest of the text."""
    rows = [
        wide("文书名称", v.text("paper_title")),
        pair("信访事项", v.text("subject"), "文号", v.text("paper_number")),
        wide("主送、抄送", v.text("copies_to")),
        pair("拟稿人", v.text("drafted_by"), "拟稿日期", v.text("drafted_on")),
    ]
    if v.has("note"):
        rows.append(wide("拟稿说明", stop(v.text("note"))))
    rows += _signed(v, _CHECKED)
    rows += [
        wide("集体研究情况", stop(v.text("collective")), lines=3),
        wide(
            "正文校验值",
            v.text("content_digest") + (f"（共{v.text('paper_pages')}页）" if v.has("paper_pages") else ""),
        ),
    ]
    return Body((form(rows),), salutation=False, signature=False)


def service_receipt(v: Values) -> Body:
    """One paper, one recipient. A signature proves receipt and nothing else (by analogy, 民诉法 87)."""
    pages = f"，共{v.text('paper_pages')}页" if v.has("paper_pages") else ""
    method = v.raw("method")
    boxes = tuple((label, key == method) for key, label in v.spec.part("method").choices.items())
    read = v.raw("read_aloud")
    rows = [
        wide("送达文书", f"{v.text('paper_title')}，{v.text('paper_number')}{pages}"),
        wide("信访事项", v.text("subject")),
        wide("受送达人", v.text("recipient")),
        (Cell("送达方式", head=True), Cell(v.text("method_detail"), span=3, choices=boxes)),
        wide("送达地点", v.text("service_place")),
        wide("收到时间", v.text("received_at") or "　　年　　月　　日　　时　　分"),
        wide("受送达人签名或者捺印", v.text("receiver_words"), lines=3),
        (
            Cell("是否当面宣读、说明", head=True),
            Cell(choices=(("是", read == "yes"), ("否", read == "no"))),
            Cell("使用语言、翻译", head=True),
            Cell(v.text("language")),
        ),
        wide("代收人、关系、理由", v.text("proxy"), lines=2),
        wide("拒收情况", v.text("refusal"), lines=2),
        pair("见证人", v.text("witnesses"), "送达人（二人签名）", v.text("servers")),
        *([wide("申请复查的期限", _window(v))] if _window(v) else []),
        wide("备注", v.text("remark"), lines=2),
        pair("填发人", v.text("filled_by"), "填发日期", v.text("filled_on")),
        (
            Cell(
                "签收只证明收到了文书，不表示同意其中的意见。与受送达人在本事项中利益相对的人，不能代收。",
                span=4,
            ),
        ),
    ]
    return Body((form(rows),), salutation=False, signature=False)


def _window(v: Values) -> str:
    """The day that this service leads to, once it is proven; before that, how it will be counted."""
    note = v.text("window_note")
    if not v.has("window_until"):
        return note
    return f"至{v.text('window_until')}" + (f"（{note}）" if note else "")
