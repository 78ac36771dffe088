"""Guards of the simple procedure, mediation, hearings and recusal (R22 28(3), 31[6], 33). See `guards`."""

from __future__ import annotations

from .conduct import Hearing
from .effects_conduct import recusal_of
from .guards_base import as_day, refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World

SIMPLE = "简易办理办法（国信办发〔2022〕17号）"

# ------------------------------------------------------------------ the simple procedure


def first_time_only(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if s.judged != "first":
        return refusal(
            "not_first", "简易办理只用于初次信访事项；还没有判重或者属于重复的不适用。",
            "The simple procedure is for first-time matters only.", f"{SIMPLE}4",
        )  # fmt: skip
    return None


def simple_allowed(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """The exclusions of article 5 that the file itself shows."""
    why = _excluded(s, a, p, law)
    if why:
        return refusal(
            "excluded", f"不适用简易办理：{why[0]}。", f"No simple procedure: {why[1]}.", f"{SIMPLE}5"
        )
    return None


def _excluded(s: State, a: Act, p: Proceeding | None, law: Law) -> tuple[str, str] | None:
    if any(s.points[no].path.startswith("31[") and s.points[no].path != "31[6]" for no in a.points):
        return "属于第三十一条第一至五项", "the point belongs to 31[1] to [5]"
    if (p and p.how == "assign") or "assigned" in s.channels:
        return "属于上级交办", "it was assigned by an office above"
    if p and s.conduct.helping.get(p.no):
        return "涉及多个责任主体", "several offices are responsible"
    if len(s.signers()) >= law.limit("collective", a.on):
        return "属于集体、联名信访", "it is a collective petition"
    if s.urgent:
        return "属于重大、复杂、疑难", "it is grave or complex"
    return None


def within_simple_days(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = law.counted("simple-accept", p.received) if p else None
    if found and found[1] and a.on > found[1].due:
        return refusal(
            "simple_late", f"简易办理的受理期限已于 {found[1].due} 届满，请按普通程序受理。",
            f"The days to accept by the simple procedure ended on {found[1].due}; accept by the ordinary one.", f"{SIMPLE}",
        )  # fmt: skip
    return None


def simple_supports(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """What may not be supported is excluded: the office says so first, and answers only in support."""
    if a.kind == "use_simple":
        good = bool(a.codes.get("supportable"))
    else:
        said = a.codes.get("outcome", {})
        good = all(said.get(str(no)) == "support" for no in a.points)
    if not good:
        return refusal(
            "not_supportable", "可能不予支持的诉求不适用简易办理，请转为普通程序。",
            "A request that may not be supported is excluded: switch to the ordinary procedure.", f"{SIMPLE}5",
        )  # fmt: skip
    return None


def in_simple(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.conduct.simple.issuperset(a.points):
        return refusal("not_simple", "不是按简易办理受理的。", "It is not in the simple procedure.", SIMPLE)
    return None


def not_simple(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.conduct.simple.isdisjoint(a.points):
        return refusal(
            "simple",
            "简易办理的先转为普通程序，再申请延期。",
            "Switch to the ordinary procedure first.",
            SIMPLE,
        )
    return None


def no_paper_wanted(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not s.conduct.on_paper.isdisjoint(a.points):
        return refusal(
            "on_paper",
            "信访人要求书面答复：请出具处理意见书。",
            "The petitioner wants it in writing: issue the opinion.",
            SIMPLE,
        )
    return None


def some_simple(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and not any(q.proceeding == p.no and q.no in s.conduct.simple for q in s.points.values()):
        return refusal("not_simple", "不是按简易办理受理的。", "It is not in the simple procedure.", SIMPLE)
    return None


# ------------------------------------------------------------------ mediation


def consents_given(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 33: with the consent of both parties, within discretion, and against no binding rule."""
    if not (a.codes.get("petitioner_agrees") and a.codes.get("other_agrees")):
        return refusal("consent", "调解、和解须经争议双方同意。", "Both parties have to consent.", "R22 33")
    if not a.codes.get("lawful"):
        return refusal(
            "lawful",
            "须在裁量权范围内，不违反政策法规的强制性规定。",
            "It stays within discretion and binding rules.",
            "R22 33",
        )
    return None


def not_mediating(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.no in s.conduct.mediating:
        return refusal("mediating", "正在调解。", "Mediation is under way.", "R22 33")
    return None


def mediating(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and p.no not in s.conduct.mediating:
        return refusal("no_mediation", "没有正在进行的调解。", "No mediation is under way.", "R22 33")
    return None


def agreement_to_follow(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(d.rule == "follow-agreement" and p and d.proceeding == p.no for d in s.live):
        return refusal("no_agreement", "没有待履行的协议。", "No agreement is to be followed.", "R22 33")
    return None


# ------------------------------------------------------------------ hearings


def _hearing(s: State, p: Proceeding | None) -> Hearing | None:
    return s.conduct.hearings.get(p.no) if p else None


def hearing_has_its_place(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 31[6]: while a claim is in handling by the petition procedure."""
    if p and not any(q.proceeding == p.no and q.step == "accepted" for q in s.points.values()):
        return refusal(
            "no_place",
            "受理之后、答复之前才可以听证。",
            "A hearing lies between acceptance and answer.",
            "R22 31[6]",
        )
    return None


def no_hearing_pending(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = _hearing(s, p)
    if found and found.step not in ("declined", "concluded"):
        return refusal(
            "hearing_pending", "已经有一次听证在办。", "A hearing is under way already.", "R22 31[6]"
        )
    return None


def hearing_undecided(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    found = _hearing(s, p)
    if found and found.step not in ("asked", "declined", "concluded"):
        return refusal(
            "hearing_decided", "已经决定举行听证。", "The hearing is decided on already.", "R22 31[6]"
        )
    return None


def hearing_is_at(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Decided, announced, held, concluded: one after the other."""
    before = {
        "announce_hearing": ("ordered", "announced"),
        "hold_hearing": ("announced",),
        "conclude_hearing": ("held",),
    }
    found = _hearing(s, p)
    if found is None or found.step not in before[a.kind]:
        return refusal(
            "hearing_order", "听证依次决定、通知、举行、作出结论。",
            "A hearing is decided, announced, held and concluded in turn.", "R22 31[6]",
        )  # fmt: skip
    if a.kind == "hold_hearing" and found.day and a.on < found.day:
        return refusal(
            "hearing_day", f"听证定在 {found.day} 举行。", f"The hearing is set for {found.day}.", "R22 31[6]"
        )
    return None


def hearing_day_ahead(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    day = as_day(a.codes.get("day"))
    if day is None or day <= a.on:
        return refusal(
            "hearing_day", "听证日期应当在通知之后。", "The hearing lies after its announcement.", "R22 31[6]"
        )
    return None


# ------------------------------------------------------------------ recusal


def recusal_not_asked(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    key = recusal_of(a)
    if key in s.conduct.recusal_asked or key[1] in s.conduct.barred:
        return refusal(
            "recusal_asked",
            "已经提出或者已经回避。",
            "Asked already, or he stands back already.",
            "R22 28(3)",
        )
    return None


def recusal_pending(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(p and no == p.no for no, _ in s.conduct.recusal_asked):
        return refusal("no_recusal", "没有待决定的回避。", "No recusal waits for a decision.", "R22 28(3)")
    return None


def one_officer_is_named(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    who = str(a.codes.get("officer", ""))
    asked = {name for no, name in s.conduct.recusal_asked if no == a.proceeding}
    if not who or (who not in asked and "" not in asked):
        return refusal(
            "recusal_of",
            "请选择被申请（自行申报）回避的人员。",
            "Choose the officer whose recusal was asked for.",
            "R22 28(3)",
        )
    return None


def not_ones_own_recusal(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if a.by == f"officer:{a.codes.get('officer', '')}":
        return refusal(
            "own_recusal", "不能决定自己的回避。", "Nobody decides on his own recusal.", "R22 28(3)"
        )
    return None


def officer_not_barred(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if str(a.codes.get("officer", "")) in s.accused_officers:
        return refusal(
            "accused",
            "该人员是本件的被检举控告人，不能承办，也不得知悉。",
            "This officer is accused in the file: he neither deals with it nor may know of it.",
            "R22 30(3)",
        )
    if str(a.codes.get("officer", "")) in s.conduct.barred:
        return refusal(
            "recused",
            "该人员在本事项中应当回避，不能承办。",
            "This officer stands back from this matter.",
            "R22 28(3)",
        )
    return None


# ------------------------------------------------------------------ relief


def relief_consented(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 37(2): one is told of relief, or helped to ask for it; nobody is sent there without the own word."""
    if a.codes.get("consent"):
        return None
    return refusal(
        "consent", "转介帮扶救助要信访人本人同意。", "Nobody is referred for relief without consenting.", "R22 37(2)"
    )  # fmt: skip
