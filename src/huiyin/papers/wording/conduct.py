"""Papers on suggestions, accusations, urgent matters, competence, mediation, hearings, recusal and relief."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.papers.blocks import Block, Body, Cell, form, heading, pair, paragraphs, wide
from huiyin.papers.citing import chinese
from huiyin.papers.wording.values import (
    Values,
    came,
    contact,
    matter,
    numbered,
    open_end,
    point_list,
    sent,
    stop,
    titled,
)


def suggestion_reply(v: Values) -> Body:
    """Adopted, adopted in part or not, and why (R22 29(1))."""
    blocks = paragraphs(
        f"{came(v)}，{sent(v)}{v.us}于{v.text('received_on')}收到。谢谢{v.you}提出建议。现答复如下："
    )
    blocks += titled(f"怎样研究的（{v.cite('study')}）", v.text("study"))
    for at, p in enumerate(v.points, 1):
        number = f"（{chinese(at)}）" if len(v.points) > 1 else ""
        blocks += titled(f"{number}{v.you}的建议", v.words(p))
        blocks += titled("结论", f"{open_end(v.of(p, 'adoption'))}。{stop(v.of(p, 'reasons'))}")
        blocks += titled("接下来怎样做", v.of(p, "measures"))
    return Body((*blocks, *contact(v)))


def cadre_report(v: Values) -> Body:
    """To who manages the cadres; who petitioned is not said (R22 30(2), 30(3))."""
    blocks = paragraphs(
        f"{v.text('entry_on')}，{v.us}通过{v.text('channel')}收到反映干部问题的信访事项（{v.text('registered_on')}登记，"
        f"编号{v.text('register_no')}）。依照{v.cite('inform')}，现按照干部管理权限通报如下："
    )
    blocks += titled("反映谁", v.text("cadres"))
    blocks += titled("反映的主要问题", v.text("situation"))
    blocks += titled("办理去向", v.text("passed_to"))
    blocks += titled("说明", v.text("note"))
    blocks += titled(
        "保密", f"检举控告材料及有关情况不得透露、转给被检举控告的人员或者单位（{v.cite('secrecy')}）"
    )
    return Body((*blocks, *_asked(v)))


def _asked(v: Values) -> list[Block]:
    return paragraphs(f"联系人：{v.text('contact')}，电话：{v.text('phone')}。")


def _waited(v: Values) -> str:
    """How long the petitioner has waited: it never starts again."""
    if not v.has("first_entry_on"):
        return ""
    return f"信访人自{v.text('first_entry_on')}首次提出，至今已经{v.text('days_since_first')}日"


def competence_request(v: Values) -> Body:
    """Who should accept is put before the office above, or the joint conference (R22 24(1))."""
    blocks = paragraphs(
        f"{matter(v)}（{v.text('entry_on')}提出，{v.text('registered_on')}登记）涉及{v.text('concerned_offices')}，"
        f"对由谁受理有争议。依照{v.cite('decide')}，现提请决定。",
    )
    blocks += titled("已经等了多久", _waited(v))
    blocks += [heading("一、有争议的诉求"), *point_list(v)]
    blocks += [heading("二、各单位的意见和理由"), *paragraphs(stop(v.text("views")))]
    blocks += [heading("三、转送、协商的经过"), *paragraphs(stop(v.text("passed")))]
    if v.has("proposal"):
        blocks += [heading("四、我们的建议"), *paragraphs(stop(v.text("proposal")))]
    return Body((*blocks, *_asked(v)), title=f"关于提请决定{matter(v)}受理机关的请示")


def competence_decision(v: Values) -> Body:
    """The office named carries it out and objects no more (R22 24(1))."""
    blocks = paragraphs(f"{matter(v)}涉及{v.text('concerned_offices')}。依照{v.cite('decide')}，经研究决定：")
    blocks += titled("受理机关", f"下列诉求由{v.text('competent_office')}受理")
    blocks += point_list(v)
    blocks += titled("理由和职责依据", v.text("reasons"))
    blocks += titled("协办单位和分工", v.text("helping"))
    blocks += titled("执行", f"{v.says('carry')}；收到后按规定告知信访人")
    blocks += titled("已经等了多久", _waited(v))
    return Body((*blocks, *_asked(v)))


def urgent_report(v: Values) -> Body:
    """To the next higher petition department and the National Bureau (R22 25(2))."""
    persons = f"（{v.text('persons')}人）" if v.has("persons") else ""
    blocks = paragraphs(
        f"{v.text('entry_on')}，{v.us}通过{v.text('channel')}接到{matter(v)}{persons}，{v.text('registered_on')}登记。"
        f"依照{v.cite('report')}，现报告如下（同时报告国家信访局）："
    )
    blocks += [heading("一、事情经过和诉求"), *paragraphs(stop(v.text("situation")))]
    blocks += [heading("二、已经采取的措施"), *paragraphs(stop(v.text("measures")))]
    blocks += [
        heading("三、已经报告和通报"),
        *paragraphs(f"{open_end(v.text('told'))}（{v.cite('measures')}）。"),
    ]
    return Body((*blocks, *_asked(v)), title=f"关于{matter(v)}的紧急报告")


def mediation_agreement(v: Values) -> Body:
    """Parties, facts, terms, manner, period, signatures; nothing on petitioning again (R22 33)."""
    blocks = paragraphs(f"依照{v.cite('agree')}，经双方同意进行调解，就下列诉求达成一致：")
    blocks += point_list(v)
    blocks += titled("当事人", v.text("parties"))
    blocks += titled("调解人", v.text("mediator"))
    blocks += _agreed(v)
    if v.has("confirm_by"):
        blocks += titled(
            "司法确认",
            f"双方认为有必要的，可以自协议生效之日起30日内（最迟{v.text('confirm_by')}）共同向人民法院申请司法确认",
        )
    return Body((*blocks, _signed("调解人签名"), *contact(v)))


def settlement_agreement(v: Values) -> Body:
    """Settled of their own will (R22 33)."""
    blocks = paragraphs(f"依照{v.cite('agree')}，争议双方自愿和解，就下列诉求达成一致：")
    blocks += point_list(v)
    blocks += titled("当事人", v.text("parties"))
    blocks += _agreed(v)
    return Body((*blocks, _signed("见证人签名"), *contact(v)))


def _agreed(v: Values) -> list[Block]:
    return [
        *titled("事实和争议", v.text("facts")),
        *titled("协议内容", v.text("terms")),
        *titled("履行", f"{open_end(v.text('manner'))}，最迟{v.text('performed_by')}履行完毕"),
        *titled("签名、盖章", v.text("signatures")),
        *titled("说明", "达成协议不停止信访事项的办理期限；协议没有履行的，信访事项照常办理"),
    ]


def _signed(by: str) -> Block:
    """Room for the hands of both sides and of who stood by."""
    rows = [("当事人签名", "当事人签名"), (by, "日期")]
    cells = [tuple(c for label in row for c in (Cell(label, head=True), Cell(lines=2))) for row in rows]
    return form(cells, columns=(6, 8, 6, 8))


def hearing_decision(v: Values) -> Body:
    """Whether a hearing is held, and why (R22 31[6])."""
    blocks = paragraphs(f"对下列诉求，依照{v.cite('hearing')}，{v.us}决定{v.text('hearing_ordered')}：")
    blocks += point_list(v)
    blocks += titled("理由", v.text("reasons"))
    if v.raw("hearing_ordered") == "yes":
        blocks += titled("接下来", "听证的时间、地点、主持人和听证员另行书面通知")
    blocks += titled("期限", f"听证不停止办理期限（{v.cite('period')}）")
    return Body((*blocks, *contact(v)))


def hearing_notice(v: Values) -> Body:
    """When, where, who, and what those who take part may do (R22 31[6])."""
    blocks = paragraphs(f"依照{v.cite('hearing')}，{v.us}就下列诉求举行听证，请{v.you}参加：")
    blocks += point_list(v)
    blocks += titled("时间", f"{v.text('hearing_day')}{v.text('hour')}")
    blocks += titled("地点", v.text("place"))
    blocks += titled("主持人", v.text("chair"))
    blocks += titled("听证员", v.text("members"))
    blocks += titled(
        f"{v.you}可以",
        f"委托代理人；带证据和证人；陈述、质询、辩论；核对笔录后签名。认为主持人、听证员与这件事或者与{v.you}"
        f"有直接利害关系的，可以申请回避（{v.cite('recusal')}）。不能按时参加的，请提前告诉我们改期",
    )
    blocks += titled("另外说明", v.text("note"))
    return Body((*blocks, *contact(v)))


def hearing_record(v: Values) -> Body:
    """Who was there, what was said and shown, and who signed."""
    rows = [
        wide("信访事项", v.text("subject")),
        wide("听证事项", "\n".join(stop(v.words(p)) for p in v.points)),
        pair("听证日期", v.text("hearing_day"), "依据", v.cite("hearing")),
        pair("主持人", v.text("chair"), "听证员", v.text("members")),
        wide("参加人", stop(v.text("parties"))),
        wide("陈述", stop(v.text("statements")), lines=4),
        wide("证据", stop(v.text("evidence")), lines=3),
        wide("质询和辩论", stop(v.text("debate")), lines=3),
        wide("评议、合议", stop(v.text("views")), lines=3),
        wide("核对和签名", stop(v.text("signatures")), lines=2),
    ]
    return Body((form(rows),), salutation=False, signature=False)


def hearing_conclusion(v: Values) -> Body:
    """What the hearing found; the opinion follows apart (R22 31[6])."""
    blocks = paragraphs(
        f"{v.text('hearing_held_on')}，{v.us}依照{v.cite('hearing')}举行了听证（主持人和听证员：{open_end(v.text('members'))}）。结论如下："
    )
    blocks += numbered(
        f"{stop(v.words(p))}查明：{stop(v.of(p, 'facts'))}结论：{stop(v.of(p, 'conclusion'))}"
        for p in v.points
    )
    blocks += titled(
        "说明",
        f"本结论不是处理意见。处理意见在办理期限内另行送达，并写明怎样采用听证结论（{v.cite('period')}）",
    )
    return Body((*blocks, *contact(v)))


def recusal_decision(v: Values) -> Body:
    """Whether the officer stands back, why, and who goes on (R22 28(3))."""
    blocks = paragraphs(
        f"关于{open_end(v.text('officer_name'))}是否应当回避，依照{v.cite('recusal')}，{v.us}决定：{v.text('recusal_result')}。"
    )
    blocks += titled("理由", v.text("reasons"))
    blocks += titled("由谁接着办", v.text("next_officer"))
    blocks += paragraphs("这项决定不改变办理期限。")
    return Body((*blocks, *contact(v)))


def relief_referral(v: Values) -> Body:
    """The hardship, not the petition (R22 37(2))."""
    who = f"{v.text('petitioner')}" if v.has("petitioner") else "有关当事人"
    reach = f"联系方式：{v.text('petitioner_contact')}。" if v.has("petitioner_contact") else ""
    blocks = paragraphs(
        f"{open_end(who)}生活确有困难，依照{v.cite('relief')}，经本人同意，现转介你单位，请依法办理{v.text('relief_kind')}申请。{reach}"
    )
    blocks += titled("困难情况", v.text("hardship"))
    blocks += titled("请帮助", v.text("request"))
    blocks += titled("说明", v.text("note"))
    return Body((*blocks, *_asked(v)))


BODIES: Mapping[str, Callable[[Values], Body]] = {
    f.__name__: f
    for f in (
        suggestion_reply, cadre_report, competence_request, competence_decision, urgent_report, mediation_agreement,
        settlement_agreement, hearing_decision, hearing_notice, hearing_record, hearing_conclusion, recusal_decision,
        relief_referral,
    )
}  # fmt: skip
