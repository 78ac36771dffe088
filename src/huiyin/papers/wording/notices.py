"""Notices to petitioners: receipt, destination, acceptance, path, non-acceptance, extension, reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.papers.blocks import Block, Body, Cell, form, pair, paragraphs, wide
from huiyin.papers.citing import chinese, cite
from huiyin.papers.wording.values import (
    Values,
    came,
    contact,
    counting,
    joined,
    matter,
    numbered,
    open_end,
    point_list,
    sent,
    stop,
    titled,
)


def receipt(v: Values) -> Body:
    """Proof that a matter came in, and how to follow it (R22 21(2))."""
    coming = {
        "dispatch": f"我们把事项交给{v.says('organ')}，或者报请决定，并把去向告诉{v.you}",
        "tell": f"我们书面告诉{v.you}{v.says('tell')}",
        "reply": f"我们答复{v.you}",
        "pass_on": f"我们按管理权限转给{v.says('organ')}，或者报请决定；能不能告知、怎样反馈，按有关规定办理",
        "by_rule": "我们按检举控告的有关规定接收、办理和反馈，材料和有关情况不会透露或者转给被反映的单位和个人",
    }.get(str(v.raw("next_step")), v.text("next_step"))
    rows = [
        pair("登记编号", v.text("register_no"), "登记日期", v.text("registered_on")),
        pair("提出日期", v.text("entry_on"), "信访渠道", _channel(v)),
        (Cell("查询码", head=True), Cell(v.text("query_code"), span=3, big=True)),
        wide("怎样查询", v.text("query_where") + (f"\n电话：{v.text('phone')}" if v.has("phone") else "")),
    ]
    if v.has("persons"):
        rows.append(wide("信访人数", f"{v.text('persons')}人"))
    if v.has("materials"):
        rows.append(wide("收到的材料", "\n".join(v.raw("materials"))))
    by = "" if v.raw("next_step") == "by_rule" else f"最迟{v.text('tell_by')}\n"
    counted = "".join(v.raw("counting") or ()) if by else ""
    rows.append(
        wide(
            "下一步",
            f"{by}{coming}（依据：{v.law('tell_provision')}）。"
            + (f"\n期限怎样算：{counted}" if counted else ""),
        )
    )
    blocks = [
        *paragraphs(f"{came(v)}已经登记，请留好本回执。"),
        form(rows),
        *paragraphs(
            "登记编号和查询码可以查到事项办到了哪一步。查询码遗失的，凭身份证明到任何一个信访窗口都可以补打。"
            "本回执证明我们收到了事项，不表示已经受理。"
        ),
    ]
    return Body(tuple(blocks), qr=str(v.raw("query_url") or ""))


def _channel(v: Values) -> str:
    place = f"（{v.text('channel_place')}）" if v.has("channel_place") else ""
    return v.text("channel") + place


def destination_notice(v: Values) -> Body:
    """Where the matter went, in neutral words: no request is repeated here (R22 23(1))."""
    blocks = paragraphs(
        f"{came(v)}，{v.us}于{v.text('registered_on')}登记，登记编号{v.text('register_no')}。"
        f"{v.says('sorted')}，依照{_told_under(v)}，现将去向告诉{v.you}："
    )
    blocks += numbered(_destinations(v))
    if all(point.get("to_how") == "report" for point in v.points) and v.points:
        blocks += paragraphs(f"决定作出、事项转出以后，{v.us}再把去向告诉{v.you}。", "什么时候有消息：")
        return Body((*blocks, *titled("另外说明", v.text("note")), *contact(v)))
    blocks += paragraphs(
        f"收到事项的机关最迟{v.text('tell_by')}书面告诉{v.you}，{v.says('tell')}"
        f"（依据：{v.law('tell_provision')}）。到期没有收到通知的，请联系{v.us}，由{v.us}催办。",
        "什么时候有消息：",
    )
    blocks += counting(v)
    if v.has("object_by"):
        blocks += paragraphs(
            f"该机关认为不归它管的，最迟{v.text('object_by')}向{v.us}提出并说明理由。去向有变化的，"
            f"{v.us}另行告诉{v.you}；{v.you}不必自己去找。"
        )
    blocks += paragraphs(
        "材料已经随事项转去，不需要重复递交。以后有新的材料，交给收到事项的机关或者交来都可以。"
    )
    blocks += titled("另外说明", v.text("note"))
    return Body((*blocks, *contact(v)))


def _told_under(v: Values) -> str:
    """R22 22(1) with the rules of classified handling for petition offices, R22 23 for every other organ."""
    if v.raw("told_by") != "petition" or "tell_petition" not in v.spec.cites:
        return v.cite("tell")
    return f"{v.cite('tell_petition')}、{v.cite('tell_rule')}"


def _destinations(v: Values) -> list[str]:
    """One sentence for each office, naming points by their numbers only."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for at, point in enumerate(v.points or [{}], 1):
        went = (v.of(point, "to_office"), v.of(point, "to_on"), str(point.get("to_how", "")))
        groups.setdefault(went, []).append(int(point.get("no", at)))
    said = []
    for (office, on, how), numbers in groups.items():
        which = "" if len(groups) == 1 else "第" + "、".join(chinese(n) for n in numbers) + "项："
        match how:
            case "keep":
                said.append(f"{which}由{v.us}自己办理，自{on}起。")
            case "report":
                said.append(f"{which}已于{on}报请{office}决定。")
            case _:
                said.append(f"{which}已于{on}{'交办' if how == 'assign' else '转送'}{office}。")
    return said


