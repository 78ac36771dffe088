"""Papers of review and re-review (R22 35, 36), from the request to the notice that nothing is accepted again."""

from __future__ import annotations

from huiyin.papers.blocks import Block, Body, form, heading, pair, paragraphs, wide
from huiyin.papers.citing import chinese
from huiyin.papers.wording.values import (
    Values,
    contact,
    counting,
    materials,
    numbered,
    open_end,
    point_list,
    stop,
    titled,
)

BY_COMMITTEE = "委员会会议审议（应当回避的委员已经回避）"


def _asked(v: Values) -> str:
    """The points of a request as lines of a cell."""
    items = list(v.raw("asked_points") or [])
    return (
        "\n".join(f"（{chinese(at)}）{text}" for at, text in enumerate(items, 1))
        if len(items) > 1
        else "".join(items)
    )


def _against(v: Values) -> str:
    """柏川县梁口镇人民政府《信访事项处理意见书》（梁政信处〔2026〕4号）."""
    return f"{v.text('respondent')}《{v.text('reviewed_title')}》（{v.text('reviewed_number')}）"


def review_application(v: Values) -> Body:
    """What a petitioner asks for; spoken, it is the record of that."""
    rows = [
        wide("申请人", v.text("applicant")),
        pair("申请", v.text("stage_word"), "方式", v.text("asked_form")),
        wide("不服的文书", _against(v)),
        pair("该文书送达日期", v.text("reviewed_served_on"), "申请期限至", v.text("ask_until")),
        pair("收到申请日期", v.text("request_on"), "交邮日期", v.text("posted_on")),
        wide("向哪个机关申请", v.text("asked_organ")),
        wide("申请的诉求", _asked(v)),
        wide("请求", stop(v.text("asked_request")), lines=3),
        wide("事实和理由", stop(v.text("asked_reasons")), lines=4),
    ]
    if v.has("late_words"):
        rows.append(wide("逾期的原因", stop(v.text("late_words"))))
    if v.has("review_due_on"):
        rows.append(wide("作出意见的最后日期", v.text("review_due_on")))
    rows.append(
        wide(
            "申请人核对",
            "以上内容已经给本人看过或者读过，没有记错。签名：　　　　　　　年　　月　　日",
            lines=2,
        )
    )
    return Body((form(rows),), salutation=False, signature=False)


def review_acceptance_notice(v: Values) -> Body:
    """Accepted, and by when the opinion is due: the days run from the receipt of the request."""
    word = v.text("stage_word")
    blocks = paragraphs(
        f"{v.you}不服{_against(v)}，申请{word}，{v.us}于{v.text('request_on')}收到。申请{word}的诉求是："
    )
    blocks += numbered(stop(text) for text in v.raw("asked_points") or [])
    blocks += titled("受理决定", _accepted(v, word))
    law = v.law("review_law")
    blocks += titled(
        "答复期限",
        f"自收到申请之日起算，最迟{v.text('review_due_on')}给{v.you}书面{word}意见（{law}）{_stops(v)}",
    )
    blocks += counting(v)
    blocks += titled("接下来", v.text("plan"))
    blocks += titled(
        f"{v.you}可以",
        f"随时补充证据和说明；认为{word}人员或者委员会委员与这件事有直接利害关系的，要求回避（{v.cite('recusal')}）；"
        f"在意见作出前撤回申请",
    )
    return Body((*blocks, *contact(v)))


def _accepted(v: Values, word: str) -> str:
    late = (
        f"申请超过了三十日，经查有正当理由：{open_end(v.text('late_reason'))}。"
        if v.has("late_reason")
        else ""
    )
    return f"{late}{v.us}决定受理，由两名与事项没有利害关系的人员{word}"


def _stops(v: Values) -> str:
    return (
        f"；举行听证的，听证所需时间不计算在内（{v.cite('hearing')}）"
        if v.raw("stage_word") == "re_review"
        else ""
    )


