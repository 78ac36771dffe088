"""What papers say in the cases that do not come up every day: late, provisional, led in, accused, many."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from huiyin.papers.compose import compose
from huiyin.papers.content import missing
from huiyin.papers.html import to_html
from huiyin.papers.samples import sample, sample_issue
from tests.proves import proves


def text_of(key: str, change: Any = None) -> str:
    """The HTML twin of a sample paper after a change of its content, as issued."""
    from datetime import date

    content, head, number, on = sample_issue(key)
    content = deepcopy(content)
    if change:
        change(content)
    day = date.fromisoformat(on)
    return to_html(compose(key, content, head=head, number=number, on=day, draft=False), day, page=False)


@proves("R22 34")
def test_r22_34_an_acceptance_told_late_names_the_day_it_is_counted_from_instead_of_its_own() -> None:
    said = text_of("acceptance_notice", lambda c: c["computed"].update(counted_from="2026-03-14"))
    assert "没有按时告知" in said
    assert "从2026年3月14日起算60日" in said
    assert "自受理之日起60日" not in said
    assert "自受理之日起60日" in text_of("acceptance_notice")


def test_a_day_of_a_year_without_holiday_notice_says_on_the_paper_that_it_is_provisional() -> None:
    for key in (
        "receipt",
        "destination_notice",
        "transfer_slip",
        "assignment_letter",
        "acceptance_notice",
        "extension_notice",
    ):
        said = text_of(key, lambda c: c["computed"].update(provisional_year=2027))
        assert "2027年的放假安排还没有公布" in said, key
        assert "放假安排还没有公布" not in text_of(key), key


@proves("R22 22(1)[3]")
def test_r22_22_1_3_a_closing_report_can_be_made_for_points_that_were_led_in_and_never_accepted() -> None:
    content = deepcopy(sample("closing_report"))
    del content["computed"]["accepted_on"]
    for point in content["points"]:
        point["decided_outcome"] = "led_in"
    assert missing("closing_report", content) == []
    assert (
        "受理"
        not in text_of("closing_report", lambda c: c["computed"].pop("accepted_on")).split("办理过程")[0]
    )


@proves("R22 32(2)")
def test_r22_32_2_a_supported_point_not_yet_carried_out_is_not_reported_as_beside_the_point() -> None:
    def unwritten(c: Any) -> None:
        c["points"][0].pop("execution_state")
        c["points"][0]["execution_standing"] = "约定2026年7月10日前落实，尚未落实"

    assert "约定2026年7月10日前落实，尚未落实" in text_of("closing_report", unwritten)


@proves("R22 23(4)", "R22 30(3)")
def test_r22_23_4_the_slip_of_an_accusation_asks_for_no_telling_in_fifteen_days_and_forbids_disclosure() -> (
    None
):
    def accuse(c: Any) -> None:
        c["computed"]["path"] = "30"

    said = text_of("transfer_slip", accuse)
    assert "按照检举控告的有关规定接收、受理、办理" in said
    assert "处理途径和程序书面告知信访人" not in said
    assert "不得透露、转给被检举控告的人员或者单位" in said


@proves("R22 31")
def test_r22_31_points_that_take_different_paths_are_sent_on_each_with_its_own() -> None:
    def differ(c: Any) -> None:
        c["computed"].pop("path", None)
        for point, path in zip(c["points"], ("31[6]", "31[5]", "31[4]"), strict=False):
            point["point_path"] = path

    for key in ("transfer_slip", "assignment_letter"):
        said = text_of(key, differ)
        assert "（信访程序）" in said
        assert "（查处违法行为、履行法定职责程序）" in said


@proves("R22 22(1)", "R22 23(1)")
def test_a_petition_office_tells_the_destination_under_22_1_and_the_rules_of_classified_handling_others_under_23() -> (
    None
):
    petition = text_of("destination_notice")
    assert "《信访工作条例》第二十二条第一款、《依法分类处理信访诉求工作规则》第三条" in petition
    assert "第二十三条，现将去向" not in petition
    other = text_of("destination_notice", lambda c: c["computed"].update(told_by="other"))
    assert "依照《信访工作条例》第二十三条，现将去向告诉你" in other


@proves("R22 22(1)")
def test_what_was_reported_upward_says_so_and_promises_news_once_it_is_decided() -> None:
    def reported(content: Any) -> None:
        for point in content["points"]:
            point.update(to_office="柏川县人民政府", to_how="report")

    said = text_of("destination_notice", reported)
    assert "已于2026年3月9日报请柏川县人民政府决定" in said
    assert "决定作出、事项转出以后" in said
    assert "转送" not in said


@proves("R22 31[1]-[5]")
def test_where_the_other_law_sets_a_time_to_apply_the_notice_of_the_path_must_say_what_to_mind() -> None:
    content = sample("path_notice")
    assert missing("path_notice", content) == []
    content["computed"]["apply_limit"] = "自知道该行政行为之日起60日（行政复议法 20）"
    assert [m.part for m in missing("path_notice", content)] == ["closing_window"]
    content["parts"]["closing_window"] = "最后一天是5月20日，过了那天那里可能不再受理。"
    assert missing("path_notice", content) == []

    said = text_of("path_notice", lambda c: c.update(content))
    assert "自知道该行政行为之日起60日" in said
    assert "最后一天是5月20日" in said
