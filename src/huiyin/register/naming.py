"""Taking withheld names out of what was written (要求保密): names, numbers and addresses, wherever they stand.

A name with blanks between its characters and a number in groups or full width are the same name and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from huiyin.register.models import Role
from huiyin.statute.model import Refused

HIDDEN = "〔保密〕"
REACHES = ("phone", "other", "post")
"""What of a safe contact tells who somebody is, or whom to ask."""
LEAST_REACH = 5
"""A shorter one (儿子, 白天) names nobody and stands in many sentences."""
BETWEEN = " \t\u3000\u00a0-‐‑–—－·."
"""What people write between the parts of a number or the characters of a name."""
_WIDE = {ord("０") + n: str(n) for n in range(10)}
_FOLD: dict[int, str] = _WIDE | dict.fromkeys(map(ord, BETWEEN), "")
_GAP = f"[{re.escape(BETWEEN)}]{{0,3}}"


def spoken(files: Iterable[int]) -> dict[int, list[str]]:
    """What would give away the petitioners of some files: names, numbers, addresses."""
    found: dict[int, list[str]] = {}
    roles = Role.objects.filter(file__in=list(files))
    for file, person, contact in roles.values_list("file", "petitioner__person", "contact"):
        found.setdefault(file, []).extend(revealing(person, contact))
    return found


def revealing(person: Mapping[str, Any] | None, contact: Mapping[str, Any] | None) -> list[str]:
    """Every text that tells who this is, of what is kept of a petitioner and how to reach him; None is erased."""
    named = [v for v in (person or {}).values() if isinstance(v, str) and len(v) > 1]
    reached = [v for key in REACHES if isinstance(v := (contact or {}).get(key), str)]
    return named + [v for v in reached if len(v) >= LEAST_REACH]


def without(text: str, said: Iterable[str], instead: str = HIDDEN) -> str:
    """The text without these words, the longest first."""
    listed = sorted(said, key=len, reverse=True)
    for words in listed:
        text = text.replace(words, instead)
    folded = text.translate(_FOLD)  # most texts write nothing apart, and are done
    for words in (w.translate(_FOLD) for w in listed):
        if len(words) > 1 and words in folded:
            text = _apart(words).sub(instead, text)
    return text


def names_nobody(file: int, text: str) -> None:
    """Refuse a text for the public that gives a petitioner of the file away (R22 36(2))."""
    said = [w for w in spoken([file]).get(file, ()) if len(w) > 1]
    if without(text, said) != text:
        raise Refused(
            "named",
            "公示的文字里有信访人的姓名、住址或者联系方式，没有记录；请隐去以后再提交，你填的内容还在。",
            "The text names a petitioner, an address or a number; nothing was recorded and what you typed is kept: "
            "take it out and submit again.",
            "R22 36(2)（保密为本系统默认）",
        )


def _apart(words: str) -> re.Pattern[str]:
    """These characters, whatever is written between them."""
    return re.compile(
        _GAP.join(f"[{c}{chr(ord('０') + int(c))}]" if c in "0123456789" else re.escape(c) for c in words)
    )
