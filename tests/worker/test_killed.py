"""The worker killed at each named step, started again: one print of each paper, one message to each person."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections import Counter

import pytest

from huiyin.offices.actor import Actor
from huiyin.register import messages, queue
from huiyin.register.models import Act, Message, Outbox, Paper, PaperPrint
from tests.worker.gateways import Receiver
from tests.worker.support import KILLED, Installation, dispatched, drain, moment

BEFORE = "2026-03-11T10:00"
AFTER = "2026-03-11T10:05"
STEPS = (
    "lease.before-commit", "lease.after-commit", "expand.before-commit", "expand.after-commit", "render.before",
    "render.after", "send.before", "send.after", "mark.before", "mark.after",
)  # fmt: skip


def everything_done_once() -> None:
    """Each paper has its one print, nothing is left in the queue and nothing was given up."""
    prints = Counter(PaperPrint.objects.values_list("paper_id", flat=True))
    assert prints == Counter(Paper.objects.values_list("pk", flat=True))
    assert Paper.objects.count() == 3
    assert not queue.unfinished().exists()
    assert not queue.given_up().exists()


@pytest.mark.parametrize("step", STEPS)
def test_killed_anywhere_and_started_again_it_prints_once_and_tells_once(
    installation: Installation, step: str
) -> None:
    dispatched()
    killed = installation.run("worker", "--once", HUIYIN_NOW=BEFORE, HUIYIN_DIE_AT=step)
    assert killed.returncode == KILLED, killed.stderr
    drain(AFTER)
    everything_done_once()
    keys = Counter(line["key"] for line in installation.sent())
    assert sorted(keys.values()) == [1, 1]
    assert list(Message.objects.values_list("state", flat=True)) == ["sent", "sent"]


@pytest.mark.parametrize("step", ["send.before", "send.after"])
def test_killed_while_sending_through_a_gateway_that_cannot_deduplicate_a_person_decides(
    installation: Installation, step: str
) -> None:
    dispatched()
    with Receiver() as receiver:
        gate = {"HUIYIN_GATEWAY": receiver.url, "HUIYIN_GATEWAY_DEDUPLICATES": "0"}
        killed = installation.run("worker", "--once", HUIYIN_NOW=BEFORE, HUIYIN_DIE_AT=step, **gate)
        assert killed.returncode == KILLED, killed.stderr
        reached = len(receiver.got)
        assert reached == (0 if step == "send.before" else 1)
        assert installation.run("worker", "--once", HUIYIN_NOW=AFTER, **gate).returncode == 0
        everything_done_once()
        assert len(receiver.got) == reached + 1  # the other message; this one was not tried again
        (waiting,) = messages.undecided()
        person = Actor("officer", "libing")
        messages.decide(waiting.pk, sent=step == "send.after", by=person, now=moment(AFTER))
        assert installation.run("worker", "--once", HUIYIN_NOW=AFTER, **gate).returncode == 0
    assert Counter(body["key"] for body in receiver.got).most_common(1)[0][1] == 1
    assert len(receiver.got) == 2
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_killed_after_sending_a_gateway_that_deduplicates_is_given_the_same_key_again(
    installation: Installation,
) -> None:
    dispatched()
    with Receiver() as receiver:
        gate = {"HUIYIN_GATEWAY": receiver.url, "HUIYIN_GATEWAY_DEDUPLICATES": "1"}
        installation.run("worker", "--once", HUIYIN_NOW=BEFORE, HUIYIN_DIE_AT="send.after", **gate)
        assert installation.run("worker", "--once", HUIYIN_NOW=AFTER, **gate).returncode == 0
    everything_done_once()
    assert len({body["key"] for body in receiver.got}) == 2
    assert [h["Idempotency-Key"] for h in receiver.headers] == [body["key"] for body in receiver.got]
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


ACT = """
    import os, django
    django.setup()
    from django.db import transaction
    from huiyin.demo.stories import life
    from tests.worker.support import moment
    from huiyin.offices.actor import acting
    from huiyin.offices.models import Officer
    from huiyin.register.opening import open_file
    now = moment("2026-03-02T09:40")
    by = acting(Officer.objects.get(login="zhangjia"), on=now.date())
    with transaction.atomic():
        open_file(life.entry(), by=by, now=now)
        if {before}:
            os._exit(9)
    os._exit(9)
"""


@pytest.mark.parametrize("before", [True, False])
def test_an_act_and_what_follows_it_are_recorded_together_or_not_at_all(
    installation: Installation, before: bool
) -> None:
    script = textwrap.dedent(ACT).format(before=before)
    killed = subprocess.run([sys.executable, "-c", script], env=installation.env(), check=False)
    assert killed.returncode == KILLED
    assert Act.objects.count() == Outbox.objects.filter(kind="act").count() == (0 if before else 1)
    drain(BEFORE)
    assert PaperPrint.objects.count() == len(installation.sent()) == (0 if before else 1)


def test_a_step_to_die_at_is_ignored_outside_tests(installation: Installation) -> None:
    dispatched()
    done = installation.run(
        "worker", "--once", HUIYIN_NOW=BEFORE, HUIYIN_DIE_AT="lease.after-commit", HUIYIN_ENV="demo"
    )
    assert done.returncode == 0, done.stderr
    everything_done_once()
