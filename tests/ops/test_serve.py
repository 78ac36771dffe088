"""`huiyin serve`: two programs that live and die together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from huiyin.operations.serving import Child
from huiyin.register import queue
from huiyin.register.models import PaperPrint
from tests.worker.support import Installation, alive, children_of, dispatched

pytestmark = pytest.mark.one_database
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool]) -> bool:
    """Wait until something holds; no measure of speed, only an end to waiting."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def status(port: int, path: str = "/static/web/mark.svg") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def command_of(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def workers_of(pid: int) -> list[int]:
    return [child for child in children_of(pid) if "huiyin.cli worker" in command_of(child)]


@contextmanager
def serving(installation: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = installation.start("serve", "--port", str(port))
    try:
        assert until(
            lambda: status(port) == 200 and bool(workers_of(process.pid)) and queue.last_beat() is not None
        )
        yield process, port
    finally:
        left = [process.pid, *children_of(process.pid)]
        process.kill()
        process.wait()
        for pid in left:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


def test_one_command_serves_the_site_and_works_on_the_queue_and_sigterm_ends_both(
    installation: Installation,
) -> None:
    dispatched()
    with serving(installation) as (process, port):
        assert until(lambda: PaperPrint.objects.count() == 3)
        everything = list(children_of(process.pid))
        assert len(everything) >= 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert until(lambda: not [pid for pid in everything if alive(pid)])
        assert status(port) == 0


def test_a_worker_that_dies_is_started_again(installation: Installation) -> None:
    with serving(installation) as (process, port):
        (first,) = [w for w in workers_of(process.pid) if "--scans" not in command_of(w)]
        os.kill(first, signal.SIGKILL)
        assert until(lambda: bool(set(workers_of(process.pid)) - {first}))
        assert status(port) == 200


def test_if_the_supervisor_itself_is_killed_nothing_is_left_running(installation: Installation) -> None:
    with serving(installation) as (process, port):
        everything = list(children_of(process.pid))
        process.kill()
        assert until(lambda: not [pid for pid in everything if alive(pid)])
        assert status(port) == 0


def test_a_port_that_is_taken_is_said_in_one_line(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = installation.run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "give another one with --port" in done.stderr and "Traceback" not in done.stderr
    wrong = installation.run("serve", PORT="eighty")
    assert wrong.returncode == 2 and "PORT='eighty'" in wrong.stderr


def test_many_signals_at_once_do_not_stop_it_from_stopping(installation: Installation) -> None:
    with serving(installation) as (process, _port):
        for _ in range(20):
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGHUP)
        assert process.wait(PATIENCE) == 0


def test_a_wait_that_signals_interrupt_at_any_step_ends() -> None:
    storm = (
        "import signal\n"
        "from huiyin.operations.stopping import Stop\n"
        "for _ in range(2000):\n"
        "    stop = Stop()\n"
        "    stop.on(signal.SIGALRM)\n"
        "    signal.setitimer(signal.ITIMER_REAL, 0.00005, 0.0001)\n"
        "    while not stop.wait(0.00005): pass\n"
        "    signal.setitimer(signal.ITIMER_REAL, 0)\n"
    )
    assert subprocess.run([sys.executable, "-c", storm], timeout=PATIENCE).returncode == 0


def test_a_worker_told_to_stop_finishes_the_row_in_hand(installation: Installation) -> None:
    dispatched()
    process = installation.start("worker", HUIYIN_NOW="2026-03-11T10:00")
    assert until(lambda: queue.last_beat() is not None)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert not queue.unfinished().exclude(leased_until=None).exists()


def test_pauses_between_starts_grow_and_begin_anew_after_a_steady_minute() -> None:
    child = Child("short-lived", ["/bin/false"])
    pauses, ticks = [], 0.0
    for _ in range(8):
        child.look(ticks)
        assert child.process is not None
        child.process.wait()
        child.look(ticks)
        pauses.append(child.pause)
        ticks = child.due
    assert pauses == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
    child.look(ticks)
    assert child.process is not None
    child.process.wait()
    child.look(ticks + 61)
    assert child.pause == 1.0
