"""House rule 1: the core knows no framework, and an arrow between rooms only points down."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.house.arrows import ALLOWED, PACKAGE, all_arrows, room_of


def test_every_arrow_points_down() -> None:
    assert [str(arrow) for arrow in all_arrows() if arrow.wrong] == []


def test_every_room_has_its_place_in_the_table() -> None:
    data = {"rulebook", "locale", "__init__", "__main__", "__pycache__", "py.typed"}
    rooms = {room_of(path) for path in PACKAGE.iterdir()} - data
    assert rooms - set(ALLOWED) == set()


def test_the_table_itself_has_no_circle() -> None:
    remaining = {room: set(uses) for room, uses in ALLOWED.items()}
    while ready := [room for room, uses in remaining.items() if not uses & set(remaining)]:
        for room in ready:
            del remaining[room]
    assert remaining == {}


def test_statute_imports_the_standard_library_a_yaml_reader_and_itself_only() -> None:
    foreign = set()
    for path in (PACKAGE / "statute").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            foreign |= {
                name
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names | {"yaml"}
                and not name.startswith("huiyin.statute")
            }
    assert foreign == set()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("statute/x.py", "def f():\n    from huiyin.register import models\n"),
        ("offices/x.py", "import huiyin.register.models\n"),
        ("offices/x.py", "from huiyin import register\n"),
        ("offices/x.py", "f = models.ForeignKey('register.Act', models.PROTECT)\n"),
        ("offices/x.py", "f = models.ForeignKey(to='register.Act', on_delete=models.PROTECT)\n"),
        ("statute/x.py", "f = ForeignKey(settings.AUTH_USER_MODEL, PROTECT)\n"),
        ("register/x.py", "urlpatterns = [path('', include('huiyin.desk.urls'))]\n"),
        ("register/x.py", "table = import_string('huiyin.following.TABLE')\n"),
        ("web/templates/web/x.html", "{% extends 'desk/base.html' %}\n"),
        ("portal/templates/portal/x.html", '{% include "desk/row.html" %}\n'),
    ],
)
def test_an_arrow_that_points_up_is_found(tmp_path: Path, file: str, text: str) -> None:
    for room in ("statute", "offices", "register", "web", "desk", "portal", "following"):
        (tmp_path / room).mkdir()
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert [arrow for arrow in all_arrows(tmp_path) if arrow.wrong]
