"""Work spread over several processes, each with its own database connection: started anew, so that none is shared.

A new process imports this before Django is set up, so nothing here needs it.
"""

from __future__ import annotations

import gc
import multiprocessing as mp
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Any


class Ended(Exception):
    """A process that was at work ended early: killed, or out of memory."""


def spread(task: str, parts: Sequence[tuple[Any, ...]], processes: int) -> Iterator[Any]:
    """What the function `task` ("package.module:name") gives for each part, its arguments, as they are done.

    Raises what the first failing part raised, or `Ended`; parts that nobody has begun are dropped then.
    """
    with ProcessPoolExecutor(processes, mp.get_context("spawn"), initializer=_begin) as pool:
        try:
            for done in as_completed([pool.submit(_call, task, *part) for part in parts]):
                yield done.result()
        except BrokenProcessPool:
            raise Ended(f"a process at work on {task} ended early (out of memory?)") from None
        finally:
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    import django

    django.setup()
    # What is read in batches lives until the batch is done: looking for garbage all the time finds none.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def _call(task: str, *part: Any) -> Any:
    module, _, name = task.partition(":")
    return getattr(import_module(module), name)(*part)
