"""`huiyin train`: learn the classes of content from a table or from the register; keep, list and roll back versions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from huiyin import clock
from huiyin.commands import Refused, need_django
from huiyin.intake.learn.model import Unreadable
from huiyin.intake.learn.store import CARD, Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huiyin.commands import Subparsers
    from huiyin.intake.learn.teaching import Taught


def add(subparsers: Subparsers) -> None:
    """`huiyin train`."""
    parser = subparsers.add_parser(
        "train",
        help="用本单位分好类的来信训练分类模型 learn the classes from messages that people have classed",
        description="Learns, says how well on messages held out, writes a model card, and takes the new version into use.",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE.csv", help="a table with a class in each row"
    )
    parser.add_argument(
        "--text", default="topic,detail", metavar="COLUMNS", help="title and words, comma between"
    )
    parser.add_argument("--register", action="store_true", help="learn from the matters classed here instead")
    parser.add_argument(
        "--label",
        default="label",
        metavar="COLUMN",
        help="the class that a person gave (first,second: both levels)",
    )
    parser.add_argument(
        "--group", default="", metavar="COLUMN", help="messages of one group stay together (default: found)"
    )
    parser.add_argument(
        "--model", type=Path, metavar="DIR", help="where the versions are kept (default: this installation's)"
    )
    parser.add_argument("--versions", action="store_true", help="list the versions and leave")
    parser.add_argument(
        "--rollback",
        nargs="?",
        const="previous",
        metavar="VERSION",
        help="use the version before, or a named one",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Learn, list or roll back."""
    store = Store(args.model) if args.model else _own()
    try:
        if args.versions:
            return _list(store)
        if args.rollback:
            named = "" if args.rollback == "previous" else args.rollback
            print(f"现用版本 in use: {store.roll_back(named)}")
            return 0
    except Unreadable as error:
        raise Refused(str(error)) from None
    return _learn(args, store)


def _own() -> Store:
    need_django()
    from huiyin.intake import classing

    return classing.store()


def _list(store: Store) -> int:
    now = store.current()
    for version in store.versions():
        report = store.report(version)
        mark = "*" if version == now else " "
        print(
            f"{mark} {version}  {report['learned_on']}  F1 {report['macro_f1']:.4f}  {report['learned_from']}"
        )
    if not store.versions():
        print(f"{store.folder}: 还没有模型 no model yet")
    return 0


def _learn(args: argparse.Namespace, store: Store) -> int:
    try:
        from huiyin.intake.learn import card, teaching
    except ImportError as error:  # an installation without its lock
        raise Refused(f"训练需要 scikit-learn: pip install -r requirements.lock ({error})") from None
    given, source = _given(args)
    try:
        _teach(given, source, store, card.CLASSES)
    except teaching.Unfit as error:
        raise Refused(str(error)) from None
    if args.register and args.model is None:
        _learn_purposes(source)
    return 0


def _learn_purposes(source: str) -> None:
    """Purposes of the register, too; where they are too few to learn from, that is said and key words go on."""
    from huiyin.intake import classing
    from huiyin.intake.learn import card, teaching

    print("信访目的 purposes", file=sys.stderr)
    try:
        _teach(classing.purposes_from_register(), source, classing.store(classing.PURPOSES), card.PURPOSES)
    except teaching.Unfit as error:
        print(f"仍由关键词建议 key words go on proposing purposes: {error}")


def _teach(given: Iterable[Taught], source: str, store: Store, of: str) -> None:
    """One version more, with its card."""
    from huiyin.intake.learn import card, teaching

    what = teaching.lesson(given)
    print(f"{len(what.taught)} 条来信，{len(what.labels)} 个分类 messages, classes", file=sys.stderr)
    model, report = teaching.teach(what, source=source, on=clock.today().isoformat(), say=_say)
    try:
        version = store.add(model, report, card.card(report, of))
    except OSError as error:
        raise Refused(f"{store.folder}: {error.strerror or error}") from None
    print((store.at(version) / CARD).read_text(encoding="utf-8"))
    print(f"版本 version {version}: {store.at(version)}")


def _given(args: argparse.Namespace) -> tuple[list[Taught], str]:
    """The messages to learn from, and what they are called on the card."""
    from huiyin.intake.learn import teaching

    if args.register == bool(args.file):
        raise Refused("给出一张表，或者 --register name a table, or --register")
    if args.register:
        return _registered()
    text, label = (
        [c.strip() for c in columns.split(",") if c.strip()] for columns in (args.text, args.label)
    )
    if not text or not 1 <= len(label) <= 2:
        raise Refused("--text: 至少一列 at least one column; --label: 一列或者两列 one or two")
    try:
        return teaching.from_csv(args.file, text, label, args.group), args.file.name
    except teaching.Unfit as error:
        raise Refused(str(error)) from None


def _registered() -> tuple[list[Taught], str]:
    """Matters classed here, where the setting allows."""
    need_django()
    from huiyin.intake import classing
    from huiyin.operations import migrating

    migrating.require_migrated()
    if not classing.allowed():
        raise Refused("本单位没有允许 not allowed here: HUIYIN_LEARN_CLASSES=1")
    return list(classing.from_register()), "register"


def _say(n: int) -> None:
    print(f"{n} / 5", file=sys.stderr, flush=True)
