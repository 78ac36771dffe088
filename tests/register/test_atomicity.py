"""House rule 6: an act and all that follows from it are written together, or nothing is.

The failures are real: a trigger of the database refuses the row, wherever in the transaction it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from huiyin.register import models
from huiyin.register.opening import open_file
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import (
    accepted,
    at,
    do,
    drafted,
    entry,
    everything,
    issue,
    judged,
    opened,
    signed,
    transferred,
    who,
)

pytestmark = pytest.mark.usefixtures("county")

POSTGRES = """
CREATE FUNCTION pg_temp.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk failed'; END $$;
CREATE TRIGGER zz_fail BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION pg_temp.fail();
"""
SQLITE = "CREATE TRIGGER zz_fail BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'disk failed'); END"


@contextmanager
def failing(table: str, what: str = "INSERT") -> Iterator[None]:
    """From here on every row written to that table fails."""
    script = POSTGRES if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        cursor.execute(script.format(table=table, what=what))
    yield
    with connection.cursor() as cursor:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER zz_fail{on}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION pg_temp.fail()")


STEPS = [
    ("register_act", "INSERT"), ("register_words", "INSERT"), ("register_file", "UPDATE"), ("register_duty", "INSERT"),
    ("register_openduty", "INSERT"), ("register_openduty", "DELETE"), ("register_dutyend", "INSERT"),
    ("register_proceeding", "INSERT"), ("register_series", "UPDATE"), ("register_paper", "INSERT"), ("register_draft", "UPDATE"),
    ("register_point", "UPDATE"), ("register_matter", "UPDATE"), ("register_sight", "INSERT"), ("register_outbox", "INSERT"),
]  # fmt: skip


@proves("GB/T 22239-2019 8.1.4.7")
@pytest.mark.parametrize(("table", "what"), STEPS)
def test_a_transfer_that_fails_at_any_step_leaves_no_trace_and_takes_no_number(table: str, what: str) -> None:
    other = transferred()  # the series of transfer slips has begun
    file = judged()
    codes = signed(
        file,
        drafted(file, "transfer_slip", "libing", "2026-03-09", 1, (1,), to="t_xl"),
        "libing",
        "2026-03-09",
        sign="sumao",
    )
    before = everything()
    wish: dict[str, Any] = {
        "proceeding": 1,
        "points": (1,),
        "to": "t_xl",
        "codes": codes,
        "words": {"reason": "属于镇里的职责。"},
    }
    with failing(table, what):
        with pytest.raises(DatabaseError, match="disk failed"), transaction.atomic():
            do(file, "libing", "transfer", "2026-03-09", **wish)
        assert everything() == before
    do(file, "libing", "transfer", "2026-03-09", **wish)
    slips = models.Paper.objects.filter(file__in=(other, file), kind="transfer_slip").order_by("serial")
    assert [p.serial for p in slips] == [1, 2], "the failed one took no number"


@proves("GB/T 22239-2019 8.1.4.7")
@pytest.mark.parametrize(
    "table",
    [
        "register_entry",
        "register_petitioner",
        "register_role",
        "register_point",
        "register_act",
        "register_paper",
        "register_outbox",
    ],
)
def test_an_entry_that_fails_at_any_step_is_not_half_registered(table: str) -> None:
    opened()
    before = everything()
    with failing(table):
        with pytest.raises(DatabaseError, match="disk failed"), transaction.atomic():
            open_file(entry(key="form-1"), by=who("zhangjia"), now=at("2026-03-02"))
        assert everything() == before
    again = open_file(entry(key="form-1"), by=who("zhangjia"), now=at("2026-03-02"))
    assert again.entry.number.endswith("00002"), "no gap"


@pytest.mark.parametrize(
    ("table", "what"),
    [("register_dutyend", "INSERT"), ("register_openduty", "INSERT"), ("register_outbox", "INSERT")],
)
def test_a_correction_that_fails_half_way_changes_nothing(table: str, what: str) -> None:
    file = accepted()
    seq = models.Act.objects.get(file=file, kind="accept").seq
    before = everything()
    with failing(table, what):
        with pytest.raises(DatabaseError, match="disk failed"), transaction.atomic():
            do(
                file,
                "shihai",
                "correct",
                "2026-04-24",
                names=seq,
                codes={"wrong": "on", "value": "2026-03-20"},
            )
        assert everything() == before


@proves("GB/T 9704-2012")
def test_a_series_has_no_gap_however_many_issues_are_refused_between() -> None:
    serials = []
    for n in range(3):
        file = judged()
        with pytest.raises(Refused):  # not drafted
            do(file, "libing", "transfer", "2026-03-09", proceeding=1, points=(1,), to="t_xl")
        with pytest.raises(Refused):  # nowhere
            issue(file, "transfer", "libing", "2026-03-09", 1, (1,), sign="sumao", to="nowhere")
        done = issue(file, "transfer", "libing", "2026-03-09", 1, (1,), sign="sumao", to="t_xl")
        serials.append(done.papers[0].serial)
        assert done.papers[0].number == f"柏信转〔2026〕{n + 1}号"
    assert serials == [1, 2, 3]


@proves("GB/T 9704-2012")
def test_each_signboard_year_and_kind_has_a_series_of_its_own() -> None:
    slip = issue(judged(), "transfer", "libing", "2026-03-09", 1, (1,), sign="sumao", to="t_xl").papers[0]
    file = accepted()
    assert slip.number == "柏信转〔2026〕1号"
    papers = dict(models.Paper.objects.filter(file=file).values_list("kind", "number"))
    assert papers["transfer_slip"] == "柏信转〔2026〕2号"
    assert papers["acceptance_notice"] == "梁政信受〔2026〕1号"
    early = opened(on="2025-12-30")
    assert early.entry.number == "柏信2025-00001"
    assert early.recorded is not None
    assert early.recorded.act.on == date(2025, 12, 30)
