"""The numbers of other laws, article by article, as the rulebook leads in by them (R22 31[1] to [5])."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.statute.loader import load
from tests.proves import proves

TABLE = """
行政诉讼法 45 | litigation-after-reconsideration | apply | 15 day
行政诉讼法 46 | litigation | apply | 6 month
行政诉讼法 47 | litigation-duty | decide | 2 month
行政诉讼法 81 | litigation | decide | 6 month
行政诉讼法 85 | administrative-appeal | apply | 15 day
行政诉讼法 88 | administrative-appeal | decide | 3 month
行政诉讼法解释 110 | administrative-retrial | apply | 6 month
民法典 188 | civil-litigation | apply | 36 month
民诉法 152 | civil-litigation | decide | 6 month
民诉法 171 | civil-appeal | apply | 15 day
民诉法 215 | civil-retrial | decide | 3 month
民诉法 216 | civil-retrial | apply | 6 month
民诉法 220 | civil-supervision | decide | 3 month
民诉法 250 | execution | apply | 24 month
农村土地承包经营纠纷调解仲裁法 18 | land-arbitration | apply | 24 month
农村土地承包经营纠纷调解仲裁法 47 | land-arbitration | decide | 60 day
农村土地承包经营纠纷调解仲裁法 47 | land-arbitration | extend | 30 day
农村土地承包经营纠纷调解仲裁法 48 | land-award-suit | apply | 30 day
劳动争议调解仲裁法 27 | labour-arbitration | apply | 12 month
劳动争议调解仲裁法 43 | labour-arbitration | decide | 45 day
劳动争议调解仲裁法 43 | labour-arbitration | extend | 15 day
劳动争议调解仲裁法 48 | labour-award-suit | apply | 15 day
劳动争议调解仲裁法 49 | labour-award-setaside | apply | 30 day
劳动争议调解仲裁法 50 | labour-award-suit | apply | 15 day
行政复议法 20 | reconsideration | apply | 60 day
行政复议法 62 | reconsideration | decide | 60 day
行政复议法 62 | reconsideration | extend | 30 day
行政许可法 42 | licence | decide | 20 working_day
行政许可法 42 | licence | extend | 10 working_day
行政处罚法 60 | penalty | decide | 90 day
劳动保障监察条例 17 | labour-inspection | decide | 60 working_day
劳动保障监察条例 17 | labour-inspection | extend | 30 working_day
政府信息公开条例 33 | disclosure | decide | 20 working_day
政府信息公开条例 33 | disclosure | extend | 20 working_day
道路交通事故处理程序规定 71 | traffic-recheck | apply | 3 day
公安机关办理刑事案件程序规定 179 | police-reconsideration | apply | 7 day
公安机关办理刑事案件程序规定 179 | police-reconsideration | decide | 30 day
国家赔偿法 13 | state-compensation | decide | 2 month
国家赔偿法 14 | compensation-suit | apply | 3 month
国家赔偿法 39 | state-compensation | apply | 24 month
工伤保险条例 17 | injury-recognition | apply | 12 month
工伤保险条例 20 | injury-recognition | decide | 60 day
工伤保险条例 25 | capacity-reappraisal | decide | 60 day
工伤保险条例 25 | capacity-reappraisal | extend | 30 day
工伤保险条例 26 | capacity-reappraisal | apply | 15 day
医疗事故处理条例 22 | medical-reappraisal | apply | 15 day
医疗事故处理条例 29 | medical-reappraisal | decide | 45 day
国有土地上房屋征收评估办法 20 | valuation-review | apply | 10 day
国有土地上房屋征收评估办法 21 | valuation-review | decide | 10 day
国有土地上房屋征收评估办法 22 | valuation-appraisal | apply | 10 day
国有土地上房屋征收评估办法 23 | valuation-appraisal | decide | 10 day
土地管理法 14 | ownership-suit | apply | 30 day
森林法 22 | ownership-suit | apply | 30 day
土地权属争议调查处理办法 27 | ownership-ruling | decide | 6 month
公务员法 95 | personnel-review | apply | 30 day
公务员法 95 | personnel-review | decide | 30 day
"""
LINES = [tuple(line.split(" | ")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("article", "procedure", "what", "length"), LINES)
@proves(
    "行政诉讼法 45", "行政诉讼法 46", "行政诉讼法 47", "行政诉讼法 81",
    "行政诉讼法 85", "行政诉讼法 88", "行政诉讼法解释 110", "民法典 188",
    "民诉法 152", "民诉法 171", "民诉法 215", "民诉法 216",
    "民诉法 220", "民诉法 250", "农村土地承包经营纠纷调解仲裁法 18", "农村土地承包经营纠纷调解仲裁法 47",
    "农村土地承包经营纠纷调解仲裁法 48", "劳动争议调解仲裁法 27", "劳动争议调解仲裁法 43", "劳动争议调解仲裁法 48",
    "劳动争议调解仲裁法 49", "劳动争议调解仲裁法 50", "行政复议法 20", "行政复议法 62",
    "行政许可法 42", "行政处罚法 60", "劳动保障监察条例 17", "政府信息公开条例 33",
    "道路交通事故处理程序规定 71", "公安机关办理刑事案件程序规定 179", "国家赔偿法 13", "国家赔偿法 14",
    "国家赔偿法 39", "工伤保险条例 17", "工伤保险条例 20", "工伤保险条例 25",
    "工伤保险条例 26", "医疗事故处理条例 22", "医疗事故处理条例 29", "国有土地上房屋征收评估办法 20",
    "国有土地上房屋征收评估办法 21", "国有土地上房屋征收评估办法 22", "国有土地上房屋征收评估办法 23", "土地管理法 14",
    "森林法 22", "土地权属争议调查处理办法 27", "公务员法 95",
)  # fmt: skip
def test_the_limit_of_another_law_is_what_its_article_says(
    article: str, procedure: str, what: str, length: str
) -> None:
    there = load().procedure(procedure, date(2026, 3, 2))
    limit = getattr(there, what)
    assert f"{limit.length} {limit.unit}" == length
    law, number = article.split()
    named = limit.provision or there.provision
    assert law in named and number in named


def test_every_article_that_is_claimed_has_a_line() -> None:
    (said,) = [
        mark.args
        for mark in vars(test_the_limit_of_another_law_is_what_its_article_says)["pytestmark"]
        if mark.name == "proves"
    ]
    assert {article for article, *_ in LINES} == set(said)
