"""`huiyin administrators`: names the first three administrators of a new installation, three persons."""

from __future__ import annotations

import argparse
import secrets
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers

POSTS = {
    "sysadmin": "系统管理员 system administrator",
    "secadmin": "安全保密管理员 security administrator",
    "auditor": "安全审计员 audit administrator",
}


def add(subparsers: Subparsers) -> None:
    """`huiyin administrators`."""
    parser = subparsers.add_parser(
        "administrators",
        help="设定首批三员 name the first three administrators",
        description="Three different persons; each gets a first password, printed once and changed at first sign-in.",
    )
    for post, title in POSTS.items():
        parser.add_argument(f"--{post}", metavar="LOGIN:NAME", required=True, help=title)
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Create the three accounts, or say why not."""
    need_django()
    from huiyin import clock
    from huiyin.offices import services
    from huiyin.offices.actor import Actor
    from huiyin.offices.errors import NotAllowed
    from huiyin.offices.errors import Refused as NotDone

    wanted: dict[str, tuple[str, str, str]] = {}
    for post in POSTS:
        login, _, name = str(getattr(args, post)).partition(":")
        if not login or not name:
            raise Refused(f"--{post}: 写成 登录名:姓名 write LOGIN:NAME")
        wanted[post] = (login, name, secrets.token_urlsafe(12))
    try:
        services.first_administrators(wanted, at=clock.now(), by=Actor.machine("setup"))
    except (NotDone, NotAllowed) as error:
        raise Refused(str(error)) from None
    for post, (login, name, password) in wanted.items():
        print(f"{POSTS[post]}: {name}  {login}  {password}")
    print("密码只显示这一次；首次登录须修改。 Shown once; to be changed at the first sign-in.")
    return 0
