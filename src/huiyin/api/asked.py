"""What a machine asked, read strictly: a day, a place, a page; and how it is told what is wrong."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from huiyin.register.law import current
from huiyin.register.law import place as place_here
from huiyin.statute.law import Law, law_of
from huiyin.statute.rules import NATIONAL
from huiyin.web.errors import Said

FIRST = date(2005, 5, 1)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


CODES = {
    "shape": "a parameter or part of the body is missing or of the wrong kind; `happened` names it",
    "date": "a day is not written like 2026-03-16, or lies before 2005-05-01",
    "page": "`page` is not a number from 1",
    "unreadable": "the body is not JSON, or the request as a whole cannot be read",
    "no_key": "an access key is needed",
    "wrong_key": "nobody has such a key",
    "key_ended": "the key was withdrawn, its last day is over, or the seat it spoke for is gone",
    "unknown_rule": "no such rule in that place on that day; `GET /api/v1/due` lists them",
    "unknown_place": "no such place in the rulebook; `todo` lists them",
    "no_day": "the rule gives no number of days, so no day follows from it",
    "wrong_code": "the query code, or code and PIN together, open nothing",
    "not_found": "not there, or not for this caller to see: the same answer for both",
    "method": "the address does not take this method; the header Allow names those it takes",
    "too_large": "more than may be sent at once",
    "wait": "too many wrong tries; the header Retry-After says for how many seconds",
    "unavailable": "the database or the disk did not answer; Retry-After says when to ask again",
    "failed": "a mistake of ours; it is in the server's log",
}
"""Every code of an error; docs/api.md is generated from it."""


class Wrong(Exception):
    """A request that is answered with an error: which one of `CODES`, and in what words."""

    def __init__(self, status: int, code: str, said: Said, wait: int = 0) -> None:
        super().__init__(CODES[code])
        self.status = status
        self.code = code
        self.said = said
        self.wait = wait
        """Seconds to wait before asking again."""


def day(text: str, name: str) -> date:
    """A day as it stands in an address: 2026-03-16 and nothing else."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        said = Said(_("“%(name)s”不是日期") % {"name": name}, "", _("日期写成 2026-03-16 的样子。"))
        raise Wrong(400, "date", said) from None


def day_or(text: str, name: str, today: date) -> date:
    """The day asked for, not before the first Regulation in the rulebook; today where none is."""
    found = day(text, name) if text else today
    if found < FIRST:
        said = Said(
            _("“%(name)s”太早") % {"name": name},
            _("规则库从 2005-05-01 起。"),
            _("请写 2005-05-01 或者以后的日期。"),
        )
        raise Wrong(400, "date", said)
    return found


def law_in(place: str) -> Law:
    """The law in force in a place of the rulebook; in this one where none is named."""
    book = current().book
    known = (NATIONAL, *book.places)
    where = place or place_here()
    if where not in known:
        said = Said(
            _("规则库里没有“%(place)s”这个地方") % {"place": place[:40]},
            "",
            _("可以写：%(known)s。") % {"known": "、".join(dict.fromkeys(known))},
        )
        raise Wrong(404, "unknown_place", said)
    return law_of(book, where)


def page_number(text: str) -> int:
    """The number of a page, from 1."""
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
        raise Wrong(400, "page", Said(_("“page”不是页码"), "", _("页码从 1 开始，写成数字。")))
    return int(text)
