"""When what we stand on gives way in the middle of a form: a locked database, a full disk, a file that is gone.

Nothing is half done, and everything typed comes back.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client

from huiyin.register import models
from tests.intake.samples import PDF
from tests.proves import proves
from tests.support.databases import FreshDatabase
from tests.whole.clocks import TODAY
from tests.whole.long_forms import FORMS, LONG, OURS, acts, at_desk, form, same_words, sender, upload
from tests.whole.world import PIN, Thing

pytestmark = pytest.mark.usefixtures("quiet")


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
    matter: Thing, county_at_work: FreshDatabase, impatient: None, which: str
) -> None:
    login, url, typed = form(matter, which)
    client = sender(login)
    client.get(url)
    before = acts()
    other = sqlite3.connect(county_at_work.name, isolation_level=None, timeout=1)
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
    matter: Thing, county_at_work: FreshDatabase, impatient: None
) -> None:
    import psycopg

    login, url, typed = form(matter, "act")
    client = sender(login)
    before = acts()
    with psycopg.connect(county_at_work.url) as other:
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
