"""Why this date? The stored facts of a duty or window as sentences, in Chinese and English, on demand."""

from __future__ import annotations

from datetime import date

from .law import Law
from .loader import Rulebook
from .model import Duty, Window
from .periods import UNIT_WORDS, Step, say_day, steps
from .reading import Words
from .rules import CERTAINTY_WORDS, DutyRule, RuleError


def checked(book: Rulebook, rule: DutyRule) -> list[Step]:
    """What a place's own rule says of itself: which regulation it is, and that it is to be checked before use."""
    about = book.about(rule.place)
    if "note" not in about:
        return []
    note = about["note"]
    return [
        Step(
            f"依据{about['law']}：{note['zh']}。", f"By a regulation of {about['title']['en']}: {note['en']}."
        )
    ]


def duty_steps(d: Duty, law: Law) -> list[Step]:
    """The steps of the count of a duty, as they are stored with it."""
    try:
        rule = law.book.rule(d.rule, d.start, law.place)
    except RuleError:
        return []
    return [*_duty_steps(d, law, rule), *checked(law.book, rule), *unsure(d.certainty)]


UNSURE = {
    "H": Step(
        "这个期限法律没有明文规定，是本系统默认的做法。",
        "No text says this; the period is a default of this system.",
    ),
    "I": Step(
        "这个期限条文没有直接写明，是从条文推断出来的。",
        "The text does not say this outright; it is inferred from it.",
    ),
    "M": Step(
        "这一条是凭记忆写入的，没有核对原文，使用前请核对。",
        "This rule was written from memory and not compared with the text: check it before relying on it.",
    ),
    "C": Step(
        "这一条依据转述资料，没有见到原文，使用前请核对。",
        "This rule rests on a second-hand source and not on the text: check it before relying on it.",
    ),
}
OTHER_LAW = Step(
    "这是另一部法律规定的期限，不是信访期限；怎样计算以那部法律为准，此处按民事法律的一般规则计算。",
    "This is the period of another law, not one of petition work; that law's own way of counting prevails, and here "
    "the general rules of civil law are used.",
)


def unsure(certainty: str) -> list[Step]:
    """A default of this system, an inference or a thing from memory says so in the proof itself, in plain words."""
    return [UNSURE[certainty]] if certainty in UNSURE else []


def _duty_steps(d: Duty, law: Law, rule: DutyRule) -> list[Step]:
    measure = rule.measure()
    if measure and d.nominal is None:
        return [HEARING]
    if d.nominal is None or d.due is None:
        soon = Words("立即", "at once") if rule.unit == "at_once" else Words("及时", "promptly")
        return [
            Step(
                f"法律要求“{soon.zh}”，没有写日数；不另设日数。",
                f"The text says '{soon.en}' and gives no days; none are invented.",
            )
        ]
    if d.procedure and d.extended_by:
        return _extended_there(d, law)
    if d.procedure:
        limit = law.book.procedure(d.procedure, d.start).decide
        if limit is not None:
            return steps(d.start, limit.length, limit.unit, law.calendar, event=rule.starts, basis=OTHER_LAW)
    if d.extended_by:
        return _extended(d.start, d.nominal, d.due, law, d.extended_by)
    if d.uncounted and measure:
        counted = steps(d.start, measure[0], measure[1], law.calendar, roll=False, event=rule.starts)
        return [*counted, *_uncounted(d.nominal, d.due, law, d.uncounted)]
    if measure and _plain(d, law, measure):
        event = UNTOLD if d.rule == "answer" and d.certainty == "I" else rule.starts
        return steps(d.start, measure[0], measure[1], law.calendar, roll=rule.roll, event=event)
    return _named(d.start, d.nominal, d.due, law, rule.starts)


HEARING = Step(
    "正在听证：听证所需时间不计算在复核期限内，听证结束后接着计算（《信访工作条例》第三十六条第二款）；"
    "到应当结束之日还没有结束的，不再等，接着计算。",
    "A hearing is being held: its time is not counted, and the period goes on when it is over (R22 36(2)), at the "
    "latest after the day by which it is to end.",
)


def _uncounted(nominal: date, due: date, law: Law, days: int) -> list[Step]:
    """The days of a hearing added to a re-review."""
    day = say_day(nominal)
    found = [
        Step(
            f"听证所需{days}日（自开始之日至结束之日，首尾都算，最迟到应当结束之日），不计算在内（第三十六条第二款），到{day.zh}届满。",
            f"The hearing needed {days} days (from its opening to its end, both counted in, at most to the day by "
            f"which it was to end), which do not count "
            f"(36(2)): the last day is {day.en}.",
        )
    ]
    return found + _rolled(nominal, due, law)


