"""That a matter was decided on re-review is read off the register, not off what a clerk writes (R22 36(3))."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from huiyin.register import models
from huiyin.register.opening import NewPerson, open_file
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import accepted, at, do, entry, issue, who
from tests.register.test_reviewing import of_known_people, serve, three_stages

pytestmark = pytest.mark.usefixtures("county")


@pytest.fixture
def decided() -> models.File:
    """Two petitioners, two points; the first petitioner's first point was maintained on re-review, served on 12 August."""
    return of_known_people()


def again(first: models.File, *ids: str, on: str = "2026-09-07") -> models.File:
    """An entry registered apart by petitioners of these keys, and judged a repeat of the first."""
    people = tuple(NewPerson({"name": "某"}, digests={"id_digest": one}) for one in ids)
    file = open_file(replace(entry(on=on), people=people), by=who("zhangjia", on), now=at(on)).file
    do(file, "libing", "judge", on, proceeding=1, codes={"result": "repeat", "linked": first.pk})
    return file


def refuse(file: models.File, first: models.File, served: str = "2026-08-12") -> Any:
    codes: dict[str, Any] = {"linked": first.pk, "final_served_on": served, "compared": "same_facts"}
    return issue(file, "refuse_final", "libing", "2026-09-08", 1, (1,), sign="sumao", **codes)


def file_again(file: models.File, first: models.File, told_on: str) -> Any:
    codes = {
        "linked": first.pk,
        "final_served_on": "2026-08-12",
        "compared": "same_facts",
        "told_on": told_on,
    }
    return do(file, "libing", "file_again", "2026-09-15", proceeding=1, points=(1,), codes=codes)


def code_of(what: Any) -> str:
    with pytest.raises(Refused) as raised:
        what()
    return raised.value.code


@proves("R22 36(3)", "S0-114")
def test_who_was_through_re_review_is_told_that_it_is_not_accepted_again(decided: models.File) -> None:
    file = again(decided, "id-of-1")
    refuse(file, decided)
    assert models.Point.objects.get(file=file).step == "refused"


@proves("R22 36(3)")
def test_the_day_of_service_is_the_one_on_record(decided: models.File) -> None:
    assert code_of(lambda: refuse(again(decided, "id-of-1"), decided, "2026-08-13")) == "served_on"


@proves("R22 36(3)")
def test_who_was_not_through_re_review_is_not_bound_nor_is_a_signer_beside_one_who_was(
    decided: models.File,
) -> None:
    for ids in (("id-of-2",), ("id-of-1", "id-of-2"), ("id-of-somebody",)):
        assert code_of(lambda ids=ids: refuse(again(decided, *ids), decided)) == "not_bound"


@proves("R22 36(3)")
def test_a_matter_without_a_re_review_opinion_closes_nothing() -> None:
    first = accepted()
    assert code_of(lambda: refuse(again(first, "id-of-1"), first)) == "not_final"


@proves("R22 36(3)")
def test_it_is_filed_without_a_notice_only_where_one_was_served_on_that_day(decided: models.File) -> None:
    told = again(decided, "id-of-1")
    refuse(told, decided)
    notice = models.Paper.objects.get(file=told, kind="no_more_acceptance_notice")
    serve(told, "libing", notice, 1, "2026-09-09")
    second = again(decided, "id-of-1", on="2026-09-14")
    assert code_of(lambda: file_again(second, decided, "2026-09-01")) == "not_told"
    file_again(second, decided, "2026-09-09")
    assert models.Point.objects.get(file=second).step == "kept"


PUBLIC = {"shown_at": "village", "shown_until": "2026-09-30", "named": "nobody"}


@proves("R22 36(2)")
def test_what_is_made_public_names_no_petitioner_however_the_name_is_written() -> None:
    file = three_stages(heard=True)
    city = who("taogui", "2026-08-13", "c_fhb")
    no = file.proceedings.get(kind="re_review").no
    person = file.roles.get(no=2).petitioner
    person.person = {**person.person, "name": "欧阳某某", "phone": "13800000022"}
    person.save()
    for text in (
        "欧阳某某请求疏通排水。",
        "欧 阳 某 某请求疏通排水。",
        "申请人（１３８ 0000 0022）请求疏通排水。",
    ):
        with pytest.raises(Refused, match="36"):
            do(file, city, "publicise", "2026-08-13", proceeding=no, codes=PUBLIC, words={"text": text})
    text = "两户村民请求疏通排水，经听证，维持复查意见。"
    do(file, city, "publicise", "2026-08-13", proceeding=no, codes=PUBLIC, words={"text": text})
    act = models.Act.objects.get(file=file, kind="publicise")
    assert act.codes == PUBLIC
    assert models.Words.objects.get(act=act).said == {"text": text}
