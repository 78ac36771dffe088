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
    return 1 if wrong else 0
