"""`huiyin messages`: messages that may or may not have gone out, and a person's word on them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin messages`."""
    parser = subparsers.add_parser(
        "messages",
        help="可能已发的短信，由人决定 messages perhaps sent, for a person to decide",
        description="Lists messages interrupted while being sent; with a number, records what a person found out.",
    )
    parser.add_argument("number", nargs="?", type=int, help="number of the message")
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--sent", action="store_true", help="it did go out")
    said.add_argument("--not-sent", action="store_true", help="it did not: send it again under the same key")
    parser.add_argument("--by", metavar="NAME", default="", help="who found out")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """List, or decide one."""
    need_django()
    from huiyin import clock
    from huiyin.offices.actor import Actor
    from huiyin.register.messages import decide
    from huiyin.register.models import Message

    waiting = Message.objects.filter(state="perhaps").order_by("pk")
    if args.number is None:
        for message in waiting:
            print(f"{message.pk}  {message.at:%Y-%m-%d %H:%M}  {message.template}  {message.key}")
        print(f"{waiting.count()} 条待定 to decide")
        return 0
    if not (args.sent or args.not_sent) or not args.by.strip():
        raise Refused("说明是否已发和由谁查明 say --sent or --not-sent, and --by NAME")
    if not waiting.filter(pk=args.number).exists():
        raise Refused(f"没有待定的短信 {args.number} / no message {args.number} waits for a decision")
    decide(args.number, sent=args.sent, by=Actor.machine(f"console {args.by.strip()}"), now=clock.now())
    print("记为已发 noted as sent" if args.sent else "将用同一标识重发 will be sent again under the same key")
    return 0
