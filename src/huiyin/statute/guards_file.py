"""Guards of petitioners' acts, closing and corrections. See `guards`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .guards_base import as_day, field_label, refusal, rule_title
from .law import Law
from .model import Act, Proceeding, Refused, State, World

CORRECTABLE = (
    "never_happened",
    "on",
    "to",
    "days",
    "feedback_due",
    "method",
    "outcome",
    "result",
    "posted_on",
)


def every_point_decided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    waiting = [str(q.no) for q in s.points.values() if q.step not in law.decided]
    if waiting:
        return refusal(
            "undecided",
            f"还没有结果的诉求：第{'、'.join(waiting)}项。",
            f"Points without a result: {', '.join(waiting)}.",
            "导则 2.5.3.2(六)",
        )
    return None


def nothing_owed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    owed = [d for d in s.live if d.kind == "duty"]
    if owed:
        names = sorted({rule_title(law, d) for d in owed})
        zh, en = "、".join(one for one, _ in names), "; ".join(one for _, one in names)
        return refusal("owed", f"还有未履行的事项：{zh}。", f"Still owed: {en}.", "R22 32(2)")
    return None


def no_conflicts(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.conflicts:
        seqs = "、".join(str(x.seq) for x, _ in s.conflicts)
        return refusal(
            "conflicts",
            f"更正后不再成立的记录还没有处理：第{seqs}条。",
            f"Acts that no longer hold after a correction wait for a person: {seqs}.",
            "R22 5（如实登记）",
        )
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
    handling = {
        q.office for q in s.proceedings.values() if q.kind != "dispatch" or w.kind(q.office) != "petition"
    }
    handling.add(str(a.codes.get("about", "")))
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


# ------------------------------------------------------------------ the same matter


def not_linked_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.linked:
        return refusal(
            "linked",
            "已经关联了一件；关联错了的，先取消关联。",
            "It is linked already; take that link off first if it is wrong.",
            "导则 2.5.1(三)",
        )
    return None


def is_linked(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.linked:
        return refusal("unlinked", "没有关联的事项。", "It is linked to no matter.", "导则 2.5.1(三)")
    return None


# ------------------------------------------------------------------ closed offices


def predecessor_is_gone(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    old = str(a.codes.get("from", ""))
    asked = (
        {old} if old else {p.office for p in s.proceedings.values()}
    )  # before the form is filled in: any of them
    if all(w.exists(code, a.on) for code in asked):
        return refusal(
            "there",
            "原单位还在，不能由其他单位承继。",
            "The office is still there; nobody carries on for it.",
            "R22 24(2)",
        )
    return None


def holds_something(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    old = str(a.codes.get("from", ""))
    held = old in {code for q in s.proceedings.values() for code in (q.office, q.sender)}
    if (old and held) or any(d.office == old for d in s.live):
        return None
    return refusal(
        "nothing", "原单位在本卷没有在办的。", "That office has nothing in hand here.", "R22 24(2)"
    )


# ------------------------------------------------------------------ corrections


def names_an_act(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(x.seq == a.names for x in s.acts) and not any(x.seq == a.names for x, _ in s.conflicts):
        return refusal("names", f"本卷没有第{a.names}条记录。", f"There is no act {a.names} in this file.")
    return None


def correction_is_possible(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    wrong, value = a.codes.get("wrong"), a.codes.get("value")
    if wrong not in CORRECTABLE or (wrong != "never_happened" and value in (None, "")):
        return refusal(
            "wrong", "请指明哪一项错了、应为什么。", "Say which field is wrong, and what it should be."
        )
    target = next((x for x in [*s.acts, *(y for y, _ in s.conflicts)] if x.seq == a.names), None)
    if target is None:
        return None  # `names_an_act` says so
    if wrong in ("never_happened", "to") and (refused := _not_the_first(s, a, str(wrong))):
        return refused
    if wrong == "never_happened":
        return None
    if not _could_be(str(wrong), value, target, a, law, w):
        zh, en = field_label(law, target.kind, str(wrong))
        return refusal(
            "value",
            f"第{a.names}条记录的“{zh}”不能是“{value}”。",
            f"The '{en}' of act {a.names} cannot be '{value}'.",
        )
    return None


def corrected_date_untold(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(d.rule == "tell-correction" and d.proceeding == a.proceeding for d in s.live):
        return None
    return refusal(
        "untold",
        "没有因更正而改变、还没有告知信访人的日期。",
        "No date that petitioners were told has been moved by a correction and is still untold.",
    )


def _not_the_first(s: State, a: Act, wrong: str) -> Refused | None:
    if not s.acts or a.names != s.acts[0].seq:
        return None
    if wrong == "to":
        return refusal(
            "first",
            "在哪个单位登记的不能更正：登记编号和回执已经由该单位给出；应由其他单位办理的，请转送。",
            "Where it was registered cannot be changed: that office gave the number and the receipt. Transfer it.",
            "R22 22(1)",
        )
    return refusal(
        "first",
        "登记本身不能更正为没有发生；来件一直留在登记簿上。",
        "The registration itself cannot be undone: what came in stays registered.",
        "R22 44[1]",
    )


def _could_be(wrong: str, value: Any, target: Act, a: Act, law: Law, w: World) -> bool:
    """Whether the mended act could have said so: a day gone by, an office of that day, a choice of its field."""
    if wrong == "on":
        on = as_day(value)
        return on is not None and on <= a.on
    if wrong == "to":
        return bool(target.to) and w.exists(str(value), target.on)
    spec = law.acts.get(target.kind)
    found = next((f for f in spec.fields if f.key == wrong), None) if spec else None
    if found is None:
        return False
    if found.kind == "days":
        return str(value).isdigit() and 1 <= int(str(value)) <= (found.max or 30)
    if found.kind == "date":
        return as_day(value) is not None
    values = value.values() if isinstance(value, Mapping) else [value]
    return all(v in found.choices for v in values)
