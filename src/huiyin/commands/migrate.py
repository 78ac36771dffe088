"""`huiyin migrate`: brings the database to this version."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from huiyin.commands import need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin migrate`."""
    parser = subparsers.add_parser(
        "migrate",
        help="升级数据库 bring the database to this version",
        description="Applies migrations, puts the append-only triggers in place, keeps the rulebook's edition.",
    )
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Migrate and say what was done."""
    need_django()
    prepare()
    return 0


def prepare() -> None:
    """Migrate; Django must be set up. A second run changes nothing."""
    from django.conf import settings

    from huiyin import clock
    from huiyin.operations import migrating

    settings.HUIYIN_VAR.mkdir(parents=True, exist_ok=True)
    done = migrating.migrate(clock.now())
    print(f"数据库 database: {len(done.applied)} 项升级 migrations applied")
    if done.triggers:
        print(f"防改动触发器 append-only triggers put on: {len(done.triggers)}")
    new = "已留存 kept now" if done.new_edition else "已在册 known"
    print(f"规则库版本 rulebook edition {done.edition[:12]}: {new}")
    if done.new_edition and done.others:
        print("未了结的时限按新版本是否变动，请看 whether open duties move: huiyin rulebook adopt --dry-run")
