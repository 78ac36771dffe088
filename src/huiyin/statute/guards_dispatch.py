"""Guards of registering, screening and sending on. See `guards`."""

from __future__ import annotations

from .accused import kept_from
from .effects_duties import of_petition_office
from .guards_base import as_day, refusal
from .law import Law
from .limits import limit_on
from .model import Act, Proceeding, Refused, State, World


def received_not_after_recorded(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.recorded and a.on > a.recorded:
        return refusal(
            "future",
            f"收到日期 {a.on} 在录入日期 {a.recorded} 之后。",
            f"Received on {a.on}, after it was entered.",
        )
    return None


def representatives_at_most(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 20(3), R05 18(2) speak of visits; letters and posts may have as many signers as they like."""
    limit = limit_on(law.limits, "representatives", a.on)
    if limit is None or (a.codes.get("channel") or (s.channels[0] if s.channels else "")) != "visit":
        return None
    roles = [*s.petitioners.values(), *(role for _no, role in a.codes.get("petitioners", ()))]
    if roles.count("representative") > limit.value:
        return refusal(
            "five", f"多人走访推选的代表不超过{limit.value}人；其他人员登记为信访人。",
            f"At most {limit.value} representatives; enter the others as petitioners.", limit.provision,
        )  # fmt: skip
    return None


def repeat_names_a_matter(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("result") == "repeat" and not a.codes.get("linked"):
        return refusal(
            "repeat",
            "判为重复的，要指明与哪一件重复。",
            "A repeat names the matter it repeats.",
            "导则 2.5.1(三)",
        )
    return None


def path_fits_purpose(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    path = str(a.codes.get("path", "none"))
    for no in a.points:
        purpose = a.codes.get("purpose") or s.points[no].purpose
        allowed = {"claim": "31", "suggestion": "29", "accusation": "30"}.get(str(purpose), "none")
        if path[:2] in ("29", "30", "31") and not path.startswith(allowed):
            return refusal(
                "path",
                f"诉求{no}的目的与第{path}项途径不符。",
                f"Path {path} does not fit the purpose of point {no}.",
                "R22 29-31",
            )
    return None


def not_judged_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.judged:
        return refusal(
            "judged",
            "已经判重；判错的请更正该条记录。",
            "Decided already; correct that act if it was wrong.",
            "导则 2.5.1(三)",
        )
    return None


def a_point_stays(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A file from which everything was taken out would answer nobody."""
    if {q.no for q in s.points.values() if q.step != "split_off"} <= set(a.points):
        return refusal(
            "nothing_left",
            "至少留一项诉求在原件中办理；全部都转出的，请直接转送。",
            "At least one point stays with the original; to send on all of them, transfer them.",
            "R22 22(1)",
        )
    return None


def accusation_stays(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 30(3): what is taken out becomes an ordinary file, so an accusation is not."""
    if any(s.points[no].purpose == "accusation" for no in a.points):
        return refusal(
            "accusation_stays",
            "检举控告的诉求留在原件中，不能摘转为普通件。",
            "An accusation stays with the original: it is never taken out into an ordinary file.",
            "R22 30(3)",
        )
    return None


def accusation_here(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.restricted and not any(q.purpose == "accusation" for q in s.points.values()):
        return refusal(
            "no_accusation", "本卷没有检举控告。", "There is no accusation in this file.", "R22 30(3)"
        )
    return None


def somebody_is_named(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    named = str(a.codes.get("office", ""))
    if named and not w.kind(named):
        return refusal("office", f"没有单位“{named}”。", f"There is no office '{named}'.", "R22 30(3)")
    if not (named or a.codes.get("officer") or a.codes.get("outside")):
        return refusal(
            "nobody",
            "请记明被反映的单位或者人员，或者确认被反映人不在系统所列单位。",
            "Name the office or officer accused, or confirm that he is outside every office here.",
            "R22 30(3)",
        )
    return None


def judged(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.judged:
        return refusal(
            "judge",
            "还没有判重：请先记录初次或者重复。",
            "First or repeat has not been decided yet.",
            "导则 2.5.1(三)",
        )
    return None


def office_exists(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not a.to or not w.exists(a.to, a.on):
        return refusal(
            "office", f"{a.on} 没有单位“{a.to}”。", f"There is no office '{a.to}' on {a.on}.", "R22 24"
        )
    return None


def not_to_itself(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and a.to == p.office:
        return refusal(
            "itself", "不能转给本单位自己；属于本单位职权的由本单位办理。",
            "It cannot be sent to the office itself.", "R22 22(1)",
        )  # fmt: skip
    return None


def never_to_accused(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 30(3), 46[5]: never to the office accused, nor to any office under it along any relation."""
    targets = {a.to or (p.office if p else ""), *a.codes.get("helping", ())}
    if targets.isdisjoint(kept_from(s, w, a.on)):
        return None
    return refusal(
        "accused",
        "检举控告材料及有关情况不得透露、转给被检举控告的人员或者单位（含其下属单位）。",
        "Accusation material is never passed or shown to the office accused or to one under it.",
        "R22 30(3)",
    )


def accused_known(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    accusing = any(s.points[no].purpose == "accusation" for no in a.points)
    if accusing and not s.accused_known:
        return refusal(
            "accused_unknown",
            "转出检举控告前，请先记明每一被反映单位，或者确认被反映人不在系统所列单位。",
            "Before an accusation goes on, each accused is named as an office here or confirmed to be outside.",
            "R22 30(3)",
        )
    return None


def receiver_handles_restricted(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.restricted and not w.handles_restricted(a.to, a.on):
        return refusal(
            "restricted",
            "限制知悉的事项只能转给设有专办员的单位；该单位没有专办员。",
            "A restricted matter goes only to an office with an officer named for restricted matters.",
            "R22 30(3)",
        )
    return None


def sole_handling_needs_reason(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    complained = {a.codes.get("complained") or s.points[no].complained for no in a.points if no in s.points}
    if a.to in complained and not a.codes.get("helping") and not a.codes.get("sole_reason"):
        return refusal(
            "sole",
            "承办单位就是被反映单位：由其单独办理要写明理由，或者加上协办单位。",
            "The office complained of would handle it alone: give the reason, or add a helping office.",
            "R22 28(3)",
        )
    return None


def feedback_in_future(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    due = as_day(a.codes.get("feedback_due"))
    if due is None:
        return refusal(
            "feedback",
            "交办要指定报送办结报告的日期。",
            "An assignment sets the day of the closing report.",
            "R22 22(1)[3]",
        )
    most = law.counted("closing-report", a.on)
    if most and most[1] and due > most[1].due:
        return refusal(
            "feedback_late",
            f"{most[0].provision}：最迟 {most[1].due}。",
            f"By {most[0].provision} no later than {most[1].due}.",
            most[0].provision,
        )
    if due <= a.on:
        return refusal(
            "feedback",
            "报送办结报告的日期应当在交办日之后。",
            "The closing report is due after the day of assignment.",
            "R22 22(1)[3]",
        )
    return None


def not_a_petition_office(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not w.may_answer(p.office):
        return refusal(
            "competence", "信访部门和内设机构、村（居）委会不是有权处理机关，应当转送、交办。",
            "A petition office, section or village committee is not the competent organ: transfer or assign.", "R22 22(1)",
        )  # fmt: skip
    return None


def something_to_tell(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    untold = {no for no in p.sent if no not in p.told} if p else set()
    if not a.points or not untold.issuperset(a.points):
        return refusal(
            "told",
            f"只告知已经转出、还没有告知的诉求：{sorted(untold) or '无'}。",
            f"Only what was sent on and is not yet told: {sorted(untold) or 'none'}.",
            "R22 23(1)",
        )
    if s.undeliverable:
        return refusal(
            "undeliverable",
            "姓名（名称）、地址不清，无法告知。",
            "Name or address unclear: nobody can be told.",
            "R22 23(2)",
        )
    return None


def not_a_claim(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose in ("claim", "accusation") for no in a.points):
        return refusal(
            "claim", "申诉求决和检举控告不能以答复了结，应当分办。",
            "A claim or accusation is not ended by a reply; it is dispatched.", "R22 31",
        )  # fmt: skip
    return None


def no_suggestion(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 29(1): what becomes of a suggestion is said, not only that it was read."""
    if any(s.points[no].purpose == "suggestion" for no in a.points):
        return refusal(
            "suggestion", "建议意见应当研究，并答复采纳、部分采纳或者不采纳：请用“答复建议”。",
            "A suggestion is studied, and the reply says whether it is adopted: use 'Reply to a suggestion'.", "R22 29(1)",
        )  # fmt: skip
    return None


def only_unclear_or_thanks(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose not in ("unclear", "thanks", "enquiry") for no in a.points):
        return refusal(
            "keep", "只有内容不清、咨询、感谢类可以存档备查。",
            "Only unclear letters, enquiries and thanks are kept on file.", "导则 2.5.2.3(五)",
        )  # fmt: skip
    return None


def enquiry_is_answered(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(d.rule == "reply-enquiry" and not d.left.isdisjoint(a.points) for d in s.live):
        return refusal(
            "enquiry",
            "还没有答复的咨询不能存档了事。",
            "An enquiry that is owed a reply is not merely kept.",
            "导则 2.3.3",
        )
    return None


def urgent_report_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    owed = {"report_urgent_up": "report-urgent-up", "tell_urgent": "tell-urgent"}.get(a.kind, "report-urgent")
    if not any(d.rule == owed and p and d.proceeding == p.no for d in s.live):
        return refusal("no_urgent", "没有待报告的重大紧急事项。", "No urgent report is owed.", "R22 25")
    return None


def own_level_is_told(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 25(1): the Party committee and the government of the level, each that leads the office."""
    told = {a.to, *a.codes.get("also", ()), *s.conduct.urgent_told}
    own = {one for one in w.home(p.office, a.on) if w.kind(one) in ("party", "government")} if p else set()
    missing = sorted(own - told)
    if missing:
        names = "、".join(missing)
        return refusal(
            "own_level", f"应当报告本级党委和政府，还缺：{names}。请在“报告给”和“同时报告”中一并列出。",
            f"The Party committee and the government of the level are both told; missing: {', '.join(missing)}.", "R22 25(1)",
        )  # fmt: skip
    return None


def higher_office_is_told(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 25(2): the next higher petition department, and the National Bureau at the same time."""
    if p and (w.kind(a.to) != "petition" or a.to == p.office or p.office in w.above(a.to, a.on)):
        return refusal(
            "higher_office", "应当报告上一级信访部门。", "The report goes to the next higher petition department.", "R22 25(2)"
        )  # fmt: skip
    if not a.codes.get("national"):
        return refusal(
            "national",
            "应当同时报告国家信访局。",
            "It goes to the National Bureau at the same time.",
            "R22 25(2)",
        )
    return None


def not_urgent(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.urgent:
        return refusal(
            "urgent", "重大紧急的事项不能存档了事。", "An urgent matter is not merely kept on file.", "R22 25"
        )
    return None


def was_sent(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.how not in ("transfer", "assign"):
        return refusal(
            "sent", "不是转送、交办来的事项。", "It was not transferred or assigned here.", "R22 23(3)"
        )
    return None


def is_litigation(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    other = [str(no) for no in a.points if s.points[no].path != "31[1]"]
    if other:
        return refusal(
            "not_litigation", f"诉求{'、'.join(other)}没有甄别为涉法涉诉（第三十一条第一项），应当转送有权处理的机关。",
            f"Points {', '.join(other)} were not screened as litigation (31[1]): they are sent on.", "R22 22(2)",
        )  # fmt: skip
    return None


def raised_by_visit(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is None or p.how != "visit" or not of_petition_office(s, p, a):
        return refusal(
            "not_a_visit", "只有信访部门对走访反映涉诉问题的引导；来信等书面反映的应当转送政法部门。",
            "Only visitors of a petition office are guided; what comes in writing is transferred to the political-legal organ.",
            "R22 22(2)",
        )  # fmt: skip
    return None
