"""Why an act is not open. Each guard takes (state, act, proceeding, law, world) and gives a refusal or None.

A guard named here is asked whenever the line is folded, unless it is in `AT_ENTRY`: those look at what was
known when the act was recorded (offices, posts, drafts) and are asked once, then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .law import Law
from .model import Act, Proceeding, Refused, State, World

Guard = Callable[[State, Act, Proceeding | None, Law, World], Refused | None]


def _no(code: str, zh: str, en: str, provision: str = "") -> Refused:
    return Refused(code, zh, en, provision)


# ------------------------------------------------------------------ registering and sending on


def received_not_after_recorded(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.recorded and a.on > a.recorded:
        return _no("future", f"收到日期 {a.on} 在录入日期 {a.recorded} 之后。", f"Received on {a.on}, after it was entered.")
    return None


def repeat_names_a_matter(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("result") == "repeat" and not a.codes.get("linked"):
        return _no("repeat", "判为重复的，要指明与哪一件重复。", "A repeat names the matter it repeats.", "导则 2.5.1(三)")
    return None


def path_fits_purpose(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    path = str(a.codes.get("path", "none"))
    for no in a.points:
        purpose = a.codes.get("purpose") or s.points[no].purpose
        allowed = {"claim": "31", "suggestion": "29", "accusation": "30"}.get(str(purpose), "none")
        if path != "none" and not path.startswith(allowed):
            return _no(
                "path", f"诉求{no}的目的与第{path}项途径不符。", f"Path {path} does not fit the purpose of point {no}.", "R22 29-31"
            )
    return None


def not_judged_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.judged:
        return _no("judged", "已经判重；判错的请更正该条记录。", "Decided already; correct that act if it was wrong.", "导则 2.5.1(三)")
    return None


def accusation_here(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.restricted and not any(q.purpose == "accusation" for q in s.points.values()):
        return _no("no_accusation", "本卷没有检举控告。", "There is no accusation in this file.", "R22 30(3)")
    return None


def judged(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.judged:
        return _no("judge", "还没有判重：请先记录初次或者重复。", "First or repeat has not been decided yet.", "导则 2.5.1(三)")
    return None


def office_exists(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not a.to or not w.exists(a.to, a.on):
        return _no("office", f"{a.on} 没有单位“{a.to}”。", f"There is no office '{a.to}' on {a.on}.", "R22 24")
    return None


def not_to_itself(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and a.to == p.office:
        return _no("itself", "不能转给本单位自己；属于本单位职权的由本单位办理。", "It cannot be sent to the office itself.", "R22 22(1)")
    return None


def never_to_accused(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 30(3), 46[5]: never to the office accused, nor to any office under it along any relation."""
    targets = [a.to or (p.office if p else ""), *a.codes.get("helping", ())]
    for accused in s.accused:
        closed = w.under(accused, a.on) | {accused}
        for target in targets:
            if target in closed:
                return _no(
                    "accused",
                    "检举控告材料及有关情况不得透露、转给被检举控告的人员或者单位（含其下属单位）。",
                    "Accusation material is never passed or shown to the office accused or to one under it.",
                    "R22 30(3)",
                )
    return None


