"""A registration being typed, kept sealed for the officer; and the receipt that is shown once it is done.

The key of a form travels with its pages. The same key makes a form sent twice one entry.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from huiyin.desk.keeping import typed_in
from huiyin.desk.models import FormDraft
from huiyin.desk.registering_forms import CHANNELS, MOST_PEOPLE, MOST_POINTS, Size, size_for
from huiyin.intake import attachments, leftovers, raising
from huiyin.offices.models import Officer
from huiyin.register.models import Entry
from huiyin.register.vault import digest

FORM = "register:"
RECEIPT = "receipt:"
RECEIPT_LASTS = timedelta(minutes=30)
ORIGINALS = {"envelope": "envelope", "pages": "page"}
"""Upload fields whose files are the entry itself: scans of its original."""
UPLOADS = (*ORIGINALS, "material")
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass
class Registration:
    """A form being filled in: what was typed, the files that are safe already, its rows."""

    key: str
    channel: str
    size: Size
    typed: dict[str, list[str]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def data(self) -> MultiValueDict[str, Any]:
        """What was typed, as a form reads it."""
        return MultiValueDict(self.typed)

    @property
    def join(self) -> int:
        """The matter that was chosen beforehand for this entry to join; 0 for none."""
        text = "".join(self.typed.get("join", [])[-1:])
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    @property
    def entry_key(self) -> str:
        """Under which the register knows that this form was sent."""
        return digest("desk form", self.key)


def new_key() -> str:
    """A key nobody can guess."""
    return secrets.token_hex(16)


def good_key(text: str) -> bool:
    """Whether this could be a key of ours."""
    return bool(_KEY.fullmatch(text))


def fresh(channel: str) -> Registration:
    """An empty form."""
    return Registration(new_key(), channel, size_for(channel))


def load(officer: Officer, key: str) -> Registration | None:
    """The form of this key, if this officer began it and has not sent it."""
    row = FormDraft.objects.filter(officer=officer, key=FORM + key).first() if good_key(key) else None
    kept = row.typed or {} if row else {}
    if str(kept.get("channel", "")) not in CHANNELS:
        return None
    return Registration(key, kept["channel"], Size(*kept["size"]), dict(kept["typed"]), list(kept["files"]))


def read(officer: Officer, channel: str, sent: QueryDict) -> Registration:
    """The form as it was just sent: what was kept of it, with what was typed now."""
    key = sent.get("form", "")
    known = load(officer, key)
    form = known if known and known.channel == channel else fresh(channel)
    if good_key(key):
        form.key = key
    form.typed = {name: values for name, values in typed_in(sent).items() if name != "form"}
    form.size = Size(
        _rows(sent, "people", form.size.people, MOST_PEOPLE),
        _rows(sent, "points", form.size.points, MOST_POINTS),
    )
    return form


def _rows(sent: QueryDict, name: str, least: int, most: int) -> int:
    text = sent.get(f"rows-{name}", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else least
    return min(max(number, least), most)


def save(officer: Officer, form: Registration, now: datetime) -> None:
    """Keep the form, unless it was sent or a colleague goes on with it: a late keystroke brings nothing back that may
    be restricted, and one letter has one form."""
    if sent(form) or taken_over(officer, form.key):
        return
    kept = {
        "channel": form.channel, "size": [form.size.people, form.size.points], "typed": form.typed, "files": form.files,
    }  # fmt: skip
    FormDraft.objects.update_or_create(
        officer=officer, key=FORM + form.key, defaults={"typed": kept, "at": now}
    )


def sent(form: Registration) -> bool:
    """Whether it has become an entry."""
    return Entry.objects.filter(key=form.entry_key).exists()


def taken_over(officer: Officer, key: str) -> Officer | None:
    """Who goes on with a form that this officer has open, if it is a colleague by now."""
    holder = held_by(key)
    return holder if holder != officer else None


def forget(officer: Officer, key: str) -> None:
    """The form is not wanted any more."""
    FormDraft.objects.filter(officer=officer, key=FORM + key).delete()


def done(key: str) -> None:
    """The form was sent: nothing of it is kept, whoever went on with it."""
    FormDraft.objects.filter(key=FORM + key).delete()


def held_by(key: str) -> Officer | None:
    """Who has a form in hand."""
    return holders([key]).get(key)


def holders(keys: Iterable[str]) -> dict[str, Officer]:
    """Who has each of these forms in hand; what was typed is not opened for it."""
    wanted = [FORM + key for key in keys if good_key(key)]
    rows = FormDraft.objects.filter(key__in=wanted).select_related("officer").defer("typed") if wanted else ()
    return {row.key.removeprefix(FORM): row.officer for row in rows}


def hand_on(key: str, officer: Officer) -> None:
    """Another officer goes on with a form; who had it no longer has what was typed."""
    FormDraft.objects.filter(key=FORM + key).exclude(officer=officer).update(officer=officer)


@dataclass(frozen=True, slots=True)
class Begun:
    """A form begun and not sent, as its officer finds it again."""

    key: str
    channel: str
    at: datetime
    name: str
    words: str
    """What it begins with."""


def unfinished(officer: Officer) -> list[Begun]:
    """Forms begun and not sent, newest first."""
    rows = FormDraft.objects.filter(officer=officer, key__startswith=FORM).order_by("-at")
    found = []
    for row in rows:
        kept = row.typed or {}
        channel, typed = str(kept.get("channel", "")), kept.get("typed") or {}
        if channel in CHANNELS:
            name, *said = ("".join(typed.get(key, [])[-1:]) for key in ("p1-name", "r1-text", "text"))
            words = " ".join(next(filter(None, said), "").split())
            found.append(Begun(row.key.removeprefix(FORM), channel, row.at, name, words))
    return found


# ------------------------------------------------------------------ files


def take_in(form: Registration, uploads: MultiValueDict[str, Any], now: datetime) -> list[str]:
    """Store what was uploaded; what is wrong with those that were not taken. A bad file stops nothing else."""
    refused: list[str] = []
    for name in UPLOADS:
        for upload in uploads.getlist(name):
            held = sum(int(f["size"]) for f in form.files)
            try:
                stored = attachments.store(
                    upload.file, upload.name, held_files=len(form.files), held_bytes=held
                )
            except (attachments.Refused, attachments.StorageFull) as problem:
                refused.append(f"{attachments.shown_name(upload.name)}：{problem}")
                continue
            what = {"what": ORIGINALS.get(name, "material"), "original": name in ORIGINALS}
            form.files.append({**raising.as_kept(stored), **what})
            leftovers.note(form.files[-1:], now)
    return refused


def holds_file(sha256: str) -> bool:
    """Whether a form that is not sent yet has this file."""
    rows = FormDraft.objects.filter(key__startswith=FORM).iterator()
    return any(f.get("sha256") == sha256 for row in rows for f in (row.typed or {}).get("files", ()))


def drop_file(form: Registration, number: str) -> None:
    """Take a file off the form again."""
    if number.isascii() and number.isdigit() and int(number) < len(form.files):
        del form.files[int(number)]


# ------------------------------------------------------------------ the receipt


def keep_receipt(officer: Officer, key: str, what: Mapping[str, Any], now: datetime) -> None:
    """What the counter hands over at once; it can be opened again for half an hour, by this officer only."""
    FormDraft.objects.update_or_create(
        officer=officer, key=RECEIPT + key, defaults={"typed": dict(what), "at": now}
    )


def receipt(officer: Officer, key: str, now: datetime) -> dict[str, Any] | None:
    """The receipt of a form that was just registered; None once its time is over."""
    row = FormDraft.objects.filter(officer=officer, key=RECEIPT + key).first() if good_key(key) else None
    if row is None:
        return None
    if now - row.at > RECEIPT_LASTS:
        row.delete()
        return None
    return dict(row.typed or {})


def hand_over(officer: Officer, key: str) -> None:
    """The receipt was handed over: codes and PINs are forgotten here."""
    FormDraft.objects.filter(officer=officer, key=RECEIPT + key).delete()


def forget_old(officer: Officer, now: datetime) -> None:
    """Receipts whose time is over; nobody needs to press anything for that."""
    FormDraft.objects.filter(officer=officer, key__startswith=RECEIPT, at__lt=now - RECEIPT_LASTS).delete()
