"""Whoever raises a petition for another ticks his own mandate: it is a claim, and opens nothing until somebody confirms it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from huiyin.demo.teller import Teller
from huiyin.offices.actor import Actor
from huiyin.portal.matter import MatterView
from huiyin.register import models, standing
from huiyin.register.lines import state
from huiyin.register.pins import hashed
from huiyin.register.record import Wish, record
from huiyin.statute.model import CLAIMING, Refused
from tests.portal.conftest import Person
from tests.portal.test_acts import answered, opened, page
from tests.portal.test_follow import at, raised
from tests.proves import proves
from tests.register.files import at as moment

WRITTEN = "山东省信访条例 28"
PRINCIPALS_PIN = "281946"
SAYS = "去年村里硬化巷道，只有我说过的话。"


def raised_for(person: Person, role: str) -> models.Role:
    """Somebody raises it for 李某 and ticks that he has it in writing."""
    raised(person, who={"acting": role, "other_name": "李某", "other_address": "望川村", "mandate": "on"},
           what={"text": SAYS, "r1-text": "接通排水沟", "r1-purpose": "claim"})  # fmt: skip
    return models.Role.objects.select_related("file", "principal").get(no=2)


def confirmed(role: models.Role, scope: str) -> None:
    """The petition office has seen what it rests on."""
    codes = {"scope": scope, "document": "written_mandate"}
    Teller(file=role.file).act("zhangjia", "confirm_authority", _day(role), petitioner=role.no, codes=codes)


def _day(role: models.Role) -> date:
    """The day of the last act."""
    return models.Act.objects.filter(file=role.file).latest("seq").on


FOR_THE_OTHER = {
    "papers": "see", "pdf": "see", "line": "see", "review": "receive", "rate": "receive", "withdraw": "settle",
}  # fmt: skip
"""What is done in the other's place, and how far the authority has to go for it."""


def works(person: Person, role: models.Role, mine: str) -> dict[str, bool]:
    """Every doing at the public site, and whether it goes through for this role."""
    opinion = next(p for p in state(role.file).papers.values() if p.kind == "handling_opinion")
    body = page(person, mine)
    get = person.client.get
    return {
        "papers": get(f"{mine}paper/{opinion.no}/").status_code == 200,
        "pdf": get(f"{mine}paper/{opinion.no}/pdf").status_code == 200,
        "line": "作出处理意见" in body,
        "review": get(f"{mine}do/review/?paper={opinion.no}").status_code == 200,
        "rate": get(f"{mine}do/rate/").status_code == 200,
        "withdraw": MatterView(role, moment("2026-03-24")).withdraws_for == 1,
    }


@proves(WRITTEN)
@pytest.mark.parametrize(("role", "scope"), [*product(CLAIMING, ("", *standing.LEVELS))])
def test_what_is_done_for_another_goes_as_far_as_the_confirmed_authority_and_nowhere_before(
    person: Person, monkeypatch: pytest.MonkeyPatch, role: str, scope: str
) -> None:
    agent = raised_for(person, role)
    answered(agent.file)
    if scope:
        confirmed(agent, scope)
    at(monkeypatch, "2026-03-24T09:00")
    mine = opened(person, agent)
    reached = standing.LEVELS.index(scope) if scope else -1
    should = {what: reached >= standing.LEVELS.index(needs) for what, needs in FOR_THE_OTHER.items()}
    assert works(person, agent, mine) == should
    body = page(person, mine)
    assert SAYS in body, "what one wrote oneself stays open"
    assert person.client.get(f"{mine}do/add/").status_code == 200
    assert ("权限还没有确认" in body) is not bool(scope)
    if not scope:
        assert "梁口镇" not in body, "dates are neutral: no office"
        assert "已有答复" in body


@proves(WRITTEN)
@pytest.mark.parametrize(
    "kind", ["withdraw", "confirm_receipt", "rate", "consent_electronic", "apply_review", "ask_hearing"]
)
def test_a_hand_made_request_of_an_unconfirmed_agent_is_refused_by_the_register_too(
    person: Person, kind: str
) -> None:
    agent = raised_for(person, "agent")
    before = models.Act.objects.count()
    for whose in (1, 2):
        with pytest.raises(Refused, match="信访窗口确认"):
            record(agent.file_id, Wish(kind, _day(agent), petitioner=whose), by=Actor.petitioner(agent.pk),
                   now=moment("2026-03-24"), seen=99)  # fmt: skip
    assert models.Act.objects.count() == before


@proves(WRITTEN)
@pytest.mark.parametrize(
    "what", ["withdraw", "consent", "review", "rate", "confirm", "recusal", "hearing", "paper"]
)
def test_a_page_of_the_others_is_not_opened_and_says_how_to_get_it_confirmed(
    person: Person, what: str
) -> None:
    mine = opened(person, raised_for(person, "guardian"))
    answer = person.client.get(f"{mine}do/{what}/", follow=True)
    assert answer.redirect_chain[-1][0] == mine
    assert "两种办法任选一种" in answer.content.decode()


@proves(WRITTEN)
def test_the_petitioner_confirms_narrows_and_ends_it_with_the_own_code_and_pin(person: Person) -> None:
    agent = raised_for(person, "agent")
    principal = agent.principal
    assert principal is not None
    models.Role.objects.filter(pk=principal.pk).update(pin_hash=hashed(PRINCIPALS_PIN))
    principal = models.Role.objects.select_related("file").get(pk=principal.pk)
    his = opened(person, principal, PRINCIPALS_PIN)
    assert "说替您办这件事" in page(person, his)
    for scope, level in (("settle", "settle"), ("see", "see"), ("none", "")):
        answer = person.client.post(f"{his}do/authority/", {"who": "2", "scope": scope}, follow=True)
        assert answer.status_code == 200
        assert standing.level(agent, state(agent.file)) == level
    assert [a.kind for a in agent.file.acts.filter(actor_kind="petitioner").order_by("seq")] == [
        "confirm_authority", "confirm_authority", "end_authority",
    ]  # fmt: skip
    assert person.client.post(f"{his}do/authority/", {"who": "2"}).status_code == 422


@proves(WRITTEN)
def test_nobody_confirms_his_own_authority(person: Person) -> None:
    agent = raised_for(person, "agent")
    mine = opened(person, agent)
    person.client.post(f"{mine}do/authority/", {"who": "2", "scope": "settle"})
    with pytest.raises(Refused, match="本人确认"):
        record(agent.file_id, Wish("confirm_authority", _day(agent), petitioner=2, codes={"scope": "see", "document": "principal"}),
               by=Actor.petitioner(agent.pk), now=moment("2026-03-24"), seen=99)  # fmt: skip
    assert standing.level(agent, state(agent.file)) == ""


def test_the_own_tick_is_kept_as_words_and_confirms_nothing(person: Person) -> None:
    agent = raised_for(person, "agent")
    assert not agent.mandate
    assert agent.entry is not None
    assert agent.entry.words["mandate"] == "said"
    assert models.Act.objects.get(file=agent.file, kind="register").codes["claimed"] == [2]
