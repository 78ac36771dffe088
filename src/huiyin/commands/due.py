"""`huiyin due RULE --from DATE`: when a duty falls due, and every step of the count.

It needs no database: a rule, a day and the calendar are enough.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huiyin.commands import Refused
from huiyin.statute.calendar import Calendar
from huiyin.statute.loader import load
from huiyin.statute.periods import Counted, say_day, say_worked
from huiyin.statute.rules import CERTAINTY_WORDS, NATIONAL, DutyRule, RuleError
from huiyin.statute.when import NoDay, when_due

if TYPE_CHECKING:
    from huiyin.commands import Subparsers

_LABELS = {
    "zh": ("规则", "起算", "届满日", "顺延后", "依据", "把握程度", "算法", "暂定，可能变动"),
    "en": ("Rule", "From", "Nominal last day", "Due", "Provision", "Certainty", "Count", "provisional"),
}


def add(subparsers: Subparsers) -> None:
    """`huiyin due`."""
    parser = subparsers.add_parser(
        "due",
        help="某项时限何时届满，以及怎样算出 when a duty falls due, and how that is counted",
        description="When a duty of the rulebook falls due if its period starts on a day, with every step.",
    )
    parser.add_argument("rule", metavar="RULE", help="dispatch, answer, objection, ...")
    parser.add_argument(
        "--from", dest="start", metavar="DATE", required=True, help="the day of the event, like 2026-03-16"
    )
    parser.add_argument("--place", default=NATIONAL, help="national (the default) or an overlay")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the plain answer")
    parser.add_argument(
        "--rulebook", type=Path, metavar="DIR", help="further calendars (HUIYIN_RULEBOOK_DIR)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print when the duty falls due."""
    start = _day(args.start)
    rulebook = load(extra=args.rulebook)
    try:
        found = when_due(rulebook, args.rule, start, args.place)
    except (RuleError, NoDay) as error:
        raise Refused(str(error)) from None
    answer = found.as_json()
    print(
        json.dumps(answer, ensure_ascii=False, indent=2)
        if args.json
        else _plain(answer, found.rule, found.counted, rulebook.calendar, args.lang)
    )
    return 0


def _day(typed: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise Refused(f"没有这一天 no such day: {typed}") from None
    raise Refused(f"日期写成 2026-03-16 的样子 write the day like 2026-03-16, not {typed!r}")


def _plain(answer: dict[str, Any], rule: DutyRule, counted: Counted, calendar: Calendar, lang: str) -> str:
    """The answer for a person to read."""
    rule_, from_, nominal, due, provision, certainty, how, provisional = _LABELS[lang]
    pick = 0 if lang == "zh" else 1
    colon = "：" if lang == "zh" else ": "
    lines = [
        f"{rule_}{colon}{rule.title[pick]} ({rule.key}, {rule.place})",
        f"{from_}{colon}{say_day(counted.start)[pick]}  {rule.starts[pick]}",
        f"{nominal}{colon}{say_worked(counted.nominal, calendar)[pick]}",
        f"{due}{colon}{say_worked(counted.due, calendar)[pick]}"
        + (f"  [{provisional}]" if counted.provisional else ""),
        f"{provision}{colon}{rule.provision}",
        f"{certainty}{colon}{rule.certainty} {CERTAINTY_WORDS[rule.certainty][pick]}",
        f"{how}{colon}".rstrip(),
    ]
    lines += [f"  {n}. {step[lang]}" for n, step in enumerate(answer["steps"], 1)]
    return "\n".join(lines)