def acceptance_notice(v: Values) -> Body:
    """The matter is accepted and will be answered by a day that is named (R22 23, 31[6], 34)."""
    blocks = paragraphs(f"{came(v)}，{sent(v)}{v.us}于{v.text('received_on')}收到。我们记下的诉求是：")
    blocks += point_list(v)
    blocks += paragraphs("漏记、错记的，请告诉承办人，我们随时更正。")
    blocks += titled(
        "受理决定",
        joined(
            v.text("competence"),
            f"依照{v.cite('accept')}，{v.us}自{v.text('accepted_on')}{v.says('accepted')}",
        ),
    )
    blocks += titled(
        "答复期限",
        f"{_counted_from(v)}{v.text('period_days')}日，最迟{v.text('due_on')}给{v.you}书面处理意见"
        f"（{v.cite('period')}）。情况复杂需要更长时间的，须经本单位负责人批准，"
        f"最多再延长{v.text('extension_max')}日，并把理由告诉{v.you}",
    )
    blocks += counting(v)
    blocks += titled("接下来", v.text("plan"))
    blocks += titled("请补充材料", v.text("supplement"))
    blocks += titled(
        f"{v.you}可以",
        f"随时补充证据和说明；认为承办人与这件事或者与{v.you}有直接利害关系的，要求他回避"
        f"（{v.cite('recusal')}）；事情重大、复杂、疑难的，建议举行听证（{v.cite('hearing')}）；"
        f"对办理有意见的，向{open_end(v.text('oversight'))}反映",
    )
    return Body((*blocks, *contact(v)))


def _counted_from(v: Values) -> str:
    """From acceptance; told late, from the day by which it should have been told, so that nobody gains by silence."""
    if not v.has("counted_from"):
        return "自受理之日起"
    day = v.text("counted_from")
    return f"{v.us}最迟应当在{day}告知而没有按时告知（{v.cite('late')}），期限不从受理之日、而从{day}起算"


def path_notice(v: Values) -> Body:
    """Which other procedure applies, and that the matter is already there (R22 31[1]-[5])."""
    path = str(v.raw("path") or "")
    which = f"（{cite('R22 ' + path)}）" if path else ""
    case = f"，案号：{v.text('case_number')}" if v.has("case_number") else ""
    blocks = paragraphs(
        f"{came(v)}，{sent(v)}{v.us}于{v.text('received_on')}收到。"
        f"其中下列诉求应当按照{open_end(v.text('procedure'))}办理："
    )
    blocks += point_list(v)
    blocks += titled("为什么走这个程序", f"{open_end(v.text('reason'))}{which}")
    blocks += titled("已经移交", f"材料已于{v.text('handed_on')}交给{v.text('handed_to')}{case}")
    blocks += titled(f"需要{v.you}做什么", v.text("to_do"))
    if v.has("apply_limit"):
        blocks += titled("那里的申请期限", v.text("apply_limit"))
    blocks += titled("请注意期限", v.text("closing_window"))
    blocks += titled("多久有结果", v.text("limit"))
    blocks += titled("对结果不服", v.text("remedy"))
    blocks += titled(
        "还有两点",
        f"上述诉求由那里依法作出结论，不再另出信访处理意见；结果作出后，我们会告诉{v.you}。"
        f"认为不该走这个程序的，可以向{open_end(v.text('oversight'))}说明理由，请求重新甄别",
    )
    return Body((*blocks, *contact(v)))


