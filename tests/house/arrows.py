"""The rooms and the arrows between them, as docs/architecture.md draws them: an arrow only points down.

import-linter checks what is imported; this walks what it cannot see as well: foreign keys and modules named
by a string, include() of another room's addresses, and templates that use templates.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import huiyin

PACKAGE = Path(huiyin.__file__).parent

_BELOW_REGISTER = {"clock", "env", "prepared", "statute", "offices"}
_BELOW_DOORS = _BELOW_REGISTER | {"register", "papers", "intake", "web"}
DOORS = {"portal", "desk", "api"}

# room → the rooms that it may use
ALLOWED: dict[str, set[str]] = {
    "clock": set(),
    "env": set(),
    "statute": set(),
    "prepared": set(),
    "offices": {"clock", "env", "prepared", "statute"},
    "register": _BELOW_REGISTER,
    "papers": _BELOW_REGISTER | {"register"},
    "processes": set(),
    "intake": _BELOW_REGISTER | {"register", "processes"},
    "web": _BELOW_REGISTER | {"register", "papers", "intake"},
    **dict.fromkeys(DOORS, _BELOW_DOORS),
    "gateway": {"clock", "env"},
    "following": _BELOW_REGISTER | {"register", "papers", "intake", "gateway"},
    "operations": _BELOW_REGISTER | {"register", "papers", "intake", "following", "gateway", "processes"},
    "demo": _BELOW_REGISTER | {"register", "papers", "intake", "following"},
    "commands": _BELOW_REGISTER
    | {"register", "papers", "intake", "following", "operations", "demo", "settings", "wsgi", "processes"},
    "cli": {"commands", "clock", "env", "statute"},
    "urls": DOORS | {"web"},
    "wsgi": {"settings"},
    "settings": {"env"},
}
# Wiring names rooms by strings; that is what it is for.
NAMES_FREELY = {"settings"}

DOTTED = re.compile(r"huiyin\.([a-z_]+)(\.\w+)*")
MODEL = re.compile(r"([a-z_]+)\.[A-Z]\w*")
TEMPLATE_USE = re.compile(r"{%\s*(?:extends|include)\s+[\"'](?:huiyin/)?([a-z_]+)/")
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# "offices" is where AUTH_USER_MODEL lives.
USER_MODEL = "AUTH_USER_MODEL"


@dataclass(frozen=True)
class Arrow:
    """One room using another, and the line on which it does."""

    source: str
    target: str
    where: str

    @property
    def wrong(self) -> bool:
        """Whether it does not point down."""
        return self.target != self.source and self.target not in ALLOWED.get(self.source, set())

    def __str__(self) -> str:
        return f"{self.where}: {self.source} may not use {self.target}"


def room_of(path: Path, package: Path = PACKAGE) -> str:
    """The room a file is in: the folder, or the module at the top."""
    return path.relative_to(package).parts[0].removesuffix(".py")


def imports(node: ast.AST) -> Iterator[str]:
    """The rooms that an import statement names."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if match := DOTTED.fullmatch(alias.name):
                yield match[1]
    elif isinstance(node, ast.ImportFrom) and node.level > 1:
        yield from (alias.name for alias in node.names)
        yield (node.module or "").split(".")[0]
    elif isinstance(node, ast.ImportFrom) and node.module == "huiyin":
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and (match := DOTTED.fullmatch(node.module)):
        yield match[1]


def strings(node: ast.AST, rooms: set[str]) -> Iterator[str]:
    """The rooms that a string names: a module ("huiyin.desk.urls"), or a related model ("register.Act")."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if (match := DOTTED.fullmatch(node.value)) and match[1] in rooms:
            yield match[1]
    elif isinstance(node, ast.Call) and _name(node.func) in RELATIONS:
        for value in [
            *node.args[:1],
            *(word.value for word in node.keywords if word.arg in {"to", "through"}),
        ]:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                if (match := MODEL.fullmatch(value.value)) and match[1] in rooms:
                    yield match[1]
            elif isinstance(value, ast.Attribute) and value.attr == USER_MODEL:
                yield "offices"


def started(tree: ast.AST) -> set[ast.AST]:
    """Names of programs that are started as processes of their own ("-m", "huiyin.cli"): no code is used."""
    return {
        program
        for node in ast.walk(tree)
        if isinstance(node, ast.List)
        for flag, program in itertools.pairwise(node.elts)
        if isinstance(flag, ast.Constant) and flag.value == "-m"
    }


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def arrows_of_code(path: Path, package: Path, rooms: set[str]) -> Iterator[Arrow]:
    """Every arrow in a Python file."""
    source = room_of(path, package)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    programs = started(tree)
    for node in ast.walk(tree):
        where = f"{path.relative_to(package)}:{getattr(node, 'lineno', 0)}"
        for target in imports(node):
            if target in rooms:
                yield Arrow(source, target, where)
        if source not in NAMES_FREELY and node not in programs:
            for target in strings(node, rooms):
                yield Arrow(source, target, where)


def arrows_of_template(path: Path, package: Path, rooms: set[str]) -> Iterator[Arrow]:
    """Every arrow in a template: templates of a room lie in a folder named after it."""
    source = room_of(path, package)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for match in TEMPLATE_USE.finditer(line):
            if match[1] in rooms:
                yield Arrow(source, match[1], f"{path.relative_to(package)}:{number}")


def all_arrows(package: Path = PACKAGE) -> list[Arrow]:
    """Every arrow between rooms."""
    rooms = {room_of(path, package) for path in package.iterdir() if not path.name.startswith("_")}
    found: list[Arrow] = []
    for path in sorted(package.rglob("*.py")):
        if room_of(path, package) != "__init__":
            found += arrows_of_code(path, package, rooms)
    for path in sorted(package.rglob("templates/**/*")):
        if path.is_file():
            found += arrows_of_template(path, package, rooms)
    return found
