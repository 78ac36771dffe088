"""What a petitioner may change in the own role at any time: PIN, safe contact, consent to electronic service.

Each change is an act on the line, recorded in the same transaction; the act itself holds no number and no word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from huiyin.offices.actor import Actor
from huiyin.register import guessing, models
from huiyin.register.access import known_at_counter
from huiyin.register.lines import line, state
from huiyin.register.pins import hashed
from huiyin.register.record import Recorded, Wish, append, record
from huiyin.register.vault import digest


def _record(role: models.Role, wish: Wish, by: Actor, now: datetime) -> Recorded:
    # Nothing that others record meanwhile bears on it, so what was seen last is what is there now.
    seen = models.File.objects.values_list("last_seq", flat=True).get(pk=role.file_id)
    return record(role.file_id, wish, by=by, now=now, seen=seen)


def change_pin(role: models.Role, pin: str, *, by: Actor, now: datetime, checked: str = "") -> Recorded:
    """A new PIN, chosen by the petitioner or set anew at a counter; `checked`: how identity was checked there."""
    with transaction.atomic():
        done = _record(role, _new_pin(role, now, checked), by, now)
        _set(role, pin)
        return done


def _new_pin(role: models.Role, now: datetime, checked: str) -> Wish:
    return Wish("change_pin", now.date(), petitioner=role.no, codes={"checked": checked} if checked else None)


def change_pin_with_code(
    code: str, pin: str, *, by: Actor, now: datetime, checked: str
) -> models.Role | None:
    """A new PIN at a counter whose office does not see the file: the query code in the petitioner's hand lets
    the officer do this one act, and opens nothing else. None for a code that nobody has.

    Something restricted goes this way only by an officer named for it in an office that has it (R22 30(3)), and
    the reading is logged; for everybody else its code is unknown.
    """
    with transaction.atomic():
        known = models.File.objects.filter(known_at_counter(by)).values("pk")
        roles = models.Role.objects.select_related("file")
        role = roles.filter(code_digest=digest("code", code), file__in=known).first() if code else None
        if role is None:
            return None
        file = models.File.objects.select_for_update().get(pk=role.file_id)
        acts = line(file.pk)
        append(file, state(file, acts), _new_pin(role, now, checked), by=by, now=now, line=acts)
        _set(role, pin)
        return role


def _set(role: models.Role, pin: str) -> None:
    """Of the new PIN nothing was guessed: whoever keeps trying wrong ones keeps nobody out of the own matter."""
    models.Role.objects.filter(pk=role.pk).update(pin_hash=hashed(pin))
    guessing.right(guessing.key_for("code", role.code))


def change_contact(role: models.Role, contact: Mapping[str, Any], *, by: Actor, now: datetime) -> Recorded:
    """Who may be told, when, by which number, and where post may go."""
    with transaction.atomic():
        wish = Wish("change_contact", now.date(), petitioner=role.no, words={"contact": dict(contact)})
        done = _record(role, wish, by, now)
        models.Role.objects.filter(pk=role.pk).update(contact=dict(contact))
        return done


def consent(role: models.Role, given: bool, *, by: Actor, now: datetime) -> Recorded:
    """Consent to electronic service in this matter, given or taken back."""
    with transaction.atomic():
        codes = {"given": "yes" if given else "no"}
        wish = Wish("consent_electronic", now.date(), petitioner=role.no, codes=codes)
        done = _record(role, wish, by, now)
        models.Role.objects.filter(pk=role.pk).update(electronic=given)
        return done
