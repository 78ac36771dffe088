"""`huiyin worker`: renders issued papers, sends messages, and records the acts of machines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from huiyin.commands import need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin worker`."""
    parser = subparsers.add_parser(
        "worker",
        help="后台办理：生成文书、发送提醒、每日机器记录 render papers, send messages, record what machines record",
        description="Works on the queue until SIGTERM. `huiyin serve` starts one by itself.",
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.add_argument("--again", action="store_true", help="first give everything given up another round")
    parser.add_argument(
        "--scans", action="store_true", help="the worker for scanned letters: draws and reads their pages"
    )
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Work."""
    need_django()
    from huiyin import clock
    from huiyin.offices.actor import Actor
    from huiyin.operations import migrating, worker
    from huiyin.register import queue

    migrating.require_ready()
    if args.again:
        rows = queue.revive(clock.now(), Actor.machine("console"))
        print(f"{rows} 项重新排队 put back into the queue")
    tally = worker.run(once=args.once, scans=args.scans)
    if args.once:
        print(f"完成 done {tally.done}, 稍后再试 to be tried later {tally.put_off}")
    return 0
