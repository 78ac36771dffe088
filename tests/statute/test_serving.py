"""R22 35 and service: only what is proven to have reached a person starts that person's time."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.statute.explain import window_steps
from tests.proves import proves
from tests.statute.lives import PETITIONER, Life, officer


def answered(people: int = 1) -> Life:
    """An opinion of 2 June 2026 on a matter accepted on 7 April."""
    life = Life()
    life.register("2026-03-27", "xfj", people=["self"] * people)
    life.do("judge", "2026-03-27", "xfj", 1, result="first")
    life.do("transfer", "2026-03-30", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-04-07", "town", 2, (1,))
    life.do("answer", "2026-06-02", "town", 2, (1,), outcome={"1": "not_support"})
    return life


@proves("S0-154", "R22 34")
def test_every_paper_is_served_in_ten_days_a_default_that_says_so() -> None:
    life = answered()
    (duty,) = [
        d for d in life.state.live if d.rule == "serve" and d.paper == life.paper("handling_opinion").no
    ]
    assert (str(duty.start), str(duty.due), duty.certainty) == ("2026-06-02", "2026-06-12", "H")


@proves("R22 35", "DL-7")
def test_r22_35_the_window_opens_on_the_day_proven_and_ends_thirty_days_later() -> None:
    life = answered()
    assert life.windows() == {}, "issuing starts nobody's time"
    life.serve(life.paper("handling_opinion"), "2026-06-04")
    window = life.windows()[1]
    assert (str(window.start), str(window.nominal), str(window.end)) == (
        "2026-06-04",
        "2026-07-04",
        "2026-07-06",
    )
    assert window.provision == "R22 35"
    assert any("顺延" in step.zh for step in window_steps(window, life.law))


@proves("R22 35")
def test_r22_35_each_petitioner_has_a_window_of_his_own() -> None:
    life = answered(people=3)
    opinion = life.paper("handling_opinion")
    life.serve(opinion, "2026-06-04", petitioner=1)
    life.serve(opinion, "2026-06-17", petitioner=2)
    assert {no: str(w.end) for no, w in life.windows().items()} == {1: "2026-07-06", 2: "2026-07-17"}
    (duty,) = [d for d in life.state.live if d.rule == "serve" and d.paper == opinion.no]
    assert duty.left == {3}


@proves("R22 35")
def test_r22_35_only_an_opinion_opens_a_window_and_no_other_paper() -> None:
    life = answered()
    life.serve(life.paper("acceptance_notice"), "2026-06-04")
    assert life.windows() == {}


@proves("R22 35")
def test_a_failed_attempt_starts_nobodys_time() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    life.do("serve_failed", "2026-06-04", "town", 2, paper=opinion.no, petitioner=1, method="post")
    assert life.windows() == {}
    assert [d.left for d in life.state.live if d.rule == "serve" and d.paper == opinion.no] == [{1}]


@proves("民诉法 87", "S0-154")
def test_one_proof_for_each_paper_and_petitioner() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    life.refused(
        "paper", "serve", "2026-06-04", "town", 2, paper=99, petitioner=1, method="direct", received_by="self"
    )
    life.refused(
        "addressee",
        "serve",
        "2026-06-04",
        "town",
        2,
        paper=opinion.no,
        petitioner=7,
        method="direct",
        received_by="self",
    )
    life.refused(
        "before",
        "serve",
        "2026-03-29",
        "town",
        2,
        paper=opinion.no,
        petitioner=1,
        method="direct",
        received_by="self",
    )
    life.serve(opinion, "2026-06-04")
    life.refused(
        "served",
        "serve",
        "2026-06-05",
        "town",
        2,
        paper=opinion.no,
        petitioner=1,
        method="post",
        received_by="self",
    )


@proves("民诉法 87")
def test_nothing_is_served_before_it_was_issued() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    refused = life.refused(
        "before",
        "serve",
        "2026-06-01",
        "town",
        2,
        paper=opinion.no,
        petitioner=1,
        method="direct",
        received_by="self",
    )
    assert "2026-06-01" in refused.zh
    assert "文书" in refused.zh, "on that day there was no such paper"


@proves("民诉法 88")
def test_a_co_resident_may_sign_but_not_one_who_is_opposed_in_the_matter() -> None:
    life = answered(people=2)
    opinion = life.paper("handling_opinion")
    refused = life.refused(
        "co_resident", "serve", "2026-06-04", "town", 2, paper=opinion.no, petitioner=1, method="direct",
        received_by="co_resident", opposed=1,
    )  # fmt: skip
    assert refused.provision.startswith("民诉法 88")
    life.serve(opinion, "2026-06-04", by="co_resident")
    assert 1 in life.windows()


@proves("民诉法 90")
def test_electronic_service_needs_consent_in_this_matter_and_consent_can_be_taken_back() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    args: dict[str, Any] = {
        "paper": opinion.no,
        "petitioner": 1,
        "method": "electronic",
        "received_by": "self",
    }
    life.refused("consent", "serve", "2026-06-04", "town", 2, **args)
    life.do("consent_electronic", "2026-06-04", petitioner=1, by="petitioner:1", given="yes")
    life.do("consent_electronic", "2026-06-05", petitioner=1, by="petitioner:1", given="no")
    life.refused("consent", "serve", "2026-06-06", "town", 2, **args)
    life.do("consent_electronic", "2026-06-07", petitioner=1, by="petitioner:1", given="yes")
    life.do("serve", "2026-06-08", "town", 2, **args)
    assert str(life.windows()[1].start) == "2026-06-08"


@proves("民诉法 95")
def test_public_notice_is_the_last_resort_after_two_other_ways_failed() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    notice: dict[str, Any] = {
        "paper": opinion.no,
        "petitioner": 1,
        "method": "public_notice",
        "received_by": "none",
    }
    life.refused("last_resort", "serve", "2026-06-08", "town", 2, **notice)
    life.do("serve_failed", "2026-06-08", "town", 2, paper=opinion.no, petitioner=1, method="post")
    life.do("serve_failed", "2026-06-09", "town", 2, paper=opinion.no, petitioner=1, method="post")
    life.refused("last_resort", "serve", "2026-06-09", "town", 2, **notice)
    life.do("serve_failed", "2026-06-10", "town", 2, paper=opinion.no, petitioner=1, method="direct")
    life.do("serve", "2026-06-11", "town", 2, **notice)


@proves("民诉法 95", "R22 35")
def test_a_public_notice_counts_as_served_on_the_thirtieth_day_and_the_window_runs_from_there() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    for method in ("post", "direct"):
        life.do("serve_failed", "2026-06-08", "town", 2, paper=opinion.no, petitioner=1, method=method)
    life.do(
        "serve",
        "2026-06-11",
        "town",
        2,
        paper=opinion.no,
        petitioner=1,
        method="public_notice",
        received_by="none",
    )
    assert str(life.state.papers[opinion.no].served[1]) == "2026-07-11", "a Saturday: this rest does not roll"
    assert str(life.windows()[1].nominal) == "2026-08-10"


@pytest.mark.parametrize(
    ("method", "by"),
    [("direct", "self"), ("direct", "agent"), ("direct", "guardian"), ("post", "self"), ("entrusted", "self"),
     ("through_unit", "unit"), ("left", "witness")],
)  # fmt: skip
@proves("民诉法 88", "民诉法 89", "民诉法 91", "民诉法 92")
def test_every_other_way_starts_the_time_on_the_day_proven(method: str, by: str) -> None:
    life = answered()
    life.serve(life.paper("handling_opinion"), "2026-06-04", method=method, by=by)
    assert str(life.windows()[1].start) == "2026-06-04"


@proves("民诉法 87")
def test_the_office_that_issued_a_paper_serves_it_and_no_other() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    args: dict[str, Any] = {"paper": opinion.no, "petitioner": 1, "method": "direct", "received_by": "self"}
    life.refused("office", "serve", "2026-06-04", "xfj", 2, doer=officer("xfj", "registrar"), **args)
    life.refused("post", "serve", "2026-06-04", "town", 2, doer=officer("town", "archivist"), **args)
    life.do("serve", "2026-06-04", "town", 2, doer=officer("town", "handler"), **args)


@proves("R22 21(2)")
def test_where_the_name_is_withheld_the_office_that_sent_the_matter_serves_for_the_handling_one() -> None:
    life = Life()
    life.register("2026-03-27", "xfj", withhold_name=1)
    life.do("judge", "2026-03-27", "xfj", 1, result="first")
    life.do("transfer", "2026-03-30", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-04-07", "town", 2, (1,))
    notice = life.paper("acceptance_notice")
    args: dict[str, Any] = {"paper": notice.no, "petitioner": 1, "method": "direct", "received_by": "self"}
    life.do("serve", "2026-04-08", "xfj", 2, doer=officer("xfj", "registrar"), **args)


@proves("R22 35")
def test_a_petitioner_who_confirms_that_a_paper_came_starts_his_own_time_and_nobody_elses() -> None:
    life = answered(people=2)
    opinion = life.paper("handling_opinion")
    life.do("confirm_receipt", "2026-06-04", petitioner=2, paper=opinion.no, doer=PETITIONER)
    assert set(life.windows()) == {2}
    life.refused("served", "confirm_receipt", "2026-06-05", petitioner=2, paper=opinion.no, doer=PETITIONER)


@proves("R22 35")
def test_the_handling_office_never_records_that_the_petitioner_confirmed() -> None:
    life = answered()
    opinion = life.paper("handling_opinion")
    refused = life.refused(
        "own_cause", "confirm_receipt", "2026-06-04", "town", petitioner=1, paper=opinion.no
    )
    assert "信访人本人" in refused.zh
    life.do(
        "confirm_receipt",
        "2026-06-04",
        "xfj",
        petitioner=1,
        paper=opinion.no,
        method="direct",
        doer=officer("xfj", "registrar"),
    )


@proves("S0-154")
def test_a_paper_to_somebody_whose_name_the_office_may_not_know_is_served_and_owed_by_the_sender() -> None:
    life = Life()
    life.register("2026-03-27", "xfj", withhold_name=1)
    life.do("judge", "2026-03-27", "xfj", 1, result="first")
    life.do("transfer", "2026-03-30", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-04-07", "town", 2, (1,))
    (duty,) = [
        d for d in life.state.live if d.rule == "serve" and d.paper == life.paper("acceptance_notice").no
    ]
    assert duty.office == "xfj"
