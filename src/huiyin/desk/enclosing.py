"""Scans and other files that come with a form: safe on the disk before anything is recorded.

A refused form keeps them: they come back with it, signed for the officer who sent them, and are not chosen again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.gate import Seat
from huiyin.intake import attachments, leftovers, raising
from huiyin.intake.sniff import Refused as FileRefused
from huiyin.register.models import Act, File
from huiyin.web.fields import Choice, FieldSpec

FIELD = "enclosed"
DROP = "enclosed-drop"
HELD = "enclosed-held"
"""Where a form carries what it had brought before; with a hyphen, which no field of an act has."""


class Enclosed(NamedTuple):
    """What came with a form."""

    files: list[dict[str, Any]]
    refused: list[str]
    """What is not taken: name and reason."""


def field(held: Sequence[dict[str, Any]], refused: Sequence[str]) -> FieldSpec:
    """The field of an act's form; what the form holds already is named in it."""
    note = received(held) if held else _("凭证、笔录、照片等，可以一次选多个。")
    return FieldSpec(FIELD, "files", _("附件"), note, errors=tuple(refused))


def dropping(held: Sequence[dict[str, Any]]) -> tuple[FieldSpec, ...]:
    """Which of the files that the form holds are not wanted after all."""
    choices = tuple(Choice(str(f["sha256"]), str(f["name"])) for f in held)
    return (FieldSpec(DROP, "choices", _("已经收到的，去掉哪些"), choices=choices),) if held else ()


def received(held: Sequence[dict[str, Any]]) -> str:
    """What the form holds already."""
    return _("已经收到：%(names)s，不用再选。") % {"names": labels.many(f["name"] for f in held)}


def taken(
    seat: Seat, file: File, uploads: Sequence[UploadedFile[Any]], held: str, unwanted: Sequence[str]
) -> Enclosed:
    """Take in what came now; what came before is in `held`, without what is `unwanted` of it (SHA-256)."""
    before = [f for f in held_before(seat, file, held) if f["sha256"] not in unwanted]
    if too_old(seat, file, held):
        return Enclosed([], [note_too_old()])
    try:
        stored, refused = attachments.store_all(
            [(u, u.name or "") for u in uploads],
            held_files=len(before),
            held_bytes=sum(f["size"] for f in before),
        )
    except (FileRefused, attachments.StorageFull) as why:
        return Enclosed(before, [str(why)])
    new = [raising.as_kept(s) for s in stored]
    leftovers.note(new, seat.now)
    return Enclosed([*before, *new], [labels.pair(name, why) for name, why in refused])


def held_before(seat: Seat, file: File, held: str) -> list[dict[str, Any]]:
    """What this officer's form for this matter had brought; nothing where it is not that form's."""
    try:
        found: list[dict[str, Any]] = signing.loads(
            held, salt=_salt(seat, file), max_age=leftovers.FORM_LASTS
        )
    except signing.BadSignature:
        return []
    return found


def note_too_old() -> str:
    """The form lay so long that its files may have left the disk."""
    return _("这份表放了两周以上，以前收到的附件已不再保留，请重新选择。填写的内容都在。")


def too_old(seat: Seat, file: File, held: str) -> bool:
    """Whether this officer's form had files, and lay too long for them to be relied on."""
    try:
        signing.loads(held, salt=_salt(seat, file), max_age=leftovers.FORM_LASTS)
    except signing.SignatureExpired:
        return True
    except signing.BadSignature:
        return False
    return False


def holding(seat: Seat, file: File, files: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The hidden part of a form that is shown again."""
    return {HELD: signing.dumps(list(files), salt=_salt(seat, file), compress=True)} if files else {}


def attach(seat: Seat, file: File, files: Sequence[dict[str, Any]], act: Act) -> None:
    """Let the act have them; in the transaction that records it."""
    raising.attach(files, file=file, by=f"{seat.actor.kind}:{seat.actor.ref}", now=seat.now, act=act)


def _salt(seat: Seat, file: File) -> str:
    return f"{HELD}:{seat.officer.pk}:{file.pk}"
