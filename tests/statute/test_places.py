"""Overlays: what a province or a county rules on top of the law, and what the lint refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from huiyin.statute.law import law_of
from huiyin.statute.loader import RulebookError, load
from tests.proves import proves
from tests.statute.books import version, write
from tests.statute.lives import Life

BOOK = load()
ON = date(2026, 3, 2)
PLACE = "title: {zh: 某省, en: A province}\nlaw: 某省信访条例\n"
NOTE = "note: {zh: 使用前核对, en: check before use}\n"


def terms(key: str, place: str, on: date = ON) -> tuple[object, ...]:
    rule = BOOK.rule(key, on, place)
    return rule.kind, rule.length, rule.unit, rule.provision


@proves("浙江省信访条例 20", "浙江省信访条例 23")
def test_zhejiang_sorts_and_decides_in_5_working_days_and_answers_in_30_and_at_most_60_more() -> None:
    assert terms("dispatch", "zhejiang") == ("duty", 5, "working_day", "浙江省信访条例 20")
    assert terms("tell-forwarded", "zhejiang") == ("duty", 5, "working_day", "浙江省信访条例 20")
    assert terms("answer", "zhejiang") == ("duty", 30, "day", "浙江省信访条例 23")
    life = Life("zhejiang").dispatched(on="2026-03-02", sent="2026-03-03")
    life.do("accept", "2026-03-05", "town", 2, (1,))
    assert (str(life.duty("answer").nominal), str(life.duty("answer").due)) == ("2026-04-04", "2026-04-07")
    life.refused("days", "ask_extension", "2026-04-01", "town", 2, (1,), days=61)
    life.do("ask_extension", "2026-04-01", "town", 2, (1,), days=60)
    life.do("approve_extension", "2026-04-02", "town", 2, (1,))
    assert str(life.duty("answer").due) == "2026-06-03"


@proves("河南省信访条例 22[3]", "河南省信访条例 26[2]")
def test_henan_transfers_in_5_days_and_closes_in_30_days_from_receipt_and_90_at_most() -> None:
    life = Life("henan").dispatched(on="2026-03-02", sent="2026-03-05")
    assert life.duty("dispatch", how="met").due == date(2026, 3, 9)
    assert str(life.duty("answer").due) == "2026-04-07", "owed from receipt, not only once it is accepted"
    life.do("accept", "2026-03-12", "town", 2, (1,))
    answer = life.duty("answer")
    assert (str(answer.start), str(answer.nominal), str(answer.due)) == (
        "2026-03-05",
        "2026-04-04",
        "2026-04-07",
    )
    life.do("ask_extension", "2026-04-01", "town", 2, (1,), days=60)
    life.do("approve_extension", "2026-04-02", "town", 2, (1,))
    assert (life.duty("answer").nominal or date.min) - date(2026, 3, 5) == date(2026, 6, 3) - date(2026, 3, 5)


@proves("河南省信访条例 26[2]")
def test_henan_owes_no_answer_for_what_is_returned_or_led_elsewhere() -> None:
    returned = Life("henan").dispatched(on="2026-03-02", sent="2026-03-05")
    returned.do("object", "2026-03-06", "town", 2, (1,))
    returned.do("consent_return", "2026-03-09", "xfj", 2, (1,))
    led_in = Life("henan").dispatched(on="2026-03-02", sent="2026-03-05")
    led_in.do("name_path", "2026-03-12", "town", 2, (1,), path="31[5]", procedure="labour-inspection")
    for life in (returned, led_in):
        assert "answer" not in life.owed("town")


@proves("河南省信访条例 26[5]", "R22 23(3)")
def test_henan_lets_an_office_return_in_5_days_and_did_so_before_the_law_knew_an_objection() -> None:
    before = Life("henan")
    before.register("2019-03-04")
    before.do("transfer", "2019-03-05", "xfj", 1, (1,), to="town")
    assert (before.duty("objection").provision, str(before.duty("objection").due)) == (
        "河南省信访条例 26[5]",
        "2019-03-11",
    )
    before.do("object", "2019-03-08", "town", 2, (1,))
    before.do("consent_return", "2019-03-11", "xfj", 2, (1,))
    assert before.point().step == "registered"


@proves("河南省信访条例 26[3]")
def test_henan_has_an_assigned_matter_reported_within_90_days() -> None:
    life = Life("henan")
    life.register("2026-03-02")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.refused(
        "feedback_late", "assign", "2026-03-05", "xfj", 1, (1,), to="town", feedback_due="2026-06-10"
    )
    life.do("assign", "2026-03-05", "xfj", 1, (1,), to="town", feedback_due="2026-06-03")


@proves("山东省信访条例 42(2)")
def test_shandong_extends_an_assigned_matter_only_once_the_assigning_office_agrees() -> None:
    life = Life("shandong")
    life.register("2026-03-02")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("assign", "2026-03-05", "xfj", 1, (1,), to="town", feedback_due="2026-06-03")
    life.do("accept", "2026-03-09", "town", 2, (1,))
    life.do("ask_extension", "2026-05-04", "town", 2, (1,), days=20)
    life.refused("assigner", "approve_extension", "2026-05-05", "town", 2, (1,))
    life.do("agree_extension", "2026-05-05", "xfj", 2, (1,))
    life.do("approve_extension", "2026-05-06", "town", 2, (1,))
    assert life.duty("answer").extended_by == 20


@proves("山东省信访条例 43")
def test_shandong_decides_in_3_working_days_on_the_acceptance_of_a_review() -> None:
    assert terms("accept-review", "shandong") == ("duty", 3, "working_day", "山东省信访条例 43")


@proves("山东省信访条例 46", "浙江省信访条例 25")
@pytest.mark.parametrize("place", ["shandong", "zhejiang"])
def test_a_missed_review_window_is_a_ground_only_where_the_place_says_so(place: str) -> None:
    assert law_of(BOOK, place).ground("review_window_missed", ON) is not None
    assert law_of(BOOK).ground("review_window_missed", ON) is None


@proves("山东省信访条例 46")
def test_shandong_says_on_closing_which_of_its_four_cases_it_is_and_closes_no_sooner_for_it() -> None:
    close = law_of(BOOK, "shandong").in_force("close", ON)
    national = law_of(BOOK).in_force("close", ON)
    assert close is not None
    assert national is not None
    (field,) = close.fields
    assert (field.choices, field.required) == (("mediated", "window_missed", "review_served", "died"), False)
    assert (national.fields, national.guards) == ((), close.guards)


@proves("上海市信访条例 38")
def test_shanghai_has_the_opinion_name_the_materials_for_a_review() -> None:
    keys = [part["key"] for part in law_of(BOOK, "shanghai").papers["handling_opinion"]["parts"]]
    assert keys[-1] == "review_materials"
    assert "review_materials" not in [
        part["key"] for part in law_of(BOOK).papers["handling_opinion"]["parts"]
    ]


@proves("上海市信访条例 39")
def test_shanghai_has_the_review_opinion_name_the_materials_for_a_re_review_likewise() -> None:
    (part,) = [
        p
        for p in law_of(BOOK, "shanghai").papers["review_opinion"]["parts"]
        if p["key"] == "review_materials"
    ]
    assert (part["provision"], part["required"]) == ("上海市信访条例 39", "yes")


@proves("山东省信访条例 39", "山东省信访条例 45")
def test_shandong_hears_on_application_and_maintains_revokes_or_changes_on_its_own_articles() -> None:
    shandong = law_of(BOOK, "shandong")
    applied = shandong.in_force("ask_hearing", ON)
    assert applied is not None
    assert (applied.provision, "petitioner" in applied.who) == ("山东省信访条例 39", True)
    said = {
        key: spec.provision
        for key in ("hold_hearing", "decide_review")
        if (spec := shandong.in_force(key, ON))
    }
    assert said == {"hold_hearing": "山东省信访条例 39", "decide_review": "山东省信访条例 45"}
    assert law_of(BOOK).acts["ask_hearing"].provision == "R22 31[6]"


@pytest.mark.parametrize("place", ["zhejiang", "shandong", "shanghai", "henan"])
def test_a_province_says_that_its_rows_are_to_be_checked_before_use(place: str) -> None:
    assert "使用前核对" in BOOK.about(place)["note"]["zh"]
    life = Life(place).accepted()
    rule = BOOK.rule("dispatch", ON, place)
    if rule.place == place:
        from huiyin.statute.explain import duty_steps

        assert "使用前核对" in duty_steps(life.duty("dispatch", how="met"), life.law)[-1].zh


# ------------------------------------------------------------------ what is refused


def refused(tmp_path: Path, files: dict[str, str], match: str) -> None:
    with pytest.raises(RulebookError, match=match):
        load(extra=write(tmp_path, {"calendars/2027.yaml": CALENDAR, **files}))


CALENDAR = (
    "year: 2027\ncertainty: C\nholidays:\n  - {zh: 元旦, en: New Year, from: 2027-01-01, to: 2027-01-03}\n"
)


@proves("R22 22(2)", "R22 30(3)", "导则 2.3.1")
def test_the_guides_row_on_the_conduct_of_county_leaders_is_refused_with_file_and_line(
    tmp_path: Path,
) -> None:
    row = (
        "leaders-conduct:\n  title: {zh: 县级领导干部作风, en: Conduct of county leaders}\n  purpose: accusation\n"
        "  about: county_leaders\n  to: county_leader\n  provision: 导则 2.3.1\n  certainty: A\n  since: 2022-07-25\n"
        "  zh: 反映县级以上领导干部作风的来信，呈报有关县级领导阅批。\n"
        "  en: Letters on the conduct of county leaders go to a county leader.\n"
    )
    refused(
        tmp_path, {"overlays/somecounty/receivers.yaml": row},
        r"overlays/somecounty/receivers.yaml:5: .*R22 22\(2\), 30\(1\) gives it to cadre_management: the law beats",
    )  # fmt: skip


@proves("R22 34")
def test_thirty_days_and_seventy_more_are_longer_than_the_law_in_all(tmp_path: Path) -> None:
    rows = "answer:\n" + version(length=30) + "extension:\n" + version(length=61)
    refused(
        tmp_path,
        {"overlays/a/duties.yaml": rows},
        r"duties.yaml:14: 'extension' gives 91 day in all .* gives 90",
    )


@proves("R22 35")
def test_a_place_may_not_shorten_a_petitioners_time_nor_drop_a_duty(tmp_path: Path) -> None:
    refused(
        tmp_path / "a", {"overlays/a/duties.yaml": "review-window:\n" + version(kind="window", length=15)},
        r"'review-window' leaves 15 day where R22 35 gives 30 day",
    )  # fmt: skip
    none = (
        "dispatch:\n  - since: 2022-05-01\n    title: {zh: 甄别, en: Dispatch}\n    kind: none\n    provision: 某办法 1\n"
        "    zh: 不转送。\n    en: Nothing is sent on.\n    certainty: A\n"
    )
    refused(tmp_path / "b", {"overlays/a/duties.yaml": none}, r"'dispatch' is a none here and a duty by law")


def test_a_county_takes_what_its_province_rules_and_may_not_loosen_it(tmp_path: Path) -> None:
    county = PLACE + "under: zhejiang\n"
    files = {
        "overlays/anji/place.yaml": county,
        "overlays/anji/duties.yaml": "answer:\n" + version(length=20),
    }
    book = load(extra=write(tmp_path / "a", {"calendars/2027.yaml": CALENDAR, **files}))
    assert book.chain("anji") == ("anji", "zhejiang")
    assert (book.rule("answer", ON, "anji").length, book.rule("dispatch", ON, "anji").length) == (20, 5)
    assert law_of(book, "anji").ground("review_window_missed", ON) is not None
    files["overlays/anji/duties.yaml"] = "answer:\n" + version(length=45)
    refused(tmp_path / "b", files, r"'answer' gives 45 day where 浙江省信访条例 23 gives 30 day")


def test_a_place_lies_in_a_place_that_is_there(tmp_path: Path) -> None:
    refused(tmp_path, {"overlays/a/place.yaml": PLACE + "under: zhejang\n"}, r"did you mean 'zhejiang'")
