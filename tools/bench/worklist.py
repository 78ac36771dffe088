"""The work list of an office with many open duties, in a small register and in a large one.

The office is one of the measure's own, so that growing the register changes nothing of what it owes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.test import Client

from huiyin import clock
from huiyin.offices.models import Office, Officer, Post, Signboard
from huiyin.offices.structure import touch
from huiyin.register.bulk import NewFile
from huiyin.register.bulk_write import load
from huiyin.register.models import File, OpenDuty
from tools.bench import recording
from tools.bench.figures import Figure, percentile, repeat, spread

OFFICE = "bench"
PAGE = "/desk/"
SIZES = {True: (10_000, 100_000), False: (2_000, 10_000)}
OPEN = {True: 5_000, False: 1_000}


def make_office() -> Officer:
    """A petition office with one officer who registers and dispatches."""
    since = date(2020, 1, 1)
    office = Office.objects.create(
        code=OFFICE, name="测量信访局", level="county", kind="petition", since=since
    )
    Signboard.objects.create(
        office=office, name=office.name, number_code="测信", is_default=True, since=since
    )
    officer = Officer.objects.create(login=OFFICE, name="测", must_change_password=False)
    for kind in ("registrar", "dispatcher"):
        Post.objects.create(officer=officer, office=office, kind=kind, since=since)
    touch()
    return officer


def open_duties(number: int) -> None:
    """Register matters at the office until it owes so much; each owes two things."""
    today = clock.today()
    by = recording.officer(OFFICE, "registrar")

    def files() -> Iterator[NewFile]:
        for n in range(number // 2):
            day = today - timedelta(days=n % 40)
            yield NewFile(
                recording.entry(n, office=OFFICE, on=day), by, datetime.combine(day, time(9), clock.SHANGHAI)
            )

    for _ in load(files()):
        pass


def grow(matters: int) -> tuple[float, dict[str, float]]:
    """Let demo-data bring the register to that many files; how many it loaded a second, and with how many acts."""
    missing = matters - File.objects.count()
    command = [
        sys.executable,
        "-m",
        "huiyin.cli",
        "demo-data",
        "--matters",
        str(missing),
        "--seed",
        str(matters),
    ]
    done = subprocess.run(command, check=True, env=dict(os.environ), stdout=subprocess.PIPE, text=True)
    last = done.stdout.splitlines()[-1]
    numbers = {
        name: float(n) for n, name in re.findall(r"([\d.]+)(?: \S+)? (matters/s|matters|acts|s)\b", last)
    }
    acts = round(numbers["acts"] / numbers["matters"], 1)
    return numbers["matters/s"], {
        "acts_a_matter": acts,
        "acts_a_second": round(numbers["acts"] / numbers["s"]),
    }


def settle() -> None:
    """What a database does by itself sooner or later after much has been written."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(full: bool) -> list[Figure]:
    """Loading, and the first page of the work list at both sizes."""
    client = Client()
    client.force_login(make_office(), backend="huiyin.offices.passwords.OfficerBackend")
    open_duties(OPEN[full])
    small, large = SIZES[full]
    figures, tails = [], []
    for matters in (small, large):
        rate, more = grow(matters)
        settle()
        times = repeat(lambda: client.get(PAGE), 200 if full else 60, warm=10)
        if client.get(PAGE).status_code != 200:
            raise SystemExit(f"{PAGE} does not answer")
        tails.append(percentile(times, 0.95))
        owed = OpenDuty.objects.filter(office__code=OFFICE).count()
        figures.append(
            Figure(
                f"work list in a register of {matters:,} matters",
                tails[-1] * 1000,
                "ms",
                50 if matters == large else None,
                how="the page in the server, 95th percentile",
                more={**spread(times), "open_duties": owed, "files": File.objects.count()},
            )
        )
    postgres = connection.vendor == "postgresql"
    return [
        *figures,
        Figure(
            f"the same, {large:,} against {small:,}", tails[1] / tails[0], "times", 1.2,
            how="ratio of the 95th percentiles",
        ),
        Figure(
            "demo-data: matters a second", rate, "matters/s", 1_000 if postgres else 300, more_is_better=True,
            how=f"the last {large - small:,} matters, as the command says it", more=more,
        ),
    ]  # fmt: skip
