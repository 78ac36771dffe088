"""The documents lead somewhere: every relative link in them is there, and every command they name is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huiyin.cli import known_commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"(?:\bbin/|`|^    |&& )huiyin ([a-z][a-z-]+)", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_commands_of_a_document_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    unknown = [name for name in COMMAND.findall(text) if name not in known_commands()]
    assert missing == []
    assert unknown == []


def test_both_readmes_name_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "    make demo " in text
        assert "    make test " in text
