"""When what we stand on gives way in the middle of a form: a locked database, a full disk, an expired sign-in.

Nothing is half done, and everything typed comes back.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client

from huiyin.offices.models import Officer
from huiyin.offices.passwords import DEMO_PASSWORD
from huiyin.register import models
from tests.intake.samples import PDF
from tests.proves import proves
from tests.support.databases import FreshDatabase
from tests.whole.clocks import TODAY
from tests.whole.world import PIN, Thing, accepted, entry, opened, screened, sent

pytestmark = pytest.mark.usefixtures("quiet")
BACKEND = "huiyin.offices.passwords.OfficerBackend"
OURS = {"origin": "http://testserver", "sec-fetch-site": "same-origin", "accept-language": "zh-CN"}
LONG = "我在村里问了六个人，都说去年秋天就断了，一直没有人来看过；这一段话写了很久，丢了就想不起来了。"


@pytest.fixture
def matter(county: FreshDatabase) -> Thing:
    """A matter in handling at the town, an opinion half written."""
    t = Thing("bad", "鸢", "鹭", 41, frozenset({"xfj", "t_xl"}))
    opened(t, entry(t, count=2), "zhangjia")
    screened(t, "libing")
    sent(t, "t_xl", "libing", "sumao")
    accepted(t)
    return t


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


# ------------------------------------------------------------------ the database


@pytest.fixture
def impatient() -> Iterator[None]:
    """A database connection that does not wait long for others."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    yield
    connection.close()


@pytest.mark.sqlite_only
@pytest.mark.parametrize("which", FORMS)
@proves("S4-009")
def test_a_locked_database_is_told_and_every_word_comes_back(
    matter: Thing, county: FreshDatabase, impatient: None, which: str
) -> None:
    login, url, typed = form(matter, which)
    client = sender(login)
    client.get(url)
    before = acts()
    other = sqlite3.connect(county.name, isolation_level=None, timeout=1)
    other.execute("BEGIN IMMEDIATE")
    try:
        response = client.post(url, typed)
    finally:
        other.rollback()
        other.close()
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "什么也没有改动" in page
    assert same_words(page)
    assert acts() == before
    again = client.post(url, typed)
    assert again.status_code in (200, 302), again.content.decode()[:3000]


@pytest.mark.postgres_only
@proves("S4-009")
def test_a_locked_file_on_postgresql_is_told_and_every_word_comes_back(
    matter: Thing, county: FreshDatabase, impatient: None
) -> None:
    import psycopg

    login, url, typed = form(matter, "act")
    client = sender(login)
    before = acts()
    with psycopg.connect(county.url) as other:
        other.execute("SELECT * FROM register_file FOR UPDATE")
        response = client.post(url, typed)
        other.rollback()
    assert response.status_code == 503
    assert same_words(response.content.decode())
    assert acts() == before


@pytest.fixture
def full_database(matter: Thing) -> Iterator[None]:
    """A database that may not grow by a page, as on a disk without room."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connections["default"].close()


@pytest.mark.sqlite_only
@proves("S4-009")
def test_a_disk_without_room_leaves_nothing_half_written_and_every_word_comes_back(
    matter: Thing, full_database: None
) -> None:
    login, url, typed = form(matter, "act")
    client = sender(login)
    before, refused = acts(), None
    for n in range(200):  # the last free pages are used up first
        response = client.post(url, {**typed, "record": LONG + str(n) + "长" * 3_000, "key": f"k{n}"})
        if response.status_code != 302:
            refused = response
            break
        before += 1
    assert refused is not None
    page = refused.content.decode()
    assert refused.status_code == 503
    assert "存储空间不足" in page
    assert same_words(page)
    assert acts() == before
    assert (
        models.Words.objects.filter(act__kind="investigate").count()
        == models.Act.objects.filter(kind="investigate").count()
    )


# ------------------------------------------------------------------ files


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every write of an attachment finds the disk full."""
    write = os.write

    def full(handle: int, data: Any) -> int:
        if PDF[:8] in bytes(data):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    monkeypatch.setattr(os, "write", full)


def upload() -> SimpleUploadedFile:
    """A PDF that nobody has stored before."""
    return SimpleUploadedFile("证据.pdf", PDF + os.urandom(8).hex().encode(), content_type="application/pdf")


@pytest.mark.one_database
@proves("S4-009")
def test_a_full_disk_refuses_the_file_and_keeps_the_words(matter: Thing, full_disk: None) -> None:
    served = {
        "petitioner": "2",
        "result": "serve",
        "method": "direct",
        "on": TODAY,
        "received_by": "self",
        "proof": LONG,
    }
    files = {
        "/raise/files/": ("", {"form": "c" * 32, "do": "upload", "files": upload()}),
        "/desk/register/visit/": ("zhangjia", {**form(matter, "register")[2], "material": upload()}),
        f"/desk/files/{matter.file.pk}/papers/4/serve/": ("chenzi", {**served, "scan": upload()}),
    }
    for url, (login, typed) in files.items():
        client = sender(login)
        client.post("/raise/what/", {"form": "c" * 32, "do": "more", "text": LONG})
        response = client.post(url, typed)
        page = response.content.decode()
        assert response.status_code == 422, url
        assert "存储空间已满" in page, url
        assert same_words(page) or same_words(client.get("/raise/what/").content.decode()), url
    assert models.Attachment.objects.filter(file=matter.file).count() == 1
    client = Client(headers=OURS)
    place = client.post("/follow/", {"code": matter.codes[0], "pin": PIN})["Location"]
    page = client.post(f"{place}do/add/", {"words": LONG, "files": upload()}, follow=True).content.decode()
    assert "存储空间已满" in page
    assert same_words(page)


