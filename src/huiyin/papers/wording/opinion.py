"""The handling opinion (信访事项处理意见书, R22 32): point by point, then where it can be reviewed."""

from __future__ import annotations

from huiyin.papers.blocks import Block, Body, heading, paragraphs
from huiyin.papers.citing import chinese
from huiyin.papers.wording.values import (
    Values,
    came,
    contact,
    joined,
    materials,
    numbered,
    open_end,
    sent,
    stop,
)


def handling_opinion(v: Values) -> Body:
    """Request, facts and reasons, opinion and legal basis of every point; execution; review."""
    sections = [
        ("诉求和理由", _requests(v)),
        ("查明的事实", _facts(v)),
        ("处理意见和依据", _opinions(v)),
        ("怎样落实", _execution(v)),
        ("不服本意见怎么办", _review(v)),
    ]
    blocks = [
        *paragraphs(stop(v.text("identity")), "信访人："),
        *paragraphs(f"{_history(v)}现已调查终结，依照{v.cite('opinion')}答复如下："),
    ]
    at = 0
    for title, section in sections:
        if section:
            at += 1
            blocks += [heading(f"{chinese(at)}、{title}"), *section]
    return Body((*blocks, *contact(v)))


def _history(v: Values) -> str:
    extended = ""
    if v.has("extended_days"):
        when = f"{v.text('approved_on')}" if v.has("approved_on") else ""
        extended = f"经本单位负责人{when}批准延长{v.text('extended_days')}日，"
    if v.has("redo_order"):
        return (
            f"{came(v)}，{v.us}于{v.text('accepted_on')}受理（{v.text('accepted_number')}）并作出过处理意见；"
            f"下列诉求的意见已由{v.text('redo_order')}撤销，要求重新办理，最迟{v.text('due_on')}重新答复。"
        )
    return (
        f"{came(v)}，{sent(v)}{v.us}于{v.text('received_on')}收到，{v.text('accepted_on')}受理"
        f"（{v.text('accepted_number')}），{extended}最迟{v.text('due_on')}答复。"
    )


def _requests(v: Values) -> list[Block]:
    return numbered(f"{open_end(v.words(p))}。理由：{stop(v.of(p, 'reasons'))}" for p in v.points)


def _facts(v: Values) -> list[Block]:
    return [
        *paragraphs(stop(v.text("inquiry")), "调查经过："),
        *numbered(stop(v.of(p, "facts")) for p in v.points),
        *paragraphs(stop(v.text("evidence")), "证据："),
    ]


def _opinions(v: Values) -> list[Block]:
    blocks: list[Block] = []
    for at, p in enumerate(v.points, 1):
        number = f"（{chinese(at)}）" if len(v.points) > 1 else ""
        blocks += paragraphs(
            stop(v.of(p, "opinion")), f"{number}{open_end(v.words(p))}：{v.of(p, 'outcome')}。"
        )
        blocks += paragraphs(f"依据：{stop(v.of(p, 'basis'))}")
    return blocks


def _execution(v: Values) -> list[Block]:
    said = []
    for at, p in enumerate(v.points, 1):
        who, by = v.of(p, "execution"), v.of(p, "execution_by")
        if who or by:
            number = f"第{chinese(at)}项：" if len(v.points) > 1 else ""
            said.append(number + joined(f"最迟{by}完成" if by else "", who))
    return [block for text in said for block in paragraphs(text)]


def _review(v: Values) -> list[Block]:
    organs = [
        open_end(row["name"])
        + (f"，递交地点：{open_end(row['place'])}" if row["place"] else "")
        + (f"，电话：{row['phone']}" if row["phone"] else "")
        + "。"
        for row in v.rows("review_organs")
    ] or [stop(v.text("review_organs"))]
    several = f"下列机关（由{v.you}选择其中一个）" if len(organs) > 1 else "下列机关"
    return [
        *paragraphs(
            f"不服本意见的，可以自收到本意见书之日起{v.text('review_days')}日内，"
            f"书面请求{several}复查（依据：{v.law('review_provision')}）："
        ),
        *numbered(organs),
        *materials(v, "复查"),
        *paragraphs(
            f"期限从{v.you}收到的第二天算起，最后一天是休息日的，延到休息日后的第一个工作日；邮寄的以寄出的日子为准。"
            "请带上本意见书和身份证明；书写有困难的，可以当面口述，由工作人员记录。"
        ),
    ]
