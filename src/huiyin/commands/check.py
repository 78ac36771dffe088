"""`huiyin check`: is everything as it should be?"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from huiyin.commands import need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin check`."""
    parser = subparsers.add_parser(
        "check",
        help="检查系统是否正常 look whether everything is as it should be",
        description="One line for each question; exit status 1 where something is wrong.",
    )
    parser.add_argument(
        "--all", action="store_true", help="every file, attachment and sealed value, not a sample"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Print one line for each question, and what is wrong below it."""
    need_django()
    from huiyin import clock
    from huiyin.operations import checks

    found = []
    for one in checks.check(clock.now(), everything=args.all):
        found.append({"topic": one.topic, "ok": one.ok, "note": one.note, "problems": list(one.problems)})
        if not args.json:
            mark = "OK      " if one.ok else "问题 problem"
            print(f"{mark} {one.topic}" + (f"（{one.note}）" if one.note else ""), flush=True)
            for line in one.problems:
                print(f"           - {line}")
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0 if all(one["ok"] for one in found) else 1
