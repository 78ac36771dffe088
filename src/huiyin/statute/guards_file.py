"""Guards of petitioners' acts, closing and corrections. See `guards`."""

from __future__ import annotations

from .guards_base import refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World

CORRECTABLE = ("never_happened", "on", "to", "days", "feedback_due", "method", "outcome", "result")


def every_point_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    waiting = [q.no for q in s.points.values() if q.step not in law.decided]
    if waiting:
        return refusal(
            "undecided",
            f"还没有结果的诉求：{waiting}。",
            f"Points without a result: {waiting}.",
            "导则 2.5.3.2(六)",
        )
    return None


def nothing_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    owed = [d for d in s.live if d.kind == "duty"]
    if owed:
        rules = "、".join(sorted({d.rule for d in owed}))
        return refusal("owed", f"还有未履行的事项：{rules}。", f"Still owed: {rules}.", "R22 32(2)")
    return None


def not_closed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.closed_on:
        return refusal("closed", f"已于 {s.closed_on} 结案。", f"Closed on {s.closed_on}.")
    return None


def is_closed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.closed_on:
        return refusal("open", "还没有结案。", "It is not closed.", "档案法实施条例 38")
    return None


def not_archived(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.archived_on:
        return refusal(
            "archived",
            f"已于 {s.archived_on} 归档；请先恢复办理。",
            f"Archived on {s.archived_on}; reopen it first.",
        )
    return None


# ------------------------------------------------------------------ petitioners


def not_by_the_rated(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    handling = {q.office for q in s.proceedings.values() if q.kind != "dispatch"} | {
        str(a.codes.get("about", ""))
    }
    if a.office and a.office in handling:
        return refusal(
            "own_cause", "撤回、评价和确认不由办理单位代录，请信访人本人或者在信访窗口办理。",
            "Withdrawing, rating and confirming are never recorded by the handling office.", "R22 21(2)",
        )  # fmt: skip
    return None


def something_to_rate(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.codes.get("about") not in {q.office for q in s.proceedings.values()}:
        return refusal(
            "rate", "该单位没有办理过本事项。", "That office did not deal with this matter.", "R22 21(2)"
        )
    return None


def not_rated_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if (a.petitioner, str(a.codes.get("about", ""))) in s.rated:
        return refusal("rated", "已经评价过。", "Rated already.", "R22 21(2)")
    return None


def not_withdrawn(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.petitioner not in s.petitioners:
        return refusal("petitioner", "本卷没有该信访人。", "There is no such petitioner in this file.")
    if a.petitioner in s.withdrawals:
        return refusal("withdrawn", "已经提出撤回。", "Withdrawn already.")
    if all(q.step in law.decided for q in s.points.values()):
        return refusal(
            "decided",
            "各项诉求都已有结果，没有可以撤回的。",
            "Every point has its result; nothing is left to withdraw.",
        )
    return None


def withdrawal_resting(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = s.withdrawals.get(a.petitioner)
    if found is None or found[1] != "resting" or a.on > found[0]:
        return refusal(
            "rest",
            "没有可以取消的撤回（7日内可以取消）。",
            "There is no withdrawal that can still be undone.",
        )
    return None


def withdrawal_rested(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = s.withdrawals.get(a.petitioner)
    if found is None or found[1] != "resting" or a.on <= found[0]:
        return refusal("rest", "撤回还在7日内。", "The withdrawal is still within its 7 days.")
    return None


# ------------------------------------------------------------------ corrections


def names_an_act(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(x.seq == a.names for x in s.acts) and not any(x.seq == a.names for x, _ in s.conflicts):
        return refusal("names", f"本卷没有第{a.names}条记录。", f"There is no act {a.names} in this file.")
    return None


def correction_is_possible(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    wrong = a.codes.get("wrong")
    if wrong not in CORRECTABLE or (wrong != "never_happened" and a.codes.get("value") in (None, "")):
        return refusal(
            "wrong", "请指明哪一项错了、应为什么。", "Say which field is wrong, and what it should be."
        )
    first = s.acts[0].seq if s.acts else 0
    if wrong == "never_happened" and a.names == first:
        return refusal(
            "first", "登记本身不能更正为没有发生；来件一直留在登记簿上。",
            "The registration itself cannot be undone: what came in stays registered.", "R22 44[1]",
        )  # fmt: skip
    return None
