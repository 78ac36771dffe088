"""`huiyin`: the operator's door. Finds the command asked for, runs it, and says in one line what is wrong."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

from huiyin import commands
from huiyin.statute.reading import RulebookError, suggest


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without repeating its usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def known_commands() -> dict[str, str]:
    """Every command as typed, with the name of its module."""
    return {m.name.replace("_", "-"): m.name for m in pkgutil.iter_modules(commands.__path__)}


def parser_for(argv: Sequence[str]) -> Parser:
    """The parser of the command that is asked for; of all of them where none is."""
    known = known_commands()
    asked = argv[0] if argv else ""
    if asked and not asked.startswith("-") and asked not in known:
        raise commands.Refused(f"没有这个命令 no command {asked!r}{suggest(asked, known)}")
    parser = Parser(prog="huiyin", description="回音 Huiyin: the case system of a petition office")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for typed, module in sorted(known.items()):
        if asked in ("", typed) or asked.startswith("-"):
            importlib.import_module(f"huiyin.commands.{module}").add(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 2 what was asked for was wrong."""
    argv = list(sys.argv[1:] if argv is None else argv)
    name = "huiyin"
    try:
        args = parser_for(argv).parse_args(argv)
        name = f"huiyin {argv[0]}"
        status: int = args.run(args)
    except (commands.Refused, RulebookError) as refused:
        print(f"{name}: {refused}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"{name}: 文件或者磁盘的问题 a file or the disk: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    else:
        return status
    return 1


if __name__ == "__main__":
    sys.exit(main())
