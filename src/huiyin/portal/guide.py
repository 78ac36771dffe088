"""Which way is mine? The lawful paths as a public guide: what was answered, and what is shown for it.

Nothing is stored and nobody signs in: the answers stand in the address. The same tables and the same proposals as
at the counter; no rule lives here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from huiyin.offices.competent import offices_for
from huiyin.offices.models import Office
from huiyin.statute.law import Law
from huiyin.statute.periods import Step, steps
from huiyin.statute.reading import Words
from huiyin.statute.remedies import CLOSING_DAYS, Facts, Proposal, closing, procedure, propose, window_of
from huiyin.statute.remedies_data import Situation, of
from huiyin.statute.rules import CERTAINTY_WORDS, NOWHERE, Finder, LeadIn, Limit
from huiyin.web.words import bilingual, cited, english

DAY = "day-"
FIRST = date(1949, 10, 1)
UNITS = {"day": ("日", "days"), "working_day": ("个工作日", "working days"), "month": ("个月", "months")}
DISCIPLINE = Finder(kinds=("discipline",))


@dataclass(frozen=True)
class DateField:
    """A day that only the person knows. Procedures that run from the same day ask for it once."""

    name: str
    asks: str
    typed: str
    wrong: str = ""

    @property
    def value(self) -> date | None:
        """The day, where one was typed that can be."""
        return None if self.wrong or not self.typed else date.fromisoformat(self.typed)


@dataclass(frozen=True)
class Choice:
    """Whether it is dealt with elsewhere already."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class End:
    """One way out, as it is shown and printed."""

    title: str
    reasons: list[str]
    organ: str
    offices: list[Office]
    provision: str
    sure: str
    apply: str
    window: str
    tone: str
    why: list[Step]
    late: str
    decide: str
    bring: list[str]
    petition: bool
    day: DateField | None


@dataclass(frozen=True)
class Answers:
    """What was answered for one situation."""

    situation: Situation
    elsewhere: str
    days: dict[str, DateField]
    """By procedure; several may share one."""

    @property
    def asks(self) -> list[DateField]:
        """Each day once, in order."""
        return list({d.name: d for d in self.days.values()}.values())

    @property
    def wrong(self) -> bool:
        """Whether a day cannot be."""
        return any(d.wrong for d in self.days.values())


def situation(law: Law, topic: str, key: str) -> Situation | None:
    """The situation of that address."""
    found = of(law).situations.get(key)
    return found if found is not None and found.topic == topic else None


def answers(law: Law, one: Situation, data: Mapping[str, str], on: date) -> Answers:
    """What stands in the address, or in the form that carries it on."""
    wanted = str(data.get("elsewhere", ""))
    values = {c.value for c in elsewhere_choices(law, one, "", on)}
    days: dict[str, DateField] = {}
    asked: dict[str, DateField] = {}
    for there in _procedures(law, one, wanted, on):
        if there.apply:
            asks = bilingual(there.starts)
            days[there.key] = asked.setdefault(asks, _day(there.key, asks, data, on))
    return Answers(one, wanted if wanted in values else "", days)


def _procedures(law: Law, one: Situation, elsewhere: str, on: date) -> Iterator[LeadIn]:
    """The procedures of the situation; where one is finished, those that lie open against its result too."""
    state, _sep, key = elsewhere.partition(":")
    keys = [way.procedure for way in one.ways if way.procedure]
    if state == "finished" and key in keys:
        keys = [*law.book.procedure(key, on).then, *keys]
    for found in (procedure(law, k, on) for k in dict.fromkeys(keys)):
        if found is not None:
            yield found


def _day(key: str, asks: str, data: Mapping[str, str], on: date) -> DateField:
    name = DAY + key
    typed = str(data.get(name, "")).strip()[:40]
    return DateField(name, asks, typed, _wrong(typed, on))


def _wrong(typed: str, on: date) -> str:
    if not typed:
        return ""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return _("“%(typed)s”不是日期。请写成 2026-03-02 这样。") % {"typed": typed}
    if found > on:
        return _("这一天还没有到，请核对。")
    return _("这一天太早了，请核对年份。") if found < FIRST else ""


def elsewhere_choices(law: Law, one: Situation, chosen: str, on: date) -> list[Choice]:
    """Not elsewhere, or pending or finished in one of the procedures of the situation (导则 2.4.2)."""
    found = [("", _("还没有"))]
    for way in one.ways:
        there = procedure(law, way.procedure, on) if way.procedure else None
        if there is not None:
            title = bilingual(there.title)
            found.append((f"pending:{there.key}", _("%(title)s：正在办理") % {"title": title}))
            found.append((f"finished:{there.key}", _("%(title)s：已经有结果") % {"title": title}))
    return [Choice(value, label, value == chosen) for value, label in found]


