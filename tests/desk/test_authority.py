"""The page of a matter says whose authority is only claimed, and an officer confirms it from the document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.http import Http404
from django.test import Client

from huiyin.demo.teller import Teller, person
from huiyin.intake import splitting
from huiyin.register import standing
from huiyin.register.lines import state
from huiyin.register.models import Act, Entry, File, OpenDuty, Role
from huiyin.register.opening import NewPerson
from huiyin.statute.model import Refused
from tests.desk.conftest import registered, transferred
from tests.desk.test_acts import send
from tests.proves import proves

Sit = Callable[..., Client]
WRITTEN = "山东省信访条例 28"
CLAIMED = "代理权限未经确认"


def people(mandate: bool = False) -> tuple[NewPerson, NewPerson]:
    """A petitioner and an agent."""
    agent = person("张某", phone="13800000003", role="agent", principal=1, mandate=mandate)
    return person("李某", phone="13800000002"), agent


def level(file: File) -> str:
    """How far the agent's authority goes now."""
    return standing.level(Role.objects.get(file=file, no=2), state(file))


@proves(WRITTEN)
def test_a_claimed_authority_is_shown_and_confirmed_with_who_when_on_what_and_how_far(
    sit: Sit, told: Teller
) -> None:
    file, client = registered(told, people=people()), sit("zhangjia")
    before = list(OpenDuty.objects.filter(file=file).values_list("rule", "office", "due"))
    page = client.get(f"/desk/files/{file.pk}/").content.decode()
    assert CLAIMED in page
    assert "confirm_authority" in page
    form = next(part for part in page.split('"') if "confirm_authority" in part and part.startswith("/desk/"))
    shown = client.get(form.replace("&amp;", "&")).content.decode()
    assert "张某" in shown and "代到哪一步" in shown
    typed = {
        "on": "2026-03-09",
        "petitioner": "2",
        "document": "written_mandate",
        "scope": "receive",
        "dated": "2026-03-01",
    }
    answer = send(client, form.replace("&amp;", "&"), **typed)
    assert answer.status_code == 302
    act = Act.objects.get(file=file, kind="confirm_authority")
    assert act.codes == {"document": "written_mandate", "dated": "2026-03-01", "scope": "receive"}
    assert (act.actor_kind, act.petitioner, act.on) == ("officer", 2, date(2026, 3, 9))
    after = client.get(f"/desk/files/{file.pk}/").content.decode()
    assert CLAIMED not in after
    assert "权限已确认" in after
    assert level(file) == "receive"
    assert list(OpenDuty.objects.filter(file=file).values_list("rule", "office", "due")) == before


@proves(WRITTEN)
def test_a_mandate_seen_on_entry_at_a_desk_is_confirmed_but_not_for_withdrawing(told: Teller) -> None:
    assert level(registered(told, people=people(mandate=True))) == "receive"


@proves(WRITTEN)
def test_offices_that_do_not_see_the_matter_confirm_nothing_nor_does_the_handling_office_settling(
    told: Teller,
) -> None:
    file = transferred(told, people=people())
    codes = {"scope": "settle", "document": "written_mandate"}
    with pytest.raises(Http404):
        told.act("jiangmao", "confirm_authority", date(2026, 3, 9), petitioner=2, codes=codes)
    with pytest.raises(Refused, match="不由办理单位代录"):
        told.act("chenzi", "confirm_authority", date(2026, 3, 9), petitioner=2, codes=codes)
    assert level(file) == ""
    told.act("chenzi", "confirm_authority", date(2026, 3, 9), petitioner=2, codes={**codes, "scope": "see"})
    assert level(file) == "see"


@proves(WRITTEN)
def test_a_tick_of_the_old_public_site_becomes_a_claim_and_an_entry_at_a_desk_stays_confirmed(
    told: Teller,
) -> None:
    file = registered(told, people=people(mandate=True))
    move = import_module("huiyin.register.migrations.0005_claimed_mandates").only_claimed
    move(apps, None)
    assert Role.objects.get(file=file, no=2).mandate
    Entry.objects.filter(file=file).update(channel="web")
    move(apps, None)
    assert Role.objects.get(file=file, no=2).mandate, "an officer entered it"


@proves(WRITTEN)
@pytest.mark.parametrize(("ended", "carried"), [(False, "receive"), (True, "")])
def test_what_is_taken_out_of_a_matter_carries_the_authority_as_it_stands(
    told: Teller, ended: bool, carried: str
) -> None:
    file = registered(told, people=people(mandate=True))
    if ended:
        told.act("zhangjia", "end_authority", date(2026, 3, 6), petitioner=2, codes={"ended": "taken_back"})
    _petitioner, agent = splitting._people(file, state(file))
    assert agent.mandate is bool(carried)
    assert level(file) == carried
