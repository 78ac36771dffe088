"""A joint petition through three stages, recorded on the register: each petitioner's own time, review and finality."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.register import models
from huiyin.register.access import visible_to
from huiyin.register.lines import joined, law_for
from huiyin.register.rebuild import compare
from huiyin.register.record import Recorded
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import accepted, at, do, issue, now_of, unlike, who

pytestmark = pytest.mark.usefixtures("county")

COUNTY = {"writer": "zhougeng", "other": "wuxin", "director": "zhengren", "office": "fhb"}
CITY = {"writer": "taogui", "other": "pangyi", "director": "jiangsi", "office": "c_fhb"}
VOTES = {"members": 8, "present": 7, "favour": 6, "against": 1}


def last_paper(file: models.File, kind: str) -> models.Paper:
    """The last paper of that kind."""
    return models.Paper.objects.filter(file=file, kind=kind).order_by("-no")[0]


def serve(file: models.File, login: str | Actor, paper: models.Paper, petitioner: int, on: str) -> Recorded:
    """Handed over in person."""
    proceeding = now_of(file).papers[paper.no].proceeding
    codes = {"method": "direct", "received_by": "self"}
    return do(
        file, login, "serve", on, proceeding=proceeding, paper=paper.no, petitioner=petitioner, codes=codes
    )


def ask(
    file: models.File, no: int, on: str, points: tuple[int, ...], paper: models.Paper, to: str, **more: Any
) -> int:
    """The petitioner asks online; the number of the proceeding."""
    kind = "apply_review" if paper.kind == "handling_opinion" else "apply_re_review"
    by = Actor.petitioner(file.roles.get(no=no).pk)
    do(
        file, by, kind, on, points=points, paper=paper.no, to=to, codes={"form": "online", **more},
        words={"request": "撤销", "reasons": "没有调取会议记录"},
    )  # fmt: skip
    return max(now_of(file).proceedings)


def draft_act(
    file: models.File,
    organ: dict[str, str],
    kind: str,
    on: str,
    no: int,
    points: tuple[int, ...] = (),
    **codes: Any,
) -> Recorded:
    """An act of the reviewing organ that issues a paper: drafted by the writer, signed by the director."""
    with_office = {
        "writer": who(organ["writer"], on, organ["office"]),
        "director": who(organ["director"], on, organ["office"]),
    }
    return issue_as(file, kind, with_office["writer"], with_office["director"], on, no, points, **codes)


def issue_as(
    file: models.File,
    kind: str,
    writer: Actor,
    signer: Actor,
    on: str,
    no: int,
    points: tuple[int, ...],
    **codes: Any,
) -> Recorded:
    """The same with actors at hand."""
    paper = law_for(file)[0].acts[kind].issues
    day = date.fromisoformat(on)
    draft = models.Draft.objects.create(
        file=file, proceeding=no, kind=paper, office_id=writer.office or "", on=day, points=joined(points),
        signboard=selectors.signboard(writer.office or "", day), intended=codes, digest=f"digest-{paper}-{on}", written_by=writer.ref,
        updated_at=at(on),
    )  # fmt: skip
    said = {"draft": draft.pk, "digest": draft.digest}
    do(file, writer, "draft", on, proceeding=no, codes={"draft": draft.pk, "paper_kind": paper})
    do(file, signer, "sign", on, proceeding=no, codes=said)
    return do(file, writer, kind, on, proceeding=no, points=points, codes={"draft": draft.pk, **codes})


def looked_into(file: models.File, organ: dict[str, str], no: int, on: str, outcome: dict[str, str]) -> None:
    """Accepted, told, looked into by two, resolved by the committee."""
    writer = who(organ["writer"], on, organ["office"])
    draft_act(file, organ, "accept_review", on, no)
    applicant = now_of(file).proceedings[no].review.applicant  # type: ignore[union-attr]
    serve(file, writer, last_paper(file, "review_acceptance_notice"), applicant, on)
    two = {"first": organ["writer"], "second": organ["other"], "declared": "no_interest"}
    do(file, writer, "name_investigators", on, proceeding=no, codes=two)
    do(file, writer, "investigate_review", on, proceeding=no, codes={"form": "documents"})
    points = tuple(map(int, outcome))
    do(file, writer, "hold_session", on, proceeding=no, points=points, codes={"outcome": outcome, **VOTES})


def decide(
    file: models.File, organ: dict[str, str], no: int, on: str, outcome: dict[str, str], *, heard: bool = False, **codes: Any,
) -> models.Paper:  # fmt: skip
    """The opinion as resolved, after a hearing if it was `heard`."""
    looked_into(file, organ, no, on, outcome)
    if heard:
        writer = who(organ["writer"], on, organ["office"])
        for kind in ("open_review_hearing", "close_review_hearing"):
            do(file, writer, kind, on, proceeding=no, words={"record": "双方到场陈述。"})
    kind = "decide_review" if now_of(file).proceedings[no].kind == "review" else "decide_re_review"
    draft_act(file, organ, kind, on, no, tuple(map(int, outcome)), outcome=outcome, **codes)
    return last_paper(file, "review_opinion" if kind == "decide_review" else "re_review_opinion")


def three_stages(*, heard: bool = False) -> models.File:
    """Two petitioners, two points; the first is maintained to the end, the second wins a redo for both."""
    file = accepted("claim", "claim", people=2)
    outcome = {"1": "not_support", "2": "explain"}
    issue(file, "answer", "chenzi", "2026-05-12", 2, (1, 2), check="shihai", sign="kongwu", outcome=outcome)
    opinion = last_paper(file, "handling_opinion")
    serve(file, "chenzi", opinion, 1, "2026-05-14")
    serve(file, "chenzi", opinion, 2, "2026-05-20")
    one = ask(file, 1, "2026-06-01", (1,), opinion, "fhb")
    two = ask(file, 2, "2026-06-15", (2,), opinion, "fhb")
    first = decide(file, COUNTY, one, "2026-06-22", {"1": "maintain"})
    decide(file, COUNTY, two, "2026-06-26", {"2": "revoke"}, redo_days=20)
    serve(file, who("zhougeng", "2026-06-24", "fhb"), first, 1, "2026-06-24")
    again = ask(file, 1, "2026-07-20", (1,), first, "c_fhb")
    final = decide(file, CITY, again, "2026-08-10", {"1": "maintain"}, heard=heard)
    serve(file, who("taogui", "2026-08-12", "c_fhb"), final, 1, "2026-08-12")
    return file


def of_known_people() -> models.File:
    """The same, each petitioner with a number of the own by which he is found again."""
    file = three_stages()
    for no in (1, 2):
        person = file.roles.get(no=no).petitioner
        person.id_digest = f"id-of-{no}"
        person.save()
    return file


@proves("R22 35", "R22 36(1)", "R22 36(3)")
def test_a_joint_petition_goes_through_three_stages_each_petitioner_by_the_own_clock() -> None:
    file = three_stages()
    windows = models.Window.objects.filter(file=file).order_by("rule", "petitioner")
    assert [(w.rule, w.petitioner, str(w.end)) for w in windows] == [
        ("re-review-window", 1, "2026-07-24"),
        ("review-window", 1, "2026-06-15"),
        ("review-window", 2, "2026-06-22"),  # 19 June is the Dragon Boat holiday
    ]
    due = dict(
        models.Duty.objects.filter(file=file, rule__in=("review", "re-review")).values_list(
            "proceeding", "due"
        )
    )
    assert {no: str(day) for no, day in due.items()} == {3: "2026-07-01", 4: "2026-07-15", 6: "2026-08-19"}
    assert set(now_of(file).final) == {(1, 1)}
    assert list(unlike(file)) == []


@proves("R22 35")
def test_the_organs_asked_see_the_file_under_the_governments_name_and_the_redo_goes_back_to_the_town() -> (
    None
):
    file = three_stages()
    why: dict[Any, str] = dict(models.Sight.objects.filter(file=file).values_list("office_id", "why"))
    assert (why["fhb"], why["c_fhb"]) == ("reviewer", "reviewer")
    assert visible_to(who("zhougeng", "2026-06-22", "fhb")).filter(pk=file.pk).exists()
    assert "洛政复核" in last_paper(file, "re_review_opinion").number
    redo = models.OpenDuty.objects.get(file=file, rule="redo")
    assert (redo.office_id, str(redo.due)) == ("t_xl", "2026-07-16")
    same: dict[str, Any] = {"outcome": {"2": "explain"}}
    with pytest.raises(Refused, match="45"):
        issue(file, "answer", "chenzi", "2026-08-13", 5, (2,), check="shihai", sign="kongwu", **same)


@proves("S0-056")
def test_only_the_director_signs_the_opinion_of_a_committee() -> None:
    file = accepted("claim")
    issue(
        file,
        "answer",
        "chenzi",
        "2026-05-12",
        2,
        (1,),
        check="shihai",
        sign="kongwu",
        outcome={"1": "explain"},
    )
    opinion = last_paper(file, "handling_opinion")
    serve(file, "chenzi", opinion, 1, "2026-05-14")
    no = ask(file, 1, "2026-06-01", (1,), opinion, "fhb")
    looked_into(file, COUNTY, no, "2026-06-05", {"1": "maintain"})
    writer, other = who("zhougeng", "2026-06-05", "fhb"), who("wuxin", "2026-06-05", "fhb")
    with pytest.raises(Refused) as raised:
        issue_as(file, "decide_review", writer, other, "2026-06-05", no, (1,), outcome={"1": "maintain"})
    assert raised.value.code in ("signer", "director")


@proves("R22 35")
def test_a_late_entry_in_the_first_stage_leaves_all_three_as_the_acts_say_and_a_rebuild_agrees() -> None:
    file = three_stages()
    do(file, "chenzi", "contact", "2026-04-01", entered="2026-08-13", proceeding=2, codes={"form": "phone"})
    assert list(unlike(file)) == []
    (found,) = compare([models.File.objects.get(pk=file.pk)])
    assert (found.differences(), found.facts) == ([], [])


@proves("R22 35")
def test_a_late_request_keeps_the_good_reason_as_words_and_the_act_only_that_there_is_one() -> None:
    file = accepted("claim")
    issue(
        file,
        "answer",
        "chenzi",
        "2026-05-12",
        2,
        (1,),
        check="shihai",
        sign="kongwu",
        outcome={"1": "explain"},
    )
    opinion = last_paper(file, "handling_opinion")
    serve(file, "chenzi", opinion, 1, "2026-05-14")
    no = ask(file, 1, "2026-07-20", (1,), opinion, "fhb")
    with pytest.raises(Refused) as raised:
        draft_act(file, COUNTY, "accept_review", "2026-07-21", no)
    assert raised.value.code == "late"
    draft = models.Draft.objects.filter(file=file, kind="review_acceptance_notice").latest("pk")
    writer = who("zhougeng", "2026-07-21", "fhb")
    do(
        file, writer, "accept_review", "2026-07-21", proceeding=no, codes={"draft": draft.pk},
        words={"late_reason": "住院，有出院证明"},
    )  # fmt: skip
    act = models.Act.objects.get(file=file, kind="accept_review")
    assert act.codes["late_reason"] == 1
    assert "住院" not in str(act.codes)
