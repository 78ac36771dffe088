"""`huiyin demo-data`: a lifelike register of any size, the same for the same seed."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers
    from huiyin.register.bulk_write import Counts


def add(subparsers: Subparsers) -> None:
    """`huiyin demo-data`."""
    parser = subparsers.add_parser(
        "demo-data",
        help="生成演示数据 a lifelike register of any size",
        description="Fills the register with invented matters, by the same rules as people's acts. The same seed "
        "on an empty database gives the same acts.",
    )
    parser.add_argument("--matters", type=int, default=1000, metavar="N", help="how many matters (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="any number (1)")
    parser.add_argument(
        "--years", type=int, default=5, help="over how many years, back to 2022-05-01 at most (5)"
    )
    parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="last day (today)")
    parser.add_argument("--batch", type=int, default=400, metavar="N", help="matters in a transaction (400)")
    parser.add_argument("--processes", type=int, default=0, metavar="N", help="(SQLite 1, PostgreSQL 2)")
    parser.add_argument(
        "--in-production", action="store_true", help="allow HUIYIN_ENV=production, if the register is empty"
    )
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Load the offices and fill the register, saying how far it is."""
    need_django()
    from django.conf import settings

    from huiyin import clock
    from huiyin.commands import migrate
    from huiyin.demo.generate import filling
    from huiyin.register.models import File

    if min(args.matters, args.years, args.batch) < 1:
        raise Refused("--matters, --years and --batch are at least 1")
    until = args.until or clock.today()
    what = filling.wanted(args.matters, args.seed, args.years, until, args.batch)
    if what.first >= what.last or until > clock.today():
        raise Refused(f"--until {until}: a day from {filling.RULES_SINCE} (when the rules begin) to today")
    production = settings.HUIYIN_ENV == "production"
    if production and not args.in_production:
        raise Refused(
            "invented matters go into a production register only if it is empty, and with --in-production"
        )
    migrate.prepare()
    if production and File.objects.exists():
        raise Refused("this production register is not empty: nothing invented goes into it")
    _offices(production=production)
    started = clock.stopwatch()
    total = _fill(what, args.processes, started)
    seconds = clock.stopwatch() - started
    print(
        f"\n{total.files} 件 matters, {total.acts} 条 acts, {total.duties} 个时限 duties, {total.papers} 件文书 papers, "
        f"{what.first} – {what.last}, {seconds:.1f} s, {total.files / seconds:.0f} matters/s"
    )
    return 0


def _offices(*, production: bool) -> None:
    from huiyin.demo import offices
    from huiyin.offices.actor import Actor
    from huiyin.offices.models import Office

    known = set(Office.objects.values_list("code", flat=True))
    wanted = {str(row["id"]) for row in offices.county()["offices"]}
    if production and not wanted <= known:
        raise Refused(
            "库里没有演示县的单位。请先用同样的设置（只改 HUIYIN_ENV）运行一次：HUIYIN_ENV=demo huiyin demo --offices\n"
            "The offices of the demo county are not in this database. Run once, with the same settings but this "
            "one:\n    HUIYIN_ENV=demo huiyin demo --offices\n"
            "Then run this again. Their published password opens nothing in production; the posts of administrators "
            "stay free for `huiyin administrators`."
        )
    if not production:
        offices.load(by=Actor.machine("demo"))


def _fill(what: object, processes: int, started: float) -> Counts:
    from huiyin import clock
    from huiyin.demo.generate import filling
    from huiyin.register.bulk_write import Counts

    assert isinstance(what, filling.Wanted)
    total = Counts()
    try:
        for done in filling.fill(what, processes):
            total.add(done)
            rate = total.files / max(clock.stopwatch() - started, 0.001)
            share = 100 * total.files // what.matters
            print(f"\r{total.files}/{what.matters} 件 matters  {share} %  {rate:.0f}/s ", end="", flush=True)
    except filling.Failed as failed:
        raise Refused(str(failed)) from None
    return total
