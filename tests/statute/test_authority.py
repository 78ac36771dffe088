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
