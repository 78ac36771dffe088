"""Papers from office to office: transfer slip, assignment letter, extract, closing report."""

from __future__ import annotations

from huiyin.papers.blocks import Block, Body, Cell, form, heading, pair, paragraphs, wide
from huiyin.papers.citing import chinese
from huiyin.papers.wording.values import Values, joined, matter, numbered, open_end, stop, titled

_SECRECY = "信访人的姓名、联系方式和材料只供办理使用，不得向被反映的单位和个人透露或者转交"
_WITHHELD = "按信访人要求不提供，需要联系的由我们转达"


def _asks(v: Values) -> list[str]:
    """What each point asks for, with its own path where the points do not share one."""
    if not v.spec_has("point_path") or v.has("path"):
        return [stop(v.words(p)) for p in v.points]
    paths = [v.of(p, "point_path") for p in v.points]
    return [
        f"{open_end(v.words(p))}（{path}）。" if path else stop(v.words(p))
        for p, path in zip(v.points, paths, strict=True)
    ]


def _listed(v: Values) -> str:
    """The points as lines of a cell."""
    asks = _asks(v)
    if len(asks) == 1:
        return asks[0]
    return "\n".join(f"（{chinese(at)}）{ask}" for at, ask in enumerate(asks, 1))


def _accuses(v: Values) -> bool:
    """An accusation is received, handled and fed back by rules of its own (R22 23(4), 30(1))."""
    return bool(v.raw("path") == "30")


def _secrecy(v: Values) -> str:
    what = "检举控告材料及有关情况不得透露、转给被检举控告的人员或者单位" if _accuses(v) else _SECRECY
    return f"{what}（{v.cite('secrecy')}）"


def _way(v: Values) -> tuple[str, str]:
    """By which path it goes, where the law in force asks for one."""
    chosen = v.text("path") or ("见各项诉求" if any(v.of(p, "point_path") for p in v.points) else "")
    return ("处理途径", chosen) if chosen else ("信访人数", f"{v.text('persons') or 1}人")


def _counted(v: Values, at: int) -> str:
    """In brackets how the day to tell (0) or to object (1) was counted."""
    said = v.raw("counting") or ()
    return f"（{said[at]}）" if len(said) > at else ""


def _telling(v: Values) -> str:
    """What the receiving office has to tell the petitioner, and by when."""
    if _accuses(v):
        return f"按照检举控告的有关规定接收、受理、办理，并依规定反馈（{v.cite('accusation')}）"
    return f"最迟{v.text('tell_by')}{_counted(v, 0)}{v.says('tell')}（{v.law('tell_provision')}）"


def _objecting(v: Values) -> str:
    """How the receiving office says that it is not competent, where the law knows an objection (not before 2022)."""
    if not v.has("object_by"):
        return ""
    return (
        f"不属于你单位职权范围的，最迟{v.text('object_by')}{_counted(v, 1)}书面提出异议并详细说明理由；"
        f"{v.us}核实同意以前，材料不退回，告知的期限照常计算（{v.law('object_provision')}）"
    )


def _who(v: Values) -> str:
    """The petitioner, or that the name is kept back on request."""
    if v.raw("withheld") == "yes":
        return _WITHHELD
    persons = f"（共{v.text('persons')}人）" if v.spec_has("persons") and v.has("persons") else ""
    return f"{v.text('petitioner')}{persons}"


def transfer_slip(v: Values) -> Body:
    """Passed to the office with power to settle it; no period set, no report asked (R22 22(1)[2])."""
    rows = [
        pair("登记编号", v.text("register_no"), "登记日期", v.text("registered_on")),
        pair("提出日期", v.text("entry_on"), "信访渠道", v.text("channel")),
        pair("初次或者重复", v.text("first_or_repeat"), *_way(v)),
    ]
    if v.has("first_entry_on"):
        rows.append(pair("首次提出", v.text("first_entry_on"), "至今", f"{v.text('days_since_first')}日"))
    if v.has("urgency") or v.has("outside_number"):
        rows.append(
            pair("紧急程度", v.text("urgency") or "一般", "上级来件编号", v.text("outside_number") or "无")
        )
    if _who(v):
        rows.append(wide("信访人", _who(v)))
    if v.raw("withheld") != "yes":
        if v.has("representatives"):
            rows.append(wide("代表", v.text("representatives")))
        if v.has("petitioner_contact"):
            rows.append(wide("联系方式", v.text("petitioner_contact")))
    if v.has("instruction"):
        rows.append(wide("领导批示", v.text("instruction")))
    rows += [wide("诉求", _listed(v)), wide(v.says("sorted"), stop(v.text("screening")))]
    if v.has("materials"):
        rows.append(wide("随转材料", v.text("materials")))
    if v.has("note"):
        rows.append(wide("办理提示", stop(v.text("note"))))
    rows.append(
        wide(
            "办理要求",
            "\n".join(
                f"{chinese(at)}、{stop(text)}"
                for at, text in enumerate(
                    [text for text in (_telling(v), _objecting(v), _secrecy(v)) if text], 1
                )
            ),
        )
    )
    rows.append(pair("联系人", v.text("contact"), "电话", v.text("phone")))
    opening = paragraphs(f"现有信访事项一件，依照{v.cite('send')}转送你单位，请依法处理。")
    return Body((*opening, form(rows)))


