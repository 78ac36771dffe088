"""A paper is issued only as it was drafted, checked and signed; and the act does what the paper says."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.register import models
from huiyin.register.record import Recorded
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import accepted, do, drafted, everything, judged, signed, transferred, unlike

pytestmark = pytest.mark.usefixtures("county")


def acceptance(file: models.File, **changed: Any) -> models.Draft:
    """A rendered acceptance notice of 16 March."""
    draft = drafted(file, "acceptance_notice", "chenzi", "2026-03-16", 2, (1,))
    for key, value in changed.items():
        setattr(draft, key, value)
    draft.save()
    return draft


def accept(file: models.File, draft: models.Draft | None, on: str = "2026-03-16", **rest: Any) -> Recorded:
    """Accept on it."""
    where: dict[str, Any] = {
        "proceeding": 2,
        "points": (1,),
        "codes": {"draft": draft.pk} if draft else {},
    } | rest
    return do(file, "chenzi", "accept", on, **where)


def refused(file: models.File, draft: models.Draft | None, **rest: Any) -> Refused:
    """It is not issued, and nothing was written and no number taken."""
    before = everything()
    with pytest.raises(Refused) as raised:
        accept(file, draft, **rest)
    assert everything() == before
    return raised.value


def step(file: models.File, draft: models.Draft, login: str, kind: str, **codes: Any) -> None:
    """One step of a draft."""
    do(
        file,
        login,
        kind,
        "2026-03-16",
        proceeding=2,
        codes={"draft": draft.pk, "digest": draft.digest} | codes,
    )


@proves("GB/T 9704-2012", "R22 23(3)")
def test_what_needs_a_paper_is_refused_until_there_is_one_and_the_refusal_names_it() -> None:
    file = transferred()
    error = refused(file, None)
    assert (error.code, error.provision) == ("no_draft", "R22 31[6]")
    assert "受理告知书" in error.zh


@proves("R22 32(1)")
def test_an_empty_required_part_stops_the_issue_and_the_refusal_lists_every_one() -> None:
    file = transferred()
    draft = acceptance(file, missing=[["为什么由本单位办理", "Why this office"], ["诉求2", "Point 2"]])
    signed(file, draft, "chenzi", "2026-03-16", check="shihai", sign="kongwu")
    error = refused(file, draft)
    assert "为什么由本单位办理、诉求2" in error.zh
    assert "Why this office, Point 2" in error.en


@proves("导则 2.5.3.2(四)")
def test_draft_check_and_sign_are_separate_acts_of_different_people_in_that_order() -> None:
    file = transferred()
    draft = acceptance(file)
    with pytest.raises(Refused, match="draft"):
        step(file, draft, "shihai", "check")
    do(
        file,
        "chenzi",
        "draft",
        "2026-03-16",
        proceeding=2,
        codes={"draft": draft.pk, "paper_kind": draft.kind},
    )
    assert refused(file, draft).code == "unsigned"
    with pytest.raises(Refused, match="checked before"):
        step(file, draft, "kongwu", "sign")
    step(file, draft, "shihai", "check")
    assert refused(file, draft).code == "unsigned"
    with pytest.raises(Refused):
        step(file, draft, "chenzi", "sign")  # a case officer signs nothing
    step(file, draft, "kongwu", "sign")
    accept(file, draft)
    assert models.Draft.objects.get(pk=draft.pk).issued


@proves("导则 2.5.3.2(四)")
def test_the_drafter_neither_checks_nor_signs_his_own_draft() -> None:
    file = transferred()
    draft = drafted(file, "acceptance_notice", "shihai", "2026-03-16", 2, (1,))
    do(
        file,
        "shihai",
        "draft",
        "2026-03-16",
        proceeding=2,
        codes={"draft": draft.pk, "paper_kind": draft.kind},
    )
    with pytest.raises(Refused) as raised:
        step(file, draft, "shihai", "check")
    assert raised.value.code == "drafter"
    step(file, draft, "kongwu", "check")
    with pytest.raises(Refused) as raised:
        step(file, draft, "shihai", "sign")
    assert raised.value.code == "drafter"


@proves("导则 2.5.3.2(四)")
def test_only_what_was_rendered_can_be_issued_and_a_text_changed_after_signing_goes_the_way_again() -> None:
    file = transferred()
    draft = acceptance(file)
    signed(file, draft, "chenzi", "2026-03-16", check="shihai", sign="kongwu")
    models.Draft.objects.filter(pk=draft.pk).update(digest="another-text")
    assert refused(file, draft).code == "unsigned"
    draft.refresh_from_db()
    with pytest.raises(Refused) as raised:
        step(file, draft, "kongwu", "sign")
    assert raised.value.code == "changed", "what was checked is not what is there now"
    signed(file, draft, "chenzi", "2026-03-16", check="shihai", sign="kongwu")
    accept(file, draft)
    unrendered = acceptance(file, digest="")
    with pytest.raises(Refused) as raised:
        do(
            file,
            "chenzi",
            "draft",
            "2026-03-16",
            proceeding=2,
            codes={"draft": unrendered.pk, "paper_kind": unrendered.kind},
        )
    assert raised.value.code == "unrendered"


@proves("导则 2.5.3.2(四)")
def test_a_returned_draft_is_not_signed() -> None:
    file = transferred()
    draft = acceptance(file)
    do(
        file,
        "chenzi",
        "draft",
        "2026-03-16",
        proceeding=2,
        codes={"draft": draft.pk, "paper_kind": draft.kind},
    )
    do(
        file,
        "kongwu",
        "return_draft",
        "2026-03-16",
        proceeding=2,
        codes={"draft": draft.pk},
        words={"reason": "写明职责依据。"},
    )
    with pytest.raises(Refused, match="draft"):
        step(file, draft, "shihai", "check")


@pytest.mark.parametrize(
    ("said", "done", "named"),
    [
        ({}, {"on": "2026-03-17"}, "on"),
        ({"points": "1,2"}, {}, "points"),
        ({"intended": {"to": "t_yp"}}, {}, "to"),
    ],
)
@proves("GB/T 9704-2012", "R22 23(3)")
def test_the_act_says_what_the_signed_paper_says(
    said: dict[str, Any], done: dict[str, Any], named: str
) -> None:
    file = transferred()
    draft = acceptance(file, **said)
    signed(file, draft, "chenzi", "2026-03-17", check="shihai", sign="kongwu")
    error = refused(file, draft, **done)
    assert error.code == "differs"
    assert named in error.en


@proves("GB/T 9704-2012")
def test_a_draft_belongs_to_its_proceeding_and_to_the_office_that_wrote_it() -> None:
    file = transferred("claim", "claim")
    do(file, "chenzi", "remark", "2026-03-16")
    other = drafted(file, "acceptance_notice", "chenzi", "2026-03-16", 1, (1,))
    codes = {"draft": other.pk, "paper_kind": other.kind}
    with pytest.raises(Refused):
        do(
            file, "chenzi", "draft", "2026-03-16", proceeding=1, codes=codes
        )  # the town does not hold proceeding 1
    do(file, "chenzi", "draft", "2026-03-16", proceeding=2, codes=codes)
    step(file, other, "shihai", "check")
    step(file, other, "kongwu", "sign")
    assert refused(file, other).code == "differs"


@proves("GB/T 9704-2012")
def test_a_draft_issues_one_paper_and_no_second() -> None:
    file = judged("claim", "claim")
    draft = drafted(file, "transfer_slip", "libing", "2026-03-09", 1, (1,), to="t_xl")
    codes = signed(file, draft, "libing", "2026-03-09", sign="sumao")
    do(file, "libing", "transfer", "2026-03-09", proceeding=1, points=(1,), to="t_xl", codes=codes)
    with pytest.raises(Refused) as raised:
        do(file, "libing", "transfer", "2026-03-09", proceeding=1, points=(2,), to="t_xl", codes=codes)
    assert raised.value.code in ("differs", "unsigned")


@proves("R22 34")
def test_the_sheet_of_an_extension_is_signed_by_the_head_and_nobody_else() -> None:
    file = accepted()
    do(file, "chenzi", "ask_extension", "2026-05-11", proceeding=2, points=(1,), codes={"days": 20})
    draft = drafted(file, "extension_approval_sheet", "chenzi", "2026-05-12", 2, (1,))
    do(
        file,
        "chenzi",
        "draft",
        "2026-05-12",
        proceeding=2,
        codes={"draft": draft.pk, "paper_kind": draft.kind},
    )
    with pytest.raises(Refused) as raised:
        do(
            file,
            "kongwu",
            "sign",
            "2026-05-12",
            proceeding=2,
            codes={"draft": draft.pk, "digest": draft.digest},
        )
    assert raised.value.code == "signer"
    do(file, "chuchou", "sign", "2026-05-12", proceeding=2, codes={"draft": draft.pk, "digest": draft.digest})
    do(
        file,
        "chuchou",
        "approve_extension",
        "2026-05-12",
        proceeding=2,
        points=(1,),
        codes={"draft": draft.pk},
    )
    assert str(models.OpenDuty.objects.get(file=file, rule="answer").due) == "2026-06-04"
    assert list(unlike(file)) == []
