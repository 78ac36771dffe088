"""`huiyin similar`: every row of a file ranked against the others, without a database; or one text against the register."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers
    from huiyin.intake.matching.events import Likely, Message


def add(subparsers: Subparsers) -> None:
    """`huiyin similar`."""
    parser = subparsers.add_parser(
        "similar",
        help="同一事项、同一事件的信件 messages about the same matter or event",
        description="Ranks every row of a CSV file against the others by the event it is about; or the matters of the "
        "register by how much they say the same as one of them (--register) or as a text (--text without --corpus). "
        "Restricted matters are never among them.",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--corpus", type=Path, metavar="FILE.csv", help="UTF-8, with a header")
    where.add_argument("--register", metavar="NUMBER", help="a matter of the register, by its number")
    parser.add_argument(
        "--text", metavar="COLUMNS",
        help="with --corpus: title and text; of several columns the first is the title (default topic,detail); "
        "without: the words to compare with the register, - to read them from the standard input",
    )  # fmt: skip
    parser.add_argument(
        "--id", metavar="COLUMN", default="id", help="the column that names a row (default id)"
    )
    parser.add_argument(
        "--top", type=int, default=100, metavar="N", help="how many for each row (default 100)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print, for each row, the rows that are most likely about the same event."""
    if args.top < 1:
        raise Refused("--top 至少为 1 must be at least 1")
    if args.corpus is None:
        return against_register(args)
    columns = (args.text or "topic,detail").split(",")
    messages = read(args.corpus, args.id, [name.strip() for name in columns if name.strip()])
    from huiyin.intake.matching import events

    show = _json if args.json else _plain
    for id, likely in events.rank(messages, args.top):
        sys.stdout.write(show(id, likely) + "\n")
    return 0


@plainly
def against_register(args: argparse.Namespace) -> int:
    """Print the matters that say much the same: numbers, scores and reasons, no words. For the operator.

    1 where the index cannot be relied on, which is said beside.
    """
    if bool(args.register) == bool(args.text):
        raise Refused("写明 --corpus、--register、--text 之一 give one of --corpus, --register, --text")
    need_django()
    from huiyin import clock
    from huiyin.intake import repeats
    from huiyin.intake.matching.events import Likely
    from huiyin.offices.actor import Actor
    from huiyin.operations import migrating

    migrating.require_migrated()
    own, words = _of_register(args.register) if args.register else (0, _given(args.text))
    by = Actor.machine("similar")
    told = repeats.Told(words)
    found = repeats.others(told, by, now=clock.now(), but={own}, most=args.top)
    likely = [Likely(c.number, round(c.share, 4), _why(c.share)) for c in found.found]
    print((_json if args.json else _plain)(args.register or "text", likely))
    if found.trouble:
        print(found.trouble, file=sys.stderr)
    return 1 if found.trouble else 0


def _of_register(number: str) -> tuple[int, str]:
    """The matter of this number and what was raised in it; a restricted one is answered as one that is not there."""
    from huiyin.intake.matching import indexes

    one = next(indexes.said(indexes.shareable().filter(number=number)), None)
    if one is None:
        raise Refused(f"没有编号为 {number} 的事项 no matter has this number")
    return one.file, one.raised


def _given(text: str) -> str:
    words = sys.stdin.read() if text == "-" else text
    if not words.strip():
        raise Refused("没有文字 no words were given")
    return words


def _why(share: float) -> str:
    return f"文字 {share:.0%} 相同 the same words"


def read(path: Path, id: str, columns: list[str]) -> list[Message]:
    """The rows of the file as messages."""
    from huiyin.intake.matching.events import Message  # a second to load

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(10_000_000)
            rows = csv.DictReader(file)
            missing = [name for name in [id, *columns] if name not in (rows.fieldnames or ())]
            if missing or not columns:
                known = ", ".join(rows.fieldnames or ())
                raise Refused(f"没有这一列 no column {', '.join(missing) or '?'} in {path.name}: {known}")
            title, *rest = columns if len(columns) > 1 else ["", *columns]
            return [
                Message(
                    row[id] or "",
                    (row[title] or "") if title else "",
                    " ".join(row[name] or "" for name in rest),
                )
                for row in rows
            ]
    except OSError as error:
        raise Refused(f"读不了文件 cannot read {path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"不是 UTF-8 的 CSV 文件 {path.name} is no CSV file in UTF-8: {error}") from None


def _json(id: str, likely: list[Likely]) -> str:
    candidates = [{"id": one.id, "score": one.score, "why": one.why} for one in likely]
    return json.dumps({"id": id, "candidates": candidates}, ensure_ascii=False)


def _plain(id: str, likely: list[Likely]) -> str:
    return "\n".join([id, *(f"  {one.score:.2f}  {one.id}  {one.why}" for one in likely)])
