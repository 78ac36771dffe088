"""Which lawful path: from what is known of a request to ranked proposals with reasons, for a person to choose.

Nothing here decides. Words and classes only point; what a person states (a situation, a case pending elsewhere)
counts. A doubt goes in the petitioner's favour: unless it is clear that another procedure is open, the petition
procedure (R22 31[6]) is proposed first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .law import Law
from .periods import Counted, count
from .reading import Words
from .remedies_data import Channel, Outcome, Situation, Way, of
from .rules import LeadIn, RuleError

CLOSING_DAYS = 15
"""A window that ends within so many days is said to be about to end."""
CLEAR = 2
"""So many independent signs (the class, and a word) make a path likely; one alone is a doubt."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one request on a day."""

    on: date
    purpose: str = "claim"
    situation: str = ""
    """Chosen by a person."""
    text: str = ""
    class2: str = ""
    elsewhere: str = ""
    """Proceedings elsewhere: none, pending, finished, unknown; empty where nobody asked yet."""
    elsewhere_in: str = ""
    """Which procedure that is, where known."""
    since: date | None = None
    """The day from which the time to apply runs, where known."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a path is proposed."""

    words: Words
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A path for one request, with its reasons and the other law's time to apply."""

    path: str
    procedure: str
    reasons: tuple[Reason, ...]
    clear: bool
    situation: str = ""
    window: Counted | None = None
    lapsed: bool = False


def propose(facts: Facts, law: Law) -> tuple[Proposal, ...]:
    """Paths in the order to think of them; exactly one is then chosen by a person (R22 29, 30, 31)."""
    if facts.purpose != "claim":
        return _by_purpose(facts.purpose)
    there = tuple(_elsewhere(facts, law))
    found = [*there, *_by_situation(facts, law)]
    found.sort(key=lambda p: (p.lapsed, not p.clear))
    petition = _petition(found, facts, law)
    return _once([petition, *found] if petition.clear else [*found, petition])


def _by_purpose(purpose: str) -> tuple[Proposal, ...]:
    """What is no claim has its path by its purpose; enquiries, thanks and unclear words have none."""
    said = {
        "suggestion": (
            "29",
            Words("意见建议：研究、答复。", "A suggestion: studied and answered."),
            "R22 29",
        ),
        "accusation": (
            "30",
            Words(
                "检举控告：按干部管理权限，限制知悉。", "An accusation: by who manages the cadre, restricted."
            ),
            "R22 30",
        ),
    }
    path, words, provision = said.get(
        purpose,
        ("none", Words("不是申诉求决：答复或者存档。", "No claim: replied to or kept."), "导则 2.5.2.3(五)"),
    )
    return (Proposal(path, "", (Reason(words, provision),), True),)


# ------------------------------------------------------------------ proceedings elsewhere


def _elsewhere(facts: Facts, law: Law) -> Iterator[Proposal]:
    """Pending there: that procedure. Finished there: what lies open against its result (导则 2.4.2)."""
    found = procedure(law, facts.elsewhere_in, facts.on) if facts.elsewhere_in else None
    if found is None:
        return
    if facts.elsewhere == "pending":
        why = Words(
            f"正在{found.title.zh}中办理，由那里依法作出结论。",
            f"It is under way there: {found.title.en}. That body decides.",
        )
        yield Proposal(found.item, found.key, (Reason(why, "导则 2.4.2；R22 31"),), True)
    elif facts.elsewhere == "finished":
        for key in found.then:
            then = procedure(law, key, facts.on)
            if then is not None:
                why = Words(
                    f"{found.title.zh}已有结果，对结果不服的走这一步。",
                    f"{found.title.en} has its result; this is the step against it.",
                )
                yield _timed(Proposal(then.item, then.key, (Reason(why, then.provision),), True), facts, law)


# ------------------------------------------------------------------ situations


def _by_situation(facts: Facts, law: Law) -> Iterator[Proposal]:
    for strength, situation, reasons in sorted(_matching(facts, law), key=lambda m: -m[0]):
        for way in situation.ways:
            if way.to != "31[6]":
                yield _of_way(way, situation, reasons, strength >= CLEAR, facts, law)


def _matching(facts: Facts, law: Law) -> Iterator[tuple[int, Situation, tuple[Reason, ...]]]:
    """Situations that something points to: how many signs, and which."""
    for one in of(law).situations.values():
        if facts.situation:
            if one.key == facts.situation:
                yield 2 * CLEAR, one, (Reason(Words("按您选的情形。", "By the situation chosen.")),)
            continue
        reasons = []
        if facts.class2 and facts.class2 in one.classes:
            reasons.append(
                Reason(Words(f"内容分类是“{facts.class2}”。", f"The class of content is '{facts.class2}'."))
            )
        seen = [sign for sign in one.signs if sign in facts.text]
        if seen:
            listed = "、".join(seen)
            reasons.append(Reason(Words(f"文字中有“{listed}”。", f"The words have '{listed}'.")))
        if reasons:
            yield len(reasons), one, tuple(reasons)


def _of_way(
    way: Way, situation: Situation, reasons: tuple[Reason, ...], clear: bool, facts: Facts, law: Law
) -> Proposal:
    if not way.procedure:
        return Proposal(way.to, "", (*reasons, Reason(way.words)), clear, situation.key)
    there = law.book.procedure(way.procedure, max(facts.on, first_day(law, way.procedure)))
    made = Proposal(
        there.item, there.key, (*reasons, Reason(way.words, there.provision)), clear, situation.key
    )
    return _timed(made, facts, law)


