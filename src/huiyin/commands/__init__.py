"""The operator's commands: one module a command, found by its name.

A module `huiyin.commands.walk` is the command `huiyin walk` (an underscore is typed as a hyphen). It has
one function `add(subparsers)`, which adds a parser and names the function to run:

    def add(subparsers: Subparsers) -> None:
        parser = subparsers.add_parser("walk", help="…")
        parser.set_defaults(run=run)

    def run(args: argparse.Namespace) -> int: ...

A command that needs the database calls `need_django()` inside its function, never while being imported:
the others must work without settings and without a database.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class Refused(Exception):
    """What was asked for cannot be done: one clear line for standard error, and exit status 2."""


def need_django() -> None:
    """Set Django up, with the settings of this installation unless others are named."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.settings")
    django.setup()


Run = Callable[[argparse.Namespace], int]


def plainly(run: Run) -> Run:
    """Say in one line what cannot be done and what to do, where the room of operations refuses."""

    @wraps(run)
    def said(args: argparse.Namespace) -> int:
        from huiyin.env import Misconfigured
        from huiyin.operations import NotPossible

        try:
            return run(args)
        except (NotPossible, Misconfigured) as error:
            raise Refused(str(error)) from None

    return said
