"""Classes of content: strict, named with file and line, and short enough for their columns."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.intake import classes
from huiyin.register.models import Matter
from huiyin.statute.loader import load
from huiyin.statute.reading import RulebookError, read_text
from tests.proves import proves

GOOD = """
roads:
  title: {zh: 道路, en: Roads}
  code: '120000'
  provision: 信访事项网上办理工作规程 5
  certainty: I
  since: 2022-05-01
  second:
    lights: {zh: 路灯, en: Lamps, certainty: M, code: '120100'}
"""


@proves("S0-123")
def test_every_class_shipped_can_be_chosen_today_and_fits_its_column() -> None:
    found = classes.on(load(), date(2026, 3, 2))
    words = [f.title.zh for f in found] + [s.title.zh for f in found for s in f.second]
    assert {"农业农村", "城乡建设", "其他"} <= {f.title.zh for f in found}
    longest = Matter._meta.get_field("class2").max_length
    assert longest is not None
    assert max(map(len, words)) <= longest
    assert classes.on(load(), date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        (("certainty: I", "certainty: sure"), 6, "certainty"),
        (("since: 2022-05-01", "since: yesterday"), 7, "since"),
        (("zh: 路灯, en: Lamps,", "zh: 路灯,"), 9, "'en' is missing"),
        (("zh: 道路", f"zh: {'长' * 31}"), 3, "at most 30"),
        (("'120000'", "'12'"), 4, "six digits"),
        (("'120100'", "'130100'"), 2, "not its own"),
        (("second:", "seconds:"), 8, "did you mean 'second'"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(wrong: tuple[str, str], line: int, words: str) -> None:
    with pytest.raises(RulebookError) as caught:
        classes.parse(read_text(GOOD.replace(*wrong), "classes.yaml"))
    assert caught.value.where == f"classes.yaml:{line}"
    assert words in caught.value.what


def test_two_classes_of_the_same_words_are_refused() -> None:
    with pytest.raises(RulebookError, match="written twice"):
        classes.parse(read_text(GOOD + GOOD.replace("roads", "streets"), "classes.yaml"))