UNTOLD = Words(
    "到期没有告知是否受理，推定自收到之日起第15日受理",
    "Nobody said in time whether it was accepted; acceptance is inferred on day 15 after receipt",
)


def window_steps(w: Window, law: Law) -> list[Step]:
    """The steps of the count of a petitioner's window."""
    rule = law.book.rule(w.rule, w.start, law.place)
    measure = rule.measure()
    assert measure is not None
    counted = steps(w.start, measure[0], measure[1], law.calendar, roll=rule.roll, event=rule.starts)
    said = [*counted, *checked(law.book, rule)]
    if w.certainty != "H" or rule.certainty == "H":
        return [*said, *unsure(w.certainty)]
    day = say_day(w.end)
    kept = Step(
        f"更正以前已告知到{day.zh}；更正不使申请期提前，仍到这一天（本系统默认）。",
        f"Before the correction {day.en} had been told; no correction ends the period earlier (a default of this system).",
    )
    return [*said, kept]


def _plain(d: Duty, law: Law, measure: tuple[int, object]) -> bool:
    found = law.counted(d.rule, d.start)
    return bool(found and found[1] and found[1].nominal == d.nominal)


def _extended_there(d: Duty, law: Law) -> list[Step]:
    """Extended by the other law, in its own unit."""
    more = law.book.procedure(d.procedure, d.start).extend
    assert more is not None and d.nominal is not None and d.due is not None
    base, day = say_day(d.start), say_day(d.nominal)
    zh, one, many = UNIT_WORDS[more.unit]
    said = f"{d.extended_by} {one if d.extended_by == 1 else many}"
    return [
        Step(f"延长自原届满日{base.zh}起算。", f"The extension runs from the nominal last day, {base.en}."),
        Step(
            f"依那部法律延长{d.extended_by}{zh}，到{day.zh}届满。",
            f"By that law extended by {said}, to {day.en}.",
        ),
        *_rolled(d.nominal, d.due, law),
    ]


def _extended(start: date, nominal: date, due: date, law: Law, days: int) -> list[Step]:
    """An extension counted from the nominal day of the period before it."""
    base, day = say_day(start), say_day(nominal)
    found = [
        Step(f"延长自原届满日{base.zh}起算。", f"The extension runs from the nominal last day, {base.en}."),
        Step(f"延长{days}日，到{day.zh}届满。", f"Extended by {days} days it ends on {day.en}."),
    ]
    return found + _rolled(nominal, due, law)


def _named(start: date, nominal: date, due: date, law: Law, starts: Words) -> list[Step]:
    """A day that somebody set."""
    base, day = say_day(start), say_day(nominal)
    found = [
        Step(f"起算事由：{starts.zh}，{base.zh}。", f"Start: {starts.en}, {base.en}."),
        Step(
            f"届满日是办理中定下的：{day.zh}。",
            f"The last day was fixed in the course of the case: {day.en}.",
        ),
    ]
    return found + _rolled(nominal, due, law)


def _rolled(nominal: date, due: date, law: Law) -> list[Step]:
    found = []
    if due != nominal:
        off = law.calendar.why_off(nominal)
        rolled = say_day(due)
        why = f"（{off.zh}）" if off else ""
        found.append(
            Step(f"该日不是工作日{why}，顺延到{rolled.zh}。", f"That day is off; it rolls to {rolled.en}.")
        )
    if law.calendar.provisional(due):
        found.append(
            Step(
                "该年放假通知尚未公布，日期为预计。",
                "No holiday notice for that year yet: the date is provisional.",
            )
        )
    return found


def title_of(law: Law, key: str, on: date) -> Words:
    """What a rule is called: in the version that held on that day, else in the newest, else by its key."""
    book = law.book
    try:
        return book.rule(key, on, law.place).title
    except RuleError:
        versions = book.place_duties.get(law.place, {}).get(key) or book.duties.get(key, ())
        return versions[-1].title if versions else Words(key, key)


def sentence(rule_title: Words, provision: str, certainty: str) -> Words:
    """Which rule, by which provision, and how sure."""
    sure = CERTAINTY_WORDS.get(certainty, Words(certainty, certainty))
    return Words(f"{rule_title.zh}：{provision}（{sure.zh}）", f"{rule_title.en}: {provision} ({sure.en})")