# ------------------------------------------------------------------ the ends


def ends(law: Law, given: Answers, on: date) -> list[End]:
    """The ways out, in the order to think of them, those whose time is over last. The petition procedure is not
    among them: it is always open here."""
    state, _sep, key = given.elsewhere.partition(":")
    facts = Facts(on, situation=given.situation.key, elsewhere=state, elsewhere_in=key, purpose="claim")
    shown = [_end(law, one, given, on) for one in propose(facts, law) if one.path != "31[6]"]
    return sorted(shown, key=lambda end: end.tone == "late")


def _end(law: Law, one: Proposal, given: Answers, on: date) -> End:
    there = procedure(law, one.procedure, on) if one.procedure else None
    reasons = [bilingual(r.words) for r in one.reasons if r.words.zh != "按您选的情形。"]
    if there is None:
        return _as_petition(one, reasons, on)
    asked = given.days.get(there.key)
    window = window_of(there, asked.value if asked else None, law)
    limit = there.apply
    why = (
        steps(window.start, limit.length, limit.unit, law.calendar, event=there.starts)
        if window is not None and limit is not None
        else []
    )
    left = (window.due - on).days if window else 0
    return End(
        bilingual(there.title), reasons, bilingual(there.organ), offices_for(there.office, on),
        cited(there.provision), _sure(there), _length(limit), bilingual(closing(window, on)) if window else "",
        "" if not window else "late" if left < 0 else "soon" if left <= CLOSING_DAYS else "open", why,
        bilingual(there.late) if there.late else "", _decide(there), _bring(law, there.bring), False, asked,
    )  # fmt: skip


def _as_petition(one: Proposal, reasons: list[str], on: date) -> End:
    """A suggestion or an accusation: dealt with as what it is."""
    titles = {
        "29": Words("意见建议", "A suggestion"),
        "30": Words("检举控告", "A report or accusation"),
    }
    organ = {
        "29": Words("有关机关、单位", "the office concerned"),
        "30": Words(
            "纪检监察机关（按干部管理权限）", "the discipline and supervision organ that manages the cadre"
        ),
    }
    title = titles.get(one.path, Words("信访", "Petition"))
    return End(
        bilingual(title), reasons, bilingual(organ.get(one.path, title)),
        offices_for(DISCIPLINE if one.path == "30" else NOWHERE, on), cited(f"R22 {one.path}"), "", "", "", "",
        [], "", "", [], True, None,
    )  # fmt: skip


def _length(limit: Limit | None) -> str:
    if limit is None:
        return ""
    zh, en = UNITS[limit.unit]
    return f"{limit.length} {en if english() else zh}"


def _decide(there: LeadIn) -> str:
    """How long the body there has."""
    if there.decide is None:
        return _("那部法律没有写日数，由受理机关告诉您。")
    said = _length(there.decide)
    if there.extend is not None:
        return _("%(limit)s以内；复杂的最多再延长%(more)s。") % {"limit": said, "more": _length(there.extend)}
    return _("%(limit)s以内。") % {"limit": said}


def _sure(there: LeadIn) -> str:
    """How sure we are, said where it is not the text of the law."""
    marks = [there.certainty, there.apply.certainty if there.apply else ""]
    doubtful = next((m for m in marks if m and m != "A"), "")
    if doubtful == "M":  # a word for those who keep the rulebook; a visitor asks what it means for him
        return _("没有核对过原文")
    return bilingual(CERTAINTY_WORDS[doubtful]) if doubtful else ""


def _bring(law: Law, keys: tuple[str, ...]) -> list[str]:
    table = of(law).bring
    return [bilingual(table[key]) for key in keys]


# ------------------------------------------------------------------ carried to the form


def as_words(law: Law, given: Answers, on: date) -> dict[str, str]:
    """What was answered, as fields of the form by which a matter is raised."""
    lines = [_("我的情况：%(title)s。") % {"title": bilingual(given.situation.title)}]
    known = [one for one in given.asks if one.value is not None]
    lines += [_("%(asks)s：%(day)s。") % {"asks": one.asks, "day": one.typed} for one in known]
    state, _sep, key = given.elsewhere.partition(":")
    there = procedure(law, key, on) if key else None
    found = {"text": "\n".join(lines)}
    if there is not None:
        found |= {"elsewhere": state, "elsewhere_number": bilingual(there.title)}
    return found
