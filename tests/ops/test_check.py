"""`huiyin check` finds what is wrong, names it, and says not a word of a petitioner."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection

from huiyin.intake import attachments, scan_work
from huiyin.offices.models import Officer, Post
from huiyin.operations import checks
from huiyin.register import queue, triggers, vault
from huiyin.register.models import (
    Attachment,
    File,
    Matter,
    Message,
    Outbox,
    Paper,
    PaperBytes,
    PaperPrint,
    Series,
    Words,
)
from tests.worker.support import Installation, dispatched, drain, moment

NOW = moment("2026-03-11T10:00")


@pytest.fixture
def healthy(installation: Installation) -> Iterator[Installation]:
    """A register in which all is well."""
    dispatched()
    drain("2026-03-11T10:00")
    yield installation


def problems(*, everything: bool = False, now: Any = NOW) -> dict[str, tuple[str, ...]]:
    """The questions with problems, by their English name."""
    found = checks.check(now, everything=everything)
    return {one.topic.split(" ", 1)[1]: one.problems for one in found if not one.ok}


def test_where_all_is_well_nothing_is_found(healthy: Installation) -> None:
    assert problems() == problems(everything=True) == {}
    done = healthy.run("check", "--all", HUIYIN_NOW="2026-03-11T10:01")
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len(checks.QUESTIONS)
    assert all(line.startswith("OK") for line in done.stdout.splitlines())


def test_a_trigger_that_was_dropped_is_found_and_migrate_puts_it_back(healthy: Installation) -> None:
    with connection.cursor() as cursor:
        name = '"register_act_no_change"' if connection.vendor == "postgresql" else '"register_act_no_update"'
        table = ' ON "register_act"' if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{table}")
    (line,) = problems()["append-only triggers"]
    assert "register_act" in line and "missing" in line
    assert healthy.run("migrate").returncode == 0
    assert triggers.verify(connection) == []


def test_a_list_that_differs_from_the_acts_is_found(healthy: Installation) -> None:
    Matter.objects.update(phase="closed")
    (line,) = problems()["projections equal the acts"]
    assert "phase is closed, the acts say open" in line and "huiyin rebuild" in line


def test_a_number_that_is_missing_is_found(healthy: Installation) -> None:
    for one in Series.objects.all():
        Series.objects.filter(pk=one.pk).update(last=one.last + 1)
    lines = problems()["number series without gaps"]
    assert len(lines) == Series.objects.count()
    assert any("缺号 missing 2" in line for line in lines)


def stored() -> Attachment:
    one = attachments.store(BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"), "张某的材料.pdf")
    return Attachment.objects.create(
        file=File.objects.get(), name=one.name, sha256=one.sha256, path=one.path, mime=one.mime, ext=one.ext,
        size=one.size, by="officer:zhangjia", at=NOW,
    )  # fmt: skip


def test_an_attachment_that_is_missing_or_altered_is_found(healthy: Installation) -> None:
    one = stored()
    path = healthy.var / "files" / attachments.relative(one.sha256)
    assert problems(everything=True) == {}
    path.write_bytes(b"something else")
    assert problems() == {}  # a quick check only asks whether it is there
    assert "altered" in problems(everything=True)["attachments on the disk"][0]
    path.unlink()
    assert "missing" in problems()["attachments on the disk"][0]


def test_keys_that_do_not_open_the_words_are_found(healthy: Installation, settings: Any) -> None:
    settings.HUIYIN_WORDS_KEYS = "demo:" + base64.b64encode(b"x" * 32).decode()
    lines = problems()["keys open the words"]
    assert any(line.startswith("register_petitioner.person") for line in lines)
    assert not any("张某" in line for line in lines)


def test_words_moved_to_another_act_and_a_paper_exchanged_are_found(healthy: Installation) -> None:
    assert problems(everything=True) == {}
    first, second = Words.objects.order_by("pk")[:2]
    Words.objects.filter(pk=first.pk).update(said=second.said)
    one, other = PaperBytes.objects.order_by("pk")[:2]
    PaperBytes.objects.filter(pk=one.pk).update(pdf=other.pdf)
    PaperBytes.objects.filter(pk=other.pk).delete()
    found = problems()
    assert list(found) == ["words and papers as recorded"], "each of them opens with the right key"
    number = {p.print_id: p.print.paper.number for p in (one, other)}
    assert [line.split(":")[0] for line in found["words and papers as recorded"]] == [
        f"卷 file {first.file_id}", number[one.pk], number[other.pk],
    ]  # fmt: skip


def test_a_silent_worker_and_a_queue_that_waits_are_found(healthy: Installation) -> None:
    assert problems(now=NOW + timedelta(minutes=4)) == {}
    assert "silent" in problems(now=NOW + timedelta(minutes=6))["worker"][0]
    Outbox.objects.create(kind="act", key="waits", created_at=NOW, next_at=NOW - timedelta(hours=1))
    assert "1 项积压" in problems()["worker"][0]
    Outbox.objects.filter(key=queue.HEARTBEAT).delete()
    assert any("no worker has ever run" in line for line in problems()["worker"])


def test_scanned_pages_may_wait_long_but_not_for_a_worker_that_is_not_there(healthy: Installation) -> None:
    Outbox.objects.create(
        kind=scan_work.READ, key="recognise:1", created_at=NOW, next_at=NOW - timedelta(hours=1)
    )
    assert "huiyin worker --scans" in problems()["worker for scans"][0]
    queue.beat(NOW, scan_work.HEARTBEAT)
    assert problems() == {}


def test_what_was_given_up_is_listed_with_how_to_try_again(healthy: Installation) -> None:
    Outbox.objects.create(
        kind="render",
        key="render:7",
        created_at=NOW,
        next_at=NOW,
        given_up_at=NOW,
        error="ValueError in x.py:1",
    )
    lines = problems()["given up"]
    assert "huiyin worker --again" in lines[0]
    assert lines[1].startswith("render:7: ValueError in x.py:1")


def test_messages_that_were_perhaps_sent_are_listed(healthy: Installation) -> None:
    Message.objects.filter(template="code").update(state="perhaps")
    assert "a person decides" in problems()["messages perhaps sent"][0]


def test_three_administrators_are_three_persons(healthy: Installation) -> None:
    auditor = Post.objects.get(kind="auditor", until=None)
    auditor.delete()
    assert problems()["three administrators"] == ("auditor: 无人担任 nobody holds it",)
    Officer.objects.filter(posts__kind="sysadmin").update(active=False)
    assert len(problems()["three administrators"]) == 2


def test_more_than_ten_problems_of_a_kind_are_counted(healthy: Installation) -> None:
    Outbox.objects.bulk_create(
        Outbox(kind="act", key=f"x{n}", created_at=NOW, next_at=NOW, given_up_at=NOW) for n in range(30)
    )
    lines = problems()["given up"]
    assert len(lines) == 11 and lines[-1] == "… 另有 and 21 more"


def test_without_a_database_nothing_further_is_asked(installation: Installation) -> None:
    done = installation.run("check", HUIYIN_DATABASE="sqlite:////nowhere/x.sqlite3")
    assert done.returncode == 1
    assert [line[:2] for line in done.stdout.splitlines() if not line.startswith(" ")] == ["OK", "问题"]


@pytest.mark.postgres_only
def test_in_production_the_serving_role_owns_no_table(healthy: Installation, settings: Any) -> None:
    settings.HUIYIN_WORDS_KEYS = f"demo:{base64.b64encode(vault.ring().keys['demo']).decode()}"
    settings.HUIYIN_DIGEST_KEY = base64.b64encode(vault._digest_key()).decode()
    settings.HUIYIN_ENV = "production"
    assert any("serving role owns the tables" in line for line in problems()["rights of the serving role"])
    restored = {one.topic.split(" ", 1)[1]: one.problems for one in checks.after_restore(NOW)}
    assert not any(restored.values()), "it is the owner who restores: that is no problem then"


@pytest.mark.postgres_only
def test_in_production_a_role_that_could_change_what_is_append_only_is_told_which_tables(
    healthy: Installation, settings: Any
) -> None:
    settings.HUIYIN_ENV = "production"
    role = f"hy_test_{uuid.uuid4().hex[:10]}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE ROLE {role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
        try:
            cursor.execute(f"REVOKE UPDATE, DELETE ON register_act FROM {role}; SET ROLE {role}")
            lines, _note = checks._rights(NOW, True)
            cursor.execute("RESET ROLE")
            for table in triggers.tables():
                cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {role}")
            cursor.execute(f"SET ROLE {role}")
            left, _note = checks._rights(NOW, True)
        finally:
            cursor.execute(f"RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}")
    assert {line.split(":")[0] for line in lines} == set(triggers.tables()) - {"register_act"}
    assert left == []


@pytest.mark.postgres_only
def test_the_role_that_serves_as_operations_md_sets_it_up_registers_sends_and_renders(
    installation: Installation,
) -> None:
    role = f"hy_test_{uuid.uuid4().hex[:10]}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE ROLE {role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};"
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
        )
        try:
            for table in triggers.tables():
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
            cursor.execute(f"SET ROLE {role}")
            dispatched()
            drain("2026-03-11T10:00")
            assert not queue.unfinished().exists() and not queue.given_up().exists()
            assert PaperPrint.objects.count() == Paper.objects.count() > 0
        finally:
            cursor.execute(f"RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}")
