"""A backup restored onto an empty machine: everything is there, and check and rebuild agree."""

from __future__ import annotations

import base64
import json
import sqlite3
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from huiyin.intake import attachments
from huiyin.register import vault
from huiyin.register.models import Attachment, File
from tests.support.databases import FreshDatabase, disconnect, pg_execute, pg_url, point_at
from tests.worker.support import Installation, dispatched, drain, dump

KEYS = {
    "HUIYIN_WORDS_KEYS": "k1:" + base64.b64encode(b"w" * 32).decode(),
    "HUIYIN_DIGEST_KEY": base64.b64encode(b"d" * 32).decode(),
}


@pytest.fixture
def full(installation: Installation) -> Installation:
    """A matter with papers, messages and an attachment."""
    dispatched()
    drain("2026-03-11T10:00")
    stored = attachments.store(BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"), "材料.pdf")
    Attachment.objects.create(
        file=File.objects.get(), name=stored.name, sha256=stored.sha256, path=stored.path, mime=stored.mime, ext=stored.ext,
        size=stored.size, by="officer:zhangjia", at="2026-03-02T09:45:00+08:00",
    )  # fmt: skip
    return installation


@contextmanager
def empty_machine(database: FreshDatabase, var: Path) -> Iterator[Installation]:
    """Another database and another folder, with nothing in them."""
    var.mkdir()
    name = f"hy_test_restore_{uuid.uuid4().hex[:10]}"
    if not database.is_postgres:
        path = str(var / "restored.sqlite3")
        yield Installation(FreshDatabase(path, f"sqlite:///{path}", False), var)
        return
    pg_execute(
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    )
    try:
        yield Installation(FreshDatabase(name, pg_url(name), True), var)
    finally:
        disconnect()
        pg_execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def backed_up(installation: Installation) -> Path:
    target = installation.var / "backups"
    target.mkdir(exist_ok=True)
    done = installation.run("backup", str(target), HUIYIN_NOW="2026-03-11T22:00")
    assert done.returncode == 0, done.stderr
    path = target / "huiyin-20260311-220000.tar"
    assert f"{path}" in done.stdout and "1 件附件 attachments" in done.stdout
    return path


def test_restored_onto_an_empty_machine_everything_is_there_and_check_and_rebuild_agree(
    full: Installation, tmp_path: Path
) -> None:
    path = backed_up(full)
    before, sha256 = dump(), Attachment.objects.get().sha256
    with empty_machine(full.database, tmp_path / "other") as other:
        done = other.run("restore", str(path), HUIYIN_NOW="2026-03-12T08:00")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "1 卷 files" in done.stdout and "问题" not in done.stdout
        assert "0 卷改正 mended, 0 卷须查明" in other.run("rebuild").stdout
        copied = other.var / "files" / sha256[:2] / sha256[2:]
        assert copied.read_bytes().startswith(b"%PDF-1.4")
        point_at(other.database.name)
        assert dump() == before
        # It goes on: numbers and rows continue where they ended.
        dispatched()
        assert File.objects.count() == 2
        point_at(full.database.name)


def test_nothing_is_restored_over_anything(full: Installation, tmp_path: Path) -> None:
    path = backed_up(full)
    before = dump()
    done = full.run("restore", str(path))
    assert done.returncode == 2 and "The database is not empty" in done.stderr
    assert dump() == before
    with empty_machine(full.database, tmp_path / "other") as other:
        (other.var / "files" / "ab").mkdir(parents=True)
        (other.var / "files" / "ab" / "cd").write_text("somebody's")
        done = other.run("restore", str(path))
        assert done.returncode == 2 and "there are other files" in done.stderr


def test_a_damaged_backup_is_refused_before_anything_is_written(full: Installation, tmp_path: Path) -> None:
    path = backed_up(full)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with empty_machine(full.database, tmp_path / "other") as other:
        done = other.run("restore", str(path))
        assert done.returncode == 2
        assert "damaged" in done.stderr
        assert not (other.var / "files").exists()
        assert "huiyin migrate" in other.run("rebuild").stderr


def test_other_keys_than_the_backups_are_refused_and_named_by_their_ids(
    full: Installation, tmp_path: Path
) -> None:
    path = backed_up(full)
    with empty_machine(full.database, tmp_path / "other") as other:
        done = other.run("restore", str(path), **KEYS)
        assert done.returncode == 2
        assert "(it needs demo)" in done.stderr


def test_no_key_and_no_sign_in_session_is_inside(full: Installation, settings: Any) -> None:
    data = backed_up(full).read_bytes()
    secrets = [*vault.ring().keys.values(), vault._digest_key()]
    for secret in secrets:
        assert secret not in data and base64.b64encode(secret) not in data
    assert settings.SECRET_KEY.encode() not in data
    assert "张某".encode() not in data  # words are sealed in the backup as they are in the database


@pytest.mark.sqlite_only
def test_the_copy_of_the_database_holds_no_sessions(full: Installation, tmp_path: Path) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key="k", session_data="d", expire_date="2026-12-31T00:00:00+08:00")
    with tarfile.open(backed_up(full)) as tar:
        tar.extract("database.sqlite3", tmp_path, filter="data")
    with sqlite3.connect(tmp_path / "database.sqlite3") as copy:
        assert copy.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM register_act").fetchone()[0] > 0


