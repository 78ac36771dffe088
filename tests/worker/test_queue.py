"""The queue: leases, growing pauses, giving up in sight, and nothing passed over."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections

from huiyin.register import queue
from huiyin.register.models import Outbox
from tests.support.databases import FreshDatabase
from tests.worker.support import moment

NOW = moment("2026-03-10T10:00")


def row(key: str, **more: object) -> Outbox:
    return Outbox.objects.create(**{"kind": "act", "key": key, "created_at": NOW, "next_at": NOW, **more})


@pytest.mark.django_db
def test_a_row_is_leased_to_one_worker_until_its_lease_runs_out() -> None:
    row("a")
    first = queue.take(NOW)
    assert first is not None and first.attempts == 1
    assert queue.take(NOW) is None
    again = queue.take(NOW + queue.LEASE)
    assert again is not None and (again.pk, again.attempts) == (first.pk, 2)


@pytest.mark.django_db
def test_a_row_committed_late_with_a_smaller_number_is_not_passed_over() -> None:
    row("later", pk=20)
    taken = queue.take(NOW)
    assert taken is not None
    queue.done(taken, NOW)
    row("committed late", pk=10)
    late = queue.take(NOW)
    assert late is not None and late.key == "committed late"


@pytest.mark.django_db
def test_a_row_is_not_taken_before_its_time() -> None:
    row("tomorrow", next_at=NOW + timedelta(days=1))
    assert queue.take(NOW) is None
    assert queue.take(NOW + timedelta(days=1)) is not None


def test_pauses_double_from_ten_seconds_up_to_an_hour() -> None:
    assert [queue.pause(n).total_seconds() for n in (1, 2, 3, 9, 10, 24)] == [10, 20, 40, 2560, 3600, 3600]


@pytest.mark.django_db
def test_a_failing_row_is_tried_again_later_and_given_up_in_sight_of_all() -> None:
    row("bad")
    now, attempts = NOW, 0
    while (taken := queue.take(now)) is not None:
        attempts += 1
        queue.fail(taken, now, "no good")
        now += queue.LONGEST_PAUSE
    assert attempts == queue.MOST_ATTEMPTS
    assert [(r.key, r.error) for r in queue.given_up()] == [("bad", "no good")]
    queue.again(queue.given_up()[0], now)
    assert queue.take(now) is not None


@pytest.mark.django_db
def test_a_row_that_kills_every_worker_is_given_up_too() -> None:
    row("deadly")
    now = NOW
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.take(now) is not None  # and the worker dies without a word
        now += queue.LEASE
    assert queue.take(now) is None
    assert [r.key for r in queue.given_up()] == ["deadly"]


@pytest.mark.django_db
def test_a_worker_that_was_overtaken_cannot_give_up_what_another_holds() -> None:
    row("slow")
    slow = queue.take(NOW)
    other = queue.take(NOW + queue.LEASE)
    assert slow is not None and other is not None
    queue.fail(slow, NOW + queue.LEASE, "too late", for_good=True)
    assert not queue.given_up().exists()
    queue.done(other, NOW + queue.LEASE)
    assert not queue.unfinished().exists()


@pytest.mark.django_db
def test_waiting_for_the_right_hour_is_no_failed_attempt() -> None:
    row("evening")
    taken = queue.take(NOW)
    assert taken is not None
    queue.later(taken, NOW + timedelta(hours=4), "outside the hours")
    again = queue.take(NOW + timedelta(hours=4))
    assert again is not None and again.attempts == 1


@pytest.mark.django_db
def test_the_same_work_put_twice_is_in_the_queue_once() -> None:
    for _ in range(2):
        queue.put([Outbox(kind="render", key="render:1", created_at=NOW, next_at=NOW)])
    assert Outbox.objects.count() == 1


def test_workers_at_once_never_hold_the_same_row(fresh_database: FreshDatabase) -> None:
    Outbox.objects.bulk_create(
        Outbox(kind="act", key=f"k{n}", created_at=NOW, next_at=NOW) for n in range(60)
    )
    held: list[str] = []

    def work() -> None:
        try:
            while (taken := queue.take(NOW)) is not None:
                held.append(taken.key)
                queue.done(taken, NOW)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == sorted({f"k{n}" for n in range(60)})
