"""PINs of petitioners: kept as keyed digests with a salt.

A PIN has a million possibilities, so a slow hash protects a stolen table for hours and costs every entry a
third of a second a signer. A digest under a key that is not in the database (HUIYIN_DIGEST_KEY) protects it
for good. Guessing through the site is slowed down by the site.
"""

from __future__ import annotations

import hmac
import secrets

from django.contrib.auth.hashers import check_password

from huiyin.register.vault import digest

_SCHEME = "keyed"


def hashed(pin: str) -> str:
    """A PIN as it is stored."""
    salt = secrets.token_hex(8)
    return f"{_SCHEME}${salt}${digest('pin', f'{salt}:{pin}')}"


def matches(pin: str, stored: str) -> bool:
    """Whether this is the PIN."""
    scheme, _, rest = stored.partition("$")
    if scheme != _SCHEME:
        return bool(stored) and check_password(pin, stored)
    salt, _, kept = rest.partition("$")
    return hmac.compare_digest(digest("pin", f"{salt}:{pin}"), kept)


def nothing_to_match(pin: str) -> bool:
    """Takes as long as `matches`, and is never true: for a code that nobody has."""
    return hmac.compare_digest(digest("pin", f"{'0' * 16}:{pin}"), "")
