"""Provisions as those read them who read English."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from huiyin.web.citing import in_english
from huiyin.web.words import cited


@pytest.mark.parametrize(
    ("provision", "said"),
    [
        ("R22 31[6], 34", "Petition Regulation (2022) art. 31[6], 34"),
        ("R22 23(3)（期限为本系统默认）", "Petition Regulation (2022) art. 23(3) (in part a default of this system)"),
        ("导则 2.3.5(五)、(六)；R22 36(2)", "Guide to Petition Work 2.3.5(5), (6); Petition Regulation (2022) art. 36(2)"),
        ("依法分类处理规则 3", "Rules on Handling Petition Requests by Class under the Law art. 3"),
        ("仲裁法（2017年修正）58、59", "Arbitration Law (as amended in 2017) art. 58, 59"),
        ("民诉法 87-95（类推）", "Civil Procedure Law art. 87-95 (by analogy)"),
        ("本系统默认", "default of this system"),
    ],
)  # fmt: skip
def test_a_provision_is_cited_in_english_with_its_articles_as_they_are_counted(
    provision: str, said: str
) -> None:
    assert in_english(provision) == said


def test_a_law_that_has_no_english_title_here_keeps_the_one_it_is_looked_up_by() -> None:
    assert (
        in_english("上海市信访条例 39；档案法实施条例 38") == "上海市信访条例 art. 39; 档案法实施条例 art. 38"
    )


def test_pages_cite_in_the_language_of_their_reader() -> None:
    with override("en"):
        assert cited("R22 34") == "Petition Regulation (2022) art. 34"
    with override("zh-hans"):
        assert cited("R22 34") == "《信访工作条例》第三十四条"
