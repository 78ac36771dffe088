"""`huiyin serve`: the web server, the worker and the worker for scans as supervised children of one process.

A child that dies is started again, after a pause that doubles while it keeps dying at once. SIGTERM or
SIGINT to the parent ends all; and should the parent itself be killed, the kernel ends them (Linux).
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from huiyin import clock
from huiyin.operations import NotPossible, migrating
from huiyin.operations.stopping import Stop

log = logging.getLogger("huiyin.serve")

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
STEADY = 60.0
"""A child that lived this long has recovered: its pauses begin anew."""
PATIENCE = 20.0
"""How long a child may take to end before it is killed."""
LOOK = 0.2
_PR_SET_PDEATHSIG = 1


@dataclass
class Options:
    """Where and how to serve."""

    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 0
    threads: int = 4
    worker: bool = True


def web_command(options: Options) -> list[str]:
    """Granian with one process on SQLite, which has one writer anyway, and two on PostgreSQL.

    No access log: an address may hold a query code.
    """
    processes = options.processes or (1 if connection.vendor == "sqlite" else 2)
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port),
        "--workers", str(processes), "--blocking-threads", str(options.threads), "--no-ws", "--http", "1",
        "--workers-kill-timeout", "10", "--respawn-failed-workers", "--log-level", "warning",
        "huiyin.wsgi:application",
    ]  # fmt: skip


def worker_command(*more: str) -> list[str]:
    """A worker of this installation."""
    return [sys.executable, "-m", "huiyin.cli", "worker", *more]


class Child:
    """One supervised program, in a process group of its own so that nothing of it is left behind."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.pause = SHORTEST_PAUSE
        self.started = 0.0
        self.due = 0.0

    def look(self, ticks: float) -> None:
        """Start it if it is due; notice if it has died."""
        if self.process is None:
            if ticks >= self.due:
                self._start(ticks)
            return
        code = self.process.poll()
        if code is None:
            return
        self._kill_group()
        self.process = None
        lived = ticks - self.started
        self.pause = SHORTEST_PAUSE if lived >= STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.due = ticks + self.pause
        log.error("%s ended (%s); started again in %.0f s", self.name, code, self.pause)

    def _start(self, ticks: float) -> None:
        self.started = ticks
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent())

    def ask_to_end(self) -> None:
        """Tell it to finish what it is doing."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, seconds: float) -> None:
        """Wait for it; kill what is left of its group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self._kill_group()
        self.process.wait()
        self.process = None

    def _kill_group(self) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _die_with_parent() -> Callable[[], None] | None:
    """What makes the kernel send SIGTERM to a child whose parent is gone; None where it cannot."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def arrange() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died between fork and here
            os._exit(1)

    return arrange


def require_free_port(options: Options) -> None:
    """Refuse with clear words where something else answers on the port."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            raise NotPossible(
                f"端口 {options.host}:{options.port} 不能使用（{error.strerror}）；换一个端口：huiyin serve --port N，或者 PORT=N。"
                f"Port {options.port} cannot be used: give another one with --port."
            ) from error


def serve(options: Options) -> int:
    """Serve until told to stop."""
    migrating.require_ready()
    require_free_port(options)
    connection.close()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
    children = [Child("web", web_command(options))]
    if options.worker:
        children += [
            Child("worker", worker_command()),
            Child("worker for scans", worker_command("--scans")),
        ]
    stop = Stop()
    stop.on(signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    print(f"回音 Huiyin: http://{shown}:{options.port}/", flush=True)  # noqa: T201 - the operator's door
    try:
        while not stop.wait(LOOK):
            for child in children:
                child.look(clock.stopwatch())
    finally:
        for child in children:
            child.ask_to_end()
        until = clock.stopwatch() + PATIENCE
        for child in children:
            child.end(max(0.1, until - clock.stopwatch()))
    return 0
