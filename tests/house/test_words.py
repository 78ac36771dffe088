"""What is never built, and what never belongs in the tree: found by its words, so that nobody slips it in."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import huiyin

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(huiyin.__file__).parent
TEXT = {".py", ".html", ".txt", ".yaml", ".yml", ".po", ".css", ".js", ".typ", ".md", ".toml", ".json"}

# Written in pieces, so that this file does not find itself. Grading, tracking or deterring petitioners.
NEVER_BUILT = ["稳" + "控", "人盯" + "人", "黑名" + "单", "失信信" + "访人", "重点人" + "员", "非" + "访"]
NEVER_BUILT += ["risk_" + "score", "black" + "list"]
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    return files or [path for path in SOURCE.rglob("*") if path.is_file()]


def lines_with(pattern: re.Pattern[str], below: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:100]}"
        for path in tracked()
        if path.suffix in TEXT and path.is_relative_to(below) and "vendor" not in path.parts and path.exists()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_that_grades_or_deters_petitioners_is_built() -> None:
    assert lines_with(re.compile("|".join(NEVER_BUILT)), SOURCE) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED, SOURCE) == []


def test_the_tree_names_no_machine_it_was_written_on() -> None:
    home = re.compile(r"(?<![\w.~/-])/(?:home|root|Users)/\w")
    assert lines_with(home, ROOT) == []
