"""`huiyin replay` as somebody uses it who knows docs/replay.md and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from huiyin.cli import main
from huiyin.statute.rules import NATIONAL
from tests.proves import proves

DOCS = Path(__file__).resolve().parents[2] / "docs"
TO_TOWN: list[dict[str, Any]] = [
    {
        "act": "register",
        "on": "2026-03-02",
        "office": "xfj",
        "codes": {"channel": "letter", "purposes": "claim"},
    },
    {"act": "transfer", "on": "2026-03-04", "office": "xfj", "to": "town"},
]
ACCEPT = {"act": "accept", "on": "2026-03-09", "office": "town"}
ANSWER = {"act": "answer", "on": "2026-03-30", "office": "town", "codes": {"outcome": "explain"}}


class Teller:
    """Writes acts to a file and reads what the command says of them."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file, self.capsys = file, capsys

    def __call__(self, *acts: dict[str, Any] | str, as_of: str = "") -> dict[str, Any]:
        self.file.write_text(
            "\n".join(a if isinstance(a, str) else json.dumps(a) for a in acts), encoding="utf-8"
        )
        assert main(["replay", str(self.file), "--json", *(["--as-of", as_of] if as_of else [])]) == 0
        return dict(json.loads(self.capsys.readouterr().out))

    def wrong(self, *acts: dict[str, Any] | str) -> str:
        """What the command says of a file that it cannot read."""
        self.file.write_text(
            "\n".join(a if isinstance(a, str) else json.dumps(a) for a in acts), encoding="utf-8"
        )
        assert main(["replay", str(self.file), "--json"]) == 2
        return self.capsys.readouterr().err


@pytest.fixture
def tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Teller:
    """Tells a file."""
    return Teller(tmp_path / "life", capsys)


def due(found: dict[str, Any], rule: str) -> list[tuple[str, str, str]]:
    """Owner, last day and state of the duties of a rule."""
    return [(d["office"], d["due"], d["state"]) for d in found["duties"] if d["rule"] == rule]


# ------------------------------------------------------------------ what may be left out


@proves("R22 34")
def test_stage_points_and_judging_may_be_left_out_where_only_one_answer_is_possible(tell: Teller) -> None:
    found = tell(*TO_TOWN, ACCEPT, ANSWER)
    assert found["refused"] == []
    assert due(found, "answer") == [("town", "2026-05-08", "met")]
    assert [a["act"] for a in found["added"]] == ["judge"]


def test_where_two_stages_are_possible_none_is_guessed_and_the_refusal_lists_them(tell: Teller) -> None:
    two = {**TO_TOWN[0], "codes": {"channel": "letter", "purposes": ["claim", "claim"]}}
    found = tell(
        two, {**TO_TOWN[1], "points": [1]}, {**TO_TOWN[1], "points": [2]}, {"act": "name_officer", "on": "2026-03-05",
        "office": "town", "codes": {"officer": "li"}},
    )  # fmt: skip
    (said,) = found["refused"]
    assert said["en"] == "Say which proceeding; there are: 1 (xfj), 2 (town), 3 (town)."


@proves("R22 35")
def test_a_paper_may_be_named_by_its_kind_and_each_petitioner_has_a_window_of_his_own(tell: Teller) -> None:
    two = {**TO_TOWN[0], "codes": {"channel": "letter", "purposes": "claim", "petitioners": 2}}
    served = [
        {"act": "serve", "on": on, "office": "town", "paper": "handling_opinion", "petitioner": no,
         "codes": {"method": "direct", "received_by": "self"}}
        for no, on in ((1, "2026-04-01"), (2, "2026-04-10"))
    ]  # fmt: skip
    found = tell(two, TO_TOWN[1], ACCEPT, ANSWER, *served)
    assert [(w["petitioner"], w["end"]) for w in found["windows"]] == [(1, "2026-05-06"), (2, "2026-05-11")]


