"""When a rule's period ends if it starts on a day, with every step: what `huiyin due` and the API both answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .explain import checked, unsure
from .loader import Rulebook
from .periods import Counted, Step, count, steps
from .reading import Words
from .rules import DutyRule

_NO_NUMBER = {
    "prompt": Words("条文写的是“及时”", "the text says promptly"),
    "at_once": Words("条文写的是“立即”", "the text says at once (立即)"),
}
_SET = Words("日期由有权的机关指定", "somebody names the day")


class NoDay(LookupError):
    """A rule from which no day follows: it gives no number of days, or no calendar reaches so far."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.en)
        self.said = said


@dataclass(frozen=True)
class Answer:
    """A period counted from a day under the version of the rule that held then."""

    rule: DutyRule
    counted: Counted
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """The answer for a machine to read."""
        return {
            "rule": self.rule.key,
            "from": self.counted.start.isoformat(),
            "nominal_due": self.counted.nominal.isoformat(),
            "due": self.counted.due.isoformat(),
            "provisional": self.counted.provisional,
            "provision": self.rule.provision,
            "certainty": self.rule.certainty,
            "steps": [step._asdict() for step in self.steps],
        }


def when_due(book: Rulebook, key: str, start: date, place: str) -> Answer:
    """The end of the period that starts on a day; RuleError where no such rule holds, NoDay where no day follows."""
    rule = book.rule(key, start, place)
    measure = rule.measure()
    if measure is None:
        why = _NO_NUMBER.get(rule.unit, _SET)
        raise NoDay(
            Words(
                f"规则“{rule.title.zh}”（{rule.provision}）没有写日数：{why.zh}",
                f"rule {rule.key!r} ({rule.provision}) gives no number of days: {why.en}",
            )
        )
    length, unit = measure
    try:
        counted = count(start, length, unit, book.calendar, roll=rule.roll)
    except OverflowError:
        raise NoDay(
            Words(f"没有日历能算到 {start} 之后这么远", f"no calendar reaches {length} days beyond {start}")
        ) from None
    said = steps(start, length, unit, book.calendar, roll=rule.roll, event=rule.starts)
    return Answer(rule, counted, (*said, *checked(book, rule), *unsure(rule.certainty)))
