"""The first three administrators of an installation are named at the console, once, and are three persons."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from tests.proves import proves
from tests.support.databases import FreshDatabase

Huiyin = Callable[..., subprocess.CompletedProcess[str]]

THREE = ["--sysadmin", "xuxu:许戌", "--secadmin", "hehai:何亥", "--auditor", "lvjia:吕甲"]


@proves("GB/T 22239 8.1.4.2")
def test_three_administrators_are_named_once_with_first_passwords(
    fresh_database: FreshDatabase, huiyin: Huiyin
) -> None:
    done = huiyin("administrators", *THREE, env=fresh_database.env())
    assert done.returncode == 0, done.stderr
    assert all(login in done.stdout for login in ("xuxu", "hehai", "lvjia"))
    again = huiyin("administrators", *THREE, env=fresh_database.env())
    assert again.returncode == 2
    assert "已有管理员" in again.stderr


@proves("GB/T 22239 8.1.4.2")
def test_one_person_cannot_be_two_administrators(fresh_database: FreshDatabase, huiyin: Huiyin) -> None:
    two = ["--sysadmin", "xuxu:许戌", "--secadmin", "xuxu:许戌", "--auditor", "lvjia:吕甲"]
    refused = huiyin("administrators", *two, env=fresh_database.env())
    assert refused.returncode == 2
    assert "三个不同的人" in refused.stderr
