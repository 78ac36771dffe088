"""`huiyin similar --corpus FILE.csv`: every row of a file ranked against the others. It needs no database."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin.commands import Refused

if TYPE_CHECKING:
    from huiyin.commands import Subparsers
    from huiyin.intake.matching.events import Likely, Message


def add(subparsers: Subparsers) -> None:
    """`huiyin similar`."""
    parser = subparsers.add_parser(
        "similar",
        help="同一事项、同一事件的信件 messages about the same matter or event",
        description="Ranks every row of a CSV file against the others by the event it is about.",
    )
    parser.add_argument("--corpus", type=Path, metavar="FILE.csv", required=True, help="UTF-8, with a header")
    parser.add_argument(
        "--text", metavar="COLUMNS", default="topic,detail",
        help="title and text; of several columns the first is the title (default topic,detail)",
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
    messages = read(args.corpus, args.id, [name.strip() for name in args.text.split(",") if name.strip()])
    from huiyin.intake.matching import events

    show = _json if args.json else _plain
    for id, likely in events.rank(messages, args.top):
        sys.stdout.write(show(id, likely) + "\n")
    return 0


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
