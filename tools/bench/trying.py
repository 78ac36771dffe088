"""`huiyin rulebook try`: the whole register replayed under a changed rule, as the command does it, nothing written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from huiyin.register.models import File
from tests.statute.books import version
from tools.bench.figures import Figure, seconds

OVERLAY = "dispatch:\n" + version(length=7)
"""Seven days to send on what came in, where the law gives fifteen: every matter is moved."""


def measure(full: bool) -> list[Figure]:
    """Once: the register is as large as the measures before left it."""
    files = File.objects.count()
    with tempfile.TemporaryDirectory(prefix="hy_bench_") as name:
        overlay = Path(name) / "trial.yaml"
        overlay.write_text(OVERLAY, encoding="utf-8")
        command = [sys.executable, "-m", "huiyin.cli", "rulebook", "try", str(overlay), "--json"]
        said: list[str] = []

        def run() -> None:
            done = subprocess.run(command, check=True, env=dict(os.environ), capture_output=True, text=True)
            said.append(done.stdout)

        took = seconds(run)
    moved = json.loads(said[0])
    return [
        Figure(
            f"rulebook try over {files:,} matters", took, "s", 60 if full else None,
            how="the command, start-up included",
            more={"acts": moved["acts"], "matters_that_move": moved["files_moved"]},
        )
    ]  # fmt: skip
