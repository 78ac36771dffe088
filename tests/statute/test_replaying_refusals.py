"""What a file of acts is told where an act is not open: the reason of the law, by the provision of its day."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.proves import proves
from tests.statute.test_replaying import ACCEPT, ANSWER, OFFICES, TO_TOWN, Teller, due, tell

__all__ = ["tell"]  # the fixture


def refused(found: dict[str, Any]) -> list[tuple[int, str]]:
    """Numbers of the acts that were refused, with the provision."""
    return [(r["seq"], r["provision"]) for r in found["refused"]]


def act(kind: str, on: str, office: str = "", /, to: str = "", **codes: Any) -> dict[str, Any]:
    """One line of a file."""
    given = {"office": office, "to": to, "codes": codes}
    return {"act": kind, "on": on, **{k: v for k, v in given.items() if v}}


PASSED_ON = [
    TO_TOWN[0],
    *(
        row
        for day, office in (("03", "town"), ("05", "streets"), ("09", "labour"))
        for row in (
            act("transfer", f"2026-03-{day}", "xfj", office),
            act("object", f"2026-03-{day}", office),
            act("consent_return", f"2026-03-{day}", "xfj"),
        )
    ),
]


@proves("R22 24(1)")
def test_r22_24_1_a_fourth_transfer_is_refused_for_the_law_s_reason_though_no_stage_is_named(
    tell: Teller,
) -> None:
    found = tell(*PASSED_ON, act("transfer", "2026-03-16", "xfj", "police"))
    assert refused(found) == [(11, "R22 24(1)")]
    assert "ask the office above to decide" in found["refused"][0]["en"]


@proves("S3-009")
def test_the_simple_procedure_for_what_was_assigned_is_refused_by_its_fifth_article(tell: Teller) -> None:
    found = tell(
        TO_TOWN[0],
        act("assign", "2026-03-04", "xfj", "town", feedback_due="2026-05-29"),
        act("use_simple", "2026-03-05", "town", case="clear", told_by="phone", supportable=1),
    )
    assert refused(found) == [(3, "简易办理办法（国信办发〔2022〕17号）5")]


@proves("R22 24(1)", "R05 24")
@pytest.mark.parametrize(("year", "provision"), [("2026", "R22 24(1)"), ("2021", "R05 24")])
def test_24_what_the_offices_dispute_goes_to_neither_before_the_one_above_decides(
    tell: Teller, year: str, provision: str
) -> None:
    life = [
        {**TO_TOWN[0], "on": f"{year}-03-02"},
        act("consult_offices", f"{year}-03-03", "xfj", offices=["town", "streets"], result="disputed"),
        act("transfer", f"{year}-03-04", "xfj", "streets"),
        act("consult_offices", f"{year}-03-05", "xfj", offices=["town", "streets"], result="agreed", competent="town"),
        act("transfer", f"{year}-03-05", "xfj", "town"),
    ]  # fmt: skip
    found = tell(*life)
    assert refused(found) == [(3, provision)]
    assert [p["office"] for p in found["proceedings"]] == ["xfj", "town"]


CONFERENCE = {
    "offices": {
        "xfj": {"kind": "petition"},
        "town": {},
        "court": {"kind": "court"},
        "lxh": {"kind": "conference"},
    }
}


@proves("R22 24(1)")
def test_r22_24_1_the_joint_conference_decides_in_its_own_name_where_there_is_no_common_superior(
    tell: Teller,
) -> None:
    found = tell(
        json.dumps(CONFERENCE), TO_TOWN[0],
        act("refer_competence", "2026-03-04", "xfj", "lxh", offices=["town", "court"]),
        act("decide_competence", "2026-03-10", "lxh", competent="town"),
        act("transfer", "2026-03-11", "xfj", "court"),
        act("transfer", "2026-03-11", "xfj", "town"),
    )  # fmt: skip
    assert refused(found) == [(4, "R22 24(1)")]
    assert [(due_, state) for _, due_, state in due(found, "decide-competence")] == [("2026-03-11", "met")]


@proves("R22 33", "S3-009")
@pytest.mark.parametrize(
    ("wrong", "provision"),
    [
        (act("mediate", "2026-03-05", "town", form="people", petitioner_agrees=1, other_agrees=1, lawful=1), "R22 33"),
        (act("use_simple", "2026-03-05", "town", case="at_once", told_by="phone", supportable=1),
         "简易办理办法（国信办发〔2022〕17号）4"),
    ],
)  # fmt: skip
def test_what_is_for_claims_only_is_refused_by_the_text_that_says_so(
    tell: Teller, wrong: dict[str, Any], provision: str
) -> None:
    suggestion = act("register", "2026-03-02", "xfj", channel="letter", purposes="suggestion")
    found = tell(
        suggestion, TO_TOWN[1], wrong, act("reply_suggestion", "2026-03-06", "town", adoption="adopted")
    )
    assert refused(found) == [(3, provision)]


@proves("R05 23", "R05 33", "R05 35(1)")
def test_a_refusal_before_may_2022_rests_on_the_regulation_of_2005(tell: Teller) -> None:
    accused = tell(
        act("register", "2015-03-02", "xfj", channel="letter", purposes="accusation", restricted=1),
        act("name_accused", "2015-03-02", "xfj", office="town"),
        act("transfer", "2015-03-04", "xfj", "town"),
    )
    assert refused(accused) == [(3, "R05 23")]
    extended = tell(
        act("register", "2015-03-02", "xfj", channel="letter", purposes="claim"),
        act("transfer", "2015-03-04", "xfj", "town"),
        act("accept", "2015-03-09", "town"),
        act("approve_extension", "2015-04-01", "town", days=31),
        act("approve_extension", "2022-06-01", "town", days=10),
    )
    assert refused(extended) == [(4, "R05 33"), (5, "R22 34")]


@proves("浙江省信访条例 23")
def test_an_extension_past_the_days_of_the_place_is_refused_for_its_days_not_for_a_missing_request(
    tell: Teller,
) -> None:
    found = tell(
        json.dumps({"place": "zhejiang"}), *TO_TOWN, ACCEPT, act("approve_extension", "2026-04-01", "town", days=61)
    )  # fmt: skip
    assert refused(found) == [(4, "浙江省信访条例 23")]
    assert found["refused"][0]["en"] == "The extension is 1 to 60 days."


@proves("S3-009")
def test_what_an_office_took_up_itself_is_taken_as_the_first_there_too(tell: Teller) -> None:
    found = tell(
        act("register", "2026-04-27", "labour", channel="visit", purposes="claim"),
        act("take_up", "2026-04-27", "labour"),
        act("use_simple", "2026-04-29", "labour", case="clear", told_by="phone", supportable=1),
    )
    assert refused(found) == []
    assert due(found, "tell-direct") == [("labour", "2026-05-12", "met")]


SERVED = act("serve", "2026-04-01", "town", method="direct", received_by="self") | {
    "paper": "handling_opinion"
}


@proves("R22 35")
def test_r22_35_a_paper_is_served_by_the_office_that_issued_it_and_starts_no_window_from_another(
    tell: Teller,
) -> None:
    found = tell(*TO_TOWN, ACCEPT, ANSWER, {**SERVED, "office": "xfj"})
    assert [seq for seq, _ in refused(found)] == [5]
    assert found["windows"] == []


@proves("R22 28(3)")
def test_r22_28_3_what_a_petitioner_asks_of_nobody_in_particular_goes_to_who_deals_with_it_now(
    tell: Teller,
) -> None:
    asked = {**act("ask_recusal", "2026-03-10", interest="kin_of_party", officer="wang"), "petitioner": 1}
    assert due(tell(*TO_TOWN, ACCEPT, asked), "decide-recusal") == [("town", "2026-03-13", "open")]


@proves("R22 33", "R22 25")
def test_no_in_words_is_no(tell: Teller) -> None:
    """A word where yes or no is asked: "no" is not something said."""
    agreed = {"form": "people", "petitioner_agrees": "yes", "other_agrees": "no", "lawful": "yes"}
    assert refused(tell(*TO_TOWN, ACCEPT, act("mediate", "2026-03-12", "town", **agreed))) == [(4, "R22 33")]
    both = {**agreed, "other_agrees": "yes"}
    assert refused(tell(*TO_TOWN, ACCEPT, act("mediate", "2026-03-12", "town", **both))) == []
    calm = {**TO_TOWN[0], "codes": {"channel": "letter", "purposes": "claim", "urgent": "no"}}
    assert not [d for d in tell(calm)["duties"] if "urgent" in d["rule"]]


# ------------------------------------------------------------------ corrections


CORRECT = {"names": 3, **act("correct", "2026-03-20", "town", wrong="on", value="2026-03-06")}


@pytest.mark.parametrize(
    ("changed", "in_words"),
    [
        ({"office": "police"}, "is not for police to do"),
        ({"names": 9}, "There is no act"),
        ({"codes": {"wrong": "on", "value": "2026-03-03"}}, "'Accept' was not open on 2026-03-03"),
        ({"codes": {"wrong": "on", "value": "2026-04-03"}}, "cannot be '2026-04-03'"),
    ],
)  # fmt: skip
@proves("R22 34")
def test_a_correction_that_is_nobody_s_to_make_or_makes_the_act_impossible_changes_nothing(
    tell: Teller, changed: dict[str, Any], in_words: str
) -> None:
    assert due(tell(*TO_TOWN, ACCEPT, CORRECT), "answer") == [("town", "2026-05-06", "open")]
    found = tell(*TO_TOWN, ACCEPT, {**CORRECT, **changed})
    assert due(found, "answer") == [("town", "2026-05-08", "open")]
    assert [r["act"] for r in found["refused"]] == ["correct"]
    assert in_words in found["refused"][0]["en"]


@pytest.mark.parametrize(
    ("codes", "names"),
    [({"wrong": "on", "value": "soon"}, 4), ({"wrong": "on", "value": "2026-03-06"}, 1), ({"wrong": "on", "value": "2026-03-06"}, 3)],
)  # fmt: skip
def test_a_correction_of_what_was_refused_is_read_as_strictly_and_a_misshapen_act_stays_one_line(
    tell: Teller, codes: dict[str, Any], names: int
) -> None:
    """Neither a day that is none, nor an act with codes that cannot be, ends the reading of the file."""
    clumsy = act("object", "2026-03-20", "town"), act("answer", "2026-03-21", "town", outcome=["support"] * 2)
    correct = {**act("correct", "2026-03-24", "town", **codes), "names": names}
    found = tell(*TO_TOWN, ACCEPT, *clumsy, correct, act("answer", "2026-03-25", "town", outcome=None))
    assert {4, 5, 7} <= {seq for seq, _ in refused(found)}
    assert due(found, "answer")[0][2] == "open"


def test_a_second_registration_that_is_dated_before_the_first_ends_no_reading(tell: Teller) -> None:
    correct = {**act("correct", "2026-03-24", "town", wrong="on", value="2026-03-06"), "names": 3}
    found = tell(*TO_TOWN, ACCEPT, {**TO_TOWN[0], "on": "2026-02-02"}, correct)
    assert [(r["seq"], r["act"]) for r in found["refused"]] == [(1, "register")]
    assert due(found, "dispatch") == [("xfj", "2026-02-24", "met")]


# ------------------------------------------------------------------ review


@proves("R22 36(1)", "R22 36(3)")
def test_r22_36_steps_left_out_of_the_review_are_added_though_the_re_review_has_them(tell: Teller) -> None:
    """And what the file itself tells of no proceeding, the paper that ends it all, has a duty to serve it."""
    found = tell(
        json.dumps(OFFICES), *TO_TOWN, ACCEPT, ANSWER, SERVED,
        {**act("apply_review", "2026-04-20", to="county", form="written"), "petitioner": 1},
        act("decide_review", "2026-05-08", "county", outcome="maintain"),
        {**SERVED, "on": "2026-05-11", "office": "county", "paper": "review_opinion"},
        {**act("apply_re_review", "2026-06-01", to="city", form="written"), "petitioner": 1},
        act("accept_review", "2026-06-02", "city"),
        act("open_review_hearing", "2026-06-15", "city"),
        act("close_review_hearing", "2026-06-16", "city"),
        act("decide_re_review", "2026-06-29", "city", outcome="maintain"),
        {**SERVED, "on": "2026-06-30", "office": "city", "paper": "re_review_opinion"},
        {**act("tell_final", "2026-08-03", "xfj", compared="same_facts"), "petitioner": 1, "points": [1]},
    )  # fmt: skip
    assert found["refused"] == []
    assert due(found, "re-review")[-1] == ("city", "2026-07-03", "met")
    assert found["final"] == [{"petitioner": 1, "point": 1, "paper": found["final"][0]["paper"]}]
    notice = next(p for p in found["papers"] if p["kind"] == "no_more_acceptance_notice")
    assert [d["due"] for d in found["duties"] if d["paper"] == notice["no"]] == ["2026-08-13"]
