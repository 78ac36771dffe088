"""A real register on a database of the test's own, and real programs that work on it and can be killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from huiyin.clock import SHANGHAI
from huiyin.demo.stories import life
from huiyin.demo.teller import Teller
from huiyin.operations import worker
from huiyin.register import editions
from tests.support.county import load_county
from tests.support.databases import FreshDatabase

KILLED = 9


def moment(text: str) -> datetime:
    """A moment in Shanghai: `2026-03-10T10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@dataclass
class Installation:
    """A database with the demo county in it, a folder of its own, and programs run on both."""

    database: FreshDatabase
    var: Path

    def env(self, **more: str) -> dict[str, str]:
        """The environment of a program that works here."""
        own = {
            "HUIYIN_ENV": "test", "HUIYIN_VAR": str(self.var), "HUIYIN_PLACE": "zhashui", "HUIYIN_GATEWAY": "file",
            "DJANGO_SETTINGS_MODULE": "huiyin.settings", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        return {**self.database.env(), **own, **more}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `huiyin …` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "huiyin.cli", *arguments], env=self.env(**more), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start `huiyin …`."""
        return subprocess.Popen(
            [sys.executable, "-m", "huiyin.cli", *arguments], env=self.env(**more), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def sent(self) -> list[dict[str, Any]]:
        """What the file gateway was given."""
        path = self.var / "messages.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def load() -> None:
    """The offices and officers of the demo county, and the rulebook's edition."""
    load_county()
    editions.keep(moment("2026-01-01T09:00"), "machine:test")


@contextmanager
def clock_at(text: str) -> Iterator[None]:
    """This process's clock stopped at a moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUIYIN_NOW", text)
        yield


def drain(text: str) -> worker.Tally:
    """A worker in this process, doing all that is due at a moment."""
    with clock_at(text):
        return worker.drain()


def dispatched() -> Teller:
    """A visit registered by an officer, assigned, and its destination told: three papers, two messages."""
    teller = Teller()
    teller.enter(life.entry(), "zhangjia")
    life.dispatch(teller)
    return teller


def dump(*, without: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, to tell whether anything changed. Row numbers of sights do not count."""
    found = {}
    for model in apps.get_models():
        table = model._meta.db_table
        if table.startswith("django_") or table in without:
            continue
        columns = [str(f.column) for f in model._meta.local_concrete_fields]
        if table == "register_sight":
            columns.remove("id")
        with connection.cursor() as cursor:
            quoted = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {quoted} FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(tuple(map(str, row)) for row in cursor.fetchall())
    return found


def children_of(pid: int) -> Iterator[int]:
    """Every process below one, from the kernel's table."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid:
                yield int(entry.name)
                yield from children_of(int(entry.name))


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


NOTICE_2027 = """\
year: 2027
certainty: C
notices: [made up for a test]
holidays:
  - {zh: 元旦, en: New Year's Day, from: 2027-01-01, to: 2027-01-03}
  - {zh: 春节, en: Spring Festival, from: 2027-02-05, to: 2027-02-11, worked: [2027-02-13]}
"""


def notice_of_2027(folder: Path) -> Path:
    """An operator's own rulebook folder, holding a made-up notice for 2027."""
    calendars = folder / "rulebook" / "calendars"
    calendars.mkdir(parents=True)
    (calendars / "2027.yaml").write_text(NOTICE_2027, encoding="utf-8")
    return folder / "rulebook"
