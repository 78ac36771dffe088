"""R22 24(1), 25: who accepts where several offices are concerned; what is grave and urgent."""

from __future__ import annotations

from tests.proves import proves
from tests.statute.lives import Life

OFFICES = ["labour", "streets"]


def disputed() -> Life:
    life = Life()
    life.register("2026-03-02", "xfj")
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    return life


@proves("R22 24(1)", "S0-098")
def test_r22_24_1_what_the_offices_agree_on_binds_the_dispatch() -> None:
    life = disputed()
    life.refused(
        "several", "consult_offices", "2026-03-03", "xfj", 1, (1,), offices=["labour"], result="disputed"
    )
    life.refused(
        "agreed_on",
        "consult_offices",
        "2026-03-03",
        "xfj",
        1,
        (1,),
        offices=OFFICES,
        result="agreed",
        competent="town",
    )
    life.do(
        "consult_offices", "2026-03-03", "xfj", 1, (1,), offices=OFFICES, result="agreed", competent="streets"
    )
    life.refused("bound", "transfer", "2026-03-04", "xfj", 1, (1,), to="labour")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="streets")


@proves("R22 24(1)", "S0-098", "S3-018")
def test_r22_24_1_a_dispute_is_decided_by_the_common_superior_and_its_decision_is_carried_out() -> None:
    life = disputed()
    life.do("consult_offices", "2026-03-03", "xfj", 1, (1,), offices=OFFICES, result="disputed")
    refused = life.refused(
        "common_superior", "refer_competence", "2026-03-04", "xfj", 1, (1,), offices=OFFICES, to="town"
    )
    assert refused.provision == "R22 24(1)"
    life.do("refer_competence", "2026-03-04", "xfj", 1, (1,), offices=OFFICES, to="county")
    duty = life.duty("decide-competence")
    assert (duty.office, str(duty.due), duty.certainty) == ("county", "2026-03-11", "H")
    life.refused("waiting", "transfer", "2026-03-05", "xfj", 1, (1,), to="labour")
    life.do("decide_competence", "2026-03-09", "county", 2, competent="labour")
    assert str(life.duty("redispatch").due) == "2026-03-12", "three working days to send it there"
    life.refused("bound", "transfer", "2026-03-10", "xfj", 1, (1,), to="streets")
    life.do("transfer", "2026-03-10", "xfj", 1, (1,), to="labour")
    life.refused("settled_above", "object", "2026-03-11", "labour", 3, (1,))


@proves("R22 24(1)")
def test_r22_24_1_the_joint_conference_settles_it_only_where_there_is_no_common_superior() -> None:
    from tests.statute.lives import OFFICES as ALL
    from tests.statute.lives import County, Place

    world = County({**ALL, "conference": Place("conference", may_answer=False), "army": Place("vertical")})
    life = Life(world=world)
    life.register("2026-03-02", "xfj")
    life.refused(
        "common_superior", "refer_competence", "2026-03-04", "xfj", 1, (1,), offices=OFFICES, to="conference"
    )
    life.refused(
        "conference",
        "refer_competence",
        "2026-03-04",
        "xfj",
        1,
        (1,),
        offices=["labour", "army"],
        to="county",
    )
    life.do("refer_competence", "2026-03-04", "xfj", 1, (1,), offices=["labour", "army"], to="conference")
    assert life.duty("decide-competence").office == "xfj", "its office keeps the minutes"


@proves("R22 24(1)")
def test_after_three_transfers_only_the_office_above_may_decide_a_house_default() -> None:
    life = disputed()
    for n, office in enumerate(("labour", "streets", "environment")):
        day = 3 + 3 * n
        life.do("transfer", f"2026-03-{day:02}", "xfj", 1, (1,), to=office)
        life.do("object", f"2026-03-{day + 1:02}", office, 2 + n, (1,))
        life.do("consent_return", f"2026-03-{day + 1:02}", "xfj", 2 + n, (1,))
    refused = life.refused("passes", "transfer", "2026-03-12", "xfj", 1, (1,), to="town")
    assert "默认" in refused.zh
    life.do("refer_competence", "2026-03-12", "xfj", 1, (1,), offices=["labour", "streets"], to="county")
    assert life.ended("redispatch")[-1] == "met"
    life.do("decide_competence", "2026-03-13", "county", 5, competent="streets")
    life.do("transfer", "2026-03-16", "xfj", 1, (1,), to="streets")


@proves("R22 24(1)")
def test_a_dispute_about_one_point_keeps_no_other_one_waiting() -> None:
    life = Life()
    life.register("2026-03-02", "xfj", purposes=["claim", "claim"])
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    life.do("refer_competence", "2026-03-03", "xfj", 1, (1,), offices=OFFICES, to="county")
    life.do("transfer", "2026-03-04", "xfj", 1, (2,), to="town")


@proves("R22 24(1)")
def test_a_helping_office_answers_by_the_day_asked_and_no_date_of_the_lead_office_moves() -> None:
    life = Life().accepted()
    life.do("ask_help", "2026-03-20", "town", 2, to="labour", due="2026-04-03")
    assert life.owed("labour") == {"help": "2026-04-03"}
    assert life.owed("town")["answer"] == "2026-05-15"
    life.refused("office", "give_help", "2026-03-25", "streets", 2)
    life.do("give_help", "2026-03-25", "labour", 2)
    assert life.owed("labour") == {}


@proves("R22 25(1)", "R22 25(2)")
def test_r22_25_a_petition_office_reports_up_to_the_next_one_and_the_bureau_and_tells_the_department() -> (
    None
):
    life = Life()
    life.register("2026-03-02", "xfj", urgent=1)
    promptly = {rule for rule, due in life.owed("xfj").items() if due == "promptly"}
    assert promptly == {"report-urgent", "report-urgent-up", "tell-urgent"}
    life.refused("own_level", "report_urgent", "2026-03-02", "xfj", 1, to="police")
    life.do("report_urgent", "2026-03-02", "xfj", 1, to="county")
    life.refused("higher_office", "report_urgent_up", "2026-03-02", "xfj", 1, to="county", national=1)
    life.refused("national", "report_urgent_up", "2026-03-02", "xfj", 1, to="city_xfj")
    life.do("report_urgent_up", "2026-03-02", "xfj", 1, to="city_xfj", national=1)
    refused = life.refused("affirmed", "tell_urgent", "2026-03-02", "xfj", 1, to="police")
    assert (refused.provision, "office of the joint conference" in refused.en) == ("R22 25(1)", True)
    life.do("tell_urgent", "2026-03-02", "xfj", 1, to="police", conference=1)
    assert not {"report-urgent", "report-urgent-up", "tell-urgent"} & set(life.owed("xfj"))


@proves("R22 25(2)")
def test_r22_25_2_only_petition_departments_report_to_the_bureau() -> None:
    life = Life()
    life.register("2026-03-02", "labour", urgent=1)
    assert "report-urgent-up" not in life.owed("labour")
    assert life.owed("labour")["tell-urgent"] == "promptly"
