"""`huiyin similar`: every row of a file ranked against the others, without a database; or one text against the register."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

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
    where.add_argument("--corpus", type=Path, metavar="FILE.csv", help="with a header, parted by commas")
    where.add_argument("--register", metavar="NUMBER", help="a matter of the register, by its number")
    parser.add_argument(
        "--text", metavar="COLUMNS",
        help="with --corpus: title and text; of several columns the first is the title (default topic,detail); "
        "without: the words to compare with the register, - to read them from the standard input",
    )  # fmt: skip
    parser.add_argument(
        "--encoding",
        default="utf-8-sig",
        metavar="NAME",
        help="of the file (default UTF-8); from Excel often gb18030",
    )
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
    columns = [name.strip() for name in (args.text or "topic,detail").split(",")]
    messages = read(args.corpus, args.id, [name for name in columns if name], args.encoding)
    from huiyin.intake.matching import events

    show = _json if args.json else _plain
    for id, likely in events.rank(messages, args.top, _progress()):
        sys.stdout.write(show(id, likely) + "\n")
    return 0


def _progress() -> Callable[[int, int], None]:
    """How far it is, where somebody looks on and the answers go elsewhere."""
    shown = sys.stderr.isatty() and not sys.stdout.isatty()

    def heard(done: int, total: int) -> None:
        if shown:
            print(f"\r{done / total:4.0%} ", end="" if done < total else "\n", file=sys.stderr, flush=True)

    return heard


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
    try:
        words = sys.stdin.read() if text == "-" else text
    except UnicodeDecodeError:
        raise Refused("不是 UTF-8 文本 not UTF-8") from None
    if not words.strip():
        raise Refused("没有文字 no words were given")
    return words


def _why(share: float) -> str:
    return f"文字 {share:.0%} 相同 the same words"


LONGEST = 10_000_000
"""Characters in a cell."""


def read(path: Path, id: str, columns: list[str], encoding: str = "utf-8-sig") -> list[Message]:
    """The rows of the file as messages. What makes an answer doubtful is said on the standard error."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            csv.field_size_limit(LONGEST)
            rows = csv.DictReader(file)
            rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
            _require(path, [id, *columns] if columns else [], rows.fieldnames)
            found = list(rows)
            begun = _unclosed(file)
    except OSError as error:
        raise Refused(f"读不了文件 cannot read {path}: {error.strerror}") from None
    except LookupError:
        raise Refused(f"没有这种编码 there is no encoding {encoding}") from None
    except UnicodeDecodeError:
        raise Refused(
            f"{path.name} 不是 {encoding} 编码：请另存为 “CSV UTF-8”，或者加 --encoding gb18030 "
            f"it is not in {encoding}: save it as CSV UTF-8, or name its encoding"
        ) from None
    except csv.Error as error:
        raise Refused(f"不是 CSV 文件 {path.name} is no CSV file: {error}") from None
    if begun:
        raise Refused(
            f"{path.name} 第 {begun} 行起的引号没有结束，后面的都被当作一格 "
            f"a quotation mark from line {begun} on is never closed, and takes in all that follows"
        )
    _warn(path, id, found)
    return _messages(found, id, columns)


def _require(path: Path, asked: list[str], known: Sequence[str]) -> None:
    if not known:
        raise Refused(f"文件是空的 {path.name} is empty: it has no header")
    missing = [name for name in asked if name not in known]
    if missing or not asked:
        raise Refused(f"没有这一列 no column {', '.join(missing) or '?'} in {path.name}: {', '.join(known)}")
    twice = [name for name in asked if known.count(name) > 1]
    if twice:
        raise Refused(f"不止一列叫 more than one column is called {', '.join(twice)} in {path.name}")


def _unclosed(file: TextIO) -> int:
    """The line in which a quotation mark opens that no other closes; 0 if there is none."""
    file.seek(0)
    rows, last = csv.reader(file, strict=True), 0
    try:
        for _row in rows:
            last = rows.line_num
    except csv.Error as error:
        return last + 1 if "end of data" in str(error) else 0
    return 0


def _warn(path: Path, id: str, rows: Sequence[dict[str, Any]]) -> None:
    seen = Counter((row[id] or "").strip() for row in rows)
    twice = [one for one, times in seen.items() if one and times > 1]
    told = []
    if twice:
        told.append(
            f"{len(twice)} 个编号不止一行用 ids are used by more than one row: {', '.join(twice[:5])}"
        )
    if seen[""]:
        told.append(f"{seen['']} 行没有编号 rows have no id")
    wide = sum(None in row for row in rows)
    if wide:
        told.append(
            f"{wide} 行的格子比表头多，多出的没有读 rows have more cells than the header, which were not read"
        )
    for words in told:
        print(f"huiyin similar: {path.name}: {words}", file=sys.stderr)


def _messages(rows: Sequence[dict[str, Any]], id: str, columns: Sequence[str]) -> list[Message]:
    from huiyin.intake.matching.events import Message  # a second to load

    title, *rest = columns if len(columns) > 1 else ["", *columns]
    return [
        Message(
            row[id] or "", (row[title] or "") if title else "", " ".join(row[name] or "" for name in rest)
        )
        for row in rows
    ]


def _json(id: str, likely: list[Likely]) -> str:
    candidates = [{"id": one.id, "score": one.score, "why": one.why} for one in likely]
    return json.dumps({"id": id, "candidates": candidates}, ensure_ascii=False)


def _plain(id: str, likely: list[Likely]) -> str:
    return "\n".join([id, *(f"  {one.score:.2f}  {one.id}  {one.why}" for one in likely)])
