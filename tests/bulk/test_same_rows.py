"""A file loaded in bulk is, row for row, the file that recording its acts one by one would have written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import models as orm
from django.db import transaction

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.register import models, rebuild
from huiyin.register.bulk import NewAct, NewFile
from huiyin.register.bulk_write import load
from huiyin.register.lines import joined
from huiyin.register.opening import NewPoint, join_entry, open_file
from huiyin.register.record import record
from huiyin.register.vault import content_digest
from huiyin.statute.model import Refused
from tests.bulk import stories
from tests.proves import proves
from tests.support.county import load_county

RANDOM = {"code", "code_digest", "pin_hash"}
COMPARED = [
    models.File, models.Matter, models.Entry, models.OutsideNumber, models.Point, models.Petitioner, models.Role,
    models.Sight, models.Barred, models.Proceeding, models.Act, models.Words, models.Duty, models.DutyEnd,
    models.OpenDuty, models.Window, models.WindowEnd, models.Series, models.Draft, models.Paper, models.Service,
    models.Outbox,
]  # fmt: skip


class Telling:
    """Records the acts of several files in the order in which they were recorded, and remembers their ids."""

    def __init__(self, files: list[NewFile]) -> None:
        self.files = files
        self.ids: dict[int, int] = {}
        self.drafts: dict[tuple[int, int], int] = {}

    def tell(self) -> None:
        """All of them."""
        told: list[tuple[datetime, int, int]] = []
        for place, new in enumerate(self.files):
            told.append((new.now, place, -1))
            told += [(act.now, place, n) for n, act in enumerate(new.acts)]
        for _, place, n in sorted(told):
            if n < 0:
                new = self.files[place]
                self.ids[place] = open_file(new.entry, by=new.by, now=new.now).file.pk
            else:
                self.act(place, self.files[place].acts[n])

    def act(self, place: int, new: NewAct) -> None:
        """One act, on what its file is by now."""
        file = models.File.objects.get(pk=self.ids[place])
        if new.entry is not None:
            assert isinstance(new.by, Actor)
            join_entry(file, new.entry, by=new.by, now=new.now, seen=file.last_seq)
            return
        codes = dict(new.wish.codes or {})
        if new.draft:
            row = self.draft(file, place, new.draft)
            codes["draft"] = row.pk
            if new.wish.kind in ("check", "sign"):
                codes["digest"] = row.digest
        if new.linked:
            codes["linked"] = self.ids[new.linked - 1]
        by = new.by if isinstance(new.by, Actor) else Actor.petitioner(file.roles.get(no=new.by).pk)
        wish = type(new.wish)(
            **{**{k: getattr(new.wish, k) for k in new.wish.__dataclass_fields__}, "codes": codes}
        )
        record(file.pk, wish, by=by, now=new.now, seen=file.last_seq)

    def draft(self, file: models.File, place: int, number: int) -> models.Draft:
        """The draft as a person wrote it."""
        if (place, number) not in self.drafts:
            d = self.files[place].drafts[number - 1]
            self.drafts[place, number] = models.Draft.objects.create(
                file=file, proceeding=d.proceeding, kind=d.kind, office_id=d.office,
                signboard=selectors.signboard(d.office, d.on), on=d.on, points=joined(d.points),
                intended=dict(d.intended), content=dict(d.content), digest=content_digest(dict(d.content)),
                written_by=d.written_by, updated_at=d.at,
            ).pk  # fmt: skip
        return models.Draft.objects.get(pk=self.drafts[place, number])


class Dump:
    """Every row of the register, with what a row is called in place of its id."""

    def __init__(self) -> None:
        self.names: dict[tuple[type[orm.Model], Any], str] = {}
        for model in COMPARED:
            for row in model._default_manager.all():
                self.names[model, row.pk] = self.name(model, row)
        self.rows = {
            model.__name__: sorted(self.row(model, one) for one in model._default_manager.all())
            for model in COMPARED
        }

    def name(self, model: type[orm.Model], row: Any) -> str:
        """What tells this row from others of its table."""
        own: dict[type[orm.Model], Callable[[Any], Any]] = {
            models.File: lambda r: r.number, models.Entry: lambda r: r.number, models.Paper: lambda r: r.number,
            models.Act: lambda r: f"{r.file.number} {r.seq}", models.Duty: lambda r: f"{r.file.number} {r.key}",
            models.Window: lambda r: f"{r.file.number} {r.key}", models.Petitioner: lambda r: r.id_digest,
            models.Role: lambda r: f"{r.file.number} {r.no}", models.Draft: lambda r: f"{r.file.number} {r.kind} {r.on}",
        }  # fmt: skip
        return str(own[model](row)) if model in own else ""

    def row(self, model: type[orm.Model], row: Any) -> str:
        """The row as text."""
        shown = []
        for f in model._meta.concrete_fields:
            value = getattr(row, f.attname)
            if f.attname in RANDOM or f.name == "id":
                continue
            if isinstance(f, orm.ForeignKey) and (f.related_model, value) in self.names:
                value = self.names[f.related_model, value]
            shown.append(f"{f.attname}={self.plain(model, row, f.attname, value)}")
        return "; ".join(shown)

    def plain(self, model: type[orm.Model], row: Any, column: str, value: Any) -> Any:
        """Ids inside a value, by name."""
        if model is models.Act and column == "codes":
            refers = {"draft": models.Draft, "linked": models.File, "entry": models.Entry}
            return sorted((k, self.names[refers[k], v] if k in refers else v) for k, v in value.items())
        if model is models.Act and column == "actor" and row.actor_kind == "petitioner":
            return self.names[models.Role, int(value)]
        if model is models.Outbox and column == "key":
            return f"act:{row.file.number}:{row.ref['seq']}"
        return value


@pytest.fixture
def county(db: None, settings: Any) -> None:
    """The demo county's offices, under its own overlay."""
    settings.HUIYIN_PLACE = "zhashui"
    load_county()