@pytest.mark.one_database
@proves("S4-009")
def test_broken_and_dangerous_files_are_refused_by_name_and_stop_nothing_else(matter: Thing) -> None:
    from tests.intake.samples import REFUSED

    client = at_desk("zhangjia")
    good = upload()
    bad = [SimpleUploadedFile(name, body) for name, (_why, body) in REFUSED.items()]
    response = client.post(
        "/desk/register/letter/",
        {"form": "d" * 32, "received_on": TODAY, "text": LONG, "material": [good, *bad]},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert same_words(page)
    assert "证据.pdf" in page
    for name in REFUSED:
        assert name.rsplit(".", 1)[0] in page, name


# ------------------------------------------------------------------ the sign-in, the page


@pytest.mark.one_database
@pytest.mark.parametrize("which", ["act", "draft", "register"])
@proves("S4-009")
def test_a_form_sent_after_the_sign_in_expired_is_carried_through_it_and_sent_again(
    matter: Thing, which: str
) -> None:
    login, url, typed = form(matter, which)
    client = Client(headers=OURS)
    asked = client.post(url, typed)
    page = asked.content.decode()
    assert asked.status_code == 401
    carried = re.search(r'name="kept" value="([^"]+)"', page)
    assert carried
    signed = client.post("/desk/sign-in", {"login": login, "password": DEMO_PASSWORD, "kept": carried[1]})
    page = signed.content.decode()
    assert signed.status_code == 200
    assert same_words(page)
    action = re.search(r'<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>).)*' + LONG[:12], page, re.S)
    assert action
    done = client.post(action[1].replace("&amp;", "&"), typed)
    assert done.status_code == 302, done.content.decode()[:2000]


@pytest.mark.one_database
@pytest.mark.parametrize("which", FORMS)
@proves("S4-009")
def test_a_page_that_lay_too_long_gives_every_word_back(matter: Thing, which: str) -> None:
    login, url, typed = form(matter, which)
    client = sender(login, enforce_csrf_checks=True)
    response = client.post(url, typed)
    page = response.content.decode()
    assert response.status_code == 403
    assert same_words(page)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    again = client.post(url, {**typed, "csrfmiddlewaretoken": token[1]})
    assert again.status_code == 302, again.content.decode()[:2000]


# ------------------------------------------------------------------ dates, doubles, tabs


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-01", "先登记"),
        ("2026-07-21", "不能晚于"),
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("昨天", "不是日期"),
        ("", "请选择：日期"),
    ],
)
@proves("R22 44[1]")
def test_a_day_that_cannot_be_is_said_beside_the_field_and_nothing_is_lost(
    matter: Thing, on: str, said: str
) -> None:
    url, typed = remark(matter)
    before = acts()
    response = at_desk("chenzi").post(url, {**typed, "on": on})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page, re.sub(r"<[^>]+>", " ", page)[:2500]
    assert same_words(page)
    assert acts() == before


@pytest.mark.one_database
@proves("S4-009")
def test_an_act_that_is_not_open_says_why_and_which_are_and_keeps_the_words(matter: Thing) -> None:
    before = acts()
    url = f"/desk/files/{matter.file.pk}/acts/tell_extension/?proceeding=2"
    response = at_desk("chenzi").post(url, {"on": TODAY, "points": ["1", "2"], "seen": "99"})
    page = re.sub(r"<[^>]+>", " ", response.content.decode())
    assert response.status_code == 422
    assert "现在可以办的有" in page
    assert acts() == before


@pytest.mark.one_database
@pytest.mark.parametrize("which", ["act", "draft", "register"])
@proves("S4-009")
def test_a_button_pressed_twice_is_one_act(matter: Thing, which: str) -> None:
    login, url, typed = form(matter, which)
    client = sender(login)
    if which == "draft":
        typed = {**typed, "do": "hand_in"}
    typed = {**typed, "key": "the same press"}
    before = acts()
    first, second = client.post(url, typed), client.post(url, typed)
    assert first.status_code == second.status_code == 302, second.content.decode()[:1500]
    assert acts() == before + 1


@pytest.mark.one_database
@proves("S4-009")
def test_a_second_tab_is_told_what_happened_meanwhile_and_keeps_its_words(matter: Thing) -> None:
    client = at_desk("chenzi")
    matter.file.refresh_from_db()
    seen = str(matter.file.last_seq)
    extension = f"/desk/files/{matter.file.pk}/acts/ask_extension/?proceeding=2"
    asked = {"on": "2026-05-11", "points": ["1", "2"], "days": "10", "reason": LONG, "seen": seen}
    first = client.post(extension, {**asked, "key": "one"})
    assert first.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", first.content.decode())[:1500]
    before = acts()
    stale = client.post(extension, {**asked, "key": "two"})
    page = stale.content.decode()
    assert stale.status_code == 422
    assert "刚才有人先办了" in page
    assert "申请延期" in page
    assert same_words(page)
    assert acts() == before


@pytest.mark.one_database
@proves("S4-009")
def test_reading_a_file_that_is_gone_from_the_disk_says_no_more_than_that_it_is_not_there(
    matter: Thing,
) -> None:
    from huiyin.intake import attachments

    row = models.Attachment.objects.get(file=matter.file)
    (attachments.root() / row.path).unlink()
    response = at_desk("libing").get(f"/desk/files/{matter.file.pk}/attachments/{row.pk}/")
    assert response.status_code == 404
    client = Client(raise_request_exception=False)
    place = client.post("/follow/", {"code": matter.codes[0], "pin": PIN})["Location"]
    assert client.get(f"{place}file/{row.pk}/").status_code == 404
    attachments.store(BytesIO(matter.bytes), "again.pdf")
