"""The operator's commands as they are typed: what they print, and how they end."""

from __future__ import annotations

from huiyin.register.models import Edition, File, OpenDuty
from tests.worker.support import Installation, dispatched, notice_of_2027


def test_huiyin_rebuild_says_what_it_found(installation: Installation) -> None:
    dispatched()
    number = File.objects.values_list("number", flat=True).get()
    OpenDuty.objects.all().delete()
    done = installation.run("rebuild", "--file", number)
    assert done.returncode == 0, done.stderr
    assert "1 卷改正 mended" in done.stdout
    assert "0 卷改正 mended" in installation.run("rebuild").stdout
    unknown = installation.run("rebuild", "--file", "无")
    assert unknown.returncode == 2 and "no file has this number" in unknown.stderr


def test_nothing_works_on_a_rulebook_that_was_not_adopted_and_it_says_what_to_do(
    installation: Installation,
) -> None:
    new = {"HUIYIN_RULEBOOK_DIR": str(notice_of_2027(installation.var))}
    for command in (("worker", "--once"), ("serve", "--port", "1")):
        done = installation.run(*command, **new)
        assert done.returncode == 2
        assert "huiyin rulebook adopt" in done.stderr
    adopted = installation.run("rulebook", "adopt", "--by", "李丙", **new)
    assert adopted.returncode == 0, adopted.stderr
    assert Edition.objects.filter(adopted_by="李丙").count() == 1
    assert installation.run("worker", "--once", **new).returncode == 0


def test_a_database_that_is_not_migrated_is_refused_with_what_to_do(installation: Installation) -> None:
    empty = {"HUIYIN_DATABASE": f"sqlite:///{installation.var}/empty.sqlite3"}
    for command in (
        ("worker", "--once"),
        ("serve", "--port", "1"),
        ("rebuild",),
        ("walk",),
        ("backup", str(installation.var)),
    ):
        done = installation.run(*command, **empty)
        assert done.returncode == 2, command
        assert "run `huiyin migrate` first" in done.stderr


def test_migrate_brings_a_database_to_this_version_and_a_second_run_changes_nothing(
    installation: Installation,
) -> None:
    new = {"HUIYIN_DATABASE": f"sqlite:///{installation.var}/new.sqlite3"}
    first, second = (installation.run("migrate", **new) for _ in range(2))
    assert first.returncode == second.returncode == 0, first.stderr
    assert "已留存 kept now" in first.stdout
    assert "0 项升级 migrations applied" in second.stdout and "已在册 known" in second.stdout
    assert installation.run("worker", "--once", **new).returncode == 0


def test_a_database_that_cannot_be_reached_is_named_in_one_line(installation: Installation) -> None:
    gone = {"HUIYIN_DATABASE": "sqlite:////nowhere/at/all.sqlite3"}
    done = installation.run("worker", "--once", **gone)
    assert done.returncode == 2
    assert "the database cannot be used" in done.stderr and "Traceback" not in done.stderr


def test_settings_that_do_not_fit_are_told_without_a_traceback(installation: Installation) -> None:
    done = installation.run("check", HUIYIN_ENV="production")
    assert done.returncode == 2
    assert "HUIYIN_SECRET_KEY" in done.stderr and "Traceback" not in done.stderr


def test_a_file_that_cannot_be_written_or_read_is_named_without_a_traceback(
    installation: Installation,
) -> None:
    unwritable = installation.run("backup", "/proc/huiyin.tar")
    assert unwritable.returncode == 1
    assert "/proc" in unwritable.stderr and "Traceback" not in unwritable.stderr
    no_folder = installation.run("backup", str(installation.var / "nowhere"))
    assert no_folder.returncode == 2
    assert "no such folder: make it first" in no_folder.stderr
    assert not (installation.var / "nowhere").exists()
    folder = installation.run("restore", str(installation.var))
    assert "Traceback" not in folder.stderr