@pytest.mark.usefixtures("county")
def test_the_same_story_recorded_and_loaded_leaves_the_same_rows() -> None:
    files = stories.all_of_them()
    with transaction.atomic():
        Telling(files).tell()
        recorded = Dump().rows
        transaction.set_rollback(True)
    assert not models.File.objects.exists()
    counts = list(load(files, follow=True))
    loaded = Dump().rows
    for name, rows in recorded.items():
        assert loaded[name] == rows, name
    assert counts[0].files == 5
    assert counts[0].acts == models.Act.objects.count()
    assert counts[0].duties == models.Duty.objects.count()
    assert counts[0].papers == models.Paper.objects.count()
    for one in rebuild.compare(list(models.File.objects.all())):
        assert one.differences() == []
        assert one.facts == []


@pytest.mark.usefixtures("county")
def test_what_nothing_follows_writes_no_row_to_the_queue() -> None:
    list(load(stories.all_of_them()))
    assert models.Act.objects.exists()
    assert not models.Outbox.objects.exists()


@pytest.mark.usefixtures("county")
def test_an_act_that_is_not_open_leaves_nothing_of_its_batch_and_takes_no_number() -> None:
    good = stories.accused(1)
    bad = stories.Telling(stories.entry(61), stories.officer("zhangjia"), 6)
    bad.act("libing", "close", stories.DAY)
    with pytest.raises(Refused):
        list(load([good, bad.file()]))
    assert not models.File.objects.exists()
    assert not models.Series.objects.exists()


REFUSED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "required": ("libing", "report_up", {"to": "xwb"}),
    "unknown": ("libing", "forget", {}),
    "code": ("libing", "screen", {"points": (1,), "codes": {"path": "31[6]", "complained": "some words"}}),
    "choice": ("libing", "screen", {"points": (1,), "codes": {"path": "31[9]"}}),
    "office": ("libing", "transfer", {"points": (1,), "to": "nobody", "codes": {}}),
    "post": ("zhangjia", "transfer", {"points": (1,), "to": "zjj", "codes": {}}),
    "future": ("zhangjia", "judge", {"on": stories.DAY + timedelta(days=9), "codes": {"result": "first"}}),
    "no_draft": ("libing", "transfer", {"points": (1, 2), "to": "zjj", "codes": {}}),
}
"""What is refused, and why: the refusal's code, the officer, the act and what goes with it."""


@pytest.mark.parametrize("code", REFUSED)
@pytest.mark.usefixtures("county")
def test_both_doors_refuse_the_same_act_for_the_same_reason(code: str) -> None:
    login, kind, wish = REFUSED[code]
    on = wish.get("on", stories.DAY)
    t = stories.Telling(stories.entry(71), stories.officer("zhangjia"), 7)
    if code == "no_draft":
        t.act("zhangjia", "judge", on, proceeding=1, codes={"result": "first"}, words={"reason": "没有"})
        t.act("libing", "screen", on, proceeding=1, points=(1, 2), codes={"path": "31[6]"})
    t.act(login, kind, on, entered=stories.DAY, proceeding=1, **{k: v for k, v in wish.items() if k != "on"})
    with pytest.raises(Refused) as bulk:
        list(load([t.file()]))
    with pytest.raises(Refused) as single, transaction.atomic():
        Telling([t.file()]).tell()
    assert bulk.value.code == single.value.code == code
    assert bulk.value.zh == single.value.zh


@pytest.mark.usefixtures("county")
def test_an_officer_whose_office_does_not_see_the_file_is_refused_in_bulk_too() -> None:
    t = stories.Telling(stories.entry(51), stories.officer("zhangjia"), 5)
    t.act("songren", "remark", stories.DAY, words={"words": "看不到"})
    with pytest.raises(Refused):
        list(load([t.file()]))


@pytest.mark.usefixtures("county")
def test_batches_go_on_with_the_numbers_of_those_before() -> None:
    first, second = stories.all_of_them(), stories.all_of_them()
    second[2] = stories.led_in(7)  # a key is used once
    list(load([*first, *second], batch=5))
    taken = list(models.Series.objects.values_list("code", "word", "year", "last"))
    for code, word, year, last in taken:
        if word == "件":
            numbers = models.Entry.objects.filter(number__startswith=f"{code}{year}-").count()
        else:
            papers = models.Paper.objects.filter(series=f"{code}{word}{year}")
            numbers = papers.count()
            assert sorted(papers.values_list("serial", flat=True)) == list(range(1, last + 1))
        assert numbers == last


@proves("R22 30(3)")
@pytest.mark.usefixtures("county")
def test_an_officer_accused_in_the_file_is_refused_in_bulk_too() -> None:
    t = stories.Telling(
        stories.entry(52, points=(NewPoint("查处", "accusation"),)), stories.officer("panshen"), 5
    )
    t.act("panshen", "name_accused", stories.DAY, proceeding=1, codes={"officer": "qianwu"})
    t.act("qianwu", "remark", stories.DAY, words={"words": "看不到"})
    with pytest.raises(Refused, match="看不到"):
        list(load([t.file()]))