def review_refusal_notice(v: Values) -> Body:
    """Refused on a ground of the closed list, with what can be done."""
    word = v.text("stage_word")
    blocks = paragraphs(f"{v.you}不服{_against(v)}，申请{word}，{v.us}于{v.text('request_on')}收到。")
    if v.raw("ask_until") and v.has("reviewed_served_on"):
        posted = f"，{v.text('posted_on')}交邮" if v.has("posted_on") else ""
        blocks += paragraphs(
            f"该文书{v.text('reviewed_served_on')}送达，申请期限到{v.text('ask_until')}{posted}。", "期限："
        )
        blocks += counting(v)
    blocks += titled("决定", f"属于“{v.text('refusal_ground')}”的情形，不予受理（{v.law('review_law')}）")
    blocks += titled("具体理由", v.text("reason"))
    if v.has("right_organ"):
        blocks += titled("有权的机关", v.text("right_organ"))
    blocks += titled("应当找谁", v.text("go_to"))
    blocks += titled("不同意怎么办", v.text("objection"))
    return Body((*blocks, *contact(v)))


def file_call_letter(v: Values) -> Body:
    """To the office reviewed: there is a request, and its file is called for."""
    word = v.text("stage_word")
    blocks = paragraphs(
        f"{open_end(v.text('applicant'))}不服你单位《{v.text('reviewed_title')}》（{v.text('reviewed_number')}），"
        f"于{v.text('request_on')}申请{word}，{v.us}已经受理。申请{word}的诉求是："
    )
    blocks += numbered(stop(text) for text in v.raw("asked_points") or [])
    blocks += titled(
        "请移交", f"{open_end(v.text('list'))}，最迟{v.text('file_by')}移交，并书面说明你单位的意见"
    )
    blocks += titled("请说明", v.text("note"))
    blocks += titled("请注意", f"参与过原办理的人员不参加{word}；已经写明要落实的事项不因{word}停止落实")
    return Body((*blocks, *contact(v)))


def review_investigation_record(v: Values) -> Body:
    """Which two persons, when, how, and what was found."""
    rows = [
        wide("信访事项", v.text("subject")),
        pair("被申请单位", v.text("respondent"), "原意见文号", v.text("reviewed_number")),
        pair(f"{v.text('stage_word')}人员", v.text("investigators"), "日期", v.text("looked_on")),
        wide("方式", v.text("looked_how")),
        wide("查明的情况和证据", stop(v.text("looked_found")), lines=8),
        pair(f"{v.text('stage_word')}人员签名", "", "被调查人签名", ""),
    ]
    return Body((form(rows),), salutation=False, signature=False)


def committee_minutes(v: Values) -> Body:
    """Who was present, who stood back, the votes, the resolution on each point."""
    rows = [
        wide("信访事项", v.text("subject")),
        pair("申请人", v.text("applicant"), "被申请单位", v.text("respondent")),
        pair("原意见文号", v.text("reviewed_number"), "会议日期", v.text("session_on")),
        wide("出席和回避", v.text("session_presence")),
        wide("讨论情况", stop(v.text("session_minutes")), lines=5),
        wide("表决", v.text("session_votes")),
        wide("决议", v.text("session_resolution")),
        pair("主任签名", "", "记录人", ""),
    ]
    return Body((form(rows),), salutation=False, signature=False)


def review_opinion(v: Values) -> Body:
    """The opinion, and where re-review can be asked for (R22 35, 36(1))."""
    return Body((*_opinion(v, "复查"), *_next(v), *contact(v)))


def re_review_opinion(v: Values) -> Body:
    """The opinion that ends the procedure (R22 36(3))."""
    blocks = _opinion(v, "复核")
    blocks += [heading("五、本意见的效力")]
    blocks += paragraphs(
        f"{v.says('end')}。{v.you}仍以同一事实和理由提出投诉请求的，依照{v.cite('end')}不再受理；"
        f"有新的事实和理由的，可以重新提出。{_redone(v)}"
    )
    return Body((*blocks, *contact(v)))


def _redone(v: Values) -> str:
    return "被撤销、重新作出的处理意见，可以另行申请复查。" if v.has("redo_days") else ""


