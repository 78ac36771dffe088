"""R22 30(3), 导则: a name that is withheld is found however it was written."""

from __future__ import annotations

import pytest

from huiyin.register.naming import HIDDEN, revealing, without
from tests.proves import proves

WHO = {"name": "张建国", "phone": "13800138000", "number": "61250119700101001X", "address": "望川村三组12号"}


@proves("R22 30(3)")
@pytest.mark.parametrize(
    "written",
    [
        "张建国",
        "张 建 国",
        "张\u3000建国",
        "138-0013-8000",
        "138 0013 8000",
        "１３８００１３８０００",
        "612501 1970 0101 001X",
        "望川村 三组 12号",
        "13987654321",
        "139 8765 4321",
    ],
)
def test_a_withheld_name_or_number_is_taken_out_however_it_is_written(written: str) -> None:
    text = without(
        f"我是{written}，请处理。", revealing(WHO, {"phone": "13987654321", "tell": "other", "times": "白天"})
    )
    assert text == f"我是{HIDDEN}，请处理。"


def test_nothing_else_is_taken_out() -> None:
    text = "张家建国路1380号，2026-01-01，白天在家；13800139999。"
    assert without(text, revealing(WHO, {"phone": "13987654321", "times": "白天", "other": "儿子"})) == text
