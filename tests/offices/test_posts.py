"""Posts, deputies for absence, and hand-over when an officer leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.offices import selectors, services
from huiyin.offices.actor import acting
from huiyin.offices.errors import NotAllowed, Refused
from huiyin.offices.models import Deputy, HandOver, Office, Officer, Post, PostChange
from tests.offices.conftest import AT, ON, OPENED, Place
from tests.proves import proves

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 24)


@pytest.fixture
def rsj(place: Place) -> Place:
    """An office with a head, a handler and one for reports and accusations."""
    place.office("rsj"), place.office("mzj")
    place.officer("shen", "rsj", "head", "legal")
    place.officer("jiang", "rsj", "handler")
    place.officer("wei", "rsj", "confidential", "section")
    place.officer("far", "mzj", "handler")
    return place


def test_an_officer_acts_with_the_posts_of_one_office_at_a_time(rsj: Place) -> None:
    services.give_post("jiang", "head", "mzj", on=OPENED, at=AT, by=rsj.secadmin)
    jiang = Officer.objects.get(login="jiang")
    here, there = acting(jiang, "rsj", on=ON), acting(jiang, "mzj", on=ON)
    assert (here.office, here.posts) == ("rsj", frozenset({"handler"}))
    assert (there.office, there.posts) == ("mzj", frozenset({"head"}))
    assert acting(jiang, on=ON).office == "rsj"
    assert here.has("head", "handler") and not here.has("head")


def test_where_no_post_is_held_the_actor_has_neither_office_nor_posts(rsj: Place) -> None:
    jiang = Officer.objects.get(login="jiang")
    for actor in (acting(jiang, "mzj", on=ON), acting(jiang, on=OPENED - timedelta(days=1))):
        assert (actor.office, actor.posts) == (None, frozenset())
    services.set_active("jiang", False, at=AT, by=rsj.sysadmin)
    assert acting(Officer.objects.get(login="jiang"), on=ON).posts == frozenset()


def test_a_post_given_twice_is_one_row(rsj: Place) -> None:
    services.give_post("jiang", "handler", "rsj", on=ON, at=AT, by=rsj.secadmin)
    assert Post.objects.filter(officer__login="jiang").count() == 1


@pytest.mark.parametrize(
    ("kind", "office", "words"),
    [("wizard", "rsj", "wizard"), ("handler", None, "选择单位"), ("sysadmin", "rsj", "不属于任何单位")],
)
def test_a_post_needs_a_known_kind_and_its_office(
    rsj: Place, kind: str, office: str | None, words: str
) -> None:
    rsj.officer("new")
    with pytest.raises(Refused, match=words):
        services.give_post("new", kind, office, on=ON, at=AT, by=rsj.secadmin)


def test_no_post_in_an_office_that_no_longer_exists_or_for_an_account_switched_off(rsj: Place) -> None:
    services.close_office("mzj", on=ON, at=AT, by=rsj.sysadmin, successor="rsj")
    with pytest.raises(Refused, match="不存在"):
        services.give_post("jiang", "head", "mzj", on=ON, at=AT, by=rsj.secadmin)
    services.set_active("jiang", False, at=AT, by=rsj.sysadmin)
    with pytest.raises(Refused, match="停用"):
        services.give_post("jiang", "legal", "rsj", on=ON, at=AT, by=rsj.secadmin)


def stand_in(place: Place, absent: str, other: str, *kinds: str) -> Deputy:
    """Appointed by the security administrator for five days."""
    return services.appoint_deputy(
        absent,
        other,
        "rsj",
        since=FIRST,
        until=LAST,
        reason="病假",
        at=AT,
        by=place.secadmin,
        kinds=kinds or None,
    )


def test_a_deputy_holds_the_posts_from_the_first_to_the_last_day_of_the_absence(rsj: Place) -> None:
    stand_in(rsj, "shen", "jiang")
    jiang = Officer.objects.get(login="jiang")
    held = {
        day: acting(jiang, "rsj", on=day).posts
        for day in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))
    }
    assert [("head" in posts, "handler" in posts) for posts in held.values()] == [
        (False, True),
        (True, True),
        (True, True),
        (False, True),
    ]
    assert [one.login for one in selectors.holders("rsj", "head", FIRST)] == ["shen", "jiang"]


@proves("R22 30(3)")
def test_r22_30_3_a_deputy_opens_reports_and_accusations_only_where_the_appointment_names_it(
    rsj: Place,
) -> None:
    jiang = Officer.objects.get(login="jiang")
    row = stand_in(rsj, "wei", "jiang")
    assert row.kinds == ["section"]
    assert not acting(jiang, "rsj", on=FIRST).has("confidential")
    assert jiang not in selectors.holders("rsj", "confidential", FIRST)
    stand_in(rsj, "wei", "jiang", "confidential")
    assert acting(jiang, "rsj", on=FIRST).has("confidential")


@proves("R22 30(3)")
def test_r22_30_3_the_head_of_an_office_cannot_name_who_opens_accusations(rsj: Place) -> None:
    head = acting(Officer.objects.get(login="shen"), "rsj", on=ON)
    with pytest.raises(NotAllowed, match="安全保密管理员"):
        services.appoint_deputy(
            "wei",
            "jiang",
            "rsj",
            since=FIRST,
            until=LAST,
            reason="病假",
            at=AT,
            by=head,
            kinds=["confidential"],
        )
    made = services.appoint_deputy(
        "wei", "jiang", "rsj", since=FIRST, until=LAST, reason="病假", at=AT, by=head
    )
    assert made.kinds == ["section"]


def test_the_head_names_deputies_in_the_own_office_among_its_own_officers_only(rsj: Place) -> None:
    head = acting(Officer.objects.get(login="shen"), "rsj", on=ON)
    asked: dict[str, Any] = {"since": FIRST, "until": LAST, "reason": "病假", "at": AT, "by": head}
    with pytest.raises(Refused, match="跨单位"):
        services.appoint_deputy("jiang", "far", "rsj", **asked)
    with pytest.raises(NotAllowed):
        services.appoint_deputy("far", "jiang", "mzj", **asked)


def test_one_who_only_stands_in_as_head_does_not_hand_it_on(rsj: Place) -> None:
    stand_in(rsj, "shen", "jiang")
    deputy = acting(Officer.objects.get(login="jiang"), "rsj", on=FIRST)
    assert deputy.has("head")
    with pytest.raises(NotAllowed):
        services.appoint_deputy(
            "shen", "wei", "rsj", since=FIRST, until=LAST, reason="病假", at=AT, by=deputy
        )


def test_standing_in_ends_with_the_absent_officers_own_post(rsj: Place) -> None:
    stand_in(rsj, "shen", "jiang", "legal")
    services.end_post(Post.objects.get(kind="legal").pk, on=FIRST, at=AT, by=rsj.secadmin)
    assert not acting(Officer.objects.get(login="jiang"), "rsj", on=FIRST).has("legal")


def test_a_deputy_is_another_who_may_and_for_a_post_that_is_held(rsj: Place) -> None:
    for absent, other, kinds in (("shen", "shen", ()), ("jiang", "wei", ("head",)), ("jiang", "sys", ())):
        with pytest.raises(Refused):
            stand_in(rsj, absent, other, *kinds)


def test_standing_in_can_be_ended_early(rsj: Place) -> None:
    row = stand_in(rsj, "shen", "jiang")
    services.end_deputy(row.pk, on=FIRST + timedelta(1), at=AT, by=rsj.secadmin)
    jiang = Officer.objects.get(login="jiang")
    assert acting(jiang, "rsj", on=FIRST).has("head")
    assert not acting(jiang, "rsj", on=FIRST + timedelta(1)).has("head")
    changes = PostChange.objects.filter(officer=jiang, what__startswith="deputy").order_by("id")
    assert [row.what for row in changes] == ["deputy", "deputy_ended"]


def test_an_officer_who_leaves_hands_over_the_open_work_and_keeps_nothing(rsj: Place) -> None:
    rsj.officer("new", "rsj", "handler")
    services.give_post("jiang", "handler", "mzj", on=OPENED, at=AT, by=rsj.secadmin)
    services.give_post("new", "handler", "mzj", on=OPENED, at=AT, by=rsj.secadmin)
    asked: list[tuple[str, str, str]] = []

    def moved(leaver: Officer, heir: Officer, office: Office) -> tuple[int, str]:
        asked.append((leaver.login, heir.login, office.code))
        return 3, "digest-of-the-list"

    rows = services.leave("jiang", "new", on=ON, at=AT, by=rsj.secadmin, moved=moved)
    assert asked == [("jiang", "new", "rsj"), ("jiang", "new", "mzj")]
    assert [(row.office.code, row.what) for row in rows] == [
        ("rsj", {"count": 3, "digest": "digest-of-the-list", "posts": ["handler"]}),
        ("mzj", {"count": 3, "digest": "digest-of-the-list", "posts": ["handler"]}),
    ]
    gone = Officer.objects.get(login="jiang")
    assert not gone.active
    assert not Post.objects.filter(officer=gone, until=None).exists()


def test_nothing_is_handed_over_when_moving_the_work_fails(rsj: Place) -> None:
    rsj.officer("new", "rsj", "handler")

    def broken(*_who: object) -> tuple[int, str]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        services.leave("jiang", "new", on=ON, at=AT, by=rsj.secadmin, moved=broken)
    assert not HandOver.objects.exists()
    assert Officer.objects.get(login="jiang").active


@proves("R22 30(3)")
def test_r22_30_3_accusations_are_handed_over_only_to_one_who_may_open_them(rsj: Place) -> None:
    with pytest.raises(Refused, match="检举控告"):
        services.leave("wei", "jiang", on=ON, at=AT, by=rsj.secadmin)
    rsj.officer("new", "rsj", "confidential")
    services.leave("wei", "new", on=ON, at=AT, by=rsj.secadmin)
    assert HandOver.objects.get().officer_to.login == "new"


def test_work_is_handed_over_only_within_the_office(rsj: Place) -> None:
    with pytest.raises(Refused, match="没有岗位"):
        services.leave("jiang", "far", on=ON, at=AT, by=rsj.secadmin)
    assert Officer.objects.get(login="jiang").active
