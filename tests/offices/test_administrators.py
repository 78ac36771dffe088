"""Three administrators, three persons; none can do another's work, and none sees a matter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from huiyin.offices import audit, selectors, services
from huiyin.offices.actor import Actor, acting
from huiyin.offices.errors import NotAllowed, Refused
from huiyin.offices.models import ADMIN_POSTS, Officer, Post, PostChange
from tests.offices.conftest import AT, ON, OPENED, PASSWORD, SETUP, Place
from tests.proves import proves

THREE = {
    "sysadmin": ("sys", "许戌", PASSWORD),
    "secadmin": ("sec", "何亥", PASSWORD),
    "auditor": ("aud", "吕甲", PASSWORD),
}


@proves("GB/T 22239-2019 8.1.5")
@pytest.mark.parametrize(
    "people",
    [
        {**THREE, "auditor": ("sys", "吕甲", PASSWORD)},
        {**THREE, "auditor": ("aud", "许戌", PASSWORD)},
        {"sysadmin": THREE["sysadmin"], "secadmin": THREE["secadmin"]},
    ],
    ids=["one sign-in name twice", "one person twice", "one missing"],
)
def test_the_three_administrators_are_three_different_persons(
    db: None, people: dict[str, tuple[str, str, str]]
) -> None:
    with pytest.raises(Refused):
        services.first_administrators(people, at=AT, by=SETUP)
    assert not Officer.objects.exists()


def test_first_administrators_are_named_once_and_only_at_the_console(place: Place) -> None:
    with pytest.raises(Refused, match="已有管理员"):
        services.first_administrators(THREE, at=AT, by=SETUP)
    with pytest.raises(NotAllowed):
        services.first_administrators(THREE, at=AT, by=place.sysadmin)
    with pytest.raises(NotAllowed):
        services.first_administrators(THREE, at=AT, by=Actor.machine("nightly"))


@proves("GB/T 22239-2019 8.1.5")
@pytest.mark.parametrize("kind", sorted(ADMIN_POSTS))
def test_an_administrator_holds_no_other_post_and_no_officer_becomes_one_beside_his_post(
    place: Place, kind: str
) -> None:
    place.office("rsj")
    login = {"sysadmin": "sys", "secadmin": "sec", "auditor": "aud"}[kind]
    second = place.officer("sec2")
    services.give_post("sec2", "secadmin", on=OPENED, at=AT, by=place.secadmin)
    by = acting(second, on=ON)
    with pytest.raises(Refused, match="不得兼任"):
        services.give_post(login, "handler", "rsj", on=ON, at=AT, by=by)
    for other in ADMIN_POSTS - {kind}:
        with pytest.raises(Refused, match="不得兼任"):
            services.give_post(login, other, on=ON, at=AT, by=by)
    place.officer("jiang", "rsj", "handler")
    with pytest.raises(Refused, match="不得兼任"):
        services.give_post("jiang", kind, on=ON, at=AT, by=by)


def test_the_database_itself_refuses_two_administrations_in_one_hand_and_administrators_with_an_office(
    place: Place,
) -> None:
    rsj = place.office("rsj")
    sysadmin = Officer.objects.get(login="sys")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(officer=sysadmin, kind="auditor", since=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(officer=sysadmin, kind="sysadmin", office_id=selectors.office(rsj).pk, since=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(officer=sysadmin, kind="handler", since=ON)


def test_an_administrator_acts_without_an_office(place: Place) -> None:
    for actor, post in (
        (place.sysadmin, "sysadmin"),
        (place.secadmin, "secadmin"),
        (place.auditor, "auditor"),
    ):
        assert actor.office is None
        assert actor.posts == {post}


SYSADMIN_WORK: dict[str, Callable[[Actor], object]] = {
    "open": lambda by: services.open_office("x1", "新单位", "county", "government", on=ON, at=AT, by=by),
    "close": lambda by: services.close_office("rsj", on=ON, at=AT, by=by, reason="合并"),
    "change": lambda by: services.change_office("rsj", at=AT, by=by, fields={"phone": "1"}),
    "relate": lambda by: services.relate("rsj", "gov", "territory", on=ON, at=AT, by=by),
    "signboard": lambda by: services.add_signboard("rsj", "县人社局", on=ON, at=AT, by=by),
    "account": lambda by: services.add_officer("new", "新人", PASSWORD, at=AT, by=by),
    "disable": lambda by: services.set_active("jiang", False, at=AT, by=by),
    "password": lambda by: services.reset_password("jiang", "another-password", at=AT, by=by),
}
SECADMIN_WORK: dict[str, Callable[[Actor], object]] = {
    "give": lambda by: services.give_post("jiang", "legal", "rsj", on=ON, at=AT, by=by),
    "end": lambda by: services.end_post(Post.objects.get(officer__login="jiang").pk, on=ON, at=AT, by=by),
    "deputy": lambda by: services.appoint_deputy(
        "jiang", "shen", "rsj", since=ON, until=ON, reason="病假", at=AT, by=by
    ),
    "leave": lambda by: services.leave("jiang", "shen", on=ON, at=AT, by=by),
    "unlock": lambda by: services.unlock("jiang", at=AT, by=by),
}
AUDITOR_WORK: dict[str, Callable[[Actor], object]] = {
    "sign-ins": lambda by: list(audit.sign_ins(by, AT)),
    "posts": lambda by: list(audit.post_changes(by, AT)),
    "hand-overs": lambda by: list(audit.hand_overs(by, AT)),
    "offices": lambda by: list(audit.office_changes(by, AT)),
}
WORK = {"sysadmin": SYSADMIN_WORK, "secadmin": SECADMIN_WORK, "auditor": AUDITOR_WORK}


@proves("GB/T 22239-2019 8.1.5")
@pytest.mark.parametrize(
    ("whose", "what"), [(whose, what) for whose, works in WORK.items() for what in works]
)
def test_each_administrator_does_the_own_work_and_nobody_else_can(
    place: Place, whose: str, what: str
) -> None:
    place.office("rsj"), place.office("gov")
    place.officer("jiang", "rsj", "handler")
    place.officer("shen", "rsj", "handler")
    every_post = place.officer("all", "rsj", "section", "leader", "registrar", "dispatcher", "confidential")
    others = [getattr(place, kind) for kind in WORK if kind != whose]
    strangers = [
        Actor.machine("nightly"),
        Actor.machine(services.SETUP_MACHINE) if what not in {"disable", "password", "unlock"} else None,
        Actor.petitioner(1),
        Actor(kind="officer", ref="forged", posts=frozenset(ADMIN_POSTS), officer_id=every_post.pk),
        acting(every_post, "rsj", on=ON),
    ]
    for other in (*others, *filter(None, strangers)):
        with pytest.raises(NotAllowed):
            WORK[whose][what](other)
    WORK[whose][what](getattr(place, whose))


def test_nobody_gives_himself_a_post_or_takes_it_away(place: Place) -> None:
    with pytest.raises(NotAllowed, match="自己"):
        services.give_post("sec", "auditor", on=ON, at=AT, by=place.secadmin)
    own = Post.objects.get(officer__login="sec")
    with pytest.raises(NotAllowed, match="自己"):
        services.end_post(own.pk, on=ON, at=AT, by=place.secadmin)


def test_the_only_auditor_cannot_be_taken_away_before_another_is_named(place: Place) -> None:
    old = Post.objects.get(kind="auditor")
    with pytest.raises(Refused, match="唯一"):
        services.end_post(old.pk, on=ON, at=AT, by=place.secadmin)
    place.officer("aud2")
    services.give_post("aud2", "auditor", on=ON, at=AT, by=place.secadmin)
    services.end_post(old.pk, on=ON, at=AT, by=place.secadmin)
    assert acting(old.officer, on=ON).posts == frozenset()


def test_no_administrator_silences_another_or_signs_in_as_another(place: Place) -> None:
    for login in ("sec", "aud", "sys"):
        with pytest.raises(NotAllowed, match="控制台"):
            services.reset_password(login, "another-password", at=AT, by=place.sysadmin)
        with pytest.raises(NotAllowed, match="控制台"):
            services.set_active(login, False, at=AT, by=place.sysadmin)
    services.reset_password("aud", "another-password", at=AT, by=SETUP)
    assert Officer.objects.get(login="aud").check_password("another-password")


def test_a_post_taken_away_is_gone_at_once_even_for_an_actor_made_before(place: Place) -> None:
    place.officer("sys2")
    services.give_post("sys2", "sysadmin", on=OPENED, at=AT, by=place.secadmin)
    before = acting(Officer.objects.get(login="sys2"), on=ON)
    services.end_post(Post.objects.get(officer__login="sys2").pk, on=ON, at=AT, by=place.secadmin)
    with pytest.raises(NotAllowed):
        services.open_office("x1", "新单位", "county", "government", on=ON, at=AT, by=before)


@proves("GB/T 22239-2019 8.1.4.3")
def test_who_gave_and_ended_which_post_is_logged(place: Place) -> None:
    place.office("rsj")
    place.officer("jiang", "rsj", "handler")
    services.end_post(Post.objects.get(officer__login="jiang").pk, on=ON, at=AT, by=place.secadmin)
    rows = PostChange.objects.filter(officer__login="jiang").order_by("id")
    assert [(row.what, row.kind, row.by_ref) for row in rows] == [
        ("officer", "", "sys"),
        ("given", "handler", "sec"),
        ("ended", "handler", "sec"),
    ]


@proves("GB/T 22239-2019 8.1.4.3")
@pytest.mark.parametrize("table", ["offices_postchange", "offices_officechange"])
def test_the_logs_refuse_change_and_removal(place: Place, table: str) -> None:
    from django.db import connection

    place.office("rsj")
    for sql in (f"UPDATE {table} SET by_ref = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(sql)


def test_an_actor_is_never_nobody() -> None:
    with pytest.raises(ValueError, match="someone always acts"):
        Actor(kind="machine", ref="")
