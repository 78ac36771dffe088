"""A form that is complete goes into the register: once, however often it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.intake import raising
from huiyin.offices.actor import Actor
from huiyin.portal import public, unsent
from huiyin.register import models
from huiyin.register.opening import Opened, open_file
from huiyin.register.record import Wish, record
from huiyin.register.roles import consent
from huiyin.register.vault import content_digest

PORTAL = Actor.machine("portal")


def send(typed: unsent.Typed, *, key: str, pin: str, now: datetime) -> Opened:
    """Register the entry with its attachments and the consent that was given; `Different` if it says other words."""
    new = raising.entry(
        typed, office=settings.HUIYIN_FRONT_OFFICE, now=now, key=unsent.digest_of(key), pin=pin,
        accused=public.offices_in(str(typed.get("complained", "")), now.date()),
    )  # fmt: skip
    with transaction.atomic():
        opened = open_file(new, by=PORTAL, now=now)
        if opened.again:
            return opened
        raising.attach(typed.get("files", ()), file=opened.file, entry=opened.entry, by="portal", now=now)
        role = sender_of(opened.entry)
        if role.electronic:
            consent(role, True, by=Actor.petitioner(role.pk), now=now)
        return opened


def sender_of(entry: models.Entry) -> models.Role:
    """The one who sent the form: who acts for another, else the first of those it is from."""
    roles = entry.roles.select_related("file__matter").order_by("no")
    found = roles.filter(role__in=raising.FOR_OTHERS).first() or roles.first()
    assert found is not None
    return found


def add(typed: unsent.Typed, role: models.Role, *, now: datetime) -> None:
    """What a form says that was sent before with other words, as an addition to its matter."""
    text = as_text(typed)
    wish = Wish(
        "add_material", now.date(), words={"words": text}, key=content_digest(["form again", role.pk, text])
    )
    with transaction.atomic():
        seen = models.File.objects.values_list("last_seq", flat=True).get(pk=role.file_id)
        done = record(role.file_id, wish, by=Actor.petitioner(role.pk), now=now, seen=seen)
        there = set(models.Attachment.objects.filter(file=role.file_id).values_list("sha256", flat=True))
        new = [f for f in typed.get("files", ()) if f["sha256"] not in there]
        raising.attach(new, file=role.file, act=done.act, by=f"petitioner:{role.pk}", now=now)


def as_text(typed: unsent.Typed) -> str:
    """All that a form says, to be read by people."""
    lines: list[tuple[str, Any]] = [
        (_("要求 %(no)s") % {"no": no}, r.get("text", ""))
        for no, r in enumerate(typed.get("requests", []), 1)
    ]
    lines += [
        (_("事情的经过"), typed.get("text")), (_("地点"), f"{typed.get('town', '')} {typed.get('place', '')}".strip()),
        (_("反映的单位或者人"), typed.get("complained")), (_("以前反映的情况"), typed.get("history")),
        (_("在哪里办，案号是多少"), typed.get("elsewhere_number")),
        (_("姓名"), typed.get("name")), (_("电话"), typed.get("phone")), (_("住址"), typed.get("address")),
    ]  # fmt: skip
    return "\n".join(f"{label}：{value}" for label, value in lines if str(value or "").strip())
