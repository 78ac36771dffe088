"""Forms being filled in: kept sealed on the server, found by a key that only the petitioner's pages carry.

A page sends its key along, so that words outlive an expired session; the session remembers it too, so that
one may walk away from the form and come back while the session lasts. The same key makes a form sent twice
one entry. After two days of silence a form is forgotten.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from huiyin.intake import leftovers
from huiyin.portal.models import Unsent, UnsentFile
from huiyin.register import guessing
from huiyin.register.vault import digest

KEPT_FOR = timedelta(days=2)
IN_SESSION = "raise"
_KEY = re.compile(r"[0-9a-f]{32}")

Typed = dict[str, Any]


def new_key() -> str:
    """A key nobody can guess."""
    return secrets.token_hex(16)


def key_of(request: HttpRequest) -> str:
    """The key that the page sent, else the one the session knows; empty if there is neither."""
    sent = request.POST.get("form", "")
    if request.method == "POST" and _KEY.fullmatch(sent):
        return str(sent)
    known = request.session.get(IN_SESSION, "")
    return known if isinstance(known, str) and _KEY.fullmatch(known) else ""


def digest_of(key: str) -> str:
    """Under which a form is stored, and under which its entry is known to be the same form."""
    return digest("portal form", key)


def load(key: str, now: datetime) -> Typed | None:
    """What was typed into the form of this key; None where there is no such form any more."""
    row = Unsent.objects.filter(pk=digest_of(key), changed_at__gt=now - KEPT_FOR).first() if key else None
    return dict(row.typed or {}) if row else None


def save(request: HttpRequest, key: str, typed: Typed, now: datetime) -> None:
    """Keep what was typed, and let the session remember the form. A new form sweeps old ones out."""
    kept = {"typed": typed, "changed_at": now}
    row, new = Unsent.objects.update_or_create(pk=digest_of(key), defaults=kept)
    wanted = {f["sha256"] for f in typed.get("files", ())}
    # a file taken out again stays noted, so that it is removed from the disk with the form
    there = set() if new else set(row.files.values_list("sha256", flat=True))
    UnsentFile.objects.bulk_create(UnsentFile(form=row, sha256=sha) for sha in sorted(wanted - there))
    request.session[IN_SESSION] = key
    if new:
        forget_old(now)
        guessing.forget_old(now)


def leave(request: HttpRequest) -> None:
    """The session forgets the form; its pages still find it until it is two days old."""
    request.session.pop(IN_SESSION, None)


def discard(request: HttpRequest, key: str) -> None:
    """The petitioner does not want it kept: the words go now, files from the disk in two days at the latest."""
    Unsent.objects.filter(pk=digest_of(key)).update(typed={})
    leave(request)


def forget_old(now: datetime) -> None:
    """Forget forms that nobody touched for two days; files that no petition and no other form holds go too."""
    old = Unsent.objects.filter(changed_at__lte=now - KEPT_FOR)
    files = set(UnsentFile.objects.filter(form__in=old).values_list("sha256", flat=True))
    old.delete()
    for sha256 in files:
        leftovers.drop_unless_held(sha256, now - KEPT_FOR / 2)


def holds_file(sha256: str) -> bool:
    """Whether a form that is not sent yet has this file."""
    return UnsentFile.objects.filter(sha256=sha256).exists()