def accused_known(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    accusing = any(s.points[no].purpose == "accusation" for no in a.points)
    if accusing and not s.accused_known:
        return _no(
            "accused_unknown",
            "转出检举控告前，请先记明每一被反映单位，或者确认被反映人不在系统所列单位。",
            "Before an accusation goes on, each accused is named as an office here or confirmed to be outside.",
            "R22 30(3)",
        )
    return None


def receiver_handles_restricted(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.restricted and not w.handles_restricted(a.to, a.on):
        return _no(
            "restricted",
            "限制知悉的事项只能转给设有专办员的单位；该单位没有专办员。",
            "A restricted matter goes only to an office with an officer named for restricted matters.",
            "R22 30(3)",
        )
    return None


def sole_handling_needs_reason(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    complained = {a.codes.get("complained") or s.points[no].complained for no in a.points if no in s.points}
    if a.to in complained and not a.codes.get("helping") and not a.codes.get("sole_reason"):
        return _no(
            "sole",
            "承办单位就是被反映单位：由其单独办理要写明理由，或者加上协办单位。",
            "The office complained of would handle it alone: give the reason, or add a helping office.",
            "R22 28(3)",
        )
    return None


def feedback_in_future(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    due = a.codes.get("feedback_due")
    if not due:
        return _no("feedback", "交办要指定报送办结报告的日期。", "An assignment sets the day of the closing report.", "R22 22(1)[3]")
    if date.fromisoformat(str(due)) <= a.on:
        return _no("feedback", "报送办结报告的日期应当在交办日之后。", "The closing report is due after the day of assignment.", "R22 22(1)[3]")
    return None


def not_a_petition_office(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not w.may_answer(p.office):
        return _no(
            "competence", "信访部门和内设机构、村（居）委会不是有权处理机关，应当转送、交办。",
            "A petition office, section or village committee is not the competent organ: transfer or assign.", "R22 22(1)",
        )  # fmt: skip
    return None


def something_to_tell(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not [no for no in p.sent if no not in p.told]:
        return _no("told", "没有尚未告知去向的诉求。", "Nothing was sent on that is not yet told.", "R22 23(1)")
    if s.undeliverable:
        return _no("undeliverable", "姓名（名称）、地址不清，无法告知。", "Name or address unclear: nobody can be told.", "R22 23(2)")
    return None


def not_a_claim(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose in ("claim", "accusation") for no in a.points):
        return _no(
            "claim", "申诉求决和检举控告不能以答复了结，应当分办。",
            "A claim or accusation is not ended by a reply; it is dispatched.", "R22 31",
        )  # fmt: skip
    return None


def only_unclear_or_thanks(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose not in ("unclear", "thanks", "enquiry") for no in a.points):
        return _no("keep", "只有内容不清、咨询、感谢类可以存档备查。", "Only unclear letters, enquiries and thanks are kept on file.", "导则 2.5.2.3(五)")
    return None


def not_urgent(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.urgent:
        return _no("urgent", "重大紧急的事项不能存档了事。", "An urgent matter is not merely kept on file.", "R22 25")
    return None


def was_sent(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.how not in ("transfer", "assign"):
        return _no("sent", "不是转送、交办来的事项。", "It was not transferred or assigned here.", "R22 23(3)")
    return None


# ------------------------------------------------------------------ handling


def not_signed_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.signed_on:
        return _no("signed", f"已于 {p.signed_on} 签收。", f"Already signed for on {p.signed_on}.")
    return None


def within_objection_period(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = law.counted("objection", p.received) if p else None
    if p and found and found[1] and a.on > found[1].due:
        return _no(
            "objection_late",
            f"异议期限已于 {found[1].due} 届满（自收到之日起5个工作日）；确有错误的，请转出方收回。",
            f"The period to object ended on {found[1].due} (5 working days from receipt); the sender may still recall it.",
            "R22 23(3)",
        )
    return None


def may_issue_opinion(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not w.may_answer(p.office):
        return _no(
            "opinion", "该单位不是有权处理机关，不能受理或者出具处理意见。",
            "This office is not the competent organ: it can neither accept nor issue an opinion.", "R22 32(1)",
        )  # fmt: skip
    return None


def only_claims(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose != "claim" for no in a.points):
        return _no("purpose", "只有申诉求决类诉求适用第三十一条。", "Article 31 is for claims only.", "R22 31")
    return None


def only_accusations(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose != "accusation" for no in a.points):
        return _no("purpose", "只有检举控告按第三十条反馈。", "Feedback under article 30 is for accusations.", "R22 30(1)")
    return None


def path_is_another_procedure(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("path") not in ("31[1]", "31[2]", "31[3]", "31[4]", "31[5]"):
        return _no("path", "要指明第三十一条第一至五项中的哪一项。", "Name which of 31[1] to [5] it is.", "R22 31")
    return None


def procedure_known(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    key = str(a.codes.get("procedure", ""))
    if key not in law.book.procedures:
        return _no("procedure", f"没有程序“{key}”：请从清单中选择。", f"No procedure '{key}' in the list.", "R22 31")
    return None


def ground_in_list(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("ground") not in law.grounds:
        return _no("ground", "不予受理只能依据清单上的理由。", "Only a ground from the closed list refuses.", "R22 44[2]")
    return None


def ground_needs(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    ground = law.grounds.get(a.codes.get("ground"), {})
    for need in ground.get("needs", ()):
        if not a.codes.get(need):
            return _no("ground_needs", f"该理由还缺：{need}。", f"This ground also needs: {need}.", ground["provision"])
    if a.codes.get("ground") != "superior_in_handling":
        return None
    if date.fromisoformat(str(a.codes["linked_due"])) < a.on:
        return _no(
            "overdue", "在办单位已经超期，不能不予受理；应当受理登记并作为督办线索。",
            "The office handling it is overdue: this is no ground to refuse, but one for supervision.", "R22 19(3)",
        )  # fmt: skip
    if p and str(a.codes["linked_office"]) not in w.under(p.office, a.on):
        return _no(
            "superior", "只有在办单位的上级才可依此不予受理；同级应当告知进展。",
            "Only an office above the handling one refuses on this ground.", "R22 19(3)",
        )  # fmt: skip
    return None


def own_competence_not_refused(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is None or a.codes.get("ground") != "outside_power":
        return None
    if p.how in ("transfer", "assign"):
        return _no(
            "object_instead", "转送、交办来的不得不予受理；认为不属于本单位的，请提出异议。",
            "What was transferred here is not refused: object to the sender.", "R22 23(3)",
        )  # fmt: skip
    organ = str(a.codes.get("organ", ""))
    if organ == p.office or organ in w.under(p.office, a.on):
        return _no(
            "own_competence", "属于本单位或者下级单位职权范围的，不得不予受理。",
            "What lies in one's own or a subordinate's competence cannot be refused.", "R22 44[2]",
        )  # fmt: skip
    return None


def telling_is_overdue(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    late = [
        d for d in s.live
        if d.rule in ("tell-forwarded", "tell-direct") and d.due and d.due < a.on and not d.left.isdisjoint(a.points)
    ]  # fmt: skip
    if not late:
        return _no("silence", "告知期限尚未届满。", "The period to tell has not run out.", "R22 23(3)")
    if any(d.rule == "answer" and not d.left.isdisjoint(a.points) for d in s.live):
        return _no("silence", "已经起算。", "Counted already.", "R22 34")
    return None


def _answer_duties(s: State, p: Proceeding | None) -> list[date]:
    return [d.due for d in s.live if p and d.rule == "answer" and d.proceeding == p.no and d.due]


def has_answer_duty(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not _answer_duties(s, p):
        return _no("no_answer_duty", "没有正在计算的办理期限。", "No period of handling is running.", "R22 34")
    return None


def not_extended_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.extension_asked < 0:
        return _no("extended", "已经延期过一次，不得再延。", "It was extended once; there is no second extension.", "R22 34")
    return None


def answer_not_expired(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    # LEGAL-QUESTION: R22 34 does not say whether the approval must precede the nominal day or the rolled day;
    # the rolled day is the last one on which the period still runs (Civil Code 203 by analogy).
    days = _answer_duties(s, p)
    if days and a.on > min(days):
        return _no(
            "expired", f"办理期限已于 {min(days)} 届满，不能再延期。",
            f"The period ended on {min(days)}; it can no longer be extended.", "R22 34",
        )  # fmt: skip
    return None


def days_at_most_30(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    days = a.codes.get("days", 0)
    if not isinstance(days, int) or not 1 <= days <= 30:
        return _no("days", "延长的日数为1至30日。", "The extension is 1 to 30 days.", "R22 34")
    return None


def extension_asked(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.extension_asked <= 0:
        return _no("not_asked", "没有待批的延期申请。", "No extension is waiting for approval.", "R22 34")
    return None


def was_extended(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(d.rule == "tell-extension" and p and d.proceeding == p.no for d in s.live):
        return _no("not_extended", "没有已批准而未告知的延期。", "No approved extension waits to be told.", "R22 34")
    return None


def every_accepted_point_answered(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    outcomes = a.codes.get("outcome", {})
    missing = [no for no in a.points if outcomes.get(str(no)) not in ("support", "explain", "not_support")]
    if p:
        missing += [q.no for q in s.points.values() if q.proceeding == p.no and q.step == "accepted" and q.no not in a.points]
    if missing:
        numbers = "、".join(map(str, sorted(set(missing))))
        return _no(
            "unanswered", f"还没有答复的诉求：{numbers}。逐项写明支持、解释说明或者不予支持。",
            f"Points without an answer: {numbers}. Each is supported, explained or not supported.", "R22 32(1)",
        )  # fmt: skip
    return None


def supported_points_have_dates(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    outcomes, days = a.codes.get("outcome", {}), a.codes.get("execution", {})
    for no in a.points:
        if outcomes.get(str(no)) == "support" and not days.get(str(no)):
            return _no("execution", f"予以支持的诉求{no}要写明落实日期。", f"Supported point {no} needs a day to be carried out.", "R22 32(2)")
    return None


def point_supported(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    for no in a.points:
        if s.points[no].outcome != "support":
            return _no("not_supported", f"诉求{no}不是予以支持的，没有落实事项。", f"Point {no} was not supported.", "R22 32(2)")
        if s.points[no].carried_on:
            return _no("carried", f"诉求{no}已于 {s.points[no].carried_on} 落实。", f"Point {no} was carried out already.", "R22 32(2)")
    return None


def closing_report_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(d.rule == "closing-report" and p and d.proceeding == p.no for d in s.live):
        return _no("no_report", "没有待报送的办结报告。", "No closing report is owed.", "R22 22(1)[3]")
    return None


def points_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    mine = [q for q in s.points.values() if p and (q.proceeding == p.no or s.proceedings[q.proceeding].parent == p.no)]
    waiting = [q.no for q in mine if q.step in ("arrived", "objected", "accepted", "registered", "reported")]
    if waiting:
        return _no("undecided", f"诉求{waiting}还没有结果，不能报送办结报告。", f"Points {waiting} have no result yet.", "R22 22(1)[3]")
    return None


GUARDS: dict[str, Guard] = {
    name: f
    for name, f in list(globals().items())
    if callable(f) and getattr(f, "__module__", "") == __name__ and not name.startswith("_")
}

AT_ENTRY = frozenset(
    {
        "received_not_after_recorded", "office_exists", "never_to_accused", "receiver_handles_restricted",
        "not_a_petition_office", "may_issue_opinion", "same_content", "not_the_drafter", "signer_may_sign",
        "opinion_not_signed_by_drafter", "checked_where_needed", "names_an_act", "ground_needs",
        "own_competence_not_refused",
    }
)  # fmt: skip