OFFICES = {
    "offices": {
        "xfj": {"kind": "petition"},
        "town": {},
        "county": {"under": ["xfj", "town"]},
        "city": {"under": ["county"]},
    }
}
ASKED = [
    *TO_TOWN, ACCEPT, ANSWER,
    {"act": "serve", "on": "2026-04-01", "office": "town", "paper": "handling_opinion"},
    {"act": "apply_review", "on": "2026-04-20", "to": "county"},
]  # fmt: skip


@proves("R22 35", "R22 36")
def test_a_file_that_never_speaks_of_investigators_and_session_is_taken_through_them(tell: Teller) -> None:
    said = tell(
        json.dumps(OFFICES), *ASKED,
        {"act": "decide_review", "on": "2026-05-08", "office": "county", "codes": {"outcome": "maintain"}},
        {"act": "serve", "on": "2026-05-11", "office": "county", "paper": "review_opinion"},
        {"act": "apply_re_review", "on": "2026-06-08", "to": "city"},
        {"act": "open_review_hearing", "on": "2026-06-15", "office": "city"},
        {"act": "close_review_hearing", "on": "2026-06-17", "office": "city"},
        {"act": "decide_re_review", "on": "2026-07-06", "office": "city", "codes": {"outcome": "maintain"}},
        {"act": "serve", "on": "2026-07-07", "office": "city", "paper": "re_review_opinion"},
    )  # fmt: skip
    assert said["refused"] == []
    due = {d["rule"]: d["due"] for d in said["duties"] if d["state"] == "met"}
    assert (due["review"], due["re-review"]) == (
        "2026-05-20",
        "2026-07-13",
    )  # day 30 and 3: Saturday, 11 July
    assert [(one["petitioner"], one["point"]) for one in said["final"]] == [(1, 1)]
    steps = ["accept_review", "name_investigators", "investigate_review", "hold_session"]
    assert [one["act"] for one in said["added"]] == ["judge", *steps, *steps]


@proves("R22 34")
def test_an_approval_with_days_stands_for_the_request_too(tell: Teller) -> None:
    found = tell(
        *TO_TOWN,
        ACCEPT,
        {"act": "approve_extension", "on": "2026-05-07", "office": "town", "codes": {"days": 20}},
    )
    assert due(found, "answer") == [("town", "2026-05-08", "extended"), ("town", "2026-05-28", "open")]
    assert found["notes"] == []


@proves("R22 35")
def test_a_review_that_is_decided_without_a_word_of_its_session_is_decided_all_the_same(tell: Teller) -> None:
    served = {"act": "serve", "on": "2026-04-01", "office": "town", "paper": "handling_opinion",
              "codes": {"method": "direct", "received_by": "self"}}  # fmt: skip
    found = tell(
        *TO_TOWN, ACCEPT, ANSWER, served,
        {"act": "apply_review", "on": "2026-04-20", "paper": "handling_opinion", "to": "county", "codes": {"form": "written"}},
        {"act": "accept_review", "on": "2026-04-22", "office": "county"},
        {"act": "decide_review", "on": "2026-05-08", "office": "county", "codes": {"outcome": "maintain"}},
    )  # fmt: skip
    assert found["refused"] == []
    assert due(found, "review") == [("county", "2026-05-20", "met")]
    assert [a["act"] for a in found["added"]] == [
        "judge",
        "name_investigators",
        "investigate_review",
        "hold_session",
    ]


@proves("R22 34")
def test_a_correction_reads_the_line_as_it_was_filled_in(tell: Teller) -> None:
    found = tell(
        *TO_TOWN, ACCEPT,
        {"act": "correct", "on": "2026-03-12", "office": "town", "names": 3, "codes": {"wrong": "on", "value": "2026-03-06"}},
    )  # fmt: skip
    assert (
        due(found, "answer") == [("town", "2026-05-05", "open")]
        or due(found, "answer")[-1][1] == "2026-05-06"
    )
    assert found["refused"] == []


