"""`huiyin index`: the two derived indexes, for the same matter and for full text."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin index`."""
    parser = subparsers.add_parser(
        "index",
        help="判重和全文检索的索引 the indexes by which matters are found",
        description="Both are made from the register: they can be dropped and built anew while the site runs.",
    )
    parser.add_argument(
        "do", choices=("rebuild", "drop", "state"), help="build anew, delete, or say how they are"
    )
    parser.add_argument("--processes", type=int, default=0, metavar="N", help="(as many as there are cores)")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Do it; `state` gives 1 where an index cannot be relied on."""
    need_django()
    from huiyin import clock
    from huiyin.intake.matching import indexes
    from huiyin.operations import migrating

    migrating.require_migrated()
    if args.do == "drop":
        indexes.drop()
        return 0
    if args.do == "rebuild":
        _rebuild(args.processes or os.cpu_count() or 1)
    wrong = 0
    for store in indexes.stores():
        why = indexes.trouble(store, clock.now())
        wrong |= bool(why)
        size = f"{store.path.stat().st_size / 1e6:.1f} MB" if store.path.exists() else "-"
        print(f"{store.path.name}: {why or '可用 usable'} ({size})")
    return wrong


def _rebuild(at_once: int) -> None:
    from huiyin import clock, processes
    from huiyin.intake.matching import indexes

    shown, begun = sys.stdout.isatty(), clock.stopwatch()
    try:
        for done, total in indexes.rebuild(clock.now(), at_once):
            pace = done / max(clock.stopwatch() - begun, 1e-9)
            if shown:
                print(f"\r{done} / {total}, {pace:.0f}/s ", end="", flush=True)
    except processes.Ended as ended:
        raise Refused(f"{ended}; the indexes are as they were. Try with --processes 1.") from None
    if shown:
        print()
