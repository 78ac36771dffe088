"""Random lives through the register: what is stored is what the acts say, also after late entries and corrections."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiyin.offices.actor import Actor
from huiyin.register import models
from huiyin.register.lines import law_for, state
from huiyin.register.opening import NewPerson
from huiyin.register.rebuild import compare
from huiyin.register.world import WORLD
from huiyin.statute.model import Refused
from huiyin.statute.procedure import OpenAct, open_acts
from tests.proves import proves
from tests.register.files import do, drafted, opened, unlike
from tests.statute.wander import PROCEDURES

PEOPLE = {
    "xfj": {"dispatcher": "libing", "petition_leader": "sumao", "registrar": "zhangjia", "head": "sunji", "archivist": "youyou"},
    "t_xl": {"handler": "chenzi", "section": "shihai", "leader": "kongwu", "head": "chuchou", "dispatcher": "shihai"},
    "rsj": {"handler": "jiangmao", "section": "weiyin", "head": "shenchen", "dispatcher": "weiyin", "registrar": "weiyin"},
    "hbfj": {"handler": "qiuyi", "section": "xiawei", "head": "caijia", "dispatcher": "xiawei", "registrar": "xiawei"},
}  # fmt: skip
NIGHT = Actor.machine("nightly")


def somebody(file: models.File, one: OpenAct, office: str, posts: frozenset[str]) -> str | Actor | None:
    """Who would do this act."""
    if "machine" in posts and len(posts) == 1:
        return NIGHT
    for post, login in PEOPLE.get(office, {}).items():
        if post in posts:
            return login
    return Actor.petitioner(file.roles.get(no=1).pk) if "petitioner" in posts else None


def values(draw: Any, file: models.File, one: OpenAct, on: date, s: Any) -> dict[str, Any] | None:
    """What its form could say."""
    kind, some = one.kind, st.sampled_from
    if kind in ("serve", "serve_failed"):
        waiting = [
            (p.no, no)
            for p in s.papers.values()
            if p.proceeding == one.proceeding
            for no in p.addressees
            if no not in p.served
        ]
        if not waiting:
            return None
        paper, person = draw(some(waiting))
        codes = {"method": draw(some(("direct", "post")))} | (
            {"received_by": "self"} if kind == "serve" else {}
        )
        return {"paper": paper, "petitioner": person, "codes": codes}
    if kind == "correct":
        names = draw(some([a.seq for a in s.acts]))
        shift = str(on - timedelta(days=draw(st.integers(0, 25))))
        return {
            "names": names,
            "codes": draw(some(({"wrong": "never_happened"}, {"wrong": "on", "value": shift}))),
        }
    path = draw(some(sorted(PROCEDURES)))
    said = {str(no): draw(some(("support", "explain"))) for no in one.points}
    codes_of: dict[str, dict[str, Any]] = {
        "judge": {"result": "first"}, "screen": {"path": "31[6]", "purpose": "claim"},
        "assign": {"feedback_due": str(on + timedelta(days=70))},
        "name_path": {"path": path, "procedure": PROCEDURES[path]}, "ask_extension": {"days": draw(st.integers(1, 30))},
        "answer": {"outcome": said, "execution": {no: str(on + timedelta(days=30)) for no, what in said.items() if what == "support"}},
        "report_result": {"outcome": "settled"}, "their_extension": {"days": 15}, "ask_rescreen": {"path": "31[5]"},
        "rescreen": {"path": "31[6]"}, "contact": {"form": "phone"}, "investigate": {"form": "on_site"},
        "refuse": {"ground": "outside_power", "organ": "c_gov"}, "add_point": {"purpose": "claim"}, "report_urgent": {"also": ["c_xfj"]},
        "rate": {"about": "xfj", "mark": "satisfied"}, "consent_electronic": {"given": "yes"},
    }  # fmt: skip
    where: dict[str, Any] = (
        {"to": draw(some(("t_xl", "rsj", "hbfj")))} if kind in ("transfer", "assign", "make_extract") else {}
    )
    where |= {"to": "county_gov"} if kind in ("report_up", "report_urgent") else {}
    where |= (
        {"petitioner": 1}
        if kind in ("withdraw", "undo_withdraw", "end_withdrawn", "rate", "consent_electronic")
        else {}
    )
    if kind in ("draft", "check", "sign", "return_draft", "add_entry", "join", "name_accused", "split_off", "take_over", "recount",
                "name_officer", "confirm_receipt", "change_pin", "change_contact"):  # fmt: skip
        return None
    return {**where, "codes": codes_of.get(kind, {})}


def paper_for(
    file: models.File, one: OpenAct, office: str, on: date, points: tuple[int, ...], said: dict[str, Any]
) -> dict[str, Any]:
    """The codes of a signed draft, where the act issues a paper that needs one."""
    law = law_for(file)[0]
    kind = law.acts[one.kind].issues
    steps = law.papers.get(kind, {}).get("steps", ()) if kind else ()
    if not steps:
        return {}
    people = PEOPLE[office]
    writer = people.get("handler") or people["dispatcher"]
    intended = {**said["codes"], **({"to": said["to"]} if said.get("to") else {})}
    draft = drafted(file, kind, writer, str(on), one.proceeding, points, **intended)
    codes = {"draft": draft.pk, "digest": draft.digest}
    do(
        file,
        writer,
        "draft",
        str(on),
        proceeding=one.proceeding,
        codes={"draft": draft.pk, "paper_kind": kind},
    )
    if "check" in steps:
        do(
            file,
            people.get("section") or people["petition_leader"],
            "check",
            str(on),
            proceeding=one.proceeding,
            codes=codes,
        )
    allowed = law.papers[kind]["signed_by"]
    signer = next(
        people[post]
        for post in ("head", "leader", "petition_leader", "section", "dispatcher")
        if post in allowed and post in people
    )
    do(file, signer, "sign", str(on), proceeding=one.proceeding, codes=codes)
    return {"draft": draft.pk}


def live(draw: Any, steps: int) -> models.File:
    """A life of the demo county, every act recorded by whoever may."""
    people = tuple(NewPerson({"name": f"某{n}"}) for n in range(draw(st.integers(1, 2))))
    office = draw(st.sampled_from(("xfj", "xfj", "rsj")))
    login = {"xfj": "zhangjia", "rsj": "weiyin"}[office]
    purposes = draw(
        st.lists(st.sampled_from(("claim", "claim", "suggestion", "enquiry")), min_size=1, max_size=3)
    )
    file = opened(
        *purposes, by=login, office=office, people=len(people), channel="phone", urgent=draw(st.booleans())
    ).file
    on = date(2026, 3, 2)
    for _ in range(steps):
        on += timedelta(days=draw(st.integers(0, 8)))
        s = state(models.File.objects.get(pk=file.pk))
        found = sorted(open_acts(s, law_for(file)[0], WORLD, on))
        weighty = [o for o in found if o.proceeding and not law_for(file)[0].acts[o.kind].quiet]
        one = draw(st.sampled_from(weighty if weighty and draw(st.integers(0, 3)) else found))
        said = values(draw, file, one, on, s)
        p = s.proceedings.get(one.proceeding or 1)
        assert p is not None
        spec = law_for(file)[0].acts[one.kind]
        by = somebody(file, one, p.sender if spec.where == "sender" else p.office, spec.who)
        if said is None or by is None:
            continue
        day = on - timedelta(days=draw(st.integers(1, 15))) if draw(st.integers(0, 7)) == 0 else on
        try:
            with transaction.atomic():
                said["codes"] |= paper_for(file, one, p.office, day, one.points, said)
                do(
                    file,
                    by,
                    one.kind,
                    str(day),
                    entered=str(on),
                    proceeding=one.proceeding,
                    points=one.points,
                    **said,
                )
        except Refused:
            continue
    return models.File.objects.get(pk=file.pk)


@pytest.mark.usefixtures("county")
@given(st.data())
@settings(
    max_examples=int(os.environ.get("HUIYIN_EXAMPLES", "6")), deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@proves("R22 21(2)", "R22 34")
def test_what_is_stored_is_what_a_fresh_folding_says_after_any_life(data: st.DataObject) -> None:
    file = live(data.draw, 16)
    told = [
        (a.seq, a.kind, str(a.on), a.proceeding, a.points, a.to_id, a.codes)
        for a in models.Act.objects.filter(file=file).order_by("seq")
    ]
    wrong = list(unlike(file))
    assert wrong == [], "\n".join(map(str, [*wrong, *told]))
    (compared,) = compare([file])
    assert (list(compared.differences()), compared.facts) == ([], [])