def _timed(made: Proposal, facts: Facts, law: Law) -> Proposal:
    """With the time to apply, where its first day is known; a time that is over opens no door."""
    there = procedure(law, made.procedure, facts.on)
    window = window_of(there, facts.since, law) if there else None
    if window is None:
        return made
    lapsed = window.due < facts.on
    reason = Reason(closing(window, facts.on), there.provision if there else "")
    return Proposal(
        made.path, made.procedure, (*made.reasons, reason), made.clear, made.situation, window, lapsed
    )


def procedure(law: Law, key: str, on: date) -> LeadIn | None:
    """Another law's procedure as it holds on that day."""
    try:
        return law.book.procedure(key, on)
    except RuleError:
        return None


def first_day(law: Law, key: str) -> date:
    """From when this system leads in by it."""
    return law.book.procedures[key][0].since


def window_of(there: LeadIn, since: date | None, law: Law) -> Counted | None:
    """The time to apply, counted from the day it runs from; None where that law has none, or no day is known."""
    if there.apply is None or since is None:
        return None
    return count(since, there.apply.length, there.apply.unit, law.calendar)


def closing(window: Counted, on: date) -> Words:
    """What is about to lapse, in words."""
    left, due = (window.due - on).days, window.due
    if left < 0:
        return Words(
            f"申请期限已于{due:%Y-%m-%d}届满。有正当理由耽误的，请说明；存疑的仍可在这里提出。",
            f"The time to apply ended on {due:%Y-%m-%d}. Say so if good cause kept you; in doubt raise it here.",
        )
    if left == 0:
        return Words("申请期限今天届满，请今天就递交。", "The time to apply ends today: hand it in today.")
    if left <= CLOSING_DAYS:
        return Words(
            f"申请期限只剩{left}日，到{due:%Y-%m-%d}届满，请尽快递交。",
            f"Only {left} days are left to apply, to {due:%Y-%m-%d}: hand it in soon.",
        )
    return Words(f"申请期限到{due:%Y-%m-%d}届满。", f"One can apply until {due:%Y-%m-%d}.")


# ------------------------------------------------------------------ the petition procedure


def _petition(found: list[Proposal], facts: Facts, law: Law) -> Proposal:
    """R22 31[6]: first wherever no other path is clear and open; else last, and still open to choose.

    LEGAL-QUESTION: whether a path whose time has run out still keeps a claim from 31[6] is not said. Leading
    somebody to a closed door is no answer, so it counts as a doubt.
    """
    open_now = [p for p in found if p.clear and not p.lapsed]
    if _concluded(facts, law):
        why = Words(
            "那里的程序已经走完：裁判、决定依法终结的，转政法部门说明并做好疏导帮扶，信访程序不改变其结果；有那里没有处理的内容才受理。",
            "The procedure there is exhausted. What is lawfully concluded goes to the political-legal departments, which explain and help; "
            "the petition procedure does not change it, and takes only what was left undone there.",
        )
        return Proposal("31[6]", "", (Reason(why, "R22 31[1]、37(3)"),), True)
    if open_now:
        why = Words(
            "其他途径走不通，或者还有那里不处理的内容时，按信访程序受理。",
            "By the petition procedure, where the other door is shut or leaves something undone.",
        )
        return Proposal("31[6]", "", (Reason(why, "R22 31[6]"),), False)
    if any(p.lapsed for p in found):
        why = Words(
            "能走的法定程序申请期限已过：存疑的作有利于信访人的处理。",
            "The time to apply elsewhere is over: a doubt goes in the petitioner's favour.",
        )
    elif found:
        why = Words(
            "只有个别迹象指向其他程序：存疑的作有利于信访人的处理，先问清楚。",
            "Single signs only point elsewhere: a doubt goes in the petitioner's favour; ask first.",
        )
    else:
        why = Words("没有发现其他法定程序。", "No other procedure was found.")
    return Proposal("31[6]", "", (Reason(why, "R22 31[6]"),), True)


def _concluded(facts: Facts, law: Law) -> bool:
    """Whether it is finished where nothing lies open against the result any more (31[1]: 未依法终结).

    LEGAL-QUESTION: R22 does not say who declares litigation lawfully concluded; a person finds that out there.
    """
    there = procedure(law, facts.elsewhere_in, facts.on) if facts.elsewhere_in else None
    return facts.elsewhere == "finished" and there is not None and not there.then


def _once(found: list[Proposal]) -> tuple[Proposal, ...]:
    """Each path and procedure once, at its best place."""
    kept: dict[tuple[str, str], Proposal] = {}
    for one in found:
        kept.setdefault((one.path, one.procedure), one)
    return tuple(kept.values())


# ------------------------------------------------------------------ what becomes of it here


def outcome(path: str, law: Law, *, petition_office: bool, direct: bool, power: str) -> Outcome:
    """Led in, sent on, objected to, refused and informed, or accepted: five things that are never mixed.

    `power` of the office that has the point: own, below, none, or unknown (which counts as own: in doubt the
    petitioner is not sent away).
    """
    kinds = of(law).outcomes
    if petition_office or power == "below":
        return kinds["transfer"]
    if power == "none":
        return kinds["refuse" if direct else "object"]
    return kinds["accept" if path == "31[6]" else "lead_in"]


def destination(
    law: Law, channel: str, purpose: str, nature: str = "", *, repeat: bool = False
) -> Channel | None:
    """Where the Guide sends what came in by that channel; None where it has no row for it."""
    for one in of(law).channels:
        if one.channels and channel not in one.channels:
            continue
        if purpose not in one.purposes or (one.natures and nature not in one.natures):
            continue
        if one.repeat and one.repeat != ("yes" if repeat else "no"):
            continue
        return one
    return None
