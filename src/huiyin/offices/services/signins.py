"""The record of every try to sign in."""

from __future__ import annotations

import ipaddress
from datetime import datetime

from django.utils.crypto import salted_hmac

from huiyin.offices.models import Officer, SignIn

_SALT = "huiyin.offices.signin"


def record_sign_in(what: SignIn.What, login: str, *, address: str, at: datetime, reason: str = "") -> SignIn:
    """Append one row. A sign-in name that nobody has is kept as a digest only: it may be a password."""
    login = login.strip().lower()
    officer = Officer.objects.filter(login=login).first()
    return SignIn.objects.create(
        login=officer.login if officer else "",
        login_digest=_digest(login),
        officer=officer,
        at=at,
        what=what,
        success=what not in (SignIn.What.FAILURE, SignIn.What.LOCKED),
        address=network_of(address),
        address_digest=_digest(address) if address else "",
        reason=reason,
    )


def name_for_lock(login: str) -> str:
    """Under which name failures are counted: the sign-in name, or the digest of one that nobody has."""
    login = login.strip().lower()
    return login if Officer.objects.filter(login=login).exists() else f"?{_digest(login)[:40]}"


def network_of(address: str) -> str:
    """The network an address belongs to: enough to see a strange place, not to follow a person."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def _digest(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()
