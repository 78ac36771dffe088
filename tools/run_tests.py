"""Run every test: all of them on SQLite, then again on PostgreSQL what depends on the database.

Prints what pytest prints, then the reasons of what was skipped, then one line that counts. Arguments go
to pytest.
HUIYIN_TEST_WORKERS sets how many processes run at once (default: one a core, at most 8; 0: in this process).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "build" / "test-counts.txt"
PASSES = (("SQLite", "sqlite"), ("PostgreSQL", "pg"))
NO_TESTS_COLLECTED = 5


def workers() -> list[str]:
    """Arguments that spread the tests over the cores."""
    number = os.environ.get("HUIYIN_TEST_WORKERS") or str(min(os.cpu_count() or 1, 8))
    return [] if number in {"0", "1"} else ["-n", number, "--dist", "worksteal"]


def one_pass(name: str, key: str, folder: Path, arguments: list[str]) -> tuple[int, Path]:
    """Run pytest once; its exit code and its report."""
    report = folder / f"{key}.xml"
    print(f"\n── {name} " + "─" * 60, flush=True)
    environment = {**os.environ, "HUIYIN_TEST_DB": key, "HUIYIN_TEST_VAR": str(folder / key)}
    # Where compiled code is not kept, every program that a test starts compiles the whole source anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [
        sys.executable, "-m", "pytest", "-q", "--durations=15", f"--junit-xml={report}", *workers(), *arguments,
    ]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode, report


def read_report(report: Path) -> tuple[Counter[str], Counter[str]]:
    """How many passed, failed, were skipped; and how often each reason to skip was given."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    if not report.exists():
        return counts, reasons
    for case in ET.parse(report).iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            counts["failed"] += 1
        elif skipped is not None:
            counts["skipped"] += 1
            reasons[skipped.get("message") or "no reason given"] += 1
        else:
            counts["passed"] += 1
    return counts, reasons


def main(arguments: list[str]) -> int:
    """Both passes and the closing line."""
    started = time.perf_counter()
    folder = Path(tempfile.mkdtemp(prefix="hy_test_"))
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    codes: list[int] = []
    try:
        for name, key in PASSES:
            code, report = one_pass(name, key, folder, arguments)
            codes.append(code)
            more, why = read_report(report)
            counts += more
            reasons += why
            if code == 2:  # interrupted, or a requirement that is not met
                break
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if reasons:
        print("\nSkipped:")
        for reason, number in reasons.most_common():
            print(f"  {number} × {reason}")
    good = (
        counts["passed"] > 0
        and not counts["failed"]
        and all(code in {0, NO_TESTS_COLLECTED} for code in codes)
    )
    if not counts["passed"]:
        print("\nNo test has passed: that is a failure.")
    parts = [f"{counts['passed']} passed"]
    parts += [f"{counts[key]} {key}" for key in ("failed", "skipped") if counts[key]]
    if not good and not counts["failed"]:
        parts.append("1 error")
    line = f"{', '.join(parts)} in {time.perf_counter() - started:.0f}s"
    COUNTS.parent.mkdir(exist_ok=True)
    COUNTS.write_text(line + "\n", encoding="utf-8")
    print(f"\n{line}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