def non_acceptance_notice(v: Values) -> Body:
    """Refused on a ground of the closed list, with the office that does deal with it (R22 19(3), 23(1))."""
    blocks = paragraphs(
        f"{came(v)}，{v.us}于{v.text('received_on')}收到{_registered(v)}。其中下列诉求，{v.us}不予受理："
    )
    blocks += point_list(v)
    blocks += titled("查明的情况", joined(v.text("facts"), _current(v)))
    blocks += titled("依据", f"属于“{v.text('ground')}”的情形，依照{v.law('ground_provision')}，不予受理")
    if v.raw("ground") == "superior_in_handling":
        office = v.text("current_office") or "原办理单位"
        blocks += paragraphs(f"这不影响{office}继续办理，{v.you}已经交过的材料仍然有效，不必重交。")
    blocks += titled("应当找谁", v.text("go_to"))
    blocks += titled("新提出的内容", v.text("new_content"))
    blocks += titled("不同意怎么办", v.text("objection"))
    return Body((*blocks, *contact(v)))


def _registered(v: Values) -> str:
    """A refusal is registered too, and says when."""
    if v.raw("registered_on") == v.raw("received_on"):
        return "并登记"
    return f"，{v.text('registered_on')}登记"


def _current(v: Values) -> str:
    """Who deals with it now, since when, until when."""
    if not v.has("current_office"):
        return ""
    said = f"有权处理的单位是{v.text('current_office')}"
    if v.has("current_accepted_on"):
        said += f"，已于{v.text('current_accepted_on')}受理"
    if v.has("current_number"):
        said += f"（{v.text('current_number')}）"
    if v.has("current_due_on"):
        said += f"，最迟{v.text('current_due_on')}答复，目前没有超过期限"
    return said


def extension_notice(v: Values) -> Body:
    """By how many days, until when and precisely why (R22 34)."""
    blocks = paragraphs(
        f"{v.you}反映的{matter(v)}，{v.us}于{v.text('accepted_on')}受理（{v.text('accepted_number')}），"
        f"原定最迟{v.text('original_due_on')}答复。因情况复杂，需要延长办理期限。"
    )
    blocks += titled(
        "延长到哪一天",
        f"依照{v.cite('extension')}，经{v.text('approved_by')}{v.text('approved_on')}批准，"
        f"延长{v.text('extended_days')}日，最迟{v.text('new_due_on')}给{v.you}书面处理意见。期限不会再次延长",
    )
    blocks += counting(v)
    blocks += titled("具体理由", v.text("reason"))
    blocks += titled("已经做了什么", v.text("done"))
    blocks += titled("接下来做什么", v.text("plan"))
    if v.has("oversight"):
        blocks += titled("对延期有意见", f"可以向{open_end(v.text('oversight'))}反映")
    return Body((*blocks, *contact(v)))


def reply(v: Values) -> Body:
    """The answer to an enquiry or a suggestion; not an opinion on a claim (R22 29(1))."""
    blocks = paragraphs(f"{came(v)}，{sent(v)}{v.us}于{v.text('received_on')}收到。现答复如下：")
    for at, point in enumerate(v.points, 1):
        blocks += _answered(v, point, f"（{chinese(at)}）" if len(v.points) > 1 else "")
    blocks += titled("依据", v.text("basis"))
    blocks += titled(f"{v.you}可以", v.text("to_do"))
    blocks += paragraphs(
        "本函答复的是咨询、意见和建议。有具体事情需要处理的，可以凭本函另行提出，我们照常登记。"
    )
    return Body((*blocks, *contact(v)))


def _answered(v: Values, point: Mapping[str, Any], number: str) -> list[Block]:
    return [
        *paragraphs(f"{number}{stop(v.words(point))}", "所问所提："),
        *paragraphs(stop(v.of(point, "answer")), "答复："),
    ]
