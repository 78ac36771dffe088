"""Steps that a file of acts leaves out, proceeding by proceeding; and the numbers of what was entered late."""

from __future__ import annotations

import json
from typing import Any

from tests.proves import proves
from tests.statute.test_replaying import ACCEPT, ANSWER, ASKED, OFFICES, TO_TOWN, Teller, tell

__all__ = ["tell"]

DECIDED = {"act": "decide_review", "on": "2026-05-08", "office": "county", "codes": {"outcome": "maintain"}}
TWO = {
    "act": "name_investigators", "on": "2026-04-22", "office": "county", "proceeding": 3,
    "codes": {"first": "zhou", "second": "wu", "declared": "no_interest"},
}  # fmt: skip
TAKEN = {"act": "accept_review", "on": "2026-04-21", "office": "county"}
AGAIN: list[dict[str, Any]] = [
    {"act": "serve", "on": "2026-05-11", "office": "county", "paper": "review_opinion"},
    {"act": "apply_re_review", "on": "2026-06-08", "to": "city"},
    {"act": "decide_re_review", "on": "2026-07-06", "office": "city", "codes": {"outcome": "maintain"}},
]
STEPS = ["name_investigators", "investigate_review", "hold_session"]


@proves("R22 36(1)")
def test_an_acceptance_written_for_the_review_leaves_out_that_of_the_re_review(tell: Teller) -> None:
    said = tell(json.dumps(OFFICES), *ASKED, TAKEN, DECIDED, *AGAIN)
    assert said["refused"] == []
    assert [one["act"] for one in said["added"]] == ["judge", *STEPS, "accept_review", *STEPS]


@proves("R22 35")
def test_who_tells_of_the_investigators_of_a_review_tells_of_its_session_too(tell: Teller) -> None:
    said = tell(json.dumps(OFFICES), *ASKED, TAKEN, TWO, DECIDED)
    (refused,) = said["refused"]
    assert (refused["act"], refused["en"]) == ("decide_review", "The committee resolves first.")
    assert [one["act"] for one in said["added"]] == ["judge"]


@proves("R22 28(3)")
def test_in_a_session_that_is_added_the_member_from_the_office_reviewed_stands_back(tell: Teller) -> None:
    seated = {
        "offices": {**OFFICES["offices"], "county": {"under": ["xfj", "town"], "seats": ["town", "xfj"]}}
    }
    said = tell(json.dumps(seated), *ASKED, DECIDED)
    assert said["refused"] == []
    assert [p["stage"] for p in said["proceedings"] if p["kind"] == "review"] == ["decided"]


@proves("R22 35")
def test_a_paper_entered_late_keeps_the_number_under_which_it_was_entered(tell: Teller) -> None:
    """The town's opinion was entered as the sixth act, the extension that came before it as the seventh."""
    numbered: list[dict[str, Any]] = [
        {**TO_TOWN[0], "seq": 1}, {**TO_TOWN[1], "seq": 2}, {**ACCEPT, "seq": 3},
        {"act": "ask_extension", "on": "2026-03-20", "office": "town", "seq": 4, "codes": {"days": 10}},
        {**ANSWER, "seq": 6, "recorded": "2026-03-30"},
        {"act": "approve_extension", "on": "2026-03-23", "office": "town", "seq": 7, "recorded": "2026-04-02"},
        {"act": "serve", "on": "2026-04-01", "office": "town", "seq": 8, "paper": 4, "petitioner": 1,
         "codes": {"method": "direct", "received_by": "self"}},
    ]  # fmt: skip
    said = tell(*numbered)
    assert said["refused"] == []
    kinds = {p["no"]: p["kind"] for p in said["papers"]}
    assert (kinds[4], kinds[5]) == ("handling_opinion", "extension_approval_sheet")
    assert [w["rule"] for w in said["windows"]] == ["review-window"]
    plain = [{k: v for k, v in one.items() if k != "seq"} for one in numbered]
    kinds = {p["no"]: p["kind"] for p in tell(*plain)["papers"]}
    assert kinds[5] == "handling_opinion", "acts that carry no numbers are numbered as they happened"
