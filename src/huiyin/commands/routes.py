"""`huiyin routes`: the routing table, read from the register and checked against the remits."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from huiyin import clock
from huiyin.commands import need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin routes`."""
    parser = subparsers.add_parser(
        "routes",
        help="分流表：什么事由哪个单位办 which office takes on what, and what is wrong with that",
        description="Subject and place to office, with support and confidence; gaps, overlaps, stale rows.",
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--check", action="store_true", help="only what is wrong; 1 where something is")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Print the table and its faults."""
    need_django()
    from huiyin.intake import routing
    from huiyin.operations import migrating
    from huiyin.register.law import current

    migrating.require_migrated()
    book, today = current().book, clock.today()
    rows = routing.table(book, today)
    wrong = routing.faults(book, today, rows)
    if args.json:
        print(json.dumps(_json([] if args.check else rows, wrong), ensure_ascii=False, indent=1))
    else:
        if not args.check:
            _plain(rows)
        _faults(wrong)
    return 1 if args.check and any((wrong.gaps, wrong.overlaps, wrong.stale, wrong.outside)) else 0


def _row(row: Any) -> dict[str, Any]:
    return {
        "subject": row.subject, "place": row.place, "office": row.office, "support": row.support,
        "confidence": round(row.confidence, 3), "last": row.last.isoformat(), "in_remit": row.in_remit,
        "proposes": row.proposes,
    }  # fmt: skip


def _json(rows: Any, wrong: Any) -> dict[str, Any]:
    return {
        "routes": [_row(r) for r in rows],
        "gaps": list(wrong.gaps),
        "overlaps": [{"subject": o.subject, "offices": list(o.offices)} for o in wrong.overlaps],
        "stale": [_row(r) for r in wrong.stale],
        "outside": [_row(r) for r in wrong.outside],
    }


def _plain(rows: Any) -> None:
    for r in rows:
        remit = "职责内 in remit" if r.in_remit else "职责未列 not in remit"
        place = r.place or "各地 anywhere"
        print(f"{r.subject}\t{place}\t{r.office}\t{r.support}\t{r.confidence:.0%}\t{r.last}\t{remit}")
    if not rows:
        print("还没有可学的事项 nothing to read yet")


def _faults(wrong: Any) -> None:
    for subject in wrong.gaps:
        print(f"空白 gap: {subject}：没有单位的职责写到它 no remit names it")
    for one in wrong.overlaps:
        print(f"交叉 overlap: {one.subject}：{'、'.join(one.offices)}")
    for row in wrong.stale:
        print(f"过时 stale: {row.subject} {row.place} → {row.office}，最近 last {row.last}")
    for row in wrong.outside:
        print(f"与职责不符 against the remits: {row.subject} → {row.office}，{row.support} 件 matters")
