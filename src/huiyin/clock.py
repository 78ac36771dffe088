"""The one module that reads the clock. Everywhere else time is an argument.

Times are aware and in Asia/Shanghai, the zone in which the law's days begin and end.
`HUIYIN_NOW` (ISO, e.g. 2026-11-20T09:00) freezes the clock for demonstrations and tests.
"""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in Asia/Shanghai."""
    frozen = os.environ.get("HUIYIN_NOW")
    if frozen:
        moment = datetime.fromisoformat(frozen)
        return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    return datetime.now(SHANGHAI)


def today() -> date:
    """Today's date in Asia/Shanghai."""
    return now().date()


def stopwatch() -> float:
    """Monotonic seconds, for measuring how long something took."""
    return time.perf_counter()
