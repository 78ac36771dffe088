"""`huiyin restore`: a backup onto an empty machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin.commands import need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin restore`."""
    parser = subparsers.add_parser(
        "restore",
        help="把备份恢复到空的机器上 restore a backup onto an empty machine",
        description="Refuses a database or a folder of attachments that is not empty, a damaged backup, wrong keys.",
    )
    parser.add_argument("backup", type=Path, metavar="FILE", help="what `huiyin backup` wrote")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Restore, then ask of the register whether it is whole."""
    need_django()
    from django.conf import settings

    from huiyin import clock
    from huiyin.operations import checks, restore

    settings.HUIYIN_VAR.mkdir(parents=True, exist_ok=True)
    manifest = restore.restore(args.backup, clock.now())
    print(f"已恢复 restored: {manifest.files} 卷 files, {manifest.acts} 条记录 acts ({manifest.made_at})")
    wrong = 0
    for one in checks.after_restore(clock.now()):
        print(
            ("OK      " if one.ok else "问题 problem")
            + f" {one.topic}"
            + (f"（{one.note}）" if one.note else "")
        )
        for line in one.problems:
            print(f"           - {line}")
        wrong += not one.ok
    _say_what_is_next(wrong)
    return 1 if wrong else 0


def _say_what_is_next(wrong: int) -> None:
    """What only a person can do after it."""
    from django.db import connection

    if wrong:
        print("先解决上面的问题 solve the problems above first.")
    if connection.vendor == "postgresql":
        print(
            "下一步 next: 1. 以表的所有者收回运行角色对只增不改的表的改、删权限（docs/operations.md“The database”里的 SQL）"
            "as the owner, take the rights to change append-only tables away from the role that serves"
        )
        print("         2. 以运行角色运行 as the role that serves: huiyin check --all")
    else:
        print("下一步 next: huiyin check --all，然后 then huiyin serve")
