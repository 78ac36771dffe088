"""Suggestions, competence, mediation, hearings, recusal and relief at the desk: forms, papers, and how long it took."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.demo.teller import Teller, points
from huiyin.register import models
from huiyin.register.law import current
from huiyin.register.lines import state
from huiyin.register.models import Act, File, Paper
from huiyin.register.waited import first_entry
from tests.desk.conftest import registered, transferred
from tests.proves import proves

Sit = Callable[..., Client]
AGREED = {"petitioner_agrees": 1, "other_agrees": 1, "lawful": 1}
TOWN: Any = {"check": "shihai", "sign": "chuchou"}


def accepted(t: Teller) -> File:
    """A matter accepted by the town."""
    file = transferred(t)
    t.paper(
        "accept", "chenzi", date(2026, 3, 16), **TOWN, proceeding=2, points=(1, 2),
        written={"parts": {"competence": "村内道路排水由我单位管护。"}},
    )  # fmt: skip
    return file


def parts(key: str, *each: str) -> dict[str, Any]:
    """Something for every required part of a paper, and these for each point."""
    from huiyin.papers.kinds import kind

    return {
        "parts": {p.key: "如实填写。" for p in kind(key).written if p.required == "yes" and p.kind == "text"},
        "points": [{"no": no, **dict.fromkeys(each, "逐项写明。")} for no in (1, 2)],
    }


THEMES = (
    "study_suggestion", "reply_suggestion", "inform_organisation", "report_grave_accusation", "resume_kept", "consult_offices",
    "refer_competence", "decide_competence", "ask_help", "give_help", "report_urgent_up", "tell_urgent", "mark_simple",
    "use_simple", "answer_simple", "leave_simple", "mediate", "end_mediation", "agree_mediation", "agree_settlement",
    "report_agreement", "ask_hearing", "decide_hearing", "announce_hearing", "hold_hearing", "conclude_hearing",
    "declare_interest", "decide_recusal", "refer_relief", "record_relief",
)  # fmt: skip


@pytest.mark.one_database
def test_the_form_of_every_act_is_drawn_with_its_fields_and_choices_in_words(sit: Sit, told: Teller) -> None:
    file = accepted(told)
    client = sit("chenzi")
    law = current()
    for kind in THEMES:
        page = client.get(f"/desk/files/{file.pk}/acts/{kind}/?proceeding=2&points=1")
        assert page.status_code == 200, kind
        text = page.content.decode()
        written = {"reply_suggestion": ("adoption",)}.get(kind, ())
        for f in law.acts[kind].fields:
            if f.key in written:
                continue
            assert f.title.zh in text, (kind, f.key)
            for value in f.choices:
                assert f">{value}<" not in text, f"{kind}: the choice {value} of {f.key} has no words"


@proves("R22 29(1)", "S0-133")
def test_r22_29_1_a_suggestion_is_studied_and_answered_with_a_paper_that_says_what_is_adopted(
    told: Teller,
) -> None:
    file = registered(told, points=points("把末班车改到七点", "装雨棚", purpose="suggestion"))
    told.paper("transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=(1, 2), intended={"to": "t_xl"},
               written=parts("transfer_slip"))  # fmt: skip
    told.act("chenzi", "study_suggestion", date(2026, 3, 12), proceeding=2, points=(1, 2), codes={"study": "meeting"},
             words={"record": "开会研究。"})  # fmt: skip
    written = parts("suggestion_reply", "reasons", "measures")
    for point, said in zip(written["points"], ("adopted", "not_adopted"), strict=True):
        point["adoption"] = said
    told.paper(
        "reply_suggestion",
        "chenzi",
        date(2026, 3, 20),
        sign="shihai",
        proceeding=2,
        points=(1, 2),
        written=written,
    )
    assert [p.outcome for p in file.points.order_by("no")] == ["adopted", "not_adopted"]
    assert Paper.objects.get(file=file, kind="suggestion_reply").number.startswith("梁政信建复")
    assert not models.OpenDuty.objects.filter(file=file, rule="reply-suggestion").exists()


@proves("R22 31[6]", "R22 33")
def test_r22_33_and_31_6_mediation_and_a_hearing_with_all_their_papers(told: Teller) -> None:
    file = accepted(told)
    told.act("chenzi", "mediate", date(2026, 3, 20), proceeding=2, points=(1, 2), codes={**AGREED, "form": "people"},
             words={"other": "某施工队"})  # fmt: skip
    told.paper("agree_mediation", "chenzi", date(2026, 4, 1), **TOWN, proceeding=2, points=(1, 2),
               intended={"due": "2026-05-01"}, written=parts("mediation_agreement"))  # fmt: skip
    told.act(
        told.petitioner(),
        "ask_hearing",
        date(2026, 4, 2),
        proceeding=2,
        codes={"ground": "complex"},
        words={"reason": "有争议"},
    )
    told.paper("decide_hearing", "shihai", date(2026, 4, 3), sign="chuchou", proceeding=2, intended={"hold": "yes"},
               written=parts("hearing_decision"))  # fmt: skip
    told.paper("announce_hearing", "chenzi", date(2026, 4, 7), sign="shihai", proceeding=2, intended={"day": "2026-04-20"},
               written=parts("hearing_notice"))  # fmt: skip
    told.paper(
        "hold_hearing",
        "chenzi",
        date(2026, 4, 20),
        sign="shihai",
        proceeding=2,
        written=parts("hearing_record"),
    )
    told.paper("conclude_hearing", "chenzi", date(2026, 4, 28), **TOWN, proceeding=2,
               written=parts("hearing_conclusion", "facts", "conclusion"))  # fmt: skip
    kinds = set(Paper.objects.filter(file=file).values_list("kind", flat=True))
    assert kinds >= {
        "mediation_agreement",
        "hearing_decision",
        "hearing_notice",
        "hearing_record",
        "hearing_conclusion",
    }
    assert models.Window.objects.filter(file=file, rule="judicial-confirmation").count() == 1
    owed = dict(models.OpenDuty.objects.filter(file=file).values_list("rule", "due"))
    assert owed["answer"] == date(2026, 5, 15), "neither stops the sixty days"
    assert owed["follow-agreement"] == date(2026, 5, 1)


@proves("R22 24(1)", "R22 28(3)", "R22 37(2)")
def test_r22_24_1_28_3_37_the_office_above_decides_who_accepts_recusal_is_decided_and_relief_referred(
    told: Teller,
) -> None:
    file = registered(told)
    told.paper("refer_competence", "libing", date(2026, 3, 6), check="sumao", sign="sunji", proceeding=1, points=(1, 2),
               intended={"to": "county_gov", "offices": ["t_xl", "zjj"]}, written=parts("competence_request"))  # fmt: skip
    ruling = state(file).proceedings[2]
    assert (ruling.kind, ruling.office) == ("ruling", "county_gov")
    told.paper("decide_competence", "weiji", date(2026, 3, 9), sign="machou", proceeding=2, intended={"competent": "t_xl"},
               written=parts("competence_decision"))  # fmt: skip
    told.paper("transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=(1, 2), intended={"to": "t_xl"},
               written=parts("transfer_slip"))  # fmt: skip
    told.act(
        "chenzi", "declare_interest", date(2026, 3, 10), proceeding=3, codes={"interest": "kin_of_party"}
    )
    told.paper("decide_recusal", "chuchou", date(2026, 3, 11), sign="kongwu", proceeding=3,
               intended={"officer": "chenzi", "decision": "granted"}, written=parts("recusal_decision"))  # fmt: skip
    refused = told.refused(
        "chenzi",
        "contact",
        date(2026, 3, 12),
        proceeding=3,
        codes={"form": "phone"},
        words={"record": "通话"},
    )
    assert refused.code == "recused"
    told.paper("refer_relief", "weiding", date(2026, 3, 12), sign="shihai", proceeding=3,
               intended={"to": "c_mzj", "relief": "social", "consent": 1}, written=parts("relief_referral"))  # fmt: skip
    assert Act.objects.filter(file=file, kind="refer_relief").exists()
    assert "c_mzj" not in models.Sight.objects.filter(file=file).values_list("office_id", flat=True)


@proves("R22 24(1)")
def test_the_time_since_the_first_entry_is_shown_wherever_it_goes_and_never_starts_again(
    sit: Sit, told: Teller, today: Callable[[str], None]
) -> None:
    file = transferred(told)
    today("2026-04-01")
    assert first_entry(file.pk) == date(2026, 3, 2)
    days = (date(2026, 4, 1) - date(2026, 3, 2)) / timedelta(days=1)
    said = f"自首次提出已经 {days:.0f} 日"
    assert said in sit("chenzi").get(f"/desk/files/{file.pk}/").content.decode()
    assert said in sit("chenzi").get("/desk/").content.decode()
