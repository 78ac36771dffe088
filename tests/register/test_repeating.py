"""A matter that comes again is told where the first stands: only what the register itself knows to be so."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.register import models
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import accepted, do, everything, issue, opened, unlike

pytestmark = pytest.mark.usefixtures("county")


def again(first: models.File, on: str) -> models.File:
    """An entry registered apart and judged a repeat of the first."""
    file = opened(on=on).file
    do(file, "libing", "judge", on, proceeding=1, codes={"result": "repeat", "linked": first.pk})
    return file


def told(file: models.File, first: models.File, on: str, case: str, **more: Any) -> Any:
    codes = {"linked": first.pk, "compared": "same_facts", "case": case, **more}
    return issue(file, "tell_repeat", "libing", on, 1, (1,), sign="sumao", **codes)


@proves("S0-128", "R22 19(3)")
def test_the_second_is_told_and_filed_while_the_first_is_dealt_with_in_time_and_its_rows_stay_as_they_were() -> (
    None
):
    first = accepted()
    duties = list(models.Duty.objects.filter(file=first).order_by("pk").values())
    second = again(first, "2026-04-07")
    told(second, first, "2026-04-08", "in_handling", linked_office="t_xl", linked_due="2026-05-15")
    assert models.Paper.objects.get(file=second, kind="repeat_notice").number
    assert list(models.Duty.objects.filter(file=first).order_by("pk").values()) == duties
    assert models.Matter.objects.get(pk=second.pk).linked_id == first.pk
    assert list(unlike(second)) == list(unlike(first)) == []


@proves("R22 19(3)")
def test_where_the_first_is_overdue_or_no_window_is_open_nobody_is_told_to_wait_whatever_the_clerk_writes() -> (
    None
):
    first = accepted()
    second = again(first, "2026-05-18")
    before = everything()
    for case, code in (("in_handling", "overdue"), ("in_window", "window_over")):
        with pytest.raises(Refused) as raised:
            told(second, first, "2026-05-18", case, linked_office="t_xl", linked_due="2026-06-30")
        assert raised.value.code == code
    after = everything()
    assert before["Duty"] == after["Duty"]
    assert models.Act.objects.filter(file=second, kind="tell_repeat").count() == 0
