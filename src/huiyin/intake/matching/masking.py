"""What is taken out of a text before anything derived from it is kept: numbers that name a person or a phone."""

from __future__ import annotations

import re
import unicodedata

IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])|(?<![0-9A-Za-z])[1-9][0-9]{14}(?![0-9A-Za-z])"
)
PHONE = re.compile(
    r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])|(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])"
)
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
LONG = re.compile(r"[0-9][0-9 -]{6,}[0-9Xx]|[0-9*]{8,}")
"""Bank cards, accounts and what was masked elsewhere: any long run of digits says nothing of a matter."""

_MANY = re.compile(r"[0-9*][0-9* -]{6}")
"""Where not so many stand together, none of the three is there: most texts are looked through once for all."""


def masked(text: str) -> str:
    """The text in one width, without identity numbers, phones, addresses of mail and long numbers."""
    plain = unicodedata.normalize("NFKC", text)
    if "@" in plain:
        plain = MAIL.sub(" ", plain)
    if _MANY.search(plain):
        for pattern in (IDENTITY, PHONE, LONG):
            plain = pattern.sub(" ", plain)
    return plain
