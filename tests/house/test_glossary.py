"""The glossary tells the truth: what it calls a name in code is one."""

from __future__ import annotations

import importlib

import pytest

from tools.glossary import NOUNS


@pytest.mark.parametrize("code", [code for _, _, code, _ in NOUNS])
def test_every_name_in_code_is_there(code: str) -> None:
    module, _, name = f"huiyin.{code}".rpartition(".")
    assert hasattr(importlib.import_module(module), name)


def test_no_term_and_no_name_has_two_meanings() -> None:
    for column in (0, 1, 2):
        names = [row[column] for row in NOUNS]
        assert len(names) == len(set(names))
