"""What is taken out of a text before anything derived from it is kept: numbers that name a person or a phone."""

from __future__ import annotations

import re
import unicodedata

_DASH = " _‐‒–—―−-"
"""What stands between the groups of any number; last, as a class of characters needs it, the hyphen."""
_PART = rf"[.·/{_DASH}]?"
"""Between groups by which a number is known as what it is: amounts (12345.67) and days (2024.5.1) have points, too."""
_HAN = "零〇○幺一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_IDENTITY = rf"[1-9][0-9]{{5}}{_PART}[0-9]{{6}}(?:[0-9]{{2}})?{_PART}[0-9]{{3}}[0-9Xx]?"
_MOBILE = rf"1[3-9][0-9](?:{_PART}[0-9]{{4}}){{2}}"
_LINE = rf"0[0-9]{{2,3}}\)?{_PART}[0-9]{{7,8}}"
_HIDDEN = rf"[0-9]{{2,}}[{_DASH}]?[xX×*]{{3,}}[{_DASH}]?[0-9]{{2,}}"
_SPELT = rf"[{_HAN}](?:{_PART}[{_HAN}]){{7,}}"
_LONG = rf"[0-9][0-9{_DASH}]{{6,}}[0-9Xx]|[0-9*]{{8,}}"
"""Bank cards, accounts and what was masked elsewhere: any long run of digits says nothing of a matter."""
NUMBER = re.compile(
    rf"(?<![0-9])(?:{_IDENTITY}|(?:\+?86{_PART})?{_MOBILE}|{_LINE})(?![0-9])|{_HIDDEN}|{_SPELT}|{_LONG}"
)
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""What cannot be seen would part the digits of a number."""
_MANY = re.compile(rf"[0-9{_HAN}*][0-9{_HAN}*xX×.·/){_DASH}]{{6}}")
"""Where not so many stand together, there is no such number: most texts are looked through once."""


def masked(text: str) -> str:
    """The text in one width, without identity numbers, phones, addresses of mail and long numbers."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    if "@" in plain:
        plain = MAIL.sub(" ", plain)
    return NUMBER.sub(" ", plain) if _MANY.search(plain) else plain
