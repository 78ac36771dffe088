"""The duties and windows of the foundation, as the rulebook gives them."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.statute.loader import load
from huiyin.statute.periods import UNITS, count, extend
from huiyin.statute.rules import CERTAINTY_WORDS, NATIONAL, RuleError, in_force
from tests.proves import proves

BOOK = load()
ON = date(2026, 3, 2)
ALL_RULES = [
    v for table in (BOOK.duties, *BOOK.place_duties.values()) for found in table.values() for v in found
]


def terms(key: str, place: str = NATIONAL) -> tuple[object, ...]:
    rule = BOOK.rule(key, ON, place)
    return rule.kind, rule.length, rule.unit, rule.provision, rule.certainty


@proves("DL-1", "R22 22(1)")
def test_dl_1_a_petition_office_dispatches_within_15_days() -> None:
    assert terms("dispatch") == ("duty", 15, "day", "R22 22(1)", "A")


@proves("DL-2", "R22 23(2)")
def test_dl_2_what_is_raised_directly_is_answered_in_writing_within_15_days() -> None:
    assert terms("tell-direct") == ("duty", 15, "day", "R22 23(2)", "A")


@proves("DL-3", "R22 23(3)", "S0-144")
def test_dl_3_what_was_forwarded_is_told_within_15_days() -> None:
    assert terms("tell-forwarded") == ("duty", 15, "day", "R22 23(3)", "A")


@proves("DL-4", "R22 23(3)")
def test_dl_4_an_office_may_object_within_5_working_days_and_is_not_late_if_it_does_not() -> None:
    assert terms("objection") == ("option", 5, "working_day", "R22 23(3)", "A")


@proves("DL-5", "R22 34")
def test_dl_5_the_petition_procedure_ends_within_60_days() -> None:
    assert terms("answer") == ("duty", 60, "day", "R22 34", "A")


@proves("DL-6", "R22 34")
def test_dl_6_an_extension_is_at_most_30_days() -> None:
    assert terms("extension") == ("duty", 30, "day", "R22 34", "A")
    answer = count(ON, 60, "day", BOOK.calendar)
    assert (extend(answer, 30, BOOK.calendar).nominal - ON).days == 90


@proves("DL-7", "R22 35")
def test_dl_7_the_time_to_ask_for_review_is_the_petitioners_window_and_not_a_duty() -> None:
    assert terms("review-window") == ("window", 30, "day", "R22 35", "A")


@proves("DL-11", "R22 22(1)")
def test_dl_11_the_assigning_office_sets_the_day_of_the_closing_report() -> None:
    assert terms("closing-report") == ("duty", None, "set", "R22 22(1)[3]", "A")


@proves("R22 25")
def test_r22_25_promptly_is_given_no_number_of_days() -> None:
    rule = BOOK.rule("report-urgent", ON)
    assert (rule.unit, rule.length, rule.measure()) == ("prompt", None, None)


@pytest.mark.parametrize(
    ("key", "length", "unit"),
    [
        ("decide-objection", 5, "working_day"),
        ("redispatch", 3, "working_day"),
        ("serve", 10, "day"),
        ("accept-review", 5, "working_day"),
        ("tell-extension", 3, "working_day"),
        ("withdrawal-rest", 7, "day"),
    ],
)
def test_where_the_text_gives_no_days_the_rule_names_itself_a_default(
    key: str, length: int, unit: str
) -> None:
    rule = BOOK.rule(key, ON)
    assert (rule.length, rule.unit, rule.certainty) == (length, unit, "H")
    assert "本系统默认" in rule.provision


@proves("S0-039", "S0-050")
def test_guide_2_3_3_and_2_3_4_a_policy_enquiry_is_answered_within_5_working_days_in_that_county_only() -> (
    None
):
    rule = BOOK.rule("reply-enquiry", ON, "zhashui")
    assert (rule.kind, rule.length, rule.unit) == ("duty", 5, "working_day")
    assert (rule.place, rule.provision) == ("zhashui", "导则 2.3.3、2.3.4")
    with pytest.raises(RuleError, match="there is one in zhashui"):
        BOOK.rule("reply-enquiry", ON)


@proves("R22 34", "S0-029", "S0-037", "S0-041")
def test_the_guides_two_months_do_not_lengthen_the_sixty_days_of_the_regulation() -> None:
    assert BOOK.rule("answer", ON, "zhashui") is BOOK.rule("answer", ON)


@proves("R22 50")
@pytest.mark.parametrize("key", sorted(BOOK.duties))
def test_r22_50_no_rule_of_2022_holds_before_the_first_of_may(key: str) -> None:
    first = in_force(BOOK.duties[key], date(2022, 5, 1))
    assert first is not None
    assert first.since == date(2022, 5, 1) or first.kind == "none"
    before = in_force(BOOK.duties[key], date(2022, 4, 30))
    assert before is not None
    assert not before.provision.startswith("R22")
    if before.kind == "none":
        with pytest.raises(RuleError, match="not in force on 2022-04-30"):
            BOOK.rule(key, date(2022, 4, 30))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda r: f"{r.place}-{r.key}")
def test_every_rule_says_its_basis_in_both_languages_and_how_sure_we_are(rule: object) -> None:
    assert rule in ALL_RULES
    found = next(r for r in ALL_RULES if r is rule)
    assert found.provision.strip()
    assert found.certainty in CERTAINTY_WORDS
    for said in (
        (found.title, found.words)
        if found.kind == "none"
        else (
            found.title,
            found.words,
            found.starts,
            found.owner,
        )
    ):
        assert any("\u4e00" <= c <= "\u9fff" for c in said.zh)
        assert said.en.isascii()
    assert (found.length is not None) is (found.unit in UNITS)
    assert "duties" in found.source.split(":")[0]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda r: f"{r.place}-{r.key}")
def test_the_number_of_a_rule_is_the_number_in_its_words(rule: object) -> None:
    found = next(r for r in ALL_RULES if r is rule)
    if found.length is not None:
        assert str(found.length) in found.words.en
        assert str(found.length) in found.words.zh


@proves("R22 31")
def test_every_procedure_belongs_to_one_of_the_first_five_items_of_r22_31() -> None:
    found = BOOK.procedures_on(ON)
    assert {p.item for p in found} == {f"31[{n}]" for n in range(1, 6)}
    assert len(found) == len(BOOK.procedures)


@proves("R22 31[1]-[5]")
@pytest.mark.parametrize(
    ("key", "item", "decide", "more"),
    [
        ("labour-inspection", "31[5]", (60, "working_day"), (30, "working_day")),
        ("reconsideration", "31[4]", (60, "day"), (30, "day")),
        ("land-arbitration", "31[2]", (60, "day"), (30, "day")),
        ("disclosure", "31[4]", (20, "working_day"), (20, "working_day")),
        ("litigation-duty", "31[1]", (2, "month"), None),
        ("sme-payment", "31[4]", (30, "day"), (60, "day")),
        ("party-appeal", "31[3]", None, None),
    ],
)
def test_r22_31_another_laws_limit_comes_with_its_procedure(
    key: str, item: str, decide: tuple[int, str] | None, more: tuple[int, str] | None
) -> None:
    found = BOOK.procedure(key, ON)
    assert found.item == item
    assert (found.decide and (found.decide.length, found.decide.unit)) == decide
    assert (found.extend and (found.extend.length, found.extend.unit)) == more


def test_the_time_to_apply_is_told_where_the_law_gives_one() -> None:
    apply = BOOK.procedure("traffic-recheck", ON).apply
    assert apply is not None
    assert (apply.length, apply.unit) == (3, "day")
    again = BOOK.procedure("reconsideration", ON).apply
    assert again is not None
    assert (again.length, again.unit) == (60, "day")


def test_a_procedure_is_that_of_its_day() -> None:
    assert "20" in BOOK.procedure("reconsideration", date(2024, 1, 1)).provision
    assert "2017" in BOOK.procedure("reconsideration", date(2023, 12, 31)).provision
    with pytest.raises(RuleError, match="'sme-payment' is not in force on 2025-05-31"):
        BOOK.procedure("sme-payment", date(2025, 5, 31))
    with pytest.raises(RuleError, match="did you mean 'disclosure'"):
        BOOK.procedure("disclosur", ON)


def test_the_places_are_named_the_nation_first() -> None:
    assert BOOK.places == ("national", "henan", "shandong", "shanghai", "zhashui", "zhejiang")
    assert "reply-enquiry" in BOOK.rule_keys("zhashui")
    assert "reply-enquiry" not in BOOK.rule_keys()