def assignment_letter(v: Values) -> Body:
    """An important matter with a set period; result and closing report are due (R22 22(1)[3])."""
    who = f"信访人（{_WITHHELD}）" if v.raw("withheld") == "yes" else _who(v) or "信访人"
    at = f"到{v.text('channel_place')}" if v.has("channel_place") else "通过"
    blocks = paragraphs(
        f"{v.text('entry_on')}，{open_end(who)}{at}{v.text('channel')}，提出以下诉求（{v.text('registered_on')}登记，"
        f"{v.text('first_or_repeat')}）："
    )
    blocks += numbered(_asks(v))
    blocks += titled(v.says("sorted"), v.text("screening"))
    blocks += titled("领导批示", v.text("instruction"))
    marks = [
        f"{label}：{v.text(key)}"
        for label, key in (("紧急程度", "urgency"), ("上级来件编号", "outside_number"))
        if v.has(key)
    ]
    blocks += paragraphs(stop("；".join(marks)))
    if v.has("first_entry_on"):
        blocks += titled(
            "已经等了多久",
            f"信访人自{v.text('first_entry_on')}首次提出，至今{v.text('days_since_first')}日；转交多少次都不重新起算",
        )
    blocks += paragraphs(f"依照{v.cite('send')}，现交你单位办理。请做好以下工作：")
    blocks += _tasks(v)
    return Body((*blocks, *_asked(v)), title=f"关于交办{matter(v)}的函")


def _tasks(v: Values) -> list[Block]:
    limit = f"自受理之日起{v.text('period_days')}日内办结" if v.has("period_days") else "在法定期限内办结"
    opinion = f"{limit}，对每项诉求分别作出处理意见（{v.cite('opinion')}）"
    if v.raw("path") == "31[6]":
        how = f"{v.says('petition')}，{opinion}。"
    elif v.has("path"):
        how = f"按照{v.text('path')}办理" + ("。" if _accuses(v) else "，并把程序、期限和救济告知信访人。")
    else:
        how = f"{v.says('other')}，{opinion}。"
    reach = (
        f"信访人联系方式：{open_end(v.text('petitioner_contact'))}。" if v.has("petitioner_contact") else ""
    )
    if v.raw("withheld") == "yes":
        reach = ""
    return [
        heading("一、按时告知"),
        *paragraphs(joined(_telling(v), _objecting(v))),
        heading("二、依法办理"),
        *paragraphs(how),
        heading("三、报告结果"),
        *paragraphs(f"最迟{v.text('report_by')}向{v.us}报送办结报告。{stop(v.text('demands'))}"),
        heading("四、严守保密"),
        *paragraphs(f"{_secrecy(v)}。{reach}"),
    ]


def _asked(v: Values) -> list[Block]:
    return paragraphs(f"联系人：{v.text('contact')}，电话：{v.text('phone')}。")


def extract(v: Values) -> Body:
    """What of a letter concerns the receiving office; the original stays where it is (R22 30(3))."""
    rows = [
        pair("提出日期", v.text("entry_on"), "信访渠道", v.text("channel")),
        pair("登记日期", v.text("registered_on"), "原件保存", v.text("original_at")),
    ]
    if _who(v):
        rows.append(wide("信访人", _who(v)))
    rows += [
        wide("诉求", _listed(v)),
        wide("摘录内容", v.text("extract"), lines=6),
    ]
    if v.has("note"):
        rows.append(wide("说明", stop(v.text("note"))))
    rows.append(pair("摘录人", v.text("made_by"), "摘录日期", v.text("made_on")))
    if v.has("contact"):
        rows.append(pair("联系人", v.text("contact"), "电话", v.text("phone")))
    opening = paragraphs("以下摘自信访人提交的材料，与你单位职责有关。摘录与原件核对无误，原件不随转。")
    return Body((*opening, form(rows)))


def closing_report(v: Values) -> Body:
    """To the assigning office: the result of each point, service, execution (R22 22(1)[3])."""
    accepted = f"{v.text('accepted_on')}受理，" if v.has("accepted_on") else ""
    blocks = paragraphs(
        f"{v.text('sent_on')}你单位交办（{v.text('sent_number')}）的{matter(v)}，"
        f"{v.us}于{v.text('received_on')}收到，{accepted}现已办结。依照{v.cite('report')}报告如下："
    )
    blocks += [
        heading("一、办理过程"),
        *paragraphs(stop(v.text("process"))),
        heading("二、办理结果"),
        _results(v),
    ]
    served = f"结果文书{v.text('decided_number')}" if v.has("decided_number") else ""
    if served and v.has("served_on"):
        blocks += paragraphs(f"{served}已于{v.text('served_on')}送达信访人。")
    elif served:
        blocks += paragraphs(f"{served}，送达情况见所附送达回证。")
    blocks += [heading("三、信访人的意见"), *paragraphs(stop(v.text("petitioner_view")))]
    if v.has("follow_up"):
        blocks += [heading("四、后续工作"), *paragraphs(stop(v.text("follow_up")))]
    return Body((*blocks, *_asked(v)), title=f"关于{matter(v)}办结情况的报告")


def _results(v: Values) -> Block:
    """Point, outcome, how it was answered, what has been carried out."""
    head = tuple(Cell(text, head=True) for text in ("诉求", "结论", "办理结果", "落实情况"))
    rows = [
        tuple(
            Cell(text)
            for text in (
                (f"（{chinese(at)}）" if len(v.points) > 1 else "") + v.words(p),
                v.of(p, "decided_outcome"),
                v.of(p, "result"),
                v.of(p, "execution_state") or v.of(p, "execution_standing") or "不涉及",
            )
        )
        for at, p in enumerate(v.points, 1)
    ]
    return Block("table", rows=(head, *rows), columns=(7, 4, 10, 9), header=True)