def test_a_backup_is_never_written_over_another(full: Installation) -> None:
    path = backed_up(full)
    done = full.run("backup", str(path))
    assert done.returncode == 2 and "not overwritten" in done.stderr
    nowhere = full.run("backup", "/nowhere/at/all/x.tar")
    assert nowhere.returncode == 2 and "no such folder" in nowhere.stderr


def test_an_attachment_altered_on_the_disk_is_named(full: Installation) -> None:
    sha256 = Attachment.objects.get().sha256
    (full.var / "files" / sha256[:2] / sha256[2:]).write_bytes(b"other")
    done = full.run("backup", str(full.var / "b.tar"))
    assert done.returncode == 1
    assert f"{sha256[:2]}/{sha256[2:]}" in done.stdout


def test_what_is_no_backup_is_refused(full: Installation, tmp_path: Path) -> None:
    other = tmp_path / "x.tar"
    other.write_text("hello")
    with tarfile.open(tmp_path / "y.tar", "w"):
        pass
    with empty_machine(full.database, tmp_path / "other") as machine:
        for path in (other, tmp_path / "y.tar", tmp_path / "z.tar"):
            done = machine.run("restore", str(path))
            assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr


def test_a_backup_of_a_newer_version_is_refused(full: Installation, tmp_path: Path) -> None:
    path = backed_up(full)
    newer = tmp_path / "newer.tar"
    with tarfile.open(path) as old, tarfile.open(newer, "w") as new:
        for member in old.getmembers():
            data = old.extractfile(member)
            assert data is not None
            content = data.read()
            if member.name == "manifest.json":
                manifest = json.loads(content)
                manifest["migrations"].append("register.9999_later")
                content = json.dumps(manifest).encode()
                member.size = len(content)
            new.addfile(member, BytesIO(content))
    with empty_machine(full.database, tmp_path / "other") as other:
        done = other.run("restore", str(newer))
        assert done.returncode == 2 and "newer version" in done.stderr


def test_messages_that_may_have_gone_out_after_the_backup_are_not_sent_again_by_themselves(
    installation: Installation, tmp_path: Path
) -> None:
    dispatched()
    target = installation.var / "b.tar"
    assert installation.run("backup", str(target)).returncode == 0
    gate = {"HUIYIN_GATEWAY": "console", "HUIYIN_NOW": "2026-03-12T09:00"}
    with empty_machine(installation.database, tmp_path / "other") as other:
        done = other.run("restore", str(target), **gate)
        assert done.returncode == 1  # what was held back is listed, and waits for a person
        assert "restored: may have been sent after the backup" in done.stdout
        assert "+8613800000001" not in other.run("worker", "--once", **gate).stdout
        assert "+8613800000001" in other.run("worker", "--once", "--again", **gate).stdout


def test_a_backup_of_an_older_version_is_restored_and_then_brought_to_this_one(
    installation: Installation, tmp_path: Path
) -> None:
    with (
        empty_machine(installation.database, tmp_path / "old") as old,
        empty_machine(installation.database, tmp_path / "new") as new,
    ):
        older = [
            [sys.executable, "-m", "django", "migrate", *app, "-v0"]
            for app in (["offices"], ["register", "0001"], ["sessions"])
        ]
        for command in older:
            subprocess.run(command, env=old.env(), check=True, capture_output=True)
        path = old.var / "old.tar"
        assert "run `huiyin migrate` first" in old.run("rebuild").stderr
        assert old.run("backup", str(path)).returncode == 0
        done = new.run("restore", str(path))
        assert "已恢复 restored" in done.stdout, done.stderr
        assert "OK       升级 migrations" in done.stdout
