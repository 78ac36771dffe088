"""`huiyin classify`: the class of each message, how sure that is, and the words that speak for it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from huiyin.commands import Refused
from huiyin.intake import signs
from huiyin.intake.learn.features import Message, views
from huiyin.intake.learn.model import Unreadable
from huiyin.intake.learn.store import Store
from huiyin.statute.loader import load

if TYPE_CHECKING:
    from huiyin.commands import Subparsers

Answer = tuple[str | None, float | None, tuple[str, ...]]
"""Class, probability (none where key words propose), and the words that speak for it."""
Classify = Callable[[Message], Answer]


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
    parser.add_argument(
        "--model", type=Path, metavar="DIR", help="as `huiyin train` wrote it; without, key words propose"
    )
    parser.add_argument("--version", default="", metavar="N", help="another version than the one in use")
    parser.add_argument("--json", action="store_true", help="answer as JSON lines")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer every line; 1 where a line could not be read."""
    classify = _classifier(args)
    show = _json if args.json else _plain
    wrong = 0
    with _opened(args.file) as lines:
        for no, key, message in _messages(lines):
            if message is None:
                wrong += 1
                print(f"huiyin classify: 第 {no} 行 line {no}: {key}", file=sys.stderr)
            else:
                print(_writable(show(key, classify(message))))
    return 1 if wrong else 0


def _opened(file: Path | None) -> IO[bytes]:
    """The lines as bytes: one that is not UTF-8 spoils no other."""
    if file is None and sys.stdin is None:
        raise Refused("没有标准输入 there is no standard input: name a file")
    try:
        return file.open("rb") if file else open(sys.stdin.fileno(), "rb", closefd=False)
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from None


def _classifier(args: argparse.Namespace) -> Classify:
    """The model's answer; without a model that of the rulebook's key words, which has no probability."""
    if args.model is None:
        print(
            "没有指定模型，由规则库关键词建议 no model named: key words of the rulebook propose",
            file=sys.stderr,
        )
        return _by_key_words()
    try:
        model = Store(args.model).load(args.version)
    except Unreadable as error:
        raise Refused(str(error)) from None

    def classify(message: Message) -> Answer:
        if not any(views(message)):
            return None, None, ()  # nothing was written: the commonest class would be no answer
        found = model.classify(message, others=0)
        return found.label, found.probability, found.why

    return classify


def _by_key_words() -> Classify:
    known = signs.signs(load())

    def classify(message: Message) -> Answer:
        best = signs.pointed_class(known, message.topic, message.detail)
        return (best.key, None, best.why) if best else (None, None, ())

    return classify


def _messages(lines: Iterable[bytes]) -> Iterable[tuple[int, Any, Message | None]]:
    """Each line's number, id and message; where it cannot be read, what is wrong with it and None."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield no, "不是 UTF-8，请另存为 UTF-8 not UTF-8: save the file as UTF-8", None
            continue
        except (ValueError, RecursionError) as error:  # numbers and brackets without end, too
            yield no, f"不是 JSON not JSON: {getattr(error, 'msg', error)}", None
            continue
        if not isinstance(row, dict):
            yield no, '写成 {"id": …, "topic": …, "detail": …} 的样子 write an object like this', None
        else:
            yield no, row.get("id"), Message(str(row.get("topic") or ""), str(row.get("detail") or ""))


def _writable(said: str) -> str:
    """Half a character of an id, which JSON can name and UTF-8 cannot write, as JSON names it."""
    return said.encode(errors="backslashreplace").decode()


def _json(key: Any, answer: Answer) -> str:
    label, chance, why = answer
    sure = None if chance is None else round(chance, 4)
    return json.dumps({"id": key, "class": label, "probability": sure, "why": list(why)}, ensure_ascii=False)


def _plain(key: Any, answer: Answer) -> str:
    label, chance, why = answer
    return f"{key}\t{label or '-'}\t{'-' if chance is None else f'{chance:.2f}'}\t{'、'.join(why)}"
