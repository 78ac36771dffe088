"""Every check that is not a test: style, types, arrows, migrations, translations, generated documents,
vendored files. All of them run; the last line counts, and names those that failed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
VENDORED = (ROOT / "src/huiyin/web/static/vendor/SHA256SUMS", ROOT / "tests/vendor/SHA256SUMS")

STEPS: dict[str, list[str]] = {
    "style (ruff check)": [str(BIN / "ruff"), "check", "."],
    "layout (ruff format)": [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."],
    "types (mypy)": [str(BIN / "mypy")],
    "arrows of imports (import-linter)": [str(BIN / "lint-imports"), "--no-logo"],
    "arrows of keys, addresses and templates": [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-rN",
        "tests/house/test_arrows.py",
    ],
    "migrations are complete": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "settings fit (django check)": [PYTHON, "-m", "django", "check"],
    "translations are complete": [PYTHON, "-m", "tools.translations", "--check"],
    "law-to-tests and coverage are fresh": [PYTHON, "-m", "tools.law_to_tests", "--check"],
    "settings page is fresh": [PYTHON, "-m", "tools.settings_table", "--check"],
    "list of acts is fresh": [PYTHON, "-m", "tools.acts_table", "--check"],
    "glossary is fresh": [PYTHON, "-m", "tools.glossary", "--check"],
    "the page of the API is fresh": [PYTHON, "-m", "tools.api_page", "--check"],
    "vendored files are what they were": [PYTHON, "-m", "tools.check", "--vendored"],
}


def environment(folder: str) -> dict[str, str]:
    """The checks look at the source, so they work on no database of anybody's."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "huiyin.settings",
        "HUIYIN_ENV": "test",
        "HUIYIN_VAR": folder,
        "HUIYIN_DATABASE": f"sqlite:///{folder}/check.sqlite3",
        "HUIYIN_NOW": "",
    }


def altered(sums: Path) -> list[str]:
    """Vendored files that are missing, not listed, or not the bytes that were listed."""
    listed = {}
    for line in sums.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            digest, name = line.split(maxsplit=1)
            listed[name] = digest
    found = {
        path.relative_to(sums.parent).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sums.parent.rglob("*")
        if path.is_file() and path != sums
    }
    return sorted(name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name))


def vendored() -> int:
    """Compare every vendored file with the sums written when it was taken in."""
    wrong = [f"{sums.parent.relative_to(ROOT)}/{name}" for sums in VENDORED for name in altered(sums)]
    for name in wrong:
        print(f"{name}: not the file that SHA256SUMS names")
    return 1 if wrong else 0


def main(arguments: list[str]) -> int:
    """Run every step."""
    if "--vendored" in arguments:
        return vendored()
    failed = []
    with tempfile.TemporaryDirectory(prefix="hy_check_") as folder:
        for name, command in STEPS.items():
            done = subprocess.run(
                command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False
            )
            print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)
            if done.returncode:
                failed.append(name)
                print("\n".join(f"     {line}" for line in (done.stdout + done.stderr).strip().splitlines()))
    passed = len(STEPS) - len(failed)
    print(f"\n{passed} checks passed" + (f", {len(failed)} failed: {'; '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
