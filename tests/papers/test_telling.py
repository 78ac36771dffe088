"""What papers as printed tell, and to whom: days, remedies, destinations; no more of a person than needed."""

from __future__ import annotations

from datetime import date

from huiyin.papers.compose import compose
from huiyin.papers.render import render
from huiyin.papers.samples import TOWN, sample, sample_issue
from tests.papers.reading import issued, squeezed, words
from tests.proves import proves


@proves("R22 31[1]-[5]")
def test_r22_31_a_notice_of_another_path_promises_neither_sixty_days_nor_review() -> None:
    content = sample("path_notice")
    content["parts"]["limit"] = "自立案之日起查完，见《劳动保障监察条例》第十七条。"
    said = words(issued("path_notice", content=content).pdf)
    assert "60日" not in said and "复查" not in said and "复核" not in said
    assert "柏劳监立〔2026〕6号" in said and "劳动保障监察" in said


@proves("R22 34")
def test_r22_34_an_acceptance_notice_names_the_day_and_not_only_the_number_of_days() -> None:
    said = words(issued("acceptance_notice").pdf)
    assert "最迟2026年5月15日" in said and "60日" in said and "第三十四条" in said


@proves("R22 35")
def test_r22_35_the_opinion_says_where_and_in_how_many_days_review_can_be_asked_for() -> None:
    said = words(issued("handling_opinion").pdf)
    assert "自收到本意见书之日起30日内" in said and "第三十五条" in said
    assert "柏川县人民政府，递交地点：柏川县信访局内" in said


def test_where_several_organs_can_review_the_petitioner_is_told_to_choose() -> None:
    content = sample("handling_opinion")
    content["computed"]["review_organs"] = [
        {"name": "柏川县人民政府", "place": "县信访局", "phone": "0000-1"},
        {"name": "洛原市水利局", "place": "", "phone": ""},
    ]
    said = words(issued("handling_opinion", content=content).pdf)
    assert "由你选择其中一个" in said and "（二）洛原市水利局。" in said


@proves("R22 23(1)")
def test_a_notice_of_destination_repeats_no_request() -> None:
    said = words(issued("destination_notice").pdf)
    assert TOWN in said
    assert not any(squeezed(point["words"]) in said for point in sample("destination_notice")["points"])


def test_points_that_went_to_several_offices_are_named_by_number_only() -> None:
    content = sample("destination_notice")
    content["points"][2] |= {"to_office": "柏川县民政局", "to_how": "transfer"}
    said = words(issued("destination_notice", content=content).pdf)
    assert "第一、二项：已于2026年3月9日交办梁口镇人民政府" in said
    assert "第三项：已于2026年3月9日转送柏川县民政局" in said


def test_a_name_withheld_on_request_is_not_on_papers_to_offices() -> None:
    for key in ("transfer_slip", "assignment_letter"):
        content = sample(key)
        content["computed"]["withheld"] = "yes"
        said = words(issued(key, content=content).pdf)
        assert "张某" not in said and "0000-0000009" not in said
        assert "按信访人要求不提供" in said


def test_a_proof_of_service_says_that_a_signature_is_no_consent() -> None:
    said = words(issued("service_receipt").pdf)
    assert "签收只证明收到了文书，不表示同意" in said
    assert "√" in said and "至2026年7月6日" in said


def test_a_proof_of_service_can_be_printed_empty_to_be_filled_in_by_hand() -> None:
    content = sample("service_receipt")
    kept = ("paper_title", "paper_number", "recipient", "filled_by", "filled_on")
    content["computed"] = {k: v for k, v in content["computed"].items() if k in kept}
    rendered = issued("service_receipt", content=content)
    assert rendered.pages == 1
    assert "√" not in words(rendered.pdf)


def test_a_receipt_can_be_scanned_to_follow_the_matter() -> None:
    content, head, number, on = sample_issue("receipt")
    day = date.fromisoformat(on)
    assert compose("receipt", content, head=head, number=number, on=day, draft=False).qr.startswith(
        "https://"
    )
    content["computed"].pop("query_url")
    assert render("receipt", content, head=head, number=number, on=day, draft=False).pages == 1


def test_one_page_papers_stay_on_one_page() -> None:
    for key in ("receipt", "transfer_slip", "service_receipt", "extension_approval_sheet", "extract"):
        assert issued(key).pages == 1, key


def test_a_step_that_was_taken_fills_its_box_on_the_inner_sheet() -> None:
    content = sample("opinion_draft_sheet")
    content["computed"]["signatures"] = [
        {"label": "拟稿", "words": "", "name": "陈子", "on": "2026-05-29"},
        {"label": "签发", "words": "同意。", "name": "褚丑", "on": "2026-06-02"},
    ]
    said = words(issued("opinion_draft_sheet", content=content).pdf)
    assert said.count("签发") == 1 and "同意。褚丑2026年6月2日" in said
    assert said.count("拟稿人") == 1 and "核稿意见" in said
