"""Measure on both databases, print a table, write build/bench.json. Ends with 1 where a promise is not kept."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.databases import pg_execute, pg_trouble, pg_url
from tools.bench import events, fold, likeness
from tools.bench.figures import Figure, repeat, table

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench.json"
PAGE = ROOT / "docs" / "measurements.md"
HEAD = """# Measurements

<!-- Written by `make bench-full`; do not edit. -->

The figures that the house promises, measured with the real functions, the web pages in the server. `make bench`
does the same with a small register in a few minutes; `make bench-full` writes this page and `build/bench.json`,
which also has median, 95th percentile and worst of each.

"""


@contextmanager
def postgres() -> Iterator[str]:
    """An empty PostgreSQL database of this run's own."""
    name = f"hy_bench_{os.getpid()}"
    pg_execute(
        f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' "
        "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    )
    try:
        yield pg_url(name)
    finally:
        pg_execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def in_child(url: str, folder: Path, full: bool) -> list[Figure]:
    """The measures of one database."""
    out = folder / "figures.json"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "huiyin.settings",
        "HUIYIN_ENV": "demo",
        "HUIYIN_VAR": str(folder),
        "HUIYIN_DATABASE": url,
        "HUIYIN_NOW": "",
    }
    command = [sys.executable, "-m", "tools.bench.child", str(out), *(["--full"] if full else [])]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    rows = json.loads(out.read_text(encoding="utf-8"))
    return [Figure(**{name: value for name, value in row.items() if name != "good"}) for row in rows]


def machine() -> dict[str, Any]:
    """What it was measured on, as far as it matters."""
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": "" if pg_trouble() else pg_version(),
        "commit_to_disk_ms": commit_to_disk(),
    }


def pg_version() -> str:
    """Of the server that is measured."""
    import psycopg

    with psycopg.connect(pg_url("postgres"), autocommit=True) as connection:
        version = connection.info.server_version
    return f"{version // 10_000}.{version % 10_000}"


def commit_to_disk() -> float:
    """What the disk takes to make one small write sure: milliseconds, median of 200."""
    with tempfile.NamedTemporaryFile(prefix="hy_bench_") as file:

        def write() -> None:
            file.write(b"x" * 512)
            file.flush()
            os.fsync(file.fileno())

        return round(statistics.median(repeat(write, 200)) * 1000, 2)


def page(figures: list[Figure]) -> str:
    """What docs/measurements.md says."""
    on = machine()
    where = (
        f"Measured on {on['cores']} cores ({on['machine']}, {on['system']}), Python {on['python']}, SQLite {on['sqlite']},"
        f" PostgreSQL {on['postgresql'] or 'none'}; the disk makes a write sure in {on['commit_to_disk_ms']} ms.\n\n"
    )
    how = [
        f"- **{figure.name}** ({figure.database}): {figure.how}"
        + (f"; {', '.join(f'{key} {value}' for key, value in figure.more.items())}" if figure.more else "")
        for figure in figures
    ]
    return HEAD + where + table(figures) + "\n\n## How each was measured\n\n" + "\n".join(how) + "\n"


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="a register of 100,000 matters; writes docs/measurements.md anew"
    )
    return parser.parse_args()


def main(full: bool) -> int:
    """Everything that can be measured here; 1 where a promise is not kept."""
    figures = [*fold.measure(full), *likeness.measure(full), *events.measure()]
    with tempfile.TemporaryDirectory(prefix="hy_bench_") as name:
        folder = Path(name)
        (folder / "sqlite").mkdir()
        figures += in_child(f"sqlite:///{folder / 'sqlite' / 'huiyin.sqlite3'}", folder / "sqlite", full)
        trouble = pg_trouble()
        if trouble:
            print(f"PostgreSQL is not measured: {trouble}")
        else:
            (folder / "pg").mkdir()
            with postgres() as url:
                figures += in_child(url, folder / "pg", full)
    OUT.parent.mkdir(exist_ok=True)
    report = {"full": full, "measured_on": machine(), "figures": [figure.row() for figure in figures]}
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if full:
        PAGE.write_text(page(figures), encoding="utf-8")
    print(f"\n{table(figures)}\n\n{OUT.relative_to(ROOT)} has the spread of each.")
    missed = [figure for figure in figures if figure.good is False]
    print(f"{len(figures)} figures, {len(missed)} not kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(arguments().full))