def _opinion(v: Values, word: str) -> list[Block]:
    served = f"，{v.text('reviewed_served_on')}送达" if v.has("reviewed_served_on") else ""
    taken = f"，{v.text('review_accepted_on')}受理" if v.has("review_accepted_on") else ""
    posted = f"{v.text('posted_on')}交邮、" if v.has("posted_on") else ""
    called = "，并调取了原案卷" if v.has("file_called") else ""
    blocks = [
        *paragraphs(stop(v.text("applicant")), "申请人："),
        *paragraphs(stop(v.text("respondent")), "被申请单位："),
        *paragraphs(
            f"申请人不服被申请单位{v.text('reviewed_on')}作出的意见（{v.text('reviewed_number')}{served}），"
            f"申请{word}，{posted}{v.us}{v.text('request_on')}收到{taken}{called}。{_hearing(v)}"
        ),
        heading("一、申请的请求和理由"), *point_list(v), *paragraphs(stop(v.text("request"))),
        *paragraphs(stop(v.text("respondent_view")), "被申请单位的意见："),
        heading(f"二、{word}查明"),
        *paragraphs(f"{word}人员{v.text('investigators')}（与本事项没有利害关系）查明："),
        *numbered(stop(v.of(p, "facts")) for p in v.points),
        heading(f"三、{word}认为"), *numbered(stop(v.of(p, "judgment")) for p in v.points),
        *paragraphs(f"经{v.text('session_on')}{v.text('session_how') or BY_COMMITTEE}，依照{_law(v, word)}，{word}意见如下。"),
        heading(f"四、{word}意见"),
    ]  # fmt: skip
    for at, p in enumerate(v.points, 1):
        number = f"（{chinese(at)}）" if len(v.points) > 1 else ""
        changed = v.of(p, "changed")
        outcome = v.of(p, "outcome") + (f"为{changed}" if changed else "")
        blocks += paragraphs(stop(v.of(p, "opinion")), f"{number}{open_end(v.words(p))}：{outcome}。")
        by = v.of(p, "execution_by")
        blocks += paragraphs(f"依据：{stop(v.of(p, 'basis'))}" + (f"最迟{by}落实。" if by else ""))
    if v.has("redo_days"):
        blocks += paragraphs(
            f"撤销的各项，由{v.text('respondent') if word == '复查' else '原办理机关'}自收到本意见之日起{v.text('redo_days')}日内"
            f"重新作出处理意见，不得以同一事实和理由作出与原意见基本相同的意见；对重新作出的意见，可以另行申请复查。"
        )
    return blocks


def _law(v: Values, word: str) -> str:
    return v.cite("review") if word == "复查" else v.cite("again")


def _hearing(v: Values) -> str:
    if not (v.spec_has("hearing_days") and v.has("hearing_days")):
        return ""
    return f"其间举行听证，用了{v.text('hearing_days')}日，不计算在期限内。"


def _next(v: Values) -> list[Block]:
    organs = [
        open_end(row["name"])
        + (f"，递交地点：{open_end(row['place'])}" if row["place"] else "")
        + (f"，电话：{row['phone']}" if row["phone"] else "")
        + "。"
        for row in v.rows("next_organs")
    ] or [stop(v.text("next_organs"))]
    return [
        heading("五、不服本意见怎么办"),
        *paragraphs(
            f"不服本意见的，可以自收到本意见书之日起{v.text('next_days')}日内，书面请求下列机关复核"
            f"（依据：{v.law('next_provision')}）："
        ),
        *numbered(organs),
        *materials(v, "复核"),
        *paragraphs(
            f"期限从{v.you}收到的第二天算起，最后一天是休息日的，延到休息日后的第一个工作日；邮寄的以寄出的日子为准。"
            "书写有困难的，可以当面口述，由工作人员记录。"
        ),
    ]


def no_more_acceptance_notice(v: Values) -> Body:
    """After re-review, on the same facts and reasons; new ones are dealt with (R22 36(3))."""
    number = f"（{v.text('final_number')}）" if v.has("final_number") else ""
    blocks = paragraphs(f"{v.you}再次提出的下列诉求，已经过复查、复核：")
    blocks += point_list(v)
    blocks += titled(
        "复核意见", f"{open_end(v.text('final_paper'))}{number}，{v.text('final_served_on')}送达"
    )
    blocks += titled("核对结论", v.text("compared"))
    blocks += titled(
        "决定",
        f"没有新的事实和理由，依照{v.cite('end')}不再受理。以后以同一事实和理由再提出的，只登记，不再另行告知",
    )
    blocks += titled("有新的事实和理由", v.text("new_facts"))
    return Body((*blocks, *contact(v)))
