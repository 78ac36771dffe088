"""`huiyin serve`: the site and the worker, with one command."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from huiyin.commands import Refused, need_django, plainly

if TYPE_CHECKING:
    from huiyin.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """`huiyin serve`."""
    parser = subparsers.add_parser(
        "serve",
        help="启动网站和后台 serve the site, with its worker",
        description="Serves until SIGTERM; the worker is supervised and ends with it.",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, help="port (default: PORT, else 8000)")
    parser.add_argument(
        "--processes", type=int, default=0, help="web processes (default: SQLite 1, PostgreSQL 2)"
    )
    parser.add_argument("--threads", type=int, default=4, help="requests at once in each process")
    parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")
    parser.set_defaults(run=run)


@plainly
def run(args: argparse.Namespace) -> int:
    """Serve."""
    need_django()
    return start(
        port=args.port,
        host=args.host,
        processes=args.processes,
        threads=args.threads,
        worker=not args.no_worker,
    )


def start(
    *,
    port: int | None = None,
    host: str = "127.0.0.1",
    processes: int = 0,
    threads: int = 4,
    worker: bool = True,
) -> int:
    """Serve on a port: the one given, else PORT, else 8000. Django must be set up."""
    from huiyin.operations import serving

    return serving.serve(serving.Options(host, port or _port(), processes, threads, worker))


def _port() -> int:
    said = os.environ.get("PORT") or "8000"
    if not said.isdigit() or not 0 < int(said) < 65536:
        raise Refused(f"PORT={said!r}: 不是端口号 not a port number")
    return int(said)