def test_all_acts_may_stand_in_one_json_list(tell: Teller) -> None:
    assert tell(json.dumps([*TO_TOWN, ACCEPT]))["points"][0]["step"] == "accepted"


# ------------------------------------------------------------------ what machines record


@proves("R22 34", "R22 23(3)")
def test_where_nobody_says_whether_it_is_accepted_the_sixty_days_run_from_the_fifteenth(tell: Teller) -> None:
    before = tell(*TO_TOWN, as_of="2026-03-19")
    assert due(before, "answer") == []
    found = tell(*TO_TOWN, as_of="2026-03-20")
    (answer,) = [d for d in found["duties"] if d["rule"] == "answer"]
    assert (answer["from"], answer["due"], answer["certainty"]) == ("2026-03-19", "2026-05-18", "I")
    assert [a["act"] for a in found["added"]] == ["judge", "count_silence"]


@proves("R22 36(2)")
def test_a_hearing_that_the_file_never_ends_stops_the_re_review_for_thirty_days_and_no_longer(
    tell: Teller,
) -> None:
    acts: list[dict[str, Any] | str] = [
        json.dumps(OFFICES), *ASKED,
        {"act": "decide_review", "on": "2026-05-08", "office": "county", "codes": {"outcome": "maintain"}},
        {"act": "serve", "on": "2026-05-11", "office": "county", "paper": "review_opinion"},
        {"act": "apply_re_review", "on": "2026-06-08", "to": "city"},
        {"act": "open_review_hearing", "on": "2026-06-15", "office": "city"},
    ]  # fmt: skip
    waiting = tell(*acts, as_of="2026-07-15")
    assert [d["due"] for d in waiting["duties"] if (d["rule"], d["state"]) == ("re-review", "open")] == [None]
    after = tell(*acts, as_of="2026-07-16")
    assert due(after, "re-review")[-1][1:] == ("2026-08-10", "open")  # 8 July and 31 days: Saturday, 8 August
    assert [a["act"] for a in after["added"]][-1] == "count_on"


def test_a_withdrawal_takes_effect_once_it_has_rested_and_not_if_it_was_undone(tell: Teller) -> None:
    gone = {"act": "withdraw", "on": "2026-03-10", "petitioner": 1}
    undone = {"act": "undo_withdraw", "on": "2026-03-17", "petitioner": 1}
    assert due(tell(*TO_TOWN, ACCEPT, gone, as_of="2026-03-17"), "answer")[0][2] == "open"
    assert due(tell(*TO_TOWN, ACCEPT, gone, as_of="2026-03-18"), "answer")[0][2] == "withdrawn"
    assert due(tell(*TO_TOWN, ACCEPT, gone, undone, as_of="2026-04-30"), "answer")[0][2] == "open"


@proves("R22 23(3)")
def test_the_time_to_object_lapses_by_itself_and_is_never_late(tell: Teller) -> None:
    (option,) = [d for d in tell(*TO_TOWN, as_of="2026-03-12")["duties"] if d["rule"] == "objection"]
    assert (option["due"], option["state"], option["late"]) == ("2026-03-11", "lapsed", False)


def test_what_was_done_in_time_and_entered_late_is_met_in_time_and_says_so(tell: Teller) -> None:
    late = {**ACCEPT, "recorded": "2026-04-20"}
    (told,) = [d for d in tell(*TO_TOWN, late)["duties"] if d["rule"] == "tell-forwarded"]
    assert (told["state"], told["late"], told["ended_on"], told["entered_on"]) == (
        "met",
        False,
        "2026-03-09",
        "2026-04-20",
    )


# ------------------------------------------------------------------ what is said of mistakes


def test_an_act_that_does_not_exist_is_refused_with_one_that_does(tell: Teller) -> None:
    (said,) = tell(*TO_TOWN, {"act": "acept", "on": "2026-03-09", "office": "town"})["refused"]
    assert "did you mean 'accept'?" in said["en"]


