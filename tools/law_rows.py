"""The law row by row (law_rows.csv): where each rule stands in the rulebook, or why it is not built.

A row names what it is by kind and key: `act:transfer`, `rule:dispatch` (a duty or window), `paper:…`, `guard:…`,
`ground:…`, `field:rate.mark`, a place's own row as `rule:henan/answer`; what is reckoned and not a row of the
rulebook as `code:statute/periods.py#count`, what only a test shows as `test:…`. docs/law-to-tests.md lists them all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "huiyin"
RULEBOOK = SOURCE / "rulebook"
ROWS = ROOT / "tools" / "law_rows.csv"
TABLES = {
    "act": "acts", "rule": "duties", "paper": "papers", "ground": "grounds", "limit": "limits", "procedure": "procedures",
    "supervision": "supervision", "receiver": "receivers", "outcome": "outcomes", "situation": "situations",
}  # fmt: skip
"""Which of the rulebook's tables a kind is a row of."""


def law_rows() -> list[dict[str, str]]:
    """Every row: part of the law, article, rule in our own words, where it stands, why it does not (zh, en)."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def table(name: str, place: str = "") -> Mapping[str, Any]:
    """The rows of a table in all its parts (`acts.yaml`, `acts_r05.yaml` …), of the nation or of one place."""
    folder = RULEBOOK / "overlays" / place if place else RULEBOOK
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == name or path.stem.startswith(f"{name}_"):
            for key, row in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                # An earlier version of an act gives only what differs: the whole one has the fields and guards.
                if key not in found or "fields" in row:
                    found[key] = row
    return found


def _row(kind: str) -> Callable[[str, Iterable[str]], bool]:
    def there(key: str, tests: Iterable[str]) -> bool:
        place, _, own = key.rpartition("/")
        return own in table(TABLES[kind], place)

    return there


def _guard(key: str, tests: Iterable[str]) -> bool:
    acts = [table("acts"), *(table("acts", place.name) for place in (RULEBOOK / "overlays").iterdir())]
    return any(
        key in (*row.get("guards", ()), *row.get("add", {}).get("guards", ()))
        for one in acts
        for row in one.values()
    )


def _field(key: str, tests: Iterable[str]) -> bool:
    place, _, own = key.rpartition("/")
    act, _, name = own.partition(".")
    row = table("acts", place).get(act, {})
    fields = (*row.get("fields", ()), *row.get("add", {}).get("fields", ()))
    return any(field["key"] == name for field in fields)


def _code(key: str, tests: Iterable[str]) -> bool:
    file, _, name = key.partition("#")
    path = SOURCE / file
    if not path.is_file():
        return False
    return not name or bool(
        re.search(rf"^\s*(def|class) {re.escape(name)}\b", path.read_text("utf-8"), re.MULTILINE)
    )


def _test(key: str, tests: Iterable[str]) -> bool:
    return key in tests


KINDS: dict[str, Callable[[str, Iterable[str]], bool]] = {
    **{kind: _row(kind) for kind in TABLES}, "guard": _guard, "field": _field, "code": _code, "test": _test,
}  # fmt: skip


def law_problems(rows: Iterable[Mapping[str, str]], tests: Iterable[str]) -> Iterator[str]:
    """Rows that name what is not there, that name nothing and give no reason, or a reason in one language only."""
    for row in rows:
        said = f"{row['part']} {row['article']} “{row['rule']}”"
        for name in row["where"].split():
            kind, _, key = name.partition(":")
            if kind not in KINDS or not KINDS[kind](key, tests):
                yield f"{said}: there is no {name}"
        if bool(row["zh"]) != bool(row["en"]):
            yield f"{said} gives its reason in one language only"
        if not row["where"] and not row["en"]:
            yield f"{said} is neither built nor says why not"


def law_rows_section() -> list[str]:
    """The rows as a part of docs/law-to-tests.md."""
    lines = [
        "## Row by row",
        "",
        "Each rule of the Regulation, of the working rules under it and of what goes with them, in our own words: what",
        "of the rulebook (docs/acts.md), or what code beside it, holds it, or why nothing does. Kept in tools/law_rows.csv.",
        "",
        "| part | article | rule | where, or why not |",
        "|---|---|---|---|",
    ]
    for row in law_rows():
        where = " ".join(f"`{name}`" for name in row["where"].split())
        why = f"{row['en'][0].upper()}{row['en'][1:]}.<br>{row['zh']}。" if row["en"] else ""
        lines.append(
            f"| {row['part']} | {row['article']} | {row['rule']} | {'<br>'.join(filter(None, (where, why)))} |"
        )
    return lines
