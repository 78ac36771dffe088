"""Guards of the office with power to settle the point: object, accept, refuse, extend, answer. See `guards`."""

from __future__ import annotations

from datetime import date

from .guards_base import as_day, field_label, refusal, wrong_item
from .law import Law
from .model import Act, Duty, Proceeding, Refused, State, World
from .reading import Table
from .rules import RuleError


def something_is_here(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """After everything went back to the sender nothing more is done here."""
    elsewhere = p is None or bool(p.review) or p.kind == "ruling"  # the points stay where they were
    if p and not elsewhere and not any(p.no in _line_of(s, q.proceeding) for q in s.points.values()):
        return refusal(
            "returned",
            "材料已经退回转送、交办方，这里没有诉求了。",
            "Everything went back to the sender: no point is here.",
            "R22 23(3)",
        )
    return None


def not_signed_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.signed_on:
        return refusal("signed", f"已于 {p.signed_on} 签收。", f"Already signed for on {p.signed_on}.")
    return None


def within_objection_period(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = law.counted("objection", p.received) if p else None
    if p and found is None:
        return refusal(
            "no_objection",
            f"{p.received} 收到的事项适用2005年《信访条例》，当时没有异议：自收到之日起15日内决定是否受理。",
            f"What was received on {p.received} is under the Regulation of 2005, which knew no objection: "
            "the office decides within 15 days whether it accepts.",
            "R05 21(2)",
        )
    if p and found and found[1] and a.on > found[1].due:
        return refusal(
            "objection_late",
            f"异议期限已于 {found[1].due} 届满（自收到之日起5个工作日）；确有错误的，请转出方收回。",
            f"The period to object ended on {found[1].due} (5 working days from receipt); the sender may still recall it.",
            "R22 23(3)",
        )
    return None


def may_issue_opinion(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not w.may_answer(p.office):
        return refusal(
            "opinion", "该单位不是有权处理机关，不能受理或者出具处理意见。",
            "This office is not the competent organ: it can neither accept nor issue an opinion.", "R22 32(1)",
        )  # fmt: skip
    return None


def only_claims(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if all(s.points[no].purpose == "claim" for no in a.points):
        return None
    if a.kind == "use_simple":
        return refusal(
            "purpose", "建议、咨询、感谢能当即答复的，直接答复，不必受理。",
            "A suggestion, an enquiry or thanks that can be answered at once is replied to, and needs no acceptance.",
            "简易办理办法（国信办发〔2022〕17号）4",
        )  # fmt: skip
    if a.kind in ("mediate", "agree_mediation", "agree_settlement"):
        return refusal(
            "purpose",
            "调解、和解只用于申诉求决类事项。",
            "Mediation and settlement are for claims only.",
            "R22 33",
        )
    return refusal(
        "purpose", "只有申诉求决类诉求适用第三十一条。", "Article 31 is for claims only.", "R22 31"
    )


def only_accusations(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose != "accusation" for no in a.points):
        return refusal(
            "purpose",
            "只有检举控告按第三十条反馈。",
            "Feedback under article 30 is for accusations.",
            "R22 30(1)",
        )
    return None


def path_is_another_procedure(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("path") not in ("31[1]", "31[2]", "31[3]", "31[4]", "31[5]"):
        return refusal(
            "path", "要指明第三十一条第一至五项中的哪一项。", "Name which of 31[1] to [5] it is.", "R22 31"
        )
    return None


def procedure_known(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    key = str(a.codes.get("procedure", ""))
    try:
        found = law.book.procedure(key, a.on)
    except RuleError:
        return refusal(
            "procedure",
            f"{a.on} 没有程序“{key}”：请从清单中选择。",
            f"No procedure '{key}' in the list on {a.on}.",
            "R22 31",
        )
    return None if a.codes.get("path") in found.items else wrong_item(found)


def ground_in_list(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if _ground(a, p, law) is not None:
        return None
    if a.codes.get("ground") in law.grounds and p:
        return refusal(
            "ground_of_another_time",
            f"对 {p.received} 收到的事项，这不是不予受理的理由。",
            f"For what was received on {p.received} this is no ground to refuse.",
            "R22 44[2]",
        )
    return refusal(
        "ground",
        "不予受理只能依据清单上的理由。",
        "Only a ground from the closed list refuses.",
        "R22 44[2]",
    )


def _ground(a: Act, p: Proceeding | None, law: Law) -> Table | None:
    """The ground as it stood on the day of receipt, from which the office had to decide (law.md 1.8: a reading)."""
    return law.ground(str(a.codes.get("ground")), p.received if p else a.on)


def ground_needs(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    ground = _ground(a, p, law) or Table()
    for need in ground.get("needs", ()):
        if not a.codes.get(need):
            zh, en = field_label(law, a.kind, need)
            return refusal(
                "ground_needs",
                f"该理由还缺：{zh}。",
                f"This ground also needs: {en}.",
                ground["provision"],
            )
    if a.codes.get("ground") != "superior_in_handling":
        return None
    if ground.get("channels") and not set(ground["channels"]) & set(s.channels):
        return refusal(
            "visits_only",
            "2005年《信访条例》第十六条只说走访：来信、电话等不能以此为由不予受理。",
            "Article 16 of 2005 speaks of visits only: letters, calls and the like are not refused on this ground.",
            ground["provision"],
        )
    due = as_day(a.codes["linked_due"])
    if due is None:
        return refusal(
            "ground_needs",
            "该理由还缺：在办事项的届满日期。",
            "This ground also needs the day the matter is due.",
            ground["provision"],
        )
    if due < a.on:
        return refusal(
            "overdue", "在办单位已经超期，不能不予受理；应当受理登记并作为督办线索。",
            "The office handling it is overdue: this is no ground to refuse, but one for supervision.", "R22 19(3)",
        )  # fmt: skip
    if p and str(a.codes["linked_office"]) not in _within_power(p.office, w, a.on) - {p.office}:
        return refusal(
            "superior", "只有在办单位的上级才可依此不予受理；同级应当告知进展。",
            "Only an office above the handling one refuses on this ground.", "R22 19(3)",
        )  # fmt: skip
    return None


def _within_power(office: str, w: World, on: date) -> set[str]:
    """The office and those below it; for a petition office all that the committee and government it serves have."""
    found = {office, *w.under(office, on)}
    for one in [code for code in found if w.kind(code) == "petition"]:
        for served in w.home(one, on):
            found |= {served, *w.under(served, on)}
    return found


def own_competence_not_refused(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is None or a.codes.get("ground") != "outside_power":
        return None
    if p.how in ("transfer", "assign") and law.counted("objection", p.received) is not None:
        return refusal(
            "object_instead", "转送、交办来的不得不予受理；认为不属于本单位的，请提出异议。",
            "What was transferred here is not refused: object to the sender.", "R22 23(3)",
        )  # fmt: skip
    organ = str(a.codes.get("organ", ""))
    if organ in _within_power(p.office, w, a.on):
        return refusal(
            "own_competence", "属于本单位或者下级单位职权范围的，不得不予受理。",
            "What lies in one's own or a subordinate's competence cannot be refused.", "R22 44[2]",
        )  # fmt: skip
    return None


def a_ground_is_left(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Before a ground is named: whether any of the list could hold here at all, so that nobody is offered to refuse
    what was sent to him and lies with nobody below (R22 23(3), 44[2])."""
    if p is None or a.codes.get("ground"):
        return None
    sent = p.how in ("transfer", "assign") and law.counted("objection", p.received) is not None
    shut = {"outside_power"} if sent else set()
    if _within_power(p.office, w, a.on) == {p.office}:
        shut.add("superior_in_handling")
    if shut.issuperset(law.grounds_on(p.received)):
        return refusal(
            "no_ground", "转送、交办来的属于本单位职权的应当受理；不属于的提出异议，不得不予受理。",
            "What was sent here is accepted, or objected to; it is not refused.", "R22 23(3)、44[2]",
        )  # fmt: skip
    return None


def telling_is_overdue(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    late = [
        d for d in s.live
        if d.rule in ("tell-forwarded", "tell-direct") and d.due and d.due < a.on and not d.left.isdisjoint(a.points)
    ]  # fmt: skip
    if not late:
        return refusal("silence", "告知期限尚未届满。", "The period to tell has not run out.", "R22 23(3)")
    if any(d.rule == "answer" and not d.left.isdisjoint(a.points) for d in s.live):
        return refusal("silence", "已经起算。", "Counted already.", "R22 34")
    return None


def _answer_duties(s: State, a: Act, p: Proceeding | None) -> list[Duty]:
    """The sixty days that run here for the points of the act; another acceptance has days of its own."""
    mine = [d for d in s.live if p and d.rule == "answer" and d.proceeding == p.no]
    return [d for d in mine if not d.left.isdisjoint(a.points)] if a.points else mine


def has_answer_duty(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not _answer_duties(s, a, p):
        return refusal(
            "no_answer_duty", "没有正在计算的办理期限。", "No period of handling is running.", "R22 34"
        )
    return None


def not_extended_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(d.extended_by for d in _answer_duties(s, a, p)):
        return refusal(
            "extended",
            "已经延期过一次，不得再延。",
            "It was extended once; there is no second extension.",
            "R22 34",
        )
    return None


def answer_not_expired(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    # LEGAL-QUESTION: R22 34 does not say whether the approval must precede the nominal day or the rolled day;
    # the rolled day is the last one on which the period still runs (Civil Code 203 by analogy).
    over = [d.due for d in _answer_duties(s, a, p) if d.due and a.on > d.due]
    if over:
        return refusal(
            "expired",
            f"办理期限已于 {min(over)} 届满，不能再延期。",
            f"The period ended on {min(over)}; it can no longer be extended.",
            "R22 34",
        )
    return None


def days_within_the_rule(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    days, most = a.codes.get("days", 0), 30
    duties = _answer_duties(s, a, p)
    found = law.counted("extension", duties[0].start) if duties else None
    if found and found[0].length:
        most = found[0].length
    if not isinstance(days, int) or not 1 <= days <= most:
        return refusal(
            "days", f"延长的日数为1至{most}日。", f"The extension is 1 to {most} days.",
            found[0].provision if found else "R22 34",
        )  # fmt: skip
    return None


def extension_asked(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.extension_asked <= 0:
        return refusal("not_asked", "没有待批的延期申请。", "No extension is waiting for approval.", "R22 34")
    return None


def was_extended(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(d.rule == "tell-extension" and p and d.proceeding == p.no for d in s.live):
        return refusal(
            "not_extended", "没有已批准而未告知的延期。", "No approved extension waits to be told.", "R22 34"
        )
    return None


def every_accepted_point_answered(
    s: State, a: Act, p: Proceeding | None, law: Law, w: World
) -> Refused | None:
    """What was accepted by one notice is answered by one opinion, none of its points left out."""
    outcomes = a.codes.get("outcome", {})
    missing = {no for no in a.points if outcomes.get(str(no)) not in ("support", "explain", "not_support")}
    redone = [
        d
        for d in s.live
        if p and d.rule == "redo" and d.proceeding == p.no and not d.left.isdisjoint(a.points)
    ]
    for d in [*_answer_duties(s, a, p), *redone]:
        missing |= d.left - set(a.points)
    if missing:
        numbers = "、".join(map(str, sorted(missing)))
        return refusal(
            "unanswered",
            f"还没有答复的诉求：{numbers}。逐项写明支持、解释说明或者不予支持。",
            f"Points without an answer: {numbers}. Each is supported, explained or not supported.",
            "R22 32(1)",
        )
    return None


def supported_points_have_dates(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    outcomes, days = a.codes.get("outcome", {}), a.codes.get("execution", {})
    for no in a.points:
        if outcomes.get(str(no)) != "support":
            continue
        due = as_day(days.get(str(no)))
        if due is None:
            return refusal(
                "execution",
                f"予以支持的诉求{no}要写明落实日期。",
                f"Supported point {no} needs a day to be carried out.",
                "R22 32(2)",
            )
        if due < a.on:
            return refusal(
                "execution_before",
                f"诉求{no}的落实日期早于意见日期 {a.on}。",
                f"Point {no} would be carried out before the opinion of {a.on}.",
                "R22 32(2)",
            )
    return None


def point_supported(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    for no in a.points:
        if s.points[no].outcome != "support":
            return refusal(
                "not_supported",
                f"诉求{no}不是予以支持的，没有落实事项。",
                f"Point {no} was not supported.",
                "R22 32(2)",
            )
        if s.points[no].carried_on:
            return refusal(
                "carried",
                f"诉求{no}已于 {s.points[no].carried_on} 落实。",
                f"Point {no} was carried out already.",
                "R22 32(2)",
            )
    return None


def closing_report_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(d.rule == "closing-report" and p and d.proceeding == p.no for d in s.live):
        return refusal("no_report", "没有待报送的办结报告。", "No closing report is owed.", "R22 22(1)[3]")
    return None


def points_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    mine = [q for q in s.points.values() if p and p.no in _line_of(s, q.proceeding)]
    waiting = [str(q.no) for q in mine if q.step not in law.decided and q.step != "led_in"]
    if waiting:
        return refusal(
            "undecided",
            f"第{'、'.join(waiting)}项诉求还没有结果，不能报送办结报告。",
            f"Points without a result yet: {', '.join(waiting)}.",
            "R22 22(1)[3]",
        )
    return None


def _line_of(s: State, proceeding: int) -> list[int]:
    """A proceeding and those it came from, up to the first."""
    found = []
    while proceeding:
        found.append(proceeding)
        proceeding = s.proceedings[proceeding].parent
    return found