def test_an_act_of_a_later_law_is_refused_on_a_day_before_it(tell: Teller) -> None:
    early = [{**TO_TOWN[0], "on": "2021-03-01"}, {**TO_TOWN[1], "on": "2021-03-02"}]
    (said,) = tell(*early, {"act": "object", "on": "2021-03-03", "office": "town"})["refused"]
    assert said["provision"] == "R22 23(3)"
    assert NATIONAL in said["en"]


def test_a_code_that_the_act_does_not_know_is_passed_over_aloud(tell: Teller) -> None:
    acts = [
        *TO_TOWN[:1],
        {
            "act": "assign",
            "on": "2026-03-04",
            "office": "xfj",
            "to": "town",
            "codes": {"feedback_do": "2026-05-01"},
        },
    ]
    (note,) = tell(*acts)["notes"]
    assert "did you mean 'feedback_due'?" in note["en"]


def test_a_value_that_its_field_cannot_hold_is_refused_with_those_it_can(tell: Teller) -> None:
    (said,) = tell(*TO_TOWN, ACCEPT, {**ANSWER, "codes": {"outcome": "explained"}})["refused"]
    assert said["en"].endswith("it takes: support, explain, not_support.")
    (people,) = tell(
        {**TO_TOWN[0], "codes": {"channel": "letter", "purposes": "claim", "petitioners": "two"}}
    )["refused"]
    assert "'petitioners'" in people["en"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"act": "register"}', "life:1: the act has no day"),
        ('{"act": "register", "on": "2 March"}', "is not a date like 2026-03-16"),
        ('{"act": "register", "on": "2026-03-02", "channel": "visit"}', "fields of its form stand in 'codes'"),
        ('{"act": "register", "on": "2026-03-02", "codes": "visit"}', "'codes' is an object"),
        ('[{"act": "register", "on": "2026-03-02"]', "not JSON"),
        ('{"act": "register", "on": "2026-03-02", "seq": 1}\n{"act": "judge", "on": "2026-03-02", "seq": 1}', "the same 'seq'"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_why(tell: Teller, line: str, said: str) -> None:
    assert said in tell.wrong(line)


# ------------------------------------------------------------------ the page itself


def test_every_life_in_the_page_goes_through_as_it_is_written(tell: Teller) -> None:
    lives = re.findall(r"```\n(.*?)```", (DOCS / "replay.md").read_text(encoding="utf-8"), re.S)
    assert lives
    for life in lives:
        found = tell(life)
        assert (found["refused"], found["notes"]) == ([], [])


def test_every_act_that_the_page_names_exists() -> None:
    page = (DOCS / "replay.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_]+)` ", (DOCS / "acts.md").read_text(encoding="utf-8"), re.M))
    tables = page[page.index("## Registration to answer") :]
    named = {
        act
        for cell in re.findall(r"^\| (`[a-z_`, ]+?`)[^|`]*\|", tables, re.M)
        for act in re.findall(r"[a-z_]+", cell)
    }
    assert named
    assert named <= listed


@pytest.mark.parametrize("what", ["acts", "rules", "papers", "grounds", "procedures"])
def test_the_lists_of_the_rulebook_are_printed_and_one_of_them_alone(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rulebook", what, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    first = next(iter(rows[0].values()))
    assert main(["rulebook", what, first]) == 0
    assert capsys.readouterr().out.startswith(first)
    assert main(["rulebook", what, "nothing_like_it"]) == 2


@proves("R22 22(1)")
def test_what_is_open_is_told_as_of_a_matter_that_came_for_the_first_time(tell: Teller) -> None:
    found = tell(TO_TOWN[0], as_of="2026-03-03")
    assert {"transfer", "assign"} <= {one["act"] for one in found["open"]}
    assert [(a["act"], a["on"]) for a in found["added"]] == [("judge", "2026-03-03")]
