"""Numbers that name a person or a telephone enter nothing that is derived from a text, however they are written."""

from __future__ import annotations

import pytest

from huiyin.intake.matching.masking import masked

BEFORE, AFTER = "我家的电话和证件是", "请尽快答复"


@pytest.mark.parametrize(
    "number",
    [
        "13812345678", "+86 138 1234 5678", "138-1234-5678", "138—1234—5678", "138–1234–5678", "138.1234.5678",
        "138·1234·5678", "138/1234/5678", "138_1234_5678", "1 3 8 1 2 3 4 5 6 7 8", "１３８－１２３４－５６７８",
        "138\u200b1234\u200b5678", "①③⑧①②③④⑤⑥⑦⑧", "一三八一二三四五六七八", "幺三八 一二三四 五六七八",
        "壹叁捌壹贰叁肆伍陆柒捌", "138****1234", "138 **** 1234", "138XXXX1234", "138××××1234",
        "0914-4321234", "(0914)4321234", "0914—4321234",
        "110101199003078515", "11010119900307851X", "110101 19900307 8515", "110101·19900307·851x",
        "110101900307851", "110101900307 851", "110101********8515", "6222–0212–3456–7890", "somebody@example.cn",
    ],
)  # fmt: skip
def test_no_digit_is_left_of_a_number_that_names_a_person_even_glued_to_the_text(number: str) -> None:
    left = masked(f"{BEFORE}{number}{AFTER}")
    assert left.startswith(BEFORE) and left.endswith(AFTER)
    assert set(left[len(BEFORE) : -len(AFTER)]) <= set(" ()")


@pytest.mark.parametrize(
    "said",
    [
        "赔偿123456.78元",
        "2024.5.1",
        "2023年12月31日",
        "二〇二三年十二月",
        "3号楼2单元402室",
        "一二三号楼",
        "GB50016",
    ],
)
def test_amounts_days_and_houses_stay(said: str) -> None:
    assert masked(said) == said
