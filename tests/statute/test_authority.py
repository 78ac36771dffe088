"""Whoever says to speak for another has shown nothing yet: what is claimed, what is confirmed, and what never changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.proves import proves
from tests.statute.lives import Life
from tests.statute.test_linking import clocks

WRITTEN = "山东省信访条例 28"
SPEAKERS = ["agent", "guardian", "relative", "helper"]


def raised_for(role: str) -> Life:
    """A petitioner, and somebody who raised it for him."""
    life = Life()
    life.do("register", "2026-03-02", "xfj", channel="web", purposes=["claim"],
            petitioners=[[1, "self"], [2, role]], claimed=[2])  # fmt: skip
    life.do("judge", "2026-03-02", "xfj", 1, result="first")
    return life


def accepted_for(role: str) -> Life:
    """The same, at the town, which has accepted it."""
    life = raised_for(role)
    life.do("screen", "2026-03-03", "xfj", 1, (1,), path="31[6]")
    life.do("transfer", "2026-03-04", "xfj", 1, (1,), to="town")
    life.do("accept", "2026-03-06", "town", 2, (1,))
    return life


@proves(WRITTEN)
@pytest.mark.parametrize("role", SPEAKERS)
def test_papers_go_to_the_petitioner_and_to_a_relative_only_once_confirmed(role: str) -> None:
    life = raised_for(role)
    assert life.state.signers() == (1,)
    for scope in ("see", "receive", "settle"):
        life.do(
            "confirm_authority", "2026-03-03", "xfj", petitioner=2, scope=scope, document="written_mandate"
        )
        assert life.state.authority == {2: scope}
        signs = role == "relative" and scope != "see"
        assert life.state.signers() == ((1, 2) if signs else (1,))
    life.do("end_authority", "2026-03-04", "xfj", petitioner=2, ended="taken_back")
    assert life.state.signers() == (1,)
    assert life.state.only_claims(2)


@proves(WRITTEN)
@pytest.mark.parametrize("role", SPEAKERS)
def test_confirming_and_ending_an_authority_move_no_clock(role: str) -> None:
    life = raised_for(role)
    before = clocks(life)
    life.do("confirm_authority", "2026-03-03", "xfj", petitioner=2, scope="settle", document="guardianship")
    life.do("end_authority", "2026-03-04", "xfj", petitioner=2, ended="over")
    assert clocks(life) == before


@proves("信访事项网上办理工作规程 4")
def test_a_confirmation_by_mistake_is_undone_by_a_correction() -> None:
    life = raised_for("agent")
    life.do("confirm_authority", "2026-03-03", "xfj", petitioner=2, scope="receive", document="kinship")
    life.do("correct", "2026-03-04", "xfj", names=3, wrong="never_happened")
    assert life.state.authority == {}
    assert life.state.only_claims(2)


@proves(WRITTEN)
def test_only_one_who_speaks_for_another_is_confirmed_and_the_same_scope_only_once() -> None:
    life = raised_for("agent")
    life.refused(
        "speaks", "confirm_authority", "2026-03-03", "xfj", petitioner=1, scope="see", document="kinship"
    )
    life.do("confirm_authority", "2026-03-03", "xfj", petitioner=2, scope="see", document="kinship")
    life.refused(
        "confirmed", "confirm_authority", "2026-03-03", "xfj", petitioner=2, scope="see", document="kinship"
    )
    life.do("end_authority", "2026-03-04", "xfj", petitioner=2, ended="not_proven")
    life.refused("ended", "end_authority", "2026-03-04", "xfj", petitioner=2, ended="not_proven")
    alone = Life()
    alone.register("2026-03-02")
    assert "confirm_authority" not in {o.kind for o in alone.open("2026-03-03")}


@proves("R22 21(2)")
def test_the_handling_office_confirms_no_authority_to_withdraw() -> None:
    life = accepted_for("agent")
    said: dict[str, Any] = {"petitioner": 2, "document": "written_mandate"}
    life.refused("own_cause", "confirm_authority", "2026-03-05", "town", scope="settle", **said)
    life.do("confirm_authority", "2026-03-05", "town", scope="receive", **said)


@proves("民诉法 87-95")
@pytest.mark.parametrize("role", ["agent", "guardian"])
def test_an_agent_whose_authority_is_only_claimed_takes_no_paper_in_but_the_petitioner_always_may(
    role: str,
) -> None:
    life = accepted_for(role)
    no = life.paper("acceptance_notice").no
    said: dict[str, Any] = {"paper": no, "petitioner": 1, "method": "direct"}
    life.refused("authority", "serve", "2026-03-09", "town", 2, received_by=role, **said)
    life.do(
        "confirm_authority", "2026-03-09", "town", petitioner=2, scope="receive", document="written_mandate"
    )
    life.do("serve", "2026-03-09", "town", 2, received_by=role, **said)
    himself = accepted_for(role)
    himself.do("serve", "2026-03-09", "town", 2, received_by="self", **said)
    assert himself.state.papers[no].served == {1: date(2026, 3, 9)}
