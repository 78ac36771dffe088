"""`huiyin demo`: database, county, petitions, one walked life, its papers, the sign-in names, then serve."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin demo`."""
    parser = subparsers.add_parser(
        "demo", help="演示 demonstration", description="Loads the demo county and serves it."
    )
    parser.add_argument("--no-serve", action="store_true", help="stop before serving (as SERVE=no)")
    parser.add_argument(
        "--offices",
        action="store_true",
        help="load the offices and officers only, without administrators and petitions, and stop",
    )
    parser.set_defaults(run=run)


@plainly
@plainly
def run(args: argparse.Namespace) -> int:
    """Prepare everything and serve. A second run finds what is there and loses nothing."""
    os.environ.setdefault("HUIYIN_PLACE", "zhashui")
    need_django()
    from django.conf import settings

    if settings.HUIYIN_ENV == "production":
        raise Refused(
            "demo accounts have a published password: `huiyin demo` does not run with HUIYIN_ENV=production"
        )
    settings.HUIYIN_VAR.mkdir(parents=True, exist_ok=True)
    from huiyin.commands import migrate

    migrate.prepare()
    if args.offices:
        return _load_offices()
    _load()
    if args.no_serve or os.environ.get("SERVE") == "no":
        return 0
    from huiyin.commands import serve

    return serve.start(port=int(os.environ.get("PORT") or 8000))


def _load() -> None:
    from huiyin import clock
    from huiyin.commands.walk import as_text
    from huiyin.demo import offices, petitions, setting
    from huiyin.demo.stories.life import PIN as LIFE_PIN
    from huiyin.offices.actor import Actor

    names = offices.load(by=Actor.machine("demo"))
    told = setting.tell("life")
    print("\n".join(as_text(t) for t in told))
    petitions.tell_stories()
    for done in petitions.load():
        print(f"\r信访事项 petitions: {done}", end="", flush=True)
    print()
    for path in setting.leave_papers(setting.number_of("life"), now=clock.now()):
        print(f"文书 paper: {path}")
    print(offices.as_text(names))
    for code in setting.codes_of(setting.number_of("life")):
        print(f"  查询码 query code: {code}   查询密码 PIN: {LIFE_PIN}")


def _load_offices() -> int:
    """Offices and officers, for `huiyin demo-data --in-production`: a trial of one's own machine with its settings."""
    from huiyin.demo import offices
    from huiyin.offices.actor import Actor

    names = offices.load(by=Actor.machine("demo"), administrators=False)
    print(f"演示单位和人员 demo offices and officers: {len(names)}")
    return 0
