"""`huiyin rulebook`: what the rulebook says, what a changed rule would move, a new edition taken up."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huiyin.commands import Refused, need_django, plainly
from huiyin.papers.kinds import kinds_in
from huiyin.statute.law import Law
from huiyin.statute.lint import findings
from huiyin.statute.listing import HEADS, rows
from huiyin.statute.loader import Rulebook, RulebookError, load
from huiyin.statute.reading import suggest
from huiyin.statute.rules import NATIONAL

if TYPE_CHECKING:
    from huiyin.commands import Subparsers
    from huiyin.register.editions import Move
    from huiyin.statute.trial import Tried


def add(subparsers: Subparsers) -> None:
    """`huiyin rulebook`."""
    parser = subparsers.add_parser("rulebook", help="规则库：核对、采用新版本 check it, adopt a new edition")
    what = parser.add_subparsers(required=True, metavar="acts|rules|papers|grounds|procedures|lint|try|adopt")
    for name, help_ in LISTS.items():
        list_ = what.add_parser(
            name, help=help_, description="Needs no database. docs/acts.md holds the lists in force."
        )
        list_.add_argument("key", metavar="KEY", nargs="?", default="", help="only this one")
        list_.add_argument(
            "--on", metavar="DATE", help="as it was on that day (default: the last rules known)"
        )
        list_.add_argument("--place", default=NATIONAL, help="national (the default) or an overlay")
        list_.add_argument("--json", action="store_true", help="answer as JSON")
        list_.set_defaults(run=listed, what=name)
    lint_ = what.add_parser(
        "lint", help="核对规则文件 read every file strictly", description="Needs no database."
    )
    lint_.add_argument(
        "--rulebook",
        type=Path,
        metavar="DIR",
        help="further files (HUIYIN_RULEBOOK_DIR), or a whole rulebook",
    )
    lint_.set_defaults(run=lint)
    try_ = what.add_parser(
        "try",
        help="试行一条规则，看哪些时限会变动 which duties a changed rule would move",
        description="Replays the register under a changed rule and counts, by office, the duties that would move. "
        "Nothing is changed. OVERLAY is a file of duties, or a directory with duties.yaml, acts.yaml, calendars/…",
    )
    try_.add_argument("overlay", metavar="OVERLAY", type=Path)
    try_.add_argument("--processes", type=int, default=0, metavar="N", help="(as many as there are cores)")
    try_.add_argument("--json", action="store_true", help="answer as JSON")
    try_.set_defaults(run=try_rule)
    adopt_ = what.add_parser(
        "adopt",
        help="采用新版本，列出变动的时限 adopt an edition, list the duties that move",
        description="Counts the open duties again under the edition in force. No time told is ever shortened.",
    )
    adopt_.add_argument("--dry-run", action="store_true", help="only list what would move")
    adopt_.add_argument("--by", default="", metavar="NAME", help="who decided it")
    adopt_.set_defaults(run=adopt)


LISTS = {
    "acts": "各种办理及其填写项 every act with its fields",
    "rules": "各项时限 rules about time",
    "papers": "各种文书 papers",
    "grounds": "不予受理的理由 grounds to refuse",
    "procedures": "其他法定程序 procedures of other laws",
}


def listed(args: argparse.Namespace) -> int:
    """One list of the rulebook, for who writes a file of acts."""
    book = load()
    if args.place not in book.places:
        raise Refused(f"没有这个地方 no place {args.place!r}: {', '.join(book.places)}")
    try:
        on = date.fromisoformat(args.on) if args.on else date(book.calendar.last_year, 12, 31)
    except ValueError:
        raise Refused(f"日期写成 2026-03-16 的样子 write the day like 2026-03-16, not {args.on!r}") from None
    every = rows(Law(book, args.place), args.what, on)
    found = [row for row in every if args.key in ("", row[0])]
    if not found:
        raise Refused(
            f"{on} 没有这一项 nothing of that name in {args.what}: {args.key!r}"
            f"{suggest(args.key, [row[0] for row in every])}"
        )
    heads = HEADS[args.what]
    if args.json:
        print(json.dumps([dict(zip(heads, row, strict=True)) for row in found], ensure_ascii=False, indent=1))
        return 0
    for row in found:
        print(f"{row[0]}  {row[1]}")
        for head, cell in list(zip(heads, row, strict=True))[2:]:
            if cell:
                print(f"    {head.replace('`', '')}: {cell}")
    return 0


def lint(args: argparse.Namespace) -> int:
    """Read every file; errors name file and line, and end with status 2."""
    whole = args.rulebook is not None and (args.rulebook / "steps.yaml").is_file()
    book = load(args.rulebook) if whole else load(extra=args.rulebook)
    laws = {place: Law(book, place) for place in book.places}
    for place in book.places:
        kinds_in(book, place)
    print(f"版本 edition {book.edition}")
    print(_contents(book, laws["national"]))
    for place in book.places[1:]:
        own = ", ".join(book.place_duties.get(place, {})) or "–"
        print(f"地方规定 overlay {place}: {own}")
        note = book.about(place).get("note")
        if note:
            print(f"  {book.about(place)['law']}: {note['zh']} {note['en']}")
    last = book.calendar.last_year
    print(
        f"放假安排 calendars {book.calendar.first_year}–{last}: {last} 年以后的日期是暂定的 later dates are provisional"
    )
    found = findings(book)
    for one in found:
        print(f"{one.where}: {'错误 wrong' if one.wrong else '提示 note'}: {one.zh} / {one.en}")
    return 1 if any(one.wrong for one in found) else 0


@plainly
def try_rule(args: argparse.Namespace) -> int:
    """Replay the register under a changed rule; progress goes to standard error, the answer to standard output."""
    need_django()
    from huiyin import clock
    from huiyin.operations import trying

    started = clock.stopwatch()

    def say(done: int, every: int) -> None:
        seconds = max(clock.stopwatch() - started, 0.001)
        print(
            f"\r{done}/{every} 件 matters  {100 * done // every} %  {done / seconds:.0f}/s ",
            end="",
            file=sys.stderr,
        )

    try:
        tried = trying.run(args.overlay, clock.today(), processes=args.processes, say=say)
    except RulebookError as error:
        raise Refused(str(error)) from None
    print(file=sys.stderr)
    print(json.dumps(_tried(tried), ensure_ascii=False, indent=1) if args.json else _told(tried))
    return 0


def _tried(tried: Tried) -> dict[str, Any]:
    return {
        "files": tried.files, "files_moved": tried.moved_files, "acts": tried.acts, "acts_no_longer_open": tried.refused,
        "windows_moved": tried.windows,
        "duties": [{"office": office, "rule": rule, **asdict(c)} for (office, rule), c in sorted(tried.changes.items())],
    }  # fmt: skip


def _told(tried: Tried) -> str:
    lines = [
        "单位 office     时限 rule              提前 earlier 推迟 later 新增 new 取消 gone 未办结 open 将超期 late"
    ]
    for (office, rule), c in sorted(tried.changes.items()):
        lines.append(
            f"{office:16}{rule:22}{c.earlier:>12}{c.later:>11}{c.new:>9}{c.gone:>10}{c.open:>12}{c.late:>12}"
        )
    lines.append(
        f"{tried.files} 件 matters（{tried.moved_files} 件有变动 with changes），{tried.windows} 个申请期变动 windows move，"
        f"{tried.refused} 条办理不再成立 acts no longer open；没有写入任何内容 nothing was written"
    )
    return "\n".join(lines)


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
