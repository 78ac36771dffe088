"""`huiyin demo-data`: the same seed gives the same acts, and a register that looks like one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db.models import F

from huiyin.demo.generate import filling, people
from huiyin.intake import identity
from huiyin.offices.models import ADMIN_POSTS, Post
from huiyin.register import models, rebuild
from tests.support.county import load_county
from tests.support.databases import Databases, FreshDatabase

UNTIL = date(2026, 11, 20)
Huiyin = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def county(db: None, settings: Any) -> None:
    """The demo county's offices, under its own overlay."""
    settings.HUIYIN_PLACE = "zhashui"
    load_county()


def acts() -> list[tuple[Any, ...]]:
    """Every act of the register, in the order of files."""
    names = (
        "file__number",
        "seq",
        "kind",
        "on",
        "recorded_at",
        "actor_kind",
        "office",
        "points",
        "to",
        "codes",
    )
    return list(models.Act.objects.order_by("file_id", "seq").values_list(*names))


def fill(matters: int, seed: int = 1, batch: int = 60) -> None:
    """Fill the register in this process."""
    for _ in filling.fill(filling.wanted(matters, seed, 5, UNTIL, batch), processes=1):
        pass


def test_the_same_seed_on_an_empty_database_gives_the_same_acts_however_many_processes_load_them(
    databases: Databases, huiyin: Huiyin, django_db_blocker: Any
) -> None:
    found = []
    with django_db_blocker.unblock():
        for processes in ("1", "2"):
            with databases.fresh() as fresh:
                env = fresh.env(HUIYIN_PLACE="zhashui", HUIYIN_ENV="demo")
                asked = ("--matters", "90", "--batch", "15", "--seed", "7", "--until", str(UNTIL))
                done = huiyin("demo-data", *asked, "--processes", processes, env=env)
                assert done.returncode == 0, done.stderr
                assert "90/90" in done.stdout
                found.append(acts())
    assert len(found[0]) > 500
    assert found[0] == found[1]


@pytest.mark.usefixtures("county")
def test_another_seed_gives_other_acts() -> None:
    one = filling.Work(filling.wanted(30, 1, 5, UNTIL)).plan(0).lines
    other = filling.Work(filling.wanted(30, 2, 5, UNTIL)).plan(0).lines
    again = filling.Work(filling.wanted(30, 1, 5, UNTIL)).plan(0).lines
    assert [line.line for line in one] == [line.line for line in again]
    assert [line.line for line in one] != [line.line for line in other]


@pytest.mark.usefixtures("county")
def test_generated_matters_take_many_ways_some_late_some_open_some_repeated_joint_withdrawn_and_restricted() -> (
    None
):
    fill(700)
    files = models.File.objects.all()
    assert files.count() == 700
    assert set(models.Matter.objects.values_list("phase", flat=True)) == {
        "open",
        "concluded",
        "closed",
        "archived",
    }
    assert 5 <= files.filter(restricted=True).count() <= 50
    assert len(set(models.Entry.objects.values_list("channel", flat=True))) >= 7
    assert len(set(models.Point.objects.values_list("path", flat=True))) >= 5
    assert len(set(models.Proceeding.objects.values_list("office", flat=True))) >= 15
    kinds = set(models.Act.objects.values_list("kind", flat=True))
    assert kinds >= {"transfer", "assign", "accept", "answer", "name_path", "refuse", "withdraw", "end_withdrawn",
                     "approve_extension", "count_silence", "serve_failed", "add_entry", "give_feedback", "archive"}  # fmt: skip
    assert models.Act.objects.filter(kind="judge", codes__result="repeat").exists()
    assert models.Role.objects.filter(role="representative").exists()
    met = models.DutyEnd.objects.filter(how="met")
    assert 0.01 < met.filter(on__gt=F("duty__due")).count() / met.count() < 0.15
    assert models.OpenDuty.objects.filter(due__lt=UNTIL).exists()
    days = models.Entry.objects.order_by("received_on").values_list("received_on", flat=True)
    assert (days[0].year, days[699].year) == (2022, 2026)


@pytest.mark.usefixtures("county")
def test_what_was_generated_folds_without_a_conflict_and_rebuilding_it_changes_nothing() -> None:
    fill(150, seed=3)
    for one in rebuild.compare(list(models.File.objects.all())):
        assert one.differences() == []
        assert one.facts == []
    assert not models.Matter.objects.exclude(conflicts=0).exists()


@pytest.mark.one_database
def test_generated_people_are_found_by_the_same_digests_as_typed_ones() -> None:
    for number in range(40):
        one = people.person(Random(number), "梁口镇望川村")
        typed = identity.Person(
            name=one.person["name"], phone=one.person.get("phone", ""), place=one.person["address"]
        )
        assert one.digests == identity.keys(typed)


@pytest.mark.one_database
def test_nothing_invented_goes_into_a_production_register_unasked(
    fresh_database: FreshDatabase, huiyin: Huiyin
) -> None:
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    env = fresh_database.env(
        HUIYIN_ENV="production", HUIYIN_SECRET_KEY="s" * 60, HUIYIN_WORDS_KEYS=f"a:{key}", HUIYIN_DIGEST_KEY=key,
        HUIYIN_HOSTS="example.org", HUIYIN_SITE_URL="https://example.org", HUIYIN_HTTPS="1", HUIYIN_PLACE="zhashui",
        HUIYIN_FRONT_OFFICE="xfj", HUIYIN_GATEWAY="file",
    )  # fmt: skip
    done = huiyin("demo-data", "--matters", "5", env=env)
    assert done.returncode == 2
    assert "--in-production" in done.stderr
    assert not models.File.objects.exists()
    asked = ("demo-data", "--matters", "5", "--in-production")
    done = huiyin(*asked, env=env)
    assert done.returncode == 2
    assert "HUIYIN_ENV=demo huiyin demo --offices" in done.stderr
    assert huiyin("demo", "--offices", env={**env, "HUIYIN_ENV": "demo"}).returncode == 0
    assert huiyin(*asked, env=env).returncode == 0
    assert models.File.objects.count() == 5
    assert not Post.objects.filter(kind__in=ADMIN_POSTS).exists(), "three real persons are still to be named"
