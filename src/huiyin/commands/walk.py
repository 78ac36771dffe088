"""`huiyin walk`: tells a story of the demo county through the real register and prints every act."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers
    from huiyin.demo.teller import Told


def add(subparsers: Subparsers) -> None:
    """`huiyin walk`."""
    parser = subparsers.add_parser(
        "walk",
        help="把一件信访事项从头走到尾 walk one petition through its life",
        description="Walks a story of the demo county; every act with its office, date, duties and provisions.",
    )
    parser.add_argument("--story", default="life", metavar="NAME", help="life, objection, refused, late, ...")
    parser.add_argument("--json", action="store_true", help="a list of acts as JSON")
    parser.add_argument("--list", action="store_true", help="name the stories")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Tell the story, or show it as it was told before."""
    need_django()
    from huiyin.demo import setting
    from huiyin.demo.stories import STORIES
    from huiyin.operations import migrating

    if args.list:
        for name, story in STORIES.items():
            print(f"{name:12} {story.zh} / {story.en}")
        return 0
    if args.story not in STORIES:
        raise Refused(f"no story {args.story!r}: there are {', '.join(STORIES)}")
    migrating.require_ready()
    told = setting.tell(args.story)
    if args.json:
        print(json.dumps([t.as_json() for t in told], ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_text(t) for t in told))
    return 0


def as_text(t: Told) -> str:
    """One act as the walk prints it."""
    from huiyin.register.law import current

    law = current()
    title = law.acts[t.act].title
    lines = [
        f"{t.on.isoformat()}  {t.office or '—':6} {title.zh} / {title.en}"
        + (f"  {t.paper}" if t.paper else "")
    ]
    if t.note:
        lines.append(f"              {t.note}")
    if t.refused:
        lines.append(f"            × {t.refused}")
    for sign, rows in (("+", t.opened), ("✓", t.met)):
        for row in rows:
            how = f" {row['how']}" if row.get("how") not in (None, "met") else ""
            how += " 超期履行 met late" if row.get("late") else ""
            who = row.get("office") or f"信访人{row.get('petitioner', '')}"
            nominal = f"（届满日 {row['nominal_due']}）" if row.get("nominal_due") != row["due"] else ""
            undated = (
                "中止" if row["rule"] == "re-review" else "及时"
            )  # a hearing stops the one, no text dates the other
            lines.append(
                f"            {sign} {row['rule']:17} {who:6} {row['due'] or undated}{nominal}  {row['provision']}{how}"
            )
    return "\n".join(lines)
