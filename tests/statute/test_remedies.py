"""Which lawful path: the Guide's lists, proposals with their reasons, and the three outcomes kept apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.statute.procedure import fold
from huiyin.statute.remedies import Facts, Proposal, destination, outcome, propose, window_of
from huiyin.statute.remedies_data import of
from tests.proves import proves
from tests.statute.lives import Life, law
from tests.statute.path_table import LINES, Line

LAW = law()
TABLES = of(LAW)
EVENT, HANDED = date(2026, 3, 2), date(2026, 3, 16)
ON = date(2026, 3, 4)


def paths(**facts: Any) -> list[tuple[str, str]]:
    """What is proposed, first to last."""
    return [(p.path, p.procedure) for p in found(**facts)]


def found(**facts: Any) -> tuple[Proposal, ...]:
    return propose(Facts(facts.pop("on", ON), **facts), LAW)


# ------------------------------------------------------------------ table 3, line by line


@pytest.mark.parametrize("line", LINES, ids=lambda one: f"{one.item}-{one.procedure}")
@proves(
    "S0-059", "S0-060", "S0-061", "S0-062", "S0-063", "S0-064", "S0-065", "S0-066", "S0-067",
    "S0-068", "S0-069", "S0-075", "S0-076", "S0-077", "S0-078", "S0-079", "S0-080", "S0-081",
    "S0-082", "S0-083", "S0-084", "S0-106", "S0-107", "S0-108", "S0-110", "S0-111",
)  # fmt: skip
def test_guide_2_4_each_item_of_the_lists_has_its_procedure_its_item_of_31_and_its_limits(
    line: Line,
) -> None:
    route = TABLES.routes[line.item]
    assert line.procedure in route.procedures
    offered = {p.procedure: p for p in found(situation=line.situation, since=EVENT)}[line.procedure]
    assert offered.path == line.path
    assert (str(offered.window.due) if offered.window else "") == line.apply_by
    life = Life().dispatched(to="labour")
    life.do("name_path", HANDED, "labour", 2, (1,), path=line.path, procedure=line.procedure)
    due = life.duty("lead-in").due
    assert (str(due) if due else "") == line.decided_by
    assert "answer" not in life.owed(), "no sixty days"


@pytest.mark.parametrize("item", ["L4", "L5"])
@proves("S0-062", "S0-063")
def test_guide_2_4_1_4_5_land_contracts_and_work_are_first_taken_to_mediation(item: str) -> None:
    said = TABLES.routes[item].words.zh
    assert 0 < said.index("调解") < said.index("仲裁委员会")


@proves("S0-109", "S0-044", "R22 30")
def test_guide_2_4_3_4_4_an_officials_breach_is_an_accusation_and_never_a_claim_of_31() -> None:
    assert TABLES.routes["O4"].procedures == ()
    (first, *_) = found(situation="official")
    assert (first.path, first.procedure) == ("30", "")


@proves("反家庭暴力法 17")
def test_who_speaks_of_violence_at_home_is_told_first_that_a_warning_letter_reaches_the_village() -> None:
    said = next(p for p in found(text="丈夫多次家暴，请求保护") if p.procedure == "perform-duty")
    assert any("告诫书也会送交村" in reason.words.zh for reason in said.reasons)


def test_every_item_of_the_lists_is_in_the_table_and_in_some_situation() -> None:
    assert {line.item for line in LINES} | {"O4"} == set(TABLES.routes)
    (said,) = [
        mark.args
        for mark in vars(
            test_guide_2_4_each_item_of_the_lists_has_its_procedure_its_item_of_31_and_its_limits
        )["pytestmark"]
        if mark.name == "proves"
    ]
    assert {line.row for line in LINES} == set(said), (
        "every row has a line, and no row is claimed without one"
    )
    assert [sum(r.group == g for r in TABLES.routes.values()) for g in ("court", "organ", "other")] == [
        11,
        10,
        6,
    ]
    assert {key for one in TABLES.situations.values() for key in one.routes} == set(TABLES.routes)
    topics = {one.topic for one in TABLES.situations.values()}
    assert topics == set(TABLES.topics)


@pytest.mark.parametrize("key", sorted(LAW.book.procedures))
def test_every_procedure_says_who_is_competent_what_to_bring_and_from_when_one_may_apply(key: str) -> None:
    for one in LAW.book.procedures[key]:
        assert one.organ is not None and one.organ.zh and one.organ.en.isascii()
        assert one.bring and set(one.bring) <= set(TABLES.bring)
        assert set(one.then) <= set(LAW.book.procedures)
        assert (one.apply is None) is (one.starts is None)
        assert one.item not in one.also
        assert one.title.en.isascii() and one.words.en.isascii()


# ------------------------------------------------------------------ proposals


@proves("R22 31", "S0-099")
def test_r22_31_the_class_and_the_words_together_make_a_path_likely_with_both_said_as_reasons() -> None:
    first = found(text="老板拖欠工资三个月", class2="欠薪")[0]
    assert (first.path, first.procedure, first.clear) == ("31[5]", "labour-inspection", True)
    assert [r.words.zh for r in first.reasons[:2]] == ["内容分类是“欠薪”。", "文字中有“拖欠工资”。"]
    assert first.reasons[-1].provision == "劳动保障监察条例 17"


@proves("R22 31")
def test_r22_31_a_single_sign_is_a_doubt_and_goes_in_the_petitioners_favour() -> None:
    offered = found(text="谈到补偿款")
    assert (offered[0].path, offered[0].procedure) == ("31[6]", "")
    assert "有利于信访人" in offered[0].reasons[0].words.zh
    assert {p.path for p in offered[1:]} == {"31[4]"}, "the other paths stay open to choose"


@proves("R22 31[6]", "S0-105")
def test_r22_31_6_where_nothing_points_elsewhere_the_petition_procedure_stands_alone() -> None:
    assert paths(text="村口路灯不亮") == [("31[6]", "")]


@proves("R22 31")
def test_r22_31_a_door_whose_time_is_over_is_not_where_somebody_is_led() -> None:
    late = found(on=date(2026, 3, 9), situation="traffic", since=EVENT)
    assert (late[0].path, late[1].procedure, late[1].lapsed) == ("31[6]", "traffic-recheck", True)
    assert "已过" in late[0].reasons[0].words.zh


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-02", "只剩3日，到2026-03-05届满"),
        ("2026-03-05", "今天届满"),
        ("2026-03-06", "已于2026-03-05届满"),
    ],
)
@proves("S0-106")
def test_the_three_days_of_the_accident_finding_are_said_at_once(on: str, said: str) -> None:
    offered = {p.procedure: p for p in found(on=date.fromisoformat(on), situation="traffic", since=EVENT)}
    assert said in offered["traffic-recheck"].reasons[-1].words.zh


@proves("R22 29", "R22 30", "S0-133")
def test_r22_29_30_what_is_no_claim_has_its_path_by_its_purpose() -> None:
    assert paths(purpose="suggestion") == [("29", "")]
    assert paths(purpose="accusation", text="拖欠工资", class2="欠薪") == [("30", "")]
    assert paths(purpose="enquiry") == [("none", "")]


@proves("S0-074", "导则 2.4.2")
def test_guide_2_4_2_what_is_pending_elsewhere_is_decided_there_and_what_is_finished_has_its_next_step() -> (
    None
):
    pending = found(elsewhere="pending", elsewhere_in="litigation")
    assert (pending[0].path, pending[0].procedure) == ("31[1]", "litigation")
    finished = found(elsewhere="finished", elsewhere_in="reconsideration", since=EVENT)
    assert (finished[0].procedure, str(finished[0].window.due if finished[0].window else "")) == (
        "litigation-after-reconsideration",
        "2026-03-17",
    )


@proves("S0-074")
def test_guide_2_4_2_first_or_repeat_is_decided_with_the_question_whether_it_is_elsewhere() -> None:
    life = Life()
    life.register("2026-03-02")
    life.do("judge", "2026-03-02", "xfj", 1, result="first", elsewhere="pending")
    assert life.line[-1].codes["elsewhere"] == "pending"
    (asked,) = [f for f in LAW.acts["judge"].fields if f.key == "elsewhere"]
    assert asked.choices == ("none", "pending", "finished", "unknown")


@proves("R22 31[1]", "R22 37")
def test_r22_31_1_litigation_lawfully_concluded_is_not_led_in_again() -> None:
    first = found(elsewhere="finished", elsewhere_in="civil-supervision")[0]
    assert first.path == "31[6]"
    assert "不改变其结果" in first.reasons[0].words.zh
    assert first.reasons[0].provision == "R22 31[1]、37(3)"


def test_windows_are_counted_only_from_a_day_that_is_known() -> None:
    there = LAW.book.procedure("reconsideration", ON)
    assert window_of(there, None, LAW) is None
    assert window_of(LAW.book.procedure("penalty", ON), EVENT, LAW) is None


# ------------------------------------------------------------------ one path a point, chosen by a person


@proves("R22 31", "S0-099")
def test_r22_31_a_person_chooses_one_path_for_each_point_and_no_machine_may() -> None:
    assert "machine" not in LAW.acts["screen"].who | LAW.acts["rescreen"].who
    life = Life()
    life.register("2026-03-02")
    life.do("screen", "2026-03-03", "xfj", 1, (1,), path="31[4]", procedure="reconsideration")
    assert (life.point().path, life.point().procedure) == ("31[4]", "reconsideration")
    life.do("screen", "2026-03-04", "xfj", 1, (1,), path="31[6]")
    assert (life.point().path, life.point().procedure) == ("31[6]", "")
    life.refused(
        "procedure_path", "screen", "2026-03-04", "xfj", 1, (1,), path="31[2]", procedure="litigation"
    )
    life.refused("procedure", "screen", "2026-03-04", "xfj", 1, (1,), path="31[2]", procedure="magic")


@proves("R22 31")
def test_r22_31_where_lawyers_differ_on_the_item_either_may_be_named() -> None:
    for item in ("31[4]", "31[5]"):
        life = Life().dispatched(to="labour")
        life.do("name_path", HANDED, "labour", 2, (1,), path=item, procedure="disclosure")
        assert life.point().path == item


@proves("R22 31")
def test_the_sender_is_asked_to_screen_again_and_no_clock_stops() -> None:
    life = Life().dispatched(to="labour")
    before = life.owed("labour")
    life.do("ask_rescreen", "2026-03-10", "labour", 2, (1,), path="31[5]")
    assert life.owed("labour") == before
    assert life.owed("xfj")["rescreen"] == "2026-03-17"
    life.refused("asked", "ask_rescreen", "2026-03-11", "labour", 2, (1,), path="31[5]")
    life.do("rescreen", "2026-03-12", "xfj", 2, (1,), path="31[5]", procedure="labour-inspection")
    assert (life.point().path, life.point().procedure) == ("31[5]", "labour-inspection")
    assert life.ended("rescreen") == ["met"]
    life.refused("not_asked", "rescreen", "2026-03-13", "xfj", 2, (1,), path="31[6]")


# ------------------------------------------------------------------ three outcomes


@pytest.mark.parametrize(
    ("path", "petition_office", "direct", "power", "becomes", "act"),
    [
        ("31[4]", True, True, "none", "transfer", "transfer"),
        ("31[1]", True, True, "none", "transfer", "transfer"),
        ("31[4]", False, True, "own", "lead_in", "name_path"),
        ("31[4]", False, True, "below", "transfer", "transfer"),
        ("31[1]", False, True, "none", "refuse", "refuse"),
        ("31[1]", False, False, "none", "object", "object"),
        ("31[6]", False, True, "own", "accept", "accept"),
        ("31[5]", False, False, "unknown", "lead_in", "name_path"),
    ],
)
@proves("R22 22", "R22 23(1)", "R22 31", "S0-071", "S0-072", "S0-073")
def test_r22_22_23_31_led_in_sent_on_and_refused_are_three_things(
    path: str, petition_office: bool, direct: bool, power: str, becomes: str, act: str
) -> None:
    what = outcome(path, LAW, petition_office=petition_office, direct=direct, power=power)
    assert (what.key, what.act) == (becomes, act)
    assert act in LAW.acts


@proves("R22 31[1]-[5]", "R22 23(1)", "R22 22(1)", "S0-070")
def test_the_three_outcomes_leave_three_different_things_owed_and_issue_three_papers() -> None:
    led = Life().dispatched(to="labour")
    led.do("name_path", HANDED, "labour", 2, (1,), path="31[4]", procedure="reconsideration")
    assert led.owed("labour") == {"lead-in": "2026-05-15", "serve": "2026-03-26"}
    assert led.paper("path_notice")
    refused = Life()
    refused.register("2026-03-02", "labour")
    refused.do("refuse", "2026-03-04", "labour", 1, (1,), ground="outside_power", organ="police")
    assert set(refused.owed("labour")) == {"serve"}
    assert refused.paper("non_acceptance_notice")
    sent = Life().dispatched(to="police")
    assert set(sent.owed("police")) == {"tell-forwarded"}
    assert sent.paper("transfer_slip")


# ------------------------------------------------------------------ in the other procedure


def led(procedure: str = "land-arbitration", path: str = "31[2]") -> Life:
    life = Life().dispatched(to="labour")
    life.do("name_path", HANDED, "labour", 2, (1,), path=path, procedure=procedure)
    return life


@proves("R22 31[2]")
def test_the_limit_there_runs_from_the_day_it_was_taken_there_under_a_case_number() -> None:
    life = led()
    life.do("their_case", "2026-03-20", "labour", 3, (1,))
    duty = life.duty("lead-in")
    assert (str(duty.nominal), duty.procedure, duty.certainty) == ("2026-05-19", "land-arbitration", "A")
    life.refused("taken", "their_case", "2026-03-23", "labour", 3, (1,))


@proves("R22 31[2]")
def test_the_other_law_alone_says_how_far_its_limit_may_be_extended() -> None:
    life = led()
    life.refused("days", "their_extension", "2026-04-01", "labour", 3, (1,), days=31)
    life.do("their_extension", "2026-04-01", "labour", 3, (1,), days=30)
    assert str(life.duty("lead-in").nominal) == "2026-06-14"
    assert life.ended("lead-in") == ["extended"]
    life.refused("no_extension_there", "their_extension", "2026-04-02", "labour", 3, (1,), days=5)
    led("penalty", "31[4]").refused(
        "no_extension_there", "their_extension", "2026-04-02", "labour", 3, (1,), days=5
    )


@proves("R22 31[5]")
def test_an_extension_there_is_counted_in_the_unit_of_that_law() -> None:
    life = led("labour-inspection", "31[5]")
    life.do("their_extension", "2026-04-01", "labour", 3, (1,), days=30)
    assert str(life.duty("lead-in").due) == "2026-07-24"


@proves("R22 31[1]")
def test_where_that_law_names_no_days_the_day_told_there_is_followed_and_elsewhere_none_is_named() -> None:
    life = Life().dispatched(to="labour")
    life.refused(
        "their_due", "name_path", HANDED, "labour", 2, (1,), path="31[2]", procedure="land-arbitration",
        their_due="2026-04-30",
    )  # fmt: skip
    life.do(
        "name_path",
        HANDED,
        "labour",
        2,
        (1,),
        path="31[1]",
        procedure="criminal-filing",
        their_due="2026-04-15",
    )
    assert str(life.duty("lead-in").due) == "2026-04-15"


@proves("R22 31")
def test_refused_there_it_comes_back_and_the_petitioner_is_told_anew_never_left_between_two_doors() -> None:
    life = led()
    life.do("their_refusal", "2026-03-25", "labour", 3, (1,))
    assert life.ended("lead-in") == ["ended"]
    assert (life.point().step, life.point().path, life.point().proceeding) == ("arrived", "", 4)
    assert life.owed("labour")["tell-forwarded"] == "2026-04-09"
    life.do("accept", "2026-03-30", "labour", 4, (1,))
    assert life.owed("labour")["answer"] == "2026-05-29", "the sixty days run from this acceptance"
    again = fold(life.line, life.law, life.world)
    assert sorted(again.duties) == sorted(life.state.duties)


# ------------------------------------------------------------------ channels


@pytest.mark.parametrize(
    ("channel", "purpose", "nature", "repeat", "row", "act"),
    [
        pytest.param("web_media", "suggestion", "", False, "media-suggestions", "transfer", marks=proves("S0-043")),
        pytest.param("web_media", "accusation", "", False, "media-accusations", "transfer", marks=proves("S0-044")),
        pytest.param("web_media", "claim", "litigation", False, "media-litigation", "transfer", marks=proves("S0-045")),
        pytest.param("web_media", "claim", "public", False, "media-public", "transfer", marks=proves("S0-046")),
        pytest.param("web_media", "claim", "", False, "media-first", "transfer", marks=proves("S0-047")),
        pytest.param("web_media", "claim", "", True, "media-repeat", "assign", marks=proves("S0-047")),
        pytest.param("web_media", "claim", "hot", False, "media-hot", "transfer", marks=proves("S0-048")),
        pytest.param("letter", "claim", "", False, "claims", "transfer", marks=proves("S0-038", "S0-025")),
        pytest.param("visit", "claim", "", False, "claims", "transfer", marks=proves("S0-033")),
        pytest.param("visit", "claim", "major", False, "major", "assign", marks=proves("S0-034")),
        pytest.param("phone", "claim", "major", False, "major", "assign", marks=proves("S0-040")),
        pytest.param("letter", "claim", "litigation", False, "litigation", "transfer", marks=proves("S0-090", "S0-022")),
        pytest.param("visit", "claim", "litigation", False, "litigation", "transfer", marks=proves("S0-090")),
        pytest.param("letter", "accusation", "", False, "accusations", "transfer", marks=proves("S0-091", "S0-134")),
        pytest.param("web", "claim", "", False, "claims", "transfer", marks=proves("S0-132")),
        pytest.param("web", "suggestion", "", False, "suggestions", "transfer", marks=proves("S0-133")),
        pytest.param("web", "thanks", "", False, "unclear", "keep_on_file", marks=proves("S0-136")),
        pytest.param("phone", "enquiry", "", False, "called-enquiries", "reply", marks=proves("S0-039")),
    ],
)  # fmt: skip
def test_guide_2_3_what_comes_by_a_channel_is_proposed_where_the_guide_sends_it(
    channel: str, purpose: str, nature: str, repeat: bool, row: str, act: str
) -> None:
    rule = destination(LAW, channel, purpose, nature, repeat=repeat)
    assert rule is not None
    assert (rule.key, rule.act) == (row, act)


@proves("S0-048")
def test_guide_2_3_4_a_hot_issue_is_followed_by_the_inspection_office() -> None:
    rule = destination(LAW, "web_media", "claim", "hot")
    assert rule is not None
    assert (rule.office.remits, rule.watched.remits) == (("敏感热点",), ("热点督办",))
