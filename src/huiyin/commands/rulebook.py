"""`huiyin rulebook lint`, `huiyin rulebook adopt`: what the rulebook says, and a new edition of it taken up."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin.commands import need_django, plainly
from huiyin.statute.law import Law
from huiyin.statute.loader import Rulebook, load

if TYPE_CHECKING:
    from huiyin.commands import Subparsers
    from huiyin.register.editions import Move


def add(subparsers: Subparsers) -> None:
    """`huiyin rulebook`."""
    parser = subparsers.add_parser("rulebook", help="规则库：核对、采用新版本 check it, adopt a new edition")
    what = parser.add_subparsers(required=True, metavar="lint|adopt")
    lint_ = what.add_parser(
        "lint", help="核对规则文件 read every file strictly", description="Needs no database."
    )
    lint_.add_argument("--rulebook", type=Path, metavar="DIR", help="further files (HUIYIN_RULEBOOK_DIR)")
    lint_.set_defaults(run=lint)
    adopt_ = what.add_parser(
        "adopt",
        help="采用新版本，列出变动的时限 adopt an edition, list the duties that move",
        description="Counts the open duties again under the edition in force. No time told is ever shortened.",
    )
    adopt_.add_argument("--dry-run", action="store_true", help="only list what would move")
    adopt_.add_argument("--by", default="", metavar="NAME", help="who decided it")
    adopt_.set_defaults(run=adopt)


def lint(args: argparse.Namespace) -> int:
    """Read every file; errors name file and line, and end with status 2."""
    book = load(extra=args.rulebook)
    laws = {place: Law(book, place) for place in book.places}
    print(f"版本 edition {book.edition}")
    print(_contents(book, laws["national"]))
    for place in book.places[1:]:
        own = ", ".join(book.place_duties.get(place, {})) or "–"
        print(f"地方规定 overlay {place}: {own}")
    last = book.calendar.last_year
    print(
        f"放假安排 calendars {book.calendar.first_year}–{last}: {last} 年以后的日期是暂定的 later dates are provisional"
    )
    return 0


def _contents(book: Rulebook, law: Law) -> str:
    rules = sum(len(versions) for versions in book.duties.values())
    return (
        f"{len(law.acts)} 种办理 acts, {rules} 条时限 rules about time, {len(law.papers)} 种文书 papers, "
        f"{len(law.grounds)} 项不予受理理由 grounds, {len(book.procedures)} 种其他法定程序 other procedures"
    )


@plainly
def adopt(args: argparse.Namespace) -> int:
    """List what moves and, unless it is a dry run, record it file by file. A second run finds nothing to do."""
    need_django()
    from huiyin import clock
    from huiyin.operations import adopting

    done = adopting.Adoption(dry_run=args.dry_run, by=args.by)
    for moves in done.run(clock.now()):
        for move in moves:
            print(_line(move))
    if args.dry_run:
        print(
            f"预演，没有记录 dry run, nothing recorded: {done.duties} 项时限 duties in {done.files} 卷 files"
        )
        return 0
    new = "新采用 adopted now" if done.new else "已采用 adopted before"
    print(f"版本 edition {done.edition[:12]} {new}: {done.duties} 项时限 duties in {done.files} 卷 files")
    for pk, refused in done.refused:
        print(f"卷 file {pk}: 未能记录 not recorded: {refused.zh} / {refused.en}")
    return 1 if done.refused else 0


def _line(move: Move) -> str:
    to = f"{move.old} → {move.new}" if move.new != move.old else f"{move.old} 不变 unchanged"
    settled = "，不再是暂定 no longer provisional" if move.settled else ""
    return f"卷 file {move.file}  {move.office:8} {move.rule:17} {to}{settled}"
