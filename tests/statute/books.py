"""Small rulebooks written for a test."""

from __future__ import annotations

from pathlib import Path

CALENDAR = """\
year: {year}
certainty: C
holidays:
  - {{zh: 元旦, en: New Year's Day, from: {year}-01-01, to: {year}-01-01}}
"""

VERSION = """\
  - since: {since}
    title: {{zh: 甄别, en: Dispatch}}
    kind: {kind}
    length: {length}
    unit: {unit}
    starts: {{zh: 收到, en: Received}}
    owner: {{zh: 信访部门, en: the petition office}}
    provision: R22 22(1)
    zh: 登记并转送。
    en: Register and send on.
    certainty: A
"""


def version(
    since: str = "2022-05-01", *, kind: str = "duty", length: int = 15, unit: str = "day", until: str = ""
) -> str:
    """One version of a rule."""
    row = VERSION.format(since=since, kind=kind, length=length, unit=unit)
    return row + (f"    until: {until}\n" if until else "")


def write(root: Path, files: dict[str, str]) -> Path:
    """A rulebook under `root` with these files, and a calendar of 2024 unless it has one."""
    if not any(name.startswith("calendars/") for name in files):
        files = {"calendars/2024.yaml": CALENDAR.format(year=2024), **files}
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root
