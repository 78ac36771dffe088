"""`huiyin rebuild`: makes the projections anew from the acts, and the keys of identity from what is sealed."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin rebuild`."""
    parser = subparsers.add_parser(
        "rebuild",
        help="由办理记录重新生成各列表 make lists and columns anew from the acts",
        description="Folds every file again, each act under its own edition, and mends what differs.",
    )
    parser.add_argument("--file", metavar="NUMBER", help="only this file, by its number")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Rebuild; 1 where something append-only is not what the acts say."""
    need_django()
    from huiyin.operations import migrating
    from huiyin.register import rebuild
    from huiyin.register.models import File

    migrating.require_migrated()
    files = File.objects.order_by("pk")
    if args.file:
        files = files.filter(number=args.file)
        if not files:
            raise Refused(f"没有编号为 {args.file} 的卷 no file has this number")
    pks = list(files.values_list("pk", flat=True))
    tally = rebuild.Tally()
    for tally in rebuild.rebuild(pks):
        if sys.stdout.isatty():
            print(f"\r{tally.files} / {len(pks)}", end="", flush=True)
    if sys.stdout.isatty():
        print()
    if written := _keys(pks if args.file else None):
        print(f"{written} 位信访人的查重标识已重算 keys of identity computed anew")
    for pk, lines in tally.mended:
        print(f"卷 file {pk}: 已改正 mended: {'; '.join(lines)}")
    for pk, lines in tally.broken:
        print(f"卷 file {pk}: 须人工查明 to be looked into: {'; '.join(lines)}")
    print(
        f"{tally.files} 卷 files: {len(tally.mended)} 卷改正 mended, {len(tally.broken)} 卷须查明 to be looked into"
    )
    return 1 if tally.broken else 0


def _keys(files: list[int] | None) -> int:
    """Of how many petitioners of these files, or of all, the keys of identity were others."""
    from huiyin.intake import keys_anew
    from huiyin.register.models import Petitioner, Role

    people = Petitioner.objects.all()
    if files is not None:
        people = people.filter(pk__in=Role.objects.filter(file__in=files).values("petitioner"))
    return max((written for _looked, written in keys_anew.fill(people)), default=0)
