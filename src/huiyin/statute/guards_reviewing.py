"""Guards of reviewing: investigators, the committee's session, the opinion (R22 35, 36; 导则 2.3.5). See `guards`."""

from __future__ import annotations

from collections.abc import Mapping

from .authority import reviewed_line, reviewed_offices
from .guards_base import as_day, refusal
from .guards_review import stands
from .law import Law
from .model import Act, Proceeding, Refused, State, World


def file_not_called(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and p.review.file_called:
        return refusal("called", "已经调卷。", "The file was called for already.", "导则 2.3.5(三)")
    return None


def file_was_called(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not any(d.rule == "hand-over-file" and p is not None and d.proceeding == p.no for d in s.live):
        return refusal("not_called", "没有待移交的案卷。", "No file is being waited for.", "导则 2.3.5(三)")
    return None


def two_without_interest(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 28(3): two different persons, neither of whom had a part in what is reviewed, is accused here, or had
    to stand back."""
    named = [str(a.codes.get(key, "")).removeprefix("officer:") for key in ("first", "second")]
    if not all(named) or named[0] == named[1]:
        return refusal(
            "two", "要确定两名不同的人员。", "Two different persons are named.", "R22 28(3)；导则 2.3.5(四)"
        )
    if a.codes.get("declared") != "no_interest":
        return refusal(
            "declared", "请先审查回避情况。", "First see whether either has to stand back.", "R22 28(3)"
        )
    reviewed = reviewed_line(s, p)
    took_part = {q.officer for q in reviewed} | {
        x.by.partition(":")[2] for x in s.acts if x.proceeding in {q.no for q in reviewed} and x.by.startswith("officer:")
    }  # fmt: skip
    barred = [
        one for one in named if one in took_part or one in s.accused_officers or one in s.conduct.barred
    ]
    if barred:
        return refusal(
            "interest",
            f"{'、'.join(barred)}参与过原办理（复查），或者与本事项有利害关系，应当回避。",
            f"{', '.join(barred)} took part in what is reviewed, or has an interest in it: he stands back.",
            "R22 28(3)",
        )
    return None


def investigators_named(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and not p.review.investigators:
        return refusal(
            "two", "先确定两名没有利害关系的人员。", "First name two persons without interest.", "R22 28(3)；导则 2.3.5(四)"
        )  # fmt: skip
    return None


def no_hearing_now(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and p.review.hearing_from:
        return refusal("hearing", "听证还没有结束。", "The hearing is not over.", "R22 36(2)")
    return None


def hearing_now(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and not p.review.hearing_from:
        return refusal("no_hearing", "没有正在进行的听证。", "There is no hearing now.", "R22 36(2)")
    return None


def not_before_the_day_told(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    day = p.review.hearing_day if p is not None and p.review is not None else None
    if day is not None and a.on < day:
        return refusal(
            "hearing_day",
            f"已经通知听证在 {day} 举行；改期的先重新通知。",
            f"The hearing was announced for {day}; announce another day first.",
            "R22 31[6]、36(2)",
        )
    return None


def hearing_ends_in_time(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A day that is named lies in the time that a hearing may take at most."""
    if not a.codes.get("last_day"):
        return None
    named, found = as_day(a.codes.get("last_day")), law.counted("end-hearing", a.on)
    latest = found[1].due if found and found[1] else None
    if named is None or named < a.on or (latest is not None and named > latest):
        return refusal(
            "last_day",
            f"预定结束日期应当在听证开始之日（{a.on}）以后、{latest}以前；还要再开的，到期先结束，再开一次。",
            f"The hearing ends between its opening ({a.on}) and {latest}; if that is too short, end it then and open another.",
            "R22 36(2)（听证最长日数为本系统默认）",
        )
    return None


def hearing_is_overdue(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    here = [d for d in s.live if p is not None and d.proceeding == p.no]
    over = any(d.rule == "end-hearing" and d.due and d.due < a.on for d in here)
    if not over or not any(d.rule == "re-review" and d.due is None for d in here):
        return refusal(
            "hearing_time",
            "听证还没有到应当结束之日，或者期限已经接着计算。",
            "The hearing is not overdue, or the period has gone on already.",
            "R22 36(2)",
        )
    return None


def investigated(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and not p.review.investigated:
        return refusal(
            "not_investigated", "还没有调查记录。", "Nothing has been looked into yet.", "导则 2.3.5(四)"
        )
    return None


# ------------------------------------------------------------------ the committee


def every_requested_point(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    r = p.review if p else None
    outcomes = _outcomes(a)
    if r is None:
        return None
    allowed = ("maintain", "revoke", "change", "overtaken")
    missing = [no for no in r.points if no not in a.points or outcomes.get(no) not in allowed]
    if missing or set(a.points) - set(r.points):
        numbers = "、".join(map(str, missing)) or "/"
        return refusal(
            "unanswered",
            f"申请的每一项都要有结论（维持、撤销重办、变更），不审未申请的。还缺：{numbers}。",
            f"Each point asked about is maintained, revoked or changed, and no other. Missing: {numbers}.",
            "R22 35、36(1)",
        )
    return None


def _outcomes(a: Act) -> dict[int, str]:
    said = a.codes.get("outcome", {})
    return {int(no): str(what) for no, what in said.items()} if isinstance(said, Mapping) else {}


def _number(a: Act, key: str) -> int:
    value = str(a.codes.get(key) or 0)
    return int(value) if value.isdigit() else 0


def quorum_present(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Present and free to vote against all members who need not stand back; the fraction is the committee's own."""
    members, present, recused = (_number(a, key) for key in ("members", "present", "recused"))
    part, whole = w.quorum(p.office if p else "")
    if present < 1 or present + recused > members or present * whole < (members - recused) * part:
        return refusal(
            "quorum",
            f"没有达到法定人数：组成人员{members}人、回避{recused}人、到会{present}人，应到{part}/{whole}以上。",
            f"No quorum: {members} members, {recused} recused, {present} present; {part}/{whole} are needed.",
            "导则 2.3.5(五)（法定人数为委员会规定，未规定的为本系统默认）",
        )
    return None


def respondent_stood_back(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is None or p.review is None:
        return None
    seated = reviewed_offices(s, p) & w.seats(p.office, a.on)
    if len(seated) > _number(a, "recused"):
        return refusal(
            "recusal",
            f"被申请单位（{'、'.join(sorted(seated))}）的委员应当回避。",
            f"The member from the office reviewed ({', '.join(sorted(seated))}) stands back.",
            "R22 28(3)",
        )
    return None


def majority_in_favour(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    present, favour, against = (_number(a, key) for key in ("present", "favour", "against"))
    if favour + against > present or favour * 2 <= present:
        return refusal(
            "votes",
            f"到会{present}人，同意{favour}人：没有超过半数，不成决议。",
            f"{present} present and {favour} in favour: no majority, no resolution.",
            "导则 2.3.5(六)（表决规则为本系统默认）",
        )
    return None


STANDING = ("仍然有效，应当逐项作出结论", "stands: decide on it")
OVERTAKEN = (
    "已因其他信访人的复查被撤销或者变更，只能写明这一情况",
    "was revoked or changed by a review of another petitioner: say so",
)


def overtaken_points(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """What another petitioner's review has revoked or changed meanwhile is said to be overtaken, nothing else is."""
    r = p.review if p else None
    if r is None:
        return None
    for no, said in _outcomes(a).items():
        standing = no in s.points and stands(s, s.papers[r.against], no)
        if standing == (said == "overtaken"):
            zh, en = STANDING if standing else OVERTAKEN
            return refusal(
                "overtaken", f"诉求{no}的原意见{zh}。", f"On point {no} the opinion {en}.", "R22 35、36(1)"
            )
    return None


# ------------------------------------------------------------------ the opinion


def session_held(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p is not None and p.review is not None and not p.review.resolved:
        return refusal(
            "session", "先经委员会会议审议形成决议。", "The committee resolves first.", "导则 2.3.5(五)、(六)"
        )
    return None


def as_resolved(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    r = p.review if p else None
    if r is None:
        return None
    late = overtaken_points(s, a, p, law, w)
    if late is not None:
        return late
    said = _outcomes(a)
    other = [no for no, what in r.resolved.items() if said.get(no) not in (what, "overtaken")]
    if other:
        numbers = "、".join(map(str, other))
        return refusal(
            "resolved",
            f"诉求{numbers}的结论与会议决议不一致。",
            f"On points {numbers} the opinion is not what was resolved.",
            "导则 2.3.5(六)",
        )
    return None


def redo_has_days(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if "revoke" in _outcomes(a).values() and not 1 <= _number(a, "redo_days") <= 60:
        return refusal(
            "redo_days",
            "撤销的，要写明几日内重新作出处理意见（1至60日）。",
            "What is revoked is redone in so many days: say how many (1 to 60).",
            "山东省信访条例 45（参照）",
        )
    return None


def change_says_what(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    changed, days = a.codes.get("changed", {}), a.codes.get("execution", {})
    for no in (no for no, said in _outcomes(a).items() if said == "change"):
        what = changed.get(str(no))
        if what not in ("support", "explain", "not_support"):
            return refusal(
                "changed", f"诉求{no}变更为什么，要写明。", f"Say to what point {no} is changed.", "R22 32(1)"
            )
        due = as_day(days.get(str(no)))
        if what == "support" and (due is None or due < a.on):
            return refusal(
                "execution",
                f"变更为予以支持的诉求{no}要写明落实日期。",
                f"Point {no}, changed to supported, needs a day to be carried out.",
                "R22 32(2)",
            )
    return None


def redo_says_what_is_new(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A revoked opinion is not given again on the same facts and reasons."""
    if p is None or not p.redo or a.codes.get("what_is_new"):
        return None
    same = [no for no, said in _outcomes(a).items() if no in p.redo and p.redo[no] == said]
    if same:
        numbers = "、".join(map(str, same))
        return refusal(
            "same_opinion",
            f"诉求{numbers}的结论与被撤销的相同：不得以同一事实和理由作出基本相同的意见；有新查明的事实或者新的理由的，请写明。",
            f"On points {numbers} this is the opinion that was revoked: not again on the same facts; say what is new.",
            "山东省信访条例 45（参照）",
        )
    return None


def director_signs_review(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """导则 2.3.5(六): where a committee reviews, its director signs the opinion."""
    d = s.drafts.get(int(a.codes.get("draft", 0)))
    posts = a.codes.get("posts")
    if d is None or p is None or posts is None or w.kind(p.office) != "committee":
        return None
    if d.kind in ("review_opinion", "re_review_opinion") and "director" not in posts:
        return refusal(
            "director",
            "复查、复核意见书由委员会主任签发。",
            "The opinion of a committee is signed by its director.",
            "导则 2.3.5(六)",
        )
    return None
