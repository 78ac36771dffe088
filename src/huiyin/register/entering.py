"""What a query code opens: alone the dates, with the PIN what is the petitioner's own. The same at every door."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.register import guessing
from huiyin.register.models import Role
from huiyin.register.opening import CODE_DIGITS
from huiyin.register.pins import matches, nothing_to_match
from huiyin.register.vault import digest


def digits_of(text: str) -> str:
    """The digits of a code as people type it: with gaps, hyphens, full-width figures."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Tried:
    """What a code, with or without PIN, opens: a role, or a time to wait, or nothing."""

    role: Role | None = None
    wait: timedelta | None = None


def role_of(code: str) -> Role | None:
    """The role of a query code."""
    if len(code) != CODE_DIGITS:
        return None
    return Role.objects.select_related("file__matter").filter(code_digest=digest("code", code)).first()


def look_up(code: str, address: str, now: datetime) -> Tried:
    """By code alone: enough for neutral dates. Unknown codes are counted for the address."""
    here = guessing.key_for("address", address)
    wait = guessing.waiting(here, now)
    if wait:
        return Tried(wait=wait)
    role = role_of(code)
    if role is None:
        guessing.take(here, guessing.ADDRESS, now)
    return Tried(role=role)


def open_with(code: str, pin: str, address: str, now: datetime) -> Tried:
    """By code and PIN. An unknown code and a wrong PIN take the same time and get the same answer."""
    here, at_code = guessing.key_for("address", address), guessing.key_for("code", code)
    wait = guessing.waiting(here, now) or guessing.take(at_code, guessing.CODE, now)
    if wait:
        return Tried(wait=wait)
    role = role_of(code)
    good = matches(pin, role.pin_hash) if role else nothing_to_match(pin)
    if not good:
        guessing.take(here, guessing.ADDRESS, now)
        return Tried()
    guessing.right(at_code)
    return Tried(role=role)
