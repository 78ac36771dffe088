"""Recording acts through the whole function: lock, gate, plan, append, duties with proof, number, outbox."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any

from django.db import transaction

from huiyin import clock
from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.register import models
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, open_file
from huiyin.register.record import Wish, record
from tools.bench.figures import Figure, repeat, spread

START = date(2026, 3, 2)
SENDER, HANDLER = "xfj", "rsj"
WORDS = "来访人反映工资被拖欠，要求核实并督促支付。" * 20


def officer(office: str, *posts: str) -> Actor:
    """Somebody at work there, holding these posts."""
    return Actor("officer", f"bench_{office}", office, frozenset(posts), None, "测")


def entry(number: int, office: str = SENDER, on: date = START) -> NewEntry:
    """A letter with two requests of a length that letters have."""
    return NewEntry(
        channel="letter",
        office=office,
        received_on=on,
        title=f"反映拖欠工资等问题（{number}）",
        words={"text": WORDS},
        points=(NewPoint("督促支付工资"), NewPoint("说明工程进度")),
        people=(NewPerson({"name": f"测试人{number}", "address": "某镇某村"}, pin="314159"),),
    )


def transfer_slip(file: models.File, now: datetime) -> int:
    """A draft as it stands once it has been rendered; rendering is measured elsewhere."""
    values: dict[str, Any] = {
        "proceeding": 1,
        "kind": "transfer_slip",
        "office_id": SENDER,
        "on": START + timedelta(days=2),
        "content": {"text": WORDS},
        "digest": "d" * 64,
        "signboard": selectors.signboard(SENDER, START),
        "pages": 1,
        "rendered_at": now,
        "written_by": "bench",
        "updated_at": now,
    }
    draft = models.Draft.objects.create(file=file, **values)
    return int(draft.pk)


def wishes(draft: int) -> list[tuple[Actor, Wish]]:
    """What the offices record on one matter after its registration, in order."""
    sender = officer(SENDER, "registrar", "dispatcher", "petition_leader")
    handler = officer(HANDLER, "handler", "section", "head")
    both = (1, 2)
    slip = {"draft": draft}
    steps: list[tuple[Actor, str, int, dict[str, Any]]] = [
        (
            sender,
            "judge",
            1,
            {"proceeding": 1, "codes": {"result": "first"}, "words": {"reason": "无同一事项"}},
        ),
        (sender, "screen", 1, {"proceeding": 1, "points": both, "codes": {"path": "31[6]"}}),
        (sender, "draft", 2, {"proceeding": 1, "codes": {"paper_kind": "transfer_slip", **slip}}),
        (sender, "sign", 2, {"proceeding": 1, "codes": {**slip, "digest": "d" * 64}}),
        (sender, "transfer", 2, {"proceeding": 1, "points": both, "to": HANDLER, "codes": slip}),
        (handler, "sign_for", 3, {"proceeding": 2}),
    ]
    for day in range(4, 12):
        kind, form = ("contact", "phone") if day % 2 else ("investigate", "documents")
        more = {"proceeding": 2, "codes": {"form": form}, "words": {"record": WORDS}}
        steps.append((handler, kind, day, more))
    return [(by, Wish(kind, START + timedelta(days=day), **rest)) for by, kind, day, rest in steps]


def plain_row(number: Iterator[int]) -> None:
    """What a transaction costs that does next to nothing."""
    with transaction.atomic():
        models.Series.objects.create(code="bench", word=str(next(number)), year=START.year, last=1)


def measure(full: bool) -> list[Figure]:
    """Registrations and acts, one after another, each in its own transaction."""
    now = datetime.combine(START + timedelta(days=30), time(9), clock.SHANGHAI)
    registrar = officer(SENDER, "registrar", "dispatcher", "petition_leader")
    opening: list[float] = []
    acting: list[float] = []
    for number in range(200 if full else 40):
        started = clock.stopwatch()
        file = open_file(entry(number), by=registrar, now=now).file
        opening.append(clock.stopwatch() - started)
        for seen, (by, wish) in enumerate(wishes(transfer_slip(file, now)), 1):
            started = clock.stopwatch()
            record(file.pk, wish, by=by, now=now, seen=seen)
            acting.append(clock.stopwatch() - started)
    warm = acting[len(acting) // 10 :]
    bare = repeat(partial(plain_row, count()), 1_000 if full else 200, warm=10)
    return [
        Figure(
            "record(): acts a second", len(warm) / sum(warm), "acts/s", 300, more_is_better=True,
            how="one after another, each committed: lock, gate, fold, plan, nine rows or so", more=spread(warm),
        ),
        Figure(
            "for comparison: one row a transaction by the ORM", len(bare) / sum(bare), "rows/s", more_is_better=True,
            how="the floor under any act: a row of four columns created and committed", more=spread(bare),
        ),
        Figure(
            "registering an entry", statistics.median(opening) * 1000, "ms",
            how="open_file(): entry, matter, points, people, first act, receipt, median", more=spread(opening),
        ),
    ]  # fmt: skip
