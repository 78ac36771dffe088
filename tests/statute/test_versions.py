"""The Regulation of 2005 and that of 2022: which of them holds for what, and that no day has two or none."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.cli import main
from huiyin.papers.kinds import kind as paper_kind
from huiyin.statute.explain import duty_steps
from huiyin.statute.loader import RulebookError, load
from huiyin.statute.rules import RuleError
from tests.proves import proves
from tests.statute.books import version, write
from tests.statute.lives import Life, law

FIRST, LAST = date(2005, 5, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
BOOK = load()


class Spans:
    """How many versions each day has, counted over every day."""

    def __init__(self) -> None:
        self.days: dict[date, int] = {}

    def add(self, since: date, until: date | None) -> None:
        """One version more on each of its days."""
        day = max(since, FIRST)
        while day <= min(until or LAST, LAST):
            self.days[day] = self.days.get(day, 0) + 1
            day += timedelta(days=1)

    def wrong(self) -> list[date]:
        """Days that have none, or two."""
        return [day for day in DAYS if self.days.get(day, 0) != 1]


@proves("R22 50", "R05 51")
@pytest.mark.parametrize("key", sorted(BOOK.duties))
def test_every_day_from_1_may_2005_has_exactly_one_version_of_every_rule(key: str) -> None:
    spans = Spans()
    for one in BOOK.duties[key]:
        spans.add(one.since, one.until)
    assert spans.wrong() == []


@proves("R22 50", "R05 51")
@pytest.mark.parametrize("key", ["superior_in_handling", "outside_power"])
def test_every_day_has_one_version_of_a_ground_that_both_regulations_know(key: str) -> None:
    for day in DAYS[::7]:
        assert law().ground(key, day) is not None
    assert law().ground(key, date(2022, 4, 30)) != law().ground(key, date(2022, 5, 1))


@given(st.dates(FIRST, LAST), st.sampled_from(sorted(BOOK.duties)))
def test_on_any_day_a_rule_is_that_of_its_time_or_says_that_there_was_none(on: date, key: str) -> None:
    try:
        rule = BOOK.rule(key, on)
    except RuleError as error:
        assert "R05" in str(error) or "未成年人保护法" in str(error)
        return
    assert rule.since <= on <= (rule.until or LAST)
    assert not (on < date(2022, 5, 1) and rule.provision.startswith("R22"))
    assert not (on >= date(2022, 5, 1) and rule.provision.startswith("R05"))


# ------------------------------------------------------------------ the articles of 2005


def old(on: str = "2021-03-01", sent: str = "2021-03-08", **codes: object) -> Life:
    """Registered and transferred while the Regulation of 2005 was in force; nobody asked first or repeat."""
    life = Life("national")
    life.register(on, **codes)  # type: ignore[arg-type]
    life.do("transfer", sent, "xfj", 1, (1,), to="town")
    return life


@proves("R05 21(1)", "R05 21(2)")
def test_r05_21_a_petition_office_has_15_days_and_the_organ_15_more_to_decide_on_acceptance() -> None:
    life = old()
    dispatch, told = life.duty("dispatch", how=None), life.duty("tell-forwarded")
    assert (dispatch.provision, str(dispatch.due)) == ("R05 21(1)", "2021-03-16")
    assert (told.provision, str(told.due)) == ("R05 21(2)", "2021-03-23")


@proves("R05 21(2)", "R22 23(3)")
def test_r05_knew_no_objection_and_the_organ_refuses_what_is_not_its_own() -> None:
    life = old()
    assert "object" not in life.open_kinds("2021-03-09")
    assert [d.rule for d in life.state.duties.values() if d.rule == "objection"] == []
    life.refused("unknown", "object", "2021-03-09", "town", 2, (1,))
    life.do("refuse", "2021-03-10", "town", 2, (1,), ground="outside_power", organ="city")
    assert life.duty("tell-forwarded", how="met")


@proves("R05 21(2)", "R22 23(3)")
def test_what_was_received_in_april_2022_cannot_be_objected_to_in_may_but_may_still_be_refused() -> None:
    life = old("2022-04-25", "2022-04-28")
    life.refused("no_objection", "object", "2022-05-05", "town", 2, (1,))
    life.do("refuse", "2022-05-06", "town", 2, (1,), ground="outside_power", organ="city")
    assert life.point().step == "refused"


@proves("R22 23(3)")
def test_what_was_received_in_may_2022_is_objected_to_and_never_refused_as_outside_ones_power() -> None:
    life = old("2022-04-25", "2022-04-28")
    later = Life("national")
    later.register("2022-04-27")
    later.do("judge", "2022-05-04", "xfj", 1, result="first")
    later.do("transfer", "2022-05-05", "xfj", 1, (1,), to="town")
    assert later.duty("objection").provision == "R22 23(3)"
    later.refused(
        "object_instead", "refuse", "2022-05-06", "town", 2, (1,), ground="outside_power", organ="city"
    )
    assert life.duty("tell-forwarded").provision == "R05 21(2)"


@proves("R05 33")
def test_r05_33_every_accepted_matter_has_60_days_whatever_it_asks() -> None:
    life = Life("national")
    life.register("2021-03-01", purposes=["suggestion"])
    life.do("transfer", "2021-03-02", "xfj", 1, (1,), to="town")
    life.do("accept", "2021-03-12", "town", 2, (1,))
    answer = life.duty("answer")
    assert (answer.provision, str(answer.nominal), str(answer.due)) == ("R05 33", "2021-05-11", "2021-05-11")
    assert life.point().path == "R05 14(1)"


@proves("R05 33", "R22 34")
def test_the_sixty_days_are_those_of_the_day_of_acceptance() -> None:
    before, after = old("2022-04-20", "2022-04-25"), old("2022-04-20", "2022-04-25")
    before.do("accept", "2022-04-29", "town", 2, (1,))
    after.do("accept", "2022-05-01", "town", 2, (1,))
    assert (before.duty("answer").provision, after.duty("answer").provision) == ("R05 33", "R22 34")
    assert (str(before.duty("answer").due), str(after.duty("answer").due)) == ("2022-06-28", "2022-06-30")


@proves("R05 33")
def test_what_was_accepted_under_r05_is_answered_and_not_led_in_afterwards() -> None:
    life = old("2022-04-20", "2022-04-25")
    life.do("accept", "2022-04-29", "town", 2, (1,))
    life.refused(
        "accepted_before_2022",
        "name_path",
        "2022-05-09",
        "town",
        2,
        (1,),
        path="31[4]",
        procedure="reconsideration",
    )


@proves("R05 33", "R22 34")
def test_r05_33_an_extension_is_by_the_law_that_the_sixty_days_began_under() -> None:
    life = old("2022-04-20", "2022-04-25")
    life.do("accept", "2022-04-29", "town", 2, (1,))
    life.do("ask_extension", "2022-06-20", "town", 2, (1,), days=30)
    life.do("approve_extension", "2022-06-21", "town", 2, (1,))
    assert (life.duty("answer").provision, str(life.duty("answer").due)) == ("R05 33", "2022-07-28")


@proves("R05 21(1)[1]", "R05 14(2)", "R22 31")
def test_r05_21_what_is_for_litigation_was_refused_and_is_led_in_only_since_2022() -> None:
    life = old()
    assert "name_path" not in life.open_kinds("2021-03-09")
    life.do("refuse", "2021-03-09", "town", 2, (1,), ground="other_procedure")
    new = Life("national").dispatched(on="2022-05-05", sent="2022-05-06")
    new.refused("ground_of_another_time", "refuse", "2022-05-09", "town", 2, (1,), ground="other_procedure")
    assert "name_path" in new.open_kinds("2022-05-09")


@proves("R05 15", "R05 21(1)[1]")
def test_r05_15_what_belongs_to_congresses_courts_and_procuratorates_is_told_to_go_there() -> None:
    life = Life("national")
    life.register("2021-03-01")
    life.do("refuse", "2021-03-10", "xfj", 1, (1,), ground="congress_or_court")
    assert life.duty("dispatch", how="met").provision == "R05 21(1)"


@proves("R05 16", "R22 19(3)")
def test_r05_16_only_visits_are_refused_as_duplicates_and_since_2022_every_channel() -> None:
    ground: dict[str, Any] = {"ground": "superior_in_handling", "linked": 7, "linked_office": "town"}
    visit, letter, today = Life("national"), Life("national"), Life("national")
    visit.register("2021-03-01", channel="visit")
    letter.register("2021-03-01", channel="letter")
    today.register("2026-03-02", channel="letter")
    visit.do("refuse", "2021-03-03", "xfj", 1, (1,), **ground, linked_due="2021-04-30")
    found = letter.refused(
        "visits_only", "refuse", "2021-03-03", "xfj", 1, (1,), **ground, linked_due="2021-04-30"
    )
    assert found.provision == "R05 16"
    today.do("refuse", "2026-03-03", "xfj", 1, (1,), **ground, linked_due="2026-04-30")


@proves("R05 22(2)")
def test_r05_22_accusations_raised_directly_are_told_too_and_r22_23_4_leaves_them_out() -> None:
    before, after = Life("national"), Life("national")
    before.register("2021-03-01", "town", ["accusation"], restricted=True)
    after.register("2026-03-02", "town", ["accusation"], restricted=True)
    assert before.duty("tell-direct").provision == "R05 22(2)"
    assert "tell-direct" not in after.owed()


@proves("R05 26", "R22 25")
def test_r05_26_urgent_matters_are_reported_at_once_and_no_hours_are_invented() -> None:
    life = Life("national")
    life.register("2021-03-01", urgent=True)
    owed = life.duty("report-urgent")
    assert (owed.provision, owed.due) == ("R05 26", None)
    assert "立即" in duty_steps(owed, life.law)[0].zh
    now = Life("national")
    now.register("2026-03-02", urgent=True)
    assert "及时" in duty_steps(now.duty("report-urgent"), now.law)[0].zh


@proves("R05 34", "R22 35")
def test_r05_34_the_window_is_by_the_law_of_the_day_of_service() -> None:
    life = old("2022-02-28", "2022-03-02")
    life.do("accept", "2022-03-04", "town", 2, (1,))
    life.do("answer", "2022-04-20", "town", 2, (1,), outcome={"1": "explain"}, execution={})
    before = Life("national", line=list(life.line), state=life.state)
    before.serve(before.paper("handling_opinion"), "2022-04-29")
    assert (before.windows()[1].provision, str(before.windows()[1].end)) == ("R05 34", "2022-05-30")
    life.serve(life.paper("handling_opinion"), "2022-05-05")
    assert (life.windows()[1].provision, str(life.windows()[1].end)) == ("R22 35", "2022-06-06")


@proves("R05 36(2)", "R05 37", "R05 38", "R22 40(4)")
def test_r05_36_thirty_days_for_feedback_on_proposals_to_improve_work_and_none_on_the_others() -> None:
    then, now = date(2021, 3, 1), date(2026, 3, 2)
    assert (
        BOOK.rule("feedback-improvement", then).length,
        BOOK.rule("feedback-improvement", then).certainty,
    ) == (30, "A")
    assert BOOK.rule("feedback-improvement", now).certainty == "H"
    for key, article in (("feedback-policy", "R05 37"), ("feedback-responsibility", "R05 38")):
        with pytest.raises(RuleError, match=article):
            BOOK.rule(key, then)
        assert (BOOK.rule(key, now).certainty, BOOK.rule(key, now).length) == ("H", 30)


@proves("R05 36(1)", "R22 40(1)")
def test_r05_36_has_six_grounds_to_supervise_and_r22_40_three() -> None:
    grounds = law().supervision_on(date(2021, 3, 1))
    assert len(grounds) == 6
    assert {row["provision"] for row in grounds.values()} == {f"R05 36(1)[{n}]" for n in range(1, 7)}
    assert len(law().supervision_on(date(2026, 3, 2))) == 3


@proves("R05 32(1)")
def test_papers_of_that_time_quote_the_articles_of_2005() -> None:
    assert paper_kind("acceptance_notice", on=date(2021, 3, 1)).cites["period"] == "R05 33"
    assert paper_kind("acceptance_notice", on=date(2026, 3, 1)).cites["period"] == "R22 34"


# ------------------------------------------------------------------ counting and commands


@pytest.mark.parametrize(
    ("rule", "start", "due", "provision"),
    [
        ("dispatch", "2005-05-01", "2005-05-16", "R05 21(1)"),
        ("answer", "2016-02-29", "2016-04-29", "R05 33"),
        ("answer", "2022-04-30", "2022-06-29", "R05 33"),
        ("answer", "2022-05-01", "2022-06-30", "R22 34"),
        ("tell-direct", "2020-01-15", "2020-02-03", "R05 22(2)"),
        ("feedback-improvement", "2019-01-07", "2019-02-11", "R05 36(2)"),
    ],
)
def test_due_counts_by_the_regulation_of_the_day_the_period_starts(
    capsys: pytest.CaptureFixture[str], rule: str, start: str, due: str, provision: str
) -> None:
    assert main(["due", rule, "--from", start, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["due"], found["provision"]) == (due, provision)


@proves("民法通则 154")
def test_days_counted_before_2021_rest_on_the_general_principles_and_say_that_this_is_from_memory(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["due", "answer", "--from", "2020-12-31"]) == 0
    assert "《民法通则》第一百五十四条（凭记忆，未核实）" in capsys.readouterr().out
    assert main(["due", "answer", "--from", "2021-01-01"]) == 0
    assert "《民法典》" in capsys.readouterr().out


@proves("R05 33", "R22 35")
def test_replay_tells_a_life_that_crosses_the_first_of_may_2022(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"act": "register", "on": "2022-03-28", "office": "xfj", "codes": {"channel": "visit", "purposes": ["claim"]}},
        {"act": "transfer", "on": "2022-04-06", "office": "xfj", "proceeding": 1, "points": [1], "to": "town"},
        {"act": "accept", "on": "2022-04-18", "office": "town", "proceeding": 2, "points": [1]},
        {"act": "answer", "on": "2022-06-10", "office": "town", "proceeding": 2, "points": [1],
         "codes": {"outcome": {"1": "not_support"}}},
        {"act": "serve", "on": "2022-06-13", "office": "town", "proceeding": 2, "paper": 4, "petitioner": 1,
         "codes": {"method": "direct", "received_by": "self"}},
    ]  # fmt: skip
    file = tmp_path / "life"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["replay", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["refused"] == []
    by_rule = {d["rule"]: (d["provision"], d["due"]) for d in found["duties"]}
    assert by_rule["dispatch"] == ("R05 21(1)", "2022-04-12")
    assert by_rule["answer"] == ("R05 33", "2022-06-17")
    assert [(w["provision"], w["end"]) for w in found["windows"]] == [("R22 35", "2022-07-13")]


# ------------------------------------------------------------------ how versions are written


def test_a_version_in_another_file_may_not_overlap_nor_leave_a_gap(tmp_path: Path) -> None:
    files = {
        "duties.yaml": "dispatch:\n" + version("2022-05-01"),
        "duties_r05.yaml": "dispatch:\n" + version("2005-05-01", until="2022-05-01"),
    }
    with pytest.raises(RulebookError, match=r"duties.yaml:2: 'dispatch' has two versions on 2022-05-01"):
        load(write(tmp_path / "a", files))
    files["duties_r05.yaml"] = files["duties_r05.yaml"].replace("until: 2022-05-01", "until: 2022-04-29")
    with pytest.raises(RulebookError, match=r"no version from 2022-04-30 to 2022-04-30"):
        load(write(tmp_path / "b", files))


@proves("R22 50", "R05 51")
def test_every_act_paper_and_rule_says_what_it_was_under_the_regulation_of_2005() -> None:
    one = law("national")
    silent = [key for key, found in one.versions.items() if found[0].since > FIRST]
    assert silent == [], 'write into acts_r05.yaml what they were before 2022-05-01, or none: "yes"'
    silent = [key for key in one.papers if one.paper(key, FIRST) is None and not _was_none(key)]
    assert silent == [], 'write into papers_r05.yaml what they rested on before 2022-05-01, or none: "yes"'


def _was_none(key: str) -> bool:
    return any(
        row.get("none") == "yes"
        for part in ("papers_r05",)
        for k, row in BOOK.tables[part].items()
        if k == key
    )
