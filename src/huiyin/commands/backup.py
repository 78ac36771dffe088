"""`huiyin backup`: database and attachments in one file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin.commands import need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin backup`."""
    parser = subparsers.add_parser(
        "backup",
        help="备份数据库和附件 back up database and attachments",
        description="Writes one tar file, consistent in itself, while the site goes on. No keys are inside.",
    )
    parser.add_argument("target", type=Path, metavar="DIR|FILE", help="a folder, or the file to write")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Back up; 1 where an attachment had been altered on the disk."""
    need_django()
    from huiyin import clock
    from huiyin.operations import backup, migrating

    migrating.require_register()  # also of an older version: one backs up before one migrates
    made = backup.backup(args.target, clock.now())
    attached = sum(name.startswith("files/") for name in made.manifest.members)
    size = made.path.stat().st_size / (1 << 20)
    print(f"备份 backup: {made.path} ({size:.1f} MB)")
    print(f"{made.manifest.files} 卷 files, {made.manifest.acts} 条记录 acts, {attached} 件附件 attachments")
    print(f"摘要 digest: {made.digest}")
    print(
        f"不含密钥，另行保管 no keys inside, keep them apart: HUIYIN_WORDS_KEYS ({', '.join(made.manifest.key_ids)}), "
        "HUIYIN_DIGEST_KEY, HUIYIN_SECRET_KEY"
    )
    for name in made.altered:
        print(f"附件内容与存入时不同 an attachment is not what was stored: {name}")
    return 1 if made.altered else 0
