"""A matter in handling on a database of the test's own, the long forms that people fill in about it, and who sends them."""

from __future__ import annotations

import os
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.offices.models import Officer
from huiyin.register import models
from tests.intake.samples import PDF
from tests.whole.clocks import TODAY
from tests.whole.world import Thing

BACKEND = "huiyin.offices.passwords.OfficerBackend"
OURS = {"origin": "http://testserver", "sec-fetch-site": "same-origin", "accept-language": "zh-CN"}
LONG = "我在村里问了六个人，都说去年秋天就断了，一直没有人来看过；这一段话写了很久，丢了就想不起来了。"


def at_desk(login: str, **more: Any) -> Client:
    """An officer, signed in, at a browser that says where its forms come from."""
    client = Client(headers=OURS, raise_request_exception=False, **more)
    client.force_login(Officer.objects.get(login=login), backend=BACKEND)
    return client


def acts() -> int:
    """How many acts there are."""
    return models.Act.objects.count()


def remark(t: Thing) -> tuple[str, dict[str, str]]:
    """A long form and what was typed into it."""
    return f"/desk/files/{t.file.pk}/acts/investigate/?proceeding=2", {
        "on": TODAY,
        "form": "on_site",
        "record": LONG,
        "seen": "99",
    }


FORMS = ("act", "draft", "register", "raise")


def form(t: Thing, which: str) -> tuple[str, str, dict[str, str]]:
    """Who fills in which form, and with what."""
    if which == "act":
        return "chenzi", *remark(t)
    if which == "draft":
        return (
            "chenzi",
            f"/desk/files/{t.file.pk}/drafts/{t.draft}/",
            {"do": "save", "inquiry": LONG, "seen": "99"},
        )
    if which == "register":
        return "zhangjia", "/desk/register/visit/", {
            "form": "a" * 32, "received_on": TODAY, "text": LONG, "r1-text": "修路", "r1-purpose": "claim", "read_back": "1",
        }  # fmt: skip
    return (
        "",
        "/raise/what/",
        {"form": "b" * 32, "do": "next", "text": LONG, "r1-text": "修路", "r1-purpose": "claim"},
    )


def sender(login: str, **more: Any) -> Client:
    """The browser of whoever sends the form."""
    return at_desk(login, **more) if login else Client(headers=OURS, raise_request_exception=False, **more)


def same_words(page: str) -> bool:
    """Whether what was typed stands on the page, to be sent again."""
    return LONG in page


def upload() -> SimpleUploadedFile:
    """A PDF that nobody has stored before."""
    return SimpleUploadedFile("证据.pdf", PDF + os.urandom(8).hex().encode(), content_type="application/pdf")
