"""Chinese first, English complete: how strings are found, joined and compiled."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from tools.translations import catalogue_of, join, used

FRAGMENT = """
msgid "还有 %(n)s 天"
msgid_plural "还有 %(n)s 天 "
msgstr[0] "%(n)s day left"
msgstr[1] "%(n)s days left"

msgctxt "菜单"
msgid "登记"
msgstr "Register"
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.po").write_text(text, encoding="utf-8")
    return folder


def test_strings_of_code_and_templates_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'x = _("甲")\ny = pgettext("菜单", "乙")\nz = ngettext("一", "多", n)\nw = _("长"\n    "句")\n',
        "utf-8",
    )
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "b.html").write_text(
        "<p>it's\n    {% translate '丙' %}\n  {% blocktranslate %}共 {{ n }} 件{% endblocktranslate %}</p>\n"
        "{% blocktranslate count n=n %}丁{% plural %}戊{% endblocktranslate %} {{ _('己') }}",
        "utf-8",
    )
    assert set(used(tmp_path)) == {
        ("", "甲"),
        ("菜单", "乙"),
        ("", "一"),
        ("", "长句"),
        ("", "丙"),
        ("", "共 %(n)s 件"),
        ("", "丁"),
        ("", "己"),
    }


def test_the_compiled_catalogue_is_read_by_gettext(tmp_path: Path) -> None:
    _, compiled = catalogue_of(join(write(tmp_path, one=FRAGMENT)))
    english = gettext.GNUTranslations(io.BytesIO(compiled))
    assert english.pgettext("菜单", "登记") == "Register"
    assert english.ngettext("还有 %(n)s 天", "还有 %(n)s 天 ", 1) == "%(n)s day left"
    assert english.ngettext("还有 %(n)s 天", "还有 %(n)s 天 ", 5) == "%(n)s days left"


def test_the_same_fragments_make_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path, one=FRAGMENT)
    assert catalogue_of(join(tmp_path)) == catalogue_of(join(tmp_path))


def test_two_rooms_that_disagree_are_both_named(tmp_path: Path) -> None:
    write(tmp_path, one='msgid "卷"\nmsgstr "file"\n', two='msgid "卷"\nmsgstr "volume"\n')
    (problem,) = join(tmp_path).problems
    assert "one.po" in problem
    assert "two.po" in problem


def test_a_translation_that_loses_a_placeholder_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, one='msgid "共 %(n)s 件"\nmsgstr "some"\n')
    assert "%(n)s" in join(tmp_path).problems[0]
