"""`huiyin keys list|make|withdraw`: access keys of machines, at the console of the server."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin keys`."""
    parser = subparsers.add_parser(
        "keys",
        help="接口的访问密钥：列出、发放、收回 access keys of the API: list, make, withdraw",
        description="A key speaks for one officer's seat, or for one named machine of an office. See docs/api.md.",
    )
    what = parser.add_subparsers(required=True, metavar="list|make|withdraw")
    what.add_parser("list", help="列出全部密钥 every key, never the key itself").set_defaults(run=every)
    make_ = what.add_parser("make", help="发放一把密钥，只显示这一次 make a key and print it, once")
    make_.add_argument(
        "--for", dest="purpose", metavar="WORDS", required=True, help="which system uses it, what for"
    )
    make_.add_argument("--office", metavar="CODE", required=True, help="the office it reads in")
    who = make_.add_mutually_exclusive_group(required=True)
    who.add_argument("--officer", metavar="LOGIN", default="", help="whose seat in the office it speaks for")
    who.add_argument("--machine", metavar="NAME", default="", help="or which machine of the office")
    make_.add_argument("--until", metavar="DATE", required=True, help="its last day, a year ahead at most")
    make_.set_defaults(run=make)
    withdraw_ = what.add_parser("withdraw", help="收回一把密钥 withdraw a key")
    withdraw_.add_argument("number", type=int, metavar="NUMBER", help="as `huiyin keys list` shows it")
    withdraw_.set_defaults(run=withdraw)


def _ready() -> None:
    """Django, and a database that is there and migrated; else one line says what to do."""
    need_django()
    from huiyin.operations import migrating

    migrating.require_migrated()


@plainly
def every(args: argparse.Namespace) -> int:
    """One line a key."""
    _ready()
    from huiyin import clock
    from huiyin.offices import services
    from huiyin.offices.actor import Actor

    today = clock.today()
    for key in services.every_key(Actor.machine("setup"), clock.now()):
        who = key.officer.login if key.officer else f"machine {key.machine}"
        if key.withdrawn_at is not None:
            state = "已收回 withdrawn"
        elif key.until < today:
            state = "已到期 ended"
        else:
            state = "等待领取 not taken yet" if key.digest is None else "在用 in use"
        print(f"{key.pk:4}  {key.office.code:10} {who:24} {key.since} – {key.until}  {state}  {key.purpose}")
    return 0


@plainly
def make(args: argparse.Namespace) -> int:
    """Make a key and print it; whoever runs this command holds the server and its keys anyway."""
    _ready()
    from django.db import transaction

    from huiyin import clock
    from huiyin.offices import services
    from huiyin.offices.actor import Actor
    from huiyin.offices.errors import NotAllowed, UnknownOfficer
    from huiyin.offices.errors import Refused as NotDone

    try:
        until = date.fromisoformat(args.until)
    except ValueError:
        raise Refused(
            f"--until: 日期写成 2026-03-16 的样子 write the day like 2026-03-16, not {args.until!r}"
        ) from None
    now, by = clock.now(), Actor.machine("setup")
    try:
        with transaction.atomic():
            key = services.make_key(
                args.purpose,
                office=args.office,
                officer=args.officer,
                machine=args.machine,
                until=until,
                at=now,
                by=by,
            )
            text = services.take_key(key.pk, at=now, by=by)
    except (NotDone, NotAllowed, UnknownOfficer) as error:
        raise Refused(str(error)) from None
    print(text)
    print(f"密钥 {key.pk} 号，用到 {until}；只显示这一次。 Key {key.pk}, until {until}; shown once.")
    return 0


@plainly
def withdraw(args: argparse.Namespace) -> int:
    """From now on it opens nothing."""
    _ready()
    from huiyin import clock
    from huiyin.offices import services
    from huiyin.offices.actor import Actor
    from huiyin.offices.errors import Refused as NotDone

    try:
        services.withdraw_key(args.number, at=clock.now(), by=Actor.machine("setup"))
    except NotDone as error:
        raise Refused(str(error)) from None
    print(f"密钥 {args.number} 号已收回。 Key {args.number} is withdrawn.")
    return 0
