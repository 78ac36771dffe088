"""The derived indexes: what enters them, what never does, and what is said when they cannot be relied on."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

import pytest

from huiyin import following
from huiyin.intake.matching import indexes
from huiyin.register import queue
from huiyin.register.models import Outbox
from huiyin.register.store import restrict
from tests.desk2.conftest import NOON, officer, opened, person
from tests.proves import proves

pytestmark = [pytest.mark.usefixtures("county"), pytest.mark.one_database]
DITCH = "望川村三组排水沟去年硬化巷道时被填平，一下雨院子就进水，三户人家的墙根都泡软了。"


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    from tests.support.county import load_county

    monkeypatch.setenv("HUIYIN_NOW", "2026-03-02T12:00")
    settings.HUIYIN_VAR = tmp_path
    load_county()


def rebuilt() -> None:
    for _ in indexes.rebuild(NOON):
        pass


def follow_all() -> None:
    while (row := queue.take(NOON)) is not None:
        following.follow(row, NOON)


def trouble() -> str:
    return indexes.trouble(indexes.likeness().store, NOON)


def near(text: str) -> list[int]:
    return [one.file for one in indexes.likeness().nearest(text)]


def says(*words: str) -> list[int]:
    return indexes.fulltext().files(words)


def test_a_registration_enters_both_indexes_by_the_outbox() -> None:
    rebuilt()
    file = opened(words={"text": DITCH}).file
    assert near(DITCH) == says("排水沟", "墙根") == []
    follow_all()
    assert near(DITCH) == says("排水沟", "墙根") == [file.pk]


def test_building_anew_gives_what_the_outbox_gave() -> None:
    file = opened(words={"text": DITCH}).file
    rebuilt()
    assert near(DITCH) == says("墙根都泡软了") == [file.pk]
    assert says("墙根都泡硬了") == []


@proves("R22 30(3)")
def test_r22_30_3_what_is_restricted_is_in_neither_index_however_it_is_written() -> None:
    rebuilt()
    secret = opened(("查处村支书", "accusation"), words={"text": "村支书把排水沟工程款装进自己口袋。"}).file
    assert secret.restricted
    follow_all()
    assert near("村支书把排水沟工程款装进自己口袋。") == says("工程款") == []
    rebuilt()
    assert near("村支书把排水沟工程款装进自己口袋。") == says("工程款") == []


def test_names_numbers_and_addresses_of_petitioners_find_nothing() -> None:
    who = person("司马青云", "110101199003070417", "13800001111", "梁口镇望川村三组九十九号")
    text = f"{DITCH}司马青云，电话13800001111，身份证110101199003070417，住梁口镇望川村三组九十九号。"
    opened(people=(who,), words={"text": text})
    rebuilt()
    assert says("排水沟") != []
    for kept_out in ("司马青云", "13800001111", "110101199003070417", "九十九号"):
        assert says(kept_out) == [], kept_out


def test_an_index_holds_no_words() -> None:
    opened(words={"text": DITCH})
    rebuilt()
    for store in indexes.stores():
        assert "排水".encode() not in store.path.read_bytes()
        with sqlite3.connect(store.path) as db:
            tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
            assert tables == {"list", "since", "held", "common", "about"}
            columns = "typeof(hash), typeof(files), length(files) % 4"
            assert db.execute(f"select distinct {columns} from list").fetchall() == [("integer", "blob", 0)]


def test_a_lost_or_damaged_index_is_noticed_and_a_small_register_builds_it_again() -> None:
    assert trouble() == ""
    file = opened(words={"text": DITCH}).file
    assert "rebuild" in trouble()
    follow_all()
    assert (trouble(), near(DITCH)) == ("", [file.pk])
    indexes.likeness().path.write_bytes(b"this is no index" * 100)
    assert "rebuild" in trouble()
    opened(words={"text": "路灯不亮"})
    follow_all()
    assert (trouble(), near(DITCH)[0]) == ("", file.pk)
    indexes.drop()
    assert "rebuild" in trouble()


def test_a_large_register_goes_on_without_its_index_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "BY_ITSELF", 1)
    opened(words={"text": DITCH})
    follow_all()
    assert not Outbox.objects.exclude(given_up_at=None).exists()
    assert "rebuild" in trouble()


def test_an_index_that_does_not_keep_up_is_noticed() -> None:
    rebuilt()
    opened(words={"text": DITCH})
    assert indexes.trouble(indexes.likeness().store, NOON) == ""
    assert "没有跟上" in indexes.trouble(indexes.likeness().store, NOON + timedelta(minutes=16))


def test_a_matter_of_another_office_is_in_the_index_but_only_visible_ones_are_ever_shown() -> None:
    """The index narrows; `visible_to` decides (see test_repeats)."""
    from huiyin.register.access import visible_to

    file = opened(words={"text": DITCH}).file
    rebuilt()
    assert near(DITCH) == [file.pk]
    assert not visible_to(officer("shihai")).filter(pk__in=near(DITCH)).exists()


def test_what_has_waited_since_before_an_index_was_built_makes_it_no_later() -> None:
    """Built anew while the worker stands still: all of it was read from the register."""
    opened(words={"text": DITCH})
    later = NOON + timedelta(hours=1)
    for _ in indexes.rebuild(later):
        pass
    assert indexes.trouble(indexes.likeness().store, later) == ""
    Outbox.objects.update(created_at=later)
    assert "没有跟上" in indexes.trouble(indexes.likeness().store, later + timedelta(minutes=16))


@proves("R22 30(3)")
def test_what_is_restricted_while_it_is_being_written_is_in_neither_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rebuilt()
    file = opened(words={"text": DITCH}).file
    said = indexes.said

    def said_before_it_was_restricted(*args: Any, **more: Any) -> Any:
        found = list(said(*args, **more))
        restrict(file)  # by somebody else at this moment, and another worker has taken it out
        return iter(found)

    monkeypatch.setattr(indexes, "said", said_before_it_was_restricted)
    indexes.write(file.pk, NOON)
    assert near(DITCH) == says("排水沟") == []


def test_an_index_whose_building_ended_before_it_had_caught_up_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was recorded while it was built is not in it, and nobody would know."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    missed = opened(words={"text": DITCH}).file
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(indexes, "_write_again", killed)
        rebuilt()
    assert all("没有跟上" in indexes.trouble(store, NOON) for store in indexes.stores())
    indexes.write(missed.pk, NOON)
    assert "没有跟上" in trouble(), "what else was missed is not known"
    rebuilt()
    assert [indexes.trouble(store, NOON) for store in indexes.stores()] == ["", ""]
