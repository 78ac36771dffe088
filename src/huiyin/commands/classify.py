"""`huiyin classify`: the class of each message, how sure that is, and the words that speak for it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from huiyin.commands import Refused
from huiyin.intake.learn.features import Message
from huiyin.intake.learn.model import Found, Unreadable
from huiyin.intake.learn.store import Store

if TYPE_CHECKING:
    from huiyin.commands import Subparsers

Classify = Callable[[Message], "Found | None"]


def add(subparsers: Subparsers) -> None:
    """`huiyin classify`."""
    parser = subparsers.add_parser(
        "classify",
        help="来信属于哪一类 the class of messages, with the words that speak for it",
        description="Reads one JSON object a line: id, topic, detail. Answers one a line: id, class, probability, why.",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="JSON lines (default: standard input)"
    )
    parser.add_argument("--model", type=Path, required=True, metavar="DIR", help="as `huiyin train` wrote it")
    parser.add_argument("--version", default="", metavar="N", help="another version than the one in use")
    parser.add_argument("--json", action="store_true", help="answer as JSON lines")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer every line; 1 where a line could not be read."""
    classify = _classifier(args)
    show = _json if args.json else _plain
    wrong = 0
    try:
        with args.file.open(encoding="utf-8-sig") if args.file else _standard_input() as lines:
            for no, key, message in _messages(lines):
                if message is None:
                    wrong += 1
                    print(f"huiyin classify: 第 {no} 行 line {no}: {key}", file=sys.stderr)
                else:
                    print(show(key, classify(message)))
    except OSError as error:
        raise Refused(f"{args.file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Refused("不是 UTF-8 文本 not UTF-8") from None
    return 1 if wrong else 0


def _standard_input() -> IO[str]:
    return open(sys.stdin.fileno(), encoding="utf-8-sig", closefd=False)


def _classifier(args: argparse.Namespace) -> Classify:
    """The model's answer."""
    try:
        return Store(args.model).load(args.version).classify
    except Unreadable as error:
        raise Refused(str(error)) from None


def _messages(lines: Iterable[str]) -> Iterable[tuple[int, Any, Message | None]]:
    """Each line's number, id and message; where it cannot be read, what is wrong with it and None."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield no, f"不是 JSON not JSON: {error.msg}", None
            continue
        if not isinstance(row, dict):
            yield no, '写成 {"id": …, "topic": …, "detail": …} 的样子 write an object like this', None
        else:
            yield no, row.get("id"), Message(str(row.get("topic") or ""), str(row.get("detail") or ""))


def _json(key: Any, found: Found | None) -> str:
    answer: dict[str, Any] = {"id": key, "class": None, "probability": None, "why": []}
    if found is not None:
        answer |= {"class": found.label, "probability": round(found.probability, 4), "why": list(found.why)}
    return json.dumps(answer, ensure_ascii=False)


def _plain(key: Any, found: Found | None) -> str:
    if found is None:
        return f"{key}\t-"
    return f"{key}\t{found.label}\t{found.probability:.2f}\t{'、'.join(found.why)}"
